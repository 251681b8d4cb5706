"""From outline and context to a document: each chapter's heading, conclusions, own text, then tables and charts."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from generator.blocks import Block, Chapter, Document, Heading, KeyFigures, Look, Paragraph, Run
from generator.context import ChapterContext
from generator.cover import cover_of, properties_of
from generator.outline import Entry
from generator.shared.front import abbreviation_table
from mrl_desktop.domain.diagnosis import Scope

Maker = Callable[[ChapterContext], Sequence[Block]]


def build(context: ChapterContext) -> Document:
    """The whole document of the context's scope, as blocks."""
    chapters = [chapter_of(entry, context) for entry in context.outline.entries]
    for index, entry in enumerate(context.outline.entries):
        if entry.make == "abbreviations":  # which ones are used is known only when the rest is written
            table = abbreviation_table(context, (block for chapter in chapters for block in chapter.blocks))
            if table is not None:
                chapters[index] = replace(chapters[index], blocks=(*chapters[index].blocks, table))
    return Document(scope=context.scope, cover=cover_of(context), chapters=tuple(chapters), properties=properties_of(context))


def chapter_of(entry: Entry, context: ChapterContext) -> Chapter:
    """One chapter: heading, then what the maker puts first (lead, key figures, conclusions), own text, and the rest."""
    if entry.key.endswith("00"):
        return Chapter(key=entry.key, blocks=())
    made = list(maker_of(entry, context.scope)(context)) if entry.make else []
    written = context.own_text(entry.key)
    own = [block for block in written if not _is_foreign(block)]
    if not made and not own and not entry.required:
        return Chapter(key=entry.key, blocks=())
    opening = [block for block in made if _is_opening(block)]
    rest = [block for block in made if not _is_opening(block)]
    heading = Heading(
        text=context.fill(entry.title),
        level=entry.level,
        key=entry.key,
        numbered=entry.numbered and entry.part == "body",
        new_page=entry.new_page,
    )
    missing: list[str] = []
    if not own and entry.min_words:
        missing.append("brakuje własnego tekstu rozdziału")
        if not made:
            rest.append(Paragraph(runs=(Run(text="[BRAK: tekst rozdziału]", missing=True),)))
    return Chapter(key=entry.key, blocks=(heading, *opening, *own, *rest, *(block for block in written if _is_foreign(block))), missing=tuple(missing))


def maker_of(entry: Entry, scope: Scope) -> Maker:
    """The function an outline entry names: looked up in the document's own package, then among the shared chapters."""
    module, _, function = entry.make.rpartition(".")
    if not module:
        module, function = "front", entry.make
    for package in (f"generator.{scope.value.lower()}", "generator.shared"):
        name = f"{package}.{module}"
        if importlib.util.find_spec(name) is None:
            continue
        found = getattr(importlib.import_module(name), function, None)
        if found is not None:
            return cast(Maker, found)
    raise ValueError(f"układ dokumentu wskazuje nieistniejącą część „{entry.make}” (rozdział {entry.key})")


def _is_foreign(block: Block) -> bool:
    """A paragraph in another language stands last in its chapter."""
    return isinstance(block, Paragraph) and bool(block.lang)


def _is_opening(block: Block) -> bool:
    return isinstance(block, KeyFigures) or (isinstance(block, Paragraph) and block.look in (Look.LEAD, Look.CONCLUSION))
