"""What a cell looks like where the look carries meaning: indents of a tree, percent formats, comments with decisions.

Read straight from the XML: a library that lays out styles of merged cells takes longer than all the reading besides.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from excel_modules.sheet import Merged, cell_position

LARGEST = 5 * 2**20
"""Files above this many bytes are not opened a second time for their looks."""
_PERCENTS = frozenset((9, 10))
"""Numbers of Excel's built-in percent formats."""


@dataclass(slots=True, kw_only=True)
class Looks:
    """Looks of one sheet, by zero-based row and column."""

    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells, the empty ones too, painted with a colour other than white → a name of the colour."""
    merged: list[Merged] = field(default_factory=list)
    """Merged ranges, where opening the file does not tell them."""


def looks_of(path: Path | None) -> dict[str, Looks]:
    """Looks of each sheet of a workbook; nothing for texts, large files and damaged ones, whose values are read all the same."""
    if path is None or not path.exists() or path.stat().st_size > LARGEST:
        return {}
    if path.suffix.lower() in (".ods", ".xls"):
        from excel_modules.modules import old_looks

        return old_looks.of_ods(path) if path.suffix.lower() == ".ods" else old_looks.of_xls(path)
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return {}
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError

    try:
        with zipfile.ZipFile(path) as archive:
            styles = _styles(archive)
            return {name: _sheet(archive, part, *styles) for name, part in _sheets(archive)}
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, ParseError, DefusedXmlException):
        return {}


def _xml(archive: zipfile.ZipFile, part: str) -> Any:
    from defusedxml.ElementTree import fromstring

    return fromstring(archive.read(part))


def _named(element: Any, name: str) -> Iterator[Any]:
    """Elements of this name at any depth, in whatever namespace."""
    return (found for found in element.iter() if isinstance(found.tag, str) and found.tag.rpartition("}")[2] == name)


def _related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Relations of a part: id → (kind, target part)."""
    folder, file = posixpath.split(part)
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in archive.namelist():
        return {}
    found: dict[str, tuple[str, str]] = {}
    for link in _xml(archive, relations):
        target = str(link.get("Target", ""))
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[str(link.get("Id"))] = (str(link.get("Type", "")).rpartition("/")[2], whole)
    return found


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and part of every sheet."""
    links = _related(archive, "xl/workbook.xml")
    for sheet in _named(_xml(archive, "xl/workbook.xml"), "sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        if key in links and links[key][0] == "worksheet":
            yield str(sheet.get("name")), links[key][1]


def _styles(archive: zipfile.ZipFile) -> tuple[dict[str, int], set[str], dict[str, str]]:
    """Which styles indent, by how much, which show percent, and which paint the cell; by the style's number as cells quote it."""
    root = _xml(archive, "xl/styles.xml")
    percents = set(_PERCENTS) | {int(one.get("numFmtId", 0)) for one in _named(root, "numFmt") if "%" in str(one.get("formatCode"))}
    colours = [_colour(one) for group in _named(root, "fills") for one in group]
    indented: dict[str, int] = {}
    percent: set[str] = set()
    painted: dict[str, str] = {}
    for group in _named(root, "cellXfs"):
        for number, style in enumerate(group):
            depth = max((int(one.get("indent", 0)) for one in _named(style, "alignment")), default=0)
            if depth:
                indented[str(number)] = depth
            if int(style.get("numFmtId", 0)) in percents:
                percent.add(str(number))
            paint = int(style.get("fillId", 0))
            if paint < len(colours) and colours[paint]:
                painted[str(number)] = colours[paint]
    return indented, percent, painted


def _colour(fill: Any) -> str:
    """A name for the colour of a fill, "" for none and for white."""
    for pattern in _named(fill, "patternFill"):
        if pattern.get("patternType") in (None, "none"):
            return ""
        for front in _named(pattern, "fgColor"):
            told = {name: str(value) for name, value in front.attrib.items() if name != "tint"}
            tint = round(float(front.get("tint", 0)), 2)
            if told.get("rgb", "")[-6:].upper() == "FFFFFF" or told.get("indexed") in ("1", "9", "65") or (told.get("theme") == "0" and tint == 0):
                return ""
            return " ".join([*(f"{name} {value}" for name, value in sorted(told.items())), *([str(tint)] if tint else [])])
        return str(pattern.get("patternType"))
    return "gradient" if any(True for _ in _named(fill, "gradientFill")) else ""


def _sheet(archive: zipfile.ZipFile, part: str, indents: dict[str, int], percents: set[str], painted: dict[str, str]) -> Looks:
    looks = Looks()
    for row in _named(_xml(archive, part), "row"):
        outline = int(row.get("outlineLevel", 0))
        for cell in row:
            style, name = str(cell.get("s", "")), cell.get("r")
            if name and (outline or style in indents or style in percents or style in painted):
                at = cell_position(name)
                if depth := indents.get(style, outline):
                    looks.indents[at] = depth
                if style in percents:
                    looks.percents.add(at)
                if style in painted:
                    looks.fills[at] = painted[style]
    for kind, target in _related(archive, part).values():
        if kind == "comments":
            for comment in _named(_xml(archive, target), "comment"):
                looks.comments[cell_position(str(comment.get("ref")))] = "".join(text.text or "" for text in _named(comment, "t")).strip()
    return looks
