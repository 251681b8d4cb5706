"""A quick look at the XML of a workbook as a stream, before a library lays it out in memory.

A single far-away cell or an entity is enough to bring a reader down, and libraries give back errors and formulas without a
saved result as empty cells; both show in the XML.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from excel_modules.archive import damaged
from excel_modules.reading import Refused, error
from excel_modules.sheet import cell_name, cell_position, column_name

MAX_AREA = 20_000_000
"""Rows times columns a reader may lay out in memory."""
MAX_STRAYS = 1000
"""How many cells far from the rest may be left out; more than that and the sheet is refused."""
FAR_ROW, FAR_COLUMN = 250_000, 1000
"""Beyond these a cell counts as far from the rest, when the sheet is too large for MAX_AREA."""

_CHUNK = 1 << 20


@dataclass(slots=True, kw_only=True)
class Skim:
    """What a quick look at the XML of one sheet shows."""

    part: str
    height: int = 0
    """Rows, never too few; exact once `measure` has been called."""
    width: int = 0
    strays: list[tuple[int, int]] = field(default_factory=list)
    """Cells far from the rest, set only when the whole sheet would not fit."""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells that show an error of the spreadsheet, with its name."""
    without_value: list[str] = field(default_factory=list)
    """Names of cells with a formula whose result the file does not hold."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


_NAMES = re.compile(rb' r="([A-Z]*)(\d{1,7})"')
_ROW = re.compile(rb'<row [^>]*?\br="(\d{1,7})"')
_CELLS = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3})(\d+)["']""")
_ERRORS = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3}\d+)["'][^>]*?\bt=["']e["'][^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)""", re.S)
_ERRORS_TYPE_FIRST = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\bt=["']e["'][^>]*?\br=["']([A-Z]{1,3}\d+)["'][^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)""", re.S)
_EMPTY_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3}\d+)["'][^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</)"""
)
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b(?=[^>]*\bhidden=["'](?:1|true)["'])[^>]*?\br=["'](\d+)["']""")
_HIDDEN_COLUMNS = re.compile(rb"""<(?:\w+:)?col\b(?=[^>]*\bhidden=["'](?:1|true)["'])(?=[^>]*\bmin=["'](\d+)["'])[^>]*?\bmax=["'](\d+)["']""")


def skim(path: Path) -> dict[str, Skim]:
    """Every part of an xlsx is unpacked once as a stream: entities are refused, sheets measured. Part name → what it shows.

    Raises Refused for entities, for a sheet too large to lay out, and for a part that turns out damaged.
    """
    file = path.name
    found: dict[str, Skim] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if not info.filename.endswith((".xml", ".rels", ".vml")):
                    continue
                sheet = Skim(part=info.filename) if info.filename.startswith("xl/worksheets/") and "/_rels/" not in info.filename else None
                for piece in _pieces(archive, info, whole_rows=sheet is not None):
                    _refuse_entities(file, piece)
                    if sheet is not None:
                        _estimate(sheet, piece)
                        _notice(sheet, piece)
                if sheet is not None:
                    found[info.filename] = sheet
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as failure:
        raise Refused(damaged(file)) from failure
    if any(sheet.height * sheet.width > MAX_AREA for sheet in found.values()):
        for sheet in found.values():
            _measure(file, path, sheet)
    return found


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, whole_rows: bool) -> Iterator[bytes]:
    """A part in pieces of about a megabyte, cut between rows where rows matter."""
    rest = b""
    with archive.open(info) as stream:
        while data := stream.read(_CHUNK):
            data = rest + data
            cut = data.rfind(b"</row>") + 6 if whole_rows else len(data)
            if whole_rows and cut < 6:
                cut = data.rfind(b"<") if len(data) < 32 * _CHUNK else len(data)
            yield data[:cut]
            rest = data[cut:]
    if rest:
        yield rest


def _refuse_entities(file: str, piece: bytes) -> None:
    if b"<!" not in piece and b"\x00" not in piece:  # the usual case, told by two fast looks
        return
    if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece or b"<\x00!\x00D" in piece or b"\x00<\x00!" in piece:
        raise Refused(
            error(
                "P05",
                file,
                "Plik zawiera definicje, których arkusze nie potrzebują, a które mogą posłużyć do ataku. Nie został wczytany.",
                "Otwórz plik w Excelu lub LibreOffice, zapisz go ponownie i wczytaj zapisaną kopię.",
            )
        )


def _estimate(sheet: Skim, piece: bytes) -> None:
    """Size of a sheet from above at the cost of one scan: the last row of the piece tells its height, and only a cell further right,
    or with a longer row number than that, is looked at more closely."""
    if b" r='" in piece:
        piece = piece.replace(b"'", b'"')
    last = piece.rfind(b"<row ")
    if last >= 0 and (number := _ROW.match(piece, last)):
        sheet.height = max(sheet.height, int(number[1]))
    if _beyond(max(sheet.width, 1), len(str(max(sheet.height, 1)))).search(piece):
        names = _NAMES.findall(piece)
        for letters in {letters for letters, _ in names if 0 < len(letters) < 4}:
            sheet.width = max(sheet.width, cell_position(letters.decode() + "1")[1] + 1)
        sheet.height = max(sheet.height, max(int(digits) for _, digits in names))


@lru_cache(maxsize=64)
def _beyond(width: int, digits: int) -> re.Pattern[bytes]:
    """Finds a cell right of a column, or in a row whose number has more digits."""
    letters = column_name(width - 1)
    after = [f"{letters[:place]}[{chr(ord(letter) + 1)}-Z]" + "[A-Z]" * (len(letters) - place - 1) for place, letter in enumerate(letters) if letter < "Z"]
    longer = "|".join([*after, *(f"[A-Z]{{{length}}}" for length in range(len(letters) + 1, 4))]) or "(?!)"
    more = f"[0-9]{{{digits + 1},7}}" if digits < 7 else "(?!)"
    return re.compile(rf' r="(?:(?:{longer})[0-9]|[A-Z]*{more}")'.encode())


def _notice(sheet: Skim, piece: bytes) -> None:
    """Errors, formulas without a result, hidden rows and columns."""
    if b'="e"' in piece or b"='e'" in piece:
        for pattern in (_ERRORS, _ERRORS_TYPE_FIRST):
            for name, shown in pattern.findall(piece):
                sheet.errors[cell_position(name.decode())] = shown.decode("utf-8", "replace")
    if b"<f" in piece or (b":c " in piece and b":f" in piece):
        sheet.without_value.extend(name.decode() for name in _EMPTY_FORMULA.findall(piece))
    if b"hidden=" in piece:
        sheet.hidden_rows.update(int(number) - 1 for number in _HIDDEN_ROW.findall(piece))
        for first, last in _HIDDEN_COLUMNS.findall(piece):
            sheet.hidden_columns.update(range(int(first) - 1, min(int(last), FAR_COLUMN)))


def _measure(file: str, path: Path, sheet: Skim) -> None:
    """The exact size of a sheet; of one too large to lay out, which cells make it so, and the size of the rest. Raises Refused."""
    exact, near, strays = (0, 0), (0, 0), 0
    with zipfile.ZipFile(path) as archive:
        for piece in _pieces(archive, archive.getinfo(sheet.part), whole_rows=True):
            for letters, digits in _CELLS.findall(piece):
                row, column = int(digits), cell_position(letters.decode() + "1")[1] + 1
                exact = max(exact[0], row), max(exact[1], column)
                if row > FAR_ROW or column > FAR_COLUMN:
                    strays += 1
                    if strays <= MAX_STRAYS:
                        sheet.strays.append((row - 1, column - 1))
                else:
                    near = max(near[0], row), max(near[1], column)
    sheet.height, sheet.width = exact
    if exact[0] * exact[1] <= MAX_AREA:
        sheet.strays.clear()
        return
    if strays > MAX_STRAYS or near[0] * near[1] > MAX_AREA:
        raise Refused(
            error(
                "P07",
                file,
                f"Arkusz sięga komórki {cell_name(exact[0] - 1, exact[1] - 1)} i jest za duży, żeby go bezpiecznie wczytać.",
                "Usuń w Excelu puste sformatowane wiersze i kolumny za tabelą albo skopiuj samą tabelę do nowego pliku.",
            )
        )
    sheet.height, sheet.width = near
