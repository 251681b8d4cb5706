"""A minimal writer of the old binary workbook (.xls): values, dates, merged ranges and hidden sheets, no formulas or looks.

Written from the public description of the formats: a compound file with one stream „Workbook" of BIFF8 records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
MOST = 8000
"""Bytes of one record we write at most; texts longer than that have no place in such tables."""

Sheet = tuple[str, dict[tuple[int, int], Any], list[tuple[int, int, int, int]], bool]
"""Name, cells by (row, column), merged ranges (top, left, bottom, right), hidden."""


def write_xls(path: Path, sheets: Iterable[Sheet]) -> None:
    """Writes sheets of texts, numbers, truths and dates."""
    path.write_bytes(_compound(_stream(list(sheets))))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _start(what: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, what, 0x0DBB, 0x07CC, 0, 6))


def _stream(sheets: list[Sheet]) -> bytes:
    head = _start(0x0005) + _record(0x0042, struct.pack("<H", 1200)) + _record(0x0022, b"\0\0")
    head += _record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 238, 0) + b"\x05\x00Arial") * 5
    formats = [0] * 16 + [14]  # sixteen styles every workbook has, and one of dates
    head += b"".join(_record(0x00E0, struct.pack("<HHHBBBBIIH", 0, one, 0xFFF5 if place < 15 else 1, 0x20, 0, 0, 0, 0, 0, 0x20C0)) for place, one in enumerate(formats))
    bodies = [_sheet(cells, merged) for _, cells, merged, _ in sheets]
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name, *_ in sheets]
    place = len(head) + sum(4 + 6 + len(name) for name in names) + 4
    bounds = b""
    for (_, _, _, hidden), name, body in zip(sheets, names, bodies, strict=True):
        bounds += _record(0x0085, struct.pack("<IBB", place, 1 if hidden else 0, 0) + name)
        place += len(body)
    return head + bounds + _record(0x000A) + b"".join(bodies)


def _sheet(cells: dict[tuple[int, int], Any], merged: list[tuple[int, int, int, int]]) -> bytes:
    height = max((row for row, _ in cells), default=-1) + 1
    width = max((column for _, column in cells), default=-1) + 1
    content = _start(0x0010) + _record(0x0200, struct.pack("<IIHHH", 0, height, 0, width, 0))
    for (row, column), value in sorted(cells.items()):
        at = struct.pack("<HHH", row, column, 16 if isinstance(value, date) else 15)
        if isinstance(value, bool):
            content += _record(0x0205, at + struct.pack("<BB", value, 0))
        elif isinstance(value, int | float):
            content += _record(0x0203, at + struct.pack("<d", value))
        elif isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
            content += _record(0x0203, at + struct.pack("<d", (moment - datetime(1899, 12, 30)).total_seconds() / 86400))
        elif value is not None:
            text = str(value)[: MOST // 2]
            content += _record(0x0204, at + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
    content += _record(0x023E, struct.pack("<HHHHHHHHH", 0x06B6, 0, 0, 64, 0, 0, 0, 0, 0))
    for part in range(0, len(merged), 1000):
        some = merged[part : part + 1000]
        content += _record(0x00E5, struct.pack("<H", len(some)) + b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in some))
    return content + _record(0x000A)


def _compound(stream: bytes) -> bytes:
    """A compound file holding one stream, long enough never to go among the small ones."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    data = len(stream) // SECTOR
    tables = 1
    while tables * (SECTOR // 4) < data + 1 + tables:
        tables += 1
    chain = [*range(1, data), END, END, *[TABLE] * tables]
    chain += [FREE] * (tables * (SECTOR // 4) - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables)
    header += struct.pack("<IIIIIII", data, 0, 4096, END, 0, END, 0)
    first = data + 1
    header += b"".join(struct.pack("<I", first + place if place < tables else FREE) for place in range(109))
    folder = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, FREE, 0, len(stream)) + _entry("", 0, FREE, 0, 0) * 2
    return header + stream + folder + b"".join(struct.pack("<I", one) for one in chain)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    said = name.encode("utf-16-le")
    length = len(said) + 2 if name else 0
    return said.ljust(64, b"\0") + struct.pack("<HBBIII16xI16xIII", length, kind, 1, FREE, FREE, child, 0, start, size, 0)
