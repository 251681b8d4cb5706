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
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from excel_modules.mapping.draft import MappingDraft
from excel_modules.mapping.preview import MappedPreview
from excel_modules.mapping.profile import Meaning, Profile
from excel_modules.mapping.suggest import Suggestion
from excel_modules.picture import SheetPicture
from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import Refused
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Cancelled
from mrl_desktop.flows import mapping_profiles
from mrl_desktop.flows.mapping_profiles import Workbench
from mrl_desktop.ui import theme
from mrl_desktop.ui.background import run_in_background
from mrl_desktop.ui.imports.entry_list import Entry
from mrl_desktop.ui.mapping import words
from mrl_desktop.ui.mapping.sheet_paint import DraftRoles
from mrl_desktop.ui.mapping.wizard_pages import ColumnsPage, HeaderPage, ResultPage, SheetPage
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, dress, label
from mrl_desktop.ui.widgets.message import InlineMessage

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

    def __init__(self, parent: QWidget | None, session: ProjectSession, path: Path, begin: Profile | None = None, process: ReaderProcess | None = None) -> None:
        super().__init__(parent)
        self.saved: Profile | None = None
        self.path = path
        self.draft: MappingDraft | None = None
        self.preview: MappedPreview | None = None
        self._session = session
        self._bench = Workbench(path, process)
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
        self.sheet_page, self.header_page = SheetPage(), HeaderPage()
        self.columns_page, self.result_page = ColumnsPage(session), ResultPage(session)
        for page in (self.sheet_page, self.header_page, self.columns_page, self.result_page):
            self._pages.addWidget(page)
        self._views = (self.sheet_page.view, self.header_page.view, self.columns_page.view)
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
        self._connect()
        self._suggest(None, None, None, begin)

    @classmethod
    def ask(cls, parent: QWidget | None, session: ProjectSession, path: Path, begin: Profile | None = None) -> Profile | None:
        """Opens the wizard on a file, with what a profile says of it where one is given; the profile kept, or None."""
        dialog = cls(parent, session, path, begin)
        dialog.exec()
        return dialog.saved

    @property
    def step(self) -> int:
        return self._step

    def _connect(self) -> None:
        """What the pages say to the wizard."""
        first, header, columns, last = self.sheet_page, self.header_page, self.columns_page, self.result_page
        for view in self._views:
            view.window_wanted.connect(self._look)
        first.sheets.chosen.connect(self._choose_sheet)
        first.all_sheets.toggled.connect(self._take_all_sheets)
        for spin in (header.top, header.rows):
            spin.valueChanged.connect(lambda _: self._header_said())
        header.here.clicked.connect(lambda: self._header_here())
        header.view.doubleClicked.connect(lambda _: self._header_here())
        columns.strip.said.connect(self._meaning_said)
        columns.strip.entered.connect(self._show_column)
        columns.view.chosen.connect(lambda _, at: self._show_column(at))
        columns.column_card.changed.connect(self._changed)
        columns.file_card.changed.connect(self._changed)
        last.outcome.changed.connect(self._changed)
        last.name.textChanged.connect(lambda _: self._say())

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

    def _suggest(self, sheet: str | None, top: int | None, rows: int | None, begin: Profile | None = None) -> None:
        bench = self._bench
        self._own_name = begin.name if begin is not None and not begin.ready else ""
        self._ask("suggest", lambda: bench.suggest(sheet, top, rows, begin), self._suggested)

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
        if self.sheet_page.all_sheets.isChecked():
            self._take_all_sheets(True)
        self.message.hide()
        if begins:
            self.result_page.name.setText(self._own_name or mapping_profiles.free_name(found.profile.name))
            self.result_page.note.setText(found.profile.note if self._own_name else "")
        if other:
            self._look()
        self._show_draft()
        self._changed()

    def _looked(self, picture: SheetPicture) -> None:
        begins = self._picture is None
        self._picture = picture
        for view in self._views:
            view.show_picture(picture)
        self.header_page.top.blockSignals(True)
        self.header_page.top.setRange(1, max(picture.height, 1))
        self.header_page.top.blockSignals(False)
        if begins:
            entries = [Entry(key=str(place), title=name or "tabela", note="ukryty" if name in picture.hidden_sheets else "") for place, name in enumerate(picture.sheets)]
            self.sheet_page.sheets.blockSignals(True)
            self.sheet_page.sheets.show_entries(entries)
            self.sheet_page.sheets.pick(str(picture.sheets.index(picture.sheet)))
            self.sheet_page.sheets.blockSignals(False)
            self._bar.hide()
            for widget in self._later:
                widget.setVisible(True)
            self.go(SHEET if len(picture.sheets) > 1 else HEADER)
        self._show_draft()

    def _tried(self, preview: MappedPreview | None) -> None:
        if preview is None or self.draft is None:
            return
        self.preview = preview
        self.result_page.outcome.show_preview(self.draft, preview)
        self.columns_page.view.paint(DraftRoles(self.draft, columns=True, preview=preview))
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
            self._suggest(self.draft.sheet, self.header_page.top.value() - 1, self.header_page.rows.value())

    def _header_here(self) -> None:
        row = self.header_page.view.currentIndex().row()
        if row >= 0:
            self.header_page.top.setValue(row + 1)

    def _meaning_said(self, column: int, meaning: Meaning) -> None:
        if self.draft is None:
            return
        for one in self.draft.alike(column):
            self.draft.give(one, meaning)
        self.columns_page.strip.show_columns(self.draft.rules, self.draft.headings)
        self.columns_page.view.paint(DraftRoles(self.draft, columns=True))
        self._show_column(column)
        self._changed()

    def _show_column(self, column: int) -> None:
        if self.draft is not None:
            self.columns_page.column_card.show_column(self.draft, column)

    def _changed(self) -> None:
        """Something else was said: shown at once, tried soon."""
        if self.draft is None:
            return
        self.columns_page.file_card.show_draft(self.draft)
        self.preview = None
        self._say()
        self._pause.start()

    def _show_draft(self) -> None:
        draft = self.draft
        if draft is None or self._picture is None or self._picture.sheet != draft.sheet:
            return
        self.header_page.show_header(draft.top, draft.profile.header_rows)
        self.header_page.view.paint(DraftRoles(draft, columns=False))
        self.columns_page.view.paint(DraftRoles(draft, columns=True))
        self.columns_page.strip.show_columns(draft.rules, draft.headings)
        self.columns_page.file_card.show_draft(draft)
        column = self.columns_page.column_card.column if self.columns_page.column_card.column in draft.rules else next(iter(draft.values or draft.rules), -1)
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
        focus = (self.sheet_page.sheets, self.header_page.top, next(iter(self.columns_page.strip.combos.values()), self.columns_page.view), self.result_page.name)[step]
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
        name = self.result_page.name.text().strip()
        taken = mapping_profiles.own_called(name) if last and name else None
        self.result_page.taken.setText("Masz już profil o tej nazwie. Nowy go zastąpi." if taken is not None else "Profil zapisze się na tym komputerze. Możesz go przekazać innej osobie jako plik.")
        self.next.setEnabled({SHEET: True, HEADER: True, COLUMNS: fit}.get(self._step, fit and bool(name)))

    def _tone(self, text: str, tone: str) -> None:
        self.status.setText(text)
        dress(self.status, tone=tone)

    def _save(self) -> None:
        if self.draft is None or not self.next.isEnabled():
            return
        profile = replace(self.draft.made(), name=self.result_page.name.text().strip(), note=self.result_page.note.text().strip())
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
