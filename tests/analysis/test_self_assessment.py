"""Question banks and results of a self-assessment."""

import statistics as figures
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl_desktop.analysis import self_assessment
from mrl_desktop.domain.institution import AssessmentAnswer, AssessmentRound
from mrl_desktop.domain.project import Project

ROUND = AssessmentRound(title="Samoocena 2026", tool="oecd_obszary")


def answered(*answers: AssessmentAnswer) -> self_assessment.Assessment:
    found = self_assessment.assess(Project([ROUND, *answers]), ROUND.id)
    assert found is not None
    return found


def question(assessment: self_assessment.Assessment, id_: str) -> self_assessment.QuestionResult:
    return next(one for one in assessment.questions if one.question.id == id_)


def test_the_default_bank_has_eight_areas_and_full_questions() -> None:
    bank = self_assessment.banks()[self_assessment.DEFAULT_BANK]
    assert [area.id for area in bank.areas] == [f"A{number}" for number in range(1, 9)]
    assert [len(area.questions) for area in bank.areas] == [6, 5, 6, 5, 6, 6, 5, 5]
    for one in bank.questions.values():
        assert one.text.startswith("Czy ") and one.text.endswith("?")
        assert len(one.descriptors) == len(bank.levels) == 5
        assert all(one.descriptors) and one.evidence


def test_figures_of_individual_ratings() -> None:
    ratings = (2, 3, 3, 5)
    found = question(answered(AssessmentAnswer(round=ROUND.id, question="A1.1", individual=ratings, consensus=3)), "A1.1")
    assert (found.count, found.mean, found.median, found.lowest, found.highest) == (4, figures.fmean(ratings), 3, 2, 5)
    assert found.deviation == pytest.approx(figures.pstdev(ratings))


@pytest.mark.parametrize(
    ("ratings", "dispersed"), [((1, 4), True), ((3, 3, 3), False), ((2, 4, 2, 4), True), ((2, 3, 3), False), ((), False)]
)
def test_far_ratings_are_flagged(ratings: tuple[int, ...], dispersed: bool) -> None:
    assert question(answered(AssessmentAnswer(round=ROUND.id, question="A1.1", individual=ratings)), "A1.1").dispersed is dispersed


def test_gap_and_priority_follow_importance_and_feasibility() -> None:
    found = answered(
        AssessmentAnswer(round=ROUND.id, question="A1.1", consensus=1, target=5, importance=5, feasibility=5),
        AssessmentAnswer(round=ROUND.id, question="A1.2", consensus=2, target=4, importance=5, feasibility=2),
        AssessmentAnswer(round=ROUND.id, question="A1.3", consensus=4, target=4, importance=5, feasibility=5),
    )
    assert question(found, "A1.1").priority == 100.0
    assert question(found, "A1.2").priority == pytest.approx(100 * 2 * 5 * 2 / (4 * 5 * 5))
    assert [one.question.id for one in found.priorities] == ["A1.1", "A1.2"]
    assert [one.question.id for one in found.strengths] == ["A1.3"]


@given(st.floats(-2, 4), st.integers(1, 5), st.integers(1, 5))
def test_a_priority_stays_between_0_and_100(gap: float, importance: int, feasibility: int) -> None:
    assert 0 <= self_assessment.priority(gap, importance, feasibility) <= 100


def test_answers_not_known_or_not_applicable_stay_out_of_the_mean() -> None:
    found = answered(
        AssessmentAnswer(round=ROUND.id, question="A2.1", consensus=2),
        AssessmentAnswer(round=ROUND.id, question="A2.2", consensus=4),
        AssessmentAnswer(round=ROUND.id, question="A2.3", consensus=None, individual=(1, 1)),
    )
    area = next(one for one in found.areas if one.area.id == "A2")
    assert (area.score.value, area.answered) == (3.0, 2)
    assert found.areas[0].score is None
    assert found.completeness == pytest.approx(2 / 44)


def test_without_a_target_the_rules_target_counts() -> None:
    assert question(answered(AssessmentAnswer(round=ROUND.id, question="A1.1", consensus=2)), "A1.1").gap == 2


def test_the_newest_round_with_answers_is_the_latest_and_changes_are_told_by_area() -> None:
    before = AssessmentRound(title="2024", tool="oecd_obszary", end=date(2024, 5, 1))
    after = AssessmentRound(title="2026", tool="oecd_obszary", end=date(2026, 5, 1))
    empty = AssessmentRound(title="2028", tool="oecd_obszary", end=date(2028, 5, 1))
    project = Project(
        [
            after,
            before,
            empty,
            AssessmentAnswer(round=before.id, question="A4.1", consensus=2),
            AssessmentAnswer(round=after.id, question="A4.1", consensus=4),
        ]
    )
    latest = self_assessment.latest(project)
    assert latest.round is after


def test_an_unknown_tool_gives_no_results() -> None:
    strange = AssessmentRound(tool="nieznane")
    assert self_assessment.assess(Project([strange]), strange.id) is None
    assert self_assessment.latest(Project()) is None


def test_charts_show_the_scores_and_the_answers() -> None:
    found = answered(*(AssessmentAnswer(round=ROUND.id, question=f"A{area}.1", consensus=1 + area % 5) for area in range(1, 9)))
    radar = self_assessment.radar(found)
    assert radar.categories == tuple(f"A{area}" for area in range(1, 9))
    assert radar.series[0].values == tuple(float(1 + area % 5) for area in range(1, 9))
    heat = self_assessment.gaps(found)
    assert all(len(row.values) == len(row.labels) == len(heat.categories) for row in heat.series)
    assert "A5.1" in heat.alt
