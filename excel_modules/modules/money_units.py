"""In what unit a financial sheet keeps its amounts: złoty or thousands, said in a title, a header, a column or a note; and when it contradicts itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from excel_modules.modules import convert
from excel_modules.modules.intake import Converter
from excel_modules.modules.number_habits import without_footnote
from excel_modules.modules.page import Cell, Page
from excel_modules.modules.year_table import YearTable
from excel_modules.parse import Unreadable
from mrl_desktop.polish import fold

ONE, THOUSAND, MILLION = Decimal(1), Decimal(1000), Decimal(1_000_000)
NAMES = {ONE: "w złotych", THOUSAND: "w tysiącach złotych", MILLION: "w milionach złotych"}
_THOUSANDS = re.compile(r"\b(?:tys\.?|tysiac\w*)\s*(?:zl\w*|pln|zlot\w*)|\bw tys\.?(?=\W|$)|[\[(]\s*tys\.?\s*[\])]|^tys\.?$")
_MILLIONS = re.compile(r"\bmln\.?\s*(?:zl|pln)|\bmilion\w* zl|\bw mln\b|[\[(]\s*mln\.?\s*[\])]|^mln\.?$")
_ZLOTY = re.compile(r"(?:\bw|[\[(,]|\bjednostk\w+\s*:?|\bkwoty\s*:?|\bwaluta\s*:?)\s*(?:zl|pln|zlot\w*)\b(?!\s*/)|^(?:zl|pln)\.?$")
_EURO = re.compile(r"\beur(?:o)?\b|€")
_POINTS = re.compile(r"[-−(]?\d{1,3}(?:\.\d{3})+\)?")
_LONGEST = 250


def unit_said(text: str) -> Decimal | None:
    """The unit a text names, None when it names none. Raises Unreadable for euro."""
    folded = fold(text)
    if _EURO.search(folded):
        raise Unreadable("Kwoty są w euro; potrzebne są w złotych.")
    if _THOUSANDS.search(folded):
        return THOUSAND
    if _MILLIONS.search(folded):
        return MILLION
    return ONE if _ZLOTY.search(folded) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """What a page says of its unit: each distinct unit with the first cell that says so."""

    said: dict[Decimal, Cell]

    @property
    def contradictory(self) -> bool:
        return len(self.said) > 1

    @property
    def factor(self) -> Decimal:
        """By what amounts are multiplied to be in złoty; złoty where nothing is said."""
        return next(iter(self.said), ONE)


def units_of(page: Page, table: YearTable) -> Units:
    """Every unit named around a table: above it, in the headers of columns of names, in notes below. Columns and rows with a unit of their own do not count."""
    said: dict[Decimal, Cell] = {}
    rows = {row.number: row for row in table.rows()}
    own = {(head.cell.row, head.cell.column) for head in table.heads}
    for cell in page.cells.values():
        if not isinstance(cell.value, str) or len(cell.text) > _LONGEST or (cell.row, cell.column) in own:
            continue
        row = rows.get(table.grid.row_of(cell))
        if row is not None and row.values:
            continue
        try:
            found = unit_said(cell.text)
        except Unreadable:
            continue
        if found is not None:
            said.setdefault(found, cell)
    return Units(said=said)


def amount(factor: Decimal, *, points: bool) -> Converter:
    """An amount in złoty from a cell kept in `factor`; `points`: the sheet puts points between thousands."""
    money = convert.money(factor)

    def read(cell: Cell, notes: list[str]) -> Decimal | None:
        if isinstance(cell.value, str):
            bare = without_footnote(cell.value)
            if bare != cell.value:
                notes.append(f"Znak przypisu „{cell.value[len(bare) :].strip()}” przy kwocie pominięto.")
            if points and _POINTS.fullmatch(bare.strip()):
                bare = bare.replace(".", "")
            cell = replace(cell, value=bare)
        found: Decimal | None = money(cell, notes)
        return found

    return read
