"""A drop-down over each column of a sheet: what the column holds. It follows the sheet's widths and scrolling."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget

from excel_modules.mapping.heading import Heading
from excel_modules.mapping.profile import ColumnRule, Meaning
from excel_modules.sheet import column_name
from mrl_desktop.ui.mapping.words import MEANINGS
from mrl_desktop.ui.widgets.sheet_view import SheetView

HEIGHT = 38
LEAST_WIDTH = 208
"""So wide a column begins, that the meaning over it can be read."""
MOST = 300
"""Columns that get a drop-down; what is further right keeps the program's proposal."""


class MeaningStrip(QWidget):
    """`said` carries a column and its new meaning, `entered` the column whose drop-down has the focus."""

    said = Signal(int, object)
    entered = Signal(int)

    def __init__(self, view: SheetView) -> None:
        super().__init__()
        self._view = view
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Znaczenie kolumn")
        self.combos: dict[int, QComboBox] = {}
        self._fitted: set[int] = set()
        view.horizontalScrollBar().valueChanged.connect(lambda _: self.place())
        view.horizontalHeader().sectionResized.connect(lambda *_: self.place())
        view.installEventFilter(self)

    def show_columns(self, rules: Mapping[int, ColumnRule], headings: tuple[Heading, ...]) -> None:
        """One drop-down for each column that holds something."""
        wanted = sorted(rules)[:MOST]
        for column in [one for one in self.combos if one not in wanted]:
            combo = self.combos.pop(column)
            combo.hide()
            combo.deleteLater()
        previous: QWidget | None = None
        for column in wanted:
            combo = self.combos.get(column) or self._combo(column)
            heading = headings[column].text if column < len(headings) else ""
            combo.setAccessibleName(f"Znaczenie kolumny {column_name(column)}{f' „{heading}”' if heading else ''}")
            combo.blockSignals(True)
            combo.setCurrentIndex(combo.findData(str(rules[column].meaning)))
            combo.blockSignals(False)
            combo.setToolTip(MEANINGS[rules[column].meaning][1])
            if previous is not None:
                self.setTabOrder(previous, combo)
            previous = combo
            if column not in self._fitted:
                self._view.setColumnWidth(column, LEAST_WIDTH)
                self._fitted.add(column)
        self.place()

    def _combo(self, column: int) -> QComboBox:
        combo = QComboBox(self)
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for number, (meaning, (word, about)) in enumerate(MEANINGS.items()):
            combo.addItem(word, str(meaning))
            combo.setItemData(number, about, Qt.ItemDataRole.ToolTipRole)
        combo.currentIndexChanged.connect(lambda _, column=column, combo=combo: self.said.emit(column, Meaning(combo.currentData())))
        combo.installEventFilter(self)
        self.combos[column] = combo
        combo.show()
        return combo

    def place(self) -> None:
        """Puts each drop-down over its column; those outside stay outside, so that Tab still reaches them."""
        left = self._view.verticalHeader().width() + self._view.frameWidth()
        for column, combo in self.combos.items():
            combo.setGeometry(left + self._view.columnViewportPosition(column) + 2, 1, self._view.columnWidth(column) - 4, HEIGHT - 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QComboBox):
            column = next((one for one, combo in self.combos.items() if combo is watched), -1)
            model = self._view.model()
            if column >= 0:
                row = max(self._view.currentIndex().row(), 0)
                self._view.scrollTo(model.index(row, column))
                self.place()
                self.entered.emit(column)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and watched is self._view:
            self.place()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()
