"""How many planted errors the workbook doctor finds, and how often it warns of nothing.

Run: `python -m benchmarks.workbook_errors [workbooks] [first seed]`. Errors of every kind the doctor is there for are planted into
workbooks of the families with formulas, half of them clean and half mutated; clean workbooks without any error are examined too.
Targets: at least 95% found, at most 2 false alarms a workbook, none of them blocking on clean workbooks.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.measuring import verdict
from excel_modules.doctor.examination import examine_here
from tests.mutations.book import Book
from tests.mutations.families import FAMILIES, clean_book
from tests.mutations.habits import mutated_book
from tests.mutations.planted import WITH_FORMULAS, Diagnosis, diagnosed, plant
from tests.mutations.writing import write

LEAST_FOUND, MOST_FALSE = 95, 2


def examined(book: Book, folder: Path, seed: int, count: int) -> tuple[Diagnosis, list[str]]:
    """One workbook with so many errors planted; returns what came of it and the kinds planted."""
    errors = plant(book, random.Random(f"błędy {seed}"), count)
    folder.mkdir()
    path = write(book, folder)
    found = diagnosed(book, errors, examine_here(path))
    return found, [error.what for error in errors]


def main(count: int, first: int) -> int:
    planted: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    results: dict[str, list[Diagnosis]] = {"bez błędów": [], "czyste z błędami": [], "zmienione z błędami": []}
    shown: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, seed in enumerate(range(first, first + count)):
            family = WITH_FORMULAS[number % len(WITH_FORMULAS)]
            ways = [("czyste z błędami", clean_book(family, seed), 3), ("zmienione z błędami", mutated_book(family, seed), 3)]
            for way, book, errors in ways:
                found, kinds = examined(book, folder / f"{way}_{seed}", seed, errors)
                results[way].append(found)
                planted.update(kinds)
                missed.update(next(kind for kind in kinds if one.startswith(kind)) for one in found.missed)
                shown += [f"{family} {seed} {way}: nieznalezione {one}" for one in found.missed] + [f"{family} {seed} {way}: fałszywe {one}" for one in found.false_alarms]
        for family, (_, layouts) in FAMILIES.items():
            for seed in range(first, first + layouts):
                found, _ = examined(clean_book(family, seed), folder / f"bez_{family}_{seed}", seed, 0)
                results["bez błędów"].append(found)
                shown += [f"{family} {seed} bez błędów: fałszywe {one}" for one in found.false_alarms]
    met = []
    for way, found_all in results.items():
        errors = sum(one.planted for one in found_all)
        lost = sum(len(one.missed) for one in found_all)
        false = sum(len(one.false_alarms) for one in found_all)
        worst = max((len(one.false_alarms) for one in found_all), default=0)
        blocking = sum(len(one.blocking) for one in found_all)
        rate = 100 * (errors - lost) / errors if errors else 100.0
        print(f"{way}: {len(found_all)} skoroszytów, znalezione {errors - lost}/{errors} ({rate:.1f}%), fałszywe {false / max(1, len(found_all)):.2f} na skoroszyt (najwięcej {worst}), blokujące {blocking}")
        met += [rate >= LEAST_FOUND, false <= MOST_FALSE * len(found_all), not blocking or way == "zmienione z błędami"]
    print("Według rodzaju:", "; ".join(f"{kind} {how_many - missed[kind]}/{how_many}" for kind, how_many in sorted(planted.items())))
    print("\n".join(shown[:60]))
    return verdict(met)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
