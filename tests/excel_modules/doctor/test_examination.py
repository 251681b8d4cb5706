"""The doctor finds what was planted, each thing once, and keeps quiet where nothing is wrong."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from excel_modules.doctor.examination import examine, examine_here
from excel_modules.doctor.kinds import Examination, Kind
from excel_modules.doctor.marked_copy import NAME, write_marked
from excel_modules.reading import Refused
from mrl_desktop.domain.findings import Severity
from resources.examples.zrodla_zepsute import FILE, PLANTED, make

OFFICE = shutil.which("soffice")


def found(examination: Examination) -> dict[tuple[str, str], str]:
    return {(one.sheet, one.cell): one.kind.name for one in examination.suspicions}


def workbook(path: Path, rows: list[list[Any]], *, formats: dict[tuple[int, int], str] | None = None) -> Path:
    """One sheet; „=…|result" is a formula with its stored result."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Dane")
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            code = (formats or {}).get((row, column))
            look = book.add_format({"num_format": code}) if code else None
            if isinstance(value, str) and value.startswith("="):
                formula, _, result = value.partition("|")
                sheet.write_formula(row, column, formula, look, float(result) if result else "")
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, look)
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write(row, column, value, look)
    book.close()
    return path


def kinds(path: Path) -> list[tuple[str, Kind]]:
    return [(one.cell, one.kind) for one in examine_here(path).suspicions]


def test_every_planted_mistake_of_the_broken_sample_is_found_and_nothing_else() -> None:
    assert found(examine_here(FILE)) == PLANTED


def test_the_sample_is_what_its_maker_makes(tmp_path: Path) -> None:
    assert found(examine_here(make(tmp_path / FILE.name))) == PLANTED


def test_the_child_process_says_the_same() -> None:
    assert found(examine(FILE)) == PLANTED


@pytest.mark.skipif(OFFICE is None, reason="brak programu LibreOffice")
@pytest.mark.slow
@pytest.mark.parametrize("form", ["ods", "xls"])
def test_the_same_mistakes_are_found_in_other_formats(form: str, tmp_path: Path) -> None:
    subprocess.run([str(OFFICE), "--headless", f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--convert-to", form, "--outdir", str(tmp_path), str(FILE)], check=True, capture_output=True, timeout=120)
    said = found(examine_here(tmp_path / f"{FILE.stem}.{form}"))
    lost = {("Źródła", "C8"), ("Źródła", "D9")}  # LibreOffice works the result out, and may drop the link to a file that is not there
    assert {place: kind for place, kind in PLANTED.items() if place not in lost}.items() <= said.items()


def test_real_files_of_public_statistics_bring_no_alarm_to_speak_of(real: Path) -> None:
    for path in (real / "bdl_xlsx" / "LUDN_1872_XTAB_20200327174719.xlsx", real / "gus_tables" / "tabela05.xls", real / "mf_pit" / "20210215_Miasta_NPP_2_za_2020.xlsx"):
        assert len(examine_here(path).suspicions) <= 2, path.name


def test_an_input_row_of_numbers_among_formulas_is_left_alone(tmp_path: Path) -> None:
    rows = [["Rok", 2020, 2021, 2022, 2023], ["Dochody", 100, "=B2*1.05|105", "=C2*1.05|110.25", "=D2*1.05|115.7625"], ["Wydatki", 90, 95, 97, 99]]
    assert kinds(workbook(tmp_path / "a.xlsx", [["Prognoza"], [], *rows])) == []


def test_row_totals_first_and_their_parts_behind_are_left_alone(tmp_path: Path) -> None:
    rows = [["Grupa", "Ogółem", "Kobiety", "Mężczyźni", "Ogółem", "Kobiety", "Mężczyźni"]]
    for row in range(2, 9):
        rows.append([f"{row}0-{row}4", f"=C{row}+D{row}|{row * 30}", row * 10, row * 20, f"=F{row}+G{row}|{row * 31}", row * 10, row * 21])  # type: ignore[list-item]
    assert kinds(workbook(tmp_path / "a.xlsx", rows)) == []


def test_a_grand_total_of_subtotals_is_left_alone_and_one_of_both_is_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Projekt", "Koszt"], ["A", 10], ["B", 20], ["Razem wiązka 1", "=SUM(B2:B3)|30"], ["C", 30], ["D", 40], ["Razem wiązka 2", "=SUM(B5:B6)|70"]]
    assert kinds(workbook(tmp_path / "a.xlsx", [*rows, ["OGÓŁEM", "=B4+B7|100"]])) == []
    assert kinds(workbook(tmp_path / "b.xlsx", [*rows, ["OGÓŁEM", "=SUM(B2:B7)|200"]])) == [("B8", Kind.SHORT_SUM)]


def test_a_sum_that_takes_its_own_cell_is_told(tmp_path: Path) -> None:
    assert kinds(workbook(tmp_path / "a.xlsx", [["Projekt", "Koszt"], ["A", 10], ["B", 20], ["Razem", "=SUM(B2:B4)|30"]])) == [("B4", Kind.CIRCULAR)]


def test_a_sum_that_begins_in_the_heading_is_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Projekt", 2021, 2022], ["A", 10, 11], ["B", 20, 21], ["Razem", "=SUM(B1:B3)|2051", "=SUM(C2:C3)|32"]]
    assert kinds(workbook(tmp_path / "a.xlsx", rows)) == [("B4", Kind.SHORT_SUM)]


def test_codes_years_and_numbering_as_text_are_left_alone(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Lp.", "Kod", "Nazwa", "2019", "2020"]]
    rows += [[f"1.{number}", f"020101{number}", f"Gmina {number}", 10 * number, 11 * number] for number in range(1, 7)]
    assert kinds(workbook(tmp_path / "a.xlsx", rows)) == []


def test_a_decimal_turned_into_a_date_is_told_and_a_column_of_dates_is_not(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Zadanie", "Wartość", "Termin"]]
    rows += [[f"Zadanie numer {number}", number + 0.5, date(2025, number, 1)] for number in range(1, 8)]
    rows[4][1] = date(2025, 10, 1)
    formats = {(row, 2): "dd.mm.yyyy" for row in range(1, 8)} | {(4, 1): "d-mmm"}
    assert kinds(workbook(tmp_path / "a.xlsx", rows, formats=formats)) == [("B5", Kind.DATE)]


@pytest.mark.parametrize("shown", ["#REF!", "#ADR!", "#BEZUG!", "#¡VALOR!", "#HODNOTA!", "Err:502", "#N/D!"])
def test_error_values_of_any_language_are_told(shown: str, tmp_path: Path) -> None:
    assert kinds(workbook(tmp_path / "a.xlsx", [["Nazwa", "Liczba"], ["A", 1], ["B", shown], ["C", 3]])) == [("B3", Kind.ERROR)]


def test_formulas_without_results_are_worked_out_and_told_once_for_a_sheet(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Zadanie", "Koszt", "Z VAT"], ["A", 100, "=ROUND(B2*1.23,2)"], ["B", 50, "=ROUND(B3*1.23,2)"], ["Razem", "=SUM(B2:B3)", "=IF(B4>100,SUM(C2:C3),0)"]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    examination = examine_here(tmp_path / "a.xlsx")
    [one] = examination.suspicions
    assert one.kind is Kind.UNSTORED and one.severity is Severity.NOTE
    assert examination.computed == {("Sheet", "C2"): "123", ("Sheet", "C3"): "61,5", ("Sheet", "B4"): "150", ("Sheet", "C4"): "184,5"}


def test_a_hidden_dictionary_of_a_drop_down_list_is_left_alone(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet, words = book.add_worksheet("Lista"), book.add_worksheet("Słownik")
    sheet.write_row(0, 0, ["Projekt", "Status"])
    sheet.write_row(1, 0, ["Skwer", "gotowy"])
    sheet.data_validation("B2", {"validate": "list", "source": "=Słownik!$A$1:$A$3"})
    words.write_column(0, 0, ["gotowy", "w toku", "pomysł"])
    words.hide()
    book.close()
    assert kinds(tmp_path / "a.xlsx") == []


def test_the_marked_copy_opens_keeps_every_other_part_and_lists_everything(tmp_path: Path) -> None:
    import openpyxl

    examination = examine_here(FILE)
    copy = write_marked(FILE, tmp_path / "kopia.xlsx", examination)
    book, plain = openpyxl.load_workbook(copy), openpyxl.load_workbook(FILE)
    assert book.sheetnames == [*plain.sheetnames, NAME]
    assert book[NAME].max_row == len(examination.suspicions) + 1
    for sheet in plain:
        for row in sheet:
            for cell in row:
                other = book[sheet.title][cell.coordinate]
                assert (other.value, other.number_format, other.font.b) == (cell.value, cell.number_format, cell.font.b)
    for one in examination.suspicions:
        for row, column in one.cells():
            if (row, column) in {(cell.row - 1, cell.column - 1) for line in plain[one.sheet] for cell in line if cell.value is not None}:
                assert book[one.sheet].cell(row + 1, column + 1).fill.fill_type == "solid"
    with zipfile.ZipFile(FILE) as before, zipfile.ZipFile(copy) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed <= {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", *(f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3))}


def test_the_original_is_never_replaced_and_old_formats_are_refused_with_a_reason(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FILE, tmp_path))
    with pytest.raises(Refused):
        write_marked(copy, copy, examine_here(copy))
    old = tmp_path / "stary.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 600)
    with pytest.raises(Refused) as refusal:
        write_marked(old, tmp_path / "kopia.xls", Examination(file=old.name, format="xls"))
    assert refusal.value.finding.code == "W19"


def test_a_damaged_file_and_a_text_are_refused_not_raised(tmp_path: Path) -> None:
    for name, data in (("a.xlsx", b"PK\x03\x04 zepsute"), ("b.txt", "zwykły tekst".encode()), ("c.xlsx", b"")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Refused):
            examine_here(tmp_path / name)


def strict(path: Path, target: Path) -> Path:
    """The workbook in the namespaces of ISO strict."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            data = data.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            data = data.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
            new.writestr(info.filename, data)
    return target


def test_a_strict_workbook_is_examined_and_marked_alike(tmp_path: Path) -> None:
    path = strict(FILE, tmp_path / "scisly.xlsx")
    examination = examine_here(path)
    assert found(examination) == PLANTED
    copy = write_marked(path, tmp_path / "kopia.xlsx", examination)
    assert NAME in examine_here(copy).sheets
    assert {place: kind for place, kind in found(examine_here(copy)).items() if place[0] != NAME} == PLANTED
