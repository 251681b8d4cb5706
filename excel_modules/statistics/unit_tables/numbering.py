"""Rows that only number the columns of a printed table."""

from __future__ import annotations

from collections.abc import Sequence

from excel_modules.parse import text
from excel_modules.sheet import CellValue


def is_numbering(row: Sequence[CellValue]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 …"""
    said = [text(value).strip("().") for value in row if value is not None]
    if len(said) < 3 or not all(one.isdigit() for one in said):
        return False
    numbers = [int(one) for one in said]
    return numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
