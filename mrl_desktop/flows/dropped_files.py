"""What a person drops on the window (files, folders, archives) as files read one by one in the child process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from excel_modules.extract import Extract
from excel_modules.file_reading import files_in, sha256_of
from excel_modules.mapping.profile import Profile
from excel_modules.mapping.profile_file import as_dict
from excel_modules.packed import archives_in, names_shown, nested, tables_in, unpack
from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import Refused, warning
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Cancelled, Progress, silent

MOST = 3000
"""Files of one drop that are read; of a whole disk dropped by mistake the rest is told and left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A file as the child process gave it, kept so that an answered question does not read it again."""

    path: Path
    sha256: str
    extract: Extract | None
    refusal: Finding | None = None


def files_of(paths: Iterable[Path], cancelled: Callable[[], bool] = lambda: False) -> tuple[list[Path], list[Path]]:
    """Every file that may hold data, those in folders inside folders too, each once; and folders whose files were too many to read.

    A place that cannot be looked into stays among the files: reading it says why. Raises Cancelled.
    """
    found: dict[Path, None] = {}
    left: list[Path] = []
    for path in paths:
        for folder in _folders(path) if path.is_dir() else ():
            if cancelled():
                raise Cancelled
            try:
                inside = files_in(folder)
            except OSError:
                inside = [folder]
            if len(found) + len(inside) > MOST:
                left.append(folder)
                continue
            found.update(dict.fromkeys(inside))
        if not path.is_dir():
            found[path] = None
    return list(found), left


def _folders(top: Path) -> Iterator[Path]:
    """A folder and all folders inside it by name, hidden ones left out; links are not followed, so nothing goes round in circles."""
    for place, names, _ in os.walk(top):
        names[:] = sorted(name for name in names if not name.startswith((".", "__MACOSX")))
        yield Path(place)


def extracted(paths: Iterable[Path], progress: Progress, cancelled: Callable[[], bool], profile: Profile | None = None) -> Iterator[Extracted]:
    """Every file as the child gives it; a ZIP gives the tables inside, which then bear the names „archive/table". Raises Cancelled."""
    progress(0, 0, "Przeglądam pliki i foldery")
    files, left = files_of(paths, cancelled)
    for folder in left:
        yield Extracted(path=folder, sha256="", extract=None, refusal=_too_many(folder))
    process = ReaderProcess()
    process.start()
    try:
        with TemporaryDirectory(prefix="mrl-", ignore_cleanup_errors=True) as room:
            waiting: list[tuple[Path, Path]] = []
            for number, path in enumerate(files):
                if cancelled():
                    raise Cancelled
                try:
                    inside = _unpacked(path, Path(room) / str(number))
                    waiting += inside
                    for name in archives_in(path) if inside and inside[-1][0] != path else ():
                        yield Extracted(path=path / name, sha256="", extract=None, refusal=nested(name))
                except Refused as refusal:
                    yield Extracted(path=path, sha256=sha256_of(path), extract=None, refusal=refusal.finding)
            yield from _read(process, waiting, progress, cancelled, profile)
            progress(len(waiting), len(waiting), "Pliki odczytane")
    finally:
        process.close()


def _read(process: ReaderProcess, waiting: Sequence[tuple[Path, Path]], progress: Progress, cancelled: Callable[[], bool], profile: Profile | None) -> Iterator[Extracted]:
    for done, (shown, path) in enumerate(waiting):
        process.ask(path, *(("read-as", as_dict(profile)) if profile is not None else ()))
        progress(done, len(waiting), f"Czytam plik {shown.name}")
        sha256 = sha256_of(path)
        try:
            extract = process.wait(path, silent if len(waiting) > 1 else progress, cancelled)
        except Refused as refusal:
            yield Extracted(path=shown, sha256=sha256, extract=None, refusal=refusal.finding)
        else:
            yield Extracted(path=shown, sha256=sha256, extract=extract)


def _unpacked(path: Path, folder: Path) -> list[tuple[Path, Path]]:
    """(name shown, file to read): the path itself, or every table of a ZIP that holds more than one or a workbook."""
    tables = tables_in(path)
    if not tables or (len(tables) == 1 and tables[0].filename.lower().endswith(".csv")):
        return [(path, path)]
    return [(path / name, file) for name, file in zip(names_shown(tables), unpack(path, folder), strict=True)]


def _too_many(folder: Path) -> Finding:
    message = f"W upuszczonych folderach jest ponad {MOST} plików z danymi; plików z folderu „{folder.name}” nie wczytano."
    return warning("I138", folder.name, message, "Wczytaj ten folder osobno.")
