"""Labels, buttons and lines in the dresses of the style sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from mrl_desktop.ui import icons


def label(text: str = "", role: str = "", *, wrap: bool = True, tone: str = "", selectable: bool = False) -> QLabel:
    """A text in one of the roles: display, title, section, label, lead, muted, help, figure, todo, crumb."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    if tone:
        result.setProperty("tone", tone)
    if selectable:
        result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return result


def picture(name: str, token: str = "text", size: int = 18) -> QLabel:
    """A line icon standing alone, hidden from screen readers because a word always stands beside it."""
    result = QLabel()
    icons.give(result, name, token, size)
    result.setFixedSize(QSize(size, size))
    return result


def button(text: str, action: Callable[[], object] | None = None, *, role: str = "", icon: str = "", tooltip: str = "") -> QPushButton:
    """A push button with a word on it; roles: primary (one a page), quiet, choice."""
    result = QPushButton(text)
    result.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    result.setAutoDefault(False)
    if role:
        result.setProperty("role", role)
    if icon:
        icons.give(result, icon, {"primary": "on_accent", "quiet": "accent"}.get(role, "text"))
    if tooltip:
        result.setToolTip(tooltip)
    if action is not None:
        result.clicked.connect(lambda: action())
    return result


def tool(name: str, icon: str, action: Callable[[], object] | None = None, *, tooltip: str = "") -> QToolButton:
    """A small button with an icon only; `name` is its accessible name and tooltip."""
    result = QToolButton()
    result.setProperty("role", "quiet")
    result.setAccessibleName(name)
    result.setToolTip(tooltip or name)
    result.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    icons.give(result, icon)
    if action is not None:
        result.clicked.connect(lambda: action())
    return result


def frame(role: str, *, tone: str = "") -> QFrame:
    """A dressed frame: card, message, header, bar, drawer, rail, help_panel, strip."""
    result = QFrame()
    result.setProperty("role", role)
    if tone:
        result.setProperty("tone", tone)
    return result


def dress(widget: QWidget, **properties: str | bool) -> None:
    """Changes `role`, `tone` or `wrong` of a widget already shown and lets the style sheet see it."""
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            widget.style().unpolish(widget)
            widget.style().polish(widget)
