"""An opened project file: the plan in memory, its working copy on the local disk, and the file it is saved to.

Every change is one committed transaction of the working copy, so a crash loses nothing; the file itself is only ever
replaced whole. One thread at a time: a lock serialises them, so the window may save in the background.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import BinaryIO, Self
from uuid import UUID

from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.project import Change, JournalEntry, Project, journal_entry
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.statistics import ObservationBlock
from mrl_desktop.storage import database as databases
from mrl_desktop.storage import journal, observations, project_file, record_rows, refusals
from mrl_desktop.storage.database import Database, closed_on_error
from mrl_desktop.storage.lock import Lock, LockInfo, read_lock
from mrl_desktop.storage.recovery import arrived
from mrl_desktop.storage.sql_statistics import SqlStatistics
from mrl_desktop.storage.tables import FORMAT_VERSION
from mrl_desktop.storage.working_copy import Arrival, Fingerprint, InUse, Origin, WorkingCopy

AUTOSAVE_MINUTES = 3
"""How often the window should call `autosave_if_unchanged_on_disk`."""

NO_BLOCKS: Mapping[UUID, Iterable[ObservationBlock]] = MappingProxyType({})


class FileState(StrEnum):
    """How the working copy stands to its file; the values are what the window shows."""

    NEW = "jeszcze niezapisany"
    SAVED = "zapisany"
    UNSAVED = "zmiany niezapisane w pliku"
    CHANGED_ON_DISK = "plik zmieniony na dysku"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A change that stands on the disk and waits to be taken into memory."""

    change: Change
    inverse: Change
    last_entry: int
    batches: bool
    """Whether imports came, went or were switched."""


class Workspace:
    """One opened project. Made by `create`, `open` or `recover`; ended by `close`."""

    def __init__(self, copy: WorkingCopy, database: Database, origin: Origin, who: str) -> None:
        self.who = who
        self.lock: LockInfo | None = None
        """Somebody else's lock, found on opening; None when the file was free."""
        self._copy = copy
        self._database = database
        self._origin = origin
        self._looked = origin.fingerprint
        """The file as it was last found to be ours, so that it is not hashed at every look."""
        self._own_lock: Lock | None = None
        self._saving = threading.Lock()
        self._closed = False
        with database.transaction() as connection:
            self.project = Project(record_rows.read_all(connection))
            self._last_entry = journal.last_number(connection)
            record_rows.drop_orphans(connection, self.project)
        self.statistics = SqlStatistics(database, self.project)

    # -- opening ------------------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, target: Path | None, *, who: str, records: Iterable[Record] = (), overwrite: bool = False) -> Self:
        """A new project with some first records; nothing is written to `target` until it is saved.

        Raises FileRefused when the target exists already, unless `overwrite` (the old file then becomes the `.bak`).
        """
        fingerprint = None
        if target is not None:
            target = Path(os.path.abspath(target))
            fingerprint = _seen(target, None)
            if fingerprint is not None and not overwrite:
                raise refusals.EXISTS.at(target)
        copy = _fresh_copy()
        try:
            origin = Origin(target=target, fingerprint=fingerprint)
            copy.write_origin(origin)
            database = databases.create(copy.database)
            with closed_on_error(database):
                workspace = cls(copy, database, origin, who)
                workspace.apply(Change(label="nowy projekt", puts=tuple(records)))
        except BaseException as error:
            copy.release(remove=True)
            refusals.raise_refusal(error)
        workspace._take_lock()
        return workspace

    @classmethod
    def open(cls, target: Path, *, who: str, take_lock: bool = True) -> Self:
        """Opens a project file. Raises FileRefused, harming nothing, when it cannot be opened.

        Somebody else's lock does not stop it: `lock` tells who and since when, and the caller decides.
        """
        target = Path(os.path.abspath(target))
        copy = _fresh_copy()
        try:
            fingerprint, version = project_file.copy_in(target, copy.database)
            database = databases.open_checked(copy.database)
            with closed_on_error(database):
                with database.transaction() as connection:
                    entry = journal.last_number(connection)
                saved_at = datetime.fromtimestamp(fingerprint.mtime_ns / 1e9).astimezone()
                origin = Origin(target=target, fingerprint=fingerprint, version=version, saved_entry=entry, saved_at=saved_at)
                copy.write_origin(origin)
                workspace = cls(copy, database, origin, who)
        except BaseException as error:
            copy.release(remove=True)
            refusals.raise_damage(error, target)
        if take_lock:
            workspace._take_lock()
        else:
            workspace.lock = read_lock(target)
        return workspace

    @classmethod
    def recover(cls, working: Path, *, who: str) -> Self:
        """Opens a working copy that a crash left behind. Raises FileRefused when it is gone, in use or not sound."""
        if not working.is_file():
            raise refusals.NOT_FOUND.at(working)
        try:
            copy = WorkingCopy(working.parent)
        except (InUse, OSError) as error:
            raise refusals.IN_USE.at(working) from error
        try:
            database = databases.open_checked(copy.database)
            with closed_on_error(database):
                workspace = cls(copy, database, arrived(copy.read_origin()), who)
        except BaseException as error:
            copy.release(remove=False)
            refusals.raise_damage(error, working)
        workspace._take_lock()
        return workspace

    def _take_lock(self) -> None:
        if self.target is not None:
            taken = Lock.take(self.target, self.who)
            self._own_lock, self.lock = (taken, None) if isinstance(taken, Lock) else (None, taken)

    def take_over_lock(self) -> None:
        """Puts our name on the lock in place of the other's, after the planner decided so."""
        if self.target is not None and self.lock is not None:
            taken = Lock.take(self.target, self.who, over=self.lock)
            self._own_lock, self.lock = (taken, None) if isinstance(taken, Lock) else (None, taken)

    # -- how it stands --------------------------------------------------------------------------------------------------

    @property
    def target(self) -> Path | None:
        """The file this project is saved to."""
        return self._origin.target

    @property
    def working(self) -> Path:
        """The database of the working copy."""
        return self._copy.database

    @property
    def saved_at(self) -> datetime | None:
        """When the file last got everything, as far as known."""
        return self._origin.saved_at

    @property
    def unsaved_changes(self) -> bool:
        """Whether the working copy holds changes its file does not."""
        return self._last_entry > self._origin.saved_entry

    @property
    def state(self) -> FileState:
        """How the file stands now; looks at the disk each time."""
        if self.target is None or self._origin.version == 0:
            return FileState.NEW
        try:
            now = project_file.seen(self.target, self._looked)
        except OSError:
            now = None
        if not self._is_ours(now):
            return FileState.CHANGED_ON_DISK
        return FileState.UNSAVED if self.unsaved_changes else FileState.SAVED

    def _is_ours(self, now: Fingerprint | None) -> bool:
        known = self._origin.fingerprint
        if now is None or known is None:
            return now is known
        pending = self._origin.pending
        if pending is not None and (pending.target, pending.sha256) == (self.target, now.sha256):
            return True  # a save in another thread has just arrived
        if now.sha256 != known.sha256:
            return False
        self._looked = now
        return True

    # -- changing -------------------------------------------------------------------------------------------------------

    def apply(self, change: Change, *, blocks: Mapping[UUID, Iterable[ObservationBlock]] = NO_BLOCKS) -> Change:
        """Carries out a change in one committed transaction, with the observations of the batches it brings; returns the inverse.

        Raises ChangeRefused or FileRefused; project and working copy then stay as they were. A change that changes
        nothing leaves no trace in the journal.
        """
        with self._database.lock:
            return self.take(self.write(change, blocks=blocks))

    def write(self, change: Change, *, blocks: Mapping[UUID, Iterable[ObservationBlock]] = NO_BLOCKS) -> Written:
        """The half of `apply` that works on the disk, for any thread. Until `take` follows, nobody else may change the project."""
        with self._database.lock:
            inverse = self.project.inverse_of(change)
            entry = journal_entry(self.project, change, who=self.who, when=datetime.now().astimezone())
            if not entry.fields and not blocks:
                return Written(change=Change(), inverse=inverse, last_entry=self._last_entry, batches=False)
            batches = {record.id for record in change.puts if isinstance(record, ImportBatch)}
            if not set(blocks) <= batches:
                raise ValueError("observations without the import batch that brings them")
            try:
                with self._database.transaction() as connection:
                    record_rows.write(connection, self.project, change)
                    for batch, of_batch in blocks.items():
                        observations.write_batch(connection, batch, of_batch)
                    journal.write_entry(connection, entry)
                    last = journal.last_number(connection)
            except Exception as error:
                refusals.raise_refusal(error)
            touched = batches | {record.id for record in inverse.puts if isinstance(record, ImportBatch)}
            return Written(change=change, inverse=inverse, last_entry=last, batches=bool(touched))

    def take(self, written: Written) -> Change:
        """The half of `apply` that works in memory, for the thread that owns the project; returns the inverse."""
        self.project.apply(written.change)
        self._last_entry = written.last_entry
        if written.batches:
            self.statistics.refresh()
        return written.inverse

    def journal(self, record: UUID | None = None, limit: int | None = None) -> list[JournalEntry]:
        """Who changed what and when, newest first; with `record` only what touched it. Raises FileRefused for a damaged file."""
        try:
            with self._database.transaction() as connection:
                return journal.read_entries(connection, record, limit)
        except Exception as error:
            refusals.raise_damage(error, self.target or self.working)

    def removed(self) -> frozenset[UUID]:
        """Records that were removed on purpose and have not come back, from the journal. Raises FileRefused for a damaged file."""
        try:
            with self._database.transaction() as connection:
                return frozenset(journal.removed_records(connection))
        except Exception as error:
            refusals.raise_damage(error, self.target or self.working)

    # -- saving ---------------------------------------------------------------------------------------------------------

    def save(self, *, overwrite_changed: bool = False) -> None:
        """Replaces the file with the present state, whole, keeping the previous one as `.bak`.

        Raises FileRefused (no file yet, changed or gone on disk, disk full, no permission…); then nothing has changed.
        """
        if self.target is None:
            raise refusals.NO_TARGET.at()
        with self._saving:
            if not overwrite_changed:
                self._refuse_changed(self.target)
            self._write_to(self.target)

    def save_as(self, path: Path) -> None:
        """Saves under another name, in place of whatever is there (kept as `.bak`), and goes on with that file."""
        path = Path(os.path.abspath(path))
        with self._saving:
            self._write_to(path)
            if self._own_lock is not None and self._own_lock.target != path:
                self._own_lock.release()
                self._own_lock = None
            if self._own_lock is None:
                self._take_lock()

    def save_copy(self, path: Path) -> None:
        """Writes the present state to another file and goes on with the old one."""
        path = Path(os.path.abspath(path))
        if path == self.target:
            self.save()
            return
        with self._saving, self._snapshot() as (source, _):
            project_file.write_whole(source, path, backups=(project_file.backup_of(path),))

    def autosave_if_unchanged_on_disk(self) -> bool:
        """The periodic save: only when there is something to save and nobody else has or changed the file. Tells whether it saved.

        Raises FileRefused when writing fails.
        """
        if self.target is None or not self.unsaved_changes or self.lock is not None:
            return False
        if self.state is FileState.CHANGED_ON_DISK:
            return False
        self.save()
        return True

    def _refuse_changed(self, target: Path) -> None:
        now = _seen(target, self._looked)
        if not self._is_ours(now):
            raise refusals.GONE.at(target) if now is None else refusals.CHANGED.at(target)

    def _write_to(self, target: Path) -> None:
        backups = [project_file.backup_of(target)]
        if target == self.target and 0 < self._origin.version < FORMAT_VERSION:
            backups.append(project_file.backup_of(target, self._origin.version))
        with self._snapshot() as (source, entry):

            def promise(fingerprint: Fingerprint) -> None:
                self._origin = replace(self._origin, pending=Arrival(target, fingerprint.sha256, entry))
                self._remember_origin()

            fingerprint = project_file.write_whole(source, target, backups=tuple(backups), before_replacing=promise)
        self._origin = Origin(
            target=target, fingerprint=fingerprint, version=FORMAT_VERSION, saved_entry=entry, saved_at=datetime.now().astimezone()
        )
        self._looked = fingerprint
        self._remember_origin()

    def _remember_origin(self) -> None:
        """Notes in the working copy how its file stands; without room for the note, a crash would only offer too much for recovery."""
        with suppress(OSError):
            self._copy.write_origin(self._origin)

    @contextmanager
    def _snapshot(self) -> Iterator[tuple[BinaryIO, int]]:
        """The project file's bytes as of now, and the last journal entry they hold; changes may go on meanwhile."""
        with ExitStack() as stack:
            try:
                with self._database.lock:
                    source = stack.enter_context(self._database.snapshot())
                    entry = self._last_entry
            except sqlite3.Error as error:
                raise refusals.while_working(error) from error
            yield source, entry

    # -- closing --------------------------------------------------------------------------------------------------------

    def close(self, *, save: bool = True) -> None:
        """Ends the work on this project. With `save`, unsaved changes are saved first; without, they are thrown away.

        Raises FileRefused when saving fails; the workspace then stays open and nothing is lost. Closing again does nothing.
        """
        if self._closed:
            return
        if save and (self.unsaved_changes or (self.target is not None and self._origin.version == 0)):
            self.save()
        self._leave(remove=True)

    def _leave(self, *, remove: bool) -> None:
        with self._saving:
            self._closed = True
            if self._own_lock is not None:
                self._own_lock.release()
                self._own_lock = None
            self._database.close()
            self._copy.release(remove=remove)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Saves and closes; a project without a file is let go. After an error unsaved work stays in its working copy."""
        if kind is not None and not self._closed:
            self._leave(remove=not self.unsaved_changes)
        else:
            self.close(save=self.target is not None)


def _seen(target: Path, known: Fingerprint | None) -> Fingerprint | None:
    try:
        return project_file.seen(target, known)
    except OSError as error:
        raise refusals.while_reading(error, target) from error


def _fresh_copy() -> WorkingCopy:
    try:
        return WorkingCopy.fresh()
    except (OSError, InUse) as error:
        raise refusals.while_working(error) from error
