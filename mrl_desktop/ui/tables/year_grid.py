"""A grid of money or numbers: rows by years, sums at the edges, the habits of a spreadsheet; the row names stay in view."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.ui import theme
from mrl_desktop.ui.tables.spreadsheet import ROW_HEIGHT, Spreadsheet
from mrl_desktop.ui.values import MONEY, Kind, NotUnderstood
from mrl_desktop.ui.widgets.message import InlineMessage

Index = QModelIndex | QPersistentModelIndex
TOTAL = "Razem"
YEAR_WIDTH = 124


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One row: what it is keyed by, its name, whether it can be typed into; `computed` rows show what `value` gives (sums, differences)."""

    key: Hashable
    label: str
    editable: bool = True
    strong: bool = False
    tooltip: str = ""


Value = Callable[[Hashable, int], Decimal | None]
"""(row key, year) to the amount."""
Edits = Mapping[tuple[Hashable, int], Decimal | None]
"""What was typed or pasted at once, by (row key, year); None empties a cell."""


class YearGridModel(QAbstractTableModel):
    """Asks `rows`, `years` and `value` again at every `refresh`; writes all edits of one act through `write_edits`, in one change."""

    def __init__(
        self,
        rows: Callable[[], Sequence[YearRow]],
        years: Callable[[], Sequence[int]],
        value: Value,
        write_edits: Callable[[Edits], None],
        *,
        kind: Kind = MONEY,
        row_total: bool = True,
        column_total: bool = True,
    ) -> None:
        super().__init__()
        self._ask_rows, self._ask_years, self._value, self._write_edits = rows, years, value, write_edits
        self._kind, self._row_total, self._column_total = kind, row_total, column_total
        self.rows: list[YearRow] = []
        self.years: list[int] = []

    def refresh(self) -> None:
        rows, years = list(self._ask_rows()), list(self._ask_years())
        if (rows, years) == (self.rows, self.years):
            if self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.rows, self.years = rows, years
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows) + (1 if self._column_total and self.rows else 0)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.years) + (1 if self._row_total and self.years else 0)

    def amount(self, row: int, column: int) -> Decimal | None:
        """The amount in a cell; sums in the last row and column, of the rows that can be typed into."""
        if row >= len(self.rows):
            return _total(self.amount(each, column) for each, described in enumerate(self.rows) if described.editable)
        if column >= len(self.years):
            return _total(self.amount(row, each) for each in range(len(self.years)))
        return self._value(self.rows[row].key, self.years[column])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(self.years[section]) if section < len(self.years) else TOTAL
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) if role == Qt.ItemDataRole.TextAlignmentRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[section].label if section < len(self.rows) else TOTAL
        if role == Qt.ItemDataRole.ToolTipRole and section < len(self.rows):
            return self.rows[section].tooltip or self.rows[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._kind.show(self.amount(row, column))
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setPixelSize(theme.BASE)
                font.setBold(row >= len(self.rows) or column >= len(self.years) or self.rows[row].strong)
                return font
            case Qt.ItemDataRole.BackgroundRole:
                return None if index.flags() & Qt.ItemFlag.ItemIsEditable else theme.colour("ground")
            case Qt.ItemDataRole.AccessibleTextRole:
                name = self.headerData(row, Qt.Orientation.Vertical)
                year = self.headerData(column, Qt.Orientation.Horizontal)
                return f"{name}, {year}: {self._kind.show(self.amount(row, column)) or 'puste'}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self._open(index.row(), index.column()) else flags

    def _open(self, row: int, column: int) -> bool:
        return row < len(self.rows) and column < len(self.years) and self.rows[row].editable

    def kind_at(self, row: int, column: int) -> Kind:
        return self._kind

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        return role == Qt.ItemDataRole.EditRole and not self.write({(index.row(), index.column()): str(value)})

    def write(self, cells: Mapping[tuple[int, int], str]) -> list[str]:
        """Stores typed or pasted texts at once; returns what could not be understood."""
        problems: list[str] = []
        edits: dict[tuple[Hashable, int], Decimal | None] = {}
        for (row, column), text in cells.items():
            if not self._open(row, column):
                continue
            try:
                value = self._kind.read(text)
            except NotUnderstood as error:
                problems.append(f"„{text.strip()}” ({self.rows[row].label}, {self.years[column]}): {error}")
                continue
            amount = None if value is None else Decimal(str(value))
            if amount != self.amount(row, column):
                edits[self.rows[row].key, self.years[column]] = amount
        if edits:
            self._write_edits(edits)
        return problems


def _total(amounts: Any) -> Decimal | None:
    """The exact sum; None when there is nothing to add."""
    present = [amount for amount in amounts if amount is not None]
    return sum(present, Decimal(0)) if present else None


class YearGrid(QWidget):
    """The grid with a place for what could not be pasted. Call `refresh()` from the page's `refresh`."""

    def __init__(self, name: str, title: str, model: YearGridModel, *, most_rows: int = 14, label_width: int = 240) -> None:
        super().__init__()
        self.model = model
        self._most = most_rows
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self._note = InlineMessage()
        column.addWidget(self._note)
        self.view = Spreadsheet(name, title)
        self.view.setModel(model)
        side = self.view.verticalHeader()
        side.setFixedWidth(label_width)
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.horizontalHeader().setDefaultSectionSize(YEAR_WIDTH)
        self.view.told.connect(self._tell)
        column.addWidget(self.view)
        model.modelReset.connect(self._fit)
        self._fit()

    def refresh(self) -> None:
        self.model.refresh()

    def _tell(self, problems: list[str]) -> None:
        count = polish.counted(len(problems), "wartość", "wartości", "wartości")
        self._note.say(f"Nie wpisano: {count}", "\n".join(problems[:5]), "warn")

    def _fit(self) -> None:
        shown = min(max(self.model.rowCount(), 1), self._most)
        scroll = self.view.horizontalScrollBar().sizeHint().height()
        self.view.setFixedHeight(self.view.horizontalHeader().sizeHint().height() + shown * ROW_HEIGHT + scroll + 4)
