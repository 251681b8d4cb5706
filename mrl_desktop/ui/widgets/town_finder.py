"""Choosing a town by typing part of its name (diacritics optional) or its code; namesakes are told apart by powiat."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.territory import Level, Register, Territory
from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import label

SHOWN = 30


class _Line(QLineEdit):
    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class TownFinder(QWidget):
    """A line to type in and the towns that fit; `chosen` carries the Territory (or None while nothing is chosen)."""

    chosen = Signal(object)

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self.line = _Line()
        self.line.setAccessibleName("Nazwa lub kod miasta")
        self.line.setPlaceholderText("Wpisz część nazwy albo kod TERYT, na przykład: osiek")
        self.line.setClearButtonEnabled(True)
        column.addWidget(self.line)
        self.list = QListWidget()
        self.list.setAccessibleName("Pasujące miasta i gminy")
        self.list.setUniformItemSizes(True)
        column.addWidget(self.list, 1)
        self.note = label("Lista pojawi się po wpisaniu pierwszych liter.", "help")
        column.addWidget(self.note)
        self.line.textChanged.connect(self.look_for)
        self.line.down.connect(self._into_list)
        self.list.currentItemChanged.connect(self._changed)

    def look_for(self, text: str) -> None:
        """Shows the towns whose name or code fits."""
        self.list.clear()
        found = self._register.find(text, limit=SHOWN, levels=(Level.GMINA,)) if text.strip() else []
        for town in found:
            item = QListWidgetItem(town.label)
            item.setData(Qt.ItemDataRole.UserRole, town)
            item.setToolTip(f"kod {town.code}")
            self.list.addItem(item)
        if not text.strip():
            self.note.setText("Lista pojawi się po wpisaniu pierwszych liter.")
        elif not found:
            self.note.setText("Nie ma takiej gminy w rejestrze. Sprawdź pisownię albo wpisz siedmiocyfrowy kod.")
        elif len(found) == SHOWN:
            self.note.setText(f"Pokazano pierwszych {SHOWN}. Dopisz więcej liter, aby zawęzić.")
        else:
            self.note.setText(polish.counted(len(found), "pasująca gmina", "pasujące gminy", "pasujących gmin"))
        if len(found) == 1:
            self.list.setCurrentRow(0)
        elif not found:
            self.chosen.emit(None)

    def town(self) -> Territory | None:
        item = self.list.currentItem()
        town = item.data(Qt.ItemDataRole.UserRole) if item else None
        return town if isinstance(town, Territory) else None

    def _into_list(self) -> None:
        if self.list.count():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.setCurrentRow(max(self.list.currentRow(), 0))

    def _changed(self) -> None:
        self.chosen.emit(self.town())
