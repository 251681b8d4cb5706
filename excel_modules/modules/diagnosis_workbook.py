"""Family M1, the diagnosis workbook with indicators of the Monitor Rozwoju Lokalnego: values, synthetic indexes and the comparison group.

The layout is assumed (no real file was found): shapes described in the domain notes. Sheets are told by their headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from excel_modules.modules.comparison_sheet import find_group, group_from_codes, names_comparison, read_group
from excel_modules.modules.family import Part
from excel_modules.modules.indicator_sheets import (
    LONG,
    find_cross,
    has_context,
    has_places,
    names_towns,
    read_by_years,
    read_cross,
    read_long,
    synthetic,
)
from excel_modules.modules.intake import Intake
from excel_modules.modules.labels import label_key
from excel_modules.modules.layout import find
from excel_modules.modules.page import Page
from excel_modules.modules.year_table import YearTable, above, find_tables
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.polish import fold

NAME = "M1"
TITLE = "diagnoza i wskaźniki MRL (moduł M1)"
PUBLISHER = "Monitor Rozwoju Lokalnego"

YEARS, ROWS, CROSS, GROUP = "wskaźniki według lat", "wskaźniki, wiersz na wartość", "wskaźniki według jednostek", "grupa porównawcza"
_PLANNED = ("wartosc bazowa", "baza", "wartosc docelowa", "cel", "docelowa", "bazowa", "kod celu", "cel operacyjny", "cel strategiczny", "rok bazowy", "projekt")
"""Headers of registers of planned indicators, which are no diagnosis."""


def recognise(page: Page) -> Part | None:
    """Which sheet of the family the page is, told by its header and by words of the monitor in it."""
    said = fold(" ".join([page.name, *(cell.text for row in page.rows[:8] for cell in page.by_row[row])])).replace("_", " ")
    monitor = 2.0 if " mrl" in f" {said}" or "monitor rozwoju" in said or synthetic(page) else 0.0
    compared = 1.0 if names_comparison(page) or re.search(r"\bdiagnoz|\bdiagnost", said) else 0.0
    heading = find(page, LONG, last=40)
    if heading and not _planned(heading.texts.values()):
        placed = heading.columns.keys() & {"code", "town"}
        return Part(role=ROWS, score=(4.0 if heading.text("indicator") and label_key(heading.text("indicator")).startswith(("wskaznik", "nazwa")) else 3.0) + monitor + has_context(heading.texts.values()) + (1.0 if placed else 0.0), heading=heading)
    tables = find_tables(page)
    if tables and not tables[0].grid.turned:
        return _by_years(page, tables, monitor + compared)
    cross = find_cross(page)
    if cross and (monitor or compared or "wskaznik" in said):
        return Part(role=CROSS, score=3.5 + monitor + compared)
    if group := find_group(page):
        return Part(role=GROUP, score=4.5 + group.score * 0.2, heading=group)
    return None


def _by_years(page: Page, tables: Sequence[YearTable], spoken: float) -> Part | None:
    """A table of indicators by year, or of towns by year under the name of one indicator."""
    texts = [text for table in tables for text in table.texts.values()]
    head = label_key(tables[0].texts.get(tables[0].label, ""))
    named = head.startswith(("wskaznik", "nazwa wskaznika"))
    towns = names_towns(page, tables[0])
    if _planned(texts) or not (named or spoken or towns):
        return None
    if not spoken and not towns and not has_places(tables) and not has_context(texts) and not _of_catalogue(page, tables[0].label):
        return None
    title = 1.0 if any("wskazn" in fold(cell.text) for cell in above(page, tables[0].top)) else 0.0
    return Part(role=YEARS, score=3.0 + spoken + named + 2.0 * towns + 1.5 * has_places(tables) + has_context(texts) + title)


def _planned(texts: Iterable[str]) -> bool:
    return any(label_key(text).startswith(_PLANNED) for text in texts)


def _of_catalogue(page: Page, column: int) -> bool:
    """Whether at least two rows are indicators or variables of the program's catalogue."""
    catalogue = load_catalogue()
    names = {label_key(one.name) for one in catalogue.indicators.values()} | {label_key(one.title) for one in catalogue.variables.values()}
    return sum(1 for cell in page.cells.values() if cell.column == column and isinstance(cell.value, str) and label_key(cell.text) in names) >= 2


def read(intake: Intake, parts: Sequence[tuple[Page, Part]]) -> None:
    """Values become statistics of the monitor, the list of towns a comparison group."""
    intake.publisher = PUBLISHER
    for page, part in parts:
        if part.role == GROUP and part.heading:
            read_group(intake, page, part.heading)
            continue
        if part.role == ROWS and part.heading:
            read_long(intake, page, part.heading)
        elif part.role == CROSS and (table := find_cross(page)):
            read_cross(intake, page, table)
        else:
            read_by_years(intake, page)
        if names_comparison(page):
            group_from_codes(intake, page)
