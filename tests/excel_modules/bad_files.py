"""Files that go wrong in every way planners and attackers manage, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl

HEADER = '"Kod";"Nazwa";"ogółem;ogółem;2024;[osoba]";\n'
ROWS = '0201011;"Bolesławiec (1)";37210;\n0201022;"Bolesławiec (2)";15433;\n'


def wide_csv(path: Path, encoding: str = "utf-8", text: str = HEADER + ROWS) -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    """A workbook with a sheet OPIS added when none is given."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


OPIS: list[list[object]] = [
    ["Kategoria:", "LUDNOŚĆ"],
    [None, "-"],
    ["Grupa:", "STAN LUDNOŚCI"],
    [None, "-"],
    ["Podgrupa:", "Ludność wg grup wieku i płci"],
    [None, "-"],
    ["Data ostatniej aktualizacji:", "22.05.2025"],
    ["Wymiary:", "Wiek; Płeć; Rok"],
    ["Przypisy:", "-"],
]
LONG_HEADER: list[object] = ["Kod", "Nazwa", "Wiek", "Płeć", "Rok", "Wartosc", "Jednostka miary", "Atrybut"]


def long_workbook(path: Path) -> Path:
    """A small relational export: the population of two gminy."""
    rows: list[list[object]] = [LONG_HEADER]
    for code, name, value in (("0201011", "Bolesławiec (1)", 37210), ("0201022", "Bolesławiec (2)", 15433)):
        rows.append([code, name, "ogółem", "ogółem", "2024", value, "osoba", " "])
    return workbook(path, OPIS=OPIS, DANE=rows, TABLICA=[])


def with_part(source: Path, target: Path, name: str, data: bytes) -> Path:
    """A copy of a workbook with one more part."""
    target.write_bytes(source.read_bytes())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return target


def rewritten(source: Path, target: Path, parts: Mapping[str, bytes], replace: Mapping[str, tuple[bytes, bytes]] | None = None) -> Path:
    """A copy of a workbook with some parts exchanged, or with bytes replaced inside a part."""
    changes = replace or {}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = parts.get(info.filename, old.read(info.filename))
            if info.filename in changes:
                before, after = changes[info.filename]
                assert before in data
                data = data.replace(before, after)
            new.writestr(info.filename, data)
    return target


def sheet_part(path: Path, number: int) -> str:
    with zipfile.ZipFile(path) as archive:
        return sorted(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))[number]


def bomb(path: Path) -> Path:
    """A small archive whose shared texts unpack to 300 megabytes."""
    long_workbook(path)
    big = io.BytesIO()
    with zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as new, zipfile.ZipFile(path) as old:
        for info in old.infolist():
            if info.filename != "xl/sharedStrings.xml":
                new.writestr(info.filename, old.read(info.filename))
        with new.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 2**20)
    path.write_bytes(big.getvalue())
    return path


def locked_workbook(path: Path) -> Path:
    """The outer shape of a workbook with a password: a compound file with the streams EncryptionInfo and EncryptedPackage."""
    sector = 512
    header = bytearray(sector)
    header[0:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", header, 44, 1, 1)
    struct.pack_into("<IIIII", header, 56, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *([0xFFFFFFFF] * 108))
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *([0xFFFFFFFF] * 126))
    directory = b"".join(_entry(name, kind) for name, kind in (("Root Entry", 5), ("EncryptionInfo", 2), ("EncryptedPackage", 2), ("", 0)))
    path.write_bytes(bytes(header) + table + directory)
    return path


def _entry(name: str, kind: int) -> bytes:
    text = (name + "\0").encode("utf-16-le") if name else b""
    return text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + b"\xff" * 12 + b"\0" * 48


def spreadsheet(path: Path, rows: list[list[object]]) -> Path:
    """A small OpenDocument spreadsheet of one sheet."""
    cells = "".join("<table:table-row>" + "".join(map(_open_document_cell, row)) + "</table:table-row>" for row in rows)
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Arkusz1">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def _open_document_cell(value: object) -> str:
    kind = f'office:value-type="float" office:value="{value}"' if isinstance(value, int) else 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"
