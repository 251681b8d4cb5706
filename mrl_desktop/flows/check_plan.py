"""The rules L01–L20 over the open project, with the parts of both documents that some of them judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.blocks import ChartBlock, Document, Table
from generator.context import ChapterContext
from generator.shared.front import abbreviations_known
from generator.tokens import tokens_in
from mrl_desktop.analysis.check_context import check_context
from mrl_desktop.domain.checks import CheckContext, check
from mrl_desktop.domain.checks.context import Captioned, Quote, Section
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.narrative import Narrative
from mrl_desktop.flows.generate_documents import context_of, documents_of
from mrl_desktop.flows.open_project import OpenProject
from mrl_desktop.flows.still_stale import still_stale

LETTERS_A_WORD = 6
"""Minimum words of the outline are told to the rules in letters."""


def check_plan(opened: OpenProject) -> list[Finding]:
    """Everything the rules have to say of the plan and of what its documents would print, and what rests on an older publication."""
    return [*check(opened.project, context_for(opened)), *still_stale(opened)]


def context_for(opened: OpenProject) -> CheckContext:
    """Limits from the rule files together with sections, tables, charts and quoted numbers of both documents."""
    documents = documents_of(opened)
    sections: list[Section] = []
    quotes: list[Quote] = []
    for document in documents:
        context = context_of(opened, document.scope)
        sections += _sections(context)
        quotes += _quotes(opened, context)
    return replace(
        check_context(),
        sections=tuple(sections),
        captioned=tuple(part for document in documents for part in _captioned(document)),
        quotes=tuple(quotes),
        quoted=tuple(pair for document in documents for pair in _quoted(document)),
        abbreviations=frozenset(abbreviations_known()),
    )


def _quoted(document: Document) -> Iterator[tuple[str, Fact]]:
    for chapter in document.chapters:
        part = replace(document, chapters=(chapter,))
        yield from ((chapter.key, fact) for fact in part.facts())


def _sections(context: ChapterContext) -> Iterator[Section]:
    for entry in context.outline.entries:
        if entry.min_words:
            narrative = context.narrative(entry.key)
            yield Section(
                chapter=entry.key,
                title=context.fill(entry.title),
                text=narrative.text if narrative else "",
                required=entry.required,
                shortest=entry.min_words * LETTERS_A_WORD if narrative and narrative.text.strip() else 0,
            )


def _captioned(document: Document) -> Iterator[Captioned]:
    for chapter in document.chapters:
        for block in chapter.blocks:
            if isinstance(block, Table):
                yield Captioned(chapter=chapter.key, kind="tabela", caption=block.caption, source=block.source, header=bool(block.columns))
            elif isinstance(block, ChartBlock):
                yield Captioned(chapter=chapter.key, kind="wykres", caption=block.caption, source=block.chart.source, alt=block.chart.alt)


def _quotes(opened: OpenProject, context: ChapterContext) -> Iterator[Quote]:
    imported = {batch.id: batch.imported_at for batch in opened.project.all(ImportBatch) if batch.active}
    edited = opened.last_edits(Narrative.kind)
    for entry in context.outline.entries:
        narrative = context.narrative(entry.key)
        for token in tokens_in(narrative.text) if narrative else ():
            kind = token.partition(":")[0]
            if kind not in ("wsk", "zm", "suma"):
                continue
            run = context.tokens.runs(f"{{{{{token}}}}}")[0]
            dates = [imported[source.batch] for source in (run.fact.sources() if run.fact else ()) if source.batch in imported]
            known = [date for date in dates if date is not None]
            yield Quote(
                chapter=entry.key,
                token=token,
                current=run.fact,
                record=narrative.id if narrative else None,
                text_edited=edited.get(narrative.id) if narrative else None,
                data_updated=max(known, default=None),
            )
