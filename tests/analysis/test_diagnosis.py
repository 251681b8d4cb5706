"""The first diagnosis of an invented town among six others."""

import statistics as figures

import pytest

from mrl_desktop.analysis.diagnosis import diagnose, quadrant
from mrl_desktop.domain.charts import ChartKind, Role
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.settings import Settings

TOWN = "9901011"
PEERS = tuple(f"99010{number}1" for number in range(2, 8))
YEARS = range(2015, 2025)


@pytest.fixture
def project() -> Project:
    return Project([Settings(territory=TOWN, town_name="Nowe Bielany", town_genitive="Nowych Bielan", town_locative="Nowych Bielanach")])


@pytest.fixture
def filled(memory, catalogue):
    """Every variable of the catalogue for all towns and years, with values that differ by town and grow with the years."""
    for place, code in enumerate((TOWN, *PEERS, "0000000", "9900000", "9901000")):
        for order, key in enumerate(catalogue.variables):
            memory.put(key, code, {year: 100.0 + 7 * place + (order * 13) % 29 + (year - 2015) * (place - 2) for year in YEARS})
    return memory


def test_every_indicator_has_a_result(project, filled, register, catalogue) -> None:
    found = diagnose(project, filled, register, catalogue)
    assert [result.definition.id for result in found.results] == list(catalogue.indicators)
    assert all(result.own is not None for result in found.results)


def test_the_group_stands_beside_the_town(project, filled, register, catalogue) -> None:
    found = diagnose(project, filled, register, catalogue, only=["D01"]).results[0]
    peers = [filled.observation("gestosc", code, 2024).value for code in PEERS]
    assert found.group_mean.value == pytest.approx(figures.fmean(peers))
    assert found.group_median.value == pytest.approx(figures.median(peers))
    assert found.position.count == len(PEERS) + 1
    assert {fact.territory for fact in found.group_mean.inputs} == set(PEERS)
    assert (found.first.year, found.own.year) == (2015, 2024)
    assert found.change.value == pytest.approx(100 * (found.own.value - found.first.value) / found.first.value)
    assert found.country.territory == "0000000"
    assert found.voivodeship.territory == "9900000"
    assert [one.year for one in found.group_series] == list(YEARS)


def test_members_without_data_are_not_counted(project, filled, register, catalogue) -> None:
    for year in YEARS:
        filled.put("gestosc", PEERS[0], {year: None})
    found = diagnose(project, filled, register, catalogue, only=["D01"]).results[0]
    assert found.position.count == len(PEERS)


def test_too_small_a_group_gives_no_place_and_no_rating(project, filled, register, catalogue) -> None:
    for code in PEERS[1:]:
        filled.put("podmioty", code, dict.fromkeys(YEARS))
    found = diagnose(project, filled, register, catalogue, only=["G01"]).results[0]
    assert (found.position, found.rating, found.z) == (None, "", None)
    assert found.own is not None


def test_an_indicator_without_data_says_which_variables_it_needs(project, memory, register, catalogue) -> None:
    found = diagnose(project, memory, register, catalogue, only=["R01"]).results[0]
    assert found.own is None
    assert "Bezrobotni zarejestrowani" in found.missing
    assert "Ludność w wieku produkcyjnym" in found.missing


def test_a_project_without_a_town_and_data_is_diagnosed_as_empty(memory, register, catalogue) -> None:
    found = diagnose(Project(), memory, register, catalogue)
    assert all(result.own is None and result.missing for result in found.results)
    assert found.areas == ()


def test_data_are_asked_for_in_a_few_slices_however_many_indicators(project, filled, register, catalogue) -> None:
    filled.slices = 0
    diagnose(project, filled, register, catalogue)
    assert filled.slices <= 12


def test_the_synthetic_picture_has_every_area_and_the_whole(project, filled, register, catalogue) -> None:
    found = diagnose(project, filled, register, catalogue)
    keys = {area.key for area in found.areas}
    assert {"", *catalogue.dimensions, *catalogue.areas} <= keys
    whole, parts = found.area(""), [found.area(key) for key in catalogue.dimensions]
    assert whole.value.value == pytest.approx(figures.fmean(part.value.value for part in parts))
    assert whole.position.count == len(PEERS) + 1
    assert all(area.quadrant for area in found.areas)
    assert {fact.key for fact in whole.value.inputs} <= set(catalogue.indicators)


def test_quadrants_have_their_four_names() -> None:
    names = {quadrant(value, change) for value in (1.0, -1.0) for change in (1.0, -1.0)}
    assert names == {"silna i rosnąca", "silna, tracąca", "słaba, doganiająca", "słaba i tracąca"}
    assert quadrant(1.0, None) == ""


def test_a_negligible_change_is_neither_gain_nor_loss() -> None:
    assert quadrant(1.0, -0.001) == quadrant(1.0, 0.001) == "silna, bez wyraźnej zmiany"


def test_strengths_and_weaknesses_are_ordered_by_distance(project, filled, register, catalogue) -> None:
    found = diagnose(project, filled, register, catalogue)
    strong, weak = [result.z for result in found.strengths], [result.z for result in found.weaknesses]
    assert strong == sorted(strong, reverse=True)
    assert weak == sorted(weak)
    assert all(z > 0 for z in strong) and all(z < 0 for z in weak)


def test_the_line_chart_draws_the_facts_and_the_group(project, filled, register, catalogue) -> None:
    found = diagnose(project, filled, register, catalogue, only=["D01"])
    chart = found.chart(found.results[0])
    assert chart.kind is ChartKind.LINE
    own = chart.series[0]
    assert own.values == tuple(fact.value for fact in own.facts)
    assert {series.role for series in chart.series} == {Role.OWN, Role.GROUP, Role.BAND_LOW, Role.BAND_HIGH}
    assert all(len(series.values) == len(chart.categories) for series in chart.series)
    assert "Nowe Bielany" in chart.alt and chart.source == "GUS BDL"
    assert chart.title == found.headline(found.results[0])


def test_the_ranking_has_every_member_once_and_the_best_first(project, filled, register, catalogue) -> None:
    found = diagnose(project, filled, register, catalogue, only=["K05"])
    chart = found.ranking(found.results[0])
    merged = [own if own is not None else group for own, group in zip(*(series.values for series in chart.series), strict=True)]
    assert merged == sorted(merged)
    assert len(set(chart.categories)) == len(PEERS) + 1


def test_radar_and_scatter_show_the_areas(project, filled, register, catalogue) -> None:
    found = diagnose(project, filled, register, catalogue)
    assert len(found.radar().categories) == len(catalogue.areas)
    assert len(found.scatter().series[0].xs) == len(catalogue.areas)
    for chart in (found.radar(), found.scatter()):
        assert chart.alt and chart.title


def test_a_result_with_one_year_only_is_drawn_as_a_ranking(project, memory, register, catalogue) -> None:
    for index, code in enumerate((TOWN, *PEERS)):
        memory.put("gestosc", code, {2024: 100.0 + index})
    found = diagnose(project, memory, register, catalogue, only=["D01"])
    assert found.chart(found.results[0]).kind is ChartKind.BAR
