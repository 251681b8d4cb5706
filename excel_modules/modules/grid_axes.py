"""Grids of two graded axes: the matrix of stakeholders (influence × interest) and the map of risks (probability × impact)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from excel_modules import parse
from excel_modules.modules.intake import Converter
from excel_modules.modules.labels import best
from excel_modules.modules.page import Cell, Page
from excel_modules.parse import Unreadable
from mrl_desktop.polish import fold

_WORDS: tuple[tuple[str, int], ...] = (
    (r"(?:bardzo|b\.?|bdb) ?(?:nisk|mal|slab|rzadk)|znikom|nieznaczn|marginaln", 1),
    (r"(?:bardzo|b\.?) ?(?:wysok|duz|siln)|krytyczn|katastrof|prawie pewn|niemal pewn", 5),
    (r"nisk|mal[aeyo]|slab|rzadk|maloprawdopodob", 2),
    (r"sredni|umiarkowan|mozliw", 3),
    (r"wysok|duz|siln|powazn|prawdopodobn", 4),
)
_LETTERS = {"bn": 1, "n": 2, "m": 2, "s": 3, "w": 4, "d": 4, "bw": 5}
_LONGEST = 60


def _step(said: str) -> int | None:
    """A word or letter of a scale on five steps: bn 1, n 2, ś 3, w 4, bw 5."""
    folded = fold(said).strip(" .")
    if folded in _LETTERS:
        return _LETTERS[folded]
    return next((step for pattern, step in _WORDS if re.search(rf"(?<![a-z])(?:{pattern})", folded)), None)


def five_steps(said: str) -> bool:
    """Whether a word belongs to a scale of five steps („bardzo wysokie"), where „wysokie" is the fourth."""
    return _step(said) in (1, 5)


def grade(highest: int, *, five: bool = False) -> Converter:
    """A grade 1…highest as a number, „3 – średnie", or a word or letter: „niskie", „Ś" are the lowest, middle and highest step of three.

    With `five` the words are of five steps, from „bardzo niskie" to „bardzo wysokie".
    """

    def points(cell: Cell, notes: list[str]) -> int | None:
        if parse.is_blank(cell.value):
            return None
        said = fold(cell.text).strip()
        if re.match(r"\d+\s*(?:-|–|—|do|lub|,|;)\s*\d+(?!\d*\s*(?:-|–)\s*[a-z])", said) and not re.match(r"\d+[.,]\d", said):
            raise Unreadable(f"„{cell.text}” to nie jest jedna ocena w skali 1–{highest}.")
        if found := re.match(r"(\d+)(?:[.,]0+)?(?=\D|$)", said):
            given = int(found[1])
            if 1 <= given <= highest and not re.match(r"\d+[.,][1-9]", said):
                return given
            raise Unreadable(f"Ocena {cell.text} jest spoza skali 1–{highest}.")
        step = _step(said)
        if step is None:
            raise Unreadable(f"„{cell.text}” nie jest oceną w skali 1–{highest}.")
        part = (step - 1) / 4 if five else {1: 0.0, 2: 0.0, 3: 0.5, 4: 1.0, 5: 1.0}[step]
        meant = 1 + round(part * (highest - 1))
        notes.append(f"Ocenę „{cell.text}” zapisano jako {meant} w skali 1–{highest}.")
        return meant

    return points


@dataclass(frozen=True, slots=True)
class Axes:
    """Where the two axes of a grid lie, and the grade of each row and column."""

    rows: dict[int, int]
    """Row → grade on the axis that runs down."""
    columns: dict[int, int]
    down_is_first: bool
    """Whether the axis running down is the first of those asked for."""
    highest: int

    def inside(self, page: Page) -> Iterator[tuple[Cell, int, int]]:
        """Filled cells of the grid with their grades on the first and on the second axis."""
        for (row, column), cell in page.cells.items():
            if row in self.rows and column in self.columns:
                down, across = self.rows[row], self.columns[column]
                yield (cell, down, across) if self.down_is_first else (cell, across, down)


def _axis_value(cell: Cell) -> tuple[int, bool] | None:
    """The grade a cell at an edge of a grid stands for, and whether it is a number."""
    if isinstance(cell.value, bool) or len(cell.text) > _LONGEST:
        return None
    if found := re.match(r"\s*([1-9]|10)(?:\s*[-–—:.(]|\s*$|\s+[^\d\W])", cell.text):
        return int(found[1]), True
    step = _step(cell.text)
    return (step, False) if step is not None else None


def axes_of(page: Page, first: tuple[str, ...], second: tuple[str, ...]) -> Axes | None:
    """The axes of the grid on a page whose edges are grades or words of a scale, named by `first` and `second` labels; None when it is no such grid."""
    best_found: Axes | None = None
    for row in page.rows:
        across = {cell.column: value for cell in page.by_row[row] if (value := _axis_value(cell))}
        if len(across) < 2 or len(set(across.values())) < len(across):
            continue
        for column in sorted({cell.column for cell in page.cells.values() if cell.column < min(across)}):
            down = {cell.row: value for cell in page.cells.values() if cell.column == column and cell.row != row and (value := _axis_value(cell))}
            below = {r: v for r, v in down.items() if r > row}
            above = {r: v for r, v in down.items() if r < row}
            side = below if len(below) >= len(above) else above
            if len(side) < 2 or len(set(side.values())) < len(side):
                continue
            found = _named(page, row, column, across, side, first, second)
            if found and (best_found is None or len(found.rows) * len(found.columns) > len(best_found.rows) * len(best_found.columns)):
                best_found = found
    return best_found


def _named(
    page: Page, row: int, column: int, across: dict[int, tuple[int, bool]], down: dict[int, tuple[int, bool]], first: tuple[str, ...], second: tuple[str, ...]
) -> Axes | None:
    """Which axis is which, by the words at the edges or, where those are bare grades, by the titles of the axes."""
    edge_across = " ".join(page.cells[row, c].text for c in across)
    edge_down = " ".join(page.cells[r, column].text for r in down)
    marks = {
        "across": _which(edge_across, first, second),
        "down": _which(edge_down, first, second),
    }
    if marks["across"] == marks["down"] == 0:
        for cell in page.cells.values():
            if (cell.row, cell.column) in {(r, column) for r in down} | {(row, c) for c in across}:
                continue
            corner = re.split(r"[\\/↓→|×x]|\n", cell.text) if cell.column <= column and cell.row <= row else []
            if len(corner) == 2 and (told := _which(corner[0], first, second)) and told != _which(corner[1], first, second) != 0:
                marks["down"] = told
                break
            told = _which(cell.text, first, second)
            if not told or len(cell.text) > _LONGEST:
                continue
            if cell.column < min(across) and (cell.column < column or cell.row in range(min(down), max(down) + 1)):
                marks["down"] = marks["down"] or told
            elif cell.column >= min(across) or cell.row < row:
                marks["across"] = marks["across"] or told
    if not marks["down"] and not marks["across"]:
        return None
    down_is_first = marks["down"] == 1 if marks["down"] else marks["across"] == 2
    highest = max([value for value, is_number in [*across.values(), *down.values()] if is_number], default=5)
    return Axes({r: value for r, (value, _) in down.items()}, {c: value for c, (value, _) in across.items()}, down_is_first, highest)


def _which(text: str, first: tuple[str, ...], second: tuple[str, ...]) -> int:
    """1 when the text names the first axis, 2 when the second, 0 when neither or both."""
    folded = f" {fold(text)} "
    one, two = (
        any((len(label) > 2 and fold(label)[:6] in folded) or best(text.strip(), (label,)) >= 0.95 for label in labels) for labels in (first, second)
    )
    return 1 if one and not two else 2 if two and not one else 0
