"""Records as rows: reading the whole plan, and writing what one change puts and removes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.project import Change, Project
from mrl_desktop.domain.records import KINDS, Record
from mrl_desktop.storage import observations
from mrl_desktop.storage.tables import BLOCKS, RECORDS


def read_all(connection: sa.Connection) -> Iterator[Record]:
    """Every record, those of a kind in the order in which they were made. Raises ValueError for a value no record can have."""
    for kind, table in RECORDS.items():
        cls = KINDS[kind]
        columns = [column for column in table.c if column.name != "ordinal"]
        for row in connection.execute(sa.select(*columns).order_by(table.c.ordinal)):
            yield cls(**row._mapping)


def write(connection: sa.Connection, project: Project, change: Change) -> None:
    """Writes a change into the tables inside the running transaction; the project is still as it was before it."""
    gone: dict[str, list[dict[str, Any]]] = defaultdict(list)
    changed: dict[str, list[dict[str, Any]]] = defaultdict(list)
    new: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record_id in change.removes:
        record = project.get(record_id)
        if record is not None:
            gone[record.kind].append({"record_id": record_id})
    for record in change.puts:
        if record.id in project:
            changed[record.kind].append({"record_id": record.id, **record.values()})
        else:
            new[record.kind].append(record.values())
    by_id = sa.bindparam("record_id", type_=sa.Uuid())
    for kind, rows in gone.items():
        connection.execute(sa.delete(RECORDS[kind]).where(RECORDS[kind].c.id == by_id), rows)
    for kind, rows in changed.items():
        connection.execute(sa.update(RECORDS[kind]).where(RECORDS[kind].c.id == by_id), rows)
    for kind, rows in new.items():
        connection.execute(sa.insert(RECORDS[kind]), rows)


def drop_orphans(connection: sa.Connection, project: Project) -> None:
    """Removes observations whose import was undone in an earlier session: nothing can bring that import back."""
    held = set(connection.execute(sa.select(BLOCKS.c.batch).distinct()).scalars())
    orphans = [batch for batch in held if project.one(ImportBatch, batch) is None]
    if orphans:
        observations.delete_batches(connection, orphans)
