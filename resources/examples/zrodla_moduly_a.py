"""Makes sample legacy workbooks M1–M3 of the fictitious town Nowe Bielany: diagnosis, demography, finances. Run it again and every file comes out the same.

    python resources/examples/zrodla_moduly_a.py [folder]

Layouts follow planning practice (no real file was found). The age labels that a spreadsheet turned into dates, values in brackets and
footnotes stand there on purpose: real workbooks have them.
"""

from __future__ import annotations

import sys
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from packed_files import save
from sheet_looks import heads, start_sheet, styled, title, widths
from town_model import GROUPS, TOWNS, people
from town_values import LAST_YEAR, OWN, value

HERE = Path(__file__).resolve().parent
AUTHOR = "Zespół Miejski"
YEARS = tuple(range(LAST_YEAR - 4, LAST_YEAR + 1))
FUTURE = (2025, 2030, 2035, 2040)
INDICATORS = (
    ("Gospodarczy", "Rynek pracy", "Bezrobotni zarejestrowani", "os.", "bezrobotni"),
    ("Gospodarczy", "Przedsiębiorczość", "Podmioty wpisane do rejestru REGON", "-", "podmioty"),
    ("Społeczny", "Demografia", "Przyrost naturalny", "os.", "przyrost_naturalny"),
    ("Społeczny", "Demografia", "Saldo migracji", "os.", "saldo_migracji"),
    ("Środowiskowo-przestrzenny", "Środowisko", "Lesistość", "%", "lesistosc"),
)
AREAS = {"Rynek pracy": 46.2, "Przedsiębiorczość": 51.8, "Demografia": 38.4, "Środowisko": 57.1}
MOVEMENT = (
    ("Ludność ogółem (stan w dniu 31 XII)", "ludnosc"),
    ("Urodzenia żywe", "urodzenia"),
    ("Zgony ogółem", "zgony"),
    ("Przyrost naturalny", "przyrost_naturalny"),
    ("Zameldowania (napływ)", "zameldowania"),
    ("Wymeldowania (odpływ)", "wymeldowania"),
    ("Saldo migracji", "saldo_migracji"),
)
BUDGET = (
    ("1", "Dochody ogółem", "dochody"),
    ("1.1", "Dochody bieżące, w tym:", "dochody_biezace"),
    ("1.1.1", "dochody z tytułu udziału we wpływach z podatku dochodowego od osób fizycznych", "pit"),
    ("1.1.2", "dochody z tytułu udziału we wpływach z podatku dochodowego od osób prawnych", "cit"),
    ("1.1.3", "z subwencji ogólnej", "subwencja"),
    ("1.1.4", "z tytułu dotacji i środków przeznaczonych na cele bieżące", "dotacje_biezace"),
    ("1.2", "Dochody majątkowe, w tym:", "dochody_majatkowe"),
    ("1.2.1", "ze sprzedaży majątku", "sprzedaz_majatku"),
    ("2", "Wydatki ogółem", "wydatki"),
    ("2.1", "Wydatki bieżące, w tym:", "wydatki_biezace"),
    ("2.1.1", "na wynagrodzenia i składki od nich naliczane", "wynagrodzenia"),
    ("2.1.3", "wydatki na obsługę długu", "odsetki"),
    ("2.2", "Wydatki majątkowe", "wydatki_majatkowe"),
    ("5", "Rozchody budżetu", "rozchody"),
    ("5.1", "Spłaty rat kapitałowych kredytów i pożyczek oraz wykup papierów wartościowych", "splata_rat"),
    ("6", "Kwota długu", "dlug"),
)


def make(folder: Path) -> list[Path]:
    """Writes every workbook into the folder and returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_diagnosis(folder), _demography(folder), _finance(folder), _forecast(folder)]


def _book(module: str, says: str) -> Any:
    from openpyxl import Workbook

    book = Workbook()
    start_sheet(book, module, [says])
    return book


def _row(sheet: Any, row: int, *values: Any) -> None:
    for column, said in enumerate(values, 1):
        if said is not None:
            styled(sheet.cell(row, column, said))


def _diagnosis(folder: Path) -> Path:
    book = _book("Moduł 1. Diagnoza i wskaźniki MRL", "Wskaźniki według Monitora Rozwoju Lokalnego.")
    sheet = book.create_sheet("MRL_wskaźniki")
    title(sheet, f"Wskaźniki MRL – Miasto {OWN.name}", "Źródło: Monitor Rozwoju Lokalnego", 10)
    heads(sheet, 4, ("Lp.", "Wymiar", "Obszar", "Wskaźnik", "J.m.", *map(str, YEARS)))
    for row, (dimension, area, name, unit, key) in enumerate(INDICATORS, 5):
        _row(sheet, row, row - 4, dimension, area, name, unit, *(value(key, OWN, year) for year in YEARS))
    widths(sheet, 5, 22, 20, 40, 8)
    sheet = book.create_sheet("MRL_syntetyczne")
    title(sheet, "Wskaźniki syntetyczne według obszarów", "skala 0–100", 6)
    heads(sheet, 4, ("Obszar", *map(str, YEARS)))
    for row, (area, base) in enumerate(AREAS.items(), 5):
        _row(sheet, row, area, *(f"{base + 0.6 * step:.1f}".replace(".", ",") for step in range(len(YEARS))))
    sheet = book.create_sheet("Grupa_porównawcza")
    title(sheet, "Grupa porównawcza", "miasta podobnej wielkości", 4)
    heads(sheet, 4, ("Lp.", "Miasto", "TERYT", "Liczba ludności"))
    for row, town in enumerate(TOWNS[1:6], 5):
        _row(sheet, row, row - 4, town.name, town.code, people(town, LAST_YEAR))
    sheet = book.create_sheet("Słownik")
    _row(sheet, 1, "Wymiar", "Obszar")
    target = folder / "Modul_1_Diagnoza_MRL_Nowe_Bielany.xlsx"
    save(book, target, title="Moduł 1. Diagnoza – Nowe Bielany", author=AUTHOR)
    return target


def _demography(folder: Path) -> Path:
    book = _book("Moduł 2. Demografia", "Struktura wieku, ruch ludności i prognoza.")
    _structure(book.create_sheet("Struktura_wieku"))
    sheet = book.create_sheet("Ruch_ludności")
    title(sheet, "Ruch ludności", "Źródło: GUS BDL", 7)
    heads(sheet, 4, ("Wyszczególnienie", "J.m.", *(f"{year} r." for year in YEARS)))
    for row, (name, key) in enumerate(MOVEMENT, 5):
        _row(sheet, row, name, "os.", *(_typed(int(value(key, OWN, year))) for year in YEARS))
    sheet = book.create_sheet("Założenia")
    title(sheet, "Założenia prognozy", "do ustalenia z Zespołem Miejskim", 2)
    for row, pair in enumerate((("Dzietność (TFR)", 1.32), ("Wariant migracji", "średni"), ("SRB", 1.06)), 4):
        _row(sheet, row, *pair)
    sheet = book.create_sheet("Prognoza")
    title(sheet, "Prognoza ludności do 2040 r.", "wariant średni", 7)
    heads(sheet, 4, ("Grupa wieku", *map(str, FUTURE), "Zmiana 2025–2040", "%"))
    for row, group in enumerate(GROUPS, 5):
        place = row - 5
        start = people(OWN, LAST_YEAR, slice(place, place + 1))
        values = [round(start * (1 - 0.004 * (year - LAST_YEAR) * (1 if place < 13 else -1))) for year in FUTURE]
        _row(sheet, row, group, *values, values[-1] - values[0], round(100 * (values[-1] / values[0] - 1), 1))
    target = folder / "Modul_2_Demografia.xlsx"
    save(book, target, title="Moduł 2. Demografia – Nowe Bielany", author=AUTHOR)
    return target


def _typed(number: int) -> object:
    """Negative numbers as an accountant types them."""
    return f"({abs(number):,})".replace(",", " ") if number < 0 else number


def _structure(sheet: Any) -> None:
    years = YEARS[-2:]
    title(sheet, f"Ludność według grup wieku i płci – Miasto {OWN.name} (stan w dniu 31 XII)", "Źródło: GUS BDL, dostęp 12.02.2026", 7)
    heads(sheet, 4, ("Grupa wieku", str(years[0]), "", "", str(years[1]), "", ""))
    heads(sheet, 5, ("", "Ogółem", "Kobiety", "Mężczyźni", "Ogółem", "Kobiety", "Mężczyźni"))
    for area in ("A4:A5", "B4:D4", "E4:G4"):
        sheet.merge_cells(area)
    dates = {1: datetime(2026, 9, 5), 2: datetime(2026, 10, 14)}
    for place, group in enumerate(GROUPS):
        counts = [people(OWN, year, slice(place, place + 1), sex) for year in years for sex in ("", "kobiety", "mężczyźni")]
        _row(sheet, 6 + place, dates.get(place, group), *counts)
    totals = [people(OWN, year, slice(None), sex) for year in years for sex in ("", "kobiety", "mężczyźni")]
    _row(sheet, 24, "Razem", *totals)
    _row(sheet, 26, "* stan w dniu 31 grudnia")


def _amounts() -> dict[str, dict[int, float]]:
    """The story's budget: item → year → złoty."""
    found: dict[str, dict[int, float]] = {}
    for entry in tomllib.loads((HERE / "nowe_bielany" / "opowiesc" / "budzet.toml").read_text(encoding="utf-8"))["budzet"]:
        found.setdefault(entry["pozycja"], {}).update({int(year): amount for year, amount in entry["kwoty"].items()})
    return found


def _forecast_sheet(sheet: Any, *, thousands: bool) -> None:
    amounts = _amounts()
    years = range(2021, 2031)
    names = {year: f"Wykonanie {year}" if year <= 2024 else "Przewidywane wykonanie 2025" if year == 2025 else str(year) for year in years}
    title(sheet, f"Wieloletnia prognoza finansowa – Gmina Miejska {OWN.name}", "w tys. zł" if thousands else "w zł", 12)
    heads(sheet, 4, ("Lp.", "Wyszczególnienie", *names.values()))
    row = 5
    for number, name, key in BUDGET:
        if key in amounts:
            _row(sheet, row, number, name, *(round(amounts[key][year] / 1000, 1) if thousands else amounts[key][year] for year in years))
            row += 1
    _row(sheet, row, "7.1", "Różnica między dochodami bieżącymi a wydatkami bieżącymi", *(round((amounts["dochody_biezace"][year] - amounts["wydatki_biezace"][year]) / (1000 if thousands else 1), 2) for year in years))
    widths(sheet, 7, 60)


def _finance(folder: Path) -> Path:
    book = _book("Moduł 3. Finanse", "Prognoza finansowa, relacja z art. 243 i potencjał inwestycyjny.")
    amounts = _amounts()
    _forecast_sheet(book.create_sheet("WPF"), thousands=False)
    years = range(2026, 2031)
    sheet = book.create_sheet("art_243")
    title(sheet, "Relacja z art. 243 (w tys. zł)", "symulacja poglądowa", 6)
    heads(sheet, 4, ("Rok", *map(str, years)))
    symbols = (("R", "splata_rat"), ("O", "odsetki"), ("Db", "dochody_biezace"), ("dotacje bieżące", "dotacje_biezace"), ("Wb", "wydatki_biezace"), ("Sm", "sprzedaz_majatku"))
    for row, (symbol, key) in enumerate(symbols, 5):
        _row(sheet, row, symbol, *(round(amounts[key][year] / 1000, 1) for year in years))
    _row(sheet, 11, "TAK/NIE", *("TAK" for _ in years))
    sheet = book.create_sheet("Potencjał")
    title(sheet, "Potencjał inwestycyjny, w zł", "", 6)
    heads(sheet, 4, ("Wyszczególnienie", *map(str, years), "2026–2030"))
    rows = (("Wynik operacyjny", 1, ""), ("− Spłata rat", -1, "splata_rat"), ("+ Dochody ze sprzedaży", 1, "sprzedaz_majatku"))
    for row, (name, sign, key) in enumerate(rows, 5):
        values = [round(sign * amounts[key][year], 2) if key else round(amounts["dochody_biezace"][year] - amounts["wydatki_biezace"][year], 2) for year in years]
        _row(sheet, row, name, *values, round(sum(values), 2))
    _row(sheet, 8, "+ Nowy dług (limit)", *(2_000_000 for _ in years), 10_000_000)
    target = folder / "Modul_3_Finanse_v2.3.xlsx"
    save(book, target, title="Moduł 3. Finanse – Nowe Bielany", author=AUTHOR)
    return target


def _forecast(folder: Path) -> Path:
    """A forecast standing alone, in thousands, as a treasurer sends it."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Załącznik nr 1"
    _forecast_sheet(book.active, thousands=True)
    target = folder / "WPF_zalacznik_1.xlsx"
    save(book, target, title="WPF – Nowe Bielany", author=AUTHOR)
    return target


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "zrodla" / "moduly"):
        print(path.name)
