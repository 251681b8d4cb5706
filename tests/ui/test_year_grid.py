from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.project import Change
from mrl_desktop.domain.undertakings import BudgetLine
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.year_grid import Grid, YearGrid

YEARS = (2027, 2028)
ROWS = (("dotacja", "Dotacja"), ("miasto", "Budżet miasta"))


@pytest.fixture
def grid(session: ProjectSession, qtbot: QtBot) -> Iterator[YearGrid]:
    """Money of one project by source and year, kept in budget lines."""
    about = uuid4()

    def line(key: str, year: int) -> BudgetLine | None:
        return next((each for each in session.project.all(BudgetLine) if (each.source, each.year) == (key, year)), None)

    def amount(key: str, year: int) -> Decimal | None:
        found = line(key, year)
        return found.amount if found else None

    def change(key: str, year: int, value: Decimal | None) -> Change:
        found = line(key, year) or BudgetLine(about=about, source=key, year=year)
        if value is None:
            return Change(removes=(found.id,) if found.id in session.project else ())
        return Change(puts=(found.with_values({"amount": value}),))

    made = YearGrid(session, "proba", "Finansowanie", Grid(rows=lambda: ROWS, years=lambda: YEARS, amount=amount, change=change))
    qtbot.addWidget(made)
    session.changed.connect(lambda _: made.refresh())
    made.refresh()
    made.show()
    yield made


def paste(grid: YearGrid, row: int, column: int, text: str) -> None:
    grid.view.setCurrentIndex(grid.model.index(row, column))
    QGuiApplication.clipboard().setText(text)
    grid.view.paste()


def test_model_keeps_the_rules_of_qt_models(grid: YearGrid, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(grid.model)


def test_pasted_range_is_one_step_with_exact_sums(grid: YearGrid, session: ProjectSession) -> None:
    paste(grid, 0, 1, "0,10\t100 000,20\n0,20\t(3,50)")
    assert [grid.model.index(2, column).data() for column in (1, 2, 3)] == ["0,30", "99\u00a0996,70", "99\u00a0997,00"]
    session.undo()
    assert not session.project.all(BudgetLine)


def test_emptied_cell_takes_the_amount_away(grid: YearGrid, session: ProjectSession, qtbot: QtBot) -> None:
    paste(grid, 0, 1, "5")
    qtbot.keyClick(grid.view, Qt.Key.Key_Delete)
    assert not session.project.all(BudgetLine)


def test_sums_and_names_cannot_be_typed_into(grid: YearGrid, session: ProjectSession) -> None:
    for row, column in ((0, 0), (2, 1), (0, 3)):
        assert not grid.model.index(row, column).flags() & Qt.ItemFlag.ItemIsEditable
        paste(grid, row, column, "5")
    assert not session.project.all(BudgetLine)


def test_what_is_not_an_amount_is_told_with_row_and_year(grid: YearGrid) -> None:
    paste(grid, 1, 2, "ok. 5 tys.")
    assert grid._note.isVisible()
    assert "Budżet miasta, 2028" in grid._note.accessibleName()
