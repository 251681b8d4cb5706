"""Choosing the one gmina a table is about, when its columns do not say."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mrl_desktop.domain.territory import Register, Territory
from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.town_finder import TownFinder


class PlaceDialog(QDialog):
    """Returns a territory, or None."""

    def __init__(self, parent: QWidget | None, register: Register) -> None:
        super().__init__(parent)
        self.setWindowTitle("Gmina, której dotyczy tabela")
        self.resize(560, 480)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S24, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        column.addWidget(label("Której gminy dotyczy tabela?", "title"))
        self.finder = TownFinder(register)
        column.addWidget(self.finder, 1)
        take = button("Wybierz", self.accept, role="primary")
        take.setDefault(True)
        take.setEnabled(False)
        self.finder.chosen.connect(lambda town: take.setEnabled(town is not None))
        self.finder.list.itemActivated.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(button("Anuluj", self.reject, role="quiet"))
        row.addStretch(1)
        row.addWidget(take)
        column.addLayout(row)

    @classmethod
    def ask(cls, parent: QWidget | None, register: Register) -> Territory | None:
        dialog = cls(parent, register)
        return dialog.finder.town() if dialog.exec() == QDialog.DialogCode.Accepted else None
