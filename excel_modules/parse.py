"""What people type into cells, understood: numbers, money, years, days, yes and no, lists.

Every function takes a cell and returns the value, None for a cell that says nothing, or raises `Unreadable` with a Polish
sentence that fits a finding.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from excel_modules.sheet import ERRORS, CellValue, clean
from mrl_desktop.polish import fold, parse_number

BLANKS = frozenset(
    {"", "-", "–", "—", "−", ".", "..", "...", "…", "x", "bd", "b.d.", "b.d", "n/d", "n.d.", "n.d", "nd", "nd.", "nie dotyczy", "brak", "brak danych", "do uzupełnienia", "uzupełnić", "?"}
)
"""Texts that mean „nothing here" in forms; statistical tables have their own marks."""

_YES = frozenset(["tak", "t", "yes", "y", "true", "prawda", "1", "x", "☑", "☒", "✓", "✔", "v"])
_NO = frozenset(["nie", "n", "no", "false", "falsz", "fałsz", "0", "☐", "–"])
_MONTHS = ("stycz", "lut", "mar", "kwie", "maj", "czerw", "lip", "sierp", "wrze", "pazdz", "listop", "grud")
_DAY_AND_MONTH = re.compile(rf"(?<!\d)(\d{{1,2}}) (?:{'|'.join(_MONTHS)})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_FOOTNOTE = re.compile(r"(?<=[\d%])(?:\s*\*+|\s*[¹²³⁴⁵⁶⁷⁸⁹]+|\s+\d\)|\s*[a-z]\))$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_BULLET = re.compile(r"^\s*(?:[-–—•▪●*·]\s*|\d{1,2}[.)]\s+|[a-z]\)\s+)")


class Unreadable(ValueError):
    """The cell holds something, but not what the column is for. The text is a full Polish sentence."""


def text(value: CellValue) -> str:
    """The cell as text; whole numbers without „.0", days as 2021-03-15."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ", timespec="minutes")
    return clean(str(value))


def is_error(value: CellValue) -> bool:
    """Whether the cell shows an error of the spreadsheet, such as #ADR!."""
    return isinstance(value, str) and value.strip().upper() in ERRORS


def is_blank(value: CellValue) -> bool:
    """Whether the cell says nothing: empty, a dash, „b.d.", „n/d", „do uzupełnienia"."""
    return value is None or (isinstance(value, str) and clean(value).casefold() in BLANKS)


def label(value: CellValue) -> str:
    """A heading for comparing: folded, without numbering in front, brackets behind, asterisks and colons."""
    folded = fold(text(value).replace("\n", " "))
    folded = re.sub(r"^(?:\d+(?:\.\d+)*[.)]|[ivx]+[.)]|[a-z]\))\s*", "", folded)
    folded = re.sub(r"\s*[\[(][^\])]*[\])]\s*$", "", folded)
    return re.sub(r"\s+", " ", folded.strip(" :*.;_-–")).strip()


def number(value: CellValue) -> Decimal | None:
    """A number however typed: „1 234,5", „(1 234)", „−3", „12,5*"; a percent sign is only dropped. Raises Unreadable."""
    if is_blank(value):
        return None
    if is_error(value):
        raise Unreadable(f"W komórce jest błąd arkusza {text(value)} zamiast liczby.")
    if isinstance(value, (bool, datetime)):
        raise Unreadable(f"Zamiast liczby jest „{text(value)}”.")
    if isinstance(value, int | float):
        return _decimal(value)
    found = parse_number(_FOOTNOTE.sub("", clean(str(value))))
    if found is None:
        raise Unreadable(f"„{text(value)}” nie jest liczbą.")
    return found


def _decimal(value: int | float) -> Decimal:
    try:
        return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation as error:
        raise Unreadable(f"„{value}” nie jest liczbą.") from error


def factor(heading: str) -> Decimal:
    """By what a number has to be multiplied to be in single złoty: 1000 under „[tys. zł]", 1000000 under „mln zł"."""
    folded = fold(heading)
    if re.search(r"\btys\b", folded):
        return Decimal(1000)
    if re.search(r"\bmln\b", folded):
        return Decimal(1_000_000)
    return Decimal(1)


def money(value: CellValue, unit: Decimal = Decimal(1)) -> Decimal | None:
    """An amount in złoty with grosze; „zł", „PLN", „tys. zł" in the cell itself count. Euro is refused."""
    if isinstance(value, str) and not is_blank(value):
        folded = fold(value)
        if "eur" in folded or "€" in folded:
            raise Unreadable(f"Kwota „{text(value)}” jest w euro; potrzebna jest w złotych.")
        own = factor(value)
        value = re.sub(r"(?i)\s*(?:tys\.?|mln\.?)?\s*(?:zł\.?|pln)?\s*(?:brutto|netto)?\s*$", "", clean(value))
        unit = own if own != 1 else unit
    found = number(value)
    return None if found is None else (found * unit).quantize(Decimal("0.01"))


def whole(value: CellValue) -> int | None:
    """A whole number. Raises Unreadable for fractions."""
    found = number(value)
    if found is None:
        return None
    if found != found.to_integral_value():
        raise Unreadable(f"„{text(value)}” nie jest liczbą całkowitą.")
    return int(found)


def year(value: CellValue) -> int | None:
    """A year: 2021, „2021", „2021 r.", „31.12.2021", a real date. Raises Unreadable when there is not exactly one."""
    if is_blank(value):
        return None
    if isinstance(value, datetime):
        return value.year
    found = set(_YEAR.findall(text(value)))
    if len(found) != 1:
        raise Unreadable(f"W „{text(value)}” nie widać jednego roku.")
    return int(found.pop())


def year_range(value: CellValue) -> tuple[int, int] | None:
    """First and last year: „2021–2024", „2021-24", „2022", „2021/2022", „do końca 2022" (one year). Raises Unreadable."""
    if is_blank(value):
        return None
    if isinstance(value, datetime):
        return value.year, value.year
    said = text(value)
    short = re.search(r"(?<!\d)((?:19|20)\d\d)\s*[-–—/]\s*(\d\d)(?!\d)", said)
    if short:
        first = int(short[1])
        return first, first // 100 * 100 + int(short[2])
    years = [int(found) for found in _YEAR.findall(said)]
    if not years or years != sorted(years):
        raise Unreadable(f"W „{said}” nie widać lat realizacji.")
    return years[0], years[-1]


def day(value: CellValue, *, end: bool = False) -> date | None:
    """A day: a real date, „15.03.2021", „2021-03", „marzec 2021 r.", „III kw. 2021", „do końca 2022", „2022".

    Where only a month, quarter or year is given, its first day, or its last with `end` (and always for „do końca").
    """
    if is_blank(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and 20_000 < value < 80_000:
        return date(1899, 12, 30) + timedelta(days=int(value))
    said = fold(text(value))
    end = end or "do konca" in said
    try:
        if match := re.search(r"(?<!\d)(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ]((?:19|20)\d\d)(?!\d)", said):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := re.search(r"(?<!\d)((?:19|20)\d\d)[.\-/](\d{1,2})[.\-/](\d{1,2})(?!\d)", said):
            return date(int(match[1]), int(match[2]), int(match[3]))
        found = _YEAR.findall(said)
        if len(set(found)) == 1:
            first, last = _months(said)
            if match := _DAY_AND_MONTH.search(said):
                return date(int(found[0]), first, int(match[1]))
            return _edge(int(found[0]), last if end else first, end=end)
    except ValueError as error:
        raise Unreadable(f"Nie ma takiego dnia: „{text(value)}”.") from error
    raise Unreadable(f"„{text(value)}” nie jest datą.")


def _months(said: str) -> tuple[int, int]:
    """First and last month a folded text speaks of; the whole year when it names none."""
    if match := re.search(r"\b(iv|iii|ii|i|[1-4])\s*(?:kw|kwartal)", said):
        quarter = _ROMAN.get(match[1]) or int(match[1])
        return quarter * 3 - 2, quarter * 3
    if match := re.search(r"\b(ii|i|[12])\s*(?:polrocz|pol\b)", said):
        half = _ROMAN.get(match[1]) or int(match[1])
        return half * 6 - 5, half * 6
    for number_of_month, stem in enumerate(_MONTHS, 1):
        if re.search(rf"\b{stem}", said):
            return number_of_month, number_of_month
    if match := re.search(r"\b(\d{1,2})[.\-/](?:19|20)\d\d|(?:19|20)\d\d[.\-/](\d{1,2})\b", said):
        month = int(match[1] or match[2])
        return month, month
    if (match := re.search(r"\b([ivx]+)\b[ .]*(?:19|20)\d\d", said)) and match[1] in _ROMAN:
        return _ROMAN[match[1]], _ROMAN[match[1]]
    return 1, 12


def _edge(year_: int, month: int, *, end: bool) -> date:
    return date(year_, month, calendar.monthrange(year_, month)[1] if end else 1)


def yes_no(value: CellValue) -> bool | None:
    """TAK/NIE however marked: x, ☑, ☐, prawda, 1. Raises Unreadable for anything else."""
    if isinstance(value, bool):
        return value
    said = text(value).casefold()
    if said in _YES:
        return True
    if said in _NO:
        return False
    if is_blank(value):
        return None
    raise Unreadable(f"Zamiast TAK albo NIE jest „{text(value)}”.")


def several(value: CellValue) -> tuple[str, ...]:
    """Entries of a cell that holds a list: lines, bullets, numbered points, or parts between semicolons."""
    said = text(value)
    if is_blank(value):
        return ()
    parts = said.split("\n") if "\n" in said else said.split(";")
    entries = [_BULLET.sub("", part).strip(" ;") for part in parts]
    return tuple(entry for entry in entries if entry and entry.casefold() not in BLANKS)
