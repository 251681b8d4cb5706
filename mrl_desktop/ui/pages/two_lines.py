"""Entries of lists and trees in two lines: what it is, and under it in small print how it stands; an icon says the same at a glance."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mrl_desktop.ui import icons, theme

Index = QModelIndex | QPersistentModelIndex
NOTE = int(Qt.ItemDataRole.UserRole) + 1
"""The second line."""
ICON = int(Qt.ItemDataRole.UserRole) + 2
"""(icon name, colour token), or nothing."""
STRONG = int(Qt.ItemDataRole.UserRole) + 3
"""True for a heading among entries."""
SIZE, GAP, PAD = 16, 8, 6


class TwoLines(QStyledItemDelegate):
    """Paints and measures such entries; long first lines wrap, the second is cut with dots."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = cast(Any, option).widget
        width = view.viewport().width() - self._indent(view, index) if view is not None else 260
        name, note = self._fonts(option, index)
        words = self._words_width(width, index)
        height = self._name_height(name, str(index.data()), words)
        if index.data(NOTE):
            height += QFontMetrics(note).height()
        return QSize(width, height + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        shown = cast(Any, drawn)
        shown.text = ""
        shown.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, shown.widget)
        chosen = bool(shown.state & QStyle.StateFlag.State_Selected)
        area: QRect = shown.rect.adjusted(GAP, PAD, -GAP, -PAD)
        icon = index.data(ICON)
        if icon:
            painter.drawPixmap(area.left(), area.top() + 1, SIZE, SIZE, icons.pixmap(icon[0], "on_selection" if chosen else icon[1], SIZE))
            area.setLeft(area.left() + SIZE + GAP)
        name, note = self._fonts(option, index)
        painter.setFont(name)
        painter.setPen(theme.colour("on_selection" if chosen else "text"))
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
        height = self._name_height(name, str(index.data()), area.width())
        painter.drawText(QRect(area.left(), area.top(), area.width(), height), flags, str(index.data()))
        second = str(index.data(NOTE) or "")
        if second:
            metrics = QFontMetrics(note)
            painter.setFont(note)
            painter.setPen(theme.colour("on_selection" if chosen else "muted"))
            line = metrics.elidedText(second, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(QRect(area.left(), area.top() + height, area.width(), metrics.height()), int(Qt.AlignmentFlag.AlignVCenter), line)

    def _fonts(self, option: QStyleOptionViewItem, index: Index) -> tuple[QFont, QFont]:
        name, note = QFont(cast(Any, option).font), QFont(cast(Any, option).font)
        name.setPixelSize(theme.BASE)
        name.setBold(bool(index.data(STRONG)))
        note.setPixelSize(theme.SMALL)
        note.setBold(False)
        return name, note

    def _words_width(self, width: int, index: Index) -> int:
        return max(width - 2 * GAP - (SIZE + GAP if index.data(ICON) else 0), 60)

    def _name_height(self, font: QFont, text: str, width: int) -> int:
        return QFontMetrics(font).boundingRect(QRect(0, 0, width, 1000), int(Qt.TextFlag.TextWordWrap), text).height()

    def _indent(self, view: Any, index: Index) -> int:
        step = view.indentation() if hasattr(view, "indentation") else 0
        depth, above = 0, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        return int(step * (depth + (1 if getattr(view, "rootIsDecorated", lambda: False)() else 0)))
