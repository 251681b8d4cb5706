"""Cells as a profile reads them: a column of values at once, years, rows that only repeat or count."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from excel_modules.mapping.heading import YEAR, key
from excel_modules.mapping.profile import ColumnRule, Profile, SignMeaning
from excel_modules.mapping.shape import Fit
from excel_modules.parse import Unreadable, number, text
from excel_modules.sheet import CellValue
from excel_modules.statistics.value_column import value_column
from mrl_desktop.domain.facts import Mark

_TWO_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[/–-]\s*((?:19|20)?\d\d)(?!\d|[/–.-])")
_MARKS = {SignMeaning.MISSING: Mark.MISSING, SignMeaning.SECRET: Mark.SUPPRESSED, SignMeaning.NOT_YET: Mark.NOT_YET}


@dataclass(slots=True)
class ValueCells:
    """A column of values, read at once."""

    at: int
    rule: ColumnRule
    year: int | None
    unit: str
    words: str
    values: list[float | None]
    marks: dict[int, Mark] = field(default_factory=dict)
    empty: set[int] = field(default_factory=set)
    bad: dict[int, str] = field(default_factory=dict)


def value_cells(column: int, fit: Fit, body: Sequence[Sequence[CellValue]], profile: Profile, decimal: str) -> ValueCells:
    """Reads a column of values; `decimal` is the mark of numbers that are texts, as far as the file tells."""
    rule, said = fit.columns[column], fit.headings[column]
    cells = [line[column] if column < len(line) else None for line in body]
    signs = {sign.casefold(): meaning for sign, meaning in profile.signs}
    marks: dict[int, Mark] = {}
    if any(type(cell) is str for cell in cells):
        for place, cell in enumerate(cells):
            meaning = signs.get(cell.casefold()) if isinstance(cell, str) and len(cell) <= 20 else None
            if meaning is SignMeaning.ZERO:
                cells[place] = 0.0
            elif meaning is not None:
                marks[place] = _MARKS[meaning]
                cells[place] = None
    read = value_column(cells, profile.decimal or decimal)
    for place in list(read.bad):
        try:
            repaired = number(cells[place]) if isinstance(cells[place], str) and not profile.decimal else None
        except Unreadable:
            continue
        if repaired is not None:
            read.values[place] = float(repaired)
            del read.bad[place]
    return ValueCells(column, rule, said.year, said.unit, said.words, read.values, {**read.marks, **marks}, read.empty - set(marks), read.bad)


def year_in(value: CellValue) -> tuple[int | None, str]:
    """The year of a cell („2020", „2020 r.", a date; the first of „2020/2021"), or why there is none."""
    if value is None:
        return None, "pusta komórka"
    said = text(value)
    years = [int(one) for one in YEAR.findall(said)]
    if len(set(years)) == 1 or (len(years) == 2 and years[1] == years[0] + 1):
        return years[0], ""
    return None, said


def two_years(said: str) -> bool:
    """Whether a text names a year and the one after it: „2020/2021", „2020/21", „2020-2021"."""
    found = _TWO_YEARS.search(said)
    return found is not None and int(found[2]) % 100 == (int(found[1]) + 1) % 100


def repeats(line: Sequence[CellValue], header: Mapping[int, str]) -> bool:
    """Whether a row says what the header says."""
    return all(isinstance(value := line[column] if column < len(line) else None, str | int) and key(text(value)) == said for column, said in header.items())


def numbers_columns(line: Sequence[CellValue]) -> bool:
    """A row that only counts the columns: 1, 2, 3…"""
    if next((value for value in line if value is not None), None) not in (1, "1"):
        return False
    filled = [text(value) for value in line if value is not None]
    return len(filled) >= 3 and filled == [str(number_) for number_ in range(1, len(filled) + 1)]
