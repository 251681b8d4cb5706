"""Import of a relational BDL workbook into a project file, whole, against pandas with openpyxl merely reading the same workbook.

Run: `python -m benchmarks.import_xlsx [number of cells]`. Everything is counted on our side: starting the child process, the
checks of the archive, reading, finding territories and variables, observations and journal written, the file saved.
On the other side only `pandas.read_excel` of the one sheet, its imports already done. CPU time includes the child's.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import by_turns, figure, verdict

COLUMNS = 8
LONG = 200_000
"""Rows from which an import may take a quarter of what the other side takes to read; in short files starting the child weighs."""
ROUNDS = 3
YEARS = tuple(str(year) for year in range(2005, 2025))


def write_workbook(path: Path, cells: int) -> int:
    """A relational export (sheets OPIS, DANE, TABLICA) with about so many cells; returns how many values it has."""
    import xlsxwriter

    from mrl_desktop.storage.reference_data import load_register

    gminy = load_register().gminy()
    ages = ("ogółem", "0-4", "5-9", "10-14", "15-19")
    book = xlsxwriter.Workbook(str(path))
    about = book.add_worksheet("OPIS")
    for row, pair in enumerate((("Kategoria:", "LUDNOŚĆ"), ("Podgrupa:", "Ludność wg grup wieku i płci"), ("Wymiary:", "Wiek; Płeć; Rok"))):
        about.write_row(row, 0, pair)
    sheet = book.add_worksheet("DANE")
    sheet.write_row(0, 0, ("Kod", "Nazwa", "Wiek", "Płeć", "Rok", "Wartosc", "Jednostka miary", "Atrybut"))
    row, wanted = 1, cells // COLUMNS
    for unit in gminy:
        for age in ages:
            for year in YEARS:
                if row > wanted:
                    break
                sheet.write_row(row, 0, (unit.code, f"{unit.name} ({unit.unit_type})", age, "ogółem", year, 1000 + row % 9973, "osoba", " "))
                row += 1
    book.add_worksheet("TABLICA")
    book.close()
    return row - 1


def measure(cells: int, folder: Path) -> int:
    import pandas

    from excel_modules.reading import read_file, read_here
    from mrl_desktop.analysis.catalogue import load_catalogue
    from mrl_desktop.domain.imports import ImportBatch
    from mrl_desktop.domain.project import Change
    from mrl_desktop.storage import Workspace
    from mrl_desktop.storage.reference_data import load_register

    path = folder / "LUDN_2137_XPIV_20260112162304.xlsx"
    values = write_workbook(path, cells)
    register, variables = load_register(), tuple(load_catalogue().variables.values())
    print(f"{values * COLUMNS} komórek, {values} wartości, plik {path.stat().st_size / 2**20:.1f} MB")

    made = itertools.count()

    def whole_import() -> None:
        reading = read_file(path, register, variables)
        stored = sum(len(block) for block in reading.blocks)
        assert stored == values, (stored, values, reading.findings)
        with Workspace.create(folder / f"projekt{next(made)}.mrl", who="pomiar") as workspace:
            batch = ImportBatch(file=reading.file, sha256=reading.sha256, reader=reading.reader, vintage=reading.vintage, observations=stored)
            workspace.apply(Change(label="import", puts=(batch,)), blocks={batch.id: reading.blocks})
            workspace.save()

    ours, here, peer = by_turns(
        ROUNDS, whole_import, lambda: read_here(path, register, variables), lambda: pandas.read_excel(path, sheet_name="DANE", engine="openpyxl")
    )
    against = "pandas + openpyxl, sam odczyt"
    most = 0.25 if values >= LONG else 1
    met = [
        figure("import do pliku projektu, zegar", ours.wall, peer.wall, against, below=most),
        figure("import do pliku projektu, procesor", ours.cpu, peer.cpu, against, below=most),
        figure("  z tego samo odczytanie, bez procesu potomnego", here.cpu, peer.cpu, against),
    ]
    return verdict(met)


def main(cells: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MRL_USER_FOLDER"] = folder
        return measure(cells, Path(folder))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else COLUMNS * LONG))
