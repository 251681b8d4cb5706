"""What people type into cells (catalogue of messy variants of legacy workbooks)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excel_modules import parse
from excel_modules.parse import Unreadable
from excel_modules.sheet import CellValue


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1 234", "1234"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234", "1234"),
        ("1'234", "1234"),
        ("(1 234)", "-1234"),
        ("−3,5", "-3.5"),
        ("12,5*", "12.5"),
        ("1 234¹", "1234"),
        ("12,5 1)", "12.5"),
        ("12,5%", "12.5"),
        (0.125, "0.125"),
        (7, "7"),
    ],
)
def test_numbers_however_typed(cell: CellValue, number: str) -> None:
    assert parse.number(cell) == Decimal(number)


@pytest.mark.parametrize("cell", [None, "", "-", "–", "…", "b.d.", "n/d", "n.d.", "do uzupełnienia", "x"])
def test_cells_that_say_nothing(cell: CellValue) -> None:
    assert parse.is_blank(cell)
    assert parse.number(cell) is None
    assert parse.day(cell) is None
    assert parse.several(cell) == ()


@pytest.mark.parametrize("cell", ["ok. stu", "#ADR!", "#N/D!", True, datetime(2020, 9, 5), "10 (2021), 15 (2022)"])
def test_what_is_not_a_number_is_said_in_a_sentence(cell: CellValue) -> None:
    with pytest.raises(Unreadable, match=r"\.$"):
        parse.number(cell)


@pytest.mark.parametrize(
    ("cell", "unit", "amount"),
    [
        ("1 234,56 zł", 1, "1234.56"),
        ("1,5 mln zł", 1, "1500000"),
        ("12 tys. zł", 1, "12000"),
        (1234.5, 1, "1234.50"),
        (1915.16, 1000, "1915160"),
        ("250 000 PLN brutto", 1, "250000"),
    ],
)
def test_money_is_in_zloty_with_grosze(cell: CellValue, unit: int, amount: str) -> None:
    assert parse.money(cell, Decimal(unit)) == Decimal(amount)


def test_money_in_euro_is_refused() -> None:
    with pytest.raises(Unreadable, match="euro"):
        parse.money("100 EUR")


@given(st.decimals(min_value=-10**9, max_value=10**9, places=2, allow_nan=False, allow_infinity=False))
def test_money_as_a_number_keeps_its_grosze(amount: Decimal) -> None:
    assert parse.money(float(amount)) == amount


@pytest.mark.parametrize(
    ("heading", "factor"),
    [("Koszt całkowity [tys. zł]", 1000), ("Koszt [zł]", 1), ("w mln zł", 1_000_000), ("Wartość w tys. zł", 1000), ("Tysiąclecie", 1)],
)
def test_unit_in_a_heading(heading: str, factor: int) -> None:
    assert parse.factor(heading) == factor


@pytest.mark.parametrize(
    ("cell", "years"),
    [
        ("2021–2024", (2021, 2024)),
        ("2021-24", (2021, 2024)),
        ("2021/2022", (2021, 2022)),
        ("2021/22", (2021, 2022)),
        (2022.0, (2022, 2022)),
        ("lata 2021, 2022 i 2023", (2021, 2023)),
        (datetime(2022, 5, 1), (2022, 2022)),
        ("do końca 2022", (2022, 2022)),
    ],
)
def test_years_of_realisation(cell: CellValue, years: tuple[int, int]) -> None:
    assert parse.year_range(cell) == years


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        (datetime(2021, 3, 15), date(2021, 3, 15), date(2021, 3, 15)),
        ("15.03.2021", date(2021, 3, 15), date(2021, 3, 15)),
        ("15 marca 2021 r.", date(2021, 3, 15), date(2021, 3, 15)),
        ("2021-03-15", date(2021, 3, 15), date(2021, 3, 15)),
        ("2021-03", date(2021, 3, 1), date(2021, 3, 31)),
        ("03.2021", date(2021, 3, 1), date(2021, 3, 31)),
        ("marzec 2021 r.", date(2021, 3, 1), date(2021, 3, 31)),
        ("październik 2022", date(2022, 10, 1), date(2022, 10, 31)),
        ("III kw. 2021", date(2021, 7, 1), date(2021, 9, 30)),
        ("4 kwartał 2022", date(2022, 10, 1), date(2022, 12, 31)),
        ("II półrocze 2022", date(2022, 7, 1), date(2022, 12, 31)),
        ("do końca 2022", date(2022, 12, 31), date(2022, 12, 31)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("IX.2021", date(2021, 9, 1), date(2021, 9, 30)),
    ],
)
def test_days_however_typed(cell: CellValue, first: date, last: date) -> None:
    assert parse.day(cell) == first
    assert parse.day(cell, end=True) == last


@pytest.mark.parametrize("cell", ["31.02.2021", "kiedyś", "2021 albo 2022"])
def test_what_is_not_a_day_is_said(cell: CellValue) -> None:
    with pytest.raises(Unreadable):
        parse.day(cell)


@pytest.mark.parametrize(("cell", "answer"), [("TAK", True), ("☑", True), ("X", True), ("prawda", True), (True, True), ("Nie", False), ("☐", False), (0.0, False), ("", None)])
def test_yes_and_no(cell: CellValue, answer: bool | None) -> None:
    assert parse.yes_no(cell) is answer


def test_lists_in_a_cell() -> None:
    assert parse.several("- brak chodników\n• hałas;\n2) smog") == ("brak chodników", "hałas", "smog")
    assert parse.several("seniorzy; młodzież") == ("seniorzy", "młodzież")
    assert parse.several("seniorzy, w tym samotni") == ("seniorzy, w tym samotni",)


@pytest.mark.parametrize(
    ("heading", "label"),
    [("1. Tytuł projektu:", "tytul projektu"), ("Koszt całkowity\n[tys. zł]", "koszt calkowity"), ("  Cel  STRATEGICZNY* ", "cel strategiczny"), ("IV. Źródła (zł)", "zrodla")],
)
def test_headings_are_compared_without_numbering_units_and_diacritics(heading: str, label: str) -> None:
    assert parse.label(heading) == label


def test_whole_numbers_lose_their_point_in_text() -> None:
    assert parse.text(2019.0) == "2019"
    assert parse.text(0.5) == "0.5"
    assert parse.text(datetime(2021, 3, 15)) == "2021-03-15"
    assert parse.text(None) == ""


def test_year_is_the_only_one_named() -> None:
    assert parse.year("31.12.2021 r.") == 2021
    with pytest.raises(Unreadable):
        parse.year("2021 lub 2022")
