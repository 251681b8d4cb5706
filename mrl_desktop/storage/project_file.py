"""The project file as bytes on a disk that may be a network share: looked at, copied in, and replaced whole; SQLite never runs on it."""

from __future__ import annotations

import contextlib
import errno
import glob
import hashlib
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mrl_desktop.storage import refusals
from mrl_desktop.storage.tables import APPLICATION_ID, FORMAT_VERSION
from mrl_desktop.storage.working_copy import Fingerprint

SUFFIX = ".mrl"
BACKUP_SUFFIX = ".bak"
LEFTOVER_AFTER_SECONDS = 24 * 3600
"""A temporary file older than this belongs to a save that was cut off."""

REPLACE_PATIENCE = 1.0
REPLACE_PAUSE = 0.1
"""Seconds."""

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_CHUNK = 1 << 20


def copy_in(target: Path, working: Path) -> tuple[Fingerprint, int]:
    """Copies a project file to the working place, checking that it is one; returns its fingerprint and format version.

    Raises FileRefused: missing, unreadable, empty, foreign, newer or cut off.
    """
    try:
        with target.open("rb") as source:
            header = source.read(_HEADER)
            stat = os.fstat(source.fileno())
            version = _checked_version(header, stat.st_size, target)
            source.seek(0)
            with working.open("wb") as copy:
                digest = _pour(source, copy)
    except OSError as error:
        raise refusals.while_reading(error, target) from error
    return Fingerprint(stat.st_size, stat.st_mtime_ns, digest), version


def _checked_version(header: bytes, size: int, target: Path) -> int:
    if not header:
        raise refusals.EMPTY.at(target)
    if not header.startswith(_MAGIC):
        raise refusals.FOREIGN.at(target) if header.strip(b"\x00") else refusals.DAMAGED.at(target, "same zera zamiast treści")
    if len(header) < _HEADER:
        raise refusals.DAMAGED.at(target, "urwany po kilkudziesięciu znakach")
    number = _big_endian(header)
    if number(68) != APPLICATION_ID:
        raise refusals.FOREIGN.at(target)
    version = number(60)
    if version > FORMAT_VERSION:
        raise refusals.NEWER.at(target, str(version))
    page_size = int.from_bytes(header[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    if size < page_size * number(28) or version == 0:
        raise refusals.DAMAGED.at(target, "brakuje końca pliku" if version else "zapis nie został dokończony")
    return version


def _big_endian(header: bytes) -> Callable[[int], int]:
    return lambda at: int.from_bytes(header[at : at + 4], "big")


def _pour(source: BinaryIO, copy: BinaryIO, *, closed: bool = False) -> str:
    """Copies to the end, returns the hash. `closed` clears the write-ahead marks of the header, as a file at rest has them."""
    digest = hashlib.sha256()
    first = True
    while chunk := source.read(_CHUNK):
        if first and closed:
            chunk = chunk[:18] + b"\x01\x01" + chunk[20:]
        first = False
        digest.update(chunk)
        copy.write(chunk)
    return digest.hexdigest()


def seen(target: Path, known: Fingerprint | None) -> Fingerprint | None:
    """The target's fingerprint now, hashing it only when size or time differ from the known one; None when it is not there.

    Raises OSError when it is there but cannot be read.
    """
    try:
        stat = target.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if known is not None and (stat.st_size, stat.st_mtime_ns) == (known.size, known.mtime_ns):
        return known
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Fingerprint(stat.st_size, stat.st_mtime_ns, digest)


def write_whole(
    source: BinaryIO, target: Path, *, backups: tuple[Path, ...] = (), before_replacing: Callable[[Fingerprint], None] | None = None
) -> Fingerprint:
    """Writes a whole file beside the target, makes it durable, keeps the previous one under `backups`, and replaces the target.

    `before_replacing` hears the fingerprint the target is about to have. Raises FileRefused; the old target then stands
    as it was and no temporary file is left.
    """
    real = Path(os.path.realpath(target))
    try:
        if real.exists() and not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(real))
        _sweep(real)
        with _temporary_beside(real) as temporary:
            with temporary.open("xb") as copy:
                digest = _pour(source, copy, closed=True)
                copy.flush()
                os.fsync(copy.fileno())
                stat = os.fstat(copy.fileno())
            fingerprint = Fingerprint(stat.st_size, stat.st_mtime_ns, digest)
            if real.exists():
                shutil.copymode(real, temporary)
                for backup in backups:
                    _keep(real, backup)
            if before_replacing is not None:
                before_replacing(fingerprint)
            _replace(temporary, real)
        _make_durable(real.parent)
    except OSError as error:
        raise refusals.while_writing(error, target) from error
    return fingerprint


@contextmanager
def _temporary_beside(target: Path) -> Iterator[Path]:
    temporary = target.with_name(f"~${target.name}.{secrets.token_hex(4)}.tmp")
    try:
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _sweep(target: Path) -> None:
    """Removes temporary files that a killed save of this target left long ago."""
    for leftover in target.parent.glob(f"~${glob.escape(target.name)}.*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - leftover.stat().st_mtime > LEFTOVER_AFTER_SECONDS:
                leftover.unlink()


def _keep(target: Path, backup: Path) -> None:
    """Gives the present file a second name; where the disk has no such thing, copies it."""
    with _temporary_beside(backup) as temporary:
        try:
            os.link(target, temporary)
        except OSError:
            shutil.copy2(target, temporary)
        os.replace(temporary, backup)


def _replace(temporary: Path, target: Path) -> None:
    """Puts the new file in place of the old; on Windows a virus scanner may hold the old one for a moment."""
    patience = REPLACE_PATIENCE if sys.platform == "win32" else 0
    while True:
        try:
            return os.replace(temporary, target)
        except PermissionError:
            if patience <= 0:
                raise
            patience -= REPLACE_PAUSE
            time.sleep(REPLACE_PAUSE)


def _make_durable(folder: Path) -> None:
    """Asks the disk to remember the rename; not every system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def backup_of(target: Path, version: int | None = None) -> Path:
    """Where the previous file is kept: `nazwa.mrl.bak`; `nazwa.mrl.v1.bak` for one written in an older format."""
    return target.with_name(target.name + (f".v{version}" if version is not None else "") + BACKUP_SUFFIX)
