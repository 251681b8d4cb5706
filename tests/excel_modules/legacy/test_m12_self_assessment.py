"""Family M12: self-assessment of the town hall and its plan of actions."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest

from mrl_desktop.domain.institution import AssessmentAnswer, AssessmentRound, InstitutionalAction
from mrl_desktop.paths import resource

BANK = tomllib.loads(resource("question_banks", "oecd_obszary.toml").read_text(encoding="utf-8"))
ASKED = [(area["name"], question["id"], question["text"]) for area in BANK["area"][:2] for question in area["question"][:3]]


def team(*, text: Any = lambda said: said) -> list[list[Any]]:
    head = [["Samoocena instytucjonalna 2024"], ["Data: 12.03.2024"], ["Obszar", "Kryterium", "Pytanie", "Ocena 1–5", "Dowody", "Mocne strony", "Słabe strony", "Cel", "Działania"]]
    return head + [[area, "k", text(said), place % 5 + 1, "uchwała", "zespół", "brak danych", 5, "szkolenie"] for place, (area, _, said) in enumerate(ASKED)]


def individual(heads: list[str]) -> list[list[Any]]:
    rows = [["Oceny indywidualne"], ["Pytanie", *heads, "Śr.", "Med."]]
    return rows + [[said, 2, 3, 4, 3, 3] for _, _, said in ASKED]


def by_question(book: Any) -> dict[str, AssessmentAnswer]:
    return {one.question: one for one in book.of(AssessmentAnswer)}


def test_common_answers_are_matched_with_the_bank(read: Any) -> None:
    book = read({"Arkusz2": team()})
    round_ = book.one(AssessmentRound)
    assert (round_.title, round_.tool, round_.start) == ("Samoocena instytucjonalna 2024", "oecd_obszary", date(2024, 3, 12))
    found = by_question(book)
    assert {key: one.consensus for key, one in found.items()} == {key: place % 5 + 1 for place, (_, key, _) in enumerate(ASKED)}
    first = found[ASKED[0][1]]
    assert (first.round, first.evidence, first.strengths, first.improvements, first.target, first.recommendation) == (round_.id, "uchwała", "zespół", "brak danych", 5, "szkolenie")


@pytest.mark.parametrize("change", [str.upper, lambda said: f"1.  {said}", lambda said: said.replace(" ", "\n", 2), lambda said: said.rstrip("?") + " ?"])
def test_questions_are_matched_in_any_spelling(read: Any, change: Any) -> None:
    assert set(by_question(read({"O": team(text=change)}))) == {key for _, key, _ in ASKED}


def test_names_of_assessors_stay_out(read: Any) -> None:
    book = read({"Zespół": team(), "Oceny": individual(["Anna Nowak", "Os. 2", "Skarbnik"])})
    assert by_question(book)[ASKED[0][1]].individual == (2, 3, 4)
    assert book.one(AssessmentRound).assessors == 3
    assert {"B2", "D2"} <= book.skipped_cells("Oceny")
    assert "Nowak" not in str(book.contents)


def test_ratings_with_persons_down_and_questions_across(read: Any) -> None:
    rows = [["Oceniający", *(key for _, key, _ in ASKED)], ["Os. 1", 1, 2, 3, 4, 5, 1], ["Jan Kowalski", 2, 2, 2, 2, 2, "nie wiem"]]
    book = read({"Oceny": rows})
    assert [by_question(book)[key].individual for _, key, _ in ASKED] == [(1, 2), (2, 2), (3, 2), (4, 2), (5, 2), (1,)]
    assert "Kowalski" not in str(book.contents)


def test_a_wrong_mean_is_told(read: Any) -> None:
    rows = individual(["Os. 1", "Os. 2", "Os. 3"])
    rows[2][4] = 4.5
    assert [finding.place.cell for finding in read({"O": rows}).findings("I109")] == ["E3"]


def test_questions_of_no_bank_are_listed_with_what_stands_beside_them(read: Any) -> None:
    rows = [*team(), ["Inne", "k", "Czy w urzędzie jest smaczna kawa?", 3, "paragon"]]
    book = read({"O": rows})
    assert {f"{letter}{len(rows)}" for letter in "CDE"} <= book.skipped_cells("O")
    assert book.findings("I99")


def test_i_do_not_know_is_an_answer_without_a_grade(read: Any) -> None:
    rows = team()
    rows[3][3] = "nie wiem"
    found = by_question(read({"O": rows}))[ASKED[0][1]]
    assert (found.consensus, found.no_rating) == (None, "nie wiem")


def test_the_plan_of_actions_becomes_actions_of_the_pri(read: Any) -> None:
    plan = [
        ["Plan działań"],
        ["Lp.", "Działanie", "Odpowiedzialny", "Termin", "Koszt", "Wskaźnik", "Luka"],
        [1, "Szkolenia z analizy danych", "Jan Kowalski, Sekretarz Miasta", "III kw. 2024", "12 000 zł", "20 osób", "A1.2"],
        ["Razem", None, None, None, 12000],
    ]
    action = read({"Ocena": team(), "Plan": plan}).one(InstitutionalAction)
    assert (action.title, action.responsible, action.start, action.end, action.cost) == ("Szkolenia z analizy danych", "Sekretarz Miasta", date(2024, 7, 1), date(2024, 9, 30), 12000)
    assert (action.gaps, action.output) == (("A1.2",), "20 osób")


def test_an_empty_questionnaire_brings_no_answers(read: Any) -> None:
    form = [["Kwestionariusz"], ["Obszar", "Nr", "Pytanie", "Odpowiedź"], *[[area, key, said] for area, key, said in ASKED]]
    book = read({"Kwestionariusz": form, "Ocena": team()})
    assert len(book.of(AssessmentAnswer)) == len(ASKED)
