"""What stands in the window while no project is open: begin, open, go on after a crash, see an example."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import button, dress, frame, label, picture, tool

if TYPE_CHECKING:
    from mrl_desktop.storage import RecentFile, Recovery

RECENT_SHOWN = 6


class StartView(QScrollArea):
    """Signals only; the window does the work."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    file_wanted = Signal(object)
    recovery_wanted = Signal(object)
    forgotten = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        dress(ground, role="ground")
        outer = QHBoxLayout(ground)
        outer.setContentsMargins(theme.S32, theme.S32, theme.S32, theme.S32)
        outer.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(960)
        outer.addWidget(middle, 8)
        outer.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, theme.S16, 0, 0)
        column.setSpacing(theme.S16)
        column.addWidget(label("MRL Desktop", "display"))
        column.addWidget(
            label("Od danych o mieście do Planu Rozwoju Lokalnego i Planu Rozwoju Instytucjonalnego w Wordzie. Na tym komputerze, bez internetu.", "lead")
        )
        self._recoveries = QVBoxLayout()
        self._recoveries.setSpacing(theme.S8)
        column.addLayout(self._recoveries)
        row = QHBoxLayout()
        row.setSpacing(theme.S24)
        row.addLayout(self._choices(), 5)
        row.addWidget(self._recent_card(), 6)
        column.addLayout(row)
        column.addStretch(1)
        self.setWidget(ground)

    def _choices(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.S12)
        self.first = self._choice("Zacznij nowy projekt", "Wybierz miasto i lata, resztę poprowadzi program.", "new", self.new_wanted)
        column.addWidget(self.first)
        column.addWidget(self._choice("Otwórz plik projektu", "Plik z końcówką .mrl na dysku lub w sieci.", "open", self.open_wanted))
        column.addWidget(
            self._choice("Otwórz projekt przykładowy", "Zmyślone miasto Nowe Bielany z gotowym planem – do nauki.", "example", self.sample_wanted)
        )
        column.addStretch(1)
        return column

    def _choice(self, title: str, why: str, icon: str, signal: SignalInstance) -> QPushButton:
        choice = _TwoLines(title, why, icon=icon)
        choice.clicked.connect(lambda: signal.emit())
        return choice

    def _recent_card(self) -> QFrame:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.S16, theme.S16, theme.S16, theme.S16)
        column.setSpacing(theme.S4)
        column.addWidget(label("Ostatnio otwierane", "section"))
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        column.addLayout(self._recent)
        column.addStretch(1)
        return card

    def show_files(self, recent: list[RecentFile], recoveries: list[Recovery]) -> None:
        """Lists recent files and what a crash left behind."""
        _empty(self._recent)
        for each in recent[:RECENT_SHOWN]:
            self._recent.addWidget(self._recent_row(each.path, each.town, polish.moment(each.opened_at), each.exists))
        if not recent:
            self._recent.addWidget(label("Tu pojawią się pliki, nad którymi pracujesz.", "muted"))
        _empty(self._recoveries)
        for recovery in recoveries:
            self._recoveries.addWidget(self._recovery_row(recovery))

    def _recent_row(self, path: Path, town: str, when: str, exists: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        where = str(path.parent) if exists else f"Nie ma go już w folderze {path.parent}"
        opener = _TwoLines(town or path.stem, f"{path.name} · {when}", where)
        dress(opener, role="quiet")
        opener.setEnabled(exists)
        opener.clicked.connect(lambda: self.file_wanted.emit(path))
        row.addWidget(opener, 1)
        row.addWidget(tool(f"Usuń z listy: {path.name}", "close", lambda: self.forgotten.emit(path), tooltip="Usuń z listy (plik pozostanie)"))
        return holder

    def _recovery_row(self, recovery: Recovery) -> QFrame:
        box = frame("message", tone="warn")
        row = QHBoxLayout(box)
        row.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
        row.setSpacing(theme.S12)
        row.addWidget(picture("history", "warn", 22))
        words = QVBoxLayout()
        words.setSpacing(2)
        what = recovery.town or (recovery.target.stem if recovery.target else "Projekt bez nazwy")
        words.addWidget(label(f"Odzyskaj pracę: {what}", "label"))
        file = f"Plik: {recovery.target.name}. " if recovery.target else "Projekt nie był jeszcze zapisany do pliku. "
        words.addWidget(label(f"Program zamknął się niespodziewanie. {file}Ostatnia zmiana: {polish.moment(recovery.last_change)}"))
        row.addLayout(words, 1)
        row.addWidget(button("Odzyskaj", lambda: self.recovery_wanted.emit(recovery.working), role="primary"))
        return box


class _TwoLines(QPushButton):
    """A flat wide button with a bold line, a line of explanation, and an icon before them where there is one."""

    def __init__(self, title: str, why: str, where: str = "", icon: str = "") -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self.setAccessibleDescription(" ".join(part for part in (why, where) if part))
        row = QHBoxLayout(self)
        edge = theme.S16 if icon else theme.S8
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(theme.S16)
        if icon:
            row.addWidget(picture(icon, "accent", 26))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "section" if icon else "label", wrap=bool(icon)))
        words.addWidget(label(why, "muted" if icon else "help"))
        if where:
            place = label(where, "help")
            words.addWidget(place)
        row.addLayout(words, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = row
        self.setMinimumHeight(row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(max(self._words.heightForWidth(self.width()), self._words.minimumSize().height()))


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()

