"""A small division of an invented land, and observed values held in a list: the smallest implementation of the Statistics protocol."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

import pytest

from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.analysis.indicator_values import IndicatorValues
from mrl_desktop.domain.facts import Mark, Source
from mrl_desktop.domain.indicators import Catalogue
from mrl_desktop.domain.statistics import Observation, Reading, Series
from mrl_desktop.domain.territory import Level, Register, Territory

TOWN = "9901011"
PEERS = tuple(f"99010{number}1" for number in range(2, 8))
POWIAT = "9901000"


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

    def readings(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None) -> Iterable[Reading]:
        self.slices += 1
        wanted = self.observations.values()
        return [(o.series, o.territory, o.year, o.value, o.mark) for o in wanted if o.series in series and o.territory in territories and (years is None or o.year in years)]

    def column(self, series: str, territories: Collection[str], year: int, unknown: Collection[Mark]) -> dict[str, float]:
        return {code: value for _, code, _, value, mark in self.readings([series], territories, [year]) if value is not None and mark not in unknown}

    def years(self, series: str, territory: str | None = None) -> Sequence[int]:
        return sorted({o.year for o in self.observations.values() if o.series == series and territory in (None, o.territory)})

    def series(self) -> Mapping[str, Series]:
        return {o.series: Series(key=o.series, title=o.series) for o in self.observations.values()}

    def territories(self, series: str, year: int) -> Sequence[str]:
        return sorted({o.territory for o in self.observations.values() if o.series == series and o.year == year})

    def count(self, batch: UUID | None = None) -> int:
        return len(self.observations)


@pytest.fixture
def memory() -> MemoryStatistics:
    return MemoryStatistics()


@pytest.fixture
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def register() -> Register:
    """Poland with one voivodeship, one powiat and seven towns of its own, one of which was a village before 2020."""
    land = [
        Territory(code="0000000", name="Polska", level=Level.COUNTRY),
        Territory(code="9900000", name="nowe", level=Level.VOIVODESHIP, parent="0000000"),
        Territory(code=POWIAT, name="bielański", level=Level.POWIAT, parent="9900000", voivodeship="nowe"),
    ]
    towns = [
        Territory(
            code=code,
            name=name,
            level=Level.GMINA,
            unit_type="1",
            parent=POWIAT,
            powiat="bielański",
            population=30_000,
            population_year=2023,
        )
        for code, name in zip((TOWN, *PEERS), ("Nowe Bielany", "Lipa", "Dębno", "Sosnów", "Brzezie", "Wierzba", "Klon"), strict=True)
    ]
    village = Territory(
        code="9901012", name="Nowe Bielany", level=Level.GMINA, unit_type="2", parent=POWIAT, valid_to="2019-12-31", successor=TOWN
    )
    return Register([*land, *towns, village])


@pytest.fixture
def values(catalogue: Catalogue, memory: MemoryStatistics, register: Register) -> IndicatorValues:
    return IndicatorValues(catalogue, memory, register)
