"""Widths of table columns: shares the chapter asked for, mended so that no word is cut and numbers stay on one line."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Column, Row

SIGN = 108
"""Width of an average sign of 10-point print, in twentieths of a point, a little generous."""
SMALL_SIGN = 92
MARGINS = 190
"""Both side margins of a cell."""
LOOKED_AT = 60
"""Rows looked at; the rest of a long table is like its beginning."""


def column_widths(columns: Sequence[Column], rows: Sequence[Row], total: int, *, small: bool) -> list[int]:
    """Widths that sum up to `total` (twentieths of a point)."""
    sign = SMALL_SIGN if small else SIGN
    least = [_longest_word(f"{column.title} [{column.unit}]" if column.unit else column.title) for column in columns]
    length = [float(len(column.title)) for column in columns]
    for row in rows[:LOOKED_AT]:
        if row.group or len(row.cells) != len(columns):
            continue
        for index, cell in enumerate(row.cells):
            if cell.span == 1:
                text = cell.runs[0].text if len(cell.runs) == 1 else "".join(run.text for run in cell.runs)
                if len(text) > least[index]:
                    least[index] = max(least[index], _longest_word(text))
                    length[index] = max(length[index], len(text))
    minimum = [min(word, 26) * sign + MARGINS for word in least]
    if sum(minimum) >= total:
        return _rounded([value * total / sum(minimum) for value in minimum], total)
    if len({column.weight for column in columns}) > 1:
        wanted = [column.weight for column in columns]
    else:
        wanted = [min(value, 12.0) + max(value - 12.0, 0.0) ** 0.62 for value in length]
    return _rounded(_shared(wanted, minimum, total), total)


def _shared(wanted: list[float], minimum: list[int], total: int) -> list[float]:
    """Space by shares, none below its minimum: those that would be get the minimum and the others share the rest."""
    fixed: set[int] = set()
    while True:
        rest = total - sum(minimum[i] for i in fixed)
        shares = sum(wanted[i] for i in range(len(wanted)) if i not in fixed) or 1.0
        widths = [float(minimum[i]) if i in fixed else wanted[i] * rest / shares for i in range(len(wanted))]
        low = {i for i in range(len(wanted)) if i not in fixed and widths[i] < minimum[i]}
        if not low:
            return widths
        fixed |= low


def _rounded(widths: list[float], total: int) -> list[int]:
    whole = [round(width) for width in widths]
    whole[-1] += total - sum(whole)
    return whole


def _longest_word(text: str) -> int:
    """Signs of the longest stretch that cannot be broken; a hard space holds it together."""
    return max(map(len, text.split(" ")), default=0) if " " in text else len(text)
