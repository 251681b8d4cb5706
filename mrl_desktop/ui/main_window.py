"""The main window: rail, page, help, findings drawer, file state; or the start view while nothing is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.document_names import document_title
from mrl_desktop.domain.findings import Place
from mrl_desktop.guide.steps import STEP_OF_KIND, STEPS, next_step, progress_of_all, step
from mrl_desktop.ui import icons, preferences, theme
from mrl_desktop.ui.actions import Actions
from mrl_desktop.ui.files import Files
from mrl_desktop.ui.page import FailedPage, Page
from mrl_desktop.ui.pages import page_class
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.start_view import StartView
from mrl_desktop.ui.widgets.basics import button, frame, label, tool
from mrl_desktop.ui.widgets.bottom_bar import BottomBar, FindingsDrawer
from mrl_desktop.ui.widgets.help_panel import HelpPanel
from mrl_desktop.ui.widgets.message import InlineMessage
from mrl_desktop.ui.widgets.rail import Rail
from mrl_desktop.ui.widgets.strip import JobStrips

ROOM_FOR_HELP = 1180
"""Narrower windows fold the help away by themselves."""
PROGRESS_PAUSE = 250


class MainWindow(QMainWindow):
    session: ProjectSession
    files: Files

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self.session = session
        self.step_id = ""
        self._pages: dict[str, Page] = {}
        self._next = ""
        self._help_folded_by_person: bool | None = None
        self.setMinimumSize(900, 600)
        self.resize(1280, 800)
        self.notice = InlineMessage(button("Zamknij", lambda: self.notice.hide(), role="quiet"))
        self.files = Files(self, session, self.notice)
        self.actions_ = Actions(self)
        self._build()
        self._progress_soon = QTimer(self)
        self._progress_soon.setSingleShot(True)
        self._progress_soon.setInterval(PROGRESS_PAUSE)
        self._progress_soon.timeout.connect(self.show_progress)
        session.opened.connect(self._opened)
        session.changed.connect(lambda _: self._progress_soon.start())
        session.state_changed.connect(self._state_changed)
        session.findings_changed.connect(self._show_findings)
        session.job_started.connect(self.strips.add)
        session.place_wanted.connect(self.go_to)
        theme.theme().changed.connect(self._repaint)
        kept = preferences.bytes_of("okno")
        if not kept.isEmpty():
            self.restoreGeometry(kept)
        self._opened()

    # -- shape --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        middle = QWidget()
        outer = QVBoxLayout(middle)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        shelf = QWidget()
        self._shelf = QVBoxLayout(shelf)
        self._shelf.setContentsMargins(theme.S24, theme.S12, theme.S24, 0)
        self._shelf.addWidget(self.notice)
        self._places = QStackedWidget()
        self.start = StartView()
        self.drawer = FindingsDrawer()
        self.drawer.hide()
        self._places.addWidget(self.start)
        self._places.addWidget(self._work())
        self.strips = JobStrips()
        self.bar = BottomBar(self.session)
        outer.addWidget(self.notice_shelf(shelf))
        outer.addWidget(self._places, 1)
        outer.addWidget(self.strips)
        outer.addWidget(self.bar)
        self.setCentralWidget(middle)
        self.start.new_wanted.connect(self.files.new)
        self.start.open_wanted.connect(self.files.open)
        self.start.sample_wanted.connect(self.files.sample)
        self.start.file_wanted.connect(self.files.open_path)
        self.start.recovery_wanted.connect(self.files.recover)
        self.start.forgotten.connect(self._forget)
        self.drawer.folded.connect(self.toggle_findings)
        self.drawer.wanted.connect(lambda finding: self.go_to(finding.place))
        self.bar.findings_wanted.connect(self.toggle_findings)
        self.bar.save_wanted.connect(self.files.save)

    def notice_shelf(self, shelf: QWidget) -> QWidget:
        """The place of the window's own messages; takes no room while there is none."""
        shelf.setSizePolicy(shelf.sizePolicy().horizontalPolicy(), shelf.sizePolicy().verticalPolicy().Maximum)
        self.notice.installEventFilter(self)
        shelf.hide()
        self._notice_shelf = shelf
        return shelf

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.notice and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._notice_shelf.setVisible(event.type() == QEvent.Type.ShowToParent)
        return False

    def _work(self) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(STEPS)
        self.rail.wanted.connect(self.go_to_step)
        row.addWidget(self.rail)
        right = QVBoxLayout()
        right.setSpacing(0)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._header())
        self.pages = QStackedWidget()
        column.addWidget(self.pages, 1)
        upper.addLayout(column, 1)
        self.help = HelpPanel()
        self.help.folded.connect(lambda: self.toggle_help(False))
        upper.addWidget(self.help)
        right.addLayout(upper, 1)
        right.addWidget(self.drawer)
        row.addLayout(right, 1)
        return place

    def _header(self) -> QWidget:
        head = frame("header")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.S32, theme.S12, theme.S16, theme.S12)
        row.setSpacing(theme.S8)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = label("", "title", wrap=False)
        self._purpose = label("", "muted")
        words.addWidget(self._title)
        words.addWidget(self._purpose)
        row.addLayout(words, 1)
        self._undo = tool("Cofnij", "undo", self.session.undo)
        self._redo = tool("Ponów", "redo", self.session.redo)
        find = button("Szukaj…   Ctrl+K", self.find_place, role="finder", icon="search")
        find.setAccessibleName("Szukaj kroku, elementu planu lub wskaźnika")
        icons.give(find, "search", "muted")
        self._unfold = tool("Pokaż pomoc (F1)", "help", lambda: self.toggle_help(True))
        for widget in (self._undo, self._redo, find, self._unfold):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        return head

    # -- what is open -------------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        for page in self._pages.values():
            self.pages.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self.step_id = ""
        if self.session.is_open:
            self._places.setCurrentIndex(1)
            self.show_progress()
            self.go_to_step(self._next or STEPS[0].id)
            self.rail.focus_current()
        else:
            self._places.setCurrentIndex(0)
            self.drawer.hide()
            self._show_start()
        self._state_changed()
        self._show_findings()

    def _show_start(self) -> None:
        from mrl_desktop.storage import recent_files, recoverable

        self.start.show_files(recent_files(), recoverable())
        self.start.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self, path: Path) -> None:
        from mrl_desktop.storage import forget_recent

        forget_recent(path)
        self._show_start()

    def show_progress(self) -> None:
        """Asks the guide how far every step is and what is sensible next."""
        if not self.session.is_open:
            return
        progress = progress_of_all(self.session.project, self.session.statistics)
        self._next = next_step(progress)
        self.rail.show_progress(progress, self._next)
        settings = self.session.settings
        years = polish.year_range(settings.horizon_start, settings.horizon_end)
        self.rail.show_town(settings.town_name or "Nowy projekt", f"{document_title(settings, Scope.PRL)} {years}".strip())

    def _state_changed(self) -> None:
        opened = self.session.open_project if self.session.is_open else None
        name = opened.path.name if opened and opened.path else "nowy projekt"
        self.setWindowTitle(f"{name} – MRL Desktop" if opened else "MRL Desktop")
        self.actions_.refresh()
        for widget, action in ((self._undo, self.actions_.by_id["undo"]), (self._redo, self.actions_.by_id["redo"])):
            widget.setEnabled(action.isEnabled())
            widget.setToolTip(f"{action.text()} ({action.shortcut().toString()})")
        self.bar.show_file()
        self._fill_recent()

    def _fill_recent(self) -> None:
        from mrl_desktop.storage import recent_files

        menu = self.actions_.recent
        menu.clear()
        for recent in recent_files():
            entry = QAction(f"{recent.town or recent.path.stem} – {recent.path.name}", menu)
            entry.setToolTip(str(recent.path))
            entry.setEnabled(recent.exists)
            entry.triggered.connect(lambda _=False, path=recent.path: self.files.open_path(path))
            menu.addAction(entry)
        menu.setEnabled(not menu.isEmpty())

    # -- going about --------------------------------------------------------------------------------------------------

    def go_to_step(self, step_id: str) -> None:
        """Shows the page of a step, making it when it is first wanted."""
        if not self.session.is_open:
            return
        self.session.finish_editing()
        if step_id not in self._pages:
            page = self._made(step_id)
            page.setAccessibleName(step(step_id).title)
            self._pages[step_id] = page
            self.pages.addWidget(page)
        page = self._pages[step_id]
        self.step_id = step_id
        self._title.setText(step(step_id).title)
        self._purpose.setText(step(step_id).purpose)
        self.pages.setCurrentWidget(page)
        page.show_now()
        self.rail.mark(step_id)
        self.help.show_step(step_id)

    def _made(self, step_id: str) -> Page:
        """The page of a step; one that cannot be made says so in its place instead of taking the window down."""
        try:
            return page_class(step_id)(self.session)
        except Exception as error:
            return FailedPage(self.session, error)

    def go_to_next(self) -> None:
        self.show_progress()
        if self._next:
            self.go_to_step(self._next)

    def go_to(self, place: Place) -> None:
        """Shows a record, field, chapter or step, wherever it is edited."""
        if not self.session.is_open:
            return
        record = self.session.project.get(place.record)
        step_id = place.step or (STEP_OF_KIND.get(record.kind, "") if record else "") or ("documents" if place.chapter else "")
        if not step_id:
            from mrl_desktop.ui.dialogs import file_cell

            file_cell.FileCellDialog.show_place(self, self.session, place)
            return
        self.go_to_step(step_id)
        if not self._pages[step_id].go_to(place) and (place.record or place.field):
            self.session.told.emit(f"Otwarto krok „{step(step_id).title}”.")

    def find_place(self) -> None:
        """Ctrl+K."""
        from mrl_desktop.ui.dialogs.finder import Finder

        if self.session.is_open:
            self.session.finish_editing()
            place = Finder.ask(self, self.session)
            if place is not None:
                self.go_to(place)

    def next_region(self) -> None:
        """F6: from rail to page to help to findings to the bar, whatever is shown."""
        if not self.session.is_open:
            self.start.first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        page = self._pages[self.step_id]
        regions: list[tuple[QWidget, QWidget | None]] = [
            (self.rail, next((b for b in self.rail.buttons.values() if b.isChecked()), None)),
            (page, _first_stop(page)),
            (self.help, _first_stop(self.help) if self.help.isVisible() else None),
            (self.drawer, _first_stop(self.drawer) if self.drawer.isVisible() else None),
            (self.bar, self.bar.findings),
        ]
        here = next((n for n, (region, _) in enumerate(regions) if region.isAncestorOf(self.focusWidget() or self)), -1)
        for offset in range(1, len(regions) + 1):
            target = regions[(here + offset) % len(regions)][1]
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    # -- panels -------------------------------------------------------------------------------------------------------

    def toggle_help(self, shown: bool | None = None) -> None:
        """F1: unfolds and focuses the help, or folds it away."""
        wanted = self.help.isHidden() if shown is None else shown
        self._help_folded_by_person = not wanted
        preferences.remember("pomoc", wanted)
        self._show_help(wanted)
        if wanted:
            self.help.focus_text()

    def _show_help(self, shown: bool) -> None:
        self.help.setVisible(shown)
        self._unfold.setVisible(not shown)
        self.actions_.by_id["help"].setChecked(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= ROOM_FOR_HELP
        if self._help_folded_by_person is None:
            self._show_help(roomy and preferences.flag("pomoc", True))
        if self.help.isVisible() and not roomy and event.oldSize().width() >= ROOM_FOR_HELP:
            self._show_help(False)

    def toggle_findings(self) -> None:
        """F8: unfolds the drawer and goes into it, or folds it away."""
        if not self.session.is_open:
            return
        self.drawer.setVisible(self.drawer.isHidden())
        self._show_findings()
        if self.drawer.isVisible():
            self.drawer.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_findings(self) -> None:
        findings = self.session.findings if self.session.is_open else []
        self.drawer.show_findings(findings)
        self.bar.show_findings(findings, unfolded=self.drawer.isVisible())
        self.actions_.by_id["findings"].setChecked(self.drawer.isVisible())

    def show_keys(self) -> None:
        rows = "\n".join(f"{key}\t{text.rstrip('…')}" for text, key in self.actions_.with_keys())
        more = "Alt+↑, Alt+↓\tPrzesuń wiersz tabeli\nCtrl+Delete\tUsuń wiersze tabeli\nInsert\tDodaj wiersz tabeli\nCtrl+D\tWypełnij komórki w dół"
        QMessageBox.about(self, "Skróty klawiszowe", f"{rows}\n{more}")

    def show_about(self) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("mrl-desktop")
        except PackageNotFoundError:
            number = "robocza"
        QMessageBox.about(
            self,
            "O programie",
            f"MRL Desktop, wersja {number}\n\nOd danych gminy do Planu Rozwoju Lokalnego i Planu Rozwoju Instytucjonalnego, bez internetu.\n\n"
            "Okno korzysta z bibliotek Qt i PySide6 (licencja LGPL) oraz z kroju pisma Lato (licencja OFL).",
        )

    def _repaint(self) -> None:
        self.actions_.refresh()
        self._show_findings()
        self.bar.show_file()
        for widget in self.rail.buttons.values():
            widget.update()

    # -- closing ------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.bar.show_file()

    def closeEvent(self, event: QCloseEvent) -> None:
        preferences.remember("okno", QByteArray(self.saveGeometry().data()))
        if self.files.close():
            event.accept()
        else:
            event.ignore()


def _first_stop(region: QWidget) -> QWidget | None:
    """The first thing in a part of the window that takes the focus by Tab."""
    widget = region.nextInFocusChain()
    while widget is not None and widget is not region:
        if region.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            return widget
        widget = widget.nextInFocusChain()
    return None


