"""The statistics of the fictitious towns as files in the layouts of GUS BDL exports: wide and long CSV, wide and long XLSX.

One file per subject of `resources/indicators/variables.toml`, so that wording, units and dimensions are those of the catalogue.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from packed_files import save, write_text
from town_values import COUNTRY, TOWNS, VOIVODESHIP, YEARS, area_value, known, value

FILES = {
    # pierwsza zmienna podgrupy: nazwa pliku, układ (CTAB, CREL, XTAB, XPIV)
    "ludnosc": ("LUDN_2137_XTAB_20250618101412.xlsx", "XTAB"),
    "przedprodukcyjny": ("LUDN_1342_CTAB_20250618101655.csv", "CTAB"),
    "gestosc": ("LUDN_2425_CTAB_20250618101803.csv", "CTAB"),
    "nieprodukcyjni_na_100": ("LUDN_2426_XPIV_20250618101944.xlsx", "XPIV"),
    "urodzenia": ("ruch_naturalny_2015-2024.xlsx", "XPIV"),
    "urodzenia_na_1000": ("LUDN_3428_XTAB_20250618102216.xlsx", "XTAB"),
    "saldo_migracji": ("LUDN_1350_CREL_20250618102511.csv", "CREL"),
    "zameldowania": ("LUDN_1355_CREL_20250618102634.csv", "CREL"),
    "bezrobotni": ("RYNE_1944_CREL_20250618103004.csv", "CREL"),
    "stopa_bezrobocia": ("RYNE_2392_CTAB_20250618103127.csv", "CTAB"),
    "pracujacy": ("pracujacy_2015-2024.xlsx", "XTAB"),
    "wynagrodzenie": ("WYNA_2497_XPIV_20250618103512.xlsx", "XPIV"),
    "podmioty": ("regon_sekcje.xlsx", "XTAB"),
    "podmioty_nowe": ("regon_nowe_i_wyrejestrowane.xlsx", "XPIV"),
    "podmioty_klasy": ("regon_klasy_wielkosci.xlsx", "XPIV"),
    "osoby_fizyczne": ("regon_osoby_fizyczne.xlsx", "XTAB"),
    "obiekty_noclegowe": ("noclegi.xlsx", "XPIV"),
    "dochody": ("dochody_gmin_ogolem.xlsx", "XTAB"),
    "dochody_wlasne": ("FINA_2622_XPIV_20250702091004.xlsx", "XPIV"),
    "dochody_na_mieszkanca": ("FINA_2627_XTAB_20250702091112.xlsx", "XTAB"),
    "subwencja": ("subwencja_i_dotacje.xlsx", "XPIV"),
    "wydatki": ("FINA_2633_XPIV_20250702091219.xlsx", "XPIV"),
    "wydatki_600": ("wydatki_wg_dzialow.xlsx", "XPIV"),
    "mieszkania": ("GOSP_2166_XTAB_20250618111204.xlsx", "XTAB"),
    "mieszkania_na_1000": ("zasoby_mieszkaniowe_wskazniki.xlsx", "XPIV"),
    "mieszkania_komunalne": ("zasoby_gminne.xlsx", "XTAB"),
    "mieszkania_oddane_na_1000": ("PRZE_3820_CREL_20250618111533.csv", "CREL"),
    "mieszkania_oddane": ("mieszkania_oddane.xlsx", "XTAB"),
    "przedszkola_odsetek": ("wychowanie_przedszkolne.xlsx", "XTAB"),
    "skolaryzacja_sp": ("skolaryzacja.xlsx", "XTAB"),
    "uczniowie_sp": ("uczniowie_sp.xlsx", "XTAB"),
    "uczniowie_lo": ("uczniowie_ponadpodstawowe.xlsx", "XPIV"),
    "zlobki_odsetek": ("zlobki.xlsx", "XPIV"),
    "pomoc_na_10tys": ("OCHR_3870_XPIV_20250618112702.xlsx", "XPIV"),
    "ludnosc_na_apteke": ("apteki.xlsx", "XTAB"),
    "porady": ("porady_lekarskie.xlsx", "XTAB"),
    "ngo_na_1000": ("organizacje_spoleczne.xlsx", "XTAB"),
    "frekwencja_rada": ("frekwencja.xlsx", "XPIV"),
    "czytelnicy_na_1000": ("biblioteki.xlsx", "XTAB"),
    "imprezy": ("domy_kultury.xlsx", "XPIV"),
    "zdarzenia_na_1000": ("zdarzenia_psp.xlsx", "XTAB"),
    "odpady_zmieszane_na_osobe": ("odpady.xlsx", "XPIV"),
    "lesistosc": ("lesistosc.xlsx", "XTAB"),
    "obszary_chronione": ("przyroda_i_zielen.xlsx", "XPIV"),
    "wodociag_odsetek": ("korzystajacy_z_instalacji.xlsx", "XTAB"),
    "zuzycie_wody": ("zuzycie_wody.xlsx", "XTAB"),
    "mpzp_odsetek": ("planowanie_przestrzenne.xlsx", "XTAB"),
    "drogi_rowerowe": ("drogi_dla_rowerow.xlsx", "XPIV"),
}

MARKED = {("wynagrodzenie", "9806000", 2016): "x", ("pomoc_na_10tys", "9808011", 2024): "n"}
"""Values the publisher does not give: a secret and a not yet. Both are printed as 0 with the letter beside."""
FALSE_ZEROS = {("pracujacy", "9804011", 2017)}
"""A zero that cannot be true, as wide exports print secrets."""

FICTION = "DANE ZMYŚLONE, wyłącznie do ćwiczeń: województwo przykładowe, Nowe Bielany i dziesięć pozostałych miast nie istnieją."
FOOTNOTE = (
    "Znak '-' oznacza brak informacji z powodu: zmiany poziomu prezentacji, zmian wprowadzonych do wykazu jednostek "
    "terytorialnych lub modyfikacji listy cech w danym okresie sprawozdawczym"
)


@dataclass(frozen=True)
class Subject:
    """A subject of the catalogue with the variables it asks for."""

    title: str
    category: str
    names: tuple[str, ...]
    unit: str
    lowest: str
    variables: tuple[dict[str, Any], ...]

    @property
    def dimension_names(self) -> tuple[str, ...]:
        width = len(self.variables[0]["dimensions"])
        return (*self.names, "Zakres przedmiotowy", "Rodzaj")[:width]

    def unit_of(self, variable: dict[str, Any]) -> str:
        return str(variable.get("unit", self.unit))


@dataclass(frozen=True)
class Row:
    """One value of an export."""

    code: str
    name: str
    variable: int
    year: int
    value: float | None
    mark: str = ""


def subjects(catalogue: Path) -> list[Subject]:
    """Every subject of the catalogue of variables."""
    entries = tomllib.loads(catalogue.read_text(encoding="utf-8"))["subject"]
    return [
        Subject(entry["title"], entry.get("category", ""), tuple(entry["dimension_names"]), entry["unit"], entry["lowest"], tuple(entry["variables"]))
        for entry in entries
    ]


def units_of(subject: Subject) -> list[tuple[str, str]]:
    """(code, name) of the units a subject is given for, as BDL names them, in BDL's order."""
    first = subject.variables[0]["key"]
    wider = area_value(first, VOIVODESHIP, YEARS[-1]) is not None
    units: list[tuple[str, str]] = []
    if area_value(first, COUNTRY, YEARS[-1]) is not None:
        units.append((COUNTRY, "POLSKA"))
    if wider:
        units.append((VOIVODESHIP, "PRZYKŁADOWE"))
    for town in TOWNS:
        if wider:
            units.append((town.powiat_code, f"Powiat {town.powiat}"))
        if subject.lowest == "gmina":
            units.append((town.code, f"{town.name} (1)"))
    return units


def rows_of(subject: Subject) -> Iterator[Row]:
    """Every value of the subject: unit by unit, variable by variable, year by year."""
    towns = {town.code: town for town in TOWNS}
    for code, name in units_of(subject):
        for index, variable in enumerate(subject.variables):
            key = variable["key"]
            for year in YEARS:
                if not known(key, year):
                    continue
                found = value(key, towns[code], year) if code in towns else area_value(key, code, year)
                mark = MARKED.get((key, code, year), "")
                if mark or (key, code, year) in FALSE_ZEROS:
                    found = 0.0
                yield Row(code, name, index, year, found, mark)


def write(catalogue: Path, folder: Path) -> list[Path]:
    """Writes one file per subject into the folder and returns the paths. Raises KeyError for a variable the model does not know."""
    written = []
    for subject in subjects(catalogue):
        name, layout = FILES.get(subject.variables[0]["key"], (f"{_slug(subject.title)}.xlsx", "XPIV"))
        target = folder / name
        {"CTAB": _wide_csv, "CREL": _long_csv, "XTAB": _wide_xlsx, "XPIV": _long_xlsx}[layout](subject, list(rows_of(subject)), target)
        written.append(target)
    return written


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.lower().replace("ł", "l")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40]


def _places(rows: list[Row]) -> dict[int, int]:
    """Decimal places of each variable, as BDL prints a whole column alike."""
    places: dict[int, int] = {}
    for row in rows:
        if row.value is not None:
            shown = 0 if row.value == int(row.value) else len(f"{row.value:.3f}".rstrip("0").split(".")[1])
            places[row.variable] = max(places.get(row.variable, 0), shown)
    return places


def _number(row: Row, places: dict[int, int]) -> str:
    return "" if row.value is None else f"{row.value:.{places.get(row.variable, 0)}f}".replace(".", ",")


def _columns(subject: Subject, rows: list[Row]) -> list[tuple[int, int]]:
    return sorted({(row.variable, row.year) for row in rows})


def _table(rows: list[Row]) -> Iterator[tuple[str, str, dict[tuple[int, int], Row]]]:
    for (code, name), group in groupby(rows, key=lambda row: (row.code, row.name)):
        yield code, name, {(row.variable, row.year): row for row in group}


def _wide_csv(subject: Subject, rows: list[Row], target: Path) -> None:
    places, columns = _places(rows), _columns(subject, rows)
    heads = ["Kod", "Nazwa"]
    for index, year in columns:
        variable = subject.variables[index]
        heads.append(";".join([*variable["dimensions"], str(year), f"[{subject.unit_of(variable)}]"]))
    lines = ["".join(f'"{head}";' for head in heads)]
    for code, name, cells in _table(rows):
        lines.append(f'{code};"{name}";' + "".join((_number(cells[c], places) if c in cells else "") + ";" for c in columns))
    write_text(target, "\n".join(lines) + "\n")


def _long_csv(subject: Subject, rows: list[Row], target: Path) -> None:
    places = _places(rows)
    heads = ["Kod", "Nazwa", *subject.dimension_names, "Rok", "Wartosc", "Jednostka miary", "Atrybut"]
    lines = ["".join(f'"{head}";' for head in heads)]
    for row in rows:
        variable = subject.variables[row.variable]
        texts = "".join(f'"{text}";' for text in [row.name, *variable["dimensions"], str(row.year)])
        lines.append(f'{row.code};{texts}{_number(row, places)};"{subject.unit_of(variable)}";"{row.mark}";')
    write_text(target, "\n".join(lines) + "\n")


def _book(subject: Subject) -> Any:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "OPIS"
    dimensions = "; ".join([*subject.dimension_names, "Rok"])
    for row in (
        ("Kategoria:", subject.category), (None, FICTION), ("Grupa:", subject.category), (None, "-"), ("Podgrupa:", subject.title), (None, "-"),
        ("Data ostatniej aktualizacji:", "22.05.2025"), ("Wymiary:", dimensions), ("Przypisy:", FOOTNOTE),
    ):
        sheet.append(row)
    return book


def _long_xlsx(subject: Subject, rows: list[Row], target: Path) -> None:
    book = _book(subject)
    sheet = book.create_sheet("DANE")
    sheet.append(["Kod", "Nazwa", *subject.dimension_names, "Rok", "Wartosc", "Jednostka miary", "Atrybut"])
    for row in rows:
        variable = subject.variables[row.variable]
        sheet.append([row.code, row.name, *variable["dimensions"], str(row.year), row.value, subject.unit_of(variable), row.mark or " "])
    book.create_sheet("TABLICA")
    save(book, target, title=subject.title, author="make_files.py")


def _wide_xlsx(subject: Subject, rows: list[Row], target: Path) -> None:
    book = _book(subject)
    sheet = book.create_sheet("TABLICA")
    columns, depth = _columns(subject, rows), len(subject.dimension_names)
    for level in range(depth):
        sheet.append([None, None, *(subject.variables[index]["dimensions"][level] for index, _ in columns)])
    sheet.append([None, None, *(str(year) for _, year in columns)])
    sheet.append([None, None, *(f"[{subject.unit_of(subject.variables[index])}]" for index, _ in columns)])
    for code, name, cells in _table(rows):
        sheet.append([code, name, *(cells[c].value if c in cells else None for c in columns)])
    sheet["A1"], sheet["B1"] = "Kod", "Nazwa"
    for letter in "AB":
        sheet.merge_cells(f"{letter}1:{letter}{depth + 2}")
    for level in range(depth):
        start = 0
        while start < len(columns):
            head = subject.variables[columns[start][0]]["dimensions"][: level + 1]
            end = start
            while end + 1 < len(columns) and subject.variables[columns[end + 1][0]]["dimensions"][: level + 1] == head:
                end += 1
            if end > start:
                sheet.merge_cells(start_row=level + 1, end_row=level + 1, start_column=start + 3, end_column=end + 3)
            start = end + 1
    save(book, target, title=subject.title, author="make_files.py")
