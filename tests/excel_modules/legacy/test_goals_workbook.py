"""The problems–goals workbook (M7) in the variants offices send it in."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal as D
from typing import Any

import pytest

from mrl_desktop.domain.diagnosis import Challenge, Dimension, Evidence, Problem, Quadrant, SwotItem
from mrl_desktop.domain.strategy import Direction, Goal, GoalLevel, IndicatorKind, Measure, PlanIndicator

HEAD = [
    "Nr celu strat.", "Cel strategiczny", "Nr", "Cel operacyjny", "Nr", "Kierunek działania", "Wskaźnik", "J.m.", "Wartość bazowa (2019)", "Wartość docelowa (2024)", "Źródło",
]  # fmt: skip


def tree(read: Any) -> dict[str, list[str]]:
    goals = read.of(Goal)
    titles = {goal.id: goal.title for goal in goals}
    return {goal.title: [other.title for other in goals if other.parent == goal.id] for goal in goals if goal.level is GoalLevel.STRATEGIC} | (
        {"bez celu": [goal.title for goal in goals if goal.level is GoalLevel.OPERATIONAL and goal.parent not in titles]}
        if any(goal.level is GoalLevel.OPERATIONAL and goal.parent not in titles for goal in goals)
        else {}
    )


EXPECTED = {"Zdrowe miasto": ["Czyste powietrze", "Ruch i sport"], "Silna gospodarka": ["Nowe firmy"]}


@pytest.mark.parametrize(
    "numbers",
    [
        ("I", "I.1", "I.1.a", "I.2", "II", "II.1"),
        ("1.", "1.1.", "1.1.1.", "1.2.", "2.", "2.1."),
        ("CS1", "CO1.1", "D1.1.1", "CO1.2", "CS2", "CO2.1"),
        ("CS1", "CS1/CO1.1", "K1.1.1", "CS1/CO1.2", "CS2", "CS2/CO2.1"),
        ("Cel 1", "Cel 1.1", "1.1.1", "Cel 1.2", "Cel 2", "Cel 2.1"),
        (1, 1.1, "1.1.1", 1.2, 2, 2.1),
        ("I", "1", "a", "2", "II", "1"),
        (1, datetime(2020, 1, 1), "1.1.1", datetime(2020, 2, 1), 2, datetime(2020, 1, 2)),
    ],
    ids=["I / I.1", "1. / 1.1.", "CS1 / CO1.1", "CS1/CO1.1", "Cel 1", "liczby", "numery od nowa w każdym celu", "numery zamienione na daty"],
)
def test_every_way_of_numbering_gives_the_same_tree(read: Any, sheet: Any, numbers: tuple[Any, ...]) -> None:
    s1, o1, d1, o2, s2, o3 = numbers
    rows = [
        HEAD,
        [s1, "Zdrowe miasto", o1, "Czyste powietrze", d1, "Wymiana kotłów", "Liczba kotłów", "szt.", 10, 0, "UM"],
        [None, None, o2, "Ruch i sport", None, None, None, None, None, None, None],
        [s2, "Silna gospodarka", o3, "Nowe firmy", None, None, None, None, None, None, None],
    ]
    found = read({"Drzewo celów": sheet(rows, merged=["A2:A3", "B2:B3"])})
    assert tree(found) == EXPECTED
    codes = {goal.title: found.draft(goal).match_code for goal in found.of(Goal)}
    assert codes == {"Zdrowe miasto": "1", "Czyste powietrze": "1.1", "Ruch i sport": "1.2", "Silna gospodarka": "2", "Nowe firmy": "2.1"}
    assert found.one(Measure).title == "Wymiana kotłów"


@pytest.mark.parametrize(
    "typed",
    [
        ("1. Zdrowe miasto", "1.1. Czyste powietrze", "1.2 Ruch i sport", "2. Silna gospodarka", "2.1. Nowe firmy"),
        ("I. Zdrowe miasto", "I.1 Czyste powietrze", "I.2 Ruch i sport", "II. Silna gospodarka", "II.1 Nowe firmy"),
        ("CS1. Zdrowe miasto", "CO1.1. Czyste powietrze", "CO1.2. Ruch i sport", "CS2. Silna gospodarka", "CO2.1. Nowe firmy"),
        ("Cel strategiczny 1: Zdrowe miasto", "Cel operacyjny 1.1: Czyste powietrze", "Cel operacyjny 1.2 – Ruch i sport", "Cel strategiczny 2: Silna gospodarka", "Cel operacyjny 2.1: Nowe firmy"),
    ],
)  # fmt: skip
def test_a_number_typed_in_the_same_cell_is_taken_off_the_title(read: Any, typed: tuple[str, ...]) -> None:
    s1, o1, o2, s2, o3 = typed
    rows = [["Cel strategiczny", "Cel operacyjny"], [s1, o1], [None, o2], [s2, o3]]
    found = read({"Cele": rows})
    assert tree(found) == EXPECTED


@pytest.mark.parametrize("above", range(9))
def test_a_header_is_found_under_any_number_of_title_rows(read: Any, above: int) -> None:
    titles = [[f"Gmina Miejska – Program Rozwoju, linia {i}"] if i % 2 else [] for i in range(above)]
    found = read({"Arkusz1": [*titles, ["Cel strategiczny", "Cel operacyjny"], ["1. Zdrowe miasto", "1.1. Czyste powietrze"]]})
    assert tree(found) == {"Zdrowe miasto": ["Czyste powietrze"]}


def test_a_two_row_header_with_merged_groups_is_one_header(read: Any, sheet: Any) -> None:
    rows = [
        ["Drzewo celów Gminy Miejskiej"],
        ["Cel strategiczny", None, "Cel operacyjny", None, "Wskaźnik", None, "Wartość", None],
        ["Nr", "Nazwa", "Nr", "Nazwa", "Nazwa", "J.m.", "bazowa (2019)", "docelowa (2024)"],
        ["1", "Zdrowe miasto", "1.1", "Czyste powietrze", "Pył PM10", "µg/m³", 41, 30],
    ]
    found = read({"Tabela": sheet(rows, merged=["A1:H1", "A2:B2", "C2:D2", "E2:F2", "G2:H2"])})
    assert tree(found) == {"Zdrowe miasto": ["Czyste powietrze"]}
    indicator = found.one(PlanIndicator)
    assert (indicator.name, indicator.unit, indicator.baseline, indicator.baseline_year, indicator.target, indicator.target_year) == ("Pył PM10", "µg/m³", D(41), 2019, D(30), 2024)


def test_labels_without_diacritics_with_line_breaks_and_footnotes_are_the_same_labels(read: Any) -> None:
    rows = [
        ["1. Cel\nstrategiczny*", "2. Cel  operacyjny", "3. Wskażnik", "4. Jednostka\nmiary", "5. Wartosc bazowa\n(2019 r.)", "6. WARTOŚĆ DOCE-\nLOWA (2024 r.)", "7. Zrodlo danych"],
        ["1. Zdrowe miasto", "1.1. Czyste powietrze", "Pył PM10", "µg/m³", "41", "30", "GIOŚ"],
    ]
    found = read({"x": rows})
    indicator = found.one(PlanIndicator)
    assert (indicator.baseline, indicator.baseline_year, indicator.target, indicator.target_year, indicator.source) == (D(41), 2019, D(30), 2024, "GIOŚ")


def test_the_header_repeated_on_every_printed_page_is_not_a_goal(read: Any) -> None:
    rows = [HEAD, ["1", "Zdrowe miasto", "1.1", "Czyste powietrze"], HEAD, [None, None, "1.2", "Ruch i sport"], [str(i) for i in range(1, 12)], ["2", "Silna gospodarka", "2.1", "Nowe firmy"]]
    assert tree(read({"Drzewo celów": rows})) == EXPECTED


@pytest.mark.parametrize(
    ("written", "value", "wording", "direction", "unit"),
    [
        (35, D(35), "", None, ""),
        ("35", D(35), "", None, ""),
        ("1 234,5", D("1234.5"), "", None, ""),
        ("12,5*", D("12.5"), "", None, ""),
        ("1 234¹", D("1234"), "", None, ""),
        ("12,5%", D("12.5"), "", None, "%"),
        ("≥ 35", D(35), "≥ 35", Direction.UP, ""),
        ("min. 2", D(2), "min. 2", Direction.UP, ""),
        ("maks. 20", D(20), "maks. 20", Direction.DOWN, ""),
        ("ok. 120 os.", D(120), "ok. 120 os.", None, "os"),
        ("2 szt./rok", D(2), "2 szt./rok", None, "szt"),
        ("wzrost o 10%", None, "wzrost o 10%", Direction.UP, ""),
        ("spadek o 5 p.p.", None, "spadek o 5 p.p.", Direction.DOWN, ""),
        ("wzrost do 40", D(40), "wzrost do 40", Direction.UP, ""),
        ("n.d.", None, "n.d.", None, ""),
        ("10 (2021), 15 (2022)", D(15), "10 (2021), 15 (2022)", None, ""),
    ],
)
def test_a_target_worded_in_any_way_is_understood_and_its_wording_kept(read: Any, written: Any, value: Any, wording: str, direction: Any, unit: str) -> None:
    rows = [["Cel strategiczny", "Cel operacyjny", "Wskaźnik", "Wartość bazowa (2019)", "Wartość docelowa (2024)"], ["1. A", "1.1. B", "Liczba", 1, written]]
    indicator = read({"Cele": rows}).one(PlanIndicator)
    assert (indicator.target, indicator.target_text, indicator.direction) == (value, wording, direction)
    assert indicator.unit.strip(".").split("/")[0].strip(".") == unit
    if written == "10 (2021), 15 (2022)":
        assert (indicator.interim, indicator.interim_year, indicator.target_year) == (D(10), 2021, 2022)


def test_a_target_still_to_be_filled_in_is_listed_with_its_cell(read: Any) -> None:
    rows = [["Cel strategiczny", "Cel operacyjny", "Wskaźnik", "Wartość docelowa (2024)"], ["1. A", "1.1. B", "Liczba", "do uzupełnienia"]]
    found = read({"Cele": rows})
    assert found.one(PlanIndicator).target is None
    assert "D2" in found.skipped_cells("Cele")
    [finding] = found.findings("I14")
    assert finding.place.cell == "D2" and finding.value == "do uzupełnienia" and finding.hint


def test_a_tree_in_one_column_is_told_by_its_numbers(read: Any) -> None:
    rows = [["Drzewo celów miasta"], [], ["I. Zdrowe miasto"], ["I.1. Czyste powietrze"], ["I.1.a Wymiana kotłów"], ["I.2. Ruch i sport"], ["II. Silna gospodarka"], ["II.1. Nowe firmy"]]
    found = read({"Drzewo celów": rows})
    assert tree(found) == EXPECTED
    assert [measure.title for measure in found.of(Measure)] == ["Wymiana kotłów"]


def test_a_tree_in_one_column_is_told_by_indentation_with_spaces(read: Any) -> None:
    rows = [["Cele i kierunki działań", "Wskaźnik", "Wartość docelowa (2024)"], ["Zdrowe miasto"], ["   Czyste powietrze", "Pył PM10", 30], ["   Ruch i sport"], ["Silna gospodarka"], ["   Nowe firmy"]]
    found = read({"Drzewo celów": rows})
    assert tree(found) == EXPECTED
    indicator = found.one(PlanIndicator)
    assert indicator.about == next(goal.id for goal in found.of(Goal) if goal.title == "Czyste powietrze")


def test_indicators_of_a_strategic_goal_measure_impact_and_of_an_operational_one_results(read: Any) -> None:
    rows = [["Cel strategiczny", "Cel operacyjny", "Wskaźnik"], ["1. A", None, "Saldo migracji"], [None, "1.1. B", "Liczba miejsc"]]
    found = read({"Cele": rows})
    kinds = {indicator.name: indicator.indicator_kind for indicator in found.of(PlanIndicator)}
    assert kinds == {"Saldo migracji": IndicatorKind.IMPACT, "Liczba miejsc": IndicatorKind.RESULT}


def test_indicators_listed_in_one_cell_take_the_values_of_their_lines(read: Any) -> None:
    rows = [["Cel strategiczny", "Cel operacyjny", "Wskaźnik", "J.m.", "Wartość docelowa (2024)"], ["1. A", "1.1. B", "- liczba drzew\n- liczba ławek", "szt.", "100\n20"]]
    found = read({"Cele": rows})
    assert {indicator.name: (indicator.target, indicator.unit) for indicator in found.of(PlanIndicator)} == {"liczba drzew": (D(100), "szt."), "liczba ławek": (D(20), "szt.")}


def test_a_lost_zero_in_1_10_does_not_merge_two_goals(read: Any) -> None:
    rows = [["Cel strategiczny", "Nr", "Cel operacyjny"], *[["1. A" if n == 1 else None, float(f"1.{n}") if n < 10 else 1.1, f"Cel numer {'x' * n}"] for n in range(1, 11)]]
    found = read({"Cele": rows})
    operational = [goal for goal in found.of(Goal) if goal.level is GoalLevel.OPERATIONAL]
    assert len(operational) == 10
    assert found.draft(operational[-1]).match_code == "1.10"
    assert found.findings("I23")


def test_problems_keep_their_bulleted_causes_effects_and_the_source_as_evidence(read: Any) -> None:
    rows = [
        ["Problemy kluczowe miasta"],
        ["Nr", "Problem kluczowy", "Przyczyny", "Skutki", "Potencjały", "Źródło", "Wymiar", "Skala (1-5)"],
        ["P1", "Odpływ młodych", "- brak pracy\n- brak mieszkań", "1) starzenie\n2) puste szkoły", "uczelnia", "GUS BDL 2019", "społeczny", 5],
        ["P2", "Smog", "stare kotły; brak sieci", "choroby", None, None, "Środowiskowy", "4"],
    ]
    found = read({"Problemy": rows})
    first, second = found.of(Problem)
    assert first.causes == ("brak pracy", "brak mieszkań") and first.effects == ("starzenie", "puste szkoły")
    assert second.causes == ("stare kotły", "brak sieci") and second.dimension is Dimension.ENVIRONMENTAL and second.scale == 4
    proof = found.one(Evidence)
    assert proof.about == first.id and proof.text == "GUS BDL 2019"


def test_challenges_are_joined_to_problems_by_number_and_by_title_and_goals_to_challenges(read: Any) -> None:
    found = read(
        {
            "Drzewo celów": [["Cel strategiczny", "Cel operacyjny", "Odpowiada na wyzwanie"], ["1. A", "1.1. B", "W2"]],
            "Wyzwania": [["Kod", "Wyzwanie", "Wynikające z problemów", "Priorytet"], ["W1", "Zatrzymać młodych", "P1, P2", 1], ["W2", "Czyste powietrze", "Smog", 2]],
            "Problemy": [["Kod", "Problem", "Przyczyny"], ["P1", "Odpływ młodych", "brak pracy"], ["P2", "Smog", "stare kotły"]],
        }
    )
    problems = {problem.title: problem.id for problem in found.of(Problem)}
    first, second = found.of(Challenge)
    assert first.problems == (problems["Odpływ młodych"], problems["Smog"])
    assert second.problems == (problems["Smog"],)
    strategic = next(goal for goal in found.of(Goal) if goal.level is GoalLevel.STRATEGIC)
    assert strategic.challenges == (second.id,)


def test_a_challenge_naming_an_unknown_problem_is_reported_with_the_cell(read: Any) -> None:
    found = read({"Problemy": [["Kod", "Problem", "Skutki"], ["P1", "Smog", "choroby"]], "Wyzwania": [["Kod", "Wyzwanie", "Problemy"], ["W1", "Czysto", "P1, P9"]]})
    [finding] = found.findings("I18")
    assert finding.place.sheet == "Wyzwania" and finding.place.cell == "C2"
    assert len(found.one(Challenge).problems) == 1


@pytest.mark.parametrize(
    "rows",
    [
        [["Analiza SWOT"], ["Mocne strony", "Słabe strony"], ["- położenie\n- lasy", "- bezrobocie"], ["Szanse", "Zagrożenia"], ["- kolej", "- susza"]],
        [["MOCNE STRONY", None, "SŁABE STRONY"], ["położenie", None, "bezrobocie"], ["lasy"], ["SZANSE", None, "ZAGROŻENIA"], ["kolej", None, "susza"]],
        [["Mocne strony", "położenie"], [None, "lasy"], ["Słabe strony", "bezrobocie"], ["Szanse", "kolej"], ["Zagrożenia", "susza"]],
        [["Mocne strony"], ["położenie"], ["lasy"], ["Slabe strony"], ["bezrobocie"], ["Szanse"], ["kolej"], ["Zagrozenia"], ["susza"]],
        [["Lp.", "Kategoria", "Czynnik", "Waga"], [1, "mocna strona", "położenie", 3], [2, "mocna strona", "lasy", 2], [3, "słaba strona", "bezrobocie", 5], [4, "szansa", "kolej", 1], [5, "zagrożenie", "susza", 1]],
    ],
    ids=["cztery pola z listami w komórkach", "cztery pola z pustą kolumną", "etykieta z lewej", "jedno pod drugim", "lista z kolumną kategorii"],
)  # fmt: skip
def test_a_swot_is_read_in_every_layout(read: Any, rows: Any) -> None:
    found = {(item.quadrant, item.text) for item in read({"SWOT": rows}).of(SwotItem)}
    assert found == {
        (Quadrant.STRENGTH, "położenie"),
        (Quadrant.STRENGTH, "lasy"),
        (Quadrant.WEAKNESS, "bezrobocie"),
        (Quadrant.OPPORTUNITY, "kolej"),
        (Quadrant.THREAT, "susza"),
    }


def test_ids_are_the_same_at_every_reading_and_from_a_moved_table(read: Any) -> None:
    rows = [["Cel strategiczny", "Cel operacyjny", "Wskaźnik"], ["1. A", "1.1. B", "Liczba"]]
    first = read({"Cele": rows}, "a.xlsx")
    second = read({"Inny arkusz": [["tytuł"], [], *[[None, *row] for row in rows]]}, "b.xlsx")
    assert [draft.record.id for draft in first.contents.records] == [draft.record.id for draft in second.contents.records]


def test_every_field_remembers_its_cell(read: Any) -> None:
    rows = [["Cel strategiczny", "Cel operacyjny", "Wskaźnik", "J.m.", "Wartość bazowa (2019)"], ["1. A", "1.1. B", "Liczba", "szt.", 7]]
    found = read({"Cele": rows})
    indicator = found.one(PlanIndicator)
    assert found.cell_of(indicator, "baseline") == ["E2"] and found.cell_of(indicator, "unit") == ["D2"] and found.cell_of(indicator, "baseline_year") == ["E1"]
