from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from excel_modules.picture import look_here
from excel_modules.sheet import cell_position
from mrl_desktop.domain.settings import Settings
from mrl_desktop.flows.build_sample import sample_folder
from mrl_desktop.flows.cell_roles import CellAccount, Fate, areas_of
from mrl_desktop.flows.import_files import SKIP, ImportPlan, answer, plan_import
from mrl_desktop.flows.open_project import OpenProject, create_project
from mrl_desktop.flows.sample_story import foundation, read_story
from mrl_desktop.paths import resource

POPULATION = "LUDN_2137_XTAB_20250618101412.xlsx"
ASKING = "LUDN_1350_CREL_20250618102511.csv"
GOALS = "Modul_7_Drzewo_celow.xlsx"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenProject]:
    """The sample town without data; planning an import changes nothing in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRL_USER_FOLDER", str(tmp_path_factory.mktemp("role")))
        made = create_project(None, who="Anna Test")
        made.change(foundation(read_story(sample_folder())))
        yield made
        made.close(save=False)


def account_of(opened: OpenProject, plan: ImportPlan, place: int = 0) -> CellAccount:
    file = plan.files[place]
    extract = next(one.extract for one in plan.extracted if one.path == file.path)
    return CellAccount(file.reading, opened.register, extract)


def test_cell_of_a_value_says_which_value_it_became(opened: OpenProject) -> None:
    path = sample_folder() / POPULATION
    plan = plan_import(opened, [path])
    town = opened.project.single(Settings)
    block = next(block for block in plan.files[0].reading.blocks if town.territory in block.territories)
    place = next(
        n for n in range(len(block)) if block.territories[block.territory_index[n]] == town.territory and block.years[n] == 2024 and block.series[block.series_index[n]].key == "ludnosc"
    )
    position = block.rows[place], block.columns[place]
    roles = account_of(opened, plan).window(look_here(path, sheet=block.sheet))
    assert roles[position].fate is Fate.READ
    for part in (block.series[block.series_index[place]].title, town.town_name, "2024"):
        assert part in roles[position].says
    assert roles[0, 0].fate is Fate.LABEL


def test_every_filled_cell_of_a_read_sheet_has_a_fate(opened: OpenProject) -> None:
    for name in (POPULATION, GOALS, ASKING):
        plan = plan_import(opened, [sample_folder() / name])
        account = account_of(opened, plan)
        for sheet in look_here(sample_folder() / name).sheets:
            picture = look_here(sample_folder() / name, sheet=sheet, rows=100_000, columns=1000)
            roles = account.window(picture)
            filled = {(row, column) for row in range(picture.height) for column in range(picture.width) if picture.text(row, column)}
            assert filled <= set(roles)
            assert sum(account.counted(picture, roles).values()) == len(roles)
            assert account.counts(sheet)[Fate.READ] >= account.counted(picture, roles)[Fate.READ]


def test_cells_that_wait_for_an_answer_are_left_out_until_it_is_given(opened: OpenProject) -> None:
    path = sample_folder() / ASKING
    plan = plan_import(opened, [path])
    waiting = plan.open_questions
    picture = look_here(path, rows=100_000)
    before = account_of(opened, plan).window(picture)
    assert sum(1 for role in before.values() if role.fate is Fate.READ) == 0
    assert sum(1 for role in before.values() if "czeka na odpowiedź" in role.says) >= sum(one.values for one in waiting)
    plan = answer(opened, plan, {one.fingerprint: one.proposals[0].variable for one in waiting[:-1]} | {waiting[-1].fingerprint: SKIP})
    after = account_of(opened, plan).window(picture)
    assert sum(1 for role in after.values() if role.fate is Fate.READ) == sum(one.values for one in waiting[:-1])
    assert sum(1 for role in after.values() if "na Twoje życzenie" in role.says) == waiting[-1].values


def test_field_of_a_record_is_told_with_its_record(opened: OpenProject) -> None:
    path = sample_folder() / GOALS
    plan = plan_import(opened, [path])
    account = account_of(opened, plan)
    draft = next(draft for draft in plan.files[0].reading.records if draft.record.kind == "goal" and any(source[0] == "title" for source in draft.sources))
    _, sheet, cell, _ = next(source for source in draft.sources if source[0] == "title")
    role = account.window(look_here(path, sheet=sheet))[cell_position(cell)]
    assert role.fate is Fate.READ
    assert draft.match_name in role.says


def test_doubt_of_a_finding_stands_over_what_was_read_and_says_both(opened: OpenProject, tmp_path: Path) -> None:
    path = tmp_path / "LUDN_2137_CTAB_20240101101010.csv"
    path.write_text('"Kod";"Nazwa";"ogółem;ogółem;2023;[osoba]"\n"0201011";"Bolesławiec (1)";"36000"\n"0201022";"Bolesławiec (2)";"abc"\n', encoding="utf-8")
    plan = plan_import(opened, [path])
    finding = next(one for one in plan.findings if one.place.cell == "C3")
    roles = account_of(opened, plan).window(look_here(path))
    assert roles[2, 2].fate is Fate.DOUBTFUL
    assert finding.message in roles[2, 2].says
    assert "pominięto" in roles[2, 2].says
    assert (2, 2) in account_of(opened, plan).worth_seeing("")


def test_window_of_a_long_table_says_the_same_as_the_whole(opened: OpenProject) -> None:
    path = sample_folder() / POPULATION
    plan = plan_import(opened, [path])
    account = account_of(opened, plan)
    sheet = account.main_sheet()
    whole = account.window(look_here(path, sheet=sheet, rows=10_000))
    part = account.window(look_here(path, sheet=sheet, top=5, left=1, rows=4, columns=3))
    inside = {position for position in whole if 5 <= position[0] < 9 and 1 <= position[1] < 4}
    assert set(part) == inside
    assert all(part[position] == whole[position] for position in inside)


def test_table_in_an_archive_has_the_same_account(opened: OpenProject, tmp_path: Path) -> None:
    packed = tmp_path / "paczka.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name in (POPULATION, GOALS):
            archive.write(sample_folder() / name, name)
    plan = plan_import(opened, [packed])
    for place, file in enumerate(plan.files):
        account = account_of(opened, plan, place)
        roles = account.window(look_here(file.path, sheet=account.main_sheet()))
        assert any(role.fate is Fate.READ for role in roles.values())


def test_answers_of_a_survey_are_read_cell_by_cell(opened: OpenProject) -> None:
    path = resource("examples", "zrodla", "ankiety", "ankieta_papierowa.xlsx")
    plan = plan_import(opened, [path])
    draft = next(draft for draft in plan.files[0].reading.records if any(source[0] == "answers" for source in draft.sources))
    _, sheet, cells, _ = next(source for source in draft.sources if source[0] == "answers")
    picture = look_here(path, sheet=sheet)
    roles = account_of(opened, plan).window(picture)
    for top, left, bottom, right in areas_of(cells):
        inside = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1) if picture.text(row, column)]
        assert inside
        assert all(roles[position].fate in (Fate.READ, Fate.DOUBTFUL) for position in inside)


def test_file_refused_as_a_whole_has_no_account(opened: OpenProject, tmp_path: Path) -> None:
    path = tmp_path / "notatki.csv"
    path.write_text("kto;co\nAnna;kawa\nJan;herbata\n", encoding="utf-8")
    plan = plan_import(opened, [path])
    assert plan.files[0].reading.refused
    assert account_of(opened, plan).window(look_here(path)) == {}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [("C7", [(6, 2, 6, 2)]), ("B2, B5", [(1, 1, 1, 1), (4, 1, 4, 1)]), ("C7:F24", [(6, 2, 23, 5)]), ("F24:C7", [(6, 2, 23, 5)]), ("tabela 1, wiersz 3", []), ("", [])],
)
def test_places_of_findings_are_understood(cells: str, expected: list[tuple[int, int, int, int]]) -> None:
    assert areas_of(cells) == expected
