"""Groups, places, quartiles and trends."""

import statistics as figures

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl_desktop.analysis.comparison import group_of, position, quartiles, ranking, rating, trend
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.settings import ComparisonGroup, Settings

TOWN = "9901011"
numbers = st.floats(-1e6, 1e6, allow_nan=False, allow_subnormal=False)


def test_equal_values_share_the_better_place() -> None:
    assert ranking({"a": 5.0, "b": 7.0, "c": 5.0, "d": 1.0}, "+") == {"b": 1, "a": 2, "c": 2, "d": 4}
    assert ranking({"a": 5.0, "b": 7.0, "c": 5.0, "d": 1.0}, "-") == {"d": 1, "a": 2, "c": 2, "b": 4}


def test_position_counts_the_town_and_takes_the_middle_of_the_others() -> None:
    found = position({"own": 4.0, "a": 1.0, "b": 2.0, "c": 3.0, "d": 10.0}, "own", "+")
    assert (found.rank, found.count) == (2, 5)
    assert (found.mean, found.median) == (4.0, 2.5)
    assert (found.q1, found.q3) == (1.75, 4.75)


def test_there_is_no_place_without_others() -> None:
    with pytest.raises(ValueError, match="z kim"):
        position({"own": 1.0}, "own", "+")


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), numbers, min_size=2, max_size=20), st.sampled_from("+-"))
def test_a_place_is_one_more_than_the_number_of_better_ones(values: dict[str, float], direction: str) -> None:
    places = ranking(values, direction)
    for code, value in values.items():
        better = [other for other in values.values() if (other < value if direction == "-" else other > value)]
        assert places[code] == len(better) + 1
        assert position(values, code, direction).rank == places[code]


@given(st.lists(numbers, min_size=1, max_size=30))
def test_quartiles_stand_in_order_around_the_median(values: list[float]) -> None:
    q1, median, q3 = quartiles(values)
    assert min(values) <= q1 + 1e-6 and q1 <= median + 1e-6 and median <= q3 + 1e-6 and q3 <= max(values) + 1e-6
    assert median == pytest.approx(figures.median(values))


def test_a_trend_needs_enough_years_and_a_change_worth_naming() -> None:
    assert trend({2022: 1.0, 2023: 2.0}) is None
    assert trend({2021: 100.0, 2022: 100.1, 2023: 99.9, 2024: 100.0}).word == "bez wyraźnej zmiany"
    rising = trend({2021: 10.0, 2022: 12.0, 2023: 14.0, 2024: 16.0})
    assert (rising.word, rising.slope) == ("wzrost", pytest.approx(2.0))
    assert trend({2021: 0.2, 2022: 0.1, 2023: 0.0, 2024: -0.1}, stable=0.5).word == "bez wyraźnej zmiany"


@pytest.mark.parametrize(
    ("z", "words"),
    [
        (1.0, "zdecydowana mocna strona"), (0.99, "mocna strona"), (0.5, "mocna strona"), (0.49, "przeciętnie"), (-0.5, "przeciętnie"),
        (-0.51, "słaba strona"), (-1.0, "słaba strona"), (-1.01, "zdecydowana słaba strona"),
    ],
)  # fmt: skip
def test_words_of_the_rating_follow_the_thresholds(z: float, words: str) -> None:
    assert rating(z) == words


def test_the_chosen_group_is_used_without_the_town_itself(memory, register) -> None:
    group = ComparisonGroup(name="Sąsiedzi", members=("9901021", TOWN, "9901031"), reason="Wybrane na warsztatach.", chosen=True)
    found = group_of(Project([Settings(territory=TOWN), group]), register, memory)
    assert (found.name, found.members, found.basis, found.chosen) == ("Sąsiedzi", ("9901021", "9901031"), "Wybrane na warsztatach.", True)


def test_the_default_group_follows_the_newest_imported_population_and_names_its_year(memory, register) -> None:
    for index, code in enumerate((TOWN, "9901021", "9901031", "9901041", "9901051", "9901061", "9901071")):
        memory.put("ludnosc", code, {2023: 30_000, 2024: 30_000 if index < 6 else 300_000})
    found = group_of(Project([Settings(territory=TOWN)]), register, memory)
    assert TOWN not in found.members
    assert "9901071" not in found.members
    assert "2024" in found.basis
    assert not found.chosen


def test_without_imported_population_the_register_decides_and_its_year_is_named(memory, register) -> None:
    found = group_of(Project([Settings(territory=TOWN)]), register, memory)
    assert len(found.members) == 6
    assert "2023" in found.basis


def test_a_project_without_a_town_has_an_empty_group(memory, register) -> None:
    assert group_of(Project(), register, memory).members == ()
