"""What the project remembers of its imports: which file, when, by which reader, and which cell gave which field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from mrl_desktop.domain.records import Record, known


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBatch(Record):
    """One file brought in once. Its observations answer only while `active`: undoing an import flips this field."""

    kind: ClassVar[str] = "import_batch"
    title_of_kind: ClassVar[str] = "wczytany plik"

    file: str = ""
    """File name without folders."""
    sha256: str = ""
    recognised_as: str = ""
    """Name of the layout for people: „tablica GUS BDL (CSV, szeroka)"."""
    reader: str = ""
    reader_version: str = ""
    publisher: str = ""
    vintage: str = ""
    """Export time said by the file or its name, ISO format; empty when unknown."""
    imported_at: datetime | None = None
    imported_by: str = ""
    observations: int = 0
    records: int = 0
    active: bool = True


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSource(Record):
    """The cell from which one field of one record was read."""

    kind: ClassVar[str] = "field_source"
    title_of_kind: ClassVar[str] = "pochodzenie pola"

    record: UUID | None = None
    field: str = ""
    batch: UUID | None = None
    sheet: str = ""
    cell: str = ""
    raw: str = ""
    """The cell as it stood in the file."""
    value: str = ""
    """What was made of the cell, as text that compares (`excel_modules.matching.canonical`); a field that no longer says this was edited since."""


@known
@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChoice(Record):
    """The planner's answer to „czego dotyczy ta kolumna?", remembered for the next file of this shape."""

    kind: ClassVar[str] = "series_choice"
    title_of_kind: ClassVar[str] = "zapamiętany wybór zmiennej"

    question: str = ""
    """Fingerprint of what the file says: subject hint, dimension values and unit."""
    variable: str = ""
    """Key of the catalogue variable chosen, or empty for „pomiń"."""
    year: int | None = None
    """Year given by the planner where the file has none."""
    unit: str = ""
