"""One shape for everything the program has to say about a file, a plan or a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Severity(StrEnum):
    ERROR = "błąd"
    WARNING = "ostrzeżenie"
    NOTE = "informacja"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where: a cell of a file, a field of a record, a chapter of a document, or a step of the path; any may be empty."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    record: UUID | None = None
    field: str = ""
    chapter: str = ""
    step: str = ""
    title: str = ""
    """Name for people of the record or the chapter."""

    def __str__(self) -> str:
        parts = [self.file, self.sheet, self.cell, self.title, self.field, self.chapter]
        return " › ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a planner should know: how grave, which rule, where, what happened and what to do about it."""

    severity: Severity
    code: str
    """Stable code of the rule: L01…L20 for the plan, letters of the family for the rest (P… plik, I… import, G… generator)."""
    message: str
    """What was found, a full Polish sentence, with the value that caused it."""
    hint: str = ""
    """What to do, a full Polish sentence."""
    place: Place = Place()
    value: str = ""
    """The offending value as it stands in the file, if there is one."""

    def as_row(self) -> dict[str, str]:
        """The finding flat, for tables, JSON and tests."""
        return {
            "waga": str(self.severity),
            "kod": self.code,
            "gdzie": str(self.place),
            "plik": self.place.file,
            "arkusz": self.place.sheet,
            "komórka": self.place.cell,
            "wartość": self.value,
            "opis": self.message,
            "co zrobić": self.hint,
        }


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity present, or None when there is nothing to say."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in Severity if severity in present), None)
