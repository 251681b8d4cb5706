"""What people and spreadsheet programs do to exports, one deed at a time, as found by trying many made files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from excel_modules.reading import Reading, read_here
from excel_modules.statistics.value_column import value_column
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.territory import Register
from tests.excel_modules import bad_files
from tests.excel_modules.answering import codes, values_of

Read = Callable[..., Reading]
HEADER = '"Kod";"Nazwa";"ogółem;2023;[osoba]";"ogółem;2024;[osoba]";\n'
BODY = '0201011;"Bolesławiec (1)";1;2;\n0201022;"Bolesławiec (2)";3;4;\n1201011;"Bochnia (1)";5;6;\n'
RELATIONAL = "Kod;Nazwa;Płeć;Rok;Wartosc;Jednostka miary;Atrybut\n"


def text(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


def test_codes_moved_against_names_are_not_believed(tmp_path: Path, read_answered: Read) -> None:
    moved = '0201011;"Bochnia (1)";1;2;\n0201022;"Bolesławiec (1)";3;4;\n1201011;"Osiek (2)";5;6;\n1201022;"Wałbrzych od 2013 (1)";7;8;\n'
    reading = read_answered(text(tmp_path / "dane.csv", HEADER + moved))

    assert not reading.blocks
    assert [(finding.code, finding.severity) for finding in reading.findings] == [("I64", Severity.ERROR)]


def test_one_name_of_another_place_is_told_and_the_code_believed(tmp_path: Path, read_answered: Read) -> None:
    rows = BODY + '1201022;"Wałbrzych od 2013 (1)";7;8;\n'
    reading = read_answered(text(tmp_path / "dane.csv", HEADER + rows))

    assert values_of(reading, "ogółem")["1201022", 2024] == 8
    [told] = [finding for finding in reading.findings if finding.code == "I64"]
    assert told.severity is Severity.WARNING and "Wałbrzych" in told.message and told.place.cell == "A5"


def test_letters_spoiled_by_a_wrong_encoding_are_restored(tmp_path: Path, read_answered: Read) -> None:
    spoiled = (HEADER + BODY).encode().decode("cp1250", "replace")
    reading = read_answered(text(tmp_path / "dane.csv", spoiled))

    assert values_of(reading, "ogółem")["0201011", 2023] == 1
    assert not reading.findings and "dwukrotnie" in reading.notes[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_without_their_mark_are_read(tmp_path: Path, read_answered: Read, encoding: str) -> None:
    assert len(values_of(read_answered(text(tmp_path / f"{encoding}.csv", HEADER + BODY, encoding)), "ogółem")) == 6


def test_points_between_thousands_are_no_fractions_in_a_file_with_commas(tmp_path: Path, read_answered: Read) -> None:
    rows = '0201011;"Bolesławiec (1)";1.234;2.345,5;\n0201022;"Bolesławiec (2)";3.100;12.400;\n'
    reading = read_answered(text(tmp_path / "dane.csv", HEADER + rows))

    assert values_of(reading, "ogółem") == {("0201011", 2023): 1234, ("0201011", 2024): 2345.5, ("0201022", 2023): 3100, ("0201022", 2024): 12400}


def test_texts_of_a_workbook_that_may_be_two_numbers_are_not_guessed() -> None:
    column = value_column(["1.234", "1 234,5", "12.5", "1.234.567", "10 20", "- 5"], "")

    assert column.values == [None, 1234.5, 12.5, 1234567, None, -5]
    assert column.bad == {0: "1.234", 4: "10 20"}


def test_codes_with_cut_digits_are_refused_with_the_reason(tmp_path: Path, read_answered: Read) -> None:
    reading = read_answered(text(tmp_path / "dane.csv", HEADER + '1,12120E+10;"Bochnia (1)";1;2;\n3,02101E+10;"Bolesławiec (1)";3;4;\n'))

    assert not reading.blocks and codes(reading) == {"I03"}
    assert "obciął cyfry" in reading.findings[0].hint


@pytest.mark.parametrize("written", ["{:,}", "{:,}.0"])
def test_codes_with_thousands_parted(tmp_path: Path, read_answered: Read, written: str) -> None:
    rows = "".join(f'"{written.format(code)}";"{name}";1;2\n'.replace(",", "\u00a0") for code, name in ((201011, "Bolesławiec (1)"), (1201011, "Bochnia (1)")))
    reading = read_answered(text(tmp_path / f"dane{len(written)}.csv", HEADER + rows))

    assert {territory for territory, _ in values_of(reading, "ogółem")} == {"0201011", "1201011"}


def test_month_in_the_year_column_does_not_pass_for_a_year(tmp_path: Path, read_answered: Read) -> None:
    rows = "0201011;Bolesławiec (1);ogółem;2023 M01;5;osoba;\n0201011;Bolesławiec (1);ogółem;2022 r.;7;osoba;\n"
    reading = read_answered(text(tmp_path / "dane.csv", RELATIONAL + rows))

    assert values_of(reading, "ogółem") == {("0201011", 2022): 7}
    assert [(skipped.cell, skipped.value) for skipped in reading.skipped] == [("D2", "2023 M01")]


def test_dimension_called_years_is_not_the_year(tmp_path: Path, read_answered: Read) -> None:
    rows = "0201011;Bolesławiec (1);2010;2022;5;osoba;\n0201011;Bolesławiec (1);2011;2022;6;osoba;\n"
    reading = read_answered(text(tmp_path / "dane.csv", RELATIONAL.replace("Płeć", "Lata") + rows))

    assert values_of(reading, "2010") == {("0201011", 2022): 5}


def test_several_letters_of_attributes_hide_the_value_when_one_of_them_does(tmp_path: Path, read_answered: Read) -> None:
    rows = "0201011;Bolesławiec (1);ogółem;2023;0;osoba;xM\n0201022;Bolesławiec (2);ogółem;2023;4;osoba;Mk\n"
    reading = read_answered(text(tmp_path / "dane.csv", RELATIONAL + rows))

    assert values_of(reading, "ogółem") == {("0201011", 2023): None, ("0201022", 2023): 4}


def test_every_sheet_with_a_table_is_read(tmp_path: Path, read_answered: Read) -> None:
    sheets = {str(year): [["Kod", "Nazwa", f"ogółem;{year};[osoba]"], ["0201011", "Bolesławiec (1)", year - 2000]] for year in (2022, 2023)}
    reading = read_answered(bad_files.workbook(tmp_path / "lata.xlsx", **sheets))  # type: ignore[arg-type]

    assert values_of(reading, "ogółem") == {("0201011", 2022): 22, ("0201011", 2023): 23}


def test_year_named_only_by_the_sheet_is_taken_from_it_and_told(tmp_path: Path, read_answered: Read) -> None:
    sheets = {f"rok {year}": [["Kod", "Nazwa", "Ludność"], ["0201011", "Bolesławiec (1)", year - 2000], ["0201022", "Bolesławiec (2)", 1]] for year in (2022, 2023)}
    reading = read_answered(bad_files.workbook(tmp_path / "lata.xlsx", **sheets))  # type: ignore[arg-type]

    assert values_of(reading, "Ludność")["0201011", 2022] == 22 and values_of(reading, "Ludność")["0201011", 2023] == 23
    assert [finding.place.sheet for finding in reading.findings if finding.code == "I59"] == ["rok 2022", "rok 2023"]


def test_copied_sheet_that_contradicts_the_first_is_told_once(tmp_path: Path, read_answered: Read) -> None:
    rows = [["Kod", "Nazwa", "ogółem;2022;[osoba]"], ["0201011", "Bolesławiec (1)", 1], ["0201022", "Bolesławiec (2)", 5]]
    changed = [*rows[:1], ["0201011", "Bolesławiec (1)", 2], ["0201022", "Bolesławiec (2)", 5]]
    reading = read_answered(bad_files.workbook(tmp_path / "kopia.xlsx", Dane1=rows, Kopia=changed))

    assert values_of(reading, "ogółem") == {("0201011", 2022): 1, ("0201022", 2022): 5}
    assert [(finding.severity, finding.place.sheet) for finding in reading.findings] == [(Severity.NOTE, "Kopia"), (Severity.WARNING, "Kopia")]
    assert reading.tally.present == reading.tally.observations + reading.tally.skipped == 4


def test_header_with_the_code_in_its_lowest_row(tmp_path: Path, read_answered: Read) -> None:
    rows: list[list[object]] = [["Tablica dla miasta"], [None, None, "Ludność", None, "Kobiety"], ["Kod", "Nazwa", 2022, 2023, 2022, 2023], ["0201011", "Bolesławiec (1)", 1, 2, 3, 4]]
    reading = read_answered(bad_files.workbook(tmp_path / "dane.xlsx", Arkusz=rows))

    assert values_of(reading, "Kobiety") == {("0201011", 2022): 3, ("0201011", 2023): 4}


def test_counted_column_added_beside_the_table_takes_no_year_from_its_neighbour(tmp_path: Path, read: Read, read_answered: Read) -> None:
    rows: list[list[object]] = [["Kod", "Nazwa", "ogółem", None, "Zmiana"], [None, None, "2022", "2023", None], [None, None, "[osoba]", "[osoba]", None], ["0201011", "Bolesławiec (1)", 1, 2, 1]]
    reading = read_answered(bad_files.workbook(tmp_path / "dane.xlsx", TABLICA=rows))

    assert [(question.says, question.year) for question in reading.questions] == [("ogółem [osoba]", 2023), ("Zmiana", None)]
    assert any(finding.code == "I61" and "Zmiana" in finding.message for finding in read(tmp_path / "dane.xlsx").findings)


def test_row_with_values_whose_code_was_deleted_is_a_warning_and_a_sum_is_not(tmp_path: Path, read_answered: Read) -> None:
    reading = read_answered(text(tmp_path / "dane.csv", HEADER + BODY + ';"Gromadka (2)";7;8;\n;"Razem";16;20;\n'))

    told = {finding.code: (finding.severity, finding.place.cell) for finding in reading.findings}
    assert told == {"I55": (Severity.WARNING, "B5:D5"), "I51": (Severity.NOTE, "B6:D6")}


@pytest.mark.parametrize(("content", "says"), [(BODY, "nagłówka"), (HEADER, "tylko nagłówek")])
def test_table_that_lost_its_header_or_its_rows_is_told_apart(tmp_path: Path, register: Register, content: str, says: str) -> None:
    reading = read_here(text(tmp_path / "dane.csv", content), register, ())

    assert reading.refused and says in reading.findings[0].message


def test_reasons_why_a_file_cannot_be_opened_are_in_polish(tmp_path: Path, register: Register) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "~$dane.xlsx").write_bytes(b"\x05Jan Kowalski" + b" " * 150)
    locked = text(tmp_path / "zamknięty.csv", HEADER + BODY)
    locked.chmod(0)
    said = {name: read_here(tmp_path / name, register, ()).findings[0].message for name in ("nie ma.csv", "folder.csv", "~$dane.xlsx", "x" * 300 + ".csv")}

    assert said["nie ma.csv"] == "Nie ma takiego pliku."
    assert "folder" in said["folder.csv"] and "pomocniczy" in said["~$dane.xlsx"] and "za długa" in said["x" * 300 + ".csv"]
    if not os.access(locked, os.R_OK):  # the rights do not bind an administrator
        assert "uprawnień" in read_here(locked, register, ()).findings[0].message


def test_lines_left_whole_in_one_column_are_parted(tmp_path: Path, read_answered: Read) -> None:
    lines = [line.rstrip(";") for line in (HEADER + BODY.replace(";1;2;", ";1,5;2;")).splitlines()]
    as_text = text(tmp_path / "dane.csv", "\n".join('"' + line.replace('"', '""') + '"' for line in lines))
    as_sheet = bad_files.workbook(tmp_path / "dane.xlsx", Arkusz1=[[line] for line in lines])

    for path in (as_text, as_sheet):
        found = values_of(read_answered(path), "ogółem")
        assert len(found) == 6 and found["0201011", 2023] == 1.5


def test_somebodys_own_table_with_codes_is_not_called_an_export(tmp_path: Path, read_answered: Read) -> None:
    rows: list[list[object]] = [["Kod", "Nazwa", "Powierzchnia"], ["0201011", "Bolesławiec (1)", 24], ["0201022", "Bolesławiec (2)", 289]]
    reading = read_answered(bad_files.workbook(tmp_path / "wykaz.xlsx", Arkusz1=rows))

    assert values_of(reading, "Powierzchnia") == {("0201011", 2020): 24, ("0201022", 2020): 289}
    assert "GUS" not in reading.recognised_as + reading.publisher + reading.blocks[0].series[0].publisher


def test_table_of_other_things_with_a_category_is_no_swot(tmp_path: Path, register: Register) -> None:
    rows = "Lp.,Kategoria uczniów,Opis placówki,Zdający\n" + "".join(f"{number},dla młodzieży,szkoła publiczna,{number * 7}\n" for number in range(1, 60))

    assert read_here(text(tmp_path / "egzaminy.csv", rows), register, ()).refused


def test_signs_of_footnotes_at_numbers_are_told_and_the_numbers_read(tmp_path: Path, read_answered: Read) -> None:
    rows: list[list[object]] = [["Kod", "Nazwa", "ogółem"], [None, None, "2022"], [None, None, "[osoba]"]]
    rows += [["0201011", "Bolesławiec (1)", "12,5*"], ["0201022", "Bolesławiec (2)", "1\u00a0234¹"], ["0201032", "Gromadka (2)", "7 a)"], ["0201043", "Nowogrodziec (3)", "siedem*"]]
    reading = read_answered(bad_files.workbook(tmp_path / "dane.xlsx", OPIS=bad_files.OPIS, TABLICA=rows))

    assert sorted(value or 0 for block in reading.blocks for value in block.values) == [7, 12.5, 1234]
    [told] = [finding for finding in reading.findings if finding.code == "I65"]
    assert "12,5*" in told.message and told.place.cell == "C4"
    assert [skipped.value for skipped in reading.skipped if skipped.cell == "C7"] == ["siedem*"]
