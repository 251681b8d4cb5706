"""„Skąd ten wpis?": for every field of a record that came from a workbook, the cell, what stood there, and whether it was edited since."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from excel_modules.field_names import field_name
from excel_modules.matching import OWN, canonical
from mrl_desktop.domain.facts import Source
from mrl_desktop.domain.imports import FieldSource, ImportBatch
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import Record, id_from


class Since(StrEnum):
    """What became of a field after it was read."""

    AS_READ = "jak w pliku"
    EDITED = "zmienione w programie"
    OWN_WORD = "w programie zostawiono własny wpis"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOrigin:
    """Where one field of a record was read. `field` "" is the whole record."""

    field: str
    title: str
    raw: str
    """The cell as it stood in the file."""
    since: Since
    source: Source


def origins(project: Project, record: Record) -> list[FieldOrigin]:
    """Origins of a record's fields, in the order of its fields; empty for what was typed in the program."""
    found: list[FieldOrigin] = []
    for name in ("", *(name for name in type(record).__dataclass_fields__ if name != "id")):
        kept = project.one(FieldSource, id_from("field_source", str(record.id), name))
        if kept is None or (not name and not kept.cell):
            continue
        batch = project.one(ImportBatch, kept.batch)
        now = canonical(getattr(record, name)) if name else kept.value.removeprefix(OWN)
        since = Since.AS_READ if now == kept.value.removeprefix(OWN) else Since.OWN_WORD if kept.value.startswith(OWN) else Since.EDITED
        found.append(FieldOrigin(field=name, title=field_name(name) if name else "cały wpis", raw=kept.raw, since=since, source=_source(kept, batch)))
    return found


def has_origin(project: Project, record: Record) -> bool:
    """Whether any field of the record was read from a file."""
    return any(id_from("field_source", str(record.id), name) in project for name in ("", *type(record).__dataclass_fields__))


def _source(kept: FieldSource, batch: ImportBatch | None) -> Source:
    return Source(
        file=batch.file if batch else "",
        sha256=batch.sha256 if batch else "",
        sheet=kept.sheet,
        cell=kept.cell,
        vintage=batch.vintage if batch else "",
        imported_at=batch.imported_at if batch else None,
        importer=f"{batch.reader} {batch.reader_version}".strip() if batch else "",
        publisher=batch.publisher if batch else "",
        batch=kept.batch,
        record=kept.record,
        field=kept.field,
    )
