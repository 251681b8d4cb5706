"""PRL and PRI into Word: blocks, file, page numbers by a second pass, PDF; never over a document somebody has edited."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from weakref import WeakKeyDictionary

from generator.audit import check_document
from generator.blocks import Document
from generator.context import ChapterContext
from generator.document import build
from mrl_desktop.analysis.diagnosis import Diagnosis
from mrl_desktop.analysis.indicator_values import IndicatorValues
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.progress import Progress, silent
from mrl_desktop.flows.diagnose import diagnosis_of, values_of
from mrl_desktop.flows.open_project import OpenProject

BOTH = (Scope.PRL, Scope.PRI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """What was written and what has to be said about it."""

    files: tuple[Path, ...]
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...] = ()


class _Context(ChapterContext):
    """A chapter's context whose diagnosis and values are those the whole open project shares, computed once per state of its data."""

    def __init__(self, opened: OpenProject, scope: Scope, today: date | None) -> None:
        super().__init__(opened.project, opened.statistics, opened.register, opened.catalogue, scope, today)
        self._opened = opened

    @cached_property
    def values(self) -> IndicatorValues:
        return values_of(self._opened)

    @cached_property
    def diagnosis(self) -> Diagnosis:
        return diagnosis_of(self._opened)


def context_of(opened: OpenProject, scope: Scope, *, today: date | None = None) -> ChapterContext:
    """What chapters need, from an open project."""
    return _Context(opened, scope, today)


_built: WeakKeyDictionary[OpenProject, tuple[object, tuple[Document, ...]]] = WeakKeyDictionary()


def documents_of(opened: OpenProject, scopes: Collection[Scope] = BOTH, *, today: date | None = None) -> tuple[Document, ...]:
    """The documents as blocks; the same ones while the project stays as it is, so that checking and writing build them once."""
    state = (opened.revision, tuple(scopes), today or date.today())
    known = _built.get(opened)
    if known is None or known[0] != state:
        known = (state, tuple(build(context_of(opened, scope, today=today)) for scope in scopes))
        _built[opened] = known
    return known[1]


def missing_in(document: Document) -> list[Finding]:
    """What the document lacks: chapters without own text, then gaps, references without a target and the like, each with its chapter."""
    from generator.blocks import Heading

    found: list[Finding] = []
    for chapter in document.chapters:
        title = next((block.text for block in chapter.blocks if isinstance(block, Heading)), chapter.key)
        place = Place(chapter=chapter.key, step="documents", title=f"{document.scope}, {title}")
        found += [
            Finding(severity=Severity.WARNING, code="G01", message=f"{document.scope}: rozdział „{title}” – {lack}.", hint="Napisz go na stronie Dokumenty.", place=place)
            for lack in chapter.missing
        ]
    found += [replace(finding, place=replace(finding.place, step="documents")) for finding in check_document(document)]
    return found


def generate(
    opened: OpenProject,
    folder: Path,
    *,
    scopes: Collection[Scope] = BOTH,
    template: Path | None = None,
    page_numbers: bool = True,
    pdf: bool = False,
    today: date | None = None,
    progress: Progress = silent,
) -> Generated:
    """Writes the documents into the folder. What cannot be written becomes a finding; what can is written all the same."""
    from generator.regenerate import NotWritten, write_safely

    documents = documents_of(opened, scopes, today=today)
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    findings: list[Finding] = []
    for done, document in enumerate(documents):
        progress(done, len(documents), f"Zapisuję {document.scope}")
        findings += missing_in(document)
        try:
            written = write_safely(document, folder / f"{document.scope}.docx", template=template, page_numbers=page_numbers, pdf=pdf)
        except NotWritten as refused:
            findings.append(refused.finding)
            continue
        findings += [finding for finding in written.findings if finding not in findings]
        files += written.files
    progress(len(documents), len(documents), "Dokumenty gotowe")
    return Generated(files=tuple(files), documents=documents, findings=tuple(findings))
