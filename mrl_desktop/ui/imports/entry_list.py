"""A list of entries in two lines, chosen with mouse or arrows; showing it anew keeps what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from mrl_desktop.ui import theme
from mrl_desktop.ui.pages.two_lines import ICON, NOTE, STRONG, TwoLines

KEY = int(Qt.ItemDataRole.UserRole) + 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry; a heading is only read."""

    key: str
    title: str
    note: str = ""
    icon: tuple[str, str] | None = None
    heading: bool = False


class EntryList(QListWidget):
    """`chosen` carries the key of the current entry; `removed` the keys of entries the person pressed Delete on."""

    chosen = Signal(str)
    activated_entry = Signal(str)
    removed = Signal(list)

    def __init__(self, accessible_name: str, *, many: bool = False) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._showing = False
        self.setAccessibleName(accessible_name)
        self.setItemDelegate(TwoLines(self))
        self.setWordWrap(True)
        self.setMouseTracking(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if many:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.currentItemChanged.connect(self._changed)
        self.itemActivated.connect(lambda item: self.activated_entry.emit(item.data(KEY)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 80)

    @property
    def current(self) -> str:
        """Key of the current entry, "" when there is none."""
        item = self.currentItem()
        return str(item.data(KEY)) if item is not None else ""

    @property
    def keys(self) -> list[str]:
        """Keys of all entries that can be chosen, in order."""
        return [entry.key for entry in self._entries if not entry.heading]

    def selected(self) -> list[str]:
        return [str(item.data(KEY)) for item in self.selectedItems()]

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Shows these; the current one stays current, else the first is."""
        wanted, row = self.current, self.currentRow()
        self._showing = True
        same = [entry.key for entry in entries] == [entry.key for entry in self._entries]
        if not same:
            self.clear()
            for entry in entries:
                self.addItem(_item(entry))
        else:
            for number, (old, new) in enumerate(zip(self._entries, entries, strict=True)):
                if old != new:
                    _fill(self.item(number), new)
        self._entries = list(entries)
        self._showing = False
        if same:
            self.doItemsLayout()
            return
        if not self.pick(wanted):
            choosable = [number for number, entry in enumerate(entries) if not entry.heading]
            near = next((number for number in choosable if number >= row), choosable[-1] if choosable else -1)
            self.setCurrentRow(near)
        if not entries or self.current == wanted:
            self.chosen.emit(self.current)

    def pick(self, key: str) -> bool:
        """Makes an entry the current one; False when it is not here."""
        for number, entry in enumerate(self._entries):
            if entry.key == key and not entry.heading:
                self.setCurrentRow(number)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.selected():
            self.removed.emit(self.selected())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.doItemsLayout()  # rows filled while the list was hidden were measured for another width

    def _changed(self) -> None:
        if not self._showing:
            self.chosen.emit(self.current)


def _item(entry: Entry) -> QListWidgetItem:
    item = QListWidgetItem()
    _fill(item, entry)
    return item


def _fill(item: QListWidgetItem, entry: Entry) -> None:
    item.setText(entry.title)
    item.setData(KEY, entry.key)
    item.setData(NOTE, entry.note)
    item.setData(ICON, entry.icon or ())
    item.setData(STRONG, entry.heading)
    item.setToolTip("\n".join(part for part in (entry.title, entry.note) if part))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, ". ".join(part for part in (entry.title, entry.note) if part))
    if entry.heading:
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)


def pane_margins() -> tuple[int, int, int, int]:
    """Space inside a pane beside a list."""
    return theme.S16, theme.S12, theme.S16, theme.S12
