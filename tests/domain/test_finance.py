"""Sums are exact to the grosz whatever way they are cut; shares make a hundred."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl_desktop.domain import finance
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.strategy import Goal, GoalLevel
from mrl_desktop.domain.undertakings import BudgetLine, Bundle, Category, Undertaking

amounts = st.decimals(0, Decimal("99999999.99"), places=2)


@st.composite
def plans(draw: st.DrawFn) -> Project:
    """Projects with money, some without goal or bundle, some on the reserve list."""
    strategic = [Goal(level=GoalLevel.STRATEGIC) for _ in range(2)]
    operational = [
        Goal(level=GoalLevel.OPERATIONAL, parent=draw(st.sampled_from([*strategic, None])) and strategic[0].id) for _ in range(3)
    ]
    bundles = [Bundle() for _ in range(2)]
    undertakings = [
        Undertaking(
            category=draw(st.sampled_from(Category)),
            goal=draw(st.sampled_from([*(goal.id for goal in operational), None])),
            bundle=draw(st.sampled_from([*(bundle.id for bundle in bundles), None])),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]
    lines = [
        BudgetLine(
            about=undertaking.id,
            source=draw(st.sampled_from([*finance.SOURCES, "inne"])),
            year=draw(st.sampled_from([2026, 2027, 2028, None])),
            amount=draw(st.one_of(amounts, st.none())),
        )
        for undertaking in undertakings
        for _ in range(draw(st.integers(0, 5)))
    ]
    return Project([*strategic, *operational, *bundles, *undertakings, *lines])


@given(plans())
def test_projects_goals_and_sources_add_up_to_the_same_total(project: Project) -> None:
    whole = finance.by_source_and_year(project)
    planned = {one.id for one in project.all(Undertaking) if one.category is not Category.RESERVE}
    expected = sum((line.amount for line in project.all(BudgetLine) if line.about in planned and line.amount is not None), Decimal(0))
    assert whole.total == expected
    assert sum((whole.row_total(row) for row in whole.rows), Decimal(0)) == expected
    assert sum((whole.year_total(year) for year in whole.years), Decimal(0)) == expected
    assert sum((matrix.total for matrix in finance.by_goal(project).values()), Decimal(0)) == expected
    assert sum((finance.total(project, one) for one in planned), Decimal(0)) == expected


@given(st.lists(amounts, max_size=12), st.integers(0, 3))
def test_shares_add_up_to_exactly_a_hundred_and_stay_near_the_truth(values: list[Decimal], decimals: int) -> None:
    found = finance.shares(values, decimals)
    total = sum(values, Decimal(0))
    assert sum(found, Decimal(0)) == (100 if total else 0)
    step = Decimal(1).scaleb(-decimals)
    for share, value in zip(found, values, strict=True):
        assert not total or abs(share - value * 100 / total) < step


def test_negative_amounts_have_no_shares() -> None:
    with pytest.raises(ValueError, match="ujemnej"):
        finance.shares([Decimal(1), Decimal(-1)])


def test_the_sources_stand_in_the_order_of_the_tables_and_undated_money_last() -> None:
    action = InstitutionalAction(title="Szkolenia")
    lines = [
        BudgetLine(about=action.id, source=source, year=year, amount=Decimal("10.01"))
        for source, year in (("prywatne", None), ("dotacja", 2028), ("wklad_wlasny", 2027))
    ]
    matrix = finance.by_source_and_year(Project([action, *lines]), Scope.PRI)
    assert matrix.rows == ("dotacja", "wklad_wlasny", "prywatne")
    assert matrix.years == (2027, 2028, finance.UNDATED)
    assert matrix.cell("dotacja", 2027) == 0
    assert matrix.total == Decimal("30.03")
