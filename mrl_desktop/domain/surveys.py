"""Answers of a survey question by question, without anything that says who gave them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from mrl_desktop.domain.records import Listed, known

BLANK = -1
"""A respondent who left the question out."""


class QuestionKind(StrEnum):
    SINGLE = "jednokrotnego wyboru"
    MULTIPLE = "wielokrotnego wyboru"
    SCALE = "skala"
    NUMBER = "liczba"
    OPEN = "otwarte"


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyQuestion(Listed):
    """One question of a survey (a row of a matrix is one too) with the answers of all respondents, in one order for the whole survey.

    `answers` by kind: SINGLE and SCALE hold the place of the option in `options`; MULTIPLE a sum of 2**place over the options chosen;
    NUMBER the number itself; always BLANK for no answer. OPEN has no `answers`: its `texts` stand in alphabetical order, so that
    nobody can be put together from what he wrote and what he ticked.
    """

    kind: ClassVar[str] = "survey_question"
    title_of_kind: ClassVar[str] = "pytanie ankiety"

    survey: UUID | None = None
    code: str = ""
    """Code in the survey tool („Q2[SQ001]"), empty where it gives none."""
    text: str = ""
    group: str = ""
    """The question of which this is one row (matrix), else empty."""
    question_kind: QuestionKind = QuestionKind.SINGLE
    options: tuple[str, ...] = ()
    """In the order they are shown: a scale from its lowest step."""
    answers: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()


def chosen(answer: int) -> tuple[int, ...]:
    """Places of the options in one answer to a MULTIPLE question: 5 → (0, 2). BLANK gives none."""
    return tuple(place for place in range(answer.bit_length()) if answer >> place & 1) if answer != BLANK else ()


def places(question: SurveyQuestion, respondent: int) -> tuple[int, ...]:
    """Places of the options one respondent chose, for questions with options."""
    answer = question.answers[respondent]
    if answer == BLANK:
        return ()
    return chosen(answer) if question.question_kind is QuestionKind.MULTIPLE else (answer,)


def answered(question: SurveyQuestion) -> int:
    """How many respondents answered the question."""
    if question.question_kind is QuestionKind.OPEN:
        return len(question.texts)
    return sum(1 for answer in question.answers if answer != BLANK)
