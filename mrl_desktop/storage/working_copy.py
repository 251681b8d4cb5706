"""The working copy: a folder on the local disk that holds an opened project file and what is known of its origin.

Each has a guard file locked by the operating system while a process uses it; the lock falls with the process, whatever ends it,
so a copy whose guard can be taken belongs to nobody alive.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from mrl_desktop import paths

DATABASE = "projekt.mrl"
_STATE = "stan.json"
_GUARD = "straz"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file on disk was when last seen; the hash decides, size and time only spare computing it."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A save being carried out: the file it is about to become, with its hash and last journal entry. After a crash it tells
    whether the save arrived."""

    target: Path
    sha256: str
    entry: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a working copy came from and how far its file has followed it."""

    target: Path | None = None
    fingerprint: Fingerprint | None = None
    """Of the target as opened or last saved; None while it was never saved."""
    version: int = 0
    """Format version of the file at the target."""
    saved_entry: int = 0
    """Number of the last journal entry the target holds."""
    saved_at: datetime | None = None
    pending: Arrival | None = None

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, default=_text)

    @classmethod
    def from_json(cls, text: str) -> Origin:
        """Raises ValueError, KeyError or TypeError for text that is not one."""
        values: dict[str, Any] = json.loads(text)
        values["target"] = Path(values["target"]) if values["target"] else None
        values["fingerprint"] = Fingerprint(**values["fingerprint"]) if values["fingerprint"] else None
        values["saved_at"] = datetime.fromisoformat(values["saved_at"]) if values["saved_at"] else None
        pending = values["pending"]
        values["pending"] = Arrival(Path(pending["target"]), pending["sha256"], pending["entry"]) if pending else None
        return cls(**values)


def _text(value: Path | datetime) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


class InUse(Exception):
    """Another process (or window) works on this copy."""


class WorkingCopy:
    """A working copy taken by this process. Its database is opened by the workspace; this class knows only the files."""

    def __init__(self, folder: Path) -> None:
        """Takes the folder's guard. Raises InUse when somebody alive holds it."""
        self.folder = folder
        self._guard: int | None = _take_guard(folder / _GUARD)

    @classmethod
    def fresh(cls) -> WorkingCopy:
        """A new, empty working copy."""
        folder = paths.working_folder() / uuid4().hex
        folder.mkdir()
        return cls(folder)

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def has_origin(self) -> bool:
        """False when the process was cut off while still copying the file in: then nothing was ever changed here."""
        return (self.folder / _STATE).exists()

    def read_origin(self) -> Origin:
        """What was written last; an empty origin when the file is missing or unreadable."""
        return read_origin(self.folder)

    def write_origin(self, origin: Origin) -> None:
        """Replaces what is known, whole or not at all. Raises OSError."""
        temporary = self.folder / (_STATE + ".nowy")
        with temporary.open("w", encoding="utf-8") as file:
            file.write(origin.to_json())
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, self.folder / _STATE)

    def release(self, *, remove: bool) -> None:
        """Lets go of the guard and, with `remove`, deletes the copy. Call only after its database is closed."""
        if self._guard is not None:
            os.close(self._guard)
            self._guard = None
        if remove:
            shutil.rmtree(self.folder, ignore_errors=True)


def read_origin(folder: Path) -> Origin:
    """The origin of a working copy; an empty one when nothing readable is there."""
    try:
        return Origin.from_json((folder / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return Origin()


def abandoned() -> Iterator[WorkingCopy]:
    """Every working copy of this user that no process alive uses, taken for as long as the caller looks at it."""
    for folder in sorted(paths.working_folder().iterdir()):
        if not (folder / DATABASE).is_file():
            continue
        with contextlib.suppress(InUse, OSError):
            copy = WorkingCopy(folder)
            try:
                yield copy
            finally:
                copy.release(remove=False)


def _take_guard(path: Path) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise InUse(str(path.parent)) from error
    return handle
