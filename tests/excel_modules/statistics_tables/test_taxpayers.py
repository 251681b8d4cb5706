"""Extracts of POLTAX: taxpayers, incomes and tax by source, age and sex, in the layouts a planner may be handed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from excel_modules.reading import Reading, read_here
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.facts import Mark
from mrl_desktop.storage.reference_data import load_register

TITLE = "Podatnicy PIT oraz ich dochody według źródeł przychodów w 2022 r. (POLTAX)"


def read(path: Path, rows: Sequence[Sequence[Any]]) -> Reading:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return read_here(path, load_register(), tuple(load_catalogue().variables.values()))


def found(reading: Reading) -> dict[tuple[str, str, int], float | None]:
    return {
        (block.series[series].key, block.territories[place], year): value
        for block in reading.blocks
        for place, series, year, value in zip(block.territory_index, block.series_index, block.years, block.values, strict=True)
    }


def test_sources_of_income_stand_over_counts_and_amounts(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [TITLE],
        [],
        ["Kod TERYT", "Nazwa gminy", "Liczba podatników", None, None, "Dochody w zł", None, None],
        [None, None, "ogółem", "wynagrodzenia", "pozarolnicza działalność gospodarcza", "ogółem", "emerytury i renty", "najem i dzierżawa"],
        ["1201011", "Bochnia", 18000, 11000, 1500, 900000000, 210000000, 9000000],
        ["0201011", "Bolesławiec", "22 500", 14000, 1800, "1 100 000 000,50", 250000000, "#"],
    ]
    reading = read(tmp_path / "wyciag.xlsx", rows)
    assert reading.publisher == "Ministerstwo Finansów (POLTAX)"
    values = found(reading)
    assert values["podatnicy", "1201011", 2022] == 18000 and values["podatnicy_praca", "0201011", 2022] == 14000
    assert values["podatnicy_dzialalnosc", "1201011", 2022] == 1500
    assert values["dochody_podatnikow", "0201011", 2022] == 1_100_000_000.5
    assert values["dochody_podatnikow_emerytury", "1201011", 2022] == 210_000_000
    assert values.get(("dochody_podatnikow_najem", "0201011", 2022)) is None
    marks = {block.marks[at] for block in reading.blocks if block.marks for at, value in enumerate(block.values) if value is None}
    assert Mark.SUPPRESSED in marks
    tally = reading.tally
    assert tally.present == tally.observations + tally.empty + tally.skipped


def test_age_and_sex_by_rows_keep_their_own_series(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["POLTAX – podatnicy według wieku i płci, 2021 r."],
        ["Kod TERYT", "Gmina", "Płeć", "Wiek", "Liczba podatników", "Dochody w tys. zł"],
        ["1201011", "Bochnia", "kobiety", "18-25", 900, 21000],
        ["1201011", "Bochnia", "kobiety", "26-35", 2100, 90000],
        ["1201011", "Bochnia", "mężczyźni", "18-25", 950, 26000],
    ]
    reading = read(tmp_path / "wiek.xlsx", rows)
    values = found(reading)
    ages = {key: value for (key, _, _), value in values.items()}
    assert len(ages) == 6 and {900, 2100, 950} <= set(ages.values())
    assert not any(question.answer is None for question in reading.questions)


def test_average_income_of_a_taxpayer_is_not_the_sum_of_incomes(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Dane POLTAX 2023"], ["Kod TERYT", "Gmina", "Przeciętny dochód na podatnika (zł)", "Podatek należny (mln zł)"], ["1201011", "Bochnia", 52000.5, 88.4]]
    values = found(read(tmp_path / "srednie.xlsx", rows))
    assert values["dochod_na_podatnika", "1201011", 2023] == 52000.5
    assert values["podatek_nalezny", "1201011", 2023] == 88_400_000


def test_a_budget_table_is_not_taken_for_taxpayers(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Wykonanie budżetu: dochody i podatek od nieruchomości 2023"], ["Kod TERYT", "Gmina", "Dochody", "Podatek od nieruchomości"], ["1201011", "Bochnia", 5, 6]]
    assert read(tmp_path / "budzet.xlsx", rows).reader != "poltax"
