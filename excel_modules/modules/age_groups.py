"""Age groups as people type them, and those a spreadsheet turned into dates („5-9" → 5 September), recovered from their neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from excel_modules.modules.page import Cell
from mrl_desktop.polish import fold

_MONTHS = {"sty": 1, "lut": 2, "mar": 3, "kwi": 4, "maj": 5, "cze": 6, "lip": 7, "sie": 8, "wrz": 9, "paz": 10, "lis": 11, "gru": 12, "jan": 1, "feb": 2, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}  # fmt: skip
_WORDS = r"(?:(?:w wieku|wiek|osoby w wieku|ludnosc w wieku|grupa(?: wieku)?)\s*:?\s*)?(?:od )?"
_YEARS = r"\s*(?:lat[a]?|r\.?|l\.)?"
_BOTH = re.compile(rf"{_WORDS}(\d{{1,3}}){_YEARS}\s*(?:-|–|—|−|/|do|\.\.)\s*(\d{{1,3}}){_YEARS}")
_OPEN = re.compile(rf"{_WORDS}(\d{{2,3}}){_YEARS}\s*(?:\+|i wiecej|i powyzej|i starsi|i starsze|lub wiecej|wzwyz|i wyzej)(?:\s*lat)?")
_OVER = re.compile(rf"{_WORDS}(?:powyzej|pow\.?|ponad|>=?|≥)\s*(\d{{2,3}}){_YEARS}")
_TYPED_DAY = re.compile(r"(\d{1,2})[.\- /]([a-z]{3})[a-z]*\.?(?:[.\- /]\d{2,4})?")
_TYPED_MONTH = re.compile(r"([a-z]{3})[a-z]*\.?[.\- /](\d{2})")
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](?:19|20)?\d\d(?: 00:00(?::00)?)?")
_ISO = re.compile(r"(?:19|20)\d\d-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00)?)?")
OPEN = 999
"""Upper end of „85 i więcej"."""


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """Ages from `low` to `high`, both in."""

    low: int
    high: int

    @property
    def key(self) -> str:
        """„5_9", „85": the end of the catalogue's variable names."""
        return str(self.low) if self.high == OPEN else f"{self.low}_{self.high}"

    def __str__(self) -> str:
        return f"{self.low} lat i więcej" if self.high == OPEN else f"{self.low}–{self.high}"


def age_group(text: str) -> AgeGroup | None:
    """The group a text names, None when it names none."""
    folded = fold(text).rstrip("*:;. ¹²³").strip("[]'\"")
    if found := _BOTH.fullmatch(folded):
        low, high = int(found[1]), int(found[2])
        return AgeGroup(low, high) if low < high <= 120 else None
    if found := _OPEN.fullmatch(folded):
        return AgeGroup(int(found[1]), OPEN)
    if found := _OVER.fullmatch(folded):
        strict = "=" not in folded and "≥" not in folded and int(found[1]) % 5 == 4
        return AgeGroup(int(found[1]) + strict, OPEN)
    return None


def date_parts(cell: Cell) -> frozenset[int] | None:
    """Day, month and year's last digits of a label that is a date (or Excel's number of a day), None for other cells."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and 30_000 < value < 60_000:
        value = datetime(1899, 12, 30) + timedelta(days=int(value))
    if isinstance(value, datetime):
        return frozenset((value.day, value.month, value.year % 100))
    if not isinstance(value, str):
        return None
    folded = fold(value)
    if found := _ISO.fullmatch(folded):
        return frozenset((int(found[1]), int(found[2])))
    if found := _DAY.fullmatch(folded):
        return frozenset((int(found[1]), int(found[2])))
    if (found := _TYPED_DAY.fullmatch(folded)) and found[2] in _MONTHS:
        return frozenset((int(found[1]), _MONTHS[found[2]]))
    if (found := _TYPED_MONTH.fullmatch(folded)) and found[1] in _MONTHS:
        return frozenset((_MONTHS[found[1]], int(found[2])))
    return None


def groups_of(labels: Sequence[Cell | None]) -> tuple[dict[int, AgeGroup], set[int], set[int]]:
    """Groups by place in a column of labels; places recovered from dates; places of dates that stay uncertain.

    A run of dates between two groups is recovered when equal steps fill the gap exactly and every date has the lower or upper
    end of its group as its day or month; at the start of a column the step is that of the groups below.
    """
    groups: dict[int, AgeGroup] = {}
    dates: dict[int, frozenset[int]] = {}
    for place, cell in enumerate(labels):
        if cell is None:
            continue
        if found := age_group(cell.text) if isinstance(cell.value, str) else None:
            groups[place] = found
        elif (parts := date_parts(cell)) is not None:
            dates[place] = parts
    recovered: set[int] = set()
    uncertain: set[int] = set()
    places = [place for place in range(len(labels)) if place in groups or place in dates]
    at = 0
    while at < len(places):
        if places[at] in groups:
            at += 1
            continue
        run = [places[at]]
        while at + len(run) < len(places) and places[at + len(run)] in dates:
            run.append(places[at + len(run)])
        before = groups.get(places[at - 1]) if at else None
        after = groups.get(places[at + len(run)]) if at + len(run) < len(places) else None
        filled = _fill([dates[place] for place in run], before, after)
        if filled is None:
            uncertain.update(run)
        else:
            groups.update(zip(run, filled, strict=True))
            recovered.update(run)
        at += len(run)
    return groups, recovered, uncertain


def _fill(run: Sequence[frozenset[int]], before: AgeGroup | None, after: AgeGroup | None) -> list[AgeGroup] | None:
    if before is not None and before.high == OPEN:
        return None
    if before is not None and after is not None and after.low > before.high:
        low, gap = before.high + 1, after.low - before.high - 1
    elif before is not None:
        low, gap = before.high + 1, len(run) * (before.high - before.low + 1)
    elif after is not None and after.high != OPEN:
        width = after.high - after.low + 1
        low, gap = after.low - width * len(run), width * len(run)
    else:
        return None
    if gap <= 0 or low < 0 or gap % len(run):
        return _uneven(run, low, low + gap) if gap > 0 and low >= 0 else None
    width = gap // len(run)
    filled = [AgeGroup(low + width * step, low + width * (step + 1) - 1) for step in range(len(run))]
    fits = all(group.low in parts or group.high in parts for group, parts in zip(filled, run, strict=True))
    return filled if fits else _uneven(run, low, low + gap)


def _uneven(run: Sequence[frozenset[int]], low: int, end: int) -> list[AgeGroup] | None:
    """Groups of unlike length (3–6, 7–12) when each date holds both ends of its group and they follow one another without a gap."""
    filled: list[AgeGroup] = []
    for parts in run:
        highs = [part for part in parts if part > low]
        if low not in parts or len(highs) != 1:
            return None
        filled.append(AgeGroup(low, highs[0]))
        low = highs[0] + 1
    return filled if low == end else None
