"""Who made the plan and how: the Urban Team, the calendar of work, participation, and who does what afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.records import Listed, Record, known
from mrl_desktop.domain.settings import ENVIRONMENT_ID


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember(Listed):
    kind: ClassVar[str] = "team_member"
    title_of_kind: ClassVar[str] = "członek zespołu"

    name: str = ""
    post: str = ""
    role: str = ""
    area: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkEvent(Listed):
    """A session, workshop, survey or consultation; `participation` puts it into T-PARTYC too."""

    kind: ClassVar[str] = "work_event"
    title_of_kind: ClassVar[str] = "wydarzenie"

    scope: Scope = Scope.PRL
    day: date | None = None
    title: str = ""
    form: str = ""
    participants: int | None = None
    result: str = ""
    participation: bool = False
    place: str = ""
    group: str = ""
    influence: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationComment(Listed):
    """A remark from public consultation; only the category of the person is kept, never personal data."""

    kind: ClassVar[str] = "consultation_comment"
    title_of_kind: ClassVar[str] = "uwaga z konsultacji"

    category: str = ""
    day: date | None = None
    place: str = ""
    text: str = ""
    decision: str = ""
    """„uwzględniona", „częściowo" or „nieuwzględniona"."""
    reason: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Listed):
    """A row of the RACI table."""

    kind: ClassVar[str] = "duty"
    title_of_kind: ClassVar[str] = "podział ról"

    scope: Scope = Scope.PRL
    action: str = ""
    responsible: str = ""
    accountable: str = ""
    consulted: str = ""
    informed: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringItem(Listed):
    kind: ClassVar[str] = "monitoring_item"
    title_of_kind: ClassVar[str] = "element monitorowania"

    scope: Scope = Scope.PRL
    element: str = ""
    tool: str = ""
    frequency: str = ""
    responsible: str = ""
    audience: str = ""
    term: str = ""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class CoherenceLink(Listed):
    """How strongly a goal agrees with a document of another level: 1 weak, 2 medium, 3 strong."""

    kind: ClassVar[str] = "coherence_link"
    title_of_kind: ClassVar[str] = "zgodność z dokumentem"

    scope: Scope = Scope.PRL
    document: str = ""
    directions: str = ""
    goal: UUID | None = None
    strength: int | None = None


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentalAssessment(Record):
    """State of the strategic environmental assessment; the only record of its kind."""

    kind: ClassVar[str] = "environmental_assessment"
    title_of_kind: ClassVar[str] = "strategiczna ocena oddziaływania na środowisko"

    id: UUID = ENVIRONMENT_ID
    status: str = ""
    """Key of `resources/rules/environmental_assessment.toml`."""
    request_day: date | None = None
    rdos_reference: str = ""
    rdos_day: date | None = None
    sanepid_reference: str = ""
    sanepid_day: date | None = None
    note: str = ""
