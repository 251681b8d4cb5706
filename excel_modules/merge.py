"""What a file would change in the project, item by item and field by field, and the one change that carries it out.

A field of a record that both the file and the planner have changed since the last import is never overwritten without asking:
the cell's value of the last import is kept in `FieldSource.value`, and the planner's stays unless she answers otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import cast
from uuid import UUID, uuid4

from excel_modules.field_names import field_name
from excel_modules.matching import OWN, Matcher, canonical, rank
from excel_modules.reading import Draft, Reading
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.imports import FieldSource, ImportBatch
from mrl_desktop.domain.project import OWNERS, Change, Project
from mrl_desktop.domain.records import KINDS, Listed, Record, Value, id_from
from mrl_desktop.polish import counted, day, number

_SHOWN = 40
"""Of longer lists only the beginning is shown."""


OWNING = frozenset({"parent", *(name for names in OWNERS.values() for name in names)})
"""Fields by which a record belongs to another."""


class State(StrEnum):
    """What would become of one item of the file."""

    CREATED = "nowe"
    CHANGED = "zmienione"
    UNCHANGED = "bez zmian"
    CONFLICT = "do rozstrzygnięcia"
    SKIPPED = "pominięte"
    ABSENT = "nie ma w pliku"


class Choice(StrEnum):
    """The planner's answer about a field in conflict, or about a whole item (field "")."""

    MINE = "zostaw, jak jest w programie"
    FILE = "weź z pliku"


Answers = Mapping[tuple[UUID, str], Choice]
"""(record, field) → choice. A whole item answered MINE is left alone; a skipped one answered FILE is created."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field the file says something else about."""

    field: str
    title: str
    """The field's name for people."""
    before: str
    after: str
    sheet: str
    cell: str
    raw: str
    value: Value
    """What the file's value would be."""
    conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of the preview."""

    state: State
    record: UUID | None
    kind: str
    """Name of the kind for people: „cel"."""
    title: str
    reason: str = ""
    sheet: str = ""
    cell: str = ""
    differences: tuple[Difference, ...] = ()
    deleted: bool = False
    """Whether the planner has removed it in the program since it was read, so that she is asked before it comes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """A draft with its record, and the provenance its fields would get."""

    item: Item
    before: Record | None
    after: Record
    """The record with everything the file says; conflicts are taken out when the change is made."""
    sources: tuple[FieldSource, ...]
    """Provenance of every field; `batch` is put in when the change is made."""
    stale: frozenset[str]
    """Fields whose remembered provenance is missing or no longer what the file says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The preview of one file against the project as it was when compared; compare again after any change."""

    reading: Reading
    items: tuple[Item, ...]
    findings: tuple[Finding, ...]
    observations: int
    """Values that would come in; 0 when the very same file is already in."""
    repeated: ImportBatch | None
    """The active import of the same file, if there is one."""
    project: Project
    planned: tuple[_Planned, ...]

    def count(self, state: State) -> int:
        """How many items are in a state."""
        return sum(1 for item in self.items if item.state is state)

    def counts(self) -> dict[State, int]:
        """How many items are in each state that occurs."""
        found = Counter(item.state for item in self.items)
        return {state: found[state] for state in State if found[state]}

    @property
    def conflicts(self) -> tuple[Item, ...]:
        """Items about which the planner has to be asked."""
        return tuple(item for item in self.items if item.state is State.CONFLICT)

    def batch(self, *, who: str, when: datetime) -> ImportBatch:
        """The record of this import, ready for `change`."""
        reading = self.reading
        return ImportBatch(
            id=uuid4(),
            file=reading.file,
            sha256=reading.sha256,
            recognised_as=reading.recognised_as,
            reader=reading.reader,
            reader_version=reading.reader_version,
            publisher=reading.publisher,
            vintage=reading.vintage,
            imported_at=when,
            imported_by=who,
        )

    def change(self, batch: ImportBatch, answers: Answers | None = None) -> Change:
        """Records, their provenance and the import itself as one change; empty when the file brings nothing new.

        Without an answer the planner's own text stays. The values of the file (its observation blocks) belong to the batch and are
        stored with it by whoever applies the change, when `observations` is not 0.
        """
        answered = answers or {}
        puts: list[Record] = []
        sources: list[FieldSource] = []
        records = 0
        for planned in self.planned:
            record, provenance = _decided(planned, answered)
            if record is not None:
                puts.append(record)
                records += 1
            sources.extend(replace(source, batch=batch.id) for source in provenance)
        standing = {record.id for record in puts}
        puts = [_rooted(record, lambda target: target in standing or target in self.project) for record in puts]
        if not puts and not sources and not self.observations:
            return Change()
        if self.observations and self.repeated and self.repeated.observations:
            puts.append(replace(self.repeated, active=False))
        stored = replace(batch, records=records, observations=self.observations)
        return Change(label=f"wczytanie pliku {self.reading.file}", puts=(stored, *puts, *sources))


def _decided(planned: _Planned, answers: Answers) -> tuple[Record | None, Iterable[FieldSource]]:
    """The record to put, if any, and the provenance to write, after the planner's answers."""
    item = planned.item
    assert item.record is not None
    whole = answers.get((item.record, ""))
    if whole is Choice.MINE or (item.state is State.SKIPPED and whole is not Choice.FILE):
        return None, ()
    if planned.before is None:
        return planned.after, planned.sources
    values: dict[str, Value] = {}
    for difference in item.differences:
        if not difference.conflict or answers.get((item.record, difference.field)) is Choice.FILE:
            values[difference.field] = difference.value
    refused = {difference.field for difference in item.differences if difference.field not in values}
    provenance = [replace(source, value=OWN + source.value) if source.field in refused else source for source in planned.sources if source.field in planned.stale]
    return (planned.before.with_values(values) if values else None), provenance


def _rooted(record: Record, stands: Callable[[UUID], bool]) -> Record:
    """A record without links to what is left out of this import."""
    values: dict[str, Value] = {}
    for name, value in record.values().items():
        if isinstance(value, UUID) and name != "id" and not stands(value):
            values[name] = None
        elif isinstance(value, tuple) and any(isinstance(item, UUID) and not stands(item) for item in value):
            values[name] = tuple(item for item in value if not isinstance(item, UUID) or stands(item))
    return record.with_values(values) if values else record


def compare(project: Project, reading: Reading, removed: Collection[UUID] = frozenset()) -> Merge:
    """Works out what a file would do to the project, without touching it. `removed` are records the planner has removed on purpose."""
    return _Comparison(project, reading, removed).merge()


class _Comparison:
    """One file against one project."""

    def __init__(self, project: Project, reading: Reading, removed: Collection[UUID]) -> None:
        self.project, self.reading, self.removed = project, reading, removed
        self.left_out: set[UUID] = set()
        """Records that would come back after the planner has removed them, or belong to such."""
        self.matcher = Matcher(project)
        self.findings: list[Finding] = list(reading.findings)
        self.repeated = next((b for b in project.all(ImportBatch) if b.active and b.sha256 and b.sha256 == reading.sha256), None)
        self.known = {(source.record, source.field): source for source in project.all(FieldSource)}
        self.next_position: dict[str, int] = {}

    def merge(self) -> Merge:
        drafts = sorted(self.reading.records, key=lambda draft: rank(draft.record.kind))
        told = [draft for draft in drafts if draft.sources]
        self.matcher.match(drafts)
        for draft in told:
            if draft.record.id not in self.matcher.ids:
                self.matcher.claim(draft, self._free_id(draft))
        planned = [self._plan(draft) for draft in told]
        self._say_lost_pointers(drafts)
        items = [one.item for one in planned]
        items.extend(self._absent({item.record for item in items}))
        items.extend(
            Item(state=State.SKIPPED, record=None, kind="komórka" if one.count == 1 else "komórki", title=one.value or one.cell, reason=one.reason, sheet=one.sheet, cell=one.cell)
            for one in self.reading.skipped
        )
        values = sum(len(block) for block in self.reading.blocks)
        if self.repeated and self.repeated.observations == values:
            values = 0
        return Merge(
            reading=self.reading,
            items=tuple(items),
            findings=tuple(self.findings),
            observations=values,
            repeated=self.repeated,
            project=self.project,
            planned=tuple(planned),
        )

    def _free_id(self, draft: Draft) -> UUID:
        """The draft's own id, or one made from it and its name when another record already bears it."""
        wanted = draft.record.id
        taken = set(self.matcher.ids.values())
        count = 0
        while wanted in self.project or wanted in taken:
            count += 1
            wanted = id_from(str(draft.record.id), draft.match_name, count)
        return wanted

    def _plan(self, draft: Draft) -> _Planned:
        record_id = self.matcher.ids[draft.record.id]
        told, lost = self.matcher.linked(draft)
        before = self.project.get(record_id)
        cells = _cells(draft)
        told = told.with_values({"id": record_id})
        if before is None:
            return self._new(draft, told, cells)
        differences: list[Difference] = []
        stale: set[str] = set()
        agreed: set[str] = set()
        kept = overtaken = 0
        for name, (sheet, cell, raw) in cells.items():
            theirs = canonical(str(draft.record.id) if name == "" else getattr(told, name))
            remembered = self.known.get((record_id, name))
            if self._overtaken(remembered):
                overtaken += 1
                continue
            if name == "":
                if remembered is None or remembered.value != theirs:
                    stale.add(name)
                continue
            if name in lost:
                continue
            mine = canonical(getattr(before, name))
            if mine == theirs:
                if remembered is None or remembered.value.removeprefix(OWN) != theirs:
                    stale.add(name)
                    agreed.add(name)
                continue
            if remembered is not None and remembered.value.removeprefix(OWN) == theirs:
                kept += 1
                continue
            stale.add(name)
            untouched = remembered.value == mine if remembered is not None else mine == canonical(getattr(type(before)(), name))
            value = cast(Value, getattr(told, name))
            differences.append(
                Difference(
                    field=name,
                    title=field_name(name),
                    before=self._told(name, getattr(before, name)),
                    after=self._told(name, value),
                    sheet=sheet,
                    cell=cell,
                    raw=raw,
                    value=value,
                    conflict=not untouched,
                )
            )
        if "" in stale and (record_id, "") in self.known and not differences:
            stale.discard("")
        clashing = [difference for difference in differences if difference.conflict]
        state = State.CONFLICT if clashing else State.CHANGED if differences else State.UNCHANGED
        reason = ""
        if clashing:
            reason = "Te pola zmieniono w programie i w pliku; bez odpowiedzi zostaje to, co jest w programie."
        elif kept:
            reason = "Pola zmienione w programie po poprzednim wczytaniu zostają, bo w pliku nic się w nich nie zmieniło."
        elif overtaken:
            reason = "Ten sam plik już wczytano, a wartości pochodzą z innego pliku wczytanego później; zostają."
        item = self._item(draft, before, state, reason, tuple(differences))
        sources = tuple(replace(source, value=OWN + source.value) if source.field in agreed else source for source in self._sources(draft, told, cells, lost))
        return _Planned(item=item, before=before, after=told, sources=sources, stale=frozenset(stale))

    def _overtaken(self, remembered: FieldSource | None) -> bool:
        """Whether this very file has had its say before, and another file has spoken of the field since."""
        return self.repeated is not None and remembered is not None and remembered.batch is not None and remembered.batch != self.repeated.id

    def _new(self, draft: Draft, told: Record, cells: Mapping[str, tuple[str, str, str]]) -> _Planned:
        _, lost = self.matcher.linked(draft)
        if isinstance(told, Listed):
            told = told.with_values({"position": self._position(type(told))})
        state, reason = State.CREATED, ""
        if self.repeated is not None and self.repeated.records and not draft.by_choice:
            state, reason = State.SKIPPED, "Usunięto to w programie po poprzednim wczytaniu tego samego pliku."
        elif told.id in self.removed and not draft.by_choice:
            state, reason = State.SKIPPED, "Usunięto to w programie, a plik nadal to zawiera; bez Twojej decyzji nie wróci."
        elif any(target in self.left_out for name, target in told.links() if name in OWNING):
            state, reason = State.SKIPPED, "Należy do elementu usuniętego w programie; bez Twojej decyzji nie zostanie wczytane."
        if state is State.SKIPPED:
            self.left_out.add(told.id)
        differences = tuple(
            Difference(field=name, title=field_name(name), before="", after=self._told(name, getattr(told, name)), sheet=sheet, cell=cell, raw=raw, value=getattr(told, name))
            for name, (sheet, cell, raw) in cells.items()
            if name and name not in lost
        )
        item = replace(self._item(draft, told, state, reason, differences), deleted=state is State.SKIPPED)
        return _Planned(item=item, before=None, after=told, sources=self._sources(draft, told, cells, lost), stale=frozenset(cells))

    def _position(self, cls: type[Listed]) -> int:
        position = self.next_position.get(cls.kind, self.project.next_position(cls))
        self.next_position[cls.kind] = position + 1
        return position

    def _item(self, draft: Draft, record: Record, state: State, reason: str, differences: tuple[Difference, ...]) -> Item:
        _, sheet, cell, _ = draft.sources[0]
        title = record.name_for_people
        if title == record.title_of_kind:
            title = draft.match_name or title
        return Item(state=state, record=record.id, kind=record.title_of_kind, title=title, reason=reason, sheet=sheet, cell=cell, differences=differences)

    def _sources(self, draft: Draft, told: Record, cells: Mapping[str, tuple[str, str, str]], lost: list[str]) -> tuple[FieldSource, ...]:
        return tuple(
            FieldSource(
                id=id_from("field_source", str(told.id), name),
                record=told.id,
                field=name,
                sheet=sheet,
                cell=cell,
                raw=raw,
                value=str(draft.record.id) if name == "" else canonical(getattr(told, name)),
            )
            for name, (sheet, cell, raw) in cells.items()
            if name not in lost
        )

    def _absent(self, present: set[UUID | None]) -> Iterable[Item]:
        """What an earlier version of this file brought and this one does not say any more; it stays in the project."""
        earlier = {batch.id for batch in self.project.all(ImportBatch) if batch.active and batch.file == self.reading.file and batch.reader == self.reading.reader}
        if not self.reading.records:
            return
        for (record_id, name), source in self.known.items():
            record = self.project.get(record_id)
            if name == "" and source.batch in earlier and record is not None and record_id not in present:
                yield Item(
                    state=State.ABSENT,
                    record=record.id,
                    kind=record.title_of_kind,
                    title=record.name_for_people,
                    reason="Było w poprzedniej wersji pliku, a w tej nie ma; w programie zostaje. Jeśli jest niepotrzebne, usuń je w programie.",
                    sheet=source.sheet,
                    cell=source.cell,
                )

    def _say_lost_pointers(self, drafts: list[Draft]) -> None:
        """Goals or problems a card names that the project does not have."""
        missing = {draft.record.id: draft for draft in drafts if not draft.sources and draft.record.id not in self.matcher.ids}
        for draft in drafts:
            for name, target in draft.record.links():
                if target not in missing:
                    continue
                pointer = missing[target]
                sheet, cell, raw = _cells(draft).get(name, ("", "", ""))
                called = " ".join(part for part in (pointer.match_code, pointer.match_name) if part)
                kind = pointer.record.title_of_kind
                self.findings.append(
                    Finding(
                        severity=Severity.WARNING,
                        code="I40",
                        message=f"„{draft.match_name}” wskazuje {kind} „{called}”, którego nie ma w programie; tego powiązania nie wczytano.",
                        hint="Wczytaj najpierw plik z celami i problemami albo wskaż powiązanie w programie.",
                        place=Place(file=self.reading.file, sheet=sheet, cell=cell, title=draft.match_name),
                        value=raw[:200],
                    )
                )

    def _told(self, name: str, value: object) -> str:
        """A field as people read it; answers of a survey stand in codes and are only counted."""
        if name == "answers" and isinstance(value, tuple):
            return counted(len(value), "respondent", "respondentów", "respondentów")
        return self.shown(value)

    def shown(self, value: object) -> str:
        """A value as people read it."""
        if value is None or value == "":
            return ""
        if isinstance(value, tuple) and len(value) > _SHOWN:
            return f"{'; '.join(self.shown(item) for item in value[:_SHOWN])}; … (razem {len(value)})"
        if isinstance(value, tuple):
            return "; ".join(self.shown(item) for item in value)
        if isinstance(value, UUID):
            record = self.project.get(value) or next((d.record for d in self.reading.records if self.matcher.ids.get(d.record.id) == value), None)
            return record.name_for_people if record else ""
        if isinstance(value, bool):
            return "tak" if value else "nie"
        if isinstance(value, Decimal):
            return number(value, None if abs(value) < 1000 else 2)
        if isinstance(value, datetime):
            return value.isoformat(sep=" ", timespec="minutes")
        if isinstance(value, date):
            return day(value)
        return str(value)


def _cells(draft: Draft) -> dict[str, tuple[str, str, str]]:
    """Field → (sheet, cell or cells, what stood there); several cells of one field are joined."""
    joined: dict[str, tuple[str, str, str]] = {}
    known = {name for name in KINDS[draft.record.kind].__dataclass_fields__ if name != "id"} | {""}
    for name, sheet, cell, raw in draft.sources:
        if name not in known:
            continue
        if name in joined and joined[name][1] != cell:
            old = joined[name]
            joined[name] = (old[0], f"{old[1]}, {cell}", f"{old[2]}\n{raw}")
        else:
            joined[name] = (sheet, cell, raw)
    return joined
