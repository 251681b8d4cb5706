"""Seeded exports of GUS BDL in every layout, and what people and programs do to them. Built from the description of the formats alone:
nothing here looks at the readers' tables, so that a mistake in them cannot hide."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment


@dataclass(frozen=True)
class Unit:
    """A territory as exports of different years code and name it; `bdl` and `nts` empty where not known to us."""

    code: str
    name: str
    teryt: str = ""
    bdl: str = ""
    nts: str = ""


UNITS = (
    Unit("0000000", "POLSKA", "0000000", "000000000000", "0000000000"),
    Unit("010000000000", "MAKROREGION POŁUDNIOWY", "", "010000000000"),
    Unit("1200000", "MAŁOPOLSKIE", "1200000", "011200000000", "2120000000"),
    Unit("011210000000", "REGION MAŁOPOLSKIE", "", "011210000000"),
    Unit("011212000000", "PODREGION KRAKOWSKI", "", "011212000000"),
    Unit("1201000", "Powiat bocheński", "1201000", "011212001000", "2121801000"),
    Unit("1201011", "Bochnia (1)", "1201011", "011212001011", "2121801011"),
    Unit("1201022", "Bochnia (2)", "1201022", "011212001022", "2121801022"),
    Unit("0200000", "DOLNOŚLĄSKIE", "0200000", "030200000000", "5020000000"),
    Unit("0201000", "Powiat bolesławiecki", "0201000", "030210101000", "5020101000"),
    Unit("0201011", "Bolesławiec (1)", "0201011", "030210101011", "5020101011"),
    Unit("0201022", "Bolesławiec (2)", "0201022", "030210101022", "5020101022"),
    Unit("0201043", "Nowogrodziec (3)", "0201043", "030210101043", "5020101043"),
    Unit("0201044", "Nowogrodziec - miasto (4)", "0201044", "030210101044", "5020101044"),
    Unit("0201045", "Nowogrodziec - obszar wiejski (5)", "0201045", "030210101045", "5020101045"),
    Unit("0265000", "Powiat m. Wałbrzych od 2013", "0265000", "030210365000"),
    Unit("0265011", "Wałbrzych od 2013 (1)", "0265011", "030210365011"),
    Unit("0402082", "Osiek (2)", "0402082", "040410702082"),
    Unit("2213082", "Osiek (2)", "2213082", "042214213082"),
    Unit("1213052", "Osiek (2)", "1213052", "011212313052"),
    Unit("1006000", "Powiat łódzki wschodni", "1006000", "", "1101506000"),
    Unit("1465011", "M.st.Warszawa od 2002 (1)", "1465011", "071412865011"),
    Unit("1465028", "Bemowo - dzielnica (8)", "1465028", "071412865028"),
)


@dataclass(frozen=True)
class Subject:
    """What a table is about. `units` has one entry for all series or one for each value of the first dimension."""

    title: str
    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    units: tuple[str, ...]
    decimals: int = 0
    negative: bool = False
    large: float = 90_000


SUBJECTS = (
    Subject("Ludność wg grup wieku i płci", ("Wiek", "Płeć"), (("ogółem", "0-4", "70 i więcej"), ("ogółem", "mężczyźni", "kobiety")), ("osoba",)),
    Subject("Przeciętne wynagrodzenia brutto", ("Wyszczególnienie",), (("ogółem",),), ("zł",), 2, large=9_000),
    Subject("Bezrobotni zarejestrowani", ("Płeć", "Okresy"), (("ogółem", "kobiety"), ("styczeń", "I kwartał", "I półrocze", "rok")), ("osoba",)),
    Subject(
        "Migracje na pobyt stały",
        ("Rodzaj migracji", "Kierunek", "Płeć", "Zakres przedmiotowy"),
        (("wewnętrzne", "zagraniczne"), ("saldo migracji", "napływ"), ("ogółem",), ("na 1000 ludności",)),
        ("-",),
        1,
        True,
        30,
    ),
    Subject(
        "Budynki i obiekty",
        ("Wyszczególnienie",),
        (("budynki mieszkalne ogółem (PKOB 11)", "boiska 36x19 m", "targi, wystawy i pokazy", "2010", "powierzchnia"),),
        ("szt.", "szt.", "-", "szt.", "m2"),
    ),
    Subject("Dochody budżetów gmin", ("Rodzaje dochodów", "Działy"), (("ogółem", "dochody własne - razem"), ("ogółem", "Dział 756")), ("zł",), 2, large=9e9),
    Subject("Powierzchnia geodezyjna", ("Lokalizacje",), (("ogółem", "miasta", "wieś"),), ("ha", "ha", "km2")),
)

DENYING, KEEPING = ("x", "X", "n"), ("k", "K", "s", "M", "v", "p", "z", "Z", "a", "A")

Key = tuple[tuple[str, ...], str, int]


@dataclass
class Case:
    """One file made, with what it says: series and place and year → value (None: the publisher says there is none)."""

    seed: int
    path: Path = Path()
    truth: dict[Key, float | None] = field(default_factory=dict)
    units_of: dict[tuple[str, ...], str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)


class Table:
    """The values of one table and the choices of how they are written down."""

    def __init__(self, rng: random.Random, case: Case, *, zeros_for_denied: bool) -> None:
        self.rng, self.case = rng, case
        self.subject = rng.choice(SUBJECTS)
        first = rng.randrange(1995, 2024)
        self.years = list(range(first, min(first + rng.randint(1, 6), 2027)))
        self.scheme = rng.choice(["teryt", "teryt", "bdl", "nts"])
        able = [unit for unit in UNITS if getattr(unit, self.scheme)]
        self.units = sorted(rng.sample(able, rng.randint(3, len(able))), key=lambda unit: unit.bdl or unit.code)
        self.series = self._series()
        self.cells: dict[Key, tuple[float | None, str]] = {}
        for words in self.series:
            for unit in self.units:
                for year in self.years:
                    self._fill((words, unit.code, year), zeros_for_denied)

    def _series(self) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = [()]
        for values in self.subject.values:
            found = [(*words, value) for words in found for value in values]
        for words in found:
            units = self.subject.units
            self.case.units_of[words] = units[0] if len(units) == 1 else units[self.subject.values[0].index(words[0])]
        return found

    def _fill(self, key: Key, zeros_for_denied: bool) -> None:
        """A value, nothing, or a printed number that its attribute denies."""
        rng = self.rng
        value: float = round(rng.uniform(-self.subject.large if self.subject.negative else 1, self.subject.large), self.subject.decimals)
        value = value if self.subject.decimals else float(int(value))
        kind = rng.random()
        if kind < 0.08:
            self.cells[key] = None, ""
        elif kind < 0.13:
            self.cells[key] = 0.0, rng.choice(DENYING)
            self.case.truth[key] = 0.0 if zeros_for_denied else None
        elif kind < 0.15 and not zeros_for_denied:
            self.cells[key] = None, "n"
            self.case.truth[key] = None
        elif kind < 0.2:
            letter = rng.choice(KEEPING)
            value = 0.0 if letter in "aAzZ" else value
            self.cells[key] = value, letter
            self.case.truth[key] = value
        else:
            self.cells[key] = value, ""
            self.case.truth[key] = value

    def code(self, unit: Unit) -> str:
        return str(getattr(unit, self.scheme))

    def unit_of(self, words: tuple[str, ...]) -> str:
        return self.case.units_of[words]


def spoiled_codes(rng: random.Random, codes: Sequence[str]) -> tuple[str, Callable[[str], Any]]:
    """A way in which programs spoil codes: its name, and the function for one code."""
    ways: dict[str, Callable[[str], Any]] = {
        "kody bez zer": lambda code: code.lstrip("0") or "0",
        "kody jako liczby": lambda code: int(code),
        "kody jako ułamki": lambda code: float(code),
        "kody z .0": lambda code: f"{int(code)}.0",
        "kody z apostrofem": lambda code: "'" + code,
        "kody z odstępem na końcu": lambda code: code + "  ",
        "kody z twardą spacją": lambda code: "\u00a0" + code,
    }
    if all(len(code) == 7 for code in codes):
        ways["kody rozsunięte"] = lambda code: f"{code[:2]} {code[2:4]} {code[4:6]} {code[6]}" if code[4:6] != "00" else f"{code[:2]} {code[2:4]}  " if code[2:4] != "00" else code[:2]
        ways["kody z tysiącami"] = lambda code: f"{int(code):,}".replace(",", "\u00a0")
    name = rng.choice(sorted(ways))
    return name, ways[name]


def number(value: float | None, decimal: str = ",", *, thousands: str = "", zeros: int = 0) -> str:
    """A number as exports print it."""
    if value is None:
        return ""
    said = f"{value:,.{zeros}f}" if value == int(value) else f"{value:,.4f}".rstrip("0")
    return said.replace(",", "\0").replace(".", decimal).replace("\0", thousands)


def stamp(rng: random.Random) -> str:
    return f"{rng.randint(2016, 2026)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randint(0, 23):02}{rng.randint(0, 59):02}{rng.randint(0, 59):02}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


# CSV


def csv_case(seed: int, folder: Path) -> Case:
    """A CSV export, wide or relational, then saved and cut by people."""
    rng = random.Random(seed)
    long = rng.random() < 0.5
    case = Case(seed)
    table = Table(rng, case, zeros_for_denied=not long)
    english = rng.random() < 0.12
    code_of: Callable[[str], Any] = str
    steps = case.steps
    steps.append(("relacyjna" if long else "szeroka") + f" {table.subject.title[:12]} {table.scheme}")
    if rng.random() < 0.35:
        name, spoil = spoiled_codes(rng, [table.code(unit) for unit in table.units])
        code_of = lambda code: str(spoil(code))  # noqa: E731
        steps.append(name)
    grid = _long_rows(table, code_of, english=english) if long else _wide_rows(table, code_of, english=english)
    decimal, thousands, delimiter = ",", "", ";"
    if rng.random() < 0.15:
        decimal, delimiter = ".", ","
        steps.append("przecinek i kropka")
    elif rng.random() < 0.2:
        thousands = rng.choice([" ", "\u00a0", "\u202f"])
        steps.append(f"tysiące {thousands!r}")
    elif rng.random() < 0.1:
        delimiter = rng.choice(["\t", "|"])
        steps.append(f"rozdzielacz {delimiter!r}")
    cut = rng.choice(_CUTS) if rng.random() < 0.6 else None
    if cut is not None:
        steps.append(cut.__name__)
        cut(rng, table, grid, long)
    zeros = rng.choice([0, 0, 2]) if table.subject.decimals else 0
    quotes = rng.choice(["eksport", "eksport", "wszystkie", "potrzebne"])
    steps.append(f"cudzysłowy: {quotes}")
    lines = []
    for row in grid:
        cells = []
        for cell in row:
            if isinstance(cell, float):
                said = number(cell, decimal, thousands=thousands, zeros=zeros)
                cells.append(_quoted(said) if quotes == "wszystkie" or delimiter in said else said)
            else:
                said = "" if cell is None else str(cell)
                needed = any(mark in said for mark in (delimiter, '"', "\n"))
                cells.append(_quoted(said) if quotes == "wszystkie" or needed or (quotes == "eksport" and said and not said.isdigit()) else said)
        lines.append(delimiter.join(cells))
    if cut is None and decimal == "," and delimiter == ";" and not thousands:
        lines = _damaged(rng, case, lines, long)
    ends = rng.choice(["\n", "\n", "\r\n", "\r"])
    text = ends.join(lines) + rng.choice([ends, ends, ""])
    encoding = rng.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1250"])
    if encoding == "cp1250" and "\u202f" in text:
        encoding = "utf-8"
    steps.append(f"{encoding} {ends!r}")
    category, subject = rng.choice(["LUDN", "RYNE", "FINA", "PRZE"]), rng.randint(1000, 4999)
    infix = "CREL" if long else "CTAB"
    file = rng.choice([f"{category}_{subject}_{infix}_{stamp(rng)}.csv", f"{category}_{subject}_{infix}_{stamp(rng)} (1).csv", "dane o mieście żółć.csv", "Kopia tablica.txt"])
    case.path = folder / file
    data = text.encode(encoding)
    if rng.random() < 0.07:
        case.path = case.path.with_suffix(".zip")
        with zipfile.ZipFile(case.path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"katalog/podkatalog/{file}".replace(".txt", ".csv"), data)
    else:
        case.path.write_bytes(data)
    return case


def _damaged(rng: random.Random, case: Case, lines: list[str], long: bool) -> list[str]:
    """What a careless replacement of signs or a lost quotation mark does to a whole file."""
    way = rng.random()
    if way < 0.2:
        case.steps.append("zamienione wszystkie przecinki i średniki")
        case.truth = {(tuple(word.replace(",", ".") for word in words), code, year): value for (words, code, year), value in case.truth.items()}
        case.units_of = {tuple(word.replace(",", ".") for word in words): unit for words, unit in case.units_of.items()}
        return [line.replace(",", ".").replace(";", ",") for line in lines]
    if way < 0.35 and not long:
        case.steps.append("nagłówek bez cudzysłowów")
        return [lines[0].replace('"', ""), *lines[1:]]
    if way < 0.45:
        case.steps.append("każda linia w cudzysłowie")
        return [_quoted(line) for line in lines]
    return lines


def _long_rows(table: Table, code_of: Callable[[str], Any], *, english: bool, tail: bool = True) -> list[list[Any]]:
    heads = ["Code", "Name", *table.subject.names, "Year", "Value", "Measure unit", "Attribute"] if english else ["Kod", "Nazwa", *table.subject.names, "Rok", "Wartosc", "Jednostka miary", "Atrybut"]
    end: list[Any] = [""] if tail else []
    rows: list[list[Any]] = [[*heads, *end]]
    for words in table.series:
        for unit in table.units:
            for year in table.years:
                value, letter = table.cells[words, unit.code, year]
                rows.append([code_of(table.code(unit)), unit.name, *words, str(year), value, table.unit_of(words), letter, *end])
    return rows


def _wide_rows(table: Table, code_of: Callable[[str], Any], *, english: bool, tail: bool = True) -> list[list[Any]]:
    labels = [f"{';'.join(words)};{year};[{table.unit_of(words)}]" for words in table.series for year in table.years]
    end: list[Any] = [""] if tail else []
    rows: list[list[Any]] = [[*(["Code", "Name"] if english else ["Kod", "Nazwa"]), *labels, *end]]
    for unit in table.units:
        values = [table.cells[words, unit.code, year][0] for words in table.series for year in table.years]
        rows.append([code_of(table.code(unit)), unit.name, *values, *end])
    return rows


Grid = list[list[Any]]


def drop_tail(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    for row in grid:
        row.pop()


def blank_rows(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    for _ in range(3):
        grid.insert(rng.randint(1, len(grid)), [""] * len(grid[0]))
    grid.extend([[""] * len(grid[0])] * 3)


def blank_columns(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    for row in grid:
        row.extend([""] * 4)


def title_above(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    grid[0:0] = [["Tablica z Banku Danych Lokalnych"], ["stan na 31 XII; źródło: GUS"], []][: rng.randint(1, 3)]


def note_below(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    grid.extend([[], ["", "* dane szacunkowe"], ["Źródło: GUS BDL, dostęp 12.02.2024 r."]])


def sum_below(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    grid.append(["", "Razem", *(12345.0 if isinstance(cell, float) else "" for cell in grid[1][2:])])


def sum_named_in_code_column(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    grid.append(["SUMA", "", *(12345.0 if isinstance(cell, float) else "" for cell in grid[1][2:])])


def rows_twice(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    for _ in range(4):
        grid.append(list(grid[rng.randint(1, len(grid) - 1)]))


def header_again(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    grid.insert(rng.randint(2, len(grid)), list(grid[0]))


def number_column_first(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    for count, row in enumerate(grid):
        row.insert(0, "Lp." if count == 0 else str(count))


def voivodeship_column(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    at = rng.choice([2, 0, 1])
    for count, row in enumerate(grid):
        name = str(row[1])
        row.insert(at, "Województwo" if count == 0 else "cały kraj" if name == table.units[0].name else ["małopolskie", "dolnośląskie"][len(name) % 2])


def remarks_column(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    for count, row in enumerate(grid):
        row[-1:] = ["Uwagi" if count == 0 else "sprawdzić" if count % 3 == 0 else ""]


def remarks_without_heading(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    for count, row in enumerate(grid[1:]):
        row[-1] = "!" if count % 3 == 0 else ""


def names_deleted(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    for row in grid:
        del row[1]


def shuffled_rows(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    body = grid[1:]
    rng.shuffle(body)
    grid[1:] = body


def upper_case_header(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    grid[0][:2] = ["KOD ", " NAZWA"]


def dashes_for_nothing(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    at = _value_columns(table, grid, long)
    for row in grid[1:]:
        for column in at:
            if row[column] is None and not (long and row[column + 2]):
                row[column] = rng.choice(["-", "–", ".", "b.d."])


def series_deleted(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    if long:
        return
    at = rng.randrange(2, len(grid[0]) - 1)
    if len(grid[0]) == 4:
        return
    place = at - 2
    words, year = table.series[place // len(table.years)], table.years[place % len(table.years)]
    for row in grid:
        del row[at]
    for unit in table.units:
        table.case.truth.pop((words, unit.code, year), None)


def rows_deleted(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    if long or len(table.units) < 4:
        return
    at = rng.randrange(1, len(grid))
    del grid[at]
    gone = table.units[at - 1].code
    for key in [key for key in table.case.truth if key[1] == gone]:
        del table.case.truth[key]


def long_columns_moved(rng: random.Random, table: Table, grid: Grid, long: bool) -> None:
    """The attribute before the value, the year after it, as the export of 2016 had the unit before the value."""
    if not long:
        return
    dimensions = len(table.subject.names)
    order = [0, 1, *range(2, 2 + dimensions), *rng.sample(range(2 + dimensions, 6 + dimensions), 4), 6 + dimensions]
    for row in grid:
        row[:] = [row[place] for place in order]


def _value_columns(table: Table, grid: Grid, long: bool) -> list[int]:
    return [len(table.subject.names) + 3] if long else list(range(2, len(grid[0]) - 1))


_CUTS: tuple[Callable[[random.Random, Table, Grid, bool], None], ...] = (
    drop_tail,
    blank_rows,
    blank_columns,
    title_above,
    note_below,
    sum_below,
    sum_named_in_code_column,
    rows_twice,
    header_again,
    number_column_first,
    voivodeship_column,
    remarks_column,
    remarks_without_heading,
    names_deleted,
    shuffled_rows,
    upper_case_header,
    dashes_for_nothing,
    series_deleted,
    rows_deleted,
    long_columns_moved,
)


# XLSX


def xlsx_case(seed: int, folder: Path) -> Case:
    """A workbook export, wide or relational, Polish or the English one of 2016, then saved and changed by people."""
    rng = random.Random(seed)
    kind = rng.choice(["XTAB", "XTAB", "XPIV", "XPIV", "2016"])
    case = Case(seed)
    table = Table(rng, case, zeros_for_denied=kind == "XTAB")
    steps = case.steps
    steps.append(f"{kind} {table.subject.title[:12]} {table.scheme}")
    code_of: Callable[[str], Any] = str
    if rng.random() < 0.35:
        name, code_of = spoiled_codes(rng, [table.code(unit) for unit in table.units])
        steps.append(name)
    book = openpyxl.Workbook()
    book.remove(book.active)
    if rng.random() < 0.85:
        _describe(book, rng, table, english=kind == "2016", steps=steps)
    else:
        steps.append("bez OPIS")
    if kind == "XTAB":
        _stacked(book, rng, table, code_of, steps)
    else:
        _relational(book, rng, table, code_of, steps, english=kind == "2016")
    if rng.random() < 0.2:
        steps.append("arkusz z notatkami")
        notes = book.create_sheet("Notatki", rng.randint(0, len(book.sheetnames)))
        notes.append(["Do sprawdzenia w urzędzie"])
        notes.append(["rok", 2024, "osoba", "Jan K."])
    if rng.random() < 0.15:
        steps.append("arkusze przemianowane")
        for sheet in book.worksheets:
            sheet.title = f"{sheet.title.lower()} (2)" if rng.random() < 0.5 else f"A{rng.randint(1, 999)} {len(book.sheetnames)}{sheet.title[:4]}"
    file = rng.choice([f"LUDN_2137_{kind}_{stamp(rng)}.xlsx", "ludnosc_2013-2024.xlsx", "Zeszyt1.xlsx"])
    case.path = folder / file
    book.save(case.path)
    return case


def _describe(book: openpyxl.Workbook, rng: random.Random, table: Table, *, english: bool, steps: list[str]) -> None:
    title = rng.choice(["OPIS", "OPIS", "OPIS", "Opis", "Arkusz1"]) if not english else "DESCRIPTION"
    if title == "Arkusz1":
        steps.append("OPIS przemianowany")
    sheet = book.create_sheet(title)
    labels = ["Category:", "Group:", "Subgroup:", "Last update:", "Dimensions:", "Footnotes:"] if english else ["Kategoria:", "Grupa:", "Podgrupa:", "Data ostatniej aktualizacji:", "Wymiary:", "Przypisy:"]
    day = rng.choice(["22.05.2025", "2019-06-18", "13/01/2016"])
    texts = ["LUDNOŚĆ", "STAN LUDNOŚCI", table.subject.title, day, "; ".join([*table.subject.names, "Year" if english else "Rok"]), "Znak '-' oznacza brak informacji<br/>"]
    for label, text in zip(labels, texts, strict=True):
        sheet.append([label, text])
        if label[:3] in ("Kat", "Gru", "Pod", "Cat", "Gro", "Sub"):
            sheet.append([None, "-"])


def _stacked(book: openpyxl.Workbook, rng: random.Random, table: Table, code_of: Callable[[str], Any], steps: list[str]) -> None:
    depth, last = len(table.subject.names), len(table.series) * len(table.years) + 2
    merging = rng.choice(["scalone", "scalone", "rozdzielone puste", "rozdzielone wypełnione"])
    years = rng.choice([str, str, int, float])
    steps.append(f"{merging}, lata {years.__name__}")
    sheet = book.create_sheet("TABLICA")
    above = rng.choice([0, 0, 0, 2])
    if above:
        steps.append("tytuł nad tabelą")
        sheet.cell(1, 1, "Tablica dla miasta")
    if rng.random() < 0.2:
        steps.append("pusty arkusz DANE")
        book.create_sheet("DANE")
    columns = [(words, year) for words in table.series for year in table.years]
    for level in range(depth):
        row, start = above + level + 1, 3
        for place in range(len(columns) + 1):
            changed = place == len(columns) or (place > 0 and columns[place][0][: level + 1] != columns[place - 1][0][: level + 1])
            if changed:
                word = columns[place - 1][0][level]
                for column in range(start, place + 3):
                    if column == start or merging == "rozdzielone wypełnione":
                        sheet.cell(row, column, word)
                if merging == "scalone" and place + 2 > start:
                    sheet.merge_cells(start_row=row, end_row=row, start_column=start, end_column=place + 2)
                start = place + 3
    for place, (words, year) in enumerate(columns):
        sheet.cell(above + depth + 1, place + 3, years(year))
        sheet.cell(above + depth + 2, place + 3, f"[{table.unit_of(words)}]")
    for column, head in ((1, "Kod"), (2, "Nazwa")):
        for row in range(above + 1, above + depth + 3):
            if row == above + 1 or merging == "rozdzielone wypełnione":
                sheet.cell(row, column, head)
        if merging == "scalone":
            sheet.merge_cells(start_row=above + 1, end_row=above + depth + 2, start_column=column, end_column=column)
    texts = rng.random() < 0.15
    if texts:
        steps.append("wartości jako tekst")
    for unit in table.units:
        cells: list[Any] = [code_of(table.code(unit)), unit.name]
        for words, year in columns:
            value = table.cells[words, unit.code, year][0]
            cells.append(rng.choice([None, "-"]) if value is None else number(value, thousands=" ") if texts else value)
        sheet.append(cells)
    _change_sheet(sheet, rng, steps, last, above + depth + 2)


def _relational(book: openpyxl.Workbook, rng: random.Random, table: Table, code_of: Callable[[str], Any], steps: list[str], *, english: bool) -> None:
    sheet = book.create_sheet("DATA" if english else "DANE")
    rows = _long_rows(table, code_of, english=False, tail=False)
    if english:
        rows[0] = ["TERYT_CODE", "TERYT_NAME", *(name.upper() for name in table.subject.names), "YEAR", "MEASURE UNIT", "VALUE", "ATTRIBUTE"]
        at = len(table.subject.names) + 3
        for row in rows[1:]:
            row[at], row[at + 1] = row[at + 1], row[at]
    years = rng.choice([str, str, int, float])
    steps.append(f"lata {years.__name__}")
    at = len(table.subject.names) + 2
    for row in rows[1:]:
        row[at] = years(int(row[at]))
        row[-1] = row[-1] or rng.choice([" ", " ", None])
    for row in rows:
        sheet.append(row)
    if rng.random() < 0.8:
        pivot = book.create_sheet("PIVOT" if english else "TABLICA", len(book.sheetnames) if rng.random() < 0.7 else 0)
        if english:
            pivot.append(["Row Labels", "Column Labels"])
            pivot.append(["POLAND", 5])
    _change_sheet(sheet, rng, steps, len(rows[0]), 1)


def _change_sheet(sheet: Any, rng: random.Random, steps: list[str], last: int, header: int) -> None:
    """What people do to a sheet without changing what it says."""
    match rng.choice(["", "", "filtr", "kolumny", "puste", "przypis", "formaty", "suma", "uwagi"]):
        case "filtr":
            steps.append("ukryte wiersze")
            for row in range(header + 1, sheet.max_row, 2):
                sheet.row_dimensions[row].hidden = True
            sheet.auto_filter.ref = sheet.dimensions
        case "kolumny":
            steps.append("ukryte kolumny")
            sheet.column_dimensions["A"].hidden = True
        case "puste":
            steps.append("puste wiersze i kolumny z formatem")
            for row in range(1, sheet.max_row + 20):
                sheet.cell(row, last + 3).alignment = Alignment(indent=1)
        case "przypis":
            steps.append("przypis pod tabelą")
            sheet.append([])
            sheet.append([None, "Źródło: GUS"])
        case "suma":
            steps.append("suma pod tabelą")
            sheet.append([None, "Razem", *[777] * (last - 2)])
        case "uwagi":
            steps.append("uwagi obok bez nagłówka")
            sheet.cell(header + 1, last + 1, "sprawdzić")
        case "formaty":
            steps.append("formaty liczb")
            for row in sheet.iter_rows(min_row=header + 1):
                for cell in row:
                    cell.number_format = "#,##0.0"
