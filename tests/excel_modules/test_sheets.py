"""Sheets as plain grids: names of cells, spaces, merged ranges."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excel_modules.sheet import Sheet, cell_name, cell_position, clean, column_name, grid, normal, range_name


@given(row=st.integers(0, 1_048_575), column=st.integers(0, 16_383))
def test_name_of_a_cell_leads_back_to_it(row: int, column: int) -> None:
    assert cell_position(cell_name(row, column)) == (row, column)


def test_names_of_known_cells() -> None:
    assert [column_name(column) for column in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert cell_name(1_048_575, 16_383) == "XFD1048576"
    assert range_name(0, 1, 0, 1) == "B1"
    assert range_name(0, 1, 4, 3) == "B1:D5"


@pytest.mark.parametrize("name", ["", "A", "1", "1A", "Ą1", "A-1"])
def test_what_is_not_a_cell_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        cell_position(name)


def test_text_is_composed_spaces_are_ordinary_and_breaks_stay() -> None:
    raw = unicodedata.normalize("NFD", "  Łódź\u00a0i\u202fZgierz\r\n druga\u200b linia\t")

    assert clean(raw) == "Łódź i Zgierz\ndruga linia"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_values_become_one_of_few_kinds() -> None:
    assert normal("  ") is None
    assert normal(date(2021, 3, 15)) == datetime(2021, 3, 15)
    assert normal(time(10, 5)) == "10:05"
    assert normal(True) is True


def test_value_of_a_merged_range_is_seen_in_all_its_cells() -> None:
    sheet = Sheet("Cele", [["CS1", "Cel"], [None, "Drugi"], []], merged=lambda: [((0, 0), (1, 0))])

    assert sheet.cell(1, 0) is None
    assert sheet.seen(1, 0) == "CS1"
    assert sheet.seen(2, 0) is None
    assert str(sheet.merged[0]) == "A1:A2"


def test_asking_outside_a_sheet_gives_nothing() -> None:
    sheet = grid(Arkusz=[["a"], [None, "b"]]).sheets[0]

    assert (sheet.cell(9, 9), sheet.cell(0, 1), sheet.cell(-1, 0)) == (None, None, None)
    assert list(sheet.filled()) == [(0, 0, "a"), (1, 1, "b")]
    assert (sheet.height, sheet.width) == (2, 2)


def test_sheet_is_found_by_name_whatever_its_letter_case() -> None:
    book = grid(OPIS=[["x"]])

    assert book.sheet(" opis ") is book.sheets[0]
    assert book.sheet("dane") is None
