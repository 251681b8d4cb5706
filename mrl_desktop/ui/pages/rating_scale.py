"""The five levels of a self-assessment question with their descriptions, and „nie wiem" and „nie dotyczy"."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from mrl_desktop.analysis.self_assessment import Bank, Question
from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import button, label

NO_RATINGS = ("nie wiem", "nie dotyczy")
BESIDE = 100
"""Number of the first of NO_RATINGS among the buttons; the levels have their own values."""
INDENT = 32
"""Pixels by which a description stands under the words of its level."""


class _Described(QLabel):
    """A description that chooses its level when clicked."""

    def __init__(self, of: QRadioButton) -> None:
        super().__init__()
        self._of = of
        self.setWordWrap(True)
        self.setProperty("role", "muted")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._of.click()


class RatingScale(QWidget):
    """`rated` carries (level or None, one of NO_RATINGS or ""); (None, "") takes the answer back."""

    rated = Signal(object, str)

    def __init__(self, bank: Bank) -> None:
        super().__init__()
        self._bank = bank
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self._descriptions: list[_Described] = []
        for level in bank.levels:
            radio = self._radio(f"{level.value}  {level.label}", level.value)
            described = _Described(radio)
            described.setContentsMargins(INDENT, 0, 0, 0)
            self._descriptions.append(described)
            both = QVBoxLayout()
            both.setSpacing(0)
            both.addWidget(radio)
            both.addWidget(described)
            column.addLayout(both)
        line = QHBoxLayout()
        line.setSpacing(theme.S16)
        for number, words in enumerate(NO_RATINGS):
            line.addWidget(self._radio(words, BESIDE + number))
        line.addStretch(1)
        self._clear = button("Usuń ocenę", lambda: self.rated.emit(None, ""), role="quiet")
        line.addWidget(self._clear)
        column.addLayout(line)
        column.addWidget(label("„Nie wiem” i „nie dotyczy” nie wchodzą do średniej.", "help"))
        self._group.idClicked.connect(self._clicked)

    def display(self, question: Question, consensus: int | None, no_rating: str) -> None:
        """Shows a question's levels and the answer given."""
        for level, described, words in zip(self._bank.levels, self._descriptions, question.descriptors, strict=True):
            described.setText(words)
            self._group.button(level.value).setAccessibleDescription(words)
        wanted = consensus if consensus is not None else BESIDE + NO_RATINGS.index(no_rating) if no_rating in NO_RATINGS else None
        self._group.setExclusive(False)
        for made in self._group.buttons():
            made.setChecked(self._group.id(made) == wanted)
        self._group.setExclusive(True)
        self._clear.setVisible(wanted is not None)

    def button_of(self, value: int) -> QRadioButton:
        """The button of a level, or (from BESIDE on) of one of NO_RATINGS."""
        found = self._group.button(value)
        assert isinstance(found, QRadioButton)
        return found

    def _radio(self, words: str, number: int) -> QRadioButton:
        radio = QRadioButton(words)
        radio.setAccessibleName(f"Ocena: {words}")
        radio.setCursor(Qt.CursorShape.PointingHandCursor)
        self._group.addButton(radio, number)
        return radio

    def _clicked(self, number: int) -> None:
        if number >= BESIDE:
            self.rated.emit(None, NO_RATINGS[number - BESIDE])
        else:
            self.rated.emit(number, "")
