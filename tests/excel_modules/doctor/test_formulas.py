"""Formulas compare by what they do from where they stand, and the small evaluator agrees with arithmetic."""

from __future__ import annotations

from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excel_modules.doctor.compute import Calculator, Circle, Unknowable
from excel_modules.doctor.formulas import Opaque, parse
from excel_modules.doctor.grid import Book, Cell, Sheet
from excel_modules.doctor.open_ods import translated
from excel_modules.sheet import cell_name, cell_position


def calculated(formula: str, **cells: float | str) -> object:
    sheet = Sheet(name="Dane", cells={cell_position(name): Cell(float(value) if isinstance(value, int | float) else value) for name, value in cells.items()})
    place = cell_position("Z99")
    sheet.cells[place] = Cell(None, parse(formula, *place))
    return Calculator(Book(file="a.xlsx", format="xlsx", sheets=[sheet])).value(sheet, *place)


@given(st.integers(0, 500), st.integers(0, 50), st.integers(0, 500))
def test_a_formula_copied_down_or_across_has_one_pattern(row: int, column: int, further: int) -> None:
    def formula(at: int, place: int) -> str:
        return f"SUM({cell_name(at, place)}:{cell_name(at, place + 3)})*$A$1"

    assert parse(formula(row, column), row, column + 5) == parse(formula(row + further, column), row + further, column + 5)


@given(st.text(max_size=40))
def test_no_text_brings_the_parser_down(text: str) -> None:
    parse(text, 3, 3)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_a_sum_is_the_sum(values: list[float]) -> None:
    cells = {f"A{number}": value for number, value in enumerate(values, 1)}
    assert calculated(f"SUM(A1:A{len(values)})", **cells) == fsum(values)


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("2+3*4", 14.0),
        ("(2+3)*4", 20.0),
        ("-2^2", 4.0),
        ("10%*50", 5.0),
        ('IF(A1>=10,"duży","mały")', "duży"),
        ("ROUND(2.5,0)", 3.0),
        ("ROUND(-2.5,0)", -3.0),
        ("AVERAGE(A1:A3)", 20.0),
        ("MIN(A1:A3)+MAX(A1:A3)+COUNT(A1:B3)", 43.0),
        ("IFERROR(A1/0,7)", 7.0),
        ("SUBTOTAL(9,A1:A3)", 60.0),
        ('"a"&A1', "a10"),
        ("Dane!A1+'Dane'!A2", 30.0),
    ],
)
def test_the_evaluator_gives_what_a_spreadsheet_gives(formula: str, wanted: object) -> None:
    assert calculated(formula, A1=10, A2=20, A3=30) == wanted


def test_what_is_not_followed_is_left_unknown() -> None:
    assert isinstance(parse("SUMA(", 0, 0), Opaque)
    for formula in ("VLOOKUP(A1,B1:C3,2)", "[1]Arkusz!A1", "Tabela[Kwota]", "A1:A3"):
        with pytest.raises(Unknowable):
            calculated(formula, A1=1)


def test_a_circle_is_noticed() -> None:
    sheet = Sheet(name="Dane", cells={(0, 0): Cell(None, parse("B1+1", 0, 0)), (0, 1): Cell(None, parse("A1+1", 0, 1))})
    with pytest.raises(Circle):
        Calculator(Book(file="a.xlsx", format="xlsx", sheets=[sheet])).value(sheet, 0, 0)


def test_open_formulas_are_read_as_those_of_excel() -> None:
    assert translated("of:=SUM([.B2:.B5];[$Dane.C1])") == "SUM(B2:B5,Dane!C1)"
    assert translated('of:=IF([.A1]=";";1;2)') == 'IF(A1=";",1,2)'
    assert translated("of:=SUM([.#REF!])") == "SUM(#REF!)"
