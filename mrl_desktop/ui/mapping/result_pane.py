"""What a profile makes of the file: values with their cells, indicators and the catalogue, what is left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from excel_modules.identify import scale
from excel_modules.mapping.draft import MappingDraft
from excel_modules.mapping.preview import MappedPreview, MappedSeries, MappedValue
from excel_modules.reading import Skipped
from mrl_desktop import polish
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.indicators import Catalogue
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports.variable_finder import VariableFinder
from mrl_desktop.ui.mapping import words
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.findings_table import FindingsTable

Index = QModelIndex | QPersistentModelIndex
VALUES, SERIES, REMARKS, SKIPPED = range(4)


class RowsModel(QAbstractTableModel):
    """Rows of plain texts; numbers at the right."""

    def __init__(self, headers: Sequence[str], right: Sequence[int] = ()) -> None:
        super().__init__()
        self._headers, self._right = tuple(headers), frozenset(right)
        self.rows: list[tuple[str, ...]] = []

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        said = self.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return said
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headers[index.column()]}: {said or 'puste'}"
        return self._side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> int:
        return int((Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter)


def _table(model: RowsModel, name: str, widths: Sequence[int], stretch: int) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    for column, width in enumerate(widths):
        view.setColumnWidth(column, width)
    view.horizontalHeader().setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    view.horizontalHeader().setHighlightSections(False)
    return view


class ResultPane(QWidget):
    """`changed` says that indicators were joined with the catalogue or parted from it."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, town: str) -> None:
        super().__init__()
        self._catalogue, self._town = catalogue, town
        self._draft: MappingDraft | None = None
        self._preview = MappedPreview()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Części wyniku")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _ in range(4):
            self.tabs.addTab("")
        column.addWidget(self.tabs)
        self.values = RowsModel(("Gmina", "Rok", "Wskaźnik", "Wartość", "Jednostka", "Komórka"), right=(1, 3))
        self.series = RowsModel(("Wskaźnik", "Jednostka", "Wartości", "Lata", "Trafi do projektu jako"), right=(2,))
        self.skipped = RowsModel(("Komórka", "Co w niej jest", "Ile komórek", "Dlaczego pominięto"), right=(2,))
        self.findings = FindingsTable("Uwagi do odczytu")
        self.series_view = _table(self.series, "Wskaźniki w pliku", (300, 100, 80, 120, 260), 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(_table(self.values, "Odczytane wartości", (230, 64, 300, 110, 110, 90), 2))
        self._stack.addWidget(self._series_page())
        self._stack.addWidget(self.findings)
        self._stack.addWidget(_table(self.skipped, "Pominięte komórki", (130, 260, 100, 420), 3))
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)

    def _series_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        column.addWidget(label("Wskaźnik połączony ze zmienną katalogu wejdzie do diagnozy i wykresów. Pozostałe zapiszą się pod własnymi nazwami.", "help"))
        column.addWidget(self.series_view, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        self.join = button("Połącz ze zmienną katalogu…", self._join)
        self.part = button("Rozłącz", self._part, role="quiet")
        self.join_all = button("", self._join_all, role="quiet")
        for one in (self.join, self.part, self.join_all):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        self.series_view.selectionModel().currentRowChanged.connect(lambda *_: self._say())
        self.series_view.doubleClicked.connect(lambda _: self._join())
        return page

    # -- showing ------------------------------------------------------------------------------------------------------

    def show_preview(self, draft: MappingDraft, preview: MappedPreview) -> None:
        """Shows what came out."""
        self._draft, self._preview = draft, preview
        several = len({one.sheet for one in preview.values}) > 1
        self.values.show_rows([self._value(one, several=several) for one in preview.values])
        row = self.series_view.currentIndex().row()
        self.series.show_rows([(one.title, one.unit or "brak", polish.number(one.values), words.spans(one.years), self._stored_as(one)) for one in preview.series])
        self.series_view.selectRow(max(0, min(row, len(preview.series) - 1)))
        self.findings.show_findings(preview.findings)
        self.skipped.show_rows([self._left_out(one) for one in preview.skipped])
        shown = len(preview.values)
        self.tabs.setTabText(VALUES, f"Wartości (pierwsze {shown} z {polish.number(preview.count)})" if shown < preview.count else f"Wartości ({preview.count})")
        self.tabs.setTabText(SERIES, f"Wskaźniki ({len(preview.series)})")
        self.tabs.setTabText(REMARKS, f"Uwagi ({len(preview.findings)})")
        self.tabs.setTabText(SKIPPED, f"Pominięte ({polish.number(sum(one.count for one in preview.skipped))})")
        self.tabs.setTabVisible(REMARKS, bool(preview.findings))
        self.tabs.setTabVisible(SKIPPED, bool(preview.skipped))
        self._say()

    def _value(self, one: MappedValue, *, several: bool) -> tuple[str, ...]:
        place = " ".join(part for part in (one.place, one.code if not one.place else "") if part) or self._town or "miasto projektu"
        shown = polish.number(one.value) if one.mark is Mark.NORMAL else str(one.mark)
        return (place, str(one.year or ""), one.indicator, shown, one.unit, f"{one.sheet} {one.cell}".strip() if several else one.cell)

    def _stored_as(self, one: MappedSeries) -> str:
        variable = self._catalogue.variables.get(one.variable)
        return f"zmienna: {variable.title}" if variable is not None else "własny wskaźnik"

    def _left_out(self, one: Skipped) -> tuple[str, ...]:
        return (f"{one.sheet} {one.cell}".strip(), one.value, polish.number(one.count), one.reason)

    def _say(self) -> None:
        one = self._current()
        self.join.setEnabled(one is not None)
        self.part.setVisible(one is not None and bool(one.variable))
        count = len(self._obvious())
        self.join_all.setVisible(count > 0)
        self.join_all.setText(f"Połącz {polish.counted(count, 'wskaźnik', 'wskaźniki', 'wskaźników')} o tej samej nazwie co w katalogu")

    # -- joining with the catalogue -----------------------------------------------------------------------------------

    def _current(self) -> MappedSeries | None:
        row = self.series_view.currentIndex().row()
        return self._preview.series[row] if 0 <= row < len(self._preview.series) else None

    def _obvious(self) -> dict[str, str]:
        """Indicators not joined yet whose name is exactly that of one variable in a unit that goes with theirs."""
        by_title: dict[str, list[str]] = {}
        for variable in self._catalogue.variables.values():
            by_title.setdefault(polish.fold(variable.title), []).append(variable.key)
        found = {}
        for one in self._preview.series:
            keys = [key for key in by_title.get(polish.fold(one.title), []) if scale(one.unit, self._catalogue.variables[key].unit) is not None]
            if not one.variable and len(keys) == 1:
                found[one.title] = keys[0]
        return found

    def _join(self) -> None:
        one = self._current()
        if one is None:
            return
        key = VariableDialog.ask(self, self._catalogue, one.title)
        if key:
            self._set({one.title: key})

    def _join_all(self) -> None:
        self._set(self._obvious())

    def _part(self) -> None:
        one = self._current()
        if one is not None:
            self._set({one.title: ""})

    def _set(self, said: dict[str, str]) -> None:
        if self._draft is None:
            return
        known = {**dict(self._draft.profile.variables), **said}
        self._draft.profile = replace(self._draft.profile, variables=tuple((title, key) for title, key in known.items() if key))
        self.changed.emit()


class VariableDialog(QDialog):
    """Returns the key of a variable, or ""."""

    def __init__(self, parent: QWidget | None, catalogue: Catalogue, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Zmienna katalogu")
        self.resize(640, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S24, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        column.addWidget(label("Którą zmienną katalogu jest ten wskaźnik?", "title"))
        column.addWidget(label(f"„{title}”", "lead"))
        self.finder = VariableFinder()
        self.finder.show_catalogue(catalogue)
        column.addWidget(self.finder, 1)
        row = QHBoxLayout()
        row.addWidget(button("Anuluj", self.reject, role="quiet"))
        row.addStretch(1)
        take = button("Połącz", self.accept, role="primary")
        take.setDefault(True)
        self.finder.chosen.connect(lambda key: take.setEnabled(bool(key)))
        self.finder.list.activated_entry.connect(lambda _: self.accept())
        row.addWidget(take)
        column.addLayout(row)

    @classmethod
    def ask(cls, parent: QWidget | None, catalogue: Catalogue, title: str) -> str:
        dialog = cls(parent, catalogue, title)
        return dialog.finder.key if dialog.exec() == QDialog.DialogCode.Accepted else ""
