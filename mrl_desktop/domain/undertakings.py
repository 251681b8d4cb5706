"""Projects of the town and what belongs to a project card: bundles, tasks, money, risks, state aid, horizontal principles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from mrl_desktop.domain.diagnosis import Dimension, Scope
from mrl_desktop.domain.records import Listed, known


class Category(StrEnum):
    BASIC = "podstawowy"
    SUPPLEMENTARY = "uzupełniający"
    RESERVE = "rezerwowy"


class UndertakingType(StrEnum):
    INVESTMENT = "inwestycyjny"
    SOFT = "nieinwestycyjny"
    MIXED = "mieszany"


class Readiness(StrEnum):
    IDEA = "pomysł"
    CONCEPT = "koncepcja"
    DOCUMENTS = "dokumentacja"
    READY = "gotowy do realizacji"
    RUNNING = "w realizacji"
    DONE = "zakończony"


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle(Listed):
    """A bundle of integrated projects (wiązka) that together serve one strategic goal."""

    kind: ClassVar[str] = "bundle"
    title_of_kind: ClassVar[str] = "wiązka projektów"

    title: str = ""
    goal: UUID | None = None
    synergy: str = ""
    leader: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking(Listed):
    """A project of the town (przedsięwzięcie); the UI word is „projekt", the form „karta projektu"."""

    kind: ClassVar[str] = "undertaking"
    title_of_kind: ClassVar[str] = "projekt"

    code: str = ""
    """Code used in the planner's own files, if any; the display number is computed."""
    title: str = ""
    category: Category = Category.BASIC
    type: UndertakingType | None = None
    bundle: UUID | None = None
    goal: UUID | None = None
    """The one main operational goal."""
    supporting_goals: tuple[UUID, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    status: Readiness = Readiness.IDEA
    leader: str = ""
    unit: str = ""
    """Responsible department or municipal unit."""
    partners: str = ""
    target_groups: str = ""
    problems: tuple[UUID, ...] = ()
    existing_state: str = ""
    needs: str = ""
    aim: str = ""
    description: str = ""
    location: str = ""
    property_right: str = ""
    documentation: str = ""
    plan_conformity: str = ""
    outputs: str = ""
    results: str = ""
    declared_cost: Decimal | None = None
    """Total cost as typed on the card, in złoty; must equal the sum of budget lines (L07)."""
    eligible_cost: Decimal | None = None
    estimate_basis: str = ""
    start: date | None = None
    end: date | None = None
    maintenance_cost: Decimal | None = None
    maintenance_income: Decimal | None = None
    maintenance_source: str = ""
    durability_years: int | None = None
    institutional_conditions: str = ""
    participation: str = ""
    contact_role: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Listed):
    kind: ClassVar[str] = "task"
    title_of_kind: ClassVar[str] = "zadanie"

    undertaking: UUID | None = None
    title: str = ""
    description: str = ""
    start: date | None = None
    end: date | None = None
    cost: Decimal | None = None
    responsible: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Listed):
    kind: ClassVar[str] = "milestone"
    title_of_kind: ClassVar[str] = "kamień milowy"

    about: UUID | None = None
    """The project or institutional action."""
    title: str = ""
    due: date | None = None


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Listed):
    """Money of one project or institutional action from one source in one year, in złoty."""

    kind: ClassVar[str] = "budget_line"
    title_of_kind: ClassVar[str] = "pozycja finansowania"

    about: UUID | None = None
    source: str = ""
    """Key of `resources/rules/funding_sources.toml`: `dotacja`, `budzet_panstwa`, `wklad_wlasny`, `inne_publiczne`, `prywatne`."""
    year: int | None = None
    amount: Decimal | None = None


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Listed):
    kind: ClassVar[str] = "risk"
    title_of_kind: ClassVar[str] = "ryzyko"

    scope: Scope = Scope.PRL
    about: UUID | None = None
    """The project, or None for a risk of the whole plan."""
    title: str = ""
    category: str = ""
    cause: str = ""
    effect: str = ""
    probability: int | None = None
    """1-5."""
    impact: int | None = None
    """1-5."""
    response: str = ""
    prevention: str = ""
    owner: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class StateAid(Listed):
    """The four-condition test of state aid for one project."""

    kind: ClassVar[str] = "state_aid"
    title_of_kind: ClassVar[str] = "test pomocy publicznej"

    undertaking: UUID | None = None
    beneficiary: str = ""
    transfer: bool | None = None
    advantage: bool | None = None
    selectivity: bool | None = None
    distortion: bool | None = None
    basis: str = ""
    amount: Decimal | None = None


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class HorizontalAnswer(Listed):
    """How one horizontal principle is kept, in one project or (with `undertaking` None) in the whole document."""

    kind: ClassVar[str] = "horizontal_answer"
    title_of_kind: ClassVar[str] = "zasada horyzontalna"

    scope: Scope = Scope.PRL
    principle: str = ""
    """Key of `resources/rules/horizontal_principles.toml`."""
    undertaking: UUID | None = None
    way: str = ""
    risk: str = ""
    remedy: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Complementarity(Listed):
    kind: ClassVar[str] = "complementarity"
    title_of_kind: ClassVar[str] = "projekt komplementarny"

    undertaking: UUID | None = None
    related: str = ""
    programme: str = ""
    period: str = ""
    type: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionCriterion(Listed):
    kind: ClassVar[str] = "selection_criterion"
    title_of_kind: ClassVar[str] = "kryterium wyboru projektów"

    name: str = ""
    description: str = ""
    weight: int | None = None
    scale: str = "0–5"
    method: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore(Listed):
    kind: ClassVar[str] = "criterion_score"
    title_of_kind: ClassVar[str] = "ocena projektu według kryterium"

    criterion: UUID | None = None
    undertaking: UUID | None = None
    score: int | None = None
