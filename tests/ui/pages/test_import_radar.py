from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.strategy import PlanIndicator
from mrl_desktop.flows.build_sample import sample_folder
from mrl_desktop.flows.import_files import commit, plan_import
from mrl_desktop.flows.sample_story import foundation, read_story
from mrl_desktop.flows.touched_places import Touched
from mrl_desktop.ui.imports.preview import FILES, RADAR
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.pages.data import DataPage
from mrl_desktop.ui.session import ProjectSession

POPULATION = "LUDN_2137_XTAB_20250618101412.xlsx"
SOON = 20_000


@pytest.fixture
def page(window: MainWindow, session: ProjectSession, qtbot: QtBot) -> DataPage:
    session.remove(session.settings.id, "usunięcie")
    session.change(foundation(read_story(sample_folder())))
    commit(session.open_project, plan_import(session.open_project, [sample_folder() / POPULATION]))
    window.resize(1366, 768)
    window.go_to_step("data")
    made = window._pages["data"]
    assert isinstance(made, DataPage)
    return made


def newer(folder: Path, session: ProjectSession, less: int) -> tuple[Path, float]:
    town = session.settings.territory
    was = session.statistics.observation("ludnosc", town, 2023)
    assert was is not None
    assert was.value is not None
    path = folder / "LUDN_2137_CTAB_20260618101412.csv"
    path.write_text(f'"Kod";"Nazwa";"ogółem;ogółem;2023;[osoba]";\n"{town}";"Nowe Bielany (1)";"{was.value - less:.0f}";\n', encoding="utf-8")
    return path, was.value


def read(page: DataPage, qtbot: QtBot, path: Path) -> None:
    page.read([path])
    qtbot.waitUntil(lambda: not page.zone.reading and page.preview.isVisible(), timeout=SOON)
    plan = page._keeper.plan
    assert plan is not None
    page._keeper.answer({question.fingerprint: "ludnosc" for question in plan.open_questions})
    qtbot.waitUntil(lambda: not page._keeper.busy and page.preview.found is not None and not page.preview._latest.busy, timeout=SOON)


def test_newer_publication_is_told_before_it_comes_in_and_leads_to_the_plan(page: DataPage, window: MainWindow, session: ProjectSession, qtbot: QtBot, tmp_path: Path) -> None:
    path, was = newer(tmp_path, session, 150)
    name = next(one.id for one in session.catalogue.indicators.values() if one.variables == ("ludnosc",))
    rests = PlanIndicator(name="Liczba mieszkańców", catalogue=name, baseline=Decimal(round(was)), baseline_year=2023)
    session.put(rests, label="próba")
    read(page, qtbot, path)
    preview = page.preview
    qtbot.waitUntil(lambda: preview.tabs.isTabVisible(RADAR), timeout=SOON)
    assert preview.tabs.tabText(RADAR).startswith("Co się zmieni (")
    preview.tabs.setCurrentIndex(RADAR)
    pane = preview.radar
    first = pane._held[pane.list.current]
    assert isinstance(first, Touched)
    assert first.place.record == rests.id
    assert pane.go.isVisible()
    number = next(key for key in pane.list.keys if "Liczby miasta" in key)
    pane.list.pick(number)
    shown = [cell.text().replace("\u00a0", "") for cells in pane._cells for cell in cells]
    assert f"{was:.0f}" in shown
    assert f"{was - 150:.0f}" in shown
    pane.see.click()
    replica = preview.files.replica
    qtbot.waitUntil(lambda: not replica.busy and bool(replica.view.marked), timeout=SOON)
    assert preview.tabs.currentIndex() == FILES
    assert replica.view.marked == {(1, 2)}
    preview.carry_out.click()
    qtbot.waitUntil(lambda: page.message.isVisible(), timeout=SOON)
    assert any(finding.place.record == rests.id for finding in session.findings)


def test_same_numbers_again_have_nothing_to_tell(page: DataPage, session: ProjectSession, qtbot: QtBot, tmp_path: Path) -> None:
    path, _ = newer(tmp_path, session, 0)
    read(page, qtbot, path)
    assert not page.preview.tabs.isTabVisible(RADAR)
