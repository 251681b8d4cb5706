"""Money by source and year as a grid: rows are sources, columns years; a typed amount becomes one budget line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain import finance
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.undertakings import BudgetLine
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.spreadsheet import Spreadsheet
from mrl_desktop.ui.values import MONEY, Kind, NotUnderstood

Index = QModelIndex | QPersistentModelIndex
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MoneyModel(QAbstractTableModel):
    """One project's or action's money. The last row and the last column are sums and only read."""

    def __init__(self, session: ProjectSession, sources: Callable[[], Mapping[str, str]], years: Callable[[], Sequence[int]]) -> None:
        super().__init__()
        self._session, self._sources, self._years = session, sources, years
        self._about: UUID | None = None
        self._rows: list[str] = []
        self._columns: list[int] = []
        self._matrix = finance.Matrix(rows=(), years=())

    def show_of(self, about: UUID | None) -> None:
        """Shows the money of one record; years and sources with money are shown even outside the project's period."""
        self.beginResetModel()
        self._about = about
        self._matrix = finance.by_source_and_year(self._session.project, about=[about]) if about else finance.Matrix(rows=(), years=())
        known = list(self._sources())
        self._rows = [*known, *(row for row in self._matrix.rows if row not in known)] if about else []
        self._columns = sorted({*self._years(), *self._matrix.years}) if about else []
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() or not self._rows else len(self._rows) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self._columns else len(self._columns) + 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            if section == 0:
                return "Źródło"
            return "Razem [zł]" if section == len(self._columns) + 1 else f"{self._columns[section - 1]} [zł]"
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 0:
            return RIGHT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if index.column() == 0:
            return "Razem" if index.row() == len(self._rows) else self._sources().get(self._rows[index.row()], self._rows[index.row()])
        amount = self._amount(index)
        return polish.money(amount) if amount else ""

    def _amount(self, index: Index) -> Decimal:
        total_row, total_column = index.row() == len(self._rows), index.column() == len(self._columns) + 1
        if total_row and total_column:
            return self._matrix.total
        if total_row:
            return self._matrix.year_total(self._columns[index.column() - 1])
        if total_column:
            return self._matrix.row_total(self._rows[index.row()])
        return self._matrix.cell(self._rows[index.row()], self._columns[index.column() - 1])

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        inside = index.row() < len(self._rows) and 0 < index.column() <= len(self._columns)
        return usual | Qt.ItemFlag.ItemIsEditable if inside else usual

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        return role == Qt.ItemDataRole.EditRole and not self.write({(index.row(), index.column()): str(value)})

    def kind_at(self, row: int, column: int) -> Kind:
        """What the editor of a cell expects."""
        return MONEY

    def write(self, cells: Mapping[tuple[int, int], str]) -> list[str]:
        """Stores typed or pasted amounts in one change; returns what was not understood, in Polish."""
        problems: list[str] = []
        puts: list[Record] = []
        removes: list[UUID] = []
        for (row, column), text in sorted(cells.items()):
            if self._about is None or row >= len(self._rows) or not 0 < column <= len(self._columns):
                continue
            try:
                typed = MONEY.read(text)
            except NotUnderstood as problem:
                problems.append(f"„{text.strip()}”: {problem}")
                continue
            change = self._change(self._rows[row], self._columns[column - 1], typed if isinstance(typed, Decimal) else None)
            puts += change.puts
            removes += change.removes
        if puts or removes:
            self._session.change(Change(label="zmiana kwot" if len(cells) > 1 else "zmiana kwoty", puts=tuple(puts), removes=tuple(removes)))
        return problems

    def _change(self, source: str, year: int, amount: Decimal | None) -> Change:
        """The lines of one cell replaced by one line with this amount, or by none."""
        project = self._session.project
        lines = project.all(BudgetLine, lambda line: line.about == self._about and line.source == source and line.year == year)
        if amount is None or amount == 0:
            return Change(label="usunięcie kwoty", removes=tuple(line.id for line in lines))
        kept: Record = (lines[0] if lines else BudgetLine(about=self._about, source=source, year=year, position=project.next_position(BudgetLine))).with_values(
            {"amount": amount}
        )
        if lines and kept == lines[0] and len(lines) == 1:
            return Change()
        return Change(label="zmiana kwoty", puts=(kept,), removes=tuple(line.id for line in lines[1:]))


class MoneyGrid(QWidget):
    """The grid with spreadsheet habits."""

    def __init__(self, session: ProjectSession, name: str, sources: Callable[[], Mapping[str, str]], years: Callable[[], Sequence[int]]) -> None:
        super().__init__()
        self.model = MoneyModel(session, sources, years)
        self.view = Spreadsheet(name, "Finansowanie według źródeł i lat")
        self.view.setModel(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.model.modelReset.connect(self._fit)

    def show_of(self, about: UUID | None) -> None:
        """Shows the money of one project or action, keeping the cursor where it was."""
        at = self.view.currentIndex()
        row, column = at.row(), at.column()
        self.model.show_of(about)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), column))

    def _fit(self) -> None:
        rows = self.model.rowCount()
        self.view.setVisible(rows > 0)
        self.view.setFixedHeight(self.view.horizontalHeader().sizeHint().height() + rows * self.view.verticalHeader().defaultSectionSize() + 20)
        for column in range(self.model.columnCount()):
            self.view.setColumnWidth(column, 200 if column == 0 else 126)
