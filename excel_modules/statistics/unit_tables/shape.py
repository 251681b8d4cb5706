"""Where the table lies in its sheet: titles above, header rows, columns of codes, names, dimensions and values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from excel_modules.parse import text
from excel_modules.sheet import CellValue, Sheet, cell_name
from excel_modules.statistics.unit_tables.headings import Heading, headings
from excel_modules.statistics.unit_tables.numbering import is_numbering
from excel_modules.statistics.unit_tables.wording import Wording, plain
from excel_modules.statistics.value_column import PRINTED
from mrl_desktop.polish import parse_number

_LOOK = 30
"""Rows in which a header is looked for."""
_SAMPLE = 200
_BEGINNING = 300
_CODE_HEAD = re.compile(r"^(?:identyfikator\b|kod\b(?! pocztow)|teryt\b|symbol teryt\w*|id teryt\b)")
_NAME_HEADS = (
    re.compile(r"^(?:nazwa (?:gminy|miasta|jednostki|jst)|gmin[ay]?\b(?! -)|miast[ao]? i gminy?|nazwa$|jednostk\w+|terytorium$)"),
    re.compile(r"^(?:nazwa )?powiat\w*"),
    re.compile(r"^(?:nazwa )?wojewodztw\w*"),
    re.compile(r"^(?:wyszczegolnienie|obszar|region\w*|oddzial\w*|placowk\w*|miejscowosc)"),
)
"""Headings of the column of names, the lowest level first."""
_DIMENSION_HEAD = re.compile(r"^(?:plec|wiek|grupy? wieku?|grupy? wiekow\w+|lat[ao]?|rok|wariant\w*|miast[oa] ?/? ?(?:i )?wies|miejsce zamieszkania|typ obszaru|kierunek\w*|rodzaj\w*|kategori\w*)$")
_YEAR_HEAD = re.compile(r"^(?:rok|lata|year)$")
_AGE_HEAD = re.compile(r"^(?:wiek|grupy? wieku?|grupy? wiekow\w+)$")
_ORDINAL_HEAD = re.compile(r"^(?:l ?p\.?|nr|poz\.?)$")
CODE = re.compile(r"^'?\d{4}(?:000)?$|^'?\d{5,7}(?:[.,]0)?$|^\d{2} \d{2}(?: \d{2})?(?: \d)?$|^'?\d{10,13}$")
UNIT_ROW = re.compile(r"^\s*(?:P O L S K A|POLSKA|WOJ\. |WOJEWÓDZTWO |(?:Powiat|Gmina|Miasto) \w|M\.|G\.|M-W\.)")
"""How a row of a unit without a code begins."""
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\s*r\.?)?$")


@dataclass(slots=True)
class Shape:
    """Columns are −1 when absent; `data` is the first row of values, `top` the first of the header."""

    sheet: Sheet
    top: int
    data: int
    code: int
    name: int
    titles: tuple[str, ...]
    title_cells: tuple[str, ...] = ()
    beside: dict[int, str] = field(default_factory=dict)
    """Columns that say more of the unit („powiat", „województwo")."""
    years: int = -1
    dimensions: dict[int, bool] = field(default_factory=dict)
    """Columns whose cells say what the row's values are; True for ages."""
    values: list[Heading] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)
    """Columns of words that belong neither to units nor to values."""
    unnamed: list[int] = field(default_factory=list)
    """Columns that have cells but no heading."""
    width: int = 0
    country: bool = False
    """The rows are classes of one country, not units."""


def beginning(sheet: Sheet) -> Sheet:
    """The first rows of a sheet, enough to recognise it by: a long sheet is not laid out for that."""
    return Sheet(sheet.name, sheet.raw[:_BEGINNING], merged=lambda: [((one.top, one.left), (one.bottom, one.right)) for one in sheet.merged])


def find_shape(whole: Sheet, words: Wording) -> Shape | None:
    """The table of a sheet, or None when nothing in it looks like one."""
    shape = _shape_in(beginning(whole), words)
    if shape is not None:
        shape.sheet = whole
    return shape


def _shape_in(sheet: Sheet, words: Wording) -> Shape | None:
    rows = sheet.rows
    if not any(map(len, rows)):
        return None
    header = _header_row(rows)
    if header < 0:
        return _of_country(sheet, words)
    width = max(map(len, rows))
    heads = {column: plain(text(value)) for column, value in enumerate(rows[header]) if value is not None}
    code = next((column for column, head in heads.items() if _CODE_HEAD.match(head)), -1)
    found = [next((column for column, head in heads.items() if column != code and pattern.match(head)), -1) for pattern in _NAME_HEADS]
    name = next((column for column in found if column >= 0), -1)
    if code < 0:
        code = _column_of_codes(rows, header, width, name)
    if name < 0:
        name = _column_of_words(rows, header, width, code)
    data = _data_row(rows, header, code, name)
    if data < 0 or (code < 0 and name < 0):
        return _of_country(sheet, words)
    if code < 0 and _classes(rows, data, name, words) and not any(UNIT_ROW.match(text(row[name])) for row in rows[data:] if name < len(row)):
        return _of_country(sheet, words)
    shape = Shape(sheet, _top(rows, header, max(code, name)), data, code, name, ())
    shape.titles, shape.title_cells = _titles(rows, shape.top)
    for column in found:
        if column >= 0 and column not in (code, name):
            shape.beside[column] = heads[column]
    _sort_columns(shape, words, width)
    return shape if shape.values else None


def _header_row(rows: Sequence[Sequence[CellValue]]) -> int:
    """The row whose cells name the column of codes or of units, beside at least one other heading."""
    for wanted in ((_CODE_HEAD,), _NAME_HEADS):
        for number, row in enumerate(rows[:_LOOK]):
            heads = [plain(text(value)) for value in row if value is not None]
            if len(heads) > 1 and not any(is_value(value) and not _YEAR.match(text(value)) for value in row[:2]) and any(pattern.match(head) for head in heads for pattern in wanted):
                return number
    return -1


def _column_of_codes(rows: Sequence[Sequence[CellValue]], header: int, width: int, name: int) -> int:
    """A column headed by nothing known whose cells nearly all are codes."""
    for column in range(min(width, 8)):
        cells = [text(row[column]) for row in rows[header + 1 : header + _SAMPLE] if column < len(row) and row[column] is not None]
        coded = [cell for cell in cells if CODE.match(cell) and len(cell) > 5]
        if column != name and len(coded) > 1 and len(coded) >= 0.6 * len(cells) and len(set(coded)) > 1 and rows[header][column : column + 1] in ([], [None]):
            return column
    return -1


def _column_of_words(rows: Sequence[Sequence[CellValue]], header: int, width: int, code: int) -> int:
    for column in range(min(width, 8)):
        cells = [row[column] for row in rows[header + 1 : header + _SAMPLE] if column < len(row) and row[column] is not None]
        if column != code and cells and sum(isinstance(cell, str) and not is_value(cell) for cell in cells) > 0.8 * len(cells):
            return column
    return -1


def _data_row(rows: Sequence[Sequence[CellValue]], header: int, code: int, name: int) -> int:
    """First row under the header that holds a code, or a name with values; names alone just above it belong to the table."""
    first = -1
    for number in range(header + 1, min(len(rows), header + _LOOK)):
        row = rows[number]
        said = text(row[code]) if 0 <= code < len(row) else ""
        named = 0 <= name < len(row) and row[name] is not None and not is_value(row[name])
        valued = any(is_value(value) and not _YEAR.match(text(value)) for column, value in enumerate(row) if column not in (code, name))
        if (CODE.match(said) or (named and valued)) and not is_numbering(row):
            first = number
            break
    while first > header + 1 and 0 <= name < len(rows[first - 1]) and _only(rows[first - 1], name):
        first -= 1
    return first


def _only(row: Sequence[CellValue], column: int) -> bool:
    return row[column] is not None and sum(value is not None for value in row) == 1


def _top(rows: Sequence[Sequence[CellValue]], header: int, last_label: int) -> int:
    """First row of the header: rows above that stand only over the values belong to it."""
    top = header
    while top > 0:
        filled = [column for column, value in enumerate(rows[top - 1]) if value is not None]
        if not filled or filled[0] <= last_label:
            break
        top -= 1
    return top


def _titles(rows: Sequence[Sequence[CellValue]], top: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = [(text(value), cell_name(number, column)) for number, row in enumerate(rows[:top]) for column, value in enumerate(row) if value is not None]
    return tuple(said for said, _ in found), tuple(cell for _, cell in found)


def _sort_columns(shape: Shape, words: Wording, width: int) -> None:
    """Every further column is the year, a dimension of rows, values, or words."""
    rows = shape.sheet.rows
    heads = headings(shape.sheet, shape.top, shape.data, {shape.code, shape.name, *shape.beside}, width, words.meaning_of)
    for heading in heads:
        head = plain(heading.said)
        cells = [row[heading.column] for row in rows[shape.data : shape.data + _SAMPLE] if heading.column < len(row) and row[heading.column] is not None]
        if _YEAR_HEAD.match(head) and cells and all(_YEAR.match(text(cell)) for cell in cells):
            shape.years = heading.column
        elif _ORDINAL_HEAD.match(head):
            shape.labels[heading.column] = heading.said
        elif _AGE_HEAD.match(head) or (_DIMENSION_HEAD.match(head) and not all(map(is_value, cells))):
            shape.dimensions[heading.column] = bool(_AGE_HEAD.match(head))
        elif cells and sum(map(is_value, cells)) * 2 < len(cells):
            if heading.column > min(c for c in (shape.code, shape.name) if c >= 0) and all(words.understood(text(cell)).whole for cell in cells):
                shape.dimensions[heading.column] = False
            else:
                shape.labels[heading.column] = heading.said
        elif heading.said or cells:
            shape.values.append(heading)
    shape.unnamed = [one.column for one in shape.values if not one.said]
    shape.values = [one for one in shape.values if one.said]
    shape.width = width


def _classes(rows: Sequence[Sequence[CellValue]], data: int, name: int, words: Wording) -> bool:
    """Whether the names of rows are ranges, ages or kinds, not units."""
    cells = [text(row[name]) for row in rows[data : data + _SAMPLE] if 0 <= name < len(row) and row[name] is not None]
    return bool(cells) and sum(words.understood(cell).whole for cell in cells) > 0.6 * len(cells)


def _of_country(sheet: Sheet, words: Wording) -> Shape | None:
    """A table of one country: its first column holds ranges or kinds, total among them, and numbers stand beside."""
    rows = sheet.rows
    width = max(map(len, rows), default=0)
    for name in range(min(width, 3)):
        for data in range(1, min(len(rows), _LOOK)):
            row = rows[data]
            if name >= len(row) or row[name] is None or not any(is_value(value) for value in row[name + 1 :]) or is_numbering(row):
                continue
            if not _classes(rows, data, name, words):
                break
            top = data - 1
            while top > 0 and sum(value is not None for value in rows[top - 1]) > 1:
                top -= 1
            while top < data - 1 and all(value is None for value in rows[top]):
                top += 1
            shape = Shape(sheet, top, data, -1, name, (), country=True)
            shape.titles, shape.title_cells = _titles(rows, top)
            _sort_columns(shape, words, width)
            return shape if shape.values else None
    return None


def is_value(value: CellValue) -> bool:
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float):
        return True
    said = text(value)
    return said.casefold() in PRINTED or (said[:1] in "-−+0123456789" and parse_number(said.rstrip("*¹²³⁴⁵⁶⁷⁸⁹ ")) is not None)
