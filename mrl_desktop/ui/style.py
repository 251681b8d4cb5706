"""The one style sheet, filled from the tokens of a scheme. Widgets choose their dress by the property `role` (and `tone`)."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from mrl_desktop.paths import resource
from mrl_desktop.ui import theme
from mrl_desktop.ui.theme import Scheme


def sheet(scheme: Scheme) -> str:
    """The whole style sheet for one scheme."""
    tokens = {name: str(value) for name, value in asdict(scheme).items()}
    sizes = {"small": theme.SMALL, "base": theme.BASE, "large": theme.LARGE, "title": theme.TITLE, "display": theme.DISPLAY, "radius": theme.RADIUS}
    tokens |= {name: str(value) for name, value in sizes.items()}
    tick = "tick_on_light.svg" if scheme.dark else "tick_on_dark.svg"
    tokens["tick"] = resource("icons", tick).as_posix()
    tokens["arrow"] = resource("icons", "combo_arrow.svg").as_posix()
    return Template(_SHEET).substitute(tokens)


_SHEET = """
* { font-size: ${base}px; }
QMainWindow, QDialog, QWidget[role="ground"] { background: $ground; color: $text; }
QLabel { color: $text; background: transparent; }
QLabel:disabled { color: $disabled; }
QLabel[role="display"] { font-size: ${display}px; font-weight: 700; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="section"] { font-size: ${large}px; font-weight: 700; }
QLabel[role="label"] { font-weight: 700; }
QLabel[role="lead"] { font-size: ${large}px; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="help"] { font-size: ${small}px; color: $muted; }
QLabel[role="crumb"] { font-size: ${small}px; color: $muted; }
QLabel[role="figure"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="todo"] { font-size: ${small}px; color: $warn; background: $warn_soft; border-radius: 4px; padding: 1px 6px; }
QLabel[role="key"] { font-size: ${small}px; color: $muted; background: $surface; border: 1px solid $line; border-radius: 4px; padding: 1px 5px; }
QLabel[tone="good"] { color: $good; } QLabel[tone="warn"] { color: $warn; } QLabel[tone="bad"] { color: $bad; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[role="rail"] { background: $rail; border: 0; border-right: 1px solid $line; }
QFrame[role="help_panel"] { background: $surface; border: 0; border-left: 1px solid $line; }
QFrame[role="header"] { background: $ground; border: 0; border-bottom: 1px solid $line; }
QFrame[role="bar"] { background: $rail; border: 0; border-top: 1px solid $line; }
QFrame[role="drawer"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[role="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="message"] { border-radius: ${radius}px; border: 1px solid $line; background: $accent_soft; }
QFrame[role="message"][tone="warn"] { background: $warn_soft; } QFrame[role="message"][tone="bad"] { background: $bad_soft; }
QFrame[role="message"][tone="good"] { background: $good_soft; }
QFrame[role="strip"] { background: $accent_soft; border: 0; border-top: 1px solid $line; }

QPushButton, QToolButton { background: $surface; color: $text; border: 1px solid $field_line; border-radius: ${radius}px; padding: 6px 13px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: 5px 12px; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; border-color: $line; background: transparent; }
QPushButton:checked, QToolButton:checked { background: $accent_soft; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 700; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $track; color: $text; border-color: $track; }
QPushButton[role="quiet"], QToolButton[role="quiet"] { background: transparent; border-color: transparent; padding: 5px 8px; }
QPushButton[role="quiet"] { color: $accent; }
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus { border: 2px solid $focus; padding: 4px 7px; }
QPushButton[role="quiet"]:disabled { color: $disabled; }
QPushButton[role="choice"] { text-align: left; padding: 12px 15px; font-size: ${large}px; }
QPushButton[role="choice"]:focus { padding: 11px 14px; }
QPushButton[role="finder"] { color: $muted; text-align: left; background: $surface; border-color: $line; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $field; color: $text; border: 1px solid $field_line; border-radius: ${radius}px; padding: 6px 9px;
  selection-background-color: $selection; selection-color: $on_selection; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $focus; padding: 5px 8px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: 3px 5px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $disabled; border-color: $line; }
QLineEdit[wrong="true"] { border: 2px solid $bad; padding: 5px 8px; }
QTextBrowser { background: $surface; border: 0; padding: 0; }
QTextBrowser:focus { border: 2px solid $focus; padding: 0; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox QAbstractItemView, QListView[role="popup"] { background: $surface; color: $text; border: 1px solid $field_line; padding: 4px; outline: 0;
  selection-background-color: $selection; selection-color: $on_selection; }
QTableView QLineEdit, QTableView QComboBox, QTableView QPlainTextEdit { border-radius: 0; border: 2px solid $focus; padding: 0 4px; }
QCheckBox, QRadioButton { color: $text; spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: 4px; background: transparent; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $field_line; border-radius: 4px; background: $field; }
QCheckBox::indicator:hover { background: $hover; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $field_line; border-radius: 9px; background: $field; }
QRadioButton::indicator:hover { background: $hover; }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 5px solid $accent; background: $on_accent; }
QListView::indicator, QTreeView::indicator { width: 16px; height: 16px; border: 1px solid $field_line; border-radius: 4px; background: $field; }
QListView::indicator:checked, QTreeView::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:disabled { border-color: $line; background: $ground; }

QTableView, QListView, QTreeView { background: $surface; color: $text; border: 1px solid $line; border-radius: ${radius}px; gridline-color: $line;
  alternate-background-color: $hover; selection-background-color: $selection; selection-color: $on_selection; outline: 0; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid $focus; }
QTableView::item { padding: 3px 7px; }
QListView::item { padding: 6px 8px; }
QTreeView::item { padding: 4px 6px; }
QHeaderView { background: $rail; border: 0; }
QHeaderView::section { background: $rail; color: $text; border: 0; border-right: 1px solid $line; border-bottom: 1px solid $line; padding: 6px 8px; font-weight: 700; }
QTableCornerButton::section { background: $rail; border: 0; border-bottom: 1px solid $line; border-right: 1px solid $line; }

QMenuBar { background: $rail; color: $text; padding: 2px 6px; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 5px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; color: $text; }
QMenu { background: $surface; color: $text; border: 1px solid $field_line; padding: 5px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $on_selection; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QToolTip { background: $surface; color: $text; border: 1px solid $field_line; padding: 6px; }

QScrollArea, QScrollArea > QWidget > QWidget[role="ground"] { background: $ground; border: 0; }
QScrollArea[role="clear"], QScrollArea[role="clear"] > QWidget, QScrollArea[role="clear"] > QWidget > QWidget { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $track; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $field_line; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QProgressBar { background: $track; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; top: -1px; }
QTabBar::tab { background: transparent; color: $muted; padding: 8px 14px; border: 0; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: $text; font-weight: 700; border-bottom-color: $accent; }
QTabBar::tab:hover { background: $hover; }
QTabBar:focus { border: 0; }
QTabBar::tab:focus { background: $accent_soft; }
QGroupBox { border: 1px solid $line; border-radius: ${radius}px; margin-top: 14px; padding: 12px; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0 4px; font-weight: 700; }
"""
