"""Values with their whole chain; unknown inputs never become zero."""

import pytest

from mrl_desktop.analysis.country_year import numbers_in_year
from mrl_desktop.analysis.indicator_values import IndicatorValues
from mrl_desktop.domain.facts import Mark

TOWN, POWIAT = "9901011", "9901000"


def test_an_indicator_carries_its_formula_and_every_cell_it_rests_on(values, memory) -> None:
    memory.put("przedprodukcyjny", TOWN, {2024: 7400})
    memory.put("produkcyjny", TOWN, {2024: 24420})
    memory.put("poprodukcyjny", TOWN, {2024: 11550})
    fact = values.fact("D07", TOWN)
    assert fact.value == pytest.approx(77.6, abs=0.05)
    assert fact.year == 2024
    assert "Ludność w wieku produkcyjnym" in fact.formula
    assert {source.file for source in fact.sources()} == {"przedprodukcyjny.csv", "produkcyjny.csv", "poprodukcyjny.csv"}


def test_a_plain_variable_keeps_the_cell_it_stands_in(values, memory) -> None:
    memory.put("gestosc", TOWN, {2024: 812.5})
    fact = values.fact("D01", TOWN)
    assert (fact.key, fact.value, fact.inputs) == ("D01", 812.5, ())
    assert fact.source is not None
    assert fact.source.file == "gestosc.csv"


@pytest.mark.parametrize("mark", [Mark.SUPPRESSED, Mark.NOT_YET, Mark.MISSING, Mark.DOUBTFUL_ZERO])
def test_an_unknown_input_leaves_the_indicator_unknown_and_says_why(values, memory, mark: Mark) -> None:
    memory.put("bezrobotni", TOWN, {2024: 0.0 if mark is Mark.DOUBTFUL_ZERO else None}, mark)
    memory.put("produkcyjny", TOWN, {2024: 24420})
    fact = values.fact("R01", TOWN, 2024)
    assert fact.value is None
    assert fact.mark is mark
    assert values.years("R01", TOWN) == []


def test_an_absent_row_is_missing_not_zero(values, memory) -> None:
    memory.put("produkcyjny", TOWN, {2024: 24420})
    fact = values.fact("R01", TOWN, 2024)
    assert (fact.value, fact.mark) == (None, Mark.MISSING)


def test_without_a_year_the_newest_known_value_answers(values, memory) -> None:
    memory.put("gestosc", TOWN, {2022: 1.0, 2023: 2.0})
    memory.put("gestosc", TOWN, {2024: None}, Mark.NOT_YET)
    assert values.fact("D01", TOWN).year == 2023


def test_nothing_imported_gives_a_fact_without_value_and_year(values) -> None:
    fact = values.fact("D01", TOWN)
    assert (fact.value, fact.year, fact.mark) == (None, None, Mark.MISSING)


def test_a_powiats_value_is_labelled_as_the_powiats(values, memory) -> None:
    memory.put("stopa_bezrobocia", POWIAT, {2024: 7.1})
    fact = values.fact("R06", TOWN)
    assert (fact.value, fact.territory, fact.territory_name) == (7.1, POWIAT, "powiat bielański")


def test_a_gmina_variable_is_never_answered_by_the_powiat(values, memory) -> None:
    memory.put("ludnosc", POWIAT, {2024: 90_000})
    assert values.fact("D00", TOWN).value is None


def test_the_mean_population_uses_both_year_ends_and_says_when_it_cannot(values, memory) -> None:
    memory.put("ludnosc", TOWN, {2023: 40_000, 2024: 42_000})
    memory.put("urodzenia", TOWN, {2023: 400, 2024: 410})
    assert values.fact("D04", TOWN, 2024).value == pytest.approx(1000 * 410 / 41_000)
    first = values.fact("D04", TOWN, 2023)
    assert first.value == pytest.approx(1000 * 400 / 40_000)
    assert "brak roku poprzedniego" in first.inputs[1].label


def test_a_value_of_years_ago_and_of_the_country_are_taken_from_there(values, memory) -> None:
    memory.put("ludnosc", TOWN, {2019: 50_000, 2024: 45_000})
    assert values.fact("D02", TOWN).value == pytest.approx(-10.0)
    memory.put("wynagrodzenie", POWIAT, {2024: 6_000})
    memory.put("wynagrodzenie", "0000000", {2024: 8_000})
    assert values.fact("R05", TOWN).value == pytest.approx(75.0)


def test_a_village_that_became_a_town_keeps_its_series(values, memory) -> None:
    memory.put("ludnosc", "9901012", {2018: 9_000, 2019: 9_100})
    memory.put("ludnosc", TOWN, {2020: 9_200})
    assert [fact.year for fact in values.facts("D00", TOWN)] == [2018, 2019, 2020]


def test_a_caution_of_an_input_stands_on_the_result(values, memory) -> None:
    memory.put("bezrobotni", TOWN, {2024: 900}, Mark.ESTIMATED)
    memory.put("produkcyjny", TOWN, {2024: 24_420})
    assert values.fact("R01", TOWN).mark is Mark.ESTIMATED


def test_many_territories_are_fetched_at_once(values: IndicatorValues, memory, register) -> None:
    towns = [territory.code for territory in register.territories if territory.unit_type == "1"]
    for code in towns:
        memory.put("gestosc", code, {2024: float(code[-2])})
    found = values.many("D01", towns, 2024)
    assert {code: fact.value for code, fact in found.items()} == {code: float(code[-2]) for code in towns}
    assert memory.slices <= 2


def test_a_variable_answers_with_its_own_cell(values, memory) -> None:
    memory.put("ludnosc", TOWN, {2023: 1.0, 2024: 2.0})
    fact = values.variable("ludnosc", TOWN)
    assert (fact.value, fact.year, fact.unit) == (2.0, 2024, "osoba")
    with pytest.raises(KeyError):
        values.variable("nie_ma_takiej", TOWN)


def test_one_year_of_the_whole_country_gives_the_same_numbers_as_asking_one_by_one(memory, register, catalogue) -> None:
    """Formulas with means, earlier years, powiat values and Poland's, for gminy and cities alike."""
    towns = [territory.code for territory in register.gminy()] + [TOWN]
    for place, code in enumerate([*towns, "0000000", *{code[:4] + "000" for code in towns}]):
        for order, key in enumerate(catalogue.variables):
            if (place + order) % 7:
                memory.put(key, code, {year: float(1000 + place * 13 + order + year % 5) for year in range(2017, 2025)})
    asked = list(catalogue.indicators)
    together = numbers_in_year(catalogue, memory, register, asked, towns, 2024)
    apart = IndicatorValues(catalogue, memory, register)
    for indicator in asked:
        one_by_one = {code: number for code in towns if (number := apart.numbers(indicator, code).get(2024)) is not None}
        assert together[indicator] == pytest.approx(one_by_one), indicator
    assert sum(map(len, together.values())) > len(towns) * len(asked) / 3
