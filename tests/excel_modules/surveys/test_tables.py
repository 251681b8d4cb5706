"""Plain tables, the workbook of module M6, real files, and tables that are no surveys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from excel_modules import surveys
from excel_modules.opening import open_workbook
from excel_modules.reading import Refused
from excel_modules.sheet import grid
from mrl_desktop.domain.surveys import BLANK, QuestionKind, chosen
from mrl_desktop.paths import resource

from .conftest import SAMPLES, Read, answers_of, rows_of

MODULE = SAMPLES / "Ankieta_mlodziez_wyniki.xlsx"
PAPER = SAMPLES / "ankieta_papierowa.xlsx"


def test_the_key_puts_codes_into_words(of: Callable[..., Read]) -> None:
    found = of(MODULE)
    staying = found.question("Czy po ukończeniu szkoły chcesz zostać w mieście?")
    assert staying.code == "P2"
    assert staying.options == ("zdecydowanie nie", "raczej nie", "raczej tak", "zdecydowanie tak", "trudno powiedzieć")
    labels = {1: "zdecydowanie nie", 2: "raczej nie", 3: "raczej tak", 4: "zdecydowanie tak", 9: "trudno powiedzieć"}
    sheet = found.workbook.sheet("Odpowiedzi")
    assert sheet is not None
    assert answers_of(staying) == [labels[int(float(str(row[2])))] for row in sheet.rows[1:]]
    draft = next(draft for draft in found.contents.records if draft.record is staying or draft.record.id == staying.id)
    assert ("options", "Klucz") in {(name, sheet_name) for name, sheet_name, _, _ in draft.sources}


def test_a_report_worked_out_from_the_answers_is_left_out(of: Callable[..., Read]) -> None:
    found = of(MODULE)
    assert "Raport" in {skipped.sheet for skipped in found.contents.skipped}
    assert found.unbooked() == []


def test_two_rows_of_headings_and_a_sum_below(of: Callable[..., Read]) -> None:
    found = of(PAPER)
    assert found.survey.title == "Badanie opinii uczestników spotkań o rozwoju miasta"
    assert found.survey.sample == 30
    safe = found.question("Miasto jest bezpieczne", "Czy zgadza się Pan(i) z tymi zdaniami?")
    assert safe.question_kind is QuestionKind.SCALE
    assert safe.options[-1] == "nie mam zdania"
    uses = found.question("Z czego Pan(i) korzysta?")
    assert uses.options == ("biblioteka", "basen", "dom kultury")
    rows = [row for row in found.workbook.sheets[0].rows[3:] if isinstance(row[0], float)]
    assert [set(chosen(answer)) for answer in uses.answers] == [{place for place in range(3) if row[5 + place] == 1} for row in rows]
    assert found.unbooked() == []


def test_real_google_form_reads(of: Callable[..., Read], real: Path) -> None:
    path = real / "surveys" / "DERIVED_answers_as_google_csv.csv"
    rows = rows_of(path)
    found = of(path)
    assert found.survey.sample == len(rows) - 1
    assert len(found.questions) == len(rows[0]) - 1  # the time stamp is no question
    assert found.question("Płeć").question_kind is QuestionKind.SINGLE
    assert answers_of(found.question("Płeć")) == [row[2] for row in rows[1:]]
    aims = next(one for one in found.questions if "powinny być główne cele" in one.text)
    assert [{aims.options[place] for place in chosen(answer)} for answer in aims.answers] == [set(row[7].split(";")) for row in rows[1:]]
    assert found.unbooked() == []


def test_real_limesurvey_with_two_rows_of_headings_reads(of: Callable[..., Read], real: Path) -> None:
    path = real / "surveys" / "dfuchss_results-survey_MIT.csv"
    rows = rows_of(path, ";")
    found = of(path)
    assert found.survey.sample == len(rows) - 2
    trade = next(one for one in found.questions if one.text.startswith("Welchen fachlichen"))
    assert trade.options[:2] == ("Maschinenbau", "Elektrotechnik")
    assert [0 in chosen(answer) for answer in trade.answers] == [row[0] == "Ja" for row in rows[2:]]
    use = found.question("Communication")
    assert use.question_kind is QuestionKind.SCALE
    assert use.options == ("gar nicht", "selten", "eher selten", "eher häufig", "sehr häufig")
    assert answers_of(use) == [row[7] for row in rows[2:]]
    assert found.unbooked() == []


def test_no_other_table_is_taken_for_a_survey(real: Path) -> None:
    others = [path for path in real.rglob("*") if path.suffix.lower() in (".csv", ".xlsx", ".xls") and path.parent.name != "surveys" and path.stat().st_size < 400_000]
    others += [path for path in resource("examples", "nowe_bielany").iterdir() if path.suffix in (".csv", ".xlsx")]
    assert len(others) > 30
    taken = []
    for path in others:
        try:
            if surveys.recognise(open_workbook(path)) is not None:
                taken.append(path.name)
        except Refused:
            continue
    assert taken == []


def test_columns_of_ones_and_zeros_under_one_beginning_are_one_question() -> None:
    rows = [["Nr ankiety", "Transport: rower", "Transport: auto", "Transport: pieszo"], *([number, number % 2, 1, 0] for number in range(12))]
    found = Read(grid(Ankieta=rows))
    transport = found.question("Transport")
    assert transport.options == ("rower", "auto", "pieszo")
    assert transport.answers == tuple(0b10 + number % 2 for number in range(12))


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        (["Działanie", "Skarbnik", "Burmistrz", "Wydział"], lambda number: [f"Działanie {number}", "RACI"[number % 4], "RACI"[(number + 1) % 4], "R"]),
        (["Nr", "Pytanie", "Ocena 1", "Ocena 2"], lambda number: [number, f"Czy urząd robi {number}?", 1 + number % 5, 1 + number % 4]),
        (["Interesariusz", "Rodzaj", "Postawa", "Wpływ"], lambda number: [f"Firma {number}", ("publiczny", "prywatny")[number % 2], ("+", "0")[number % 2], ("duży", "mały")[number % 2]]),
        (["powiat", "gmina", "rodzaj placówki", "czy publiczna"], lambda number: [f"powiat {number % 3}", f"gmina {number % 5}", "szkoła", ("tak", "nie")[number % 2]]),
    ],
    ids=["role", "samoocena", "interesariusze", "szkoły"],
)
def test_planning_tables_are_no_surveys(heads: list[str], row: Callable[[int], list[object]]) -> None:
    assert surveys.recognise(grid(Arkusz1=[heads, *(row(number) for number in range(24))])) is None


def test_a_small_list_of_projects_is_no_survey() -> None:
    rows = [["Nazwa projektu", "Pomoc publiczna", "Stan", "Priorytet"], *([f"Projekt {number}", "TAK" if number % 3 else "NIE", "w toku", "wysoki"] for number in range(12))]
    assert surveys.recognise(grid(Lista=rows)) is None


def test_numbers_with_a_dash_for_none(typed: Callable[..., Read]) -> None:
    rows = [["Sygnatura czasowa", "Ile masz lat?", "Płeć"], *([f"2025/03/0{1 + number % 9}", "-" if number == 3 else str(20 + number), "kobieta" if number % 2 else "mężczyzna"] for number in range(12))]
    age = typed(rows).question("Ile masz lat?")
    assert age.question_kind is QuestionKind.NUMBER
    assert age.answers == tuple(BLANK if number == 3 else 20 + number for number in range(12))


def test_answers_in_own_words_are_counted_together_and_kept_as_texts(typed: Callable[..., Read]) -> None:
    ways = ["pieszo"] * 12 + ["autobusem"] * 10 + ["hulajnogą", "z sąsiadem", "konno", "tramwajem wodnym"]
    found = typed([["Timestamp", "Jak dojeżdżasz do pracy?"], *(["2025-03-01", way] for way in ways)])
    question = found.question("Jak dojeżdżasz do pracy?")
    assert question.options == ("autobusem", "pieszo", "Inne odpowiedzi")
    assert [question.answers.count(place) for place in range(3)] == [10, 12, 4]
    assert set(found.question("Inne odpowiedzi").texts) == {"hulajnogą", "z sąsiadem", "konno", "tramwajem wodnym"}
    assert "I116" in found.codes()


def test_answers_without_a_question_above_are_told(typed: Callable[..., Read]) -> None:
    rows = [["Sygnatura czasowa", "Czy lubisz miasto?", ""], *([f"2025/03/{10 + number}", "tak" if number % 2 else "nie", "coś" if number == 4 else ""] for number in range(10))]
    found = typed(rows)
    assert "I117" in found.codes()
    assert found.unbooked() == []


def test_too_many_answers_are_refused_in_plain_words(monkeypatch: pytest.MonkeyPatch, typed: Callable[..., Read]) -> None:
    from excel_modules.surveys import vocabulary

    limits = {**vocabulary.rules("surveys"), "granice": {"najwiecej_odpowiedzi": 10, "najwiecej_opcji": 60}}
    monkeypatch.setattr(vocabulary, "rules", lambda name: limits)
    with pytest.raises(Refused) as refusal:
        typed([["Sygnatura czasowa", "Czy lubisz miasto?"], *([f"2025/03/{10 + number}", "tak"] for number in range(10))])
    assert refusal.value.finding.code == "I119"
    assert "20" in refusal.value.finding.message
