"""Cohort-component projection of a population in five-year age groups and five-year steps, by sex, in floats until printed.

Groups are 0–4, 5–9 … 80–84, 85+ (18). One step: every group survives into the next, migrants of the five years are added at its end,
births come from the mean number of women of each age 15–49 over the step. No group falls below zero, however many would leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

GROUPS = 18
STEP = 5
FERTILE = range(3, 10)
"""Indexes of the groups 15–19 … 45–49."""

AGE_LABELS = (*(f"{5 * i}–{5 * i + 4}" for i in range(GROUPS - 1)), "85+")
OPEN_END = 100
"""Age to which the open group is spread when single years are asked of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """Women and men by age group on 31 December of a year."""

    year: int
    women: tuple[float, ...]
    men: tuple[float, ...]

    @property
    def total(self) -> float:
        return sum(self.women) + sum(self.men)

    def persons(self, low: int, high: int | None = None, *, low_women: int | None = None, high_women: int | None = None) -> float:
        """People aged `low` to `high` inclusive (to the end without `high`); women may have limits of their own.

        Groups are split evenly into single years, the usual assumption where single years are not known.
        """
        women = _within(self.women, low if low_women is None else low_women, high if high_women is None else high_women)
        return women + _within(self.men, low, high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What one step assumes: survival ratios and net migrants of 5 years by group, fertility by group 15–19 … 45–49, births."""

    survival_women: tuple[float, ...]
    survival_men: tuple[float, ...]
    fertility: tuple[float, ...]
    migrants_women: tuple[float, ...]
    migrants_men: tuple[float, ...]
    survival_girls: float
    survival_boys: float
    boys_per_girl: float = 1.06
    migration_follows: bool = False
    """Whether migrants of later steps shrink and grow with the group they come from, so that an emptied group is not emptied again."""

    @property
    def total_fertility(self) -> float:
        """TFR (dzietność): children a woman would have."""
        return STEP * sum(self.fertility)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The population five years on, and the births of those years."""

    structure: Structure
    births: float


def stepped(now: Structure, assumed: Assumptions) -> Step:
    """The population after five years."""
    women = _aged(now.women, assumed.survival_women, assumed.migrants_women)
    men = _aged(now.men, assumed.survival_men, assumed.migrants_men)
    births = STEP * sum(rate * (now.women[i] + women[i]) / 2 for rate, i in zip(assumed.fertility, FERTILE, strict=True))
    boys = births * assumed.boys_per_girl / (1 + assumed.boys_per_girl)
    women[0] = max(0.0, (births - boys) * assumed.survival_girls + assumed.migrants_women[0])
    men[0] = max(0.0, boys * assumed.survival_boys + assumed.migrants_men[0])
    return Step(structure=Structure(year=now.year + STEP, women=tuple(women), men=tuple(men)), births=births)


def projected(now: Structure, assumed: Assumptions, steps: int) -> list[Step]:
    """Several steps under the same assumptions."""
    result: list[Step] = []
    for _ in range(steps):
        current = result[-1].structure if result else now
        result.append(stepped(current, _following(assumed, now, current) if assumed.migration_follows else assumed))
    return result


def yearly_births(now: Structure, fertility: Sequence[float]) -> float:
    """Births a year that a structure would have with this fertility."""
    return sum(rate * now.women[i] for rate, i in zip(fertility, FERTILE, strict=True))


def median_age(structure: Structure) -> float:
    """The age that half of the people have not reached (D17), interpolated within its group."""
    half, below = structure.total / 2, 0.0
    for index in range(GROUPS):
        here = structure.women[index] + structure.men[index]
        if below + here >= half and here:
            return STEP * index + STEP * (half - below) / here
        below += here
    return 0.0


def ratios(structure: Structure) -> dict[str, float]:
    """D07–D12 and D17 of a structure by their catalogue ids (D12 here for all ages); ids that would divide by zero are left out."""
    before = structure.persons(0, 17)
    working = structure.persons(18, 64, high_women=59)
    after = structure.persons(65, low_women=60)
    old, children = structure.persons(65), structure.persons(0, 14)
    parts = {
        "D07": (before + after, working),
        "D08": (after, working),
        "D09": (after, before),
        "D10": (old, structure.total),
        "D11": (old, children),
        "D12": (sum(structure.women), sum(structure.men)),
    }
    return {key: 100 * part / whole for key, (part, whole) in parts.items() if whole} | {"D17": median_age(structure)}


def _following(assumed: Assumptions, base: Structure, current: Structure) -> Assumptions:
    """The assumptions with each group's migrants in proportion to the people of five years younger, against the base year.

    The youngest follow those aged 25–29, most often their parents.
    """

    def scaled(migrants: Sequence[float], before: Sequence[float], after: Sequence[float]) -> tuple[float, ...]:
        sources = (5, *range(GROUPS - 1))
        return tuple(m * after[i] / before[i] if before[i] else m for m, i in zip(migrants, sources, strict=True))

    return replace(
        assumed,
        migrants_women=scaled(assumed.migrants_women, base.women, current.women),
        migrants_men=scaled(assumed.migrants_men, base.men, current.men),
    )


def _aged(now: Sequence[float], survival: Sequence[float], migrants: Sequence[float]) -> list[float]:
    after = [0.0] * GROUPS
    for i in range(GROUPS - 2):
        after[i + 1] = max(0.0, now[i] * survival[i] + migrants[i + 1])
    after[-1] = max(0.0, now[-2] * survival[-2] + now[-1] * survival[-1] + migrants[-1])
    return after


def _within(groups: Sequence[float], low: int, high: int | None) -> float:
    found = 0.0
    for index, people in enumerate(groups):
        start = STEP * index
        width = STEP if index < GROUPS - 1 else OPEN_END - start
        end = start + width if high is None else min(start + width, high + 1)
        found += people * max(0, end - max(start, low)) / width
    return found
