"""Sample tables of nobody's layout, for the mapping wizard, and of the likely layout of Monitor Rozwoju Lokalnego.

The latter is a guess: no file saved from that service is known. Run it again and every file comes out the same.

    python resources/examples/zrodla_profile.py [folder]
"""

from __future__ import annotations

import sys
from pathlib import Path

from packed_files import save, write_text
from town_model import TOWNS
from town_values import value

HERE = Path(__file__).resolve().parent
YEARS = tuple(range(2019, 2025))
MONITOR = (
    ("Gospodarczy", "Rynek pracy", "Bezrobotni zarejestrowani", "osoba", "bezrobotni"),
    ("Gospodarczy", "Przedsiębiorczość", "Podmioty gospodarki narodowej", "podm. gosp.", "podmioty"),
    ("Społeczny", "Demografia", "Ludność ogółem", "osoba", "ludnosc"),
    ("Środowiskowo-przestrzenny", "Mieszkalnictwo", "Mieszkania ogółem", "mieszkanie", "mieszkania"),
)
VOIVODESHIP = "przykładowe"
WASTE = ("Papier", "Szkło", "Tworzywa", "Bioodpady")


def shown(number: float) -> str:
    """A number with a decimal comma."""
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def monitor_long(folder: Path) -> Path:
    """Unit, code, indicator, year, value, group: one row for each value."""
    lines = ["Nazwa jednostki;Kod TERYT;Województwo;Typ;Wymiar;Obszar;Wskaźnik;Jednostka miary;Rok;Wartość;Grupa porównawcza"]
    for town in TOWNS[:6]:
        for dimension, area, title, unit, key in MONITOR:
            for year in YEARS[-3:]:
                told = shown(value(key, town, year))
                lines.append(f"{town.name};{town.code};{VOIVODESHIP};gmina miejska;{dimension};{area};{title};{unit};{year};{told};miasta średnie tracące funkcje")
    target = folder / "mrl" / "monitor_wskazniki.csv"
    write_text(target, "\n".join(lines) + "\n")
    return target


def monitor_wide(folder: Path) -> Path:
    """The same with years side by side, a title above and a note below."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Wskaźniki"
    sheet.append(["Monitor Rozwoju Lokalnego – zestawienie wskaźników"])
    sheet.append([])
    sheet.append(["Obszar", "Wskaźnik", "Jednostka miary", "Kod TERYT", "Nazwa jednostki", *YEARS])
    for _, area, title, unit, key in MONITOR:
        for town in TOWNS[:6]:
            sheet.append([area, title, unit, town.code, town.name, *(round(value(key, town, year), 2) for year in YEARS)])
    sheet.append([])
    sheet.append(["Źródło: opracowanie własne na podstawie danych GUS."])
    sheet.column_dimensions["B"].width = 32
    target = folder / "mrl" / "monitor_lata_w_kolumnach.xlsx"
    save(book, target, title="Monitor Rozwoju Lokalnego", author="Nowe Bielany")
    return target


def waste(folder: Path) -> Path:
    """A table of an association of towns: two rows of header with merged cells, a total, a dash for no data."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Odpady 2024"
    sheet.append(["Związek Międzygminny „Czysta Dolina” – odpady zebrane selektywnie w gminach członkowskich"])
    sheet.append([])
    sheet.append(["Lp.", "Gmina", *(name for fraction in WASTE for name in (f"{fraction} [t]", None)), "Uwagi"])
    sheet.append([None, None, *(year for _ in WASTE for year in (2023, 2024)), None])
    for place, _ in enumerate(WASTE):
        sheet.merge_cells(start_row=3, end_row=3, start_column=3 + 2 * place, end_column=4 + 2 * place)
    for column in (1, 2, 11):
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    sums = [0.0] * (2 * len(WASTE))
    for number, town in enumerate(TOWNS[:5], 1):
        row: list[object] = []
        for place in range(2 * len(WASTE)):
            tonnes = round(town.population * (0.011 + 0.004 * (place // 2)) * (1 + 0.03 * (place % 2)), 1)
            sums[place] += tonnes
            row.append(tonnes)
        if number == 3:
            row[0] = sums[0] = "-"
            sums[0] = 0.0
        sheet.append([number, town.name, *row, "dane z nowego PSZOK" if number == 2 else None])
    sheet.append([None, "Razem", *(round(one, 1) for one in sums), None])
    sheet.append(["Kreska oznacza brak danych."])
    sheet.column_dimensions["B"].width = 20
    target = folder / "inne" / "odpady_zwiazku_gmin.xlsx"
    save(book, target, title="Odpady", author="Związek Międzygminny")
    return target


def dogs(folder: Path) -> Path:
    """A list of one town hall: neither code nor town, the year only in the title."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Arkusz1"
    sheet.append(["Opłata od posiadania psów w 2024 r."])
    sheet.append(["Wyszczególnienie", "Liczba [szt.]"])
    for name, count in (("Psy zgłoszone", 1240), ("Psy zwolnione z opłaty", 385), ("Psy adoptowane ze schroniska", 96)):
        sheet.append([name, count])
    target = folder / "inne" / "psy_2024.xlsx"
    save(book, target, title="Psy", author="Urząd Miasta")
    return target


def report(folder: Path) -> Path:
    """A plain XML report of an accounting program; its layout is made up and is nobody's."""
    positions = ((600, "60016", 4250000, "4102334.18"), (700, "70005", 1800000, "1766210.00"), (801, "80101", 15200000, "15177401.55"), (900, "90001", 960000, "912045.20"))
    rows = "\n".join(
        f'    <Pozycja lp="{number}"><Dzial>{part}</Dzial><Rozdzial>{chapter}</Rozdzial><Plan>{plan}</Plan><Wykonanie>{done}</Wykonanie></Pozycja>'
        for number, (part, chapter, plan, done) in enumerate(positions, 1)
    )
    town = TOWNS[0]
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Sprawozdanie rok="2024">\n'
        f"  <Jednostka><Nazwa>{town.name}</Nazwa><KodTeryt>{town.code}</KodTeryt></Jednostka>\n  <Pozycje>\n{rows}\n  </Pozycje>\n</Sprawozdanie>\n"
    )
    target = folder / "inne" / "wydatki_z_programu_ksiegowego.xml"
    write_text(target, text)
    return target


def make(folder: Path) -> list[Path]:
    """Writes every file and returns the paths."""
    for name in ("mrl", "inne"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return [monitor_long(folder), monitor_wide(folder), waste(folder), dogs(folder), report(folder)]


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "zrodla"):
        print(path.name, path.stat().st_size)
