"""Which variable a series is: sure only when the file itself says so, proposed otherwise, never guessed silently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from excel_modules.identify import scale
from excel_modules.reading import Reading, SeriesQuestion, read_here
from mrl_desktop.domain.imports import SeriesChoice
from mrl_desktop.domain.indicators import Variable
from mrl_desktop.domain.territory import Register
from tests.excel_modules import bad_files
from tests.excel_modules.answering import POPULATION, VARIABLES, codes, observed

Read = Callable[..., Reading]


def wide(path: Path, heading: str, value: str = "5") -> Path:
    return bad_files.wide_csv(path, text=f'"Kod";"Nazwa";"{heading}";\n0201011;"Bolesławiec (1)";{value};\n')


def only(reading: Reading) -> SeriesQuestion:
    [question] = reading.questions
    return question


def chosen(question: SeriesQuestion, variable: str, year: int | None = None, unit: str = "") -> SeriesChoice:
    return SeriesChoice(question=question.fingerprint, variable=variable, year=year, unit=unit)


def test_file_that_names_its_subject_is_sure(tmp_path: Path, read: Read) -> None:
    reading = read(bad_files.long_workbook(tmp_path / "dane.xlsx"))

    assert only(reading).sure and only(reading).answer == "ludnosc"
    assert only(reading).subject_title == POPULATION


def test_two_variables_that_fit_leave_the_choice_to_the_planner(tmp_path: Path, register: Register) -> None:
    twin = replace(VARIABLES[0], key="ludnosc_2")
    reading = read_here(bad_files.long_workbook(tmp_path / "dane.xlsx"), register, (*VARIABLES, twin))

    assert not only(reading).sure and only(reading).answer is None
    assert [proposal.variable for proposal in only(reading).proposals] == ["ludnosc", "ludnosc_2"]
    assert not reading.blocks


def test_series_outside_the_catalogue_is_kept_under_the_files_own_name(tmp_path: Path, register: Register) -> None:
    women = tuple(variable for variable in VARIABLES if variable.key == "kobiety")
    reading = read_here(bad_files.long_workbook(tmp_path / "dane.xlsx"), register, women)

    [series] = reading.blocks[0].series
    assert series.key == f"bdl:{POPULATION.casefold()}:ogółem;ogółem:osoba"
    assert series.title == f"{POPULATION}: ogółem; ogółem"
    assert not reading.questions


def test_subject_in_the_file_name_only_orders_the_proposals(tmp_path: Path, read: Read) -> None:
    wages = only(read(wide(tmp_path / "WYNA_2497_CTAB_20240101120000.csv", "ogółem;2022;[zł]")))
    renamed = only(read(wide(tmp_path / "tablica.csv", "ogółem;2022;[zł]")))

    assert not wages.sure and wages.answer is None
    assert [proposal.variable for proposal in wages.proposals] == ["placa", "dochody"]
    assert {proposal.variable for proposal in renamed.proposals} == {"placa", "dochody"}
    assert wages.proposals[0].why.startswith("Nazwa pliku wskazuje tę samą podgrupę")


def test_unanswered_series_is_not_stored_and_the_finding_says_how_to_answer(tmp_path: Path, read: Read) -> None:
    reading = read(wide(tmp_path / "WYNA_2497_CTAB_20240101120000.csv", "ogółem;2022;[zł]"))

    assert not reading.blocks
    [finding] = reading.findings
    assert finding.code == "I60" and "podglądzie" in finding.hint
    [skipped] = reading.skipped
    assert (skipped.cell, skipped.count) == ("C1", 1)


def test_answer_is_remembered_for_the_next_export_of_the_same_shape(tmp_path: Path, read: Read) -> None:
    first = only(read(wide(tmp_path / "WYNA_2497_CTAB_20240101120000.csv", "ogółem;2022;[zł]")))
    later = read(wide(tmp_path / "WYNA_2497_CTAB_20250601090000.csv", "ogółem;2023;[zł]", "7000"), chosen(first, "placa"))

    assert observed(later) == {("placa", "0201011", 2023): 7000}
    assert not later.findings


def test_answer_for_one_subject_is_not_used_for_another(tmp_path: Path, read: Read) -> None:
    first = only(read(wide(tmp_path / "WYNA_2497_CTAB_20240101120000.csv", "ogółem;2022;[zł]")))
    other = read(wide(tmp_path / "FINA_2616_CTAB_20240101120000.csv", "ogółem;2022;[zł]"), chosen(first, "placa"))

    assert not other.blocks


def test_chosen_to_skip_is_skipped_without_a_warning(tmp_path: Path, read: Read) -> None:
    path = wide(tmp_path / "WYNA_2497_CTAB_20240101120000.csv", "ogółem;2022;[zł]")
    reading = read(path, chosen(only(read(path)), ""))

    assert not reading.blocks and not reading.findings
    assert only(reading).answer == ""
    assert "pomiń" in reading.skipped[0].reason


def test_planner_overrules_what_the_file_is_sure_of(tmp_path: Path, read: Read) -> None:
    path = bad_files.long_workbook(tmp_path / "dane.xlsx")
    reading = read(path, chosen(only(read(path)), "kobiety"))

    assert {key for key, _, _ in observed(reading)} == {"kobiety"}


def test_year_given_by_the_planner_holds_for_that_file_only(tmp_path: Path, read: Read) -> None:
    path = wide(tmp_path / "LUDN_2137_CTAB_20240101120000_2023.csv", "ogółem", "5")
    question = only(read(path))
    assert (question.year, question.year_hint) == (None, 2023)

    assert not read(path, chosen(question, "ludnosc")).blocks, "bez roku nic nie trafia do projektu"
    assert observed(read(path, chosen(question, "ludnosc", 2023))) == {("ludnosc", "0201011", 2023): 5}
    next_year = wide(tmp_path / "LUDN_2137_CTAB_20250101120000.csv", "ogółem", "6")
    assert not read(next_year, chosen(question, "ludnosc", 2023)).blocks


def test_header_cut_to_one_dimension_still_finds_its_subject(tmp_path: Path, read: Read) -> None:
    question = only(read(wide(tmp_path / "LUDN_2137_CTAB_20240101120000.csv", "ogółem")))

    assert question.proposals[0].variable == "ludnosc"


def test_values_in_thousands_are_multiplied_for_a_variable_in_persons(tmp_path: Path, read: Read) -> None:
    path = wide(tmp_path / "LUDN_2137_CTAB_20240101120000.csv", "ogółem;ogółem;2024;[tys. osób]", "37,21")
    question = only(read(path))
    assert "przeliczone" in question.proposals[0].why

    reading = read(path, chosen(question, "ludnosc"))
    assert observed(reading) == {("ludnosc", "0201011", 2024): pytest.approx(37210)}
    assert reading.blocks[0].series[0].unit == "osoba"


def test_choice_of_a_variable_in_another_unit_is_refused(tmp_path: Path, read: Read) -> None:
    path = wide(tmp_path / "LUDN_2137_CTAB_20240101120000.csv", "ogółem;ogółem;2024;[zł]")
    reading = read(path, chosen(only(read(path)), "ludnosc"))

    assert not reading.blocks and "I62" in codes(reading)


@pytest.mark.parametrize(
    ("unit", "wanted", "factor"),
    [("osoba", "osoba", 1), ("tys. osób", "osoba", 1000), ("osoba", "tys. osób", 0.001), ("mln zł", "zł", 1e6), ("", "zł", 1), ("-", "osoba", 1), ("zł", "%", None)],
)
def test_units_are_compared_and_converted(unit: str, wanted: str, factor: float | None) -> None:
    assert scale(unit, wanted) == factor


def test_other_wording_of_the_catalogue_counts_as_the_same(tmp_path: Path, register: Register) -> None:
    variable = Variable(key="ludnosc", title="Ludność", subject="P2137", dimensions=("razem", "razem"), unit="osoba", aliases=("ogółem;ogółem",))
    reading = read_here(wide(tmp_path / "LUDN_2137_CTAB_20240101120000.csv", "ogółem;ogółem;2024;[osoba]"), register, (variable,))

    assert "te same cechy" in only(reading).proposals[0].why
