"""Where the table of an export lies in its sheet, and in which of the two forms it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from excel_modules.sheet import Sheet, Workbook, clean
from excel_modules.statistics.value_column import value_column

CODES = {"kod", "code", "teryt_code", "teryt code", "kod teryt", "teryt", "kod jednostki"}
NAMES = {"nazwa", "name", "teryt_name", "teryt name", "jednostka terytorialna", "jednostka", "county", "region", "regionname"}
YEARS = {"rok", "year", "lata"}
VALUES = {"wartosc", "wartość", "value"}
UNITS = {"jednostka miary", "measure unit", "unit", "j.m.", "jm"}
ATTRIBUTES = {"atrybut", "attribute"}

_CODE = re.compile(r"^(?:0|\d{6,12})(?:\.0)?$")
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\.0)?$")
_UNIT = re.compile(r"^\[.*\]$")
_LABELLED = re.compile(r"[;,]\s*\[[^\]]*\]\s*$")
_STRANGE = 0.1
"""Largest share of texts among the values of a table whose headings are not those of an export."""
_LOOK = 15
"""Rows in which a header is looked for."""


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


def word(value: Any) -> str:
    """A heading for comparing."""
    return clean(str(value)).casefold() if value is not None else ""


def find_table(workbook: Workbook) -> Table | None:
    """The sheet that holds the values; a filled DANE goes before TABLICA, which is empty in relational exports."""
    wanted = [sheet for name in ("DANE", "DATA", "TABLICA", "TABLE") if (sheet := workbook.sheet(name)) is not None]
    others = [sheet for sheet in workbook.sheets if sheet not in wanted and not sheet.hidden]
    for sheet in wanted + others:
        table = _long(workbook.file, sheet) or _wide(workbook.file, sheet, described=sheet in wanted)
        if table is not None:
            return table
    return None


def _long(file: str, sheet: Sheet) -> Table | None:
    for row in range(min(sheet.height, _LOOK)):
        heads = [word(value) for value in sheet.raw[row]]
        if not YEARS.intersection(heads):
            continue
        code, name = _first(heads, CODES), _first(heads, NAMES)
        if VALUES.intersection(heads) and (code >= 0 or name >= 0):
            return Table(file, sheet, Form.LONG, row, row + 1, code, name, True)
        if code >= 0 and len([head for head in heads if head]) >= 3:
            return Table(file, sheet, Form.LONG, row, row + 1, code, name, False)
    return None


def _wide(file: str, sheet: Sheet, *, described: bool) -> Table | None:
    for row in range(min(sheet.height, _LOOK)):
        heads = [word(value) for value in sheet.raw[row]]
        code, name = _first(heads[:3], CODES), _first(heads[:3], NAMES)
        labelled = any(_LABELLED.search(head) for head in heads)
        if code >= 0:
            return Table(file, sheet, Form.WIDE, row, _data_row(sheet, row, code), code, name, labelled)
        if name >= 0 and labelled:
            return Table(file, sheet, Form.WIDE, row, row + 1, -1, name, True)
        if described and sum(bool(_YEAR.match(head)) for head in heads) >= 1:
            return Table(file, sheet, Form.WIDE, row, row + 1, -1, 0, True)
    return None


def _data_row(sheet: Sheet, header: int, code: int) -> int:
    """First row under the header whose code column looks like a code; the row after the header when none does."""
    for row in range(header + 1, min(sheet.height, header + _LOOK)):
        cells = sheet.raw[row]
        if code < len(cells) and _CODE.match(word(cells[code])):
            return row
    return header + 1


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


def _first(heads: list[str], wanted: set[str]) -> int:
    return next((column for column, head in enumerate(heads) if head in wanted), -1)


def is_year(value: Any) -> bool:
    return bool(_YEAR.match(word(value)))


def is_unit(value: Any) -> bool:
    return bool(_UNIT.match(word(value)))
