"""The merge preview: reading again changes nothing, and what the planner wrote is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal as D
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from excel_modules import modules
from excel_modules.merge import Choice, Merge, State, compare
from excel_modules.reading import Reading
from excel_modules.sheet import grid
from mrl_desktop.domain.imports import FieldSource, ImportBatch
from mrl_desktop.domain.progress import silent
from mrl_desktop.domain.project import Change, Project, removal
from mrl_desktop.domain.statistics import ObservationBlock, Series
from mrl_desktop.domain.strategy import Goal, GoalLevel, PlanIndicator
from mrl_desktop.domain.undertakings import BudgetLine, Category, Undertaking

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
GOALS = [
    ["Nr", "Cel strategiczny", "Nr", "Cel operacyjny", "Wskaźnik", "J.m.", "Wartość bazowa (2019)", "Wartość docelowa (2024)"],
    ["1", "Zdrowe miasto", "1.1", "Czyste powietrze", "Pył PM10", "µg/m³", 41, 30],
    [None, None, "1.2", "Ruch i sport", "Kluby", "szt.", 3, 5],
]
CARD = [
    ["1. Tytuł projektu", "Park nad rzeką"],
    ["2. Wnioskodawca", "Gmina Miejska"],
    ["3. Partnerzy", "Nadleśnictwo"],
    ["5. Cel operacyjny", "1.1. Czyste powietrze"],
    ["7. Opis stanu istniejącego", "Zaniedbany teren"],
    ["Kategoria", "podstawowy"],
    ["12. Koszt całkowity", 1000000],
    ["Źródło", 2021, 2022],
    ["Dotacja", 400000, 500000],
    ["Wkład własny", 40000, 60000],
]


def reading(sha: str = "a", **sheets: Any) -> Reading:
    workbook = grid("zeszyt.xlsx", **sheets)
    recognition = modules.recognise(workbook)
    assert recognition is not None
    contents = modules.read(workbook, recognition, silent)
    return Reading(
        file="zeszyt.xlsx", sha256=sha * 64, recognised_as=recognition.layout, reader=modules.NAME, reader_version=modules.VERSION,
        records=contents.records, skipped=contents.skipped, findings=contents.findings,
    )  # fmt: skip


def take(project: Project, source: Reading, answers: Any = None) -> tuple[Merge, Change]:
    merge = compare(project, source)
    change = merge.change(merge.batch(who="Maria", when=NOW), answers)
    project.apply(change)
    return merge, change


def goal(project: Project, title: str) -> Goal:
    return next(record for record in project.all(Goal) if record.title == title)


def changed(rows: list[list[Any]], row: int, column: int, value: Any) -> list[list[Any]]:
    copy = [[*line] for line in rows]
    copy[row][column] = value
    return copy


def test_the_first_import_creates_everything_and_remembers_cells_and_file() -> None:
    project = Project()
    merge, change = take(project, reading(Cele=GOALS, P01=CARD))
    assert merge.counts() == {State.CREATED: len(merge.items)}
    batch = project.all(ImportBatch)[0]
    assert (batch.file, batch.records, batch.imported_by) == ("zeszyt.xlsx", len(merge.items), "Maria")
    source = next(s for s in project.all(FieldSource) if s.field == "declared_cost")
    assert (source.sheet, source.cell, source.raw, source.batch) == ("P01", "B7", "1000000", batch.id)
    project_ = project.all(Undertaking)[0]
    assert project_.goal == goal(project, "Czyste powietrze").id
    assert change.label == "wczytanie pliku zeszyt.xlsx"


def test_importing_the_same_file_again_is_an_empty_change() -> None:
    project = Project()
    take(project, reading(Cele=GOALS, P01=CARD))
    merge, change = take(project, reading(Cele=GOALS, P01=CARD))
    assert set(merge.counts()) == {State.UNCHANGED} and not change


def test_the_same_content_in_another_file_changes_nothing_either() -> None:
    project = Project()
    take(project, reading("a", Cele=GOALS))
    _, change = take(project, reading("b", Cele=[["tytuł"], *GOALS]))
    assert not change


def test_undoing_the_import_leaves_the_project_as_it_was() -> None:
    project = Project([Goal(title="Mój cel")])
    before = set(project)
    merge = compare(project, reading(Cele=GOALS, P01=CARD))
    inverse = project.apply(merge.change(merge.batch(who="", when=NOW)))
    project.apply(inverse)
    assert set(project) == before


def test_a_newer_file_shows_each_changed_field_before_and_after_with_its_cell() -> None:
    project = Project()
    take(project, reading(Cele=GOALS, P01=CARD))
    merge, _ = take(project, reading("b", Cele=GOALS, P01=changed(CARD, 6, 1, 1200000)))
    [item] = [item for item in merge.items if item.state is State.CHANGED]
    [difference] = item.differences
    assert (difference.field, difference.title, difference.sheet, difference.cell) == ("declared_cost", "koszt całkowity", "P01", "B7")
    assert (difference.before, difference.after) == ("1\u00a0000\u00a0000,00", "1\u00a0200\u00a0000,00")
    assert project.all(Undertaking)[0].declared_cost == D(1200000)


def test_a_field_edited_in_the_program_and_changed_in_the_file_is_a_conflict_and_the_planner_keeps_hers() -> None:
    project = Project()
    take(project, reading(Cele=GOALS, P01=CARD))
    mine = replace(project.all(Undertaking)[0], partners="Nadleśnictwo i koło wędkarskie")
    project.apply(Change(puts=(mine,)))
    newer = reading("b", Cele=GOALS, P01=changed(CARD, 2, 1, "Powiat"))
    merge, _ = take(project, newer)
    [item] = merge.conflicts
    assert [(d.field, d.before, d.after, d.conflict) for d in item.differences] == [("partners", "Nadleśnictwo i koło wędkarskie", "Powiat", True)]
    assert project.all(Undertaking)[0].partners == "Nadleśnictwo i koło wędkarskie"
    again, change = take(project, newer)
    assert not again.conflicts and not change, "o to samo nie pyta się drugi raz"


def test_the_planner_may_take_the_files_value_in_a_conflict() -> None:
    project = Project()
    take(project, reading(Cele=GOALS, P01=CARD))
    mine = replace(project.all(Undertaking)[0], partners="koło wędkarskie", leader="Powiat")
    project.apply(Change(puts=(mine,)))
    merge, _ = take(project, reading("b", Cele=GOALS, P01=changed(CARD, 2, 1, "Województwo")), {(mine.id, "partners"): Choice.FILE})
    after = project.all(Undertaking)[0]
    assert after.partners == "Województwo" and after.leader == "Powiat"
    assert merge.count(State.CONFLICT) == 1


def test_an_item_the_planner_declines_is_not_created() -> None:
    project = Project()
    source = reading(Cele=GOALS)
    unwanted = next(item for item in compare(project, source).items if item.title == "Ruch i sport")
    assert unwanted.record is not None
    take(project, source, {(unwanted.record, ""): Choice.MINE})
    assert [g.title for g in project.all(Goal)] == ["Zdrowe miasto", "Czyste powietrze"]


def test_a_goal_typed_in_the_window_and_later_imported_is_one_goal() -> None:
    typed = Goal(id=uuid4(), title="zdrowe  Miasto", level=GoalLevel.STRATEGIC, description="mój opis")
    project = Project([typed])
    merge, _ = take(project, reading(Cele=GOALS))
    assert len([g for g in project.all(Goal) if g.level is GoalLevel.STRATEGIC]) == 1
    kept = project.one(Goal, typed.id)
    assert kept is not None and kept.description == "mój opis" and kept.title == "zdrowe  Miasto"
    assert {g.parent for g in project.all(Goal) if g.level is GoalLevel.OPERATIONAL} == {typed.id}
    assert merge.conflicts[0].record == typed.id


def test_a_goal_renamed_in_the_program_stays_the_same_goal() -> None:
    project = Project()
    take(project, reading(Cele=GOALS))
    renamed = replace(goal(project, "Ruch i sport"), title="Aktywne miasto")
    project.apply(Change(puts=(renamed,)))
    _, change = take(project, reading("b", Cele=GOALS))
    assert not change
    assert sorted(g.title for g in project.all(Goal)) == ["Aktywne miasto", "Czyste powietrze", "Zdrowe miasto"]


def test_a_goal_inserted_above_others_does_not_take_their_place() -> None:
    project = Project()
    take(project, reading(Cele=GOALS))
    ids = {g.title: g.id for g in project.all(Goal)}
    shifted = [GOALS[0], ["1", "Zdrowe miasto", "1.1", "Nowy cel", None, None, None, None], [None, None, "1.2", *GOALS[1][3:]], [None, None, "1.3", *GOALS[2][3:]]]
    merge, _ = take(project, reading("b", Cele=shifted))
    assert {g.title: g.id for g in project.all(Goal) if g.title in ids} == ids
    assert [item.title for item in merge.items if item.state is State.CREATED] == ["Nowy cel"]
    _, again = take(project, reading("b", Cele=shifted))
    assert not again


def test_a_project_is_known_by_its_code_even_under_a_new_title() -> None:
    typed = Undertaking(code="P-1", title="Inny tytuł roboczy", category=Category.BASIC)
    project = Project([typed])
    merge, _ = take(project, reading(P01=CARD))
    assert [u.id for u in project.all(Undertaking)] == [typed.id]
    assert merge.conflicts and project.all(Undertaking)[0].title == "Inny tytuł roboczy"
    assert project.all(Undertaking)[0].leader == "Gmina Miejska"


def test_cards_find_the_goals_that_an_earlier_file_or_the_planner_brought() -> None:
    typed = Goal(id=uuid4(), title="Czyste powietrze", level=GoalLevel.OPERATIONAL)
    project = Project([typed])
    merge, _ = take(project, reading(P01=CARD))
    assert project.all(Undertaking)[0].goal == typed.id
    assert not [finding for finding in merge.findings if finding.code == "I40"]


def test_a_card_naming_a_goal_that_is_not_there_says_so_and_comes_without_the_link() -> None:
    project = Project()
    merge, _ = take(project, reading(P01=CARD))
    [finding] = [finding for finding in merge.findings if finding.code == "I40"]
    assert finding.place.cell == "B4" and "Czyste powietrze" in finding.message
    assert project.all(Undertaking)[0].goal is None and not project.all(Goal)
    take(project, reading("b", Cele=GOALS))
    take(project, reading(P01=CARD))
    assert project.all(Undertaking)[0].goal == goal(project, "Czyste powietrze").id


def test_a_pointer_with_a_bare_number_finds_the_goal_that_has_the_number_now() -> None:
    top = Goal(title="A", level=GoalLevel.STRATEGIC)
    first, second = (Goal(title=t, level=GoalLevel.OPERATIONAL, parent=top.id, position=i) for i, t in enumerate(("B", "C")))
    project = Project([top, first, second])
    take(project, reading(P01=changed(CARD, 3, 1, "CO1.2")))
    assert project.all(Undertaking)[0].goal == second.id


def test_what_the_planner_deleted_does_not_come_back_from_the_same_file() -> None:
    project = Project()
    take(project, reading(Cele=GOALS))
    project.apply(removal(project, goal(project, "Ruch i sport").id))
    merge, change = take(project, reading(Cele=GOALS))
    assert not change
    gone = [item for item in merge.items if item.state is State.SKIPPED]
    assert {item.title for item in gone} == {"Ruch i sport", "Kluby"} and all(item.reason for item in gone)


def test_two_files_that_disagree_do_not_undo_each_other_when_read_again() -> None:
    project = Project()
    other = changed(GOALS, 1, 7, 99)
    take(project, reading("a", Cele=GOALS))
    take(project, reading("b", Cele=other))
    standing = list(project)
    for sha, rows in (("a", GOALS), ("b", other), ("a", GOALS)):
        _, change = take(project, reading(sha, Cele=rows))
        assert not change
    assert list(project) == standing


def test_what_the_newer_file_no_longer_has_stays_and_is_named() -> None:
    project = Project()
    take(project, reading(Cele=GOALS))
    merge, _ = take(project, reading("b", Cele=GOALS[:2]))
    assert {item.title for item in merge.items if item.state is State.ABSENT} == {"Ruch i sport", "Kluby"}
    assert goal(project, "Ruch i sport")


def test_new_records_come_after_the_planners_own() -> None:
    project = Project([Goal(title="Mój cel", position=7)])
    take(project, reading(Cele=GOALS))
    assert [g.title for g in project.all(Goal)] == ["Mój cel", "Zdrowe miasto", "Czyste powietrze", "Ruch i sport"]


def test_skipped_cells_of_the_file_are_items_of_the_preview() -> None:
    merge = compare(Project(), reading(Cele=changed(GOALS, 1, 7, "#ADR!")))
    assert [(item.cell, item.title) for item in merge.items if item.state is State.SKIPPED] == [("H2", "#ADR!")]


def block(values: int) -> ObservationBlock:
    return ObservationBlock(
        sheet="TABLICA", series=(Series(key="ludnosc", title="ludność"),), territories=("0201011",), series_index=[0] * values, territory_index=[0] * values,
        years=list(range(2000, 2000 + values)), values=[1.0] * values, rows=[0] * values, columns=[0] * values,
    )  # fmt: skip


def test_values_alone_make_a_batch_with_its_count_and_come_only_once() -> None:
    project = Project()
    source = Reading(file="LUDN.csv", sha256="c" * 64, recognised_as="BDL", reader="gus-bdl", reader_version="1", blocks=(block(5), block(3)))
    merge, change = take(project, source)
    assert merge.observations == 8
    [batch] = project.all(ImportBatch)
    assert batch.observations == 8 and batch.active and len(change.puts) == 1
    merge, change = take(project, source)
    assert merge.observations == 0 and merge.repeated == batch and not change
    project.apply(Change(puts=(replace(batch, active=False),)))
    merge, change = take(project, source)
    assert merge.observations == 8 and change


def test_more_values_from_the_same_file_replace_the_earlier_ones() -> None:
    project = Project()
    source = Reading(file="LUDN.csv", sha256="c" * 64, recognised_as="BDL", reader="gus-bdl", reader_version="1", blocks=(block(5),))
    take(project, source)
    take(project, replace(source, blocks=(block(5), block(3))))
    assert sorted((batch.observations, batch.active) for batch in project.all(ImportBatch)) == [(5, False), (8, True)]


words = st.sampled_from(["Powiat", "Gmina", "Nadleśnictwo", "Koło łowieckie", "Spółdzielnia", "Fundacja"])
cells = st.dictionaries(st.sampled_from([(0, 1), (1, 1), (2, 1), (4, 1)]), words, max_size=4)
edits = st.dictionaries(st.sampled_from(["leader", "partners", "existing_state", "aim", "needs"]), st.one_of(words, st.just("")), max_size=4)


def card(changes: dict[tuple[int, int], str]) -> list[list[Any]]:
    rows = CARD
    for (row, column), value in changes.items():
        rows = changed(rows, row, column, value)
    return rows


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(cells, edits), min_size=1, max_size=4))
def test_whatever_order_of_edits_and_imports_the_planners_last_word_stays(rounds: list[tuple[dict[tuple[int, int], str], dict[str, str]]]) -> None:
    project = Project()
    hers: dict[str, str] = {}
    for number, (file, edit) in enumerate(rounds):
        source = reading("abcdef"[number], Cele=GOALS, P01=card(file))
        take(project, source)
        current = project.all(Undertaking)
        assert len(current) == 1
        for name, text in hers.items():
            assert getattr(current[0], name) == text, (name, rounds)
        assert not compare(project, source).change(ImportBatch()), "drugie wczytanie nic nie zmienia"
        told = {name: text for name, text in edit.items() if getattr(current[0], name) != text}
        if told:
            project.apply(Change(puts=(current[0].with_values(told),)))
            says = {"leader": file.get((1, 1), "Gmina Miejska"), "partners": file.get((2, 1), "Nadleśnictwo"), "existing_state": file.get((4, 1), "Zaniedbany teren")}
            hers = {name: text for name, text in (hers | told).items() if says.get(name) != text}  # back to the file's own words: the file's again


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["usuń wskaźnik", "zmień cel", "dodaj cel", "wczytaj", "zmień plik"]), max_size=8))
def test_reading_twice_in_a_row_never_changes_anything(steps: list[str]) -> None:
    project = Project()
    rows, sha = GOALS, 0
    for step in steps:
        match step:
            case "usuń wskaźnik" if project.all(PlanIndicator):
                project.apply(removal(project, project.all(PlanIndicator)[0].id))
            case "zmień cel" if project.all(Goal):
                last = project.all(Goal)[-1]
                project.apply(Change(puts=(replace(last, title=last.title + "!"),)))
            case "dodaj cel":
                project.apply(Change(puts=(Goal(title="Ruch i sport", level=GoalLevel.OPERATIONAL),)))
            case "zmień plik":
                sha += 1
                rows = changed(rows, 2, 7, 5 + sha)
            case _:
                pass
        source = reading("0123456789"[sha], Cele=rows)
        take(project, source)
        assert not compare(project, source).change(ImportBatch())


@pytest.mark.parametrize("amount", [400000, 410000])
def test_budget_lines_are_known_by_source_and_year(amount: int) -> None:
    project = Project()
    take(project, reading(Cele=GOALS, P01=CARD))
    before = {(line.source, line.year): line.id for line in project.all(BudgetLine)}
    take(project, reading("b", Cele=GOALS, P01=changed(CARD, 8, 1, amount)))
    assert {(line.source, line.year): line.id for line in project.all(BudgetLine)} == before
    assert next(line.amount for line in project.all(BudgetLine) if (line.source, line.year) == ("dotacja", 2021)) == D(amount)


def test_what_the_planner_deleted_does_not_come_back_from_a_newer_file_without_her_word() -> None:
    project = Project()
    take(project, reading(Cele=GOALS))
    gone = goal(project, "Ruch i sport").id
    removed = set(removal(project, gone).removes)
    project.apply(removal(project, gone))
    newer = reading("b", Cele=changed(GOALS, 1, 5, "Pył zawieszony"))
    merge = compare(project, newer, removed)
    asked = {item.title for item in merge.items if item.deleted}
    assert asked == {"Ruch i sport", "Kluby"}
    batch = merge.batch(who="x", when=NOW)
    assert not {record.id for record in merge.change(batch).puts} & removed
    back = merge.change(batch, {(gone, ""): Choice.FILE})
    assert gone in {record.id for record in back.puts}


def test_new_things_under_a_deleted_goal_stay_out_with_it_and_nothing_points_at_what_is_not_there() -> None:
    project = Project()
    take(project, reading(Cele=GOALS))
    gone = goal(project, "Ruch i sport").id
    removed = set(removal(project, gone).removes)
    project.apply(removal(project, gone))
    newer = reading("b", Cele=[*GOALS, [None, None, None, None, "Zawody", "szt.", 1, 9]])
    merge = compare(project, newer, removed)
    project.apply(merge.change(merge.batch(who="x", when=NOW)))
    standing = {record.id for record in project}
    assert all(target in standing for record in project if not isinstance(record, FieldSource) for _, target in record.links())
    assert "Zawody" not in {one.name for one in project.all(PlanIndicator)}
