"""Remarks of experts and what was done about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.records import Listed, known


class RemarkWeight(StrEnum):
    CRITICAL = "krytyczna"
    MATERIAL = "istotna"
    EDITORIAL = "redakcyjna"


class RemarkState(StrEnum):
    NEW = "nowa"
    IN_WORK = "w trakcie"
    ACCEPTED = "uwzględniona"
    PARTLY = "częściowo uwzględniona"
    REJECTED = "odrzucona"


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Remark(Listed):
    """One remark of an expert about a chapter or a record."""

    kind: ClassVar[str] = "remark"
    title_of_kind: ClassVar[str] = "uwaga"

    document: Scope = Scope.PRL
    chapter: str = ""
    about: UUID | None = None
    author: str = ""
    made_at: datetime | None = None
    weight: RemarkWeight = RemarkWeight.MATERIAL
    text: str = ""
    suggestion: str = ""
    state: RemarkState = RemarkState.NEW
    answer: str = ""
