"""Bad files: each ends in a plain finding, through the same door the program uses (a child process), never in a crash."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import Reading, read_file
from mrl_desktop.domain.findings import Finding, Severity
from mrl_desktop.domain.territory import Register
from mrl_desktop.domain.undertakings import Undertaking
from tests.excel_modules import bad_files
from tests.excel_modules.answering import VARIABLES, codes, observed

Read = Callable[[Path], Reading]


@pytest.fixture
def read(register: Register, shared_process: ReaderProcess) -> Read:
    """Reads through the child, as the program does."""
    return lambda path: read_file(path, register, VARIABLES, process=shared_process)


def refusal(reading: Reading) -> Finding:
    """The one finding of a refused file, checked for the plainness every planner deserves."""
    assert reading.refused and not reading.blocks and not reading.records
    [finding] = reading.findings
    assert finding.severity is Severity.ERROR
    assert finding.message.endswith(".") and finding.hint.endswith(".")
    assert finding.place.file == reading.file
    assert not re.search(r"Traceback|Error|Exception|None|zip", finding.message)
    return finding


def test_good_workbook_is_read_through_the_child(tmp_path: Path, read: Read) -> None:
    reading = read(bad_files.long_workbook(tmp_path / "dane.xlsx"))

    assert observed(reading) == {("ludnosc", "0201011", 2024): 37210, ("ludnosc", "0201022", 2024): 15433}
    assert not reading.findings


def test_truncated_workbook(tmp_path: Path, read: Read) -> None:
    path = bad_files.long_workbook(tmp_path / "uciety.xlsx")
    path.write_bytes(path.read_bytes()[:-400])

    assert "uszkodzony" in refusal(read(path)).message


def test_workbook_with_a_damaged_part(tmp_path: Path, read: Read) -> None:
    path = bad_files.long_workbook(tmp_path / "zly.xlsx")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(bad_files.sheet_part(path, 1)).header_offset + 80
    data[start : start + 40] = b"\xff" * 40
    path.write_bytes(bytes(data))

    assert refusal(read(path)).code == "P03"


def test_html_named_xls(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "tablica.xls"
    path.write_text("<html><body><table><tr><td>Kod</td><td>Nazwa</td></tr></table></body></html>", encoding="utf-8")

    finding = refusal(read(path))
    assert "stroną internetową" in finding.message and "xlsx" in finding.hint


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, read: Read) -> None:
    path = bad_files.bomb(tmp_path / "bomba.xlsx")
    assert path.stat().st_size < 2**20

    assert refusal(read(path)).code == "P04"


def test_archive_of_very_many_parts(tmp_path: Path, read: Read) -> None:
    path = bad_files.long_workbook(tmp_path / "wiele.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(5000):
            archive.writestr(f"xl/media/{number}.bin", b"")

    assert refusal(read(path)).code == "P04"


def test_part_that_points_outside_the_file(tmp_path: Path, read: Read) -> None:
    path = bad_files.long_workbook(tmp_path / "sciezka.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/../../../evil.xml", b"<a/>")

    assert refusal(read(path)).code == "P05"


def test_workbook_with_a_password(tmp_path: Path, read: Read) -> None:
    finding = refusal(read(bad_files.locked_workbook(tmp_path / "haslo.xlsx")))

    assert "hasłem" in finding.message and "hasło" in finding.hint


@pytest.mark.parametrize("entity", [b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>', b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'])
def test_entities_in_a_part(tmp_path: Path, read: Read, entity: bytes) -> None:
    source = bad_files.long_workbook(tmp_path / "dobry.xlsx")
    path = tmp_path / "encje.xlsx"
    part = bad_files.sheet_part(source, 1)
    with zipfile.ZipFile(source) as archive:
        data = archive.read(part)
    bad_files.rewritten(source, path, {part: entity + data})

    assert refusal(read(path)).code == "P05"


def test_single_cell_in_the_last_corner_is_left_out_and_told(tmp_path: Path, read: Read) -> None:
    source = bad_files.long_workbook(tmp_path / "dobry.xlsx")
    path = tmp_path / "rog.xlsx"
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>7</v></c></row></sheetData>'
    bad_files.rewritten(source, path, {}, {bad_files.sheet_part(source, 1): (b"</sheetData>", far)})

    reading = read(path)

    assert len(observed(reading)) == 2
    [finding] = reading.findings
    assert finding.place.cell == "XFD1048576" and finding.code == "P07"


def test_sheet_that_is_truly_too_large_is_refused(tmp_path: Path, read: Read) -> None:
    source = bad_files.long_workbook(tmp_path / "dobry.xlsx")
    path = tmp_path / "ogromny.xlsx"
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row) for row in range(10_000, 1_040_000, 900))
    bad_files.rewritten(source, path, {}, {bad_files.sheet_part(source, 1): (b"</sheetData>", rows + b"</sheetData>")})

    assert refusal(read(path)).code == "P07"


@pytest.mark.parametrize("declared", [b'ref="A1"', b'ref="A1:XFD1048576"'])
def test_declared_size_of_a_sheet_is_not_believed(tmp_path: Path, read: Read, declared: bytes) -> None:
    source = bad_files.long_workbook(tmp_path / "dobry.xlsx")
    path = tmp_path / "wymiar.xlsx"
    bad_files.rewritten(source, path, {}, {bad_files.sheet_part(source, 1): (b'ref="A1:H3"', declared)})

    assert len(observed(read(path))) == 2


def test_csv_in_the_encoding_of_old_windows(tmp_path: Path, read: Read) -> None:
    reading = read(bad_files.wide_csv(tmp_path / "LUDN_2137_CTAB_20250101120000.csv", "cp1250"))

    assert "kodowanie Windows (cp1250)" in reading.notes
    [question] = reading.questions
    assert question.says == "ogółem; ogółem [osoba]"


def test_csv_named_xlsx_is_read_for_what_it_is(tmp_path: Path, read: Read) -> None:
    reading = read(bad_files.wide_csv(tmp_path / "tablica.xlsx"))

    assert reading.recognised_as == "tablica GUS BDL (CSV, szeroka)"
    assert "P16" in codes(reading)


def test_codes_that_mean_nothing_are_told(tmp_path: Path, read: Read) -> None:
    text = bad_files.HEADER + '9999999;"Nibylandia";5;\n9899999;"Nigdylandia";6;\n'
    reading = read(bad_files.wide_csv(tmp_path / "obce.csv", text=text))

    assert not reading.blocks
    assert any(finding.code == "I03" and finding.severity is Severity.ERROR for finding in reading.findings)
    assert sum(skipped.count for skipped in reading.skipped if skipped.cell.startswith("A")) == 2


def test_formula_without_a_saved_result_is_reported(tmp_path: Path, read: Read) -> None:
    path = bad_files.long_workbook(tmp_path / "formula.xlsx")
    book = openpyxl.load_workbook(path)
    book["DANE"]["F3"] = "=1+1"
    book.save(path)

    reading = read(path)

    [finding] = [finding for finding in reading.findings if finding.code == "P14"]
    assert finding.place.cell == "F3" and "F3" in finding.message
    assert len(observed(reading)) == 1


def test_error_of_the_spreadsheet_is_not_an_empty_cell(tmp_path: Path, read: Read) -> None:
    path = bad_files.long_workbook(tmp_path / "blad.xlsx")
    book = openpyxl.load_workbook(path)
    book["DANE"]["F3"].value = "#REF!"
    assert book["DANE"]["F3"].data_type == "e"
    book.save(path)

    reading = read(path)

    assert {"P17", "I07"} <= codes(reading)
    assert reading.tally.skipped == 1


def test_hidden_sheet_is_reported(tmp_path: Path, read: Read) -> None:
    path = bad_files.long_workbook(tmp_path / "ukryty.xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("Notatki")["A1"] = "tajne"
    book["Notatki"].sheet_state = "hidden"
    book.save(path)

    [finding] = read(path).findings
    assert finding.place.sheet == "Notatki" and "ukryty" in finding.message


@pytest.mark.parametrize("content", [b"", b"   \r\n", b"%PDF-1.7 ...", b"\x00\x01\x02\x03" * 50, b"tylko jeden akapit tekstu\n", b"<?xml version='1.0'?><a/>", b"PK\x03\x04"])
def test_files_that_are_no_tables_at_all(tmp_path: Path, read: Read, content: bytes) -> None:
    path = tmp_path / "plik.xlsx"
    path.write_bytes(content)

    refusal(read(path))


def test_file_that_is_not_there(tmp_path: Path, read: Read) -> None:
    assert refusal(read(tmp_path / "nie_ma.csv")).code == "P01"


def test_old_binary_workbook_broken_in_the_middle(tmp_path: Path, real: Path, read: Read) -> None:
    path = tmp_path / "tabela.xls"
    path.write_bytes((real / "gus_tables/Tabela_IV.xls").read_bytes()[:60_000])

    refusal(read(path))


def test_unknown_table_is_refused_with_its_sheets_named(tmp_path: Path, read: Read) -> None:
    path = bad_files.workbook(tmp_path / "inne.xlsx", Zakupy=[["Produkt", "Cena"], ["chleb", 5]])

    assert "Zakupy" in refusal(read(path)).message


def test_macros_are_told_and_never_run(tmp_path: Path, read: Read) -> None:
    source = bad_files.long_workbook(tmp_path / "zwykly.xlsx")
    path = bad_files.with_part(source, tmp_path / "Modul_3_Finanse_v2.3.xlsm", "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"Shell" * 100)
    reading = read(path)
    assert not reading.refused and "P20" in codes(reading)


def test_values_taken_from_other_workbooks_are_told(tmp_path: Path, read: Read) -> None:
    source = bad_files.long_workbook(tmp_path / "zwykly.xlsx")
    path = bad_files.with_part(source, tmp_path / "polaczony.xlsx", "xl/externalLinks/externalLink1.xml", b"<externalLink xmlns='x'/>")
    reading = read(path)
    assert not reading.refused and "P21" in codes(reading)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, read: Read) -> None:
    """A name of a project typed by a stranger must not become a command of a spreadsheet on its way through the program."""
    poison = "=HYPERLINK(\"http://zly.example\";\"kliknij\")"
    rows: list[list[object]] = [["Lp.", "Kod", "Nazwa projektu", "Wiązka", "Koszt całkowity [zł]", "Status"], [1, "P-1", "Remont szkoły", "Edukacja", 100, "pomysł"]]
    path = bad_files.workbook(tmp_path / "lista.xlsx", **{"Lista projektów": rows})
    book = openpyxl.load_workbook(path)
    cell = book["Lista projektów"]["C2"]
    cell.value, cell.data_type = poison, "s"
    book.save(path)
    [title] = [draft.record.title for draft in read(path).records if isinstance(draft.record, Undertaking)]
    assert title == poison


@pytest.mark.slow
def test_a_million_rows_are_read_or_refused_in_the_child_without_harm(tmp_path: Path, register: Register) -> None:
    """Filled to the last row, as somebody's export of a register may be."""
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (number, number, number) for number in range(1, 1_048_577))
    source = bad_files.workbook(tmp_path / "wzor.xlsx", Dane=[[1]])
    sheet = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + rows + b"</sheetData></worksheet>"
    path = bad_files.rewritten(source, tmp_path / "milion.xlsx", {"xl/worksheets/sheet1.xml": sheet})
    reading = read_file(path, register, ())
    assert reading.refused and reading.findings[0].hint
