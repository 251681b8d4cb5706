"""Family M3, the financial workbook: budget reports, the multi-year forecast, art. 243, investment potential; also a forecast standing alone.

The layout is assumed (no real file was found): the canonical rows of the multi-year forecast described in the domain notes. Sheets
are told by the labels of their rows. BeSTi@ XML is not read here.
"""

from __future__ import annotations

from collections.abc import Sequence

from excel_modules.modules.budget_figures import BudgetFigures
from excel_modules.modules.budget_reports import find_report, read_report
from excel_modules.modules.budget_sheets import BudgetSheet, budget_tables, forecast_start, items_in, read_sheet, symbols_in
from excel_modules.modules.family import Part
from excel_modules.modules.intake import Intake
from excel_modules.modules.page import Page
from excel_modules.modules.year_table import above
from mrl_desktop.polish import fold

NAME = "M3"
TITLE = "finanse miasta (moduł M3)"

FORECAST, ART243, POTENTIAL, SIMULATION, RATIOS, REPORT = (
    "pozycje budżetu i prognoza finansowa",
    "relacja z art. 243",
    "potencjał inwestycyjny",
    "symulacja",
    "wskaźniki finansowe",
    "sprawozdanie Rb według paragrafów",
)
_ORDER = (FORECAST, REPORT, ART243, POTENTIAL, SIMULATION, RATIOS)
_NAMES = ("wpf", "rb", "art 243", "art. 243", "potencjal", "symulacja", "finans", "budzet")
LEAST_ITEMS = 3


def recognise(page: Page) -> Part | None:
    """Which sheet of the family the page is, told by the labels of its rows."""
    if find_report(page) is not None:
        return Part(role=REPORT, score=6.0 + _named(page))
    tables = budget_tables(page)
    if not tables:
        return None
    title = fold(" ".join([page.name, *(cell.text for cell in above(page, tables[0].top))])).replace("_", " ")
    found, computed, filled = items_in(tables)
    if "243" in title or symbols_in(tables) >= 4:
        symbols, _, _ = items_in(tables, symbols=True)
        if len(symbols) >= LEAST_ITEMS and ("243" in title or len(symbols) > len(found)):
            return Part(role=ART243, score=5.0 + min(len(symbols), 6) * 0.2 + _named(page))
    if "symulacj" in title and (found or computed):
        return Part(role=SIMULATION, score=4.0 + min(len(found), 5) * 0.3 + _named(page))
    if computed >= 2 and computed + len(found) >= LEAST_ITEMS and len(found) <= computed + 1 and len(found) <= 4:
        return Part(role=POTENTIAL if found else RATIOS, score=4.0 + _named(page))
    if computed >= LEAST_ITEMS and computed >= 0.5 * filled and len(found) < LEAST_ITEMS:
        return Part(role=RATIOS, score=4.0 + _named(page))
    enough = len(found) >= LEAST_ITEMS or (len(found) == 2 and filled <= 4 and bool(_named(page)))
    if enough and len(found) >= 0.15 * filled:
        return Part(role=FORECAST, score=4.0 + min(len(found), 8) * 0.3 + _named(page))
    return None


def _named(page: Page) -> float:
    """A little more for a sheet that also has a usual name."""
    return 0.3 if any(name in fold(page.name).replace("_", " ") for name in _NAMES) else 0.0


def read(intake: Intake, parts: Sequence[tuple[Page, Part]]) -> None:
    """Reads all sheets, those with the whole budget first, so that the others confirm or contradict them."""
    figures = BudgetFigures(intake)
    sheets = [BudgetSheet(page=page, tables=budget_tables(page), role=part.role) for page, part in parts if part.role != REPORT]
    start = forecast_start(sheets)
    by_page = {id(sheet.page): sheet for sheet in sheets}
    for role in _ORDER:
        mine = [page for page, part in parts if part.role == role]
        if role == FORECAST:
            mine.sort(key=lambda page: not by_page[id(page)].staged)
        for page in mine:
            if role == REPORT:
                read_report(intake, page, figures)
            else:
                read_sheet(intake, by_page[id(page)], figures, start)
    figures.check()
