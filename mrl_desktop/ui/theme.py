"""The look as one table of tokens: colours of three schemes, spacing, radii, type scale; from it one palette and one style sheet.

A widget never names a colour: it takes `current().accent` when it paints, or carries the property `role`, which `style.py` dresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from mrl_desktop.ui import preferences

SPACE = (4, 8, 12, 16, 24, 32)
S4, S8, S12, S16, S24, S32 = SPACE
RADIUS = 6
SMALL, BASE, LARGE, TITLE, DISPLAY = 12, 14, 16, 20, 26
"""Type scale in pixels."""
READABLE = 880
"""Widest column of a page in pixels; wide pages (tables by years) use the whole window."""


class Choice(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """Colours by what they are for. `*_soft` are grounds for text of the same name."""

    dark: bool
    ground: str
    rail: str
    surface: str
    field: str
    hover: str
    text: str
    muted: str
    line: str
    field_line: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    good: str
    good_soft: str
    selection: str
    on_selection: str
    focus: str
    disabled: str
    track: str
    chart_own: str
    chart_group: str
    chart_band: str
    chart_other: tuple[str, ...]


LIGHT = Scheme(
    dark=False,
    ground="#F7F5F1", rail="#EFECE6", surface="#FFFFFF", field="#FFFFFF", hover="#EEF2F8",
    text="#1B2A41", muted="#566172", line="#DFDAD1", field_line="#818998",
    accent="#1D5DBF", accent_hover="#164A9A", on_accent="#FFFFFF", accent_soft="#E6EEFA",
    warn="#84500A", warn_soft="#FCF0DB", bad="#A3271F", bad_soft="#FBE9E7", good="#22643F", good_soft="#E4F2E9",
    selection="#CFE0F7", on_selection="#12203A", focus="#1D5DBF", disabled="#8A8F98", track="#D8D3C8",
    chart_own="#1D4E9E", chart_group="#5E6672", chart_band="#D9DCE1",
    chart_other=("#9C6B1E", "#5D8AA8", "#7A5C86", "#6B7F3A", "#A34A3A"),
)  # fmt: skip
DARK = Scheme(
    dark=True,
    ground="#171B21", rail="#12161B", surface="#1F252D", field="#1A2027", hover="#28303A",
    text="#E9E7E2", muted="#A9B2BE", line="#343C47", field_line="#6E7886",
    accent="#86B4FF", accent_hover="#A6C8FF", on_accent="#0E1B30", accent_soft="#223450",
    warn="#F2C27B", warn_soft="#3A2F1C", bad="#FF9F95", bad_soft="#40231F", good="#8FD3A8", good_soft="#1E3527",
    selection="#33507C", on_selection="#FFFFFF", focus="#86B4FF", disabled="#77808C", track="#3C4551",
    chart_own="#86B4FF", chart_group="#B4BBC6", chart_band="#3A424D",
    chart_other=("#E0B060", "#7FC0DD", "#C3A0D6", "#B5CB78", "#F09A88"),
)  # fmt: skip
CONTRAST = Scheme(
    dark=True,
    ground="#000000", rail="#000000", surface="#000000", field="#000000", hover="#262626",
    text="#FFFFFF", muted="#FFFFFF", line="#FFFFFF", field_line="#FFFFFF",
    accent="#FFE600", accent_hover="#FFF28A", on_accent="#000000", accent_soft="#1F1C00",
    warn="#FFD089", warn_soft="#201400", bad="#FFB0A8", bad_soft="#2A0000", good="#9CFFB8", good_soft="#00240C",
    selection="#FFE600", on_selection="#000000", focus="#00E5FF", disabled="#B8B8B8", track="#6A6A6A",
    chart_own="#FFE600", chart_group="#FFFFFF", chart_band="#4A4A4A",
    chart_other=("#FFB000", "#00E5FF", "#FF9CF2", "#9CFFB8", "#FF8C7A"),
)  # fmt: skip

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted", "accent", "warn", "bad", "good") for ground in ("ground", "rail", "surface", "field")),
    ("text", "hover"), ("text", "accent_soft"), ("accent", "accent_soft"), ("accent", "hover"), ("muted", "hover"),
    ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("warn", "warn_soft"), ("text", "warn_soft"), ("bad", "bad_soft"), ("text", "bad_soft"), ("good", "good_soft"), ("text", "good_soft"),
    ("on_selection", "selection"), ("muted", "accent_soft"),
)  # fmt: skip
"""Every text colour with every ground it is shown on; tests hold each to 4.5 : 1 in all schemes."""


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours by WCAG 2.2 (relative luminance), 1 to 21."""

    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class Theme(QObject):
    """Which scheme is in force; tells when it changes so that painted things repaint and icons are drawn anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice.SYSTEM
        self.scheme = LIGHT

    def choose(self, choice: Choice) -> None:
        """The person's choice, remembered."""
        preferences.remember("wyglad", str(choice))
        self.choice = choice
        self.apply()

    def start(self) -> None:
        """Takes the remembered choice and follows the system from now on."""
        self.choice = Choice(preferences.text("wyglad", Choice.SYSTEM)) if preferences.text("wyglad") in list(Choice) else Choice.SYSTEM
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        self.apply()

    def _system_changed(self) -> None:
        if self.choice is Choice.SYSTEM:
            self.apply()

    def apply(self) -> None:
        """Puts palette and style sheet of the scheme in force on the application."""
        from mrl_desktop.ui import icons, style

        scheme = self._wanted()
        self.scheme = scheme
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(palette(scheme))
            application.setStyleSheet(style.sheet(scheme))
            icons.redraw(application)
        self.changed.emit()

    def _wanted(self) -> Scheme:
        match self.choice:
            case Choice.LIGHT:
                return LIGHT
            case Choice.DARK:
                return DARK
            case Choice.CONTRAST:
                return CONTRAST
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return CONTRAST
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


_theme: Theme | None = None


def theme() -> Theme:
    """The one theme of the program."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme


def current() -> Scheme:
    """The colours in force now."""
    return theme().scheme


def colour(token: str) -> QColor:
    """A token's colour, e.g. `colour("accent")`."""
    return QColor(getattr(current(), token))


def palette(scheme: Scheme) -> QPalette:
    """The scheme as Qt's palette, for everything the style sheet does not dress."""
    result = QPalette()
    group = QPalette.ColorGroup
    role = QPalette.ColorRole
    for where, value in (
        (role.Window, scheme.ground), (role.WindowText, scheme.text), (role.Base, scheme.field), (role.AlternateBase, scheme.hover),
        (role.Text, scheme.text), (role.Button, scheme.surface), (role.ButtonText, scheme.text), (role.BrightText, scheme.bad),
        (role.Highlight, scheme.selection), (role.HighlightedText, scheme.on_selection), (role.Link, scheme.accent),
        (role.LinkVisited, scheme.accent), (role.ToolTipBase, scheme.surface), (role.ToolTipText, scheme.text),
        (role.PlaceholderText, scheme.muted), (role.Light, scheme.surface), (role.Midlight, scheme.line), (role.Mid, scheme.line),
        (role.Dark, scheme.field_line), (role.Shadow, scheme.line), (role.Accent, scheme.accent),
    ):  # fmt: skip
        result.setColor(where, QColor(value))
    for where in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(group.Disabled, where, QColor(scheme.disabled))
    return result
