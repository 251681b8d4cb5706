"""Family M11: registers of indicators and metric cards."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mrl_desktop.domain.strategy import Direction, Goal, IndicatorKind, PlanIndicator
from mrl_desktop.domain.undertakings import Undertaking

HEADER = ["Kod", "Nazwa", "Typ (P/R/O)", "J.m.", "Baza", "Rok bazowy", "Cel", "Rok", "Źródło", "Częst.", "Odpowiedzialny"]
REGISTER: list[list[Any]] = [
    ["Rejestr wskaźników"],
    HEADER,
    ["CO1.1-R1", "Stężenie PM10", "R", "µg/m³", 41, 2019, "maks. 30", 2024, "GIOŚ", "co rok", "Wydział Środowiska"],
    ["P01-W1", "Powierzchnia parku", "P", "ha", "1,5*", 2019, 3, 2024, "UM", "co rok", "Jan Kowalski"],
    ["WO-1", "Zadowolenie mieszkańców", "O", "%", "12,5%", 2019, "wzrost o 10%", 2024, "ankieta", "co 2 lata", "BRM"],
]
CARD: list[list[Any]] = [
    ["Metryka wskaźnika"],
    ["Kod", "CO1.1-R1"],
    ["Nazwa wskaźnika", "Stężenie PM10"],
    ["Definicja", "Średnia roczna ze stacji"],
    ["Sposób obliczania", "suma / liczba dni"],
    ["Jednostka miary", "µg/m³"],
    ["Częstotliwość pomiaru", "raz w roku"],
    ["Wartość bazowa", 41],
]


def by_name(book: Any) -> dict[str, PlanIndicator]:
    return {one.name: one for one in book.of(PlanIndicator)}


def test_indicators_are_read_with_values_years_and_kinds(read: Any) -> None:
    found = by_name(read({"Arkusz1": REGISTER}))
    dust = found["Stężenie PM10"]
    assert (dust.indicator_kind, dust.unit, dust.baseline, dust.baseline_year, dust.target, dust.target_year) == (IndicatorKind.RESULT, "µg/m³", Decimal(41), 2019, Decimal(30), 2024)
    assert (dust.target_text, dust.direction) == ("maks. 30", Direction.DOWN)
    assert found["Powierzchnia parku"].baseline == Decimal("1.5")
    assert found["Powierzchnia parku"].responsible == ""  # a person's name is left out
    pleased = found["Zadowolenie mieszkańców"]
    assert (pleased.baseline, pleased.target, pleased.target_text, pleased.indicator_kind) == (Decimal("12.5"), None, "wzrost o 10%", IndicatorKind.IMPACT)


def test_codes_say_which_goal_or_project_an_indicator_belongs_to(read: Any) -> None:
    book = read({"R": REGISTER})
    pointed = {draft.record.id: (draft.record.kind, draft.match_code) for draft in book.contents.records if not draft.sources}
    found = by_name(book)
    assert pointed[found["Stężenie PM10"].about] == ("goal", "1.1")
    assert pointed[found["Powierzchnia parku"].about] == ("undertaking", "P01")
    assert found["Zadowolenie mieszkańców"].about is None
    assert [finding.place.cell for finding in book.findings("I103")] == ["B5"]


def test_goals_and_projects_of_the_same_file_are_linked(read: Any) -> None:
    goals = [["Nr", "Cel strategiczny", "Nr", "Cel operacyjny"], ["CS1", "Zdrowe miasto", "CO1.1", "Czyste powietrze"]]
    projects = [["Kod", "Nazwa projektu", "Podst./uzup.", "Termin", "Status"], ["P01", "Park", "podst.", 2021, "koncepcja"]]
    book = read({"Drzewo": goals, "Lista": projects, "Rejestr": REGISTER})
    found = by_name(book)
    assert found["Stężenie PM10"].about == next(goal.id for goal in book.of(Goal) if goal.title == "Czyste powietrze")
    assert found["Powierzchnia parku"].about == book.one(Undertaking).id


def test_a_column_cel_full_of_goals_is_not_the_target(read: Any) -> None:
    rows = [["Nazwa", "Cel", "J.m.", "Baza", "Wartość docelowa", "Rok"], ["PM10", "CO1.1 Czyste powietrze", "µg/m³", 41, 30, 2024], ["Firmy", "CO2.1 Nowe miejsca pracy", "szt.", 5, 9, 2024]]
    found = by_name(read({"R": rows}))
    assert [(one.target, one.about is not None) for one in found.values()] == [(Decimal(30), True), (Decimal(9), True)]


def test_values_and_years_under_common_titles(read: Any, sheet: Any) -> None:
    rows = [["Kod", "Nazwa", "J.m.", "Wartość bazowa", None, "Wartość docelowa", None], [None, None, None, "Wartość", "Rok", "Wartość", "Rok"], ["W1", "PM10", "µg/m³", 41, 2019, 30, 2024]]
    book = read({"R": sheet(rows, merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"])})
    one = book.one(PlanIndicator)
    assert (one.baseline, one.baseline_year, one.target, one.target_year) == (41, 2019, 30, 2024)


def test_a_metric_card_adds_to_the_indicator_of_the_register(read: Any) -> None:
    book = read({"Rejestr": REGISTER, "M1": CARD})
    dust = by_name(book)["Stężenie PM10"]
    assert len(book.of(PlanIndicator)) == 3
    assert dust.note == "Średnia roczna ze stacji\nSposób obliczania: suma / liczba dni"
    assert dust.target == 30


def test_cards_one_under_another_are_separate_indicators(read: Any) -> None:
    second = [["Metryka wskaźnika"], ["Nazwa wskaźnika", "Liczba firm"], ["Jednostka miary", "szt."], ["Definicja", "Wpisy"], ["Cel", 120], ["Rok", 2024]]
    found = by_name(read({"Metryki": [*CARD, [], *second]}))
    assert set(found) == {"Stężenie PM10", "Liczba firm"}
    assert (found["Liczba firm"].target, found["Liczba firm"].target_year) == (Decimal(120), 2024)


def test_a_card_that_differs_from_the_register_is_told_and_the_register_stays(read: Any) -> None:
    card = [list(row) for row in CARD]
    card[7][1] = 50
    book = read({"Rejestr": REGISTER, "M1": card})
    assert by_name(book)["Stężenie PM10"].baseline == 41
    assert book.findings("I24")
