"""Key figure cards: the number, what it is, how it compares; a number with a fact can say where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mrl_desktop.domain.facts import Fact
from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import dress, label
from mrl_desktop.ui.widgets.fact_link import FactLink


class KeyFigureCard(QFrame):
    """One big value with a caption under it and a muted note."""

    def __init__(self, value: str, caption: str, note: str = "", fact: Fact | None = None) -> None:
        super().__init__()
        dress(self, role="card")
        self.setAccessibleName(" ".join(part for part in (caption, value, note) if part))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
        column.setSpacing(theme.S4)
        column.addWidget(label(value, "figure"))
        column.addWidget(label(caption))
        if note:
            column.addWidget(label(note, "help"))
        if fact is not None:
            column.addWidget(FactLink(fact), 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


class CardRow(QWidget):
    """Cards of equal width side by side; `show_cards` replaces them."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.S12)

    def show_cards(self, cards: Sequence[KeyFigureCard]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for card in cards:
            self._row.addWidget(card, 1)
        self.setVisible(bool(cards))
