"""Chapters P2.3.1 and P2.3.2: how the population moves and is made up, what is forecast, and what follows for services."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Align, Block, ChartBlock, Column, Look, Paragraph, Row, Run, Table
from generator.context import ChapterContext
from generator.indicator_blocks import charts_of, conclusion, indicator_table, results_of, sentences
from generator.tables import Content, cell, data_source, figure, group_row, own_source, row, text
from mrl_desktop.analysis import demography, demography_charts
from mrl_desktop.analysis.demography import Forecast
from mrl_desktop.domain.facts import Fact
from mrl_desktop.polish import number, signed

INDICATORS = ("D00", "D02", "D03", "D05", "D04", "D18", "D07", "D10", "D11", "D12", "D14", "D16")
CHARTS = ("D00", "D03", "D05")
LONG_ASSUMPTION = 24
"""Letters from which a text is too long to stand in a column of numbers."""
MOST_YEARS = 7
"""Years a table of the past shows; longer series keep their last years and the first one."""


def movement(context: ChapterContext) -> Sequence[Block]:
    if context.town is None:
        return []
    results = results_of(context, INDICATORS)
    blocks: list[Block] = []
    opening = conclusion(context, results) if results else None
    if opening:
        blocks.append(opening)
    if results:
        blocks.append(sentences(context, results, always=("D00",), most=4))
    blocks += charts_of(context, CHARTS)
    town = context.town.code
    years = shown_years(context.values.years("D00", town))
    rows = demography.population_rows(context.values, town, years)
    if rows:
        blocks.append(
            Table(
                key="T-DEMO-1",
                caption="Stan i ruch ludności",
                columns=(text("Wyszczególnienie", 2.6), text("Jednostka", 0.9), *(figure(str(year)) for year in years)),
                rows=tuple(row(one.label, one.unit, *one.facts) for one in rows),
                source=data_source(fact for one in rows for fact in one.facts),
                small=True,
            )
        )
    structure = demography.structure_rows(context.values, town, years)
    if structure:
        body: list[Row] = [group_row("Liczba osób", 1 + len(years)), *(row(count.label, *count.facts) for count, _ in structure)]
        body += [group_row("Udział [%]", 1 + len(years)), *(row(share.label, *share.facts) for _, share in structure)]
        blocks.append(
            Table(
                key="T-DEMO-2",
                caption="Struktura ludności według ekonomicznych grup wieku",
                columns=(text("Grupa wieku", 2.4), *(figure(str(year)) for year in years)),
                rows=tuple(body),
                source=data_source(fact for count, _ in structure for fact in count.facts),
                small=True,
            )
        )
        chart = demography_charts.economic_ages(structure, years, context.settings.town_name)
        blocks.append(ChartBlock(key="W-WIEK", chart=chart, caption="Udział ekonomicznych grup wieku w ludności"))
    observed = demography.observed(context.values, town)
    if observed is not None:
        blocks.append(ChartBlock(key="W-PIRAMIDA", chart=demography_charts.pyramid(observed, context.settings.town_name), caption="Ludność według wieku i płci"))
    if results:
        blocks.append(indicator_table(context, results, key="T-DEMO-WSK", caption="Demografia – wskaźniki"))
    return blocks


def shown_years(years: Sequence[int]) -> list[int]:
    """At most MOST_YEARS of them: the first one and the last ones."""
    ordered = sorted(years)
    if len(ordered) <= MOST_YEARS:
        return ordered
    return [ordered[0], *ordered[-(MOST_YEARS - 1) :]]


def forecast(context: ChapterContext) -> Sequence[Block]:
    if context.town is None:
        return []
    forecasts = demography.forecasts(context.values, context.town.code)
    if not forecasts:
        return []
    main = next((one for one in forecasts if one.variant == "trend"), forecasts[0])
    base_facts = main.base.facts
    blocks: list[Block] = [Paragraph(runs=_sentence(main), look=Look.CONCLUSION)]
    past = [fact for fact in context.values.facts("D00", context.town.code) if fact.value is not None]
    blocks.append(ChartBlock(key="W-PROGNOZA", chart=demography_charts.variants(forecasts, past, context.settings.town_name), caption="Prognoza liczby ludności w wariantach"))
    warning = demography.caution(main.base.structure)
    if warning:
        blocks.append(Paragraph(runs=(Run(text=warning),), look=Look.NOTE))
    rows = demography.forecast_rows(main)
    years = [fact.year for fact in rows[0].facts] if rows else []
    blocks.append(
        Table(
            key="T-DEMO-PROG",
            caption=f"Prognoza ludności według grup wieku – wariant {main.name.lower()}",
            columns=(text("Grupa wieku", 2.4), *(figure(str(year)) for year in years), figure("Zmiana", "osoby"), figure("Zmiana", "%")),
            rows=tuple(
                row(one.label, *(cell(fact, decimals=0) for fact in one.facts), _signed(one.change, 0), _signed(one.change_percent, 1)) for one in rows
            ),
            source=data_source(base_facts) + "; obliczenia metodą składnikową",
            small=True,
        )
    )
    services = demography.demand(main)
    if services:
        blocks.append(
            Table(
                key="T-POPYT",
                caption="Skutki zmian demograficznych dla usług",
                columns=(text("Usługa", 2), text("Wiek odbiorców", 1.2), figure(f"{services[0].base.year}"), figure(f"{services[0].target.year}"), figure("Zmiana", "%", 0.9), text("Wniosek", 3)),
                rows=tuple(
                    row(one.service, one.ages, cell(one.base, decimals=0), cell(one.target, decimals=0), _signed(one.change, 1), one.conclusion) for one in services
                ),
                source=data_source(base_facts) + "; obliczenia własne",
            )
        )
    blocks.append(_assumptions(context, forecasts))
    return blocks


def _assumptions(context: ChapterContext, forecasts: Sequence[Forecast]) -> Table:
    """T-DEMO-ZAL: what differs between the variants in columns; a longer text that holds for all of them goes below."""
    rows: list[Row] = []
    common: list[str] = []
    for label, values in demography.assumption_rows(forecasts):
        if len(set(values)) == 1 and len(str(values[0])) > LONG_ASSUMPTION:
            common.append(f"{label}: {values[0]}.")
        else:
            rows.append(row(label, *values))
    return Table(
        key="T-DEMO-ZAL",
        caption="Założenia prognozy według wariantów",
        columns=(text("Założenie", 2.4), *(Column(title=one.name, align=Align.RIGHT, weight=1.2) for one in forecasts)),
        rows=tuple(rows),
        source=own_source(context, "metoda składnikowa"),
        note=" ".join([*common, "Prognoza jest szacunkiem: pokazuje, co się stanie, jeśli założenia się spełnią. Obliczenia prowadzi się na liczbach niezaokrąglonych."]),
        small=True,
    )


def _sentence(main: Forecast) -> tuple[Run, ...]:
    """What the main variant says of the total, its numbers as facts."""
    total = main.persons("Ludność ogółem", 0)
    first, last = total[0], total[-1]
    change = float(last.value or 0) - float(first.value or 0)
    share = Fact(
        key="prognoza:zmiana",
        label=f"Ludność ogółem – zmiana od {first.year} r. do {last.year} r.",
        value=100 * change / float(first.value or 1),
        unit="%",
        year=last.year,
        formula="100 × (wartość ostatnia − pierwsza) ÷ pierwsza",
        inputs=(first, last),
    )
    word = "zmniejszy się" if change < 0 else "zwiększy się"
    return (
        Run(text=f"W wariancie „{main.name.lower()}” liczba mieszkańców {word} z "),
        Run(text=number(first.value, 0), fact=first),
        Run(text=f" w {first.year} r. do około "),
        Run(text=number(last.value, 0), fact=last),
        Run(text=f" w {last.year} r. (o "),
        Run(text=f"{number(abs(float(share.value or 0)), 1)}%", fact=share),
        Run(text=")."),
    )


def _signed(fact: Fact | None, decimals: int) -> Content:
    if fact is None or fact.value is None:
        return None
    return Run(text=signed(fact.value, decimals), fact=fact)
