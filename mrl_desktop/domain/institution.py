"""The town hall itself: organisation, resources, self-assessment and the actions of the PRI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from mrl_desktop.domain.records import Listed, known


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class OrgUnit(Listed):
    kind: ClassVar[str] = "org_unit"
    title_of_kind: ClassVar[str] = "komórka organizacyjna"

    name: str = ""
    scope_of_work: str = ""
    posts: Decimal | None = None
    """Full-time equivalents."""
    staff: int | None = None


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionFigure(Listed):
    """A number about the town hall in one year: staff, finance of projects, communication, ICT… grouped by `table`."""

    kind: ClassVar[str] = "institution_figure"
    title_of_kind: ClassVar[str] = "dane o urzędzie"

    table: str = ""
    """Chapter table it stands in: `kadry`, `projekty`, `komunikacja`, `wspolpraca`, `ict`."""
    label: str = ""
    unit: str = ""
    year: int | None = None
    value: Decimal | None = None


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionDocument(Listed):
    """A strategic or operational document in force (row of T-DOKUM)."""

    kind: ClassVar[str] = "institution_document"
    title_of_kind: ClassVar[str] = "dokument obowiązujący"

    title: str = ""
    act: str = ""
    period: str = ""
    progress: str = ""
    current: bool | None = None


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class PublicService(Listed):
    """A service of the town hall and its maturity online, 1-5 (row of T-EUSLUGI)."""

    kind: ClassVar[str] = "public_service"
    title_of_kind: ClassVar[str] = "usługa"

    name: str = ""
    maturity: int | None = None
    cases_a_year: int | None = None
    electronic_share: Decimal | None = None
    plan: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRound(Listed):
    """One self-assessment: tool, dates, team."""

    kind: ClassVar[str] = "assessment_round"
    title_of_kind: ClassVar[str] = "samoocena"

    title: str = ""
    tool: str = ""
    """Id of a bank in `resources/question_banks/`."""
    purpose: str = "bazowa"
    start: date | None = None
    end: date | None = None
    assessors: int | None = None
    note: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentAnswer(Listed):
    """The team's common answer to one question of a round, with what lies behind it."""

    kind: ClassVar[str] = "assessment_answer"
    title_of_kind: ClassVar[str] = "odpowiedź samooceny"

    round: UUID | None = None
    question: str = ""
    """Question id of the bank: „A4.2"."""
    individual: tuple[int, ...] = ()
    """Individual ratings, anonymous."""
    consensus: int | None = None
    """1-5; None while there is no answer, and for „nie wiem" and „nie dotyczy"."""
    no_rating: str = ""
    """„nie wiem" or „nie dotyczy" where the team agreed on that instead of a number."""
    target: int | None = None
    importance: int | None = None
    feasibility: int | None = None
    evidence: str = ""
    strengths: str = ""
    improvements: str = ""
    recommendation: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionalAction(Listed):
    """An action of the PRI; money is in budget lines that point at it."""

    kind: ClassVar[str] = "institutional_action"
    title_of_kind: ClassVar[str] = "działanie instytucjonalne"

    title: str = ""
    goal: UUID | None = None
    gaps: tuple[str, ...] = ()
    """Question ids of the self-assessment it answers."""
    description: str = ""
    justification: str = ""
    type: str = ""
    responsible: str = ""
    partner: str = ""
    start: date | None = None
    end: date | None = None
    cost: Decimal | None = None
    output: str = ""
    conditions: tuple[UUID, ...] = ()
    """Projects of the PRL that depend on it."""
    link_comment: str = ""
