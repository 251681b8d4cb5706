"""The old binary workbook (BIFF) through xlrd, which gives values; formulas are taken from the same records beside it."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from excel_modules.archive import locked
from excel_modules.doctor.formulas import Node, parse
from excel_modules.doctor.grid import Book, Cell, Position, Sheet
from excel_modules.opening import open_workbook
from excel_modules.reading import Refused
from excel_modules.sheet import normal

_FORMULA, _SHARED, _END, _START = 0x0006, 0x04BC, 0x000A, 0x0809
_EXPRESSION = 0x01
"""First token of a formula that is shared with other cells."""


def open_xls(path: Path) -> Book:
    """The workbook; where formulas cannot be read, cells have values only, and `notes` say so."""
    import xlrd

    open_workbook(path)  # refuses what is locked or damaged
    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, on_demand=True, logfile=io.StringIO())
        sheets = [book.sheet_by_index(number) for number in range(book.nsheets)]
    except xlrd.XLRDError as failure:
        raise Refused(locked(path.name)) from failure
    found = Book(file=path.name, format="xls", sheets=[])
    unread = 0
    for number, one in enumerate(sheets):
        sheet = Sheet(name=one.name, state=("visible", "hidden", "veryHidden")[min(one.visibility, 2)])
        for row in range(one.nrows):
            for column in range(one.row_len(row)):
                if (cell := _cell(book, one, row, column)) is not None:
                    sheet.cells[row, column] = cell
        sheet.merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in one.merged_cells]
        sheet.hidden_rows = {row for row, info in one.rowinfo_map.items() if info.hidden}
        sheet.hidden_columns = {column for column, info in one.colinfo_map.items() if info.hidden and column < 256}
        for place, node in _formulas(book, number):
            if node is None:
                unread += 1
            elif place in sheet.cells:
                sheet.cells[place].formula = node
            else:
                sheet.cells[place] = Cell(None, node)
        found.sheets.append(sheet)
    if unread:
        found.notes = (f"Części formuł ({unread}) nie udało się odczytać, bo plik jest w starym formacie XLS. Zapisany w Excelu jako XLSX zostanie sprawdzony w całości.",)
    return found


def _cell(book: Any, sheet: Any, row: int, column: int) -> Cell | None:
    import xlrd

    cell = sheet.cell(row, column)
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    code = book.format_map[style.format_key].format_str if style is not None and style.format_key in book.format_map else ""
    code = "" if code.casefold() == "general" else code
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(xlrd.error_text_from_code.get(cell.value, "#N/A"), None, code, True)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell(bool(cell.value), None, code)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return Cell(float(cell.value), None, code or "dd.mm.yyyy")
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return Cell(float(cell.value), None, code)
    said = normal(cell.value)
    return Cell(said, None, code) if isinstance(said, str) and said else None


def _formulas(book: Any, number: int) -> Iterator[tuple[Position, Node | None]]:
    """Formulas of a sheet from its records ([MS-XLS] 2.4.127, 2.4.277); None where one cannot be told."""
    positions = getattr(book, "_sh_abs_posn", None)
    if book.biff_version != 80 or not positions or number >= len(positions):
        return
    data, at, depth = book.mem, positions[number], 0
    waiting: list[Position] = []
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        body = bytes(data[at + 4 : at + 4 + length])
        at += 4 + length
        if kind == _START:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1 and kind == _FORMULA and length >= 22:
            row, column = struct.unpack_from("<HH", body)
            (size,) = struct.unpack_from("<H", body, 20)
            tokens = body[22 : 22 + size]
            if tokens[:1] == bytes((_EXPRESSION,)):
                yield (row, column), _shared_formula(book, body, data, at, waiting)
            else:
                yield (row, column), _node(book, tokens, len(tokens), row, column)


def _shared_formula(book: Any, body: bytes, data: Any, at: int, waiting: list[Position]) -> Node | None:
    """A formula written once for many cells stands behind the first of them; the tree of the first serves all, references being relative."""
    key = struct.unpack_from("<HH", body, 23)
    known: dict[tuple[int, int], Node | None] = book.__dict__.setdefault("_mrl_shared", {})
    if key not in known and at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        record = bytes(data[at + 4 : at + 4 + length])
        if kind == _SHARED and length > 10:
            row, column = struct.unpack_from("<HH", body)
            (size,) = struct.unpack_from("<H", record, 8)
            known[key] = _node(book, record[10 : 10 + size], size, row, column, shared=True)
    return known.get(key)


def _node(book: Any, tokens: bytes, size: int, row: int, column: int, *, shared: bool = False) -> Node | None:
    from xlrd.formula import FMLA_TYPE_CELL, FMLA_TYPE_SHARED, decompile_formula

    try:
        text = decompile_formula(book, tokens, size, FMLA_TYPE_SHARED if shared else FMLA_TYPE_CELL, row, column)
    except Exception:  # xlrd follows most formulas, not all
        return None
    return parse(text, row, column) if text and "?" not in text else None
