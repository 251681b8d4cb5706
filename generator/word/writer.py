"""Blocks into a Word file. The body is written as text; the template's parts are read once and copied.

On a document of 150 pages this costs little more than packing the same text into a zip (benchmarks/document_writer.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from generator.blocks import Bullets, Card, ChartBlock, Document, Heading, KeyFigures, Look, Paragraph, Register, Table
from generator.word.contents import register_xml
from generator.word.cover import cover_xml
from generator.word.drawings import chart_xml, pair_xml
from generator.word.manuscript import DOCUMENT, Manuscript
from generator.word.ooxml import DECLARATION, NAMESPACES, WORD_TYPE
from generator.word.package import Package
from generator.word.plan import Item, Section, make_plan
from generator.word.properties import add_properties
from generator.word.runs import footnotes_xml, runs_xml
from generator.word.sections import Strips, closed, section_properties
from generator.word.tables import card_xml, key_figures_xml, paragraph, table_xml
from generator.word.template import load_template
from generator.word.text import typeset
from mrl_desktop.domain.progress import Progress, silent

CONCLUSION_WORD = "Wniosek"
ROOM_AFTER_FIGURES = '<w:spacing w:before="240"/>'


def write_docx(document: Document, path: Path, *, template: Path | None = None, pages: Mapping[str, int] | None = None, progress: Progress = silent) -> None:
    """Writes the document to `path`, replacing what is there (callers who must not: `regenerate.write_safely`).

    `pages` are pages of bookmarks (and, under "", the number of all pages); without them the contents has entries without numbers.
    Raises OSError when the file cannot be written and whatever `progress` raises to stop.
    """
    path.write_bytes(document_bytes(document, template=template, pages=pages, progress=progress))


def document_bytes(document: Document, *, template: Path | None = None, pages: Mapping[str, int] | None = None, progress: Progress = silent) -> bytes:
    """The finished file in memory; the same document always gives the same bytes."""
    looks = load_template(template)
    package = Package()
    manuscript = Manuscript(looks, make_plan(document, looks.heading_formats), package, pages)
    package.relate("", "officeDocument", DOCUMENT)
    body = _body(manuscript, document, progress)
    package.add(DOCUMENT, body, f"{WORD_TYPE}.document.main+xml")
    _supporting_parts(manuscript)
    add_properties(package, document.properties | {"company": document.cover.town}, manuscript.plan.headings)
    build = document.properties.get("build", "") or hashlib.sha256(body).hexdigest()[:16]
    return package.to_bytes({"MRL.dokument": document.scope.value, "MRL.wersja": document.cover.version, "MRL.zapis": build})


def _body(manuscript: Manuscript, document: Document, progress: Progress) -> bytes:
    """The main part: cover, then sections one by one."""
    total = (manuscript.pages or {}).get("", 0)
    strips = Strips(manuscript, document.cover.town, document.cover.title, total)
    sections = manuscript.plan.sections
    parts = [f"{DECLARATION}<w:document {NAMESPACES}><w:body>", cover_xml(manuscript, document.cover)]
    page = manuscript.template.page
    for index, section in enumerate(sections):
        progress(index, len(sections), f"Zapisywanie dokumentu: {section.chapter or document.cover.title}")
        turned = page.turned() if section.landscape else page
        manuscript.width, manuscript.height = turned.text_width, turned.text_height
        written = _section(manuscript, section)
        references = "".join(
            f'<w:{kind}Reference w:type="default" r:id="{strips.relation(kind, section.chapter, landscape=section.landscape)}"/>' for kind in ("header", "footer")
        )
        properties = section_properties(page, landscape=section.landscape, references=references)
        if index < len(sections) - 1:
            closed(written, properties)
        else:
            written.append(properties)
        parts += written
    parts.append("</w:body></w:document>")
    progress(len(sections), len(sections), "Zapisywanie dokumentu")
    return "".join(parts).encode()


def _section(manuscript: Manuscript, section: Section) -> list[str]:
    """Blocks of one section; two half-width charts that follow each other stand side by side."""
    parts: list[str] = []
    items = section.items
    index = 0
    after_figures = False
    while index < len(items):
        item = items[index]
        block = item.block
        following = items[index + 1] if index + 1 < len(items) else None
        if isinstance(block, ChartBlock) and block.half and following is not None and isinstance(following.block, ChartBlock) and following.block.half:
            parts.append(pair_xml(manuscript, ((item, block), (following, following.block))))
            index += 2
            after_figures = True
            continue
        previous = items[index - 1].block if index else None
        parts.append(_block(manuscript, item, first=index == 0, room=after_figures, continues=isinstance(previous, Paragraph) and previous.look is Look.CONCLUSION))
        after_figures = isinstance(block, KeyFigures)
        index += 1
    return parts


def _block(manuscript: Manuscript, item: Item, *, first: bool, room: bool, continues: bool) -> str:
    """One block as XML. `room` asks for space above, after a band that has none below; `continues` joins a box to the one above."""
    block = item.block
    match block:
        case Paragraph():
            content = manuscript.of_record(block.record, runs_xml(manuscript, block.runs, lang=block.lang))
            if block.look is Look.CONCLUSION and not continues and not (block.runs and block.runs[0].text.startswith(CONCLUSION_WORD)):
                content = f'<w:r><w:rPr><w:rStyle w:val="{manuscript.style("label")}"/></w:rPr><w:t xml:space="preserve">{CONCLUSION_WORD}. </w:t></w:r>{content}'
            extra = ROOM_AFTER_FIGURES if room and block.look in (Look.BODY, Look.LEAD) else ""
            return paragraph(manuscript.style(block.look.value), content, extra=extra)
        case Heading():
            return _heading(manuscript, item, block, first=first)
        case Table():
            return table_xml(manuscript, item, block)
        case Bullets():
            return _list(manuscript, block)
        case Card():
            return card_xml(manuscript, item, block)
        case ChartBlock():
            return chart_xml(manuscript, item, block)
        case KeyFigures():
            return key_figures_xml(manuscript, block)
        case Register():
            return register_xml(manuscript, block.what)


def _heading(manuscript: Manuscript, item: Item, block: Heading, *, first: bool) -> str:
    """A heading inside its bookmark; the section break has already turned the page for the first one."""
    content = manuscript.marked(item.anchor, manuscript.of_record(block.record, f'<w:r><w:t xml:space="preserve">{typeset(block.text)}</w:t></w:r>'))
    page = "<w:pageBreakBefore/>" if block.new_page and not first else ""
    if item.titles_contents:
        return paragraph(manuscript.style("contents_heading"), content, extra=page)
    number, indent = ("", "") if block.numbered else ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>', '<w:ind w:left="0" w:firstLine="0"/>')
    top = '<w:spacing w:before="0"/>' if first or block.new_page else ""
    return paragraph(manuscript.style(f"heading{min(max(block.level, 1), 4)}"), content, extra=f"{page}{number}{top}{indent}")


def _list(manuscript: Manuscript, block: Bullets) -> str:
    """A real list; an ordered one is a fresh list of its own, so that it begins with 1."""
    style, extra = manuscript.style("bullet"), ""
    if block.ordered:
        style = manuscript.style("number")
        extra = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{manuscript.new_list()}"/></w:numPr>'
    contents = [runs_xml(manuscript, runs) for runs in block.items]
    if contents:
        contents[0] = manuscript.of_record(block.record, contents[0])
    last = len(contents) - 1
    return "".join(paragraph(style, content, extra=extra + ('<w:spacing w:after="140"/>' if index == last else "")) for index, content in enumerate(contents))


def _supporting_parts(manuscript: Manuscript) -> None:
    """Styles, theme, lists, settings and footnotes."""
    package, looks = manuscript.package, manuscript.template
    for name, (content, kind) in looks.parts.items():
        prefix = "application/vnd.openxmlformats-officedocument.theme" if kind == "theme" else f"{WORD_TYPE}.{kind}"
        package.add(name, content, f"{prefix}+xml")
        package.relate(DOCUMENT, kind, name.removeprefix("word/"))
    fresh = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{looks.ordered}"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>' for number in manuscript.lists
    )
    package.add("word/numbering.xml", looks.numbering_start + fresh + looks.numbering_end, f"{WORD_TYPE}.numbering+xml")
    package.relate(DOCUMENT, "numbering", "numbering.xml")
    package.add("word/settings.xml", looks.settings, f"{WORD_TYPE}.settings+xml")
    package.relate(DOCUMENT, "settings", "settings.xml")
    package.add("word/footnotes.xml", DECLARATION + footnotes_xml(manuscript, NAMESPACES), f"{WORD_TYPE}.footnotes+xml")
    package.relate(DOCUMENT, "footnotes", "footnotes.xml")
