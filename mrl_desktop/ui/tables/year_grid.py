"""Amounts by row and year with spreadsheet habits: money by source, budget items, figures of the town hall."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.records import Record
from mrl_desktop.ui import theme
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.frozen_column import FrozenColumn
from mrl_desktop.ui.tables.spreadsheet import Spreadsheet
from mrl_desktop.ui.values import MONEY, TEXT, Kind, NotUnderstood
from mrl_desktop.ui.widgets.message import InlineMessage

Index = QModelIndex | QPersistentModelIndex
ROOM = 26
"""Pixels of padding in a cell, sums being bold."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What a year grid shows and how a typed amount becomes a change."""

    rows: Callable[[], Sequence[tuple[str, str]]]
    """(key, name) of each row."""
    years: Callable[[], Sequence[int]]
    amount: Callable[[str, int], Decimal | None]
    change: Callable[[str, int, Decimal | None], Change] | None = None
    """The change that stores an amount (None empties the cell); without it the grid is only read."""
    rename: Callable[[str, str], Change] | None = None
    """The change that gives the row of a key another name; without it names are only read."""
    kind: Kind = MONEY
    unit: str = "zł"
    title: str = "Wyszczególnienie"
    what_changes: str = "zmiana kwot"
    """Label of a change made in the grid."""
    sums: bool = True
    """Adds a row and a column of exact sums."""


class YearGridModel(QAbstractTableModel):
    """The table of a `Grid`; sums stand last and are only read."""

    def __init__(self, session: ProjectSession, grid: Grid) -> None:
        super().__init__()
        self._session, self._grid = session, grid
        self._rows: list[tuple[str, str]] = []
        self._years: list[int] = []
        self._extra = 1 if grid.sums else 0

    def refresh(self) -> None:
        """Asks anew for rows, years and amounts."""
        rows, years = list(self._grid.rows()), list(self._grid.years())
        if (rows, years) == (self._rows, self._years):
            if rows and years:
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._rows, self._years = rows, years
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() or not self._rows or not self._years else len(self._rows) + self._extra

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self._years else len(self._years) + 1 + self._extra

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section > 0:
            return RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        unit = f" [{self._grid.unit}]" if self._grid.unit else ""
        if section == 0:
            return self._grid.title
        return f"Razem{unit}" if section > len(self._years) else f"{self._years[section - 1]}{unit}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 0:
            return RIGHT
        if role == Qt.ItemDataRole.FontRole and self._is_sum(index):
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.BackgroundRole and self._is_sum(index):
            return theme.colour("ground")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name, year = self.index(index.row(), 0).data(), self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{name}, {year}: {index.data() or 'puste'}"
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        if index.column() == 0:
            return "Razem" if index.row() == len(self._rows) else self._rows[index.row()][1]
        amount = self._amount(index.row(), index.column())
        return "" if amount is None else self._grid.kind.show(amount)

    def _is_sum(self, index: Index) -> bool:
        return self._extra > 0 and (index.row() == len(self._rows) or index.column() > len(self._years))

    def _amount(self, row: int, column: int) -> Decimal | None:
        keys = [key for key, _ in self._rows] if row == len(self._rows) else [self._rows[row][0]]
        years = self._years if column > len(self._years) else [self._years[column - 1]]
        found = [amount for key in keys for year in years if (amount := self._grid.amount(key, year)) is not None]
        return sum(found, Decimal(0)) if found else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.row() >= len(self._rows) or index.column() > len(self._years):
            return usual
        able = self._grid.rename if index.column() == 0 else self._grid.change
        return usual | Qt.ItemFlag.ItemIsEditable if able is not None else usual

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        return role == Qt.ItemDataRole.EditRole and not self.write({(index.row(), index.column()): str(value)})

    def kind_at(self, row: int, column: int) -> Kind:
        """What the editor of a cell expects."""
        return self._grid.kind if column else TEXT

    def key_at(self, row: int) -> str | None:
        """Key of a row, None for the row of sums."""
        return self._rows[row][0] if 0 <= row < len(self._rows) else None

    def write(self, cells: Mapping[tuple[int, int], str]) -> list[str]:
        """Stores typed or pasted amounts in one change; returns what was not understood, in Polish."""
        problems: list[str] = []
        puts: list[Record] = []
        removes: list[UUID] = []
        names: dict[str, str] = {}
        for (row, column), text in sorted(cells.items()):
            if row < len(self._rows) and column == 0 and text.strip():
                names[self._rows[row][0]] = text.strip()
                continue
            if self._grid.change is None or row >= len(self._rows) or not 0 < column <= len(self._years):
                continue
            try:
                typed = self._grid.kind.read(text)
            except NotUnderstood as problem:
                problems.append(f"„{text.strip()}” ({self._rows[row][1]}, {self._years[column - 1]}): {problem}")
                continue
            change = self._grid.change(self._rows[row][0], self._years[column - 1], typed if isinstance(typed, Decimal) else None)
            puts += change.puts
            removes += change.removes
        if puts or removes:
            self._session.change(Change(label=self._grid.what_changes, puts=tuple(puts), removes=tuple(removes)))
        if self._grid.rename is not None:
            for key, name in names.items():
                self._session.change(self._grid.rename(key, name))
        return problems


class YearGrid(QWidget):
    """The grid as a widget; `refresh` keeps the cursor where it is."""

    def __init__(self, session: ProjectSession, name: str, accessible_name: str, grid: Grid, *, first_width: int = 210, year_width: int = 116) -> None:
        super().__init__()
        self.model = YearGridModel(session, grid)
        self.view = Spreadsheet(name, accessible_name)
        self.view.setModel(self.model)
        self.view.verticalHeader().hide()
        self.frozen = FrozenColumn(self.view)
        self._first_width, self._year_width = first_width, year_width
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self._note = InlineMessage()
        column.addWidget(self._note)
        column.addWidget(self.view)
        self.view.told.connect(self._tell)
        self.model.modelReset.connect(self._fit)

    def refresh(self) -> None:
        """Shows rows, years and amounts as they are now."""
        at = self.view.currentIndex()
        row, column = at.row(), at.column()
        self.model.refresh()
        if row >= 0 and not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), min(column, self.model.columnCount() - 1)))

    def _tell(self, problems: list[str]) -> None:
        count = polish.counted(len(problems), "wartość", "wartości", "wartości")
        self._note.say(f"Nie wpisano: {count}", "\n".join(problems[:5]), "warn")

    def _fit(self) -> None:
        rows = self.model.rowCount()
        self.view.setVisible(rows > 0)
        self.view.setFixedHeight(self.view.horizontalHeader().sizeHint().height() + rows * self.view.verticalHeader().defaultSectionSize() + 20)
        metrics = self.view.fontMetrics()
        for column in range(self.model.columnCount()):
            shown = (str(self.model.index(row, column).data() or "") for row in range(rows))
            widest = max((metrics.horizontalAdvance(text) for text in shown), default=0) + ROOM
            self.view.setColumnWidth(column, self._first_width if column == 0 else max(self._year_width, widest))
