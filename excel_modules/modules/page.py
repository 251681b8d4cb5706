"""One sheet of a legacy workbook as its filled cells, and the account of what became of each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from excel_modules import parse
from excel_modules.modules.looks import Looks, looks_of
from excel_modules.sheet import CellValue, Sheet, Workbook, cell_name


class Role(StrEnum):
    """What became of a cell."""

    READ = "wczytana"
    LABEL = "opis"
    DECORATION = "ozdobnik"
    SKIPPED = "pominięta"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A filled cell. `text` is what a person sees; `problem` says why the value cannot be trusted."""

    row: int
    column: int
    value: CellValue
    text: str
    indent: int = 0
    """Depth of the indentation: leading spaces or the cell's own, 0 when there is none."""
    problem: str = ""
    percent: bool = False
    """Whether the cell shows its number as percent."""
    name: str = ""
    """Address other than the cell's own: „tabela 1, wiersz 3" for Word."""

    @property
    def address(self) -> str:
        return self.name or cell_name(self.row, self.column)

    def saying(self, text: str) -> Cell:
        """The same place with a part of its text only."""
        return replace(self, value=text, text=text)


@dataclass(slots=True, kw_only=True)
class Page:
    """A sheet, or a table of a Word document, as a grid of filled cells with merged ranges already known."""

    name: str
    cells: dict[tuple[int, int], Cell]
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Cells inside merged ranges → their top left cell."""
    hidden_rows: frozenset[int] = frozenset()
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    """Comments people left at cells."""
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    """Painted cells → their colour; empty cells may be painted too."""
    roles: dict[tuple[int, int], Role] = field(default_factory=dict)
    by_row: dict[int, list[Cell]] = field(default_factory=dict)
    merged_columns: dict[int, set[int]] = field(default_factory=dict)
    """Row → columns of it that lie in merged ranges."""

    def __post_init__(self) -> None:
        for position in sorted(self.cells):
            self.by_row.setdefault(position[0], []).append(self.cells[position])
        for row, column in self.merged:
            self.merged_columns.setdefault(row, set()).add(column)

    @property
    def rows(self) -> list[int]:
        """Numbers of rows with anything in them."""
        return list(self.by_row)

    @property
    def bottom(self) -> int:
        return max(self.by_row, default=-1)

    def at(self, row: int, column: int) -> Cell | None:
        return self.cells.get((row, column))

    def seen(self, row: int, column: int) -> Cell | None:
        """The cell a person sees here: its own, or the one whose merged range covers it."""
        return self.cells.get((row, column)) or self.cells.get(self.merged.get((row, column), (row, column)))

    def mark(self, cells: Cell | Iterable[Cell], role: Role) -> None:
        """Books cells under a role; one already read stays read."""
        for cell in (cells,) if isinstance(cells, Cell) else cells:
            if self.roles.get((cell.row, cell.column)) is not Role.READ:
                self.roles[cell.row, cell.column] = role

    def free(self, cell: Cell) -> bool:
        """Whether nothing has become of the cell yet."""
        return (cell.row, cell.column) not in self.roles

    def unbooked(self) -> Iterator[Cell]:
        """Filled cells nobody has claimed, in order."""
        return (cell for position, cell in sorted(self.cells.items()) if position not in self.roles)


def page_of(sheet: Sheet, looks: Looks | None = None) -> Page:
    """A sheet of a workbook as a page; with looks, the meaning of indents and percent formats too."""
    looks = looks or Looks()
    cells: dict[tuple[int, int], Cell] = {}
    for row, column, value in sheet.filled():
        raw = sheet.raw[row][column]
        leading = len(raw) - len(raw.lstrip(" \u00a0\t")) if isinstance(raw, str) else 0
        cells[row, column] = Cell(
            row=row,
            column=column,
            value=value,
            text=parse.text(value),
            indent=leading or looks.indents.get((row, column), 0),
            percent=(row, column) in looks.percents,
            problem=f"W komórce jest błąd arkusza {parse.text(value)}." if parse.is_error(value) else "",
        )
    merged = {
        (row, column): (area.top, area.left)
        for area in sheet.merged or looks.merged
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) <= 20_000
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }
    return Page(
        name=sheet.name,
        cells=cells,
        merged=merged,
        hidden_rows=sheet.hidden_rows,
        comments=looks.comments,
        fills=looks.fills,
    )


def pages_of(workbook: Workbook) -> list[Page]:
    """Every sheet of a workbook as a page."""
    looks = looks_of(workbook.path)
    return [page_of(sheet, looks.get(sheet.name)) for sheet in workbook.sheets]
