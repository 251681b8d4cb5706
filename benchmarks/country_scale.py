"""A project with the whole country: 2,479 gminy, 150 variables, 15 years, about 5.6 million values, brought in as files are brought in.

Run: `python -m benchmarks.country_scale [number of files]` (15 by default, 371,850 values each). Every file is a wide BDL CSV read in
the child process, its questions answered, and stored as one undoable change of the same project. Said are: seconds per million values
for each file (the last against the first tells whether the cost grows linearly), the greatest memory of the program and of its child,
size of the project, saving, opening, and one year of all indicators of one town against all gminy, beside plain sqlite3 reading the
same rows with pandas.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.measuring import by_turns, cost_of, figure, limit, verdict

FILES, VARIABLES = 15, 10
YEARS = tuple(range(2010, 2025))
MEMORY = 600
"""Megabytes the program may take."""

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def write_file(path: Path, keys: list[str]) -> int:
    """A wide export of some variables for all gminy; returns how many values it has."""
    from mrl_desktop.analysis.catalogue import load_catalogue
    from mrl_desktop.storage.reference_data import load_register

    variables = load_catalogue().variables
    heads = "".join(f'"{key};{year};[{variables[key].unit}]";' for key in keys for year in YEARS)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'"Kod";"Nazwa";{heads}\n')
        gminy = load_register().gminy()
        for place, unit in enumerate(gminy):
            numbers = "".join(f"{1000 + (place * 31 + column * 17) % 88_001};" for column in range(len(keys) * len(YEARS)))
            file.write(f'{unit.code};"{unit.name} ({unit.unit_type})";{numbers}\n')
    return len(gminy) * len(keys) * len(YEARS)


def measure(files: int, folder: Path) -> int:
    from mrl_desktop.analysis.catalogue import load_catalogue
    from mrl_desktop.flows.import_files import answer, commit, plan_import
    from mrl_desktop.flows.open_project import create_project, open_project
    from mrl_desktop.flows.standing import standings
    from mrl_desktop.storage.reference_data import load_register

    catalogue, register = load_catalogue(), load_register()
    keys = list(catalogue.variables)[: files * VARIABLES]
    target = folder / "kraj.mrl"
    opened = create_project(target, who="pomiar")
    spent: list[float] = []
    stored = 0
    for number in range(files):
        own = keys[number * VARIABLES : (number + 1) * VARIABLES]
        path = folder / f"tablica_{number}.csv"
        values = write_file(path, own)

        def bring_in(path: Path = path, own: list[str] = own) -> int:
            plan = plan_import(opened, [path])
            plan = answer(opened, plan, {question.fingerprint: next(key for key in own if key in question.dimensions) for question in plan.questions})
            return commit(opened, plan).observations

        seconds, count = timed(bring_in)
        assert count == values, (count, values)
        stored += count
        spent.append(seconds / count * 1e6)
        path.unlink()
        print(f"{stored:>9} wartości: {spent[-1]:.2f} s na milion, pamięć programu {_memory(resource.RUSAGE_SELF):.0f} MB")
    saving, _ = timed(opened.workspace.save)
    opened.close()
    opening, opened = timed(lambda: open_project(target, who="pomiar"))
    print(f"plik projektu {target.stat().st_size / 1e6:.0f} MB ({target.stat().st_size / stored:.1f} B na wartość), zapis {saving:.2f} s, otwarcie {opening:.2f} s")

    places, town, year = [unit.code for unit in register.gminy()], "1811011", YEARS[-1]
    ranked: dict[str, int] = {}

    def rank_everywhere() -> None:
        ranked.update({one.indicator.id: one.rank for one in standings(opened, town, year)})

    [answering] = by_turns(3, rank_everywhere)
    own_memory, child_memory = _memory(resource.RUSAGE_SELF), _memory(resource.RUSAGE_CHILDREN)
    with sqlite3.connect(opened.workspace.working) as plain:
        import pandas

        reading = cost_of(lambda: pandas.read_sql_query(f"SELECT * FROM observation WHERE year BETWEEN {year - 5} AND {year}", plain))
    plain.close()
    print(f"{len(ranked)} wskaźników jednego miasta na tle {len(places)} gmin")
    opened.close(save=False)
    print(f"największa pamięć: program {own_memory:.0f} MB, proces czytający {child_memory:.0f} MB")
    quarter = max(1, files // 4)
    first, last = sum(spent[:quarter]) / quarter, sum(spent[-quarter:]) / quarter
    return verdict(
        [
            figure("koszt miliona wartości na końcu", last, first, "na początku", at_most=1.5),
            figure("rok wszystkich wskaźników jednego miasta na tle wszystkich gmin", answering.wall, reading.wall, "pandas + sqlite3, samo wczytanie wierszy", below=1),
            limit("  to samo, czas procesora", answering.cpu, 1),
            own_memory < MEMORY,
        ]
    )


def _memory(of: int) -> float:
    """Greatest memory so far, in megabytes."""
    return resource.getrusage(of).ru_maxrss / 1024


def main(files: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MRL_USER_FOLDER"] = folder
        return measure(files, Path(folder))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES))
