"""The cohort-component method equals the test vectors of the domain note at printed precision."""

from dataclasses import replace

import pytest

from mrl_desktop.analysis.cohorts import Assumptions, Structure, median_age, projected, ratios, stepped


def floats(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split())


BASE = Structure(
    year=2024,
    women=floats("900 980 1100 1050 1000 1150 1350 1600 1700 1500 1350 1400 1700 1900 1650 1000 700 820"),
    men=floats("950 1030 1150 1100 1050 1200 1400 1650 1700 1480 1300 1280 1450 1450 1100 580 350 300"),
)
ASSUMED = Assumptions(
    survival_women=floats(".9990 .9996 .9995 .9990 .9986 .9982 .9975 .9962 .994 .9905 .985 .977 .965 .949 .925 .885 .815 .52"),
    survival_men=floats(".9988 .9995 .9990 .9965 .9945 .9930 .9905 .9865 .980 .969 .952 .928 .894 .855 .805 .735 .640 .43"),
    fertility=floats(".006 .036 .075 .070 .033 .007 .0004"),
    migrants_women=floats("5 5 0 -20 -60 -50 -10 5 5 0 0 0 0 0 0 0 -5 -5"),
    migrants_men=floats("5 5 0 -10 -50 -45 -10 5 5 0 0 0 0 0 0 0 -5 -5"),
    survival_girls=0.9960,
    survival_boys=0.9952,
)


def test_the_structure_has_the_ratios_of_the_note() -> None:
    assert (BASE.total, sum(BASE.women), sum(BASE.men)) == (43_370, 22_850, 20_520)
    assert BASE.persons(0, 17) == pytest.approx(7_400)
    assert BASE.persons(18, 64, high_women=59) == pytest.approx(24_420)
    assert BASE.persons(65, low_women=60) == pytest.approx(11_550)
    expected = {"D07": 77.6, "D08": 47.3, "D09": 156.1, "D10": 22.7, "D11": 161.2, "D12": 111.4}
    assert {key: round(value, 1) for key, value in ratios(BASE).items() if key in expected} == expected


@pytest.mark.parametrize(
    ("step", "births", "total", "children", "old"),
    [(1, 1344.3, 42142.4, 1348.3, 26.2), (2, 1188.5, 40485.6, 1193.2, 28.0), (3, 1101.3, 38471.6, 1106.5, 29.3)],
)
def test_the_projection_equals_the_vectors(step: int, births: float, total: float, children: float, old: float) -> None:
    found = projected(BASE, ASSUMED, step)[-1]
    structure = found.structure
    assert structure.year == 2024 + 5 * step
    assert round(found.births, 1) == births
    assert round(structure.total, 1) == total
    assert round(structure.women[0] + structure.men[0], 1) == children
    assert round(100 * structure.persons(65) / structure.total, 1) == old


def test_total_fertility_is_five_times_the_sum() -> None:
    assert ASSUMED.total_fertility == pytest.approx(1.137)


def test_ages_split_evenly_add_up_to_the_whole() -> None:
    cuts = [(0, 2), (3, 6), (7, 14), (15, 18), (19, 64), (65, 79), (80, None)]
    assert sum(BASE.persons(low, high) for low, high in cuts) == pytest.approx(BASE.total)


def test_half_the_people_are_younger_than_the_median_age() -> None:
    age = median_age(BASE)
    whole = int(age)
    assert BASE.persons(0, whole - 1) <= BASE.total / 2 <= BASE.persons(0, whole)


def test_no_group_falls_below_zero_when_more_would_leave_than_live_there() -> None:
    tiny = Structure(year=2024, women=(1.0,) * 18, men=(1.0,) * 18)
    assert min((*stepped(tiny, ASSUMED).structure.women, *stepped(tiny, ASSUMED).structure.men)) >= 0.0


def test_migrants_that_follow_their_group_take_no_more_from_a_shrinking_one() -> None:
    """The first step is the same; later each group loses in proportion to the people it comes from."""
    fixed, following = projected(BASE, ASSUMED, 3), projected(BASE, replace(ASSUMED, migration_follows=True), 3)
    assert following[0] == fixed[0]
    arriving = 4  # those aged 15–19 in the second step are 20–24 in the third
    before, base = following[1].structure.women[arriving - 1], BASE.women[arriving - 1]
    expected = before * ASSUMED.survival_women[arriving - 1] + ASSUMED.migrants_women[arriving] * before / base
    assert following[2].structure.women[arriving] == pytest.approx(expected)
    assert before < base and following[2].structure.women[arriving] > fixed[2].structure.women[arriving]
