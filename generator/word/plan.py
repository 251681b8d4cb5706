"""What must be known before the first line is written: numbers of headings and captions, bookmarks, and the sections of pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.blocks import Block, Bullets, Card, ChartBlock, Document, Heading, KeyFigures, Paragraph, Register, RegisterKind, Table
from generator.word.anchors import Anchors
from mrl_desktop.polish import roman

SHORT = 900
"""Signs of text below which a stretch beside a landscape table joins its page instead of standing on one of its own."""


@dataclass(slots=True)
class Item:
    """A block with the number and the bookmark it got."""

    block: Block
    number: str = ""
    """„2.3" of a heading, „4" of a caption."""
    anchor: str = ""
    title: str = ""
    """Text for the contents and lists."""
    titles_contents: bool = False
    """True for the heading right above the contents, which is not an entry of it."""


@dataclass(slots=True)
class Section:
    """A stretch of pages of one orientation and one running chapter."""

    items: list[Item]
    landscape: bool = False
    chapter: str = ""


@dataclass(slots=True)
class Plan:
    sections: list[Section]
    targets: dict[str, Item] = field(default_factory=dict)
    """Key to the item a cross-reference leads to."""
    headings: list[Item] = field(default_factory=list)
    tables: list[Item] = field(default_factory=list)
    charts: list[Item] = field(default_factory=list)
    anchors: Anchors = field(default_factory=Anchors)


def make_plan(document: Document, formats: Iterable[tuple[str, str]]) -> Plan:
    """Numbers everything and divides it into sections. `formats` are number form and text of heading levels 1-4."""
    blocks = list(document.blocks())
    plan = Plan(sections=[])
    numbering = HeadingNumbers(tuple(formats))
    items: list[Item] = []
    for index, block in enumerate(blocks):
        item = Item(block)
        match block:
            case Heading():
                following = blocks[index + 1] if index + 1 < len(blocks) else None
                item.titles_contents = isinstance(following, Register) and following.what is RegisterKind.CONTENTS
                item.number = numbering.following(block.level) if block.numbered else ""
                item.anchor = plan.anchors.of_heading(block.key or block.text[:24])
                item.title = block.text
                plan.targets.setdefault(block.key, item)
                if not item.titles_contents:
                    plan.headings.append(item)
            case Table() | Card():
                _captioned(item, block.key, block.caption, plan.tables, plan)
                item.anchor = plan.anchors.of_table(block.key)
            case ChartBlock():
                _captioned(item, block.key, block.caption or block.chart.title, plan.charts, plan)
                item.anchor = plan.anchors.of_chart(block.key)
            case _:
                pass
        items.append(item)
    plan.targets.pop("", None)
    plan.sections = _sections(items)
    return plan


def _captioned(item: Item, key: str, caption: str, kind: list[Item], plan: Plan) -> None:
    kind.append(item)
    item.number = str(len(kind))
    item.title = caption
    plan.targets.setdefault(key, item)


class HeadingNumbers:
    """Counts numbered headings the way Word will, in the template's own form."""

    def __init__(self, formats: tuple[tuple[str, str], ...]) -> None:
        self._formats = formats
        self._counts = [0, 0, 0, 0]

    def following(self, level: int) -> str:
        """Number of the next heading of this level (1-4)."""
        place = min(max(level, 1), 4) - 1
        self._counts[place] += 1
        self._counts[place + 1 :] = [0] * (3 - place)
        text = self._formats[place][1]
        for index in range(4):
            text = text.replace(f"%{index + 1}", counted_as(self._formats[index][0], max(self._counts[index], 1 if index < place else 0)))
        return text.strip().rstrip(".")


def counted_as(form: str, count: int) -> str:
    """A counter in one of Word's number forms; forms we do not know are written as digits."""
    if count < 1:
        return str(count)
    match form:
        case "upperRoman":
            return roman(count)
        case "lowerRoman":
            return roman(count).lower()
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter if form == "upperLetter" else letter.lower()
        case "none":
            return ""
        case _:
            return str(count)


def _sections(items: list[Item]) -> list[Section]:
    """A new section at every heading that opens a page on the first level, and around landscape tables."""
    sections: list[Section] = []
    chapter: list[Item] = []
    for item in items:
        if chapter and isinstance(item.block, Heading) and item.block.new_page and item.block.level == 1:
            sections += _turned(chapter)
            chapter = []
        chapter.append(item)
    return sections + (_turned(chapter) if chapter else [])


def _turned(items: list[Item]) -> list[Section]:
    """One chapter's items divided by orientation; short stretches and headings stay with the wide table they stand by."""
    first = items[0]
    chapter = "" if first.titles_contents else first.title
    runs: list[Section] = []
    for item in items:
        wide = isinstance(item.block, Table) and item.block.landscape
        if not runs or runs[-1].landscape != wide:
            runs.append(Section([], wide, chapter))
        runs[-1].items.append(item)
    for index, run in enumerate(runs):
        wide_before = index > 0 and runs[index - 1].landscape
        wide_after = index + 1 < len(runs) and runs[index + 1].landscape
        if not run.landscape and (wide_before or wide_after) and _is_short(run.items):
            run.landscape = True
        elif wide_after and not run.landscape:
            moved: list[Item] = []
            while run.items and isinstance(run.items[-1].block, Heading):
                moved.insert(0, run.items.pop())
            runs[index + 1].items[:0] = moved
    merged: list[Section] = []
    for run in runs:
        if merged and merged[-1].landscape == run.landscape:
            merged[-1].items += run.items
        elif run.items:
            merged.append(run)
    return merged


def _is_short(items: list[Item]) -> bool:
    """Whether a stretch is only headings, paragraphs and lists of little text."""
    length = 0
    for item in items:
        match item.block:
            case Heading(text=text):
                length += len(text)
            case Paragraph(runs=runs):
                length += sum(len(run.text) for run in runs)
            case Bullets(items=points):
                length += sum(len(run.text) for runs in points for run in runs)
            case KeyFigures():
                length += 200
            case _:
                return False
    return length <= SHORT
