from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from excel_modules.merge import Choice, State
from excel_modules.packed import tables_in, unpack
from excel_modules.reading import Refused
from mrl_desktop.domain.imports import ImportBatch, SeriesChoice
from mrl_desktop.domain.progress import Cancelled
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.flows.build_sample import sample_folder
from mrl_desktop.flows.import_files import SKIP, Ground, ImportPlan, anew, answer, begin_commit, commit, decide, plan_import, without
from mrl_desktop.flows.open_project import OpenProject, create_project
from mrl_desktop.flows.sample_story import foundation, read_story

POPULATION = "LUDN_2137_XTAB_20250618101412.xlsx"
ASKING = "LUDN_1350_CREL_20250618102511.csv"
GOALS = "Modul_7_Drzewo_celow.xlsx"
CARDS = "Modul_8_Karty_projektow.xlsx"


@pytest.fixture(scope="module")
def story() -> Change:
    return foundation(read_story(sample_folder()))


@pytest.fixture
def opened(story: Change) -> Iterator[OpenProject]:
    made = create_project(None, who="Anna Test")
    made.change(story)
    yield made
    made.close(save=False)


def sample(*names: str) -> list[Path]:
    return [sample_folder() / name for name in names]


def answered(opened: OpenProject, plan: ImportPlan) -> ImportPlan:
    return answer(opened, plan, {question.fingerprint: question.proposals[0].variable for question in plan.open_questions})


def snapshot(opened: OpenProject) -> set[object]:
    return set(opened.project)


def undated(path: Path) -> Path:
    path.write_text('"Kod";"Nazwa";"ogółem";\n0201011;"Bolesławiec (1)";37210;\n', encoding="utf-8")
    return path


def test_planning_and_answering_write_nothing(opened: OpenProject) -> None:
    before, revision = snapshot(opened), opened.revision
    plan = answered(opened, plan_import(opened, sample(POPULATION, ASKING, GOALS)))
    assert plan.observations
    assert plan.records
    assert (snapshot(opened), opened.revision) == (before, revision)
    assert not opened.statistics.series()


def test_values_come_in_with_the_cell_they_stand_in(opened: OpenProject) -> None:
    report = commit(opened, plan_import(opened, sample(POPULATION)))
    town = opened.project.single(Settings).territory
    value = opened.statistics.observation("ludnosc", town, 2024)
    assert value is not None
    assert value.source is not None
    assert value.source.file == POPULATION
    assert value.source.cell
    assert report.observations == opened.statistics.count()


def test_importing_the_same_files_again_changes_nothing(opened: OpenProject) -> None:
    paths = sample(POPULATION, ASKING, GOALS, CARDS)
    commit(opened, answered(opened, plan_import(opened, paths)))
    before, revision = snapshot(opened), opened.revision
    again = plan_import(opened, paths)
    assert not again.changes_anything
    assert not again.open_questions, "answers are remembered"
    assert set(again.counts()) <= {State.UNCHANGED, State.SKIPPED}
    commit(opened, again)
    assert (snapshot(opened), opened.revision) == (before, revision)


def test_undoing_an_import_hides_its_values_and_redo_brings_them_back(opened: OpenProject) -> None:
    before = snapshot(opened)
    commit(opened, plan_import(opened, sample(POPULATION, GOALS)))
    after, count = snapshot(opened), opened.statistics.count()
    assert opened.undo() == "wczytanie plików"
    assert snapshot(opened) == before
    assert opened.statistics.count() == 0
    assert not opened.statistics.series()
    opened.redo()
    assert snapshot(opened) == after
    assert opened.statistics.count() == count


def test_switching_a_file_off_takes_its_values_out_of_the_answers(opened: OpenProject) -> None:
    commit(opened, plan_import(opened, sample(POPULATION)))
    [batch] = opened.project.all(ImportBatch)
    opened.put(replace(batch, active=False), label="wyłączenie")
    assert opened.statistics.count() == 0
    opened.undo()
    assert opened.statistics.count() == batch.observations


def test_question_keeps_its_values_out_until_it_is_answered(opened: OpenProject) -> None:
    plan = plan_import(opened, sample(ASKING))
    assert plan.observations == 0
    waiting = sum(question.values for question in plan.open_questions)
    first = plan.open_questions[0]
    one = answer(opened, plan, {first.fingerprint: first.proposals[0].variable})
    assert one.observations == first.values
    assert answered(opened, one).observations == waiting


def test_answer_is_stored_and_skipping_is_an_answer_too(opened: OpenProject) -> None:
    plan = plan_import(opened, sample(ASKING))
    plan = answer(opened, plan, {question.fingerprint: SKIP for question in plan.open_questions})
    assert plan.observations == 0
    assert plan.changes_anything
    commit(opened, plan)
    assert {choice.variable for choice in opened.project.all(SeriesChoice)} == {SKIP}
    assert not plan_import(opened, sample(ASKING)).open_questions


def test_answering_settles_only_the_files_that_were_asked_about(opened: OpenProject) -> None:
    plan = plan_import(opened, sample(POPULATION, ASKING))
    after = answered(opened, plan)
    kept = {file.path.name for old, file in zip(plan.files, after.files, strict=True) if file.reading is old.reading}
    assert kept == {POPULATION}


def test_file_without_a_year_takes_the_one_the_planner_gives(opened: OpenProject, tmp_path: Path) -> None:
    plan = plan_import(opened, [undated(tmp_path / "ludnosc.csv")])
    [question] = plan.open_questions
    assert question.year is None
    still_asking = answer(opened, plan, {question.fingerprint: "ludnosc"})
    assert still_asking.observations == 0
    dated = answer(opened, plan, {question.fingerprint: "ludnosc"}, {question.fingerprint: 2023})
    commit(opened, dated)
    value = opened.statistics.observation("ludnosc", "0201011", 2023)
    assert value is not None
    assert value.value == 37210


@pytest.mark.slow
def test_planners_word_stays_in_a_conflict_unless_she_decides_for_the_file(opened: OpenProject, tmp_path: Path) -> None:
    commit(opened, plan_import(opened, sample(GOALS)))
    goal = opened.project.all(Goal)[0]
    opened.put(replace(goal, title="Nazwa z programu"), label="zmiana celu")
    changed = rewritten(tmp_path / GOALS, goal.title, "Nazwa z pliku")
    plan = plan_import(opened, [changed])
    [item] = plan.files[0].merge.conflicts
    [difference] = [one for one in item.differences if one.conflict]
    assert (difference.before, difference.after) == ("Nazwa z programu", "Nazwa z pliku")
    commit(opened, plan)
    assert opened.project.one(Goal, goal.id).title == "Nazwa z programu"  # type: ignore[union-attr]
    opened.undo()
    assert item.record == goal.id
    commit(opened, decide(opened, plan, {(goal.id, difference.field): Choice.FILE}))
    assert opened.project.one(Goal, goal.id).title == "Nazwa z pliku"  # type: ignore[union-attr]


def rewritten(target: Path, before: str, after: str) -> Path:
    import openpyxl

    book = openpyxl.load_workbook(sample_folder() / GOALS)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == before:
                    cell.value = after
    book.save(target)
    return target


def test_element_can_be_left_out_of_the_import(opened: OpenProject) -> None:
    plan = plan_import(opened, sample(GOALS))
    [first, *_] = [item for item in plan.files[0].merge.items if item.state is State.CREATED]
    assert first.record is not None
    less = decide(opened, plan, {(first.record, ""): Choice.MINE})
    assert less.records == plan.records - 1
    commit(opened, less)
    assert opened.project.get(first.record) is None


def test_file_can_be_taken_out_of_the_import(opened: OpenProject) -> None:
    plan = plan_import(opened, sample(POPULATION, GOALS))
    less = without(opened, plan, sample_folder() / GOALS)
    assert [file.path.name for file in less.files] == [POPULATION]
    assert less.records == 0


def test_files_are_added_to_a_plan_already_made(opened: OpenProject) -> None:
    plan = answered(opened, plan_import(opened, sample(ASKING)))
    more = plan_import(opened, sample(POPULATION, ASKING), adding_to=plan)
    assert {file.path.name for file in more.files} == {ASKING, POPULATION}
    assert not more.open_questions, "answers given before stay"


def test_damaged_file_gives_one_finding_and_the_rest_comes_in(opened: OpenProject, tmp_path: Path) -> None:
    broken = tmp_path / "uszkodzony.xlsx"
    broken.write_bytes((sample_folder() / POPULATION).read_bytes()[:5000])
    plan = plan_import(opened, [broken, *sample(POPULATION)])
    [told] = [file for file in plan.files if file.reading.refused]
    assert len(told.merge.findings) == 1
    assert told.merge.findings[0].place.file == "uszkodzony.xlsx"
    assert commit(opened, plan).observations > 0


def test_missing_file_is_a_finding(opened: OpenProject, tmp_path: Path) -> None:
    plan = plan_import(opened, [tmp_path / "nie_ma.csv"])
    assert [len(file.merge.findings) for file in plan.files] == [1]
    assert not plan.changes_anything


def test_cancelled_import_leaves_nothing(opened: OpenProject) -> None:
    before = snapshot(opened)
    with pytest.raises(Cancelled):
        plan_import(opened, sample(POPULATION, ASKING, GOALS), cancelled=lambda: True)
    assert snapshot(opened) == before

    def stop(done: int, total: int, text: str) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        plan_import(opened, sample(POPULATION, ASKING, GOALS), progress=stop)
    assert snapshot(opened) == before


@pytest.mark.slow
def test_project_changed_since_the_plan_is_taken_as_it_is_now(opened: OpenProject) -> None:
    commit(opened, plan_import(opened, sample(GOALS)))
    opened.undo()
    plan = plan_import(opened, sample(GOALS))
    assert plan.records
    opened.redo()
    assert not anew(opened, plan).records
    before = snapshot(opened)
    commit(opened, plan)
    assert snapshot(opened) == before


def test_ground_stays_as_it_was_while_the_project_goes_on(opened: OpenProject) -> None:
    ground = Ground.of(opened)
    goal = Goal(title="Nowy cel")
    opened.put(goal, label="dodanie celu")
    assert goal.id not in ground.project
    assert plan_import(ground, sample(GOALS)).revision < opened.revision


def test_change_made_while_an_import_is_being_stored_comes_after_it(opened: OpenProject) -> None:
    plan = plan_import(opened, sample(POPULATION))
    pending, _ = begin_commit(opened, plan)
    pending.write()
    assert not opened.project.all(ImportBatch), "not taken into memory yet"
    goal = Goal(title="W trakcie")
    opened.put(goal, label="dodanie celu")
    assert opened.project.all(ImportBatch)
    assert opened.undo() == "dodanie celu"
    assert opened.undo() == f"wczytanie pliku {POPULATION}"
    opened.finish(pending)
    assert not opened.project.all(ImportBatch), "finishing twice does nothing"


def test_change_that_cannot_be_stored_harms_nothing(opened: OpenProject) -> None:
    before = snapshot(opened)
    pending = opened.begin(Change(label="zła zmiana", puts=(Goal(title="Cel"),)), blocks={uuid4(): ()})
    pending.write()
    with pytest.raises(ValueError, match="batch"):
        opened.finish(pending)
    assert snapshot(opened) == before
    opened.put(Goal(title="Cel"), label="dodanie celu")
    assert opened.undo() == "dodanie celu"


def test_zip_of_tables_is_read_as_the_tables(opened: OpenProject, tmp_path: Path) -> None:
    packed = tmp_path / "dane.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name in (POPULATION, ASKING):
            archive.write(sample_folder() / name, f"folder/{name}")
        archive.writestr("czytaj.pdf", b"%PDF-1.4")
    plan = plan_import(opened, [packed])
    assert {file.reading.file for file in plan.files} == {ASKING, POPULATION}
    assert plan.observations == plan_import(opened, sample(POPULATION, ASKING)).observations


def test_zip_pointing_outside_is_refused(opened: OpenProject, tmp_path: Path) -> None:
    packed = tmp_path / "zly.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../zly.csv", "a;b\n")
        archive.writestr("dobry.csv", "a;b\n")
    with pytest.raises(Refused):
        tables_in(packed)
    with pytest.raises(Refused):
        unpack(packed, tmp_path / "cel")
    plan = plan_import(opened, [packed])
    assert [len(file.merge.findings) for file in plan.files] == [1]
    assert not (tmp_path.parent / "zly.csv").exists()


def test_coming_series_account_for_every_value(opened: OpenProject) -> None:
    plan = plan_import(opened, sample(POPULATION))
    [file] = plan.files
    assert sum(coming.values for coming in file.series) == file.merge.observations == file.reading.tally.observations
    for coming in file.series:
        assert coming.values <= len(coming.years) * len(coming.territories)


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["bdl_csv_wide", "bdl_csv_long", "bdl_xlsx"])
def test_real_files_come_in_or_say_why_not(opened: OpenProject, real: Path, folder: str) -> None:
    plan = plan_import(opened, [real / folder])
    for file in plan.files:
        waiting = sum(question.values for question in file.reading.questions if question.answer is None)
        assert file.merge.observations or waiting or file.merge.findings, file.path.name
    before = opened.statistics.count()
    report = commit(opened, plan)
    assert opened.statistics.count() == before + report.observations
    assert not plan_import(opened, [real / folder]).bringing
