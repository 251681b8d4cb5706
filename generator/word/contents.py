"""The contents and the lists of tables and charts: entries filled in, each leading to its bookmark."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Heading, RegisterKind
from generator.word.fields import END, opened, page_reference
from generator.word.manuscript import Manuscript
from generator.word.plan import Item
from generator.word.tables import paragraph
from generator.word.text import typeset

DEEPEST = 3


def register_xml(manuscript: Manuscript, what: RegisterKind) -> str:
    """The list a register block asks for; an empty one says so."""
    plan = manuscript.plan
    match what:
        case RegisterKind.CONTENTS:
            code = rf'TOC \o "1-{DEEPEST}" \h \z \u'
            lines = [(manuscript.style(f"contents{_level(item)}"), _contents_entry(manuscript, item)) for item in plan.headings if _level(item) <= DEEPEST]
        case RegisterKind.TABLES:
            code, lines = _list(manuscript, plan.tables, "Tabela")
        case RegisterKind.CHARTS:
            code, lines = _list(manuscript, plan.charts, "Wykres")
    if not lines:
        nothing = {RegisterKind.TABLES: "W dokumencie nie ma tabel.", RegisterKind.CHARTS: "W dokumencie nie ma wykresów."}.get(what, "Dokument nie ma rozdziałów.")
        return paragraph(manuscript.style("body"), f"<w:r><w:t>{typeset(nothing)}</w:t></w:r>")
    last = len(lines) - 1
    return "".join(paragraph(style, f"{opened(code) if index == 0 else ''}{content}{END if index == last else ''}") for index, (style, content) in enumerate(lines))


def _level(item: Item) -> int:
    return item.block.level if isinstance(item.block, Heading) else 1


def _list(manuscript: Manuscript, items: Sequence[Item], word: str) -> tuple[str, list[tuple[str, str]]]:
    style = manuscript.style("list_of_captions")
    entries = [(style, _entry(manuscript, item.anchor, f"{word}\u00a0{item.number}. {typeset(item.title)}")) for item in items]
    return rf'TOC \h \z \c "{word}"', entries


def _contents_entry(manuscript: Manuscript, item: Item) -> str:
    number = f'{item.number}</w:t><w:tab/><w:t xml:space="preserve">' if item.number else ""
    return _entry(manuscript, item.anchor, f"{number}{typeset(item.title)}")


def _entry(manuscript: Manuscript, anchor: str, text: str) -> str:
    """A line that leads to a bookmark, with its page behind dots where the page is known."""
    page = page_reference(anchor, manuscript.page_of(anchor))
    tab = "<w:r><w:tab/></w:r>" if page else ""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1"><w:r><w:t xml:space="preserve">{text}</w:t></w:r>{tab}{page}</w:hyperlink>'
