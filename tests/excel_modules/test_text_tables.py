"""Encodings, separators and decimal marks of text tables."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excel_modules.reading import Refused
from excel_modules.statistics.value_column import value_column
from excel_modules.text_table import decode, open_text
from mrl_desktop.domain.facts import Mark

TEXT = 'Kod;Nazwa;"ludność;2024;[osoba]"\n0201011;Bolesławiec;5\n0264011;Świętochłowice „Źródło” Żółć;6\n'
POLISH = "zażółć gęślą jaźń ZAŻÓŁĆ GĘŚLĄ JAŹŃ"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859-2", "cp852"])
def test_polish_text_survives_every_encoding_in_use(encoding: str) -> None:
    plain = TEXT.replace("„", "").replace("”", "")
    workbook = open_text("tablica.csv", plain.encode(encoding))

    assert workbook.sheets[0].cell(2, 1) == "Świętochłowice Źródło Żółć"
    assert not workbook.findings


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2", "cp852"])
@given(text=st.text(alphabet=POLISH + "abcdefgh;0123456789\n", min_size=40))
def test_legacy_encodings_are_told_apart_by_their_polish_letters(encoding: str, text: str) -> None:
    text = POLISH + text
    assert decode(text.encode(encoding)).text == text


def test_letters_of_no_polish_encoding_are_doubted() -> None:
    assert decode("Kod;Nazwa\n1;åäö\n".encode("latin-1")).doubtful


def test_byte_order_mark_is_not_part_of_the_first_heading() -> None:
    workbook = open_text("tablica.csv", codecs.BOM_UTF8 + b"Kod;Nazwa;x\n1;2;3\n")

    assert workbook.sheets[0].cell(0, 0) == "Kod"


@pytest.mark.parametrize(("mark", "name"), [(";", "średnik"), (",", "przecinek"), ("\t", "tabulator"), ("|", "kreska pionowa")])
def test_separator_is_the_one_that_gives_even_rows(mark: str, name: str) -> None:
    rows = [["Kod", "Nazwa", "a"], ["1", "Kowal, Stary; Nowy", "2"], ["3", "x", "4"]]
    text = "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)

    workbook = open_text("t.csv", text.encode())
    assert f"separator kolumn: {name}" in workbook.notes
    assert workbook.sheets[0].rows == rows


def test_decimal_comma_inside_unquoted_fields_is_not_a_separator() -> None:
    workbook = open_text("t.csv", b"Kod;Nazwa;x;\n1;a;67,5;\n2;b;200,3;\n")

    assert workbook.notes[1:] == ("separator kolumn: średnik", "znak dziesiętny: przecinek")
    assert workbook.sheets[0].cell(1, 2) == "67,5"


def test_point_before_three_digits_everywhere_is_doubted() -> None:
    workbook = open_text("t.csv", b"Kod;Nazwa;x\n1;a;1.234\n2;b;5.678\n")

    assert [finding.code for finding in workbook.findings] == ["P15"]


def test_text_without_columns_is_refused() -> None:
    with pytest.raises(Refused):
        open_text("list.csv", "Szanowni Państwo,\nw załączeniu przesyłam dane.\n".encode())


numbers = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-10**9, max_value=10**9)


@given(cells=st.lists(numbers, min_size=1), decimal=st.sampled_from([",", "."]))
def test_column_of_printed_numbers_is_read_back(cells: list[object], decimal: str) -> None:
    printed = [str(cell).replace(".", decimal) for cell in cells]

    assert value_column(printed, decimal).values == [float(str(cell)) for cell in cells]


def test_column_tells_empty_marked_and_unreadable_cells_apart() -> None:
    column = value_column(["5", "", "-", "x", "n", "abc", "1_0", "nan", "inf", "12 345,5", " 7 ", "#N/D!"], ",")

    assert column.values == [5, None, None, None, None, None, None, None, None, 12345.5, 7, None]
    assert column.empty == {1}
    assert column.marks == {2: Mark.MISSING, 3: Mark.SUPPRESSED, 4: Mark.NOT_YET, 7: Mark.MISSING}
    assert column.bad == {5: "abc", 6: "1_0", 8: "inf", 11: "#N/D!"}


@given(cells=st.lists(st.one_of(st.none(), st.booleans(), st.floats(), st.integers(-10**6, 10**6), st.text(max_size=8))))
def test_any_column_is_accounted_for_in_full(cells: list[object]) -> None:
    column = value_column(cells, ",")

    for place, value in enumerate(column.values):
        told = (value is not None) + (place in column.empty) + (place in column.marks) + (place in column.bad)
        assert told == 1
