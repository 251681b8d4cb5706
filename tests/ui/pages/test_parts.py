"""What pages are made of: sections, rows that wrap, work of which only the newest counts, charts painted for a text."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries, Role
from mrl_desktop.domain.findings import Place
from mrl_desktop.ui.pages.chapter_preview import painted
from mrl_desktop.ui.pages.latest import Latest
from mrl_desktop.ui.pages.sections import Sections
from mrl_desktop.ui.pages.wrapping_row import WrappingRow
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.year_grid import Grid, YearGrid
from mrl_desktop.ui.widgets.chart_layout import lay_out

from .conftest import quiet


class Counted(QWidget):
    """A section that counts how often it was refreshed."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def refresh(self) -> None:
        self.times += 1

    def go_to(self, place: Place) -> QWidget | None:
        return self if place.field == "tutaj" else None


def test_only_the_section_in_view_is_made_and_refreshed(qtbot: QtBot) -> None:
    made: list[Counted] = []

    def make() -> Counted:
        made.append(Counted())
        return made[-1]

    sections = Sections("Części")
    qtbot.addWidget(sections)
    for key in ("a", "b"):
        sections.add(key, key.upper(), make)
    sections.refresh()
    assert [one.times for one in made] == [1]
    sections.show_section("b")
    assert [one.times for one in made] == [1, 1]
    sections.show_section("a")
    assert [one.times for one in made] == [1, 1]
    sections.refresh()
    sections.show_section("b")
    assert [one.times for one in made] == [2, 2]
    assert sections.go_to(Place(field="tutaj")) is made[0]
    assert sections.current == "a"


@pytest.mark.parametrize(("width", "columns"), [(1000, 4), (520, 3), (400, 2), (120, 1)])
def test_a_row_wraps_where_it_is_narrow_and_spreads_evenly(qtbot: QtBot, width: int, columns: int) -> None:
    row = WrappingRow(150)
    qtbot.addWidget(row)
    row.show_items([QLabel(str(number)) for number in range(4)])
    row.resize(width, 200)
    row.show()
    assert row._columns == (2 if columns == 3 else columns)


def test_only_the_newest_answer_counts_and_no_more_than_one_works(session: ProjectSession, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    latest = Latest[int](owner, session)
    gate, answers, ran = threading.Event(), [], []

    def work(number: int) -> int:
        ran.append(number)
        gate.wait(10)
        return number

    for number in (1, 2, 3):
        latest.ask(lambda number=number: work(number), answers.append, lambda error: None)
    gate.set()
    qtbot.waitUntil(lambda: answers == [3], timeout=10_000)
    assert ran == [1, 3]


def test_an_answer_for_a_closed_project_is_dropped(session: ProjectSession, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    gate, answers = threading.Event(), []
    Latest[bool](owner, session).ask(lambda: gate.wait(10), answers.append, lambda error: answers.append(False))
    session.close(save=False)
    gate.set()
    quiet(qtbot)
    assert answers == []


def test_bars_of_town_and_group_share_the_full_thickness() -> None:
    own = ChartSeries(name="Miasto", role=Role.OWN, values=(5.0, None))
    group = ChartSeries(name="grupa", role=Role.GROUP, values=(None, 4.0))
    drawing = lay_out(Chart(kind=ChartKind.BAR, title="", categories=("Miasto", "Inne"), series=(own, group)), 500, 120, lambda text: 7.0 * len(text))
    thick = [max(y for _, y in area.points) - min(y for _, y in area.points) for area in drawing.areas]
    assert thick[0] == pytest.approx(thick[1])
    assert [area.role for area in drawing.areas] == ["own", "group"]
    assert next(words for words in drawing.words if words.text == "Miasto").bold


def test_names_of_points_keep_off_each_other_and_inside() -> None:
    close = ChartSeries(name="Miasto", role=Role.OWN, xs=(0.0, 0.01, 0.02, 1.0), values=(0.0, 0.01, 0.0, 1.0), labels=("Edukacja", "Zdrowie", "Kultura", "Rynek pracy"))
    chart = Chart(kind=ChartKind.SCATTER, title="", series=(close,), x_title="wartość", y_title="dynamika")
    drawing = lay_out(chart, 500, 340, lambda text: 7.0 * len(text))
    boxes = [(w.x, w.y, w.x + 7.0 * len(w.text), w.y + 15) for w in drawing.words if w.text in close.labels]
    assert len(boxes) == 4
    for n, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= 500
        for other_left, other_top, other_right, other_bottom in boxes[n + 1 :]:
            assert right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top


def test_a_chart_painted_for_the_preview_has_the_width_asked_for(qtbot: QtBot) -> None:
    near = QWidget()
    qtbot.addWidget(near)
    series = ChartSeries(name="Miasto", role=Role.OWN, values=(1.0, 2.0))
    image = painted(Chart(kind=ChartKind.LINE, title="Rośnie", categories=("2023", "2024"), series=(series,)), 420, near)
    assert image.width() == round(420 * near.devicePixelRatioF())
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 2


def test_names_of_rows_stay_in_sight_while_the_years_are_scrolled(session: ProjectSession, qtbot: QtBot) -> None:
    rows = [("a", "Dochody"), ("b", "Wydatki")]
    grid = YearGrid(session, "proba", "Próba", Grid(rows=lambda: rows, years=lambda: range(2020, 2032), amount=lambda key, year: Decimal(year)))
    qtbot.addWidget(grid)
    grid.resize(600, 200)
    grid.show()
    grid.refresh()
    assert not grid.frozen.isVisible()
    grid.view.horizontalScrollBar().setValue(500)
    assert grid.frozen.isVisible()
    assert grid.frozen.width() == grid.view.columnWidth(0)
    grid.view.setCurrentIndex(grid.model.index(1, 9))
    for _ in range(8):
        qtbot.keyClick(grid.view, Qt.Key.Key_Left)
        QApplication.processEvents()
        left = grid.view.visualRect(grid.view.currentIndex()).left()
        assert left >= (grid.frozen.width() if grid.frozen.isVisible() else 0)
    assert grid.view.currentIndex().column() == 1


def test_a_column_is_as_wide_as_its_longest_amount(session: ProjectSession, qtbot: QtBot) -> None:
    amount = Decimal("1234567890123.45")
    grid = YearGrid(session, "proba", "Próba", Grid(rows=lambda: [("a", "Dochody")], years=lambda: [2026], amount=lambda key, year: amount))
    qtbot.addWidget(grid)
    grid.refresh()
    text = str(grid.model.index(0, 1).data())
    assert grid.view.columnWidth(1) > grid.view.fontMetrics().horizontalAdvance(text)
