"""The wide form (CTAB, XTAB): one row per unit, one column per combination of dimension values, year and unit of measure."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from excel_modules.parse import text
from excel_modules.reading import ObservedTable, RawSeries, Refused, error
from excel_modules.sheet import Workbook, cell_name, clean, normal, range_name
from excel_modules.statistics.doubtful_zeros import doubtful_zeros, parts_of_municipalities
from excel_modules.statistics.gus_bdl.table import Table, is_unit, is_year, year_in
from excel_modules.statistics.gus_bdl.unit_rows import unit_rows
from excel_modules.statistics.trouble import Trouble
from excel_modules.statistics.value_column import value_column
from mrl_desktop.domain.facts import Mark

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over one column of values; `year` None when it names none."""

    column: int
    dimensions: tuple[str, ...]
    year: int | None
    unit: str
    cell: str


def read_wide(workbook: Workbook, table: Table, dimension_names: tuple[str, ...], trouble: Trouble) -> ObservedTable:
    """Reads every column of values; unnamed columns, rows without a code and bad cells go to `trouble`."""
    sheet = table.sheet
    headings = _text_headings(table) if table.data == table.header + 1 and workbook.format == "csv" else _stacked_headings(table)
    rows, numbers = unit_rows(table, trouble)
    width = max((len(row) for row in rows), default=0)
    columns: list[Sequence[Any]] = list(zip(*(row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows), strict=True))
    if headings and not any(heading.year for heading in headings) and (of_sheet := _year_of_sheet(sheet.name)):
        headings = [replace(heading, year=of_sheet) for heading in headings]
        trouble.year_of_sheet(sheet.name, headings[0].cell, of_sheet)
    headings = [heading for heading in headings if not _is_own(heading, headings, table, columns, numbers, trouble)]
    named = {heading.column for heading in headings} | {table.code, table.name}
    for column in range(width):
        if column not in named:
            _tell_unnamed(table, columns[column], numbers, column, trouble)
    made = ObservedTable(
        sheet=sheet.name,
        codes=[text(normal(value)) for value in columns[table.code]] if columns and table.code >= 0 else [""] * len(rows),
        names=[text(normal(value)) for value in columns[table.name]] if columns and table.name >= 0 else [""] * len(rows),
        unit_rows=list(numbers),
        series=[],
        code_column=table.units,
        dimension_names=dimension_names,
    )
    series_of: dict[tuple[tuple[str, ...], str, bool], int] = {}
    marks: dict[int, Mark] = {}
    all_units = array("i", range(len(rows)))
    all_rows = array("i", numbers)
    for heading in headings:
        if heading.column >= width:
            continue
        key = (heading.dimensions, heading.unit, heading.year is not None)
        number = series_of.setdefault(key, len(series_of))
        if number == len(made.series):
            said = ("; ".join(heading.dimensions) or "kolumny z samymi latami") + (f" [{heading.unit}]" if heading.unit else "")
            made.series.append(RawSeries(dimensions=heading.dimensions, unit=heading.unit, cell=heading.cell, says=said, dated=key[2]))
        read = value_column(columns[heading.column], workbook.decimal)
        for place, said in read.footnotes.items():
            trouble.footnote(sheet.name, cell_name(numbers[place], heading.column), said)
        for place, said in read.bad.items():
            trouble.not_a_number(sheet.name, cell_name(numbers[place], heading.column), said)
        made.present += len(read.values)
        made.empty += len(read.empty)
        made.skipped += len(read.bad)
        start = len(made.values)
        if read.empty or read.bad or read.marks:
            keep = [place for place in range(len(read.values)) if place not in read.empty and place not in read.bad]
            marks.update({start + position: read.marks[place] for position, place in enumerate(keep) if place in read.marks})
            made.values.extend(read.values[place] for place in keep)
            made.unit_index.extend(keep)
            made.rows.extend(numbers[place] for place in keep)
        else:
            made.values.extend(read.values)
            made.unit_index.extend(all_units)
            made.rows.extend(all_rows)
        count = len(made.values) - start
        made.series_index.extend(array("i", [number]) * count)
        made.years.extend(array("i", [heading.year or 0]) * count)
        made.columns.extend(array("i", [heading.column]) * count)
    for place in doubtful_zeros(made.series_index, made.unit_index, made.years, made.values, parts_of_municipalities(made.codes)):
        marks[place] = Mark.DOUBTFUL_ZERO
        trouble.doubtful_zero(sheet.name, cell_name(made.rows[place], made.columns[place]), made.names[made.unit_index[place]])
    if marks:
        made.marks = [Mark.NORMAL] * len(made.values)
        for place, mark in marks.items():
            made.marks[place] = mark
    return made


def _year_of_sheet(name: str) -> int:
    """The year a sheet is named after („2022", „rok 2022", „dane 2022 r."), 0 when its name says no single year."""
    years = set(_YEAR.findall(name))
    return int(years.pop()) if len(years) == 1 else 0


def _text_headings(table: Table) -> list[Heading]:
    """Headings of a CSV, each one cell: „dim;dim;year;[unit]"; the separator inside may be what a person put instead of „;".

    Raises Refused when the quotes were lost, so that headings fell apart, and they cannot be put together again.
    """
    cells = [clean(str(value)) if value is not None else "" for value in table.sheet.raw[table.header]]
    if any(is_unit(said) for said in cells):
        return _fallen_apart(table, cells)
    found = []
    for column, said in enumerate(cells):
        if column in (table.code, table.name) or not said:
            continue
        dimensions, year, unit = label(said)
        found.append(Heading(column, dimensions, year, unit, cell_name(table.header, column)))
    return found


def _fallen_apart(table: Table, cells: list[str]) -> list[Heading]:
    """Headings whose parts stand in cells of their own („ogółem", „2011", „[osoba]"): each ends with its unit."""
    start = max(table.code, table.name) + 1
    groups: list[tuple[int, list[str]]] = []
    open_group: list[str] = []
    first = start
    for column in range(start, len(cells)):
        if not open_group:
            first = column
        if cells[column]:
            open_group.append(cells[column])
        if is_unit(cells[column]):
            groups.append((first, open_group))
            open_group = []
    widths = {max((column for column, value in enumerate(row) if normal(value) is not None), default=0) for row in table.sheet.raw[table.data :]}
    if open_group or start + len(groups) != max(widths, default=0) + 1:
        raise Refused(
            error(
                "I54",
                table.file,
                "Nagłówek tabeli rozpadł się na części i nie wiadomo, która kolumna czego dotyczy.",
                "Pobierz tablicę z Banku Danych Lokalnych ponownie i wczytaj ją bez wcześniejszego zapisywania w innym programie.",
                cell=cell_name(table.header, start),
            )
        )
    found = []
    for position, (at, group) in enumerate(groups):
        dimensions, year, unit = label(";".join(group))
        found.append(Heading(start + position, dimensions, year, unit, range_name(table.header, at, table.header, at + len(group) - 1)))
    return found


def label(said: str) -> tuple[tuple[str, ...], int | None, str]:
    """Dimension values, year and unit of a heading: „ogółem;kobiety;2024;[osoba]". Missing year → None, missing unit → ""."""
    mark = ";" if ";" in said else ","
    tokens = [token.strip() for token in said.split(mark)]
    unit, year = "", None
    if is_unit(tokens[-1]):
        unit = tokens.pop()[1:-1].strip()
    if tokens and is_year(tokens[-1]):
        year = year_in(tokens.pop())
    if mark == "," and not unit and year is None:
        tokens = [said]
    return tuple(token for token in tokens if token), year, unit


def _stacked_headings(table: Table) -> list[Heading]:
    """Headings of a workbook: rows of dimension values (written once over merged cells), a row of years, a row of units.

    A column over which nothing is written at all, not even across a merged range, has no heading.
    """
    rows = [list(row) for row in table.sheet.raw[table.header : table.data]]
    width = max((len(row) for row in rows), default=0)
    start = max(table.code, table.name) + 1
    years_at = max(range(len(rows)), key=lambda row: sum(map(is_year, rows[row])), default=0)
    units_at = max(range(len(rows)), key=lambda row: sum(map(is_unit, rows[row])), default=0)
    has_years = bool(rows) and any(map(is_year, rows[years_at]))
    has_units = bool(rows) and any(map(is_unit, rows[units_at]))
    covered = {column for area in table.sheet.merged if table.header <= area.top < table.data for column in range(area.left, min(area.right + 1, width))}
    filled = _carried(rows, width, start)
    found = []
    for column in range(start, width):
        if column not in covered and all(column >= len(row) or normal(row[column]) is None for row in rows):
            continue
        dimensions = tuple(
            row[column] for number, row in enumerate(filled) if not (has_years and number == years_at) and not (has_units and number == units_at) and row[column]
        )
        year = year_in(filled[years_at][column]) if has_years and is_year(filled[years_at][column]) else None
        unit = filled[units_at][column][1:-1].strip() if has_units and is_unit(filled[units_at][column]) else ""
        if dimensions or year:
            if not has_units and len(rows) == 1 and len(dimensions) == 1:
                dimensions, year, unit = label(dimensions[0])
            found.append(Heading(column, dimensions, year, unit, range_name(table.header, column, table.data - 1, column)))
    return found


def _carried(rows: Sequence[Sequence[Any]], width: int, start: int) -> list[list[str]]:
    """Header rows as texts, each carried to the right over the empty cells it was merged across. A heading in a row above begins
    a new group, so nothing below is carried into it."""
    carried = [[""] * width for _ in rows]
    for column in range(start, width):
        begun = False
        for number, row in enumerate(rows):
            said = text(normal(row[column])) if column < len(row) else ""
            carried[number][column] = said or ("" if begun or column == start else carried[number][column - 1])
            begun = begun or bool(said)
    return carried


def _is_own(heading: Heading, headings: Sequence[Heading], table: Table, columns: Sequence[Sequence[Any]], numbers: Sequence[int], trouble: Trouble) -> bool:
    """Whether somebody put the column into the export: it stands before the codes, or is the one without year, unit and numbers."""
    if heading.column >= len(columns):
        return False
    cells = [value for value in columns[heading.column] if normal(value) is not None]
    before = heading.column < table.units
    others = [other for other in headings if other.year and other.column > table.units]
    if not before and (heading.year or heading.unit or not others):
        return False
    if not before and len(value_column(cells, ",").bad) * 2 < max(len(cells), 1):
        return False
    if cells:
        where = range_name(numbers[0], heading.column, numbers[-1], heading.column)
        trouble.own_column(table.sheet.name, where, "; ".join(heading.dimensions), len(cells))
    return True


def _tell_unnamed(table: Table, cells: Sequence[Any], numbers: Sequence[int], column: int, trouble: Trouble) -> None:
    filled = [place for place, value in enumerate(cells) if normal(value) is not None]
    if filled:
        where = range_name(numbers[filled[0]], column, numbers[filled[-1]], column)
        trouble.without_heading(table.sheet.name, where, text(normal(cells[filled[0]])), len(filled))
