"""What the page of documents has computed off the window's thread: the whole document for its outline, one chapter for its preview."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from generator.blocks import Block, Bullets, Chapter, Document, Heading, Paragraph, runs_of
from generator.context import ChapterContext, narrative_id
from generator.document import build, chapter_of
from generator.html import facts_of, to_html
from generator.narrative import words
from generator.outline import Entry
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.project import Project
from mrl_desktop.flows.diagnose import diagnosis_of
from mrl_desktop.flows.generate_documents import context_of
from mrl_desktop.flows.open_project import OpenProject


class ChapterStanding(StrEnum):
    """How a chapter stands; the word is shown beside its icon."""

    READY = "gotowy"
    NO_TEXT = "brakuje tekstu"
    SHORT = "tekst za krótki"
    NO_DATA = "brakuje danych"
    LEFT_OUT = "pominięty"
    """Not obligatory and nothing in it yet: the document goes without."""


LOOKS = {
    ChapterStanding.READY: ("check", "good"),
    ChapterStanding.NO_TEXT: ("edit", "warn"),
    ChapterStanding.SHORT: ("edit", "warn"),
    ChapterStanding.NO_DATA: ("warning", "warn"),
    ChapterStanding.LEFT_OUT: ("circle", "muted"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A chapter ready to show: its HTML, the facts its links count, its blocks for painting charts."""

    key: str
    html: str
    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]


def context_now(opened: OpenProject, scope: Scope) -> ChapterContext:
    """What chapters need of the plan as it stands now; later changes do not reach it. Call it in the window's thread."""
    context = context_of(opened, scope)
    context.project = Project(opened.project)
    return context


def document_now(opened: OpenProject, context: ChapterContext) -> Document:
    """The whole document."""
    context.__dict__["diagnosis"] = diagnosis_of(opened)
    return build(context)


def preview_now(opened: OpenProject, context: ChapterContext, entry: Entry) -> Preview:
    """One chapter; the cover for the title page."""
    context.__dict__["diagnosis"] = diagnosis_of(opened)
    if entry.make == "cover":
        from generator.cover import cover_of

        return Preview(key=entry.key, html=to_html(Document(scope=context.scope, cover=cover_of(context), chapters=())), facts=(), blocks=())
    return shown(chapter_of(entry, context), narrative_id(context.scope, entry.key))


def shown(chapter: Chapter, own: UUID) -> Preview:
    """A built chapter as the preview shows it: without the heading and without links to the own text, which stand beside it already."""
    blocks = chapter.blocks[1:] if chapter.blocks and isinstance(chapter.blocks[0], Heading) else chapter.blocks
    blocks = tuple(replace(block, record=None) if isinstance(block, Paragraph | Bullets | Heading) and block.record == own else block for block in blocks)
    return Preview(key=chapter.key, html=to_html(blocks), facts=tuple(facts_of(blocks)), blocks=blocks)


def standing(entry: Entry, chapter: Chapter, own_text: str) -> ChapterStanding:
    """How a built chapter stands."""
    if entry.make in ("cover", "contents", "registers"):
        return ChapterStanding.READY
    if not chapter.blocks:
        return ChapterStanding.LEFT_OUT
    if chapter.missing:
        return ChapterStanding.NO_TEXT
    if any(run.missing for block in chapter.blocks for run in runs_of(block)):
        return ChapterStanding.NO_DATA
    return ChapterStanding.SHORT if words(own_text) < entry.min_words else ChapterStanding.READY

