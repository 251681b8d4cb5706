from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from excel_modules.merge import Choice
from mrl_desktop.domain.project import removal
from mrl_desktop.domain.strategy import Goal, GoalLevel
from mrl_desktop.flows.build_sample import sample_folder
from mrl_desktop.flows.import_files import commit, decide, plan_import
from mrl_desktop.flows.open_project import OpenProject, create_project

GOALS = "Modul_7_Drzewo_celow.xlsx"


@pytest.fixture
def opened() -> Iterator[OpenProject]:
    made = create_project(None, who="Anna Test")
    commit(made, plan_import(made, [sample_folder() / GOALS]))
    yield made
    made.close(save=False)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The same workbook saved again, so that its bytes differ."""
    book = openpyxl.load_workbook(sample_folder() / GOALS)
    book.properties.title = "Wersja poprawiona"
    book.save(tmp_path / GOALS)
    return tmp_path / GOALS


def leaf(opened: OpenProject) -> Goal:
    parents = {goal.parent for goal in opened.project.all(Goal)}
    return next(goal for goal in opened.project.all(Goal) if goal.level is GoalLevel.OPERATIONAL and goal.id not in parents)


def test_goal_the_planner_removed_is_asked_about_and_stays_away_without_an_answer(opened: OpenProject, newer: Path) -> None:
    gone = leaf(opened)
    opened.change(removal(opened.project, gone.id, "usunięcie celu"))
    plan = plan_import(opened, [newer])
    asked = [item for file in plan.files for item in file.merge.items if item.deleted]
    assert gone.id in {item.record for item in asked}
    commit(opened, plan)
    assert gone.id not in opened.project


def test_goal_comes_back_with_all_that_belonged_to_it_when_the_planner_says_so(opened: OpenProject, newer: Path) -> None:
    gone, before = leaf(opened), set(opened.project)
    opened.change(removal(opened.project, gone.id, "usunięcie celu"))
    plan = plan_import(opened, [newer])
    deleted = {(item.record, ""): Choice.FILE for file in plan.files for item in file.merge.items if item.deleted and item.record is not None}
    commit(opened, decide(opened, plan, deleted))
    back = opened.project.one(Goal, gone.id)
    assert back is not None
    assert back.title == gone.title
    assert {record.id for record in before if record.kind != "import_batch"} <= {record.id for record in opened.project}


@pytest.mark.slow
def test_goal_whose_removal_was_taken_back_is_simply_there(opened: OpenProject, newer: Path) -> None:
    gone = leaf(opened)
    opened.change(removal(opened.project, gone.id, "usunięcie celu"))
    opened.undo()
    assert not opened.workspace.removed()
    assert not [item for file in plan_import(opened, [newer]).files for item in file.merge.items if item.deleted]


@pytest.mark.slow
def test_import_taken_back_is_no_removal_by_the_planner(opened: OpenProject, newer: Path) -> None:
    opened.undo()
    assert not opened.project.all(Goal)
    assert not opened.workspace.removed()
    plan = plan_import(opened, [newer])
    assert not [item for file in plan.files for item in file.merge.items if item.deleted]
    commit(opened, plan)
    assert opened.project.all(Goal)
