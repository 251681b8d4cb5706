"""Sheets as other offices make them: their own wordings, titles, helper columns and copies edited later."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mrl_desktop.domain.diagnosis import Problem, Quadrant, SwotItem
from mrl_desktop.domain.institution import AssessmentAnswer
from mrl_desktop.domain.strategy import Goal, GoalLevel, Measure, PlanIndicator
from mrl_desktop.domain.undertakings import BudgetLine, Category, Milestone, Risk, StateAid, Task, Undertaking

PROBLEMS: list[list[Any]] = [["Nr", "Problem kluczowy", "Przyczyny", "Skutki"], [1, "Odpływ młodych", "praca", "starzenie"]]
CARD: list[list[Any]] = [
    ["KARTA PROJEKTU"],
    ["1. Tytuł projektu", "Targowisko"],
    ["2. Lider", "Wydział Rozwoju"],
    ["3. Partnerzy", "Kupcy"],
    ["7. Opis stanu istniejącego", "Targ pod chmurką"],
    ["12. Koszt całkowity", "900 000 zł"],
    ["Odpowiedzialny", "Referat Inwestycji"],
]


def changed(rows: list[list[Any]], row: int, column: int, value: Any) -> list[list[Any]]:
    copy = [[*line] for line in rows]
    copy[row][column] = value
    return copy


def test_causes_and_effects_under_one_title_are_two_columns(read: Any, sheet: Any) -> None:
    rows = [
        ["Warsztat z dnia 12 lutego"],
        ["L.p.", "Zidentyfikowany problem", "Analiza problemu", None, "Waga (1-5)"],
        [None, None, "Z czego wynika (przyczyny)", "Do czego prowadzi (skutki)"],
        [1, "Odpływ młodych", "- praca\n- mieszkania", "starzenie", 5],
    ]
    problem = read({"Diagnoza": sheet(rows, merged=("C2:D2",))}).one(Problem)
    assert (problem.causes, problem.effects, problem.scale) == (("praca", "mieszkania"), ("starzenie",), 5)


def test_who_made_a_swot_is_no_part_of_it(read: Any) -> None:
    rows = [["MOCNE STRONY", None, "SŁABE STRONY"], ["Położenie", None, "Smog"], ["SZANSE", None, "ZAGROŻENIA"], ["Fundusze", None, "Inflacja"], ["Opracowanie: Zespół Miejski"]]
    book = read({"SWOT": rows})
    assert {item.text for item in book.of(SwotItem)} == {"Położenie", "Smog", "Fundusze", "Inflacja"}
    assert "A5" in book.skipped_cells("SWOT")


def test_letters_name_the_fields_of_a_swot_list(read: Any) -> None:
    rows = [["Lp.", "Kategoria (S/W/O/T)", "Czynnik"], [1, "S", "Położenie"], [2, "W", "Smog"], [3, "O", "Fundusze"], [4, "T", "Inflacja"], [None, None, "Suma", 4]]
    told = {item.text: item.quadrant for item in read({"Arkusz1": rows}).of(SwotItem)}
    assert told == {"Położenie": Quadrant.STRENGTH, "Smog": Quadrant.WEAKNESS, "Fundusze": Quadrant.OPPORTUNITY, "Inflacja": Quadrant.THREAT}


def test_a_column_may_say_the_level_of_goals_and_a_header_the_year_first(read: Any) -> None:
    rows = [
        ["Poziom", "Oznaczenie", "Treść celu / działania", "Wskaźnik", "Jednostka", "2019 (baza)", "Stan docelowy 2024"],
        ["Cel strategiczny", "1", "Miasto rodzin", "Saldo migracji", "os.", -120, -50],
        ["Cel operacyjny", "1.1", "Mieszkania", "Nowe mieszkania", "szt.", 35, "min. 60"],
        ["Działanie", "1.1.1", "Program mieszkań"],
    ]
    book = read({"Cele": rows})
    assert [(goal.title, goal.level) for goal in book.of(Goal)] == [("Miasto rodzin", GoalLevel.STRATEGIC), ("Mieszkania", GoalLevel.OPERATIONAL)]
    assert [measure.title for measure in book.of(Measure)] == ["Program mieszkań"]
    indicator = book.of(PlanIndicator)[0]
    assert (indicator.baseline, indicator.baseline_year, indicator.target, indicator.target_year) == (-120, 2019, -50, 2024)


def test_bulleted_measures_of_one_cell_are_measures_apart(read: Any) -> None:
    rows = [["Cel strategiczny", "Cel operacyjny", "Kierunek działania"], ["1. Miasto", "1.1. Szkoła", "- Laboratoria\n- Kursy"], [None, "1.2. Ruch", "Ścieżki\nrowerowe"]]
    assert [measure.title for measure in read({"Cele": rows}).of(Measure)] == ["Laboratoria", "Kursy", "Ścieżki rowerowe"]


@pytest.mark.parametrize(
    ("pages", "cell", "first"),
    [
        ({"Problemy": PROBLEMS, "Problemy (2)": changed(PROBLEMS, 1, 2, "mieszkania")}, "C2", "praca"),
        ({"P01": CARD, "P01 (2)": changed(CARD, 6, 1, "Zakład Komunalny")}, "B7", "Referat Inwestycji"),
        ({"P01": CARD, "P01 kopia": changed(CARD, 5, 1, "950 000 zł")}, "B6", "900000"),
    ],
)
def test_what_a_copy_says_otherwise_is_told_and_the_first_sheet_is_read(read: Any, pages: Any, cell: str, first: str) -> None:
    book = read(pages)
    assert cell in {finding.place.cell for finding in book.findings("I24")}
    assert any(first in str(record) for record in (*book.of(Problem), *book.of(Undertaking)))
    copied = list(pages)[1]
    assert all(record.title for record in book.of(Undertaking)) and len(book.of(Undertaking)) + len(book.of(Problem)) == 1
    assert cell in book.skipped_cells(copied) or any(cell[1:] in one for one in book.skipped_cells(copied))


def test_the_value_of_an_indicator_in_a_copied_tree_is_not_read_twice(read: Any) -> None:
    goals: list[list[Any]] = [["Cel strategiczny", "Cel operacyjny", "Wskaźnik", "J.m.", "Wartość docelowa (2024)", "Odpowiedzialny"], ["1. Miasto", "1.1. Praca", "Firmy", "szt.", 20, "Wydział A"]]
    book = read({"Cele": goals, "Cele (2)": changed(changed(goals, 1, 4, 25), 1, 5, "Wydział B")})
    assert [indicator.target for indicator in book.of(PlanIndicator)] == [20]
    assert {finding.place.cell for finding in book.findings("I24")} == {"E2", "F2"}


def test_a_copied_budget_does_not_change_the_money_of_the_first(read: Any) -> None:
    budget: list[list[Any]] = [["Lp", "Projekt / zadanie", "Kategoria kosztu", "Wartość brutto", "2021", "2022"], [1, "P01 Park"], ["1.1", "Roboty", "roboty", 500, 200, 300]]
    book = read({"Budżet": budget, "Budżet (2)": changed(changed(budget, 2, 5, 350), 2, 3, 550)})
    assert {line.year: line.amount for line in book.of(BudgetLine)} == {2021: Decimal(200), 2022: Decimal(300)}
    assert "F3" in {finding.place.cell for finding in book.findings("I24")}


def test_cards_side_by_side_have_the_codes_of_their_own_titles(read: Any) -> None:
    left = ["Karta projektu P1", "Tytuł projektu: Ścieżki", "Wnioskodawca: Gmina", "Koszt całkowity: 3 200 tys. zł", "Grupa docelowa: rowerzyści", "Osoba do kontaktu: Adam Nowak, tel. 17 788 12 34"]
    right = ["Karta projektu P2", "Tytuł projektu: Biblioteka", "Wnioskodawca: MBP", "Koszt całkowity: 1,2 mln zł", "Grupa docelowa: seniorzy", "Osoba do kontaktu: Ewa Lis"]
    book = read({"Karty": [[one, None, None, other] for one, other in zip(left, right, strict=True)]})
    assert {(project.code, project.title, project.declared_cost) for project in book.of(Undertaking)} == {("P1", "Ścieżki", Decimal(3_200_000)), ("P2", "Biblioteka", Decimal(1_200_000))}
    assert {"A6", "D6"} <= book.skipped_cells("Karty")
    assert not any("Nowak" in str(one) or "Lis" in str(one) for one in (*book.contents.records, *book.contents.skipped, *book.contents.findings))


def test_a_card_in_four_columns_is_a_card(read: Any) -> None:
    rows = [["KARTA PROJEKTU P01"], ["Tytuł", "Zielony rynek", "Wiązka", "Zieleń"], ["Lider", "Urząd", "Partner", "ZGK"], ["Koszt [zł]", "100 000", "Okres", "2021–2022"], ["Opis", "Nowy rynek"]]
    project = read({"Arkusz1": rows}).one(Undertaking)
    assert (project.title, project.leader, project.partners, project.declared_cost, project.start) == ("Zielony rynek", "Urząd", "ZGK", Decimal(100_000), date(2021, 1, 1))


def test_the_description_of_another_thing_is_not_the_scope_of_a_project(read: Any) -> None:
    book = read({"P01": [*CARD[:4], ["Opis sytuacji wyjściowej", "Brak miejsca"], ["Opis trwałości", "pięć lat"], ["12. Koszt całkowity", "5 zł"]]})
    project = book.one(Undertaking)
    assert (project.existing_state, project.description) == ("Brak miejsca", "")
    assert "B6" in book.skipped_cells("P01")


def test_a_category_asked_under_the_name_of_a_type_is_the_category(read: Any) -> None:
    book = read({"P01": [*CARD, ["Typ projektu (podstawowy/uzupełniający)", "podstawowy ☐  uzupełniający ☒"]]})
    assert book.one(Undertaking).category is Category.SUPPLEMENTARY


@pytest.mark.parametrize("word", ["pilotażowy", "usługi", "roboty"])
def test_a_word_that_only_begins_with_the_letter_of_a_category_is_none(read: Any, word: str) -> None:
    book = read({"Lista": [["Kod", "Nazwa projektu", "Kategoria", "Koszt całkowity [zł]"], ["P01", "Park", word, 5]]})
    assert "C2" in book.skipped_cells("Lista")


def test_a_title_over_a_list_is_no_part_of_its_header(read: Any) -> None:
    rows = [["Projekty zgłoszone"], ["Lp.", "Nazwa", "Opis", "Lider (osoba, tel.)", "Budżet", "Termin"], [1, "Park", "alejki", "Anna Nowak 600 100 200", "1,2 mln zł", "2021-2022"]]
    book = read({"Projekty": rows})
    project = book.one(Undertaking)
    assert (project.title, project.description, project.leader, project.declared_cost) == ("Park", "alejki", "", Decimal(1_200_000))
    assert not any("Nowak" in str(one) for one in (*book.contents.records, *book.contents.skipped, *book.contents.findings))


def test_a_schedule_may_have_dates_instead_of_columns_of_time(read: Any) -> None:
    rows = [
        ["Nazwa zadania", "Data rozpoczęcia", "Data zakończenia", "Kto realizuje", "Kamień milowy", "Koszt zł"],
        ["Projekt P02 Żłobek"],
        ["Dokumentacja", date(2021, 3, 1), date(2021, 6, 30), "Wydział Inwestycji", "projekt – 31.05.2021", "45 000"],
        ["Budowa", "II kw. 2022", "do końca 2022", "ZGK", "odbiór", None],
        ["Odbiory", "2023", "2022", "ZGK", None, None],
    ]
    book = read({"Etapy": rows})
    tasks = {task.title: task for task in book.of(Task)}
    assert (tasks["Dokumentacja"].start, tasks["Dokumentacja"].end, tasks["Dokumentacja"].cost) == (date(2021, 3, 1), date(2021, 6, 30), Decimal(45_000))
    assert (tasks["Budowa"].start, tasks["Budowa"].end) == (date(2022, 4, 1), date(2022, 12, 31))
    assert (tasks["Odbiory"].start, tasks["Odbiory"].end) == (None, None) and {"B5", "C5"} <= book.skipped_cells("Etapy")
    assert {milestone.title: milestone.due for milestone in book.of(Milestone)} == {"projekt": date(2021, 5, 31), "odbiór": date(2022, 12, 31)}
    assert [draft.match_code for draft in book.contents.records if isinstance(draft.record, Undertaking)] == ["P02"]


def test_a_line_across_a_schedule_and_a_column_of_codes_name_the_project(read: Any) -> None:
    across = [["Lp.", "Zadanie", "I kw. 2021", "II kw. 2021", "III kw. 2021"], ["Projekt P02 Żłobek"], [1, "Przetarg", "x", "x"]]
    beside = [["Kod", "Projekt", "Zadania", "I poł. 2021", "II poł. 2021", "I poł. 2022"], ["P03", "Park", "Roboty", None, "X", "X"]]
    for rows, code in ((across, "P02"), (beside, "P03")):
        book = read({"Harmonogram": rows})
        assert [draft.match_code for draft in book.contents.records if isinstance(draft.record, Undertaking)] == [code]
        assert book.one(Task).undertaking is not None


def test_the_test_of_aid_of_one_project_is_not_taken_for_projects_called_yes_and_no(read: Any) -> None:
    rows = [
        ["Test pomocy publicznej"],
        ["Projekt:", "P02 Inkubator"],
        ["Pytanie", "TAK", "NIE", "Uzasadnienie"],
        ["Czy następuje transfer zasobów publicznych?", "x", None, "dotacja"],
        ["Czy przedsiębiorca uzyskuje korzyść ekonomiczną?", "x"],
        ["Czy wsparcie ma charakter selektywny?", None, "x"],
        ["Czy wsparcie zakłóca konkurencję oraz wymianę handlową?", None, "x"],
    ]
    book = read({"Test": rows})
    aid = book.one(StateAid)
    assert (aid.transfer, aid.advantage, aid.selectivity, aid.distortion) == (True, True, False, False)
    assert next(draft.match_code for draft in book.contents.records if draft.record.id == aid.undertaking) == "P02"
    assert "D4" in book.skipped_cells("Test")
    nameless = read({"Test": [rows[0], *rows[2:]]})
    assert not nameless.of(StateAid) and nameless.findings("I19")


def test_a_result_worded_against_aid_agrees_with_conditions_that_are_not_met(read: Any) -> None:
    rows = [["Projekt", "Transfer środków publicznych", "Korzyść", "Selektywność", "Zakłócenie konkurencji", "Wniosek"], ["P01 Park", "☑", "☐", "☐", "☐", "pomoc nie występuje"]]
    assert not read({"Test": rows}).findings("I109")


@pytest.mark.parametrize(("said", "value", "year"), [("8,1% / 2019", "8.1", 2019), ("12,5 (2019)", "12.5", 2019), ("120 os. w 2019 r.", "120", 2019)])
def test_a_card_of_an_indicator_has_its_code_in_the_title_and_years_beside_values(read: Any, said: str, value: str, year: int) -> None:
    rows: list[list[Any]] = []
    for code in ("W1", "W2"):
        rows += [["METRYKA WSKAŹNIKA", code], ["Nazwa wskaźnika", f"Stopa {code}"], ["Jednostka miary", "%"], ["Wartość bazowa / rok", said], ["Definicja", "udział"], ["Źródło danych", "GUS"], []]
    book = read({"Metryki": rows})
    told = [(draft.match_code, draft.record.baseline, draft.record.baseline_year) for draft in book.contents.records if isinstance(draft.record, PlanIndicator)]
    assert told == [("W1", Decimal(value), year), ("W2", Decimal(value), year)]


def test_values_and_years_stand_under_one_title_beside_years_alone(read: Any, sheet: Any) -> None:
    rows = [
        ["Symbol", "Wskaźnik", "Rodzaj", "Jednostka miary", "Wartość bazowa", None, "Wartości pośrednie", None, "Wartość docelowa", None],
        [None, None, None, None, "wartość", "rok", 2022, 2023, "wartość", "rok"],
        ["W1", "Saldo migracji", "oddziaływania", "‰", "-6,2", 2019, "-5,5", "-5", "-4,0", 2024],
    ]
    book = read({"Wskaźniki": sheet(rows, merged=("E1:F1", "G1:H1", "I1:J1"))})
    found = book.one(PlanIndicator)
    assert (found.baseline_year, found.interim, found.interim_year, found.target_year) == (2019, Decimal("-5.5"), 2022, 2024)
    assert "H3" in book.skipped_cells("Wskaźniki")


@pytest.mark.parametrize("said", ["3,5", 3.5, "2-3", "3 lub 4"])
def test_a_grade_between_two_steps_is_not_read_as_the_lower(read: Any, said: Any) -> None:
    book = read({"Ryzyka": [["Ryzyko", "Prawdopodobieństwo", "Wpływ", "Działania"], ["Ceny", said, 4, "rezerwa"]]})
    assert book.one(Risk).probability is None and "B2" in book.skipped_cells("Ryzyka")


def test_persons_named_under_a_common_heading_are_all_counted(read: Any, sheet: Any) -> None:
    rows = [
        ["Lp.", "Kryterium", "Oceniający", None, None, "Średnia"],
        [None, None, "Jan Kowalski", "Sekretarz", "Skarbnik"],
        ["A1.1", "Czy miasto ma aktualną strategię opartą na danych i diagnozie?", 4, 5, 3, 4],
        ["A1.2", "Czy cele mają mierzalne wskaźniki z wartością bazową i docelową?", 2, "-", 3, 2.5],
    ]
    book = read({"Oceny": sheet(rows, merged=("C1:E1",))})
    assert {answer.question: answer.individual for answer in book.of(AssessmentAnswer)} == {"A1.1": (4, 5, 3), "A1.2": (2, 3)}
    assert not any("Kowalski" in str(one) for one in (*book.contents.records, *book.contents.skipped, *book.contents.findings))


def test_a_merged_title_that_sounds_like_two_columns_is_not_the_header(read: Any, sheet: Any) -> None:
    rows = [["Harmonogram realizacji zadań"], [], ["Lp", "Zadanie", 2021], [None, None, "I", "II", "III", "IV"], [1, "Nadzór", "x", "x"], [2, "Roboty", None, "x", "x"]]
    book = read({"Harmonogram": sheet(rows, merged=("A1:F1", "C3:F3"))})
    assert [task.title for task in book.of(Task)] == ["Nadzór", "Roboty"]


def test_units_under_the_numbers_of_columns_belong_to_the_header(read: Any) -> None:
    rows = [["Lp.", "Kod", "Nazwa projektu", "Wiązka", "Koszt całkowity"], ["1", "2", "3", "4", "5"], [None, None, None, None, "[tys. zł]"], [1, "P01", "Park", "Zieleń", 875]]
    assert read({"Lista projektów": rows}).one(Undertaking).declared_cost == Decimal(875_000)


def test_years_under_two_titles_of_one_word_stay_with_their_values(read: Any, sheet: Any) -> None:
    rows = [["Symbol", "Wskaźnik", "J.m.", "Stan wyjściowy", None, "Stan docelowy", None], [None, None, None, "Wartość", "Rok", "Wartość", "Rok"], ["W1", "Uczestnicy", "osoby", 349, 2019, 1041, 2024]]
    found = read({"Rejestr": sheet(rows, merged=("D1:E1", "F1:G1"))}).one(PlanIndicator)
    assert (found.baseline, found.baseline_year, found.target, found.target_year) == (349, 2019, 1041, 2024)


def test_a_line_printed_between_rows_of_a_schedule_is_no_project(read: Any) -> None:
    rows = [["Lp.", "Zadanie", "I kw. 2021", "II kw. 2021", "III kw. 2021"], [1, "Nadzór", "x"], ["część A – wypełnia zespół"], [2, "Roboty", None, "x"]]
    book = read({"Harmonogram": rows})
    assert not [one for one in book.contents.records if isinstance(one.record, Undertaking)] and "A3" in book.skipped_cells("Harmonogram")


@pytest.mark.parametrize("head", ["Rodzaj projektu", "Typ"])
def test_the_kind_of_projects_on_a_list_is_told_by_its_words(read: Any, head: str) -> None:
    book = read({"Lista": [["Kod", "Nazwa projektu", head, "Koszt całkowity [zł]"], ["P01", "Park", "podst.", 5], ["P02", "Las", "uzup.", 6]]})
    assert [project.category for project in book.of(Undertaking)] == [Category.BASIC, Category.SUPPLEMENTARY]
