"""Shares in PIT and CIT published by the Ministry of Finance: split codes, cities in two rows, year and tax only in the title."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from excel_modules.reading import Reading, read_here
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.storage.reference_data import load_register

TITLE = "Informacja o udziałach jednostek samorządu terytorialnego w podatku PIT za rok budżetowy 2023"
HEADS = ("WK", "PK", "GK", "GT", "Nazwa JST", "województwo", "powiat", "DZIAŁ", "ROZDZIAŁ", "PARAGRAF", "Należności \n (saldo)", "Dochody  wykonane\n(wpłaty)", "nadpłaty")
BOCHNIA = ("12", "01", "01", "1", "BOCHNIA", "małopolskie", "bocheński", 756, 75621, "0010", 100, 90, None)
TARNOW = ("12", "63", "-", "-", "Tarnów", "małopolskie", "-", 756, 75621, "0010", 200, 190, "-")
TARNOW_POWIAT = ("12", "63", "-", "-", "Tarnów", "małopolskie", "-", 756, 75622, "0010", 20, 19.5, None)


def read(path: Path, *rows: tuple[Any, ...], title: str = TITLE, heads: tuple[str, ...] = HEADS) -> Reading:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.append([])
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return read_here(path, load_register(), tuple(load_catalogue().variables.values()))


def shares(reading: Reading, key: str = "mf_udzialy_pit") -> dict[tuple[str, int], float | None]:
    return {
        (block.territories[place], year): value
        for block in reading.blocks
        for place, series, year, value in zip(block.territory_index, block.series_index, block.years, block.values, strict=True)
        if block.series[series].key == key
    }


def test_a_city_with_powiat_rights_gets_the_sum_of_its_two_rows_and_both_cells(tmp_path: Path) -> None:
    reading = read(tmp_path / "miasta.xlsx", BOCHNIA, TARNOW, TARNOW_POWIAT)
    assert shares(reading) == {("1201011", 2023): 90, ("1263011", 2023): 209.5}
    [block] = reading.blocks
    assert block.gathered[4, 11] == (4, 5) and "75622" in block.gathered_how
    assert reading.tally.present == reading.tally.observations + reading.tally.empty + reading.tally.skipped


def test_half_of_a_citys_amount_is_no_amount(tmp_path: Path) -> None:
    broken = (*TARNOW_POWIAT[:11], "do wyjaśnienia", None)
    reading = read(tmp_path / "miasta.xlsx", BOCHNIA, TARNOW, broken)
    assert shares(reading) == {("1201011", 2023): 90}
    assert {skipped.cell for skipped in reading.skipped} >= {"L5", "L6"}


def test_units_of_all_levels_and_notes_are_told_apart(tmp_path: Path) -> None:
    powiat = ("12", "01", "-", "-", "bocheński", "małopolskie", "bocheński", 756, 75622, "0010", 7, 6, None)
    voivodeship = ("12", "-", "-", "-", "małopolskie", "małopolskie", "-", 756, 75623, "0010", 5, 4, None)
    reading = read(tmp_path / "wszystkie.xlsx", BOCHNIA, powiat, voivodeship, (None,) * 4 + ("RAZEM",) + (None,) * 6 + (100,), ("* dane wstępne",))
    assert shares(reading) == {("1201011", 2023): 90, ("1201000", 2023): 6, ("1200000", 2023): 4}
    assert {"A8", "E7:L7"} <= {skipped.cell for skipped in reading.skipped}


def test_columns_may_be_moved_and_the_tax_may_be_cit(tmp_path: Path) -> None:
    order = (11, 4, 3, 2, 1, 0, 8, 5, 6, 7, 9, 10, 12)
    moved = [tuple(row[place] for place in order) for row in (BOCHNIA, TARNOW, TARNOW_POWIAT)]
    reading = read(tmp_path / "cit.xlsx", *moved, title=TITLE.replace("PIT", "CIT"), heads=tuple(HEADS[place] for place in order))
    assert shares(reading, "mf_udzialy_cit") == {("1201011", 2023): 90, ("1263011", 2023): 209.5}


@pytest.mark.parametrize("title", ["", "Informacja o udziałach w podatku PIT", "Informacja o udziałach za rok 2023"])
def test_without_tax_or_year_nothing_is_guessed(tmp_path: Path, title: str) -> None:
    reading = read(tmp_path / "tabela.xlsx", BOCHNIA, title=title)
    assert reading.refused and reading.findings[0].code == "I86"


def test_real_files_give_the_published_amounts(real: Path) -> None:
    variables = tuple(load_catalogue().variables.values())
    gminy = shares(read_here(real / "mf_pit/20210215_Gminy_2_za_2020.xlsx", load_register(), variables))
    cities = shares(read_here(real / "mf_pit/20210215_Miasta_NPP_2_za_2020.xlsx", load_register(), variables))
    assert len(gminy) == 2411 and sum(value or 0 for value in gminy.values()) == 22_980_318_967
    assert len(cities) == 66 and cities["1465011", 2020] == 4_844_534_459 + 1_301_271_209
