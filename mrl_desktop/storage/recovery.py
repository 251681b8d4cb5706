"""Work that a crash left behind: finding it, and telling whether a save that was under way reached its file."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from mrl_desktop.storage import database as databases
from mrl_desktop.storage import journal, project_file
from mrl_desktop.storage.tables import FORMAT_VERSION, RECORDS
from mrl_desktop.storage.working_copy import Origin, WorkingCopy, abandoned


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """A working copy left by a process that is gone, holding changes its file does not."""

    working: Path
    target: Path | None
    last_change: datetime
    town: str


def recoverable() -> list[Recovery]:
    """Working copies whose process is gone and that hold changes their file does not, newest first.

    Copies that hold nothing of their own are cleared away.
    """
    found: list[Recovery] = []
    for copy in abandoned():
        try:
            recovery = _left_behind(copy)
        except (sqlite3.Error, sa.exc.SQLAlchemyError, OSError, ValueError, KeyError):
            if not copy.has_origin:
                copy.release(remove=True)
            continue  # else somebody's work may be in it; it stays for whoever can help
        if recovery is None:
            copy.release(remove=True)
        else:
            found.append(recovery)
    return sorted(found, key=lambda recovery: recovery.last_change, reverse=True)


def _left_behind(copy: WorkingCopy) -> Recovery | None:
    origin = arrived(copy.read_origin())
    database = databases.open_checked(copy.database)
    try:
        with database.transaction() as connection:
            if journal.last_number(connection) <= origin.saved_entry:
                return None
            moment = journal.last_moment(connection)
            town = connection.execute(sa.select(RECORDS["settings"].c.town_name)).scalar() or ""
    finally:
        database.close()
    return Recovery(working=copy.database, target=origin.target, last_change=moment or datetime.now().astimezone(), town=town)


def arrived(origin: Origin) -> Origin:
    """The origin after a crash: a save that was under way has either reached its file or not."""
    if origin.pending is None:
        return origin
    try:
        now = project_file.seen(origin.pending.target, None)
    except OSError:
        now = None
    if now is None or now.sha256 != origin.pending.sha256:
        return replace(origin, pending=None)
    saved_at = datetime.fromtimestamp(now.mtime_ns / 1e9).astimezone()
    return Origin(
        target=origin.pending.target, fingerprint=now, version=FORMAT_VERSION, saved_entry=origin.pending.entry, saved_at=saved_at
    )
