"""Population tables, projection from statistics and demand for services."""

import pytest

from mrl_desktop.analysis import demography, demography_charts
from mrl_desktop.analysis.demography import AGE_KEYS
from mrl_desktop.domain.charts import ChartKind

TOWN = "9901011"
WOMEN = [900, 980, 1100, 1050, 1000, 1150, 1350, 1600, 1700, 1500, 1350, 1400, 1700, 1900, 1650, 1000, 700, 820]
MEN = [950, 1030, 1150, 1100, 1050, 1200, 1400, 1650, 1700, 1480, 1300, 1280, 1450, 1450, 1100, 580, 350, 300]


@pytest.fixture
def town(values, memory):
    """The structure of the domain note with births and migration of the last years."""
    for key, women, men in zip(AGE_KEYS, WOMEN, MEN, strict=True):
        memory.put(f"{key}_k", TOWN, {2024: women})
        memory.put(f"{key}_m", TOWN, {2024: men})
    for year in range(2020, 2025):
        memory.put("ludnosc", TOWN, {year: 43_370 + 300 * (2024 - year)})
        memory.put("urodzenia", TOWN, {year: 290})
        memory.put("zgony", TOWN, {year: 560})
        memory.put("saldo_migracji", TOWN, {year: -47})
        memory.put("przedprodukcyjny", TOWN, {year: 7_400})
        memory.put("produkcyjny", TOWN, {year: 24_420})
        memory.put("poprodukcyjny", TOWN, {year: 11_550})
    return values


def test_the_structure_is_read_only_when_complete(values, memory) -> None:
    for key in AGE_KEYS:
        memory.put(f"{key}_k", TOWN, {2024: 10})
    assert demography.observed(values, TOWN) is None
    assert demography.forecasts(values, TOWN) == []


def test_four_variants_start_from_the_same_base(town) -> None:
    found = demography.forecasts(town, TOWN)
    assert [forecast.variant for forecast in found] == ["bez_migracji", "trend", "niski", "wysoki"]
    assert {round(forecast.structures[0].total) for forecast in found} == {43_370}
    ends = {forecast.variant: forecast.structures[-1].total for forecast in found}
    assert ends["niski"] < ends["trend"] < ends["wysoki"]
    assert ends["trend"] < ends["bez_migracji"]


def test_fertility_is_scaled_to_the_births_of_recent_years(town) -> None:
    trend = demography.forecasts(town, TOWN)[1]
    modelled = sum(rate * WOMEN[index] for rate, index in zip(trend.assumptions.fertility, range(3, 10), strict=True))
    assert modelled == pytest.approx(290)


def test_migrants_of_the_trend_add_up_to_the_last_five_years(town) -> None:
    assumptions = demography.forecasts(town, TOWN)[1].assumptions
    assert sum(assumptions.migrants_women) + sum(assumptions.migrants_men) == pytest.approx(-5 * 47)


def test_rows_of_the_forecast_add_up_and_rest_on_the_age_groups(town) -> None:
    rows = {row.label: row for row in demography.forecast_rows(demography.forecasts(town, TOWN)[0])}
    total = rows["Ludność ogółem"]
    parts = [rows["0–14 lat"], rows["15–64 lata"], rows["65 lat i więcej"]]
    for index, fact in enumerate(total.facts):
        assert sum(part.facts[index].value for part in parts) == pytest.approx(fact.value)
    assert total.change.value == pytest.approx(total.facts[-1].value - total.facts[0].value)
    assert len(list(total.facts[-1].sources())) == 36


def test_demand_for_services_follows_the_ages_and_its_conclusion_the_change(town) -> None:
    rows = demography.demand(demography.forecasts(town, TOWN)[1])
    nursery = rows[0]
    assert nursery.base.value == pytest.approx((900 + 950) * 3 / 5)
    for row in rows:
        grows = row.target.value > row.base.value * 1.02
        falls = row.target.value < row.base.value * 0.98
        assert not grows or "potrzebn" in row.conclusion.lower() or "rozbudow" in row.conclusion or "Rosnąca" in row.conclusion
        assert not falls or "potrzebne są" not in row.conclusion.lower()


def test_movement_rows_compute_natural_and_real_increase(town) -> None:
    rows = {row.label: row for row in demography.population_rows(town, TOWN, [2023, 2024])}
    assert [fact.value for fact in rows["Przyrost naturalny"].facts] == [-270, -270]
    assert [fact.value for fact in rows["Przyrost rzeczywisty"].facts] == [-317, -317]
    assert "kobiety" not in rows
    assert rows["Przyrost rzeczywisty"].facts[0].inputs[0].label == "Przyrost naturalny"


def test_shares_of_the_economic_ages_make_a_hundred(town) -> None:
    rows = demography.structure_rows(town, TOWN, [2020, 2024])
    for index in range(2):
        assert sum(share.facts[index].value for _, share in rows) == pytest.approx(100)


def test_an_unknown_year_is_left_open(town) -> None:
    rows = demography.population_rows(town, TOWN, [2010, 2024])
    assert all(row.facts[0] is None for row in rows)


def test_small_populations_are_warned_about(town) -> None:
    structure = demography.observed(town, TOWN).structure
    assert demography.caution(structure) == ""
    tiny = type(structure)(year=2024, women=(10.0,) * 18, men=(10.0,) * 18)
    assert "360 mieszkańców" in demography.caution(tiny).replace("\u00a0", " ")


def test_assumptions_are_printed_for_every_variant(town) -> None:
    found = demography.forecasts(town, TOWN)
    assert all(len(cells) == len(found) for _, cells in demography.assumption_rows(found))


def test_the_pyramid_shows_the_facts(town) -> None:
    chart = demography_charts.pyramid(demography.observed(town, TOWN), "Nowe Bielany")
    assert chart.kind is ChartKind.PYRAMID
    assert chart.series[0].values == tuple(float(number) for number in WOMEN)
    assert "40–44" in chart.title
    assert "22,7%" in chart.alt


def test_the_chart_of_variants_says_only_what_all_of_them_show(town) -> None:
    found = demography.forecasts(town, TOWN)
    past = [town.variable("ludnosc", TOWN, year) for year in range(2020, 2025)]
    chart = demography_charts.variants(found, past, "Nowe Bielany")
    assert all(len(series.values) == len(chart.categories) for series in chart.series)
    if "mniej" in chart.title:
        assert all(forecast.structures[-1].total < 43_370 for forecast in found)


def test_the_chart_of_economic_ages_stacks_to_a_hundred(town) -> None:
    years = [2020, 2024]
    chart = demography_charts.economic_ages(demography.structure_rows(town, TOWN, years), years, "Nowe Bielany")
    assert [sum(values) for values in zip(*(series.values for series in chart.series), strict=True)] == pytest.approx([100, 100])
