"""Terms as people type them: a day, a month, a quarter, a year, „do końca 2022", „2021/2022", and ranges of all these."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mrl_desktop.polish import fold

_MONTHS = {
    "sty": 1, "lut": 2, "mar": 3, "kwi": 4, "maj": 5, "maja": 5, "cze": 6, "lip": 7, "sie": 8, "wrz": 9, "paz": 10, "lis": 11, "gru": 12,
}  # fmt: skip
_FULL = "stycz|luty|lutego|lutym|marca|marzec|kwie|maj|czerw|lip|sierp|wrze|pazdz|listop|grud"
_ROMAN_MONTHS = {r: i for i, r in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)}
_MONTH = rf"(?:{_FULL})\w*|(?:sty|lut|mar|kwi|cze|lip|sie|wrz|paz|lis|gru)\b\.?"
_ROMAN = r"(?:x{0,1}(?:ix|iv|v?i{0,3}))"
_EXCEL_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day meant; None where the file leaves that end open."""

    start: date | None
    end: date | None


def _month(year: int, month: int) -> Period | None:
    if not 1 <= month <= 12 or not 1990 <= year <= 2100:
        return None
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _months(year: int, first: int, last: int) -> Period | None:
    a, b = _month(year, first), _month(year, last)
    return Period(a.start, b.end) if a and b else None


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        exact = date(year, month, day)
    except ValueError:
        return None
    return Period(exact, exact)


def _month_number(word: str) -> int:
    return _MONTHS[word[:3]]


def _quarter(text: str) -> int:
    return int(text) if text.isdigit() else _ROMAN_MONTHS.get(text, 0)


def _single(text: str) -> Period | None:
    """One term: a day, month, quarter, half-year or year (folded text)."""
    if m := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]\d\d:\d\d(?::\d\d)?)?", text):
        return _day(int(m[1]), int(m[2]), int(m[3]))
    if m := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text):
        return _day(int(m[3]), int(m[2]), int(m[1]))
    if m := re.fullmatch(r"(\d{4})[-./](\d{1,2})", text):
        return _month(int(m[1]), int(m[2]))
    if m := re.fullmatch(r"(\d{1,2})[-./](\d{4})", text):
        return _month(int(m[2]), int(m[1]))
    if m := re.fullmatch(rf"(\d{{1,2}}) ({_MONTH}) (\d{{4}})", text):
        return _day(int(m[3]), _month_number(m[2]), int(m[1]))
    if m := re.fullmatch(rf"({_MONTH})[ .]*(\d{{4}})", text):
        return _month(int(m[2]), _month_number(m[1]))
    if m := re.fullmatch(r"([1-4]|i{1,3}|iv) ?(?:kw\.?|kwartal\w*|q)[ .]*(\d{4})", text) or re.fullmatch(
        r"(?:kw\.?|kwartal\w*|q) ?([1-4]|i{1,3}|iv)[ ./]*(\d{4})", text
    ):
        quarter = _quarter(m[1])
        return _months(int(m[2]), 3 * quarter - 2, 3 * quarter)
    if m := re.fullmatch(r"(\d{4})[ ./-]*(?:kw\.?|kwartal\w*|q) ?([1-4]|i{1,3}|iv)", text) or re.fullmatch(
        r"(\d{4})[ ./-]*([1-4]|i{1,3}|iv) ?(?:kw\.?|kwartal\w*|q)", text
    ):
        quarter = _quarter(m[2])
        return _months(int(m[1]), 3 * quarter - 2, 3 * quarter)
    if m := re.fullmatch(r"(1|2|i|ii) (?:polowa|polrocze\w*|pol\.?) (\d{4})", text):
        half = _quarter(m[1])
        return _months(int(m[2]), 6 * half - 5, 6 * half)
    if m := re.fullmatch(rf"({_ROMAN})[ ./-]+(\d{{4}})", text):
        return _month(int(m[2]), _ROMAN_MONTHS.get(m[1], 0))
    if m := re.fullmatch(r"(?:rok |lata )?(\d{4})", text):
        return _months(int(m[1]), 1, 12)
    return None


def period_of(text: str) -> Period | None:
    """What a typed term means, or None when it cannot be told."""
    plain = fold(text.replace("\n", " ")).replace("–", "-").replace("—", "-").replace("−", "-")
    plain = re.sub(r"\b(?:roku|rok|r)\b\.?(?=\s|$|[-,;])", " ", plain)
    plain = re.sub(r"\s+", " ", re.sub(r"^(?:w )?(?:latach|lata|okres|termin)\s*:?\s*", "", plain.strip(" .;,"))).strip(" .;,")
    if not plain:
        return None
    if m := re.fullmatch(r"(?:do )?(?:konca|koniec) (.+)|(?:najpozniej )?do (?:dnia )?(.+)", plain):
        until = _single((m[1] or m[2]).strip(" ."))
        return Period(None, until.end) if until else None
    if m := re.fullmatch(r"(?:od|poczawszy od) (?:dnia |poczatku )?(.+?) (?:do|-) (?:dnia )?(?:konca )?(.+)", plain):
        return _range(m[1], m[2])
    if m := re.fullmatch(r"(?:od|poczawszy od) (?:dnia |poczatku )?(.+)", plain):
        since = _single(m[1].strip(" ."))
        return Period(since.start, None) if since else None
    single = _single(plain)
    if single:
        return single
    if m := re.fullmatch(r"(\d{4}) ?[-/] ?(\d{2}|\d{4})", plain):
        first, last = m[1], m[2] if len(m[2]) == 4 else m[1][:2] + m[2]
        return _range(first, last)
    for separator in (" do ", " - ", "-", "/"):
        for at in [m.start() for m in re.finditer(re.escape(separator), plain)]:
            if found := _range(plain[:at], plain[at + len(separator) :]):
                return found
    return None


def _range(first: str, last: str) -> Period | None:
    first, last = first.strip(" ."), last.strip(" .")
    end = _single(last)
    start = _single(first)
    if start is None and end is not None and end.end is not None:  # „marzec - lipiec 2022", „I-IV kw. 2022"
        year = end.end.year
        quarter = re.search(r"(kw\.?|kwartal\w*|q)", last)
        start = _single(f"{first} {year}") or (_single(f"{first} kw {year}") if quarter else None) or _single(f"{first}.{year}")
    if start is None or end is None or start.start is None or end.end is None or start.start > end.end:
        return None
    return Period(start.start, end.end)


def period_of_value(value: object) -> Period | None:
    """What a cell of a term column means: a real date, a year, Excel's day number, or a typed term."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return Period(value.date(), value.date())
    if isinstance(value, date):
        return Period(value, value)
    if isinstance(value, int | float):
        whole = int(value)
        if value == whole and 1990 <= whole <= 2100:
            return _months(whole, 1, 12)
        if 30_000 <= whole <= 70_000:
            exact = _EXCEL_DAY_ZERO + timedelta(days=whole)
            return Period(exact, exact)
        if 1990 <= whole <= 2100:  # „2021.03" typed as a number
            return period_of(f"{value:.2f}")
        return None
    return period_of(str(value))
