"""Google Forms and Microsoft Forms: time stamps, several answers in a cell, matrices."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from excel_modules.surveys.several_answers import parted
from mrl_desktop.domain.surveys import QuestionKind, chosen

from .conftest import SAMPLES, Read, answers_of, rows_of

CSV = SAMPLES / "Ankieta dla mieszkańców (Odpowiedzi).csv"
XLSX = SAMPLES / "Ankieta dla mieszkańców (Odpowiedzi).xlsx"
FIRMS = SAMPLES / "Ankieta dla przedsiębiorców(1-36).xlsx"
NEEDS = "Czego brakuje w mieście? Proszę zaznaczyć najwyżej trzy."
SATISFIED = "Czy jest Pan(i) zadowolony(-a) z tego, jak działa:"


def test_both_exports_of_a_form_say_the_same(of: Callable[..., Read]) -> None:
    text, book = of(CSV), of(XLSX)
    assert text.survey.title == book.survey.title == "Ankieta dla mieszkańców"
    assert text.survey.id == book.survey.id
    assert [(one.text, one.options, one.answers, one.texts) for one in text.questions] == [(one.text, one.options, one.answers, one.texts) for one in book.questions]


def test_an_odd_time_stamp_does_not_stop_reading(of: Callable[..., Read]) -> None:
    assert "0:00:00 PM EET" in CSV.read_text(encoding="utf-8")
    assert of(CSV).survey.sample == len(rows_of(CSV)) - 1
    assert "2025" in of(CSV).survey.term


def test_options_with_commas_of_their_own_are_kept_whole(of: Callable[..., Read]) -> None:
    question = of(XLSX).question(NEEDS)
    assert question.question_kind is QuestionKind.MULTIPLE
    wanted = [set(row[3].split(";")) for row in rows_of(CSV)[1:]]
    assert set(question.options) == set().union(*wanted)
    assert [{question.options[place] for place in chosen(answer)} for answer in question.answers] == wanted


def test_agreement_goes_from_no_to_yes_and_ends_with_no_opinion(of: Callable[..., Read]) -> None:
    roads = of(CSV).question("drogi i chodniki", SATISFIED)
    assert roads.options == ("zdecydowanie nie", "raczej nie", "raczej tak", "zdecydowanie tak", "trudno powiedzieć")
    assert answers_of(roads) == [row[4] for row in rows_of(CSV)[1:]]


def test_a_scale_to_ten_has_all_ten_steps(of: Callable[..., Read]) -> None:
    mark = of(CSV).question("Jak ocenia Pan(i) miasto w skali od 1 do 10?")
    assert (mark.question_kind, mark.options) == (QuestionKind.SCALE, tuple(str(step) for step in range(1, 11)))


def test_contacts_inside_an_open_answer_are_taken_out(of: Callable[..., Read]) -> None:
    found = of(CSV)
    said = "\n".join(found.question("Uwagi").texts)
    assert "[adres e-mail usunięty]" in said
    assert "[numer telefonu usunięty]" in said
    assert "example.com" not in said
    assert "I114" in found.codes()


def test_open_answers_stand_in_the_order_of_the_alphabet(of: Callable[..., Read]) -> None:
    from mrl_desktop.polish import sort_key

    texts = of(CSV).question("Uwagi").texts
    assert list(texts) == sorted(texts, key=sort_key)
    assert any(text.startswith("=") for text in texts)  # what would be a formula in Excel is only a text


def test_microsoft_lists_end_with_a_semicolon(of: Callable[..., Read]) -> None:
    found = of(FIRMS)
    assert found.survey.title == "Ankieta dla przedsiębiorców"
    barriers = found.question("Jakie bariery utrudniają działalność?")
    assert barriers.question_kind is QuestionKind.MULTIPLE
    assert set(barriers.options) == {"brak pracowników", "wysokie podatki lokalne", "stan dróg", "brak terenów inwestycyjnych"}
    people = found.question("Ile osób Pan(i) zatrudnia?")
    assert people.question_kind is QuestionKind.NUMBER
    assert set(people.answers) <= {1, 2, 3, 5, 8, 12, 25, 40}


@pytest.mark.parametrize("path", [CSV, XLSX, FIRMS], ids=lambda path: path.name)
def test_no_cell_is_lost(of: Callable[..., Read], path: object) -> None:
    assert of(path).unbooked() == []


def test_a_sentence_with_commas_is_not_a_list() -> None:
    assert parted(["Drogi są złe, a chodniki gorsze", "Brakuje ławek, koszy i drzew", "Za głośno, za ciasno, za drogo"]) is None


def test_single_answers_with_commas_are_not_lists() -> None:
    values = ["Tak, ale rzadko", "Nie", "Tak, codziennie", "Tak, ale rzadko", "Nie", "Tak, codziennie"] * 4
    cells = parted(values)
    assert cells is None or all(len(cell) == 1 for cell in cells)


def test_a_comma_in_brackets_belongs_to_its_option() -> None:
    values = ["Sport (basen, hala), Kultura", "Kultura", "Sport (basen, hala)", "Kultura, Zieleń", "Zieleń", "Sport (basen, hala), Zieleń"]
    assert parted(values) == [["Sport (basen, hala)", "Kultura"], ["Kultura"], ["Sport (basen, hala)"], ["Kultura", "Zieleń"], ["Zieleń"], ["Sport (basen, hala)", "Zieleń"]]
