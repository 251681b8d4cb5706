"""The planner's own text: bold, italic, lists and inserted numbers, kept as the small readable markup of the project.

What is seen is what is stored: `**pogrubienie**`, `*kursywa*`, „- " and „1. " lists, `{{wsk:D07:2024}}`; marks are only coloured.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtGui import QFont, QKeySequence, QShortcut, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import button, tool
from mrl_desktop.ui.widgets.entries import AreaEntry

BOLD, ITALIC, TOKEN = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)"), re.compile(r"\{\{[^{}]*\}\}")
BULLET, NUMBER = re.compile(r"^- "), re.compile(r"^\d+\. ")


class _Colours(QSyntaxHighlighter):
    """Bold looks bold, italic italic, tokens are tinted, so that the markup reads easily."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        theme.theme().changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        bold, italic, token = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        italic.setFontItalic(True)
        token.setForeground(theme.colour("accent"))
        token.setBackground(theme.colour("accent_soft"))
        for pattern, look in ((ITALIC, italic), (BOLD, bold), (TOKEN, token)):
            for match in pattern.finditer(text):
                self.setFormat(match.start(), match.end() - match.start(), look)


class NarrativeEntry(AreaEntry):
    """An area with the buttons of the markup. `ask_fact` opens the choice of a number and returns its token, "" for none."""

    def __init__(self, *, lines: int = 10, limit: int | None = None, ask_fact: Callable[[QWidget], str] | None = None) -> None:
        super().__init__(lines=lines, most=28, limit=limit, placeholder="Napisz własny tekst. Pusta linia rozdziela akapity.")
        self._ask_fact = ask_fact
        self._colours = _Colours(self.area.document())
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S4)
        self.tools: list[QToolButton] = []
        for name, icon, key, act in (
            ("Pogrubienie", "bold", "Ctrl+B", lambda: self._wrap("**")),
            ("Kursywa", "italic", "Ctrl+I", lambda: self._wrap("*")),
            ("Lista punktowana", "list", "Ctrl+Shift+L", lambda: self._list(numbered=False)),
            ("Lista numerowana", "numbered", "Ctrl+Shift+N", lambda: self._list(numbered=True)),
        ):
            made = tool(f"{name} ({key})", icon, act)
            shortcut = QShortcut(QKeySequence(key), self.area)
            shortcut.activated.connect(act)
            self.tools.append(made)
            row.addWidget(made)
        if ask_fact is not None:
            row.addWidget(button("Wstaw liczbę", self._insert_fact, icon="fact", tooltip="Liczba z danych: zmieni się w tekście razem z danymi"))
        row.addStretch(1)
        self._column.insertWidget(0, bar)

    def insert(self, text: str) -> None:
        """Puts a text at the cursor."""
        self.area.insertPlainText(text)
        self.area.setFocus()

    def _insert_fact(self) -> None:
        token = self._ask_fact(self) if self._ask_fact else ""
        if token:
            self.insert(token)

    def _wrap(self, mark: str) -> None:
        """Puts the mark round the selection, or takes it off when it is there."""
        cursor = self.area.textCursor()
        text = cursor.selectedText()
        if text.startswith(mark) and text.endswith(mark) and len(text) > 2 * len(mark):
            cursor.insertText(text[len(mark) : -len(mark)])
        else:
            cursor.insertText(f"{mark}{text}{mark}")
            if not text:
                cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(mark))
                self.area.setTextCursor(cursor)
        self.area.setFocus()

    def _list(self, *, numbered: bool) -> None:
        """Makes the selected lines a list, or plain lines again when they are one."""
        cursor = self.area.textCursor()
        document = self.area.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        lines = [document.findBlockByNumber(number).text() for number in range(first, last + 1)]
        pattern = NUMBER if numbered else BULLET
        bare = [NUMBER.sub("", BULLET.sub("", line)) for line in lines]
        if all(pattern.match(line) for line in lines):
            fresh = bare
        else:
            fresh = [f"{n}. {line}" if numbered else f"- {line}" for n, line in enumerate(bare, start=1)]
        cursor.setPosition(document.findBlockByNumber(first).position())
        end = document.findBlockByNumber(last)
        cursor.setPosition(end.position() + len(end.text()), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("\n".join(fresh))
        self.area.setFocus()
