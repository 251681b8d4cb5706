"""The working copy's database: one connection, lent to one thread at a time, every loan one transaction."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from mrl_desktop.storage import migrations
from mrl_desktop.storage.observations import write_marks
from mrl_desktop.storage.tables import APPLICATION_ID, FORMAT_VERSION, METADATA, RECORDS

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
)

_COMPILED: dict[Any, Any] = {}
"""Statements worked out once for all databases opened by this process; there are only as many as this package writes."""


class Database:
    """An open working database. Raises sqlite3.DatabaseError or sqlalchemy errors when the file is not sound."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.RLock()
        # SQLite's locks on a file fall when the process closes any handle of it, so the one that saving reads from
        # stays open as long as the database.
        self.bytes = path.open("rb")
        try:
            self._driver = _connect(path)
        except BaseException:
            self.bytes.close()
            raise
        engine = sa.create_engine("sqlite://", creator=lambda: self._driver, poolclass=StaticPool)
        sa.event.listen(engine, "begin", _begin)
        self._engine = engine.execution_options(compiled_cache=_COMPILED)

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """A connection in a transaction: committed when the block ends well, rolled back otherwise."""
        with self.lock, self._engine.begin() as connection:
            yield connection

    @contextmanager
    def driver(self) -> Iterator[sqlite3.Connection]:
        """The driver's own connection, for one quick question."""
        with self.lock:
            yield self._driver

    @contextmanager
    def snapshot(self) -> Iterator[BinaryIO]:
        """Everything committed so far as the bytes of one file, which stay as they are while others go on writing.

        Call it under `lock` to know what it holds; reading needs no lock. Raises sqlite3.Error.
        """
        with self.lock:
            if not self._checkpointed():
                # No room on this disk to settle what was committed: it still can be saved elsewhere.
                yield BytesIO(self._driver.serialize())
                return
            self._driver.execute("PRAGMA wal_autocheckpoint = 0")  # from now on writers only touch the log beside the file
        try:
            self.bytes.seek(0)
            yield self.bytes
        finally:
            with self.lock:
                self._driver.execute("PRAGMA wal_autocheckpoint = 1000")

    def _checkpointed(self) -> bool:
        try:
            busy: int = self._driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.OperationalError:
            return False
        return not busy

    def close(self) -> None:
        """Closes for good; the main file then holds everything."""
        with self.lock:
            self._engine.dispose()
            self._driver.close()
            self.bytes.close()


@contextmanager
def closed_on_error(database: Database) -> Iterator[None]:
    """Closes the database when the block fails, so that its files can be cleared away."""
    try:
        yield
    except BaseException:
        database.close()
        raise


def create(path: Path) -> Database:
    """A new working database with the present schema."""
    path.touch()
    database = Database(path)
    with closed_on_error(database), database.transaction() as connection:
        METADATA.create_all(connection, checkfirst=False)
        write_marks(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT_VERSION}")
    return database


def open_checked(path: Path) -> Database:
    """An existing working database: verified, brought to the present schema. Raises sqlite3.DatabaseError when damaged."""
    driver = _connect(path)
    try:
        answer = driver.execute("PRAGMA quick_check(1)").fetchone()[0]
        if answer != "ok":
            raise sqlite3.DatabaseError(answer)
        migrations.bring_up_to_date(driver, FORMAT_VERSION)
    finally:
        driver.close()
    database = Database(path)
    with closed_on_error(database), database.transaction() as connection:
        for table in METADATA.sorted_tables:
            if table.name not in RECORDS:  # those are read whole in a moment
                connection.execute(sa.select(table).limit(0))
        write_marks(connection)
    return database


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")

