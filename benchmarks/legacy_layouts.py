"""How many mutated workbooks of the twelve families are read without anybody's help, and whether what was not read is listed.

Run: `python -m benchmarks.legacy_layouts [workbooks of each family] [first seed]`. Every workbook carries at least four mutations
(`tests/mutations`, which knows nothing of the readers' labels); where LibreOffice is at hand every eighth is saved again as .xls by it.
Clean workbooks are read too: none may bring an error. A workbook counts as read when it is recognised, at least 95% of its facts are
there, none is wrong and every other filled cell is listed. Results on seeds nobody has looked at before are the honest ones.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measuring import verdict
from tests.mutations.book import Book
from tests.mutations.families import FAMILIES, clean_book
from tests.mutations.habits import mutated_book
from tests.mutations.judge import Verdict, judge
from tests.mutations.writing import OFFICE, write

TARGET = 90
SHOWN = 60
"""Failures printed in full."""


@dataclass
class Rates:
    """Counts of workbooks: all, read, understood (facts right) and with everything else listed."""

    all: int = 0
    read: int = 0
    understood: int = 0
    listed: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, verdict: Verdict, about: str) -> None:
        self.all += 1
        self.read += verdict.read
        self.understood += verdict.understood
        self.listed += not verdict.unlisted
        if not verdict.read:
            self.failures.append(f"{about}: {verdict.why}"[:700])

    def __str__(self) -> str:
        return f"wczytane {self.read}/{self.all}, fakty dobre {self.understood}/{self.all}, niewczytane wymienione {self.listed}/{self.all}"


def prepared(books: list[tuple[int, Book]], folder: Path) -> list[tuple[int, Book, Path]]:
    """The workbooks written; every eighth saved again as .xls by LibreOffice where it is at hand."""
    made = []
    old = []
    for place, (seed, book) in enumerate(books):
        own = folder / f"{book.family}_{seed}"
        own.mkdir()
        path = write(book, own)
        if OFFICE and place % 8 == 5 and book.form == "xlsx" and not any(cell.raw_formula.startswith("='[") or not cell.stored for cell in book.cells()):
            renamed = path.rename(folder / f"{book.family}_{seed}.xlsx")
            old.append((seed, book, renamed))
        else:
            made.append((seed, book, path))
    if old and OFFICE:
        target = folder / "xls"
        command = [OFFICE, "--headless", "--norestore", f"-env:UserInstallation=file://{folder / 'profil'}", "--convert-to", "xls", "--outdir", str(target)]
        subprocess.run([*command, *(str(path) for _, _, path in old)], check=True, capture_output=True, timeout=60 + 10 * len(old))
        for seed, book, path in old:
            saved = target / f"{path.stem}.xls"
            if saved.exists():
                book.steps.append("xls: zapisany przez LibreOffice")
                made.append((seed, book, saved))
    return made


def main(count: int, first: int) -> int:
    from mrl_desktop.analysis.catalogue import load_catalogue
    from mrl_desktop.storage.reference_data import load_register

    register, variables = load_register(), tuple(load_catalogue().variables.values())
    total, failures = Rates(), []
    kinds: Counter[str] = Counter()
    failed_kinds: Counter[str] = Counter()
    clean = Rates()
    false_alarms = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for family, (_, layouts) in FAMILIES.items():
            rates = Rates()
            for seed in range(first, first + layouts * 2):
                book = clean_book(family, seed)
                own = folder / f"{family}_czysty_{seed}"
                own.mkdir()
                found = judge(book, write(book, own), register, variables)
                clean.add(found, f"{family} czysty {seed} układ {book.layout}")
                false_alarms += [f"{family} czysty {seed}: {one}" for one in found.serious]
            for seed, book, path in prepared([(seed, mutated_book(family, seed)) for seed in range(first, first + count)], folder):
                found = judge(book, path, register, variables)
                rates.add(found, f"{family} {seed} układ {book.layout} [{'; '.join(step.partition(':')[0] for step in book.steps)}]")
                for step in book.steps:
                    kinds[step.partition(":")[0]] += 1
                    failed_kinds[step.partition(":")[0]] += not found.read
            print(f"{family}: {rates}", flush=True)
            total.all, total.read, total.understood, total.listed = total.all + rates.all, total.read + rates.read, total.understood + rates.understood, total.listed + rates.listed
            failures += rates.failures
    print("\nWedług rodzaju zmiany (wczytane z tylu skoroszytów z tą zmianą):")
    for kind, how_many in sorted(kinds.items(), key=lambda pair: -failed_kinds[pair[0]] / pair[1]):
        print(f"  {kind}: {how_many - failed_kinds[kind]}/{how_many}")
    print("\nNiewczytane:" if failures else "\nWszystkie wczytane.")
    print("\n".join(f"  {one}" for one in (*clean.failures, *failures)[:SHOWN]))
    print("".join(f"  fałszywy błąd – {one}\n" for one in false_alarms[:10]), end="")
    rate = 100 * total.read / total.all
    print(f"\nNasiona {first}–{first + count - 1}. Zmienione układy: {total}, czyli {rate:.1f} na 100; ma być ≥ {TARGET}: {'tak' if rate >= TARGET else 'NIE'}")
    print(f"Skoroszyty bez zmian: {clean}; fałszywych błędów {len(false_alarms)}")
    return verdict([rate >= TARGET, total.listed == total.all, clean.read == clean.all, not false_alarms])


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
