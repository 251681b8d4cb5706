"""Family M10: registers of risks on any scale, their map, and the test of state aid."""

from __future__ import annotations

from typing import Any

import pytest

from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.undertakings import Risk, StateAid

REGISTER: list[list[Any]] = [
    ["Rejestr ryzyk"],
    ["Lp.", "Ryzyko", "Projekt", "Kategoria", "P (1–5)", "S/W (1–5)", "Poziom = P*S", "Reakcja", "Działania", "Właściciel"],
    [1, "Wzrost cen", "P01", "finansowe", 3, 4, 12, "ograniczanie", "rezerwa 10%", "Skarbnik"],
    [2, "Brak wykonawców", "P02 Żłobek", "organizacyjne", 2, 5, 10, "akceptacja", "dialog techniczny", "Anna Nowak, kierownik referatu"],
]
AID: list[list[Any]] = [
    ["Test pomocy publicznej"],
    ["Projekt", "Transfer zasobów publicznych", "Korzyść ekonomiczna", "Selektywność", "Zakłócenie konkurencji i wpływ na handel", "Wynik"],
    ["P01 Park", "TAK", "NIE", "☐ TAK ☑ NIE", "nie", "NIE"],
    ["P02 Żłobek", "X", "tak", "☑", "prawda", "TAK"],
]


def graded(book: Any) -> dict[str, tuple[int | None, int | None]]:
    return {risk.title: (risk.probability, risk.impact) for risk in book.of(Risk)}


def table(probability: Any, impact: Any, p: str = "P", s: str = "S", *more: list[Any]) -> list[list[Any]]:
    return [["Rejestr"], ["Lp.", "Ryzyko", p, s, "Działania"], [1, "Wzrost cen", probability, impact, "rezerwa"], *more]


def test_risks_keep_their_grades_projects_and_owners_without_names(read: Any) -> None:
    book = read({"Arkusz3": REGISTER})
    assert graded(book) == {"Wzrost cen": (3, 4), "Brak wykonawców": (2, 5)}
    assert [risk.owner for risk in book.of(Risk)] == ["Skarbnik", "kierownik referatu"]
    assert [book.contents.records and next(d.match_code for d in book.contents.records if d.record.id == risk.about) for risk in book.of(Risk)] == ["P01", "P02"]
    assert not any("Nowak" in str(risk) for risk in book.contents.records)


@pytest.mark.parametrize(("word", "points"), [("niskie", 1), ("średnie", 3), ("wysokie", 5), ("N", 1), ("Ś", 3), ("W", 5), ("4 – wysokie", 4)])
def test_words_and_letters_are_grades(read: Any, word: str, points: int) -> None:
    assert graded(read({"R": table(word, 2)})) == {"Wzrost cen": (points, 2)}


def test_words_of_five_steps_are_the_five_grades(read: Any) -> None:
    book = read({"R": table("bardzo niskie", 1, "P", "S", [2, "Drugie", "niskie", 1], [3, "Trzecie", "wysokie", 1])})
    assert [p for p, _ in graded(book).values()] == [1, 2, 4]


@pytest.mark.parametrize(("given", "meant"), [(1, 1), (2, 3), (3, 5)])
def test_a_scale_of_three_is_brought_to_five_with_a_note(read: Any, given: int, meant: int) -> None:
    book = read({"R": table(given, given, "P (1–3)", "W (1-3)")})
    assert graded(book) == {"Wzrost cen": (meant, meant)}
    assert "przeliczono" in book.findings("I108")[0].message


def test_a_level_that_is_not_the_product_is_told(read: Any) -> None:
    rows = [list(row) for row in REGISTER]
    rows[2][6] = 20
    assert [finding.place.cell for finding in read({"R": rows}).findings("I109")] == ["G3"]


def test_the_map_is_only_compared_with_the_register(read: Any) -> None:
    grid = [["Mapa ryzyka"], [None, "Wpływ"], ["Prawdopodobieństwo", 1, 2, 3, 4, 5], [3, None, None, None, "1"], [2, None, "2"], [1]]
    book = read({"Rejestr": REGISTER, "Mapa": grid})
    assert len(book.of(Risk)) == 2
    assert [finding.place.cell for finding in book.findings("I109")] == ["C5"]


def test_a_register_of_the_pri_gives_its_risks_to_the_pri(read: Any) -> None:
    book = read({"R": [["Rejestr ryzyk PRI"], *table(2, 2)[1:]]})
    assert book.one(Risk).scope is Scope.PRI


def test_the_four_conditions_are_read_however_they_are_marked(read: Any) -> None:
    book = read({"Arkusz9": AID})
    told = [(aid.transfer, aid.advantage, aid.selectivity, aid.distortion) for aid in book.of(StateAid)]
    assert told == [(True, False, False, False), (True, True, True, True)]
    assert not book.findings("I109")


def test_columns_tak_and_nie_under_each_condition_are_ticked(read: Any, sheet: Any) -> None:
    rows = [
        ["Projekt", "Transfer środków publicznych", None, "Korzyść", None, "Selektywność", None, "Wpływ na handel", None],
        [None, *["TAK", "NIE"] * 4],
        ["P01", "x", None, None, "x", "x", None, None, "x"],
    ]
    book = read({"T": sheet(rows, merged=["A1:A2", "B1:C1", "D1:E1", "F1:G1", "H1:I1"])})
    aid = book.one(StateAid)
    assert (aid.transfer, aid.advantage, aid.selectivity, aid.distortion) == (True, False, True, False)


def test_conditions_may_stand_in_rows_and_projects_in_columns(read: Any) -> None:
    rows = [
        ["Test pomocy publicznej"],
        ["Warunek", "P01 Park", "P02 Żłobek"],
        ["Czy wsparcie pochodzi ze środków publicznych?", "TAK", "TAK"],
        ["Czy daje korzyść ekonomiczną?", "NIE", "TAK"],
        ["Czy jest selektywne?", "NIE", "TAK"],
        ["Czy grozi zakłóceniem konkurencji?", "NIE", "TAK"],
    ]
    told = [(aid.transfer, aid.advantage, aid.selectivity, aid.distortion) for aid in read({"T": rows}).of(StateAid)]
    assert told == [(True, False, False, False), (True, True, True, True)]


def test_a_result_against_the_conditions_is_told(read: Any) -> None:
    rows = [list(row) for row in AID]
    rows[3][5] = "NIE"
    assert [finding.place.cell for finding in read({"T": rows}).findings("I109")] == ["F4"]
