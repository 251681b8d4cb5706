"""The twelve families of legacy workbooks, each with its clean layouts."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.mutations.book import Book
from tests.mutations.families import people, plan, statistics
from tests.mutations.town_plan import TownPlan, town_plan

FAMILIES: dict[str, tuple[Callable[[TownPlan, int], Book], int]] = {
    "M1": (statistics.m1, 5),
    "M2": (statistics.m2, 6),
    "M3": (statistics.m3, 3),
    "M4": (people.m4, 3),
    "M5": (people.m5, 3),
    "M6": (people.m6, 4),
    "M7": (plan.m7, 5),
    "M8": (plan.m8, 3),
    "M9": (plan.m9, 4),
    "M10": (plan.m10, 4),
    "M11": (plan.m11, 3),
    "M12": (people.m12, 4),
}
"""Family → its maker and how many clean layouts it has."""


def clean_book(family: str, seed: int, layout: int | None = None) -> Book:
    """A workbook of the family as its authors would have kept it."""
    rng = random.Random(f"{family} {seed}")
    make, layouts = FAMILIES[family]
    return make(town_plan(rng), seed % layouts if layout is None else layout)
