"""Columns of time in a schedule: quarters, months, half-years or years, with the days each stands for."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from excel_modules.modules.page import Cell, Page
from excel_modules.modules.periods import Period, period_of, period_of_value
from mrl_desktop.polish import fold

_ROMAN = {name: i for i, name in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1)}
_QUARTER = re.compile(r"^(?:(iv|i{1,3}|[1-4])\s*(?:kw|kwartal|q)\.?|(?:kw|kwartal|q)\.?\s*(iv|i{1,3}|[1-4]))$")
_MONTHS = ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paz", "lis", "gru")
_YEAR = re.compile(r"^(?:(?:w )?(?:rok|roku|r\.?)\s*)?(20\d\d)(?:\s*(?:r\.?|rok|roku))?\*?$")
MILESTONE = re.compile(r"[◆♦◇⬥⯁★☆▲◊♢]|\b(?:KM|M)[\s-]?\d{0,2}\b")
HEADER_ROWS = 40
FEWEST = 3
"""Columns of time a schedule has at least."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Columns of time under a header, each with the days it stands for."""

    top: int
    bottom: int
    columns: Mapping[int, Period]


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _part(cell: Cell) -> tuple[str, int] | None:
    """A quarter, a month, or a number that may be either („I", „3"), without a year."""
    said = fold(cell.text).strip(" .*:")
    if found := _QUARTER.match(said):
        told = found[1] or found[2]
        return "quarter", int(told) if told.isdigit() else _ROMAN[told]
    if said in _ROMAN:
        return "part", _ROMAN[said]
    if said.isdigit() and 1 <= int(said) <= 12:
        return "part", int(said)
    if re.fullmatch(r"[a-z]{3,12}", said) and (month := next((i for i, start in enumerate(_MONTHS, 1) if said.startswith(start)), 0)):
        return "month", month
    return None


def _full(cell: Cell) -> Period | None:
    """A term with its year: „I kw. 2021", „2021-03", a real date."""
    said = cell.text.strip(" *:")
    if _YEAR.match(fold(said)) or len(said) > 24:
        return None
    if isinstance(cell.value, int | float):
        return None
    found = period_of_value(cell.value) if not isinstance(cell.value, str) else period_of(" ".join(said.split()))
    if found is None or found.start is None or found.end is None:
        return None
    if found.start == found.end:  # a real date stands for its month
        return _months(found.start.year, found.start.month, found.start.month)
    return found


def _year(cell: Cell | None) -> int | None:
    if cell is None:
        return None
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return int(cell.value) if 2000 <= cell.value <= 2060 else None
    found = _YEAR.match(fold(cell.text).strip(" .*:"))
    return int(found[1]) if found else None


def timeline(page: Page, last: int = HEADER_ROWS) -> Timeline | None:
    """The best row of times on a page, with the row of years above it when they stand apart."""
    best: Timeline | None = None
    for row in page.rows:
        if row > last:
            break
        for found in (_with_years(page, row), _alone(page, row)):
            if found and len(found.columns) >= FEWEST and (best is None or len(found.columns) > len(best.columns)):
                best = found
    return best or _only_years(page, last)


def _alone(page: Page, row: int) -> Timeline | None:
    columns = {cell.column: period for cell in page.by_row[row] if (period := _full(cell)) is not None}
    return Timeline(row, row, columns) if columns else None


def _with_years(page: Page, row: int) -> Timeline | None:
    parts = {cell.column: part for cell in page.by_row[row] if (part := _part(cell)) is not None}
    if len(parts) < FEWEST:
        return None
    above = next((up for up in (row - 1, row - 2) if any(_year(cell) for cell in page.by_row.get(up, ()))), None)
    if above is None:
        return None
    years: dict[int, int] = {}
    current: int | None = None
    for column in range(min(parts), max(parts) + 1):
        current = _year(page.seen(above, column)) or current
        if column in parts and current:
            years[column] = current
    counts = Counter(years.values())
    kinds = {kind for kind, _ in parts.values()}
    highest = max(number for _, number in parts.values())
    months = "month" in kinds or ("quarter" not in kinds and (highest > 4 or max(counts.values(), default=0) > 4))
    columns: dict[int, Period] = {}
    for column, year in years.items():
        kind, number = parts[column]
        if kind == "month" or (kind == "part" and months):
            columns[column] = _months(year, number, number)
        elif number <= 4:
            columns[column] = _months(year, 3 * number - 2, 3 * number)
    return Timeline(above, row, columns)


def _only_years(page: Page, last: int) -> Timeline | None:
    """Years alone as columns, when nothing but marks stands under them."""
    for row in page.rows:
        if row > last:
            break
        columns = {cell.column: _months(year, 1, 12) for cell in page.by_row[row] if (year := _year(cell))}
        below = [cell for cell in page.cells.values() if cell.row > row and cell.column in columns]
        if len(columns) >= FEWEST and (below or page.fills) and all(_is_mark(cell) or _year(cell) for cell in below):
            return Timeline(row, row, columns)
    return None


def _is_mark(cell: Cell) -> bool:
    """Whether a cell can be a mark of a schedule: a sign, x, 1, a milestone; not an amount."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return cell.value in (0, 1)
    return len(cell.text) <= 3 or bool(MILESTONE.search(cell.text))
