"""Cells whose row grows with the text: Qt's own measure forgets the style sheet's padding and cuts the last word."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

Index = QModelIndex | QPersistentModelIndex
PADDING = 22
"""Pixels a cell loses left and right to padding, grid and margins."""
ICON = 26


class WrappedCells(QStyledItemDelegate):
    """Measures a cell's height for the width its column really has."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._table = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        has_icon = index.data(Qt.ItemDataRole.DecorationRole) is not None
        width = max(self._table.columnWidth(index.column()) - PADDING - (ICON if has_icon else 0), 40)
        metrics: QFontMetrics = cast(Any, option).fontMetrics
        needed = metrics.boundingRect(QRect(0, 0, width, 10_000), int(Qt.TextFlag.TextWordWrap), text)
        return QSize(width, needed.height() + 12)
