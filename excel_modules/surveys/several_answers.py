"""Several answers in one cell taken apart. Options may hold the separator themselves, so the whole column decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_COMMA = re.compile(r", (?![^()]*\))")
"""A comma between answers; one inside brackets belongs to its option."""
_SURE = 5
"""So many times two pieces have to stand together to be one option."""
_MOST_OPTIONS = 60


def parted(values: Sequence[str]) -> list[list[str]] | None:
    """The answers of each filled cell, or None when the column does not hold several answers in a cell."""
    if len(values) >= 2 and sum(1 for value in values if value.endswith(";")) >= 0.8 * len(values):  # Microsoft Forms ends every list so
        return [_split(value, ";") for value in values]
    different = set(values)
    found: list[list[list[str]]] = []
    for mark in (";", "\n", ", "):
        if not any(mark in value.rstrip(mark) for value in different):
            continue
        pieces = [_split(value, mark) for value in values]
        close = mark == ";" and not any("; " in value for value in values)  # Google Forms writes „a;b", people „a; b"
        if not close and not _come_again(pieces):
            continue
        cells = _glued(pieces, mark)
        if _are_lists(cells, values) or (close and _share_some(cells)):
            found.append(cells)
    return max(found, key=lambda cells: sum(map(len, cells)), default=None)  # a mark inside an option parts less than the one between options


def _split(value: str, mark: str) -> list[str]:
    pieces = _COMMA.split(value) if mark == ", " else value.split(mark)
    return list(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))


def _share_some(cells: Sequence[Sequence[str]]) -> bool:
    """Whether a part stands both in a longer list and elsewhere."""
    counts = Counter(part for cell in cells for part in cell)
    return len(counts) < sum(counts.values()) and any(len(cell) > 1 and any(counts[part] > 1 for part in cell) for cell in cells)


def _come_again(cells: Sequence[Sequence[str]]) -> bool:
    """Whether most pieces stand in more than one cell; pieces of sentences do not, and need no closer look."""
    counts = Counter(part for cell in cells for part in cell)
    return sum(count for count in counts.values() if count > 1) >= 0.5 * sum(counts.values())


def _are_lists(cells: Sequence[Sequence[str]], values: Sequence[str]) -> bool:
    """Whether the parts come back in different company, as options of a list do and words of a sentence do not."""
    counts = Counter(part for cell in cells for part in cell)
    if not any(len(cell) > 1 for cell in cells):
        return False
    company: dict[str, set[str]] = {}
    for cell, value in zip(cells, values, strict=True):
        for part in cell:
            company.setdefault(part, set()).add(value)
    shared = sum(1 for part in counts if len(company[part]) >= 2)
    total = sum(counts.values())
    often = total / len(counts) >= (2 if len(cells) >= 20 else 1.4)
    covered = sum(count for part, count in counts.items() if count > 1) >= 0.6 * total
    brief = sum(len(part) * count for part, count in counts.items()) <= 90 * total
    return shared >= 2 and often and covered and brief


def _glued(cells: list[list[str]], mark: str) -> list[list[str]]:
    """Cells with the pieces of one option put together again: „Parki, skwery i zieleń" is one option, „Basen", „Kino" are two."""
    for _ in range(_MOST_OPTIONS):
        pair = _one_option(cells, mark)
        if pair is None:
            break
        cells = [_put_together(cell, pair, mark) for cell in cells]
    return cells


def _one_option(cells: Sequence[Sequence[str]], mark: str) -> tuple[str, str] | None:
    """Two pieces that make one option: the second goes on in small letters where options begin with capitals, or they never part."""
    counts = Counter(part for cell in cells for part in cell)
    pairs = Counter((cell[place], cell[place + 1]) for cell in cells for place in range(len(cell) - 1))
    before: dict[str, set[str]] = {}
    for first, second in pairs:
        before.setdefault(second, set()).add(first)
    begins = {cell[0] for cell in cells if cell}
    capitals = sum(1 for part in begins if not part[0].islower()) >= 0.9 * len(begins)
    for (first, second), together in pairs.items():
        if second in begins or (together == 1 and len(cells) >= 20):
            continue
        goes_on = capitals and second[0].islower() and not first[0].islower()
        own_words = counts[second] == 1 and counts[first] - together >= 2
        if goes_on and not own_words:
            return first, second
        never_part = together == counts[first] == counts[second] and together >= _SURE and len(cells) >= 2 * _SURE
        if mark == ", " and never_part and before[second] == {first}:
            return first, second
    return None


def _put_together(cell: list[str], pair: tuple[str, str], mark: str) -> list[str]:
    found: list[str] = []
    for part in cell:
        if found and (found[-1], part) == pair:
            found[-1] = f"{found[-1]}{mark if mark != ';' else '; '}{part}"
        else:
            found.append(part)
    return found
