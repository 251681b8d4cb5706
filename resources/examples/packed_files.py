"""Workbooks and tables that come out the same, byte for byte, however often they are made."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

MADE = datetime(2026, 3, 15, 9, 0, 0)


def save(book: Any, target: Path, *, title: str, author: str) -> None:
    """Saves an openpyxl workbook with fixed dates in its properties and in its archive."""
    book.properties.title, book.properties.creator, book.properties.lastModifiedBy = title, author, author
    book.properties.created = book.properties.modified = MADE
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = made.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            out.writestr(zipfile.ZipInfo(name, (2026, 3, 15, 9, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)


def write_text(target: Path, text: str) -> None:
    """Writes UTF-8 without BOM and with plain line ends."""
    target.write_bytes(text.encode("utf-8"))
