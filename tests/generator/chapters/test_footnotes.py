"""Footnotes in a planner's own text."""

from __future__ import annotations

from generator.blocks import Paragraph
from generator.narrative import blocks_of
from generator.tokens import Tokens


def tokens() -> Tokens:
    return Tokens(indicator=lambda *_: None, variable=lambda *_: None, total=lambda _: None, goal=lambda _: None, words={"miasto.dop": "Nowych Bielan"})


def paragraph(text: str) -> Paragraph:
    (block,) = blocks_of(text, tokens())
    assert isinstance(block, Paragraph)
    return block


def test_a_note_stands_where_it_was_set_and_ends_with_a_full_stop() -> None:
    runs = paragraph("Strategia obowiązuje^[Uchwała nr 5 Rady {{miasto.dop}}] do dziś.").runs
    assert "".join(run.text for run in runs) == "Strategia obowiązuje do dziś."
    noted = [index for index, run in enumerate(runs) if run.footnote]
    assert [runs[index].footnote for index in noted] == ["Uchwała nr 5 Rady Nowych Bielan."]
    assert "".join(run.text for run in runs[: noted[0]]) == "Strategia obowiązuje"


def test_a_lone_caret_or_bracket_is_just_text() -> None:
    assert "".join(run.text for run in paragraph("Powierzchnia 5 km^2 [ha]").runs) == "Powierzchnia 5 km^2 [ha]"
