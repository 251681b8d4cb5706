"""The half of reading that touches the file: open it, find the reader that knows it, take out what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from excel_modules.opening import open_workbook
from excel_modules.reading import Contents, Refused, error
from excel_modules.registry import best
from excel_modules.sheet import Workbook
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Progress
from mrl_desktop.polish import joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What one reader took from one file."""

    recognised_as: str
    confidence: float
    reader: str
    reader_version: str
    publisher: str
    contents: Contents
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]


def extract(path: Path, progress: Progress) -> Extract:
    """Raises Refused with the finding for the planner when the file cannot be read or nobody knows its layout."""
    progress(0, 2, "Otwieram plik")
    workbook = open_workbook(path)
    found = best(workbook)
    if found is None:
        raise Refused(_unknown(workbook))
    reader, recognition = found
    contents = reader.read(workbook, recognition, progress)
    progress(2, 2, "Plik odczytany")
    return Extract(
        recognised_as=recognition.layout,
        confidence=recognition.confidence,
        reader=reader.NAME,
        reader_version=reader.VERSION,
        publisher=contents.publisher or reader.PUBLISHER,
        contents=contents,
        notes=workbook.notes + contents.notes,
        findings=workbook.findings + contents.findings,
    )


def _unknown(workbook: Workbook) -> Finding:
    if all(sheet.empty for sheet in workbook.sheets):
        return error("P11", workbook.file, "W pliku nie ma żadnych danych: jego arkusze są puste.", "Sprawdź, czy to właściwy plik; jeśli tak, pobierz go ponownie.")
    named = [f"„{sheet.name}”" for sheet in workbook.sheets if sheet.name][:6]
    seen = f" Plik ma arkusze: {joined(named)}." if named else ""
    return error(
        "P11",
        workbook.file,
        f"Program nie rozpoznał układu tego pliku.{seen}",
        "Jeśli jest w nim tabela z liczbami, wybierz „Wskaż znaczenie kolumn…” i powiedz, co zawiera każda kolumna; program zapamięta to na przyszłość.",
    )
