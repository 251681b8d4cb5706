"""Family M11: the register of indicators and their metric cards, recognised by what is in the sheets.

The layouts are presumed from the practice of offices („układ przypuszczalny"): no real file is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from excel_modules.modules.family import Part
from excel_modules.modules.indicator_rows import (
    Known,
    read_register,
    register_heading,
)
from excel_modules.modules.intake import Intake
from excel_modules.modules.metric_cards import metric_questions, read_metrics
from excel_modules.modules.page import Page

NAME = "M11"
TITLE = "rejestr i metryki wskaźników (moduł M11)"

FEWEST_QUESTIONS = 5
"""A form with fewer of the metric's questions is some other form."""


def recognise(page: Page) -> Part | None:
    """Which sheet of this family the page is."""
    found: list[Part] = []
    if heading := register_heading(page):
        found.append(Part(role="register", score=heading.score + 0.5, heading=heading))
    if (asked := metric_questions(page)) >= FEWEST_QUESTIONS:
        found.append(Part(role="metrics", score=float(asked) + 1, title="metryki wskaźników"))
    return max(found, key=lambda part: part.score, default=None)


def read(intake: Intake, parts: Sequence[tuple[Page, Part]]) -> None:
    """Reads registers, then metric cards."""
    known: list[Known] = []
    for page, part in parts:
        if part.role == "register" and part.heading:
            read_register(intake, page, part.heading, known)
    for page, part in parts:
        if part.role == "metrics":
            read_metrics(intake, page, known)
    for page, _ in parts:
        intake.list_checked(page)
