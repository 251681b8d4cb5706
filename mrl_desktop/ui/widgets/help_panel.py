"""The help beside a step: why, how, a good and a bad example; rendered from `resources/help/<step>.md`, folds away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from mrl_desktop.paths import resource
from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import frame, label, tool

WIDTH = 304


class HelpPanel(QWidget):
    """Shows the help of one step at a time."""

    folded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        box = frame("help_panel")
        outer.addWidget(box)
        column = QVBoxLayout(box)
        column.setContentsMargins(theme.S16, theme.S12, theme.S8, theme.S8)
        head = QHBoxLayout()
        head.addWidget(label("Pomoc", "section"), 1)
        head.addWidget(tool("Zwiń pomoc (F1)", "close", self.folded.emit))
        column.addLayout(head)
        self._text = QTextBrowser()
        self._text.setOpenExternalLinks(False)
        self._text.setOpenLinks(False)
        self._text.setAccessibleName("Treść pomocy")
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.document().setDocumentMargin(2)
        self._text.document().setIndentWidth(20)
        column.addWidget(self._text, 1)
        self._step = ""
        theme.theme().changed.connect(self._render)

    def show_step(self, step_id: str) -> None:
        if step_id != self._step:
            self._step = step_id
            self._render()

    def focus_text(self) -> None:
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _render(self) -> None:
        path = resource("help", f"{self._step}.md")
        if not self._step or not path.is_file():
            self._text.clear()
            return
        self._text.setMarkdown(path.read_text(encoding="utf-8"))
        self._dress()

    def _dress(self) -> None:
        """Headings, quotations and line spacing in the theme's sizes and colours."""
        block = self._text.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            quoted = block.blockFormat().intProperty(QTextFormat.Property.BlockQuoteLevel) > 0
            shape, letters = QTextBlockFormat(), QTextCharFormat()
            shape.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setBottomMargin(6)
            letters.setForeground(theme.colour("text"))
            if level:
                shape.setTopMargin(14 if block.blockNumber() else 2)
                letters.setProperty(QTextFormat.Property.FontPixelSize, theme.LARGE if level == 1 else theme.BASE)
                letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
                letters.setFontWeight(700)
                letters.setForeground(theme.colour("text" if level == 1 else "accent"))
            if quoted:
                shape.setBackground(theme.colour("hover"))
                shape.setLeftMargin(0)
                shape.setRightMargin(0)
            cursor = QTextCursor(block)
            cursor.mergeBlockFormat(shape)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(letters)
            block = block.next()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
