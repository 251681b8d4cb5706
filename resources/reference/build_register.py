"""Builds `jednostki.csv`, the register of territories, from public source files named by argument; see ZRODLA.md beside it.

    python build_register.py --terc TERC.csv --lau NUTS_PL.csv --areas Wykaz_powierzchni.xlsx --subregions BDL_podregiony.csv
        --people BDL_ludnosc.csv:2024 --people BDL_ludnosc.csv:2020 … --codes BDL_inne.csv:2019 --changes zmiany_z_wiedzy.csv --out jednostki.csv

Every `--people` file is a BDL export with codes and population of one year; the latest year that has a code gives its population,
and all of them together show which codes existed when.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SEEN, KNOWN = "sprawdzone w pliku", "z wiedzy, do sprawdzenia"
MACROREGIONS = {
    "01": "południowy",
    "02": "północno-zachodni",
    "03": "południowo-zachodni",
    "04": "północny",
    "05": "centralny",
    "06": "wschodni",
    "07": "województwo mazowieckie",
}
SPLIT_REGIONS = {"071410000000": "warszawski stołeczny", "071420000000": "mazowiecki regionalny"}
LEVEL_ORDER = ("country", "macroregion", "voivodeship", "region", "subregion", "powiat", "gmina", "part")
HEADER = (
    "kod", "nazwa", "poziom", "rodzaj", "nadrzędna", "ważna_od", "ważna_do", "następca",
    "ludność", "rok_ludności", "powierzchnia_km2", "nuts", "inne_nazwy", "podstawa",
)  # fmt: skip


@dataclass
class Unit:
    code: str
    name: str
    level: str
    unit_type: str = ""
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successor: str = ""
    population: int | None = None
    population_year: int | None = None
    area_km2: float | None = None
    nuts: str = ""
    other_names: list[str] = field(default_factory=list)
    basis: str = SEEN

    def row(self) -> list[str]:
        values = (
            self.code, self.name, self.level, self.unit_type, self.parent, self.valid_from, self.valid_to, self.successor,
            self.population, self.population_year, self.area_km2, self.nuts, "|".join(self.other_names), self.basis,
        )  # fmt: skip
        return ["" if value is None else str(value) for value in values]


Units = dict[str, Unit]


def from_terc(path: Path) -> Iterator[Unit]:
    """Country, voivodeships, powiaty, gminy and parts as the official register has them."""
    yield Unit("0000000", "Polska", "country")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            voivodeship, powiat, gmina, kind, name = (row[key] or "" for key in ("WOJ", "POW", "GMI", "RODZ", "NAZWA"))
            if not voivodeship:
                continue
            if not powiat:
                yield Unit(f"{voivodeship}00000", name.lower(), "voivodeship")
            elif not gmina:
                yield Unit(f"{voivodeship}{powiat}000", name, "powiat")
            elif kind in "123":
                yield Unit(f"{voivodeship}{powiat}{gmina}{kind}", name, "gmina", kind, f"{voivodeship}{powiat}000")
            else:
                whole = f"{voivodeship}{powiat}{gmina}3" if kind in "45" else f"{voivodeship}{powiat}011"
                yield Unit(f"{voivodeship}{powiat}{gmina}{kind}", name, "part", kind, whole)


def add_statistical_levels(units: Units, lau: Path, subregion_names: Path) -> None:
    """Macroregions, regions and subregions with their 12-digit ids, and each powiat placed in its subregion."""
    names = {code: name for code, name, _ in _bdl_rows(subregion_names)}
    for code, name in MACROREGIONS.items():
        units[f"{code}0000000000"] = Unit(f"{code}0000000000", name, "macroregion", parent="0000000")
    with lau.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            bdl = row["LAU CODE"][2:]
            macroregion, voivodeship, powiat = f"{bdl[:2]}0000000000", f"{bdl[2:4]}00000", f"{bdl[2:4]}{bdl[7:9]}000"
            region, subregion = f"{bdl[:5]}0000000", f"{bdl[:7]}00000"
            units[voivodeship].parent = macroregion
            region_name = SPLIT_REGIONS.get(region, units[voivodeship].name)
            units.setdefault(region, Unit(region, region_name, "region", parent=voivodeship, nuts=row["NUTS 3 CODE"][:4]))
            name = names[subregion].removeprefix("PODREGION ").lower()
            if name.startswith("miasto "):
                name = "miasto " + name.removeprefix("miasto ").title()
            units.setdefault(subregion, Unit(subregion, name, "subregion", parent=region, nuts=row["NUTS 3 CODE"]))
            if powiat in units:
                units[powiat].parent = subregion


def _bdl_rows(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Code, name and the other cells of each row of a BDL text export, whatever its separator."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    separator = ";" if lines[1].count(";") >= lines[1].count(",") else ","
    for row in csv.reader(lines[1:], delimiter=separator):
        if row:
            yield (row[0] if len(row[0]) == 12 else row[0].zfill(7)), row[1], row[2:]


def population_of(path: Path) -> dict[str, int]:
    """Population by code from a BDL export: long with „ogółem"s, wide with persons, or wide with thousands of persons."""
    header = next(csv.reader([path.read_text(encoding="utf-8-sig").splitlines()[0]], delimiter=";"))
    if "Wartosc" in header:
        whole = ["ogółem"] * (header.index("Rok") - 2)
        value_at = header.index("Wartosc") - 2
        return {c: int(cells[value_at]) for c, _, cells in _bdl_rows(path) if cells[: len(whole)] == whole and cells[value_at]}
    if len(header) < 3:
        header = next(csv.reader([path.read_text(encoding="utf-8-sig").splitlines()[0]], delimiter=","))
    titles = [title for title in header[2:] if title.strip()]
    thousands = next((place for place, title in enumerate(titles) if re.match(r"ludność w tysiącach\W", title + " ")), None)
    place = 0 if thousands is None else thousands
    scale = 1 if thousands is None else 1000
    return {c: round(float(cells[place].replace(",", ".")) * scale) for c, _, cells in _bdl_rows(path) if cells[place]}


def add_codes_of_other_years(units: Units, seen: dict[int, dict[str, str]], today: int) -> None:
    """Codes that only earlier files have, with the successor of the same six digits; dates where two files of neighbouring years show them."""
    by_unit = {code[:6]: code for code, unit in units.items() if unit.level == "gmina"}
    years = sorted(seen)
    for code in sorted({code for year in years for code in seen[year] if len(code) == 7 and code[6] in "123"} - units.keys()):
        successor = by_unit.get(code[:6], "")
        last = max(year for year in years if code in seen[year])
        later = min((year for year in [*years, today] if year > last), default=0)
        known = later == last + 1
        name = next(re.sub(r"\s*\(\d\)$", "", seen[year][code]) for year in years if code in seen[year])
        units[code] = Unit(code, name, "gmina", code[6], f"{code[:4]}000", "", f"{last}-12-31" if known else "", successor)
        if known and successor:
            _begins(units, successor, f"{later}-01-01", SEEN)


def _begins(units: Units, code: str, day: str, basis: str) -> None:
    """A gmina that got its code on a day, and its parts with it."""
    parts = [f"{code[:6]}{kind}" for kind in "45"] if code.endswith("3") else []
    for each in (code, *parts):
        if each in units:
            units[each].valid_from = day
            units[each].basis = basis


def add_known_changes(units: Units, path: Path) -> None:
    """What the source files do not show, from a table kept by hand."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            code, day, successor = row["kod"], row["data"], row["kod po zmianie"]
            match row["zmiana"]:
                case "nowa jednostka":
                    _begins(units, code, day, KNOWN)
                case "zmiana nazwy" | "inna nazwa w plikach GUS":
                    units[code].other_names.append(row["nazwa"])
                case "prawa miejskie" | "zniesienie" | "zmiana kodu":
                    if successor not in units:
                        raise SystemExit(f"{code} {row['nazwa']}: kodu {successor} nie ma w rejestrze")
                    former = Unit(code, row["nazwa"], "gmina", code[6], f"{code[:4]}000")
                    if code.endswith("000"):
                        former = Unit(code, row["nazwa"], "powiat", parent=units[successor].parent)
                    unit = units.setdefault(code, former)
                    unit.successor, unit.valid_to, unit.basis = successor, _day_before(day), KNOWN
                    if row["zmiana"] == "prawa miejskie":
                        _begins(units, successor, day, KNOWN)
                case other:
                    raise SystemExit(f"{code}: nieznany rodzaj zmiany „{other}”")
    units["0221091"].valid_from = "2003-01-01"


def _day_before(day: str) -> str:
    if not day.endswith("-01-01"):
        raise SystemExit(f"zmiana w ciągu roku: {day}")
    return f"{int(day[:4]) - 1}-12-31"


def add_areas(units: Units, path: Path) -> None:
    """Area in km² from hectares of the geodetic register."""
    import openpyxl

    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    for code, _, hectares, *_ in sheet.iter_rows(min_row=2, values_only=True):
        digits = str(code or "").replace(" ", "").ljust(7, "0")
        if digits in units and isinstance(hectares, int | float):
            units[digits].area_km2 = round(float(hectares) / 100, 2)


LAU_YEAR = 2018
"""The list's populations add up to 38 411 148, the country's on 31 December 2018."""


def fill_missing_population(units: Units, lau: Path) -> None:
    """A gmina whose code is newer than the data takes the number of its former code; a former one unknown to BDL files, Eurostat's."""
    for unit in list(units.values()):
        successor = units.get(unit.successor)
        if successor is not None and successor.population is None and successor.code[:6] == unit.code[:6]:
            successor.population, successor.population_year = unit.population, unit.population_year
    with lau.open(encoding="utf-8-sig", newline="") as lines:
        listed = {row["LAU CODE"][4:6] + row["LAU CODE"][9:13]: int(row["POPULATION"]) for row in csv.DictReader(lines)}
    for unit in units.values():
        if unit.level == "gmina" and unit.population is None and unit.valid_to >= f"{LAU_YEAR}-12-31" and unit.code[:6] in listed:
            unit.population, unit.population_year = listed[unit.code[:6]], LAU_YEAR


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("terc", "lau", "areas", "subregions", "changes", "out"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    arguments.add_argument("--people", action="append", required=True, metavar="PLIK:ROK")
    arguments.add_argument("--codes", action="append", default=[], metavar="PLIK:ROK", help="pliki, z których bierze się tylko kody")
    given = arguments.parse_args()

    units = {unit.code: unit for unit in from_terc(given.terc)}
    add_statistical_levels(units, given.lau, given.subregions)
    seen: dict[int, dict[str, str]] = {}
    people: dict[int, dict[str, int]] = {}
    for text in (*given.people, *given.codes):
        path, year = text.rsplit(":", 1)
        seen.setdefault(int(year), {}).update({code: name for code, name, _ in _bdl_rows(Path(path))})
        if text in given.people:
            people.setdefault(int(year), {}).update(population_of(Path(path)))
    add_codes_of_other_years(units, seen, today=2025)
    add_known_changes(units, given.changes)
    add_areas(units, given.areas)
    for year in sorted(people):
        for code, count in people[year].items():
            if code in units:
                units[code].population, units[code].population_year = count, year
    fill_missing_population(units, given.lau)
    ordered = sorted(units.values(), key=lambda unit: (LEVEL_ORDER.index(unit.level), unit.code))
    rows = [unit.row() for unit in ordered]
    if any(";" in value or '"' in value for row in rows for value in row):
        raise SystemExit("średnik lub cudzysłów w danych: plik czyta się bez cudzysłowów")
    text = "\n".join(";".join(row) for row in (HEADER, *rows))
    given.out.write_text(text + "\n", encoding="utf-8", newline="\n")
    print(f"{len(rows)} jednostek: {given.out}")


if __name__ == "__main__":
    main()
