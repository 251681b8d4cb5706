"""Profiles of tables: tried on a file in the reading child, kept in the person's folder, passed on as files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from types import TracebackType

from excel_modules.mapping import NAME, layout_of
from excel_modules.mapping.preview import MappedPreview
from excel_modules.mapping.profile import SUFFIX, Profile, marked
from excel_modules.mapping.profile_file import as_dict, read_profile, written
from excel_modules.mapping.shelf import Shelved, own_folder, shelf
from excel_modules.mapping.suggest import Suggestion
from excel_modules.picture import SheetPicture
from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import Reading, Refused, error
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Cancelled
from mrl_desktop.polish import fold


def profiles() -> tuple[Shelved, ...]:
    """Every profile at hand, own ones first; damaged files with what is wrong with them."""
    return shelf()


def own_called(name: str) -> Shelved | None:
    """The person's profile of this name, letter case and diacritics aside."""
    return next((one for one in shelf() if one.profile is not None and not one.profile.ready and fold(one.profile.name) == fold(name)), None)


def read_by(reading: Reading) -> Profile | None:
    """The profile a file was read by, if it was one and is still at hand."""
    found = (one.profile for one in shelf() if one.profile is not None)
    return next((profile for profile in found if reading.reader == NAME and layout_of(profile.name) == reading.recognised_as), None)


def free_name(name: str) -> str:
    """The name, or „name (2)" and so on when the person has a profile of that name."""
    number, wanted = 1, name
    while own_called(wanted) is not None:
        number += 1
        wanted = f"{name} ({number})"
    return wanted


def save(profile: Profile) -> Path:
    """Keeps a profile in the person's folder; one of the same name is replaced. Raises Refused when the folder cannot be written to."""
    before = own_called(profile.name)
    profile = replace(profile, mark=profile.mark or (before.profile.mark if before and before.profile else "") or _free_mark(profile.name), ready=False)
    target = before.path if before is not None else _free_path(profile.name)
    _write(target, profile)
    return target


def rename(kept: Shelved, name: str) -> Path:
    """Another name for an own profile; the data read by it stay the same series. Raises Refused when the name is taken or empty."""
    if kept.profile is None or not name.strip():
        raise Refused(error("I120", kept.path.name, "Podaj nazwę profilu.", "Nazwa nie może być pusta."))
    other = own_called(name)
    if other is not None and other.path != kept.path:
        raise Refused(error("I120", kept.path.name, f"Profil o nazwie „{name}” już jest.", "Wybierz inną nazwę."))
    _write(kept.path, replace(kept.profile, name=name.strip(), mark=kept.profile.series_mark))
    return kept.path


def delete(kept: Shelved) -> None:
    """Throws an own profile away; data already read stay. Raises Refused when the file cannot be removed."""
    try:
        kept.path.unlink(missing_ok=True)
    except OSError as failure:
        raise Refused(_cannot_write(kept.path)) from failure


def export(profile: Profile, target: Path) -> Path:
    """Writes a profile to a file for a colleague; the ending is put right. Raises Refused."""
    if not target.name.endswith(SUFFIX):
        target = target.with_name(target.name.removesuffix(".toml") + SUFFIX)
    _write(target, replace(profile, mark=profile.series_mark))
    return target


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A profile taken from a file. `known` when the very same one was there already, `renamed` when its name was taken by another."""

    profile: Profile
    known: bool = False
    renamed: bool = False


def add_from_file(path: Path) -> Added:
    """Takes a colleague's profile over. Raises Refused with what is wrong with the file."""
    profile = read_profile(path)
    same = next((one.profile for one in shelf() if one.profile is not None and replace(one.profile, ready=False) == profile), None)
    if same is not None:
        return Added(profile=same, known=True)
    name = free_name(profile.name)
    made = replace(profile, name=name, mark=profile.series_mark)
    save(made)
    return Added(profile=made, renamed=name != profile.name)


def _free_mark(name: str) -> str:
    """A mark no profile at hand has, so that two profiles never give the same series."""
    taken = {one.profile.series_mark for one in shelf() if one.profile is not None}
    mark = wanted = marked(name)
    number = 1
    while wanted in taken:
        number += 1
        wanted = f"{mark}-{number}"
    return wanted


def _free_path(name: str) -> Path:
    folder, stem, number = own_folder(), marked(name), 1
    target = folder / f"{stem}{SUFFIX}"
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}{SUFFIX}"
    return target


def _write(target: Path, profile: Profile) -> None:
    """The whole file or none."""
    temporary = target.with_name(f".{target.name}.nowy")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(written(profile), encoding="utf-8", newline="\n")
        os.replace(temporary, target)
    except OSError as failure:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise Refused(_cannot_write(target)) from failure


def _cannot_write(path: Path) -> Finding:
    return error("I120", path.name, f"Nie udało się zapisać pliku profilu „{path.name}”.", "Sprawdź, czy na dysku jest miejsce i czy wolno zapisywać w tym folderze.")


class Workbench:
    """One file on the table of the wizard: looked at, guessed at and tried with profiles in a child, its own unless one is given.

    Calls come from several threads; they go to the child one after another. Use as a context manager or `close` it.
    """

    def __init__(self, path: Path, process: ReaderProcess | None = None) -> None:
        self.path = path
        self._own = process is None
        self._process = process or ReaderProcess()
        self._lock = Lock()
        self._closed = False
        self._process.start()

    def __enter__(self) -> Workbench:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def look(self, sheet: str, top: int = 0, left: int = 0) -> SheetPicture:
        """A window of a sheet. Raises Refused."""
        with self._turn():
            return self._process.call(SheetPicture, self.path, "look", sheet, top, left, cancelled=self._stopped)

    def suggest(self, sheet: str | None = None, top: int | None = None, header_rows: int | None = None, profile: Profile | None = None) -> Suggestion:
        """A first proposal for a sheet, or what a profile that fits the file says of it. Raises Refused."""
        with self._turn():
            told = as_dict(profile) if profile is not None else None
            return self._process.call(Suggestion, self.path, "suggest", sheet, top, header_rows, told, cancelled=self._stopped)

    def preview(self, profile: Profile, wanted: Callable[[], bool] = lambda: True) -> MappedPreview | None:
        """What the profile would make of the file; None when it is no longer wanted once its turn comes. Raises Refused."""
        with self._turn():
            if not wanted():
                return None
            return self._process.call(MappedPreview, self.path, "map", as_dict(profile), cancelled=self._stopped)

    def close(self) -> None:
        """Ends the child; calls still waiting raise Cancelled."""
        self._closed = True
        with self._lock:
            if self._own:
                self._process.close()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One call after another; none once it is closed."""
        with self._lock:
            if self._closed:
                raise Cancelled
            yield

    def _stopped(self) -> bool:
        return self._closed
