"""The eleven fictitious towns as numbers, 2015-2024: people by age and sex, births, moves, and every simple series.

Everything is drawn from random generators seeded by the name of what is drawn, so a new series never changes the old
ones and a second run gives the same numbers. Nowe Bielany in 2024 has exactly the structure of the test vector of the
domain notes (43 370 inhabitants); earlier years are walked back from it by births, deaths and moves.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

YEARS = tuple(range(2015, 2025))
LAST = YEARS[-1]
SEED = "Nowe Bielany"
GROUPS = tuple([f"{low}-{low + 4}" for low in range(0, 85, 5)] + ["85 i więcej"])
SEXES = ("kobiety", "mężczyźni")
COUNTRY, VOIVODESHIP = "0000000", "9800000"

WOMEN = (900, 980, 1100, 1050, 1000, 1150, 1350, 1600, 1700, 1500, 1350, 1400, 1700, 1900, 1650, 1000, 700, 820)
MEN = (950, 1030, 1150, 1100, 1050, 1200, 1400, 1650, 1700, 1480, 1300, 1280, 1450, 1450, 1100, 580, 350, 300)
SURVIVAL = (.999, .9995, .9993, .9982, .9972, .996, .9946, .992, .987, .98, .969, .953, .931, .905, .868, .812, .72)


@dataclass(frozen=True)
class Town:
    """A fictitious town, capital of its own fictitious powiat. `strength` runs from about -1 (weak) to 1 (strong)."""

    code: str
    name: str
    powiat: str
    population: int
    area: float
    strength: float
    rural: float
    """Inhabitants of the rest of the powiat per inhabitant of the town."""

    @property
    def powiat_code(self) -> str:
        return self.code[:4] + "000"


TOWNS = (
    Town("9801011", "Nowe Bielany", "nowobielański", 43370, 38.64, -0.55, 0.92),
    Town("9802011", "Lipogród", "lipogrodzki", 47912, 41.20, 0.45, 0.71),
    Town("9803011", "Sosnobród", "sosnobrodzki", 38254, 29.87, 0.10, 1.10),
    Town("9804011", "Jarzębów", "jarzębowski", 29876, 21.43, -0.20, 0.84),
    Town("9805011", "Kalinogród", "kalinogrodzki", 45103, 35.05, 0.75, 0.66),
    Town("9806011", "Olszomin", "olszomiński", 24618, 18.92, -0.75, 1.24),
    Town("9807011", "Wrzosobór", "wrzosoborski", 33540, 44.71, 0.30, 0.95),
    Town("9808011", "Grabostaw", "grabostawski", 41287, 33.16, 0.05, 0.58),
    Town("9809011", "Dębowiniec", "dębowiniecki", 27431, 24.38, 0.55, 1.02),
    Town("9810011", "Cisogóra", "cisogórski", 36725, 52.09, -0.10, 0.77),
    Town("9811011", "Świerkoniec", "świerkoniecki", 31960, 26.54, 0.85, 0.89),
)
OWN = TOWNS[0]


def dice(*what: object) -> random.Random:
    """A generator of its own for each thing drawn."""
    return random.Random(":".join([SEED, *map(str, what)]))


def spread(total: int, weights: list[float]) -> list[int]:
    """`total` divided in proportion to weights, in whole people (largest remainder)."""
    exact = [total * weight / sum(weights) for weight in weights]
    whole = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda index: (whole[index] - exact[index], index))
    for index in order[: total - sum(whole)]:
        whole[index] += 1
    return whole


@dataclass(frozen=True)
class Year:
    """Population movement of one town in one year."""

    population: int
    births: int
    deaths: int
    arrivals: int
    departures: int
    immigration: int
    emigration: int
    infant_deaths: int
    marriages: int

    @property
    def growth(self) -> int:
        return self.births - self.deaths + self.arrivals - self.departures + self.immigration - self.emigration


@cache
def movement(town: Town) -> Mapping[int, Year]:
    """Births, deaths and moves of each year and the population at its end; the next year's population agrees exactly."""
    draw = dice("ruch", town.code)
    years: dict[int, Year] = {}
    population = town.population
    for year in reversed(YEARS):
        past = LAST - year
        births = round(population / 1000 * (6.15 + 0.9 * town.strength + 0.33 * past - 0.012 * past**2 + draw.uniform(-.2, .2)))
        plague = {2020: 1.9, 2021: 2.6, 2022: 0.4}.get(year, 0)
        deaths = round(population / 1000 * (12.7 - 1.1 * town.strength - 0.16 * past + plague + draw.uniform(-.25, .25)))
        departures = round(population / 1000 * (13.2 - 1.3 * town.strength + 0.05 * past + draw.uniform(-.5, .5)))
        arrivals = round(population / 1000 * (9.4 + 1.5 * town.strength - 0.04 * past + draw.uniform(-.5, .5)))
        immigration = round(population / 1000 * (0.75 + 0.2 * town.strength + draw.uniform(-.12, .12)))
        emigration = round(population / 1000 * (0.42 - 0.1 * town.strength + 0.035 * past + draw.uniform(-.1, .1)))
        years[year] = Year(
            population, births, deaths, arrivals, departures, immigration, emigration,
            infant_deaths=draw.choice((0, 1, 1, 2)), marriages=round(population / 1000 * (3.6 + .12 * past + draw.uniform(-.2, .2))),
        )
        population -= years[year].growth
    return dict(sorted(years.items()))


@cache
def structure(town: Town) -> Mapping[tuple[int, str], tuple[int, ...]]:
    """People by sex and five-year group at the end of each year; sums agree with `movement`."""
    draw = dice("wiek", town.code)
    tilt = 0.0 if town is OWN else 0.011 * (town.strength + 0.3)
    now: dict[str, list[float]] = {}
    for sex, vector in zip(SEXES, (WOMEN, MEN), strict=True):
        now[sex] = [n * (1 - tilt * (i - 8)) * (1 if town is OWN else draw.uniform(.97, 1.03)) for i, n in enumerate(vector)]
    result: dict[tuple[int, str], tuple[int, ...]] = {}
    for year, facts in movement(town).items():
        weights = [_earlier(now[sex], LAST - year) for sex in SEXES]
        counts = spread(facts.population, weights[0] + weights[1])
        result[year, SEXES[0]], result[year, SEXES[1]] = tuple(counts[:18]), tuple(counts[18:])
    return result


def _earlier(vector: list[float], past: int) -> list[float]:
    """The age vector `past` years before: cohorts moved down by whole groups, the rest between two of them."""
    while past >= 5:
        vector, past = _group_back(vector), past - 5
    before = _group_back(vector)
    return [a + (b - a) * past / 5 for a, b in zip(vector, before, strict=True)]


def _group_back(vector: list[float]) -> list[float]:
    return [vector[i + 1] / SURVIVAL[i] for i in range(16)] + [vector[16] * 0.93, vector[17] * 0.86]


def people(town: Town, year: int, groups: slice = slice(None), sex: str = "") -> int:
    """Inhabitants of the named groups at the end of the year, of one sex or of both."""
    sexes = (sex,) if sex else SEXES
    return sum(sum(structure(town)[year, one][groups]) for one in sexes)


def ages(town: Town, year: int, sex: str = "") -> tuple[int, int, int]:
    """People below working age (0-17), of working age (women 18-59, men 18-64) and above it; 15-17 taken as 0.6 of 15-19."""
    before, above = 0, 0
    for one in (sex,) if sex else SEXES:
        vector = structure(town)[year, one]
        before += sum(vector[:3]) + round(0.6 * vector[3])
        above += sum(vector[12:] if one == "kobiety" else vector[13:])
    total = people(town, year, sex=sex)
    return before, total - before - above, above


@dataclass(frozen=True)
class Trend:
    """A simple series: level of an average town in 2024, yearly step, effect of strength 1, spread of noise, limits, places."""

    level: float
    step: float = 0.0
    """Change from year to year; relative when `relative`."""
    effect: float = 0.0
    noise: float = 0.0
    decimals: int = 1
    low: float = 0.0
    high: float = 1e12
    relative: bool = False
    shocks: tuple[tuple[int, float], ...] = ()
    """Factors of single years."""
    shake: float = 0.25
    """How much of the noise returns from year to year; small for what hardly changes, such as forests."""


@cache
def simple(name: str, trend: Trend, town: Town) -> Mapping[int, float]:
    """Values of a simple series in one town."""
    draw = dice(name, town.code)
    own = draw.gauss(0, trend.noise)
    values: dict[int, float] = {}
    for year in YEARS:
        past = LAST - year
        base = trend.level + trend.effect * town.strength + own
        value = base / (1 + trend.step) ** past if trend.relative else base - trend.step * past
        value = value * dict(trend.shocks).get(year, 1.0) + draw.gauss(0, trend.noise * trend.shake)
        values[year] = round(min(max(value, trend.low), trend.high), trend.decimals)
    return values
