"""The samples of every source, brought into the sample town together as a planner would: a folder at once, one step, undoable, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.flows.import_files import ImportPlan, PlannedFile, answer, commit, plan_import
from mrl_desktop.flows.open_project import OpenProject, open_project
from mrl_desktop.paths import resource

pytestmark = pytest.mark.slow

SAMPLES = resource("examples", "zrodla")
UNKNOWN, BROKEN = "inne", "zepsute"
"""Folders of tables nobody knows without the wizard, and of workbooks with deliberate errors."""
EXAM_YEAR = 2025


@pytest.fixture
def town(sample: Path) -> Iterator[OpenProject]:
    opened = open_project(sample, who="Anna")
    yield opened
    opened.close(save=False)


def answered(opened: OpenProject, plan: ImportPlan) -> ImportPlan:
    """Undated exam results get their year; nothing else of the samples asks."""
    assert all(question.year is None and question.proposals for question in plan.open_questions), [question.says for question in plan.open_questions]
    answers = {question.fingerprint: question.proposals[0].variable for question in plan.open_questions}
    return answer(opened, plan, answers, dict.fromkeys(answers, EXAM_YEAR)) if answers else plan


def folder_of(file: PlannedFile) -> str:
    return file.path.relative_to(SAMPLES).parts[0]


def test_a_folder_with_every_source_comes_in_as_one_step_and_nothing_comes_twice(town: OpenProject) -> None:
    before = set(town.project), town.statistics.count()
    plan = answered(town, plan_import(town, [SAMPLES]))
    folders = {folder_of(file) for file in plan.files}
    assert folders == {path.name for path in SAMPLES.iterdir() if path.is_dir()}
    for file in plan.files:
        tally = file.reading.tally
        assert tally.present == tally.observations + tally.empty + tally.skipped, file.path.name
        if folder_of(file) == UNKNOWN:
            continue
        assert not file.reading.refused, file.path.name
        assert file.merge.observations or file.reading.records, file.path.name
        if folder_of(file) != BROKEN:
            errors = [finding for finding in file.reading.findings if finding.severity is Severity.ERROR]
            assert not errors, (file.path.name, errors)
    report = commit(town, plan)
    assert report.observations > 1000 and report.records > 50
    assert {batch.file for batch in town.project.all(ImportBatch)} >= {"Tablica_IV_2024.xlsx", "Modul_3_Finanse_v2.3.xlsx"}
    again = answered(town, plan_import(town, [SAMPLES]))
    assert [file.path.name for file in again.files if file.change] == []
    town.undo()
    assert (set(town.project), town.statistics.count()) == before
