from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.imports import ImportBatch, SeriesChoice
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.flows.build_sample import sample_folder
from mrl_desktop.flows.sample_story import foundation, read_story
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.pages.data import DataPage
from mrl_desktop.ui.pages.data_browser import SeriesBrowser
from mrl_desktop.ui.pages.data_files import ImportedFiles
from mrl_desktop.ui.pages.data_missing import MissingData
from mrl_desktop.ui.session import ProjectSession

POPULATION = "LUDN_2137_XTAB_20250618101412.xlsx"
ASKING = "LUDN_1350_CREL_20250618102511.csv"
GOALS = "Modul_7_Drzewo_celow.xlsx"
SOON = 20_000


@pytest.fixture(scope="module")
def story() -> Change:
    return foundation(read_story(sample_folder()))


@pytest.fixture
def page(window: MainWindow, session: ProjectSession, story: Change, qtbot: QtBot) -> DataPage:
    session.remove(session.settings.id, "usunięcie")
    session.change(story)
    window.resize(1280, 800)
    window.go_to_step("data")
    made = window._pages["data"]
    assert isinstance(made, DataPage)
    return made


Read = Callable[..., None]


@pytest.fixture
def read(page: DataPage, qtbot: QtBot) -> Read:
    """Reads files of the sample (or others) and waits for their preview."""

    def go(*names: str | Path) -> None:
        page.read([name if isinstance(name, Path) else sample_folder() / name for name in names])
        qtbot.waitUntil(lambda: not page.zone.reading and page.preview.isVisible(), timeout=SOON)

    return go


def quiet(page: DataPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page._keeper.busy, timeout=SOON)


def carry_out(page: DataPage, qtbot: QtBot) -> None:
    quiet(page, qtbot)
    page.preview.carry_out.click()
    qtbot.waitUntil(lambda: page.message.isVisible() and page.sections.current == "files", timeout=SOON)


def test_empty_page_invites_shows_the_way_and_what_is_missing(page: DataPage, session: ProjectSession, qtbot: QtBot) -> None:
    assert page.zone.choose.isVisible()
    assert page._welcome.isVisible()
    assert page.sections.current == "missing"
    qtbot.waitUntil(lambda: bool(page._holdings.subjects), timeout=SOON)
    missing = page.sections.widget("missing")
    assert isinstance(missing, MissingData)
    assert len(missing.subjects.keys) == len({(one.subject, one.subject_title) for one in session.catalogue.variables.values() if one.publisher == "GUS BDL"})
    missing.copy.click()
    text = QGuiApplication.clipboard().text()
    assert all(variable.title in text for variable in session.catalogue.variables.values() if variable.publisher == "GUS BDL")


def test_preview_says_what_each_file_would_do_and_writes_nothing(page: DataPage, session: ProjectSession, read: Read) -> None:
    revision = session.open_project.revision
    read(POPULATION, ASKING, GOALS)
    assert not page.sections.isVisible()
    plan = page._keeper.plan
    assert plan is not None
    notes = {entry.title.replace("\u200b", ""): entry.note for entry in page.preview.files.list._entries}
    assert "wartości" in notes[POPULATION]
    assert "pytania" in notes[ASKING]
    assert "nowych" in notes[GOALS]
    assert page.preview.carry_out.text().startswith("Wczytaj 2\u00a0pliki: ")
    assert session.open_project.revision == revision


def test_dropped_files_are_read(page: DataPage, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(sample_folder() / POPULATION))])
    place = QPointF(QPoint(10, 10))
    drop = QDropEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    page.zone.dropEvent(drop)
    assert page.zone.reading
    qtbot.waitUntil(lambda: page.preview.isVisible(), timeout=SOON)


def test_reading_can_be_stopped_and_leaves_nothing(page: DataPage, session: ProjectSession, qtbot: QtBot) -> None:
    revision = session.open_project.revision
    page.read([sample_folder()])
    page.zone.stop.click()
    qtbot.waitUntil(lambda: page.message.isVisible(), timeout=SOON)
    assert page.message.accessibleName().startswith("Czytanie przerwano.")
    assert page._keeper.plan is None
    assert session.open_project.revision == revision
    assert not page.zone.reading


def test_folder_without_data_says_so(page: DataPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.read([tmp_path])
    qtbot.waitUntil(lambda: page.message.isVisible(), timeout=SOON)
    assert "nie ma plików" in page.message.accessibleName()
    assert not page.preview.isVisible()


def test_contents_of_a_workbook_go_down_to_the_cell(page: DataPage, read: Read) -> None:
    read(GOALS)
    tree = page.preview.files.tree
    group = tree.topLevelItem(0)
    assert group is not None
    group.setExpanded(True)
    item = group.child(0)
    item.setExpanded(True)
    field = item.child(0)
    assert "komórka" in field.toolTip(0)
    tree.setCurrentItem(field)
    assert page.preview.files._texts.isVisible()
    assert page.preview.files._texts.theirs.toPlainText()


@pytest.mark.slow
def test_element_left_out_is_not_written(page: DataPage, session: ProjectSession, read: Read, qtbot: QtBot) -> None:
    read(GOALS)
    tree = page.preview.files.tree
    group = tree.topLevelItem(0)
    assert group is not None
    group.setExpanded(True)
    tree.setCurrentItem(group.child(0))
    plan = page._keeper.plan
    assert plan is not None
    before = plan.records
    page.preview.files._wanted.click()
    quiet(page, qtbot)
    assert page._keeper.plan is not None
    assert page._keeper.plan.records == before - 1
    assert page.preview.files._wanted.text() == "Jednak wczytaj ten element"


def test_file_leaves_the_import_with_delete(page: DataPage, read: Read, qtbot: QtBot) -> None:
    read(POPULATION, GOALS)
    files = page.preview.files.list
    files.pick(str(sample_folder() / GOALS))
    files.setFocus()
    qtbot.keyClick(files, Qt.Key.Key_Delete)
    quiet(page, qtbot)
    assert files.keys == [str(sample_folder() / POPULATION)]
    qtbot.keyClick(files, Qt.Key.Key_Delete)
    quiet(page, qtbot)
    assert not page.preview.isVisible(), "nothing is left to preview"
    assert page.sections.isVisible()


def test_questions_are_answered_one_by_one_and_remembered(page: DataPage, session: ProjectSession, read: Read, qtbot: QtBot) -> None:
    read(ASKING)
    pane = page.preview.questions
    page.preview.files._questions.click()
    assert page.preview.tabs.currentIndex() == 1
    plan = page._keeper.plan
    assert plan is not None
    first = plan.open_questions[0]
    assert pane.list.current == first.fingerprint
    assert pane._radios[first.proposals[0].variable].isChecked(), "the first proposal waits for a word"
    assert page._keeper.plan is plan
    assert plan.observations == 0
    pane.accept.click()
    assert pane.list.current == plan.open_questions[1].fingerprint
    quiet(page, qtbot)
    assert page._keeper.plan is not None
    assert page._keeper.plan.observations == first.values
    pane.accept_all.click()
    quiet(page, qtbot)
    assert not page._keeper.plan.open_questions
    carry_out(page, qtbot)
    assert len(session.project.all(SeriesChoice)) == len(plan.questions)
    read(ASKING)
    assert not page._keeper.plan.open_questions
    assert not page.preview.carry_out.isEnabled()


def test_any_variable_of_the_catalogue_can_be_found_for_a_column(page: DataPage, read: Read, qtbot: QtBot) -> None:
    read(ASKING)
    page.preview.tabs.setCurrentIndex(1)
    pane = page.preview.questions
    next(radio for radio in pane._radios.values() if radio.text().startswith("Inna")).click()
    assert pane.finder.isVisible()
    pane.finder.line.setText("BEZROBOTNE kobiety")
    assert pane.finder.list.keys == ["bezrobotne_kobiety"] or len(pane.finder.list.keys) == 1
    found = pane.finder.key
    question = pane._shown
    assert question is not None
    pane.accept.click()
    quiet(page, qtbot)
    plan = page._keeper.plan
    assert plan is not None
    assert next(one for one in plan.questions if one.fingerprint == question.fingerprint).answer == found


def test_column_can_be_left_out(page: DataPage, read: Read, qtbot: QtBot) -> None:
    read(ASKING)
    page.preview.tabs.setCurrentIndex(1)
    pane = page.preview.questions
    question = pane._shown
    assert question is not None
    pane._radios[""].click()
    pane.accept.click()
    quiet(page, qtbot)
    assert page._keeper.plan is not None
    assert page._keeper.plan.observations == 0
    assert next(entry for entry in pane.list._entries if entry.key == question.fingerprint).note == "dane pominięte"


def test_year_is_asked_for_where_the_file_has_none(page: DataPage, read: Read, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "ludnosc.csv"
    file.write_text('"Kod";"Nazwa";"ogółem";\n0201011;"Bolesławiec (1)";37210;\n', encoding="utf-8")
    read(file)
    page.preview.tabs.setCurrentIndex(1)
    pane = page.preview.questions
    assert pane.year.isVisible()
    pane.year.setText("")
    assert not pane.accept.isEnabled()
    pane.year.setText("2023")
    assert pane.accept.isEnabled()
    pane.accept.click()
    quiet(page, qtbot)
    assert page._keeper.plan is not None
    assert page._keeper.plan.observations == 1


@pytest.mark.slow
def test_conflicts_keep_the_planners_word_until_she_says_otherwise(
    page: DataPage, session: ProjectSession, read: Read, qtbot: QtBot, tmp_path: Path
) -> None:
    import openpyxl

    read(GOALS)
    carry_out(page, qtbot)
    goal = session.project.all(Goal)[0]
    session.put(replace(goal, title="Nazwa z programu"), label="zmiana celu")
    book = openpyxl.load_workbook(sample_folder() / GOALS)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == goal.title:
                    cell.value = "Nazwa z pliku"
    book.save(tmp_path / GOALS)
    read(tmp_path / GOALS)
    page.preview.tabs.setCurrentIndex(2)
    pane = page.preview.conflicts
    assert pane.mine.isChecked()
    assert pane._texts.mine.toPlainText() == "Nazwa z programu"
    assert pane._texts.theirs.toPlainText() == "Nazwa z pliku"
    pane.theirs.click()
    quiet(page, qtbot)
    assert pane.theirs.isChecked()
    carry_out(page, qtbot)
    assert session.project.one(Goal, goal.id).title == "Nazwa z pliku"  # type: ignore[union-attr]


def test_import_is_told_undone_with_one_key_and_listed(page: DataPage, window: MainWindow, session: ProjectSession, read: Read, qtbot: QtBot) -> None:
    read(POPULATION, GOALS)
    carry_out(page, qtbot)
    assert page.message.accessibleName().startswith("Wczytano 2\u00a0pliki: ")
    assert "Ctrl+Z" in page.message.accessibleName()
    assert not page.preview.isVisible()
    assert page.sections.current == "files"
    files = page.sections.widget("files")
    assert isinstance(files, ImportedFiles)
    assert files.table.model.rowCount() == 2
    window.actions_.by_id["undo"].trigger()
    assert not session.project.all(ImportBatch)
    assert session.statistics.count() == 0
    assert page.sections.current == "missing"


def test_data_of_a_file_are_switched_off_and_on(page: DataPage, session: ProjectSession, read: Read, qtbot: QtBot) -> None:
    read(POPULATION)
    carry_out(page, qtbot)
    files = page.sections.widget("files")
    assert isinstance(files, ImportedFiles)
    [batch] = session.project.all(ImportBatch)
    assert batch.sha256 in files._technical.text()
    files.switch.click()
    assert session.statistics.count() == 0
    assert files.switch.text() == "Włącz dane z tego pliku"
    session.undo()
    assert session.statistics.count() == batch.observations
    assert files.switch.text() == "Wyłącz dane z tego pliku"


def test_chosen_series_shows_the_towns_values_and_where_they_come_from(page: DataPage, session: ProjectSession, read: Read, qtbot: QtBot) -> None:
    read(POPULATION)
    carry_out(page, qtbot)
    qtbot.waitUntil(lambda: bool(page._holdings.series), timeout=SOON)
    assert page.go_to(Place(step="data", field="ludnosc"))
    browser = page.sections.widget("held")
    assert isinstance(browser, SeriesBrowser)
    fact = browser.table.fact()
    assert fact is not None
    assert fact.territory == session.settings.territory
    assert fact.source is not None
    assert (fact.source.file, bool(fact.source.cell)) == (POPULATION, True)
    browser.line.setText("nie ma takich danych")
    assert browser.list.keys == []
    assert not browser.origin.isVisible()


@pytest.mark.slow
def test_preview_follows_the_project_when_it_changes(page: DataPage, session: ProjectSession, read: Read, qtbot: QtBot) -> None:
    read(GOALS)
    carry_out(page, qtbot)
    session.undo()
    read(GOALS)
    plan = page._keeper.plan
    assert plan is not None
    assert plan.records
    session.redo()
    qtbot.waitUntil(lambda: page._keeper.plan is not plan and not page._keeper.busy, timeout=SOON)
    assert page._keeper.plan is not None
    assert page._keeper.plan.records == 0


def test_giving_up_leaves_everything_as_it_was(page: DataPage, session: ProjectSession, read: Read) -> None:
    revision = session.open_project.revision
    read(POPULATION)
    page.preview.give_up.click()
    assert not page.preview.isVisible()
    assert page.zone.isVisible()
    assert session.open_project.revision == revision


def test_project_closed_while_files_are_read_is_no_trouble(page: DataPage, session: ProjectSession, qtbot: QtBot) -> None:
    page.read([sample_folder() / POPULATION, sample_folder() / GOALS])
    job = page.zone._job
    assert job is not None
    session.close(save=False)
    qtbot.waitUntil(lambda: job.finished, timeout=SOON)


def test_preview_names_all_its_controls_and_fits_a_small_window(page: DataPage, window: MainWindow, read: Read) -> None:
    from tests.ui.test_window import unnamed

    read(POPULATION, ASKING, GOALS)
    for tab in range(2):
        page.preview.tabs.setCurrentIndex(tab)
        QApplication.processEvents()
        assert unnamed(window) == []
    window.resize(1024, 700)
    QApplication.processEvents()
    assert page.horizontalScrollBar().maximum() == 0
    assert page.verticalScrollBar().maximum() == 0
    assert page.preview.carry_out.visibleRegion().boundingRect().size() == page.preview.carry_out.size()
