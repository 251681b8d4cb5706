"""What no column of the table says: of which gmina it is, of which year, of what, in which unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from excel_modules.mapping.draft import MappingDraft
from excel_modules.mapping.profile import OWN, Meaning, YearFrom
from mrl_desktop.ui import theme
from mrl_desktop.ui.mapping.habits_dialog import HabitsDialog
from mrl_desktop.ui.mapping.place_dialog import PlaceDialog
from mrl_desktop.ui.mapping.words import YEARS_FROM
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, dress, label

OTHER = "inna"


class FileCard(QFrame):
    """`changed` says that something said of the whole file is different now."""

    changed = Signal()

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        dress(self, role="card")
        self._session = session
        self._draft: MappingDraft | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
        outer.setSpacing(theme.S8)
        head = QHBoxLayout()
        head.addWidget(label("Czego nie mówią kolumny", "label"), 1)
        self.habits = button("Znaki i wiersze…", self._ask_habits, role="quiet", tooltip="Co znaczą „-”, „.” i „x”, które wiersze pominąć, jaki jest znak dziesiętny.")
        head.addWidget(self.habits)
        outer.addLayout(head)
        self._enough = label("Kolumny mówią wszystko, czego trzeba.", "help")
        outer.addWidget(self._enough)
        self._form = QFormLayout()
        self._form.setSpacing(theme.S8)
        outer.addLayout(self._form)
        outer.addStretch(1)
        self.place = QComboBox()
        self.place.setAccessibleName("Gmina, której dotyczy tabela")
        self.place.activated.connect(lambda _: self._choose_place())
        years = QWidget()
        row = QHBoxLayout(years)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S8)
        self.year_from = QComboBox()
        self.year_from.setAccessibleName("Skąd wziąć rok")
        for source, word in YEARS_FROM.items():
            self.year_from.addItem(word, str(source))
        self.year_from.currentIndexChanged.connect(lambda _: self._take())
        self.year = QLineEdit()
        self.year.setAccessibleName("Rok, którego dotyczą dane")
        self.year.setPlaceholderText("rrrr")
        self.year.setMaximumWidth(80)
        self.year.setValidator(QIntValidator(1950, date.today().year + 10, self.year))
        self.year.textEdited.connect(lambda _: self._take())
        row.addWidget(self.year_from, 1)
        row.addWidget(self.year)
        self.indicator = QLineEdit()
        self.indicator.setAccessibleName("Nazwa wskaźnika")
        self.unit = QLineEdit()
        self.unit.setAccessibleName("Jednostka miary")
        self.unit.setPlaceholderText("na przykład: szt.")
        for line in (self.indicator, self.unit):
            line.textEdited.connect(lambda _: self._take())
        for words, widget in (("Gmina", self.place), ("Rok", years), ("Wskaźnik", self.indicator), ("Jednostka", self.unit)):
            self._form.addRow(words, widget)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)

    def show_draft(self, draft: MappingDraft) -> None:
        """Shows only what is missing."""
        self._draft = None
        profile = draft.profile
        lacking = (draft.lacks_place, draft.lacks_year, draft.lacks_indicator, draft.lacks_unit and bool(draft.values))
        named = not draft.holds(Meaning.INDICATOR)
        for row, shown in enumerate((*lacking[:2], named, lacking[3])):
            self._form.setRowVisible(row, shown)
        self._enough.setVisible(not any(lacking) and not named)
        self.indicator.setPlaceholderText("na przykład: Liczba psów" if draft.lacks_indicator else "nie trzeba; stanie przed nazwami z nagłówków")
        if draft.lacks_place and not profile.place:
            profile = draft.profile = replace(profile, place=OWN)
        self._fill_places(profile.place)
        self.year_from.setCurrentIndex(self.year_from.findData(str(profile.year_from)))
        if self.year.text() != str(profile.year or ""):
            self.year.setText(str(profile.year or ""))
        self.year.setVisible(profile.year_from is YearFrom.PROFILE)
        for line, text in ((self.indicator, profile.indicator), (self.unit, profile.unit)):
            if line.text() != text:
                line.setText(text)
        self._draft = draft

    def _fill_places(self, place: str) -> None:
        self.place.blockSignals(True)
        self.place.clear()
        town = self._session.settings.town_name
        self.place.addItem(f"miasto projektu ({town})" if town else "miasto projektu", OWN)
        if place not in ("", OWN):
            found = self._session.register.get(place)
            self.place.addItem(found.label if found is not None else f"jednostka o kodzie {place}", place)
        self.place.addItem("inna gmina…", OTHER)
        self.place.setCurrentIndex(max(self.place.findData(place or OWN), 0))
        self.place.blockSignals(False)

    def _choose_place(self) -> None:
        if self._draft is None:
            return
        place = str(self.place.currentData())
        if place == OTHER:
            town = PlaceDialog.ask(self, self._session.register)
            place = town.code if town is not None else self._draft.profile.place
        self._draft.profile = replace(self._draft.profile, place=place)
        self._fill_places(place)
        self.changed.emit()

    def _take(self) -> None:
        draft = self._draft
        if draft is None:
            return
        source = YearFrom(self.year_from.currentData())
        year = int(self.year.text()) if self.year.hasAcceptableInput() else None
        draft.profile = replace(draft.profile, year_from=source, year=year, indicator=self.indicator.text().strip(), unit=self.unit.text().strip())
        self.year.setVisible(source is YearFrom.PROFILE)
        self.changed.emit()

    def _ask_habits(self) -> None:
        if self._draft is None:
            return
        profile = HabitsDialog.ask(self, self._draft.profile)
        if profile is not None:
            self._draft.profile = profile
            self.show_draft(self._draft)
            self.changed.emit()
