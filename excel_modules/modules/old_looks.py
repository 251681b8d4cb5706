"""Looks of workbooks other than xlsx: painted cells, percent formats and indents of .ods and .xls."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from excel_modules.modules.looks import Looks
from excel_modules.sheet import Merged

MOST_REPEATED = 2_000
"""A longer run of equal cells or rows is the empty rest of a sheet."""
LARGEST_XML = 60 * 2**20


@dataclass(frozen=True, slots=True)
class _Style:
    fill: str = ""
    percent: bool = False
    indent: int = 0


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _attributes(element: Any) -> dict[str, str]:
    return {_local(name): str(value) for name, value in element.attrib.items()}


def of_ods(path: Path) -> dict[str, Looks]:
    """Looks of an OpenDocument workbook, from its content.xml; nothing when it is damaged."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo("content.xml").file_size > LARGEST_XML:
                return {}
            root = fromstring(archive.read("content.xml"))
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, ParseError, DefusedXmlException):
        return {}
    styles = _styles(root)
    return {_attributes(table).get("name", ""): _table(table, styles) for table in root.iter() if _local(table.tag) == "table"}


def _styles(root: Any) -> dict[str, _Style]:
    """Cell styles by name: colour other than white, and indentation in steps of about three millimetres."""
    found: dict[str, _Style] = {}
    for style in root.iter():
        if _local(style.tag) != "style" or _attributes(style).get("family") != "table-cell":
            continue
        told = {name: value for part in style for name, value in _attributes(part).items()}
        colour = told.get("background-color", "transparent").lower()
        fill = "" if colour in ("transparent", "#ffffff") else colour
        found[_attributes(style).get("name", "")] = _Style(fill=fill, indent=_indent(told.get("margin-left", "")))
    return found


def _indent(length: str) -> int:
    digits = "".join(letter for letter in length if letter.isdigit() or letter == ".")
    if not digits:
        return 0
    millimetres = float(digits) * {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 0.353}.get(length[len(digits) :], 1.0)
    return round(millimetres / 3.5)


def _repeated(element: Any, name: str) -> int:
    value = _attributes(element).get(name, "1")
    return int(value) if value.isdigit() else 1


def _rows(table: Any) -> Iterator[Any]:
    for part in table:
        if _local(part.tag) == "table-row":
            yield part
        elif _local(part.tag) in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(part)


def _table(table: Any, styles: Mapping[str, _Style]) -> Looks:
    looks = Looks()
    number = 0
    for row in _rows(table):
        times = _repeated(row, "number-rows-repeated")
        column = 0
        for cell in row:
            if _local(cell.tag) not in ("table-cell", "covered-table-cell"):
                continue
            count = _repeated(cell, "number-columns-repeated")
            told = _attributes(cell)
            style = styles.get(told.get("style-name", ""), _Style())
            percent = told.get("value-type") == "percentage"
            across, deep = _repeated(cell, "number-columns-spanned"), _repeated(cell, "number-rows-spanned")
            if across > 1 or deep > 1:
                looks.merged.append(Merged(number, column, number + deep - 1, column + across - 1))
            if count <= MOST_REPEATED and times <= MOST_REPEATED and (style.fill or style.indent or percent):
                for place in ((number + down, column + right) for down in range(times) for right in range(count)):
                    if style.fill:
                        looks.fills[place] = style.fill
                    if style.indent:
                        looks.indents[place] = style.indent
                    if percent:
                        looks.percents.add(place)
            for note in cell:
                if _local(note.tag) == "annotation":
                    said = "\n".join("".join(part.itertext()) for part in note if _local(part.tag) == "p")
                    if said.strip():
                        looks.comments[number, column] = said.strip()
            column += count
        number += times
    return looks


def of_xls(path: Path) -> dict[str, Looks]:
    """Looks of an old binary workbook, through xlrd; nothing when it is damaged."""
    import xlrd

    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=io.StringIO())
        return {sheet.name: _sheet(book, sheet) for sheet in book.sheets()}
    except Exception:  # xlrd lets many kinds of errors out of a damaged file; opening it has told them
        return {}


def _sheet(book: Any, sheet: Any) -> Looks:
    looks = Looks(comments={place: note.text.strip() for place, note in sheet.cell_note_map.items() if note.text.strip()})
    for row in range(sheet.nrows):
        outline = sheet.rowinfo_map[row].outline_level if row in sheet.rowinfo_map else 0
        for column in range(sheet.row_len(row)):
            style = book.xf_list[sheet.cell_xf_index(row, column)]
            colour = style.background.pattern_colour_index
            if style.background.fill_pattern and colour not in (1, 9, 64, 65):
                looks.fills[row, column] = f"indexed {colour}"
            if depth := style.alignment.indent_level or outline:
                looks.indents[row, column] = depth
            shown = book.format_map.get(style.format_key)
            if shown is not None and "%" in shown.format_str:
                looks.percents.add((row, column))
    return looks
