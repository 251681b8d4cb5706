"""Step 2, „Dane": files come in through a preview; below, what came in, what the project holds, and what it still lacks."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from excel_modules.mapping.profile import SUFFIX, Profile
from mrl_desktop.domain.findings import Place, Severity
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.progress import Cancelled, Progress
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.settings import OwnTerritory, Settings
from mrl_desktop.flows.browse_data import Holdings, holdings
from mrl_desktop.flows.import_files import Ground, ImportPlan, ImportReport, begin_commit, plan_import
from mrl_desktop.storage import FileRefused
from mrl_desktop.ui import theme
from mrl_desktop.ui.background import Job, run_in_background
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.imports.drop_zone import KINDS, DropZone, paths_of
from mrl_desktop.ui.imports.keeper import PlanKeeper
from mrl_desktop.ui.imports.preview import Preview
from mrl_desktop.ui.mapping.profiles_dialog import ProfilesDialog
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.data_browser import SeriesBrowser, library_of
from mrl_desktop.ui.pages.data_files import ImportedFiles
from mrl_desktop.ui.pages.data_missing import MissingData
from mrl_desktop.ui.pages.example import see_example
from mrl_desktop.ui.pages.latest import Latest
from mrl_desktop.ui.pages.sections import Sections
from mrl_desktop.ui.widgets.basics import button, frame, label
from mrl_desktop.ui.widgets.message import InlineMessage

WIDEST = 1320
"""Wider than this lists and texts drift apart."""
LOWEST = 440


class DataPage(Page):
    step = "data"
    wide = True

    def build(self) -> None:
        self.setAcceptDrops(True)
        column = self.body.parentWidget()
        if column is not None:
            column.setMaximumWidth(WIDEST)
        self._keeper = PlanKeeper(self.session, self)
        self._latest = Latest[Holdings](self, self.session)
        self._holdings = Holdings()
        self._onward = button("Przejdź do diagnozy", lambda: self.session.go_to(Place(step="diagnosis")), icon="next")
        self.message = InlineMessage(self._onward, button("Zamknij", self._close_message, role="quiet"))
        self.add(self.message)
        self.zone = DropZone()
        self.zone.given.connect(self.read)
        self.add(self.zone)
        self.profiles = button("Profile importu…", lambda: ProfilesDialog(self).exec(), role="quiet", icon="list", tooltip="Co program pamięta o układach tabel; profil możesz też przekazać innej osobie.")
        self.add(self.profiles)
        self._welcome = self._empty_words()
        self.add(self._welcome)
        self.sections = Sections("Części kroku Dane")
        self.sections.add("files", "Wczytane pliki", lambda: ImportedFiles(self.session))
        self.sections.add("held", "Co mamy w danych", self._browser)
        self.sections.add("missing", "Czego jeszcze brakuje", self._missing)
        self.add(self.sections)
        self.preview = Preview(self.session, self._keeper)
        self.preview.hide()
        self.preview.given_up.connect(self._end_preview)
        self.preview.wanted.connect(self._carry_out)
        self.preview.more_wanted.connect(self._more)
        self.preview.mapped.connect(lambda path, profile: self.read([path], profile))
        self.add(self.preview)

    def _empty_words(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.S24, theme.S16, theme.S24, theme.S16)
        column.setSpacing(theme.S8)
        column.addWidget(label("Tu powstaje podstawa całego planu", "section"))
        column.addWidget(
            label(
                "Z wczytanych liczb program policzy wskaźniki, porówna miasto z podobnymi i zaproponuje pierwsze wnioski. "
                "Przy każdej liczbie zapamięta plik, arkusz i komórkę. Zacznij od liczby ludności (P2137).",
                "muted",
            )
        )
        text, show = see_example(self)
        column.addWidget(button(text, show, role="quiet", icon="example"), 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _browser(self) -> QWidget:
        browser = SeriesBrowser(self.session)
        browser.show_holdings(self._holdings)
        return browser

    def _missing(self) -> QWidget:
        missing = MissingData(self.session)
        missing.show_holdings(self._holdings)
        return missing

    # -- the project as it is -----------------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        self._keeper.follow()
        if change is None or change.removes or any(isinstance(record, ImportBatch | Settings | OwnTerritory) for record in change.puts):
            library = library_of(self.session)
            self._latest.ask(lambda: holdings(library), self._show_holdings, _raise)
        self._arrange()
        self.sections.refresh()

    def _arrange(self) -> None:
        """Which parts are seen: the preview alone, or everything else; an empty project sees what to download."""
        previewing = self._keeper.plan is not None
        if not previewing:
            self.preview.release()
        batches = len(self.session.project.all(ImportBatch)) if self.session.is_open else 0
        self.preview.setVisible(previewing)
        self.zone.setVisible(not previewing or self.zone.reading)
        self.profiles.setVisible(not previewing)
        self.sections.setVisible(not previewing)
        self._welcome.setVisible(not previewing and not batches)
        for number in (0, 1):
            self.sections.tabs.setTabVisible(number, bool(batches))
        self.sections.tabs.setVisible(bool(batches))
        self.sections.say("files", f"Wczytane pliki ({batches})")
        if not batches:
            self.sections.show_section("missing")
        self._fit_preview()

    def _show_holdings(self, found: Holdings) -> None:
        self._holdings = found
        for key in ("held", "missing"):
            widget = self.sections.widget(key)
            if isinstance(widget, SeriesBrowser | MissingData):
                widget.show_holdings(found)
        missing = sum(subject.missing for subject in found.subjects)
        self.sections.say("held", f"Co mamy w danych ({len(found.series)})")
        self.sections.say("missing", f"Czego jeszcze brakuje ({missing})" if missing else "Niczego nie brakuje")

    def go_to(self, place: Place) -> bool:
        if self._keeper.plan is not None:
            return False
        found = self.sections.go_to(place)
        if found is not None:
            self.reveal(found)
        return found is not None

    # -- reading and the preview --------------------------------------------------------------------------------------

    def read(self, paths: list[Path], profile: Profile | None = None) -> None:
        """Reads files and folders in the background and opens their preview, or adds them to the one that is open; by a `profile` where one is given.

        Profiles of colleagues among the files are taken over.
        """
        given = [path for path in paths if path.name.endswith(SUFFIX)]
        if given:
            self._take_profiles(given)
            paths = [path for path in paths if path not in given]
            if not paths:
                return
        if not self.session.is_open or self.zone.reading:
            return
        self.message.hide()
        ground, opened, before = Ground.of(self.session.open_project), self.session.open_project, self._keeper.plan
        jobs: list[Job] = []

        def cancelled() -> bool:
            return bool(jobs) and jobs[0].cancel_requested

        def work(progress: Progress) -> ImportPlan:
            return plan_import(ground, paths, progress=progress, cancelled=cancelled, adding_to=before, profile=profile)

        def present() -> bool:
            return self.session.is_open and self.session.open_project is opened

        jobs.append(self.session.run("Czytam pliki", work, lambda plan: self._read(plan) if present() else None, lambda error: self._not_read(error) if present() else None))
        self.zone.show_job(jobs[0])
        self._arrange()

    def _take_profiles(self, paths: list[Path]) -> None:
        dialog = ProfilesDialog(self)
        for path in paths:
            dialog.take(path)
        dialog.exec()

    def _read(self, plan: ImportPlan) -> None:
        if not plan.files:
            self._say("W tym miejscu nie ma plików z danymi.", "Program czyta pliki CSV, XLSX, XLSM, XLS, ODS, DOCX, JSON i ZIP, także w folderach wewnątrz. Wybierz inny folder albo same pliki.", "warn")
            self._arrange()
            return
        self.message.hide()
        self._keeper.take(plan)
        self._keeper.follow()
        self._arrange()
        self.preview.begin()
        self.verticalScrollBar().setValue(0)

    def _not_read(self, error: Exception) -> None:
        self._arrange()
        if isinstance(error, Cancelled):
            self._say("Czytanie przerwano.", "Nic nie zostało zapisane. Pliki możesz wczytać w każdej chwili.")
            return
        raise error

    def _more(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Dodaj pliki do wczytania", "", KINDS)
        if names:
            self.read([Path(name) for name in names])

    def _carry_out(self) -> None:
        plan, opened = self._keeper.plan, self.session.open_project
        if plan is None:
            return
        self.session.finish_editing()
        pending, report = begin_commit(opened, plan, self.preview.found)
        self.preview.show_storing(True)

        def stored(_: None) -> None:
            if not shiboken6.isValid(self):
                return
            self.preview.show_storing(False)
            if not self.session.is_open or self.session.open_project is not opened:
                return
            self._keeper.take(None)
            try:
                opened.finish(pending)
            except FileRefused as refused:
                self._keeper.take(plan)
                self._arrange()
                self._onward.hide()
                self.message.tell(refused.finding)
            else:
                self._tell(report)

        run_in_background(lambda progress: pending.write(), stored, _raise, title="Wczytuję")

    def _tell(self, report: ImportReport) -> None:
        self._arrange()
        told = words.told(report)
        worth = [finding for finding in report.findings if finding.severity is not Severity.NOTE]
        rest = "Uwagi do plików są w panelu „Sprawy do sprawdzenia” na dole okna (F8). " if worth else ""
        self._say(told, f"{rest}Wszystko możesz cofnąć: Ctrl+Z.", "good")
        self.session.tell_findings(report.findings)
        self.session.told.emit(told)
        QTimer.singleShot(0, self, lambda: self.sections.show_section("files"))
        self.verticalScrollBar().setValue(0)
        self._onward.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, title: str, text: str, tone: str = "") -> None:
        self._onward.setVisible(tone == "good")
        self.message.say(title, text, tone)

    def _close_message(self) -> None:
        self.message.hide()
        self.zone.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_preview(self) -> None:
        self._keeper.take(None)
        self._arrange()
        self.sections.refresh()
        self.zone.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- shape and dropping -------------------------------------------------------------------------------------------

    def _fit_preview(self) -> None:
        """The preview takes the whole page, so that its button is always in view."""
        previewing = self._keeper.plan is not None
        ground = self.widget()
        if ground is not None and (layout := ground.layout()) is not None:
            layout.setContentsMargins(theme.S32, theme.S16 if previewing else theme.S24, theme.S32, 0 if previewing else theme.S32)
        taken = 2 * theme.S16 + (self.zone.sizeHint().height() + theme.S16 if self.zone.isVisibleTo(self) else 0)
        self.preview.setFixedHeight(max(self.viewport().height() - taken, LOWEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "preview"):
            self._fit_preview()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_of(event) and not self.zone.reading:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.read(paths_of(event))


def _raise(error: Exception) -> None:
    raise error
