"""The rows of a table that belong to units; repeated headers, notes and sums between them are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from excel_modules.sheet import clean, normal
from excel_modules.statistics.gus_bdl.table import Table
from excel_modules.statistics.trouble import SUM, Trouble
from mrl_desktop.polish import fold


def unit_rows(table: Table, trouble: Trouble) -> tuple[Sequence[Sequence[Any]], Sequence[int]]:
    """Rows whose column of codes holds a code (or, in a table without codes, a name beside numbers), and their numbers in the sheet."""
    body, at = table.sheet.raw[table.data :], table.units
    numbers: Sequence[int] = range(table.data, table.data + len(body))
    if table.code >= 0 and all(at < len(row) and _looks_like_a_code(row[at]) for row in body):
        return body, numbers
    rows: list[Sequence[Any]] = []
    kept: list[int] = []
    header = table.sheet.raw[table.header]
    heading = normal(header[at]) if at < len(header) else None
    for number, row in zip(numbers, body, strict=True):
        code = row[at] if at < len(row) else None
        if table.code < 0:
            taken = _names_unit(row, at) and normal(code) != heading
        else:
            taken = _looks_like_a_code(code) or (isinstance(code, str) and any(map(str.isdigit, code)) and not _is_note(row, at))
        if taken:
            rows.append(row)
            kept.append(number)
        elif heading is not None and code is not None and normal(code) == heading:
            trouble.header_again(table.sheet.name, number, row)
        elif any(normal(value) is not None for value in row):
            trouble.row_without_code(table.sheet.name, number, row)
    return rows, kept


def _looks_like_a_code(value: Any) -> bool:
    return value[:1].isdigit() if type(value) is str else isinstance(value, int | float) and not isinstance(value, bool)


def _names_unit(row: Sequence[Any], at: int) -> bool:
    """Whether a row without a code is a unit's: it begins with words that are no sum, and something stands beside them."""
    name = row[at] if at < len(row) else None
    if not isinstance(name, str) or not any(map(str.isalpha, name)) or SUM.match(fold(name)):
        return False
    return any(normal(value) is not None for place, value in enumerate(row) if place > at)


def _is_note(row: Sequence[Any], code: int) -> bool:
    """Whether a row holds only words in the column of codes, as a note under a table does, even where they name a year."""
    said = clean(row[code])
    return sum(map(str.isalpha, said)) > 3 and all(normal(value) is None for place, value in enumerate(row) if place != code)
