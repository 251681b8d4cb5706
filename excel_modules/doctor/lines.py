"""Cells that belong together: columns and rows of amounts, and the formula their neighbours share.

Shared by the checks; each check decides for itself what is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from excel_modules.doctor.formulas import Area, Node, Reference, added, is_sum, references
from excel_modules.doctor.grid import TOTAL, Cell, Position, Sheet, is_amount, line_across, line_down, number_of


@dataclass(frozen=True, slots=True)
class Line:
    """A run of amounts in a column (`down`) or a row."""

    places: tuple[Position, ...]
    down: bool

    @property
    def key(self) -> int:
        """Number of the column or row."""
        return self.places[0][1] if self.down else self.places[0][0]


def lines_of(sheet: Sheet) -> list[Line]:
    """Every line of at least two cells, columns first; worked out once for a sheet."""
    known: list[Line] | None = sheet.__dict__.get("_lines")
    if known is None:
        known = [Line(tuple(run), True) for column in sheet.columns for run in line_down(sheet, column) if len(run) > 1]
        known += [Line(tuple(run), False) for row in sheet.rows if row not in sheet.headings for run in line_across(sheet, row) if len(run) > 1]
        sheet.__dict__["_lines"] = known
    return known


def constant_number(cell: Cell | None) -> float | None:
    """The number typed in a cell, as a number or as text; None for formulas, dates and everything else."""
    if cell is None or cell.formula is not None or cell.error or cell.is_date:
        return None
    if cell.number:
        return float(cell.value)  # type: ignore[arg-type]
    return number_of(cell.text) if cell.text else None


def area_places(node: Reference | Area, row: int, column: int) -> tuple[int, int, int, int]:
    """Top, left, bottom, right of what a reference means for a formula at (row, column)."""
    if isinstance(node, Area):
        return node.at(row, column)
    at_row, at_column = node.at(row, column)
    return at_row, at_column, at_row, at_column


def fits(sheet: Sheet, node: Node, row: int, column: int) -> bool:
    """Whether a formula would have something to work on at this place: every cell it names holds an amount, every range some."""
    found = False
    for one in references(node):
        if one.sheet:
            continue
        top, left, bottom, right = area_places(one, row, column)
        if top < 0 or left < 0 or (top <= row <= bottom and left <= column <= right):
            return False
        if (bottom - top + 1) * (right - left + 1) > 2000:
            return False
        cells = [(at_row, at_column) for at_row in range(top, bottom + 1) for at_column in range(left, right + 1)]
        amounts = [place for place in cells if is_amount(sheet.at(*place)) and place[0] not in sheet.headings]
        if not amounts or (isinstance(one, Reference) and not amounts):
            return False
        found = True
    return found


def along(sheet: Sheet, node: Node, line: Line) -> bool:
    """Whether a formula of a line takes cells of that same line: growth from year to year, running totals."""
    row, column = line.places[0]
    for one in references(node):
        if one.sheet:
            continue
        top, left, bottom, right = area_places(one, row, column)
        if (line.down and left <= line.key <= right) or (not line.down and top <= line.key <= bottom):
            return True
    return False


def sum_cells(sheet: Sheet, node: Node, row: int, column: int) -> set[Position] | None:
    """Cells of its own sheet that a sum takes; None when it is no sum or takes more than can be looked at."""
    parts = added(node) if is_sum(node) else None
    if parts is None or any(part.sheet for part in parts):
        return None
    found: set[Position] = set()
    for part in parts:
        top, left, bottom, right = area_places(part, row, column)
        if top < 0 or left < 0 or (bottom - top + 1) * (right - left + 1) > 20_000:
            return None
        found.update((at_row, at_column) for at_row in range(top, bottom + 1) for at_column in range(left, right + 1))
    return found


def alike(sheet: Sheet, line: Line) -> bool:
    """Whether the columns of a row hold the same quantity: headings are years, quarters, or the same words."""
    said = [sheet.heading(*place).split(" | ")[0] for place in line.places]
    plain = {re.sub(r"\d+|\b[ivx]+\b", "#", one) for one in said if not TOTAL.search(one)}
    if len(plain) == 1:
        return "#" in next(iter(plain))
    return bool(said) and sum(1 for one in said if re.search(r"\b(?:19|20)\d\d\b", one)) >= max(3, len(said) - 1)
