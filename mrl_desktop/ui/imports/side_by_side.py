"""Two texts side by side: what stands in the program and what the file says."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import label


class _Text(QPlainTextEdit):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(200, 84)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 56)


class SideBySide(QWidget):
    """The left is „w programie", the right „w pliku"."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S12)
        self.mine, self.theirs = _Text("W programie"), _Text("W pliku")
        self._left = QWidget()
        for title, text, side in (("W programie", self.mine, self._left), ("W pliku", self.theirs, QWidget())):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.S4)
            column.addWidget(label(title, "help", wrap=False))
            column.addWidget(text)
            row.addWidget(side, 1)

    def show_texts(self, mine: str | None, theirs: str) -> None:
        """None at the left leaves only what the file says."""
        self._left.setVisible(mine is not None)
        self.mine.setPlainText(mine or "(puste)")
        self.theirs.setPlainText(theirs or "(puste)")
