from __future__ import annotations

from collections.abc import Iterator

import pytest

from excel_modules.picture import look_here
from excel_modules.sheet import cell_position, clean
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.flows.build_sample import sample_folder
from mrl_desktop.flows.field_origins import Since, has_origin, origins
from mrl_desktop.flows.import_files import commit, plan_import
from mrl_desktop.flows.open_project import OpenProject, create_project
from mrl_desktop.flows.where_files_lie import State, where

GOALS = "Modul_7_Drzewo_celow.xlsx"


@pytest.fixture
def opened() -> Iterator[OpenProject]:
    made = create_project(None, who="Anna Test")
    commit(made, plan_import(made, [sample_folder() / GOALS]))
    yield made
    made.close(save=False)


def test_every_field_read_names_the_cell_that_says_it(opened: OpenProject) -> None:
    goal = next(goal for goal in opened.project.all(Goal) if goal.title)
    told = {one.field: one for one in origins(opened.project, goal)}
    title = told["title"]
    assert title.since is Since.AS_READ
    assert title.source.file == GOALS
    picture = look_here(sample_folder() / GOALS, sheet=title.source.sheet)
    assert clean(goal.title) in clean(picture.text(*cell_position(title.source.cell.split(",")[0])))
    assert where(title.source.sha256).state is State.SAME


def test_edited_field_says_so_and_keeps_what_the_file_said(opened: OpenProject) -> None:
    goal = next(goal for goal in opened.project.all(Goal) if goal.title)
    opened.put(goal.with_values({"title": "Zupełnie inny cel"}), label="zmiana")
    changed = opened.project.one(Goal, goal.id)
    assert changed is not None
    told = {one.field: one for one in origins(opened.project, changed)}
    assert told["title"].since is Since.EDITED
    assert goal.title in told["title"].raw


def test_record_typed_in_the_program_comes_from_no_file(opened: OpenProject) -> None:
    typed = Goal(title="Wpisany")
    opened.put(typed, label="dodanie")
    assert not has_origin(opened.project, typed)
    assert origins(opened.project, typed) == []
    assert all(has_origin(opened.project, goal) for goal in opened.project.all(Goal) if goal.id != typed.id)
