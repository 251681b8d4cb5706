"""What stands over each column: the texts of all header rows, each carried over the range it was merged across."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from excel_modules.parse import text
from excel_modules.sheet import Sheet, range_name
from excel_modules.statistics.unit_tables.numbering import is_numbering


@dataclass(frozen=True, slots=True)
class Heading:
    """`parts` are the texts over a column from top to bottom, each once."""

    column: int
    parts: tuple[str, ...]
    cell: str

    @property
    def said(self) -> str:
        return " ".join(self.parts)


def headings(sheet: Sheet, top: int, data: int, without: Collection[int], width: int, meaning: Callable[[str], object]) -> list[Heading]:
    """One heading for every column but those of units. Where a file keeps no merged ranges (CSV), empty cells repeat the text to
    their left, unless something new has begun above them. `meaning` is equal for headings that say the same."""
    numbers = [number for number in range(top, data) if not is_numbering(sheet.rows[number])]
    merged = any(top <= area.top < data and area.right > area.left for area in sheet.merged)
    columns = [column for column in range(width) if column not in without]
    parts = _merged_parts(sheet, numbers, columns) if merged else _carried_parts(sheet, numbers, columns)
    found = [Heading(column, parts[column], range_name(top, column, max(data - 1, top), column)) for column in columns]
    return found if merged else _told_apart(found, sheet, numbers, meaning)


def _once(said: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in said if one))


def _merged_parts(sheet: Sheet, numbers: list[int], columns: list[int]) -> dict[int, tuple[str, ...]]:
    return {column: _once([text(sheet.seen(number, column)) for number in numbers]) for column in columns}


def _carried_parts(sheet: Sheet, numbers: list[int], columns: list[int]) -> dict[int, tuple[str, ...]]:
    carried: dict[int, list[str]] = {}
    before: list[str] = [""] * len(numbers)
    last_row = numbers[-1] if numbers else -1
    for column in columns:
        begun = False
        now: list[str] = []
        below = any(sheet.cell(number, column) is not None for number in numbers)
        for place, number in enumerate(numbers):
            said = text(sheet.cell(number, column))
            alone = not said and not begun and below and number != last_row
            now.append(said or (before[place] if alone else ""))
            begun = begun or bool(said)
        carried[column] = now
        before = now if below else [""] * len(numbers)
    return {column: _once(said) for column, said in carried.items()}


def _told_apart(found: list[Heading], sheet: Sheet, numbers: list[int], meaning: Callable[[str], object]) -> list[Heading]:
    """A heading met before has lost what stood below it for several columns („na 1000 ludności"): the nearest such text to its left
    in a lower row belongs to it too."""
    seen: set[object] = set()
    result: list[Heading] = []
    below: tuple[int, str] | None = None
    for heading in found:
        own = [number for number in numbers if sheet.cell(number, heading.column) is not None]
        if len(own) > 1:
            below = own[-1], text(sheet.cell(own[-1], heading.column))
        said = meaning(heading.said)
        if heading.parts and said in seen and below is not None and own and own[-1] < below[0] and below[1] not in heading.parts:
            heading = Heading(heading.column, (*heading.parts, below[1]), heading.cell)
            said = meaning(heading.said)
        seen.add(said)
        result.append(heading)
    return result
