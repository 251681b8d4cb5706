"""A workbook in memory: sheets as plain grids of values, whatever the file format. Row and column numbers count from zero.

Texts are in NFC, with ordinary spaces and trimmed; an empty cell is None. `raw` keeps what the file said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from mrl_desktop.domain.findings import Finding

CellValue = str | float | int | bool | datetime | None

ERRORS = frozenset(
    ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#ADR!", "#N/D!", "#N/D", "#ARG!", "#DZIEL/0!", "#NAZWA?", "#LICZBA!", "#ZERO!"]
)
"""Error values of Excel, in English and Polish."""

_SPACES = {ord(c): " " for c in "\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\t"} | dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"))


def column_name(column: int) -> str:
    """Letters of a column: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Name of a cell as people see it: (6, 2) → C7."""
    return f"{column_name(column)}{row + 1}"


def range_name(top: int, left: int, bottom: int, right: int) -> str:
    """Name of a range; a single cell is named as a cell."""
    first, last = cell_name(top, left), cell_name(bottom, right)
    return first if first == last else f"{first}:{last}"


def cell_position(name: str) -> tuple[int, int]:
    """(row, column) of a cell's name. Raises ValueError for what is not one."""
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    if not letters.isalpha() or not letters.isascii() or not digits:
        raise ValueError(name)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


def clean(text: str) -> str:
    """Text in NFC with ordinary spaces, no invisible characters and trimmed lines; line breaks stay."""
    if text.isascii() and "\r" not in text and "\t" not in text:
        return text.strip()
    text = unicodedata.normalize("NFC", text).translate(_SPACES).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def normal(value: Any) -> CellValue:
    """A value as a reader of a file format gives it, made one of `CellValue`."""
    if value is None:
        return None
    if isinstance(value, str):
        return clean(value) or None
    if isinstance(value, bool | int | float | datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, timedelta):
        return str(value)
    return clean(str(value)) or None


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range; its value stands in the top left cell."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, position: object) -> bool:
        if not isinstance(position, tuple):
            return False
        row, column = position
        return bool(self.top <= row <= self.bottom and self.left <= column <= self.right)

    def __str__(self) -> str:
        return range_name(self.top, self.left, self.bottom, self.right)


class Sheet:
    """One sheet as a grid. Rows may be of different lengths; asking outside gives None."""

    def __init__(
        self,
        name: str,
        raw: Sequence[Sequence[Any]],
        *,
        hidden: bool = False,
        merged: Callable[[], Sequence[tuple[tuple[int, int], tuple[int, int]]]] | None = None,
        hidden_rows: frozenset[int] = frozenset(),
        hidden_columns: frozenset[int] = frozenset(),
        without_value: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.raw = raw
        """Rows exactly as the file gave them; empty cells may be "" or None."""
        self.hidden = hidden
        self.hidden_rows = hidden_rows
        self.hidden_columns = hidden_columns
        self.without_value = without_value
        """Cells whose formula has no stored result, so that they look empty."""
        self._merged_of_file = merged
        self._merged: tuple[Merged, ...] | None = None
        self._rows: list[list[CellValue]] | None = None

    @property
    def height(self) -> int:
        return len(self.raw)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.raw), default=0)

    @property
    def rows(self) -> list[list[CellValue]]:
        """All rows, normalised; worked out once."""
        if self._rows is None:
            self._rows = [[normal(value) for value in row] for row in self.raw]
        return self._rows

    def cell(self, row: int, column: int) -> CellValue:
        """The normalised value of a cell, None when empty or outside."""
        if row < 0 or column < 0 or row >= len(self.raw) or column >= len(self.raw[row]):
            return None
        return normal(self.raw[row][column])

    @property
    def merged(self) -> tuple[Merged, ...]:
        """Merged ranges, read from the file on first use; empty where the format has none."""
        if self._merged is None:
            found = self._merged_of_file() if self._merged_of_file else ()
            self._merged = tuple(Merged(top, left, bottom, right) for (top, left), (bottom, right) in found)
        return self._merged

    def merged_at(self, row: int, column: int) -> Merged | None:
        """The merged range a cell lies in."""
        return next((area for area in self.merged if (row, column) in area), None)

    def seen(self, row: int, column: int) -> CellValue:
        """The value a person sees in this cell: its own, or that of the merged range it lies in."""
        value = self.cell(row, column)
        if value is None and (area := self.merged_at(row, column)):
            return self.cell(area.top, area.left)
        return value

    def filled(self) -> Iterator[tuple[int, int, CellValue]]:
        """Every filled cell as (row, column, value), row by row."""
        for number, row in enumerate(self.rows):
            for column, value in enumerate(row):
                if value is not None:
                    yield number, column, value

    @property
    def empty(self) -> bool:
        return next(self.filled(), None) is None


@dataclass(slots=True, kw_only=True)
class Workbook:
    """An opened file: its sheets, how it was understood, and what had to be said on the way."""

    file: str
    """Name without folders."""
    format: str
    """„xlsx", „xls", „ods", „docx" or „csv"."""
    sheets: list[Sheet]
    notes: tuple[str, ...] = ()
    """For the preview: encoding, separators."""
    findings: tuple[Finding, ...] = ()
    decimal: str = ""
    """Decimal mark of numbers that are still texts, where the file tells (CSV)."""
    path: Path | None = None
    """Where the file lies, for readers that also need indents, number formats or comments."""

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, letter case and outer spaces aside."""
        wanted = clean(name).casefold()
        return next((sheet for sheet in self.sheets if clean(sheet.name).casefold() == wanted), None)


def grid(file: str = "arkusz.xlsx", **sheets: Sequence[Sequence[Any]]) -> Workbook:
    """A workbook made of plain lists, for readers that have no file and for tests."""
    return Workbook(file=file, format="xlsx", sheets=[Sheet(name, rows) for name, rows in sheets.items()])
