"""Formulas saved without their results in .ods and .xls, which the readers of these formats hand over as empty cells.

Programs that write workbooks without counting them leave such cells; xlsx is looked through in `skim`.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from excel_modules.sheet import cell_name

_TAG = re.compile(
    rb"<(?P<end>/)?table:(?P<kind>table|table-row|table-cell|covered-table-cell)(?P<said>(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
)
_FORMULA = re.compile(rb"\stable:formula=[\"']")
_RESULT = re.compile(rb"\s(?:office|calcext):value(?:-type)?=|\soffice:(?:string|boolean|date|time)-value=")
_NAME = re.compile(rb"\stable:name=\"([^\"]*)\"")
_TIMES = re.compile(rb"\stable:number-(?:rows|columns)-repeated=\"(\d{1,7})\"")
_MOST = 10_000
"""Cells named of one sheet; nobody looks through more."""
_FORMULA_RECORD, _END, _START = 0x0006, 0x000A, 0x0809
_NO_TEXT = b"\x03\x00\x00\x00\x00\x00\xff\xff"
"""Result of a formula in .xls ([MS-XLS] 2.5.133) that is an empty text."""
_ZERO = bytes(8)
"""Result 0, which a program that does not count puts down for every formula."""
_COUNT_ON_LOAD = 0x0002
"""Flag of a formula ([MS-XLS] 2.4.127) that is to be counted when the file is opened."""


def in_ods(path: Path) -> dict[str, list[str]]:
    """Sheet → cells whose formula has neither a value nor a text. The archive has been checked before."""
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    found: dict[str, list[str]] = {}
    if not _FORMULA.search(content):
        return found
    sheet = ""
    row = column = 0
    height = 1
    for tag in _TAG.finditer(content):
        kind, said = tag["kind"], tag["said"]
        if kind == b"table":
            name = _NAME.search(said)
            sheet = "" if tag["end"] or name is None else unescape(name[1].decode("utf-8", "replace"))
            row = column = 0
            height = 0
        elif tag["end"]:
            continue
        elif kind == b"table-row":
            row, column, height = row + height, 0, _times(said)
        else:
            times = _times(said)
            if sheet and _FORMULA.search(said) and not _RESULT.search(said) and not _has_text(content, tag):
                cells = found.setdefault(sheet, [])
                cells.extend(cell_name(row + down, column + right) for down in range(min(height, 100)) for right in range(min(times, 100)) if len(cells) < _MOST)
            column += times
    return found


def _times(said: bytes) -> int:
    found = _TIMES.search(said)
    return int(found[1]) if found else 1


def _has_text(content: bytes, tag: re.Match[bytes]) -> bool:
    """Whether a paragraph stands in the cell that begins with this tag; an empty one is the empty text a formula gave."""
    return not tag["said"].endswith(b"/") and b"<text:p" in content[tag.end() : content.find(b"</table:table-cell>", tag.end())]


def in_xls(book: Any, number: int) -> list[str]:
    """Cells of a sheet of an open xlrd workbook whose formula waits to be counted and shows nothing, or the zero it was written with."""
    return [cell_name(row, column) for row, column in _waiting(book, number)]


def _waiting(book: Any, number: int) -> Iterator[tuple[int, int]]:
    positions = getattr(book, "_sh_abs_posn", None)
    if book.biff_version != 80 or book.mem is None or not positions or number >= len(positions):
        return
    data, at, depth = book.mem, positions[number], 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == _START:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1 and kind == _FORMULA_RECORD and length >= 20 and at + 24 <= len(data):
            row, column = struct.unpack_from("<HH", data, at + 4)
            (flags,) = struct.unpack_from("<H", data, at + 18)
            if bytes(data[at + 10 : at + 18]) in (_NO_TEXT, _ZERO) and flags & _COUNT_ON_LOAD:
                yield row, column
        at += 4 + length
