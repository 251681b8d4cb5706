from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from mrl_desktop.domain.diagnosis import Evidence, Problem, StrategyReview
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.narrative import Narrative
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.statistics import ObservationBlock
from mrl_desktop.domain.strategy import PlanIndicator
from mrl_desktop.flows.build_sample import sample_folder
from mrl_desktop.flows.import_files import ImportPlan, answer, commit, plan_import
from mrl_desktop.flows.open_project import OpenProject, create_project
from mrl_desktop.flows.sample_story import foundation, read_story
from mrl_desktop.flows.stale import Coming, Radar, radar_of
from mrl_desktop.flows.still_stale import still_stale
from mrl_desktop.flows.vintages import compared

POPULATION = "LUDN_2137_XTAB_20250618101412.xlsx"


@pytest.fixture(scope="module")
def story() -> Change:
    return foundation(read_story(sample_folder()))


@pytest.fixture(scope="module")
def shared(story: Change, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenProject]:
    """The sample town with its population as published in June 2025."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRL_USER_FOLDER", str(tmp_path_factory.mktemp("radar")))
        made = create_project(None, who="Anna Test")
        made.change(story)
        commit(made, plan_import(made, [sample_folder() / POPULATION]))
        yield made
        made.close(save=False)


@pytest.fixture
def opened(shared: OpenProject) -> Iterator[OpenProject]:
    """The same for every test: what a test changed is undone."""
    before = set(shared.project)
    yield shared
    while set(shared.project) != before:
        shared.undo()


def town_of(opened: OpenProject) -> str:
    return opened.project.single(Settings).territory


def population(opened: OpenProject, year: int) -> float:
    found = opened.statistics.observation("ludnosc", town_of(opened), year)
    assert found is not None
    assert found.value is not None
    return found.value


def coming(opened: OpenProject, values: dict[int, float], *, day: str = "2026-06-18", place: str = "") -> Coming:
    """A publication with the population of one unit."""
    batch = ImportBatch(file=f"wydanie {day}.csv", sha256=day, vintage=f"{day}T10:14:12", imported_at=datetime.now().astimezone(), observations=len(values))
    series = opened.statistics.series()["ludnosc"]
    count = len(values)
    block = ObservationBlock(
        sheet="",
        series=(series,),
        territories=(place or town_of(opened),),
        series_index=[0] * count,
        territory_index=[0] * count,
        years=list(values),
        values=list(values.values()),
        rows=[1] * count,
        columns=list(range(2, 2 + count)),
    )
    return Coming(batch=batch, blocks=(block,))


def radar(opened: OpenProject, *files: Coming) -> Radar:
    return radar_of(opened.project, opened.register, opened.catalogue, opened.statistics, files)


def take(opened: OpenProject, file: Coming) -> None:
    opened.change(Change(label="wczytanie", puts=(file.batch,)), blocks={file.batch.id: file.blocks})


def export(folder: Path, opened: OpenProject, values: dict[int, float]) -> Path:
    """An export of BDL with the population of the town, as its CSV is laid out."""
    path = folder / "LUDN_2137_CTAB_20260618101412.csv"
    heads = ";".join(f'"ogółem;ogółem;{year};[osoba]"' for year in values)
    cells = ";".join(f'"{value:.0f}"' for value in values.values())
    path.write_text(f'"Kod";"Nazwa";{heads};\n"{town_of(opened)}";"Nowe Bielany (1)";{cells};\n', encoding="utf-8")
    return path


def planned(opened: OpenProject, path: Path) -> ImportPlan:
    plan = plan_import(opened, [path])
    return answer(opened, plan, {question.fingerprint: "ludnosc" for question in plan.open_questions})


def plain(opened: OpenProject) -> str:
    """An indicator of the catalogue that is the population itself, or rests on it alone."""
    return next(one.id for one in opened.catalogue.indicators.values() if one.variables == ("ludnosc",) and "[" not in one.formula)


def test_newer_publication_tells_which_number_of_the_town_it_changes(opened: OpenProject) -> None:
    was = population(opened, 2023)
    found = radar(opened, coming(opened, {2022: population(opened, 2022), 2023: was - 150}))
    [change] = found.changed
    assert (change.year, change.before and change.before.value, change.after.value) == (2023, was, was - 150)
    assert change.before is not None
    assert change.before.source is not None
    assert change.after.source is not None
    assert change.before.source.vintage.startswith("2025-06-18")
    assert change.after.source.vintage.startswith("2026-06-18")
    assert not found.fresh


def test_first_import_and_the_same_values_again_change_nothing(opened: OpenProject) -> None:
    again = coming(opened, {2023: population(opened, 2023)})
    assert not radar(opened, again).count
    for batch in opened.project.all(ImportBatch):
        opened.put(replace(batch, active=False), label="wyłączenie")
    assert not radar(opened, again)


def test_year_not_held_before_is_new_and_not_a_change(opened: OpenProject) -> None:
    latest = max(opened.statistics.years("ludnosc", town_of(opened)))
    found = radar(opened, coming(opened, {latest + 1: 43000}))
    assert [one.year for one in found.fresh] == [latest + 1]
    assert not found.changed


def test_older_publication_takes_the_place_of_nothing_and_says_so(opened: OpenProject) -> None:
    found = radar(opened, coming(opened, {2023: population(opened, 2023) - 5}, day="2024-06-18"))
    assert not found.changed
    assert found.shadowed == 1
    assert any("starszej publikacji" in finding.message for finding in found.findings())


def test_numbers_of_other_places_are_only_counted(opened: OpenProject) -> None:
    other = next(code for code in opened.statistics.territories("ludnosc", 2023) if code != town_of(opened) and code[:4] != town_of(opened)[:4])
    found = radar(opened, coming(opened, {2023: 1}, place=other))
    assert not found.changed
    assert found.others == 1


def test_baseline_taken_from_the_old_number_is_touched_with_its_target(opened: OpenProject) -> None:
    was = population(opened, 2023)
    rests = PlanIndicator(name="Liczba mieszkańców", catalogue=plain(opened), baseline=Decimal(round(was)), baseline_year=2023, target=Decimal(45000), target_year=2034)
    other = PlanIndicator(name="Inny rok", catalogue=plain(opened), baseline=Decimal(1), baseline_year=2019)
    opened.put(rests, other, label="próba")
    found = radar(opened, coming(opened, {2023: was - 150}))
    touched = [one for one in found.touched if one.code == "I131"]
    assert [one.place.record for one in touched] == [rests.id]
    assert "45" in touched[0].message
    assert touched[0].severity is Severity.WARNING


def test_evidence_review_and_sentence_are_touched_only_in_their_year(opened: OpenProject) -> None:
    was, name = population(opened, 2023), plain(opened)
    problem = Problem(title="Ubywa mieszkańców")
    mine, elsewhen = Evidence(about=problem.id, indicator=name, year=2023), Evidence(about=problem.id, indicator=name, year=2020)
    review = StrategyReview(title="Cel 1", indicator=name, year_from=2016, year_to=2023)
    text = Narrative(chapter="P2.1", text="W 2023 r. mieszkało tu {{zm:ludnosc:2023|osoba|osoby|osób}}, a w 2020 r. {{zm:ludnosc:2020}}. Wskaźnik: {{wsk:" + name + "}}.")
    opened.put(problem, mine, elsewhen, review, text, label="próba")
    found = radar(opened, coming(opened, {2023: was - 150}))
    warned = [one for one in found.touched if one.severity is Severity.WARNING]
    assert {one.code for one in warned} == {"I132", "I133", "I134"}
    [evidence] = [one for one in warned if one.code == "I132"]
    assert evidence.place.record == problem.id
    assert "Ubywa mieszkańców" in evidence.message
    sentences = [one for one in warned if one.code == "I134"]
    assert {one.place.chapter for one in sentences} == {"P2.1"}
    assert len(sentences) == 1, "the newest year has not changed, so the token without a year has not either"


def test_later_year_touches_sentences_and_conclusions_that_take_the_newest(opened: OpenProject) -> None:
    latest, name = max(opened.statistics.years("ludnosc", town_of(opened))), plain(opened)
    text = Narrative(chapter="P2.1", text="Mieszka tu {{wsk:" + name + "}} osób, w " + str(latest) + " r. {{wsk:" + name + f":{latest}" + "}}.")
    opened.put(text, label="próba")
    found = radar(opened, coming(opened, {latest + 1: 43000}))
    assert len([one for one in found.touched if one.code == "I134"]) == 1
    conclusion = next(one for one in found.touched if one.place.field == name)
    assert str(latest + 1) in conclusion.message
    assert conclusion.place.step == "diagnosis"


def test_what_is_touched_is_told_after_the_import_and_until_it_is_looked_at(opened: OpenProject, tmp_path: Path) -> None:
    was = population(opened, 2023)
    rests = PlanIndicator(name="Liczba mieszkańców", catalogue=plain(opened), baseline=Decimal(round(was)), baseline_year=2023)
    opened.put(rests, label="próba")
    assert not still_stale(opened)
    plan = planned(opened, export(tmp_path, opened, {2023: was - 150}))
    report = commit(opened, plan)
    assert any(finding.place.record == rests.id for finding in report.findings)
    [kept] = still_stale(opened)
    assert kept.place.record == rests.id
    opened.put(PlanIndicator(id=rests.id, name=rests.name, catalogue=rests.catalogue, baseline=Decimal(round(was - 150)), baseline_year=2023), label="poprawa")
    assert not still_stale(opened)


def test_nothing_is_stale_any_more_when_the_import_is_undone(opened: OpenProject) -> None:
    was = population(opened, 2023)
    opened.put(PlanIndicator(name="Liczba mieszkańców", catalogue=plain(opened), baseline=Decimal(round(was)), baseline_year=2023), label="próba")
    take(opened, coming(opened, {2023: was - 150}))
    assert still_stale(opened)
    opened.undo()
    assert not still_stale(opened)
    assert population(opened, 2023) == was


def test_older_publication_stays_comparable_with_the_newer(opened: OpenProject) -> None:
    was = population(opened, 2023)
    take(opened, coming(opened, {2022: population(opened, 2022), 2023: was - 150}))
    pairs = {pair.year: pair for pair in compared(opened.workspace.statistics, "ludnosc", [town_of(opened)])}
    assert set(pairs) == {2022, 2023}
    assert pairs[2023].difference == -150
    assert pairs[2022].difference == 0
    assert pairs[2023].older.source is not None
    assert pairs[2023].older.source.file == POPULATION
    newest = max(opened.project.all(ImportBatch), key=lambda batch: batch.vintage)
    assert pairs[2023].newer.source is not None
    assert pairs[2023].newer.source.batch == newest.id
