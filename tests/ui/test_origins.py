from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.facts import Source
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.flows.answer_fact import answer
from mrl_desktop.flows.build_sample import sample_folder
from mrl_desktop.flows.cell_roles import first_cell
from mrl_desktop.flows.field_origins import origins
from mrl_desktop.flows.import_files import commit, plan_import
from mrl_desktop.flows.sample_story import foundation, read_story
from mrl_desktop.ui.dialogs.fact_source import FactSourceDialog
from mrl_desktop.ui.dialogs.file_cell import FileCellDialog
from mrl_desktop.ui.dialogs.record_source import RecordSourceDialog
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.source_sheet import SourceSheet

POPULATION = "LUDN_2137_XTAB_20250618101412.xlsx"
GOALS = "Modul_7_Drzewo_celow.xlsx"
SOON = 20_000


@pytest.fixture
def town(session: ProjectSession, tmp_path: Path) -> Path:
    """A session with population and goals read from a folder that can be changed; gives the folder."""
    session.remove(session.settings.id, "usunięcie")
    session.change(foundation(read_story(sample_folder())))
    for name in (POPULATION, GOALS):
        shutil.copy(sample_folder() / name, tmp_path / name)
    commit(session.open_project, plan_import(session.open_project, [tmp_path / POPULATION, tmp_path / GOALS]))
    return tmp_path


def shown(sheet: SourceSheet, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: sheet.message.isVisible() or bool(sheet.replica.view.marked), timeout=SOON)


def test_number_shows_its_cell_in_the_sheet(town: Path, session: ProjectSession, qtbot: QtBot) -> None:
    asked = answer(session.open_project, "ludnosc", year=2023)
    dialog = FactSourceDialog(None, asked)
    qtbot.addWidget(dialog)
    dialog.show()
    shown(dialog.sheet, qtbot)
    source = next(asked.sources())
    view = dialog.sheet.replica.view
    assert view.marked == {first_cell(source.cell)}
    index = view.currentIndex()
    assert asked.value is not None
    assert index.data().replace("\u00a0", "") == f"{asked.value:.0f}"
    dialog.accept()


@pytest.mark.slow
def test_changed_file_is_said_to_be_changed_and_a_copy_can_be_pointed_at(town: Path, session: ProjectSession, qtbot: QtBot) -> None:
    copy = shutil.copy(town / POPULATION, town / "kopia.xlsx")
    with (town / POPULATION).open("ab") as stream:
        stream.write(b" ")
    dialog = FactSourceDialog(None, answer(session.open_project, "ludnosc", year=2023))
    qtbot.addWidget(dialog)
    dialog.show()
    shown(dialog.sheet, qtbot)
    assert "zmieniono" in dialog.sheet.message.accessibleName()
    dialog.sheet.look_at(town / GOALS)
    qtbot.waitUntil(lambda: "nie jest ten sam plik" in dialog.sheet.message.accessibleName(), timeout=SOON)
    dialog.sheet.look_at(Path(copy))
    qtbot.waitUntil(lambda: bool(dialog.sheet.replica.view.marked), timeout=SOON)
    assert not dialog.sheet.message.isVisible()
    dialog.accept()


@pytest.mark.slow
def test_file_never_seen_on_this_computer_is_asked_for(town: Path, session: ProjectSession, qtbot: QtBot, own_user_folder: Path) -> None:
    (own_user_folder / "zrodla.json").unlink()
    dialog = FactSourceDialog(None, answer(session.open_project, "ludnosc", year=2023))
    qtbot.addWidget(dialog)
    dialog.show()
    shown(dialog.sheet, qtbot)
    assert POPULATION in dialog.sheet.message.accessibleName()
    assert dialog.sheet.point_at.isVisible()
    dialog.accept()


def test_entry_of_a_workbook_shows_its_fields_and_their_cells(town: Path, session: ProjectSession, qtbot: QtBot) -> None:
    goal = next(goal for goal in session.project.all(Goal) if goal.title)
    dialog = RecordSourceDialog(None, session, goal, "title")
    qtbot.addWidget(dialog)
    dialog.show()
    shown(dialog.sheet, qtbot)
    told = {one.field: one for one in origins(session.project, goal)}
    assert dialog.tree.topLevelItemCount() == len(told)
    assert dialog.sheet.replica.view.marked == {first_cell(told["title"].source.cell)}
    dialog.accept()


def test_two_publications_stand_side_by_side_on_the_page_of_data(town: Path, session: ProjectSession, qtbot: QtBot) -> None:
    from mrl_desktop.flows.browse_data import holdings
    from mrl_desktop.ui.pages.data_browser import SeriesBrowser, library_of

    first = next(batch for batch in session.project.all(ImportBatch) if batch.file == POPULATION)
    was = session.statistics.observation("ludnosc", session.settings.territory, 2023)
    assert was is not None
    assert was.value is not None
    browser = SeriesBrowser(session)
    qtbot.addWidget(browser)
    browser.show_holdings(holdings(library_of(session)))
    browser.list.pick("ludnosc")
    assert browser.views.isHidden()
    take_newer(session, first, was.value - 40)
    browser.show_holdings(holdings(library_of(session)))
    browser.list.pick("ludnosc")
    assert not browser.views.isHidden()
    browser.views.setCurrentIndex(1)
    cells = [browser.vintages.item(0, column).text().replace("\u00a0", "") for column in range(5)]  # type: ignore[union-attr]
    assert cells[:4] == ["2023", f"{was.value:.0f}", f"{was.value - 40:.0f}", "−40"]
    browser.vintages.setCurrentCell(0, 1)
    older = browser._fact()
    assert older is not None
    assert older.source is not None
    assert older.source.file == POPULATION


def take_newer(session: ProjectSession, first: ImportBatch, value: float) -> None:
    from dataclasses import replace
    from datetime import timedelta
    from uuid import uuid4

    from mrl_desktop.domain.statistics import ObservationBlock

    assert first.imported_at is not None
    batch = replace(first, id=uuid4(), file="nowsze.csv", sha256="x", vintage="2026-06-18", imported_at=first.imported_at + timedelta(hours=1), observations=1)
    block = ObservationBlock(
        sheet="", series=(session.statistics.series()["ludnosc"],), territories=(session.settings.territory,), series_index=[0], territory_index=[0],
        years=[2023], values=[value], rows=[1], columns=[2],
    )  # fmt: skip
    session.open_project.change(Change(label="wczytanie", puts=(batch,)), blocks={batch.id: [block]})


@pytest.mark.slow
def test_matter_that_points_into_a_file_is_shown_in_its_sheet(town: Path, session: ProjectSession, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Source] = []
    monkeypatch.setattr(FileCellDialog, "tell", classmethod(lambda cls, parent, source, text="": asked.append(source)))
    window.go_to(Place(file=POPULATION, sheet="TABLICA", cell="C5"))
    [source] = asked
    dialog = FileCellDialog(None, source, "Sprawdź tę komórkę.")
    qtbot.addWidget(dialog)
    dialog.show()
    shown(dialog.sheet, qtbot)
    assert dialog.sheet.replica.view.marked == {(4, 2)}
    dialog.accept()
    window.go_to(Place(file="nie wczytano.xlsx", sheet="A", cell="A1"))
    assert len(asked) == 1
