"""Looking at a file before any reader touches it: what it really is, and whether its archive is safe to unpack.

Workbooks are zip archives of XML. Sizes, ratios and names are read from the archive's directory without unpacking; the
sheets are then skimmed as a stream, because a single far-away cell or an entity is enough to bring a reader down.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from excel_modules.reading import Refused, error
from excel_modules.sheet import cell_name, cell_position
from mrl_desktop.domain.findings import Finding

MAX_FILE = 200 * 2**20
"""Bytes of a file on disk."""
MAX_UNPACKED = 500 * 2**20
"""Bytes of all parts of an archive together, unpacked."""
MAX_RATIO = 200
"""How many times an archive may grow when unpacked, once it grows beyond SMALL. Real workbooks stay below 40."""
SMALL = 20 * 2**20
MAX_PARTS = 4000
MAX_AREA = 20_000_000
"""Rows times columns a reader may lay out in memory."""
MAX_STRAYS = 1000
"""How many cells far from the rest may be left out; more than that and the sheet is refused."""
FAR_ROW, FAR_COLUMN = 250_000, 1000
"""Beyond these a cell counts as far from the rest, when the sheet is too large for MAX_AREA."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20


def kind_of(path: Path) -> str:
    """What the bytes are: "xlsx", "xlsb", "ods", "zip", "xls", "locked", "html", "xml", "pdf", "text", "binary" or "empty".

    Raises Refused when the file is too large or cannot be opened at all.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(8192)
    except OSError as failure:
        reason = failure.strerror or "nieznany błąd"
        raise Refused(
            error("P01", path.name, f"Nie można otworzyć pliku ({reason}).", "Sprawdź, czy plik istnieje i czy nie jest otwarty w innym programie.")
        ) from failure
    if size > MAX_FILE:
        raise Refused(
            error(
                "P04",
                path.name,
                f"Plik jest za duży ({size // 2**20} MB; największy dopuszczalny ma {MAX_FILE // 2**20} MB).",
                "Pobierz dane w kilku mniejszych plikach.",
            )
        )
    if not head.strip(b"\x00 \t\r\n"):
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    if head.startswith((b"\t\x08", b"\t\x04\x06\x00")):
        return "xls"
    if head.startswith(b"%PDF"):
        return "pdf"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<table", b"<body", b"<meta")) or b"<html" in start[:2048]:
        return "html"
    if start.startswith(b"<?xml"):
        return "xml"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    return "binary" if b"\x00" in head else "text"


def _kind_of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {info.filename for info in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return "xlsx"  # check() will say that it is damaged
    if any(name.startswith("xl/") for name in names):
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    if "mimetype" in names and "content.xml" in names:
        return "ods"
    return "zip"


def _kind_of_ole(path: Path) -> str:
    """Names of streams stand in the file in UTF-16, wherever its directory lies."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        return "locked"
    return "xls" if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data else "binary"


def check(path: Path) -> None:
    """Refuses an archive that is damaged, would unpack too large, has odd names of parts or carries encryption. Reads no part."""
    file = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as failure:
        raise Refused(_damaged(file)) from failure
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > MAX_PARTS:
        raise Refused(_bomb(file, f"składa się z {len(parts)} części"))
    if unpacked > MAX_UNPACKED:
        raise Refused(_bomb(file, f"po rozpakowaniu zająłby {unpacked // 2**20} MB"))
    if unpacked > SMALL and unpacked > packed * MAX_RATIO:
        raise Refused(_bomb(file, f"po rozpakowaniu urósłby {unpacked // packed} razy, do {unpacked // 2**20} MB"))
    names = [part.filename for part in parts]
    for name in names:
        parents = PurePosixPath(name.replace("\\", "/")).parts
        if ".." in parents or name.startswith(("/", "\\")) or ":" in name or "\x00" in name:
            raise Refused(
                error(
                    "P05",
                    file,
                    "Plik jest zbudowany nietypowo: jedna z jego części wskazuje poza plik. Ze względów bezpieczeństwa nie został wczytany.",
                    "Otwórz plik w Excelu lub LibreOffice, zapisz go ponownie i wczytaj zapisaną kopię.",
                    value=name[:80],
                )
            )
    if len(set(names)) != len(names):
        raise Refused(_damaged(file))
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(locked(file))


def _damaged(file: str) -> Finding:
    return error(
        "P03",
        file,
        "Plik jest uszkodzony lub niepełny (na przykład przerwano jego pobieranie).",
        "Pobierz plik ponownie albo poproś nadawcę o przesłanie go jeszcze raz.",
    )


def _bomb(file: str, why: str) -> Finding:
    return error(
        "P04",
        file,
        f"Plik {why}. Tak zbudowany plik mógłby zablokować komputer, więc nie został otwarty.",
        "Jeśli plik pochodzi z zaufanego źródła, otwórz go w Excelu i zapisz tylko potrzebny arkusz.",
    )


def locked(file: str) -> Finding:
    """The finding for a file protected by a password."""
    return error(
        "P06",
        file,
        "Plik jest zabezpieczony hasłem, więc nie można go przeczytać.",
        "Otwórz plik w Excelu, podaj hasło, usuń je (Plik › Informacje › Chroń skoroszyt) i zapisz kopię.",
    )


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


_LETTERS = re.compile(rb' r="([A-Z]+)')
_LARGE_ROWS = re.compile(rb' r="[A-Z]*(\d{5,7})"')
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
        raise Refused(_damaged(file)) from failure
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
    """Size of a sheet from above, at the cost of two scans: rows below 10 000 are not looked at one by one."""
    if b" r='" in piece:
        piece = piece.replace(b"'", b'"')
    letters = set(_LETTERS.findall(piece))
    if letters:
        sheet.width = max(sheet.width, max(cell_position(column.decode() + "1")[1] + 1 for column in letters if len(column) < 4))
        sheet.height = max(sheet.height, 9_999)
    if large := _LARGE_ROWS.findall(piece):
        sheet.height = max(sheet.height, max(map(int, large)))


def _notice(sheet: Skim, piece: bytes) -> None:
    """Errors, formulas without a result, hidden rows and columns."""
    if b'="e"' in piece or b"='e'" in piece:
        for pattern in (_ERRORS, _ERRORS_TYPE_FIRST):
            for name, shown in pattern.findall(piece):
                sheet.errors[cell_position(name.decode())] = shown.decode("utf-8", "replace")
    if b"<f" in piece or b":f" in piece:
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
