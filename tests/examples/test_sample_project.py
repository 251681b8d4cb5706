"""The sample built by the ordinary import: nothing is unknown, nothing is empty, and numbers agree across files."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.imports import SeriesChoice
from mrl_desktop.domain.strategy import Goal, GoalLevel, PlanIndicator
from mrl_desktop.domain.undertakings import BudgetLine, HorizontalAnswer, Risk, StateAid, Undertaking
from mrl_desktop.flows.open_project import OpenProject, open_project

TOWN = "9801011"


@pytest.fixture(scope="module")
def built(sample_with_findings: tuple[Path, tuple[Finding, ...]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OpenProject, tuple[Finding, ...]]]:
    path, findings = sample_with_findings
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRL_USER_FOLDER", str(tmp_path_factory.mktemp("przyklad")))
        opened = open_project(path, who="próba")
        yield opened, findings
        opened.close(save=False)


def values(opened: OpenProject) -> object:
    from mrl_desktop.analysis.indicator_values import IndicatorValues

    return IndicatorValues(opened.catalogue, opened.statistics, opened.register)


def test_the_only_thing_said_is_the_doubtful_zero(built: tuple[OpenProject, tuple[Finding, ...]]) -> None:
    _, findings = built
    assert [finding.place.file for finding in findings] == ["pracujacy_2015-2024.xlsx"]


def test_no_indicator_of_the_catalogue_is_empty_for_the_town(built: tuple[OpenProject, tuple[Finding, ...]]) -> None:
    opened, _ = built
    known = values(opened)
    empty = [key for key in opened.catalogue.indicators if known.fact(key, TOWN, 2024).value is None]  # type: ignore[attr-defined]
    assert empty == []


def test_every_answer_of_the_story_was_asked_for(built: tuple[OpenProject, tuple[Finding, ...]]) -> None:
    opened, _ = built
    chosen = {choice.variable for choice in opened.project.all(SeriesChoice)}
    assert {"przedprodukcyjny", "stopa_bezrobocia", "saldo_migracji", "bezrobotni_k"} <= chosen


def test_baselines_from_the_catalogue_equal_the_imported_values(built: tuple[OpenProject, tuple[Finding, ...]]) -> None:
    opened, _ = built
    known = values(opened)
    linked = opened.project.all(PlanIndicator, lambda indicator: bool(indicator.catalogue))
    assert len(linked) == 12
    for indicator in linked:
        decimals = opened.catalogue.indicators[indicator.catalogue].decimals
        fact = known.fact(indicator.catalogue, TOWN, indicator.baseline_year)  # type: ignore[attr-defined]
        assert indicator.baseline == round(Decimal(str(fact.value)), decimals), indicator.name


def test_every_operational_goal_has_a_complete_result_indicator(built: tuple[OpenProject, tuple[Finding, ...]]) -> None:
    opened, _ = built
    goals = opened.project.all(Goal, lambda goal: goal.level is GoalLevel.OPERATIONAL)
    assert len(goals) == 8
    for goal in goals:
        own = opened.project.all(PlanIndicator, lambda indicator, about=goal.id: indicator.about == about)  # type: ignore[misc]
        assert own
        assert all(one.baseline is not None and one.target is not None and one.unit and one.source and one.direction for one in own)


def test_projects_are_whole(built: tuple[OpenProject, tuple[Finding, ...]]) -> None:
    opened, _ = built
    project = opened.project
    may_be_empty = {"supporting_goals", "position"}
    for card in project.all(Undertaking):
        assert [name for name, value in card.values().items() if value in ("", None, ()) and name not in may_be_empty] == [], card.code
        assert sum(line.amount or 0 for line in project.all(BudgetLine) if line.about == card.id) == card.declared_cost
        assert [one for one in project.all(Risk) if one.about == card.id]
        assert len([one for one in project.all(StateAid) if one.undertaking == card.id]) == 1
        assert len({one.principle for one in project.all(HorizontalAnswer) if one.undertaking == card.id}) >= 6


def test_documents_have_no_gap(built: tuple[OpenProject, tuple[Finding, ...]]) -> None:
    from mrl_desktop.flows.generate_documents import documents_of, missing_in

    opened, _ = built
    documents = documents_of(opened)
    assert [document.scope for document in documents] == [Scope.PRL, Scope.PRI]
    assert [finding.message for document in documents for finding in missing_in(document)] == []

