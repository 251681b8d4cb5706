"""An open project: the plan, its statistics, its file, and every change undoable. Window and command line both stand on this."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from uuid import UUID

from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.indicators import Catalogue
from mrl_desktop.domain.numbering import Numbering
from mrl_desktop.domain.project import Change, Project
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.settings import DocumentName, OwnTerritory, Settings
from mrl_desktop.domain.statistics import ObservationBlock, Statistics
from mrl_desktop.domain.territory import Register
from mrl_desktop.polish import propose_forms
from mrl_desktop.storage import Workspace, current_user
from mrl_desktop.storage.reference_data import load_register
from mrl_desktop.storage.workspace import Written

Listener = Callable[[Change], None]


@dataclass(slots=True)
class _Step:
    """One undoable step. `merge` is a key under which the next change may join it (typing in one field)."""

    label: str
    inverse: Change
    merge: str = ""


class Pending:
    """A large change on its way to the disk: `write` runs in any thread, `OpenProject.finish` follows in the window's."""

    def __init__(self, workspace: Workspace, change: Change, blocks: Mapping[UUID, Iterable[ObservationBlock]]) -> None:
        self.change = change
        self.done = threading.Event()
        self.written: Written | None = None
        self.error: BaseException | None = None
        self._workspace, self._blocks = workspace, blocks

    def write(self) -> None:
        """Stores the change; what goes wrong is raised by `OpenProject.finish`."""
        try:
            self.written = self._workspace.write(self.change, blocks=self._blocks)
        except BaseException as error:
            self.error = error
        finally:
            self.done.set()


class OpenProject:
    """One project while it is open. Every change goes through `change`; listeners hear of it after it is stored."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._listeners: list[Listener] = []
        self._register: Register | None = None
        self._numbering: tuple[int, Numbering] | None = None
        self._edited: dict[tuple[str, UUID], datetime] | None = None
        self._pending: Pending | None = None
        self.revision = 0
        """Grows with every change; what was computed at one revision holds until the next."""

    # -- what is open -------------------------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        return self.workspace.project

    @property
    def statistics(self) -> Statistics:
        return self.workspace.statistics

    @property
    def settings(self) -> Settings:
        return self.project.single(Settings)

    @property
    def numbering(self) -> Numbering:
        """Display codes of the plan as it is now, worked out once per change."""
        if self._numbering is None or self._numbering[0] != self.revision:
            self._numbering = (self.revision, Numbering(self.project))
        return self._numbering[1]

    @property
    def path(self) -> Path | None:
        return self.workspace.target

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue()

    @property
    def register(self) -> Register:
        """The country's register together with the territories this project adds."""
        if self._register is None:
            own = self.project.all(OwnTerritory)
            register = load_register()
            self._register = register.with_own(own) if own else register
        return self._register

    # -- changing it --------------------------------------------------------------------------------------------------

    def change(self, change: Change, *, blocks: Mapping[UUID, Iterable[ObservationBlock]] | None = None, merge: str = "") -> None:
        """Applies and stores one change. Successive changes with the same non-empty `merge` key undo as one step."""
        self._settle()
        if not change:
            return
        inverse = self.workspace.apply(change, blocks=blocks or {})
        last = self._undo[-1] if self._undo else None
        touched = {record.id for record in change.puts}
        if merge and last is not None and last.merge == merge and not self._redo and touched == {record.id for record in last.inverse.puts}:
            pass  # the older inverse already leads back to where the typing began
        else:
            self._undo.append(_Step(label=change.label, inverse=inverse, merge=merge))
        self._redo.clear()
        self._tell(change)

    def begin(self, change: Change, *, blocks: Mapping[UUID, Iterable[ObservationBlock]] | None = None) -> Pending:
        """A large change to be stored off the window's thread: call `write` there, then `finish` here.

        Whatever would change or close the project in between waits for it, so nothing comes out of order.
        """
        self._settle()
        self._pending = Pending(self.workspace, change, blocks or {})
        return self._pending

    def finish(self, pending: Pending) -> None:
        """Takes a stored change into the project; does nothing when that has happened already. Raises what went wrong while storing."""
        if self._pending is not pending:
            return
        self._pending = None
        if pending.error is not None:
            raise pending.error
        if pending.written is not None and pending.change:
            self._undo.append(_Step(label=pending.change.label, inverse=self.workspace.take(pending.written)))
            self._redo.clear()
            self._tell(pending.change)

    def _settle(self) -> None:
        if self._pending is not None:
            self._pending.done.wait()
            self.finish(self._pending)

    def put(self, *records: Record, label: str, merge: str = "") -> None:
        """Shorthand: these records shall stand."""
        self.change(Change(label=label, puts=records), merge=merge)

    def undo(self) -> str:
        """Takes the last change back and returns its label; does nothing and returns "" when there is none."""
        return self._step(self._undo, self._redo, "Cofnięto")

    def redo(self) -> str:
        """Applies again what was taken back last; "" when there is nothing."""
        return self._step(self._redo, self._undo, "Ponowiono")

    def _step(self, source: list[_Step], target: list[_Step], word: str) -> str:
        self._settle()
        if not source:
            return ""
        step = source.pop()
        change = Change(label=f"{word}: {step.label}", puts=step.inverse.puts, removes=step.inverse.removes)
        inverse = self.workspace.apply(change)
        target.append(_Step(label=step.label, inverse=Change(label=step.label, puts=inverse.puts, removes=inverse.removes)))
        self._tell(change)
        return step.label

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    @property
    def undo_label(self) -> str:
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        return self._redo[-1].label if self._redo else ""

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` after every stored change, undo and redo included; returns a function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def last_edits(self, kind: str) -> dict[UUID, datetime]:
        """When each record of a kind was last changed, from the journal; kept up to date while the project is open."""
        if self._edited is None:
            self._edited = {}
            for entry in reversed(self.workspace.journal()):
                self._edited.update({(line.kind, line.record): entry.when for line in entry.fields})
        return {record: when for (of, record), when in self._edited.items() if of == kind}

    def _tell(self, change: Change) -> None:
        self.revision += 1
        if self._edited is not None:
            now = datetime.now().astimezone()
            self._edited.update({(record.kind, record.id): now for record in change.puts})
        if any(isinstance(record, OwnTerritory) for record in change.puts) or change.removes:
            self._register = None
        for listener in list(self._listeners):
            listener(change)

    def close(self, *, save: bool = True) -> None:
        """Saves to the file (unless told not to or there is none) and lets go of it."""
        self._settle()
        self.workspace.close(save=save)


def create_project(target: Path | None, *, who: str = "", overwrite: bool = False) -> OpenProject:
    """A new empty project, stored at `target` when it is first saved. Raises FileRefused when the target stands already."""
    return OpenProject(Workspace.create(target, who=who or current_user(), overwrite=overwrite))


def open_project(target: Path, *, who: str = "") -> OpenProject:
    """Opens a project file. Raises FileRefused with a finding when it is damaged, newer, or not a project."""
    return OpenProject(Workspace.open(target, who=who or current_user()))


def recover_project(working: Path, *, who: str = "") -> OpenProject:
    """Opens a working copy left behind by a crash."""
    return OpenProject(Workspace.recover(working, who=who or current_user()))


def settings_for(
    register: Register,
    code: str,
    *,
    document_name: DocumentName = DocumentName.PLAN,
    horizon: tuple[int, int] | None = None,
    lead_name: str = "",
    lead_post: str = "",
    today: date | None = None,
) -> Settings:
    """Settings of a new project for a town: its forms proposed, the horizon ten years on by default. Raises KeyError for an unknown code."""
    town = register.get(code)
    if town is None:
        raise KeyError(code)
    forms = propose_forms(town.name, town.unit_type)
    first = (today or date.today()).year + 1
    start, end = horizon or (first, first + 9)
    return Settings(
        territory=town.code,
        town_name=forms.nominative,
        town_genitive=forms.genitive,
        town_dative=forms.dative,
        town_accusative=forms.accusative,
        town_instrumental=forms.instrumental,
        town_locative=forms.locative,
        town_adjective=forms.adjective,
        town_forms_checked=False,
        document_name=document_name,
        horizon_start=start,
        horizon_end=end,
        lead_name=lead_name,
        lead_post=lead_post,
    )
