from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.project import removal
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.flows.build_sample import sample_folder
from mrl_desktop.flows.import_files import commit, plan_import
from mrl_desktop.ui.imports.preview import CONFLICTS
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.pages.data import DataPage
from mrl_desktop.ui.session import ProjectSession

GOALS = "Modul_7_Drzewo_celow.xlsx"
SOON = 20_000


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    book = openpyxl.load_workbook(sample_folder() / GOALS)
    book.properties.title = "Wersja poprawiona"
    book.save(tmp_path / GOALS)
    return tmp_path / GOALS


@pytest.mark.slow
def test_removed_goal_is_asked_about_and_comes_back_only_on_request(window: MainWindow, session: ProjectSession, qtbot: QtBot, newer: Path) -> None:
    commit(session.open_project, plan_import(session.open_project, [sample_folder() / GOALS]))
    parents = {goal.parent for goal in session.project.all(Goal)}
    gone = next(goal for goal in session.project.all(Goal) if goal.id not in parents)
    session.change(removal(session.project, gone.id, "usunięcie celu"))
    window.go_to_step("data")
    page = window._pages["data"]
    assert isinstance(page, DataPage)
    page.read([newer])
    qtbot.waitUntil(lambda: not page.zone.reading and page.preview.isVisible(), timeout=SOON)
    preview = page.preview
    assert preview.tabs.isTabVisible(CONFLICTS)
    preview.tabs.setCurrentIndex(CONFLICTS)
    pane = preview.conflicts
    pane.list.pick(f"{gone.id} ")
    assert pane.mine.text() == "Zostaw usunięte"
    assert pane.mine.isChecked()
    assert gone.title in pane._texts.theirs.toPlainText()
    pane.all_theirs.click()
    qtbot.waitUntil(lambda: not page._keeper.busy, timeout=SOON)
    preview.carry_out.click()
    qtbot.waitUntil(lambda: gone.id in session.project, timeout=SOON)
