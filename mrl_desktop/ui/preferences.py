"""What the window remembers for this person: look, sizes, folded panels, column widths. One small INI file in the user's folder."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings

from mrl_desktop.paths import user_folder


def _store() -> QSettings:
    return QSettings(str(user_folder() / "okno.ini"), QSettings.Format.IniFormat)


def text(key: str, default: str = "") -> str:
    return str(_store().value(key, default))


def flag(key: str, default: bool) -> bool:
    return text(key, "tak" if default else "nie") == "tak"


def bytes_of(key: str) -> QByteArray:
    value = _store().value(key)
    return value if isinstance(value, QByteArray) else QByteArray()


def remember(key: str, value: str | bool | QByteArray) -> None:
    """Keeps one choice; a choice that cannot be written is simply not remembered."""
    _store().setValue(key, ("tak" if value else "nie") if isinstance(value, bool) else value)
