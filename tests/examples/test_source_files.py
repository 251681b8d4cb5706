"""The made source files: unused codes, coherent people, money to the grosz, and the same files every time."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "resources" / "examples"
FOLDER = EXAMPLES / "nowe_bielany"
TOWN = "9801011"

# structure of Nowe Bielany given in the domain notes as the test vector of the projection
WOMEN = (900, 980, 1100, 1050, 1000, 1150, 1350, 1600, 1700, 1500, 1350, 1400, 1700, 1900, 1650, 1000, 700, 820)
MEN = (950, 1030, 1150, 1100, 1050, 1200, 1400, 1650, 1700, 1480, 1300, 1280, 1450, 1450, 1100, 580, 350, 300)
GROUPS = [f"{low}-{low + 4}" for low in range(0, 85, 5)] + ["85 i więcej"]


def register() -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / "rejestr.csv").read_text(encoding="utf-8").splitlines(), delimiter=";"))


def population() -> dict[tuple[str, str, str, int], int]:
    """(code, age, sex, year) to people, read off the wide workbook by its own header rows."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(next(FOLDER.glob("LUDN_2137_XTAB_*.xlsx"))).get_sheet_by_name("TABLICA").to_python()
    ages, sexes, years = (list(row[2:]) for row in rows[:3])
    for filled in (ages, sexes):
        for index in range(1, len(filled)):
            filled[index] = filled[index] or filled[index - 1]
    return {
        (str(row[0]), str(age), str(sex), int(str(year))): int(float(str(found)))
        for row in rows[4:]
        for age, sex, year, found in zip(ages, sexes, years, row[2:], strict=True)
    }


def long_rows(path: Path) -> Iterator[list[str]]:
    if path.suffix == ".csv":
        yield from list(csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter=";"))[1:]
        return
    from python_calamine import CalamineWorkbook

    for row in CalamineWorkbook.from_path(path).get_sheet_by_name("DANE").to_python()[1:]:
        yield [str(cell) for cell in row]


def series(path: Path, dimension: str, code: str = TOWN) -> dict[int, int]:
    return {int(row[4]): int(float(row[5].replace(",", "."))) for row in long_rows(path) if row[0] == code and row[2] == dimension}


def test_codes_and_names_of_the_sample_are_used_by_no_real_unit(real: Path) -> None:
    terc = (real / "teryt" / "TERC_Urzedowy_2025-11-18.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.DictReader(terc, delimiter=";"))
    voivodeships, names = {row["WOJ"] for row in rows}, {row["NAZWA"].lower() for row in rows}
    assert not {entry["code"][:2] for entry in register()} & voivodeships
    assert not {entry["name"].lower() for entry in register()} & names


def test_the_register_has_the_town_and_ten_neighbours_with_known_parents() -> None:
    entries = register()
    codes = {entry["code"] for entry in entries} | {"0000000"}
    towns = [entry for entry in entries if entry["level"] == "gmina"]
    assert len(towns) == 11
    assert all(entry["parent"] in codes for entry in entries)
    assert all(20_000 <= int(town["population"]) < 50_000 and town["unit_type"] == "1" for town in towns)


def test_nowe_bielany_2024_is_the_test_vector() -> None:
    people = population()
    assert tuple(people[TOWN, group, "kobiety", 2024] for group in GROUPS) == WOMEN
    assert tuple(people[TOWN, group, "mężczyźni", 2024] for group in GROUPS) == MEN
    assert people[TOWN, "ogółem", "ogółem", 2024] == 43_370


def test_age_groups_and_sexes_add_up_to_the_whole_in_every_town_and_year() -> None:
    people = population()
    for code, year in {(code, year) for code, _, _, year in people}:
        for sex in ("kobiety", "mężczyźni", "ogółem"):
            assert sum(people[code, group, sex, year] for group in GROUPS) == people[code, "ogółem", sex, year]
        assert people[code, "ogółem", "kobiety", year] + people[code, "ogółem", "mężczyźni", year] == people[code, "ogółem", "ogółem", year]


def test_population_changes_by_births_deaths_and_moves_exactly() -> None:
    people = population()
    vital, moves = FOLDER / "ruch_naturalny_2015-2024.xlsx", next(FOLDER.glob("LUDN_1355_CREL_*.csv"))
    for code in {code for code, *_ in people}:
        born, died = series(vital, "urodzenia żywe", code), series(vital, "zgony ogółem", code)
        came, left = series(moves, "zameldowania ogółem", code), series(moves, "wymeldowania ogółem", code)
        for year in range(2016, 2025):
            change = people[code, "ogółem", "ogółem", year] - people[code, "ogółem", "ogółem", year - 1]
            assert change == born[year] - died[year] + came[year] - left[year]


def test_the_files_hold_one_secret_one_not_yet_and_one_doubtful_zero() -> None:
    marks: dict[str, int] = defaultdict(int)
    for path in [*FOLDER.glob("*XPIV*.xlsx"), *FOLDER.glob("*CREL*.csv")]:
        for row in long_rows(path):
            marks[row[-2 if path.suffix == ".csv" else -1].strip()] += 1
    assert marks["x"] == marks["n"] == 1


def test_no_source_file_is_large() -> None:
    assert all(path.stat().st_size < 200_000 for path in FOLDER.iterdir() if path.is_file())


@pytest.mark.slow
def test_making_the_files_again_gives_the_very_same_files(tmp_path: Path) -> None:
    made = subprocess.run([sys.executable, str(EXAMPLES / "make_files.py"), str(tmp_path)], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    names = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert len(names) == len(made.stdout.split("\n")) - 1
    different = [str(name) for name in names if (tmp_path / name).read_bytes() != (FOLDER / name).read_bytes()]
    assert different == [], "uruchom resources/examples/make_files.py i zapisz wynik"


@pytest.fixture(scope="module")
def cards() -> dict[str, list[list[object]]]:
    """Rows of every project card of the workbook."""
    import openpyxl

    book = openpyxl.load_workbook(FOLDER / "Modul_8_Karty_projektow.xlsx")
    return {name: [list(row) for row in book[name].iter_rows(values_only=True)] for name in book.sheetnames if name.startswith("P")}


def _answer(rows: list[list[object]], label: str) -> object:
    return next(row[1] for row in rows if row[0] == label)


def _money(rows: list[list[object]]) -> dict[str, list[Decimal]]:
    start = next(index for index, row in enumerate(rows) if row[0] == "Źródło" and row[1] == "2026") + 1
    end = next(index for index in range(start, len(rows)) if rows[index][0] == "Razem") + 1
    return {str(row[0]): [round(Decimal(str(amount)), 2) for amount in row[1:7]] for row in rows[start:end]}


def test_sources_of_every_card_add_up_to_the_grosz(cards: dict[str, list[list[object]]]) -> None:
    for rows in cards.values():
        table = _money(rows)
        total = table.pop("Razem")
        for column in range(6):
            assert sum(amounts[column] for amounts in table.values()) == total[column]
        assert all(sum(amounts[:5]) == amounts[5] for amounts in [*table.values(), total])
        assert total[5] == round(Decimal(str(_answer(rows, "12. Koszt całkowity"))), 2)


def test_grant_and_state_budget_are_85_and_15_percent_in_every_year(cards: dict[str, list[list[object]]]) -> None:
    basic = [rows for rows in cards.values() if _answer(rows, "Kategoria") == "podstawowy"]
    assert len(cards) == 14
    assert len(basic) == 8
    for rows in basic:
        table = _money(rows)
        grant, state = table["Dotacja (85%)"], table["Budżet państwa (15%)"]
        assert all(g * 15 == s * 85 for g, s in zip(grant, state, strict=True))
        assert grant[5] + state[5] == round(Decimal(str(_answer(rows, "Koszty kwalifikowalne"))), 2)
    assert sum(_money(rows)["Razem"][5] for rows in basic) == Decimal("15321261.65")


def test_every_card_is_filled_in(cards: dict[str, list[list[object]]]) -> None:
    for name, rows in cards.items():
        assert str(rows[19][0]) == "Lp.", name
        labels = [str(row[0]) for row in rows if isinstance(row[0], str) and row[0][:1].isdigit() and ". " in row[0]]
        assert [label.split(".")[0] for label in labels] == [str(number) for number in range(1, 19)], name
        assert all(_answer(rows, label) for label in labels if label not in ("11. Wskaźniki", "13. Źródła finansowania")), name
