"""Tables of legacy workbooks: a layout lists the columns by their labels, and is found on a sheet wherever its header stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as stored

from excel_modules.modules.intake import Converter
from excel_modules.modules.labels import LEAST, Labels, beginnings_of, best, label_key
from excel_modules.modules.page import Cell, Page

SHARED = frozenset(
    [
        *("category", "type", "unit", "source", "frequency", "responsible", "owner", "status", "period", "start", "end", "indicator_kind", "baseline_year"),
        *("target_year", "response", "leader", "involvement", "interest", "attitude", "project", "partner", "prevention", "year_from", "year_to", "conclusion"),
        *("scope", "basis", "beneficiary"),
    ]
)
"""Fields that describe: a cell of theirs merged over several rows is meant for each row."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the label people give it, the field it fills, how its cells are read, and other labels it is known by."""

    label: str
    field: str
    convert: Converter
    also: tuple[str, ...] = ()
    required: bool = False
    money: bool = False
    """Amounts; the unit („tys. zł") is looked for in the header and above the table."""
    dated: bool = False
    """The header may carry a year („Cel 2027")."""
    labels: Labels = stored(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", Labels((self.label, *self.also)))

    def fits(self, text: str) -> float:
        """How well a header text fits the column's labels."""
        points = self.labels.best(text)
        if self.dated and points < 0.95 and (bare := _YEAR_BEHIND.sub("", text).strip()) != text.strip() and bare:
            points = max(points, 0.95 * self.labels.best(bare))
        if self.dated and points < 0.95 and (named := _YEAR_BEFORE.match(text)):
            points = max(points, 0.95 * self.labels.best(named[1]))
        return points


_YEAR_BEHIND = re.compile(r"[\s,(]*(?:w\s+)?(?:19|20)\d\d(?:\s*(?:r\.?|rok\w*))?[\s)]*$")

_YEAR_BEFORE = re.compile(r"^\s*(?:w\s+)?(?:19|20)\d\d(?:\s*(?:r\.?|rok\w*))?\s*[(,–—-]\s*([^()]{3,40}?)\s*\)?\s*$")
"""„2019 (baza)": the year first, what it is of behind it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """A kind of table. It is recognised by its required columns and at least `least` columns in all, never by its place."""

    name: str
    """What findings call it: „lista projektów"."""
    columns: tuple[Column, ...]
    least: int = 2
    sheets: tuple[str, ...] = ()
    """Usual names of its sheet; they only decide between layouts that fit equally well."""
    numbers: tuple[str, ...] = ("Lp.", "Nr", "Numer", "Kod", "Symbol", "L.p.", "Oznaczenie", "ID")
    """Labels of number columns; each belongs to the text column on its right, or to the row."""

    labels: Labels = stored(init=False, repr=False)
    """Every label of every column."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", Labels(label for column in self.columns for label in (column.label, *column.also)))


@dataclass(slots=True, kw_only=True)
class Heading:
    """A header found on a page: which column holds which field."""

    layout: Layout
    top: int
    bottom: int
    columns: dict[str, int]
    numbers: dict[str, int]
    """Field → column of the number typed before it; "" is the number of the row."""
    texts: dict[int, str]
    """Every column's header text, the unknown ones too."""
    score: float

    def text(self, name: str) -> str:
        """Header text above a field, empty when the table has no such column."""
        return self.texts.get(self.columns[name], "") if name in self.columns else ""

    @property
    def left(self) -> int:
        return min(self.texts)

    @property
    def right(self) -> int:
        return max(self.texts)

    def known(self, column: int) -> bool:
        return column in self.columns.values() or column in self.numbers.values()


@dataclass(slots=True, kw_only=True)
class Row:
    """One row of data: its cells by field, and the numbers typed before them."""

    number: int
    cells: dict[str, Cell] = stored(default_factory=dict)
    numbers: dict[str, Cell] = stored(default_factory=dict)
    everything: list[Cell] = stored(default_factory=list)

    @property
    def first(self) -> Cell:
        return self.everything[0]


def _texts(page: Page, top: int, bottom: int) -> dict[int, list[str]]:
    """Header texts of each column over rows `top`…`bottom`, merged ranges included, each once, from above."""
    columns = {cell.column for row in range(top, bottom + 1) for cell in page.by_row.get(row, ())}
    wide = {column for row in range(top, bottom + 1) for column in page.merged_columns.get(row, ())}
    texts: dict[int, list[str]] = {}
    for column in sorted(columns | wide):
        parts: list[str] = []
        for row in range(top, bottom + 1):
            cell = page.seen(row, column)
            if cell and cell.row >= top and cell.text not in parts:
                parts.append(cell.text)
        if parts:
            texts[column] = parts
    return texts


def find(page: Page, layout: Layout, first: int = 0, last: int | None = None, columns: range | None = None) -> Heading | None:
    """The best header of a layout between two rows of a page (and two columns), or None."""
    found: Heading | None = None
    for heading in candidates(page, layout, first, last, columns):
        if found is None or heading.score > found.score + 0.05:
            found = heading
    return found


def candidates(page: Page, layout: Layout, first: int = 0, last: int | None = None, columns: range | None = None) -> Iterator[Heading]:
    """Every place where a header of the layout could stand, from above; places may overlap."""
    if not _hopeful(page, layout, first, last):
        return
    for top in page.rows:
        if top < first or (last is not None and top > last):
            continue
        alone = _candidate(page, layout, top, top, columns)
        if alone:
            yield alone
        for bottom in (top + 1, top + 2):
            if bottom not in page.by_row or (last is not None and bottom > last):
                break
            heading = _candidate(page, layout, top, bottom, columns)
            singles = [one for row in range(top, bottom + 1) if (one := _candidate(page, layout, row, row, columns))] if heading else []
            if heading and not _title_above(page, top, bottom) and all(len(heading.columns) >= len(one.columns) + 2 for one in singles):
                yield heading


def _title_above(page: Page, top: int, bottom: int) -> bool:
    """Whether the upper row is only a title over the whole table, alone in its first column or merged across all of it."""
    over = page.by_row[top]
    under = [cell.column for row in range(top + 1, bottom + 1) for cell in page.by_row.get(row, ())]
    if len(over) != 1 or not under:
        return False
    covered = {column for column in page.merged_columns.get(top, ()) if page.merged[top, column] == (over[0].row, over[0].column)}
    return over[0].column <= min(under) and (over[0].column in under or covered >= set(under))


def _hopeful(page: Page, layout: Layout, first: int, last: int | None) -> bool:
    """Whether every required column has a word on the page at all; most sheets are told apart by this alone."""
    required = [column for column in layout.columns if column.required]
    if not required:
        return True
    beginnings: set[str] = set()
    for row, cells in page.by_row.items():
        if row >= first and (last is None or row <= last + 2):
            for cell in cells:
                if isinstance(cell.value, str):
                    beginnings |= beginnings_of(cell.text)
    return all(column.labels.may_touch(beginnings) for column in required)


def _candidate(page: Page, layout: Layout, top: int, bottom: int, columns: range | None) -> Heading | None:
    cells = [cell for row in range(top, bottom + 1) for cell in page.by_row.get(row, ()) if columns is None or cell.column in columns]
    if bottom > top and not all(map(_is_heading, cells)):
        return None
    touching = [cell for cell in cells if isinstance(cell.value, str) and layout.labels.touches(cell.text)]
    if len(touching) < min(layout.least, 2):
        return None
    if not any(page.merged_columns.get(row) for row in range(top, bottom + 1)) and (
        len({cell.column for cell in touching}) < layout.least
        or any(known.required and not any(known.labels.touches(cell.text) for cell in touching) for known in layout.columns)
    ):
        return None
    return _match(page, layout, top, bottom, columns)


def _match(page: Page, layout: Layout, top: int, bottom: int, columns: range | None) -> Heading | None:
    parts = {column: told for column, told in _texts(page, top, bottom).items() if columns is None or column in columns}
    texts = {column: " ".join(told) for column, told in parts.items()}
    if len(texts) < layout.least or any(len(text) > 160 for text in texts.values()):
        return None
    hopeful = {
        column: told
        for column, told in parts.items()
        if max(layout.labels.best(texts[column]), 0.9 * layout.labels.best(told[-1])) >= LEAST or (_YEAR_BEHIND.search(texts[column]) and layout.labels.touches(texts[column])) or _YEAR_BEFORE.match(told[-1])
    }
    pairs = sorted(
        (
            (points, -order, -column)
            for column, told in hopeful.items()
            for order, known in enumerate(layout.columns)
            if (points := max(known.fits(texts[column]), 0.9 * known.fits(told[-1]) if len(told) > 1 else 0.0)) >= LEAST
        ),
        reverse=True,
    )
    taken: dict[str, int] = {}
    used: set[tuple[int, int]] = set()
    total = 0.0
    for points, order, column in pairs:
        name = layout.columns[-order].field
        place = page.merged.get((bottom, -column), (bottom, -column)) if top == bottom else (bottom, -column)  # one merged cell names one column
        if name not in taken and -column not in taken.values() and place not in used:
            taken[name] = -column
            used.add(place)
            total += points
    if len(taken) < max(layout.least, 3 if bottom > top else 0) or any(known.required and known.field not in taken for known in layout.columns):
        return None
    numbers = _numbers(layout, texts, taken)
    unknown = len(texts) - len(taken) - len(numbers)
    return Heading(
        layout=layout, top=top, bottom=bottom, columns=taken, numbers=numbers, texts=texts, score=total + 0.3 * len(numbers) - 0.1 * unknown - 0.05 * (bottom - top)
    )


def _is_number_label(layout: Layout, text: str) -> bool:
    """„Nr", „Lp.", or one of these beside the label of a column: „Cel strategiczny Nr", „Nr zadania"."""
    if best(text, layout.numbers) >= 0.7:
        return True
    words = label_key(text).split()
    if len(words) < 2 or not {words[0], words[-1]} & {"nr", "lp", "numer", "kod"}:
        return False
    rest = " ".join(words[1:] if words[0] in ("nr", "lp", "numer", "kod") else words[:-1])
    return any(column.labels.best(rest) >= 0.7 for column in layout.columns)


def _is_heading(cell: Cell) -> bool:
    """Whether a cell can be a part of a header of several rows: a short text or a year."""
    if isinstance(cell.value, str):
        return len(cell.text) <= 90
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool) and 1990 <= cell.value <= 2100


def _numbers(layout: Layout, texts: dict[int, str], taken: dict[str, int]) -> dict[str, int]:
    """Columns of numbers: the one left of a field's column is that field's, the first of all is the row's when nothing stands beside it."""
    owners = {column: name for name, column in taken.items()}
    numbers: dict[str, int] = {}
    for column, text in texts.items():
        if column in owners or not _is_number_label(layout, text):
            continue
        beside = next((owners[right] for right in range(column + 1, column + 3) if right in owners), "")
        numbers.setdefault(beside, column)
    return numbers
