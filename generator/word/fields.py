"""Word fields written with their results filled in, so that nothing has to be refreshed when the file opens."""

from __future__ import annotations

from generator.blocks import ChartBlock, Heading
from generator.word.manuscript import Manuscript
from generator.word.plan import Item
from generator.word.text import escaped

BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def simple(code: str, shown: str, run_properties: str = "") -> str:
    """A field whose result is one run. `shown` is escaped already."""
    return f'<w:fldSimple w:instr=" {escaped(code)} "><w:r>{run_properties}<w:t xml:space="preserve">{shown}</w:t></w:r></w:fldSimple>'


def opened(code: str) -> str:
    """The beginning of a field whose result spans what follows, up to `END`."""
    return f'{BEGIN}<w:r><w:instrText xml:space="preserve"> {escaped(code)} </w:instrText></w:r>{SEPARATE}'


def caption_label(manuscript: Manuscript, item: Item, word: str) -> str:
    """„Tabela 4" inside the bookmark cross-references lead to; the number is a SEQ field."""
    number = simple(rf"SEQ {word} \* ARABIC", item.number)
    return manuscript.marked(item.anchor, f'<w:r><w:t xml:space="preserve">{word}\u00a0</w:t></w:r>{number}')


def reference(item: Item, run_properties: str = "") -> str:
    """A live cross-reference: „Tabela 4", „Wykres 2", a heading's number, or its title when it has no number."""
    match item.block:
        case Heading() if item.number:
            return simple(rf"REF {item.anchor} \r \h", item.number, run_properties)
        case Heading():
            return simple(rf"REF {item.anchor} \h", escaped(item.title), run_properties)
        case ChartBlock():
            return simple(rf"REF {item.anchor} \h", f"Wykres\u00a0{item.number}", run_properties)
        case _:
            return simple(rf"REF {item.anchor} \h", f"Tabela\u00a0{item.number}", run_properties)


def page_reference(anchor: str, page: str) -> str:
    """The page of a bookmark, for a contents entry."""
    if not page:
        return ""
    code = rf"PAGEREF {anchor} \h"
    return f"{opened(code)}<w:r><w:t>{page}</w:t></w:r>{END}"
