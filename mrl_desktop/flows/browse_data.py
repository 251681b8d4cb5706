"""What data the project holds and what it still lacks: series with their years, variables without values, one series of the town."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mrl_desktop.analysis.indicator_values import UNKNOWN, IndicatorValues
from mrl_desktop.domain.facts import Fact, Mark
from mrl_desktop.domain.indicators import Catalogue, Variable
from mrl_desktop.domain.statistics import Observation, Series, Statistics
from mrl_desktop.domain.territory import Level, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One series with values: of which years, and for how many territories of each level in the latest of them."""

    series: Series
    title: str
    years: tuple[int, ...]
    levels: Mapping[Level, int]

    @property
    def territories(self) -> int:
        """How many territories have a value in the latest year."""
        return sum(self.levels.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One variable of the catalogue and the years for which the town (or its powiat) has it."""

    variable: Variable
    own_years: tuple[int, ...]
    elsewhere: bool
    """Whether other territories have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject of the publisher with the variables the catalogue wants of it."""

    id: str
    title: str
    variables: tuple[Wanted, ...]

    @property
    def missing(self) -> int:
        """How many of its variables have no value for the town."""
        return sum(1 for wanted in self.variables if not wanted.own_years)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Everything the project holds, and what it lacks."""

    series: tuple[Held, ...] = ()
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What the questions below are asked of; made in the window's thread, used in any."""

    statistics: Statistics
    register: Register
    catalogue: Catalogue
    town: str


def holdings(library: Library) -> Holdings:
    """Looks through all series and variables. Takes a moment with many values: call it off the window's thread."""
    known = library.statistics.series()
    held = [_held(library, series) for series in known.values()]
    held.sort(key=lambda one: (one.series.subject or one.title, one.title))
    subjects: dict[tuple[str, str], list[Wanted]] = {}
    used = {key for indicator in library.catalogue.indicators.values() for key in indicator.variables}
    for variable in library.catalogue.variables.values():
        if variable.publisher != "GUS BDL" and variable.key not in used:
            continue  # a table of another publisher is welcome, but nothing waits for it
        years: set[int] = set()
        if variable.key in known:
            for code in own_codes(library, variable.lowest == "powiat"):
                years.update(library.statistics.years(variable.key, code))
        wanted = Wanted(variable=variable, own_years=tuple(sorted(years)), elsewhere=variable.key in known)
        subjects.setdefault((variable.subject, variable.subject_title), []).append(wanted)
    return Holdings(
        series=tuple(held),
        subjects=tuple(Subject(id=name, title=title, variables=tuple(variables)) for (name, title), variables in subjects.items()),
    )


def town_values(library: Library, key: str) -> Sequence[Fact]:
    """Values of one series for the town by year, oldest first; where only its powiat has them, the powiat's, named so."""
    variable = library.catalogue.variables.get(key)
    codes = own_codes(library, variable is None or variable.lowest == "powiat")
    if variable is not None:
        years = sorted({year for code in codes for year in library.statistics.years(key, code)})
        values = IndicatorValues(library.catalogue, library.statistics, library.register)
        return [values.variable(key, library.town, year) for year in years]
    series = library.statistics.series().get(key)
    if series is None:
        return []
    best: dict[int, Observation] = {}
    for observation in sorted(library.statistics.slice([key], codes), key=lambda one: codes.index(one.territory)):
        best.setdefault(observation.year, observation)
    return [_fact(library, series, best[year]) for year in sorted(best)]


def own_codes(library: Library, powiat: bool) -> tuple[str, ...]:
    """Codes under which the town's values may stand: its own, former ones, and where wanted its powiat's."""
    register, town = library.register, library.register.get(library.town)
    if town is None:
        return ()
    codes = [town.code, *(former.code for former in register.predecessors(town.code))]
    above = register.ancestor(town.code, Level.POWIAT)
    if above is not None and (powiat or town.is_city_with_powiat_rights):
        codes.append(above.code)
    return tuple(codes)


def _held(library: Library, series: Series) -> Held:
    years = tuple(library.statistics.years(series.key))
    levels: dict[Level, int] = {}
    for code in library.statistics.territories(series.key, years[-1]) if years else ():
        unit = library.register.get(code)
        if unit is not None:
            levels[unit.level] = levels.get(unit.level, 0) + 1
    variable = library.catalogue.variables.get(series.key)
    title = variable.title if variable else series.title or "; ".join(series.dimensions)
    return Held(series=series, title=title, years=years, levels=levels)


def _fact(library: Library, series: Series, observation: Observation) -> Fact:
    unit = library.register.get(observation.territory)
    name = unit.name if unit else observation.territory
    value = None if observation.mark in UNKNOWN else observation.value
    return Fact(
        key=series.key,
        label=series.title or "; ".join(series.dimensions),
        value=value,
        unit=series.unit,
        year=observation.year,
        territory=observation.territory,
        territory_name=f"powiat {name}" if unit is not None and unit.level is Level.POWIAT else name,
        mark=observation.mark if value is not None or observation.mark is not Mark.NORMAL else Mark.MISSING,
        source=observation.source,
    )
