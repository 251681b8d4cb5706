"""The template gives the looks; a town's own one may lack things, and then the program's are used and a finding says so."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.blocks import Document, Heading, Paragraph, Register, RegisterKind, plain
from generator.word.soundness import check_docx
from generator.word.styles import STYLES
from generator.word.template import load_template
from generator.word.template_styles import LEAST_CONTRAST, TEXT_COLOUR, contrast
from generator.word.writer import write_docx
from mrl_desktop.paths import resource

OWN = resource("templates", "dokument.docx")


def changed(target: Path, part: str, change: Callable[[str], str]) -> Path:
    """A copy of our template with one part changed."""
    with zipfile.ZipFile(OWN) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, change(content.decode()).encode() if name == part else content)
    return target


def without_style(name: str) -> Callable[[str], str]:
    return lambda text: re.sub(rf'<w:style (?:(?!</w:style>).)*<w:name w:val="{name}"/>.*?</w:style>', "", text)


def test_the_template_is_what_its_script_makes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("build_template", resource("templates", "build_template.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.build(tmp_path / "nowy.docx")
    with zipfile.ZipFile(tmp_path / "nowy.docx") as made, zipfile.ZipFile(OWN) as kept:
        assert {name: made.read(name) for name in made.namelist()} == {name: kept.read(name) for name in kept.namelist()}


def test_our_own_template_has_every_style_and_nothing_to_say() -> None:
    template = load_template()
    assert template.findings == ()
    assert set(template.style) == {style.role for style in STYLES}


def test_text_on_every_tint_and_in_every_text_style_is_readable() -> None:
    assert all(contrast(fill, TEXT_COLOUR) >= LEAST_CONTRAST for fill in load_template().tints.values())
    with zipfile.ZipFile(OWN) as archive:
        styles = archive.read("word/styles.xml").decode()
    for body in re.findall(r"<w:style .*?</w:style>", styles):
        colour = re.search(r'<w:color w:val="([0-9A-F]{6})"/>', body)
        fill = re.search(r'w:fill="([0-9A-F]{6})"', body)
        if colour and colour[1] != "FFFFFF":
            assert contrast(colour[1], fill[1] if fill else "FFFFFF") >= LEAST_CONTRAST, body


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21.0)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_missing_style_is_named_and_taken_from_our_own_template(tmp_path: Path, small: Callable[..., Document]) -> None:
    town = changed(tmp_path / "miasto.docx", "word/styles.xml", without_style("MRL Wniosek"))
    (finding,) = load_template(town).findings
    assert finding.code == "G32"
    assert "„MRL Wniosek”" in finding.message
    target = tmp_path / "d.docx"
    write_docx(small(Heading(text="A", key="A"), Paragraph(runs=plain("tekst"))), target, template=town)
    assert check_docx(target) == []


def test_a_tint_too_dark_for_text_becomes_white(tmp_path: Path) -> None:
    town = changed(tmp_path / "miasto.docx", "word/styles.xml", lambda text: text.replace("DDEFE3", "1B2A41"))
    template = load_template(town)
    assert template.tints["good"] == "FFFFFF"
    assert [finding.code for finding in template.findings] == ["G33"]


def test_a_broken_template_is_answered_with_our_own(tmp_path: Path) -> None:
    broken = tmp_path / "zepsuty.docx"
    broken.write_bytes(OWN.read_bytes()[:3000])
    template = load_template(broken)
    assert template.style == load_template().style
    assert [finding.code for finding in template.findings] == ["G31"]


def test_the_contents_numbers_headings_as_the_template_does(tmp_path: Path, small: Callable[..., Document], part: Callable[..., str]) -> None:
    town = changed(tmp_path / "miasto.docx", "word/numbering.xml", lambda text: text.replace('w:numFmt w:val="decimal"', 'w:numFmt w:val="upperRoman"', 1))
    xml = part(small(Register(what=RegisterKind.CONTENTS), *(Heading(text=f"Tytuł {n}", key=f"K{n}") for n in range(4))), template=town)
    assert re.findall(r'preserve">([IVX]+)</w:t><w:tab/>', xml) == ["I", "II", "III", "IV"]


def test_word_can_save_the_template_and_it_still_serves(tmp_path: Path, small: Callable[..., Document]) -> None:
    import docx

    saved = tmp_path / "zapisany.docx"
    document = docx.Document(str(OWN))
    document.sections[0].header.paragraphs[0].add_run(" Urząd Miasta")
    document.save(str(saved))
    target = tmp_path / "d.docx"
    write_docx(small(Heading(text="A", key="A")), target, template=saved)
    assert check_docx(target) == []
    with zipfile.ZipFile(target) as archive:
        assert any(b"Urz\xc4\x85d Miasta" in archive.read(name) for name in archive.namelist() if name.startswith("word/header"))


def test_pythons_plain_template_serves_too(tmp_path: Path, demo: object) -> None:
    import docx

    foreign = tmp_path / "obcy.docx"
    docx.Document().save(str(foreign))
    target = tmp_path / "d.docx"
    write_docx(demo.document(), target, template=foreign)  # type: ignore[attr-defined]
    assert [finding.message for finding in check_docx(target)] == []
