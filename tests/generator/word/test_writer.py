"""What stands in the Word file: numbers, captions, references, sections, properties; and that it never changes by itself."""

from __future__ import annotations

import difflib
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from uuid import UUID

import pytest
from lxml import etree

from generator.blocks import (
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    KeyFigures,
    Look,
    Paragraph,
    Register,
    RegisterKind,
    Row,
    Run,
    Table,
    plain,
)
from generator.word.soundness import check_docx
from generator.word.writer import document_bytes, write_docx

GOLDEN = Path(__file__).with_name("golden") / "maly_dokument.xml"
RECORD = UUID("11111111-2222-4333-8444-555555555555")
Small = Callable[..., Document]
Part = Callable[..., str]


def words(xml: str) -> str:
    """Visible text of a part."""
    return "".join(etree.fromstring(xml.encode()).itertext())


def table(key: str = "T-1", *, landscape: bool = False) -> Table:
    rows = (Row(cells=(Cell(runs=plain("Ludność")), Cell(runs=plain("43 370"))), record=RECORD), Row(cells=(Cell(runs=plain("Razem")), Cell(runs=plain("43 370"))), total=True))
    return Table(key=key, caption="Ludność miasta", columns=(Column(title="Cecha"), Column(title="Rok 2024", unit="osób")), rows=rows, source="GUS", landscape=landscape)


def test_a_small_document_reads_as_its_golden_file(small: Small, part: Part) -> None:
    document = small(
        Heading(text="Spis treści", key="P01", numbered=False, new_page=True), Register(what=RegisterKind.CONTENTS),
        Heading(text="Wprowadzenie", key="P1", new_page=True), Paragraph(runs=plain("Krótko o rozdziale."), look=Look.LEAD),
        Heading(text="Podstawa i cel", key="P1.1", level=2), Paragraph(runs=(Run(text="Zobacz "), Run(text="", ref="T-1"), Run(text=" i art. 5", footnote="Ustawa."), Run(text=".")), record=RECORD),
        Bullets(items=(plain("pierwszy"), plain("drugi")), ordered=True), table(), Register(what=RegisterKind.TABLES),
    )  # fmt: skip
    made = etree.tostring(etree.fromstring(part(document, pages={"_P1": 3, "_P1_1": 3, "_t_T_1": 4}).encode()), pretty_print=True, encoding="unicode")
    if os.environ.get("MRL_NEW_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(made, encoding="utf-8")
    kept = GOLDEN.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(kept.splitlines(), made.splitlines(), "wzorzec", "teraz", lineterm="", n=2))
    assert not difference, f"dokument różni się od wzorca (nowy wzorzec: MRL_NEW_GOLDEN=1):\n{difference}"


def test_the_same_document_always_gives_the_same_bytes(demo: ModuleType) -> None:
    assert document_bytes(demo.document()) == document_bytes(demo.document())


def test_the_demonstration_document_is_sound(demo: ModuleType, tmp_path: Path) -> None:
    target = tmp_path / "pokaz.docx"
    write_docx(demo.document(), target)
    assert [(finding.code, finding.message, finding.place.field) for finding in check_docx(target)] == []


def test_python_docx_reads_headings_tables_and_properties(demo: ModuleType, tmp_path: Path) -> None:
    import docx

    target = tmp_path / "pokaz.docx"
    write_docx(demo.document(), target)
    word = docx.Document(str(target))
    headings = [p.text for p in word.paragraphs if p.style is not None and (p.style.name or "").startswith("Heading")]
    assert "Synteza diagnozy społeczno-gospodarczej" in headings
    assert word.core_properties.title == "Plan Rozwoju Lokalnego – Nowe Bielany"
    assert word.core_properties.language == "pl-PL"
    assert len(word.tables) >= 6


def test_contents_without_pages_has_entries_without_numbers(small: Small, part: Part) -> None:
    xml = part(small(Register(what=RegisterKind.CONTENTS), Heading(text="Wprowadzenie", key="P1")))
    assert "PAGEREF" not in xml
    assert 'w:anchor="_P1"' in xml
    assert "updateFields" not in part(small(Heading(text="Wprowadzenie", key="P1")), "word/settings.xml")


def test_contents_with_pages_has_each_page_behind_its_entry(small: Small, part: Part) -> None:
    xml = part(small(Register(what=RegisterKind.CONTENTS), Heading(text="Wprowadzenie", key="P1"), Heading(text="Metoda", key="P1.2", level=2)), pages={"_P1": 4, "_P1_2": 17})
    assert re.findall(r"PAGEREF (\w+) .*?<w:t>(\d+)</w:t>", xml) == [("_P1", "4"), ("_P1_2", "17")]


def test_numbers_of_headings_in_the_contents_follow_their_levels(small: Small, part: Part) -> None:
    levels = (1, 2, 3, 2, 1, 2)
    xml = part(small(Register(what=RegisterKind.CONTENTS), *(Heading(text=f"Tytuł {n}", key=f"K{n}", level=level) for n, level in enumerate(levels))))
    entries = re.findall(r'<w:hyperlink [^>]*><w:r><w:t xml:space="preserve">([\d.]+)</w:t><w:tab/>', xml)
    assert entries == ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]


def test_a_reference_shows_the_label_of_its_target_and_leads_there(small: Small, part: Part) -> None:
    xml = part(small(Paragraph(runs=(Run(text="Zob. "), Run(text="", ref="T-2"), Run(text=" oraz "), Run(text="rozdział dalej", ref="nie ma"))), table("T-1"), table("T-2")))
    assert re.findall(r"REF (_\w+) .*?preserve\">([^<]+)<", xml) == [("_t_T_2", "Tabela\u00a02")]
    assert "rozdział dalej" in xml


def test_hard_spaces_are_set_over_runs_that_follow_each_other(small: Small, part: Part) -> None:
    xml = part(small(Paragraph(runs=(Run(text="Mieszka w "), Run(text="Nowych Bielanach", bold=True), Run(text=" od 2015 r.")))))
    assert "Mieszka w\u00a0Nowych Bielanach od 2015\u00a0r." in words(xml)


def test_every_ordered_list_begins_with_one(small: Small, part: Part) -> None:
    document = small(*(Bullets(items=(plain("a"), plain("b")), ordered=True) for _ in range(3)))
    used = set(re.findall(r'<w:numId w:val="(\d+)"', part(document)))
    numbering = part(document, "word/numbering.xml")
    assert len(used) == 3
    assert all(re.search(rf'<w:num w:numId="{number}">.*?<w:startOverride w:val="1"/>', numbering) for number in used)


def test_a_wide_table_lies_on_its_own_side_and_the_rest_stands(small: Small, part: Part) -> None:
    long = Paragraph(runs=plain("Zdanie o mieście. " * 100))
    xml = part(small(Heading(text="Ryzyka", key="P7", new_page=True), long, Heading(text="Rejestr", key="P7.1", level=2), table(landscape=True), long))
    sides = [section.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}orient") for section in etree.fromstring(xml.encode()).iter("{*}pgSz")]
    assert sides == [None, None, "landscape", None]
    before, after = xml.index("Rejestr<"), xml.index('orient="landscape"')
    assert xml.rindex("<w:sectPr>", 0, before) < before < after, "tytuł przechodzi na stronę tabeli"


def test_each_chapter_names_itself_in_the_header(small: Small, tmp_path: Path) -> None:
    target = tmp_path / "d.docx"
    write_docx(small(Heading(text="Pierwszy", key="A", new_page=True), Heading(text="Drugi & ostatni", key="B", new_page=True)), target)
    with zipfile.ZipFile(target) as archive:
        headers = [archive.read(name).decode() for name in sorted(archive.namelist()) if name.startswith("word/header")]
    assert [re.search(r"STYLEREF.*?<w:t>(.*?)</w:t>", header)[1] for header in headers] == ["Pierwszy", "Drugi &amp; ostatni"]  # type: ignore[index]


def test_signs_that_xml_cannot_hold_are_left_out(small: Small, part: Part) -> None:
    xml = part(small(Paragraph(runs=plain("a\x0bb\x00 <c> & \ud800d"))))
    assert "ab &lt;c&gt; &amp; d" in xml


def test_a_record_has_a_bookmark_wherever_it_stands(small: Small, part: Part) -> None:
    xml = part(small(Paragraph(runs=plain("Wyzwanie"), record=RECORD), table()))
    assert re.findall(r'w:name="(_r_[^"]+)"', xml) == [f"_r_{RECORD.hex}", f"_r_{RECORD.hex}_2"]


def test_a_gap_is_highlighted_and_a_conclusion_says_what_it_is(small: Small, part: Part) -> None:
    xml = part(small(Paragraph(runs=(Run(text="[BRAK: cel]", missing=True),), look=Look.CONCLUSION)))
    assert 'w:rStyle w:val="MRLBrak"' in xml
    assert "Wniosek. [BRAK: cel]" in words(xml)


def test_key_figures_at_the_end_of_a_chapter_leave_room_for_the_section(small: Small, tmp_path: Path) -> None:
    target = tmp_path / "d.docx"
    figures = KeyFigures(figures=((Run(text="5"), "projektów"),))
    write_docx(small(Heading(text="A", key="A", new_page=True), figures, Heading(text="B", key="B", new_page=True), figures), target)
    assert check_docx(target) == []


def test_properties_and_manifest_tell_chapters_by_their_bookmarks(small: Small, part: Part) -> None:
    document = small(Heading(text="Wprowadzenie", key="P1"), title="Plan", author="Zespół Miejski", keywords="PRL")
    assert "<dc:creator>Zespół Miejski</dc:creator>" in part(document, "docProps/core.xml")
    assert 'key="P1" bookmark="_P1" title="Wprowadzenie"' in part(document, "customXml/item1.xml")
    assert "MRL.tresc" in part(document, "docProps/custom.xml")


def test_stopping_leaves_no_file(demo: ModuleType, tmp_path: Path) -> None:
    from mrl_desktop.domain.progress import Cancelled

    def stop(done: int, total: int, text: str) -> None:
        if done > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_docx(demo.document(), tmp_path / "d.docx", progress=stop)
    assert list(tmp_path.iterdir()) == []
