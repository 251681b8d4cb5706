"""Two publications of the same numbers: the values of a few places held in memory, and where two files say different things of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from excel_modules.sheet import cell_name
from mrl_desktop.domain.facts import Mark, Source
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.statistics import Observation, ObservationBlock, Series, Statistics
from mrl_desktop.domain.statistics import Reading as Reading

Key = tuple[str, str, int]
"""Series, territory, year."""


class Vintages(Protocol):
    """Statistics that also remember what a newer file has taken the place of."""

    def vintages(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None) -> Sequence[Observation]: ...


class HeldValues:
    """Implements `domain.statistics.Statistics` over values of a few places, so that „as it was" and „as it would be" can be computed."""

    def __init__(self, series: Mapping[str, Series], values: Mapping[Key, Observation]) -> None:
        self._series = dict(series)
        self._values = dict(values)
        self._of: dict[tuple[str, str], dict[int, Observation]] = {}
        for (key, territory, year), one in self._values.items():
            self._of.setdefault((key, territory), {})[year] = one

    @classmethod
    def of(cls, statistics: Statistics, territories: Collection[str]) -> HeldValues:
        """Everything a project says of some places now."""
        series = statistics.series()
        return cls(series, {(one.series, one.territory, one.year): one for one in statistics.slice(list(series), territories)})

    def with_values(self, series: Mapping[str, Series], values: Mapping[Key, Observation]) -> HeldValues:
        """The same with other values in place of those it had."""
        return HeldValues({**self._series, **series}, {**self._values, **values})

    def observation(self, series: str, territory: str, year: int) -> Observation | None:
        return self._values.get((series, territory, year))

    def slice(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None) -> list[Observation]:
        found: list[Observation] = []
        for key in dict.fromkeys(series):
            for territory in dict.fromkeys(territories):
                by_year = self._of.get((key, territory), {})
                found += [by_year[year] for year in sorted(by_year) if years is None or year in years]
        return found

    def readings(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None) -> list[Reading]:
        return [(one.series, one.territory, one.year, one.value, one.mark) for one in self.slice(series, territories, years)]

    def column(self, series: str, territories: Collection[str], year: int, unknown: Collection[Mark]) -> Mapping[str, float]:
        found = (self._values.get((series, territory, year)) for territory in territories)
        return {one.territory: one.value for one in found if one is not None and one.value is not None and one.mark not in unknown}

    def years(self, series: str, territory: str | None = None) -> list[int]:
        return sorted({year for key, place, year in self._values if key == series and territory in (None, place)})

    def series(self) -> Mapping[str, Series]:
        return dict(self._series)

    def territories(self, series: str, year: int) -> list[str]:
        return sorted({place for key, place, at in self._values if key == series and at == year})

    def count(self, batch: UUID | None = None) -> int:
        return sum(1 for one in self._values.values() if batch is None or (one.source is not None and one.source.batch == batch))


def as_of(statistics: Vintages, series: Mapping[str, Series], territories: Collection[str], moment: datetime) -> HeldValues:
    """What was known of some places at a moment: of every value the newest publication imported until then."""
    held: dict[Key, Observation] = {}
    for one in statistics.vintages(list(series), territories):
        if one.source is None or one.source.imported_at is None or one.source.imported_at > moment:
            continue
        key = one.series, one.territory, one.year
        if key not in held or rank(one.source) >= rank(held[key].source):
            held[key] = one
    return HeldValues(series, held)


def rank(source: Source | None) -> tuple[str, float]:
    """What decides which of two values answers: the later publication, then the later import."""
    if source is None:
        return "", 0.0
    return source.vintage, source.imported_at.timestamp() if source.imported_at else 0.0


def coming_values(blocks: Iterable[ObservationBlock], batch: ImportBatch, territories: Collection[str]) -> Iterator[tuple[Series, Observation]]:
    """Values of some places that a file would bring."""
    for block in blocks:
        wanted = {number for number, code in enumerate(block.territories) if code in territories}
        for place, territory in enumerate(block.territory_index) if wanted else ():
            if territory not in wanted:
                continue
            series = block.series[block.series_index[place]]
            row, column = block.rows[place] if len(block.rows) else -1, block.columns[place] if len(block.columns) else -1
            rows = block.gathered.get((row, column), (row,))
            yield (
                series,
                Observation(
                    series=series.key,
                    territory=block.territories[territory],
                    year=block.years[place],
                    value=block.values[place],
                    mark=block.marks[place] if block.marks else Mark.NORMAL,
                    source=Source(
                        file=batch.file,
                        sha256=batch.sha256,
                        sheet=block.sheet,
                        cell=", ".join(cell_name(one, column) for one in rows) if row >= 0 and column >= 0 else "",
                        vintage=batch.vintage,
                        imported_at=batch.imported_at,
                        publisher=batch.publisher,
                        how=block.gathered_how if len(rows) > 1 else "",
                        batch=batch.id,
                    ),
                ),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoVintages:
    """One value as two publications give it."""

    year: int
    territory: str
    older: Observation
    newer: Observation

    @property
    def difference(self) -> float | None:
        """Newer less older; None when one of them has no value."""
        if self.older.value is None or self.newer.value is None:
            return None
        return self.newer.value - self.older.value


def compared(statistics: Vintages, series: str, territories: Sequence[str]) -> list[TwoVintages]:
    """Years of a series which two files of the project give, newest first; of more than two files the last two."""
    held: dict[tuple[str, int], list[Observation]] = {}
    for one in statistics.vintages([series], territories):
        held.setdefault((one.territory, one.year), []).append(one)
    pairs = []
    for (territory, year), found in held.items():
        newest = {one.source.batch if one.source else None: one for one in sorted(found, key=lambda one: rank(one.source))}
        if len(newest) > 1:
            older, newer = sorted(newest.values(), key=lambda one: rank(one.source))[-2:]
            pairs.append(TwoVintages(year=year, territory=territory, older=older, newer=newer))
    return sorted(pairs, key=lambda pair: (-pair.year, territories.index(pair.territory)))
