"""Family M7, the problems–goals workbook: sheets „Problemy", „Wyzwania", „Drzewo celów" and „SWOT", recognised by what is in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from excel_modules.modules.family import Part
from excel_modules.modules.goal_sheets import GOALS, TREE, read_goals, read_tree, speaks_of_goals, tree_header, tree_heading
from excel_modules.modules.intake import Intake
from excel_modules.modules.layout import Heading, Layout, find
from excel_modules.modules.page import Page
from excel_modules.modules.problem_sheets import (
    CHALLENGES,
    PROBLEMS,
    SWOT_LIST,
    names_quadrants,
    quadrants,
    read_challenges,
    read_problems,
    read_swot,
    read_swot_list,
)
from mrl_desktop.polish import fold

NAME = "M7"
TITLE = "problemy, wyzwania, cele i SWOT (moduł M7)"

_TABLES: Mapping[str, tuple[Layout, Callable[[Intake, Page, Heading], None]]] = {
    "problems": (PROBLEMS, read_problems),
    "challenges": (CHALLENGES, read_challenges),
    "goals": (GOALS, read_goals),
    "swot list": (SWOT_LIST, read_swot_list),
}
_ORDER = ("problems", "challenges", "goals", "tree", "swot list", "swot")
HEADER_ROWS = 40
SWOT_ROWS = 300
"""Filled rows in which a SWOT shows three of its fields."""


def _named(page: Page, layout: Layout) -> float:
    """A little more for a sheet that also has the usual name."""
    return 0.5 if any(fold(name) in fold(page.name) for name in layout.sheets) else 0.0


def recognise(page: Page) -> Part | None:
    """Which sheet of this family the page is, with the header that tells it."""
    found: list[Part] = []
    for role, (layout, _) in _TABLES.items():
        if (heading := find(page, layout, last=HEADER_ROWS)) and (layout is not SWOT_LIST or names_quadrants(page, heading)):
            found.append(Part(role=role, score=heading.score + _named(page, layout), heading=heading))
    if quadrants(page, SWOT_ROWS):
        found.append(Part(role="swot", score=5.0, heading=None))
    if not found:
        heading = tree_header(page, HEADER_ROWS)
        named = _named(page, TREE)
        told = bool(named) or speaks_of_goals(page) or (heading is not None and bool(heading.columns.keys() & {"indicator", "target"}))
        if told and (tree := tree_heading(page, heading)):
            found.append(Part(role="tree", score=1.0 + named + tree.score, heading=tree))
    return max(found, key=lambda part: part.score, default=None)


def read(intake: Intake, parts: Sequence[tuple[Page, Part]]) -> None:
    """Reads all recognised sheets, those others refer to first."""
    for role in _ORDER:
        for page, part in parts:
            if part.role != role:
                continue
            if role == "swot":
                read_swot(intake, page)
            elif role == "tree" and part.heading:
                read_tree(intake, page, part.heading)
            elif part.heading:
                _TABLES[role][1](intake, page, part.heading)
    intake.later.extend(partial(intake.list_checked, page) for page, _ in parts)
