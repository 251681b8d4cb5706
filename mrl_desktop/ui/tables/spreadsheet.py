"""A table view with the habits of a spreadsheet: arrows, F2, Enter, Tab, Ctrl+C, Ctrl+X, Ctrl+V and Ctrl+D on ranges, Delete.

It works on any model (or sorting proxy over one) that has `write({(row, column): text}) -> problems`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any, Protocol, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractProxyModel,
    QByteArray,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mrl_desktop.polish import parse_number
from mrl_desktop.ui import preferences, theme
from mrl_desktop.ui.tables.wrapping import WrappedCells
from mrl_desktop.ui.values import Kind

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 32
LEAST_SHARE = 112
"""Pixels below which a column that shares the rest is not squeezed."""


class Writable(Protocol):
    """What the view asks of the model under it."""

    def write(self, cells: Mapping[tuple[int, int], str]) -> list[str]: ...

    def kind_at(self, row: int, column: int) -> Kind: ...


class Spreadsheet(QTableView):
    """The view. `told` carries what could not be pasted; `asked_for` is Enter or double click on a row that is only read."""

    told = Signal(list)
    asked_for = Signal(int)
    row_wanted = Signal()
    """Enter on the last row: the person would like another."""

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        self._name = name
        self._sharing: list[int] = []
        self.setAccessibleName(accessible_name)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setAlternatingRowColors(False)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setMinimumSectionSize(48)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(CellEditor(self))
        self.doubleClicked.connect(self._double_clicked)

    # -- shape --------------------------------------------------------------------------------------------------------

    def remember_widths(self) -> None:
        """From now on widths the person sets are kept for next time; the ones kept before are taken."""
        header = self.horizontalHeader()
        key = f"kolumny/{self._name}/{header.count()}"
        kept = preferences.bytes_of(key)
        if not kept.isEmpty():
            header.restoreState(kept)

        def keep() -> None:
            if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton and header.underMouse():  # dragged, not a window resized
                preferences.remember(key, QByteArray(header.saveState().data()))

        header.sectionResized.connect(keep)

    def share_width(self, widths: list[int]) -> None:
        """Sets column widths; 0 lets a column share what is left, but never less than LEAST_SHARE (then the table scrolls)."""
        self._sharing = [column for column, width in enumerate(widths) if not width]
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            if width:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(column, width)
        self._share()

    def _share(self) -> None:
        if not self._sharing:
            return
        header = self.horizontalHeader()
        fixed = sum(header.sectionSize(column) for column in range(header.count()) if column not in self._sharing)
        roomy = (self.viewport().width() - fixed) / len(self._sharing) >= LEAST_SHARE
        mode = QHeaderView.ResizeMode.Stretch if roomy else QHeaderView.ResizeMode.Interactive
        for column in self._sharing:
            if header.sectionResizeMode(column) != mode:
                header.setSectionResizeMode(column, mode)
            if not roomy and header.sectionSize(column) < LEAST_SHARE:
                header.resizeSection(column, LEAST_SHARE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share()
        super().resizeEvent(event)

    # -- keys ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.clear_cells()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.fill_down()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.state() != QAbstractItemView.State.EditingState:
            self.clear_cells()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != QAbstractItemView.State.EditingState:
            self._enter()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.text() and not event.text().isprintable():
            event.ignore()  # Ctrl+letter belongs to the window, it does not start typing
            super().keyPressEvent(event) if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_A) else None
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        index = self.currentIndex()
        if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.asked_for.emit(index.row())
        else:
            self.go_down()

    def go_down(self) -> None:
        """One row down in the same column, as Enter does in a spreadsheet."""
        index = self.currentIndex()
        below = index.sibling(index.row() + 1, index.column())
        if below.isValid():
            self.setCurrentIndex(below)
        elif index.isValid():
            self.row_wanted.emit()

    def _double_clicked(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.asked_for.emit(index.row())

    # -- ranges -------------------------------------------------------------------------------------------------------

    def _area(self) -> tuple[list[int], list[int]]:
        """Rows and columns of the selection, or of the current cell."""
        chosen = self.selectionModel().selectedIndexes() if self.selectionModel() else []
        if not chosen and self.currentIndex().isValid():
            chosen = [self.currentIndex()]
        return sorted({index.row() for index in chosen}), sorted({index.column() for index in chosen})

    def copy(self) -> None:
        """The selection to the clipboard, cells parted by tabs as spreadsheets expect."""
        rows, columns = self._area()
        model = self.model()
        lines = []
        for row in rows:
            texts = (harmless(str(model.index(row, column).data(Qt.ItemDataRole.EditRole) or "")) for column in columns)
            lines.append("\t".join(f'"{text}"' if "\n" in text or "\t" in text else text for text in texts))
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """The clipboard into the cells from the current one on; a single value fills the whole selection."""
        block = [split_cells(row) for row in split_rows(QGuiApplication.clipboard().text())]
        rows, columns = self._area()
        if not block or not rows:
            return
        if len(block) == 1 and len(block[0]) == 1:
            cells = {(row, column): block[0][0] for row in rows for column in columns}
        else:
            cells = {(rows[0] + n, columns[0] + m): text for n, line in enumerate(block) for m, text in enumerate(line)}
        self._write(cells)

    def fill_down(self) -> None:
        """The top row of the selection into the rows under it; for a single row the row above into it."""
        rows, columns = self._area()
        if len(rows) == 1 and rows[0] > 0:
            rows = [rows[0] - 1, rows[0]]
        model = self.model()
        top = {column: str(model.index(rows[0], column).data(Qt.ItemDataRole.EditRole) or "") for column in columns} if rows else {}
        self._write({(row, column): top[column] for row in rows[1:] for column in columns})

    def clear_cells(self) -> None:
        rows, columns = self._area()
        self._write({(row, column): "" for row in rows for column in columns})

    def _write(self, cells: Mapping[tuple[int, int], str]) -> None:
        if not cells:
            return
        source, mapped = _down_to_source(self.model(), cells)
        problems = source.write(mapped)
        if problems:
            self.told.emit(problems)


def split_rows(text: str) -> list[str]:
    """Clipboard text into rows; line breaks inside quoted cells stay."""
    rows, current, quoted = [], "", False
    for sign in text.replace("\r\n", "\n").replace("\r", "\n"):
        if sign == '"':
            quoted = not quoted
        if sign == "\n" and not quoted:
            rows.append(current)
            current = ""
        else:
            current += sign
    if current:
        rows.append(current)
    return rows


def split_cells(row: str) -> list[str]:
    """One clipboard row into cells; quotes a spreadsheet puts round cells with breaks are taken off."""
    cells = []
    for cell in row.split("\t"):
        if len(cell) > 1 and cell[0] == cell[-1] == '"' and "\n" in cell:
            cell = cell[1:-1].replace('""', '"')
        cells.append(cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_SIGNS else cell)
    return cells


FORMULA_SIGNS = frozenset("=+-@")
"""Signs with which a spreadsheet begins a formula."""


def harmless(text: str) -> str:
    """A text that a spreadsheet would take for a formula, with the apostrophe that keeps it a text; numbers stay as they are."""
    return f"'{text}" if text[:1] in FORMULA_SIGNS and parse_number(text) is None else text


def _down_to_source(model: QAbstractItemModel, cells: Mapping[tuple[int, int], str]) -> tuple[Writable, dict[tuple[int, int], str]]:
    """The model that can write, and the cells in its rows; rows past the end of a proxy go past the end of its source."""
    mapped = dict(cells)
    while isinstance(model, QAbstractProxyModel):
        source = model.sourceModel()
        past, end = model.rowCount(), source.rowCount()
        mapped = {
            ((model.mapToSource(model.index(row, column)).row(), column) if row < past else (end + row - past, column)): text
            for (row, column), text in mapped.items()
        }
        model = source
    return cast(Writable, model), mapped


class CellEditor(WrappedCells):
    """Edits a cell in place: a line, or a list for choices. Enter goes down, Tab to the next cell, Escape leaves all as it was."""

    def __init__(self, view: Spreadsheet) -> None:
        super().__init__(view)
        self._view = view

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        kind = self._kind(index)
        if kind.options is not None or kind.flag:
            combo = QComboBox(parent)
            options = kind.options() if kind.options else ((True, "tak"), (False, "nie"))
            combo.addItems([words for _, words in options])
            combo.setAccessibleName("Wybór w komórce")
            combo.activated.connect(lambda: self._commit(combo))
            return combo
        editor = QLineEdit(parent)
        editor.setAccessibleName("Treść komórki")
        if kind.right:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findText(text), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        text = editor.currentText() if isinstance(editor, QComboBox) else cast(QLineEdit, editor).text()
        if text != str(index.data(Qt.ItemDataRole.EditRole) or ""):
            self._view._write({(index.row(), index.column()): text})

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(cast(Any, option).rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            key = cast(QKeyEvent, event).key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._commit(editor)
                self._view.go_down()
                return True
        return super().eventFilter(editor, event)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if colour is not None:
            cast(Any, option).palette.setColor(QPalette.ColorRole.HighlightedText, theme.colour("on_selection"))

    def _commit(self, editor: QWidget) -> None:
        with contextlib.suppress(RuntimeError):  # the view may already have let go of the editor
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _kind(self, index: Index) -> Kind:
        model = self._view.model()
        row, column = index.row(), index.column()
        while isinstance(model, QAbstractProxyModel):
            row = model.mapToSource(model.index(row, column)).row()
            model = model.sourceModel()
        return cast(Writable, model).kind_at(row, column)
