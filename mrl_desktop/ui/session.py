"""The one hub between the window and the open project: everyone asks it, everyone hears of changes from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.progress import Progress
from mrl_desktop.domain.project import Change, Project, removal
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.settings import Settings
from mrl_desktop.ui.background import Job, T, run_in_background

if TYPE_CHECKING:
    from mrl_desktop.domain.indicators import Catalogue
    from mrl_desktop.domain.statistics import ObservationBlock, Statistics
    from mrl_desktop.domain.territory import Register
    from mrl_desktop.flows.open_project import OpenProject
    from mrl_desktop.ui.still_project import StillProject

AUTOSAVE_MINUTES = 3
CHECK_PAUSE = 1200
"""Milliseconds of quiet after a change before the plan is checked anew."""


class ProjectSession(QObject):
    """Holds the open project, if any. Pages read `project`, `statistics`, `register`, `catalogue`; they write with `put`, `change`, `remove`."""

    changed = Signal(object)
    """A stored `Change`: typed, imported, undone or redone."""
    opened = Signal()
    """Another project is open now (or none); whatever was shown is to be built anew."""
    state_changed = Signal()
    """Saved or not, undo and redo, lock."""
    findings_changed = Signal()
    job_started = Signal(object)
    """A `Job` for the strip of work under way."""
    told = Signal(str)
    """A short sentence for the bottom bar, e.g. „Cofnięto: zmiana celu"."""
    place_wanted = Signal(object)
    """A `Place` somebody asks the window to show."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: OpenProject | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self._unfinished: dict[int, Callable[[], None]] = {}
        self._checked: list[Finding] = []
        self._told: list[Finding] = []
        self.saving = False
        self._checking = False
        self._check_again = False
        self._still: StillProject | None = None
        self._autosave = QTimer(self)
        self._autosave.setInterval(AUTOSAVE_MINUTES * 60_000)
        self._autosave.timeout.connect(self.autosave)
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(CHECK_PAUSE)
        self._check.timeout.connect(self.check_now)

    # -- what is open -------------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self._open is not None

    @property
    def open_project(self) -> OpenProject:
        """The open project itself, for calling flows. Raises RuntimeError while none is open."""
        if self._open is None:
            raise RuntimeError("no project is open")
        return self._open

    @property
    def project(self) -> Project:
        return self.open_project.project

    @property
    def settings(self) -> Settings:
        return self.open_project.settings

    @property
    def statistics(self) -> Statistics:
        return self.open_project.statistics

    @property
    def register(self) -> Register:
        return self.open_project.register

    @property
    def catalogue(self) -> Catalogue:
        return self.open_project.catalogue

    def take(self, opened: OpenProject | None) -> None:
        """Shows another project (or none); the one before is closed and saved by the caller first (`close`)."""
        self._unsubscribe()
        self._unfinished.clear()
        self._open = opened
        self._checked, self._told = [], []
        self._still = None
        if opened is not None:
            self._unsubscribe = opened.subscribe(self._heard)
            self._autosave.start()
            self._check.start()
        else:
            self._unsubscribe = lambda: None
            self._autosave.stop()
            self._check.stop()
        self.opened.emit()
        self.state_changed.emit()
        self.findings_changed.emit()

    def close(self, *, save: bool = True) -> None:
        """Lets go of the open project, saving it to its file unless told not to. Raises FileRefused when it cannot be saved."""
        if self._open is None:
            return
        self.finish_editing()
        self._open.close(save=save)
        self.take(None)

    # -- changing -----------------------------------------------------------------------------------------------------

    def put(self, *records: Record, label: str, merge: str = "") -> None:
        """These records shall stand. `label` reads well after „Cofnij:"; equal non-empty `merge` keys undo as one step."""
        self.change(Change(label=label, puts=records), merge=merge)

    def change(self, change: Change, *, blocks: Mapping[UUID, Iterable[ObservationBlock]] | None = None, merge: str = "") -> None:
        """Applies and stores one change."""
        self.open_project.change(change, blocks=blocks, merge=merge)

    def remove(self, record_id: UUID, label: str) -> None:
        """Removes a record with everything that belongs to it, in one undoable step."""
        self.change(removal(self.project, record_id, label))

    def undo(self) -> None:
        self.finish_editing()
        label = self.open_project.undo()
        if label:
            self.told.emit(f"Cofnięto: {label}")

    def redo(self) -> None:
        self.finish_editing()
        label = self.open_project.redo()
        if label:
            self.told.emit(f"Ponowiono: {label}")

    @property
    def unfinished(self) -> bool:
        """Whether something is being typed that is not stored yet."""
        return bool(self._unfinished)

    def editing(self, editor: QObject, finish: Callable[[], None]) -> None:
        """An editor with letters not yet stored says so; `finish` stores them before undo, saving or leaving."""
        begins = not self._unfinished
        self._unfinished[id(editor)] = finish
        if begins:
            self.state_changed.emit()

    def edited(self, editor: QObject) -> None:
        """The editor has stored what it had."""
        self._unfinished.pop(id(editor), None)

    def finish_editing(self) -> None:
        """Stores whatever is still being typed anywhere."""
        for finish in list(self._unfinished.values()):
            finish()
        self._unfinished.clear()

    def _heard(self, change: Change) -> None:
        self.changed.emit(change)
        self.state_changed.emit()
        self._check.start()

    # -- saving -------------------------------------------------------------------------------------------------------

    def save(self, done: Callable[[], None], failed: Callable[[Exception], None], *, overwrite_changed: bool = False) -> None:
        """Replaces the project file by the working copy, off the window's thread; `failed` gets FileRefused, the project unharmed."""
        self.finish_editing()
        workspace = self.open_project.workspace
        self._save_with(lambda: workspace.save(overwrite_changed=overwrite_changed), done, failed)

    def save_as(self, path: Path, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Saves to another file and goes on with that one, off the window's thread."""
        self.finish_editing()
        workspace = self.open_project.workspace
        self._save_with(lambda: workspace.save_as(path), done, failed)

    def autosave(self) -> None:
        """Every few minutes: the file follows the working copy while nobody else has changed it on disk."""
        if self._open is None or self._open.path is None or self.saving:
            return
        self.finish_editing()
        workspace = self._open.workspace
        self._save_with(lambda: workspace.autosave_if_unchanged_on_disk(), lambda: None, self._autosave_failed)

    def _save_with(self, work: Callable[[], object], done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        def ended(act: Callable[[], None]) -> None:
            self.saving = False
            self.state_changed.emit()
            act()

        self.saving = True
        self.state_changed.emit()
        run_in_background(lambda progress: work(), lambda _: ended(done), lambda error: ended(lambda: failed(error)), title="Zapisywanie")

    def _autosave_failed(self, error: Exception) -> None:
        from mrl_desktop.storage import FileRefused

        if not isinstance(error, FileRefused):
            raise error
        self.tell_findings([error.finding])

    # -- findings -----------------------------------------------------------------------------------------------------

    @property
    def findings(self) -> list[Finding]:
        """What the plan's checks and the last import or generation have to say, gravest first."""
        order = list(Severity)
        return sorted([*self._told, *self._checked], key=lambda finding: order.index(finding.severity))

    def tell_findings(self, findings: Iterable[Finding]) -> None:
        """Shows the findings of an import or of generated documents in the drawer, in place of the last such findings."""
        self._told = list(findings)
        self.findings_changed.emit()

    def check_now(self) -> None:
        """Checks the plan (rules L01-L20) off the window's thread, against a still picture of it, and shows what it found."""
        if self._open is None or self._checking:
            self._check_again = self._checking
            return
        opened, self._checking = self._open, True
        if self._still is None:
            from mrl_desktop.ui.still_project import StillProject

            self._still = StillProject(opened)
        still = self._still
        still.look(opened)

        def work(progress: Progress) -> list[Finding]:
            from mrl_desktop.flows.check_plan import check_plan

            return check_plan(still)

        def done(findings: list[Finding]) -> None:
            if self._open is opened:
                self._checked = findings
                self.findings_changed.emit()
            self._checked_once()

        def failed(error: Exception) -> None:
            self._checked_once()
            if self._open is opened:
                raise error

        run_in_background(work, done, failed, title="Sprawdzanie planu")

    def _checked_once(self) -> None:
        self._checking = False
        if self._check_again and self._open is not None:
            self._check.start()
        self._check_again = False

    # -- work and places ----------------------------------------------------------------------------------------------

    def run(self, title: str, work: Callable[[Progress], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> Job:
        """Starts long work off the window's thread and shows it in the strip at the bottom."""
        job = run_in_background(work, done, failed, title=title)
        self.job_started.emit(job)
        return job

    def go_to(self, place: Place) -> None:
        """Asks the window to show a record, field, chapter or step."""
        self.place_wanted.emit(place)


def time_of(moment: datetime | None) -> str:
    """„11:32" in this computer's time; empty for None."""
    if moment is None:
        return ""
    local = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()
    return f"{local:%H:%M}"
