"""Calling the command line as a person does, and small files to give it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mrl_desktop.cli import main

POPULATION = """"Kod";"Nazwa";"Wiek";"Płeć";"Rok";"Wartosc";"Jednostka miary";"Atrybut";
"0201011";"Bolesławiec (1)";"ogółem";"ogółem";"2024";37210;"osoba";"";
"0201022";"Bolesławiec (2)";"ogółem";"ogółem";"2024";15433;"osoba";"";
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    text: str

    @property
    def data(self) -> Any:
        """The one JSON object it printed."""
        return json.loads(self.text)

    @property
    def codes(self) -> set[str]:
        """Codes of the findings of its JSON."""
        return {finding["kod"] for finding in self.data["findings"]}


Call = Callable[..., Said]


@pytest.fixture
def mrl(capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs one command in this process: mrl("info", path, "--json")."""

    def call(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        printed = capsys.readouterr()
        assert printed.err == ""
        return Said(code, printed.out)

    return call


@pytest.fixture
def population(tmp_path: Path) -> Path:
    """A relational export: the population of two gminy."""
    path = tmp_path / "LUDN_2137_CREL_20250601120000.csv"
    path.write_text(POPULATION, encoding="utf-8")
    return path


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    """A wide export, which does not say what its column is about."""
    path = tmp_path / "eksport.csv"
    path.write_text('"Kod";"Nazwa";"wskaźnik roczny;2024;[szt.]";\n"0201011";"Bolesławiec (1)";7;\n"0201022";"Bolesławiec (2)";9;\n', encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def bare_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project of a real town, made once."""
    path = tmp_path_factory.mktemp("nowy") / "miasto.mrl"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRL_USER_FOLDER", str(tmp_path_factory.mktemp("budowa")))
        assert main(["new", str(path), "--town", "0201011"]) == 0
    return path


@pytest.fixture
def project(bare_project: Path, tmp_path: Path) -> Path:
    """A copy of it of the test's own."""
    return Path(shutil.copy(bare_project, tmp_path))
