"""Workbooks of goals and projects made from seeds and worn by use: what they say is read without a loss."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mrl_desktop.domain.diagnosis import Problem
from mrl_desktop.domain.strategy import Goal, Measure, PlanIndicator
from mrl_desktop.domain.undertakings import BudgetLine, Task, Undertaking
from tests.excel_modules.legacy import plans
from tests.excel_modules.legacy.conftest import read_file

ENOUGH = 80
"""Workbooks in a run of the tests; more seeds were tried while the readers were made."""


def compare(plan: plans.Plan) -> None:
    """Reads a made workbook and compares every kind of record with what was written."""
    read = read_file(plan.path)
    titles: dict[Any, str] = {draft.record.id: getattr(draft.record, "title", "") for draft in read.contents.records}
    carded = {name for name, _ in plan.money}
    money: dict[tuple[str, int], float] = {}
    for line in read.of(BudgetLine):
        if line.year and titles[line.about] in carded:
            key = titles[line.about], line.year
            money[key] = round(money.get(key, 0.0) + float(line.amount or 0), 2)
    assert {goal.title: titles[goal.parent] if goal.parent else "" for goal in read.of(Goal)} == plan.goals
    assert {measure.title: titles[measure.goal] for measure in read.of(Measure)} == plan.measures
    assert {(titles[one.about], one.name): (float(one.baseline or 0), float(one.target or 0)) for one in read.of(PlanIndicator)} == {
        key: (pytest.approx(first), pytest.approx(last)) for key, (first, last) in plan.indicators.items()
    }
    assert {problem.title: problem.causes for problem in read.of(Problem)} == plan.problems
    assert {project.title: float(project.declared_cost or 0) for project in read.of(Undertaking)} == {name: facts["declared_cost"] for name, facts in plan.projects.items()}
    assert {project.title: project.leader for project in read.of(Undertaking) if project.title in carded} == {
        name: facts["leader"] for name, facts in plan.projects.items() if name in carded
    }
    assert {(titles[task.undertaking], task.title): float(task.cost or 0) for task in read.of(Task)} == plan.tasks
    assert money == plan.money
    said = [finding for finding in read.contents.findings if finding.code == "I26"]
    assert not said, "sums agree in the workbook, so nothing is to be said of them"


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, 4))])
def test_worn_workbooks_are_read_without_a_loss(tmp_path: Path, part: int) -> None:
    for seed in range(part * ENOUGH // 4, (part + 1) * ENOUGH // 4):
        folder = tmp_path / str(seed)
        folder.mkdir()
        plan = plans.plan(seed, folder)
        try:
            compare(plan)
        except AssertionError as failure:
            raise AssertionError(f"{plan.seed}: {plan.steps}") from failure
