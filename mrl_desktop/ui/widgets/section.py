"""Head of a section of a page: what it is about, a line of explanation, and its buttons at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import label


class SectionHeader(QWidget):
    """A title with an optional lead line; `buttons` stand at the right end."""

    def __init__(self, title: str, lead: str = "", *buttons: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.S12, 0, 0)
        row.setSpacing(theme.S8)
        words = QVBoxLayout()
        words.setSpacing(theme.S4)
        self.title = label(title, "section")
        words.addWidget(self.title)
        self.lead = label(lead, "muted")
        self.lead.setVisible(bool(lead))
        words.addWidget(self.lead)
        row.addLayout(words, 1)
        for item in buttons:
            row.addWidget(item)

    def say(self, lead: str) -> None:
        """Changes the explanation line."""
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))
