"""The whole way through the command line: raw files in, questions answered, numbers asked for, both documents out."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mrl_desktop.flows.build_sample import source_files
from tests.cli.conftest import Call, mrl  # noqa: F401 – a fixture

ROOT = Path(__file__).resolve().parents[2]
OLDER = b"projekt sprzed tygodnia"


def text_of(path: Path) -> str:
    """What a Word document says, paragraph by paragraph, each with its style before it."""
    with zipfile.ZipFile(path) as archive:
        document = archive.read("word/document.xml").decode("utf-8")
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", document, re.DOTALL)
    return "\n".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", one)) for one in paragraphs)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main job as a person starts it: one command in a process of its own."""
    folder = tmp_path_factory.mktemp("wyniki")
    (folder / "Nowe Bielany.mrl").write_bytes(OLDER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRL_USER_FOLDER", str(tmp_path_factory.mktemp("uzytkownik")))
        command = [sys.executable, "-m", "mrl_desktop", "sample", "--to", str(folder), "--no-page-numbers"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_one_command_leaves_project_and_both_documents_and_keeps_the_older_project(made: Path) -> None:
    assert {path.name for path in made.iterdir()} == {"Nowe Bielany.mrl", "Nowe Bielany.mrl.bak", "PRL.docx", "PRI.docx"}
    assert (made / "Nowe Bielany.mrl.bak").read_bytes() == OLDER


def test_documents_are_sound_and_have_no_gap(made: Path) -> None:
    from generator.word.soundness import check_docx

    for name in ("PRL.docx", "PRI.docx"):
        assert check_docx(made / name) == []
        text = text_of(made / name)
        assert "[BRAK" not in text and "{{" not in text and "None" not in text
        assert "Nowe Bielany" in text


def test_every_heading_of_the_outlines_stands_in_the_documents(made: Path) -> None:
    from generator.outline import load_outline
    from mrl_desktop.domain.diagnosis import Scope

    for scope in Scope:
        lines = {line.replace("\u00a0", " ").strip() for line in text_of(made / f"{scope}.docx").splitlines()}
        wanted = [entry.title for entry in load_outline(scope).entries if entry.required and entry.part == "body" and "{" not in entry.title]
        assert wanted and [title for title in wanted if title not in lines] == []


def test_sample_s_own_files_again_change_nothing(mrl: Call, made: Path) -> None:  # noqa: F811
    project = made / "Nowe Bielany.mrl"
    before = mrl("info", project, "--json").data["project"]
    files = [path for path in source_files() if path.name.startswith(("Modul", "LUDN", "FINA"))]
    assert len(files) > 8
    said = mrl("import", project, *files, "--json")

    assert said.code == 0
    assert said.data["imported"] == {"files": 0, "observations": 0, "records": 0}
    assert {row["stan"] for row in said.data["items"]} <= {"bez zmian", "pominięte"}
    assert mrl("info", project, "--json").data["project"] == before


def test_number_printed_in_the_document_is_the_number_of_a_source_cell(mrl: Call, made: Path) -> None:  # noqa: F811
    import openpyxl

    from mrl_desktop.polish import number

    fact = mrl("facts", made / "Nowe Bielany.mrl", "ludnosc", "--json").data["fact"]
    source = next(path for path in source_files() if path.name == fact["source"]["file"])

    assert hashlib.sha256(source.read_bytes()).hexdigest() == fact["source"]["sha256"]
    assert openpyxl.load_workbook(source)[fact["source"]["sheet"]][fact["source"]["cell"]].value == fact["value"]
    assert number(fact["value"]) in text_of(made / "PRL.docx")


def test_documents_of_the_saved_project_say_the_same_again(mrl: Call, made: Path, tmp_path: Path) -> None:  # noqa: F811
    said = mrl("generate", made / "Nowe Bielany.mrl", "--to", tmp_path, "--no-page-numbers", "--json")

    assert said.code == 0
    assert [Path(name).name for name in said.data["files"]] == ["PRL.docx", "PRI.docx"]
    for name in ("PRL.docx", "PRI.docx"):
        assert text_of(tmp_path / name) == text_of(made / name)
