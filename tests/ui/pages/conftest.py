"""A project with statistics of a town and six others, so that the pages have something to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.settings import ComparisonGroup, Settings
from mrl_desktop.domain.statistics import ObservationBlock, Series
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.session import ProjectSession

YEARS = range(2015, 2025)
PEERS = ("0202011", "0206011", "0208011", "0401011", "0601011", "1013011")
P = TypeVar("P", bound=Page)


def people(place: int, year: int) -> float:
    """Made-up population: the town (place 0) loses 400 a year, the others 50 more each than the one before."""
    return 40_000 + 1_000 * place - (400 if place == 0 else 50 * place) * (year - 2015)


def births(place: int, year: int) -> float:
    return 300 + 20 * place - 5 * (year - 2015)


def stored(session: ProjectSession) -> None:
    """Puts the statistics and the comparison group into the session's project."""
    towns = (session.settings.territory, *PEERS)
    series = (Series(key="ludnosc", title="Ludność"), Series(key="urodzenia", title="Urodzenia żywe"))
    cells = [(s, t, year, made(t, year)) for s, made in enumerate((people, births)) for t in range(len(towns)) for year in YEARS]
    block = ObservationBlock(
        sheet="DANE",
        series=series,
        territories=towns,
        series_index=[s for s, _, _, _ in cells],
        territory_index=[t for _, t, _, _ in cells],
        years=[year for _, _, year, _ in cells],
        values=[value for _, _, _, value in cells],
        rows=[t + 1 for _, t, _, _ in cells],
        columns=[year - 2014 for _, _, year, _ in cells],
    )
    batch = ImportBatch(file="ludnosc.csv", publisher="GUS BDL", observations=len(cells))
    group = ComparisonGroup(name="Sześć miast", members=PEERS, reason="Podobna wielkość.", chosen=True)
    session.change(Change(label="wczytanie pliku", puts=(batch, group)), blocks={batch.id: [block]})


@pytest.fixture
def filled(session: ProjectSession) -> ProjectSession:
    """The session's project with statistics."""
    stored(session)
    return session


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> Iterator[Callable[[str], Page]]:
    """Opens a page in the window and lets it finish what it computes in the background."""

    def opened(step: str) -> Page:
        window.resize(1400, 900)
        window.go_to_step(step)
        quiet(qtbot)
        return window._pages[step]

    yield opened
    quiet(qtbot)


def quiet(qtbot: QtBot) -> None:
    """Waits until no background work is left."""
    from mrl_desktop.ui import background

    QApplication.processEvents()
    qtbot.waitUntil(lambda: not background._running, timeout=20_000)
    QApplication.processEvents()


@pytest.fixture
def town(session: ProjectSession) -> Settings:
    return session.settings
