"""Charts of the diagnosis as data: the town against its group in time, in rank, by areas. Texts are written from the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mrl_desktop.analysis.rules import rules
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries, Role
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.indicators import Catalogue, IndicatorDefinition
from mrl_desktop.polish import joined, number, plural, signed, sort_key

if TYPE_CHECKING:
    from mrl_desktop.analysis.diagnosis import AreaResult, IndicatorResult
    from mrl_desktop.analysis.sentences import TownWords

SHOWN_IN_RANKING = 25
"""More bars than this cannot be read; the best, the worst and the town's neighbours are kept."""


def line(result: IndicatorResult, town: TownWords, title: str) -> Chart:
    """The town's series with the group's median and its middle half (lower to upper quartile)."""
    definition = result.definition
    years = [fact.year for fact in result.series]
    groups = {one.year: one for one in result.group_series}
    band = [groups.get(year or 0) for year in years]
    series = [_own(town.name, result.series)]
    if any(band):
        series += [
            ChartSeries(name="mediana grupy porównawczej", role=Role.GROUP, values=tuple(one.median if one else None for one in band)),
            ChartSeries(name="dolny kwartyl grupy", role=Role.BAND_LOW, values=tuple(one.q1 if one else None for one in band)),
            ChartSeries(name="górny kwartyl grupy", role=Role.BAND_HIGH, values=tuple(one.q3 if one else None for one in band)),
        ]
    first, last = result.series[0], result.series[-1]
    alt = (
        f"Wykres liniowy: {definition.in_sentence}, {town.name}. "
        f"{first.year} r.: {_shown(first.value, definition)}; {last.year} r.: {_shown(last.value, definition)}."
    )
    newest = groups.get(last.year or 0)
    if newest is not None:
        alt += (
            f" Mediana grupy porównawczej w {last.year} r.: {_shown(newest.median, definition)}, "
            f"połowa jednostek między {_shown(newest.q1, definition)} a {_shown(newest.q3, definition)}."
        )
    return Chart(
        kind=ChartKind.LINE,
        title=title,
        subtitle=_years_and_unit(definition, first.year, last.year),
        unit=definition.unit,
        categories=tuple(str(year) for year in years),
        series=tuple(series),
        decimals=definition.decimals,
        source=sources_of(result.series),
        alt=alt,
        zero_based=False,
    )


def ranking(result: IndicatorResult, town: TownWords, names: Mapping[str, str]) -> Chart:
    """Bars of the town and the group in the newest year, best first; the town's bar stands out by its role."""
    definition, own = result.definition, result.own
    if own is None:
        return Chart(kind=ChartKind.BAR, title=f"{definition.name}: brak danych", alt="Brak danych do wykresu.")
    least_first = definition.direction == "-"
    ordered = sorted(
        result.group_values.items(), key=lambda pair: (pair[1] if least_first else -pair[1], sort_key(names.get(pair[0], pair[0])))
    )
    own_at = next((index for index, (code, _) in enumerate(ordered) if code == town.code), 0)
    shown = _readable(ordered, own_at)
    peers = {fact.territory: fact for fact in (result.group_mean.inputs if result.group_mean else ())}
    facts = [own if code == town.code else peers.get(code) for code, _ in shown]
    place = f" – {result.position.rank}. miejsce na {result.position.count}" if result.position else ""
    left_out = f" Pokazano {len(shown)} z {len(ordered)} jednostek." if len(shown) < len(ordered) else ""
    return Chart(
        kind=ChartKind.BAR,
        title=f"{definition.name}: {town.name}{place}",
        subtitle=f"{definition.unit}, {own.year} r.{left_out}",
        unit=definition.unit,
        categories=tuple(town.name if code == town.code else names.get(code, code) for code, _ in shown),
        series=(
            ChartSeries(
                name=town.name,
                role=Role.OWN,
                values=tuple(value if code == town.code else None for code, value in shown),
                facts=tuple(fact if code == town.code else None for fact, (code, _) in zip(facts, shown, strict=True)),
            ),
            ChartSeries(
                name="grupa porównawcza",
                role=Role.GROUP,
                values=tuple(None if code == town.code else value for code, value in shown),
                facts=tuple(None if code == town.code else fact for fact, (code, _) in zip(facts, shown, strict=True)),
            ),
        ),
        decimals=definition.decimals,
        source=sources_of([own]),
        alt=(
            f"Wykres słupkowy: {definition.in_sentence} w {own.year} r. {town.name}: {_shown(own.value, definition)}. "
            f"Na czele {names.get(ordered[0][0], ordered[0][0])} ({_shown(ordered[0][1], definition)}), "
            f"na końcu {names.get(ordered[-1][0], ordered[-1][0])} ({_shown(ordered[-1][1], definition)}).{left_out}"
        ),
    )


def radar(areas: Sequence[AreaResult], catalogue: Catalogue, town: TownWords) -> Chart:
    """Scores of the areas now and in the first years compared; 0 is the mean of the group."""
    now = ChartSeries(
        name=f"{town.name} – ostatni rok",
        role=Role.OWN,
        values=tuple(_value(area.value) for area in areas),
        facts=tuple(area.value for area in areas),
    )
    series = [now]
    if any(area.first for area in areas):
        series.append(
            ChartSeries(
                name=f"{town.name} – pierwszy rok",
                role=Role.OTHER,
                values=tuple(_value(area.first) for area in areas),
                facts=tuple(area.first for area in areas),
            )
        )
    series.append(ChartSeries(name="średnia grupy porównawczej", role=Role.GROUP, values=tuple(0.0 for _ in areas)))
    return Chart(
        kind=ChartKind.RADAR,
        title=_best_and_worst(areas, town),
        subtitle="Ocena syntetyczna obszarów: odchylenie od średniej grupy porównawczej (0), w odchyleniach standardowych",
        categories=tuple(catalogue.areas[area.key].label for area in areas),
        series=tuple(series),
        decimals=2,
        source=f"obliczenia własne na podstawie danych: {sources_of([area.value for area in areas])}",
        alt="Wykres radarowy ocen obszarów. " + _listed(areas),
        zero_based=False,
    )


def scatter(areas: Sequence[AreaResult], catalogue: Catalogue, town: TownWords) -> Chart:
    """Each area as a point: its score now to the right, its change upwards."""
    placed = [area for area in areas if area.dynamics is not None]
    groups: dict[str, list[str]] = {}
    for area in placed:
        groups.setdefault(area.quadrant, []).append(area.name)
    told = ". ".join(f"{quadrant.capitalize()}: {joined(names)}" for quadrant, names in groups.items() if quadrant)
    return Chart(
        kind=ChartKind.SCATTER,
        title=_sides(placed),
        subtitle=f"{town.name}: ocena syntetyczna obszarów i jej zmiana względem grupy porównawczej",
        series=(
            ChartSeries(
                name=town.name,
                role=Role.OWN,
                xs=tuple(_value(area.value) for area in placed),
                values=tuple(area.dynamics for area in placed),
                labels=tuple(catalogue.areas[area.key].label for area in placed),
                facts=tuple(area.value for area in placed),
            ),
        ),
        x_title="wartość (odchylenie od średniej grupy)",
        y_title="dynamika (zmiana oceny)",
        decimals=2,
        source=f"obliczenia własne na podstawie danych: {sources_of([area.value for area in areas])}",
        alt=f"Wykres punktowy obszarów. {told}." if told else "Wykres punktowy obszarów: brak danych o zmianie.",
        zero_based=False,
    )


def _years_and_unit(definition: IndicatorDefinition, first: int | None, last: int | None) -> str:
    """„Lata 2015–2024 [zł]": the title has said the name already, and with it perhaps a part of the unit."""
    unit = definition.unit_beside(definition.name)
    return f"{f'Lata {first}–{last}' if first != last else f'Rok {last}'}{f' [{unit}]' if unit else ''}"


def sources_of(facts: Sequence[Fact]) -> str:
    """Publishers behind the facts, for the line under a chart: „GUS BDL"."""
    publishers = {source.publisher for fact in facts for source in fact.sources() if source.publisher}
    return joined(sorted(publishers, key=sort_key)) or "dane wprowadzone w programie"


def _own(name: str, facts: Sequence[Fact]) -> ChartSeries:
    return ChartSeries(name=name, role=Role.OWN, values=tuple(_value(fact) for fact in facts), facts=tuple(facts))


def _value(fact: Fact | None) -> float | None:
    return None if fact is None or fact.value is None else float(fact.value)


def _readable(ordered: Sequence[tuple[str, float]], own_at: int) -> list[tuple[str, float]]:
    """All bars when they can be read; else both ends and the town with the nearest around it."""
    if len(ordered) <= SHOWN_IN_RANKING:
        return list(ordered)
    ends, around = 5, (SHOWN_IN_RANKING - 10) // 2
    keep = {
        *range(ends),
        *range(len(ordered) - ends, len(ordered)),
        *range(max(0, own_at - around), min(len(ordered), own_at + around + 1)),
    }
    return [pair for index, pair in enumerate(ordered) if index in keep]


def _shown(value: object, definition: IndicatorDefinition) -> str:
    figure = number(float(value), definition.decimals) if isinstance(value, int | float) else "."
    return f"{figure}%" if definition.in_percent else f"{figure} {definition.unit_beside(definition.name)}".strip()


def _best_and_worst(areas: Sequence[AreaResult], town: TownWords) -> str:
    rated = [area for area in areas if area.value.value is not None]
    if not rated:
        return f"{town.name}: brak danych do oceny obszarów"
    best, worst = max(rated, key=lambda area: _value(area.value) or 0.0), min(rated, key=lambda area: _value(area.value) or 0.0)
    return f"Najmocniejszy obszar: {best.name}; najsłabszy: {worst.name}"


def _sides(areas: Sequence[AreaResult]) -> str:
    """How many areas stand below the group's mean, and how many of these are catching up."""
    below = [area for area in areas if (_value(area.value) or 0.0) < 0]
    catching = sum(1 for area in below if area.quadrant == str(rules("thresholds")["cwiartki"]["niska_rosnaca"]))
    told = f"{len(below)} z {len(areas)} obszarów poniżej średniej grupy"
    return f"{told}; {catching} z nich {plural(catching, 'dogania', 'doganiają', 'dogania')} grupę" if catching else told


def _listed(areas: Sequence[AreaResult]) -> str:
    return "; ".join(f"{area.name}: {signed(_value(area.value), 2)}" for area in areas) + "."
