"""A value of the program as the planner's file would say it: in its unit, its wording, its kind of cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from excel_modules.matching import canonical
from excel_modules.parse import Unreadable, number
from excel_modules.sheet import CellValue, clean
from excel_modules.workbook_xml import Content
from mrl_desktop.domain.records import Value

LONGEST = 32_767
"""Letters a cell of Excel can hold."""
_NUMBER = re.compile(r"[-−]?\d(?:[\d \u00a0\u202f.']*\d)?(?:,\d+)?")
_NUMBERED = re.compile(r"(?:(?:cel|projekt|działanie)\s+)?(?:[A-Z]{1,3}[ .-]?)?(?:\d+|[IVX]+)(?:[.)]\d*|[.\d]+)*[.)]?\s*[:–-]?\s+", re.IGNORECASE)
_BULLET = re.compile(r"^(\s*(?:[-–—•▪●*·]\s*|\d{1,2}[.)]\s+|[a-z]\)\s+))")
_YES = {"tak": "nie", "t": "n", "yes": "no", "prawda": "fałsz", "1": "0"}


class CannotSay(Exception):
    """The value cannot be put into this cell. The text is a full Polish sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of the planner's file as it stands now."""

    value: CellValue
    """Number, text, truth value or None; a date is the number stored for it."""
    is_date: bool = False
    is_percent: bool = False
    places: int | None = None
    """Decimal places its format shows; None for the general format."""
    old_days: bool = False
    """Whether the workbook counts days from 1904."""


def in_own_words(new: Value, before: str, raw: str, cell: Cell, wordings: Mapping[str, str], scale: Decimal | None) -> Content:
    """The content that says `new` in a cell that said `before` (canonical) as `raw`.

    `wordings` tells how the file words values of this field elsewhere; `scale` by what its numbers were multiplied when read, where
    this cell alone does not tell. Raises CannotSay.
    """
    if new is None or new == "" or new == ():
        if canonical(before) and not _whole(before, raw) and isinstance(cell.value, str):
            raise CannotSay("Komórka zawiera też inne informacje, więc nie można jej wyczyścić.")
        return Content(None)
    if isinstance(new, UUID) or (isinstance(new, tuple) and any(isinstance(one, UUID) for one in new)):
        if (said := wordings.get(canonical(new))) is not None:
            return Content(said)
        raise CannotSay("To powiązanie z innym elementem planu; w pliku trzeba je zmienić ręcznie.")
    if isinstance(new, bool):
        return _truth(new, raw, cell)
    if isinstance(new, int | Decimal) and not isinstance(new, StrEnum):
        return _number(Decimal(new), before, raw, cell, wordings, scale)
    if isinstance(new, datetime | date):
        return _day(new, raw, cell)
    if isinstance(new, StrEnum):
        return _term(new, before, raw, wordings)
    if isinstance(new, tuple):
        return _list(new, before, raw, wordings)
    return _text(str(new), before, raw, cell)


def _whole(before: str, raw: str) -> bool:
    """Whether the cell said this value and nothing else."""
    return " ".join(clean(before).split()) == " ".join(clean(raw).split())


def _text(new: str, before: str, raw: str, cell: Cell) -> Content:
    if len(new) > LONGEST:
        raise CannotSay(f"Tekst ma {len(new)} znaków, a komórka Excela mieści najwyżej {LONGEST}.")
    if _whole(before, raw) or not raw.strip():
        return Content(new)
    said = raw.strip()
    if before and said.endswith(before.strip()) and _NUMBERED.fullmatch(said[: len(said) - len(before.strip())]):
        return Content(said[: len(said) - len(before.strip())] + new)
    raise CannotSay("Wartość była tylko częścią dłuższego wpisu w tej komórce; trzeba ją zmienić w pliku ręcznie.")


def _number(new: Decimal, before: str, raw: str, cell: Cell, wordings: Mapping[str, str], scale: Decimal | None) -> Content:
    old = _decimal(before)
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        if cell.is_date:
            raise CannotSay("Komórka pokazuje datę, a nie liczbę.")
        factor = _factor(old, Decimal(repr(cell.value)), cell) or scale
        if factor is None:
            raise CannotSay("Nie wiadomo, w jakiej jednostce jest ta komórka (zł czy tys. zł); wpisz wartość w pliku ręcznie.")
        return _amount(new / factor)
    if cell.value is None:
        if scale is None:
            raise CannotSay("Komórka jest pusta i nie wiadomo, w jakiej jednostce wpisać liczbę.")
        return _amount(new / scale)
    if (said := wordings.get(canonical(new))) is not None and not _NUMBER.fullmatch(raw.strip()):
        return Content(said)
    found = _NUMBER.findall(raw)
    if len(found) != 1:
        raise CannotSay("Liczba była częścią dłuższego wpisu w tej komórce; trzeba ją zmienić w pliku ręcznie.")
    try:
        shown = number(found[0])
    except Unreadable as failure:
        raise CannotSay("Wpisu w tej komórce nie da się zmienić bez ryzyka pomyłki.") from failure
    factor = old / shown if old is not None and shown else scale
    if not factor or factor not in _FACTORS:
        raise CannotSay("Nie wiadomo, w jakiej jednostce jest ta komórka (zł czy tys. zł); wpisz wartość w pliku ręcznie.")
    value = new / factor
    if found[0] == raw.strip():
        return _amount(value)
    rest = raw.replace(found[0], "").strip(" .").casefold()
    if rest not in ("zł", "tys. zł", "tys zł", "mln zł", "pln", "%", "lat", "lata", "rok", "r", "os", "szt", "tys. pln"):
        raise CannotSay("Liczba była częścią dłuższego wpisu w tej komórce; trzeba ją zmienić w pliku ręcznie.")
    return Content(raw.replace(found[0], _polish(value)))


_FACTORS = frozenset((Decimal(1), Decimal(1000), Decimal(1_000_000), Decimal(100), Decimal("0.01")))


def _factor(old: Decimal | None, stored: Decimal, cell: Cell) -> Decimal | None:
    """By what the stored number was multiplied when it was read."""
    if not old or not stored:
        return None
    for factor in (Decimal(1), Decimal(1000), Decimal(1_000_000), Decimal(100)):
        if abs(stored * factor - old) <= max(Decimal("0.005"), abs(old) * Decimal("1e-9")):
            return factor
    return None


def scale_of(before: str, raw: str) -> Decimal | None:
    """The multiplier one earlier reading of a column shows: value kept and cell as it stood."""
    old = _decimal(before)
    try:
        shown = number(clean(raw).rstrip("%").strip())
    except Unreadable:
        return None
    if not old or not shown:
        return None
    return _factor(old, shown, Cell(value=None))


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def _amount(value: Decimal) -> Content:
    rounded = value.quantize(Decimal("1e-10")).normalize() if abs(value) < Decimal("1e15") else value
    return Content(float(rounded), number=f"{rounded:f}")


def _polish(value: Decimal) -> str:
    whole, _, part = f"{value.normalize():f}".partition(".")
    return f"{int(whole):,}".replace(",", " ") + (f",{part}" if part else "")


def _day(new: date | datetime, raw: str, cell: Cell) -> Content:
    day = new.date() if isinstance(new, datetime) else new
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        if cell.is_date:
            serial = (day - date(1904, 1, 1) if cell.old_days else day - date(1899, 12, 30)).days
            return Content(serial, number=str(serial))
        if float(cell.value).is_integer() and 1900 < cell.value < 2200:
            if (day.month, day.day) in ((1, 1), (12, 31)):
                return Content(day.year, number=str(day.year))
            raise CannotSay("W komórce jest sam rok, a w programie podano dokładny dzień.")
    said = raw.strip()
    if re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d(?: 00:00)?", said) and not isinstance(cell.value, str):
        raise CannotSay("Nie wiadomo, w jakim formacie zapisać datę w tej komórce.")
    if re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d", said):
        return Content(day.isoformat())
    if re.fullmatch(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(\s*r\.?)?", said):
        return Content(f"{day:%d.%m.%Y}" + (" r." if said.endswith(("r", "r.")) else ""))
    raise CannotSay("Termin był opisany słowami albo razem z innym terminem; trzeba go zmienić w pliku ręcznie.")


def _truth(new: bool, raw: str, cell: Cell) -> Content:
    if isinstance(cell.value, bool):
        return Content(new)
    said = raw.strip()
    if said.casefold() == "x":
        return Content(said if new else None)
    for yes, no in _YES.items():
        if said.casefold() in (yes, no):
            word = yes if new else no
            if isinstance(cell.value, int | float):
                return Content(int(word), number=word)
            return Content(word.upper() if said.isupper() else word.capitalize() if said[:1].isupper() else word)
    raise CannotSay("W komórce odpowiedź zaznaczono w inny sposób niż TAK albo NIE; trzeba ją zmienić w pliku ręcznie.")


def _term(new: StrEnum, before: str, raw: str, wordings: Mapping[str, str]) -> Content:
    if re.search(r"[☐☑☒✓✔□]|\[\s*x?\s*\]", raw):
        raise CannotSay("W komórce zaznacza się kratki; trzeba je zmienić w pliku ręcznie.")
    if (said := wordings.get(canonical(new))) is not None:
        return Content(said)
    return Content(str(new))


def _list(new: tuple[object, ...], before: str, raw: str, wordings: Mapping[str, str]) -> Content:
    words = [str(one) for one in new]
    if (said := wordings.get(canonical(new))) is not None:
        return Content(said)
    if re.search(r"[☐☑☒✓✔□]", raw):
        raise CannotSay("W komórce zaznacza się kratki; trzeba je zmienić w pliku ręcznie.")
    lines = [line for line in raw.split("\n") if line.strip()]
    if len(lines) > 1:
        bullet = _BULLET.match(lines[0])
        mark = bullet[1] if bullet else ""
        numbered = mark.strip()[:1].isdigit()
        return Content("\n".join(f"{number_}. {word}" if numbered else f"{mark}{word}" for number_, word in enumerate(words, 1)))
    return Content((", " if ";" not in raw and any(isinstance(one, StrEnum) for one in new) else "; ").join(words))
