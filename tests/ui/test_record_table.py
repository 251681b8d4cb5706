from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.undertakings import Category, Task, Undertaking
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.columns import of_field
from mrl_desktop.ui.tables.record_table import RecordTable
from mrl_desktop.ui.tables.spreadsheet import harmless, split_cells, split_rows
from mrl_desktop.ui.values import MONEY, enumeration

NAMES = ("Żłobek miejski", "Cmentarz", "Ćwiczenia dla seniorów", "Łąka kwietna")


def cards() -> list[Undertaking]:
    return [Undertaking(title=name, position=n, declared_cost=Decimal(1000 * (n + 1))) for n, name in enumerate(NAMES)]


@pytest.fixture
def table(session: ProjectSession, qtbot: QtBot) -> Iterator[RecordTable[Undertaking]]:
    session.put(*cards(), label="dodanie projektów")
    made = RecordTable[Undertaking](
        session,
        "proba",
        "Projekty",
        (
            of_field("title", "Tytuł", required=True),
            of_field("category", "Rodzaj", enumeration(Category, blank="")),
            of_field("declared_cost", "Koszt", MONEY, unit="zł"),
            of_field("code", "Kod", editable=False),
        ),
        lambda: session.project.all(Undertaking),
        "projektu",
        new=lambda: Undertaking(position=session.project.next_position(Undertaking)),
    )
    qtbot.addWidget(made)
    session.changed.connect(lambda _: made.refresh())
    made.refresh()
    made.resize(800, 400)
    made.show()
    yield made


def titles(session: ProjectSession) -> list[str]:
    return [card.title for card in session.project.all(Undertaking)]


def shown(table: RecordTable[Undertaking], column: int = 0) -> list[str]:
    return [str(table.order.index(row, column).data()) for row in range(table.order.rowCount())]


def choose(table: RecordTable[Undertaking], top: int, left: int, bottom: int, right: int) -> None:
    area = QItemSelection(table.order.index(top, left), table.order.index(bottom, right))
    table.view.setCurrentIndex(table.order.index(top, left))
    table.view.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_model_keeps_the_rules_of_qt_models(table: RecordTable[Undertaking], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table.model)
    qtmodeltester.check(table.order)


def test_headers_carry_units_and_numbers_stand_right_with_polish_separators(table: RecordTable[Undertaking]) -> None:
    assert table.model.headerData(2, Qt.Orientation.Horizontal) == "Koszt [zł]"
    cell = table.model.index(3, 2)
    assert cell.data() == "4\u00a0000,00"
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight.value


def test_typed_cell_is_stored_and_undone_as_one_step(table: RecordTable[Undertaking], session: ProjectSession) -> None:
    assert table.model.setData(table.model.index(1, 2), "2 500,50 zł")
    assert session.project.all(Undertaking)[1].declared_cost == Decimal("2500.50")
    session.undo()
    assert session.project.all(Undertaking)[1].declared_cost == Decimal(2000)


def test_value_that_is_not_understood_stays_out_and_is_told(table: RecordTable[Undertaking], session: ProjectSession) -> None:
    assert not table.model.setData(table.model.index(0, 2), "drogo")
    assert session.project.all(Undertaking)[0].declared_cost == Decimal(1000)
    choose(table, 0, 2, 0, 2)
    QGuiApplication.clipboard().setText("drogo")
    table.view.paste()
    assert table._note.isVisible()


def test_range_is_copied_with_tabs_and_pasted_in_one_step(table: RecordTable[Undertaking], session: ProjectSession) -> None:
    choose(table, 0, 0, 1, 1)
    table.view.copy()
    assert QGuiApplication.clipboard().text() == "Żłobek miejski\tpodstawowy\nCmentarz\tpodstawowy"
    QGuiApplication.clipboard().setText("Park\trezerwowy\nSzkoła\tuzupełniający")
    choose(table, 2, 0, 2, 0)
    table.view.paste()
    assert titles(session)[2:] == ["Park", "Szkoła"]
    assert session.project.all(Undertaking)[3].category is Category.SUPPLEMENTARY
    session.undo()
    assert titles(session) == list(NAMES)


def test_pasting_past_the_end_adds_rows(table: RecordTable[Undertaking], session: ProjectSession) -> None:
    QGuiApplication.clipboard().setText("Jeden\nDwa\nTrzy")
    choose(table, 3, 0, 3, 0)
    table.view.paste()
    assert titles(session) == [*NAMES[:3], "Jeden", "Dwa", "Trzy"]
    assert len({card.position for card in session.project.all(Undertaking)}) == 6
    session.undo()
    assert titles(session) == list(NAMES)


def test_one_value_pasted_fills_the_selection(table: RecordTable[Undertaking], session: ProjectSession) -> None:
    QGuiApplication.clipboard().setText("rezerwowy")
    choose(table, 0, 1, 3, 1)
    table.view.paste()
    assert {card.category for card in session.project.all(Undertaking)} == {Category.RESERVE}


def test_ctrl_d_fills_down_and_delete_clears(table: RecordTable[Undertaking], session: ProjectSession, qtbot: QtBot) -> None:
    choose(table, 0, 2, 2, 2)
    qtbot.keyClick(table.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [card.declared_cost for card in session.project.all(Undertaking)] == [1000, 1000, 1000, 4000]
    choose(table, 0, 2, 1, 2)
    qtbot.keyClick(table.view, Qt.Key.Key_Delete)
    assert [card.declared_cost for card in session.project.all(Undertaking)] == [None, None, 1000, 4000]


def test_enter_goes_down_and_f2_edits(table: RecordTable[Undertaking], session: ProjectSession, qtbot: QtBot) -> None:
    choose(table, 0, 0, 0, 0)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert table.view.currentIndex().row() == 1
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    editor = table.view.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText("Nowa nekropolia")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert titles(session)[1] == "Nowa nekropolia"
    assert table.view.currentIndex().row() == 2


def test_choices_are_edited_from_a_list(table: RecordTable[Undertaking], session: ProjectSession, qtbot: QtBot) -> None:
    choose(table, 0, 1, 0, 1)
    table.view.edit(table.view.currentIndex())
    combo = table.view.viewport().findChild(QComboBox)
    assert combo is not None
    combo.setCurrentIndex(2)
    combo.activated.emit(2)
    assert session.project.all(Undertaking)[0].category is Category.RESERVE


def test_tab_leaves_the_table(table: RecordTable[Undertaking]) -> None:
    assert not table.view.tabKeyNavigation()


def test_sorting_follows_the_polish_alphabet_and_gives_the_own_order_back(table: RecordTable[Undertaking]) -> None:
    table._sort(0)
    assert shown(table) == ["Cmentarz", "Ćwiczenia dla seniorów", "Łąka kwietna", "Żłobek miejski"]
    table._sort(2)
    table._sort(2)
    assert shown(table) == list(reversed(NAMES))
    table._sort(2)
    assert shown(table) == list(NAMES)


def test_pasting_into_a_sorted_table_writes_to_the_rows_seen(table: RecordTable[Undertaking], session: ProjectSession) -> None:
    table._sort(0)
    QGuiApplication.clipboard().setText("7 000\n8 000")
    choose(table, 0, 2, 0, 2)
    table.view.paste()
    costs = {card.title: card.declared_cost for card in session.project.all(Undertaking)}
    assert costs["Cmentarz"] == 7000
    assert costs["Ćwiczenia dla seniorów"] == 8000
    assert costs["Żłobek miejski"] == 1000


def test_finding_in_the_table_needs_no_diacritics(table: RecordTable[Undertaking]) -> None:
    table._find.setText("laka KWIET")
    assert shown(table) == ["Łąka kwietna"]
    table._find.clear()
    assert len(shown(table)) == len(NAMES)


def test_rows_are_moved_removed_and_brought_back(table: RecordTable[Undertaking], session: ProjectSession) -> None:
    choose(table, 0, 0, 0, 0)
    table._move(1)
    assert titles(session)[:2] == [NAMES[1], NAMES[0]]
    choose(table, 0, 0, 1, 0)
    table.remove_chosen()
    assert titles(session) == list(NAMES[2:])
    session.undo()
    session.undo()
    assert titles(session) == list(NAMES)


def test_removing_takes_along_what_belongs_to_the_row(table: RecordTable[Undertaking], session: ProjectSession) -> None:
    first = session.project.all(Undertaking)[0]
    session.put(Task(undertaking=first.id, title="Przetarg"), label="dodanie zadania")
    choose(table, 0, 0, 1, 0)
    table.remove_chosen()
    assert not session.project.all(Task)
    session.undo()
    assert len(session.project.all(Task)) == 1


def test_adding_opens_the_first_cell_of_the_new_row(table: RecordTable[Undertaking], session: ProjectSession) -> None:
    table.add()
    assert len(titles(session)) == len(NAMES) + 1
    assert table.view.currentIndex().row() == len(NAMES)
    assert shown(table)[-1] == "do uzupełnienia"


def test_current_record_stays_current_when_rows_come_and_go(table: RecordTable[Undertaking], session: ProjectSession) -> None:
    wanted = session.project.all(Undertaking)[2].id
    table.pick(wanted)
    session.remove(session.project.all(Undertaking)[0].id, "usunięcie projektu")
    assert table.current_id() == wanted


def test_enter_on_a_cell_that_is_only_read_opens_the_record(table: RecordTable[Undertaking], session: ProjectSession, qtbot: QtBot) -> None:
    choose(table, 1, 3, 1, 3)
    with qtbot.waitSignal(table.opened) as heard:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert heard.args == [session.project.all(Undertaking)[1].id]


def test_cells_with_line_breaks_come_back_from_the_clipboard_whole() -> None:
    rows = split_rows('a\t"b\nc"\nd\te\n')
    assert [split_cells(row) for row in rows] == [["a", "b\nc"], ["d", "e"]]


def test_a_text_that_a_spreadsheet_would_take_for_a_formula_goes_out_as_text_and_comes_back_the_same() -> None:
    for text in ("=HYPERLINK(\"x\")", "+48 600", "@SUMA(A1)", "- punkt listy", "-12,5", "−3", "zwykły tekst", "'cytat'"):
        out = harmless(text)
        assert out[:1] not in "=@" and split_cells(out) == [text]
    assert harmless("-12,5") == "-12,5" and harmless("=1+1") == "'=1+1"
