"""LimeSurvey in its three ways of heading columns, with codes and with full answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mrl_desktop.domain.surveys import BLANK, QuestionKind, chosen

from .conftest import SAMPLES, Read, answers_of, rows_of

CODES = SAMPLES / "results-survey482913.csv"
CODE_AND_TEXT = SAMPLES / "results-survey482913_kod_i_tekst.csv"
FULL_TEXT = SAMPLES / "results-survey482913_pelny_tekst.xlsx"
ROADS, RATE = "drogi i chodniki", "Jak ocenia Pan(i) w naszym mieście?"
MISSING = "Czego najbardziej brakuje w mieście?"


@pytest.mark.parametrize("path", [CODES, CODE_AND_TEXT, FULL_TEXT], ids=lambda path: path.stem)
def test_every_way_of_heading_gives_the_same_questions(of: Callable[..., Read], path: object) -> None:
    found = of(path)
    assert found.recognition is not None
    assert found.recognition.confidence >= 0.9
    assert found.survey.title == "Ankieta LimeSurvey 482913"
    assert "LimeSurvey" in found.survey.technique
    kinds = [question.question_kind for question in found.questions]
    assert kinds.count(QuestionKind.MULTIPLE) == 1
    assert kinds.count(QuestionKind.NUMBER) == 1
    assert len(kinds) == 11


def test_who_did_not_send_is_left_out_and_counted(of: Callable[..., Read]) -> None:
    rows = rows_of(CODES)
    sent = [row for row in rows[1:] if row[1]]
    found = of(CODES)
    assert found.survey.sample == len(sent)
    assert all(len(question.answers) == len(sent) for question in found.questions if question.question_kind is not QuestionKind.OPEN)
    [told] = [finding for finding in found.contents.findings if finding.code == "I111"]
    assert told.message.startswith(f"{len(rows) - 1 - len(sent)}\u00a0osoby zaczęły")


def test_codes_without_their_meaning_stay_codes_and_this_is_said(of: Callable[..., Read]) -> None:
    found = of(CODES)
    first = found.questions[0]
    assert (first.code, first.text) == ("G1Q1", "G1Q1")
    assert answers_of(first) == [row[8] for row in rows_of(CODES)[1:] if row[1]]
    assert "I112" in found.codes()
    assert "I112" not in of(CODE_AND_TEXT).codes()


def test_rows_of_a_matrix_share_a_scale_from_its_lowest_step(of: Callable[..., Read]) -> None:
    for path in (CODE_AND_TEXT, FULL_TEXT):
        roads = of(path).question(ROADS, RATE)
        assert roads.question_kind is QuestionKind.SCALE
        assert roads.options == ("bardzo źle", "raczej źle", "raczej dobrze", "bardzo dobrze", "trudno powiedzieć")
    roads = of(CODE_AND_TEXT).question(ROADS, RATE)
    assert roads.code == "G1Q2[SQ001]"
    assert answers_of(roads) == [row[9] for row in rows_of(CODE_AND_TEXT)[1:] if row[1]]


def test_ticks_side_by_side_are_one_question_of_several_answers(of: Callable[..., Read]) -> None:
    sent = [row for row in rows_of(CODE_AND_TEXT)[1:] if row[1]]
    question = of(CODE_AND_TEXT).question(MISSING)
    assert question.question_kind is QuestionKind.MULTIPLE
    assert len(question.options) == 6
    assert question.options[-1] == "Inne"
    ticked = [{place for place in range(5) if row[13 + place] == "Tak"} | ({5} if row[18] else set()) for row in sent]
    assert [set(chosen(answer)) for answer in question.answers] == ticked
    assert of(CODE_AND_TEXT).question("Inne", MISSING).texts == ("strzelnica",)


def test_blank_ticks_everywhere_mean_no_answer(of: Callable[..., Read]) -> None:
    question = next(one for one in of(CODES).questions if one.question_kind is QuestionKind.MULTIPLE)
    blank = [not any(row[13:19]) for row in rows_of(CODES)[1:] if row[1]]
    assert [answer == BLANK for answer in question.answers] == blank


def test_ranks_are_rows_of_one_question(of: Callable[..., Read]) -> None:
    ranks = [one for one in of(CODE_AND_TEXT).questions if one.group == "Proszę uszeregować sprawy od najważniejszej."]
    assert [one.text for one in ranks] == ["Ranga 1", "Ranga 2"]
    assert ranks[0].options == ranks[1].options


@pytest.mark.parametrize("path", [CODES, CODE_AND_TEXT, FULL_TEXT], ids=lambda path: path.stem)
def test_the_tools_own_columns_are_listed_as_left_out_and_nothing_is_lost(of: Callable[..., Read], path: object) -> None:
    found = of(path)
    assert {column.heading.partition(".")[0] for column in found.contents.personal} in ({"seed", "ipaddr"}, {"Ziarno", "Adres IP"})
    assert found.unbooked() == []
    assert not any("[" in question.code and question.code.endswith("Time") for question in found.questions)


def test_the_term_runs_from_the_first_answer_to_the_last(of: Callable[..., Read]) -> None:
    began = sorted(row[5][:10] for row in rows_of(CODES)[1:] if row[1])
    assert began[0].startswith("2025-03")
    first = int(began[0][8:])
    assert of(CODES).survey.term.startswith(f"{first}\u00a0marca 2025")


def test_hard_spaces_in_headings_are_ordinary_ones(of: Callable[..., Read]) -> None:
    assert "\u00a0" in CODE_AND_TEXT.read_text(encoding="utf-8-sig")
    assert of(CODE_AND_TEXT).question(MISSING).text == MISSING
