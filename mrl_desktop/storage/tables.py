"""The tables of a project file: one per kind of record, derived from its fields; the journal; the observations.

`ordinal` keeps the order in which records were made, so that a reopened plan lists them as the one in memory did.
The schema is guarded by `tests/storage/golden/schema.sql`: a change of it needs a migration (see `migrations`).
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

import mrl_desktop.domain  # noqa: F401  (registers every kind of record)
from mrl_desktop.domain.records import KINDS
from mrl_desktop.storage.columns import forms

APPLICATION_ID = 0x4D524C44
"""„MRLD": marks an SQLite file as a project file."""

FORMAT_VERSION = 3
"""Version of the schema below, kept in `user_version`."""

METADATA = sa.MetaData()


def _record_table(kind: str) -> sa.Table:
    return sa.Table(
        kind,
        METADATA,
        sa.Column("ordinal", sa.Integer, primary_key=True),
        *(
            sa.Column(name, form.column_type(), nullable=form.optional, unique=True if name == "id" else None)
            for name, form in forms(kind).items()
        ),
    )


RECORDS: dict[str, sa.Table] = {kind: _record_table(kind) for kind in sorted(KINDS)}
"""Table of each kind of record."""

JOURNAL = sa.Table(
    "journal_entry",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Uuid, nullable=False, unique=True),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("moment", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
)

JOURNAL_LINES = sa.Table(
    "journal_line",
    METADATA,
    sa.Column("entry", sa.Integer, sa.ForeignKey("journal_entry.number"), primary_key=True, autoincrement=False),
    sa.Column("line", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("record", sa.Uuid, nullable=False, index=True),
    sa.Column("fields", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
"""One line per stretch of fields of one record: `fields` is a JSON list of [field, before, after]."""

SERIES = sa.Table(
    "observation_series",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("dimensions", sa.Text, nullable=False),
    sa.Column("dimension_names", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("publisher", sa.Text, nullable=False),
)

TERRITORIES = sa.Table(
    "observation_territory",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("code", sa.Text, nullable=False, unique=True),
)

MARKS = sa.Table(
    "observation_mark",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
)

BLOCKS = sa.Table(
    "observation_block",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("batch", sa.Uuid, nullable=False, index=True),
    sa.Column("sheet", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("gathered", sa.Text, nullable=False, server_default=""),
    sa.Column("gathered_how", sa.Text, nullable=False, server_default=""),
)
"""One per source sheet; its file, vintage and reader stand in the import batch.

`gathered` is a JSON list of [row, column, [rows]] for values worked out from several rows of the sheet, `gathered_how` says how.
"""

BLOCK_SERIES = sa.Table(
    "observation_block_series",
    METADATA,
    sa.Column("block", sa.Integer, sa.ForeignKey("observation_block.number"), primary_key=True, autoincrement=False),
    sa.Column("series", sa.Integer, sa.ForeignKey("observation_series.number"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

OBSERVATIONS = sa.Table(
    "observation",
    METADATA,
    sa.Column("series", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("territory", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("year", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("block", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("column", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("value", sa.REAL),
    sa.Column("mark", sa.SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""One value each; the primary key is the slice index and the table itself (no second copy), so a value costs about 30 bytes.

`row` and `column` are zero-based sheet positions; column -1 means that the block named no cells. They belong to the key so
that a sheet saying the same thing twice loses neither.
"""


def add_row(connection: sa.Connection, table: sa.Table, values: dict[str, Any]) -> int:
    """Adds one row and returns the number the table gave it."""
    key = connection.execute(sa.insert(table), values).inserted_primary_key
    assert key is not None
    return int(key[0])
