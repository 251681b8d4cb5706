"""The plan in memory and the one way to change it.

A `Change` says which records shall stand after it and which shall be gone. `Project.apply` carries it out whole or not
at all and returns the inverse, so undo, autosave, import, history and merging all speak the same language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar, cast
from uuid import UUID, uuid4

from mrl_desktop.domain.records import KINDS, Listed, Record, Value

R = TypeVar("R", bound=Record)


class ChangeRefused(ValueError):
    """The change cannot be applied as it stands: an id twice, a removal of something that is not there, a kind that differs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What shall stand (`puts`) and what shall go (`removes`); an id stands at most once in both together.

    `label` tells the planner what it was, in the form used after „Cofnij:", e.g. „zmiana celu".
    """

    label: str = ""
    puts: tuple[Record, ...] = ()
    removes: tuple[UUID, ...] = ()

    def __post_init__(self) -> None:
        ids = [record.id for record in self.puts] + list(self.removes)
        if len(ids) != len(set(ids)):
            raise ChangeRefused("w jednej zmianie ten sam element występuje dwa razy")

    def __bool__(self) -> bool:
        return bool(self.puts or self.removes)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One line of the journal: a field of a record before and after. A whole record added or removed has field ""."""

    kind: str
    record: UUID
    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One applied change: who, when, what it was called, and every field it touched; enough to replay or invert it."""

    id: UUID = field(default_factory=uuid4)
    who: str = ""
    when: datetime
    label: str = ""
    fields: tuple[FieldChange, ...] = ()


class Project:
    """All plan records by id. Not thread-safe: one owner changes it, others get the frozen records."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[UUID, Record] = {record.id: record for record in records}
        self._of_kind: dict[str, dict[UUID, Record]] = {kind: {} for kind in KINDS}
        for record in self._records.values():
            self._of_kind[record.kind][record.id] = record

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records.values())

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._records

    def get(self, record_id: UUID | None) -> Record | None:
        """The record with this id, whatever its kind, or None."""
        return None if record_id is None else self._records.get(record_id)

    def one(self, cls: type[R], record_id: UUID | None) -> R | None:
        """The record with this id if it is of this class, else None."""
        record = self.get(record_id)
        return record if isinstance(record, cls) else None

    def all(self, cls: type[R], where: Callable[[R], bool] | None = None) -> list[R]:
        """Every record of a class, listed ones in the planner's order, optionally only those that fulfil `where`."""
        found = cast(list[R], list(self._of_kind[cls.kind].values()))
        if where is not None:
            found = [record for record in found if where(record)]
        if issubclass(cls, Listed):
            found.sort(key=lambda record: (cast(Listed, record).position, str(record.id)))
        return found

    def single(self, cls: type[R]) -> R:
        """The record of a kind that stands once (settings, vision); a fresh empty one while the project has none."""
        return next(iter(self.all(cls)), None) or cls()

    def next_position(self, cls: type[Listed]) -> int:
        """A position after the last record of the class."""
        return max((record.position for record in self.all(cls)), default=-1) + 1

    def pointing_at(self, record_id: UUID) -> list[Record]:
        """Every record that links to this one."""
        return [record for record in self if any(target == record_id for _, target in record.links())]

    def inverse_of(self, change: Change) -> Change:
        """The change that would undo this one, worked out without applying it. Raises ChangeRefused as `apply` does."""
        for record_id in change.removes:
            if record_id not in self._records:
                raise ChangeRefused("nie ma już elementu, który miał zostać usunięty")
        puts: list[Record] = [self._records[record_id] for record_id in change.removes]
        removes: list[UUID] = []
        for record in change.puts:
            old = self._records.get(record.id)
            if old is None:
                removes.append(record.id)
            elif old.kind != record.kind:
                raise ChangeRefused("element o tym identyfikatorze jest innego rodzaju")
            else:
                puts.append(old)
        return Change(label=change.label, puts=tuple(puts), removes=tuple(removes))

    def apply(self, change: Change) -> Change:
        """Carries the change out and returns its inverse. Raises ChangeRefused and leaves the project as it was."""
        inverse = self.inverse_of(change)
        for record_id in change.removes:
            old = self._records.pop(record_id)
            del self._of_kind[old.kind][record_id]
        for record in change.puts:
            self._records[record.id] = record
            self._of_kind[record.kind][record.id] = record
        return inverse


def removal(project: Project, record_id: UUID, label: str = "") -> Change:
    """A change that removes a record with all that belongs to it, and takes it out of links others hold to it.

    What belongs to a record is what points at it through one of the OWNERS fields; those go too, and theirs in turn.
    """
    gone: dict[UUID, Record] = {}
    queue = [record_id]
    while queue:
        current = project.get(queue.pop())
        if current is None or current.id in gone:
            continue
        gone[current.id] = current
        queue.extend(
            other.id
            for other in project.pointing_at(current.id)
            if any(target == current.id and name in OWNERS.get(other.kind, ()) for name, target in other.links())
        )
    puts: dict[UUID, Record] = {}
    for lost in gone:
        for other in project.pointing_at(lost):
            if other.id in gone:
                continue
            other = puts.get(other.id, other)
            puts[other.id] = other.with_values(_without(other, set(gone)))
    return Change(label=label, puts=tuple(puts.values()), removes=tuple(gone))


def _without(record: Record, gone: set[UUID]) -> Mapping[str, Value]:
    values: dict[str, Value] = {}
    for name, value in record.values().items():
        if name == "id":
            continue
        if isinstance(value, UUID) and value in gone:
            values[name] = None
        elif isinstance(value, tuple) and any(item in gone for item in value if isinstance(item, UUID)):
            values[name] = tuple(item for item in value if item not in gone)
    return values


OWNERS: Mapping[str, tuple[str, ...]] = {
    "evidence": ("about",),
    "plan_indicator": ("about",),
    "scenario_score": ("scenario",),
    "measure": ("goal",),
    "task": ("undertaking",),
    "milestone": ("about",),
    "budget_line": ("about",),
    "state_aid": ("undertaking",),
    "horizontal_answer": ("undertaking",),
    "complementarity": ("undertaking",),
    "criterion_score": ("criterion", "undertaking"),
    "coherence_link": ("goal",),
    "assessment_answer": ("round",),
    "field_source": ("record", "batch"),
    "survey_question": ("survey",),
    "remark": ("about",),
}
"""By which field a record belongs to another and goes with it."""


def fields_changed(before: Record | None, after: Record | None) -> Iterator[FieldChange]:
    """The journal lines of one record's change: one per field that differs; all fields when it came or went."""
    present = after or before
    if present is None:
        return
    old = before.values() if before else {}
    new = after.values() if after else {}
    if before is None or after is None:
        yield FieldChange(kind=present.kind, record=present.id, field="", before=before is not None, after=after is not None)
    for name in present.values():
        if name != "id" and old.get(name) != new.get(name):
            yield FieldChange(kind=present.kind, record=present.id, field=name, before=old.get(name), after=new.get(name))


def journal_entry(project: Project, change: Change, *, who: str, when: datetime) -> JournalEntry:
    """What the journal will say of a change about to be applied to the project."""
    lines: list[FieldChange] = []
    for record in change.puts:
        lines.extend(fields_changed(project.get(record.id), record))
    for record_id in change.removes:
        lines.extend(fields_changed(project.get(record_id), None))
    return JournalEntry(who=who, when=when, label=change.label, fields=tuple(lines))


def replayed(project: Project, entry: JournalEntry) -> Change:
    """The change a journal entry describes, against the project as it is now: field by field, so that it can be merged."""
    removes: list[UUID] = []
    values: dict[UUID, dict[str, Value]] = {}
    kinds: dict[UUID, str] = {}
    for line in entry.fields:
        kinds[line.record] = line.kind
        if line.field == "":
            if not line.after:
                removes.append(line.record)
            continue
        values.setdefault(line.record, {})[line.field] = line.after
    puts: list[Record] = []
    for record_id, new in values.items():
        if record_id in removes:
            continue
        current = project.get(record_id) or KINDS[kinds[record_id]](id=record_id)
        puts.append(current.with_values(new))
    puts.extend(
        KINDS[line.kind](id=line.record)
        for line in entry.fields
        if line.field == "" and line.after and line.record not in values and line.record not in removes
    )
    return Change(label=entry.label, puts=tuple(puts), removes=tuple(r for r in removes if r in project))
