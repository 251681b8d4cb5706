"""xlsx and xlsm read as a stream from their XML, with everything the doctor needs and libraries do not tell."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from excel_modules.doctor.formulas import Node, parse
from excel_modules.doctor.grid import Book, Cell, Filter, Position, Sheet
from excel_modules.sheet import cell_position, normal
from excel_modules.workbook_xml import SheetPart, links_of, local, sheet_parts, texts_of, tree, workbook_part
from mrl_desktop.domain.progress import Progress

BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 14: "dd.mm.yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"} | {
    22: "dd.mm.yyyy hh:mm",
    49: "@",
}
"""Formats a workbook may name by number alone (ECMA-376, part 1, 18.8.30)."""
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!")


def open_xlsx(path: Path, progress: Progress, most_cells: int) -> Book:
    """The workbook with its formulas. Raises KeyError, ValueError or BadZipFile when it is damaged."""
    with zipfile.ZipFile(path) as archive:
        parts = [one for one in sheet_parts(archive) if one.kind == "worksheet"]
        strings = _strings(archive)
        codes = _codes(archive)
        book = Book(file=path.name, format="xlsx", sheets=[], links=_links(archive))
        left = most_cells
        for number, part in enumerate(parts):
            progress(number, len(parts), f"Czytam arkusz „{part.name}”")
            sheet = _sheet(archive, part, strings, codes, left)
            left -= len(sheet.cells)
            book.sheets.append(sheet)
            book.used_for_lists |= _list_sheets(archive, part)
        book.used_for_lists |= _named_ranges(archive)
    cut = [sheet.name for sheet in book.sheets if sheet.cut]
    if cut:
        book.notes = (f"Skoroszyt jest bardzo duży; tylko początek sprawdzono w arkuszach: {', '.join(cut)}.",)
    return book


def _relation(archive: zipfile.ZipFile, kind: str) -> str:
    """The workbook's part of a kind, "" when it has none."""
    return next((link.target for link in links_of(archive, workbook_part(archive)).values() if link.kind == kind and not link.outer), "")


def _strings(archive: zipfile.ZipFile) -> list[str]:
    from lxml import etree

    part = _relation(archive, "sharedStrings")
    if not part or part not in archive.namelist():
        return []
    found: list[str] = []
    with archive.open(part) as stream:
        for _, element in etree.iterparse(stream, events=("end",), tag="{*}si", resolve_entities=False, no_network=True, huge_tree=False):
            found.append(texts_of(element))
            element.clear()
    return found


def _codes(archive: zipfile.ZipFile) -> list[str]:
    """Number format of every cell style."""
    part = _relation(archive, "styles")
    if not part or part not in archive.namelist():
        return []
    root = tree(archive.read(part))
    own = {int(one.get("numFmtId", 0)): str(one.get("formatCode", "")) for one in root.iter() if local(one) == "numFmt"}
    styles = next((one for one in root.iter() if local(one) == "cellXfs"), ())
    found = []
    for style in styles:
        number = int(style.get("numFmtId", 0))
        code = own.get(number, BUILT_IN.get(number, ""))
        found.append("" if code.casefold() == "general" else code)
    return found


def _links(archive: zipfile.ZipFile) -> dict[str, str]:
    """Outer files by the number formulas quote."""
    book = workbook_part(archive)
    links = links_of(archive, book)
    found: dict[str, str] = {}
    order = [element for element in tree(archive.read(book)).iter() if local(element) == "externalReference"]
    for number, element in enumerate(order, 1):
        key = next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == "id"), "")
        if key in links:
            outer = next((link.target for link in links_of(archive, links[key].target).values() if link.outer), "")
            found[str(number)] = outer.replace("%20", " ").replace("\\", "/").rsplit("/", 1)[-1]
    return found


def _sheet_names(text: str) -> set[str]:
    return {(quoted or plain).replace("''", "'") for quoted, plain in _REFERENCE.findall(text)}


def _list_sheets(archive: zipfile.ZipFile, part: SheetPart) -> set[str]:
    """Sheets whose cells are entries of this sheet's drop-down lists."""
    data = archive.read(part.part)
    found: set[str] = set()
    for said in re.findall(rb"<(?:\w+:)?formula1>([^<]*)</", data):
        found |= _sheet_names(said.decode("utf-8", "replace").replace("&apos;", "'"))
    for said in re.findall(rb"<xm:f>([^<]*)</xm:f>", data):
        found |= _sheet_names(said.decode("utf-8", "replace"))
    return found


def _named_ranges(archive: zipfile.ZipFile) -> set[str]:
    """Sheets that hold named ranges (not print areas and filters): dictionaries as a rule."""
    found: set[str] = set()
    for element in tree(archive.read(workbook_part(archive))).iter():
        if local(element) == "definedName" and not str(element.get("name", "")).startswith("_xlnm"):
            found |= _sheet_names(element.text or "")
    return found


def _sheet(archive: zipfile.ZipFile, part: SheetPart, strings: list[str], codes: list[str], most: int) -> Sheet:
    from lxml import etree

    sheet = Sheet(name=part.name, state=part.state)
    shared: dict[str, tuple[Node, str]] = {}
    row = -1
    wanted = tuple(f"{{*}}{name}" for name in ("row", "mergeCell", "col", "autoFilter"))
    with archive.open(part.part) as stream:
        for _, element in etree.iterparse(stream, events=("end",), tag=wanted, resolve_entities=False, no_network=True, huge_tree=False):
            name = local(element)
            if name == "row":
                row = int(element.get("r", row + 2)) - 1
                if _true(element.get("hidden")):
                    sheet.hidden_rows.add(row)
                if len(sheet.cells) < most:
                    _row(sheet, element, row, strings, codes, shared)
                elif len(element):
                    sheet.cut = True
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif name == "mergeCell":
                first, _, last = str(element.get("ref", "A1")).partition(":")
                sheet.merged.append((*cell_position(first), *cell_position(last or first)))
            elif name == "col" and _true(element.get("hidden")):
                sheet.hidden_columns.update(range(int(element.get("min", 1)) - 1, min(int(element.get("max", 1)), 1000)))
            elif name == "autoFilter" and local(element.getparent()) == "worksheet":
                first, _, last = str(element.get("ref", "A1")).partition(":")
                sheet.filter = Filter(top=cell_position(first)[0], bottom=cell_position(last or first)[0], active=any(local(child) == "filterColumn" for child in element))
    sheet.cells = {place: cell for place, cell in sheet.cells.items() if cell.value not in (None, "") or cell.formula is not None}
    return sheet


def _true(value: str | None) -> bool:
    return value in ("1", "true")


def _row(sheet: Sheet, element: Any, row: int, strings: list[str], codes: list[str], shared: dict[str, tuple[Node, str]]) -> None:
    column = -1
    for child in element:
        if local(child) != "c":
            continue
        name = child.get("r")
        column = cell_position(name)[1] if name else column + 1
        value: Any = None
        formula: Node | None = None
        written = ""
        kind = child.get("t", "n")
        error = False
        for part in child:
            what = local(part)
            if what == "v":
                value, error = _value(part.text or "", kind, strings)
            elif what == "is":
                value = normal(texts_of(part))
            elif what == "f":
                formula, written = _formula(part, (row, column), shared)
        if value is None and formula is None:
            continue
        style = int(child.get("s", 0))
        sheet.cells[row, column] = Cell(value, formula, codes[style] if style < len(codes) else "", error, written)


def _value(text: str, kind: str, strings: list[str]) -> tuple[Any, bool]:
    """A stored value and whether it is an error."""
    if kind == "s":
        place = int(text) if text.strip().isdigit() else -1
        return (normal(strings[place]) if 0 <= place < len(strings) else None), False
    if kind == "b":
        return text.strip() in ("1", "true"), False
    if kind == "e":
        return text.strip(), True
    if kind in ("str", "inlineStr"):
        return (normal(text) or "" if text else None), False
    if kind == "d":
        return normal(text), False
    try:
        return (float(text) if text.strip() else None), False
    except ValueError:
        return normal(text), False


def _formula(part: Any, at: Position, shared: dict[str, tuple[Node, str]]) -> tuple[Node | None, str]:
    text, key = part.text or "", part.get("si", "")
    if part.get("t") == "shared" and not text:
        known = shared.get(key)
        return (known[0], "") if known else (None, "")
    if not text:
        return None, ""
    node = parse(text, *at)
    if part.get("t") == "shared":
        shared[key] = (node, text)
    return node, text
