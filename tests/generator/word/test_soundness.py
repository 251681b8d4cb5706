"""Each defect a Word file can have is found, and named in Polish."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from generator.word.soundness import check_docx
from generator.word.writer import write_docx

BODY = "word/document.xml"
DEFECTS: list[tuple[str, str, str, str]] = [
    ("D01", BODY, "</w:body>", "</w:body"),
    ("D02", "[Content_Types].xml", 'PartName="/word/styles.xml"', 'PartName="/word/style.xml"'),
    ("D03", "word/_rels/document.xml.rels", 'Target="charts/chart1.xml"', 'Target="charts/chart9.xml"'),
    ("D03", BODY, '<c:chart r:id="', '<c:chart r:id="x'),
    ("D04", BODY, 'w:name="_P1"', 'w:name="_P2"'),
    ("D04", BODY, '<w:bookmarkEnd w:id="3"/>', ""),
    ("D05", BODY, '<wp:docPr id="2"', '<wp:docPr id="1"'),
    ("D05", BODY, ' descr="Saldo migracji młodych', ' title="Saldo migracji młodych'),
    ("D06", BODY, '<w:fldChar w:fldCharType="end"/>', ""),
    ("D07", BODY, '<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="7"/>'),
    ("D08", BODY, '<w:pStyle w:val="MRLWniosek"/>', '<w:pStyle w:val="Wniosek9"/>'),
    ("D09", BODY, "<w:tblHeader/>", ""),
    ("D09", BODY, '<w:gridSpan w:val="6"/>', '<w:gridSpan w:val="5"/>'),
    ("D10", BODY, "REF _t_T_FINPLAN_ZR", "REF _t_T_FINPLAN"),
    ("D12", BODY, "</w:tbl><w:p>", "</w:tbl><w:p/><w:p>"),
]


@pytest.mark.parametrize(("code", "part", "good", "bad"), DEFECTS, ids=lambda value: str(value)[:24])
def test_a_seeded_defect_is_found(demo: ModuleType, tmp_path: Path, code: str, part: str, good: str, bad: str) -> None:
    assert code in codes_of(demo, tmp_path, part, lambda text: text.replace(good, bad, 1), good)


def test_properties_in_the_wrong_order_are_found(demo: ModuleType, tmp_path: Path) -> None:
    good = '<w:spacing w:before="240"/></w:pPr>'
    assert "D11" in codes_of(demo, tmp_path, BODY, lambda text: text.replace(good, good.replace("</w:pPr>", "<w:keepNext/></w:pPr>"), 1), good)


def test_what_is_no_word_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "x.docx"
    broken.write_bytes(b"to nie jest zip")
    (finding,) = check_docx(broken)
    assert finding.code == "D00"
    assert "uszkodzony" in finding.message


def codes_of(demo: ModuleType, folder: Path, part: str, change: Callable[[str], str], must_hold: str) -> set[str]:
    """Codes of the findings about the demonstration document with one part changed."""
    good, bad = folder / "dobry.docx", folder / "zly.docx"
    write_docx(demo.document(), good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert must_hold in content.decode()
                content = change(content.decode()).encode()
            target.writestr(name, content)
    return {finding.code for finding in check_docx(bad)}
