"""Observed values held in a list: the smallest honest implementation of the Statistics protocol, for tests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from mrl_desktop.domain.facts import Mark, Source
from mrl_desktop.domain.statistics import Observation, Series


class MemoryStatistics:
    def __init__(self, observations: Iterable[Observation] = ()) -> None:
        self.observations = {(o.series, o.territory, o.year): o for o in observations}
        self.slices = 0

    def put(self, series: str, territory: str, values: Mapping[int, float | None], mark: Mark = Mark.NORMAL) -> None:
        for year, value in values.items():
            source = Source(file=f"{series}.csv", cell=f"{territory}/{year}", publisher="GUS BDL")
            self.observations[series, territory, year] = Observation(
                series=series, territory=territory, year=year, value=value, mark=mark, source=source
            )

    def observation(self, series: str, territory: str, year: int) -> Observation | None:
        return self.observations.get((series, territory, year))

    def slice(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None) -> Iterable[Observation]:
        self.slices += 1
        return [
            o
            for o in self.observations.values()
            if o.series in series and o.territory in territories and (years is None or o.year in years)
        ]

    def years(self, series: str, territory: str | None = None) -> Sequence[int]:
        return sorted({o.year for o in self.observations.values() if o.series == series and territory in (None, o.territory)})

    def series(self) -> Mapping[str, Series]:
        return {o.series: Series(key=o.series, title=o.series) for o in self.observations.values()}

    def territories(self, series: str, year: int) -> Sequence[str]:
        return sorted({o.territory for o in self.observations.values() if o.series == series and o.year == year})

    def count(self, batch: UUID | None = None) -> int:
        return len(self.observations)
