"""The three ways of making indicators comparable, by the test vector of the domain note, and the hierarchy of means."""

import statistics as figures

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl_desktop.analysis import synthesis
from mrl_desktop.domain.indicators import IndicatorDefinition

VECTOR = dict(zip("abcde", (12.0, 15.0, 9.0, 20.0, 14.0), strict=True))


def test_standardisation_equals_the_test_vector() -> None:
    assert list(synthesis.standardised(VECTOR).values()) == pytest.approx([-0.550, 0.275, -1.376, 1.651, 0.000], abs=0.0005)


def test_unitarisation_equals_the_test_vector() -> None:
    assert list(synthesis.unitarised(VECTOR).values()) == pytest.approx([0.273, 0.545, 0.000, 1.000, 0.455], abs=0.0005)


def test_the_relation_to_the_mean_turns_round_where_less_is_better() -> None:
    assert synthesis.relative(VECTOR)["d"] == pytest.approx(100 * 20 / 14)
    assert synthesis.relative(VECTOR, "-")["d"] == pytest.approx(100 * 14 / 20)


def test_less_is_better_turns_the_sign() -> None:
    up, down = synthesis.standardised(VECTOR), synthesis.standardised(VECTOR, "-")
    assert {code: -z for code, z in up.items()} == pytest.approx(down)


def test_a_nominal_value_rewards_nearness_and_a_neutral_indicator_has_no_score() -> None:
    near = synthesis.standardised({"a": 100.0, "b": 90.0, "c": 130.0}, "=", 100.0)
    assert near["a"] > near["b"] > near["c"]
    assert synthesis.standardised(VECTOR, "=") == {}


def test_equal_values_are_all_zero() -> None:
    assert set(synthesis.standardised({"a": 3.1, "b": 3.1, "c": 3.1}).values()) == {0.0}


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.floats(-1e5, 1e5, allow_subnormal=False), min_size=2, max_size=30))
def test_scores_have_mean_zero_and_deviation_one_or_are_all_zero(values: dict[str, float]) -> None:
    scores = list(synthesis.standardised(values).values())
    assert figures.fmean(scores) == pytest.approx(0.0, abs=1e-6)
    assert any(scores) is False or figures.pstdev(scores) == pytest.approx(1.0, abs=1e-6)


def test_far_values_can_be_cut() -> None:
    values = {str(index): 0.0 for index in range(30)} | {"far": 1000.0}
    assert synthesis.standardised(values)["far"] > 3
    assert synthesis.standardised(values, limit=3.0)["far"] == 3.0


def definition(id_: str, area: str, sub_area: str, dimension: str = "G") -> IndicatorDefinition:
    return IndicatorDefinition(id=id_, name=id_, dimension=dimension, area=area, sub_area=sub_area, direction="+")


def test_means_climb_from_indicators_to_the_whole() -> None:
    indicators = [definition("1", "G1", "x"), definition("2", "G1", "x"), definition("3", "G1", "y"), definition("4", "S1", "z", "S")]
    scores = {"1": {"t": 1.0}, "2": {"t": 3.0}, "3": {"t": 0.0}, "4": {"t": -1.0}}
    found = synthesis.picture(scores, indicators)
    assert (found["G1/x"]["t"], found["G1"]["t"], found["G"]["t"], found["S"]["t"], found[""]["t"]) == (2.0, 1.0, 1.0, -1.0, 0.0)


def test_a_sub_area_with_too_little_data_has_no_score() -> None:
    scores = [{"t": 1.0, "u": 1.0}, {"u": 3.0}, {"u": 5.0}]
    assert synthesis.averaged(scores, 0.5) == {"u": 3.0}
