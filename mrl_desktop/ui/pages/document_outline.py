"""The outline of a document as a tree: every chapter with its number and how it stands, in a word and an icon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from generator.outline import Outline
from mrl_desktop import polish
from mrl_desktop.ui import theme
from mrl_desktop.ui.pages.document_work import LOOKS, ChapterStanding
from mrl_desktop.ui.pages.two_lines import ICON, NOTE, STRONG, TwoLines
from mrl_desktop.ui.widgets.basics import label

KEY = int(Qt.ItemDataRole.UserRole)
TO_DO = (ChapterStanding.NO_TEXT, ChapterStanding.SHORT, ChapterStanding.NO_DATA)
FILTERS: tuple[tuple[str, tuple[ChapterStanding, ...]], ...] = (
    ("Wszystkie rozdziały", tuple(ChapterStanding)),
    ("Do uzupełnienia", TO_DO),
    ("Gotowe", (ChapterStanding.READY,)),
)


class _Tree(QTreeWidget):
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as tall as their titles need at this width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class OutlineTree(QWidget):
    """`chosen` carries the key of a chapter."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._outline: Outline | None = None
        self._titles: Mapping[str, str] = {}
        self._standings: Mapping[str, ChapterStanding] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self.current = ""
        """Key of the chapter in view."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Znajdź rozdział")
        self.line.setAccessibleName("Znajdź rozdział")
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(lambda _: self._filter())
        column.addWidget(self.line)
        self.which = QComboBox()
        self.which.setAccessibleName("Które rozdziały pokazać")
        for words, _ in FILTERS:
            self.which.addItem(words)
        self.which.currentIndexChanged.connect(lambda _: self._filter())
        column.addWidget(self.which)
        self.tree = _Tree()
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(theme.S12)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.tree.setAccessibleName("Rozdziały dokumentu")
        self.tree.setItemDelegate(TwoLines(self.tree))
        self.tree.currentItemChanged.connect(self._moved)
        self._show_current = QTimer(self)
        self._show_current.setSingleShot(True)
        self._show_current.setInterval(0)  # only when the rows have been laid out is it known where they are
        self._show_current.timeout.connect(lambda: self.tree.scrollTo(self.tree.currentIndex()))
        column.addWidget(self.tree, 1)
        self.count = label("", "help")
        column.addWidget(self.count)

    def show_outline(self, outline: Outline, titles: Mapping[str, str]) -> None:
        """Lists the chapters of a document; titles are already filled with the documents' names."""
        if outline is self._outline and titles == self._titles:
            return
        self._outline, self._titles = outline, titles
        numbers = outline.numbers()
        self.tree.blockSignals(True)
        self.tree.clear()
        self._items = {}
        above: list[QTreeWidgetItem] = []
        for entry in outline.entries:
            del above[entry.level - 1 :]
            parent = above[-1] if above else self.tree.invisibleRootItem()
            item = QTreeWidgetItem(parent, [f"{numbers.get(entry.key, '')}  {titles[entry.key]}".strip()])
            item.setData(0, KEY, entry.key)
            item.setData(0, STRONG, entry.level == 1)
            above.append(item)
            self._items[entry.key] = item
        self.tree.expandAll()
        self.tree.blockSignals(False)
        self._dress()

    def show_standings(self, standings: Mapping[str, ChapterStanding]) -> None:
        """Shows how each chapter stands."""
        if standings != self._standings:
            self._standings = standings
            self._dress()
            self._filter()

    def pick(self, key: str) -> bool:
        """Marks a chapter and scrolls to it; False when the outline does not have it."""
        item = self._items.get(key)
        if item is None:
            return False
        if item.isHidden():
            self.which.setCurrentIndex(0)
            self.line.clear()
        self.tree.setCurrentItem(item)
        self._show_current.start()
        return True

    def _dress(self) -> None:
        for key, item in self._items.items():
            standing = self._standings.get(key)
            item.setData(0, NOTE, str(standing) if standing else "")
            item.setData(0, ICON, LOOKS[standing] if standing else ("circle", "muted"))
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(0)}: {standing}" if standing else item.text(0))
        present = [self._standings[key] for key in self._items if key in self._standings]
        counts = Counter(present)
        ready = counts[ChapterStanding.READY]
        self.count.setText(f"{polish.counted(ready, 'rozdział gotowy', 'rozdziały gotowe', 'rozdziałów gotowych')} z {len(self._items)}" if present else "")
        self.tree.scheduleDelayedItemsLayout()

    def _filter(self) -> None:
        wanted = polish.fold(self.line.text()).split()
        shown = FILTERS[self.which.currentIndex()][1]
        for key, item in self._items.items():
            standing = self._standings.get(key, ChapterStanding.READY)
            item.setHidden(not (standing in shown and all(word in polish.fold(item.text(0)) for word in wanted)))
        for item in self._items.values():  # a hidden parent would hide the chapters inside it
            parent = item.parent()
            while not item.isHidden() and parent is not None:
                parent.setHidden(False)
                parent = parent.parent()

    def _moved(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and str(item.data(0, KEY)) != self.current:
            self.current = str(item.data(0, KEY))
            self.chosen.emit(self.current)
