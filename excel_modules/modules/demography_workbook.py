"""Family M2, the demographic workbook: age structure, vital events and migration, assumptions and results of a forecast, demand for services.

The layout is assumed (no real file was found): planning practice described in the domain notes. Sheets are told by their rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from excel_modules.modules.age_rows import find_age_rows, read_age_rows
from excel_modules.modules.age_sheets import age_tables, ages_in, is_projection, read_ages
from excel_modules.modules.family import Part
from excel_modules.modules.figure_rows import TOTAL
from excel_modules.modules.intake import Intake
from excel_modules.modules.movement_sheets import read_assumptions, read_movement
from excel_modules.modules.page import Page
from excel_modules.modules.population_rows import is_assumption, is_demand, names_demand, variable_of
from excel_modules.modules.year_table import YearTable, above
from mrl_desktop.polish import fold

NAME = "M2"
TITLE = "demografia miasta (moduł M2)"

AGE_ROW = "ludność według wieku, wiersz na wartość"
LEAST_AGES = 4
"""Age groups that make a table one of ages."""
_NAMES = {
    "struktura wieku": ("struktura wieku", "ludnosc wg wieku", "wiek"),
    "prognoza ludności": ("prognoza", "projekcja"),
    "ruch ludności": ("ruch ludnosci", "ruch naturalny", "migracje"),
    "popyt na usługi": ("popyt", "zapotrzebowanie"),
    "założenia prognozy": ("zalozenia",),
}


def recognise(page: Page) -> Part | None:
    """Which sheet of the family the page is, told by what its rows are."""
    if heading := find_age_rows(page):
        return Part(role=AGE_ROW, score=6.0, heading=heading)
    tables = age_tables(page)
    role, score = _role(page, tables)
    if not role:
        return None
    named = any(name in fold(page.name).replace("_", " ") for name in _NAMES[role])
    return Part(role=role, score=score + (0.5 if named else 0.0))


def _role(page: Page, tables: Sequence[YearTable]) -> tuple[str, float]:
    labels = [row.label.text for table in tables for row in table.rows() if row.label is not None and row.values]
    ages = sum(ages_in(table) for table in tables)
    known = {variable for label in labels if (variable := variable_of(label))}
    assumed = sum(1 for cell in page.cells.values() if isinstance(cell.value, str) and len(cell.text) <= 80 and is_assumption(cell.text))
    demand = sum(map(is_demand, labels))
    title = " ".join([page.name, *(cell.text for table in tables[:1] for cell in above(page, table.top))])
    spoken = re.search(r"\bwiek|\bprognoz|\bludnosc|\bmieszkanc", fold(title))
    if ages >= LEAST_AGES or (ages >= LEAST_AGES - 1 and spoken and ages >= 0.6 * len(labels)):
        return ("prognoza ludności" if is_projection(page, tables) else "struktura wieku"), 5.5
    if labels and ((names_demand(title) and demand) or demand >= 3) and demand >= 0.4 * len(labels):
        return "popyt na usługi", 4.5
    if assumed >= 2 and len(known) <= max(2, assumed) and len(labels) <= assumed + 2:
        return "założenia prognozy", 4.0 + min(assumed, 4) * 0.25
    told = [label for label in labels if not TOTAL.match(fold(label))]
    if len(known) >= 2 and len(known) >= 0.25 * len(told):
        return "ruch ludności", 3.5 + min(len(known), 6) * 0.4
    return "", 0.0


def read(intake: Intake, parts: Sequence[tuple[Page, Part]]) -> None:
    """Reads all recognised sheets: values become statistics of the town."""
    for page, part in parts:
        if part.role == AGE_ROW and part.heading:
            read_age_rows(intake, page, part.heading, projected=is_projection(page, ()))
        elif part.role in ("struktura wieku", "prognoza ludności"):
            read_ages(intake, page, projected=part.role == "prognoza ludności")
        elif part.role == "założenia prognozy":
            read_assumptions(intake, page)
        else:
            read_movement(intake, page, demand=part.role == "popyt na usługi")
