"""Observed values answered from the working copy, by slice. When several active files hold a value, the newest answers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import sqlalchemy as sa

from mrl_desktop.domain.facts import Mark, Source
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.statistics import Observation, Series
from mrl_desktop.storage.observations import NO_CELL, Numbers
from mrl_desktop.storage.tables import BLOCK_SERIES, BLOCKS, OBSERVATIONS, SERIES

AT_ONCE = 400
"""Territories asked for in one query; databases limit the number of parameters."""

Row = tuple[int, int, int, int, int, int, float | None, int]


class Connections(Protocol):
    """What lends a connection for the time of a question; lending is serialised by the workspace."""

    def __call__(self) -> AbstractContextManager[sa.Connection]: ...


@dataclass(frozen=True, slots=True)
class _Block:
    """A block whose batch is active. A greater `rank` is newer."""

    batch: ImportBatch
    sheet: str
    size: int
    series: frozenset[int]
    rank: tuple[str, float, int]


class SqlStatistics:
    """Implements `domain.statistics.Statistics` over the tables of one working copy."""

    def __init__(self, connections: Connections, project: Project) -> None:
        self._connections = connections
        self._project = project
        self._blocks: dict[int, _Block] = {}
        self._numbers = Numbers()
        self._codes: dict[int, str] = {}
        self._keys: dict[int, str] = {}
        self._marks: dict[int, Mark] = {}
        self._series: dict[str, Series] = {}
        self.refresh()

    def refresh(self) -> None:
        """Looks again at which batches are active and which series there are; the workspace calls it after such a change."""
        with self._connections() as connection:
            self._numbers = Numbers.read(connection)
            self._codes = {number: code for code, number in self._numbers.territories.items()}
            self._keys = {number: key for key, number in self._numbers.series.items()}
            self._marks = {number: mark for mark, number in self._numbers.marks.items()}
            self._blocks = self._active_blocks(connection)
            shown = {number for block in self._blocks.values() for number in block.series}
            self._series = {row.key: _series(row) for row in connection.execute(sa.select(SERIES)) if row.number in shown}

    def _active_blocks(self, connection: sa.Connection) -> dict[int, _Block]:
        held: dict[int, set[int]] = {}
        for block, series in connection.execute(sa.select(BLOCK_SERIES.c.block, BLOCK_SERIES.c.series)):
            held.setdefault(block, set()).add(series)
        found: dict[int, _Block] = {}
        for row in connection.execute(sa.select(BLOCKS)):
            batch = self._project.one(ImportBatch, row.batch)
            if batch is not None and batch.active:
                imported = batch.imported_at.timestamp() if batch.imported_at else 0.0
                rank = (batch.vintage, imported, row.number)
                found[row.number] = _Block(batch, row.sheet, row.size, frozenset(held.get(row.number, ())), rank)
        return found

    def observation(self, series: str, territory: str, year: int) -> Observation | None:
        """One value, or None when no active file holds it."""
        return next(iter(self.slice([series], [territory], [year])), None)

    def slice(
        self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None
    ) -> Sequence[Observation]:
        """Every value of these series in these territories (and years), ordered by series, territory and year of first use."""
        series_numbers = [self._numbers.series[key] for key in series if key in self._series]
        codes = [self._numbers.territories[code] for code in territories if code in self._numbers.territories]
        if not series_numbers or not codes or (years is not None and not years):
            return []
        with self._connections() as connection:
            rows = self._rows(connection, series_numbers, codes, years)
            return [self._observation(row) for row in self._newest(rows)]

    def _rows(
        self, connection: sa.Connection, series: Sequence[int], territories: Sequence[int], years: Collection[int] | None
    ) -> Iterator[Row]:
        table = OBSERVATIONS.c
        for one in sorted(set(series)):
            wanted = sorted(set(territories))
            for start in range(0, len(wanted), AT_ONCE):
                query = sa.select(OBSERVATIONS).where(table.series == one, table.territory.in_(wanted[start : start + AT_ONCE]))
                if years is not None:
                    query = query.where(table.year.in_(list(years)))
                query = query.order_by(table.series, table.territory, table.year, table.block, table.row, table.column)
                for row in connection.execute(query):
                    yield row._tuple()

    def _newest(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Of rows in key order, the one of each series, territory and year that answers."""
        best: Row | None = None
        for row in rows:
            block = self._blocks.get(row[3])
            if block is None:
                continue
            if best is None or row[:3] != best[:3]:
                if best is not None:
                    yield best
                best = row
            elif row[3] == best[3]:
                if best[6] is None:  # the sheet says it twice; a cell with a value says more than an empty one
                    best = row
            elif block.rank > self._blocks[best[3]].rank:
                best = row
        if best is not None:
            yield best

    def _observation(self, row: Row) -> Observation:
        series, territory, year, number, at_row, at_column, value, mark = row
        block = self._blocks[number]
        return Observation(
            series=self._keys[series],
            territory=self._codes[territory],
            year=year,
            value=value,
            mark=self._marks.get(mark, Mark.NORMAL),
            source=_source(block, cell_name(at_row, at_column)),
        )

    def years(self, series: str, territory: str | None = None) -> Sequence[int]:
        """Years in which the series has an entry (of the territory, or of any), ascending."""
        table = OBSERVATIONS.c
        query = sa.select(table.year, table.block).distinct().where(table.series == self._numbers.series.get(series))
        if territory is not None:
            query = query.where(table.territory == self._numbers.territories.get(territory))
        with self._connections() as connection:
            return sorted({year for year, block in connection.execute(query) if block in self._blocks})

    def series(self) -> Mapping[str, Series]:
        """Every series of which an active file holds values, by key."""
        return dict(self._series)

    def territories(self, series: str, year: int) -> Sequence[str]:
        """Codes of the territories for which the series has an entry in the year, ascending."""
        table = OBSERVATIONS.c
        query = sa.select(table.territory, table.block).where(table.series == self._numbers.series.get(series), table.year == year)
        with self._connections() as connection:
            return sorted({self._codes[territory] for territory, block in connection.execute(query) if block in self._blocks})

    def count(self, batch: UUID | None = None) -> int:
        """How many values answer: of all active files, or of one batch (0 while it is not active)."""
        return sum(block.size for block in self._blocks.values() if batch is None or block.batch.id == batch)


def _series(row: sa.Row[tuple[object, ...]]) -> Series:
    return Series(
        key=row.key,
        title=row.title,
        subject=row.subject,
        dimensions=tuple(json.loads(row.dimensions)),
        dimension_names=tuple(json.loads(row.dimension_names)),
        unit=row.unit,
        publisher=row.publisher,
    )


def _source(block: _Block, cell: str) -> Source:
    batch = block.batch
    return Source(
        file=batch.file,
        sha256=batch.sha256,
        sheet=block.sheet,
        cell=cell,
        vintage=batch.vintage,
        imported_at=batch.imported_at,
        importer=f"{batch.reader} {batch.reader_version}".strip(),
        publisher=batch.publisher,
        batch=batch.id,
    )


def cell_name(row: int, column: int) -> str:
    """„C12" for row 11 and column 2; nothing for a value without a cell."""
    if column == NO_CELL:
        return ""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
