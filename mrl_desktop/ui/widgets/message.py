"""A calm message in its place on a page: what happened, what to do, at most two buttons; icon and word, never colour alone."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrl_desktop.domain.findings import Finding, Severity
from mrl_desktop.ui import icons, theme
from mrl_desktop.ui.widgets.basics import dress, frame, label, picture

LOOK = {"": ("info", "accent"), "good": ("check", "good"), "warn": ("warning", "warn"), "bad": ("error", "bad")}
TONE_OF = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.NOTE: ""}


class InlineMessage(QWidget):
    """Shows one sentence with an optional second one. Hidden until `say` is called."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._box = frame("message")
        outer.addWidget(self._box)
        row = QHBoxLayout(self._box)
        row.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
        row.setSpacing(theme.S12)
        self._icon = picture("info", "accent", 20)
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = label("", "label", selectable=True)
        self._text = label("", selectable=True)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        for item in buttons:
            row.addWidget(item)
        self.hide()

    def say(self, title: str, text: str = "", tone: str = "") -> None:
        """Shows the message; tones: "" (information), good, warn, bad."""
        name, token = LOOK[tone]
        icons.give(self._icon, name, token, 20)
        dress(self._box, tone=tone)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(" ".join(part for part in (title, text) if part))
        self.show()

    def tell(self, finding: Finding) -> None:
        """Shows a finding: what was found, what to do."""
        self.say(finding.message, finding.hint, TONE_OF[finding.severity])
