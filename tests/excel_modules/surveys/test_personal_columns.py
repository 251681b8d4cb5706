"""Personal data: told by headings and by what stands in cells, masked, never mistaken for a question about them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excel_modules.surveys.headings import heading
from excel_modules.surveys.personal import is_pesel, masked, why_personal, without_contacts
from mrl_desktop.domain.surveys import SurveyQuestion

from .conftest import Read

STAMPS = [f"2025/03/{10 + number}" for number in range(12)]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Adres e-mail", "e-mail"),
        ("Twój adres e-mail", "e-mail"),
        ("Nazwa", "nazwisko"),
        ("Imię", "nazwisko"),
        ("Imię i nazwisko", "nazwisko"),
        ("Numer telefonu", "telefonu"),
        ("ipaddr", "IP"),
        ("Adres IP", "IP"),
        ("token", "zaproszenia"),
        ("seed", "zaproszenia"),
        ("refurl", "zaproszenia"),
        ("PESEL", "PESEL"),
        ("Adres zamieszkania", "zamieszkania"),
    ],
)
def test_headings_tell_personal_data(said: str, reason: str) -> None:
    assert reason in why_personal(heading(0, 0, said), ["a", "b"])


@pytest.mark.parametrize(
    "said",
    ["Czy korzysta Pan(i) z telefonu w urzędzie?", "Jak oceniasz nazwę festiwalu?", "Skąd wiesz o ankiecie [e-mail]?", "Jak często załatwia Pan(i) sprawy przez e-mail", "Wiek", "Osiedle", "Płeć"],
)
def test_questions_about_such_things_are_questions(said: str) -> None:
    assert why_personal(heading(0, 0, said), ["tak", "nie"] * 10) == ""


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([f"ktos{number}@example.org" for number in range(8)], "e-mail"),
        ([f"600 1{number}0 2{number}0" for number in range(8)], "telefon"),
        ([f"198.51.100.{number}" for number in range(8)], "IP"),
        (["Anna Nowak", "Jan Wiśniewski", "Maria Zielińska", "Piotr Kaczmarek"], "nazwiska"),
        (["44051401359", "02070803628"], "PESEL"),
        (["ul. Polna 5", "ul. Leśna 12/3", "os. Zielone 7"], "zamieszkania"),
    ],
)
def test_cells_tell_personal_data_whatever_the_heading(values: list[str], reason: str) -> None:
    assert reason in why_personal(heading(0, 0, "Jak się z Tobą skontaktować?"), values)


def test_only_right_pesel_numbers_count() -> None:
    assert is_pesel("44051401359")  # the example of the ministry
    assert not is_pesel("44051401358")
    assert not is_pesel("12345678901")


def test_contacts_are_taken_out_of_answers_and_other_numbers_stay() -> None:
    assert without_contacts("Pisz: a.b@example.com, tel. 601-202-303") == "Pisz: [adres e-mail usunięty], tel. [numer telefonu usunięty]"
    for kept in ("W latach 2015-2024 było 12 500 000 zł", "1234567", "ul. Polna 12, godz. 15:30", "15 000 000"):
        assert without_contacts(kept) == kept


@given(st.emails())
def test_an_example_never_shows_an_address(address: str) -> None:
    shown = masked(address)
    assert address not in shown
    assert not re.search(r"\w\w", shown)


def test_a_personal_column_is_set_apart_with_its_place_and_brings_nothing_by_itself(typed: Callable[..., Read]) -> None:
    rows = [["Sygnatura czasowa", "Czy lubisz miasto?", "Adres e-mail"], *([stamp, "tak" if number % 2 else "nie", f"ktos{number}@example.org"] for number, stamp in enumerate(STAMPS))]
    found = typed(rows)
    [column] = found.contents.personal
    assert (column.cell, column.heading, column.left_out.count) == ("C1", "Adres e-mail", 12)
    assert [question.text for question in found.questions] == ["Czy lubisz miasto?"]
    assert all(draft.by_choice for draft in column.drafts)
    shown = repr((found.contents.records, found.contents.skipped, found.contents.findings, found.contents.notes, column.example, column.left_out))
    assert "@example" not in shown
    assert found.unbooked() == []


def test_first_names_that_repeat_are_personal_all_the_same() -> None:
    assert why_personal(heading(0, 0, "Imię"), ["Anna", "Jan", "Maria"] * 10)


def test_a_kept_column_cannot_be_put_beside_other_answers(typed: Callable[..., Read]) -> None:
    rows = [["Sygnatura czasowa", "Czy lubisz miasto?", "Imię"], *([stamp, "tak" if number % 2 else "nie", ("Anna", "Jan")[number % 2]] for number, stamp in enumerate(STAMPS))]
    [column] = typed(rows).contents.personal
    [draft] = column.drafts
    assert isinstance(draft.record, SurveyQuestion)
    assert draft.record.answers == ()
    assert draft.record.texts == ("Anna",) * 6 + ("Jan",) * 6


def test_an_empty_personal_column_is_not_offered(typed: Callable[..., Read]) -> None:
    found = typed([["Sygnatura czasowa", "Czy lubisz miasto?", "Adres e-mail"], *([stamp, "tak", ""] for stamp in STAMPS)])
    assert found.contents.personal == ()
