from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.findings import Finding
from mrl_desktop.flows.build_sample import sample_folder
from mrl_desktop.flows.cell_roles import Fate, first_cell
from mrl_desktop.flows.sample_story import foundation, read_story
from mrl_desktop.ui.imports.contents_tree import HELD
from mrl_desktop.ui.imports.files_pane import CONTENTS, SHEET
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.pages.data import DataPage
from mrl_desktop.ui.session import ProjectSession

POPULATION = "LUDN_2137_XTAB_20250618101412.xlsx"
ASKING = "LUDN_1350_CREL_20250618102511.csv"
SOON = 20_000
Read = Callable[..., None]


@pytest.fixture
def page(window: MainWindow, session: ProjectSession) -> DataPage:
    session.remove(session.settings.id, "usunięcie")
    session.change(foundation(read_story(sample_folder())))
    window.resize(1366, 768)
    window.go_to_step("data")
    made = window._pages["data"]
    assert isinstance(made, DataPage)
    return made


@pytest.fixture
def read(page: DataPage, qtbot: QtBot) -> Read:
    def go(*names: str | Path) -> None:
        page.read([name if isinstance(name, Path) else sample_folder() / name for name in names])
        qtbot.waitUntil(lambda: not page.zone.reading and page.preview.isVisible(), timeout=SOON)

    return go


def see(page: DataPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.preview.files.replica.busy and page.preview.files.replica.view.picture is not None, timeout=SOON)


def test_sheet_of_the_chosen_file_is_shown_in_colour(page: DataPage, read: Read, qtbot: QtBot) -> None:
    read(POPULATION)
    files = page.preview.files
    files.tabs.setCurrentIndex(SHEET)
    see(page, qtbot)
    view = files.replica.view
    assert view.fate(4, 2) is Fate.READ
    view.highlight(4, 2)
    said = files.replica.cell.text()
    assert said.startswith("C5")
    assert "Wczytano" in said
    assert "Nowe Bielany" in said


def test_click_on_a_finding_leads_to_its_cell(page: DataPage, read: Read, qtbot: QtBot) -> None:
    read(ASKING)
    files = page.preview.files
    rows = [files.tree.topLevelItem(number) for number in range(files.tree.topLevelItemCount())]
    row = next(row for row in rows if row is not None and isinstance(row.data(0, HELD), Finding) and row.data(0, HELD).place.cell)
    finding = row.data(0, HELD)
    files.tree.setCurrentItem(row)
    assert files._see.isVisible()
    files.tree.itemClicked.emit(row, 0)
    see(page, qtbot)
    assert files.tabs.currentIndex() == SHEET
    assert files.replica.view.marked == {first_cell(finding.place.cell)}
    assert finding.message[:40] in files.replica.cell.text()


@pytest.mark.slow
def test_walk_through_what_needs_a_look_goes_round(page: DataPage, read: Read, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "LUDN_2137_CTAB_20240101101010.csv"
    path.write_text('"Kod";"Nazwa";"ogółem;ogółem;2023;[osoba]"\n"0201011";"Bolesławiec (1)";"36000"\n"0201022";"Bolesławiec (2)";"abc"\n"0201032";"Gromadka (2)";"x1"\n', encoding="utf-8")
    read(path)
    files = page.preview.files
    files.tabs.setCurrentIndex(SHEET)
    see(page, qtbot)
    places = []
    for _ in range(4):
        files.replica.after.click()
        places.append(files.replica.view.currentIndex().row())
    assert set(places) >= {2, 3}
    assert len(set(places)) < 4, "after the last comes the first"


@pytest.mark.slow
def test_answering_a_question_colours_its_cells(page: DataPage, read: Read, qtbot: QtBot) -> None:
    read(ASKING)
    files = page.preview.files
    files.tabs.setCurrentIndex(SHEET)
    see(page, qtbot)
    view = files.replica.view
    column = next(column for column in range(8) if view.model().index(0, column).data() == "Wartosc")
    assert view.fate(1, column) is Fate.SKIPPED
    plan = page._keeper.plan
    assert plan is not None
    page._keeper.answer({question.fingerprint: question.proposals[0].variable for question in plan.open_questions})
    qtbot.waitUntil(lambda: not page._keeper.busy and view.fate(1, column) is Fate.READ, timeout=SOON)


@pytest.mark.slow
def test_file_that_is_gone_says_so_in_place_of_its_sheet(page: DataPage, read: Read, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "LUDN_2137_CTAB_20240101101010.csv"
    path.write_text('"Kod";"Nazwa";"ogółem;ogółem;2023;[osoba]"\n"0201011";"Bolesławiec (1)";"36000"\n"0201022";"Bolesławiec (2)";"1"\n', encoding="utf-8")
    read(path)
    path.unlink()
    files = page.preview.files
    files.tabs.setCurrentIndex(SHEET)
    qtbot.waitUntil(lambda: files.replica.message.isVisible(), timeout=SOON)
    assert path.name in files.replica.message.accessibleName() or "plik" in files.replica.message.accessibleName().casefold()


def test_leaving_the_preview_lets_the_file_go(page: DataPage, read: Read, qtbot: QtBot) -> None:
    read(POPULATION)
    files = page.preview.files
    files.tabs.setCurrentIndex(SHEET)
    see(page, qtbot)
    page.preview.give_up.click()
    assert files.replica.path is None
    assert files.tabs.currentIndex() == CONTENTS
