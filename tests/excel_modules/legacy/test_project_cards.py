"""Project cards (M8) as forms: in the layouts and wordings offices use."""

from __future__ import annotations

import random
from datetime import date, datetime
from decimal import Decimal as D
from typing import Any

import pytest

from mrl_desktop.domain.diagnosis import Dimension, Problem
from mrl_desktop.domain.strategy import Goal, GoalLevel, IndicatorKind, PlanIndicator
from mrl_desktop.domain.undertakings import (
    BudgetLine,
    Bundle,
    Category,
    HorizontalAnswer,
    Milestone,
    Readiness,
    Risk,
    StateAid,
    Task,
    Undertaking,
    UndertakingType,
)

ANSWERS: list[tuple[str, Any]] = [
    ("Tytuł projektu", "Park nad rzeką"),
    ("Wnioskodawca / Lider", "Gmina Miejska"),
    ("Partnerzy", "Nadleśnictwo"),
    ("Cel strategiczny (wybierz z listy)", "1. Zdrowe miasto"),
    ("Cel operacyjny", "1.2. Zieleń dla wszystkich"),
    ("Wiązka", "Zielone miasto"),
    ("Opis stanu istniejącego", "Teren jest zaniedbany."),
    ("Cele projektu", "Więcej zieleni."),
    ("Zakres (zadania)", "Alejki, nasadzenia i oświetlenie."),
    ("Grupy docelowe", "mieszkańcy"),
    ("Koszt całkowity", 1500000),
    ("Status", "koncepcja"),
    ("Kategoria", "podstawowy"),
    ("Typ projektu", "inwestycyjny"),
    ("Wymiary", "społeczny, środowiskowy"),
]


def check(project: Undertaking) -> None:
    assert project.title == "Park nad rzeką"
    assert project.leader == "Gmina Miejska" and project.partners == "Nadleśnictwo"
    assert project.existing_state == "Teren jest zaniedbany." and project.aim == "Więcej zieleni."
    assert project.description == "Alejki, nasadzenia i oświetlenie." and project.target_groups == "mieszkańcy"
    assert project.declared_cost == D(1500000)
    assert (project.status, project.category, project.type) == (Readiness.CONCEPT, Category.BASIC, UndertakingType.INVESTMENT)
    assert project.dimensions == (Dimension.SOCIAL, Dimension.ENVIRONMENTAL)


def numbered() -> list[list[Any]]:
    return [[f"{i}. {label}", answer] for i, (label, answer) in enumerate(ANSWERS, 1)]


def beside(value: Any) -> list[list[Any]]:
    return [[label, value_] for label, value_ in value]


SHAPES = {
    "etykiety z numerami": numbered(),
    "etykiety bez numerów": beside(ANSWERS),
    "numer w osobnej komórce": [[i, label, answer] for i, (label, answer) in enumerate(ANSWERS, 1)],
    "odpowiedź po dwukropku w tej samej komórce": [[f"{i}. {label}: {answer}"] for i, (label, answer) in enumerate(ANSWERS, 1)],
    "dwukropek i odpowiedź obok": [[f"{label}:", answer] for label, answer in ANSWERS],
    "odpowiedź pod pytaniem": [line for label, answer in ANSWERS for line in ([label], [answer])],
    "odpowiedź dalej w wierszu": [[label, None, None, answer] for label, answer in ANSWERS],
    "wielkie litery bez znaków": [[label.upper().translate(str.maketrans("ĄĆĘŁŃÓŚŹŻ", "ACELNOSZZ")), answer] for label, answer in ANSWERS],
    "dwie pary w wierszu": [[*ANSWERS[i], *(ANSWERS[i + 1] if i + 1 < len(ANSWERS) else ())] for i in range(0, len(ANSWERS), 2)],
    "tytuły i wstęp nad kartą": [["Gmina Miejska"], ["KARTA PROJEKTU"], [], *numbered()],
    "puste wiersze między pytaniami": [line for pair in numbered() for line in (pair, [])],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_card_is_read_in_every_shape(read: Any, shape: str) -> None:
    found = read({"P01": SHAPES[shape]})
    check(found.one(Undertaking))


@pytest.mark.parametrize("seed", range(5))
def test_questions_may_come_in_any_order(read: Any, seed: int) -> None:
    rows = numbered()
    random.Random(seed).shuffle(rows)
    check(read({"Arkusz": rows}).one(Undertaking))


def test_questions_may_be_left_out(read: Any) -> None:
    project = read({"Arkusz": numbered()[:6]}).one(Undertaking)
    assert project.title == "Park nad rzeką" and project.declared_cost is None


def test_merged_answers_and_answers_over_several_rows_are_whole(read: Any, sheet: Any) -> None:
    rows = [*numbered()[:9], [None, "Druga linia zakresu."], *numbered()[9:]]
    found = read({"P01": sheet(rows, merged=["B1:H1", "B7:H7", "A9:A10"])})
    project = found.one(Undertaking)
    assert project.description == "Alejki, nasadzenia i oświetlenie.\nDruga linia zakresu."
    assert {"B9", "B10"} <= found.told_cells("P01")


def test_the_code_comes_from_the_sheet_name_the_card_title_or_its_question(read: Any) -> None:
    assert read({"P01": numbered()}, "a.xlsx").one(Undertaking).code == "P01"
    assert read({"Arkusz": [["KARTA PROJEKTU nr P-03"], *numbered()]}, "b.xlsx").one(Undertaking).code == "P-03"
    assert read({"Arkusz": [["Kod projektu", "P7"], *numbered()]}, "c.xlsx").one(Undertaking).code == "P7"


def test_goals_named_on_a_card_become_pointers_not_new_goals(read: Any) -> None:
    found = read({"P01": numbered()})
    assert not found.of(Goal)
    pointed = {goal.level: found.draft(goal).match_code for goal in found.pointers(Goal)}
    assert pointed[GoalLevel.OPERATIONAL] == "1.2"
    assert found.one(Undertaking).goal in {goal.id for goal in found.pointers(Goal)}


def test_goals_of_the_same_workbook_are_linked_directly(read: Any) -> None:
    found = read({"P01": numbered(), "Cele": [["Cel strategiczny", "Cel operacyjny"], ["1. Zdrowe miasto", "1.1. Sport"], [None, "1.2. Zieleń dla wszystkich"]]})
    goal = next(goal for goal in found.of(Goal) if goal.title == "Zieleń dla wszystkich")
    assert found.one(Undertaking).goal == goal.id
    assert not found.pointers(Goal)


def test_two_cards_on_one_sheet_one_under_another(read: Any) -> None:
    second = [[label, "Inkubator" if "Tytuł" in str(label) else answer] for label, answer in numbered()]
    found = read({"Karty": [["KARTA PROJEKTU"], *numbered(), [], ["KARTA PROJEKTU"], *second]})
    assert [project.title for project in found.of(Undertaking)] == ["Park nad rzeką", "Inkubator"]
    assert len(read({"Karty": [*numbered(), *second]}, "bez_tytulow.xlsx").of(Undertaking)) == 2


def test_two_cards_on_one_sheet_side_by_side(read: Any) -> None:
    rows = [[label, answer, None, label, "Inkubator" if "Tytuł" in str(label) else answer] for label, answer in numbered()]
    found = read({"Karty": rows})
    assert [project.title for project in found.of(Undertaking)] == ["Park nad rzeką", "Inkubator"]
    for project in found.of(Undertaking):
        assert project.declared_cost == D(1500000)


def test_a_copy_of_a_card_is_not_a_second_project(read: Any) -> None:
    found = read({"P01": numbered(), "P01 (2)": numbered(), "P01 kopia": numbered()})
    assert len(found.of(Undertaking)) == 1
    assert [finding.place.sheet for finding in found.findings("I27")] == ["P01 (2)", "P01 kopia"]


def test_the_list_and_the_card_of_one_project_become_one_and_their_differences_are_said(read: Any) -> None:
    head = ["Lp.", "Kod", "Nazwa projektu", "Wiązka", "Podst./uzup.", "Koszt całkowity [tys. zł]", "Status"]
    found = read({"Lista": [head, [1, "P01", "Park nad rzeką", "Zielone miasto", "podst.", 1700, "koncepcja"]], "P01": numbered()})
    check(found.one(Undertaking))
    [finding] = found.findings("I24")
    assert finding.place.sheet == "Lista" and finding.place.cell == "F2"
    assert len(found.of(Bundle)) == 1


FULL: list[list[Any]] = [
    *numbered()[:8],
    ["9. Zakres (zadania)"],
    ["Lp.", "Zadanie", "Termin od", "Termin do", "Koszt brutto"],
    [1, "Projekt", "2021-03", "III kw. 2021", "100 000,00"],
    [2, "Budowa", datetime(2021, 10, 1), "do końca 2022", 1300000],
    [3, None, None, None, None],
    [None, "Razem", None, None, 1400000],
    ["10. Grupy docelowe", "mieszkańcy"],
    ["11. Wskaźniki"],
    ["Nazwa", "J.m.", "Baza", "Cel", "Rok", "Źródło"],
    ["Powierzchnia parku", "ha", 0, "≥ 2,5", 2022, "protokół"],
    ["12. Koszt całkowity", "1 500 000 zł"],
    ["13. Źródła finansowania"],
    ["Źródło", 2021, 2022, "Razem"],
    ["Dotacja EOG (85%)", 85000, 1190000, 1275000],
    ["Środki własne gminy", 15000, 210000, 225000],
    ["Razem", 100000, 1400000, 1500000],
    ["14. Harmonogram", "- projekt: III kw. 2021\n- otwarcie – grudzień 2022"],
    ["15. Ryzyka", "- wzrost cen (P=3, W=4): rezerwa 5%\n- protesty mieszkańców"],
    ["16. Pomoc publiczna", "☐ TAK  ☑ NIE"],
    ["17. Zasady horyzontalne", "Dostępność: podjazdy\nRówność płci: bez wpływu"],
    ["18. Osoba do kontaktu", "Jan Kowalski, Kierownik Referatu Zieleni, tel. 17 123 45 67, jan@um.pl"],
]


def test_a_whole_card_with_its_tables(read: Any) -> None:
    found = read({"P01": FULL})
    project = found.one(Undertaking)
    assert project.declared_cost == D(1500000) and project.target_groups == "mieszkańcy"
    assert [(task.title, task.start, task.end, task.cost) for task in found.of(Task)] == [
        ("Projekt", date(2021, 3, 1), date(2021, 9, 30), D(100000)),
        ("Budowa", date(2021, 10, 1), date(2022, 12, 31), D(1300000)),
    ]
    indicator = found.one(PlanIndicator)
    assert (indicator.name, indicator.unit, indicator.baseline, indicator.target, indicator.target_year, indicator.target_text) == ("Powierzchnia parku", "ha", D(0), D("2.5"), 2022, "≥ 2,5")
    assert indicator.about == project.id and indicator.indicator_kind is IndicatorKind.OUTPUT
    assert {(line.source, line.year): line.amount for line in found.of(BudgetLine)} == {
        ("dotacja", 2021): D(85000),
        ("dotacja", 2022): D(1190000),
        ("wklad_wlasny", 2021): D(15000),
        ("wklad_wlasny", 2022): D(210000),
    }
    assert [(stone.title, stone.due) for stone in found.of(Milestone)] == [("projekt", date(2021, 9, 30)), ("otwarcie", date(2022, 12, 31))]
    assert [(risk.title, risk.probability, risk.impact, risk.prevention) for risk in found.of(Risk)] == [("wzrost cen", 3, 4, "rezerwa 5%"), ("protesty mieszkańców", None, None, "")]
    assert found.one(StateAid).basis == "Pomoc publiczna nie występuje"
    assert {answer.way for answer in found.of(HorizontalAnswer)} == {"podjazdy", "bez wpływu"}
    assert project.contact_role == "Kierownik Referatu Zieleni"
    assert "Kowalski" not in repr(found.contents) and "17 123" not in repr(found.contents)
    assert found.findings("I20")
    assert not found.findings("I26") and not found.findings("I15")


def test_sums_on_a_card_that_disagree_are_reported(read: Any) -> None:
    rows = [[*line] for line in FULL]
    next(line for line in rows if line[0] == "Dotacja EOG (85%)")[3] = 1300000
    next(line for line in rows if line[:2] == [None, "Razem"])[4] = 1500000
    cells = {finding.place.cell for finding in read({"P01": rows}).findings("I26")}
    assert "D22" in cells and "E14" in cells


def test_money_by_year_down_and_rows_of_one_source_are_added_up(read: Any) -> None:
    rows = [*numbered(), ["Źródła finansowania (tys. zł)"], ["Lp.", "Źródło", "2021 r.", "2022 r."], [1, "PFRON", 10, "-"], [2, "Powiat", 5.5, 7], [3, "Wkład własny", "", "2,25"]]
    found = read({"P01": rows})
    assert {(line.source, line.year): line.amount for line in found.of(BudgetLine)} == {("inne_publiczne", 2021): D(15500), ("inne_publiczne", 2022): D(7000), ("wklad_wlasny", 2022): D(2250)}


def test_an_unknown_source_of_money_is_kept_and_reported(read: Any) -> None:
    rows = [*numbered(), ["Źródło", "2021"], ["Zrzutka", 100]]
    found = read({"P01": rows})
    assert found.one(BudgetLine).amount == D(100)
    assert found.findings("I25")[0].value == "Zrzutka"


def test_tables_of_risks_and_principles_are_read(read: Any) -> None:
    rows = [
        *numbered(),
        ["Ryzyka"],
        ["Lp.", "Ryzyko", "Prawdopodobieństwo", "Wpływ", "Działania zapobiegawcze"],
        [1, "Wzrost cen", "wysokie", 4, "rezerwa"],
        ["Zasady horyzontalne"],
        ["Zasada", "Sposób realizacji"],
        ["Równość szans", "równy dostęp"],
    ]
    found = read({"P01": rows})
    risk = found.one(Risk)
    assert (risk.title, risk.probability, risk.impact, risk.prevention) == ("Wzrost cen", 5, 4, "rezerwa")
    assert found.one(HorizontalAnswer).way == "równy dostęp"


@pytest.mark.parametrize("marks", [("TAK", "NIE", "X", "prawda"), ("tak", "nie", "☑", True), ("T", "N", "✓", "1"), ("☑ TAK ☐ NIE", "☐ TAK ☑ NIE", "x", "TAK")])
def test_ticks_of_the_state_aid_test_are_understood(read: Any, marks: tuple[Any, ...]) -> None:
    conditions = ["Transfer środków publicznych", "Korzyść ekonomiczna", "Selektywność", "Zakłócenie konkurencji"]
    aid = read({"P01": [*numbered(), *zip(conditions, marks, strict=True)]}).one(StateAid)
    assert (aid.transfer, aid.advantage, aid.selectivity, aid.distortion) == (True, False, True, True)


def test_problems_named_on_a_card_become_pointers(read: Any) -> None:
    found = read({"P01": [*numbered(), ["Problem / wyzwanie", "P2. Smog\nP3. Odpływ młodych"]]})
    assert [found.draft(problem).match_name for problem in found.pointers(Problem)] == ["Smog", "Odpływ młodych"]


def test_a_card_without_a_title_is_refused_with_a_finding(read: Any) -> None:
    rows = [["Tytuł projektu", None], *numbered()[1:]]
    found = read({"Karta": rows, "P02": numbered()})
    assert len(found.of(Undertaking)) == 1
    assert found.findings("I19")[0].place.sheet == "Karta"


def test_template_words_are_not_answers(read: Any) -> None:
    rows = numbered()
    rows[5][1], rows[2][1] = "(wybierz z listy)", "…"
    found = read({"P01": rows})
    project = found.one(Undertaking)
    assert project.bundle is None and project.partners == ""
    assert not found.of(Bundle)


def test_an_answer_worded_like_a_label_is_still_an_answer(read: Any) -> None:
    """„Budżet" beside „Źródło pokrycia" is what was answered, not the next question."""
    rows = [["Karta projektu"], *([f"{number}. {label}", answer] for number, (label, answer) in enumerate(ANSWERS, start=1))]
    rows[3][1] = "Wnioskodawca / Lider"
    project = read({"P01": rows}).one(Undertaking)
    assert project.partners == "Wnioskodawca / Lider"
    assert project.leader == "Gmina Miejska"
