"""Observed values answered from the working copy, by slice. When several active files hold a value, the newest answers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from mrl_desktop.domain.facts import Mark, Source
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.statistics import Observation, Reading, Series
from mrl_desktop.storage.database import Database
from mrl_desktop.storage.observations import COLUMNS, NO_CELL, Numbers
from mrl_desktop.storage.tables import BLOCK_SERIES, BLOCKS, OBSERVATIONS, SERIES

AT_ONCE = 400
"""Territories asked for in one query; databases limit the number of parameters."""

_KEY = ", ".join(f'"{column.name}"' for column in OBSERVATIONS.primary_key)

Row = tuple[int, int, int, int, int, int, float | None, int]


@dataclass(frozen=True, slots=True)
class _Block:
    """A block whose batch is active. A greater `rank` is newer."""

    batch: ImportBatch
    sheet: str
    size: int
    series: frozenset[int]
    rank: tuple[str, float, int]
    gathered: Mapping[tuple[int, int], tuple[int, ...]]
    gathered_how: str


class SqlStatistics:
    """Implements `domain.statistics.Statistics` over the tables of one working copy."""

    def __init__(self, database: Database, project: Project) -> None:
        self._database = database
        self._lend = database.driver
        """Slices go straight through the driver: a library between costs more than the question."""
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
        with self._database.transaction() as connection:
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
                found[row.number] = _Block(batch, row.sheet, row.size, frozenset(held.get(row.number, ())), rank, _gathered(row.gathered), row.gathered_how)
        return found

    def observation(self, series: str, territory: str, year: int) -> Observation | None:
        """One value, or None when no active file holds it."""
        return next(iter(self.slice([series], [territory], [year])), None)

    def slice(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None) -> Sequence[Observation]:
        """Every value of these series in these territories (and years), grouped by series and territory, years ascending."""
        return [self._observation(row) for row in self._newest(self._rows(series, territories, years))]

    def _rows(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None) -> list[Row]:
        """Everything stored of a slice, of whatever batch, in key order."""
        numbers = [self._numbers.series[key] for key in dict.fromkeys(series) if key in self._series]
        codes = [self._numbers.territories[code] for code in dict.fromkeys(territories) if code in self._numbers.territories]
        if not numbers or not codes or (years is not None and not years):
            return []
        when = "" if years is None else f" AND year IN ({_listed(years)})"
        rows: list[Row] = []
        with self._lend() as driver:
            for number in numbers:
                for start in range(0, len(codes), AT_ONCE):
                    where = f"series = {number} AND territory IN ({_listed(codes[start : start + AT_ONCE])}){when}"
                    rows += driver.execute(f"SELECT {COLUMNS} FROM {OBSERVATIONS.name} WHERE {where} ORDER BY {_KEY}")
        return rows

    def readings(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None) -> Sequence[Reading]:
        """The same values without their cells, in the same order."""
        marks, keys, codes = self._marks, self._keys, self._codes
        rows = self._newest(self._rows(series, territories, years))
        return [(keys[row[0]], codes[row[1]], row[2], row[6], marks.get(row[7], Mark.NORMAL)) for row in rows]

    def vintages(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None) -> Sequence[Observation]:
        """Every value of a slice that an active file holds, also those a newer publication has taken the place of."""
        return [self._observation(row) for row in self._rows(series, territories, years) if row[3] in self._blocks]

    def column(self, series: str, territories: Collection[str], year: int, unknown: Collection[Mark]) -> Mapping[str, float]:
        """One year of one series. Where a single active file holds it, the numbers come straight from the table."""
        number = self._numbers.series.get(series)
        holding = [block for block, known in self._blocks.items() if number in known.series]
        if number is None or len(holding) != 1:
            return {code: value for _, code, _, value, mark in self.readings([series], territories, [year]) if value is not None and mark not in unknown}
        places, names = self._numbers.territories, self._codes
        asked = {places[code] for code in territories if code in places}
        hidden = _listed(self._numbers.marks[mark] for mark in unknown if mark in self._numbers.marks)
        one = f"series = {number} AND year = {int(year)} AND block = {holding[0]} AND value IS NOT NULL AND mark NOT IN ({hidden})"
        if len(asked) <= AT_ONCE:
            one += f" AND territory IN ({_listed(asked)})"  # a few are looked up; for many it is quicker to run through the series
        with self._lend() as driver:
            rows = driver.execute(f"SELECT territory, value FROM {OBSERVATIONS.name} WHERE {one}").fetchall()
        return {names[place]: value for place, value in rows if place in asked}

    def _newest(self, rows: Iterable[Row]) -> list[Row]:
        """Of rows in key order, the one of each series, territory and year that answers."""
        blocks = self._blocks
        best: list[Row] = []
        last: tuple[int, int, int] | None = None
        for row in rows:
            series, territory, year, number, *_ = row
            if number not in blocks:
                continue
            if last != (series, territory, year):
                last = (series, territory, year)
                best.append(row)
            elif self._answers_before(row, best[-1]):
                best[-1] = row
        return best

    def _answers_before(self, row: Row, other: Row) -> bool:
        if row[3] == other[3]:
            return other[6] is None  # the sheet says it twice; a cell with a value says more than an empty one
        return self._blocks[row[3]].rank > self._blocks[other[3]].rank

    def _observation(self, row: Row) -> Observation:
        series, territory, year, number, at_row, at_column, value, mark = row
        return Observation(
            series=self._keys[series],
            territory=self._codes[territory],
            year=year,
            value=value,
            mark=self._marks.get(mark, Mark.NORMAL),
            source=_source(self._blocks[number], at_row, at_column),
        )

    def years(self, series: str, territory: str | None = None) -> Sequence[int]:
        """Years in which the series has an entry (of the territory, or of any), ascending."""
        where = f"series = {self._numbers.series.get(series, 0)}"
        if territory is not None:
            where += f" AND territory = {self._numbers.territories.get(territory, 0)}"
        return sorted(self._distinct("year", where))

    def series(self) -> Mapping[str, Series]:
        """Every series of which an active file holds values, by key."""
        return dict(self._series)

    def territories(self, series: str, year: int) -> Sequence[str]:
        """Codes of the territories for which the series has an entry in the year, ascending."""
        found = self._distinct("territory", f"series = {self._numbers.series.get(series, 0)} AND year = {int(year)}")
        return sorted(self._codes[number] for number in found)

    def _distinct(self, column: str, where: str) -> set[int]:
        with self._lend() as driver:
            rows = driver.execute(f"SELECT DISTINCT {column}, block FROM {OBSERVATIONS.name} WHERE {where}").fetchall()
        return {value for value, block in rows if block in self._blocks}

    def count(self, batch: UUID | None = None) -> int:
        """How many values answer: of all active files, or of one batch (0 while it is not active)."""
        return sum(block.size for block in self._blocks.values() if batch is None or block.batch.id == batch)


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(str(int(number)) for number in numbers)


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


def _gathered(text: str) -> Mapping[tuple[int, int], tuple[int, ...]]:
    return {(row, column): tuple(rows) for row, column, rows in json.loads(text)} if text else {}


def _source(block: _Block, row: int, column: int) -> Source:
    batch = block.batch
    rows = block.gathered.get((row, column))
    cell = ", ".join(cell_name(one, column) for one in rows) if rows else cell_name(row, column)
    return Source(
        file=batch.file,
        sha256=batch.sha256,
        sheet=block.sheet,
        cell=cell,
        vintage=batch.vintage,
        imported_at=batch.imported_at,
        importer=f"{batch.reader} {batch.reader_version}".strip(),
        publisher=batch.publisher,
        how=block.gathered_how if rows else "",
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
