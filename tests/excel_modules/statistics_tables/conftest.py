"""What the tests of publication tables share: the program's catalogue, the register with the fictitious towns, files read here."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from excel_modules.reading import Reading, read_here
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.imports import SeriesChoice
from mrl_desktop.domain.settings import OwnTerritory
from mrl_desktop.domain.territory import Register
from mrl_desktop.storage.reference_data import load_register
from tests.conftest import ROOT

EXAMPLES = ROOT / "resources" / "examples"


@pytest.fixture(scope="session")
def register() -> Register:
    with (EXAMPLES / "nowe_bielany" / "rejestr.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    own = [OwnTerritory(code=row["code"], name=row["name"], level=row["level"], unit_type=row["unit_type"], parent=row["parent"]) for row in rows]
    return load_register().with_own(own)


@pytest.fixture(scope="session")
def read(register: Register) -> Callable[..., Reading]:
    """Reads a file with the catalogue of the program; each file once."""
    variables = list(load_catalogue().variables.values())
    known: dict[tuple[Path, int | None], Reading] = {}

    def of(path: Path, year: int | None = None) -> Reading:
        """`year` answers the question of a file that names every quantity but no year."""
        if (path, year) not in known:
            reading = read_here(path, register, variables)
            if year is not None:
                choices = [SeriesChoice(question=one.fingerprint, variable=one.proposals[0].variable, year=year) for one in reading.questions if one.proposals]
                reading = read_here(path, register, variables, choices)
            known[path, year] = reading
        return known[path, year]

    return of


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows as a workbook of one sheet, with merged ranges."""

    def of(rows: Sequence[Sequence[Any]], *merged: str, name: str = "tablica.xlsx", sheet: str = "Arkusz1") -> Path:
        import openpyxl

        book = openpyxl.Workbook()
        page = book.active
        page.title = sheet
        for row in rows:
            page.append([None if cell == "" else cell for cell in row])
        for one in merged:
            page.merge_cells(one)
        book.save(tmp_path / name)
        return tmp_path / name

    return of
