"""Choosing another town for an open project."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mrl_desktop.domain.territory import Register, Territory
from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.town_finder import TownFinder


class ChooseTownDialog(QDialog):
    """Returns the town chosen, or None."""

    def __init__(self, parent: QWidget | None, register: Register) -> None:
        super().__init__(parent)
        self.setWindowTitle("Wybierz miasto")
        self.resize(620, 520)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S24, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        column.addWidget(label("Dla którego miasta?", "title"))
        column.addWidget(label("Program zaproponuje nową odmianę nazwy. Wczytane dane i zapisy planu pozostaną.", "muted"))
        take = button("Wybierz", self.accept, role="primary")
        take.setDefault(True)
        take.setEnabled(False)
        self.finder = TownFinder(register)
        self.finder.chosen.connect(lambda town: take.setEnabled(town is not None))
        self.finder.list.itemActivated.connect(self.accept)
        column.addWidget(self.finder, 1)
        row = QHBoxLayout()
        row.addWidget(button("Anuluj", self.reject, role="quiet"))
        row.addStretch(1)
        row.addWidget(take)
        column.addLayout(row)

    @classmethod
    def ask(cls, parent: QWidget | None, register: Register) -> Territory | None:
        dialog = cls(parent, register)
        return dialog.finder.town() if dialog.exec() == QDialog.DialogCode.Accepted else None
