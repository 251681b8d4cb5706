"""The zip of a Word file: parts, their types and relationships; always the same bytes for the same content."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable

from generator.word.ooxml import DECLARATION, PACKAGE, R
from generator.word.text import escaped

FIXED_DATE = (2026, 1, 1, 0, 0, 0)
CUSTOM_PROPERTIES = "docProps/custom.xml"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "svg": "image/svg+xml",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
STORED = (".png", ".jpg", ".jpeg", ".gif", ".xlsx")
"""Already compressed: packing them again only costs time."""


def content_digest(parts: Iterable[zipfile.ZipInfo]) -> str:
    """Fingerprint of a Word file's content, from the checksums in its directory; the part that keeps the fingerprint is left out."""
    lines = sorted(f"{part.filename}:{part.CRC:08x}:{part.file_size}" for part in parts if part.filename != CUSTOM_PROPERTIES)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class Package:
    """Parts and relationships on their way into one file."""

    def __init__(self) -> None:
        self._parts: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._relations: dict[str, list[str]] = {}

    def add(self, name: str, content: bytes | str, content_type: str = "") -> None:
        """A part by its name in the zip („word/styles.xml"). Without a type its extension must be one of the known ones."""
        self._parts[name] = content.encode() if isinstance(content, str) else content
        if content_type:
            self._types[name] = content_type

    def relate(self, part: str, kind: str, target: str) -> str:
        """A relationship from `part` ("" for the package itself); `kind` is the last word of an office type or a whole address. Returns its id."""
        relations = self._relations.setdefault(part, [])
        number = f"rId{len(relations) + 1}"
        address = kind if "/" in kind else f"{R}/{kind}"
        relations.append(f'<Relationship Id="{number}" Type="{address}" Target="{escaped(target)}"/>')
        return number

    def to_bytes(self, properties: dict[str, str]) -> bytes:
        """The finished file; `properties` become custom properties together with the fingerprint of everything else."""
        self._types[CUSTOM_PROPERTIES] = CUSTOM_TYPE
        self.relate("", "custom-properties", CUSTOM_PROPERTIES)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            _put(archive, "[Content_Types].xml", self._content_types())
            for part, relations in self._relations.items():
                _put(archive, _relations_name(part), f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{"".join(relations)}</Relationships>'.encode())
            for name, content in self._parts.items():
                _put(archive, name, content)
            _put(archive, CUSTOM_PROPERTIES, custom_properties(properties | {"MRL.tresc": content_digest(archive.infolist())}))
        return buffer.getvalue()

    def _content_types(self) -> bytes:
        extensions = {name.rpartition(".")[2] for name in self._parts} | {"rels", "xml"}
        defaults = "".join(f'<Default Extension="{e}" ContentType="{DEFAULTS[e]}"/>' for e in sorted(extensions) if e in DEFAULTS)
        overrides = "".join(f'<Override PartName="/{escaped(name)}" ContentType="{kind}"/>' for name, kind in self._types.items())
        return f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'.encode()


def custom_properties(values: dict[str, str]) -> bytes:
    """The part with a file's own properties, each a text."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{escaped(name)}"><vt:lpwstr>{escaped(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(values.items(), start=2)
    )
    return f'{DECLARATION}<Properties xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes">{properties}</Properties>'.encode()


def _relations_name(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, FIXED_DATE)
    entry.create_system = 0  # the same bytes on every system
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
