"""A copy of the workbook with suspicious cells filled and a sheet „Uwagi programu" that lists them; the original is not touched.

Made by editing the XML, so that macros, charts, shapes, styles and validations stay as they are.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import quoteattr

from excel_modules.archive import cannot_open, check, kind_of
from excel_modules.doctor.kinds import Examination, Suspicion
from excel_modules.reading import Refused, error
from excel_modules.sheet import cell_name
from excel_modules.workbook_xml import NotEditable, SheetText, links_of, restyled, rewrite, sheet_parts, text_xml, workbook_part
from mrl_desktop.domain.findings import Severity

NAME = "Uwagi programu"
FILL = "FFFFD966"
"""Colour of suspicious cells: amber, seen in greyscale print too."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = {_MAIN: "http://schemas.openxmlformats.org/officeDocument/2006/relationships", _STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
_HEADINGS = ("Arkusz", "Komórka", "Wartość", "Waga", "Rodzaj", "Co jest nie tak", "Co zrobić")
_WIDTHS = (22, 10, 20, 13, 30, 80, 60)


def suggested(path: Path) -> Path:
    """Where the marked copy goes when nobody says otherwise: „nazwa (z uwagami).xlsx" beside the original."""
    return path.with_name(f"{path.stem} (z uwagami){path.suffix}")


def write_marked(path: Path, target: Path, examination: Examination) -> Path:
    """Writes the marked copy and returns its path. Raises Refused when the format does not allow it or the place cannot be written."""
    if kind_of(path) != "xlsx":
        raise Refused(
            error(
                "W19",
                path.name,
                f"W formacie {path.suffix.lstrip('.').upper() or 'tego pliku'} program nie potrafi oznaczyć komórek bez naruszenia reszty skoroszytu.",
                "Zapisz skoroszyt w Excelu jako XLSX i sprawdź go ponownie albo skopiuj listę uwag przyciskiem „Kopiuj listę”.",
            )
        )
    if target.exists() and target.samefile(path):
        raise Refused(error("W19", path.name, "Oznaczona kopia nie może zastąpić oryginału.", "Wybierz inną nazwę albo inny folder."))
    check(path)
    try:
        changed, added = _parts(path, examination)
        rewrite(path, target, changed, added)
    except (NotEditable, KeyError, ValueError) as failure:
        said = str(failure) if isinstance(failure, NotEditable) else "Skoroszyt jest zapisany w nietypowy sposób."
        hint = "Otwórz skoroszyt w Excelu, zapisz go ponownie jako XLSX i sprawdź jeszcze raz."
        raise Refused(error("W19", path.name, f"Nie da się zapisać oznaczonej kopii. {said}", hint)) from failure
    except OSError as failure:
        raise Refused(cannot_open(target, failure)) from failure
    return target


def _parts(path: Path, examination: Examination) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Parts of the archive that change, and those that are new."""
    with zipfile.ZipFile(path) as archive:
        book = workbook_part(archive)
        links = links_of(archive, book)
        styles_part = next((link.target for link in links.values() if link.kind == "styles"), "")
        sheets = sheet_parts(archive)
        changed: dict[str, bytes] = {}
        styles = _Styles(archive.read(styles_part)) if styles_part else None
        for sheet in sheets:
            places = {place for one in examination.suspicions if one.sheet == sheet.name for place in one.cells()}
            if places and styles is not None and sheet.kind == "worksheet":
                changed[sheet.part] = _filled(archive.read(sheet.part), places, styles)
        heading = styles.heading() if styles is not None else 0
        wrapped = styles.wrapped() if styles is not None else 0
        if styles is not None:
            changed[styles_part] = styles.written()
        data = archive.read(book)
        space = _STRICT if _STRICT.encode() in data else _MAIN
        folder = str(PurePosixPath(book).parent)
        name = _free([sheet.name for sheet in sheets], NAME)
        part = _free([info.filename for info in archive.infolist()], f"{folder}/worksheets/uwagi", ".xml")
        key = _free(list(links), "rIdUwagi")
        relations = f"{folder}/_rels/{PurePosixPath(book).name}.rels"
        changed[relations] = _with_relation(archive.read(relations), key, part.removeprefix(folder + "/"), space)
        changed[book] = _with_sheet(data, name, key, space)
        changed["[Content_Types].xml"] = _with_type(archive.read("[Content_Types].xml"), part)
        return changed, {part: _list(examination.suspicions, heading, wrapped, space)}


def _free(taken: list[str], wanted: str, ending: str = "") -> str:
    known = {one.casefold() for one in taken}
    found, number = f"{wanted}{ending}", 2
    while found.casefold() in known:
        found, number = f"{wanted} {number}{ending}" if not ending else f"{wanted}{number}{ending}", number + 1
    return found


def _filled(data: bytes, places: Iterable[tuple[int, int]], styles: _Styles) -> bytes:
    text = SheetText(data)
    pieces: list[bytes] = []
    at = 0
    for cell in sorted((text.cells[place] for place in set(places) if place in text.cells), key=lambda one: one.start):
        pieces += [data[at : cell.start], restyled(data, cell, styles.filled(cell.style))]
        at = cell.end
    return b"".join((*pieces, data[at:]))


class _Styles:
    """The styles of a workbook, to which filled copies of the styles in use are added at the end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        found = re.search(rb"<((?:[\w.-]+:)?)cellXfs\b[^>]*>(.*?)</(?:[\w.-]+:)?cellXfs>", data, re.S)
        fills = re.search(rb"<((?:[\w.-]+:)?)fills\b[^>]*>(.*?)</(?:[\w.-]+:)?fills>", data, re.S)
        if found is None or fills is None:
            raise NotEditable("W skoroszycie nie ma opisu stylów.")
        self.prefix = found[1]
        name = re.escape(self.prefix)
        self.own = re.findall(rb"<" + name + rb"xf\b[^>]*?/>|<" + name + rb"xf\b.*?</" + name + rb"xf>", found[2], re.S)
        self.fill = len(re.findall(rb"<" + name + rb"fill\b", fills[2]))
        self.new: list[bytes] = []
        self._filled: dict[int, int] = {}

    def _added(self, style: bytes) -> int:
        if style in self.new:
            return len(self.own) + self.new.index(style)
        self.new.append(style)
        return len(self.own) + len(self.new) - 1

    def filled(self, style: int) -> int:
        """Number of the style that is this one with the fill of suspicious cells."""
        if style not in self._filled:
            source = self.own[style] if style < len(self.own) else self.own[0]
            head, rest = source[: source.index(b">")], source[source.index(b">") :]
            head = re.sub(rb"""\s(?:fillId|applyFill)\s*=\s*(?:"[^"]*"|'[^']*')""", b"", head)
            cut = len(head) - 1 if head.endswith(b"/") else len(head)
            self._filled[style] = self._added(head[:cut].rstrip() + f' fillId="{self.fill}" applyFill="1"'.encode() + head[cut:] + rest)
        return self._filled[style]

    def heading(self) -> int:
        return self._added(b"<" + self.prefix + b'xf numFmtId="0" fontId="0" fillId="' + str(self.fill).encode() + b'" borderId="0" xfId="0" applyFill="1"/>')

    def wrapped(self) -> int:
        prefix = self.prefix
        return self._added(
            b"<" + prefix + b'xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><' + prefix + b'alignment vertical="top" wrapText="1"/></' + prefix + b"xf>"
        )

    def written(self) -> bytes:
        prefix = self.prefix
        fill = b"<%bfill><%bpatternFill patternType=\"solid\"><%bfgColor rgb=\"%b\"/><%bbgColor indexed=\"64\"/></%bpatternFill></%bfill>" % (
            prefix,
            prefix,
            prefix,
            FILL.encode(),
            prefix,
            prefix,
            prefix,
        )
        data = _grown(self.data, b"fills", fill, self.fill + 1)
        return _grown(data, b"cellXfs", b"".join(self.new), len(self.own) + len(self.new))


def _grown(data: bytes, name: bytes, more: bytes, count: int) -> bytes:
    """A list of the styles part with more at its end and its count set right."""
    found = re.search(rb"(<(?:[\w.-]+:)?" + name + rb"\b)([^>]*)(>)(.*?)(</(?:[\w.-]+:)?" + name + rb">)", data, re.S)
    assert found is not None
    attributes = re.sub(rb"""\scount\s*=\s*(?:"[^"]*"|'[^']*')""", b"", found[2]) + f' count="{count}"'.encode()
    return data[: found.start()] + found[1] + attributes + found[3] + found[4] + more + found[5] + data[found.end() :]


def _with_relation(data: bytes, key: str, target: str, space: str) -> bytes:
    end = re.search(rb"</((?:[\w.-]+:)?)Relationships>", data)
    if end is None:
        raise NotEditable("Skoroszyt jest zapisany w nietypowy sposób.")
    prefix = end[1].decode()
    new = f'<{prefix}Relationship Id="{key}" Type="{_RELATIONS[space]}/worksheet" Target="{target}"/>'
    return data[: end.start()] + new.encode() + data[end.start() :]


def _with_sheet(data: bytes, name: str, key: str, space: str) -> bytes:
    end = re.search(rb"</((?:[\w.-]+:)?)sheets>", data)
    if end is None:
        raise NotEditable("Skoroszyt jest zapisany w nietypowy sposób.")
    number = max((int(one) for one in re.findall(rb"""\ssheetId\s*=\s*["'](\d+)["']""", data)), default=0) + 1
    new = f'<{end[1].decode()}sheet name={quoteattr(name)} sheetId="{number}" xmlns:mrl="{_RELATIONS[space]}" mrl:id="{key}"/>'
    return data[: end.start()] + new.encode() + data[end.start() :]


def _with_type(data: bytes, part: str) -> bytes:
    end = re.search(rb"</((?:[\w.-]+:)?)Types>", data)
    if end is None:
        raise NotEditable("Skoroszyt jest zapisany w nietypowy sposób.")
    new = f'<{end[1].decode()}Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    return data[: end.start()] + new.encode() + data[end.start() :]


def _list(suspicions: tuple[Suspicion, ...], heading: int, wrapped: int, space: str) -> bytes:
    """The new sheet: one row for each suspicion, gravest first, with a link to its cell."""
    order = list(Severity)
    ordered = sorted(suspicions, key=lambda one: order.index(one.severity))
    rows = [_row(0, _HEADINGS, heading)]
    links: list[str] = []
    for number, one in enumerate(ordered, 1):
        also = f" (i {len(one.also)} dalszych)" if one.also else ""
        rows.append(_row(number, (one.sheet or "cały skoroszyt", one.cell + also if one.cell else "", one.value, str(one.severity), one.kind.value, one.message, one.hint), wrapped))
        if one.sheet:
            place = f"'{one.sheet.replace(chr(39), chr(39) * 2)}'!{one.cell or 'A1'}"
            links.append(f'<hyperlink ref="B{number + 1}" location={quoteattr(text_xml(place).replace("&amp;", "&"))} display={quoteattr(one.cell or "A1")}/>')
    columns = "".join(f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>' for number, width in enumerate(_WIDTHS, 1))
    text = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + "</worksheet>"
    )
    return text.encode()


def _row(row: int, texts: Iterable[str], style: int) -> str:
    cells = "".join(
        f'<c r="{cell_name(row, column)}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text_xml(said)}</t></is></c>' for column, said in enumerate(texts) if said
    )
    return f'<row r="{row + 1}">{cells}</row>'
