"""„Sprawdź skoroszyt…": what looks wrong in a workbook, by kind; choosing an entry shows its cell; a marked copy can be saved."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from excel_modules.doctor.examination import examine
from excel_modules.doctor.kinds import Examination, Suspicion
from excel_modules.doctor.marked_copy import suggested, write_marked
from excel_modules.reading import Refused
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.progress import Cancelled, Progress
from mrl_desktop.flows.workbook_doctor import as_text, counted
from mrl_desktop.ui import theme
from mrl_desktop.ui.background import Job, run_in_background
from mrl_desktop.ui.imports.entry_list import Entry, EntryList
from mrl_desktop.ui.imports.split import Split
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.findings_table import ICON
from mrl_desktop.ui.widgets.findings_table import counted as findings_counted
from mrl_desktop.ui.widgets.message import InlineMessage
from mrl_desktop.ui.widgets.sheet_replica import SheetReplica


class DoctorDialog(QDialog):
    """Examines the workbook as soon as it is shown; changes nothing in it."""

    def __init__(self, parent: QWidget | None, session: ProjectSession, path: Path) -> None:
        super().__init__(parent)
        self._session, self._path = session, path
        self._job: Job | None = None
        self.examination: Examination | None = None
        self.setWindowTitle("Sprawdzenie skoroszytu")
        self.resize(1080, 700)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S16, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        column.addWidget(label(path.name, "title", selectable=True))
        self.summary = label("Sprawdzam skoroszyt…", "muted")
        column.addWidget(self.summary)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Postęp sprawdzania")
        self.bar.setTextVisible(False)
        column.addWidget(self.bar)
        self.message = InlineMessage()
        column.addWidget(self.message)
        self.list = EntryList("Sprawy do sprawdzenia w skoroszycie")
        self.list.chosen.connect(self._choose)
        self.split = Split((400, 640))
        self.split.take(self.list, self._detail())
        column.addWidget(self.split, 1)
        column.addLayout(self._buttons())
        self.split.hide()
        self._start()

    def _detail(self) -> QWidget:
        detail = QWidget()
        lines = QVBoxLayout(detail)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.S8)
        self.what = label("", "label", selectable=True)
        self.hint = label("", selectable=True)
        lines.addWidget(self.what)
        lines.addWidget(self.hint)
        self.replica = SheetReplica("Arkusz sprawdzanego skoroszytu")
        lines.addWidget(self.replica, 1)
        return detail

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        self.mark = button("Zapisz oznaczoną kopię…", self._ask_for_copy, icon="save", tooltip="Kopia z wyróżnionymi komórkami i arkuszem „Uwagi programu”; oryginał zostaje bez zmian.")
        self.copy = button("Kopiuj listę", self._copy, role="quiet", icon="copy")
        self.close_button = button("Przerwij", self.reject, role="primary")
        row.addWidget(self.mark)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.mark.setEnabled(False)
        self.copy.setEnabled(False)
        return row

    # -- the examination ----------------------------------------------------------------------------------------------

    def _start(self) -> None:
        path = self._path
        held: list[Job] = []

        def work(progress: Progress) -> Examination:
            return examine(path, progress=progress, cancelled=lambda: bool(held) and held[0].cancel_requested)

        self._job = run_in_background(work, self._done, self._failed, title="Sprawdzanie skoroszytu")
        held.append(self._job)
        self._job.progressed.connect(self._show_progress)

    def _show_progress(self, done: int, total: int, text: str) -> None:
        if shiboken6.isValid(self):
            self.bar.setRange(0, max(total, 1))
            self.bar.setValue(done)
            self.summary.setText(f"{text}…")

    def _done(self, examination: Examination) -> None:
        if not shiboken6.isValid(self):
            return
        self._ended()
        self.examination = examination
        found = examination.suspicions
        self.summary.setText(f"{findings_counted(examination.findings)}. Sprawdzono: {counted(examination)}.")
        if examination.notes:
            self.message.say("Nie wszystko dało się sprawdzić.", " ".join(examination.notes), "warn")
        self.mark.setEnabled(bool(found))
        self.copy.setEnabled(bool(found))
        if not found:
            self.message.say("W tym skoroszycie nie ma niczego podejrzanego.", "", "good")
            return
        self.split.show()
        self.list.show_entries(_entries(examination))
        self.list.pick(f"{found.index(next(iter(examination.by_kind().values()))[0])}")
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        if not shiboken6.isValid(self):
            return
        self._ended()
        self.summary.setText("")
        if isinstance(error, Refused):
            self.message.tell(error.finding)
        elif not isinstance(error, Cancelled):
            raise error

    def _ended(self) -> None:
        self._job = None
        self.bar.hide()
        self.close_button.setText("Zamknij")

    # -- what is shown ------------------------------------------------------------------------------------------------

    def _suspicion(self, key: str) -> Suspicion | None:
        return self.examination.suspicions[int(key)] if self.examination is not None and key.isdigit() else None

    def _choose(self, key: str) -> None:
        one = self._suspicion(key)
        if one is None:
            return
        self.what.setText(one.message)
        self.hint.setText(one.hint)
        if one.sheet:
            self.replica.show_file(self._path, sheet=one.sheet, cells=tuple(one.cells()))

    def _copy(self) -> None:
        if self.examination is not None:
            QGuiApplication.clipboard().setText(as_text(self.examination))

    def _ask_for_copy(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Zapisz oznaczoną kopię", str(suggested(self._path)), f"Skoroszyt (*{self._path.suffix})")
        if name:
            self.save_copy(Path(name))

    def save_copy(self, target: Path) -> None:
        """Writes the marked copy off the window's thread and says where it is."""
        path, examination = self._path, self.examination
        if examination is None:
            return
        self.mark.setEnabled(False)

        def told(written: Path) -> None:
            if shiboken6.isValid(self):
                self.mark.setEnabled(True)
                self.message.say("Zapisano oznaczoną kopię.", str(written), "good")

        def failed(error: Exception) -> None:
            if not shiboken6.isValid(self):
                return
            self.mark.setEnabled(True)
            if not isinstance(error, Refused):
                raise error
            self.message.tell(error.finding)

        run_in_background(lambda progress: write_marked(path, target, examination), told, failed, title="Zapisywanie kopii")

    def reject(self) -> None:
        """Closing while the examination runs stops it."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)


def _entries(examination: Examination) -> list[Entry]:
    entries: list[Entry] = []
    for kind, found in examination.by_kind().items():
        entries.append(Entry(key=f"rodzaj {kind.name}", title=f"{kind.value[:1].upper()}{kind.value[1:]} ({len(found)})", heading=True))
        for one in found:
            place = " › ".join(part for part in (one.sheet, one.cell) if part) or "cały skoroszyt"
            icon = ICON[one.severity] if one.severity in Severity else None
            entries.append(Entry(key=str(examination.suspicions.index(one)), title=place, note=one.message, icon=icon))
    return entries
