"""What the rules of the plan need besides the plan: limits from the rule files, and what a generated document says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.findings import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One chapter of a document as plain text."""

    chapter: str
    title: str
    text: str
    required: bool = False
    shortest: int = 0
    """Least number of characters, 0 for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captioned:
    """One table or figure of a document."""

    chapter: str
    kind: str
    """„tabela" or „wykres"."""
    caption: str
    source: str = ""
    alt: str = ""
    header: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A number quoted by a token in a planner's text."""

    chapter: str
    token: str
    current: Fact | None
    """What the token is answered with now."""
    record: UUID | None = None
    """The narrative it stands in."""
    text_edited: datetime | None = None
    data_updated: datetime | None = None
    """When the newest file behind the fact was imported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Percentages that are shown as parts of a whole."""

    chapter: str
    title: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """Limits and document parts; rules without what they need say nothing."""

    card_fields: tuple[tuple[str, str], ...] = ()
    """(field, name for people) that a basic project must have filled."""
    principles: tuple[tuple[str, str], ...] = ()
    """(key, name) of the horizontal principles every project must answer."""
    sources: tuple[str, ...] = ()
    """Known keys of funding sources."""
    grant_limit: Decimal | None = None
    grant_percent: Decimal = Decimal(100)
    """Greatest part of eligible costs that grants may cover."""
    consultation_days: int = 35
    sections: tuple[Section, ...] = ()
    captioned: tuple[Captioned, ...] = ()
    quotes: tuple[Quote, ...] = ()
    quoted: tuple[tuple[str, Fact], ...] = ()
    """(chapter, fact) of every number printed anywhere."""
    abbreviations: frozenset[str] = frozenset()
    """Abbreviations explained in the list of the document; empty: not checked."""
    shares: tuple[Shares, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What a rule found; the rule's row gives it its code and gravity."""

    message: str
    hint: str
    record: UUID | None = None
    field: str = ""
    title: str = ""
    step: str = ""
    chapter: str = ""
    value: str = ""
    severity: Severity | None = None
    """Where it differs from the rule's."""
