"""Shares in PIT and CIT by unit: codes split into WK, PK, GK, GT, a row for each chapter of the budget, amounts in złoty.

A city with powiat rights stands twice: its municipal part in chapter 75621 and its powiat part in 75622; the city's amount is the sum.
The tax and the year are said only in the title. `-` in the columns of the code means „not applicable".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from excel_modules.parse import text
from excel_modules.reading import Contents, ObservedTable, RawSeries, Refused, Skipped, error, note
from excel_modules.sheet import CellValue, Sheet, Workbook, cell_name, range_name
from excel_modules.statistics.trouble import SUM, Trouble
from excel_modules.statistics.value_column import value_column
from mrl_desktop.domain.findings import Finding
from mrl_desktop.polish import fold

_LOOK = 20
_PARTS = ("wk", "pk", "gk", "gt")
_TAXES = (("CIT", re.compile(r"\bcit\b|\bosob prawnych\b")), ("PIT", re.compile(r"\bpit\b|\bosob fizycznych\b")))
_YEAR = re.compile(r"\b(20\d\d)\b")
_MUNICIPAL, _POWIAT, _VOIVODESHIP = "75621", "75622", "75623"
_ABSENT = {"", "-", "–"}
_HOW = "suma części gminnej (rozdział 75621) i powiatowej (rozdział 75622)"

_MEASURES = (
    ("wykonane", re.compile(r"dochody wykonane"), "dochody wykonane"),
    ("naleznosci", re.compile(r"^naleznosci\b(?!.*pozostale)"), "należności"),
    ("zaleglosci", re.compile(r"zaleglosci"), "zaległości netto"),
    ("do_zaplaty", re.compile(r"naleznosci pozostale"), "należności pozostałe do zapłaty"),
    ("nadplaty", re.compile(r"nadplaty"), "nadpłaty"),
)
"""Measure, how its heading reads, and its name for people; the first that fits counts."""


@dataclass(slots=True)
class Shares:
    """Where such a table lies in its sheet; `tax` "" and `year` 0 when the titles do not say."""

    sheet: Sheet
    data: int
    parts: tuple[int, ...]
    name: int
    chapter: int
    measures: dict[int, int] = field(default_factory=dict)
    """Column → place in the list of measures."""
    others: dict[int, str] = field(default_factory=dict)
    tax: str = ""
    year: int = 0


def find_shares(sheet: Sheet) -> Shares | None:
    """The table of shares of a sheet, or None."""
    found = find_split_codes(sheet)
    return found if found is not None and any(place == 0 for place in found.measures.values()) else None


def find_split_codes(sheet: Sheet) -> Shares | None:
    """Any table of a sheet with codes in four columns, or None; it is one of shares when the first of the measures is in it."""
    rows = sheet.rows[:_LOOK]
    for number, row in enumerate(rows):
        heads = {fold(text(value)): column for column, value in enumerate(row) if value is not None}
        if not set(_PARTS) <= heads.keys():
            continue
        data = next((place for place in range(number + 1, len(rows)) if re.fullmatch(r"\d{1,2}", _said(rows[place], heads["wk"]))), -1)
        told = _headings(sheet, number, data if data > 0 else number + 4)
        chapter = next((column for column, said in told.items() if said.endswith("rozdzial") or " rozdzial" in said), -1)
        measures = {column: place for column, said in told.items() if (place := _measure(said)) >= 0}
        if data < 0:
            return None
        if not any(place == 0 for place in measures.values()):
            measures = {}
        title = " ".join(text(value) for above in rows[:number] for value in above if value is not None)
        used = {*measures, chapter, *(heads[part] for part in _PARTS)}
        name = next((column for column, said in told.items() if said.startswith("nazwa")), -1)
        others = {column: said for column, said in told.items() if column not in used and column != name}
        return Shares(sheet, data, tuple(heads[part] for part in _PARTS), name, chapter, measures, others, _tax(title), year_in_words(title))
    return None


def _headings(sheet: Sheet, top: int, data: int) -> dict[int, str]:
    """Each column's heading from all rows of the header, merged cells seen."""
    found: dict[int, str] = {}
    for column in range(sheet.width):
        parts = dict.fromkeys(fold(text(value)) for row in range(top, data) if (value := sheet.seen(row, column)) is not None)
        if parts:
            found[column] = re.sub(r"\s+", " ", " ".join(parts)).strip()
    return found


def _measure(said: str) -> int:
    last = said.rsplit("saldo koncowe", 1)[-1].strip()
    return next((place for place, (_, pattern, _) in enumerate(_MEASURES) if pattern.search(last)), -1)


def _tax(title: str) -> str:
    said = {name for name, pattern in _TAXES if pattern.search(fold(title))}
    return said.pop() if len(said) == 1 else ""


def year_in_words(title: str) -> int:
    years = set(_YEAR.findall(title))
    return int(years.pop()) if len(years) == 1 else 0


def _said(row: Sequence[CellValue], column: int) -> str:
    return text(row[column]).removesuffix(".0") if 0 <= column < len(row) and row[column] is not None else ""


def read_shares(workbook: Workbook, publisher: str) -> Contents:
    """Every sheet that is such a table. Raises Refused when the title says neither which tax nor which year."""
    trouble = Trouble(workbook.file)
    tables: list[ObservedTable] = []
    for sheet in workbook.sheets:
        shares = find_shares(sheet)
        if shares is None:
            if not sheet.empty:
                trouble.sheet_not_read(sheet)
            continue
        shares.tax = shares.tax or _tax(workbook.file.replace("_", " "))
        if not shares.tax or not shares.year:
            raise Refused(_untold(workbook.file, sheet.name, shares))
        tables.append(_table(workbook, shares, trouble))
    return Contents(tables=tuple(tables), skipped=tuple(trouble.skipped), findings=trouble.findings(), publisher=publisher)


def _table(workbook: Workbook, shares: Shares, trouble: Trouble) -> ObservedTable:
    sheet = shares.sheet
    rows_of: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for number in range(shares.data, sheet.height):
        row = sheet.rows[number]
        if not any(value is not None for value in row):
            continue
        code = _code(row, shares)
        if not code or SUM.match(fold(_said(row, shares.name))):
            trouble.row_without_code(sheet.name, number, sheet.raw[number])
            continue
        rows_of.setdefault(code, []).append(number)
        names.setdefault(code, _said(row, shares.name))
    made = ObservedTable(
        sheet=sheet.name,
        codes=list(rows_of),
        names=list(names.values()),
        unit_rows=[rows[0] for rows in rows_of.values()],
        series=[],
        code_column=shares.parts[0],
        gathered_how=_HOW,
    )
    for column, measure in shares.measures.items():
        _observe(workbook, shares, made, column, measure, rows_of, trouble)
    for column, said in shares.others.items():
        if filled := [number for number in range(shares.data, sheet.height) if _said(sheet.rows[number], column)]:
            where = range_name(filled[0], column, filled[-1], column)
            trouble.skipped.append(Skipped(sheet=sheet.name, cell=where, reason="Kolumna opisowa; nie ma w niej kwot.", value=said[:60], count=len(filled)))
    if sheet.hidden_rows:
        trouble.hidden_rows(sheet.name, len(sheet.hidden_rows))
    if any(len(rows) > 1 for rows in rows_of.values()):
        message = "Miasta na prawach powiatu mają w pliku po dwa wiersze (część gminna i powiatowa); zapisano ich sumy."
        trouble.say(note("I85", workbook.file, message, "Nie trzeba nic robić.", sheet=sheet.name, cell=cell_name(next(iter(rows_of.values()))[0], shares.name)))
    return made


def _observe(workbook: Workbook, shares: Shares, made: ObservedTable, column: int, measure: int, rows_of: dict[str, list[int]], trouble: Trouble) -> None:
    """One measure of all units; a unit of several rows gets their sum if every row has a number."""
    sheet = shares.sheet
    key, _, name = _MEASURES[measure]
    tax = shares.tax.casefold()
    wanted = [number for rows in rows_of.values() for number in rows]
    read = value_column([sheet.raw[number][column] if column < len(sheet.raw[number]) else "" for number in wanted], workbook.decimal)
    values = dict(zip(wanted, read.values, strict=True))
    place_of = {number: place for place, number in enumerate(wanted)}
    made.series.append(
        RawSeries(
            dimensions=(f"udziały w {shares.tax}", name),
            unit="zł",
            cell=cell_name(shares.data - 1, column),
            says=f"udziały w podatku {shares.tax}: {name} [zł]",
            variable=f"mf_udzialy_{tax}" if key == "wykonane" else "",
            subject=f"Udziały jednostek samorządu terytorialnego w podatku {shares.tax}",
            key=f"mf:udzialy:{tax}:{key}",
            title=f"Udziały w podatku {shares.tax} – {name}",
        )
    )
    for unit, rows in enumerate(rows_of.values()):
        made.present += len(rows)
        known = [number for number in rows if place_of[number] not in read.empty and place_of[number] not in read.bad]
        for number in rows:
            if place_of[number] in read.bad:
                trouble.not_a_number(sheet.name, cell_name(number, column), read.bad[place_of[number]])
        if len(known) < len(rows):
            bad = sum(1 for number in rows if place_of[number] in read.bad)
            made.empty += len(rows) - len(known) - bad
            made.skipped += bad + len(known)  # a part of a city's sum is no value of the city
            trouble.skipped.extend(
                Skipped(sheet=sheet.name, cell=cell_name(number, column), reason="Drugiej części kwoty miasta nie ma, więc suma jest nieznana.", value=text(sheet.cell(number, column)))
                for number in known
            )
            continue
        made.unit_index.append(unit)
        made.series_index.append(len(made.series) - 1)
        made.years.append(shares.year)
        made.values.append(sum(values[number] or 0.0 for number in rows))
        made.rows.append(rows[0])
        made.columns.append(column)
        if len(rows) > 1:
            made.gathered[rows[0], column] = tuple(rows)
            made.skipped += len(rows) - 1  # counted with the first: the account is by cells, the sum is one value


def codes_of_rows(found: Shares) -> dict[int, str]:
    """The code of each filled row of the table, empty where it is no unit's."""
    rows = range(found.data, found.sheet.height)
    return {number: _code(found.sheet.rows[number], found) for number in rows if any(value is not None for value in found.sheet.rows[number])}


def _code(row: Sequence[CellValue], shares: Shares) -> str:
    """Seven digits of the unit a row is of; "" when it is no unit's."""
    wk, pk, gk, gt = ("" if (part := _said(row, column)) in _ABSENT else part for column in shares.parts)
    if not wk.isdigit():
        return ""
    chapter = _said(row, shares.chapter)
    if not pk:
        return wk.zfill(2) + "00000"
    if gk:
        return f"{wk.zfill(2)}{pk.zfill(2)}{gk.zfill(2)}{gt or '0'}"
    city = pk.isdigit() and int(pk) >= 61  # numbers of powiaty from 61 on are cities with powiat rights
    if city and chapter != _VOIVODESHIP:
        return f"{wk.zfill(2)}{pk.zfill(2)}011"
    return f"{wk.zfill(2)}{pk.zfill(2)}000"


def _untold(file: str, sheet: str, shares: Shares) -> Finding:
    missing = "jakiego podatku" if not shares.tax else "jakiego roku"
    return error(
        "I86",
        file,
        f"Tytuł tabeli nie mówi, {missing} dotyczą kwoty, więc ich nie wczytano.",
        "Pobierz plik ze strony Ministerstwa Finansów ponownie albo przywróć w nim wiersz tytułu.",
        sheet=sheet,
        cell="A1",
    )
