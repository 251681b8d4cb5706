"""Family M8, the project workbook: list of projects, cards (any number, on sheets of any name), bundles, drop-down lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from excel_modules.modules.card import questions_on, read_cards
from excel_modules.modules.family import Part
from excel_modules.modules.intake import Intake
from excel_modules.modules.layout import find
from excel_modules.modules.page import Page
from excel_modules.modules.project_list import BUNDLES, LIST, NAMED_LIST, read_bundles, read_list
from excel_modules.modules.projects import Projects
from mrl_desktop.polish import fold

NAME = "M8"
TITLE = "lista projektów i karty projektów (moduł M8)"

HEADER_ROWS = 40
FEWEST_QUESTIONS = 5
"""A form with fewer of the card's questions is some other form."""


def recognise(page: Page) -> Part | None:
    """Which sheet of this family the page is."""
    found: list[Part] = []
    if heading := find(page, LIST, last=HEADER_ROWS):
        found.append(Part(role="list", score=heading.score, heading=heading))
    elif _of_projects(page) and (heading := find(page, NAMED_LIST, last=HEADER_ROWS)):
        found.append(Part(role="list", score=heading.score - 0.5, heading=heading))
    if heading := find(page, BUNDLES, last=HEADER_ROWS):
        found.append(Part(role="bundles", score=heading.score + 0.5, heading=heading))
    if (asked := questions_on(page)) >= FEWEST_QUESTIONS:
        found.append(Part(role="card", score=float(asked)))
    return max(found, key=lambda part: part.score, default=None)


def _of_projects(page: Page) -> bool:
    """Whether the sheet's name or a line above the table speaks of projects."""
    lines = [page.by_row[row][0].text for row in page.rows[:4] if len(page.by_row[row]) == 1]
    return any(re.search(r"\b(?:projekt|przedsiewziec)", fold(line)) for line in (page.name, *lines))


def read(intake: Intake, parts: Sequence[tuple[Page, Part]]) -> None:
    """Reads bundles, then the list, then the cards, which know best."""
    projects = Projects(intake=intake)
    for role in ("bundles", "list", "card"):
        for page, part in parts:
            if part.role != role:
                continue
            if role == "bundles" and part.heading:
                read_bundles(projects, page, part.heading)
            elif role == "list" and part.heading:
                read_list(projects, page, part.heading)
            else:
                read_cards(projects, page)
    projects.finish()
    intake.later.extend(partial(intake.list_checked, page) for page, _ in parts)
