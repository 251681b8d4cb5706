"""Workbooks written with openpyxl the way offices write them; nothing here knows the readers' tables of labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
import pytest

from excel_modules import modules
from excel_modules.opening import open_workbook
from excel_modules.reading import Contents, Draft, Reading
from mrl_desktop.domain.progress import silent
from mrl_desktop.domain.records import Record

R = TypeVar("R", bound=Record)


@dataclass
class Page:
    """One sheet to write: rows of values from A1, merged ranges, hidden rows, and changes made to the openpyxl sheet at the end."""

    rows: Sequence[Sequence[Any]]
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden: bool = False
    touch: Callable[[Any], None] = lambda sheet: None


@dataclass
class Read:
    """What the reader made of a workbook, with questions tests ask."""

    contents: Contents
    path: Path
    written: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def of(self, cls: type[R]) -> list[R]:
        """Records that the file itself brings."""
        return [draft.record for draft in self.contents.records if isinstance(draft.record, cls) and draft.sources]

    def pointers(self, cls: type[R]) -> list[R]:
        """Records the file only points at."""
        return [draft.record for draft in self.contents.records if isinstance(draft.record, cls) and not draft.sources]

    def one(self, cls: type[R]) -> R:
        found = self.of(cls)
        assert len(found) == 1, found
        return found[0]

    def draft(self, record: Record) -> Draft:
        return next(draft for draft in self.contents.records if draft.record.id == record.id)

    def cell_of(self, record: Record, name: str) -> list[str]:
        return [cell for source, _, cell, _ in self.draft(record).sources if source == name]

    def findings(self, code: str) -> list[Any]:
        return [finding for finding in self.contents.findings if finding.code == code]

    def skipped_cells(self, sheet: str) -> set[str]:
        return {one.cell for one in self.contents.skipped if one.sheet == sheet}

    def told_cells(self, sheet: str) -> set[str]:
        return {cell for draft in self.contents.records for _, where, cells, _ in draft.sources if where == sheet for cell in cells.replace(":", ", ").split(", ")}

    def reading(self, sha256: str = "a" * 64, file: str = "") -> Reading:
        return Reading(
            file=file or self.path.name,
            sha256=sha256,
            recognised_as="arkusz",
            reader=modules.NAME,
            reader_version=modules.VERSION,
            records=self.contents.records,
            skipped=self.contents.skipped,
            findings=self.contents.findings,
        )


def write(path: Path, pages: Mapping[str, Page | Sequence[Sequence[Any]]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, page in pages.items():
        page = page if isinstance(page, Page) else Page(page)
        sheet = book.create_sheet(name)
        for row in page.rows:
            sheet.append(list(row))
        for area in page.merged:
            sheet.merge_cells(area)
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        if page.hidden:
            sheet.sheet_state = "hidden"
        page.touch(sheet)
    book.save(path)


Reader = Callable[..., Read]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Writes sheets into a workbook and reads it as the program does."""

    def reader(pages: Mapping[str, Page | Sequence[Sequence[Any]]], file: str = "zeszyt.xlsx") -> Read:
        path = tmp_path / file
        write(path, pages)
        return read_file(path)

    return reader


def read_file(path: Path) -> Read:
    workbook = open_workbook(path)
    recognition = modules.recognise(workbook)
    assert recognition is not None, "nie rozpoznano skoroszytu"
    return Read(modules.read(workbook, recognition, silent), path)


@pytest.fixture(scope="session")
def sheet() -> type[Page]:
    return Page


def column(rows: Iterable[Sequence[Any]], index: int) -> list[Any]:
    return [row[index] for row in rows]
