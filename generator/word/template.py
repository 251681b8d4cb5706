"""The looks of a document: page, styles, header, footer, theme and pictures, read once from a `.docx` a town can replace.

What a template lacks is taken from the program's own one, and a finding says so.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from generator.word.template_file import (
    Page,
    Picture,
    Strip,
    TemplateFile,
    own_strip_of,
    page_of,
    pictures_of,
    settings_of,
    strip_of,
    xml_of,
)
from generator.word.template_lists import heading_formats_of, numbering_of
from generator.word.template_styles import rule_of, spread_of, styles_of, tints_of
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.paths import resource


@dataclass(frozen=True, slots=True)
class Template:
    """Everything the writer needs of a template, ready to be copied into a document."""

    style: Mapping[str, str]
    """Role (see `styles.STYLES`) to style id."""
    tints: Mapping[str, str]
    spread: float
    """How much wider than Calibri the type of the template may run."""
    rule: str
    """Colour of the strong rules of tables."""
    page: Page
    header: Strip
    footer: Strip
    parts: Mapping[str, tuple[bytes, str]]
    """Parts copied as they are: name to content and relationship type."""
    settings: str
    numbering_start: str
    numbering_end: str
    next_list: int
    ordered: int
    """The abstract list ordered lists are instances of."""
    heading_formats: tuple[tuple[str, str], ...]
    """Number form and text („%1.%2") of heading levels 1-4."""
    media: Mapping[str, bytes]
    pictures: Mapping[str, Picture]
    """Pictures in the template's body by their alternative text: programme marks."""
    findings: tuple[Finding, ...]


def load_template(path: Path | None = None) -> Template:
    """The template, kept in memory until the file changes. An unreadable one is answered with the program's own and a finding."""
    own = resource("templates", "dokument.docx")
    chosen = path or own
    try:
        stamp = chosen.stat()
        return _load(chosen, stamp.st_mtime_ns, stamp.st_size)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as problem:
        if chosen == own:
            raise
        finding = Finding(
            severity=Severity.WARNING,
            code="G31",
            message=f"Nie udało się odczytać wzoru dokumentu „{chosen.name}”, dlatego dokument ma wygląd podstawowy.",
            hint="Otwórz wzór w Wordzie i zapisz go ponownie jako dokument .docx albo wybierz inny wzór.",
            place=Place(file=str(chosen)),
            value=str(problem),
        )
        return replace(load_template(), findings=(finding,))


@lru_cache(maxsize=4)
def _load(path: Path, _mtime: int, _size: int) -> Template:
    own_path = resource("templates", "dokument.docx")
    source = TemplateFile(path)
    own = source if path == own_path else TemplateFile(own_path)
    findings: list[Finding] = []
    ids, adopted = styles_of(source, own, path, findings)
    numbering = numbering_of(source, own, adopted)
    return Template(
        style=ids,
        tints=tints_of(source, ids, path, findings),
        spread=spread_of(source),
        rule=rule_of(source, ids),
        page=page_of(source),
        header=strip_of(source, "header") or own_strip_of(own, "header", ids),
        footer=strip_of(source, "footer") or own_strip_of(own, "footer", ids),
        parts={
            "word/styles.xml": (xml_of(source.tree("styles")), "styles"),
            **{f"word/{target}": (source.read(f"word/{target}"), kind) for kind in ("theme", "fontTable") for target in source.targets(kind) or ()},
        },
        settings=settings_of(source),
        **numbering,
        heading_formats=heading_formats_of(source),
        media={name: source.read(name) for name in source.names if name.startswith("word/media/")},
        pictures=pictures_of(source),
        findings=tuple(findings),
    )
