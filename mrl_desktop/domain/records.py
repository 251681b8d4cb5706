"""What every record of the plan has in common: an identity and plain, frozen fields.

A record is a frozen dataclass whose fields are values that a table column can hold: text, whole number, Decimal
(money, in złoty), bool, date, datetime, UUID, an enumeration of texts, None, or a tuple of one of these. Storage
derives its tables from these fields; the journal compares records field by field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4, uuid5

IMPORTED = UUID("6f0a3a0e-8f0f-5d0c-9a1c-4d524c000001")
"""Namespace of ids that are computed from what a file says, so that reading it twice gives the same id."""

Value = str | int | bool | Decimal | date | datetime | UUID | StrEnum | None | tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing of the plan. `kind` names the class in files and journals and never changes once released."""

    kind: ClassVar[str] = ""
    title_of_kind: ClassVar[str] = ""
    """What a planner calls one such thing, in Polish, nominative: „cel", „projekt"."""

    id: UUID = field(default_factory=uuid4)

    def values(self) -> dict[str, Value]:
        """Field name to value, the id included, in the order of declaration."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def with_values(self, values: Mapping[str, Value]) -> Record:
        """The same record with some fields changed. Raises TypeError for a field the record does not have."""
        changed: dict[str, Any] = dict(values)
        return replace(self, **changed)

    def links(self) -> Iterator[tuple[str, UUID]]:
        """Every (field, id) by which this record points at another one."""
        for name, value in self.values().items():
            if name == "id":
                continue
            if isinstance(value, UUID):
                yield name, value
            elif isinstance(value, tuple):
                yield from ((name, item) for item in value if isinstance(item, UUID))

    @property
    def name_for_people(self) -> str:
        """How findings and the journal call this record: its title or name, or the name of its kind."""
        for attribute in ("title", "name", "label", "text"):
            value = getattr(self, attribute, None)
            if isinstance(value, str) and value.strip():
                return value.strip()
        return self.title_of_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Record):
    """A record that stands in a list the planner can reorder. Display numbers are computed from `position`."""

    position: int = 0


R = TypeVar("R", bound=Record)

KINDS: dict[str, type[Record]] = {}
"""Every kind of record by its name; filled by `known`."""


def known(cls: type[R]) -> type[R]:
    """Class decorator: registers a kind of record. Raises ValueError when two classes claim one name."""
    if not cls.kind or cls.kind in KINDS:
        raise ValueError(f"record kind {cls.kind!r} is empty or taken")
    KINDS[cls.kind] = cls
    return cls


def id_from(*parts: object) -> UUID:
    """The id of an imported thing: the same parts always give the same id."""
    return uuid5(IMPORTED, "\x1f".join(str(part) for part in parts))
