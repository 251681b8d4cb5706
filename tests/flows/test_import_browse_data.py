from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mrl_desktop.domain.settings import Settings
from mrl_desktop.flows.browse_data import Library, holdings, town_values
from mrl_desktop.flows.import_files import answer, commit, plan_import
from mrl_desktop.flows.open_project import OpenProject, create_project

GMINA, POWIAT = "2611011", "2611000"
LONG = '"Kod";"Nazwa";"Płeć";"Rok";"Wartosc";"Jednostka miary";"Atrybut";\n'


@pytest.fixture
def opened() -> Iterator[OpenProject]:
    made = create_project(None, who="Anna Test")
    made.put(Settings(territory=GMINA, town_name="Starachowice"), label="założenie")
    yield made
    made.close(save=False)


def brought(opened: OpenProject, path: Path, variable: str) -> None:
    plan = plan_import(opened, [path])
    commit(opened, answer(opened, plan, {question.fingerprint: variable for question in plan.open_questions}))


def library(opened: OpenProject) -> Library:
    return Library(statistics=opened.statistics, register=opened.register, catalogue=opened.catalogue, town=opened.settings.territory)


def table(path: Path, rows: list[tuple[str, str, int, str]], unit: str) -> Path:
    path.write_text(LONG + "".join(f'{code};"{name}";"ogółem";{year};{value};"{unit}";"";\n' for code, name, year, value in rows), encoding="utf-8")
    return path


def test_empty_project_lacks_everything(opened: OpenProject) -> None:
    found = holdings(library(opened))
    assert found.series == ()
    lacking = {wanted.variable.key for subject in found.subjects for wanted in subject.variables if not wanted.own_years}
    needed = {key for indicator in opened.catalogue.indicators.values() for key in indicator.variables}
    assert needed <= lacking
    assert {key for key, variable in opened.catalogue.variables.items() if variable.publisher == "GUS BDL"} <= lacking
    assert "zus_ubezpieczeni" not in lacking  # welcome, but no indicator waits for it


def test_imported_series_are_listed_with_years_and_levels(opened: OpenProject, tmp_path: Path) -> None:
    rows = [(GMINA, "Starachowice (1)", 2022, "100"), (GMINA, "Starachowice (1)", 2024, "98"), (POWIAT, "Powiat starachowicki", 2024, "300")]
    brought(opened, table(tmp_path / "RYNE_1944_CREL_20250101000000.csv", rows, "osoba"), "bezrobotni")
    [held] = holdings(library(opened)).series
    assert held.years == (2022, 2024)
    assert {str(level): count for level, count in held.levels.items()} == {"gmina": 1, "powiat": 1}
    missing = {wanted.variable.key for subject in holdings(library(opened)).subjects for wanted in subject.variables if not wanted.own_years}
    assert "bezrobotni" not in missing


def test_value_only_the_powiat_has_is_told_as_the_powiats(opened: OpenProject, tmp_path: Path) -> None:
    variable = next(one for one in opened.catalogue.variables.values() if one.lowest == "powiat")
    unit = variable.unit
    path = tmp_path / "powiat.csv"
    path.write_text(f'"Kod";"Nazwa";"{";".join(variable.dimensions)};2024;[{unit}]";\n{POWIAT};"Powiat starachowicki";5,2;\n', encoding="utf-8")
    brought(opened, path, variable.key)
    [fact] = town_values(library(opened), variable.key)
    assert fact.territory == POWIAT
    assert fact.territory_name == "powiat starachowicki"
    assert fact.source is not None
    assert fact.source.file == "powiat.csv"


def test_other_towns_values_do_not_pass_for_the_towns(opened: OpenProject, tmp_path: Path) -> None:
    brought(opened, table(tmp_path / "inne.csv", [("0201011", "Bolesławiec (1)", 2024, "37210")], "osoba"), "bezrobotni")
    assert town_values(library(opened), "bezrobotni") == []
    wanted = next(one for subject in holdings(library(opened)).subjects for one in subject.variables if one.variable.key == "bezrobotni")
    assert wanted.elsewhere
    assert wanted.own_years == ()
