from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl_desktop.domain.undertakings import Category
from mrl_desktop.ui.values import DAY, FLAG, MONEY, NUMBER, TEXT, WHOLE, YEAR, Kind, NotUnderstood, enumeration, scale


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False))
def test_shown_money_is_read_back_to_the_grosz(amount: Decimal) -> None:
    assert MONEY.read(MONEY.show(amount)) == amount


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_shown_day_is_read_back(day: date) -> None:
    assert DAY.read(DAY.show(day)) == day


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (MONEY, "1 234,5 zł", Decimal("1234.50")),
        (MONEY, "120000", Decimal("120000.00")),
        (NUMBER, "−6,2", Decimal("-6.2")),
        (WHOLE, "43 370", 43370),
        (YEAR, "2027 r.", 2027),
        (DAY, "5.3.2027", date(2027, 3, 5)),
        (DAY, "2027-03-05", date(2027, 3, 5)),
        (FLAG, "Tak", True),
        (FLAG, "", False),
        (TEXT, "  Żory ", "Żory"),
        (YEAR, "", None),
    ],
)
def test_typed_text_is_understood(kind: Kind, typed: str, value: object) -> None:
    assert kind.read(typed) == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [(MONEY, "dużo"), (WHOLE, "2,5"), (YEAR, "27"), (YEAR, "2127"), (DAY, "31.02.2027"), (DAY, "marzec"), (FLAG, "może"), (scale(), "6")],
)
def test_what_is_not_a_value_is_refused_with_a_polish_sentence(kind: Kind, typed: str) -> None:
    with pytest.raises(NotUnderstood, match=r"^(Podaj|Wpisz|Wybierz) .+\.$"):
        kind.read(typed)


def test_choice_is_matched_by_its_words_diacritics_aside() -> None:
    kind = enumeration(Category)
    assert kind.read("PODSTAWOWY") is Category.BASIC
    assert kind.read("uzupelniajacy") is Category.SUPPLEMENTARY
    assert kind.show(Category.RESERVE) == "rezerwowy"
    assert kind.read("") is None
