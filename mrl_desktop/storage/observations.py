"""Writing observed values: series and territories become small numbers, each sheet a block, each value one narrow row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.statistics import ObservationBlock, Series
from mrl_desktop.storage.tables import BLOCK_SERIES, BLOCKS, MARKS, OBSERVATIONS, SERIES, TERRITORIES, add_row

NO_CELL = -1
"""Column of a value whose block named no cells."""


AT_ONCE = 250_000
"""Values sorted and handed to the driver at a time; bounds the memory a huge block needs."""


@dataclass(slots=True)
class Numbers:
    """The small numbers by which a file calls its series, territories and marks."""

    series: dict[str, int] = field(default_factory=dict)
    territories: dict[str, int] = field(default_factory=dict)
    marks: dict[Mark, int] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: sa.Connection) -> Numbers:
        names = {name: number for number, name in connection.execute(sa.select(MARKS.c.number, MARKS.c.name))}
        return cls(
            series={key: number for number, key in connection.execute(sa.select(SERIES.c.number, SERIES.c.key))},
            territories={code: number for number, code in connection.execute(sa.select(TERRITORIES.c.number, TERRITORIES.c.code))},
            marks={mark: names[mark.name] for mark in Mark if mark.name in names},
        )


def write_marks(connection: sa.Connection) -> None:
    """Gives every mark this version knows a number, keeping those already given; the normal one has 0."""
    known = set(connection.execute(sa.select(MARKS.c.name)).scalars())
    first = connection.execute(sa.select(sa.func.coalesce(sa.func.max(MARKS.c.number) + 1, 0))).scalar_one()
    missing = [mark.name for mark in Mark if mark.name not in known]
    if missing:
        connection.execute(sa.insert(MARKS), [{"number": first + n, "name": name} for n, name in enumerate(missing)])


def write_batch(connection: sa.Connection, batch: UUID, blocks: Iterable[ObservationBlock]) -> Numbers:
    """Writes the values of one import batch in place of any it had, inside the running transaction.

    Returns the numbers of the file afterwards. Raises ValueError for a block whose columns differ in length.
    """
    numbers = Numbers.read(connection)
    delete_batches(connection, [batch])
    for block in blocks:
        _write_block(connection, numbers, batch, block)
    return numbers


def delete_batches(connection: sa.Connection, batches: Sequence[UUID]) -> None:
    """Removes all values of some batches for good."""
    found = connection.execute(sa.select(BLOCKS.c.number).where(BLOCKS.c.batch.in_(batches))).scalars().all()
    for table, column in ((OBSERVATIONS, OBSERVATIONS.c.block), (BLOCK_SERIES, BLOCK_SERIES.c.block), (BLOCKS, BLOCKS.c.number)):
        if found:
            connection.execute(sa.delete(table).where(column.in_(found)))


def _write_block(connection: sa.Connection, numbers: Numbers, batch: UUID, block: ObservationBlock) -> None:
    size = len(block)
    named = len(block.rows) > 0 or len(block.columns) > 0
    columns = (block.series_index, block.territory_index, block.years, *((block.rows, block.columns) if named else ()))
    if any(len(column) != size for column in columns) or len(block.marks) not in (0, size):
        raise ValueError(f"columns of the block {block.sheet!r} differ in length")
    number = add_row(connection, BLOCKS, {"batch": batch, "sheet": block.sheet, "size": size, "gathered": _gathered(block), "gathered_how": block.gathered_how})
    series = [numbers.series.get(one.key) or _new_series(connection, numbers, one) for one in block.series]
    territories = [numbers.territories.get(code) or _new_territory(connection, numbers, code) for code in block.territories]
    used = sorted({series[index] for index in set(_plain(block.series_index))})
    if used:
        connection.execute(sa.insert(BLOCK_SERIES), [{"block": number, "series": one} for one in used])
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    for start in range(0, size, AT_ONCE):
        part = slice(start, min(start + AT_ONCE, size))
        count = part.stop - part.start
        rows = zip(
            [series[index] for index in _plain(block.series_index[part])],
            [territories[index] for index in _plain(block.territory_index[part])],
            _plain(block.years[part]),
            repeat(number, count),
            _plain(block.rows[part]) if named else range(part.start, part.stop),
            _plain(block.columns[part]) if named else repeat(NO_CELL, count),
            _plain(block.values[part]),
            [numbers.marks[mark] for mark in _plain(block.marks[part])] or repeat(numbers.marks[Mark.NORMAL], count),
            strict=True,
        )
        driver.executemany(_INSERT, sorted(rows))  # in key order the table fills from left to right


def _gathered(block: ObservationBlock) -> str:
    listed = [[row, column, list(rows)] for (row, column), rows in block.gathered.items()]
    return json.dumps(listed, separators=(",", ":")) if listed else ""


def _new_series(connection: sa.Connection, numbers: Numbers, series: Series) -> int:
    values = {
        "key": series.key,
        "title": series.title,
        "subject": series.subject,
        "dimensions": json.dumps(series.dimensions, ensure_ascii=False),
        "dimension_names": json.dumps(series.dimension_names, ensure_ascii=False),
        "unit": series.unit,
        "publisher": series.publisher,
    }
    number = add_row(connection, SERIES, values)
    numbers.series[series.key] = number
    return number


def _new_territory(connection: sa.Connection, numbers: Numbers, code: str) -> int:
    number = add_row(connection, TERRITORIES, {"code": code})
    numbers.territories[code] = number
    return number


def _plain(column: Sequence[Any]) -> list[Any]:
    """A column as a list of Python values; arrays of numbers (array, numpy) know how to become one."""
    tolist = getattr(column, "tolist", None)
    return tolist() if tolist is not None else list(column)


COLUMNS = ", ".join(f'"{column.name}"' for column in OBSERVATIONS.c)
"""The columns of an observation in the order of the rows written and read."""

_INSERT = f"INSERT INTO {OBSERVATIONS.name} ({COLUMNS}) VALUES ({', '.join('?' * len(OBSERVATIONS.c))})"
