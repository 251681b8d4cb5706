"""Sections of pages with their headers and footers: the running chapter is filled in, so that it stands there in every program."""

from __future__ import annotations

import re

from generator.word.fields import END
from generator.word.manuscript import DOCUMENT, Manuscript
from generator.word.ooxml import DECLARATION, WORD_TYPE
from generator.word.tables import NO_HEIGHT
from generator.word.template_file import Page, Strip
from generator.word.text import escaped

_RIGHT_TAB = re.compile(r'(<w:tab w:val="right"(?: w:leader="\w+")? w:pos=")(\d+)"')
_LINK = re.compile(r'r:(embed|id|link)="(\w+)"')
_CHAPTER_FIELD = re.compile(r"<w:fldSimple [^>]*STYLEREF[^>]*>.*?</w:fldSimple>", re.DOTALL)


class Strips:
    """Headers and footers of one document, each different one written once."""

    def __init__(self, manuscript: Manuscript, town: str, title: str, page_count: int) -> None:
        self._manuscript = manuscript
        self._words = {"{{miasto}}": town, "{{tytuł}}": title, "{{stron}}": str(page_count or 1)}
        self._made: dict[str, str] = {}

    def relation(self, kind: str, chapter: str, *, landscape: bool) -> str:
        """Relationship to the header or footer of a section. A stretch without a chapter (the contents) shows the document's title instead."""
        template = self._manuscript.template
        strip = template.header if kind == "header" else template.footer
        xml = strip.xml
        if not chapter:
            xml = _CHAPTER_FIELD.sub(lambda _: f'<w:r><w:t xml:space="preserve">{escaped(self._words["{{tytuł}}"])}</w:t></w:r>', xml)
        for place, words in (self._words | {"{{rozdział}}": chapter}).items():
            xml = xml.replace(place, escaped(words))
        if landscape:
            xml = _widened(xml, kind, self._manuscript)
        if xml not in self._made:
            self._made[xml] = self._write(kind, strip, xml)
        return self._made[xml]

    def _write(self, kind: str, strip: Strip, xml: str) -> str:
        package = self._manuscript.package
        part = f"word/{kind}{len(self._made) + 1}.xml"
        media = self._manuscript.template.media
        renamed: dict[str, str] = {}
        for number, of_kind, target in strip.relations:
            if f"word/{target}" in media:
                renamed[number] = package.relate(part, of_kind, target)
                package.add(f"word/{target}", media[f"word/{target}"])
        xml = _LINK.sub(lambda found: f'r:{found[1]}="{renamed.get(found[2], found[2])}"', xml)
        package.add(part, DECLARATION + xml, f"{WORD_TYPE}.{kind}+xml")
        return package.relate(DOCUMENT, kind, part.removeprefix("word/"))


def _widened(xml: str, kind: str, manuscript: Manuscript) -> str:
    """The strip for a page on its side: its right tab stands at that page's right margin."""
    page = manuscript.template.page
    wide = page.turned().text_width
    if _RIGHT_TAB.search(xml):
        return _RIGHT_TAB.sub(lambda found: f'{found[1]}{wide if abs(int(found[2]) - page.text_width) < 120 else found[2]}"', xml)
    tabs = f'<w:tabs><w:tab w:val="clear" w:pos="{page.text_width}"/><w:tab w:val="right" w:pos="{wide}"/></w:tabs>'
    style = f'<w:pStyle w:val="{manuscript.style(kind)}"/>'
    return xml.replace(style, style + tabs)


def section_properties(page: Page, *, landscape: bool = False, references: str = "", kind: str = "nextPage") -> str:
    """The `w:sectPr` of a stretch of pages."""
    turned = page.turned() if landscape else page
    side = ' w:orient="landscape"' if landscape else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="{kind}"/><w:pgSz w:w="{turned.width}" w:h="{turned.height}"{side}/>'
        f'<w:pgMar w:top="{turned.top}" w:right="{turned.right}" w:bottom="{turned.bottom}" w:left="{turned.left}" w:header="{turned.header}" w:footer="{turned.footer}" w:gutter="0"/></w:sectPr>'
    )


def closed(parts: list[str], properties: str) -> None:
    """Ends a section: its properties go into the last paragraph written, or into one of no height after a table or a list of contents
    (in a section that ends inside a field LibreOffice loses the page numbers of the footer)."""
    last = parts[-1] if parts else ""
    start = max(last.rfind("<w:p>"), 0)
    place = last.find("</w:pPr>", start)
    if last.endswith("</w:p>") and place >= 0 and END not in last[start:]:
        parts[-1] = f"{last[:place]}{properties}{last[place:]}"
    else:
        parts.append(f"<w:p><w:pPr>{NO_HEIGHT}{properties}</w:pPr></w:p>")
