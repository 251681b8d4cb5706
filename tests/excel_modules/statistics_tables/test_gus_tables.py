"""Publication tables of GUS: the two real ones to the last cell, their re-saved forms, and the layouts known only from descriptions."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from excel_modules.opening import open_workbook
from excel_modules.reading import Reading
from excel_modules.sheet import grid
from excel_modules.statistics import gus_tables
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.findings import Severity
from tests.excel_modules.answering import codes, observed
from tests.excel_modules.statistics_tables.conftest import EXAMPLES

Read = Callable[..., Reading]
Book = Callable[..., Path]

COLUMNS = (
    "ludnosc", "malzenstwa", "urodzenia", "zgony", "zgony_niemowlat", "przyrost_naturalny", "migracje_wewnetrzne_naplyw", "migracje_wewnetrzne_odplyw", "migracje_wewnetrzne_saldo",
    "zameldowania_zagranica", "wymeldowania_zagranica", "migracje_zagraniczne_saldo", "saldo_migracji", "malzenstwa_na_1000", "urodzenia_na_1000", "zgony_na_1000", "przyrost_na_1000",
    "saldo_migracji_na_1000", "zgony_niemowlat_na_1000",
)  # fmt: skip
"""Columns of Tabl. IV from the third on, as a person reads its header."""


def table_four(real: Path) -> list[list[Any]]:
    """Every cell of Tabl. IV, as xlrd gives it."""
    import xlrd

    sheet = xlrd.open_workbook(str(real / "gus_tables/Tabela_IV.xls")).sheet_by_index(0)
    return [sheet.row_values(number) for number in range(sheet.nrows)]


def balanced(reading: Reading) -> bool:
    tally = reading.tally
    return tally.present == tally.observations + tally.empty + tally.skipped and tally.observations == sum(map(len, reading.blocks))


def test_golden_facts_of_the_real_table_four(real: Path, read: Read) -> None:
    values = observed(read(real / "gus_tables/Tabela_IV.xls"))

    assert values["ludnosc", "0201011", 2020] == 38486
    assert values["ludnosc", "0000000", 2020] == 38_265_013
    assert values["ludnosc", "0200000", 2020] == 2_891_321
    assert values["zgony_niemowlat", "0201011", 2020] == 1
    assert values["zameldowania_zagranica", "0201032", 2020] == 0  # a dash: nobody came
    assert values["ludnosc", "3262011", 2020] == 398_255  # its code is a number in the file


def test_every_cell_of_the_real_table_four_is_stored_under_its_quantity(real: Path, read: Read) -> None:
    values = observed(read(real / "gus_tables/Tabela_IV.xls"))

    rows = [row for row in table_four(real)[7:] if row[1] != ""]
    assert len(rows) > 3700
    for row in rows:
        code = row[1] if isinstance(row[1], str) else str(int(row[1]))
        for key, cell in zip(COLUMNS, row[2:], strict=True):
            assert values[key, code, 2020] == (0 if cell == "-" else cell), (code, key)


def test_balances_of_the_real_table_agree_with_each_other(real: Path, read: Read) -> None:
    values = observed(read(real / "gus_tables/Tabela_IV.xls"))
    places = {territory for key, territory, _ in values if key == "ludnosc"}

    for place in places:
        of = {key: values[key, place, 2020] or 0 for key in COLUMNS}
        assert of["urodzenia"] - of["zgony"] == of["przyrost_naturalny"], place
        assert of["migracje_wewnetrzne_saldo"] + of["migracje_zagraniczne_saldo"] == of["saldo_migracji"], place


def test_nothing_of_the_real_tables_is_lost(real: Path, read: Read) -> None:
    for name in ("Tabela_IV.xls", "tabela05.xls"):
        reading = read(real / "gus_tables" / name)
        assert balanced(reading), name
        assert reading.tally.observations > 3000
        assert not [finding for finding in reading.findings if finding.severity is not Severity.NOTE], name
        assert not [question for question in reading.questions if question.answer is None], name


def test_powiaty_of_the_real_table_five_add_up_to_the_country(real: Path, read: Read) -> None:
    values = observed(read(real / "gus_tables/tabela05.xls"))
    powiaty = {territory for key, territory, _ in values if key == "ludnosc" and not territory.endswith("00000")}

    assert len(powiaty) == 380
    for key in ("ludnosc", "ludnosc_k", "ludnosc_m", "ludnosc_miasto", "ludnosc_wies"):
        assert sum(values[key, powiat, 2020] or 0 for powiat in powiaty) == values[key, "0000000", 2020], key
    assert values["ludnosc_k", "0201000", 2020] == 46149


def test_sums_of_powiaty_and_cities_are_left_out_and_told(real: Path, read: Read) -> None:
    reading = read(real / "gus_tables/tabela05.xls")

    assert {skipped.reason for skipped in reading.skipped} == {"Wiersz sumuje inne wiersze i nie jest jednostką."}
    assert {"I70", "I72"} <= codes(reading)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_saved_anew_without_merged_cells_says_the_same(form: str, real: Path, read: Read, workbook: Book, tmp_path: Path) -> None:
    rows = table_four(real)[:60]
    if form == "csv":
        path = tmp_path / "tablica IV.csv"
        with path.open("w", encoding="cp1250", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([[str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row] for row in rows])
    else:
        path = workbook(rows)
    reading = read(path)

    whole = observed(read(real / "gus_tables/Tabela_IV.xls"))
    anew = observed(reading)
    assert len(anew) == 19 * 53
    assert {key: anew[key] for key in anew} == pytest.approx({key: whole[key] for key in anew})
    assert balanced(reading)


def test_columns_are_told_by_words_wherever_they_stand(real: Path, read: Read, workbook: Book) -> None:
    rows = table_four(real)
    single = ["Gminy", "Kod", "Ludność (stan w dniu 31.12)", "Małżeństwa", "Urodzenia żywe", "Zgony ogółem", "Zgony niemowląt", "Przyrost naturalny", "Migracje wewnętrzne – napływ"]
    order = list(range(9))
    random.Random(5).shuffle(order)
    path = workbook([["Ruch naturalny ludności w gminach, 2020 r. (tabela 3)"], [], [single[place] for place in order], *[[row[place] for place in order] for row in rows[9:30]]])

    whole, moved = observed(read(real / "gus_tables/Tabela_IV.xls")), observed(read(path))
    assert len(moved) == 21 * 7
    assert all(moved[key] == whole[key] for key in moved)


def test_a_quantity_nobody_knows_is_kept_under_its_own_name_and_told(read: Read, workbook: Book) -> None:
    path = workbook(
        [
            ["TABL. 3. LUDNOŚĆ I GĘSTOŚĆ ZALUDNIENIA W 2023 R."],
            ["Gminy", "Identyfikator terytorialny", "Ludność ogółem", "Powierzchnia w km2"],
            ["M.Bolesławiec", "0201011", 37000, 23.57],
        ]
    )
    reading = read(path)

    values = observed(reading)
    assert values["ludnosc", "0201011", 2023] == 37000
    [other] = [key for key, _, _ in values if key != "ludnosc"]
    assert "powierzchnia" in other
    assert values[other, "0201011", 2023] == 23.57
    assert "I73" in codes(reading)


def test_footnote_marks_do_not_cost_a_number(read: Read, workbook: Book) -> None:
    path = workbook(
        [
            ["TABL. 3. LUDNOŚĆ WEDŁUG PŁCI"],
            ["Stan w dniu 31 XII 2023 r."],
            ["Gminy", "Kod", "Ogółem", "Kobiety¹"],
            ["M.Bolesławiec", "0201011", "37 000*", "19 100 ¹"],
            ["G.Bolesławiec", "0201022", 15000, "b.d."],
            ["¹ Dane szacunkowe."],
        ]
    )
    reading = read(path)

    values = observed(reading)
    assert values["ludnosc", "0201011", 2023] == 37000
    assert values["ludnosc_k", "0201011", 2023] == 19100
    assert values["ludnosc_k", "0201022", 2023] is None
    assert Mark.MISSING in reading.blocks[0].marks
    assert "I71" in codes(reading)
    assert any(skipped.value == "¹ Dane szacunkowe." for skipped in reading.skipped)


def test_ages_and_sexes_meet_the_variables_of_the_catalogue(read: Read, workbook: Book) -> None:
    path = workbook(
        [
            ["TABL. 2. LUDNOŚĆ WEDŁUG WIEKU I PŁCI W 2020 R."],
            ["Wyszczególnienie\nSpecification", "Ogółem\nTotal", "0–4 lata", "85 lat i więcej\nand more"],
            ["POLSKA\nPOLAND", 100, 10, 5],
            ["mężczyźni\nmales", 50, 5, 2],
            ["WOJ. DOLNOŚLĄSKIE", 10, 1, "-"],
        ]
    )
    values = observed(read(path))

    assert values["wiek_85", "0000000", 2020] == 5
    assert values["wiek_0_4_m", "0000000", 2020] == 5
    assert values["ludnosc", "0200000", 2020] == 10
    assert values["wiek_85", "0200000", 2020] == 0


def test_migration_by_direction_and_sex_of_the_sample(read: Read) -> None:
    reading = read(EXAMPLES / "zrodla/gus_tablice/Migracje_kierunki_2024.xlsx")

    import openpyxl

    rows = list(openpyxl.load_workbook(EXAMPLES / "zrodla/gus_tablice/Migracje_kierunki_2024.xlsx").active.iter_rows(min_row=5, values_only=True))
    values = observed(reading)
    assert balanced(reading)
    assert len(values) == 7 * len(rows)
    assert values["migracje_wewnetrzne_naplyw", "9801011", 2024] == rows[0][2]
    assert values["gus:migracje_wewnetrzne:odplyw:na_wies:osoba", "9801011", 2024] == rows[0][7]
    assert values["gus:migracje_wewnetrzne:naplyw:z_miast:kobiety:osoba", "9801011", 2024] == rows[1][3]
    assert "I74" in codes(reading)  # the planner is told that no real file of this layout was seen


def test_names_under_a_powiat_are_told_apart_by_it(read: Read, workbook: Book) -> None:
    path = workbook(
        [
            ["TABL. 12. MIGRACJE ZAGRANICZNE LUDNOŚCI NA POBYT STAŁY W 2023 R."],
            ["Gminy", "Imigracja", "Emigracja"],
            ["WOJ. DOLNOŚLĄSKIE"],
            ["Powiat bolesławiecki"],
            ["G. Bolesławiec", 3, 2],
            ["WOJ. ŁÓDZKIE"],
            ["Powiat wieruszowski"],
            ["G. Bolesławiec", "-", 1],
        ]
    )
    values = observed(read(path))

    assert values["zameldowania_zagranica", "0201022", 2023] == 3
    assert values["zameldowania_zagranica", "1018013", 2023] == 0


def test_a_projection_never_becomes_the_population_of_a_year(read: Read, workbook: Book) -> None:
    sample = read(EXAMPLES / "zrodla/gus_tablice/Prognoza_ludnosci_gmin.csv")
    wide = read(workbook([["Prognozowana liczba ludności gmin"], ["TERYT", "Gmina", "Rok", "Ogółem", "65 lat i więcej"], ["0201011", "Bolesławiec", 2035, 35000, 9500], ["0201022", "Bolesławiec", 2035, 15000, 2500]]))

    for reading in (sample, wide):
        assert balanced(reading)
        assert {key.split(":")[:3][1] for key, _, _ in observed(reading)} == {"prognoza"}
    assert observed(wide)["gus:prognoza:ludnosc:65_i_wiecej:osoba", "0201011", 2035] == 9500
    assert {year for _, _, year in observed(sample)} == {2025, 2030, 2035, 2040}


def test_the_sample_of_table_four_reads_whole(read: Read) -> None:
    reading = read(EXAMPLES / "zrodla/gus_tablice/Tablica_IV_2024.xlsx")

    assert balanced(reading)
    assert reading.recognised_as == "tablica GUS (ludność, ruch naturalny i migracje)"
    assert observed(reading)["ludnosc", "9801011", 2024] == 43370
    assert observed(reading)["ludnosc", "9800000", 2024] == sum(value or 0 for (key, place, _), value in observed(reading).items() if key == "ludnosc" and place != "9800000")


def test_exports_of_bdl_are_left_to_their_own_reader(real: Path) -> None:
    for path in ("bdl_csv_wide/LUDN_2137_CTAB_20210625164329.csv", "bdl_csv_wide/LUDN_1350_CTAB_20260321174505.csv", "bdl_xlsx/ludnosc_2013-2024.xlsx"):
        assert gus_tables.recognise(open_workbook(real / path)) is None, path


def test_a_towns_own_table_of_kinds_and_years_is_no_publication() -> None:
    rows = [["Tabela 1. Ludność i migracje"], ["Wyszczególnienie", 2018, 2019], ["Ludność ogółem", 37000, 36900], ["Kobiety", 19000, 18900], ["Saldo migracji", -20, -30]]

    assert gus_tables.recognise(grid("demografia.xlsx", Demografia=rows)) is None


def test_classes_stand_under_the_name_of_their_unit(read: Read, workbook: Book) -> None:
    rows = [
        ["Tabl. 1. Prognoza ludności powiatów województwa dolnośląskiego według płci i wieku"],
        ["Wyszczególnienie", "2025", "2030"],
        *(row for unit, first in (("Powiat bolesławiecki", 100), ("Powiat lubański", 50)) for row in ([unit], ["Ogółem", first, first - 10], ["kobiety", first / 2, first / 2 - 5], ["65 lat i więcej", 20, 22])),
    ]
    values = observed(read(workbook(rows)))

    assert values["gus:prognoza:ludnosc:osoba", "0201000", 2025] == 100
    assert values["gus:prognoza:ludnosc:osoba", "0210000", 2030] == 40
    assert values["gus:prognoza:ludnosc:kobiety:osoba", "0210000", 2025] == 25
    assert values["gus:prognoza:ludnosc:65_i_wiecej:osoba", "0201000", 2030] == 22
    assert len(values) == 12


def test_migration_by_age_under_inflow_and_outflow(read: Read, workbook: Book) -> None:
    rows = [
        ["URZĄD STATYSTYCZNY W OLSZTYNIE"],
        ["Migracje na pobyt stały według wieku migrantów w 2023 roku"],
        [],
        ["Nazwa gminy", "Kod TERYT", "Napływ", "", "", "Odpływ", "", ""],
        ["", "", "0-17", "18-59", "60 i więcej", "0-17", "18-59", "60 i więcej"],
        ["Olecko", 2813043, 10, 20, 3, 11, 22, 4],
        ["Ełk", "2805011", 12, 21, "-", 13, 25, 6],
    ]
    reading = read(workbook(rows, "C4:E4", "F4:H4", "A4:A5", "B4:B5"))

    values = observed(reading)
    assert values["gus:migracje_ogolem:naplyw:60_i_wiecej:osoba", "2805011", 2023] == 0
    assert values["gus:migracje_ogolem:odplyw:18-59:osoba", "2813043", 2023] == 22
    assert len(values) == 12
    assert reading.publisher == "Urząd Statystyczny w Olsztynie"
