"""The catalogue shipped with the program is whole; an edited one with mistakes says what is wrong and keeps the rest."""

import csv
from pathlib import Path

import pytest

from mrl_desktop.analysis.catalogue import INDICATORS, VARIABLES, load_catalogue
from mrl_desktop.domain.indicators import Catalogue
from mrl_desktop.paths import resource


def edited(folder: Path, file: str, old: str, new: str) -> Catalogue:
    """The catalogue with one place of one file changed."""
    for name in (VARIABLES, INDICATORS):
        text = resource("indicators", name).read_text(encoding="utf-8")
        if name == file:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, encoding="utf-8")
    return load_catalogue(folder)


def test_the_shipped_catalogue_has_no_mistakes(catalogue: Catalogue) -> None:
    assert catalogue.findings == ()


def test_the_shipped_catalogue_is_as_large_as_promised(catalogue: Catalogue) -> None:
    assert len(catalogue.indicators) >= 40
    assert len(catalogue.variables) >= 60
    assert len(catalogue.areas) == 12
    assert len(catalogue.dimensions) == 3


def test_every_area_has_at_least_two_indicators_that_say_better_or_worse(catalogue: Catalogue) -> None:
    for area in catalogue.areas:
        judged = [one for one in catalogue.of_area(area) if one.direction in "+-" or one.nominal is not None]
        assert len(judged) >= 2, area


def test_all_five_year_age_groups_are_there_for_both_sexes(catalogue: Catalogue) -> None:
    groups = {variable.dimensions[0] for variable in catalogue.variables.values() if variable.subject == "P2137"}
    assert {f"{age}-{age + 4}" for age in range(0, 85, 5)} | {"85 i więcej"} <= groups
    for sex in ("ogółem", "kobiety", "mężczyźni"):
        own = [one for one in catalogue.variables.values() if one.subject == "P2137" and one.dimensions[1] == sex]
        assert len(own) == 21, sex


def test_wording_is_either_confirmed_by_something_named_or_known_to_rest_on_memory(catalogue: Catalogue) -> None:
    confirmed = [variable for variable in catalogue.variables.values() if variable.wording_from]
    assert len(confirmed) > len(catalogue.variables) / 2
    assert all(variable.unit and variable.subject_title for variable in confirmed)
    assert all(variable.subject_title for variable in catalogue.variables.values() if variable.title_from)


def test_a_variable_says_for_itself_what_confirmed_its_wording(tmp_path: Path, catalogue: Catalogue) -> None:
    assert catalogue.variables["dochody_wlasne"].wording_from
    found = edited(tmp_path, VARIABLES, ', wording_from = "plik FINA_2622_CTAB_20260608161005"', "")
    assert not found.variables["dochody_wlasne"].wording_from


def test_no_publishers_id_stands_twice(catalogue: Catalogue) -> None:
    ids = [variable.bdl_id for variable in catalogue.variables.values() if variable.bdl_id is not None]
    assert len(ids) == len(set(ids))


def test_an_indicator_counted_per_something_says_so_in_its_name(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        if indicator.name.startswith(("Liczba", "Dochody", "Wpływy", "Wydatki", "Saldo")) and " na " in f" {indicator.unit}":
            assert " na " in indicator.name, indicator.id


def test_a_variable_is_found_by_what_a_file_says_of_it(catalogue: Catalogue) -> None:
    found = catalogue.matching(["ogółem", "kobiety"], unit="osoba", subject="P2137")
    assert [variable.key for variable in found] == ["ludnosc_k"]


def test_a_powiat_variable_makes_its_indicator_a_powiat_one(catalogue: Catalogue) -> None:
    assert catalogue.indicators["R06"].lowest == "powiat"
    assert catalogue.indicators["D07"].lowest == "gmina"


def test_an_unknown_variable_in_a_formula_is_told_and_only_that_indicator_is_left_out(tmp_path: Path, catalogue: Catalogue) -> None:
    found = edited(tmp_path, INDICATORS, 'formula = "stopa_bezrobocia"', 'formula = "stopa_bezrobocja"')
    assert set(catalogue.indicators) - set(found.indicators) == {"R06"}
    assert len(found.findings) == 1
    assert "stopa_bezrobocja" in found.findings[0].message
    assert found.findings[0].place.file == INDICATORS


def test_a_formula_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    found = edited(tmp_path, INDICATORS, 'formula = "gestosc"', 'formula = "gestosc +"')
    assert "D01" not in found.indicators
    assert [finding.value for finding in found.findings] == ["D01"]


def test_a_repeated_id_keeps_the_first_entry(tmp_path: Path, catalogue: Catalogue) -> None:
    found = edited(tmp_path, INDICATORS, 'id = "G02"', 'id = "G01"')
    assert found.indicators["G01"].name == catalogue.indicators["G01"].name
    assert "dwa razy" in found.findings[0].message


def test_a_variable_without_wording_leaves_out_what_needs_it(tmp_path: Path) -> None:
    found = edited(tmp_path, VARIABLES, 'key = "stopa_bezrobocia", title = "Stopa bezrobocia rejestrowanego",', 'key = "stopa_bezrobocia",')
    assert "stopa_bezrobocia" not in found.variables
    assert "R06" not in found.indicators
    assert {finding.place.file for finding in found.findings} == {VARIABLES, INDICATORS}


def test_a_file_that_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    found = edited(tmp_path, INDICATORS, "[[dimension]]", "[[dimension")
    assert found.indicators == {}
    assert "line" in found.findings[0].message
    assert found.findings[0].place.file == INDICATORS


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("LUDN_1350_CTAB_20260321174505.csv", "saldo_migracji"),
        ("LUDN_2137_CTAB_20200327110716.csv", "ludnosc"),
        ("LUDN_2137_CTAB_20260414235116.csv", "wiek_70"),
        ("LUDN_2425_CTAB_20260321173131.csv", "gestosc"),
        ("LUDN_2425_CTAB_20260321173151.csv", "ludnosc_tys"),
        ("LUDN_2425_CTAB_20260321173206.csv", "urbanizacja"),
        ("RYNE_2392_CTAB_20260321172526.csv", "stopa_bezrobocia"),
        ("WYNA_2497_CTAB_20260321172330.csv", "wynagrodzenie"),
    ],
)
def test_wordings_are_those_of_the_publishers_files(real: Path, catalogue: Catalogue, file: str, key: str) -> None:
    header = next(csv.reader((real / "bdl_csv_wide" / file).read_text(encoding="utf-8").splitlines()[:1], delimiter=";"))
    found = set()
    for cell in header[2:]:
        *dimensions, _, unit = cell.split(";") if cell else ("", "")
        found |= {one.key for one in catalogue.matching(dimensions, unit.strip("[]"), subject=f"P{file[5:9]}")}
    assert key in found


def test_age_groups_are_worded_as_in_the_publishers_table(real: Path, catalogue: Catalogue) -> None:
    file = real / "bdl_csv_wide" / "LUDN_2137_CTAB_20210625164329.csv"
    header = next(csv.reader(file.read_text(encoding="utf-8").splitlines()[:1], delimiter=";"))
    ours = {variable.dimensions[0] for variable in catalogue.variables.values() if variable.subject == "P2137"}
    assert {cell for cell in header[2:] if cell} == ours
