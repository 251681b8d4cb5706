"""Nobody's work is overwritten: what was edited, is open, read-only or foreign stays, and the new version stands beside it."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from generator.blocks import Document, Heading, Paragraph, plain
from generator.regenerate import NotWritten, why_untouchable, write_safely

NOW = datetime(2026, 11, 23, 11, 32)
BESIDE = "PRL (nowa wersja 2026-11-23 1132).docx"
Small = Callable[..., Document]


def written(document: Document, target: Path, **options: object) -> object:
    return write_safely(document, target, pdf=False, page_numbers=False, now=NOW, **options)  # type: ignore[arg-type]


def document_of(small: Small, text: str) -> Document:
    return small(Heading(text="Wprowadzenie", key="P1"), Paragraph(runs=plain(text)))


def test_an_unchanged_document_of_ours_is_replaced(small: Small, tmp_path: Path) -> None:
    target = tmp_path / "PRL.docx"
    written(document_of(small, "pierwsza"), target)
    result = written(document_of(small, "druga"), target)
    assert (result.path, result.beside, result.reason) == (target, False, "")  # type: ignore[attr-defined]
    assert [path.name for path in tmp_path.iterdir()] == ["PRL.docx"]


def test_a_document_edited_since_stays_and_the_new_one_stands_beside(small: Small, tmp_path: Path) -> None:
    import docx

    target = tmp_path / "PRL.docx"
    written(document_of(small, "pierwsza"), target)
    edited = docx.Document(str(target))
    edited.paragraphs[-1].add_run(" dopisane ręcznie")
    edited.save(str(target))
    before = target.read_bytes()
    result = written(document_of(small, "druga"), target)
    assert target.read_bytes() == before
    assert result.path.name == BESIDE and result.beside  # type: ignore[attr-defined]
    assert "zmieniono" in result.reason  # type: ignore[attr-defined]
    assert [finding.code for finding in result.findings] == ["G11"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("lock", ["~$PRL.docx", "~$L.docx", "~$RL.docx", ".~lock.PRL.docx#"])
def test_a_document_open_in_word_or_libreoffice_is_left_alone(small: Small, tmp_path: Path, lock: str) -> None:
    target = tmp_path / "PRL.docx"
    written(document_of(small, "pierwsza"), target)
    (tmp_path / lock).write_bytes(b"Anna")
    result = written(document_of(small, "druga"), target)
    assert result.path.name == BESIDE  # type: ignore[attr-defined]
    assert "otwarty" in result.reason  # type: ignore[attr-defined]


def test_a_read_only_document_is_left_alone(small: Small, tmp_path: Path) -> None:
    target = tmp_path / "PRL.docx"
    written(document_of(small, "pierwsza"), target)
    target.chmod(0o444)
    assert written(document_of(small, "druga"), target).path.name == BESIDE  # type: ignore[attr-defined]


@pytest.mark.parametrize("content", [b"", b"to nie jest dokument", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_not_ours_is_left_alone(small: Small, tmp_path: Path, content: bytes) -> None:
    target = tmp_path / "PRL.docx"
    target.write_bytes(content)
    assert written(document_of(small, "nowa"), target).beside  # type: ignore[attr-defined]
    assert target.read_bytes() == content


def test_two_new_versions_in_one_minute_have_two_names(small: Small, tmp_path: Path) -> None:
    target = tmp_path / "PRL.docx"
    target.write_bytes(b"cudzy")
    names = [written(document_of(small, "nowa"), target).path.name for _ in range(2)]  # type: ignore[attr-defined]
    assert names == [BESIDE, "PRL (nowa wersja 2026-11-23 1132, 2).docx"]


def test_changing_one_part_of_the_zip_is_noticed(small: Small, tmp_path: Path) -> None:
    target = tmp_path / "PRL.docx"
    written(document_of(small, "pierwsza"), target)
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"1F5FA8", b"1F5FA9", 1)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert "zmieniono" in why_untouchable(target)


def test_a_folder_that_cannot_be_written_to_is_one_finding(small: Small, tmp_path: Path) -> None:
    (tmp_path / "plik").write_bytes(b"")
    with pytest.raises(NotWritten) as problem:
        written(document_of(small, "nowa"), tmp_path / "plik" / "PRL.docx")
    assert problem.value.finding.code == "G12"
    assert "PRL.docx" in problem.value.finding.message


def test_without_libreoffice_the_document_is_written_and_one_finding_says_what_is_missing(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRL_SOFFICE", str(tmp_path / "nie ma"))
    result = write_safely(document_of(small, "tekst"), tmp_path / "PRL.docx", now=NOW)
    assert result.path.exists() and result.pdf is None and result.pages is None
    assert [finding.code for finding in result.findings] == ["G10"]
    assert "LibreOffice" in result.findings[0].message


@pytest.mark.slow
def test_with_libreoffice_the_contents_has_pages_and_a_pdf_stands_beside(demo: object, tmp_path: Path) -> None:
    from mrl_desktop.office import find_soffice

    if find_soffice() is None:
        pytest.skip("brak LibreOffice")
    target = tmp_path / "PRL.docx"
    result = write_safely(demo.document(), target, now=NOW)  # type: ignore[attr-defined]
    assert result.pages and result.pages > 10
    assert result.pdf == tmp_path / "PRL.pdf"
    with zipfile.ZipFile(target) as archive:
        assert b"PAGEREF _P1 " in archive.read("word/document.xml")
    assert why_untouchable(result.pdf) == ""
    with result.pdf.open("ab") as file:
        file.write(b"% adnotacja")
    assert "zmieniono" in why_untouchable(result.pdf)


def test_stopping_leaves_everything_as_it_was(small: Small, tmp_path: Path) -> None:
    from mrl_desktop.domain.progress import Cancelled

    def stop(done: int, total: int, text: str) -> None:
        raise Cancelled

    target = tmp_path / "PRL.docx"
    written(document_of(small, "pierwsza"), target)
    before = target.read_bytes()
    with pytest.raises(Cancelled):
        written(document_of(small, "druga"), target, progress=stop)
    assert target.read_bytes() == before
    assert os.listdir(tmp_path) == ["PRL.docx"]
