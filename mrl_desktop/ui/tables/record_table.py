"""A table of records with its tools: find in it, add, remove, reorder, all undoable; remembers column widths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.flows.field_origins import has_origin
from mrl_desktop.ui import theme
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.columns import Column, R
from mrl_desktop.ui.tables.record_model import RecordModel, RecordOrder
from mrl_desktop.ui.tables.spreadsheet import ROW_HEIGHT, Spreadsheet
from mrl_desktop.ui.widgets.basics import button, label, tool
from mrl_desktop.ui.widgets.message import InlineMessage

WRAPPED_UP_TO = 200
"""Rows up to which long texts wrap and rows grow with them; longer tables keep one line a row."""
FILTER_FROM = 8
"""Rows from which a table offers to find in it."""


class RecordTable(QWidget, Generic[R]):
    """Call `refresh()` from the page's `refresh`. `chosen` tells the id of the current record (or None)."""

    chosen = Signal(object)
    opened = Signal(object)
    """Enter or double click on a row that is only read."""

    def __init__(
        self,
        session: ProjectSession,
        name: str,
        title: str,
        columns: Sequence[Column[R]],
        rows: Callable[[], Sequence[R]],
        what: str,
        *,
        new: Callable[[], R] | None = None,
        add_text: str = "Dodaj",
        reorder: bool = True,
        removable: bool = True,
        empty: str = "",
        most_rows: int = 12,
    ) -> None:
        """`name` keys remembered widths; `title` is the accessible name; `what` finishes „zmiana …"; `empty` stands where no row is."""
        super().__init__()
        self.model = RecordModel(session, columns, rows, what, new)
        self.order = RecordOrder(self.model)
        self.view = Spreadsheet(name, title)
        self.view.setModel(self.order)
        self._session, self._most = session, most_rows
        self._wanted: UUID | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S4)
        self._find = QLineEdit()
        self._find.setPlaceholderText("Znajdź w tabeli")
        self._find.setAccessibleName(f"Znajdź w tabeli: {title}")
        self._find.setClearButtonEnabled(True)
        self._find.setMaximumWidth(260)
        self._find.textChanged.connect(self._look_for)
        row.addWidget(self._find)
        self._count = label("", "help", wrap=False)
        row.addWidget(self._count)
        row.addStretch(1)
        self._up = tool("Przesuń w górę (Alt+strzałka w górę)", "up", lambda: self._move(-1))
        self._down = tool("Przesuń w dół (Alt+strzałka w dół)", "down", lambda: self._move(1))
        self._remove = tool("Usuń zaznaczone wiersze (Ctrl+Delete)", "remove", self.remove_chosen)
        self._add = button(add_text, self.add, icon="add")
        for widget, wanted in ((self._up, reorder), (self._down, reorder), (self._remove, removable), (self._add, new is not None)):
            widget.setVisible(wanted)
            if wanted:
                row.addWidget(widget)
            else:
                widget.setParent(None)
        self._tools.setVisible(reorder or removable or new is not None)
        column.addWidget(self._tools)
        self._note = InlineMessage()
        column.addWidget(self._note)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.view)
        self._empty = label(empty or "Nie ma jeszcze żadnego wiersza.", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(theme.S16)
        self._stack.addWidget(self._empty)
        column.addWidget(holder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._holder = holder
        self.view.share_width([described.width for described in columns])
        self.view.remember_widths()
        self.view.told.connect(self._tell)
        self.view.asked_for.connect(self._open)
        self.view.row_wanted.connect(self._another)
        self.view.horizontalHeader().setSectionsClickable(True)
        self.view.horizontalHeader().sectionClicked.connect(self._sort)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._current())
        self.order.modelReset.connect(self._fit)
        self.order.layoutChanged.connect(self._fit)
        self._shortcuts(reorder, removable)
        self._origin = QAction("Skąd ten wpis?", self.view)
        self._origin.triggered.connect(self._tell_origin)
        self.view.addAction(self._origin)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.timeout.connect(self._fit)
        self.view.horizontalHeader().sectionResized.connect(lambda *_: self._fit_soon.start())
        self._fit()

    # -- from outside -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows the rows as they are now, the current record staying current."""
        current = self.current_id() or self._wanted
        column = max(self.view.currentIndex().column(), 0)
        self.model.refresh()
        if current is not None and self.current_id() != current:
            self.pick(current, column)
        self._fit()

    def current_id(self) -> UUID | None:
        index = self.view.currentIndex()
        if not index.isValid():
            return None
        return self.model.record(self.order.mapToSource(index).row()).id

    def pick(self, record_id: UUID, column: int = 0) -> bool:
        """Makes a record the current one and scrolls to it; False when it is not in the table."""
        row = self.model.row_of(record_id)
        if row < 0:
            return False
        index = self.order.mapFromSource(self.model.index(row, column))
        if not index.isValid():
            self._find.clear()
            index = self.order.mapFromSource(self.model.index(row, column))
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(index)
        return True

    def add(self) -> None:
        """Adds a row and starts writing in its first cell that can be written."""
        made = self.model.add()
        if made is None:
            return
        self.refresh()
        first = next((n for n, described in enumerate(self.model.columns) if described.set), 0)
        if self.pick(made, first):
            self.view.setFocus()
            self.view.edit(self.view.currentIndex())

    def remove_chosen(self) -> None:
        """Removes the selected rows; undo brings them back, so nothing is asked."""
        rows = sorted({self.order.mapToSource(index).row() for index in self.view.selectionModel().selectedIndexes()})
        if rows:
            self.model.remove(rows)
            count = polish.counted(len(rows), "wiersz", "wiersze", "wierszy")
            self._session.told.emit(f"Usunięto {count}. Ctrl+Z przywraca.")

    # -- inside -------------------------------------------------------------------------------------------------------

    def _shortcuts(self, reorder: bool, removable: bool) -> None:
        wanted: list[tuple[str, str, Callable[[], Any], bool]] = [
            ("Przesuń w górę", "Alt+Up", lambda: self._move(-1), reorder),
            ("Przesuń w dół", "Alt+Down", lambda: self._move(1), reorder),
            ("Usuń wiersze", "Ctrl+Del", self.remove_chosen, removable),
            ("Dodaj wiersz", "Ins", self.add, self._add.parent() is not None),
        ]
        for text, keys, act, use in wanted:
            if use:
                action = QAction(text, self.view)
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                action.triggered.connect(lambda _=False, act=act: act())
                self.view.addAction(action)

    def _fit(self) -> None:
        count = self.order.rowCount()
        total = self.model.rowCount()
        self._stack.setCurrentWidget(self.view if total else self._empty)
        shown = min(max(count, 1), self._most)
        if count <= WRAPPED_UP_TO:
            self.view.resizeRowsToContents()
        rows = sum(self.view.rowHeight(row) for row in range(min(count, shown))) or ROW_HEIGHT
        height = self.view.horizontalHeader().sizeHint().height() + rows + 4
        scroll = self.view.horizontalScrollBar()
        self._holder.setFixedHeight(height + (scroll.sizeHint().height() if scroll.maximum() > 0 else 0) if total else 72)
        self._find.setVisible(total >= FILTER_FROM or bool(self._find.text()))
        self._count.setText(f"{count} z {total}" if self.order.filtered else "")
        self._current()

    def _current(self) -> None:
        index = self.view.currentIndex()
        plain = self._sorted is None and not self.order.filtered
        self._remove.setEnabled(index.isValid())
        self._up.setEnabled(plain and index.isValid() and index.row() > 0)
        self._down.setEnabled(plain and index.isValid() and index.row() < self.order.rowCount() - 1)
        record_id = self.current_id()
        record = self._session.project.get(record_id) if self._session.is_open else None
        self._origin.setVisible(record is not None and has_origin(self._session.project, record))
        if record_id != self._wanted:
            self._wanted = record_id
            self.chosen.emit(record_id)

    def _tell_origin(self) -> None:
        """File, sheet and cell of the chosen row's fields."""
        from mrl_desktop.ui.dialogs.record_source import RecordSourceDialog

        record = self._session.project.get(self.current_id())
        if record is not None:
            RecordSourceDialog.tell(self.window(), self._session, record)

    def _sort(self, column: int) -> None:
        """A click on a header sorts up, then down, then gives the planner's own order back."""
        header = self.view.horizontalHeader()
        if self._sorted is None or self._sorted[0] != column:
            self._sorted = (column, Qt.SortOrder.AscendingOrder)
        elif self._sorted[1] == Qt.SortOrder.AscendingOrder:
            self._sorted = (column, Qt.SortOrder.DescendingOrder)
        else:
            self._sorted = None
        header.setSortIndicatorShown(self._sorted is not None)
        if self._sorted is None:
            self.order.sort(-1)
        else:
            header.setSortIndicator(*self._sorted)
            self.order.sort(*self._sorted)
        self._current()

    def _move(self, by: int) -> None:
        index = self.view.currentIndex()
        if self._sorted is None and not self.order.filtered and index.isValid():
            self.model.move(index.row(), by)

    def _look_for(self, text: str) -> None:
        self.order.look_for(text)
        self._fit()

    def _tell(self, problems: list[str]) -> None:
        count = polish.counted(len(problems), "wartość", "wartości", "wartości")
        self._note.say(f"Nie wpisano: {count}", "\n".join(problems[:5]), "warn")

    def _open(self, row: int) -> None:
        self.opened.emit(self.model.record(self.order.mapToSource(self.order.index(row, 0)).row()).id)

    def _another(self) -> None:
        if self._add.parent() is not None and self._sorted is None and not self.order.filtered:
            self.add()


