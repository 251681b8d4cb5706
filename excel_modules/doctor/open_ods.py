"""OpenDocument spreadsheets with their formulas, read from content.xml (OASIS OpenDocument 1.2, part 2)."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from excel_modules.doctor.formulas import Node, parse
from excel_modules.doctor.grid import Book, Cell, Sheet
from excel_modules.sheet import ERRORS, normal
from excel_modules.workbook_xml import local, tree

_PLACE = re.compile(r"\[([^\[\]]*)\]")
_REPEATED = 2000
"""Equal cells or rows in a row that are laid out; more are empty ends of sheets."""


def open_ods(path: Path, most_cells: int) -> Book:
    """The workbook with its formulas. Raises KeyError, ValueError or BadZipFile when it is damaged."""
    with zipfile.ZipFile(path) as archive:
        root = tree(archive.read("content.xml"))
    formats = _formats(root)
    hidden = {str(style.get(_name(style, "name"))) for style in root.iter() if local(style) == "style" and any(_get(one, "display") == "false" for one in style)}
    book = Book(file=path.name, format="ods", sheets=[])
    for table in root.iter():
        if local(table) == "table" and _get(table, "name"):
            sheet = Sheet(name=_get(table, "name"), state="hidden" if _get(table, "style-name") in hidden else "visible")
            _rows(sheet, table, formats, most_cells)
            book.sheets.append(sheet)
    return book


def _name(element: Any, name: str) -> str:
    return next((key for key in element.attrib if key.rpartition("}")[2] == name), name)


def _get(element: Any, name: str) -> str:
    return str(element.attrib.get(_name(element, name), ""))


def _formats(root: Any) -> dict[str, str]:
    """Cell style → "dd.mm.yyyy" for dates, "0%" for percents, "" for others."""
    kinds = {_get(one, "name"): local(one) for one in root.iter() if local(one) in ("date-style", "percentage-style")}
    found = {}
    for style in root.iter():
        if local(style) == "style" and _get(style, "family") == "table-cell":
            kind = kinds.get(_get(style, "data-style-name"), "")
            found[_get(style, "name")] = {"date-style": "dd.mm.yyyy", "percentage-style": "0%"}.get(kind, "")
    return found


def _rows(sheet: Sheet, table: Any, formats: dict[str, str], most: int) -> None:
    row = 0
    for element in table.iter():
        if local(element) == "table-column" and _get(element, "visibility") in ("collapse", "filter"):
            _hide_columns(sheet, table, element)
        if local(element) != "table-row":
            continue
        times = int(_get(element, "number-rows-repeated") or 1)
        for copy in range(min(times, _REPEATED)):
            before = len(sheet.cells)
            if before < most:
                _row(sheet, element, row + copy, formats)
            else:
                sheet.cut = True
            if _get(element, "visibility") in ("collapse", "filter"):
                sheet.hidden_rows.add(row + copy)
            if len(sheet.cells) == before:
                break
        row += times


def _hide_columns(sheet: Sheet, table: Any, wanted: Any) -> None:
    column = 0
    for element in table.iter():
        if local(element) == "table-column":
            times = int(_get(element, "number-columns-repeated") or 1)
            if element is wanted:
                sheet.hidden_columns.update(range(column, min(column + times, 1000)))
                return
            column += times


def _row(sheet: Sheet, element: Any, row: int, formats: dict[str, str]) -> None:
    column = 0
    for cell in element:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = int(_get(cell, "number-columns-repeated") or 1)
        down, across = int(_get(cell, "number-rows-spanned") or 1), int(_get(cell, "number-columns-spanned") or 1)
        if down * across > 1:
            sheet.merged.append((row, column, row + down - 1, column + across - 1))
        formula_text = _get(cell, "formula")
        value, code, error = _value(cell)
        if value is not None or formula_text:
            for copy in range(min(times, _REPEATED)):
                node: Node | None = parse(translated(formula_text), row, column + copy) if formula_text else None
                sheet.cells[row, column + copy] = Cell(value, node, code or formats.get(_get(cell, "style-name"), ""), error, formula_text)
        column += times


def _value(cell: Any) -> tuple[Any, str, bool]:
    """Value, number format told by its kind, whether it is an error."""
    kind = _get(cell, "value-type")
    said = normal("\n".join("".join(paragraph.itertext()) for paragraph in cell if local(paragraph) == "p"))
    if isinstance(said, str) and (said.upper() in ERRORS or re.fullmatch(r"(?:Err|Błąd):\d{3}", said)):
        return said, "", True
    if kind in ("float", "currency", "percentage"):
        code = "0%" if kind == "percentage" else '0.00 "EUR"' if _get(cell, "currency") == "EUR" else ""
        return float(_get(cell, "value") or 0), code, False
    if kind == "boolean":
        return _get(cell, "boolean-value") == "true", "", False
    if kind == "date":
        return _serial(_get(cell, "date-value")), "dd.mm.yyyy", False
    return said, "", False


def _serial(text: str) -> float | str:
    from datetime import datetime

    try:
        return (datetime.fromisoformat(text) - datetime(1899, 12, 30)).total_seconds() / 86400
    except ValueError:
        return text


def translated(formula: str) -> str:
    """An OpenFormula text as a SpreadsheetML one: „of:=SUM([.B2:.B5];[$Dane.C1])" → „SUM(B2:B5,Dane!C1)"."""
    text = formula.partition("=")[2] if "=" in formula else formula
    text = _PLACE.sub(lambda found: _place(found[1]), text)
    pieces = re.split(r'("(?:[^"]|"")*")', text)
    return "".join(piece if piece.startswith('"') else piece.replace(";", ",") for piece in pieces)


def _place(said: str) -> str:
    first, _, last = said.partition(":")
    sheet, dot, cell = first.rpartition(".")
    if "#REF!" in said or not dot:
        return "#REF!"
    sheet = sheet.lstrip("$")
    if sheet.startswith("'file:") or "#" in sheet:
        sheet = "'[1]" + sheet.rpartition("#")[2].strip("'$") + "'"
    return (f"{sheet}!" if sheet else "") + cell + (f":{last.rpartition('.')[2]}" if last else "")
