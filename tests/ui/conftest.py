"""A dressed Qt application and an open project in a working copy of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from mrl_desktop.domain.settings import Settings
from mrl_desktop.flows.open_project import create_project
from mrl_desktop.ui.app import application
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.session import ProjectSession

TOWN = Settings(
    territory="2611011",
    town_name="Nowe Bielany",
    town_genitive="Nowych Bielan",
    town_dative="Nowym Bielanom",
    town_accusative="Nowe Bielany",
    town_instrumental="Nowymi Bielanami",
    town_locative="Nowych Bielanach",
    town_adjective="nowobielański",
    horizon_start=2027,
    horizon_end=2036,
)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, own_user_folder: Path) -> QApplication:
    """Fonts, Polish, theme; once for all tests of the process."""
    if not qapp.property("dressed"):
        application()
        qapp.setProperty("dressed", True)
    return qapp


@pytest.fixture(autouse=True)
def no_question_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message box nobody answers fails the test instead of stopping it."""

    def asked(box: QMessageBox) -> int:
        raise AssertionError(f"pytanie bez odpowiedzi: {box.windowTitle()} {box.text()}")

    monkeypatch.setattr(QMessageBox, "exec", asked)


@pytest.fixture
def session() -> Iterator[ProjectSession]:
    """A session with a new project of a town; nothing on disk but its working copy."""
    hub = ProjectSession()
    opened = create_project(None, who="Anna Test")
    opened.put(TOWN, label="założenie projektu")
    hub.take(opened)
    yield hub
    if hub.is_open:
        hub.close(save=False)


@pytest.fixture
def window(session: ProjectSession, qtbot: object) -> Iterator[MainWindow]:
    """The main window showing that project."""
    made = MainWindow(session)
    made.show()
    yield made
    if session.is_open:
        session.close(save=False)
    made.close()
    made.deleteLater()


def _write(widget: QWidget, text: str) -> None:
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))


@pytest.fixture
def write() -> Callable[[QWidget, str], None]:
    """Types a text letter by letter, Polish letters included (qtbot.keyClicks cannot)."""
    return _write
