"""Formulas that nobody has counted yet: their cells are told in every format, for they would pass for empty ones."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from excel_modules.opening import open_workbook
from tests.mutations import old_excel

NAMES = "urn:oasis:names:tc:opendocument:xmlns"


def ods(path: Path, rows: str) -> Path:
    content = (
        f'<office:document-content xmlns:office="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0" xmlns:text="{NAMES}:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Budżet &amp; plan">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{NAMES}:manifest:1.0"/>')
    return path


def text(said: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{said}</text:p></table:table-cell>'


def test_formulas_of_an_ods_without_results_are_told_with_their_cells(tmp_path: Path) -> None:
    counted = '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>'
    empty_text = '<table:table-cell table:formula="of:=IF(1&gt;0;&quot;&quot;)"><text:p/></table:table-cell>'
    waiting = '<table:table-cell table:formula="of:=SUM([.B2:.B3])"/>'
    rows = (
        f"<table:table-row>{text('a')}{text('b')}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="2">{text("x")}{counted}</table:table-row>'
        f'<table:table-row>{text("razem")}<table:table-cell table:number-columns-repeated="2"/>{waiting}{empty_text}</table:table-row>'
    )
    workbook = open_workbook(ods(tmp_path / "plan.ods", rows))
    assert list(workbook.sheets[0].without_value) == ["D4"]
    [finding] = [finding for finding in workbook.findings if finding.code == "P14"]
    assert finding.place.sheet == "Budżet & plan" and finding.place.cell == "D4"


def test_formulas_of_an_old_workbook_waiting_to_be_counted_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def formula(row: int, column: int, flags: int) -> bytes:
        body = struct.pack("<HHH", row, column, 15) + b"\x03\0\0\0\0\0\xff\xff" + struct.pack("<HI", flags, 0) + struct.pack("<H", 3) + b"\x1e\x02\x00"
        return struct.pack("<HH", 0x0006, len(body)) + body

    end = struct.pack("<HH", 0x000A, 0)
    plain = old_excel._sheet
    monkeypatch.setattr(old_excel, "_sheet", lambda cells, merged: plain(cells, merged)[: -len(end)] + formula(1, 1, 0x0002) + formula(2, 1, 0) + end)
    path = tmp_path / "stary.xls"
    old_excel.write_xls(path, [("Dane", {(0, 0): "Nazwa", (0, 1): "Kwota", (1, 0): "razem", (2, 0): "pusty napis", (3, 1): 5.0}, [], False)])
    workbook = open_workbook(path)
    assert list(workbook.sheets[0].without_value) == ["B2"]
    assert [finding.place.cell for finding in workbook.findings if finding.code == "P14"] == ["B2"]
