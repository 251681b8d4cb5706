"""Family M4: the list of stakeholders and the matrix of influence and engagement."""

from __future__ import annotations

from typing import Any

import pytest

from mrl_desktop.domain.diagnosis import Stakeholder

LIST: list[list[Any]] = [
    ["Analiza interesariuszy"],
    ["Lp.", "Interesariusz", "Typ", "Interes", "Wpływ (1–5)", "Zaangażowanie (1–5)", "Postawa", "Sposób włączenia"],
    [1, "Rada Miejska", "władze", "rozwój miasta", 5, 4, "+", "konsultacje"],
    [2, "Przedsiębiorcy", "biznes", "niższe podatki", None, None, "neutralna", "spotkania"],
    [3, "Jan Kowalski, prezes Fundacji Zielone Bielany", "NGO", "zieleń", "wysoki", "średnie", "-", "warsztaty"],
]
MATRIX: list[list[Any]] = [
    ["Matryca"],
    [None, "Niskie zaangażowanie", "Wysokie zaangażowanie"],
    ["Wysoki wpływ", "Nadleśnictwo", "Rada Miejska\nPrzedsiębiorcy"],
    ["Niski wpływ", "Media lokalne; Kluby sportowe"],
]


def graded(book: Any) -> dict[str, tuple[int | None, int | None]]:
    return {one.name: (one.influence, one.engagement) for one in book.of(Stakeholder)}


def test_stakeholders_are_read_without_names_of_persons(read: Any) -> None:
    book = read({"Arkusz1": LIST})
    assert [(one.name, one.type, one.attitude) for one in book.of(Stakeholder)] == [
        ("Rada Miejska", "władze", "+"),
        ("Przedsiębiorcy", "biznes", "0"),
        ("prezes Fundacji Zielone Bielany", "NGO", "–"),
    ]
    assert graded(book) == {"Rada Miejska": (5, 4), "Przedsiębiorcy": (None, None), "prezes Fundacji Zielone Bielany": (5, 3)}
    assert not any("Kowalski" in str(draft) for draft in book.contents.records)


def test_the_matrix_fills_in_what_the_list_leaves_out(read: Any) -> None:
    book = read({"Lista": LIST, "Matryca": MATRIX})
    found = graded(book)
    assert found["Przedsiębiorcy"] == (4, 4)
    assert found["Rada Miejska"] == (5, 4)  # the list goes before the matrix
    assert (found["Nadleśnictwo"], found["Media lokalne"], found["Kluby sportowe"]) == ((4, 2), (2, 2), (2, 2))
    assert book.cell_of(next(one for one in book.of(Stakeholder) if one.name == "Przedsiębiorcy"), "influence") == ["C3"]


def test_a_grid_of_five_steps_gives_its_own_grades(read: Any) -> None:
    grid = [["Matryca"], [None, "Zaangażowanie"], ["Wpływ", 1, 2, 3, 4, 5], [5, None, None, None, "Szpital"], [4], [3, "Parafia"]]
    assert graded(read({"Lista": LIST, "M": grid}))["Szpital"] == (5, 4)
    assert graded(read({"Lista": LIST, "M": grid}))["Parafia"] == (3, 1)


def test_a_place_in_the_matrix_against_the_list_is_told(read: Any) -> None:
    grid = [["Matryca"], [None, "Niskie zaangażowanie", "Wysokie zaangażowanie"], ["Wysoki wpływ"], ["Niski wpływ", "Rada Miejska"]]
    book = read({"Lista": LIST, "M": grid})
    assert graded(book)["Rada Miejska"] == (5, 4)
    assert {finding.place.cell for finding in book.findings("I24")} == {"B4"}


@pytest.mark.parametrize(("said", "sign"), [("pozytywna", "+"), ("++", "+"), ("przeciwnik", "–"), ("obojętna", "0"), ("–", "–"), ("0", "0")])
def test_attitudes_in_words_and_signs(read: Any, said: str, sign: str) -> None:
    rows = [LIST[1], [1, "Rada", "władze", "x y", 5, 4, said, "ankieta"]]
    assert read({"L": rows}).one(Stakeholder).attitude == sign


def test_columns_in_any_order_under_titles_and_without_diacritics(read: Any) -> None:
    rows = [["URZĄD"], [], ["tabela 3"], ["WPLYW", "Interesariusz:", "Zaangazowanie*"], [4, "Rada Miejska", 2]]
    assert graded(read({"x": rows})) == {"Rada Miejska": (4, 2)}
