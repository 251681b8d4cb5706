"""Two panes with a quiet gap between them that can be dragged."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from mrl_desktop.ui import theme


class Split(QSplitter):
    """A list at the left, what is chosen at the right; `sizes` are their widths to begin with."""

    def __init__(self, sizes: tuple[int, int]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
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
        for offset in (-8, 0, 8):
            painter.drawEllipse(QRectF(middle.x() - 1.5, middle.y() + offset - 1.5, 3, 3))
