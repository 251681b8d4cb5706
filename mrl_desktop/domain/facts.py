"""A fact: a number that can say where it comes from, down to the cell, or from which facts it was computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class Mark(StrEnum):
    """What is known of a value besides the value itself."""

    NORMAL = ""
    SUPPRESSED = "tajemnica statystyczna lub brak informacji"
    NOT_YET = "dana jeszcze niedostępna"
    MISSING = "brak danych"
    ESTIMATED = "szacunek wstępny"
    INCOMPLETE = "agregat może być niekompletny"
    BREAK = "zmiana metodologiczna"
    LOW_PRECISION = "niska precyzja"
    BELOW_FORMAT = "wartość mniejsza niż format prezentacji"
    JOINT = "łącznie dla powiatu i miasta na prawach powiatu"
    DOUBTFUL_ZERO = "zero, które może oznaczać brak danych"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The cell a value was read from, or the form field it was typed into (then `file` is empty)."""

    file: str = ""
    sha256: str = ""
    sheet: str = ""
    cell: str = ""
    vintage: str = ""
    """When the publisher made the file (export time, ISO), as far as it says."""
    imported_at: datetime | None = None
    importer: str = ""
    """Name and version of the reader."""
    publisher: str = ""
    how: str = ""
    """How the reader worked the value out when it stands in no single cell: „średnia ważona liczbą zdających"; `cell` then lists all cells."""
    batch: UUID | None = None
    record: UUID | None = None
    field: str = ""

    def __str__(self) -> str:
        where = " › ".join(part for part in (self.file, self.sheet, self.cell) if part)
        return where or "wpisano w programie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value with its unit, year, territory and source; a computed one carries its formula and the facts it used."""

    key: str
    """What it is: an indicator id, a variable key, or a name such as `suma:dotacja`."""
    label: str
    """Polish name of the quantity."""
    value: float | Decimal | int | None
    unit: str = ""
    year: int | None = None
    territory: str = ""
    """TERYT code of the territory it is of."""
    territory_name: str = ""
    decimals: int | None = None
    """Places shown; None lets `polish.number` choose."""
    mark: Mark = Mark.NORMAL
    source: Source | None = None
    formula: str = ""
    inputs: tuple[Fact, ...] = ()

    def sources(self) -> Iterator[Source]:
        """Every cell this number rests on, each once, in order."""
        seen: set[Source] = set()
        stack = [self]
        while stack:
            fact = stack.pop(0)
            if fact.source is not None and fact.source not in seen:
                seen.add(fact.source)
                yield fact.source
            stack.extend(fact.inputs)
