"""The sample workbooks of families M4, M5 and M9–M12 are read whole, also by their colours alone in .ods."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import pytest

from excel_modules.modules.looks import looks_of
from mrl_desktop.domain.findings import Severity
from mrl_desktop.paths import resource
from tests.excel_modules.legacy.conftest import read_file

EXPECTED = {
    "Modul_4_Interesariusze.xlsx": {"stakeholder": 6},
    "Modul_5_Ocena_strategii.xlsx": {"strategy_review": 5},
    "Modul_9_Budzet.xlsx": {"task": 6, "milestone": 2, "budget_line": 9},
    "Modul_10_Ryzyka.xlsx": {"risk": 4, "state_aid": 2},
    "Modul_11_Wskazniki.xlsx": {"plan_indicator": 4},
    "Modul_12_Samoocena_PRI.xlsx": {"assessment_round": 1, "assessment_answer": 17, "institutional_action": 2},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_read_whole(name: str) -> None:
    book = read_file(resource("examples", "zrodla", "moduly", name))
    assert Counter(draft.record.kind for draft in book.contents.records if draft.sources) == EXPECTED[name]
    assert not [finding for finding in book.contents.findings if finding.severity is Severity.ERROR or finding.code in ("I15", "I30")]


ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:automatic-styles><style:style style:name="bar" style:family="table-cell"><style:table-cell-properties fo:background-color="#00b050"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="H"><table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Roboty</text:p></table:table-cell><table:covered-table-cell/>
<table:table-cell table:style-name="bar" table:number-columns-repeated="3"/><table:table-cell office:value-type="percentage" office:value="0.5"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_colours_percents_and_merged_cells_of_an_ods_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "h.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", ODS)
    looks = looks_of(path)["H"]
    assert looks.fills == dict.fromkeys([(2, 2), (2, 3), (2, 4)], "#00b050")
    assert looks.percents == {(2, 5)}
    assert [str(area) for area in looks.merged] == ["A3:B3"]


def test_a_file_that_is_no_workbook_has_no_looks(tmp_path: Path) -> None:
    for name in ("a.ods", "a.xls", "a.xlsx"):
        (tmp_path / name).write_bytes(b"nie arkusz")
        assert looks_of(tmp_path / name) == {}
