"""Files from disk to readings: several files share one child; each gets its reading, refused ones too."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from excel_modules.extract import extract
from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import Reading, Refused
from excel_modules.settle import settle
from mrl_desktop.domain.imports import SeriesChoice
from mrl_desktop.domain.indicators import Variable
from mrl_desktop.domain.progress import Progress, silent

if TYPE_CHECKING:
    from mrl_desktop.domain.territory import Register

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".zip", ".docx", ".xml", ".json")
"""Files a folder is searched for."""


def sha256_of(path: Path) -> str:
    """Fingerprint of the bytes, "" when they cannot be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def files_in(folder: Path) -> list[Path]:
    """Files of a folder that may hold data, by name; lock files of open workbooks (~$…) are left out."""
    return sorted(
        path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))
    )


def read_files(
    paths: Iterable[Path],
    register: Register,
    variables: Sequence[Variable],
    choices: Sequence[SeriesChoice],
    *,
    progress: Progress,
    cancelled: Callable[[], bool],
    process: ReaderProcess | None = None,
) -> Iterator[Reading]:
    """Readings in the order of paths, each as soon as it is ready. Raises Cancelled when the planner stops."""
    waiting = list(paths)
    own = process or ReaderProcess()
    asked = 0
    try:
        for done, path in enumerate(waiting):
            if asked == done:
                own.ask(path)
                asked += 1
            progress(done, len(waiting), f"Czytam plik {path.name}")
            sha256 = sha256_of(path)
            try:
                found = own.wait(path, silent if len(waiting) > 1 else progress, cancelled)
            except Refused as refusal:
                yield Reading(file=path.name, sha256=sha256, findings=(refusal.finding,))
                continue
            if asked < len(waiting):  # the child reads the next file while this one is settled
                own.ask(waiting[asked])
                asked += 1
            yield settle(path.name, sha256, found, register, variables, choices)
        progress(len(waiting), len(waiting), "Pliki odczytane")
    finally:
        if process is None:
            own.close()
        elif asked and own.answers_owed:
            own.end()


def read_in_process(path: Path, register: Register, variables: Sequence[Variable], choices: Sequence[SeriesChoice]) -> Reading:
    """The same without a child, for tests and measurements; a hostile file can bring the caller down."""
    sha256 = sha256_of(path)
    try:
        found = extract(path, silent)
    except Refused as refusal:
        return Reading(file=path.name, sha256=sha256, findings=(refusal.finding,))
    return settle(path.name, sha256, found, register, variables, choices)
