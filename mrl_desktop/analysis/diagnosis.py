"""The first diagnosis: every indicator of the town against its group, in value, change, place and trend, and the picture of areas."""

from __future__ import annotations

import statistics as figures
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from mrl_desktop.analysis import indicator_charts, sentences, synthesis
from mrl_desktop.analysis.comparison import Group, Position, Trend, group_of, position, quartiles, rating, trend
from mrl_desktop.analysis.indicator_values import COUNTRY, IndicatorValues
from mrl_desktop.analysis.rules import rules, threshold
from mrl_desktop.analysis.sentences import Piece, TownWords
from mrl_desktop.domain.charts import Chart
from mrl_desktop.domain.facts import Fact, Mark
from mrl_desktop.domain.indicators import Catalogue, IndicatorDefinition
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.statistics import Statistics
from mrl_desktop.domain.territory import Level, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupYear:
    """The group's middle in one year, the town not counted."""

    year: int
    count: int
    mean: float
    median: float
    q1: float
    q3: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorResult:
    """What the diagnosis says of one indicator. Where `own` is None, `missing` says why in a Polish sentence."""

    definition: IndicatorDefinition
    own: Fact | None = None
    """The newest value of the town."""
    first: Fact | None = None
    """The oldest value within the period shown; None when there is only one."""
    change: Fact | None = None
    """From first to own: in percent, or in the indicator's unit where the definition says `signed` or the unit is %."""
    group_mean: Fact | None = None
    """Mean of the group in the own value's year, resting on every member's value."""
    group_median: Fact | None = None
    group_change: Fact | None = None
    """Median change of the members over the same years, told as `change` is."""
    country: Fact | None = None
    voivodeship: Fact | None = None
    position: Position | None = None
    """None when fewer members have data than the rules ask for."""
    trend: Trend | None = None
    z: float | None = None
    """Standard deviations from the mean of group and town together, positive where better."""
    rating: str = ""
    series: tuple[Fact, ...] = ()
    """Own values of the period shown, years ascending."""
    group_series: tuple[GroupYear, ...] = ()
    group_values: Mapping[str, float] = field(default_factory=dict)
    """Territory to value in the own value's year, the town included."""
    missing: str = ""

    @property
    def unchanged(self) -> bool:
        """Whether the change is too small to speak of."""
        return sentences.unchanged(self.definition, self.first, self.own)

    @property
    def difference(self) -> Fact | None:
        """Own value minus the group's mean, in the unit (percentage points for %)."""
        return sentences.difference(self.own, self.group_mean, self.definition)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaResult:
    """One sub-area, area, dimension or the whole in the synthetic picture."""

    key: str
    """„G1/Przedsiębiorczość", „G1", „G", or "" for the whole."""
    name: str
    value: Fact
    """The town's mean score now."""
    first: Fact | None
    """Its score in the first years compared, against the group of those years."""
    dynamics: float | None
    """now − first"""
    position: Position | None
    rating: str
    quadrant: str
    """Name of the quarter of the chart value × dynamics."""
    indicators: int
    """How many indicators stand behind it for the town."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """All results in catalogue order, and the synthetic picture."""

    group: Group
    town: TownWords
    results: tuple[IndicatorResult, ...]
    areas: tuple[AreaResult, ...]
    catalogue: Catalogue
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of the town and the members, told apart where two are alike."""

    def result(self, indicator: str) -> IndicatorResult | None:
        """The result of one indicator, or None when it was not computed."""
        return next((result for result in self.results if result.definition.id == indicator), None)

    def of_area(self, area: str) -> list[IndicatorResult]:
        """Results of an area that have a value."""
        return [result for result in self.results if result.definition.area == area and result.own is not None]

    def area(self, key: str) -> AreaResult | None:
        return next((area for area in self.areas if area.key == key), None)

    @property
    def strengths(self) -> list[IndicatorResult]:
        """Indicators rated a strength, the strongest first."""
        rated = [result for result in self.results if result.z is not None and "mocna" in result.rating]
        return sorted(rated, key=lambda result: -(result.z or 0.0))

    @property
    def weaknesses(self) -> list[IndicatorResult]:
        """Indicators rated a weakness, the weakest first."""
        rated = [result for result in self.results if result.z is not None and "słaba" in result.rating]
        return sorted(rated, key=lambda result: result.z or 0.0)

    def headline(self, result: IndicatorResult) -> str:
        """One short finding that is true of the data, fit for a chart's title."""
        return sentences.plain(sentences.headline(result, self.town))

    def interpretation(self, result: IndicatorResult) -> tuple[Piece, ...]:
        """One or two sentences about an indicator; numbers come as facts."""
        return sentences.interpretation(result, self.town)

    def chart(self, result: IndicatorResult) -> Chart:
        """The town's line with the group's median and middle half; bars of the group where only one year is known."""
        if len(result.series) < 2:
            return self.ranking(result)
        return indicator_charts.line(result, self.town, self.headline(result))

    def ranking(self, result: IndicatorResult) -> Chart:
        """Bars of every member in the newest year, the best on top."""
        return indicator_charts.ranking(result, self.town, self.names)

    def radar(self) -> Chart:
        """The areas as a radar: the town's scores now and in the first years."""
        return indicator_charts.radar([area for area in self.areas if area.key in self.catalogue.areas], self.catalogue, self.town)

    def scatter(self) -> Chart:
        """Areas by value and dynamics, in four quadrants."""
        return indicator_charts.scatter([area for area in self.areas if area.key in self.catalogue.areas], self.catalogue, self.town)


def diagnose(
    project: Project, statistics: Statistics, register: Register, catalogue: Catalogue, *, only: Collection[str] | None = None
) -> Diagnosis:
    """Computes the diagnosis of the project's town; `only` limits it to some indicators (the synthetic picture then to these too)."""
    settings = project.single(Settings)
    group = group_of(project, register, statistics)
    values = IndicatorValues(catalogue, statistics, register)
    definitions = [definition for definition in catalogue.indicators.values() if only is None or definition.id in only]
    voivodeship = _voivodeship(register, settings.territory)
    everyone = [settings.territory, *group.members, COUNTRY, *([voivodeship] if voivodeship else [])]
    values.load([definition.id for definition in definitions], everyone)
    results = tuple(_result(definition, settings.territory, group, values, voivodeship) for definition in definitions)
    return Diagnosis(
        group=group,
        town=sentences.town_words(settings),
        results=results,
        areas=_areas(results, settings.territory, group, values),
        catalogue=catalogue,
        names=_names(register, [settings.territory, *group.members]),
    )


def _result(definition: IndicatorDefinition, own: str, group: Group, values: IndicatorValues, voivodeship: str) -> IndicatorResult:
    years = values.years(definition.id, own) if own else []
    if not years:
        return IndicatorResult(definition=definition, missing=_why_missing(definition, values))
    last = years[-1]
    years = [year for year in years if year >= last - threshold("zmiana", "okres_lat")]
    series = tuple(values.fact(definition.id, own, year) for year in years)
    by_year = values.by_year(definition.id, [own, *group.members])
    group_series = tuple(_group_year(year, by_year.get(year, {}), own) for year in years if len(by_year.get(year, {})) > 1)
    here = by_year.get(last, {})
    enough = len(here) - 1 >= threshold("grupa", "najmniej_jednostek")
    first = series[0] if len(series) > 1 else None
    scores = synthesis.standardised(here, definition.direction, definition.nominal) if enough else {}
    z = scores.get(own)
    peers = values.many(definition.id, [code for code in here if code != own], last)
    middle = next((one for one in group_series if one.year == last), None)
    return IndicatorResult(
        definition=definition,
        own=series[-1],
        first=first,
        change=sentences.change(definition, first, series[-1]),
        group_mean=_of_group(definition, "średnia grupy porównawczej", middle.mean if middle else None, last, peers.values()),
        group_median=_of_group(definition, "mediana grupy porównawczej", middle.median if middle else None, last, peers.values()),
        group_change=_group_change(definition, first, by_year, own, peers.values()),
        country=_elsewhere(values, definition, COUNTRY, last),
        voivodeship=_elsewhere(values, definition, voivodeship, last) if voivodeship else None,
        position=_position(definition, here, own) if enough else None,
        trend=trend({fact.year: float(fact.value) for fact in series if fact.year and fact.value is not None}, definition.stable),
        z=z,
        rating=rating(z) if z is not None else "",
        series=series,
        group_series=group_series,
        group_values=here,
    )


def _position(definition: IndicatorDefinition, values: Mapping[str, float], own: str) -> Position:
    """Place by the direction; with a nominal value by the nearness to it; else the greatest first."""
    found = position(values, own, definition.direction)
    if definition.direction == "=" and definition.nominal is not None:
        distance = {code: abs(value - definition.nominal) for code, value in values.items()}
        return replace(found, rank=position(distance, own, "-").rank)
    return found


def _why_missing(definition: IndicatorDefinition, values: IndicatorValues) -> str:
    titles = [values.catalogue.variables[key].title for key in definition.variables]
    return f"Brak danych dla wskaźnika „{definition.name}”. Potrzebne zmienne: {'; '.join(titles)}."


def _group_year(year: int, values: Mapping[str, float], own: str) -> GroupYear:
    others = [value for code, value in values.items() if code != own]
    q1, median, q3 = quartiles(others)
    return GroupYear(year=year, count=len(others), mean=figures.fmean(others), median=median, q1=q1, q3=q3)


def _of_group(definition: IndicatorDefinition, what: str, value: float | None, year: int, peers: Iterable[Fact]) -> Fact | None:
    if value is None:
        return None
    return Fact(
        key=f"{definition.id}:{what.split()[0]}",
        label=f"{definition.name} – {what}",
        value=value,
        unit=definition.unit,
        year=year,
        territory_name="grupa porównawcza",
        decimals=definition.decimals,
        formula=f"{what}: wartości wszystkich jednostek z danymi, bez ważenia",
        inputs=tuple(peers),
    )


def _group_change(definition: IndicatorDefinition, first: Fact | None, by_year: Mapping[int, Mapping[str, float]], own: str, peers: Iterable[Fact]) -> Fact | None:
    """Median of the members' changes between the years of the own change."""
    if first is None or first.year is None:
        return None
    last = max(by_year)
    changes = [
        changed
        for code, value in by_year[last].items()
        if code != own and code in by_year.get(first.year, {})
        for changed in [sentences.change_between(definition, by_year[first.year][code], value)]
        if changed is not None
    ]
    if not changes:
        return None
    return Fact(
        key=f"{definition.id}:zmiana grupy",
        label=f"{definition.name} – zmiana od {first.year} r., mediana grupy porównawczej",
        value=figures.median(changes),
        unit=sentences.change_unit(definition),
        year=last,
        territory_name="grupa porównawcza",
        decimals=sentences.change_decimals(definition),
        formula="mediana zmian jednostek grupy w tych samych latach",
        inputs=tuple(peers),
    )


def _elsewhere(values: IndicatorValues, definition: IndicatorDefinition, territory: str, year: int) -> Fact | None:
    fact = values.fact(definition.id, territory, year)
    return fact if fact.value is not None else None


def _voivodeship(register: Register, territory: str) -> str:
    above = register.ancestor(territory, Level.VOIVODESHIP)
    return above.code if above is not None else ""


def _names(register: Register, codes: Iterable[str]) -> dict[str, str]:
    records = {code: register.get(code) for code in codes}
    plain = [record.name for record in records.values() if record is not None]
    return {
        code: (record.label if plain.count(record.name) > 1 else record.name) if record is not None else code
        for code, record in records.items()
    }


# -- the synthetic picture --------------------------------------------------------------------------------------------


def _areas(results: Iterable[IndicatorResult], own: str, group: Group, values: IndicatorValues) -> tuple[AreaResult, ...]:
    """Scores now (each indicator's newest year) and in its first year, for every level of the hierarchy."""
    settings = rules("thresholds")["synteza"]
    method, limit, coverage = str(settings["metoda"]), float(settings["obciecie"]), float(settings["pokrycie_procent"]) / 100
    counted = [result for result in results if result.position is not None and synthesis.counts(result.definition)]
    everyone = [own, *group.members]
    now: dict[str, Mapping[str, float]] = {}
    before: dict[str, Mapping[str, float]] = {}
    for result in counted:
        now[result.definition.id] = synthesis.scored(result.group_values, result.definition, method, limit)
        if result.first is not None and result.first.year is not None:
            then = values.by_year(result.definition.id, everyone).get(result.first.year, {})
            if own in then and len(then) - 1 >= threshold("grupa", "najmniej_jednostek"):
                before[result.definition.id] = synthesis.scored(then, result.definition, method, limit)
    definitions = [result.definition for result in counted]
    picture_now = synthesis.picture(now, definitions, coverage)
    picture_before = synthesis.picture(before, [definition for definition in definitions if definition.id in before], coverage)
    own_values = {result.definition.id: result.own for result in counted if result.own is not None}
    first_values = {result.definition.id: result.first for result in counted if result.first is not None and result.definition.id in before}
    found = []
    for key, name in _levels(values.catalogue, definitions):
        scores = picture_now.get(key, {})
        if own not in scores:
            continue
        inside = [own_values[d.id] for d in definitions if _belongs(d, key) and d.id in own_values]
        earlier = picture_before.get(key, {}).get(own)
        dynamics = scores[own] - earlier if earlier is not None else None
        found.append(
            AreaResult(
                key=key,
                name=name,
                value=_score(key, name, scores[own], method, inside),
                first=_score(key, name, earlier, method, [first_values[d.id] for d in definitions if _belongs(d, key) and d.id in first_values]) if earlier is not None else None,
                dynamics=dynamics,
                position=position(scores, own, "+") if len(scores) > 1 else None,
                rating=rating(scores[own]) if method == "standaryzacja" else "",
                quadrant=quadrant(scores[own], dynamics) if method == "standaryzacja" else "",
                indicators=len(inside),
            )
        )
    return tuple(found)


def quadrant(value: float, dynamics: float | None) -> str:
    """Name of the quarter of the chart value × dynamics; empty without dynamics. A negligible change is neither gain nor loss."""
    if dynamics is None:
        return ""
    names = rules("thresholds")["cwiartki"]
    level = "wysoka" if value >= 0 else "niska"
    if abs(dynamics) < float(names["nieistotna_zmiana"]):
        return str(names[f"{level}_stabilna"])
    return str(names[f"{level}_{'rosnaca' if dynamics > 0 else 'malejaca'}"])


def _levels(catalogue: Catalogue, definitions: Iterable[IndicatorDefinition]) -> Iterable[tuple[str, str]]:
    """Every level that can have a score: the whole, then dimension, its areas, their sub-areas."""
    yield "", "Ogólny potencjał rozwoju"
    sub_areas = dict.fromkeys((definition.area, definition.sub_area) for definition in definitions)
    for dimension in catalogue.dimensions.values():
        yield dimension.id, dimension.name
        for area in catalogue.areas.values():
            if area.dimension == dimension.id:
                yield area.id, area.name
                for of_area, name in sub_areas:
                    if of_area == area.id:
                        yield f"{area.id}/{name}", name


def _belongs(definition: IndicatorDefinition, key: str) -> bool:
    return key in ("", definition.dimension, definition.area, f"{definition.area}/{definition.sub_area}")


def _score(key: str, name: str, value: float, method: str, inside: Iterable[Fact]) -> Fact:
    inputs = tuple(inside)
    return Fact(
        key=f"synteza:{key}",
        label=f"{name} – ocena syntetyczna",
        value=value,
        decimals=2,
        year=max((fact.year for fact in inputs if fact.year), default=None),
        mark=Mark.NORMAL,
        formula=f"{method} wskaźników względem grupy porównawczej, średnia wskaźników w podobszarach, podobszarów w obszarach i obszarów w wymiarach",
        inputs=inputs,
    )
