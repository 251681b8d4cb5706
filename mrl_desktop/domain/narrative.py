"""The planner's own text of a chapter, kept in the project and printed between generated parts.

Markup is small and readable: a blank line ends a paragraph, `**bold**`, `*italic*`, lines starting with `- ` or `1. `
make lists, `{{wsk:D07:2024}}` quotes a fact and `{{miasto.msc}}` a form of the town's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.records import Record, known


class ChapterState(StrEnum):
    EMPTY = "pusta"
    DRAFT = "robocza"
    FOR_REVIEW = "do recenzji"
    IN_REVIEW = "w recenzji"
    TO_MEND = "do poprawy"
    APPROVED = "zatwierdzona"
    LOCKED = "zablokowana"


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative(Record):
    """Own text of one chapter; its id is `id_from("narrative", document, chapter)`."""

    kind: ClassVar[str] = "narrative"
    title_of_kind: ClassVar[str] = "tekst rozdziału"

    document: Scope = Scope.PRL
    chapter: str = ""
    """Chapter id of the outline: „P2.3.1"."""
    text: str = ""
    state: ChapterState = ChapterState.DRAFT
    author: str = ""
