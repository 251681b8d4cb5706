"""The one model behind every table of records: reads the project through a function, writes one Change per act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, cast
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QCollator, QLocale, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from mrl_desktop import polish
from mrl_desktop.domain.project import Change, removal
from mrl_desktop.domain.records import Listed, Value
from mrl_desktop.ui import theme
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.columns import Column, R
from mrl_desktop.ui.values import Kind, NotUnderstood

Index = QModelIndex | QPersistentModelIndex
TODO = "do uzupełnienia"


class RecordModel(QAbstractTableModel, Generic[R]):
    """Rows are what `rows()` says now; `refresh` asks again. `what` finishes „zmiana …": „projektu", „ryzyka"."""

    def __init__(
        self,
        session: ProjectSession,
        columns: Sequence[Column[R]],
        rows: Callable[[], Sequence[R]],
        what: str,
        new: Callable[[], R] | None = None,
    ) -> None:
        super().__init__()
        self._session, self.columns, self._ask, self._what, self._new = session, tuple(columns), rows, what, new
        self._rows: list[R] = []

    # -- what is shown ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows the rows as they are now; keeps selection and cursor as long as the same records stand in the same order."""
        fresh = list(self._ask()) if self._session.is_open else []
        if [record.id for record in fresh] == [record.id for record in self._rows]:
            old, self._rows = self._rows, fresh
            changed = [n for n, (before, after) in enumerate(zip(old, fresh, strict=True)) if before is not after]
            if changed or fresh:
                self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    def record(self, row: int) -> R:
        return self._rows[row]

    def row_of(self, record_id: UUID | None) -> int:
        """Row of a record, −1 when it is not shown."""
        return next((n for n, record in enumerate(self._rows) if record.id == record_id), -1)

    def column_of(self, title: str) -> int:
        return next((n for n, column in enumerate(self.columns) if column.title == title), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section] if 0 <= section < len(self.columns) else None
        if column is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.header
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.help or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(column.kind.right) | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, record = self.columns[index.column()], self._rows[index.row()]
        value = column.get(record)
        missing = column.required and value in (None, "", ())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return TODO if missing else column.kind.show(value)
            case Qt.ItemDataRole.EditRole:
                return column.kind.show(value)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(_side(column.kind.right and not missing) | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ForegroundRole:
                return theme.colour("warn") if missing else None
            case Qt.ItemDataRole.ToolTipRole:
                return column.tooltip(record) if column.tooltip else (column.kind.show(value) or None)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.header}: {TODO if missing else column.kind.show(value) or 'puste'}"
        return None

    def kind_at(self, row: int, column: int) -> Kind:
        """What kind of value a cell holds, for its editor."""
        return self.columns[column].kind

    def sort_value(self, row: int, column: int) -> object:
        """What the row sorts by in a column."""
        described, record = self.columns[column], self._rows[row]
        return described.sort_key(record) if described.sort_key else described.get(record)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.columns[index.column()].set else flags

    # -- what is changed ----------------------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        return not self.write({(index.row(), index.column()): str(value)})

    def write(self, cells: Mapping[tuple[int, int], str]) -> list[str]:
        """Stores typed or pasted texts by (row, column) in one change; rows past the end are added where rows can be.

        Returns what could not be understood, in Polish; those cells stay as they were.
        """
        problems: list[str] = []
        puts: dict[UUID, R] = {}
        extra: dict[int, R] = {}
        for (row, number), text in sorted(cells.items()):
            column = self.columns[number] if number < len(self.columns) else None
            record = self._target(row, extra)
            if column is None or column.set is None or record is None:
                continue
            record = puts.get(record.id, record)
            try:
                value = column.kind.read(text)
            except NotUnderstood as error:
                problems.append(f"„{text.strip()}” w kolumnie „{column.title}”: {error}")
                continue
            if value != column.get(record) or record.id in {new.id for new in extra.values()}:
                puts[record.id] = column.set(record, value)
        if puts:
            self._session.put(*puts.values(), label=f"zmiana {self._what}")
        return problems

    def _target(self, row: int, extra: dict[int, R]) -> R | None:
        if row < len(self._rows):
            return self._rows[row]
        if self._new is None:
            return None
        if row not in extra:
            made = self._new()
            if isinstance(made, Listed):
                made = cast(R, made.with_values({"position": made.position + len(extra)}))
            extra[row] = made
        return extra[row]

    def add(self) -> UUID | None:
        """Adds an empty row at the end; None when rows cannot be added."""
        if self._new is None:
            return None
        made = self._new()
        self._session.put(made, label=f"dodanie {self._what}")
        return made.id

    def remove(self, rows: Sequence[int]) -> None:
        """Removes rows with all that belongs to them, in one change."""
        removes: dict[UUID, None] = {}
        puts: dict[UUID, Any] = {}
        for row in rows:
            change = removal(self._session.project, self._rows[row].id)
            removes.update(dict.fromkeys(change.removes))
            puts.update({record.id: record for record in change.puts})
        if len(rows) > 1:  # links out of several removed rows: work the whole set out together
            puts = {key: _unlinked(record, set(removes)) for key, record in puts.items() if key not in removes}
        self._session.change(Change(label=f"usunięcie {self._what}", puts=tuple(puts.values()), removes=tuple(removes)))

    def move(self, row: int, by: int) -> bool:
        """Moves a row up or down in the planner's order."""
        target = row + by
        if not (0 <= row < len(self._rows) and 0 <= target < len(self._rows)):
            return False
        order = list(self._rows)
        order.insert(target, order.pop(row))
        taken = sorted(cast(Listed, record).position for record in order)
        if len(set(taken)) < len(taken):
            taken = list(range(len(order)))
        puts = [
            record.with_values({"position": position})
            for record, position in zip(order, taken, strict=True)
            if cast(Listed, record).position != position
        ]
        self._session.put(*puts, label=f"zmiana kolejności {self._what}")
        return True


def _unlinked(record: Any, gone: set[UUID]) -> Any:
    values: dict[str, Value] = {}
    for name, value in record.values().items():
        if isinstance(value, UUID) and name != "id" and value in gone:
            values[name] = None
        elif isinstance(value, tuple):
            values[name] = tuple(item for item in value if item not in gone)
    return record.with_values(values)


def _side(right: bool) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft


class RecordOrder(QSortFilterProxyModel):
    """Sorts as Polish words sort and filters rows whose any cell contains the words looked for; own order when not sorted."""

    def __init__(self, model: RecordModel[Any]) -> None:
        super().__init__()
        self._collator = QCollator(QLocale("pl_PL"))
        self._collator.setNumericMode(True)
        self._words: list[str] = []
        self._model = model
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)

    def look_for(self, text: str) -> None:
        self.beginFilterChange()
        self._words = polish.fold(text).split()
        self.endFilterChange()

    @property
    def filtered(self) -> bool:
        return bool(self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        first = self._model.sort_value(left.row(), left.column())
        second = self._model.sort_value(right.row(), right.column())
        if first is None or second is None:
            return first is None and second is not None
        if isinstance(first, str) or isinstance(second, str):
            return self._collator.compare(str(first), str(second)) < 0
        try:
            return bool(first < second)  # type: ignore[operator]
        except TypeError:
            return str(first) < str(second)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self._words:
            return True
        record = self._model.record(source_row)
        text = polish.fold(" ".join(column.kind.show(column.get(record)) for column in self._model.columns))
        return all(word in text for word in self._words)
