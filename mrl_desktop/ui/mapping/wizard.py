"""„Wskaż znaczenie kolumn": which sheet, where its header is, what the columns mean, the result; saved as a named profile.

The file is looked at and every profile tried in a child process, off the window's thread; of several wishes only the newest counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from excel_modules.mapping.draft import MappingDraft
from excel_modules.mapping.preview import MappedPreview
from excel_modules.mapping.profile import Meaning, Profile
from excel_modules.mapping.suggest import Suggestion
from excel_modules.picture import SheetPicture
from excel_modules.reading import Refused
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Cancelled
from mrl_desktop.flows import mapping_profiles
from mrl_desktop.flows.mapping_profiles import Workbench
from mrl_desktop.ui import theme
from mrl_desktop.ui.background import run_in_background
from mrl_desktop.ui.imports.entry_list import Entry, EntryList
from mrl_desktop.ui.mapping import words
from mrl_desktop.ui.mapping.column_card import ColumnCard
from mrl_desktop.ui.mapping.file_card import FileCard
from mrl_desktop.ui.mapping.meaning_strip import MeaningStrip
from mrl_desktop.ui.mapping.result_pane import ResultPane
from mrl_desktop.ui.mapping.sheet_paint import DraftRoles
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, dress, label
from mrl_desktop.ui.widgets.message import InlineMessage
from mrl_desktop.ui.widgets.sheet_view import Legend, SheetView

SHEET, HEADER, COLUMNS, RESULT = range(4)
TITLES = ("Który arkusz wczytać?", "Gdzie jest nagłówek tabeli?", "Co znaczą kolumny?", "Czy tak ma wyglądać wynik?")
LEADS = (
    "Wybierz arkusz z danymi. Program zaznaczył ten, w którym widzi najwięcej liczb.",
    "Nagłówek to wiersze z nazwami kolumn. Tytuł nad tabelą do niego nie należy.",
    "Program zaproponował znaczenie każdej kolumny. Popraw, co trzeba, na listach nad kolumnami.",
    "Sprawdź kilka wartości. Następny plik o takim układzie program wczyta już sam.",
)
PAUSE = 250
"""Milliseconds of quiet after a change before the preview is worked out."""
T = TypeVar("T")


class MappingWizard(QDialog):
    """After `exec` (or `accepted`) `saved` is the profile kept, None when the person changed their mind."""

    def __init__(self, parent: QWidget | None, session: ProjectSession, path: Path) -> None:
        super().__init__(parent)
        self.saved: Profile | None = None
        self.path = path
        self.draft: MappingDraft | None = None
        self.preview: MappedPreview | None = None
        self._session = session
        self._bench = Workbench(path)
        self._wishes: dict[str, int] = {}
        self._picture: SheetPicture | None = None
        self._step = SHEET
        self.setWindowTitle("Wskaż znaczenie kolumn")
        self.resize(1120, 760)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S32, theme.S24, theme.S32, theme.S16)
        column.setSpacing(theme.S8)
        self._where = label("", "crumb", wrap=False)
        self._title = label("Otwieram plik…", "title")
        self._lead = label("", "muted")
        for words_of in (self._where, self._title, self._lead):
            column.addWidget(words_of)
        self.message = InlineMessage()
        column.addWidget(self.message)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Otwieram plik")
        column.addWidget(self._bar)
        self._pages = QStackedWidget()
        for page in (self._sheet_page(), self._header_page(), self._columns_page(), self._result_page()):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        self.status = label("", "label")
        column.addWidget(self.status)
        row = QHBoxLayout()
        self._give_up = button("Anuluj", self.reject, role="quiet")
        row.addWidget(self._give_up)
        row.addStretch(1)
        self.back = button("Wstecz", lambda: self.go(self._step - 1))
        self.next = button("Dalej", self._forward, role="primary")
        self.next.setDefault(True)
        row.addWidget(self.back)
        row.addWidget(self.next)
        column.addLayout(row)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._try)
        self.finished.connect(lambda _: self._bench.close())
        self._later: tuple[QWidget, ...] = (self._pages, self.back, self.next, self.status)
        for widget in self._later:
            widget.setVisible(False)
        self._suggest(None, None, None)

    @classmethod
    def ask(cls, parent: QWidget | None, session: ProjectSession, path: Path) -> Profile | None:
        """Opens the wizard on a file; the profile kept, or None."""
        dialog = cls(parent, session, path)
        dialog.exec()
        return dialog.saved

    @property
    def step(self) -> int:
        return self._step

    # -- pages --------------------------------------------------------------------------------------------------------

    def _sheet_page(self) -> QWidget:
        page = QSplitter(Qt.Orientation.Horizontal)
        page.setChildrenCollapsible(False)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.S8, 0)
        self.sheets = EntryList("Arkusze pliku")
        self.sheets.chosen.connect(self._choose_sheet)
        column.addWidget(self.sheets, 1)
        self.all_sheets = QCheckBox("Czytaj wszystkie arkusze o takim układzie")
        self.all_sheets.setToolTip("Na przykład gdy każdy rok ma własny arkusz.")
        self.all_sheets.toggled.connect(self._take_all_sheets)
        column.addWidget(self.all_sheets)
        page.addWidget(left)
        self._first_view = self._sheet_view("Wybrany arkusz")
        page.addWidget(self._first_view)
        page.setSizes([300, 760])
        return page

    def _header_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
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
        for words_of, widget in (("Nagłówek zaczyna się w wierszu", self.top), ("Liczba jego wierszy", self.rows)):
            said = label(words_of, "label", wrap=False)
            said.setBuddy(widget)
            row.addWidget(said)
            row.addWidget(widget)
            row.addSpacing(theme.S12)
            widget.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            widget.setMaximumWidth(130)
            widget.valueChanged.connect(lambda _: self._header_said())
        self.here = button("Nagłówek zaczyna się w zaznaczonym wierszu", self._header_here)
        row.addWidget(self.here)
        row.addStretch(1)
        column.addLayout(row)
        self.header_view = self._sheet_view("Arkusz z zaznaczonym nagłówkiem")
        self.header_view.doubleClicked.connect(lambda _: self._header_here())
        column.addWidget(self.header_view, 1)
        return page

    def _columns_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        over = QVBoxLayout()
        over.setSpacing(0)
        self.columns_view = self._sheet_view("Arkusz ze znaczeniem kolumn")
        self.strip = MeaningStrip(self.columns_view)
        self.strip.said.connect(self._meaning_said)
        self.strip.entered.connect(self._show_column)
        self.columns_view.chosen.connect(lambda _, at: self._show_column(at))
        over.addWidget(self.strip)
        over.addWidget(self.columns_view, 1)
        column.addLayout(over, 1)
        column.addWidget(Legend())
        cards = QHBoxLayout()
        cards.setSpacing(theme.S12)
        self.column_card = ColumnCard()
        self.column_card.changed.connect(self._changed)
        self.file_card = FileCard(self._session)
        self.file_card.changed.connect(self._changed)
        cards.addWidget(self.column_card, 1)
        cards.addWidget(self.file_card, 1)
        column.addLayout(cards)
        return page

    def _result_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self.outcome = ResultPane(self._session.catalogue, self._session.settings.town_name)
        self.outcome.changed.connect(self._changed)
        column.addWidget(self.outcome, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.S12)
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.note = QLineEdit()
        self.note.setMaxLength(400)
        self.note.setPlaceholderText("na przykład: od kogo przychodzi ten plik i jak często")
        for words_of, widget, stretch in (("Nazwa profilu", self.name, 2), ("Notatka (niekonieczna)", self.note, 3)):
            cell = QVBoxLayout()
            cell.setSpacing(theme.S4)
            said = label(words_of, "label", wrap=False)
            said.setBuddy(widget)
            widget.setAccessibleName(words_of)
            cell.addWidget(said)
            cell.addWidget(widget)
            row.addLayout(cell, stretch)
        self.name.textChanged.connect(lambda _: self._say())
        column.addLayout(row)
        self._taken = label("", "help")
        column.addWidget(self._taken)
        return page

    def _sheet_view(self, name: str) -> SheetView:
        view = SheetView(name)
        view.window_wanted.connect(self._look)
        return view

    # -- asking the child ---------------------------------------------------------------------------------------------

    def _ask(self, what: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Works off the window's thread; an answer nobody waits for any more is dropped."""
        wish = self._wishes[what] = self._wishes.get(what, 0) + 1

        def wanted() -> bool:
            return shiboken6.isValid(self) and self._wishes[what] == wish

        def failed(error: Exception) -> None:
            if isinstance(error, Cancelled) or not wanted():
                return
            if not isinstance(error, Refused):
                raise error
            self._refused(error.finding)

        run_in_background(lambda progress: work(), lambda answer: done(answer) if wanted() else None, failed, title="Podgląd pliku")

    def _suggest(self, sheet: str | None, top: int | None, rows: int | None) -> None:
        bench = self._bench
        self._ask("suggest", lambda: bench.suggest(sheet, top, rows), self._suggested)

    def _look(self, top: int = 0, left: int = 0) -> None:
        if self.draft is not None:
            bench, sheet = self._bench, self.draft.sheet
            self._ask("look", lambda: bench.look(sheet, top, left), self._looked)

    def _try(self) -> None:
        if self.draft is None:
            return
        bench, profile = self._bench, self.draft.made()
        wish = self._wishes.get("try", 0) + 1
        self._ask("try", lambda: bench.preview(profile, lambda: self._wishes.get("try") == wish), self._tried)

    def _refused(self, finding: Finding) -> None:
        self._bar.hide()
        self.message.tell(finding)
        if self.draft is None:
            self._title.setText("Tego pliku nie da się otworzyć")
            self._give_up.setText("Zamknij")

    # -- answers ------------------------------------------------------------------------------------------------------

    def _suggested(self, found: Suggestion) -> None:
        begins = self.draft is None
        other = begins or self.draft is None or found.sheet != self.draft.sheet
        self.draft = MappingDraft.of(found, self.draft)
        if self.all_sheets.isChecked():
            self._take_all_sheets(True)
        self.message.hide()
        if begins:
            self.name.setText(mapping_profiles.free_name(found.profile.name))
        if other:
            self._look()
        self._show_draft()
        self._changed()

    def _looked(self, picture: SheetPicture) -> None:
        begins = self._picture is None
        self._picture = picture
        for view in (self._first_view, self.header_view, self.columns_view):
            view.show_picture(picture)
        self.top.blockSignals(True)
        self.top.setRange(1, max(picture.height, 1))
        self.top.blockSignals(False)
        if begins:
            entries = [Entry(key=str(place), title=name or "tabela", note="ukryty" if name in picture.hidden_sheets else "") for place, name in enumerate(picture.sheets)]
            self.sheets.blockSignals(True)
            self.sheets.show_entries(entries)
            self.sheets.pick(str(picture.sheets.index(picture.sheet)))
            self.sheets.blockSignals(False)
            self._bar.hide()
            for widget in self._later:
                widget.setVisible(True)
            self.go(SHEET if len(picture.sheets) > 1 else HEADER)
        self._show_draft()

    def _tried(self, preview: MappedPreview | None) -> None:
        if preview is None or self.draft is None:
            return
        self.preview = preview
        self.outcome.show_preview(self.draft, preview)
        self.columns_view.paint(DraftRoles(self.draft, columns=True, preview=preview))
        self._say()

    # -- what the person says -----------------------------------------------------------------------------------------

    def _choose_sheet(self, key: str) -> None:
        if self._picture is not None and key and self.draft is not None:
            sheet = self._picture.sheets[int(key)]
            if sheet != self.draft.sheet:
                self._suggest(sheet, None, None)

    def _take_all_sheets(self, wanted: bool) -> None:
        if self.draft is not None:
            self.draft.profile = replace(self.draft.profile, all_sheets=wanted, sheet="" if wanted else self.draft.profile.sheet)
            self._changed()

    def _header_said(self) -> None:
        if self.draft is not None:
            self._suggest(self.draft.sheet, self.top.value() - 1, self.rows.value())

    def _header_here(self) -> None:
        row = self.header_view.currentIndex().row()
        if row >= 0:
            self.top.setValue(row + 1)

    def _meaning_said(self, column: int, meaning: Meaning) -> None:
        if self.draft is None:
            return
        for one in self.draft.alike(column):
            self.draft.give(one, meaning)
        self.strip.show_columns(self.draft.rules, self.draft.headings)
        self.columns_view.paint(DraftRoles(self.draft, columns=True))
        self._show_column(column)
        self._changed()

    def _show_column(self, column: int) -> None:
        if self.draft is not None:
            self.column_card.show_column(self.draft, column)

    def _changed(self) -> None:
        """Something else was said: shown at once, tried soon."""
        if self.draft is None:
            return
        self.file_card.show_draft(self.draft)
        self.preview = None
        self._say()
        self._pause.start()

    def _show_draft(self) -> None:
        draft = self.draft
        if draft is None or self._picture is None or self._picture.sheet != draft.sheet:
            return
        for widget, value in ((self.top, draft.top + 1), (self.rows, draft.profile.header_rows)):
            widget.blockSignals(True)
            widget.setValue(value)
            widget.blockSignals(False)
        self.header_view.paint(DraftRoles(draft, columns=False))
        self.columns_view.paint(DraftRoles(draft, columns=True))
        self.strip.show_columns(draft.rules, draft.headings)
        self.file_card.show_draft(draft)
        column = self.column_card.column if self.column_card.column in draft.rules else next(iter(draft.values or draft.rules), -1)
        self._show_column(column)

    # -- steps --------------------------------------------------------------------------------------------------------

    def go(self, step: int) -> None:
        """Shows a step."""
        self._step = step
        self._pages.setCurrentIndex(step)
        several = self._picture is not None and len(self._picture.sheets) > 1
        first = SHEET if several else HEADER
        self._where.setText(f"{self.path.name} · krok {step - first + 1} z {RESULT - first + 1}")
        self._title.setText(TITLES[step])
        self._lead.setText(LEADS[step])
        self.back.setVisible(step > first)
        self.next.setText("Zapisz profil i wczytaj plik" if step == RESULT else "Dalej")
        focus = (self.sheets, self.top, next(iter(self.strip.combos.values()), self.columns_view), self.name)[step]
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()

    def _forward(self) -> None:
        if self._step < RESULT:
            self.go(self._step + 1)
        else:
            self._save()

    def _say(self) -> None:
        """The line under the pages, and whether one can go on."""
        preview = self.preview
        last = self._step == RESULT
        if preview is None:
            self._tone("Sprawdzam, co da się odczytać…", "")
        elif preview.complaint:
            self._tone(preview.complaint, "warn")
        else:
            self._tone(words.outcome(preview), "good" if preview.count else "warn")
        self.status.setVisible(self._step >= COLUMNS and self._picture is not None)
        fit = preview is not None and not preview.complaint and preview.count > 0
        name = self.name.text().strip()
        taken = mapping_profiles.own_called(name) if last and name else None
        self._taken.setText("Masz już profil o tej nazwie. Nowy go zastąpi." if taken is not None else "Profil zapisze się na tym komputerze. Możesz go przekazać innej osobie jako plik.")
        self.next.setEnabled({SHEET: True, HEADER: True, COLUMNS: fit}.get(self._step, fit and bool(name)))

    def _tone(self, text: str, tone: str) -> None:
        self.status.setText(text)
        dress(self.status, tone=tone)

    def _save(self) -> None:
        if self.draft is None or not self.next.isEnabled():
            return
        profile = replace(self.draft.made(), name=self.name.text().strip(), note=self.note.text().strip())
        try:
            mapping_profiles.save(profile)
        except Refused as refusal:
            self.message.tell(refusal.finding)
            return
        kept = mapping_profiles.own_called(profile.name)
        self.saved = kept.profile if kept is not None else profile
        self.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._bench.close()
        super().closeEvent(event)
