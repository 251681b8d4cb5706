"""Surveys into a project: personal data stay out unless kept, re-import changes nothing, a longer export brings more respondents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mrl_desktop.domain.diagnosis import Survey
from mrl_desktop.domain.imports import FieldSource, ImportBatch
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.surveys import SurveyQuestion
from mrl_desktop.flows.import_files import ImportPlan, commit, keep_personal, plan_import
from mrl_desktop.flows.open_project import OpenProject, create_project
from mrl_desktop.paths import resource
from mrl_desktop.polish import sort_key

SAMPLE = resource("examples", "zrodla", "ankiety", "Ankieta dla mieszkańców (Odpowiedzi).csv")


@pytest.fixture
def opened() -> Iterator[OpenProject]:
    made = create_project(None, who="Anna Test")
    made.put(Settings(territory="2611011", town_name="Starachowice"), label="założenie")
    yield made
    made.close(save=False)


def survey(path: Path, people: int) -> Path:
    rows = ["Sygnatura czasowa,Adres e-mail,Czy lubisz miasto?,Uwagi"]
    rows += [f"2025/03/{10 + number % 15} 10:00,osoba{number}@example.org,{'Tak' if number % 3 else 'Nie'},Uwaga numer {number}" for number in range(people)]
    path.write_text("\n".join(rows) + "\n\n", encoding="utf-8")
    return path


def places(plan: ImportPlan) -> list[tuple[Path, str, str]]:
    return [(file.path, column.sheet, column.cell) for file in plan.files for column in file.reading.personal]


def test_personal_data_reach_neither_the_project_nor_its_file(opened: OpenProject, tmp_path: Path) -> None:
    plan = plan_import(opened, [survey(tmp_path / "Ankieta.csv", 20)])
    assert len(places(plan)) == 1
    commit(opened, plan)
    target = tmp_path / "miasto.mrl"
    opened.workspace.save_as(target)
    assert "@example.org" not in repr(list(opened.project))
    assert b"@example.org" not in target.read_bytes()
    assert len(opened.project.all(SurveyQuestion)) == 2


def test_a_kept_column_comes_in_and_can_be_given_up_again(opened: OpenProject, tmp_path: Path) -> None:
    plan = plan_import(opened, [survey(tmp_path / "Ankieta.csv", 20)])
    [place] = places(plan)
    kept = keep_personal(opened, plan, {place: True})
    assert kept.records == plan.records + 1
    assert keep_personal(opened, kept, {place: False}).records == plan.records
    commit(opened, kept)
    [mails] = [question for question in opened.project.all(SurveyQuestion) if question.text == "Adres e-mail"]
    assert mails.texts == tuple(sorted(mails.texts, key=sort_key))
    assert len(mails.texts) == 20
    target = tmp_path / "miasto.mrl"
    opened.workspace.save_as(target)
    assert b"@example.org" in target.read_bytes()  # so the test above looks where it would stand


@pytest.mark.slow
def test_a_column_kept_later_is_not_taken_for_a_deleted_one(opened: OpenProject, tmp_path: Path) -> None:
    path = survey(tmp_path / "Ankieta.csv", 20)
    commit(opened, plan_import(opened, [path]))
    plan = plan_import(opened, [path])
    commit(opened, keep_personal(opened, plan, dict.fromkeys(places(plan), True)))
    assert len(opened.project.all(SurveyQuestion)) == 3


@pytest.mark.slow
def test_the_same_survey_again_changes_nothing(opened: OpenProject) -> None:
    commit(opened, plan_import(opened, [SAMPLE]))
    before = set(opened.project)
    plan = plan_import(opened, [SAMPLE])
    assert not plan.changes_anything
    commit(opened, plan)
    assert set(opened.project) == before


def test_a_longer_export_brings_the_new_respondents_to_the_same_questions(opened: OpenProject, tmp_path: Path) -> None:
    commit(opened, plan_import(opened, [survey(tmp_path / "Ankieta (Odpowiedzi).csv", 20)]))
    known = {question.id for question in opened.project.all(SurveyQuestion)}
    commit(opened, plan_import(opened, [survey(tmp_path / "Ankieta (Odpowiedzi) (1).csv", 35)]))
    questions = opened.project.all(SurveyQuestion)
    assert {question.id for question in questions} == known
    [one] = opened.project.all(Survey)
    assert one.sample == 35
    assert {len(question.answers or question.texts) for question in questions} == {35}
    opened.undo()
    assert opened.project.all(Survey)[0].sample == 20


@pytest.mark.slow
def test_what_the_planner_added_to_the_survey_stays(opened: OpenProject, tmp_path: Path) -> None:
    commit(opened, plan_import(opened, [survey(tmp_path / "Ankieta.csv", 20)]))
    [one] = opened.project.all(Survey)
    opened.put(one.with_values({"population": 41_000, "group": "mieszkańcy", "conclusions": "Dwie trzecie lubi miasto."}), label="wnioski")
    commit(opened, plan_import(opened, [survey(tmp_path / "Ankieta (1).csv", 30)]))
    [after] = opened.project.all(Survey)
    assert (after.sample, after.population, after.group, after.conclusions) == (30, 41_000, "mieszkańcy", "Dwie trzecie lubi miasto.")


@pytest.mark.slow
def test_two_questionnaires_of_one_name_are_two_surveys(opened: OpenProject, tmp_path: Path) -> None:
    commit(opened, plan_import(opened, [survey(tmp_path / "Ankieta.csv", 20)]))
    other = tmp_path / "inne" / "Ankieta.csv"
    other.parent.mkdir()
    other.write_text("Sygnatura czasowa,Czy masz psa?\n" + "".join(f"2025/04/{10 + number},{'Tak' if number % 2 else 'Nie'}\n" for number in range(12)), encoding="utf-8")
    commit(opened, plan_import(opened, [other]))
    assert len(opened.project.all(Survey)) == 2


@pytest.mark.slow
def test_every_field_knows_its_cells(opened: OpenProject) -> None:
    commit(opened, plan_import(opened, [SAMPLE]))
    batch = opened.project.all(ImportBatch)[0]
    assert batch.reader == "ankiety"
    for question in opened.project.all(SurveyQuestion):
        sources = {source.field: source for source in opened.project.all(FieldSource) if source.record == question.id}
        assert {"text", "question_kind"} <= sources.keys()
        assert sources["answers" if question.answers else "texts"].cell.partition(":")[2].endswith("61")
