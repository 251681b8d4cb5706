"""Amounts of budget tables in whatever unit the sheet keeps them: złoty, thousands, or euro by the rate the sheet itself gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from excel_modules import parse
from excel_modules.modules import convert
from excel_modules.modules.intake import Converter, Intake
from excel_modules.modules.layout import Heading
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.parse import Unreadable
from mrl_desktop.domain.findings import Severity
from mrl_desktop.polish import fold, money, number

_EURO = re.compile(r"\beur(?:o)?\b|€")
_RATE = re.compile(r"(?:kurs\w*\D{0,60}?|1\s*(?:eur|euro|€)\s*=\s*)(\d[.,]\d{1,4})(?!\d)")
_RATE_LABEL = re.compile(r"\bkurs\b|\bkurs\w* (?:eur|wymiany|przelicz)")
_UNIT = re.compile(r"(?:\bw|[\[(]|:|jednostka|waluta|kwoty)\s*(?:tys|mln|zl|pln|eur|€)")
LEAST_RATE, MOST_RATE = Decimal("3.5"), Decimal("6")
"""Rates of the euro outside of these are something else."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Złoty for one euro, and the cell that says so."""

    value: Decimal
    cell: Cell
    sheet: str


def euro_rate(pages: Iterable[Page]) -> Rate | None:
    """The rate of the euro given anywhere on the pages: „kurs 4,30", „1 EUR = 4,30 zł", or „Kurs EUR/PLN" with the number beside it."""
    for page in pages:
        for cell in page.cells.values():
            if not isinstance(cell.value, str) or len(cell.text) > 200:
                continue
            said = fold(cell.text)
            if found := _RATE.search(said):
                value = Decimal(found[1].replace(",", "."))
            elif _RATE_LABEL.search(said) and (beside := _number_beside(page, cell)) is not None:
                value = beside
            else:
                continue
            if LEAST_RATE <= value <= MOST_RATE:
                return Rate(value, cell, page.name)
    return None


def _number_beside(page: Page, cell: Cell) -> Decimal | None:
    for column in range(cell.column + 1, cell.column + 4):
        if beside := page.at(cell.row, column):
            try:
                found = parse.number(beside.value)
            except Unreadable:
                return None
            if found is not None:
                page.mark(beside, Role.LABEL)
            return found
    return None


class Amounts:
    """How amounts of one table are read."""

    def __init__(self, intake: Intake, page: Page, heading: Heading, rate: Rate | None) -> None:
        self.intake, self.page, self.rate = intake, page, rate
        self._above = [
            cell.text for row in range(max(0, heading.top - 8), heading.top) for cell in page.by_row.get(row, ()) if _UNIT.search(fold(cell.text)) or _EURO.search(fold(cell.text))
        ]
        self._told = False

    def of(self, title: str, unit: str = "") -> Converter:
        """The converter of amounts under this header text; `unit` is what the row's own cell of currency says."""
        heading = next((said for said in (unit, title) if said and self._names_unit(said)), "")
        said = heading or next((line for line in reversed(self._above) if not _RATE.search(fold(line)) or "w eur" in fold(line)), "")
        thousands = parse.factor(said) if said else Decimal(1)
        if _EURO.search(fold(said)) and not re.search(r"\bzl\b|\bpln\b", _RATE.sub(" ", fold(said))):
            return self._euro(thousands)
        plain = convert.money(thousands)

        def amount(cell: Cell, notes: list[str]) -> Decimal | None:
            if isinstance(cell.value, str) and _EURO.search(fold(cell.text)):
                return self._in_euro(cell, notes, parse.factor(cell.text))
            found: Decimal | None = plain(cell, notes)
            return found

        return amount

    @staticmethod
    def _names_unit(said: str) -> bool:
        return bool(re.search(r"\btys\b|\bmln\b|\bzl\b|\bpln\b", fold(said)) or _EURO.search(fold(said)))

    def _euro(self, thousands: Decimal) -> Converter:
        def amount(cell: Cell, notes: list[str]) -> Decimal | None:
            return self._in_euro(cell, notes, thousands)

        return amount

    def _in_euro(self, cell: Cell, notes: list[str], thousands: Decimal) -> Decimal | None:
        if parse.is_blank(cell.value):
            return None
        if self.rate is None:
            raise Unreadable("Kwota jest w euro, a w arkuszu nie ma kursu. Przelicz ją na złote albo wpisz w arkuszu kurs, np. „kurs 4,30”.")
        value = cell.value
        if isinstance(value, str):
            value = re.sub(r"(?i)\s*(?:tys\.?|mln\.?)?\s*(?:eur[o]?|€)\s*", "", value)
        found = parse.number(value)
        if found is None:
            return None
        if not self._told:
            self._told = True
            self.page.mark(self.rate.cell, Role.LABEL)
            message = f"Kwoty w euro przeliczono na złote po kursie {number(self.rate.value, 4)} zł (arkusz „{self.rate.sheet}”, komórka {self.rate.cell.address})."
            self.intake.say(Severity.NOTE, "I101", message, "Sprawdź, czy to właściwy kurs.", page=self.page, cell=cell, value=cell.text)
        return (found * thousands * self.rate.value).quantize(Decimal("0.01"))


def compare(intake: Intake, page: Page, cell: Cell, what: str, said: Decimal, counted: Decimal) -> None:
    """Says that a sum typed in the file is not the sum of what stands there; differences up to one złoty are only a note."""
    if said == counted:
        return
    difference = abs(said - counted)
    intake.say(
        Severity.NOTE if difference <= 1 else Severity.WARNING,
        "I26",
        f"{what}: w pliku jest {money(said)} zł, a suma składników to {money(counted)} zł (różnica {money(difference)} zł).",
        "Sprawdź, czy suma nie jest wpisana ręcznie; program liczy sumy sam.",
        page=page,
        cell=cell,
        value=cell.text,
    )
