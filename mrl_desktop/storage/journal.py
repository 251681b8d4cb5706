"""The journal in the file: every applied change, who made it and when, and each field before and after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from mrl_desktop.domain.project import FieldChange, JournalEntry
from mrl_desktop.domain.records import KINDS, Value
from mrl_desktop.storage.columns import forms, to_json
from mrl_desktop.storage.tables import JOURNAL, JOURNAL_LINES, add_row


def write_entry(connection: sa.Connection, entry: JournalEntry) -> None:
    """Adds an entry inside the running transaction."""
    row = {"id": entry.id, "who": entry.who, "moment": entry.when.isoformat(), "label": entry.label}
    number = add_row(connection, JOURNAL, row)
    lines = [
        {
            "entry": number,
            "line": line,
            "kind": kind,
            "record": record,
            "fields": to_json(tuple((change.field, change.before, change.after) for change in changes)),
        }
        for line, ((kind, record), changes) in enumerate(groupby(entry.fields, key=lambda change: (change.kind, change.record)))
    ]
    if lines:
        connection.execute(sa.insert(JOURNAL_LINES), lines)


def last_number(connection: sa.Connection) -> int:
    """Number of the newest entry, 0 when there is none."""
    return connection.execute(sa.select(sa.func.max(JOURNAL.c.number))).scalar() or 0


def last_moment(connection: sa.Connection) -> datetime | None:
    """When the newest entry was written."""
    moment = connection.execute(sa.select(JOURNAL.c.moment).order_by(JOURNAL.c.number.desc()).limit(1)).scalar()
    return datetime.fromisoformat(moment) if moment else None


def read_entries(connection: sa.Connection, record: UUID | None = None, limit: int | None = None) -> list[JournalEntry]:
    """Entries, newest first; with `record` only those that touched it, cut down to its fields."""
    wanted = sa.select(JOURNAL).order_by(JOURNAL.c.number.desc())
    if record is not None:
        touched = sa.select(JOURNAL_LINES.c.entry).where(JOURNAL_LINES.c.record == record)
        wanted = wanted.where(JOURNAL.c.number.in_(touched))
    if limit is not None:
        wanted = wanted.limit(limit)
    rows = connection.execute(wanted).all()
    if not rows:
        return []
    lines = sa.select(JOURNAL_LINES).where(JOURNAL_LINES.c.entry.between(rows[-1].number, rows[0].number))
    if record is not None:
        lines = lines.where(JOURNAL_LINES.c.record == record)
    fields: dict[int, list[FieldChange]] = {}
    for line in connection.execute(lines.order_by(JOURNAL_LINES.c.entry, JOURNAL_LINES.c.line)):
        fields.setdefault(line.entry, []).extend(_fields(line.kind, line.record, line.fields))
    return [
        JournalEntry(id=row.id, who=row.who, when=datetime.fromisoformat(row.moment), label=row.label, fields=tuple(fields.get(row.number, ())))
        for row in rows
    ]


def removed_records(connection: sa.Connection) -> set[UUID]:
    """Records that somebody removed and that have not come back; those gone with an import that was taken back are not among them."""
    came_or_went = sa.and_(JOURNAL_LINES.c.fields.like('[["",%'), JOURNAL_LINES.c.kind != "field_source")
    wanted = sa.select(JOURNAL_LINES.c.record, JOURNAL_LINES.c.fields.like('[["",true,%'), JOURNAL.c.label)
    rows = connection.execute(wanted.join(JOURNAL, JOURNAL.c.number == JOURNAL_LINES.c.entry).where(came_or_went).order_by(JOURNAL_LINES.c.entry))
    latest = {record: bool(went) and not label.startswith("Cofnięto:") for record, went, label in rows}
    return {record for record, removed in latest.items() if removed}


def _fields(kind: str, record: UUID, text: str) -> Iterator[FieldChange]:
    known = forms(kind) if kind in KINDS else {}
    for name, before, after in json.loads(text):
        form = known.get(name)
        yield FieldChange(
            kind=kind,
            record=record,
            field=name,
            before=form.decode(before) if form else _as_it_stands(before),
            after=form.decode(after) if form else _as_it_stands(after),
        )


def _as_it_stands(value: Any) -> Value:
    """A value of a field this version does not know, and the came-or-went flag of a whole record."""
    return tuple(value) if isinstance(value, list) else value
