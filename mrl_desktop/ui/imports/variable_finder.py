"""Finding a variable in the whole catalogue by words of its title, subject, dimensions or key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.indicators import Catalogue, Variable
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports.entry_list import Entry, EntryList
from mrl_desktop.ui.widgets.basics import label

SHOWN = 60


class VariableFinder(QWidget):
    """`chosen` carries the key of the variable, "" while none is."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._known: list[tuple[str, Variable]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, 0, 0, 0)
        column.setSpacing(theme.S4)
        self.line = QLineEdit()
        self.line.setAccessibleName("Szukaj zmiennej w katalogu")
        self.line.setPlaceholderText("Część nazwy, tematu lub numer podgrupy, na przykład: bezrobotni albo P1944")
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._look_for)
        self.line.installEventFilter(self)
        column.addWidget(self.line)
        self.list = EntryList("Zmienne katalogu")
        self.list.chosen.connect(self.chosen)
        column.addWidget(self.list, 1)
        self._count = label("", "help", wrap=False)
        column.addWidget(self._count)

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """Takes the variables to look in."""
        self._known = [(_words_of(variable), variable) for variable in catalogue.variables.values()]
        self._look_for(self.line.text())

    @property
    def key(self) -> str:
        return self.list.current

    def _look_for(self, text: str) -> None:
        words = polish.fold(text).split()
        found = [variable for known, variable in self._known if all(word in known for word in words)]
        self.list.show_entries([_entry(variable) for variable in found[:SHOWN]])
        count = polish.counted(len(found), "zmienna", "zmienne", "zmiennych")
        self._count.setText(f"{count}; pokazano {SHOWN}, dopisz słowo" if len(found) > SHOWN else count if found else "Nic nie znaleziono. Spróbuj innego słowa.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down and self.list.count():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)


def _words_of(variable: Variable) -> str:
    return polish.fold(" ".join((variable.title, variable.key, variable.subject, variable.subject_title, *variable.dimensions)))


def _entry(variable: Variable) -> Entry:
    unit = "" if variable.unit in ("", "-") else f" · {variable.unit}"
    subject = " ".join(part for part in (variable.subject, variable.subject_title) if part)
    return Entry(key=variable.key, title=variable.title, note=f"{subject}{unit}")
