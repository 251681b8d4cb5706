"""The XML inside xlsx and xlsm workbooks: where its parts lie, and changing single cells while every other byte stays as it was.

A library that loads a workbook and saves it again drops macros, shapes, charts or validations it does not know. Here only the text of
the cells concerned is cut out and replaced; all other parts go into the new archive exactly as they came. Transitional and strict
files (ECMA-376 / ISO 29500) differ only in namespaces, which are never touched.
"""

from __future__ import annotations

import os
import posixpath
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from excel_modules.sheet import cell_name, cell_position, clean

Position = tuple[int, int]


class NotEditable(ValueError):
    """The XML is written in a way that cannot be edited safely. The text is a full Polish sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """One sheet of a workbook and the part of the archive that holds it."""

    name: str
    part: str
    state: str = "visible"
    kind: str = "worksheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relation of a part."""

    key: str
    kind: str
    """Last word of its type: „worksheet", „styles", „externalLink"."""
    target: str
    """Part it leads to, or an outer address."""
    outer: bool = False


def tree(data: bytes) -> Any:
    """A part as an XML tree; entities and declarations of types are refused. Raises ValueError for broken XML."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        return fromstring(data)
    except (ParseError, DefusedXmlException) as failure:
        raise ValueError(str(failure)) from failure


def local(element: Any) -> str:
    """Name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def links_of(archive: zipfile.ZipFile, part: str) -> dict[str, Link]:
    """Relations of a part by their keys."""
    folder, file = posixpath.split(part)
    relations = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    if relations not in archive.namelist():
        return {}
    found: dict[str, Link] = {}
    for link in tree(archive.read(relations)):
        target, outer = str(link.get("Target", "")), link.get("TargetMode") == "External"
        if not outer:
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        key = str(link.get("Id"))
        found[key] = Link(key=key, kind=str(link.get("Type", "")).rpartition("/")[2], target=target, outer=outer)
    return found


def workbook_part(archive: zipfile.ZipFile) -> str:
    """The part that lists the sheets."""
    return next((link.target for link in links_of(archive, "").values() if link.kind == "officeDocument"), "xl/workbook.xml")


def sheet_parts(archive: zipfile.ZipFile) -> list[SheetPart]:
    """Sheets in the order of their tabs. Raises KeyError or ValueError when the workbook is damaged."""
    book = workbook_part(archive)
    links = links_of(archive, book)
    found = []
    for element in tree(archive.read(book)).iter():
        if local(element) == "sheet":
            key = next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == "id" and "}" in name), "")
            if link := links.get(key):
                found.append(SheetPart(name=str(element.get("name", "")), part=link.target, state=str(element.get("state", "visible")), kind=link.kind))
    return found


def part_of(archive: zipfile.ZipFile, sheet: str) -> SheetPart | None:
    """The part of a sheet, by its name as readers give it."""
    wanted = clean(sheet).casefold()
    return next((one for one in sheet_parts(archive) if clean(one.name).casefold() == wanted), None)


# -- cells as text -----------------------------------------------------------------------------------------------------

_TAG = re.compile(rb"<(/?)((?:[A-Za-z_][\w.-]*:)?)(row|c|sheetData)((?:\s[^<>]*?)?)(/?)>")
_ATTRIBUTE = re.compile(rb"""\s([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")


@dataclass(frozen=True, slots=True)
class CellText:
    """Where a `<c>` stands in the XML of its sheet, and its attributes."""

    start: int
    end: int
    row: int
    column: int
    attributes: Mapping[str, str]
    prefix: str

    @property
    def style(self) -> int:
        return int(self.attributes.get("s", "0") or 0)


@dataclass(slots=True)
class _RowText:
    row: int
    start: int
    inside: int
    """Where its cells begin; for „<row/>" the end of the tag."""
    end: int
    empty: bool
    prefix: str


def attributes_of(text: bytes) -> dict[str, str]:
    """Attributes of a tag."""
    return {name.decode("utf-8", "replace"): (double or single).decode("utf-8", "replace") for name, double, single in _ATTRIBUTE.findall(text)}


class SheetText:
    """The XML of one sheet as bytes, with the place of every cell."""

    def __init__(self, data: bytes) -> None:
        encoding = _ENCODING.match(data[:200].lstrip(b"\xef\xbb\xbf"))
        if (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")) or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise NotEditable("Arkusz jest zapisany w nietypowym kodowaniu.")
        self.data = data
        self.cells: dict[Position, CellText] = {}
        self.rows: dict[int, _RowText] = {}
        self.data_start = self.data_end = -1
        """Where the cells of the sheet begin and end; equal for „<sheetData/>"."""
        self.prefix = ""
        self._scan()

    def _scan(self) -> None:
        row, column = -1, -1
        open_row: _RowText | None = None
        open_cell: tuple[int, int, int, dict[str, str], str] | None = None
        for tag in _TAG.finditer(self.data):
            closing, prefix, name, attributes, single = tag[1] == b"/", tag[2].decode(), tag[3], tag[4], tag[5] == b"/"
            if name == b"sheetData":
                self.prefix = prefix
                if closing:
                    self.data_end = tag.start()
                    break
                self.data_start = tag.end()
                if single:
                    self.data_end, self.data_start = tag.end(), tag.start()
                    break
            elif name == b"row" and not closing:
                known = attributes_of(attributes)
                row = int(known["r"]) - 1 if "r" in known else row + 1
                column = -1
                open_row = _RowText(row, tag.start(), tag.end(), tag.end(), single, prefix)
                self.rows[row] = open_row
                if single:
                    open_row = None
            elif name == b"row" and open_row is not None:
                open_row.end = tag.start()
                open_row = None
            elif name == b"c" and not closing:
                known = attributes_of(attributes)
                if "r" in known:
                    row, column = cell_position(known["r"])
                else:
                    column += 1
                if single:
                    self.cells[row, column] = CellText(tag.start(), tag.end(), row, column, known, prefix)
                else:
                    open_cell = (tag.start(), row, column, known, prefix)
            elif name == b"c" and open_cell is not None:
                start, at_row, at_column, known, own = open_cell
                self.cells[at_row, at_column] = CellText(start, tag.end(), at_row, at_column, known, own)
                open_cell = None
        if self.data_start < 0 or self.data_end < 0:
            raise NotEditable("W arkuszu nie ma tabeli komórek.")
        inside = self.data[self.data_start : self.data_end]
        if b"<!--" in inside or b"<![CDATA[" in inside:
            raise NotEditable("Arkusz jest zapisany w nietypowy sposób.")

    def xml(self, row: int, column: int) -> bytes:
        """The text of a cell, empty when there is none."""
        found = self.cells.get((row, column))
        return self.data[found.start : found.end] if found else b""

    def replaced(self, contents: Mapping[Position, Content]) -> bytes:
        """The sheet with these cells changed; cells and rows that are not there yet are put in at their places."""
        edits: list[tuple[int, int, bytes]] = []
        new_rows: dict[int, list[tuple[int, bytes]]] = {}
        for (row, column), content in sorted(contents.items()):
            cell = self.cells.get((row, column))
            if cell is not None:
                edits.append((cell.start, cell.end, content.xml(row, column, cell.prefix, cell.attributes)))
            elif row in self.rows and not self.rows[row].empty:
                gap = self._gap(row, column)
                edits.append((gap, gap, content.xml(row, column, self.rows[row].prefix, {})))
            else:
                new_rows.setdefault(row, []).append((column, content.xml(row, column, self.prefix, {})))
        for row, cells in sorted(new_rows.items()):
            edits.append(self._row_edit(row, b"".join(text for _, text in cells)))
        return self._edited(edits)

    def _gap(self, row: int, column: int) -> int:
        """Where a new cell of a row goes."""
        later = [cell.start for (at, place), cell in self.cells.items() if at == row and place > column]
        return min(later, default=self.rows[row].end)

    def _row_edit(self, row: int, cells: bytes) -> tuple[int, int, bytes]:
        known = self.rows.get(row)
        prefix = (known.prefix if known else self.prefix).encode()
        if known is not None:
            opening = self.data[known.start : known.inside]
            return known.start, known.inside, opening[: opening.rindex(b"/")].rstrip() + b">" + cells + b"</" + prefix + b"row>"
        text = b"<" + prefix + f'row r="{row + 1}">'.encode() + cells + b"</" + prefix + b"row>"
        later = [one.start for number, one in self.rows.items() if number > row]
        at = min(later, default=self.data_end)
        if self.data_start > 0 and self.data[self.data_start : self.data_start + 1] == b"<" and not self.rows and self.data[self.data_start : self.data_end].rstrip().endswith(b"/>"):
            opening = self.data[self.data_start : self.data_end]
            return self.data_start, self.data_end, opening[: opening.rindex(b"/")].rstrip() + b">" + text + b"</" + prefix + b"sheetData>"
        return at, at, text

    def _edited(self, edits: list[tuple[int, int, bytes]]) -> bytes:
        pieces: list[bytes] = []
        at = 0
        for start, end, text in sorted(edits, key=lambda edit: (edit[0], edit[1])):
            if start < at:
                raise NotEditable("Arkusz jest zapisany w nietypowy sposób.")
            pieces += [self.data[at:start], text]
            at = end
        pieces.append(self.data[at:])
        return b"".join(pieces)


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell shall hold: a text, a number, a truth value or nothing. `style` None keeps the cell's own."""

    value: str | float | int | bool | None
    number: str = ""
    """The number exactly as it shall be written; empty for the usual way."""
    style: int | None = None

    def xml(self, row: int, column: int, prefix: str, attributes: Mapping[str, str]) -> bytes:
        """The cell as XML; attributes other than kind and style stay."""
        kept = {name: value for name, value in attributes.items() if name not in ("r", "t", "s", "cm", "vm")}
        style = str(self.style) if self.style is not None else attributes.get("s", "")
        shown = {"r": cell_name(row, column)} | ({"s": style} if style else {}) | kept
        head = f"{prefix}c" + "".join(f' {name}="{value}"' for name, value in shown.items())
        if self.value is None:
            return f"<{head}/>".encode()
        if isinstance(self.value, bool):
            return f'<{head} t="b"><{prefix}v>{int(self.value)}</{prefix}v></{prefix}c>'.encode()
        if isinstance(self.value, str):
            return f'<{head} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{text_xml(self.value)}</{prefix}t></{prefix}is></{prefix}c>'.encode()
        return f"<{head}><{prefix}v>{self.number or repr(self.value)}</{prefix}v></{prefix}c>".encode()


_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def text_xml(text: str) -> str:
    """A text as it stands in a cell's XML: signs XML cannot hold are left out, „_x0041_" stays as typed."""
    return escape(_ESCAPED.sub("_x005F_", _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))))


def restyled(data: bytes, cell: CellText, style: int) -> bytes:
    """The text of a cell with another style and nothing else changed."""
    whole = data[cell.start : cell.end]
    end = whole.index(b">")
    head, rest = whole[:end], whole[end:]
    changed, count = re.subn(rb"""(\ss\s*=\s*)(?:"[^"]*"|'[^']*')""", rb'\g<1>"' + str(style).encode() + rb'"', head, count=1)
    if not count:
        cut = len(head) - 1 if head.endswith(b"/") else len(head)
        changed = head[:cut].rstrip() + f' s="{style}"'.encode() + head[cut:]
    return changed + rest


# -- the archive ---------------------------------------------------------------------------------------------------------


def recalculating(workbook: bytes) -> bytes:
    """The workbook part with a request that all formulas be worked out when it is next opened."""
    found = re.search(rb"<((?:[\w.-]+:)?)calcPr\b([^>]*?)(/?)>", workbook)
    if found:
        inside = re.sub(rb"""\sfullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""", b"", found[2]).rstrip()
        return workbook[: found.start()] + b"<" + found[1] + b"calcPr" + inside + b' fullCalcOnLoad="1"' + found[3] + b">" + workbook[found.end() :]
    at, prefix = 0, b""
    for name in (b"sheets", b"functionGroups", b"externalReferences", b"definedNames"):
        for one in re.finditer(rb"</((?:[\w.-]+:)?)" + name + rb"\s*>|<((?:[\w.-]+:)?)" + name + rb"\s*/>", workbook):
            if one.end() > at:
                at, prefix = one.end(), one[1] or one[2] or b""
    if not at:
        raise NotEditable("Skoroszyt jest zapisany w nietypowy sposób.")
    return workbook[:at] + b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>' + workbook[at:]


def rewrite(source: Path, target: Path, changed: Mapping[str, bytes], added: Mapping[str, bytes] | None = None, *, before: Callable[[], None] = lambda: None) -> None:
    """Writes the archive anew with some parts changed, whole or not at all: into a file beside the target, which is then replaced.

    `before` runs when the new file is ready, just before it takes the target's place. Raises OSError when the place cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=".mrl-", suffix=target.suffix, dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            with zipfile.ZipFile(source) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
                for info in old.infolist():
                    new.writestr(info, changed[info.filename] if info.filename in changed else old.read(info), compress_type=info.compress_type)
                for part, data in (added or {}).items():
                    new.writestr(zipfile.ZipInfo(part, date_time=(1980, 1, 1, 0, 0, 0)), data, compress_type=zipfile.ZIP_DEFLATED)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, (target if target.exists() else source).stat().st_mode & 0o777)
        before()
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def texts_of(element: Any) -> str:
    """Text of a shared or inline string: all its runs, phonetic guides left out."""
    return "".join(_runs(element))


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name == "r":
            yield from _runs(child)
