"""Findings as a table: how grave (icon and word), where, what, what to do; Enter or double click goes to the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from mrl_desktop import polish
from mrl_desktop.domain.findings import Finding, Severity
from mrl_desktop.ui import icons
from mrl_desktop.ui.tables.wrapping import WrappedCells

Index = QModelIndex | QPersistentModelIndex
HEADERS = ("Waga", "Gdzie", "Co", "Co zrobić")
ICON = {Severity.ERROR: ("error", "bad"), Severity.WARNING: ("warning", "warn"), Severity.NOTE: ("info", "accent")}


def counted(findings: Sequence[Finding]) -> str:
    """„3 sprawy do sprawdzenia", „Wszystko w porządku"."""
    return f"{polish.counted(len(findings), 'sprawa', 'sprawy', 'spraw')} do sprawdzenia" if findings else "Nic do sprawdzenia"


class FindingsModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.findings: list[Finding] = []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self.beginResetModel()
        self.findings = list(findings)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.findings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        finding = self.findings[index.row()]
        texts = (str(finding.severity), str(finding.place) or "cały projekt", finding.message, finding.hint)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return icons.icon(*ICON[finding.severity])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADERS[index.column()]}: {texts[index.column()]}"
        return None


class FindingsTable(QTableView):
    """Shows findings; `wanted` carries the one whose place the person wants to see."""

    wanted = Signal(object)

    def __init__(self, accessible_name: str = "Sprawy do sprawdzenia") -> None:
        super().__init__()
        self._model = FindingsModel()
        self.setModel(self._model)
        self.setAccessibleName(accessible_name)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setItemDelegate(WrappedCells(self))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 138), (1, 190)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        self.doubleClicked.connect(lambda index: self._go(index.row()))
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.timeout.connect(self.resizeRowsToContents)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self._model.show_findings(findings)
        self._fit.start()

    @property
    def findings(self) -> list[Finding]:
        return self._model.findings

    def current(self) -> Finding | None:
        row = self.currentIndex().row()
        return self.findings[row] if 0 <= row < len(self.findings) else None

    def go_to_current(self) -> None:
        self._go(max(self.currentIndex().row(), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit.start()

    def _go(self, row: int) -> None:
        if 0 <= row < len(self.findings):
            self.wanted.emit(self.findings[row])
