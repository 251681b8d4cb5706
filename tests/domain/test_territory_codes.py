"""Codes of territories as real files write them: every one is resolved, or the answer says why not."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mrl_desktop.domain.territory import Level, Register, Resolution, Scheme
from mrl_desktop.storage.reference_data import load_register


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def rows_of(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    separator = ";" if lines[1].count(";") >= lines[1].count(",") else ","
    return [row for row in csv.reader(lines[1:], delimiter=separator) if row]


def codes(register: Register, *cells: str, names: tuple[str, ...] = ()) -> list[str | None]:
    return [found.code for found in register.resolve_column(cells, names)]


def explained(found: Resolution) -> bool:
    return (found.code is None) == bool(found.problem)


def real_csv_files(real: Path) -> Iterator[Path]:
    for folder in ("bdl_csv_wide", "bdl_csv_long", "damaged"):
        yield from sorted((real / folder).glob("*.csv"))


def test_every_code_of_every_real_table_is_resolved(real: Path, register: Register) -> None:
    files = list(real_csv_files(real))
    assert len(files) > 20
    for path in files:
        rows = rows_of(path)
        found = register.resolve_column([row[0] for row in rows], [row[1] for row in rows])
        problems = {one.problem for one in found if one.problem}
        disagreeing = {one.note for one in found if "stoi nazwa" in one.note}
        assert problems == set(), path.name
        assert disagreeing == set(), path.name
        assert len({one.scheme for one in found}) == 1, path.name


def test_levels_of_real_tables_are_kept(real: Path, register: Register) -> None:
    """A powiat's value stays the powiat's, a subregion's the subregion's; nothing collapses onto the voivodeship."""
    for path in real_csv_files(real):
        for row, found in zip(rows := rows_of(path), register.resolve_column([row[0] for row in rows], [row[1] for row in rows]), strict=True):
            unit = register.get(found.code or "")
            assert unit is not None
            name = row[1]
            if name.startswith("PODREGION"):
                assert unit.level is Level.SUBREGION
                assert len(unit.code) == 12
            elif name.startswith("Powiat"):
                assert unit.level is Level.POWIAT
            elif kind := re.search(r"\((\d)\)$", name):
                assert unit.unit_type == kind[1]
            elif name == name.upper() and name != "POLSKA":
                assert unit.level is Level.VOIVODESHIP


def test_old_codes_mean_the_gmina_of_their_year_and_tell_todays(real: Path, register: Register) -> None:
    rows = rows_of(real / "bdl_csv_wide" / "LUDN_2137_CTAB_20200327110716.csv")
    found = dict(zip([row[0] for row in rows], register.resolve_column([row[0] for row in rows], [row[1] for row in rows]), strict=True))
    miekinia = found["0218032"]
    assert miekinia.code == "0218032"
    assert "0218033" in miekinia.note
    assert register.successor("0218032") == register.get("0218033")


def test_lost_zeros_and_floats_of_a_damaged_table_come_back(real: Path, register: Register) -> None:
    rows = rows_of(real / "damaged" / "RYNE_1944_CTAB_20200327105843.csv")
    found = register.resolve_column([row[0] for row in rows], [])
    assert [one.code for one in found[:3]] == ["0000000", "0200000", "0201000"]
    assert all(one.code for one in found)
    floats = register.resolve_column([f"{row[0]}.0" for row in rows], [])
    assert [one.code for one in floats] == [one.code for one in found]


def test_eurostat_codes_name_gminy(real: Path, register: Register) -> None:
    with (real / "teryt" / "NUTS_PL.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    found = register.resolve_column([row["LAU CODE"] for row in rows], [row["LAU NAME NATIONAL"] for row in rows])
    assert all(one.code for one in found)
    assert {one.scheme for one in found} == {Scheme.LAU_13}
    assert sum("stoi nazwa" in one.note for one in found) == 0


def test_spaced_codes_of_the_geodetic_list_name_every_level(real: Path, register: Register) -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(real / "teryt" / "Wykaz_powierzchni_wg_stanu_na_01012025_ha_km2.xlsx", read_only=True).worksheets[0]
    rows = [row[:2] for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]]
    found = register.resolve_column([str(code) for code, _ in rows], [str(name) for _, name in rows])
    assert [one.code for one in found[:5]] == ["0000000", "0200000", "0201000", "0201011", "0201022"]
    assert [one.problem for one in found if one.problem] == []


def test_a_column_of_numbers_with_former_powiaty_is_resolved(real: Path, register: Register) -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(real / "damaged" / "Number_of_people.xlsx", read_only=True).worksheets[0]
    rows = [row[:2] for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]]
    found = register.resolve_column([str(code) for code, _ in rows], [str(name) for _, name in rows])
    assert [one.problem for one in found if one.problem] == []
    units = {register.get(one.code or "") for one in found}
    assert {unit.level for unit in units if unit} == {Level.POWIAT}
    assert {unit.code for unit in units if unit and unit.valid_to} == {"1431000", "0263000"}


@pytest.mark.parametrize(
    ("cells", "expected", "scheme"),
    [
        (["011212001011", "011212001000", "011212000000", "011210000000", "011200000000", "010000000000", "000000000000"],
         ["1201011", "1201000", "011212000000", "011210000000", "1200000", "010000000000", "0000000"], Scheme.BDL_12),
        (["11212001011", "11212000000", "71412800000"], ["1201011", "011212000000", "071412800000"], Scheme.BDL_12),
        (["11212001000", "201000", "0"], ["1201000", "0201000", "0000000"], Scheme.BDL_12),
        (["1101506000", "5020365000", "5020100000", "5020000000", "0000000000"],
         ["1006000", "0265000", "030210100000", "0200000", "0000000"], Scheme.NTS_10),
        (["2000000000", "4000000000"], ["010000000000", "020000000000"], Scheme.NTS_10),
        (["1001121200101"], ["1201011"], Scheme.LAU_13),
        (["020101", "181101"], ["0201011", "1811011"], Scheme.TERYT_6),
        (["20101", "181101", "20104"], ["0201011", "1811011", "0201043"], Scheme.TERYT_6),
        (["0201", "1811", "201"], ["0201000", "1811000", "0201000"], Scheme.TERYT_4),
        (["02", "14", "4"], ["0200000", "1400000", "0400000"], Scheme.TERYT_2),
        (["02 01 04 3", "02 01  ", "02", "00"], ["0201043", "0201000", "0200000", "0000000"], Scheme.SPACED),
        (["0201044", "0201045", "1465038", "0264029"], ["0201044", "0201045", "1465038", "0264029"], Scheme.TERYT_7),
        (["3262011.0", "0201011"], ["3262011", "0201011"], Scheme.TERYT_7),
        (["'0201011", " 1811011 ", "1465011\u00a0"], ["0201011", "1811011", "1465011"], Scheme.TERYT_7),
    ],
)  # fmt: skip
def test_each_way_of_writing_codes_is_recognised(register: Register, cells: list[str], expected: list[str], scheme: Scheme) -> None:
    found = register.resolve_column(cells, [])
    assert [one.code for one in found] == expected
    assert {one.scheme for one in found} == {scheme}


def test_six_digits_are_decided_by_the_names(register: Register) -> None:
    cut = register.resolve_column(["201011", "202021"], ["Bolesławiec", "Dzierżoniów"])
    assert [one.code for one in cut] == ["0201011", "0202021"]
    assert cut[0].scheme is Scheme.TERYT_7_CUT
    voivodeships = register.resolve_column(["200000", "400000"], ["DOLNOŚLĄSKIE", "KUJAWSKO-POMORSKIE"])
    assert [one.code for one in voivodeships] == ["0200000", "0400000"]
    towns = register.resolve_column(["181101", "121701"], ["Mielec", "Zakopane"])
    assert [one.code for one in towns] == ["1811011", "1217011"]


def test_ambiguous_six_digits_without_names_are_asked_about_not_guessed(register: Register) -> None:
    found = register.resolve_column(["200000", "220000", ""], [])  # dolnośląskie cut short, or podlaskie without the kind
    assert [one.code for one in found] == [None, None, None]
    assert "200000" in found[0].problem
    assert all(map(explained, found))


def test_a_name_that_disagrees_is_noted_and_the_code_kept(register: Register) -> None:
    found = register.resolve_column(["0201011", "0201022"], ["Kraków", "Bolesławiec (2)"])
    assert found[0].code == "0201011"
    assert "Kraków" in found[0].note
    assert found[1].note == ""
    kind = register.resolve_column(["0201011"], ["Bolesławiec (2)"])[0]
    assert "Rodzaj gminy" in kind.note


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("2212082", "Słupsk (2)"),
        ("2212082", "Redzikowo (2)"),
        ("2604172", "Sitkówka-Nowiny (2)"),
        ("2604172", "Nowiny"),
        ("0206000", "Powiat jeleniogórski"),
        ("0206000", "Powiat karkonoski"),
        ("1465011", "M.st.Warszawa od 2002 (1)"),
        ("1465000", "Powiat m. st. Warszawa"),
        ("0265011", "Wałbrzych od 2013 (1)"),
        ("0265000", "Powiat m.Wałbrzych od 2013"),
        ("0221091", "Wałbrzych od 2003 do 2012 (1)"),
        ("3263000", "Powiat m.Świnoujście"),
        ("3263000", "Powiat m. Świnoujście"),
        ("0201044", "Nowogrodziec - miasto (4)"),
        ("0201045", "Nowogrodziec - obszar wiejski (5)"),
        ("1465028", "Bemowo - dzielnica (8)"),
        ("0201011", "M.Bolesławiec"),
        ("0201032", "G.Gromadka"),
        ("0201043", "M-W.Nowogrodziec"),
        ("0200000", "WOJ. DOLNOŚLĄSKIE"),
        ("0201011", "BOLESŁAWIEC"),
        ("2610042", "SKARŻYSKO-KOŚCIELNE"),
        ("3025032", "NOWE MIASTO n. WARTĄ"),
        ("2467000", "Jastrzębie Zdrój"),
    ],
)
def test_renames_and_spellings_of_statistical_files_agree(register: Register, code: str, name: str) -> None:
    found = register.resolve_column([code], [name])[0]
    assert found.code == code
    assert "stoi nazwa" not in found.note


def test_an_unlisted_old_kind_of_a_known_gmina_is_the_gmina_of_today(register: Register) -> None:
    """Morawica became a town in 2017, before the table of changes begins."""
    morawica = next(unit for unit in register.gminy() if unit.name == "Morawica")
    found = register.resolve_column([morawica.code[:6] + "2"], ["Morawica (2)"])[0]
    assert found.code == morawica.code
    assert "inny rodzaj gminy" in found.note


@pytest.mark.parametrize("cell", ["9999999", "0201999", "0299000", "0299011"])
def test_a_code_nobody_knows_is_a_problem_in_words(register: Register, cell: str) -> None:
    found = register.resolve_column([cell, "0201011"], ["Nigdzie", "Bolesławiec"])
    assert found[0].code is None
    assert cell in found[0].problem
    assert "Nigdzie" in found[0].problem
    assert found[1].code == "0201011"


def test_old_regions_with_other_voivodeships_are_not_taken_for_todays(register: Register) -> None:
    found = register.resolve_column(["1000000000", "3000000000", "1101506000"], [])
    assert [one.code for one in found] == [None, None, "1006000"]


def test_blank_and_wordy_cells_are_explained(register: Register) -> None:
    found = register.resolve_column(["", "razem", "0201011"], ["", "", ""])
    assert [one.code for one in found] == [None, None, "0201011"]
    assert all(map(explained, found))


def test_a_table_without_codes_is_read_by_names_where_they_are_certain(register: Register) -> None:
    names = ("POLSKA", "DOLNOŚLĄSKIE", "Powiat mielecki", "Mielec (1)", "Wałbrzych", "Osiek", "Powiat brzeski", "Atlantyda", "śląskie")
    found = register.resolve_column([""] * len(names), names)
    assert [one.code for one in found] == ["0000000", "0200000", "1811000", "1811011", "0265011", None, None, None, "2400000"]
    assert "pow. brodnicki" in found[5].problem
    assert "Dodaj w pliku kolumnę z kodem" in found[5].problem
    assert all(map(explained, found))


def test_codes_and_names_must_be_of_one_length(register: Register) -> None:
    with pytest.raises(ValueError, match="length"):
        register.resolve_column(["0201011"], ["a", "b"])
    assert register.resolve_column([], []) == []


def test_words_beside_a_name_tell_which_of_its_namesakes_is_meant(register: Register) -> None:
    names = ["Osiek", "Osiek", "Gmina Miejska Mielec", "Mielec – miasto", "M. Mielec", "Mielec (2)", "Bolesławiec"]
    contexts = ["powiat brodnicki, kujawsko-pomorskie", "gmina, powiat starogardzki", "", "", "", "", "gmina wiejska, woj. dolnośląskie"]
    found = [one.code for one in register.resolve_column([""] * len(names), names, contexts)]
    assert found == ["0402082", "2213082", "1811011", "1811011", "1811011", "1811052", "0201022"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bielski (podlaskie)", "2003000"),
        ("Powiat bielski (śląskie)", "2402000"),
        ("Lubin (gmina wiejska)", "0211022"),
        ("Kutno (miasto)", "1002011"),
        ("bielski (lubelskie)", None),
    ],
)
def test_words_in_brackets_behind_a_name_tell_which_of_its_namesakes_is_meant(register: Register, name: str, code: str | None) -> None:
    assert register.resolve_column([""], [name])[0].code == code


def test_words_in_brackets_do_not_make_a_name_disagree_with_its_code(register: Register) -> None:
    plain, aside = (register.resolve_column(["0211022"], [name])[0] for name in ("Lubin", "Lubin (gmina wiejska)"))

    assert aside == plain


def test_an_ambiguous_name_means_the_towns_own_only_when_it_stands_once(register: Register) -> None:
    once = register.resolve_column(["", ""], ["Mielec", "Krosno"], preferred={"1811011"})
    twice = register.resolve_column(["", ""], ["Mielec", "Mielec"], preferred={"1811011"})
    assert once[0].code == "1811011" and "kilku jednostek" in once[0].note
    assert [one.code for one in twice] == [None, None] and "kilku jednostek" in twice[0].problem
