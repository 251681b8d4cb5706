"""Plurals, lists, dates, hard spaces, searching and sorting."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl_desktop.polish import NBSP, counted, day, fold, hard_spaces, joined, moment, plural, roman, sort_key, year_range


@pytest.mark.parametrize(
    ("n", "word"),
    [
        *((n, "projekt") for n in (1, -1)),
        *((n, "projekty") for n in (2, 3, 4, 22, 34, 102, 124)),
        *((n, "projektów") for n in (0, 5, 11, 12, 13, 14, 21, 25, 101, 111, 112)),
    ],
)
def test_the_word_agrees_with_the_count(n: int, word: str) -> None:
    assert plural(n, "projekt", "projekty", "projektów") == word


def test_a_count_and_its_word_stay_on_one_line() -> None:
    assert counted(1234, "osoba", "osoby", "osób") == f"1{NBSP}234{NBSP}osoby"


def test_lists_end_with_i() -> None:
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b"]) == f"a i{NBSP}b"
    assert joined(["a", "", "b", "c"]) == f"a, b i{NBSP}c"
    assert joined(["a", "b"], last="oraz") == "a oraz b"


def test_dates_are_written_in_full() -> None:
    assert day(date(2024, 3, 15)) == f"15{NBSP}marca 2024{NBSP}r."
    assert moment(datetime(2024, 3, 15, 7, 5)) == f"15{NBSP}marca 2024{NBSP}r., 7:05"
    aware = datetime(2024, 3, 15, 11, 32, tzinfo=UTC)
    assert moment(aware) == moment(aware.astimezone().replace(tzinfo=None))


def test_spans_of_years() -> None:
    assert year_range(2021, 2027) == "2021–2027"
    assert year_range(2024, 2024) == "2024"
    assert year_range(2021, None) == f"od{NBSP}2021"
    assert year_range(None, 2027) == f"do{NBSP}2027"
    assert year_range(None, None) == ""


def test_roman_numerals() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 3999)] == ["I", "IV", "IX", "XIV", "XL", "XC", "CD", "MCMXCIV", "MMMCMXCIX"]
    with pytest.raises(ValueError, match="0"):
        roman(0)


@pytest.mark.parametrize(
    ("text", "with_marks"),
    [
        ("w domu i o pracy", "w_domu i_o_pracy"),
        ("Z miasta a w gminie", "Z_miasta a_w_gminie"),
        ("w 2024 r. na 5 km2 za 12 500 zł", "w_2024_r. na 5_km2 za 12_500_zł"),
        ("art. 10 ust. 2 pkt 3 lit. b", "art._10 ust._2 pkt_3 lit._b"),
        ("nr 7 z 15 marca 2024 r.", "nr_7 z_15_marca 2024_r."),
        ("20 tys. zł, 1,5 mln osób", "20_tys._zł, 1,5_mln_osób"),
        ("wzrost – o 5%", "wzrost_– o_5%"),
        ("III kw. 2024", "III_kw. 2024"),
        ("Tabela 4 i wykres 2", "Tabela_4 i_wykres_2"),
        ("(w mieście)", "(w_mieście)"),
        ("krowa i koza", "krowa i_koza"),
    ],
)
def test_spaces_are_hard_where_a_line_must_not_break(text: str, with_marks: str) -> None:
    assert hard_spaces(text) == with_marks.replace("_", NBSP)


@given(st.text(alphabet="aiowz 0123456789rnr.art zł%–()VI,", max_size=60))
def test_hard_spaces_change_only_spaces_and_only_once(text: str) -> None:
    once = hard_spaces(text)
    assert once.replace(NBSP, " ") == text
    assert hard_spaces(once) == once


def test_search_ignores_diacritics_case_and_spacing() -> None:
    assert fold("  ŁÓDŹ \u00a0 Śródmieście ") == "lodz srodmiescie"
    assert fold("Zażółć gęślą jaźń") == "zazolc gesla jazn"


def test_the_alphabet_is_polish() -> None:
    towns = ["Żory", "Łódź", "Zgierz", "Ząbki", "Lublin", "Ćmielów", "Cieszyn", "Źródła", "łan", "Biała Podlaska", "Białystok", "Bielsko-Biała"]
    assert sorted(towns, key=sort_key) == [
        "Biała Podlaska", "Białystok", "Bielsko-Biała", "Cieszyn", "Ćmielów", "Lublin", "łan", "Łódź", "Ząbki", "Zgierz", "Źródła", "Żory",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=8), max_size=6))
def test_every_text_can_be_sorted(texts: list[str]) -> None:
    assert sorted(texts, key=sort_key) == sorted(sorted(texts), key=sort_key)
