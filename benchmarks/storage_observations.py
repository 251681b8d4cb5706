"""Inserting observations into a project file, and asking for them, against plain sqlite3 doing the same rows in the same run.

Run: `python -m benchmarks.storage_observations [number of values]`. Only the ratios mean anything on another machine.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.measuring import figure

YEARS = tuple(range(2010, 2025))
TERRITORY_COUNT = 2_479
ROUNDS = 3

T = TypeVar("T")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MRL_USER_FOLDER"] = folder
        measure(count, Path(folder))


def measure(count: int, folder: Path) -> None:
    from mrl_desktop.domain.imports import ImportBatch
    from mrl_desktop.domain.project import Change
    from mrl_desktop.domain.statistics import ObservationBlock, Series
    from mrl_desktop.storage import Workspace

    per_series = TERRITORY_COUNT * len(YEARS)
    series_count = max(1, -(-count // per_series))
    codes = tuple(f"{n:07d}" for n in range(200_011, 200_011 + TERRITORY_COUNT))
    series = tuple(Series(key=f"zmienna{n}", title=f"Zmienna {n}") for n in range(series_count))
    cells = [(s, t, y) for t in range(TERRITORY_COUNT) for s in range(series_count) for y in range(len(YEARS))][:count]
    chance = random.Random(1)
    values = array("d", (round(chance.uniform(0, 90_000), 1) for _ in cells))
    block = ObservationBlock(
        sheet="TABLICA",
        series=series,
        territories=codes,
        series_index=array("i", (s for s, _, _ in cells)),
        territory_index=array("i", (t for _, t, _ in cells)),
        years=array("i", (YEARS[y] for _, _, y in cells)),
        values=values,
        rows=array("i", (t + 1 for _, t, _ in cells)),
        columns=array("i", (2 + s * len(YEARS) + y for s, _, y in cells)),
    )
    rows = [(s + 1, t + 1, YEARS[y], 1, t + 1, 2 + s * len(YEARS) + y, values[n], 0) for n, (s, t, y) in enumerate(cells)]
    print(f"{len(rows):,} wartości, {series_count} szeregów, {TERRITORY_COUNT} jednostek, {len(YEARS)} lat".replace(",", " "))

    heap_table = "CREATE TABLE o (s, t, y, b, r, c, v REAL, m)"
    keyed_table = "CREATE TABLE o (s, t, y, b, r, c, v REAL, m, PRIMARY KEY (s, t, y, b, r, c)) WITHOUT ROWID"
    heap = keyed = ours = float("inf")
    batch = ImportBatch(file="tablica.csv", vintage="2025-01-01", observations=len(rows))
    workspace = Workspace.create(folder / "pomiar.mrl", who="pomiar")
    for number in range(ROUNDS):  # by turns, so that whatever else the machine does hits all alike
        seconds, heap_size = timed(lambda: plain_insert(folder / f"plain{number}.db", heap_table, rows))  # noqa: B023
        heap = min(heap, seconds)
        keyed = min(keyed, timed(lambda: plain_insert(folder / f"keyed{number}.db", keyed_table, rows))[0])  # noqa: B023
        workspace.close(save=False)
        workspace = Workspace.create(folder / "pomiar.mrl", who="pomiar", overwrite=True)
        ours = min(ours, timed(lambda: workspace.apply(Change(label="import", puts=(batch,)), blocks={batch.id: [block]}))[0])  # noqa: B023
    workspace.save()
    size = (folder / "pomiar.mrl").stat().st_size
    figure("wstawianie, zegar", ours, heap, "sqlite3 bez klucza")
    figure("wstawianie, zegar", ours, keyed, "sqlite3 z tym samym kluczem")
    print(f"rozmiar: {size / len(rows):.1f} B na wartość; sqlite3 bez klucza {heap_size / len(rows):.1f} B")

    statistics = workspace.statistics
    group = codes[100:220]
    asked, found = timed(lambda: statistics.slice([one.key for one in series[:5]], group))
    one, _ = timed(lambda: [statistics.observation("zmienna0", code, 2020) for code in group])
    listed, _ = timed(lambda: statistics.territories("zmienna0", 2020))
    print(f"wycinek {len(found)} wartości: {asked * 1000:.1f} ms ({asked / len(found) * 1e6:.1f} µs/wartość); pojedyncza: {one / len(group) * 1e6:.0f} µs; lista jednostek: {listed * 1000:.1f} ms")
    saving, _ = timed(lambda: workspace.save_copy(folder / "kopia.mrl"))
    workspace.close(save=False)
    opening, again = timed(lambda: Workspace.open(folder / "pomiar.mrl", who="pomiar"))
    again.close(save=False)
    print(f"zapis pliku {size / 1e6:.0f} MB: {saving:.2f} s; otwarcie: {opening:.2f} s")


def plain_insert(path: Path, table: str, rows: list[tuple[float, ...]]) -> int:
    """Bytes of the file in which sqlite3 wrote the rows, in one transaction."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(table)
    with connection:
        connection.executemany("INSERT INTO o VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.close()
    return path.stat().st_size


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000)
