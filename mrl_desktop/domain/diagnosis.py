"""What the diagnosis leaves behind: surveys, stakeholders, SWOT, problems with evidence, and the challenges they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from mrl_desktop.domain.records import Listed, known


class Dimension(StrEnum):
    """Dimensions of development; a bundle of projects joins at least two of them."""

    SOCIAL = "społeczny"
    ECONOMIC = "gospodarczy"
    ENVIRONMENTAL = "środowiskowy"
    SPATIAL = "przestrzenny"
    CULTURAL = "kulturowy"
    SMART = "inteligentny"
    INSTITUTIONAL = "instytucjonalny"


class Scope(StrEnum):
    """Which of the twin documents a record belongs to."""

    PRL = "PRL"
    PRI = "PRI"


class EvidenceKind(StrEnum):
    INDICATOR = "wskaźnik"
    SURVEY = "badanie"
    DOCUMENT = "dokument"


class Quadrant(StrEnum):
    STRENGTH = "mocna strona"
    WEAKNESS = "słaba strona"
    OPPORTUNITY = "szansa"
    THREAT = "zagrożenie"


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Survey(Listed):
    """One survey carried out for the diagnosis (row of T-BAD-META) with its main conclusions."""

    kind: ClassVar[str] = "survey"
    title_of_kind: ClassVar[str] = "badanie"

    title: str = ""
    group: str = ""
    technique: str = ""
    term: str = ""
    population: int | None = None
    sample: int | None = None
    conclusions: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Stakeholder(Listed):
    kind: ClassVar[str] = "stakeholder"
    title_of_kind: ClassVar[str] = "interesariusz"

    name: str = ""
    type: str = ""
    interest: str = ""
    influence: int | None = None
    """1-5."""
    engagement: int | None = None
    """1-5."""
    attitude: str = ""
    """„+", „0" or „–"."""
    involvement: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class SwotItem(Listed):
    kind: ClassVar[str] = "swot_item"
    title_of_kind: ClassVar[str] = "pozycja SWOT"

    scope: Scope = Scope.PRL
    quadrant: Quadrant = Quadrant.STRENGTH
    text: str = ""
    dimension: Dimension | None = None
    weight: int | None = None


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Listed):
    kind: ClassVar[str] = "problem"
    title_of_kind: ClassVar[str] = "problem"

    scope: Scope = Scope.PRL
    title: str = ""
    dimension: Dimension | None = None
    causes: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    potentials: str = ""
    scale: int | None = None
    """1-5."""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Listed):
    """What proves a problem or a challenge: an indicator in a year, a survey result, or a document."""

    kind: ClassVar[str] = "evidence"
    title_of_kind: ClassVar[str] = "dowód"

    about: UUID | None = None
    """The problem or challenge it supports."""
    evidence_kind: EvidenceKind = EvidenceKind.INDICATOR
    indicator: str = ""
    """Catalogue id of the indicator, for INDICATOR."""
    year: int | None = None
    survey: UUID | None = None
    text: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge(Listed):
    kind: ClassVar[str] = "challenge"
    title_of_kind: ClassVar[str] = "wyzwanie"

    scope: Scope = Scope.PRL
    title: str = ""
    description: str = ""
    problems: tuple[UUID, ...] = ()
    potentials: str = ""
    dimension: Dimension | None = None
    priority: int | None = None
    """1 highest."""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyReview(Listed):
    """One goal of the strategy in force, judged against what an indicator did (row of T-OCENA-STRAT)."""

    kind: ClassVar[str] = "strategy_review"
    title_of_kind: ClassVar[str] = "ocena celu dotychczasowej strategii"

    title: str = ""
    indicator: str = ""
    """Catalogue id."""
    year_from: int | None = None
    year_to: int | None = None
    rating: int | None = None
    """1-5."""
    conclusion: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class FinanceFigure(Listed):
    """One budget position of one year, in złoty, as the treasurer gives it (rows of T-FIN and T-ART243)."""

    kind: ClassVar[str] = "finance_figure"
    title_of_kind: ClassVar[str] = "pozycja budżetu"

    item: str = ""
    """Key of `resources/rules/budget_items.toml`, e.g. `dochody_biezace`."""
    year: int | None = None
    stage: str = "wykonanie"
    """„wykonanie", „plan" or „prognoza"."""
    amount: Decimal | None = None
