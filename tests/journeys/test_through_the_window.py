"""The whole way through the window: open the example, bring a file in, change, undo, redo, save, write the documents, come back."""

from __future__ import annotations

import gc
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.storage import FileState
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.pages.data import DataPage
from mrl_desktop.ui.pages.diagnosis import DiagnosisPage
from mrl_desktop.ui.pages.documents import DocumentsPage
from mrl_desktop.ui.pages.goals import GoalsPage
from mrl_desktop.ui.session import ProjectSession

ROOT = Path(__file__).resolve().parents[2]
TOWN = "9801011"
SOON = 60_000
NEXT_YEAR = """"Kod";"Nazwa";"Wiek";"Płeć";"Rok";"Wartosc";"Jednostka miary";"Atrybut";
"9801011";"Nowe Bielany (1)";"ogółem";"ogółem";"2025";31415;"osoba";"";
"""

Start = Callable[[], MainWindow]


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    """Starts the program's window, as often as a test closes it.

    What tests before left behind in this process is set aside: collecting their closed windows in the middle of this one's background
    work has brought Qt down, which a program with one window never does.
    """
    gc.freeze()
    windows: list[MainWindow] = []

    def go() -> MainWindow:
        window = MainWindow(ProjectSession())
        window.resize(1280, 800)
        window.show()
        windows.append(window)
        return window

    yield go
    for window in windows:
        if window.session.is_open:
            window.session.close(save=False)
        window.close()
        window.deleteLater()


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Page numbers are left out, so that the journey takes the same way on every computer."""
    monkeypatch.setenv("MRL_SOFFICE", "")


@dataclass
class Planner:
    """A person at the window: goes to pages, presses what they see, waits for what was promised."""

    window: MainWindow
    qtbot: QtBot

    def press(self, text: str, within: QWidget | None = None) -> None:
        [found] = [one for one in (within or self.window).findChildren(QAbstractButton) if one.isVisibleTo(self.window) and text == (one.text() or one.accessibleName())]
        assert found.isEnabled(), text
        found.click()

    def do(self, command: str) -> None:
        [action] = [one for one in self.window.actions() if one.text().partition(":")[0] == command]
        assert action.isEnabled(), command
        action.trigger()

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=SOON)

    def page(self, step: str) -> QWidget:
        self.window.go_to_step(step)
        return self.window._pages[step]

    def goal_title(self, goal: Goal) -> str:
        found = self.window.session.project.one(Goal, goal.id)
        assert found is not None
        return found.title


def rename(planner: Planner, goal: Goal, title: str) -> None:
    """Types another title into the form of a goal."""
    page = planner.page("goals")
    assert isinstance(page, GoalsPage)
    assert page._goals.table.pick(goal.id)
    field = page._goals.form.entry("title").focusProxy() or page._goals.form.entry("title")
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    planner.qtbot.keyClicks(field, title)
    planner.window.session.finish_editing()


def test_from_the_example_through_a_file_and_a_change_to_both_documents_and_back(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    window = start()
    planner = Planner(window, qtbot)
    window.start.sample_wanted.emit()
    planner.until(lambda: window.session.is_open)
    session = window.session
    assert session.settings.territory == TOWN and session.settings.fictitious
    target = session.open_project.path
    assert target is not None

    data = planner.page("data")
    assert isinstance(data, DataPage)
    values = session.statistics.count()
    file = tmp_path / "LUDN_2137_CREL_20260601120000.csv"
    file.write_text(NEXT_YEAR, encoding="utf-8")
    data.read([file])
    planner.until(lambda: data.preview.isVisible() and not data.zone.reading)
    if data._keeper.plan is not None and data._keeper.plan.open_questions:
        data.preview.tabs.setCurrentIndex(1)
        data.preview.questions.accept_all.click()
    planner.until(lambda: not data._keeper.busy)
    data.preview.carry_out.click()
    planner.until(lambda: data.message.isVisible())
    assert session.statistics.count() == values + 1

    planner.do("Cofnij")
    assert session.statistics.count() == values
    planner.do("Ponów")
    found = session.statistics.observation("ludnosc", TOWN, 2025)
    assert found is not None and found.value == 31415 and found.source is not None and found.source.cell == "F2"

    diagnosis = planner.page("diagnosis")
    assert isinstance(diagnosis, DiagnosisPage)

    goal = session.project.all(Goal)[0]
    rename(planner, goal, "Cel zmieniony w oknie")
    assert planner.goal_title(goal) == "Cel zmieniony w oknie"
    planner.do("Cofnij")
    assert planner.goal_title(goal) == goal.title
    planner.do("Ponów")
    assert planner.goal_title(goal) == "Cel zmieniony w oknie"

    planner.do("Zapisz")
    planner.until(lambda: not session.saving and session.open_project.workspace.state is FileState.SAVED)

    documents = planner.page("documents")
    assert isinstance(documents, DocumentsPage)
    documents.saving.write(tmp_path / "dokumenty")
    planner.until(lambda: documents.saving.message.isVisible())
    for name in ("PRL.docx", "PRI.docx"):
        with zipfile.ZipFile(tmp_path / "dokumenty" / name) as archive:
            text = archive.read("word/document.xml").decode("utf-8")
        assert "[BRAK" not in text
    with zipfile.ZipFile(tmp_path / "dokumenty" / "PRL.docx") as archive:
        assert "Cel zmieniony w oknie" in archive.read("word/document.xml").decode("utf-8").replace("\u00a0", " ")

    records = {record.id: record for record in session.project}
    window.close()
    assert not session.is_open

    again = start()
    planner = Planner(again, qtbot)
    planner.press("Nowe Bielany", again.start)
    planner.until(lambda: again.session.is_open)
    assert again.session.open_project.path == target
    assert {record.id: record for record in again.session.project} == records
    assert again.session.statistics.count() == values + 1


WORKING = """
import sys
from pathlib import Path
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.flows.open_project import open_project
opened = open_project(Path(sys.argv[1]), who="Anna")
for number in range(5):
    opened.put(Goal(title=f"Cel po ostatnim zapisie {number}"), label="nowy cel")
print("gotowe", flush=True)
sys.stdin.read()
"""


def test_work_of_a_killed_program_is_found_again_from_the_start_view(start: Start, qtbot: QtBot, sample: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", WORKING, str(sample)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None and process.stdout.readline().strip() == "gotowe"
        process.kill()
    before = sample.read_bytes()
    window = start()
    planner = Planner(window, qtbot)
    planner.press("Odzyskaj", window.start)
    planner.until(lambda: window.session.is_open)
    session = window.session

    titles = {goal.title for goal in session.project.all(Goal)}
    assert {f"Cel po ostatnim zapisie {number}" for number in range(5)} <= titles
    assert session.project.single(Settings).territory == TOWN
    assert session.open_project.path == sample and sample.read_bytes() == before
    assert session.open_project.workspace.state is FileState.UNSAVED
    planner.do("Zapisz")
    planner.until(lambda: not session.saving and session.open_project.workspace.state is FileState.SAVED)
    window.close()

    assert not [one for one in start().start.findChildren(QAbstractButton) if one.text() == "Odzyskaj"]
