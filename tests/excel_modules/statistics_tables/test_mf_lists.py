"""Lists of the Ministry of Finance by split TERYT codes (layout known from descriptions): the indicator G, incomes from taxes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from excel_modules.reading import Reading
from tests.excel_modules.answering import codes, observed

Read = Callable[..., Reading]
Book = Callable[..., Path]
TITLE = ["Wskaźniki dochodów podatkowych gmin przyjęte do obliczeń na 2024 r."]
HEADS = ["WK", "PK", "GK", "GT", "Nazwa gminy", "Wskaźnik G", "Dochody podatkowe w zł"]
ROWS = [["98", "01", "01", "1", "m. NOWE BIELANY", 1830.55, 20134500], ["98", "02", "01", "1", "m. LIPOGRÓD", "2 011,07", 18000000]]


def test_a_code_in_pieces_names_the_unit_and_its_pieces_are_no_indicators(read: Read, workbook: Book) -> None:
    reading = read(workbook([TITLE, [], HEADS, *ROWS]))

    assert observed(reading) == {
        ("mf:wskaznik g", "9801011", 2024): 1830.55,
        ("mf:wskaznik g", "9802011", 2024): 2011.07,
        ("mf:dochody podatkowe w zl", "9801011", 2024): 20134500,
        ("mf:dochody podatkowe w zl", "9802011", 2024): 18000000,
    }
    assert reading.publisher == "Ministerstwo Finansów" and "I74" in codes(reading)
    assert reading.tally.present == reading.tally.observations == 4


def test_the_year_may_stand_in_the_name_of_the_file_and_without_it_nothing_is_guessed(read: Read, workbook: Book) -> None:
    dated = read(workbook([["Wskaźniki"], HEADS, *ROWS], name="wskaznik_G_2023.xlsx"))
    undated = read(workbook([["Wskaźniki"], HEADS, *ROWS], name="wskaznik_G.xlsx"))

    assert {year for _, _, year in observed(dated)} == {2023}
    assert undated.refused and codes(undated) == {"I86"}


@pytest.mark.parametrize("again", [[*ROWS[0][:5], 9.0, 9.0]])
def test_a_second_row_of_a_unit_is_told_and_left(read: Read, workbook: Book, again: list[object]) -> None:
    reading = read(workbook([TITLE, HEADS, *ROWS, again]))

    assert observed(reading)["mf:wskaznik g", "9801011", 2024] == 1830.55
    assert "I87" in codes(reading) and [one.cell for one in reading.skipped] == ["A5:G5"]
