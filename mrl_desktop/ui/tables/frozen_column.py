"""The first column of a wide grid stays in sight while the years are scrolled."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from mrl_desktop.ui.tables.spreadsheet import Spreadsheet


class FrozenColumn(QTableView):
    """Lies over the left end of a view and shows its first column; seen only while the view is scrolled to the right."""

    def __init__(self, of: Spreadsheet) -> None:
        super().__init__(of)
        self._of = of
        self.setAccessibleName(f"{of.accessibleName()}: nazwy wierszy")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(of.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setModel(of.model())
        self.setSelectionModel(of.selectionModel())
        self.hide()
        of.horizontalScrollBar().valueChanged.connect(lambda _: self._place())
        of.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        of.horizontalHeader().sectionResized.connect(lambda *_: self._place())
        of.model().modelReset.connect(self._place)
        of.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(self._edit)

    def _place(self) -> None:
        shown = self._of.horizontalScrollBar().value() > 0
        self.setVisible(shown)
        if not shown:
            return
        for column in range(1, self.model().columnCount()):
            self.setColumnHidden(column, True)
        width = self._of.columnWidth(0)
        self.setColumnWidth(0, width)
        self.horizontalHeader().setFixedHeight(self._of.horizontalHeader().height())
        edge = self._of.frameWidth()
        self.setGeometry(edge, edge, width, self._of.viewport().height() + self._of.horizontalHeader().height())
        self.raise_()

    def _moved(self, index: QModelIndex) -> None:
        """A cell the keys have led to must not stay under this column."""
        if index.column() > 0:
            QTimer.singleShot(0, self._uncover)

    def _uncover(self) -> None:
        index = self._of.currentIndex()
        hidden = self.width() - self._of.visualRect(index).left()
        if self.isVisible() and index.column() > 0 and hidden > 0:
            bar = self._of.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def _edit(self, index: QModelIndex) -> None:
        self._of.horizontalScrollBar().setValue(0)
        self._of.setCurrentIndex(index)
        self._of.edit(index)
