"""Where the table of an export lies in its sheet, and in which of the two forms it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from excel_modules.sheet import Sheet, Workbook, clean, normal
from excel_modules.statistics.value_column import value_column

CODES = ("kod", "code", "teryt_code", "teryt code", "kod teryt", "teryt", "kod jednostki")
NAMES = ("nazwa", "name", "teryt_name", "teryt name", "jednostka terytorialna", "nazwa jednostki", "jednostka", "county", "region", "regionname")
YEARS = ("rok", "year", "lata")
VALUES = ("wartosc", "wartość", "value")
UNITS = ("jednostka miary", "measure unit", "unit of measure", "unit", "j.m.", "jm")
ATTRIBUTES = ("atrybut", "attribute")
"""Headings of each column, the surest first: „Lata" may also be a dimension beside „Rok"."""

_CODE_WORDING = re.compile(r"^(?:kod|code|teryt|identyfikator)[ _](?:teryt|gminy|powiatu|województwa|jednostki|jst|terytorialny|gus|bdl|nts|nuts|kod)\w*\b.{0,20}$")
_CODE = re.compile(r"^'?\d[\d \u00a0]{5,15}(?:[.,]0+)?$|^0$")
_YEAR = re.compile(r"^(?:rok )?((?:19|20)\d\d)(?:[.,]0+)? ?(?:r\.?|rok|\*+)?$")
_UNIT = re.compile(r"^\[.*\]$")
_LABELLED = re.compile(r"[;,]\s*\[[^\]]*\]\s*$")
_STRANGE = 0.1
"""Largest share of texts among the values of a table whose headings are not those of an export."""
_LOOK = 15
"""Rows in which a header is looked for."""
_LEFT = 8
"""Columns in which codes and names are looked for: people put columns of their own before them."""


class Form(StrEnum):
    LONG = "long"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class Table:
    """`header` is the first row of the header, `data` the first row of values; `code` and `name` are columns, -1 when absent."""

    file: str
    sheet: Sheet
    form: Form
    header: int
    data: int
    code: int
    name: int
    typical: bool
    """Whether its headings are those of an export, not of somebody's own table."""

    @property
    def units(self) -> int:
        """The column that tells units apart: codes, or names where somebody took the codes out."""
        return self.code if self.code >= 0 else self.name


def word(value: Any) -> str:
    """A heading for comparing."""
    return clean(str(value)).casefold() if value is not None else ""


def find_tables(workbook: Workbook) -> list[Table]:
    """Every sheet that holds values of an export. A filled DANE stands for the empty or pivoted TABLICA beside it."""
    found: list[Table] = []
    for names in (("DANE", "DATA"), ("TABLICA", "TABLE")):
        for sheet in filter(None, map(workbook.sheet, names)):
            table = table_in(workbook.file, sheet, described=True)
            if table is not None and not found:
                found.append(table)
    wanted = {"dane", "data", "tablica", "table"}
    for sheet in workbook.sheets:
        if word(sheet.name) not in wanted and not sheet.hidden:
            table = table_in(workbook.file, sheet)
            if table is not None:
                found.append(table)
    typical = [table for table in found if table.typical or word(table.sheet.name) in wanted]
    return typical or found


def find_table(workbook: Workbook) -> Table | None:
    """The first sheet that holds values."""
    return next(iter(find_tables(workbook)), None)


def table_in(file: str, sheet: Sheet, *, described: bool = False) -> Table | None:
    """The table of one sheet. `described` means that the sheet's name alone says it is an export."""
    table = _long(file, sheet) or _wide(file, sheet, described=described)
    return _without_empty_codes(table) if table is not None else None


def _without_empty_codes(table: Table) -> Table:
    """A column headed „Kod" in which nothing stands is no column of codes; names are left to go by."""
    rows = table.sheet.raw[table.data :]
    filled = table.code < 0 or table.name < 0 or any(table.code < len(row) and normal(row[table.code]) is not None for row in rows)
    return table if filled else replace(table, code=-1)


_INDICATOR = ("wskaznik", "wskaźnik", "nazwa wskaznika", "nazwa wskaźnika")
"""Headings no export of GUS has: such a table is a town's own."""


def _long(file: str, sheet: Sheet) -> Table | None:
    for row in range(min(sheet.height, _LOOK)):
        heads = [word(value) for value in sheet.raw[row]]
        if one_of(heads, YEARS) < 0:
            continue
        code, name = _code_column(heads), one_of(heads, NAMES)
        valued = one_of(heads, VALUES) >= 0
        if valued and code < 0:
            code = _unnamed_codes(sheet, row)
        if valued and (code >= 0 or name >= 0):
            typical = not any(head.startswith(_INDICATOR) for head in heads)
            return Table(file, sheet, Form.LONG, row, row + 1, code, name, typical)
        if code >= 0 and len([head for head in heads if head]) >= 3 and _holds_years(sheet, row, one_of(heads, YEARS)):
            return Table(file, sheet, Form.LONG, row, row + 1, code, name, False)
    return None


def _wide(file: str, sheet: Sheet, *, described: bool) -> Table | None:
    for row in range(min(sheet.height, _LOOK)):
        heads = [word(value) for value in sheet.raw[row]]
        code, name = _code_column(heads[:_LEFT]), one_of(heads[:_LEFT], NAMES)
        labelled = any(_LABELLED.search(head) for head in heads)
        years = sum(map(is_year, heads))
        if code < 0 and (labelled or years or name >= 0):
            code = _unnamed_codes(sheet, row)
        if code >= 0:
            data = row + 1 if labelled else _data_row(sheet, row, code)
            return Table(file, sheet, Form.WIDE, row if labelled else _top(sheet, row, code, name), data, code, name, labelled)
        if name >= 0 and labelled:
            return Table(file, sheet, Form.WIDE, row, row + 1, -1, name, True)
        if described and years and years >= 0.8 * sum(map(bool, heads[1:])):
            return Table(file, sheet, Form.WIDE, row, row + 1, -1, 0, True)
    return None


def _holds_years(sheet: Sheet, header: int, column: int) -> bool:
    """Whether a column headed „Rok" holds years; in a wide table „rok" may be a value of a dimension."""
    cells = [row[column] for row in sheet.raw[header + 1 : header + 30] if column < len(row) and normal(row[column]) is not None]
    return sum(map(is_year, cells)) * 2 > len(cells)


def _code_column(heads: list[str]) -> int:
    """Where codes stand: under a usual heading, or under one that says so in other words („Kod gminy")."""
    usual = one_of(heads, CODES)
    return usual if usual >= 0 else next((column for column, head in enumerate(heads) if _CODE_WORDING.match(head)), -1)


def _unnamed_codes(sheet: Sheet, header: int) -> int:
    """A column without a heading, or headed by nothing known, whose cells nearly all are codes; -1 when there is none."""
    rows = sheet.raw[header + 1 : header + 60]
    heads = sheet.raw[header]
    for column in range(min(_LEFT, max(map(len, rows), default=0))):
        if column < len(heads) and normal(heads[column]) is not None:
            continue
        cells = [word(row[column]) for row in rows if column < len(row) and normal(row[column]) is not None]
        if len(cells) >= 2 and sum(bool(_CODE.match(cell)) for cell in cells) >= 0.9 * len(cells):
            return column
    return -1


def headless(workbook: Workbook) -> bool:
    """Whether a sheet begins at once with rows of units: a code, a name and values, and no header above."""
    for sheet in workbook.sheets:
        rows = sheet.raw[:20]
        codes = [word(row[0]) for row in rows if len(row) > 2]
        if len(codes) > 1 and all(len(code) > 5 and _CODE.match(code) for code in codes):
            return True
    return False


def _data_row(sheet: Sheet, header: int, code: int) -> int:
    """First row under the header that has a code, or numbers that are no years; the row after the header when none does."""
    for row in range(header + 1, min(sheet.height, header + _LOOK)):
        cells = sheet.raw[row]
        said = word(cells[code]) if code < len(cells) else ""
        if any(map(str.isdigit, said)) or any(isinstance(cell, int | float) and not is_year(cell) for cell in cells):
            return row
    return header + 1


def _top(sheet: Sheet, header: int, code: int, name: int) -> int:
    """First row of a header whose „Kod" stands in its lowest row: rows above that say something only over the values belong to it."""
    top = header
    while top > 0:
        above = [column for column, value in enumerate(sheet.raw[top - 1]) if normal(value) is not None]
        if not above or above[0] <= max(code, name):
            break
        top -= 1
    return top


def has_units(table: Table) -> bool:
    """Whether the header has units in square brackets, as only exports write them."""
    return any(is_unit(value) for row in table.sheet.raw[table.header : table.data] for value in row)


def whole(table: Table) -> bool:
    """Whether the header is that of an export and of nothing else, whatever words stand in the table: „…;year;[unit]" over each column,
    or year, value, unit and attribute in columns of their own."""
    heads = [word(value) for value in table.sheet.raw[table.header]]
    return table.typical and (table.form is Form.WIDE or all(one_of(heads, wanted) >= 0 for wanted in (VALUES, UNITS, ATTRIBUTES)))


def holds_numbers(table: Table) -> bool:
    """Whether nearly all cells beside codes and names are numbers, as in statistics and unlike in registers and lists."""
    cells = [
        value
        for row in table.sheet.raw[table.data : table.data + 50]
        for column, value in enumerate(row)
        if column not in (table.code, table.name) and value not in ("", None)
    ]
    bad = len(value_column(cells, ",").bad) if cells else 1
    return bad <= len(cells) * _STRANGE


def one_of(heads: list[str], wanted: tuple[str, ...]) -> int:
    """The column under the first of the wanted headings that is there, -1 when none is."""
    return next((heads.index(head) for head in wanted if head in heads), -1)


def is_year(value: Any) -> bool:
    return bool(_YEAR.match(word(value)))


def year_in(value: Any) -> int:
    """The year of a heading for which `is_year` holds."""
    found = _YEAR.match(word(value))
    return int(found[1]) if found else 0


def is_unit(value: Any) -> bool:
    return bool(_UNIT.match(word(value)))
