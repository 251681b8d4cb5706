from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from excel_modules.picture import SheetPicture, picture_of
from excel_modules.sheet import Sheet, Workbook
from mrl_desktop.flows.cell_roles import CellRole, Fate
from mrl_desktop.ui.widgets.sheet_view import Legend, SheetView


def picture(rows: int = 40, columns: int = 6, top: int = 0, held: int = 300) -> SheetPicture:
    cells: list[list[object]] = [[f"{row}/{column}" if column else row for column in range(columns)] for row in range(rows)]
    sheet = Sheet("Dane", cells, merged=lambda: [((0, 1), (0, 3))], hidden_rows=frozenset([2]))
    return picture_of(Workbook(file="a.xls", format="xls", sheets=[sheet]), sheet, top=top, rows=held)


@pytest.fixture
def view(qtbot: QtBot) -> SheetView:
    made = SheetView()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def test_sheet_has_letters_numbers_and_merged_cells(view: SheetView) -> None:
    view.show_picture(picture())
    model = view.model()
    assert model.headerData(2, Qt.Orientation.Horizontal) == "C"
    assert model.headerData(0, Qt.Orientation.Vertical) == "1"
    assert view.columnSpan(0, 1) == 3
    assert "ukryty" in model.headerData(2, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)


def test_what_became_of_a_cell_is_said_in_words(view: SheetView) -> None:
    view.show_picture(picture())
    view.paint({(4, 2): CellRole(fate=Fate.READ, says="Ludność ogółem, 2024")})
    index = view.model().index(4, 2)
    assert "Wczytano: Ludność ogółem, 2024" in index.data(Qt.ItemDataRole.ToolTipRole)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("C5")
    assert "Wczytano" in spoken
    assert view.fate(4, 2) is Fate.READ
    assert view.fate(5, 2) is None


def test_fates_differ_by_more_than_colour(view: SheetView, qtbot: QtBot) -> None:
    """Painted in grey, the cells of every two fates still differ."""
    view.show_picture(picture(columns=3))
    seen: dict[Fate, bytes] = {}
    for fate in Fate:
        view.paint({(4, 1): CellRole(fate=fate)})
        area = view.visualRect(view.model().index(4, 1))
        image = view.viewport().grab(area).toImage().convertToFormat(image_format())
        grey = [image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())]
        middle = sorted(grey)[len(grey) // 2]
        seen[fate] = bytes(abs(one - middle) > 25 for one in grey)
    assert len(set(seen.values())) == len(seen)


def image_format():  # type: ignore[no-untyped-def]
    from PySide6.QtGui import QImage

    return QImage.Format.Format_RGB32


def test_highlighted_cell_is_current_seen_and_framed(view: SheetView) -> None:
    view.show_picture(picture(rows=200))
    view.highlight(150, 3)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (150, 3)
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
    assert view.is_marked(150, 3)
    view.highlight(0, 2)
    assert view.is_marked(0, 1), "a merged cell is framed when a cell under it is meant"


def test_part_of_a_long_sheet_not_yet_here_is_asked_for(view: SheetView, qtbot: QtBot) -> None:
    whole = picture(rows=5000, held=300)
    view.show_picture(whole)
    with qtbot.waitSignal(view.window_wanted, timeout=5000) as asked:
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    top, left = asked.args
    assert top > 300
    assert left == 0
    place = view.verticalScrollBar().value()
    view.show_picture(picture(rows=5000, top=top))
    assert view.verticalScrollBar().value() == place, "another window of the same sheet does not move the person"
    shown = view.rowAt(20)
    assert view.model().index(shown, 1).data() == f"{shown}/1"


def test_arrow_keys_tell_which_cell_was_gone_to(view: SheetView, qtbot: QtBot) -> None:
    view.show_picture(picture())
    view.highlight(5, 1)
    with qtbot.waitSignal(view.chosen) as went:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert went.args == [6, 1]


def test_cells_are_copied_as_spreadsheets_expect(view: SheetView, qtbot: QtBot) -> None:
    view.show_picture(picture())
    view.highlight(5, 1)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "5/1\t5/2"


def test_legend_names_every_fate_with_its_count(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_counts({Fate.READ: 1240, Fate.SKIPPED: 0})
    texts = [words.text() for words in legend._words.values()]
    assert len(texts) == len(Fate)
    assert any("1" in text and "240" in text for text in texts)
