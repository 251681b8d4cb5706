"""Tables read by a profile: the values, their places, and the account of every cell."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from excel_modules.mapping.cells import two_years
from excel_modules.mapping.profile import ANY, OWN, Meaning, Profile, Says, SignMeaning, YearFrom
from excel_modules.mapping.shape import fits
from excel_modules.reading import OWN_TOWN
from excel_modules.sheet import Merged, Sheet, Workbook, cell_position, grid
from mrl_desktop.domain.facts import Mark
from tests.excel_modules.mapping.tables import LONG, Fact, facts, filled, read, rule

HEADER = ["Kod", "Gmina", "Wskaźnik", "Rok", "Wartość", "Jednostka", "Uwagi"]
ROW = ["9901011", "Nowe Bielany", "Psy", 2024, 12.5, "szt.", "sprawdzone"]
FACT: Fact = ("9901011", "Nowe Bielany", 2024, "Psy", "szt.", 12.5, "")


def test_a_long_table_is_read_with_the_cell_of_each_value() -> None:
    applied = read(LONG, ["Spis z natury"], HEADER, ROW, ["9902011", "Lipogród", "Psy", "2023 r.", "1 240,5", "szt.", None])

    assert facts(applied.contents) == {FACT, ("9902011", "Lipogród", 2023, "Psy", "szt.", 1240.5, "")}
    [table] = applied.contents.tables
    assert list(zip(table.rows, table.columns, strict=True)) == [(2, 4), (3, 4)]
    assert {series.key for series in table.series} == {"profil:dluga:psy:szt."}
    assert applied.contents.findings == ()


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["WARTOŚĆ", "Rok ", "wskaźnik:", "KOD", "Gmina*", "jednostka"], [12.5, 2024, "Psy", "9901011", "Nowe Bielany", "szt."]),
        (["Kod", "Gmina", "Wskaznik", "Rok", "Wartosc", "Jednostka"], ROW[:6]),
        (["Kod", "Gmina", "Wska?nik", "Rok", "Warto??", "Jednostka"], ROW[:6]),
        (["Kod\n", "Gmina", "Wskaźnik 1)", "Rok", "Wartość", "Jednostka"], ["9901011", "Nowe Bielany", "Psy", datetime(2024, 12, 31), "12,5", "szt."]),
    ],
)
def test_a_header_written_otherwise_is_found(header: list[str], row: list[Any]) -> None:
    assert facts(read(LONG, [], ["Tytuł"], header, row).contents) == {FACT}


def test_another_sheet_name_and_a_sheet_in_front_do_not_matter() -> None:
    profile = Profile(name="Długa", columns=LONG.columns, sheet="Dane*")
    applied = read(profile, Opis=[["Autor", "Anna"]], Zestawienie=[HEADER, ROW])

    assert facts(applied.contents) == {FACT}
    assert [one.sheet for one in applied.contents.skipped if one.count == 2] == ["Opis"]


def test_years_in_headings_may_be_other_ones_next_time() -> None:
    columns = (rule("Kod", Meaning.CODE), rule("Ludność {rok} [osoba]", Meaning.VALUE, says=Says.INDICATOR))
    rows = [["Kod", "Ludność 2025 [osoba]", "Ludność 2026 [osoba]"], ["9901011", 5, 6]]

    assert facts(read(Profile(name="Szeroka", columns=columns), *rows).contents) == {
        ("9901011", "", 2025, "Ludność", "osoba", 5.0, ""),
        ("9901011", "", 2026, "Ludność", "osoba", 6.0, ""),
    }


def test_a_header_of_two_rows_is_joined_over_merged_and_over_empty_cells() -> None:
    columns = (rule("Gmina", Meaning.NAME), rule("Papier [t] | {rok}", Meaning.VALUE, says=Says.INDICATOR), rule("Szkło [t] | {rok}", Meaning.VALUE, says=Says.INDICATOR))
    profile = Profile(name="Odpady", columns=columns, header_rows=2)
    rows = [["Gmina", "Papier [t]", None, "Szkło [t]", None], [None, 2023, 2024, 2023, 2024], ["Lipogród", 1, 2, 3, 4]]
    expected = {("", "Lipogród", year, name, "t", value, "") for year, name, value in ((2023, "Papier", 1.0), (2024, "Papier", 2.0), (2023, "Szkło", 3.0), (2024, "Szkło", 4.0))}
    merged = Workbook(file="a.xlsx", format="xlsx", sheets=[Sheet("Dane", rows, merged=lambda: [((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4))])])

    assert facts(read(profile, *rows).contents) == expected
    from excel_modules.mapping.apply import apply

    assert facts(apply(profile, merged, fits(profile, merged)).contents) == expected


def test_signs_mean_what_the_profile_says() -> None:
    profile = Profile(name="Znaki", columns=LONG.columns, signs=(("-", SignMeaning.ZERO), (".", SignMeaning.SECRET), ("bd", SignMeaning.MISSING)))
    rows = [[*ROW[:2], name, 2024, sign] for name, sign in (("A", "-"), ("B", "."), ("C", "BD"))]

    found = {one[3]: one[5:] for one in facts(read(profile, HEADER, *rows).contents)}

    assert found == {"A": (0.0, ""), "B": (None, str(Mark.SUPPRESSED)), "C": (None, str(Mark.MISSING))}


def test_the_decimal_mark_of_the_profile_counts() -> None:
    pointed, comma = (Profile(name="Znak", columns=LONG.columns, decimal=mark) for mark in ".,")
    row = [*ROW[:4], "1.234", "szt."]

    assert {one[5] for one in facts(read(pointed, HEADER, row).contents)} == {1.234}
    assert {one[5] for one in facts(read(comma, HEADER, row).contents)} == {1234.0}


def test_sums_notes_repeated_headers_and_column_numbers_are_left_out_with_a_reason() -> None:
    applied = read(LONG, HEADER, [1, 2, 3, 4, 5, 6, 7], ROW, HEADER, ["Razem", None, None, 2024, 12.5], ["Źródło: urząd"], file="a.xlsx")

    assert facts(applied.contents) == {FACT}
    reasons = {one.cell: one.reason for one in applied.contents.skipped}
    assert set(reasons) == {"A2:G2", "A4:G4", "A5:E5", "A6", "G2:G4"}
    assert [finding.code for finding in applied.contents.findings] == ["I123", "I128"]


def test_a_text_among_numbers_a_missing_place_year_and_name_are_told_by_cell() -> None:
    rows = [[*ROW[:4], "ok. 5"], [None, None, "Psy", 2024, 5], ["9901011", None, "Koty", "wiosna", 5], ["9901011", None, None, 2024, 5]]
    applied = read(LONG, HEADER, ROW, *rows)

    assert facts(applied.contents) == {FACT}
    assert {finding.code: finding.place.cell for finding in applied.contents.findings} == {"I124": "E3", "I125": "E4", "I126": "E5", "I127": "E6"}
    assert {one.cell for one in applied.contents.skipped if one.count == 1 and one.cell.startswith("E")} == {"E3", "E4", "E5", "E6"}


def test_a_column_unknown_to_the_profile_and_one_it_misses_are_told() -> None:
    applied = read(LONG, [*HEADER[:3], "Rok", "Wartość", "Dopisek"], [*ROW[:5], "x"])
    assert facts(applied.contents) == {("9901011", "Nowe Bielany", 2024, "Psy", "", 12.5, "")}
    assert [finding.code for finding in applied.contents.findings] == ["I122"]

    lacking = read(LONG, [*HEADER[:1], *HEADER[2:]], [*ROW[:1], *ROW[2:]])
    assert {one[0] for one in facts(lacking.contents)} == {"9901011"}
    assert [finding.code for finding in lacking.contents.findings] == ["I121"]


def test_a_cell_written_once_for_several_rows_counts_for_each() -> None:
    columns = tuple(rule(one.headings[0], one.meaning, fill_down=one.meaning is not Meaning.VALUE) for one in LONG.columns[:5])
    rows = [HEADER[:5], ["9901011", "Nowe Bielany", "Psy", 2024, 5], [None, None, None, 2023, 6], [None, None, "Koty", 2024, 7]]

    found = {one[2:4]: one[5] for one in facts(read(Profile(name="Scalona", columns=columns), *rows).contents)}

    assert found == {(2024, "Psy"): 5.0, (2023, "Psy"): 6.0, (2024, "Koty"): 7.0}


def test_rows_of_their_own_carry_the_indicator() -> None:
    profile = Profile(name="Działy", columns=(rule("Gmina", Meaning.NAME), rule("{rok}", Meaning.VALUE)), row_carries=Meaning.INDICATOR)
    rows = [["Gmina", 2023, 2024], ["Drogi [km]"], ["Lipogród", 1, 2], ["Chodniki"], ["Lipogród", 3, 4]]

    assert facts(read(profile, *rows).contents) == {
        ("", "Lipogród", 2023, "Drogi", "km", 1.0, ""),
        ("", "Lipogród", 2024, "Drogi", "km", 2.0, ""),
        ("", "Lipogród", 2023, "Chodniki", "", 3.0, ""),
        ("", "Lipogród", 2024, "Chodniki", "", 4.0, ""),
    }


def test_towns_may_stand_in_headings() -> None:
    profile = Profile(name="Miasta", columns=(rule("Wskaźnik", Meaning.INDICATOR), rule("Rok", Meaning.YEAR), rule(ANY, Meaning.VALUE, says=Says.PLACE)))

    found = facts(read(profile, ["Wskaźnik", "Rok", "Lipogród", "Nowe Bielany"], ["Psy", 2024, 5, 6]).contents)

    assert {(one[1], one[5]) for one in found} == {("Lipogród", 5.0), ("Nowe Bielany", 6.0)}


@pytest.mark.parametrize(
    ("source", "title", "sheet", "file"),
    [(YearFrom.TITLE, "Stan na 2024 r.", "Dane", "a.xlsx"), (YearFrom.SHEET, "", "rok 2024", "a.xlsx"), (YearFrom.FILE, "", "Dane", "psy_2024.xlsx"), (YearFrom.PROFILE, "", "Dane", "a.xlsx")],
)
def test_a_year_no_column_tells(source: YearFrom, title: str, sheet: str, file: str) -> None:
    profile = Profile(name="Psy", columns=(rule("Rodzaj", Meaning.INDICATOR), rule("Liczba", Meaning.VALUE)), place=OWN, year=2024, year_from=source, unit="szt.")
    applied = read(profile, file=file, **{sheet: [[title], ["Rodzaj", "Liczba"], ["duże", 5]]})

    assert facts(applied.contents) == {("", OWN_TOWN, 2024, "duże", "szt.", 5.0, "")}
    assert [finding.code for finding in applied.contents.findings] == ([] if source else ["I126"])


def test_every_sheet_of_the_shape_is_read_when_the_profile_says_so() -> None:
    columns = (rule("Gmina", Meaning.NAME), rule("Psy", Meaning.VALUE, says=Says.INDICATOR))
    profile = Profile(name="Lata", columns=columns, all_sheets=True, year_from=YearFrom.SHEET)

    found = facts(read(profile, **{"2023": [["Gmina", "Psy"], ["Lipogród", 5]], "2024": [["Gmina", "Psy"], ["Lipogród", 6]]}).contents)

    assert {(one[2], one[5]) for one in found} == {(2023, 5.0), (2024, 6.0)}


def test_an_indicator_joined_with_the_catalogue_says_its_variable() -> None:
    profile = Profile(name="Długa", columns=LONG.columns, variables=(("Psy", "psy_w_gminie"),))
    [table] = read(profile, HEADER, ROW).contents.tables

    assert [series.variable for series in table.series] == ["psy_w_gminie"]


def test_a_table_without_a_header_goes_by_the_order_of_columns() -> None:
    columns = (rule("", Meaning.CODE, number=1), rule("", Meaning.VALUE, number=2, indicator="Psy"), rule("", Meaning.YEAR, number=3))

    assert facts(read(Profile(name="Bez", columns=columns, header_rows=0), ["9901011", 5, 2024], ["9902011", 6, 2024]).contents) == {
        ("9901011", "", 2024, "Psy", "", 5.0, ""),
        ("9902011", "", 2024, "Psy", "", 6.0, ""),
    }


def test_another_table_does_not_fit() -> None:
    assert not fits(LONG, grid(Dane=[["Kod", "Nazwa projektu", "Koszt"], ["P01", "Park", 5]]))
    assert not fits(LONG, grid(Dane=[["Nazwisko", "Rok", "Uwagi"], ["A", 2024, "b"]]))
    assert not fits(LONG, grid(Dane=[]))


CELLS = st.one_of(st.none(), st.integers(-5, 5000), st.floats(-1e6, 1e6), st.sampled_from(["-", ".", "x", "b.d.", "ok. 5", "razem", "1 234,5", "2024"]), st.text(max_size=6))
SOUND = [ROW[:6]] * 40
"""Enough good rows for the table to be known for what it is."""
TABLES = st.lists(st.tuples(st.sampled_from(["9901011", "9902011", None]), CELLS, st.sampled_from(["Psy", "Koty [szt.]", None]), st.sampled_from([2023, "2024", "x", None]), CELLS, CELLS), max_size=12)


@settings(max_examples=50, deadline=None)
@given(TABLES, st.randoms(use_true_random=False))
def test_shuffled_columns_give_the_same_values(rows: list[tuple[Any, ...]], chance: random.Random) -> None:
    table = [HEADER[:6], *SOUND, *map(list, rows)]
    order = list(range(6))
    chance.shuffle(order)
    shuffled = [[row[place] for place in order] for row in table]

    assert facts(read(LONG, *shuffled).contents) == facts(read(LONG, *table).contents)


@settings(max_examples=50, deadline=None)
@given(TABLES, st.lists(st.lists(CELLS, max_size=3), max_size=3))
def test_every_filled_cell_is_accounted_for(rows: list[tuple[Any, ...]], notes: list[list[Any]]) -> None:
    table = [["Tytuł"], HEADER, *SOUND, *map(list, rows), *notes]
    workbook = grid(Dane=table, Inny=[["coś"]])
    applied = read(LONG, Dane=table, Inny=[["coś"]])

    assert applied.account.filled == filled(workbook)
    for made in applied.contents.tables:
        assert made.present == len(made.values) + made.empty + made.skipped
        for row, column, value in zip(made.rows, made.columns, made.values, strict=True):
            assert value is None or workbook.sheets[0].cell(row, column) is not None
    for one in applied.contents.skipped:
        assert one.reason.endswith(".") and cell_position(one.cell.partition(":")[0])


def test_merged_cells_of_a_column_are_counted_once(tmp_path: Path) -> None:
    rows = [["Gmina", "Rok", "Psy"], ["Lipogród", 2023, 5], [None, 2024, 6]]
    sheet = Sheet("Dane", rows, merged=lambda: [((1, 0), (2, 0))])
    profile = Profile(name="Scalone", columns=(rule("Gmina", Meaning.NAME), rule("Rok", Meaning.YEAR), rule("Psy", Meaning.VALUE, says=Says.INDICATOR)))
    workbook = Workbook(file="a.xlsx", format="xlsx", sheets=[sheet])
    from excel_modules.mapping.apply import apply

    applied = apply(profile, workbook, fits(profile, workbook))

    assert sheet.merged == (Merged(1, 0, 2, 0),)
    assert {one[1:3] for one in facts(applied.contents)} == {("Lipogród", 2023), ("Lipogród", 2024)}
    assert applied.account.filled == filled(workbook) == 8


def test_a_school_year_is_stored_under_its_first_year_and_the_planner_is_told_once() -> None:
    rows = [["9901011", "Nowe Bielany", indicator, said, 5, "szt.", None] for indicator in ("Oddziały", "Klasy") for said in ("2020/2021", "2021/22", "2022")]
    applied = read(LONG, HEADER, *rows)

    assert {one[2] for one in facts(applied.contents)} == {2020, 2021, 2022}
    [told] = [finding for finding in applied.contents.findings if finding.code == "I126"]
    assert "„2020/2021” → 2020" in told.message and "„2021/22” → 2021" in told.message and "2022”" not in told.message


@pytest.mark.parametrize("said", ["2020", "31.12.2020", "2020 r.", "2020-12-31", "2020-21-05"])
def test_one_year_and_a_date_are_no_school_year(said: str) -> None:
    assert not two_years(said)
