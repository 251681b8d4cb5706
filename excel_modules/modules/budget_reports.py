"""Reports Rb-27S and Rb-28S as tables by classification: division, chapter, paragraph, plan, execution. Items are sums of paragraphs.

The layout is assumed (no real file was found): columns of the printed form. Which paragraphs make an item is a working list in
`resources/rules/budget_labels.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from excel_modules.modules import convert
from excel_modules.modules.budget_figures import BudgetFigures
from excel_modules.modules.intake import Intake
from excel_modules.modules.layout import Column, Heading, Layout, Row, find
from excel_modules.modules.money_units import ONE, THOUSAND, amount, unit_said
from excel_modules.modules.number_habits import groups_by_points
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.table_rows import TOTAL, rows_of
from excel_modules.parse import Unreadable
from excel_modules.sheet import range_name
from mrl_desktop.analysis.rules import rules
from mrl_desktop.domain.findings import Severity
from mrl_desktop.polish import fold, money

REPORT = Layout(
    name="sprawozdanie Rb według paragrafów",
    sheets=("Rb-27S", "Rb-28S", "Rb27S", "Rb28S"),
    least=3,
    columns=(
        Column("Dział", "division", convert.line, ("Dz.", "Dz")),
        Column("Rozdział", "chapter", convert.line, ("Rozdz.", "Rozdz")),
        Column("Paragraf", "paragraph", convert.line, ("§", "Par.", "Paragrafy", "P3"), True),
        Column("Plan", "plan", convert.money(), ("Plan po zmianach", "Plan (po zmianach)", "Plan na rok"), money=True),
        Column("Wykonanie", "done", convert.money(), ("Dochody wykonane", "Wydatki wykonane", "Wykonane dochody", "Wykonane wydatki", "Wykonanie wydatków", "Wykonanie dochodów", "Dochody wykonane (wpływy minus zwroty)", "Wydatki wykonane ogółem"), money=True),
    ),
    numbers=("Lp.", "L.p."),
)  # fmt: skip
_PART_OF_YEAR = re.compile(r"31 marca|30 czerwca|30 wrzesnia|\b(?:i|ii|iii|1|2|3) ?(?:kw\.|kwartal)|polrocze")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_STAGES = {"plan": "plan", "done": "wykonanie"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report found on a page: its header, side of the budget and year."""

    heading: Heading
    side: str
    year: int | None
    whole_year: bool


def find_report(page: Page) -> Report | None:
    """A report by classification, or None. The side of the budget is told by the title or by the heading of execution."""
    if not any(isinstance(cell.value, str) and fold(cell.text).strip(" .") in ("paragraf", "§", "par", "p3", "paragrafy") for cell in page.cells.values()):
        return None
    heading = find(page, REPORT, last=40)
    if heading is None or not heading.columns.keys() & {"plan", "done"} or not heading.columns.keys() & {"division", "chapter"}:
        return None
    above = [cell.text for row in page.rows if row <= heading.bottom for cell in page.by_row[row]]
    said = fold(" ".join([page.name, *above]))
    side = "dochody" if re.search(r"rb[ -]?27|dochod", said) and not re.search(r"rb[ -]?28|wydatk", said) else "wydatki" if re.search(r"rb[ -]?28|wydatk", said) else ""
    if not side:
        return None
    years = {int(year) for text in above for year in _YEAR.findall(text)} or {int(year) for year in _YEAR.findall(page.name)}
    return Report(heading=heading, side=side, year=years.pop() if len(years) == 1 else None, whole_year=not _PART_OF_YEAR.search(said))


@cache
def _items(side: str) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    return tuple((entry["klucz"], tuple(entry.get("paragrafy", ())), tuple(entry.get("dzialy", ()))) for entry in rules("budget_labels")["paragraf"] if entry["strona"] == side)


def paragraph(cell: Cell) -> str:
    """The paragraph as four digits: 10 typed as a number is 0010, „201" as text its first three digits."""
    digits = re.sub(r"\D", "", cell.text)
    if not digits:
        return ""
    return digits.zfill(4) if not isinstance(cell.value, str) or len(digits) != 3 else digits


def items_of(side: str, paragraph_: str, division: str) -> list[str]:
    """Items an amount belongs to; current income and expenditure are everything that is not capital."""
    found = [key for key, paragraphs, divisions in _items(side) if any(paragraph_.startswith(one) for one in paragraphs) or division in divisions]
    capital = f"{side}_majatkowe"
    return [side, *found] if capital in found else [side, f"{side}_biezace", *found]


@dataclass(slots=True)
class _Sum:
    value: Decimal
    cells: list[Cell]


def read_report(intake: Intake, page: Page, figures: BudgetFigures) -> None:
    """Sums paragraphs into items; a total row is checked against the sum, subtotals are left out."""
    report = find_report(page)
    if report is None:
        return
    heading = report.heading
    for row in page.rows:
        if row < heading.top:
            page.mark(page.by_row[row], Role.DECORATION)
    reason = _refusal(intake, page, report)
    factor = _factor(page, heading)
    read = amount(factor, points=groups_by_points(page))
    found: dict[tuple[str, str], _Sum] = {}
    totals: dict[str, tuple[Cell, Decimal]] = {}
    division = ""
    for row_ in rows_of(intake, page, heading):
        if cell := row_.cells.get("division"):
            division = re.sub(r"\D", "", cell.text).zfill(3) if any(map(str.isdigit, cell.text)) else division
        code = paragraph(row_.cells["paragraph"]) if "paragraph" in row_.cells else ""
        total = any(TOTAL.match(fold(cell.text)) for cell in row_.everything if isinstance(cell.value, str))
        if not code:
            _skip_subtotal(intake, page, row_, totals if total and not division_of(row_) else None, read, reason)
            continue
        page.mark((cell for name, cell in row_.cells.items() if name not in _STAGES), Role.LABEL)
        for name in _STAGES:
            if (cell_ := row_.cells.get(name)) is None:
                continue
            why = reason or ("" if report.whole_year or name == "plan" else "Sprawozdanie obejmuje część roku, więc to nie jest wykonanie za rok.")
            if why:
                intake.skip(page, cell_, why, severity=None)
                continue
            if (value := intake.convert(page, cell_, read)) is None:
                continue
            for item in items_of(report.side, code, division):
                one = found.setdefault((item, name), _Sum(Decimal(0), []))
                one.value += value
                one.cells.append(cell_)
    _put(intake, page, report, figures, found, totals, factor)


def division_of(row: Row) -> bool:
    """Whether the row is of one division or chapter only."""
    return any(name in row.cells and any(map(str.isdigit, row.cells[name].text)) for name in ("division", "chapter"))


def _refusal(intake: Intake, page: Page, report: Report) -> str:
    if report.year is not None:
        return ""
    reason = "Sprawozdanie nie mówi, którego roku dotyczy."
    intake.say(Severity.ERROR, "I99", f"{reason} Kwot z arkusza „{page.name}” nie wczytano.", "Dopisz rok w tytule arkusza i wczytaj plik ponownie.", page=page)
    return reason


def _factor(page: Page, heading: Heading) -> Decimal:
    """Reports are in złoty; thousands only when a line above says so."""
    for row in page.rows:
        for cell in page.by_row[row] if row <= heading.bottom else ():
            try:
                if isinstance(cell.value, str) and unit_said(cell.text) == THOUSAND:
                    return THOUSAND
            except Unreadable:
                continue
    return ONE


def _skip_subtotal(intake: Intake, page: Page, row: Row, totals: dict[str, tuple[Cell, Decimal]] | None, read: Callable[[Cell, list[str]], Any], reason: str) -> None:
    """Sums of divisions and chapters are listed; the grand total is kept for checking."""
    for name, cell in row.cells.items():
        if name not in _STAGES:
            page.mark(cell, Role.LABEL)
            continue
        if totals is not None and not reason and (value := intake.convert(page, cell, read)) is not None:
            totals[name] = cell, value
            page.roles.pop((cell.row, cell.column), None)
        intake.skip(page, cell, "Suma działu, rozdziału lub całości; program liczy ją sam.", severity=None)
    for cell in row.everything:
        if page.free(cell) and isinstance(cell.value, str):
            page.mark(cell, Role.LABEL)


def _put(
    intake: Intake, page: Page, report: Report, figures: BudgetFigures, found: dict[tuple[str, str], _Sum], totals: dict[str, tuple[Cell, Decimal]], factor: Decimal
) -> None:
    if report.year is None:
        return
    for (item, name), one in found.items():
        first, last = one.cells[0], one.cells[-1]
        head = page.at(report.heading.bottom, first.column) or page.at(report.heading.top, first.column) or first
        place = range_name(first.row, first.column, last.row, last.column)
        also = (("amount", page.name, place, f"suma {len(one.cells)} kwot"),) if len(one.cells) > 1 else ()
        figures.put(page, first, item, report.year, _STAGES[name], one.value, factor, label=head, head=head, also=also)
    for name, (cell, value) in totals.items():
        summed = found.get((report.side, name))
        if summed is not None and abs(summed.value - value) > factor:
            intake.say(
                Severity.WARNING,
                "I96",
                f"Suma paragrafów ({money(summed.value)} zł) różni się od wiersza „Razem” ({money(value)} zł).",
                "Sprawdź, czy w arkuszu nie brakuje wierszy; wczytano sumę paragrafów.",
                page=page,
                cell=cell,
                value=cell.text,
            )
