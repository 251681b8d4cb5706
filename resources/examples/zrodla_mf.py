"""Makes the samples of the Ministry of Finance: shares in PIT and an extract of POLTAX. Run it again and every file comes out the same.

    python resources/examples/zrodla_mf.py [folder]

The towns are the fictitious ones of the sample; amounts come from the model of its population and incomes, nothing is taken from real files.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from packed_files import save
from town_values import TOWNS, value

HERE = Path(__file__).resolve().parent
AUTHOR = "Przykład programu"
YEAR = 2024


def _workbook(target: Path, sheet: str, rows: Iterable[Sequence[Any]], merged: Sequence[str]) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for one in merged:
        page.merge_cells(one)
    target.parent.mkdir(parents=True, exist_ok=True)
    save(book, target, title=target.stem, author=AUTHOR)


def shares(folder: Path) -> None:
    """Shares in PIT as the ministry lays them out: split codes, title with the year, a header of four rows."""
    rows: list[Sequence[Any]] = [
        (f"Informacja o udziałach jednostek samorządu terytorialnego w podatku PIT za rok budżetowy {YEAR}",),
        (),
        (),
        ("WK", "PK", "GK", "GT", "Nazwa JST", "województwo", "powiat", "Klasyfikacja budżetowa", None, None, "Należności \n (saldo początkowe plus przypisy minus odpisy)", "Dochody wykonane\n(wpłaty minus zwroty)", "Saldo końcowe", None, None),
        (None,) * 7 + ("DZIAŁ", "ROZDZIAŁ", "PARAGRAF", None, None, "należności pozostałe do zapłaty", None, "nadpłaty"),
        (None,) * 12 + ("ogółem", "w tym:", None),
        (None,) * 13 + ("zaległości netto", None),
    ]
    for town in TOWNS:
        amount = round(value("udzialy_pit", town, YEAR))
        rows.append((town.code[:2], town.code[2:4], town.code[4:6], town.code[6], town.name.upper(), "przykładowe", "przykładowy", 756, 75621, "0010", amount, amount, None, None, None))
    _workbook(folder / f"Gminy_udzialy_PIT_za_{YEAR}.xlsx", "Gminy", rows, ("A1:O3", "H4:J4", "M4:O4", "M5:N5"))


def taxpayers(folder: Path) -> None:
    """Taxpayers and their incomes by source, one row for each town, in the presumptive layout of an extract."""
    rows: list[Sequence[Any]] = [
        (f"Podatnicy PIT oraz ich dochody według źródeł przychodów w {YEAR} r. (POLTAX)",),
        (),
        ("Kod TERYT", "Nazwa gminy", "Liczba podatników", None, None, None, "Dochody w zł", None, None, None),
        (None, None, "ogółem", "wynagrodzenia", "emerytury i renty", "działalność gospodarcza", "ogółem", "wynagrodzenia", "emerytury i renty", "działalność gospodarcza"),
    ]
    for town in TOWNS:
        people = value("ludnosc", town, YEAR)
        work, pensions, business = (round(people * share) for share in (0.41, 0.26, 0.05))
        incomes = round(work * 58_000), round(pensions * 36_500), round(business * 74_000)
        rows.append((town.code, town.name, work + pensions + business, work, pensions, business, sum(incomes), *incomes))
    _workbook(folder / f"POLTAX_podatnicy_{YEAR}.xlsx", "Podatnicy", rows, ("C3:F3", "G3:J3"))


def main(folder: Path) -> None:
    shares(folder / "mf")
    taxpayers(folder / "mf")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "zrodla")
