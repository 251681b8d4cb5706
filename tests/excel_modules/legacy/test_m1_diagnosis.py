"""The diagnosis workbook (M1): indicators of the monitor by year, by town or one in a row, and the comparison group."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from excel_modules.modules import _recognised
from excel_modules.modules.intake import Intake
from excel_modules.modules.page import Role, pages_of
from excel_modules.modules.town import town_of
from excel_modules.opening import open_workbook
from excel_modules.reading import read_here
from excel_modules.sheet import grid
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.settings import ComparisonGroup, OwnTerritory
from mrl_desktop.domain.territory import Register

START = [["Moduł 1. Diagnoza"], [], ["Wersja", "wersja 2.1"], [], ["Miasto", "Mielec"], ["TERYT", "1811011"]]
HEAD = ["Lp.", "Wymiar", "Obszar", "Wskaźnik", "J.m.", 2016, "2017", "2018 r."]
ROWS = [
    [1, "Gospodarczy", "Rynek pracy", "Stopa bezrobocia rejestrowanego", "%", "5,2", 4.9, "4,1%"],
    [2, None, None, "Podmioty nowe na 10 tys. ludności", "szt.", 98, "99*", "1 001¹"],
    [3, "Społeczny", "Demografia", "Saldo migracji", "os.", "(120)", "−90", "b.d."],
]


def values(found: Any) -> dict[tuple[str, str, int], float]:
    """(variable or key, unit as the file calls it, year) → value."""
    return {
        (table.series[series].variable or table.series[series].key, table.codes[unit] or table.names[unit], year): value
        for table in found.contents.tables
        for series, unit, year, value in zip(table.series_index, table.unit_index, table.years, table.values, strict=True)
    }


OWN = {
    ("stopa_bezrobocia", "1811011", 2016): 5.2,
    ("stopa_bezrobocia", "1811011", 2017): 4.9,
    ("stopa_bezrobocia", "1811011", 2018): 4.1,
    ("mrl:podmioty nowe na 10 tys ludnosci", "1811011", 2016): 98,
    ("mrl:podmioty nowe na 10 tys ludnosci", "1811011", 2017): 99,
    ("mrl:podmioty nowe na 10 tys ludnosci", "1811011", 2018): 1001,
    ("saldo_migracji", "1811011", 2016): -120,
    ("saldo_migracji", "1811011", 2017): -90,
}


@pytest.mark.parametrize("name", ["MRL_wskaźniki", "MRL_wskazniki", "Arkusz1"])
def test_wordings_of_the_catalogue_are_its_variables_and_others_keep_their_names(read: Any, name: str) -> None:
    found = read({"START": START, name: [["Wskaźniki Monitora Rozwoju Lokalnego"], [], HEAD, *ROWS, ["Źródło: MRL"]]})
    assert values(found) == OWN
    assert found.contents.publisher == "Monitor Rozwoju Lokalnego"
    assert {"H6", "A7"} <= found.skipped_cells(name)


def test_labels_without_diacritics_in_another_normal_form_and_order_are_the_same(read: Any) -> None:
    plain = [[unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in [line[3], *line[5:], line[4], line[0]]] for line in [HEAD, *ROWS]]
    assert values(read({"START": START, "MRL_wskazniki": plain})) == OWN


@pytest.mark.parametrize("said", ["Mielec", "M. Mielec", "Mielec (1)", "Mielec – miasto", "Gmina Miejska Mielec", "MIELEC"])
def test_the_town_is_known_however_it_is_called_and_without_the_first_zero(read: Any, register: Register, said: str, tmp_path: Path) -> None:
    found = read({"START": [["Miasto", said]], "MRL_wskaźniki": [HEAD, *ROWS]})
    reading = read_here(found.path, register, load_catalogue().variables.values())
    assert {territory for block in reading.blocks for territory in block.territories} == {"1811011"}
    cut = read({"START": [["Miasto", "Bolesławiec"], ["TERYT", 201011]], "MRL_wskaźniki": [HEAD, *ROWS]}, file="b.xlsx")
    reading = read_here(cut.path, register, load_catalogue().variables.values())
    assert {territory for block in reading.blocks for territory in block.territories} == {"0201011"}


def test_one_value_in_a_row_with_its_town_and_year(read: Any) -> None:
    rows = [["Wskaźnik", "TERYT", "Miasto", "Rok", "Wartość", "J.m."], ["Lesistość", 1811011, "Mielec", 2018, "12,5", "%"], ["Lesistość", 1803011, "Dębica", "2018", 7.5, "%"], ["Lesistość", 1803011, "Dębica", "bez roku", 7.5, "%"]]
    found = read({"MRL_wskaźniki": rows})
    assert values(found) == {("lesistosc", "1811011", 2018): 12.5, ("lesistosc", "1803011", 2018): 7.5}
    assert {"D4", "E4"} <= found.skipped_cells("MRL_wskaźniki")


def test_towns_in_rows_under_the_name_of_one_indicator(read: Any) -> None:
    rows = [["Stopa bezrobocia rejestrowanego [%]"], [], ["Miasto", "TERYT", 2017, 2018], ["Mielec", "1811011", 5, 4], ["Dębica", "1803011", 6, 5], ["Średnia grupy", None, 5.5, 4.5]]
    found = read({"START": START, "Grupa_porównawcza": rows})
    assert values(found) == {("stopa_bezrobocia", code, year): value for code, year, value in (("1811011", 2017, 5), ("1811011", 2018, 4), ("1803011", 2017, 6), ("1803011", 2018, 5))}
    assert found.one(ComparisonGroup).members == ("1803011",)
    assert {"C6", "D6"} <= found.skipped_cells("Grupa_porównawcza")


def test_towns_side_by_side_in_the_year_of_the_title(read: Any) -> None:
    rows = [["Porównanie z grupą miast, wskaźniki MRL"], ["rok 2020"], [], ["Wskaźnik", "J.m.", "Mielec", "Głogów", "Średnia grupy"], ["Lesistość", "%", 12, "13,5", 12.5]]
    found = read({"START": START, "Porównanie": rows})
    assert values(found) == {("lesistosc", "1811011", 2020): 12, ("lesistosc", "Miasto Głogów", 2020): 13.5}


def test_synthetic_indexes_are_kept_apart_from_indicators(read: Any) -> None:
    found = read({"START": START, "MRL_syntetyczne": [["Obszar", 2017, 2018], ["Rynek pracy", 48.5, "49,1"], ["Demografia", 38, 39]]})
    assert {key for key, _, _ in values(found)} == {"mrl:syntetyczny:rynek pracy", "mrl:syntetyczny:demografia"}


def test_the_comparison_group_is_made_of_codes_and_those_without_are_told(read: Any) -> None:
    rows = [["Grupa porównawcza"], ["Lp.", "Miasto", "TERYT", "Liczba ludności"], [1, "Mielec", "1811011", 60000], [2, "Dębica", 1803011, 45000], [3, "Bolesławiec", 201011, 38000], [4, "Sopot", None, 35000]]
    found = read({"START": START, "Grupa": rows})
    group = found.one(ComparisonGroup)
    assert group.members == ("1803011", "0201011")
    assert found.cell_of(group, "members") == ["C4", "C5"]
    assert [finding.place.cell for finding in found.findings("I92")] == ["B6"]
    assert {"B6", "D3"} <= found.skipped_cells("Grupa")


def test_a_register_of_planned_indicators_is_no_diagnosis(read: Any) -> None:
    rows = [["Kod", "Wskaźnik", "J.m.", "Wartość bazowa (2019)", "Wartość docelowa (2024)"], ["W1", "Lesistość", "%", 12, 14]]
    assert not [table for page in pages_of(grid(Rejestr=rows)) if (match := _recognised(page)) and match[0].NAME == "M1" for table in [match]]


SAMPLES = ("Modul_1_Diagnoza_MRL_Nowe_Bielany.xlsx", "Modul_2_Demografia.xlsx", "Modul_3_Finanse_v2.3.xlsx", "WPF_zalacznik_1.xlsx")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_cell_of_the_samples_is_read_or_listed_or_a_label(request: pytest.FixtureRequest, register: Register, name: str) -> None:
    path = request.config.rootpath / "resources" / "examples" / "zrodla" / "moduly" / name
    workbook = open_workbook(path)
    intake = Intake(file=name, town=town_of(workbook))
    for page in pages_of(workbook):
        if (match := _recognised(page)) is None:
            continue
        match[0].read(intake, [(page, match[1])])
        listed = {one.cell for one in intake.skipped if one.sheet == page.name}
        for cell in page.cells.values():
            role = page.roles.get((cell.row, cell.column))
            assert role is not None, (page.name, cell.address)
            assert role is not Role.SKIPPED or cell.address in listed
    own = register.with_own([OwnTerritory(code="9801011", name="Nowe Bielany", unit_type="1", level="gmina")])
    reading = read_here(path, own, load_catalogue().variables.values())
    assert not [finding for finding in reading.findings if finding.severity.value == "błąd"]
    assert reading.records or {code for block in reading.blocks for code in block.territories} == {"9801011"}
    assert reading.tally.present == reading.tally.observations + reading.tally.empty + reading.tally.skipped
