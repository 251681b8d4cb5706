"""Keys with headings of their own, keys without questions, headings printed on every page, and bands over unlike questions.

The layouts are assumed (no real file was found).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from excel_modules.opening import open_workbook
from mrl_desktop.domain.surveys import QuestionKind
from tests.excel_modules.surveys.conftest import Read, answers_of

ASKED = "Czy planuje Pan/Pani pozostać w mieście w ciągu najbliższych 5 lat?"
SEX = ["kobieta", "mężczyzna"]
STAY = ["zdecydowanie tak", "raczej nie", "trudno powiedzieć"]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Read]:
    def made(pages: dict[str, list[list[Any]]]) -> Read:
        written = openpyxl.Workbook()
        written.remove(written.active)
        for name, rows in pages.items():
            sheet = written.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "ankieta.xlsx"
        written.save(path)
        return Read(open_workbook(path))

    return made


def coded_rows(count: int = 8) -> list[list[Any]]:
    return [["Lp.", "1. Płeć", ASKED], *([one + 1, one % 2 + 1, one % 3 + 1] for one in range(count))]


@pytest.mark.parametrize("heads", [("Treść pytania", "Kod odpowiedzi", "Znaczenie"), ("Pytanie", "Kod", "Etykieta"), ("Zmienna", "Wartość", "Opis")])
@pytest.mark.parametrize("name", ["Klucz", "Arkusz2"])
def test_a_key_by_the_words_of_questions_puts_codes_into_words(book: Callable[..., Read], heads: tuple[str, str, str], name: str) -> None:
    key = [list(heads), *(["Płeć", code + 1, word] for code, word in enumerate(SEX)), *([f" {ASKED} ", code + 1, word] for code, word in enumerate(STAY))]
    found = book({"Arkusz1": coded_rows(), name: key})
    assert answers_of(found.question("1. Płeć")) == [SEX[one % 2] for one in range(8)]
    assert answers_of(found.question(ASKED)) == [STAY[one % 3] for one in range(8)]
    assert found.unbooked() == []


def test_a_question_above_its_codes_is_the_one_they_belong_to(book: Callable[..., Read]) -> None:
    key: list[list[Any]] = [["Kod odpowiedzi", "Znaczenie"], ["Płeć"], *([code + 1, word] for code, word in enumerate(SEX)), [ASKED], *([code + 1, word] for code, word in enumerate(STAY))]
    found = book({"Odpowiedzi": coded_rows(), "Klucz": key})
    assert answers_of(found.question("1. Płeć")) == [SEX[one % 2] for one in range(8)]
    assert answers_of(found.question(ASKED)) == [STAY[one % 3] for one in range(8)]


def test_letters_of_a_key_without_questions_are_put_into_words_and_numbers_are_left_as_they_are(book: Callable[..., Read]) -> None:
    rows = [["Lp.", "Płeć", "Czy ma Pan/Pani dzieci? Ile?", "Jak często korzysta Pan/Pani z domu kultury?"], *([one + 1, "KM"[one % 2], one % 2 + 1, ["co tydzień", "wcale"][one % 2]] for one in range(9))]
    found = book({"Form1": rows, "Klucz": [["Kod odpowiedzi", "Znaczenie"], ["K", "kobieta"], ["M", "mężczyzna"], [1, "tak"], [2, "nie"]]})
    assert answers_of(found.question("Płeć")) == [SEX[one % 2] for one in range(9)]
    children = found.question("Czy ma Pan/Pani dzieci? Ile?")
    assert not {"tak", "nie"} & set(children.options)
    assert found.unbooked() == []


def test_headings_printed_again_on_every_page_are_no_respondent(book: Callable[..., Read]) -> None:
    head = ["Sygnatura czasowa", "1. Płeć", "2. Czego brakuje? [pracy]", "2. Czego brakuje? [mieszkań]", "3. Czy zamierzasz wyjechać?"]
    answers = [[f"2020-02-{one + 1:02} 10:00", SEX[one % 2], "x" if one % 3 else None, None if one % 3 else "x", ["tak", "nie"][one % 2]] for one in range(12)]
    found = book({"Odpowiedzi": [head, *answers[:6], head, *answers[6:]]})
    assert found.survey.sample == 12
    lacks = found.question("2. Czego brakuje?")
    assert lacks.question_kind is QuestionKind.MULTIPLE and lacks.options == ("pracy", "mieszkań")
    assert list(lacks.answers) == [1 if one % 3 else 2 for one in range(12)]
    assert "A8:E8" in {skipped.cell for skipped in found.contents.skipped}
    assert found.unbooked() == []


def test_ticks_under_options_tell_a_survey_without_any_tool(book: Callable[..., Read]) -> None:
    head = ["Lp.", "1. Płeć", "2. Czego brakuje? [pracy]", "2. Czego brakuje? [mieszkań]", "2. Czego brakuje? [zieleni]", "3. Uwagi"]
    rows = [[one + 1, SEX[one % 2], "x" if one % 3 else None, None if one % 3 else "x", "x", f"uwaga {one}" if one % 4 else None] for one in range(9)]
    found = book({"Arkusz1": [["URZĄD MIEJSKI"], [], head, *rows]})
    assert found.survey.sample == 9
    assert found.question("2. Czego brakuje?").options == ("pracy", "mieszkań", "zieleni")


def test_a_band_over_unlike_questions_gives_them_no_common_answers(book: Callable[..., Read]) -> None:
    rows: list[list[Any]] = [
        ["Metryczka", None, None, "Pytania", None],
        ["ID", "Płeć respondenta", "Klasa", "Czy czujesz się bezpiecznie?", "Czy lubisz swoje miasto?"],
        *([f"R{one:03}", SEX[one % 2], ["7", "8", "1 LO"][one % 3], ["raczej tak", "raczej nie"][one % 2], ["raczej nie", "raczej tak"][one % 2]] for one in range(12)),
    ]
    found = book({"wyniki": rows})
    assert set(found.question("Płeć respondenta").options) == set(SEX)
    assert "ID" not in {question.text for question in found.questions}
    assert found.question("Czy czujesz się bezpiecznie?").options == found.question("Czy lubisz swoje miasto?").options
