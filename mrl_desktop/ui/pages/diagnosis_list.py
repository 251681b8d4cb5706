"""The list beside the diagnosis: overview, areas, indicators with their rating; searched and filtered by typing and choosing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.analysis.diagnosis import Diagnosis
from mrl_desktop.ui import theme
from mrl_desktop.ui.pages import ratings
from mrl_desktop.ui.pages.two_lines import ICON, NOTE, STRONG, TwoLines
from mrl_desktop.ui.widgets.basics import label

KEY = int(Qt.ItemDataRole.UserRole)
OVERVIEW = ""
FILTERS = (
    ("Wszystkie", ""),
    ("Mocne", ratings.STRONG),
    ("Słabe", ratings.WEAK),
    ("Przeciętne", ratings.MIDDLE),
    ("Bez oceny", ratings.UNRATED),
    ("Bez danych", ratings.MISSING),
)


class _Tree(QTreeWidget):
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as tall as their names need at this width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class IndicatorList(QWidget):
    """`chosen` carries the id of an indicator, or OVERVIEW."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._diagnosis: Diagnosis | None = None
        self._current = OVERVIEW
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Znajdź wskaźnik")
        self.line.setAccessibleName("Znajdź wskaźnik")
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(lambda _: self._fill())
        column.addWidget(self.line)
        self.standing = QComboBox()
        self.standing.setAccessibleName("Które wskaźniki pokazać")
        for words, _ in FILTERS:
            self.standing.addItem(words)
        self.standing.currentIndexChanged.connect(lambda _: self._fill())
        filters = QHBoxLayout()
        filters.setSpacing(theme.S8)
        filters.addWidget(self.standing, 4)
        self.area = QComboBox()
        self.area.setAccessibleName("Z którego obszaru")
        self.area.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.area.currentIndexChanged.connect(lambda _: self._fill())
        self.area.setMinimumContentsLength(8)
        filters.addWidget(self.area, 5)
        column.addLayout(filters)
        self.tree = _Tree()
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(theme.S8)
        self.tree.setWordWrap(True)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.tree.setAccessibleName("Obszary i wskaźniki")
        self.tree.setItemDelegate(TwoLines(self.tree))
        self.tree.currentItemChanged.connect(self._moved)
        self._show_current = QTimer(self)
        self._show_current.setSingleShot(True)
        self._show_current.setInterval(0)  # only when the rows have been laid out is it known where they are
        self._show_current.timeout.connect(lambda: self.tree.scrollTo(self.tree.currentIndex()))
        column.addWidget(self.tree, 1)
        self.count = label("", "help")
        column.addWidget(self.count)

    @property
    def current(self) -> str:
        """Id of the indicator in view, or OVERVIEW."""
        return self._current

    def show_diagnosis(self, diagnosis: Diagnosis) -> None:
        """Lists the results; the current one stays current."""
        self._diagnosis = diagnosis
        areas = list(diagnosis.catalogue.areas.values())
        if self.area.count() != len(areas) + 1:
            self.area.blockSignals(True)
            self.area.clear()
            self.area.addItem("Każdy obszar", "")
            for area in areas:
                self.area.addItem(area.name, area.id)
            self.area.blockSignals(False)
        self._fill()

    def pick(self, indicator: str) -> bool:
        """Shows and marks an indicator, lifting filters that hide it; False when nobody knows it."""
        item = self._item(indicator)
        if item is None and self._diagnosis is not None and self._diagnosis.result(indicator) is not None:
            for box in (self.standing, self.area):
                box.setCurrentIndex(0)
            self.line.clear()
            item = self._item(indicator)
        if item is None:
            return False
        self.tree.setCurrentItem(item)
        self._show_current.start()
        return True

    def _fill(self) -> None:
        if self._diagnosis is None:
            return
        self.tree.blockSignals(True)
        self.tree.clear()
        self._entry(self.tree.invisibleRootItem(), "Przegląd", "wszystkie obszary naraz", OVERVIEW, ("diagnosis", "accent"), strong=True)
        wanted, standing = polish.fold(self.line.text()).split(), FILTERS[self.standing.currentIndex()][1]
        area_wanted = self.area.currentData() or ""
        shown = 0
        for area in self._diagnosis.catalogue.areas.values():
            if area_wanted not in ("", area.id):
                continue
            inside = [
                result
                for result in self._diagnosis.results
                if result.definition.area == area.id
                and standing in ("", ratings.standing(result))
                and all(word in polish.fold(f"{result.definition.name} {area.name} {result.definition.id}") for word in wanted)
            ]
            if not inside:
                continue
            score = self._diagnosis.area(area.id)
            heading = self._entry(self.tree.invisibleRootItem(), area.name, ratings.in_short(score.rating) if score else "", area.id, None, strong=True)
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for result in inside:
                item = self._entry(heading, result.definition.label, ratings.note(result), result.definition.id, ratings.look(result))
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{result.definition.name}: {ratings.note(result)}")
                item.setToolTip(0, f"{result.definition.name}\n{ratings.note(result)}")
            shown += len(inside)
        self.tree.expandAll()
        current = self._item(self._current)
        if current is not None:
            self.tree.setCurrentItem(current)
            self._show_current.start()
        self.tree.blockSignals(False)
        self.count.setText(f"{polish.counted(shown, 'wskaźnik', 'wskaźniki', 'wskaźników')} z {len(self._diagnosis.results)}")

    def _entry(self, parent: QTreeWidgetItem, text: str, note: str, key: str, icon: Any, *, strong: bool = False) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [text])
        item.setData(0, NOTE, note)
        item.setData(0, ICON, icon)
        item.setData(0, STRONG, strong)
        item.setData(0, KEY, key)
        if strong:
            font = QFont(self.tree.font())
            font.setBold(True)
            item.setFont(0, font)
        return item

    def _item(self, key: str) -> QTreeWidgetItem | None:
        if key == OVERVIEW:
            return self.tree.topLevelItem(0)
        areas = [self.tree.topLevelItem(number) for number in range(self.tree.topLevelItemCount())]
        items = (area.child(number) for area in areas if area is not None for number in range(area.childCount()))
        return next((item for item in items if item is not None and item.data(0, KEY) == key), None)

    def _moved(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and bool(item.flags() & Qt.ItemFlag.ItemIsSelectable):
            self._current = str(item.data(0, KEY))
            self.chosen.emit(self._current)
