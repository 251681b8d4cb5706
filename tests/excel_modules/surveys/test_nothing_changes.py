"""Whatever people answer comes back from the coded answers word for word; every sample is read by this reader through the whole list."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from excel_modules.opening import open_workbook
from excel_modules.registry import best
from excel_modules.sheet import grid
from excel_modules.surveys.answers import OWN_WORDS
from mrl_desktop.domain.surveys import QuestionKind, chosen

from .conftest import SAMPLES, Read, answers_of

WORDS = st.text("aąbcćdeęłńóśżxyz AŁŻ", min_size=1, max_size=12).map(lambda said: " ".join(said.split())).filter(lambda said: len(said) > 1)


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_every_sample_is_taken_by_this_reader(path: Path) -> None:
    found = best(open_workbook(path))
    assert found is not None
    assert found[0].NAME == "ankiety"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_answers_in_words_come_back_as_they_were(data: st.DataObject) -> None:
    people = data.draw(st.integers(8, 40))
    options = data.draw(st.lists(WORDS, min_size=1, max_size=6, unique_by=str.casefold))
    answers = data.draw(st.lists(st.one_of(st.sampled_from(options), st.just(""), WORDS), min_size=people, max_size=people))
    found = Read(grid(Odpowiedzi=[["Sygnatura czasowa", "Co dalej?"], *(["2025/03/01", answer] for answer in answers)]))
    given_ = Counter(answer for answer in answers if answer)
    told: Counter[str] = Counter()
    for question in found.questions:
        if question.question_kind is QuestionKind.OPEN:
            told.update(question.texts)
        else:
            told.update(answer for answer in answers_of(question) if answer and answer != OWN_WORDS)
    assert told == given_ or (not given_ and not told)
    closed = [question for question in found.questions if question.answers]
    assert all([bool(answer) for answer in answers] == [answer >= 0 for answer in question.answers] for question in closed)


@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(st.sets(st.sampled_from(["Basen", "Kino, teatr i muzeum", "Park", "Żłobek", "Drogi; chodniki"]), min_size=1), min_size=24, max_size=30), st.sampled_from([";", ", "]))
def test_lists_in_a_cell_come_back_as_they_were_ticked(picked: list[set[str]], mark: str) -> None:
    order = ["Basen", "Drogi; chodniki", "Kino, teatr i muzeum", "Park", "Żłobek"]
    if mark == ";":
        picked = [{option for option in options if ";" not in option} or {"Park"} for options in picked]
    picked += [{"Basen"}, {"Basen", "Park"}, {"Park", "Żłobek"}, {"Żłobek"}, {"Kino, teatr i muzeum", "Park"}, {"Basen", "Kino, teatr i muzeum"}] * 2
    rows = [["Sygnatura czasowa", "Czego brakuje?"], *(["2025/03/01", mark.join(option for option in order if option in options)] for options in picked)]
    [question] = Read(grid(Odpowiedzi=rows)).questions
    assert question.question_kind is QuestionKind.MULTIPLE
    assert [{question.options[place] for place in chosen(answer)} for answer in question.answers] == picked


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 120)), min_size=8, max_size=30).filter(lambda ages: any(age is not None for age in ages)))
def test_ages_come_back_as_numbers(ages: list[int | None]) -> None:
    [question] = Read(grid(Odpowiedzi=[["Sygnatura czasowa", "Ile ma Pan(i) lat?"], *([["2025/03/01", age] for age in ages])])).questions
    assert question.question_kind is QuestionKind.NUMBER
    assert list(question.answers) == [-1 if age is None else age for age in ages]
