"""Charts of the population as data: the age pyramid, the economic age groups over the years, and the variants of the projection."""

from __future__ import annotations

from collections.abc import Sequence

from mrl_desktop.analysis.cohorts import AGE_LABELS
from mrl_desktop.analysis.demography import Forecast, Observed, Row
from mrl_desktop.analysis.indicator_charts import sources_of
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries, Role
from mrl_desktop.domain.facts import Fact
from mrl_desktop.polish import counted, joined, number


def pyramid(observed: Observed, town: str) -> Chart:
    """Women and men by five-year age group; the title names the largest group."""
    structure = observed.structure
    both = [w + m for w, m in zip(structure.women, structure.men, strict=True)]
    largest = AGE_LABELS[max(range(len(both)), key=lambda i: both[i])]
    old = 100 * structure.persons(65) / structure.total if structure.total else 0.0
    young = 100 * structure.persons(0, 14) / structure.total if structure.total else 0.0
    return Chart(
        kind=ChartKind.PYRAMID,
        title=f"Najliczniejsi są mieszkańcy w wieku {largest} lat",
        subtitle=f"{town}: ludność według płci i wieku, stan 31 XII {structure.year} r., osoby",
        unit="osób",
        categories=AGE_LABELS,
        series=(
            ChartSeries(name="kobiety", role=Role.OWN, values=structure.women, facts=observed.women),
            ChartSeries(name="mężczyźni", role=Role.OTHER, values=structure.men, facts=observed.men),
        ),
        decimals=0,
        source=sources_of(observed.facts),
        alt=(
            f"Piramida wieku: {town}, {structure.year} r., {_people(structure.total)}, w tym {_women(sum(structure.women))}. "
            f"Najliczniejsza grupa wieku: {largest} lat. Osoby w wieku 65 lat i więcej stanowią {number(old, 1)}%, dzieci do 14 lat {number(young, 1)}%."
        ),
    )


def economic_ages(rows: Sequence[tuple[Row, Row]], years: Sequence[int], town: str) -> Chart:
    """Shares of the three economic age groups as stacked columns."""
    series = [ChartSeries(name=share.label, values=tuple(_value(fact) for fact in share.facts), facts=share.facts) for _, share in rows]
    known = [index for index in range(len(years)) if all(share.facts[index] is not None for _, share in rows)] if rows else []
    told = "; ".join(
        f"{share.label.lower()}: z {number(_value(share.facts[known[0]]), 1)}% do {number(_value(share.facts[known[-1]]), 1)}%" for _, share in rows
    ) if known else "brak danych"  # fmt: skip
    after = next((share for count, share in rows if any(fact and fact.key == "poprodukcyjny" for fact in count.facts)), None)
    title = "Struktura ludności według ekonomicznych grup wieku"
    if after is not None and len(known) > 1:
        first, last = _value(after.facts[known[0]]) or 0.0, _value(after.facts[known[-1]]) or 0.0
        if number(first, 1) != number(last, 1):
            verb = "wzrósł" if last > first else "spadł"
            title = f"Udział osób w wieku poprodukcyjnym {verb} z {number(first, 1)}% do {number(last, 1)}%"
    span = f", {years[known[0]]}–{years[known[-1]]}" if known else ""
    return Chart(
        kind=ChartKind.STACKED,
        title=title,
        subtitle=f"{town}: ekonomiczne grupy wieku, udział w ludności ogółem [%]{span}",
        unit="%",
        categories=tuple(str(year) for year in years),
        series=tuple(series),
        decimals=1,
        source=sources_of([fact for _, share in rows for fact in share.facts if fact is not None]),
        alt=f"Wykres słupkowy skumulowany: {told}.",
    )


def variants(forecasts: Sequence[Forecast], past: Sequence[Fact], town: str) -> Chart:
    """Population so far and in each variant of the projection; every variant starts at the base year."""
    first = forecasts[0]
    totals = {forecast.variant: forecast.persons("Ludność ogółem", 0) for forecast in forecasts}
    base_year = first.base.structure.year
    before = {fact.year: fact for fact in past if fact.value is not None and fact.year is not None and fact.year < base_year}
    years = [*sorted(before), *(structure.year for structure in first.structures)]
    series = [
        ChartSeries(
            name="dotychczas",
            role=Role.OWN,
            values=tuple(
                _value(before.get(year)) if year in before else (first.base.structure.total if year == base_year else None)
                for year in years
            ),
            facts=tuple(before.get(year) or (totals[first.variant][0] if year == base_year else None) for year in years),
        )
    ]
    for forecast in forecasts:
        by_year = {fact.year: fact for fact in totals[forecast.variant]}
        series.append(
            ChartSeries(
                name=f"wariant {forecast.name}",
                values=tuple(_value(by_year.get(year)) for year in years),
                facts=tuple(by_year.get(year) for year in years),
            )
        )
    ends = [f"{forecast.name}: {_people(float(totals[forecast.variant][-1].value or 0))}" for forecast in forecasts]
    low = min(float(totals[f.variant][-1].value or 0) for f in forecasts)
    high = max(float(totals[f.variant][-1].value or 0) for f in forecasts)
    base = first.base.structure.total
    side = "mniej" if high < base else "więcej" if low > base else ""
    last = first.structures[-1].year
    finding = (
        f"W każdym wariancie w {last} r. mieszkańców będzie {side} niż w {base_year} r."
        if side
        else f"Prognoza liczby ludności do {last} r."
    )
    return Chart(
        kind=ChartKind.LINE,
        title=finding,
        subtitle=f"{town}: liczba ludności i jej prognoza, osoby",
        unit="osób",
        categories=tuple(str(year) for year in years),
        series=tuple(series),
        decimals=0,
        source="obliczenia własne metodą składnikową na podstawie danych: " + sources_of(first.base.facts),
        alt=f"Wykres liniowy prognozy ludności. Stan w {base_year} r.: {_people(base)}. W {last} r. warianty: {joined(ends)}.",
        zero_based=False,
    )


def _people(number_of: float) -> str:
    return counted(round(number_of), "osoba", "osoby", "osób")


def _women(number_of: float) -> str:
    return counted(round(number_of), "kobieta", "kobiety", "kobiet")


def _value(fact: Fact | None) -> float | None:
    return None if fact is None or fact.value is None else float(fact.value)
