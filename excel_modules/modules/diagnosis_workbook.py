"""Family M1, the diagnosis workbook with indicators of the Monitor Rozwoju Lokalnego: values, synthetic indexes and the comparison group.

The layout is assumed (no real file was found): shapes described in the domain notes. Sheets are told by their headers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from excel_modules.modules.comparison_sheet import find_group, read_group
from excel_modules.modules.family import Part
from excel_modules.modules.indicator_sheets import (
    LONG,
    find_cross,
    has_context,
    has_places,
    read_by_years,
    read_cross,
    read_long,
    synthetic,
)
from excel_modules.modules.intake import Intake
from excel_modules.modules.labels import label_key
from excel_modules.modules.layout import find
from excel_modules.modules.page import Page
from excel_modules.modules.year_table import above, find_tables
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
    if heading := find_group(page):
        return Part(role=GROUP, score=4.5 + heading.score * 0.2, heading=heading)
    said = fold(" ".join([page.name, *(cell.text for row in page.rows[:8] for cell in page.by_row[row])])).replace("_", " ")
    monitor = 2.0 if " mrl" in f" {said}" or "monitor rozwoju" in said or synthetic(page) else 0.0
    heading = find(page, LONG, last=40)
    if heading and not _planned(heading.texts.values()):
        return Part(role=ROWS, score=4.0 + monitor + (1.0 if has_context(heading.texts.values()) else 0.0), heading=heading)
    if tables := find_tables(page):
        texts = [text for table in tables for text in table.texts.values()]
        if _planned(texts) or tables[0].grid.turned:
            return None
        named = label_key(tables[0].texts.get(tables[0].label, "")).startswith(("wskaznik", "nazwa wskaznika"))
        if not named and not monitor:
            return None
        if not monitor and not has_places(tables) and not has_context(texts) and not _of_catalogue(page, tables[0].label):
            return None
        title = 1.0 if any("wskazn" in fold(cell.text) for cell in above(page, tables[0].top)) else 0.0
        return Part(role=YEARS, score=3.0 + monitor + named + 1.5 * has_places(tables) + has_context(texts) + title)
    if (monitor or "wskaznik" in said) and find_cross(page):
        return Part(role=CROSS, score=3.0 + monitor)
    return None


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
        elif part.role == ROWS and part.heading:
            read_long(intake, page, part.heading)
        elif part.role == CROSS and (table := find_cross(page)):
            read_cross(intake, page, table)
        else:
            read_by_years(intake, page)
