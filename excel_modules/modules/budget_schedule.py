"""Family M9, the workbook of money and time: sheets „Budżet", „Źródła" and „Harmonogram", recognised by what is in them.

The layouts are presumed from the practice of offices („układ przypuszczalny"): no real file is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import UUID

from excel_modules.modules.amounts import euro_rate
from excel_modules.modules.budget_table import YearMoney, budget_heading, join_years, read_budget
from excel_modules.modules.dated_tasks import read_tasks, tasks_heading
from excel_modules.modules.family import Part
from excel_modules.modules.funding_table import Line, funding_heading, read_funding, settle_money
from excel_modules.modules.intake import Intake
from excel_modules.modules.page import Page
from excel_modules.modules.schedule_table import read_schedule, schedule_heading
from mrl_desktop.polish import fold

NAME = "M9"
TITLE = "budżet i harmonogram (moduł M9)"

HEADER_ROWS = 40
_CODES = re.compile(r"^(?:kod|teryt|identyfikator|code)\b")
_TERYT = re.compile(r"^\d{6,7}(?:\.0)?$|^\d{10,12}$")


def recognise(page: Page) -> Part | None:
    """Which sheet of this family the page is."""
    found: list[Part] = []
    if _of_municipalities(page):
        return None
    if heading := budget_heading(page, HEADER_ROWS):
        found.append(Part(role="budget", score=heading.score, heading=heading))
    if heading := funding_heading(page, HEADER_ROWS):
        found.append(Part(role="funding", score=heading.score, heading=heading))
    if schedule := schedule_heading(page):
        found.append(Part(role="schedule", score=schedule[0].score, heading=schedule[0]))
    if heading := tasks_heading(page, HEADER_ROWS):
        found.append(Part(role="tasks", score=heading.score - 0.3, heading=heading))
    return max(found, key=lambda part: part.score, default=None)


def _of_municipalities(page: Page) -> bool:
    """Whether the rows are municipalities with their codes, or places of the whole country (schools, say): statistics, however its columns are worded."""
    said_in: dict[int, set[str]] = {}
    for head in page.cells.values():
        if head.row <= HEADER_ROWS:
            said_in.setdefault(head.row, set()).add(fold(head.text))
    if any("rspo" in " ".join(said).split() or said >= {"wojewodztwo", "powiat"} for said in said_in.values()):
        return True
    for head in page.cells.values():
        if head.row <= HEADER_ROWS and _CODES.match(fold(head.text)):
            under = [cell.text for row in page.rows if row > head.row and (cell := page.at(row, head.column))]
            codes = [said for said in under if _TERYT.match(said)]
            if codes and len(codes) * 2 > len(under):
                return True
    return False


def read(intake: Intake, parts: Sequence[tuple[Page, Part]]) -> None:
    """Reads budgets, then sources, then schedules, whose tasks the budget may have named."""
    rate = euro_rate(page for page, _ in parts)
    by_year: dict[tuple[UUID, int], YearMoney] = {}
    lines: dict[tuple[UUID, str, int | None], Line] = {}
    for role in ("budget", "funding", "schedule", "tasks"):
        for page, part in parts:
            if part.role != role or part.heading is None:
                continue
            if role == "budget":
                join_years(intake, by_year, read_budget(intake, page, part.heading, rate))
            elif role == "funding":
                read_funding(intake, page, part.heading, rate, lines)
            elif role == "tasks":
                read_tasks(intake, page, part.heading)
            else:
                read_schedule(intake, page, part.heading)
    settle_money(intake, lines, by_year)
    for page, _ in parts:
        intake.list_checked(page)
