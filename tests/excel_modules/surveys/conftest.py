"""Surveys read from files and from plain lists, and the account of their cells."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from excel_modules import surveys
from excel_modules.opening import open_workbook
from excel_modules.reading import Contents
from excel_modules.sheet import Workbook, cell_position
from mrl_desktop.domain.diagnosis import Survey
from mrl_desktop.domain.progress import silent
from mrl_desktop.domain.surveys import SurveyQuestion
from mrl_desktop.paths import resource

SAMPLES = resource("examples", "zrodla", "ankiety")


class Read:
    """One file or workbook, read."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.recognition = surveys.recognise(workbook)
        self.contents: Contents = surveys.read(workbook, self.recognition, silent) if self.recognition else Contents()

    @property
    def survey(self) -> Survey:
        [found] = [draft.record for draft in self.contents.records if isinstance(draft.record, Survey)]
        return found

    @property
    def questions(self) -> list[SurveyQuestion]:
        return [draft.record for draft in self.contents.records if isinstance(draft.record, SurveyQuestion)]

    def question(self, text: str, group: str = "") -> SurveyQuestion:
        [found] = [one for one in self.questions if one.text == text and (not group or one.group == group)]
        return found

    def codes(self) -> list[str]:
        return [finding.code for finding in self.contents.findings]

    def unbooked(self) -> list[tuple[str, int, int]]:
        """Filled cells that are neither read nor listed as skipped."""
        contents = self.contents
        places = [(sheet, cell) for draft in contents.records for _, sheet, cell, _ in draft.sources]
        places += [(skipped.sheet, skipped.cell) for skipped in contents.skipped]
        places += [(column.sheet, cell) for column in contents.personal for cell in (column.cell, column.left_out.cell)]
        booked: dict[str, set[tuple[int, int]]] = {}
        for sheet, cell in places:
            booked.setdefault(sheet, set()).update(cells_of(cell))
        return [
            (sheet.name, row, column) for sheet in self.workbook.sheets for row, column, _ in sheet.filled() if (row, column) not in booked.get(sheet.name, set())
        ]


def cells_of(named: str) -> Iterator[tuple[int, int]]:
    """Every cell of „B2:C4, E5"; rows of „2:9" name no cells."""
    for part in named.split(", "):
        first, _, last = part.partition(":")
        if first.isdigit():
            continue
        (top, left), (bottom, right) = cell_position(first), cell_position(last or first)
        yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def answers_of(question: SurveyQuestion) -> list[str]:
    """Answers of a question of one answer in words, "" for none."""
    return ["" if answer < 0 else question.options[answer] for answer in question.answers]


@pytest.fixture
def of() -> Callable[[Path], Read]:
    return lambda path: Read(open_workbook(path))


@pytest.fixture
def typed(tmp_path: Path) -> Callable[..., Read]:
    """A CSV written from rows, and read."""

    def made(rows: list[list[str]], *, name: str = "ankieta.csv", delimiter: str = ",") -> Read:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=delimiter).writerows(rows)
        return Read(open_workbook(path))

    return made


def rows_of(path: Path, delimiter: str = ",") -> list[list[str]]:
    """A CSV as plain rows, blank ones left out: what the tests compare with."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.reader(stream, delimiter=delimiter) if any(row)]
