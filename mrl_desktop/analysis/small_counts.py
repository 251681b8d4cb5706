"""Small counts hidden so that nobody can be told from a table, nor worked out from its totals.

A count below the threshold is hidden (primary suppression). Where it could be worked out from what is still shown, further counts
are hidden too (secondary suppression). In a two-way table with known totals a hidden count lies between bounds that follow from
flows in a network of rows and columns; hiding goes on until these bounds lie at least `threshold` apart.
Source of the idea: the network method of cell suppression (Cox 1995, "Network models for complementary cell suppression").
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence

Table = list[list[int]]
Cell = tuple[int, int]


def hidden_in_list(counts: Sequence[int], threshold: int, *, zeros_shown: bool, already: Collection[int] = ()) -> set[int]:
    """Places of the counts to hide in a list whose sum is known: at least two, together at least `threshold`, or none. `already` are hidden elsewhere."""
    hidden = {place for place, count in enumerate(counts) if count < threshold and not (count == 0 and zeros_shown)} | set(already)
    if not hidden:
        return hidden
    left = sorted((count, place) for place, count in enumerate(counts) if place not in hidden and count >= threshold)
    for _, place in left:
        if len(hidden) >= 2 and sum(counts[one] for one in hidden) >= threshold:
            return hidden
        hidden.add(place)
    enough = len(hidden) >= 2 and sum(counts[one] for one in hidden) >= threshold
    return hidden if enough else set(range(len(counts)))


def hidden_in_table(table: Table, threshold: int) -> set[Cell]:
    """(row, column) of the counts to hide in a table whose totals of rows and columns are known."""
    hidden = {(row, column) for row, counts in enumerate(table) for column, count in enumerate(counts) if count < threshold}
    while (weak := next((cell for cell in sorted(hidden) if _width(table, hidden, cell) < threshold), None)) is not None:
        more = _next_to_hide(table, hidden, weak)
        if more is None:
            return {(row, column) for row in range(len(table)) for column in range(len(table[row]))}
        hidden.add(more)
    return hidden


def _next_to_hide(table: Table, hidden: set[Cell], weak: Cell) -> Cell | None:
    """The smallest count still shown in the row or column of a weak one; when there is none, in rows and columns of other hidden counts."""
    shown = [(row, column) for row, counts in enumerate(table) for column in range(len(counts)) if (row, column) not in hidden]
    if not shown:
        return None
    rows, columns = {row for row, _ in hidden}, {column for _, column in hidden}

    def key(cell: Cell) -> tuple[int, int, Cell]:
        row, column = cell
        beside = (row == weak[0]) + (column == weak[1])
        crossing = (row in rows) + (column in columns)
        return -beside, -crossing, (table[row][column], row * 1000 + column)

    return min(shown, key=key)


def _width(table: Table, hidden: set[Cell], cell: Cell) -> int:
    """How far apart the least and the greatest value of a hidden count are, given everything shown."""
    row, column = cell
    upward = _flow(table, hidden, ("column", column), ("row", row), cell)
    downward = min(table[row][column], _flow(table, hidden, ("row", row), ("column", column), cell))
    return upward + downward


def _flow(table: Table, hidden: set[Cell], source: tuple[str, int], target: tuple[str, int], without: Cell) -> int:
    """The greatest flow between a row and a column through other hidden counts: raising a count has no limit, lowering it ends at zero."""
    no_limit = sum(map(sum, table)) + 1
    capacity: dict[tuple[str, int], dict[tuple[str, int], int]] = {}
    for row, column in hidden:
        if (row, column) != without:
            capacity.setdefault(("row", row), {})[("column", column)] = no_limit
            capacity.setdefault(("column", column), {})[("row", row)] = table[row][column]
    total = 0
    while total < no_limit and (path := _path(capacity, source, target)) is not None:
        amount = min(capacity[first][second] for first, second in path)
        for first, second in path:
            capacity[first][second] -= amount
            capacity[second][first] = capacity[second].get(first, 0) + amount
        total += amount
    return total


def _path(
    capacity: dict[tuple[str, int], dict[tuple[str, int], int]], source: tuple[str, int], target: tuple[str, int]
) -> list[tuple[tuple[str, int], tuple[str, int]]] | None:
    """The shortest way with capacity left, as its steps."""
    came: dict[tuple[str, int], tuple[str, int]] = {source: source}
    waiting = deque([source])
    while waiting and target not in came:
        here = waiting.popleft()
        for there, left in capacity.get(here, {}).items():
            if left > 0 and there not in came:
                came[there] = here
                waiting.append(there)
    if target not in came:
        return None
    steps = []
    here = target
    while here != source:
        steps.append((came[here], here))
        here = came[here]
    return steps[::-1]
