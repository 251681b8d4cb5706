"""„Skąd ta liczba?": a small link under a number that opens its origin down to the cell."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from mrl_desktop.domain.facts import Fact
from mrl_desktop.ui.widgets.basics import dress


class FactLink(QPushButton):
    """Opens the dialog of origin for one fact."""

    def __init__(self, fact: Fact, text: str = "Skąd ta liczba?") -> None:
        super().__init__(text)
        self.fact = fact
        dress(self, role="quiet")
        self.setAutoDefault(False)
        self.setAccessibleName(f"{text} {fact.label}")
        self.clicked.connect(self._open)

    def _open(self) -> None:
        from mrl_desktop.ui.dialogs.fact_source import FactSourceDialog

        FactSourceDialog.tell(self.window(), self.fact)
