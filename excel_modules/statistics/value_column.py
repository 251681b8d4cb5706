"""A column of cells as numbers, fast when all is well, cell by cell when something stands between them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from excel_modules.sheet import ERRORS, clean
from mrl_desktop.domain.facts import Mark
from mrl_desktop.polish import parse_number

PRINTED = {
    "-": Mark.MISSING,
    "–": Mark.MISSING,
    "—": Mark.MISSING,
    "b.d.": Mark.MISSING,
    "b.d": Mark.MISSING,
    "bd": Mark.MISSING,
    "n/d": Mark.MISSING,
    "na": Mark.MISSING,
    "nan": Mark.MISSING,
    "null": Mark.MISSING,
    "brak": Mark.MISSING,
    "brak danych": Mark.MISSING,
    ".": Mark.SUPPRESSED,
    ":": Mark.SUPPRESSED,
    "#": Mark.SUPPRESSED,
    "*": Mark.SUPPRESSED,
    "x": Mark.SUPPRESSED,
    "n": Mark.NOT_YET,
}
"""Signs that stand instead of a number in exports of GUS BDL, where „-" means missing (in GUS publications it means zero)."""


@dataclass(slots=True)
class ValueColumn:
    """Values in order; places named in `empty`, `marks` and `bad` hold None."""

    values: list[float | None]
    empty: set[int] = field(default_factory=set)
    marks: dict[int, Mark] = field(default_factory=dict)
    bad: dict[int, str] = field(default_factory=dict)
    """Texts that are not numbers."""
    footnotes: dict[int, str] = field(default_factory=dict)
    """Numbers with the sign of a footnote glued to them („12,5*"), as they stood; their values are read without it."""


_GROUPED = {mark: re.compile(rf"[-−+]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",. "}
_FOOTNOTE = re.compile(r"(?<=\d)(?:\s*\*+|\s*[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\s+[a-z\d]\)|[a-z]\))+$")
_SPACED = re.compile(r"[-−+]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?")


def value_column(cells: Sequence[Any], decimal: str) -> ValueColumn:
    """Reads a column; `decimal` is the decimal mark of numbers that are still texts, "" where the file does not tell."""
    try:
        return ValueColumn(_plain(cells, decimal))
    except (ValueError, TypeError):
        return _careful(cells, decimal)


def _plain(cells: Sequence[Any], decimal: str) -> list[float | None]:
    """All cells at once. Raises ValueError or TypeError when one of them is not an ordinary number."""
    types = set(map(type, cells))
    if types == {str}:
        if decimal != ".":
            if any("." in cell or " " in cell for cell in cells):
                raise ValueError
            values = [float(cell.replace(",", ".")) for cell in cells]
        else:
            values = list(map(float, cells))
        if any("_" in cell or " " in cell for cell in cells):
            raise ValueError
    elif types <= {float, int}:
        values = list(map(float, cells))
    else:
        raise ValueError
    if not math.isfinite(sum(values)):
        raise ValueError
    return list(values)


def _careful(cells: Sequence[Any], decimal: str) -> ValueColumn:
    column = ValueColumn([None] * len(cells))
    for place, cell in enumerate(cells):
        if isinstance(cell, bool):
            column.bad[place] = "tak" if cell else "nie"
        elif isinstance(cell, int | float):
            if math.isfinite(cell):
                column.values[place] = float(cell)
            else:
                column.bad[place] = str(cell)
        elif cell is None or not (said := clean(str(cell))):
            column.empty.add(place)
        elif (mark := PRINTED.get(said.casefold())) is not None:
            column.marks[place] = mark
        elif said.upper() in ERRORS:
            column.bad[place] = said
        elif (found := _number(said, decimal)) is not None:
            column.values[place] = found
        elif (bare := _FOOTNOTE.sub("", said)) != said and (found := _number(bare, decimal)) is not None:
            column.values[place] = found
            column.footnotes[place] = said
        else:
            column.bad[place] = said
    return column


def _number(said: str, decimal: str) -> float | None:
    """A number in a text. In a file with decimal commas points part thousands; in one that does not tell, „1.234" is no number."""
    if " " in said and not _SPACED.fullmatch(said) and said.replace(" ", "").strip("-−+").replace(",", "").replace(".", "").isdigit():
        return None if not re.fullmatch(r"[-−+] \d[\d,.]*", said) else _number(said.replace(" ", ""), decimal)
    other = "," if decimal == "." else "."
    if _GROUPED[other].fullmatch(said):
        if not decimal and said.count(other) == 1:
            return None
        said = said.replace(other, "")
    mark = decimal or ","
    if said.count(mark) <= 1 and other not in said:
        try:
            found = float(said.replace(" ", "").replace("−", "-").replace(mark, "."))
            return found if math.isfinite(found) and "_" not in said and said[-1].isdigit() else None
        except ValueError:
            pass
    parsed = parse_number(said)
    return None if parsed is None else float(parsed)
