"""A planner's own text of a chapter, from its small markup to blocks: paragraphs, lists, bold, italic, tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from generator.blocks import Block, Bullets, Heading, Look, Paragraph, Run, Runs
from generator.tokens import Tokens

_EMPHASIS = re.compile(r"(\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*\s][^*]*)\*|\^\[(?P<note>[^\[\]]+)\])")
_BULLET = re.compile(r"^\s*[-•–]\s+(.*)$")
_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+(.*)$")
_CONCLUSION = re.compile(r"^>\s?(.*)$")
_SUBHEADING = re.compile(r"^#{1,4}\s+(.*)$")
_FOREIGN = re.compile(r"^\[(en|de|nb|uk|cs)\]\s+")
LANGUAGES = {"en": "en-GB", "de": "de-DE", "nb": "nb-NO", "uk": "uk-UA", "cs": "cs-CZ"}
"""Marks of paragraphs in another language, put at their beginning: `[en] Summary in English …`."""


def inline(text: str, tokens: Tokens) -> Runs:
    """Runs of one paragraph: `**bold**`, `*italic*`, tokens, and a footnote `^[…]` set where it stands. A lone star stays a star."""
    return tuple(_inline(text, tokens))


def _inline(text: str, tokens: Tokens) -> Iterator[Run]:
    end = 0
    for match in _EMPHASIS.finditer(text):
        yield from tokens.runs(text[end : match.start()])
        bold, italic, note = match.group("bold"), match.group("italic"), match.group("note")
        if note is not None:
            words = "".join(run.text for run in tokens.runs(note.strip()))
            yield Run(text="", footnote=words if words.endswith((".", "!", "?")) else f"{words}.")
            end = match.end()
            continue
        yield from tokens.runs(bold or italic or "", bold=bold is not None, italic=italic is not None)
        end = match.end()
    yield from tokens.runs(text[end:])


def blocks_of(text: str, tokens: Tokens, *, record: UUID | None = None, level: int = 4) -> list[Block]:
    """Blocks of a narrative. Lines `- …` and `1. …` make lists, `> …` a „Wniosek" box, `# …` an unnumbered sub-heading, `[en] …` a paragraph in English."""
    blocks: list[Block] = []
    paragraph: list[str] = []
    items: list[str] = []
    ordered = False

    def end_paragraph() -> None:
        if paragraph:
            text = " ".join(paragraph)
            foreign = _FOREIGN.match(text)
            lang = LANGUAGES[foreign.group(1)] if foreign else ""
            blocks.append(Paragraph(runs=inline(text[foreign.end() :] if foreign else text, tokens), record=record, lang=lang))
            paragraph.clear()

    def end_list() -> None:
        if items:
            blocks.append(Bullets(items=tuple(inline(item, tokens) for item in items), ordered=ordered, record=record))
            items.clear()

    for line in text.replace("\r\n", "\n").split("\n"):
        bullet, numbered = _BULLET.match(line), _NUMBER.match(line)
        conclusion, subheading = _CONCLUSION.match(line), _SUBHEADING.match(line)
        if not line.strip():
            end_paragraph()
            end_list()
        elif bullet or numbered:
            end_paragraph()
            if items and ordered != bool(numbered):
                end_list()
            ordered = bool(numbered)
            items.append(((bullet or numbered).group(1)).strip())  # type: ignore[union-attr]
        elif conclusion:
            end_paragraph()
            end_list()
            blocks.append(Paragraph(runs=inline(conclusion.group(1), tokens), look=Look.CONCLUSION, record=record))
        elif subheading:
            end_paragraph()
            end_list()
            blocks.append(Heading(text=subheading.group(1).strip(), level=level, numbered=False, record=record))
        elif items and line.startswith((" ", "\t")):
            items[-1] += " " + line.strip()
        else:
            end_list()
            paragraph.append(line.strip())
    end_paragraph()
    end_list()
    return blocks


def words(text: str) -> int:
    """How many words a narrative has, tokens counting as one each."""
    return len(re.sub(r"\{\{[^{}]*\}\}", "liczba", text).split())
