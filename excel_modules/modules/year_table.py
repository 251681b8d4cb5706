"""Tables with years across (or down): found wherever they stand by their row of years, with headers of up to three rows.

Rows of a table may be indicators, age groups, budget items; what they mean is for the family to say. A table with years down the
side is looked at turned over, cells keep their own addresses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from excel_modules.modules.labels import label_key
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.parse import is_blank
from mrl_desktop.polish import fold

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_CASE = re.compile(r"^[A-ZĄĆĘŁŃÓŚŹŻ]{1,8}(?:[./-][A-Z\d]{1,6}){2,}$")
"""Number of a case or an act („OR.0050.12.2021"): its year is not the year of figures."""
_RANGE = re.compile(r"(?:19|20)\d\d\s*(?:[-–—/]|do)\s*(?:19|20)?\d\d(?!\d)")
_LABEL_HEADS = (
    "wyszczegolnienie", "wskaznik", "wskazniki", "nazwa wskaznika", "nazwa", "pozycja", "tresc", "grupa wieku", "grupy wieku", "wiek", "grupa wiekowa",
    "opis", "rodzaj", "kategoria", "zmienna", "cecha", "tytul", "nazwa pozycji", "pozycja budzetu", "dane", "wymiar", "obszar", "element", "wielkosc",
)  # fmt: skip
_FIRST_LABELS = ("wskaznik", "nazwa wskaznika", "wyszczegolnienie", "grupa wieku", "wiek", "nazwa", "pozycja", "tresc")
_NUMBER_HEADS = ("lp", "l p", "nr", "numer", "poz", "symbol", "kod", "id", "kod wskaznika", "nr wskaznika")
UNIT_HEADS = ("jm", "j m", "jednostka", "jednostka miary", "miara", "jedn", "jedn miary")
"""Headings of columns of units."""
_NUMBERING = re.compile(r"(?:[a-z]{0,2}\d{1,3}|[ivx]{1,5})(?:\.\w{1,3})*[.)]?")
_LONGEST = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One column of values: its year (None when the header gives none) and everything its header says."""

    column: int
    year: int | None
    texts: tuple[str, ...]
    cell: Cell
    """Where it is named."""

    @property
    def said(self) -> str:
        return " ".join(self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One row: what it is called and its cells of values."""

    number: int
    label: Cell | None
    lp: Cell | None
    unit: Cell | None
    values: tuple[tuple[Head, Cell], ...]
    others: tuple[Cell, ...]
    """Filled cells of columns that are neither label nor value."""


@dataclass(slots=True, kw_only=True)
class YearTable:
    """A header and the rows under it, to the next header."""

    grid: Grid
    top: int
    bottom: int
    last: int
    heads: tuple[Head, ...]
    label: int
    lp: int | None = None
    unit: int | None = None
    texts: dict[int, str] = field(default_factory=dict)
    """Header texts of columns without a year."""
    columns: range | None = None
    """Columns the table lies in, where another one stands beside it; None: all."""

    @property
    def years(self) -> set[int]:
        return {head.year for head in self.heads if head.year}

    def header(self) -> Iterator[Cell]:
        """Cells of the header."""
        return (cell for row in range(self.top, self.bottom + 1) for cell in self.grid.by_row.get(row, ()))

    def rows(self) -> Iterator[FigureRow]:
        """Filled rows under the header; rows of column numbers are left out."""
        heads = {head.column: head for head in self.heads}
        for number in self.grid.between(self.bottom, self.last):
            cells = self.grid.by_row[number]
            if self.columns is not None:
                cells = [cell for cell in cells if self.grid.column_of(cell) in self.columns]
            if not cells or counts_columns(cells):
                continue
            label = self._label(number, cells, heads)
            taken = {label.column, label.row} if label else set()
            values, others = [], []
            lp = unit = None
            for cell in cells:
                column = self.grid.column_of(cell)
                if cell is label:
                    continue
                if column in heads:
                    values.append((heads[column], cell))
                elif column == self.lp:
                    lp = cell
                elif column == self.unit:
                    unit = cell
                else:
                    others.append(cell)
            if self.unit is not None and unit is None and taken:
                unit = self.grid.seen(number, self.unit)
            yield FigureRow(number=number, label=label, lp=lp, unit=unit, values=tuple(values), others=tuple(others))

    def _label(self, number: int, cells: Sequence[Cell], heads: dict[int, Head]) -> Cell | None:
        """The row's name: in the label column, else the first text left of the values (labels indented by columns)."""
        own = self.grid.seen(number, self.label)
        if own is not None:
            return own
        free = [cell for cell in cells if self.grid.column_of(cell) not in heads and self.grid.column_of(cell) not in (self.lp, self.unit) and isinstance(cell.value, str)]
        named = [cell for cell in free if not label_key(self.texts.get(self.grid.column_of(cell), "")) or self.grid.column_of(cell) < min(heads)]
        return named[-1] if named else next((cell for cell in cells if self.grid.column_of(cell) == self.lp and isinstance(cell.value, str) and len(cell.text) > 6), None)


class Grid:
    """Cells of a page by row and column, turned over if asked; every cell keeps its own address."""

    def __init__(self, page: Page, *, turned: bool = False) -> None:
        self.page, self.turned = page, turned
        self.cells = {(column, row): cell for (row, column), cell in page.cells.items()} if turned else page.cells
        self.merged = {(c, r): (top[1], top[0]) for (r, c), top in page.merged.items()} if turned else page.merged
        self.by_row: dict[int, list[Cell]] = {}
        for position in sorted(self.cells):
            self.by_row.setdefault(position[0], []).append(self.cells[position])
        self.numbers = list(self.by_row)
        """Numbers of filled rows, ascending."""

    def between(self, after: int, last: int) -> Sequence[int]:
        """Filled rows below `after` down to `last`."""
        return self.numbers[bisect_right(self.numbers, after) : bisect_right(self.numbers, last)]

    def column_of(self, cell: Cell) -> int:
        return cell.row if self.turned else cell.column

    def row_of(self, cell: Cell) -> int:
        return cell.column if self.turned else cell.row

    def seen(self, row: int, column: int) -> Cell | None:
        """The cell a person sees here, merged ranges included."""
        return self.cells.get((row, column)) or self.cells.get(self.merged.get((row, column), (row, column)))


def year_in_head(cell: Cell) -> int | None:
    """The one year a heading names: 2018, „2018 r.", „Wykonanie 2018", „31.12.2018", a date; None for ranges and prose."""
    if _CASE.match(cell.text):
        return None
    if cell.problem or isinstance(cell.value, bool):
        return None
    if isinstance(cell.value, int | float):
        whole = int(cell.value)
        return whole if whole == cell.value and 1990 <= whole <= 2100 else None
    if isinstance(cell.value, datetime):
        return cell.value.year
    if len(cell.text) > 60 or _RANGE.search(cell.text):
        return None
    found = set(_YEAR.findall(cell.text))
    return int(found.pop()) if len(found) == 1 and len(fold(cell.text).split()) <= 9 else None


def find_tables(page: Page) -> list[YearTable]:
    """Every table with years across; when there is none, those with years down the side. Empty when the page has neither."""
    return _tables(Grid(page)) or _tables(Grid(page, turned=True))


def _tables(grid: Grid) -> list[YearTable]:
    anchors: list[tuple[int, dict[int, int]]] = []
    for row, cells in grid.by_row.items():
        if years := _years_of(grid, row, cells, anchors):
            anchors.append((row, years))
    joined: list[tuple[int, int, dict[int, int]]] = []
    for row, years in anchors:  # „Wykonanie 2018 | Rok" over „ | 2019": one header in two rows
        if joined and joined[-1][1] == row - 1 and not joined[-1][2].keys() & years.keys():
            joined[-1] = joined[-1][0], row, {**joined[-1][2], **years}
        else:
            joined.append((row, row, years))
    bounds = [_header(grid, first, last, years) for first, last, years in joined]
    tables: list[YearTable] = []
    bottom_of_page = max(grid.by_row, default=-1)
    for place, (top, bottom, columns) in enumerate(bounds):
        last = bounds[place + 1][0] - 1 if place + 1 < len(bounds) else bottom_of_page
        if table := _table(grid, top, bottom, last, columns):
            tables.extend(side_by_side(table))
    return tables


def side_by_side(table: YearTable) -> list[YearTable]:
    """A long table printed in two or three strips has its names of rows again in every strip: the strips as tables of their own."""
    name = label_key(table.texts.get(table.label, ""))
    first = table.heads[0].column
    again = [column for column, text in sorted(table.texts.items()) if column > first and name and label_key(text) == name]
    if not again or table.label > first:
        return [table]
    starts = [0, *again]
    ends = [*again, max([head.column for head in table.heads] + list(table.texts)) + 1]
    strips: list[YearTable] = []
    for start, end in zip(starts, ends, strict=True):
        within = range(start, end)
        heads = tuple(head for head in table.heads if head.column in within)
        if not heads:
            return [table]
        texts = {column: text for column, text in table.texts.items() if column in within}
        label = start if start else table.label
        lp = next((column for column, text in texts.items() if label_key(text) in _NUMBER_HEADS), None)
        unit = next((column for column, text in texts.items() if label_key(text) in UNIT_HEADS), None)
        strips.append(replace(table, heads=heads, label=label, lp=lp, unit=unit, texts=texts, columns=within))
    return strips


def _years_of(grid: Grid, row: int, cells: Sequence[Cell], before: Sequence[tuple[int, dict[int, int]]]) -> dict[int, int]:
    """Columns with a year, when the row is a row of years: nothing else in it is a number, and it is not data that look like years."""
    years = {grid.column_of(cell): year for cell in cells if (year := year_in_head(cell)) is not None}
    if not years:
        return {}
    others = [cell for cell in cells if grid.column_of(cell) not in years]
    if any(not isinstance(cell.value, str) or len(cell.text) > _LONGEST for cell in others):
        return {}
    heading = any(is_label_head(cell.text) or label_key(cell.text) in (*_NUMBER_HEADS, *UNIT_HEADS) for cell in others)
    if grid.turned:
        heading = heading or any(fold(cell.text).strip(" :.") in ("rok", "lata") for cell in others)
    if len(years) == 1 and (grid.turned or not heading or (len(cells) == 1 and not _wide(grid, row, cells[0]))):
        return {}
    plain = [cell for cell in cells if isinstance(cell.value, int | float)]
    order = list(years.values())
    if plain and not heading and others:
        known = any(order == list(earlier.values()) for _, earlier in before)
        steps = {later - former for former, later in pairwise(order)}
        regular = len(order) >= 2 and (all(0 < step <= 10 for step in steps) or all(-10 <= step < 0 for step in steps))
        counted = any(isinstance(cell.value, int | float) for number in grid.between(-1, row - 1) for cell in grid.by_row[number])
        if not known and (before or counted or not regular):  # counts that look like years
            return {}
    return years


def _wide(grid: Grid, row: int, cell: Cell) -> bool:
    """Whether a heading lies over several columns."""
    column = grid.column_of(cell)
    return grid.merged.get((row, column + 1)) == (row, column)


def is_label_head(text: str) -> bool:
    """Whether a heading is one that stands over names of rows."""
    key = label_key(text)
    return key in _LABEL_HEADS or any(key.startswith(f"{head} ") for head in _LABEL_HEADS)


def _header(grid: Grid, first: int, row: int, years: dict[int, int]) -> tuple[int, int, dict[int, int]]:
    """First and last row of the header around its rows of years, and the year of every column of values."""
    top, bottom = first, row
    below = _sub_heads(grid, row + 1, min(years))
    columns = dict(years)
    if below:
        bottom = row + 1
        starts = sorted(years)
        for column in sorted(below):
            left = [start for start in starts if start <= column]
            if left and column not in years:
                seen = grid.seen(row, column)
                if seen is None or grid.column_of(seen) in years:
                    columns[column] = years[left[-1]]
        columns = {column: year for column, year in columns.items() if column in below}
    if not columns:
        bottom, columns = row, dict(years)
    nameless = not any(grid.column_of(cell) < min(years) for line in range(first, row + 1) for cell in grid.by_row.get(line, ()))
    for above in (first - 1, first - 2):
        cells = grid.by_row.get(above, [])
        groups = [cell for cell in cells if grid.column_of(cell) >= min(years) and isinstance(cell.value, str) and len(cell.text) <= 60]
        names = [cell for cell in cells if grid.column_of(cell) < min(years)]
        if not groups or len(groups) != len(cells) - len(names) or any(len(cell.text) > 60 or not isinstance(cell.value, str) for cell in names):
            break
        if names and not nameless and not all(is_label_head(cell.text) or label_key(cell.text) in (*_NUMBER_HEADS, *UNIT_HEADS) for cell in names):
            break
        if len(cells) == 1 and not _wide(grid, above, cells[0]) and len(columns) > 1:
            break
        top, nameless = above, nameless and not names
    while top - 1 in grid.by_row and any(grid.row_of(cell) < top for cell in (grid.seen(top, column) for column in range(min(columns))) if cell is not None):
        top -= 1  # the label's own heading is merged over rows above
    return top, bottom, columns


def _sub_heads(grid: Grid, row: int, left: int) -> set[int]:
    """Columns of a second header row („Ogółem | Kobiety | Mężczyźni"), none when the row is data."""
    cells = grid.by_row.get(row, [])
    under = [cell for cell in cells if grid.column_of(cell) >= left]
    beside = [cell for cell in cells if grid.column_of(cell) < left]
    if not under or any(not isinstance(cell.value, str) or len(cell.text) > 40 or is_blank(cell.value) or any(map(str.isdigit, cell.text.replace("3 kw", ""))) for cell in under):
        return set()
    if any(not is_label_head(cell.text) and label_key(cell.text) not in (*_NUMBER_HEADS, *UNIT_HEADS) for cell in beside):
        return set()
    return {grid.column_of(cell) for cell in under}


def _table(grid: Grid, top: int, bottom: int, last: int, columns: dict[int, int]) -> YearTable | None:
    heads: list[Head] = []
    for column, year in sorted(columns.items()):
        cells = [cell for row in range(top, bottom + 1) if (cell := _over(grid, row, column, columns, top)) is not None]
        if not cells:
            continue
        heads.append(Head(column=column, year=year, texts=tuple(dict.fromkeys(cell.text for cell in cells)), cell=cells[-1]))
    data = {row: grid.by_row[row] for row in grid.between(bottom, last)}
    texts: dict[int, str] = {}
    filled: Counter[int] = Counter()
    named: Counter[int] = Counter()
    for cells in data.values():
        for cell in cells:
            filled[grid.column_of(cell)] += 1
            named[grid.column_of(cell)] += isinstance(cell.value, str) and not _NUMBERING.fullmatch(fold(cell.text))
    for row in range(top, bottom + 1):
        for cell in grid.by_row.get(row, ()):
            column = grid.column_of(cell)
            if column not in columns:
                texts[column] = f"{texts[column]} {cell.text}" if column in texts else cell.text
    others = [column for column in sorted({*filled, *texts}) if column not in columns]
    lp = next((column for column in others if label_key(texts.get(column, "")) in _NUMBER_HEADS), None)
    unit = next((column for column in others if label_key(texts.get(column, "")) in UNIT_HEADS), None)
    free = [column for column in others if column not in (lp, unit)]
    label = next((column for wanted in _FIRST_LABELS for column in free if label_key(texts.get(column, "")).startswith(wanted)), None)
    if label is None:
        candidates = [column for column in free if is_label_head(texts.get(column, ""))] or [column for column in free if column < min(columns)] or free
        label = max(candidates, key=lambda column: (named[column], filled[column], -column), default=lp)
    if label is None or not heads:
        return None
    if lp is None:
        lp = next((column for column in free if column != label and column < label and filled[column] and not named[column]), None)
    return YearTable(grid=grid, top=top, bottom=bottom, last=last, heads=tuple(heads), label=label, lp=lp if lp != label else None, unit=unit, texts=texts)


def _over(grid: Grid, row: int, column: int, columns: dict[int, int], top: int) -> Cell | None:
    """The heading over a column in one header row: its own, that of a merged range, or the last one to the left that groups it."""
    cell = grid.seen(row, column)
    if cell is not None:
        return cell if grid.row_of(cell) >= top else None
    left = [other for other in grid.by_row.get(row, ()) if grid.column_of(other) < column]
    if not left or grid.column_of(left[-1]) < min(columns):  # that one stands over names of rows
        return None
    return left[-1] if isinstance(left[-1].value, str) or year_in_head(left[-1]) else None


def counts_columns(cells: Sequence[Cell]) -> bool:
    """A row 1, 2, 3 … under a header."""
    values = [cell.text.strip("().") for cell in cells]
    return len(values) >= 3 and all(value.isdigit() for value in values) and [int(v) for v in values] == list(range(int(values[0]), int(values[0]) + len(values)))


def above(page: Page, row: int) -> list[Cell]:
    """Cells over a row, from the nearest."""
    return [cell for number in sorted((n for n in page.rows if n < row), reverse=True) for cell in page.by_row[number]]


def book_header(table: YearTable) -> None:
    """The header and rows of column numbers are labels."""
    page = table.grid.page
    page.mark(table.header(), Role.LABEL)
    for row in table.grid.between(table.bottom, table.last):
        if counts_columns(cells := table.grid.by_row[row]):
            page.mark(cells, Role.DECORATION)


def table_under(page: Page, row: int, columns: dict[int, int]) -> YearTable | None:
    """The table whose header row names no years, for one whose title gives the year of each column of values."""
    grid = Grid(page)
    return _table(grid, row, row, max(grid.by_row, default=row), columns)
