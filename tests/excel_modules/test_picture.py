from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from excel_modules.cell_formats import shown
from excel_modules.picture import look, look_here
from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import Refused


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Budżet"
    sheet.append(["Budżet miasta", None, None, None])
    sheet.append(["Pozycja", "2023", "Udział", "Dnia"])
    for number in range(1, 501):
        sheet.append([f"pozycja {number}", 1234567.5 + number, 0.125, datetime(2024, 3, 31)])
    sheet.merge_cells("A1:D1")
    sheet.row_dimensions[5].hidden = True
    for row in range(3, 503):
        sheet.cell(row, 2).number_format = "#,##0.00"
        sheet.cell(row, 3).number_format = "0.0%"
    book.create_sheet("Schowek").sheet_state = "hidden"
    book["Schowek"]["B2"] = "tu"
    path = tmp_path / "budzet.xlsx"
    book.save(path)
    return path


def test_picture_shows_numbers_as_their_formats_do(workbook: Path) -> None:
    picture = look_here(workbook)
    assert picture.text(2, 1).replace("\u00a0", " ") == "1 234 568,50"
    assert picture.text(2, 2) == "12,5%"
    assert picture.text(2, 3) == "31.03.2024"
    assert {(2, 1), (2, 2), (2, 3)} <= picture.numbers
    assert (2, 0) not in picture.numbers


def test_picture_tells_sheets_merged_cells_and_hidden_rows(workbook: Path) -> None:
    picture = look_here(workbook)
    assert picture.sheets == ("Budżet", "Schowek")
    assert picture.hidden_sheets == ("Schowek",)
    assert picture.merged == ((0, 0, 0, 3),)
    assert picture.hidden_rows == (4,)
    assert (picture.height, picture.width) == (502, 4)


def test_window_around_a_far_row_holds_the_same_cells_as_the_whole(workbook: Path) -> None:
    whole = look_here(workbook, rows=600)
    part = look_here(workbook, top=400, left=1, rows=20, columns=2)
    assert part.top == 400
    assert [part.text(row, 1) for row in range(400, 420)] == [whole.text(row, 1) for row in range(400, 420)]
    assert part.text(399, 1) == ""
    assert not part.holds(420, 1)
    assert part.holds(419, 2)


def test_sheet_is_found_by_name_and_a_missing_one_is_told(workbook: Path) -> None:
    assert look_here(workbook, sheet="Schowek").text(1, 1) == "tu"
    with pytest.raises(Refused) as refusal:
        look_here(workbook, sheet="Zadania")
    assert "nie ma arkusza „Zadania”" in refusal.value.finding.message
    assert "„Budżet”" in refusal.value.finding.message


def test_tables_in_an_archive_are_looked_at_by_the_names_the_import_gives_them(workbook: Path, tmp_path: Path) -> None:
    packed = tmp_path / "paczka.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(workbook, "a/dane.xlsx")
        archive.writestr("b/dane.csv", "Kod;Nazwa;Wartość\n0201011;Bolesławiec (1);1,5\n")
        archive.write(workbook, "c/dane.xlsx")
    assert look_here(packed / "dane.csv").text(1, 1) == "Bolesławiec (1)"
    assert look_here(packed / "c/dane.xlsx").sheet == "Budżet"
    with pytest.raises(Refused):
        look_here(packed / "innej.xlsx")


def test_text_table_shows_its_numbers_at_the_right(tmp_path: Path) -> None:
    path = tmp_path / "tabela.csv"
    path.write_bytes("Kod;Nazwa;Wartość\n0201011;Bolesławiec (1);1 234,5\n".encode("cp1250"))
    picture = look_here(path)
    assert picture.sheets == ("",)
    assert picture.text(1, 1) == "Bolesławiec (1)"
    assert (1, 2) in picture.numbers
    assert (1, 1) not in picture.numbers


def test_one_child_looks_again_and_sees_a_changed_file_anew(tmp_path: Path) -> None:
    path = tmp_path / "tabela.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with ReaderProcess() as process:
        assert look(path, process=process).text(1, 1) == "2"
        path.write_text("a;b\n1;25\n", encoding="utf-8")
        assert look(path, process=process).text(1, 1) == "25"
        with pytest.raises(Refused):
            look(tmp_path / "nie ma.csv", process=process)
        assert look(path, process=process).text(1, 1) == "25"


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (0.5, "0%", "50%"),
        (-3.25, "0.0", "−3,2"),
        (12.0, "", "12"),
        (1234.5, '#,##0.00 "zł"', "1 234,50 zł"),
        (0.1 + 0.2, "", "0,3"),
        (7, "General", "7"),
        (True, "", "PRAWDA"),
        (None, "0.00", ""),
    ],
)
def test_number_format_decides_what_a_person_sees(value: float | None, code: str, seen: str) -> None:
    assert shown(value, code).replace("\u00a0", " ") == seen


def test_real_workbooks_have_pictures(real: Path) -> None:
    for path in sorted((real / "gus_tables").glob("*.xls")):
        picture = look_here(path)
        assert picture.height > 50
        assert picture.merged
        assert picture.numbers
