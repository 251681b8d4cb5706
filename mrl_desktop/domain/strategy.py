"""From vision to measures: vision, scenarios, goals, measures and the indicators by which a goal is judged."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from mrl_desktop.domain.diagnosis import Dimension
from mrl_desktop.domain.records import Listed, Record, known
from mrl_desktop.domain.settings import VISION_ID


class GoalLevel(StrEnum):
    STRATEGIC = "strategiczny"
    OPERATIONAL = "operacyjny"
    INSTITUTIONAL_MAIN = "główny instytucjonalny"
    INSTITUTIONAL = "instytucjonalny"


class IndicatorKind(StrEnum):
    IMPACT = "oddziaływania"
    RESULT = "rezultatu"
    OUTPUT = "produktu"


class Direction(StrEnum):
    UP = "wzrost"
    DOWN = "spadek"
    LEVEL = "utrzymanie"


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Vision(Record):
    """The only record of its kind; its id is always VISION_ID."""

    kind: ClassVar[str] = "vision"
    title_of_kind: ClassVar[str] = "wizja"

    id: UUID = VISION_ID
    slogan: str = ""
    text: str = ""
    year: int | None = None
    path_name: str = ""
    """Name of the new development path."""
    path_text: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Listed):
    kind: ClassVar[str] = "scenario"
    title_of_kind: ClassVar[str] = "wariant ścieżki rozwoju"

    title: str = ""
    description: str = ""
    chosen: bool = False
    reason: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioScore(Listed):
    """How one scenario does on one criterion, 1-5, with the criterion's weight."""

    kind: ClassVar[str] = "scenario_score"
    title_of_kind: ClassVar[str] = "ocena wariantu"

    scenario: UUID | None = None
    criterion: str = ""
    weight: int | None = None
    score: int | None = None


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Listed):
    """A strategic, operational or institutional goal; operational ones have a strategic `parent`."""

    kind: ClassVar[str] = "goal"
    title_of_kind: ClassVar[str] = "cel"

    level: GoalLevel = GoalLevel.STRATEGIC
    parent: UUID | None = None
    title: str = ""
    description: str = ""
    challenges: tuple[UUID, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    assumptions: str = ""
    """Assumptions and risks of the logical framework."""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Listed):
    """A direction of action under an operational goal (kierunek działań)."""

    kind: ClassVar[str] = "measure"
    title_of_kind: ClassVar[str] = "kierunek działań"

    goal: UUID | None = None
    title: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanIndicator(Listed):
    """An indicator of the plan: of a goal, a project or an institutional action (`about`)."""

    kind: ClassVar[str] = "plan_indicator"
    title_of_kind: ClassVar[str] = "wskaźnik"

    about: UUID | None = None
    name: str = ""
    indicator_kind: IndicatorKind = IndicatorKind.RESULT
    unit: str = ""
    catalogue: str = ""
    """Catalogue id when the baseline comes from statistics, else empty."""
    baseline: Decimal | None = None
    baseline_year: int | None = None
    interim: Decimal | None = None
    interim_year: int | None = None
    target: Decimal | None = None
    target_year: int | None = None
    target_text: str = ""
    """Target as the planner's file worded it, when it is not one number („wzrost o 10%")."""
    direction: Direction | None = None
    source: str = ""
    frequency: str = "co rok"
    responsible: str = ""
    note: str = ""
