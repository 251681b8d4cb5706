"""Two panes with a quiet gap between them that can be dragged."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from mrl_desktop.ui import theme


class Split(QSplitter):
    """A list at the left, what is chosen at the right (or above and below); `sizes` are their widths (heights) to begin with."""

    def __init__(self, sizes: tuple[int, int], orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> None:
        super().__init__(orientation)
        self._begin = sizes
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.S12)

    def take(self, left: QWidget, right: QWidget) -> None:
        """Puts both panes in place."""
        for number, pane in enumerate((left, right)):
            self.addWidget(pane)
            self.setStretchFactor(number, self._begin[number])
        self.setSizes(list(self._begin))

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    """Only three dots, so that the gap stays a gap."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("track"))
        middle = self.rect().center()
        across = self.orientation() == Qt.Orientation.Horizontal
        for offset in (-8, 0, 8):
            right, down = (0, offset) if across else (offset, 0)
            painter.drawEllipse(QRectF(middle.x() + right - 1.5, middle.y() + down - 1.5, 3, 3))
