"""Budget indicators and the debt limit, by the arithmetic of the domain note."""

from decimal import Decimal

import pytest

from mrl_desktop.analysis import budget
from mrl_desktop.analysis.budget import Budget
from mrl_desktop.domain.diagnosis import FinanceFigure
from mrl_desktop.domain.project import Project

REVENUE = (100, 104, 110, 115, 118, 128, 140)
SPENDING = (92, 97, 101, 104, 109, 120, 130)
"""Db and Wb of the test vector, the oldest first."""


def figures(year: int, stage: str = "wykonanie", **amounts: int) -> list[FinanceFigure]:
    return [FinanceFigure(item=item, year=year, stage=stage, amount=Decimal(amount)) for item, amount in amounts.items()]


def vector(last: int) -> list[FinanceFigure]:
    """Seven years of the vector ending in `last`, and payments of 5 in the year after."""
    found = []
    for index, (revenue, spending) in enumerate(zip(REVENUE, SPENDING, strict=True)):
        year = last - 6 + index
        found += figures(
            year, dochody_biezace=revenue, wydatki_biezace=spending, dotacje_biezace=0, odsetki=0, dochody=revenue, sprzedaz_majatku=0
        )
    return found + figures(last + 1, dochody_biezace=150, dotacje_biezace=0, dochody=150, splata_rat=9, odsetki=3)


def test_the_relation_of_each_year_and_the_mean_of_seven_equal_the_vector() -> None:
    limit = Budget(Project(vector(2026))).debt_limit(2027)
    assert [round(fact.value, 2) for fact in reversed(limit.right.inputs)] == [8.00, 6.73, 8.18, 9.57, 7.63, 6.25, 7.14]
    assert round(limit.right.value, 2) == 7.64
    assert limit.left.value == pytest.approx(8.0)
    assert limit.margin.value == pytest.approx(limit.right.value - 8.0)
    assert limit.fulfilled is False


def test_transitional_years_take_the_mean_of_three() -> None:
    assert round(Budget(Project(vector(2024))).debt_limit(2025).right.value, 2) == 7.01


def test_the_regime_of_each_year_comes_from_the_rules() -> None:
    assert [budget.regime_of(year)["lat"] for year in (2014, 2019, 2020, 2025, 2026, 2040)] == [3, 3, 3, 3, 7, 7]
    assert budget.regime_of(2010) is None
    assert budget.disclaimer() == "Symulacja poglądowa – nie zastępuje WPF"


def test_property_sales_count_only_under_the_rules_that_say_so() -> None:
    with_sales = [*vector(2024), *figures(2024, "plan", sprzedaz_majatku=14)]
    without = [
        figure for figure in with_sales if not (figure.item == "sprzedaz_majatku" and figure.stage == "wykonanie" and figure.year == 2024)
    ]
    assert Budget(Project(without)).debt_limit(2025).right.value == pytest.approx((7.1428571 + 10.0 + 6.25 + 7.6271186) / 3, abs=1e-6)


def test_interest_is_taken_out_of_current_spending_where_the_rules_say_so() -> None:
    found = [figure for figure in vector(2026) if not (figure.item == "odsetki" and figure.year == 2026)]
    limit = Budget(Project([*found, *figures(2026, odsetki=7)])).debt_limit(2027)
    assert limit.right.inputs[0].value == pytest.approx(100 * (140 - (130 - 7)) / 140)


def test_grants_are_taken_out_of_the_denominator() -> None:
    found = [figure for figure in vector(2026) if not (figure.item == "dotacje_biezace" and figure.year == 2027)]
    limit = Budget(Project([*found, *figures(2027, dotacje_biezace=30)])).debt_limit(2027)
    assert limit.left.value == pytest.approx(10.0)


def test_an_unknown_year_leaves_the_limit_unknown() -> None:
    found = [figure for figure in vector(2026) if figure.year != 2022]
    assert Budget(Project(found)).debt_limit(2027) is None


def test_execution_goes_before_plan_and_plan_before_forecast() -> None:
    figures_of_year = [*figures(2024, "prognoza", dlug=3), *figures(2024, "plan", dlug=2), *figures(2024, dlug=1)]
    found = Budget(Project(figures_of_year))
    assert found.fact("dlug", 2024).value == 1
    assert found.years == [2024]


def test_indicators_rest_on_the_figures_they_use() -> None:
    found = Budget(
        Project(
            figures(
                2024,
                dochody_biezace=120,
                wydatki_biezace=100,
                dochody=150,
                wydatki=140,
                wydatki_majatkowe=40,
                splata_rat=5,
                odsetki=1,
                dlug=45,
                dochody_majatkowe=30,
            )
        )
    )
    values = {key: found.indicator(key, 2024).value for key in ("F03", "F04", "F05", "F06", "F07", "F08", "F11")}
    assert values == pytest.approx({"F03": 20, "F04": 100 * 20 / 150, "F05": 15, "F06": 100 * 40 / 140, "F07": 30, "F08": 4, "F11": 125})
    fact = found.indicator("F03", 2024)
    assert {source.field for source in fact.sources()} == {"amount"}
    assert found.indicator("F09", 2024) is None


def test_statistics_fill_what_the_treasurer_has_not_given(values, memory) -> None:
    memory.put("dochody", "9901011", {2024: 200_000_000})
    memory.put("ludnosc", "9901011", {2024: 40_000})
    memory.put("dochody_wlasne", "9901011", {2024: 110_000_000})
    found = Budget(Project(), values, "9901011")
    assert found.indicator("F01", 2024).value == pytest.approx(5_000)
    assert found.indicator("F02", 2024).value == pytest.approx(55.0)
    assert found.indicator("F03", 2024) is None


def test_money_left_for_investing_is_an_exact_sum_over_years() -> None:
    years = [
        *figures(2025, dochody_biezace=120, wydatki_biezace=100, splata_rat=5, sprzedaz_majatku=2),
        *figures(2026, dochody_biezace=130, wydatki_biezace=105, splata_rat=6, nowy_dlug=10),
    ]
    found = Budget(Project(years))
    assert found.investment_potential(2025, 2026).value == Decimal(20 - 5 + 2 + 25 - 6 + 10)
    assert found.investment_potential(2025, 2027) is None


def test_every_item_of_the_rules_has_its_own_key() -> None:
    keys = [item.key for item in budget.items()]
    assert len(keys) == len(set(keys))
    assert all(part in keys for item in budget.items() for part in item.parts)
