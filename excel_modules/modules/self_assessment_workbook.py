"""Family M12, the self-assessment of the town hall: questionnaire, individual and common ratings, plan of actions, recognised by what is in the sheets.

The layouts are presumed from the practice of offices („układ przypuszczalny"): no real file is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from excel_modules.modules.action_plan import ACTIONS, is_plan, read_actions
from excel_modules.modules.assessment_sheets import (
    FEWEST_MATCHED,
    Assessment,
    assessor_columns,
    bank_of,
    finish,
    question_heading,
    read_questionnaire,
    read_team,
)
from excel_modules.modules.family import Part
from excel_modules.modules.individual_ratings import persons_down, read_individual, read_persons_down
from excel_modules.modules.intake import Intake
from excel_modules.modules.layout import Heading, find
from excel_modules.modules.page import Page
from mrl_desktop.analysis.self_assessment import DEFAULT_BANK, banks

NAME = "M12"
TITLE = "samoocena instytucjonalna (moduł M12)"

HEADER_ROWS = 40
_OWN = frozenset(("evidence", "strengths", "improvements", "target", "recommendation"))
"""Columns that only the team's common assessment has."""


def recognise(page: Page) -> Part | None:
    """Which sheet of this family the page is."""
    found: list[Part] = []
    if (heading := question_heading(page, HEADER_ROWS)) and (part := _questions(page, heading)):
        found.append(part)
    if not found and (down := persons_down(page, HEADER_ROWS)):
        found.append(Part(role="individual down", score=2.0 + len(down[1]), title="oceny indywidualne"))
    if (plan := find(page, ACTIONS, last=HEADER_ROWS)) and is_plan(plan):
        found.append(Part(role="actions", score=plan.score, heading=plan))
    return max(found, key=lambda part: part.score, default=None)


def _questions(page: Page, heading: Heading) -> Part | None:
    """What a sheet of questions is: of the team, of single persons, or the empty form."""
    matched = bank_of([(page, heading)])[1]
    persons = assessor_columns(page, heading)
    own = _OWN & heading.columns.keys()
    rated = "consensus" in heading.columns
    if len(persons) >= 2 and (matched >= FEWEST_MATCHED or heading.columns.keys() & {"mean", "median"} or matched >= 1):
        return Part(role="individual", score=heading.score + 0.5 * len(persons) + 2, heading=heading, title="oceny indywidualne")
    if (rated and len(own) >= 2) or (own and matched >= FEWEST_MATCHED):
        return Part(role="team", score=heading.score + 1, heading=heading)
    if matched >= FEWEST_MATCHED or (matched and rated):
        return Part(role="questionnaire", score=heading.score + 1, heading=heading, title="kwestionariusz samooceny")
    return None


def adopt(pages: Sequence[tuple[Page, str, Part | None]]) -> Mapping[int, Part]:
    """Beside a self-assessment, a table of actions with who, when and for how much is its plan, even where it could be a list of projects."""
    if not any(family == NAME and part and part.role != "actions" for _, family, part in pages):
        return {}
    taken: dict[int, Part] = {}
    for place, (page, family, part) in enumerate(pages):
        if family == NAME or (part is not None and part.role != "list") or not (plan := find(page, ACTIONS, last=HEADER_ROWS)):
            continue
        if is_plan(plan) and (part is None or (part.heading is not None and "code" not in part.heading.columns and "bundle" not in part.heading.columns)):
            taken[place] = Part(role="actions", score=plan.score, heading=plan)
    return taken


def read(intake: Intake, parts: Sequence[tuple[Page, Part]]) -> None:
    """Reads all sheets of ratings together, then the plan of actions."""
    rated = [(page, part.heading) for page, part in parts if part.role != "actions" and part.heading]
    bank = bank_of(rated)[0] if rated else banks()[DEFAULT_BANK]
    assessment = Assessment(intake=intake, bank=bank)
    roles = {part.role.split()[0] for _, part in parts}
    for role in ("team", "individual", "questionnaire"):
        for page, part in parts:
            if part.role != role or part.heading is None:
                continue
            if role == "team" or (role == "questionnaire" and not roles & {"team", "individual"}):
                read_team(assessment, page, part.heading)
            elif role == "individual":
                read_individual(assessment, page, part.heading)
            else:
                read_questionnaire(assessment, page, part.heading)
    for page, part in parts:
        if part.role == "individual down" and (down := persons_down(page, HEADER_ROWS)):
            read_persons_down(assessment, page, *down)
    if assessment.answers or assessment.individual:
        finish(assessment, [page for page, part in parts if part.role != "actions"])
    for page, part in parts:
        if part.role == "actions" and part.heading:
            read_actions(intake, page, part.heading, bank)
    for page, _ in parts:
        intake.list_checked(page)
