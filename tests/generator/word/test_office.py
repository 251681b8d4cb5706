"""LibreOffice is found or its absence said; it is ended when time is up or the planner stops; pages come from its PDF."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.blocks import Document, Heading, Paragraph, plain
from generator.word.writer import write_docx
from mrl_desktop.office import OfficeProblem, find_soffice, opened_office, pages_of_bookmarks

pytestmark = pytest.mark.skipif(os.name != "posix", reason="programy zastępcze w tych testach są skryptami powłoki")


@pytest.fixture
def sleeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in LibreOffice's place that never ends and notes its number."""
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\necho $$ > "{tmp_path}/numer"\nsleep 60\n')
    program.chmod(0o755)
    monkeypatch.setenv("MRL_SOFFICE", str(program))
    return tmp_path / "numer"


def is_running(number: Path) -> bool:
    if not number.exists() or not number.read_text():
        return False  # ended before it began
    try:
        os.kill(int(number.read_text()), 0)
    except ProcessLookupError:
        return False
    return True


def test_a_conversion_that_takes_too_long_is_ended(sleeper: Path, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"")
    with opened_office() as office, pytest.raises(OfficeProblem, match="nie skończył"):
        office.to_pdf(tmp_path / "a.docx", tmp_path / "a.pdf", time_limit=0.4)
    assert not is_running(sleeper)


def test_the_planner_can_stop_a_conversion(sleeper: Path, tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def watch(gone: float) -> None:
        if sleeper.exists() and sleeper.read_text():
            raise Stop

    (tmp_path / "a.docx").write_bytes(b"")
    with opened_office() as office, pytest.raises(Stop):
        office.to_pdf(tmp_path / "a.docx", tmp_path / "a.pdf", watch=watch)
    assert not is_running(sleeper)
    assert not (tmp_path / "a.pdf").exists()


def test_a_program_that_makes_nothing_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRL_SOFFICE", "/bin/true")
    (tmp_path / "a.docx").write_bytes(b"")
    with opened_office() as office, pytest.raises(OfficeProblem, match="nie utworzył"):
        office.to_pdf(tmp_path / "a.docx", tmp_path / "a.pdf")


def test_absence_is_said_in_one_sentence_with_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRL_SOFFICE", str(tmp_path / "nie ma"))
    with pytest.raises(OfficeProblem) as problem, opened_office():
        pass
    assert "LibreOffice" in problem.value.message
    assert "F9" in problem.value.hint


@pytest.mark.slow
def test_each_bookmark_is_found_on_its_page(small: Callable[..., Document], tmp_path: Path) -> None:
    if find_soffice() is None:
        pytest.skip("brak LibreOffice")
    headings = [Heading(text=f"Rozdział {n}", key=f"P2.{n}", new_page=True) for n in range(1, 5)]
    write_docx(small(*(block for heading in headings for block in (heading, Paragraph(runs=plain("Zdanie.")))), Heading(text="Żółw", key="zażółć")), tmp_path / "a.docx")
    with opened_office() as office:
        office.to_pdf(tmp_path / "a.docx", tmp_path / "a.pdf")
    names = ["_P2_1", "_P2_2", "_P2_3", "_P2_4"]
    assert pages_of_bookmarks(tmp_path / "a.pdf", [*names, "_nie_ma"]) == dict(zip(names, range(2, 6), strict=True)) | {"": 5}


def test_a_pdf_that_says_nothing_gives_no_pages(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    assert pages_of_bookmarks(tmp_path / "a.pdf", ["_P1"]) == {}
