"""Widgets side by side that go to the next line where the page is narrow: key figures, groups of buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from mrl_desktop.ui import theme


class WrappingRow(QWidget):
    """Items of equal width, none narrower than `least` pixels; with `stretch` off they keep their own width."""

    def __init__(self, least: int, *, stretch: bool = True) -> None:
        super().__init__()
        self._least, self._stretch = least, stretch
        self._items: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.S12 if stretch else theme.S8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_items(self, items: Sequence[QWidget]) -> None:
        """Puts these in place of what stood there."""
        for old in self._items:
            if old not in items:
                self._grid.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._items = list(items)
        self._columns = 0
        self._place()
        self.setVisible(bool(items))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        count = max(len(self._items), 1)
        fitting = max(min((self.width() + theme.S12) // (self._least + theme.S12), count), 1)
        rows = -(-count // fitting)
        columns = -(-count // rows)
        if columns == self._columns:
            return
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for number, item in enumerate(self._items):
            side = Qt.AlignmentFlag(0) if self._stretch else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(item, number // columns, number % columns, side)
            item.show()
        for column in range(columns):
            self._grid.setColumnStretch(column, 1 if self._stretch else 0)
        if not self._stretch:
            self._grid.setColumnStretch(columns, 1)
        self.updateGeometry()
