"""Numbers written and read the Polish way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl_desktop.polish import MINUS, NBSP, money, number, parse_number, percent, signed


def spaced(text: str) -> str:
    return text.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (43370, None, "43 370"),
        (1234567.5, None, "1 234 567,5"),
        (0.1 + 0.2, None, "0,3"),
        (Decimal("2.675"), 2, "2,68"),
        (2.675, 2, "2,68"),
        (0.5, 0, "1"),
        (-0.001, 2, "0,00"),
        (-0.0, None, "0"),
        (100, None, "100"),
        (12, 1, "12,0"),
        (None, 2, "."),
        (float("nan"), None, "."),
        (float("inf"), None, "."),
    ],
)
def test_numbers_have_hard_spaces_and_a_comma_and_round_half_up(value: float | None, decimals: int | None, text: str) -> None:
    assert number(value, decimals) == spaced(text)


def test_a_negative_number_has_a_real_minus() -> None:
    assert number(-6.2) == f"{MINUS}6,2"
    assert money(Decimal("-1234.5")) == spaced(f"{MINUS}1 234,50")


def test_money_shows_grosze_unless_told_not_to() -> None:
    assert money(Decimal("15321261.65")) == spaced("15 321 261,65")
    assert money(Decimal("15321261.65"), grosze=False) == spaced("15 321 262")
    assert money(None) == "."


def test_percent_and_change() -> None:
    assert percent(12.5) == "12,5%"
    assert percent(None) == "."
    assert signed(3.1) == "+3,1"
    assert signed(-6.2) == f"{MINUS}6,2"
    assert signed(0.04, 1) == "0,0"
    assert signed(None) == "."


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,56", "1234.56"),
        ("1\u00a0234\u202f567,8", "1234567.8"),
        ("(1 234)", "-1234"),
        ("(1 234,50) zł", "-1234.50"),
        ("12,5%", "12.5"),
        ("12,5 %", "12.5"),
        ("\u22123,5", "-3.5"),
        ("–7", "-7"),
        ("- 5", "-5"),
        ("123-", "-123"),
        ("+3", "3"),
        ("141.803,00", "141803.00"),
        ("1,234.56", "1234.56"),
        ("1.500.000", "1500000"),
        ("1.500 zł", "1500"),
        ("1.500", "1.500"),
        ("1.500 mln zł", "1500000"),
        ("12'345,6", "12345.6"),
        ("12’345", "12345"),
        ("500,-", "500"),
        ("500,– zł", "500"),
        ("1,5 mln zł", "1500000"),
        ("20 tys. osób", "20000"),
        (",5", "0.5"),
        ("5.", "5"),
        ("1,23E+05", "123000"),
        ("2 345,5 m2", "2345.5"),
        ("PLN 100", "100"),
        ("'0012", "12"),
    ],
)
def test_messy_numbers_are_understood(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", " ", "-", ".", "x", "ok. 5", "12 34", "1 2345", "1,2,3", "12.03.2024", "3/4", "2021–2027", "#ADR!", "NaN", "1e", "--5", "(-5)", "5 6-", "a5"]
)
def test_what_is_not_one_number_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_what_is_written_is_read_back(value: Decimal) -> None:
    assert parse_number(money(value)) == value
    assert parse_number(f"{money(abs(value))} zł") == abs(value)


@given(st.text(alphabet="0123456789 .,-+()%eE'złmlntys\u00a0\u2212", max_size=15))
def test_any_text_gives_a_finite_number_or_none(text: str) -> None:
    value = parse_number(text)
    assert value is None or value.is_finite()
