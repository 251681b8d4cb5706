"""How a spreadsheet shows a number: its format read from the workbook where that is cheap, and the text a Polish Excel would show.

Only what changes the reading of a number is followed: percent, decimal places, thousands, a currency behind it. Colours and
conditions of formats are not.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

from excel_modules.sheet import CellValue, cell_position, clean

_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd.mm.yyyy", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 43: "#,##0.00", 44: "#,##0.00"}
"""Formats a workbook may name by number alone (ECMA-376, part 1, 18.8.30)."""
_CHUNK = 1 << 18
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["'](\d+)["']""")
_STYLED = re.compile(rb"""<(?:\w+:)?c\b(?=[^>]*?\br=["']([A-Z]{1,3}\d+)["'])[^>]*?\bs=["'](\d+)["']""")
_TEXTS = re.compile(r'"([^"]*)"')
_DECIMALS = re.compile(r"[0#?][.]([0#?]+)")


def shown(value: CellValue, code: str = "") -> str:
    """The text a person sees in a cell with this value and number format; "" for an empty cell. Never more than 15 digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "PRAWDA" if value else "FAŁSZ"
    if isinstance(value, datetime):
        day = f"{value:%d.%m.%Y}"
        return day if (value.hour, value.minute, value.second) == (0, 0, 0) else f"{day} {value:%H:%M}"
    if isinstance(value, str):
        return value
    return _number(value, code.split(";")[0])


def _number(value: float, code: str) -> str:
    """A number in its format; without one as many places as it has."""
    behind = "".join(_TEXTS.findall(code)).strip()
    plain = _TEXTS.sub("", code)
    percent = "%" in plain
    if percent:
        value *= 100
    if plain in ("", "General", "@") or not re.search("[0#]", plain):
        text = _general(value)
    else:
        places = _DECIMALS.search(plain)
        text = f"{value:{',' if re.search('[#0],[#0]', plain) else ''}.{len(places.group(1)) if places else 0}f}".replace(",", "\u00a0").replace(".", ",")
    return f"{text.replace('-', '−', 1)}{'%' if percent else ''}{f' {behind}' if behind else ''}"


def _general(value: float) -> str:
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}".replace(".", ",")


def formats_of(path: Path, sheet: str, top: int, bottom: int) -> dict[tuple[int, int], str]:
    """Number formats of the cells in rows `top` to `bottom` (without it) of an xlsx; only those that are not the general one.

    Gives up quietly (no formats) when the parts are not where they usually are: numbers are then shown as they are stored.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            codes = _codes(archive)
            part = _part(archive, sheet)
            return _read(archive, part, codes, top, bottom) if any(codes) and part else {}
    except (KeyError, ValueError, OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError, SyntaxError):
        return {}


def _codes(archive: zipfile.ZipFile) -> list[str]:
    """Number format of every cell style of the workbook, "" for the general one."""
    from defusedxml import ElementTree

    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    own = {int(one.get("numFmtId", 0)): str(one.get("formatCode", "")) for one in root.iter() if one.tag.endswith("}numFmt")}
    styles = next((one for one in root.iter() if one.tag.endswith("}cellXfs")), ())
    numbers = [int(style.get("numFmtId", 0)) for style in styles]
    return [own.get(number, _BUILT_IN.get(number, "")) for number in numbers]


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Name of the part that holds a sheet."""
    from defusedxml import ElementTree

    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = {link.get("Id"): str(link.get("Target", "")) for link in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    for one in book.iter():
        if one.tag.endswith("}sheet") and clean(str(one.get("name"))).casefold() == clean(sheet).casefold():
            target = links.get(next((value for name, value in one.attrib.items() if name.endswith("}id")), ""), "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _read(archive: zipfile.ZipFile, part: str, codes: list[str], top: int, bottom: int) -> dict[tuple[int, int], str]:
    """The sheet as a stream up to the last wanted row."""
    found: dict[tuple[int, int], str] = {}
    rest = b""
    with archive.open(part) as stream:
        while data := stream.read(_CHUNK):
            data = rest + data
            cut = data.rfind(b"<") if data.rfind(b">") < data.rfind(b"<") else len(data)
            data, rest = data[:cut], data[cut:]
            rows = [int(row) - 1 for row in _ROW.findall(data)]
            if rows and rows[-1] < top:
                continue
            if rows and rows[0] > bottom:
                break
            for name, style in _STYLED.findall(data):
                row, column = cell_position(name.decode())
                code = codes[int(style)] if int(style) < len(codes) else ""
                if top <= row < bottom and code:
                    found[row, column] = code
    return found
