from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.facts import Fact, Source
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.people import TeamMember
from mrl_desktop.domain.settings import Settings
from mrl_desktop.flows.open_project import create_project
from mrl_desktop.guide.steps import STEPS
from mrl_desktop.storage import FileState
from mrl_desktop.ui.dialogs.choose_town import ChooseTownDialog
from mrl_desktop.ui.dialogs.fact_source import FactSourceDialog, as_text
from mrl_desktop.ui.dialogs.failure import FailureDialog
from mrl_desktop.ui.dialogs.finder import Finder
from mrl_desktop.ui.dialogs.new_project import NewProjectDialog
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.page import FailedPage
from mrl_desktop.ui.pages import PAGES
from mrl_desktop.ui.pages.town import TownPage
from mrl_desktop.ui.session import ProjectSession

CONTROL = Qt.KeyboardModifier.ControlModifier
AVAILABLE = [step for step, (module, _) in PAGES.items() if find_spec(f"mrl_desktop.ui.pages.{module}")]
NAMED = {
    QAccessible.Role.PushButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.Table,
    QAccessible.Role.List,
    QAccessible.Role.Tree,
    QAccessible.Role.ProgressBar,
    QAccessible.Role.Button,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
    QAccessible.Role.PageTab,
}


def unnamed(widget: QWidget) -> list[str]:
    """Controls a screen reader would meet without a name, with where they stand."""
    found: list[str] = []

    def walk(node: QAccessibleInterface, path: str) -> None:
        state = node.state()
        if state.invisible:
            return
        name = node.text(QAccessible.Text.Name)
        here = f"{path} › {name or node.role().name}"
        if node.role() in NAMED and not name and not node.text(QAccessible.Text.Value) and not state.offscreen:
            found.append(here)
        if node.role() in (QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.Tree, QAccessible.Role.ComboBox):
            return
        for number in range(node.childCount()):
            child = node.child(number)
            if child is not None and child.isValid():
                walk(child, here)

    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    walk(root, "")
    return found


def test_start_view_offers_to_begin_open_and_see_an_example(qtbot: QtBot) -> None:
    window = MainWindow(ProjectSession())
    qtbot.addWidget(window)
    window.show()
    assert window.start.isVisible()
    assert not window.bar.isVisible()
    assert unnamed(window) == []


def test_open_project_shows_the_next_sensible_step(window: MainWindow) -> None:
    assert window.rail.isVisible()
    assert window.step_id == "town"
    assert window.rail.buttons["town"].isChecked()
    assert window.rail.buttons["town"].accessibleDescription() == "następny krok" or "w toku" in window.rail.buttons["town"].accessibleDescription()
    assert window.windowTitle() == "nowy projekt – MRL Desktop"


@pytest.mark.parametrize("step_id", AVAILABLE)
def test_every_page_opens_and_names_all_its_controls(window: MainWindow, step_id: str) -> None:
    window.resize(1280, 800)
    window.go_to_step(step_id)
    QApplication.processEvents()
    assert not isinstance(window._pages[step_id], FailedPage), step_id
    assert unnamed(window) == []


@pytest.mark.parametrize("step_id", AVAILABLE)
def test_no_page_is_wider_than_a_small_window(window: MainWindow, step_id: str) -> None:
    window.resize(1024, 700)
    window.go_to_step(step_id)
    QApplication.processEvents()
    page = window._pages[step_id]
    if not page.wide:
        assert page.horizontalScrollBar().maximum() == 0


def test_ctrl_and_digit_go_to_the_steps(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to_step("town")
    for number, key in ((2, Qt.Key.Key_2), (10, Qt.Key.Key_0), (1, Qt.Key.Key_1)):
        action = next(action for action in window.actions() if action.text().startswith(f"{number}. "))
        assert action.shortcut().toString() == f"Ctrl+{number % 10}"
        action.trigger()
        assert window.step_id == STEPS[number - 1].id, key


def test_arrows_move_along_the_rail(window: MainWindow, qtbot: QtBot) -> None:
    window.rail.mark("town")
    window.rail.buttons["town"].setFocus()
    qtbot.keyClick(window.rail.buttons["town"], Qt.Key.Key_Down)
    assert window.focusWidget() is window.rail.buttons["data"]


def test_rail_fills_as_the_work_goes_on(window: MainWindow, session: ProjectSession, qtbot: QtBot) -> None:
    before = window.rail.buttons["town"].word
    session.put(
        session.settings.with_values({"town_forms_checked": True, "lead_name": "Anna"}),
        *(TeamMember(name=name, position=n) for n, name in enumerate("ABC")),
        label="uzupełnienie",
    )
    qtbot.waitUntil(lambda: window.rail.buttons["town"].word == "gotowe")
    assert before != "gotowe"


def test_undo_and_redo_show_what_they_would_do(window: MainWindow, session: ProjectSession) -> None:
    session.put(session.settings.with_values({"lead_name": "Ewa"}), label="zmiana kierującego")
    undo, redo = window.actions_.by_id["undo"], window.actions_.by_id["redo"]
    assert undo.text() == "Cofnij: zmiana kierującego"
    undo.trigger()
    assert session.settings.lead_name == ""
    assert redo.isEnabled()
    redo.trigger()
    assert session.settings.lead_name == "Ewa"


def test_finding_leads_to_its_place(window: MainWindow, session: ProjectSession) -> None:
    person = TeamMember(name="Żaneta", position=0)
    session.put(person, label="dodanie osoby")
    finding = Finding(severity=Severity.WARNING, code="X1", message="Brakuje roli.", hint="Wpisz rolę.", place=Place(record=person.id))
    session.tell_findings([finding])
    assert "1\u00a0sprawa do sprawdzenia" in window.bar.findings.text() or "do sprawdzenia" in window.bar.findings.text()
    window.go_to_step(AVAILABLE[-1])
    window.toggle_findings()
    window.drawer.table.selectRow(window.drawer.table.findings.index(finding))
    window.drawer.table.go_to_current()
    assert window.step_id == "town"
    page = window._pages["town"]
    assert isinstance(page, TownPage)
    assert page._team.current_id() == person.id


def test_finder_goes_to_records_steps_and_indicators(window: MainWindow, session: ProjectSession, qtbot: QtBot) -> None:
    session.put(TeamMember(name="Żaneta Ćwiklińska"), label="dodanie osoby")
    finder = Finder(window, session)
    qtbot.addWidget(finder)
    for words, kind in (("zaneta", "członek zespołu"), ("finanse", "krok 7"), ("ludnosc", "wskaźnik")):
        finder.line.setText(words)
        assert any(kind in finder.list.item(row).text() for row in range(finder.list.count())), words
    finder.line.setText("zaneta")
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert finder.result() == QDialog.DialogCode.Accepted
    assert finder.place is not None and finder.place.step == "town"


def test_f6_goes_round_the_parts_of_the_window(window: MainWindow) -> None:
    window.resize(1280, 800)
    window.toggle_help(True)
    parts = (window.rail, window._pages["town"], window.help, window.bar)
    window.rail.focus_current()
    seen = []
    for _ in parts:
        window.next_region()
        seen.append(next(n for n, part in enumerate(parts) if part.isAncestorOf(window.focusWidget())))
    assert seen == [1, 2, 3, 0]


def test_help_shows_the_step_and_folds_away(window: MainWindow) -> None:
    window.resize(1280, 800)
    window.toggle_help(True)
    assert "Po co ten krok?" in window.help._text.toPlainText()
    window.toggle_help()
    assert window.help.isHidden()


def test_small_window_folds_the_help_by_itself(session: ProjectSession, qtbot: QtBot) -> None:
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    folded = window.help.isHidden()
    session.close(save=False)
    assert folded


def test_project_is_saved_opened_and_listed(window: MainWindow, session: ProjectSession, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "miasto.mrl"
    assert window.bar.file.text().startswith("Projekt nie ma jeszcze pliku")
    session.save_as(target, window.files._saved, window.files._failed)
    qtbot.waitUntil(lambda: target.exists() and not session.saving)
    assert window.bar.file.text().startswith("Zapisano")
    session.put(session.settings.with_values({"lead_name": "Ewa"}), label="zmiana")
    assert "nowsze zmiany w kopii roboczej" in window.bar.file.text()
    assert window.files.close()
    assert window.start.isVisible()
    window.files.open_path(target)
    assert session.project.single(Settings).lead_name == "Ewa"
    assert window.windowTitle() == "miasto.mrl – MRL Desktop"


def test_file_changed_on_disk_is_said(window: MainWindow, session: ProjectSession, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "miasto.mrl"
    session.save_as(target, lambda: None, window.files._failed)
    qtbot.waitUntil(lambda: not session.saving)
    target.write_bytes(target.read_bytes() + b"\0" * 4096)
    window.bar.show_file()
    assert window.bar.file.text().startswith("Plik zmienił się na dysku")
    session.close(save=False)


def test_damaged_file_is_refused_calmly(qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "zepsuty.mrl"
    broken.write_bytes(b"to nie jest projekt" * 100)
    window = MainWindow(ProjectSession())
    qtbot.addWidget(window)
    window.show()
    window.files.open_path(broken)
    assert window.notice.isVisible()
    assert "zepsuty.mrl" in window.notice.accessibleName()
    assert window.start.isVisible()


def test_what_a_crash_left_is_offered_for_recovery(qtbot: QtBot) -> None:
    window = MainWindow(ProjectSession())
    qtbot.addWidget(window)
    from datetime import datetime

    from mrl_desktop.storage import Recovery

    lost = Recovery(working=Path("robocza.mrl"), target=None, last_change=datetime(2027, 3, 1, 11, 32), town="Nowe Bielany")
    window.start.show_files([], [lost])
    window.show()
    with qtbot.waitSignal(window.start.recovery_wanted) as heard:
        next(b for b in window.start.findChildren(QWidget) if getattr(b, "text", lambda: "")() == "Odzyskaj").click()  # type: ignore[attr-defined]
    assert heard.args == [lost.working]


def test_page_that_cannot_be_made_says_so_in_its_place(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PAGES, "review", ("nie_ma_takiej", "Strona"))
    window.go_to_step("review")
    assert isinstance(window._pages["review"], FailedPage)
    assert window.step_id == "review"


def test_unexpected_error_is_told_in_polish_with_details_to_copy(qtbot: QtBot) -> None:
    dialog = FailureDialog(None, ValueError("coś"), project_open=True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert unnamed(dialog) == []
    copy = next(b for b in dialog.findChildren(QWidget) if getattr(b, "text", lambda: "")() == "Kopiuj szczegóły")
    copy.click()  # type: ignore[attr-defined]
    assert "ValueError: coś" in QGuiApplication.clipboard().text()


def test_undo_key_pressed_while_typing_undoes_in_the_plan(window: MainWindow, session: ProjectSession, qtbot: QtBot) -> None:
    page = window._pages["town"]
    assert isinstance(page, TownPage)
    field = page._lead.entry("lead_name").focusProxy()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "Ewa")
    assert window.actions_.by_id["undo"].isEnabled()
    window.actions_.by_id["undo"].trigger()
    assert session.settings.lead_name == ""
    assert field.text() == ""
    assert session.open_project.undo_label == "założenie projektu"


def test_second_project_replaces_the_first_in_every_page(window: MainWindow, session: ProjectSession) -> None:
    old = session.open_project
    other = create_project(None, who="Anna Test")
    other.put(session.settings.with_values({"town_name": "Żarki"}), label="założenie")
    session.take(other)
    old.close(save=False)
    page = window._pages["town"]
    assert isinstance(page, TownPage)
    field = page._names.entry("town_name").focusProxy()
    assert isinstance(field, QLineEdit)
    assert field.text() == "Żarki"


def test_dialogs_name_all_their_controls(window: MainWindow, session: ProjectSession, qtbot: QtBot) -> None:
    number = Fact(key="ludnosc", label="Ludność", value=43370, unit="osób", source=Source(file="a.csv", cell="D14"))
    for dialog in (
        Finder(window, session),
        FactSourceDialog(window, Fact(key="x", label="Zmiana", value=-6.2, unit="%", formula="a : b", inputs=(number,))),
        ChooseTownDialog(window, session.register),
        NewProjectDialog(window, session.register),
    ):
        qtbot.addWidget(dialog)
        dialog.show()
        assert unnamed(dialog) == [], type(dialog).__name__


def test_origin_of_a_number_is_told_down_to_the_cell() -> None:
    source = Source(file="ludnosc.csv", sheet="TABLICA", cell="D14", sha256="ab12", publisher="GUS BDL")
    parts = tuple(Fact(key="l", label="Ludność", value=value, unit="osób", year=year, source=source) for value, year in ((43370, 2024), (46250, 2015)))
    text = as_text(Fact(key="d", label="Zmiana", value=-6.2, unit="%", formula="(a − b) : b", inputs=parts))
    assert "Zmiana: −6,2%" in text
    assert "Wzór: (a − b) : b" in text
    assert text.count("Komórka: D14") == 2
    assert "Suma kontrolna pliku (SHA-256): ab12" in text


def test_another_town_brings_its_names_in_one_step(window: MainWindow, session: ProjectSession, monkeypatch: pytest.MonkeyPatch) -> None:
    town = session.register.get("1811011")
    assert town is not None
    monkeypatch.setattr(ChooseTownDialog, "ask", classmethod(lambda cls, parent, register: town))
    page = window._pages["town"]
    assert isinstance(page, TownPage)
    page._choose_town()
    assert (session.settings.territory, session.settings.town_name) == (town.code, town.name)
    assert session.settings.horizon_start == 2027
    session.undo()
    assert session.settings.town_name == "Nowe Bielany"


def test_file_follows_the_work_every_few_minutes(window: MainWindow, session: ProjectSession, qtbot: QtBot, tmp_path: Path) -> None:
    session.save_as(tmp_path / "miasto.mrl", lambda: None, window.files._failed)
    qtbot.waitUntil(lambda: not session.saving)
    session.put(session.settings.with_values({"lead_name": "Ewa"}), label="zmiana")
    assert session._autosave.isActive()
    session.autosave()
    qtbot.waitUntil(lambda: not session.saving)
    assert session.open_project.workspace.state is FileState.SAVED
