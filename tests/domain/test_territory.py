"""The register: what it holds, how it is searched, whom it calls similar."""

from __future__ import annotations

import pickle
import time
from collections import Counter
from datetime import date

import pytest

from mrl_desktop.domain.settings import OwnTerritory
from mrl_desktop.domain.territory import Level, Register
from mrl_desktop.storage import reference_data


@pytest.fixture(scope="module")
def register() -> Register:
    return reference_data.load_register()


def kinds(register: Register, on: date | None) -> tuple[int, int, int]:
    count = Counter(unit.unit_type for unit in register.gminy(on))
    return count["1"], count["2"], count["3"]


def test_2479_gminy_on_new_year_2025_and_two_fewer_the_day_before(register: Register) -> None:
    assert len(register.gminy(date(2025, 1, 1))) == 2479
    assert kinds(register, date(2025, 1, 1)) == (302, 1459, 718)
    assert len(register.gminy(date(2024, 12, 31))) == 2477
    assert kinds(register, date(2024, 12, 31)) == (302, 1464, 711)
    assert register.gminy() == register.gminy(date(2025, 6, 1))


@pytest.mark.parametrize(
    ("year", "gminy", "mixed"), [(2018, 2478, 628), (2019, 2477, 638), (2020, 2477, 642), (2021, 2477, 652), (2022, 2477, 662), (2023, 2477, 677), (2024, 2477, 711)]
)
def test_earlier_years_have_their_own_gminy(register: Register, year: int, gminy: int, mixed: int) -> None:
    """Numbers of urban-rural gminy of 2018, 2019, 2020, 2023 and 2024 as counted in BDL files of those years; ten towns a year in 2021 and 2022."""
    on = date(year, 12, 31)
    assert len(register.gminy(on)) == gminy
    assert kinds(register, on)[2] == mixed
    assert kinds(register, on)[0] == 302


def test_every_level_is_there(register: Register) -> None:
    levels = Counter(unit.level for unit in register.territories if unit.valid_to is None)
    assert {level: levels[level] for level in Level if level is not Level.GMINA} == {
        Level.COUNTRY: 1,
        Level.MACROREGION: 7,
        Level.REGION: 17,
        Level.VOIVODESHIP: 16,
        Level.SUBREGION: 73,
        Level.POWIAT: 380,
        Level.PART: 718 + 718 + 18 + 19,
    }


def test_every_territory_hangs_under_the_country(register: Register) -> None:
    for unit in register.territories:
        chain = [above.level for above in register.ancestors(unit.code)]
        assert unit.level is Level.COUNTRY or chain[-1] is Level.COUNTRY, unit
        if unit.level in (Level.GMINA, Level.PART):
            assert chain[-6:] == [Level.POWIAT, Level.SUBREGION, Level.REGION, Level.VOIVODESHIP, Level.MACROREGION, Level.COUNTRY]
            assert unit.powiat
            assert unit.voivodeship


def test_population_is_of_the_year_it_says(register: Register) -> None:
    """Published figures for 31 December 2024; the table is rounded to tens."""
    poland, lower_silesia = register.get("0000000"), register.get("0200000")
    assert poland is not None
    assert lower_silesia is not None
    assert (poland.population_year, lower_silesia.population_year) == (2024, 2024)
    assert abs((poland.population or 0) - 37_489_087) <= 5
    assert abs((lower_silesia.population or 0) - 2_868_242) <= 5
    gminy = [unit for unit in register.gminy() if unit.population is not None]
    rounding = len(gminy) / 2  # rounding half up to tens adds 0.5 on average, with a standard deviation of 2.9 each
    assert sum(unit.population or 0 for unit in gminy) - 37_489_087 == pytest.approx(rounding, abs=3 * 2.9 * len(gminy) ** 0.5)
    assert {unit.name for unit in register.gminy() if unit.population is None} == {"Grabówka", "Szczawa"}
    assert {unit.population_year for unit in gminy} == {2024}


def test_areas_of_gminy_add_up_to_the_country(register: Register) -> None:
    poland = register.get("0000000")
    assert poland is not None
    assert sum(unit.area_km2 or 0 for unit in register.gminy()) == pytest.approx(poland.area_km2, abs=15)


def test_labels_tell_all_gminy_and_powiaty_apart(register: Register) -> None:
    labels = Counter(unit.label for unit in register.territories if unit.level in (Level.GMINA, Level.POWIAT))
    assert [label for label, count in labels.items() if count > 1] == []


def test_the_four_osieks_are_told_apart(register: Register) -> None:
    found = register.find("osiek", levels=[Level.GMINA])
    assert {unit.label for unit in found if unit.name == "Osiek"} == {
        "Osiek, gm. wiejska, pow. oświęcimski",
        "Osiek, gm. miejsko-wiejska, pow. staszowski",
        "Osiek, gm. wiejska, pow. brodnicki",
        "Osiek, gm. wiejska, pow. starogardzki",
    }
    assert [unit.name for unit in found[:4]] == ["Osiek"] * 4
    assert [unit.label for unit in register.find("osiek brodnicki")] == ["Osiek, gm. wiejska, pow. brodnicki"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("boleslawiec", "0201011"),
        ("mielec", "1811011"),
        ("MIELEC", "1811011"),
        ("zakop", "1217011"),
        ("lodz", "1061011"),
        ("nowy sacz", "1262011"),
        ("ostrow wlkp", None),
        ("ostrów wielkopolski", "3017011"),
        ("walbrzych", "0265011"),
        ("0201011", "0201011"),
        ("201011", "0201011"),
        ("02 01 01 1", "0201011"),
        ("011212001011", "1201011"),
        ("starachowice", "2611011"),
        ("powiat mielecki", "1811000"),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_typing_a_part_of_the_name_or_the_code_finds_the_town_first(register: Register, typed: str, first: str | None) -> None:
    found = register.find(typed)
    assert (found[0].code if found else None) == first


def test_search_puts_gminy_before_parts_and_today_before_the_past(register: Register) -> None:
    found = register.find("nowogrodziec")
    assert [unit.level for unit in found] == [Level.GMINA, Level.PART, Level.PART]
    old = register.find("miękinia")
    assert old[0].valid_to is None
    assert old[-1].code == "0218032"
    assert len(register.find("a", limit=7)) == 7


def test_a_village_that_became_a_town_is_its_own_successor_and_predecessor(register: Register) -> None:
    old, new = register.get("0218032"), register.get("0218033")
    assert old is not None
    assert new is not None
    assert old.valid_to == "2022-12-31"
    assert new.valid_from == "2023-01-01"
    assert register.successor("0218032") == new
    assert register.successor("0218033") == new
    assert register.predecessors("0218033") == [old]
    assert register.successor("9999999") is None


def test_merged_gminy_are_no_predecessors_of_the_series(register: Register) -> None:
    assert register.successor("3203042") == register.get("3203023")  # Ostrowice
    assert register.predecessors("3203023") == []
    assert register.predecessors("0862011") == []  # Zielona Góra took in the rural gmina
    assert [unit.code for unit in register.predecessors("0265011")] == ["0221091", "0263011"]


def test_changes_of_codes_are_whole(register: Register) -> None:
    for unit in register.territories:
        if unit.valid_to is None:
            assert unit.successor == ""
            continue
        after = register.get(unit.successor)
        assert after is not None, unit
        assert after.valid_to is None, unit
        if after.code[:6] == unit.code[:6]:
            assert after.valid_from == f"{int(unit.valid_to[:4]) + 1}-01-01", unit


def test_children_are_what_people_think_of(register: Register) -> None:
    assert len(register.children("0000000")) == 16
    assert len(register.children("0000000", Level.GMINA)) == 2479
    assert len(register.children("1800000")) == 25
    assert {unit.level for unit in register.children("1811000")} == {Level.GMINA}
    assert [unit.name for unit in register.children("0201043")] == ["Nowogrodziec", "Nowogrodziec"]
    assert register.children("061813600000", Level.POWIAT) == register.children("061813600000")
    assert register.children("0201011") == []
    assert register.children("nie ma") == []
    subregion = register.ancestor("1811011", Level.SUBREGION)
    assert subregion is not None
    assert (subregion.code, subregion.name) == ("061813600000", "tarnobrzeski")


def test_cities_with_powiat_rights_are_known(register: Register) -> None:
    cities = [unit for unit in register.gminy() if unit.is_city_with_powiat_rights]
    assert len(cities) == 66
    assert "Wrocław" in {unit.name for unit in cities}
    mielec = register.get("1811011")
    assert mielec is not None
    assert not mielec.is_city_with_powiat_rights


@pytest.mark.parametrize(("people", "name"), [(4_999, "poniżej 5 tys."), (5_000, "5–10 tys."), (43_370, "20–50 tys."), (50_000, "50–100 tys."), (250_000, "200 tys. i więcej")])
def test_classes_of_size(register: Register, people: int, name: str) -> None:
    assert register.size_class(people) == name


def test_peers_are_of_the_same_kind_and_size_and_the_basis_says_the_year(register: Register) -> None:
    peers = register.default_peers("1811011")
    own = register.get("1811011")
    assert own is not None
    assert "2024" in peers.basis
    assert "50–100 tys." in peers.basis
    assert "1811011" not in peers.codes
    assert len(peers.codes) > 10
    for code in peers.codes:
        unit = register.get(code)
        assert unit is not None
        assert (unit.unit_type, unit.is_city_with_powiat_rights) == ("1", False)
        assert 50_000 <= (unit.population or 0) < 100_000


def test_given_populations_decide_when_there_are_enough(register: Register) -> None:
    towns = [unit.code for unit in register.gminy() if unit.unit_type == "1" and not unit.is_city_with_powiat_rights][:8]
    given = dict.fromkeys(towns, 30_000) | {towns[1]: 80_000}
    peers = register.default_peers(towns[0], given, 2019)
    assert set(peers.codes) == set(towns[2:])
    assert "2019" in peers.basis
    assert "20–50 tys." in peers.basis
    few = register.default_peers(towns[0], {towns[0]: 30_000})
    assert "wykazu dołączonego" in few.basis


def test_a_class_of_too_few_towns_is_joined_by_its_neighbours(register: Register) -> None:
    towns = [unit.code for unit in register.gminy() if unit.unit_type == "1" and not unit.is_city_with_powiat_rights][:9]
    given = dict.fromkeys(towns[:4], 30_000) | dict.fromkeys(towns[4:7], 60_000) | dict.fromkeys(towns[7:], 150_000)
    peers = register.default_peers(towns[0], given)
    assert set(peers.codes) == set(towns[1:7])
    assert "klasy sąsiednie" in peers.basis
    assert "klasy sąsiednie" not in register.default_peers("1811011").basis


def test_peers_of_cities_of_powiaty_and_of_nobody_are_explained(register: Register) -> None:
    cities = register.default_peers("0264011")
    assert all((unit := register.get(code)) is not None and unit.is_city_with_powiat_rights for code in cities.codes)
    assert register.default_peers("1811000").codes == ()
    assert "nie jest gminą" in register.default_peers("1811000").basis
    assert "nie ma w wykazie" in register.default_peers("9999999").basis
    assert "nie jest znana" in register.default_peers("1207132").basis  # Szczawa


def test_a_project_adds_its_own_towns_without_touching_poland(register: Register) -> None:
    own = [
        OwnTerritory(code="9900000", name="nadbielańskie", level="voivodeship", parent="0000000"),
        OwnTerritory(code="9901000", name="nowobielański", level="powiat", parent="9900000"),
        OwnTerritory(code="9901011", name="Nowe Bielany", level="gmina", unit_type="1", parent="9901000", population=43370, population_year=2024, area_km2="36,4"),
        OwnTerritory(code="9901021", name="Olchów", parent="9901000", population=21000, population_year=2024),
    ]
    mine = register.with_own(own)
    town = mine.get("9901011")
    assert town is not None
    assert town.own
    assert (town.powiat, town.voivodeship, town.area_km2) == ("nowobielański", "nadbielańskie", 36.4)
    assert town.label == "Nowe Bielany, gm. miejska, pow. nowobielański"
    assert [unit.code for unit in mine.ancestors("9901011")] == ["9901000", "9900000", "0000000"]
    assert mine.find("nowe biel")[0] == town
    assert mine.default_peers("9901011").codes == ("9901021",)
    assert len(mine.gminy()) == 2479
    assert [unit.code for unit in mine.own()] == ["9900000", "9901000", "9901011", "9901021"]
    assert mine.resolve_column(["9901011"], ["Nowe Bielany (1)"])[0].code == "9901011"
    assert register.get("9901011") is None
    assert "9901011" not in register.default_peers("1811011").codes
    assert register.with_own([]) is register


def test_the_register_goes_to_a_child_process_whole(register: Register) -> None:
    copy = pickle.loads(pickle.dumps(register))
    assert copy.territories == register.territories
    assert copy.find("mielec")[0].code == "1811011"


def test_loading_is_quick() -> None:
    """Budget of 60 ms; the best of three, so that a busy computer does not fail it."""
    times = []
    for _ in range(3):
        reference_data.load_register.cache_clear()
        start = time.process_time()
        reference_data.load_register()
        times.append(time.process_time() - start)
    assert min(times) < 0.060
