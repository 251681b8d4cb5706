"""Line icons of `resources/icons/`, drawn in a theme colour; `give` marks a widget so that a change of theme draws it anew."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from mrl_desktop.paths import resource
from mrl_desktop.ui import theme

_sources: dict[str, str] = {}


def pixmap(name: str, token: str = "text", size: int = 18, ratio: float = 2.0) -> QPixmap:
    """The icon as a picture of `size` logical pixels in the colour of a theme token."""
    return _drawn(name, getattr(theme.current(), token), size, ratio)


def icon(name: str, token: str = "text", size: int = 18) -> QIcon:
    """The icon for a button or action, with a paler picture for the disabled state."""
    result = QIcon()
    result.addPixmap(pixmap(name, token, size), QIcon.Mode.Normal)
    result.addPixmap(pixmap(name, "disabled", size), QIcon.Mode.Disabled)
    return result


def give(target: QAbstractButton | QAction | QLabel, name: str, token: str = "text", size: int = 18) -> None:
    """Puts the icon on a button, action or label and remembers it for `redraw`."""
    target.setProperty("line_icon", f"{name} {token} {size}")
    _put(target)


def redraw(application: QApplication) -> None:
    """Draws every given icon in the colours now in force."""
    for widget in application.allWidgets():
        if widget.property("line_icon"):
            _put(widget)
        for action in widget.actions():
            if action.property("line_icon"):
                _put(action)


def _put(target: QObject) -> None:
    name, token, size = str(target.property("line_icon")).split()
    if isinstance(target, QLabel):
        target.setPixmap(pixmap(name, token, int(size)))
    elif isinstance(target, QAbstractButton | QAction):
        target.setIcon(icon(name, token, int(size)))
        if isinstance(target, QAbstractButton):
            target.setIconSize(QSize(int(size), int(size)))


def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    if name not in _sources:
        _sources[name] = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(_sources[name].replace("#000", colour).encode()))
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
