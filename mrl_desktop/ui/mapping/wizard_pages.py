"""The pages of the wizard: sheet, header, columns, result. They only hold their widgets; the wizard says what is in them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSpinBox, QSplitter, QVBoxLayout, QWidget

from mrl_desktop.ui import theme
from mrl_desktop.ui.imports.entry_list import EntryList
from mrl_desktop.ui.mapping.column_card import ColumnCard
from mrl_desktop.ui.mapping.file_card import FileCard
from mrl_desktop.ui.mapping.meaning_strip import MeaningStrip
from mrl_desktop.ui.mapping.result_pane import ResultPane
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.sheet_view import Legend, SheetView


class SheetPage(QSplitter):
    """The sheets of the file at the left, the chosen one at the right."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.S8, 0)
        self.sheets = EntryList("Arkusze pliku")
        column.addWidget(self.sheets, 1)
        self.all_sheets = QCheckBox("Czytaj wszystkie arkusze o takim układzie")
        self.all_sheets.setToolTip("Na przykład gdy każdy rok ma własny arkusz.")
        column.addWidget(self.all_sheets)
        self.addWidget(left)
        self.view = SheetView("Wybrany arkusz")
        self.addWidget(self.view)
        self.setSizes([310, 750])


class HeaderPage(QWidget):
    """Where the header begins and how many rows it has."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        self.top = QSpinBox()
        self.top.setRange(1, 1000)
        self.top.setAccessibleName("Pierwszy wiersz nagłówka")
        self.rows = QSpinBox()
        self.rows.setRange(0, 8)
        self.rows.setSpecialValueText("brak nagłówka")
        self.rows.setAccessibleName("Ile wierszy ma nagłówek")
        for words, widget in (("Nagłówek zaczyna się w wierszu", self.top), ("Liczba jego wierszy", self.rows)):
            said = label(words, "label", wrap=False)
            said.setBuddy(widget)
            widget.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            widget.setMaximumWidth(130)
            row.addWidget(said)
            row.addWidget(widget)
            row.addSpacing(theme.S12)
        self.here = button("Nagłówek zaczyna się w zaznaczonym wierszu")
        row.addWidget(self.here)
        row.addStretch(1)
        column.addLayout(row)
        self.view = SheetView("Arkusz z zaznaczonym nagłówkiem")
        column.addWidget(self.view, 1)

    def show_header(self, top: int, rows: int) -> None:
        """Shows where the header is, without saying that the person chose it."""
        for widget, value in ((self.top, top + 1), (self.rows, rows)):
            widget.blockSignals(True)
            widget.setValue(value)
            widget.blockSignals(False)


class ColumnsPage(QWidget):
    """The sheet with a drop-down over each column; below, what else is to be said of the column and of the file."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        over = QVBoxLayout()
        over.setSpacing(0)
        self.view = SheetView("Arkusz ze znaczeniem kolumn")
        self.strip = MeaningStrip(self.view)
        over.addWidget(self.strip)
        over.addWidget(self.view, 1)
        column.addLayout(over, 1)
        column.addWidget(Legend())
        cards = QHBoxLayout()
        cards.setSpacing(theme.S12)
        self.column_card = ColumnCard()
        self.file_card = FileCard(session)
        cards.addWidget(self.column_card, 1)
        cards.addWidget(self.file_card, 1)
        column.addLayout(cards)


class ResultPage(QWidget):
    """What comes out, and the name under which the profile is kept."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self.outcome = ResultPane(session.catalogue, session.settings.town_name)
        column.addWidget(self.outcome, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.S12)
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.note = QLineEdit()
        self.note.setMaxLength(400)
        self.note.setPlaceholderText("na przykład: od kogo przychodzi ten plik i jak często")
        for words, widget, stretch in (("Nazwa profilu", self.name, 2), ("Notatka (niekonieczna)", self.note, 3)):
            cell = QVBoxLayout()
            cell.setSpacing(theme.S4)
            said = label(words, "label", wrap=False)
            said.setBuddy(widget)
            widget.setAccessibleName(words)
            cell.addWidget(said)
            cell.addWidget(widget)
            row.addLayout(cell, stretch)
        column.addLayout(row)
        self.taken = label("", "help")
        column.addWidget(self.taken)
