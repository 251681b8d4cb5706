"""A legacy workbook before it is written: sheets of tables, forms and loose lines, whose cells know what they mean.

Every cell carries the facts a reader must give for it, so whatever is done to the workbook (`habits`), the facts follow the cells:
a value taken out takes its facts along. Nothing here or beside knows the readers' tables of labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Amount = int | float


@dataclass(frozen=True)
class Fact:
    """What a reader must give: a thing, its name, one of its fields and the value, in words of the domain."""

    what: str
    """Kind of thing: „cel", „projekt", „finanse", „ludność"… see `judge` for all."""
    name: str
    field: str
    value: Any
    """Number in its natural unit (złoty, persons, percent as 12.5), text, or True: it is there."""


@dataclass(eq=False)
class Cell:
    """One cell. `value` is in natural units; a column may write it in thousands and the like."""

    value: Any = None
    role: str = "dane"
    """„dane" must be read or listed; „nagłówek", „etykieta", „lp", „tytuł", „suma", „ozdoba" belong to the table; „uwaga" must be listed."""
    kind: str = "tekst"
    """„liczba", „kwota", „procent", „rok", „lata" (a heading), „data", „wiek", „nazwa", „tekst", „tak"."""
    says: tuple[str, ...] = ()
    """Wordings a town hall could have used instead; the first is the present one."""
    facts: list[Fact] = field(default_factory=list)
    formula: tuple[str, list[Cell]] | None = None
    """("SUM" or "PRODUCT" or "RÓŻNICA", cells)."""
    raw_formula: str = ""
    stored: bool = True
    """Whether the formula's result is stored in the file."""
    fill: str = ""
    bold: bool = False
    indent: int = 0
    number_format: str = ""
    comment: str = ""
    rows: int = 1
    columns: int = 1
    """Size of the merged range it heads."""
    written: Any = None
    """What stands in the file when that is not `value` (a number as text, thousands); None: the value."""
    planted: bool = False
    """Whether an error was planted here."""
    at: tuple[str, int, int] = ("", 0, 0)
    """Sheet, row and column, zero-based; known once the workbook is laid out."""

    @property
    def shown(self) -> Any:
        return self.value if self.written is None else self.written


def label(*says: str, role: str = "nagłówek", **more: Any) -> Cell:
    """A cell of words the layout is known by."""
    return Cell(says[0], role=role, says=says, bold=role == "nagłówek", **more)


@dataclass(eq=False)
class Column:
    """A column of a table. `group` is the wording of the heading above it, shared by neighbours."""

    key: str
    says: tuple[str, ...]
    kind: str = "tekst"
    unit: str = ""
    """„zł", „%", „szt." as the heading says it; empty when it says none."""
    group: tuple[str, ...] = ()
    scale: int = 1
    """By what the values written have to be multiplied to be natural."""
    fixed: bool = False
    """Whether its place among the columns means something (first column of row labels, years in order)."""
    cell: Cell | None = None
    group_cell: Cell | None = None
    bare: bool = False
    """Whether the heading leaves the unit out."""
    brackets: tuple[str, str] = (" [", "]")
    hidden: bool = False

    def heading(self) -> Cell:
        unit = "" if self.bare or not self.unit else f"{self.brackets[0]}{self.unit}{self.brackets[1]}"
        if self.cell is None:
            self.cell = Cell(self.says[0], role="nagłówek", kind=self.kind if self.kind == "lata" else "tekst", says=self.says, bold=True)
        if self.cell.written is None and unit:
            self.cell.value = self.says[0] + unit
        return self.cell


@dataclass(eq=False)
class Row:
    """A row of a table: cells by column key. `role`: „dane", „suma", „sekcja" (one cell over all), „pusta", „nagłówek" (repeated)."""

    cells: dict[str, Cell]
    role: str = "dane"
    hidden: bool = False
    level: int = 0


@dataclass(eq=False)
class Table:
    columns: list[Column]
    rows: list[Row]
    name: str = ""
    repeated_header: tuple[int, ...] = ()
    """Rows before which the header stands again, as on printed pages."""
    numbered_columns: bool = False
    """Whether a row of numbers 1, 2, 3… follows the header."""
    header_hidden: bool = False
    closed: bool = True
    third: str = ""
    """A line over the whole header, as a third header row; empty: none."""

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def cells(self) -> Iterator[tuple[Row, Column, Cell]]:
        for row in self.rows:
            for column in self.columns:
                if column.key in row.cells:
                    yield row, column, row.cells[column.key]


@dataclass(eq=False)
class Answer:
    """One line of a form: a label and a value, or a label over a table."""

    label: Cell | None
    """None where label and value share a cell: „Tytuł: Park"."""
    value: Cell | Table | None = None


@dataclass(eq=False)
class Form:
    answers: list[Answer]
    merged: int = 0
    """How many columns the value is merged over; 0: not merged."""


@dataclass(eq=False)
class Lines:
    """Loose rows: titles, notes, footnotes."""

    rows: list[list[Cell | None]]


Block = Table | Form | Lines


@dataclass(eq=False)
class Sheet:
    name: str
    says: tuple[str, ...] = ()
    """Other names the sheet could have."""
    blocks: list[Block] = field(default_factory=list)
    hidden: bool = False
    left: int = 0
    """Empty columns before everything."""
    gap: int = 1
    """Empty rows between blocks."""
    filtered: bool = False
    dropdowns: list[tuple[Cell, list[str]]] = field(default_factory=list)

    def tables(self) -> list[Table]:
        found = [block for block in self.blocks if isinstance(block, Table)]
        for block in self.blocks:
            if isinstance(block, Form):
                found += [answer.value for answer in block.answers if isinstance(answer.value, Table)]
        return found


@dataclass
class Laid:
    """A sheet as a grid: cells by position, merged ranges (top, left, bottom, right), hidden rows and columns."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: dict[int, int] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    filter: tuple[int, int, int, int] | None = None
    dropdowns: list[tuple[Cell, list[str]]] = field(default_factory=list)


@dataclass(eq=False)
class Book:
    """A workbook with what must be read of it."""

    family: str
    file: str
    sheets: list[Sheet]
    layout: str = ""
    """Which of the family's clean layouts it is."""
    steps: list[str] = field(default_factory=list)
    """Mutations done to it."""
    form: str = "xlsx"
    title: str = ""
    closed: tuple[str, ...] = ()
    """Kinds of things of which the workbook has no others than its facts name."""
    town: str = ""
    """Own town's code, when a planner's project would know it."""

    def tables(self) -> Iterator[Table]:
        for sheet in self.sheets:
            yield from sheet.tables()

    def cells(self) -> Iterator[Cell]:
        for laid in self.laid():
            yield from laid.cells.values()

    def facts(self) -> list[tuple[Fact, Cell]]:
        """Facts with the cells that carry them; where two cells carry the same fact, both are told."""
        return [(fact, cell) for cell in self.cells() for fact in cell.facts]

    def laid(self) -> list[Laid]:
        return [lay(sheet) for sheet in self.sheets]


def lay(sheet: Sheet) -> Laid:
    """The sheet as a grid; cells learn where they stand."""
    laid = Laid(sheet.name, hidden=sheet.hidden, dropdowns=sheet.dropdowns)
    row = 0
    for number, block in enumerate(sheet.blocks):
        if number:
            row += sheet.gap
        if isinstance(block, Lines):
            row = _lines(laid, block, row, sheet.left)
        elif isinstance(block, Table):
            top = row
            row = _table(laid, block, row, sheet.left)
            if sheet.filtered:
                laid.filter = (top, sheet.left, row - 1, sheet.left + len(block.columns) - 1)
        else:
            row = _form(laid, block, row, sheet.left)
    for (at, column), cell in laid.cells.items():
        cell.at = (sheet.name, at, column)
    return laid


def _put(laid: Laid, row: int, column: int, cell: Cell | None) -> None:
    if cell is None or (cell.shown in (None, "") and cell.formula is None and not cell.raw_formula and not cell.fill):
        return
    laid.cells[row, column] = cell
    if cell.rows > 1 or cell.columns > 1:
        laid.merged.append((row, column, row + cell.rows - 1, column + cell.columns - 1))


def _lines(laid: Laid, block: Lines, row: int, left: int) -> int:
    for line in block.rows:
        for column, cell in enumerate(line):
            _put(laid, row, left + column, cell)
        row += 1
    return row


def _copy(cell: Cell) -> Cell:
    return Cell(
        cell.value,
        role=cell.role,
        kind=cell.kind,
        says=cell.says,
        bold=cell.bold,
        written=cell.written,
        rows=cell.rows,
        columns=cell.columns,
    )


def _header(laid: Laid, table: Table, row: int, left: int, *, again: bool = False) -> int:
    two = any(column.group for column in table.columns)
    if table.third:
        _put(laid, row, left, Cell(table.third, role="nagłówek", bold=True, columns=len(table.columns) if len(table.columns) > 1 else 1))
        row += 1
    previous: tuple[str, ...] = ()
    start: Cell | None = None
    for place, column in enumerate(table.columns):
        cell = _copy(column.heading()) if again else column.heading()
        if not two:
            cell.rows = 1
            _put(laid, row, left + place, cell)
            continue
        if not column.group:
            cell.rows = 2
            _put(laid, row, left + place, cell)
            previous, start = (), None
            continue
        cell.rows = 1
        _put(laid, row + 1, left + place, cell)
        if column.group == previous and start is not None:
            start.columns += 1
        else:
            if column.group_cell is None:
                said = column.group[0]
                column.group_cell = Cell(
                    int(said) if said.isdigit() else said,
                    role="nagłówek",
                    says=column.group,
                    bold=True,
                    kind="lata" if said.isdigit() else "tekst",
                )
            start = _copy(column.group_cell) if again else column.group_cell
            start.columns = 1
            laid.cells[row, left + place] = start
            previous = column.group
    if two:
        for (at, place), cell in laid.cells.items():
            if at == row and cell.columns > 1 and cell.rows == 1:
                laid.merged.append((at, place, at, place + cell.columns - 1))
    row += 2 if two else 1
    if table.numbered_columns:
        for place in range(len(table.columns)):
            _put(laid, row, left + place, Cell(place + 1, role="nagłówek"))
        row += 1
    return row


def _table(laid: Laid, table: Table, row: int, left: int) -> int:
    if not table.header_hidden:
        row = _header(laid, table, row, left)
    for number, line in enumerate(table.rows):
        if number and number in table.repeated_header:
            row = _header(laid, table, row, left, again=True)
        if line.role == "sekcja":
            _put(laid, row, left, next(iter(line.cells.values())))
        else:
            for place, column in enumerate(table.columns):
                _put(laid, row, left + place, line.cells.get(column.key))
        if line.hidden:
            laid.hidden_rows[row] = line.level
        row += 1
    laid.hidden_columns |= {left + place for place, column in enumerate(table.columns) if column.hidden}
    return row


def _form(laid: Laid, form: Form, row: int, left: int) -> int:
    for answer in form.answers:
        value = answer.value
        if isinstance(value, Table):
            _put(laid, row, left, answer.label)
            row = _table(laid, value, row + 1, left)
            continue
        if answer.label is None:
            _put(laid, row, left, value)
        else:
            _put(laid, row, left, answer.label)
            if value is not None:
                value.columns = form.merged or 1
                _put(laid, row, left + 1, value)
        row += 1
    return row


def data(value: Any, kind: str = "tekst", *facts: Fact, **more: Any) -> Cell:
    """A filled cell of data with what must be read of it; None gives an empty cell."""
    return Cell(value, kind=kind, facts=list(facts) if value is not None else [], **more)


def titles(*said: str, role: str = "tytuł") -> Lines:
    return Lines([[Cell(text, role=role, bold=number == 0)] if text else [] for number, text in enumerate(said)])


def total(says: str | Sequence[str], cells: Sequence[Cell], key: str, values: dict[str, Any]) -> Row:
    """A row of sums; `values` by column key: the cells summed there."""
    words = (says,) if isinstance(says, str) else tuple(says)
    made: dict[str, Cell] = {key: Cell(words[0], role="suma", says=words, bold=True)}
    for column, summed in values.items():
        known = [cell.value for cell in summed if isinstance(cell.value, int | float)]
        made[column] = Cell(round(sum(known), 2), role="suma", kind=summed[0].kind if summed else "liczba", formula=("SUM", list(summed)))
    return Row(made, role="suma")
