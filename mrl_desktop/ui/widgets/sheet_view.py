"""A sheet of somebody's file as they know it: letters above, numbers at the left, merged cells; and what became of each cell.

What became of a cell is told by colour and by a sign (bar, triangle, hatching), by its tooltip and to screen readers. A large sheet is
shown through a window: the view says by `window_wanted` which part it lacks and shows it when it comes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from excel_modules.picture import COLUMNS, ROWS, SheetPicture
from excel_modules.sheet import cell_name, column_name
from mrl_desktop import polish
from mrl_desktop.flows.cell_roles import CellRole, Fate
from mrl_desktop.ui import theme
from mrl_desktop.ui.widgets.basics import label

Index = QModelIndex | QPersistentModelIndex
Position = tuple[int, int]
ROW_HEIGHT = 24
NARROWEST, WIDEST = 56, 280
MOST_SPANS = 2000
"""Merged ranges of one window that are drawn merged; a sheet with more of them is shown unmerged."""
_LOOK: Mapping[Fate, tuple[str, str]] = {
    Fate.READ: ("good_soft", "good"),
    Fate.DOUBTFUL: ("warn_soft", "warn"),
    Fate.SKIPPED: ("hover", "muted"),
    Fate.LABEL: ("accent_soft", "accent"),
}
"""Ground and sign of a fate, as tokens of the theme."""


class PictureModel(QAbstractTableModel):
    """The whole sheet's size; texts only inside the window of the picture."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: SheetPicture | None = None
        self.roles: Mapping[Position, CellRole] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.picture is None else self.picture.height

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.picture is None else self.picture.width

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            return column_name(section) if across else str(section + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role == Qt.ItemDataRole.ToolTipRole and self.picture is not None and section in (self.picture.hidden_columns if across else self.picture.hidden_rows):
            return "Ta kolumna jest w pliku ukryta." if across else "Ten wiersz jest w pliku ukryty."
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        picture = self.picture
        if picture is None or not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return picture.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if (row, column) in picture.numbers else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (picture.text(row, column), self.says(row, column)) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (cell_name(row, column), picture.text(row, column) or "pusta", self.says(row, column)) if part)
        if role == Qt.ItemDataRole.ForegroundRole and (row in picture.hidden_rows or column in picture.hidden_columns):
            return QBrush(theme.colour("disabled"))
        return None

    def says(self, row: int, column: int) -> str:
        """What became of a cell, as a sentence; "" when nothing is known."""
        found = self.roles.get((row, column))
        return str(found) if found is not None else ""


class SheetView(QTableView):
    """`chosen` carries row and column of the cell the person went to; `window_wanted` the top and left of a window not yet here."""

    chosen = Signal(int, int)
    window_wanted = Signal(int, int)

    def __init__(self, accessible_name: str = "Arkusz") -> None:
        super().__init__()
        self._model = PictureModel()
        self._marked: frozenset[Position] = frozenset()
        self._spans: list[Position] = []
        self.setModel(self._model)
        self.setItemDelegate(_Cell(self))
        self.setAccessibleName(accessible_name)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            header.setHighlightSections(True)
        self.horizontalHeader().setMinimumSectionSize(28)
        self.horizontalHeader().setDefaultSectionSize(96)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCornerButtonEnabled(False)
        self.selectionModel().currentChanged.connect(self._moved)
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(60)
        self._ask.timeout.connect(self._look_further)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._ask.start())
        self.horizontalScrollBar().valueChanged.connect(lambda _: self._ask.start())
        theme.theme().changed.connect(self.viewport().update)

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def picture(self) -> SheetPicture | None:
        return self._model.picture

    @property
    def marked(self) -> frozenset[Position]:
        """The cells highlighted now."""
        return self._marked

    def show_picture(self, picture: SheetPicture | None) -> None:
        """Shows a sheet, or another window of the one shown: then place and highlight stay."""
        before = self._model.picture
        same = before is not None and picture is not None and (before.sheet, before.sheets, before.height, before.width) == (picture.sheet, picture.sheets, picture.height, picture.width)
        if same:
            self._model.picture = picture
        else:
            self._model.beginResetModel()
            self._model.picture, self._model.roles = picture, {}
            self._marked = frozenset()
            self._model.endResetModel()
        self._merge()
        if not same and picture is not None:
            self._fit_columns(picture)
        self.viewport().update()

    def paint(self, roles: Mapping[Position, CellRole]) -> None:
        """What became of the cells of the window."""
        self._model.roles = roles
        self.viewport().update()

    def highlight(self, row: int, column: int) -> None:
        """Frames one cell, scrolls to it and makes it the current one."""
        self.highlight_all([(row, column)])

    def highlight_all(self, cells: Collection[Position]) -> None:
        """Frames cells and goes to the first of them; none takes the frames away."""
        self._marked = frozenset(cells)
        first = min(cells, default=None)
        if first is not None:
            index = self._model.index(*first)
            if index.isValid():
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self._ask.start()
        self.viewport().update()

    def is_marked(self, row: int, column: int) -> bool:
        """Whether a cell is framed; a merged one also when a cell it covers is."""
        if (row, column) in self._marked:
            return True
        height, width = self.rowSpan(row, column), self.columnSpan(row, column)
        return (height > 1 or width > 1) and any(row <= one < row + height and column <= other < column + width for one, other in self._marked)

    def says(self, row: int, column: int) -> str:
        """What became of a cell, as a sentence."""
        return self._model.says(row, column)

    def fate(self, row: int, column: int) -> Fate | None:
        found = self._model.roles.get((row, column))
        return found.fate if found is not None else None

    # -- shape --------------------------------------------------------------------------------------------------------

    def _merge(self) -> None:
        for row, column in self._spans:
            self.setSpan(row, column, 1, 1)
        self._spans = []
        picture = self._model.picture
        if picture is None or len(picture.merged) > MOST_SPANS:
            return
        for top, left, bottom, right in picture.merged:
            self.setSpan(top, left, bottom - top + 1, right - left + 1)
            self._spans.append((top, left))

    def _fit_columns(self, picture: SheetPicture) -> None:
        """Columns as wide as what stands in the first rows of the window, within bounds."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        covered = {(row, column) for top, left, bottom, right in picture.merged if right > left for row in range(top, min(bottom, top + 60) + 1) for column in range(left, min(right, left + 60) + 1)}
        for column in range(picture.left, min(picture.width, picture.left + COLUMNS)):
            texts = [picture.text(row, column).partition("\n")[0][:60] for row in range(picture.top, picture.top + 60) if (row, column) not in covered]
            widest = max((metrics.horizontalAdvance(text) for text in sorted(texts, key=len)[-5:]), default=0)
            self.setColumnWidth(column, max(NARROWEST, min(WIDEST, widest + 24)))

    def _look_further(self) -> None:
        """Asks for the window around what is seen when the present one does not hold it."""
        picture = self._model.picture
        if picture is None or not picture.height or not picture.width:
            return
        top, left = max(self.rowAt(0), 0), max(self.columnAt(0), 0)
        last, right = self.rowAt(self.viewport().height() - 1), self.columnAt(self.viewport().width() - 1)
        last, right = picture.height - 1 if last < 0 else last, picture.width - 1 if right < 0 else right
        if not (picture.holds(top, left) and picture.holds(last, right)):
            spare_rows, spare_columns = (ROWS - (last - top)) // 2, (COLUMNS - (right - left)) // 2
            self.window_wanted.emit(max(0, top - max(spare_rows, 0)), max(0, left - max(spare_columns, 0)))

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row(), index.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            indexes = sorted(self.selectedIndexes(), key=lambda one: (one.row(), one.column()))
            lines: dict[int, list[str]] = {}
            for index in indexes:
                lines.setdefault(index.row(), []).append(str(index.data() or ""))
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines.values()))
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 140)


class _Cell(QStyledItemDelegate):
    """Paints a cell with its ground, sign and frame."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        row, column = index.row(), index.column()
        fate = self._view.fate(row, column)
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(area, theme.colour("surface"))
        if fate is not None:
            paint_fate(painter, area, fate)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(ink.color() if isinstance(ink, QBrush) else theme.colour("text"))
        painter.setFont(self._view.font())
        side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        inner = area.adjusted(9, 0, -9, 0)
        if area.height() > 2 * ROW_HEIGHT - 4:
            painter.drawText(inner, int(side | Qt.TextFlag.TextWordWrap), text)
        elif text:
            line = text.replace("\n", " ")
            painter.drawText(inner, int(side), painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, inner.width()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._view.is_marked(row, column):
            painter.setPen(QPen(theme.colour("focus"), 3))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        elif index == self._view.currentIndex():
            painter.setPen(QPen(theme.colour("text"), 2, Qt.PenStyle.DotLine if not self._view.hasFocus() else Qt.PenStyle.SolidLine))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()


def paint_fate(painter: QPainter, area: QRect, fate: Fate) -> None:
    """Ground and sign of a fate: a bar at the left (read), a triangle in the corner (doubtful), hatching (skipped), a line below (label)."""
    ground, sign = (theme.colour(token) for token in _LOOK[fate])
    painter.fillRect(area, ground)
    if fate is Fate.READ:
        painter.fillRect(QRect(area.left(), area.top(), 4, area.height()), sign)
    elif fate is Fate.DOUBTFUL:
        right, top = float(area.right() + 1), float(area.top())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sign)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPolygon(QPolygonF([QPointF(right - 11, top), QPointF(right, top), QPointF(right, top + 11)]))
    elif fate is Fate.SKIPPED:
        faint = QColor(sign)
        faint.setAlpha(90)
        painter.fillRect(area, QBrush(faint, Qt.BrushStyle.BDiagPattern))
    else:
        painter.setPen(QPen(sign, 1, Qt.PenStyle.DotLine))
        painter.drawLine(area.left(), area.bottom() - 1, area.right(), area.bottom() - 1)


class _Sample(QWidget):
    """A little cell of the legend."""

    def __init__(self, fate: Fate) -> None:
        super().__init__()
        self._fate = fate
        self.setFixedSize(28, 16)

    def paintEvent(self, event: Any) -> None:
        painter = QPainter(self)
        paint_fate(painter, self.rect(), self._fate)
        painter.setPen(theme.colour("field_line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class Legend(QWidget):
    """What the colours and signs mean, with how many cells of the sheet there are of each."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S4)
        self._words = {}
        for fate in Fate:
            words = label(str(fate), "help", wrap=False)
            row.addWidget(_Sample(fate))
            row.addWidget(words)
            row.addSpacing(theme.S12)
            self._words[fate] = words
        row.addStretch(1)

    def show_counts(self, counts: Mapping[Fate, int]) -> None:
        """„wczytane (1 240)"; without a count only the word."""
        for fate, words in self._words.items():
            words.setText(f"{fate} ({polish.number(counts[fate])})" if fate in counts else str(fate))
