"""Results of surveys: what is counted, and what is hidden so that nobody can be told or worked out."""

from __future__ import annotations

from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrl_desktop.analysis.small_counts import hidden_in_list, hidden_in_table
from mrl_desktop.analysis.survey_results import REST, cross_table, distribution
from mrl_desktop.domain.surveys import BLANK, QuestionKind, SurveyQuestion, chosen

SURVEY = uuid4()
LEAST = 5


def single(*counts: int, blank: int = 0, kind: QuestionKind = QuestionKind.SINGLE) -> SurveyQuestion:
    answers = [place for place, count in enumerate(counts) for _ in range(count)] + [BLANK] * blank
    return SurveyQuestion(survey=SURVEY, question_kind=kind, options=tuple("ABCDEFGH"[: len(counts)]), answers=tuple(answers))


def shown(question: SurveyQuestion) -> list[int | None]:
    return [row.count for row in distribution(question).rows]


def test_shares_are_of_those_who_answered() -> None:
    found = distribution(single(30, 10, blank=60))
    assert [row.share for row in found.rows] == [0.75, 0.25]
    assert (found.answered, found.left_out) == (40, 60)
    assert not found.hides


def test_a_small_count_takes_the_next_smallest_with_it() -> None:
    assert shown(single(40, 3, 12, 9)) == [40, None, 12, None]


def test_two_counts_that_are_small_together_take_a_third() -> None:
    assert shown(single(40, 1, 2, 9)) == [40, None, None, None]


def test_an_option_nobody_chose_is_shown_as_zero() -> None:
    assert shown(single(40, 0, 12)) == [40, 0, 12]


def test_few_answers_are_not_shown_at_all() -> None:
    assert shown(single(3, 0, 1)) == [None, None, None]


def test_several_answers_are_counted_apart() -> None:
    question = SurveyQuestion(question_kind=QuestionKind.MULTIPLE, options=("A", "B", "C"), answers=(*[0b11] * 9, *[0b01] * 20, *[0b100] * 4, BLANK, 0))
    found = distribution(question)
    assert [row.count for row in found.rows] == [29, 9, None]
    assert found.answered == 34  # he who ticked nothing answered, he who left the question out did not


def test_options_of_an_answer_are_the_ones_of_its_sum() -> None:
    assert chosen(0b1101) == (0, 2, 3)
    assert chosen(BLANK) == ()


def test_numbers_have_mean_and_median_and_no_single_values() -> None:
    found = distribution(SurveyQuestion(question_kind=QuestionKind.NUMBER, answers=(1, 2, 3, 4, 100, BLANK)))
    assert (found.mean, found.median, found.rows) == (22.0, 3, ())
    assert distribution(SurveyQuestion(question_kind=QuestionKind.NUMBER, answers=(1, 2, 3, 4))).mean is None


def test_a_scale_has_no_mean_while_a_count_is_hidden() -> None:
    options = ("1", "2", "3")
    whole = SurveyQuestion(question_kind=QuestionKind.SCALE, options=options, answers=(0,) * 10 + (2,) * 10)
    assert distribution(whole).mean == 2.0
    assert distribution(SurveyQuestion(question_kind=QuestionKind.SCALE, options=options, answers=(0,) * 10 + (1,) * 2 + (2,) * 10)).mean is None


def test_open_answers_are_only_counted() -> None:
    assert distribution(SurveyQuestion(question_kind=QuestionKind.OPEN, texts=("a", "b"))).answered == 2


def crossed(table: list[list[int]]) -> tuple[SurveyQuestion, SurveyQuestion]:
    pairs = [(row, column) for row, counts in enumerate(table) for column, count in enumerate(counts) for _ in range(count)]
    rows, columns = "ABCDEFGH"[: len(table)], "KLMNOPRS"[: len(table[0])]
    question = SurveyQuestion(survey=SURVEY, options=tuple(rows), answers=tuple(row for row, _ in pairs))
    return question, SurveyQuestion(survey=SURVEY, options=tuple(columns), answers=tuple(column for _, column in pairs))


def test_a_table_without_small_counts_is_shown_whole() -> None:
    found = cross_table(*crossed([[10, 20], [30, 40]]))
    assert [[cell.count for cell in row] for row in found.rows] == [[10, 20], [30, 40]]
    assert found.groups == (40, 60)
    assert found.rows[0][0].share == 0.25


def test_one_small_count_hides_what_would_tell_it() -> None:
    found = cross_table(*crossed([[3, 20, 30], [30, 40, 50], [12, 13, 14]]))
    hidden = {(row, column) for row, cells in enumerate(found.rows) for column, cell in enumerate(cells) if cell.hidden}
    assert (0, 0) in hidden
    for line in (0, 1):
        assert all(sum(1 for cell in hidden if cell[line] == place) != 1 for place in range(3))
    assert len(hidden) < 9


def test_rare_options_come_together_before_the_table_is_made() -> None:
    found = cross_table(*crossed([[40, 50], [30, 20], [2, 1], [3, 4]]))
    assert [row[0].option for row in found.rows] == ["A", "B", REST]


def test_several_answers_can_be_told_by_group_but_do_not_make_groups() -> None:
    by = single(40, 40)
    several = SurveyQuestion(survey=SURVEY, question_kind=QuestionKind.MULTIPLE, options=("x", "y"), answers=((1,) * 20 + (3,) * 20 + (2,) * 38 + (1,) * 2))
    found = cross_table(several, by)
    assert [cell.count for cell in found.rows[0]] == [None, None]  # two of the second group ticked x
    assert [cell.count for cell in found.rows[1]] == [None, None]  # and the same two did not tick y
    assert cross_table(by, several).why_not


def test_questions_of_two_surveys_make_no_table() -> None:
    other = SurveyQuestion(survey=uuid4(), options=("A",), answers=(0,) * 20)
    assert cross_table(single(20), other).why_not


@given(st.lists(st.integers(0, 12), min_size=2, max_size=6), st.booleans())
def test_no_hidden_count_of_a_list_follows_from_its_sum(counts: list[int], zeros: bool) -> None:
    hidden = hidden_in_list(counts, LEAST, zeros_shown=zeros)
    assert all(count >= LEAST or place in hidden or (zeros and count == 0) for place, count in enumerate(counts))
    if hidden and len(hidden) < len(counts):
        assert len(hidden) >= 2
        assert sum(counts[place] for place in hidden) >= LEAST


def possible(table: list[list[int]], hidden: set[tuple[int, int]]) -> dict[tuple[int, int], set[int]]:
    """Every value each hidden count of a table of two rows may have, by trying all of them."""
    width = len(table[0])
    ranges = [range(table[0][column] + table[1][column] + 1) if (0, column) in hidden else [table[0][column]] for column in range(width)]
    found: dict[tuple[int, int], set[int]] = {cell: set() for cell in hidden}
    for top in product(*ranges):
        bottom = [table[0][column] + table[1][column] - top[column] for column in range(width)]
        if sum(top) != sum(table[0]) or any((1, column) not in hidden and bottom[column] != table[1][column] for column in range(width)):
            continue
        for row, column in hidden:
            found[row, column].add((top, bottom)[row][column])
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=4))
def test_no_hidden_count_of_a_table_follows_from_its_totals(columns: list[tuple[int, int]]) -> None:
    table = [[column[0] for column in columns], [column[1] for column in columns]]
    hidden = hidden_in_table(table, LEAST)
    assert all(count >= LEAST or (row, column) in hidden for row, counts in enumerate(table) for column, count in enumerate(counts))
    if len(hidden) < len(columns) * 2:
        assert all(len(values) > LEAST for values in possible(table, hidden).values())


@pytest.mark.parametrize("size", [12])
def test_a_large_sparse_table_is_worked_out_at_once(size: int) -> None:
    table = [[(row * 7 + column * 5) % 11 for column in range(size)] for row in range(size)]
    assert hidden_in_table(table, LEAST)
