"""Which record of the project a draft of a file is about: by what earlier imports remember, by its code, by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from excel_modules.modules.codes import code_key, code_of
from excel_modules.reading import Draft
from mrl_desktop.domain.imports import FieldSource
from mrl_desktop.domain.numbering import Numbering
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import Record, Value
from mrl_desktop.polish import fold

NAMES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "problem": (("title",), ("scope",)),
    "challenge": (("title",), ("scope",)),
    "goal": (("title",), ("level",)),
    "bundle": (("title",), ()),
    "undertaking": (("title",), ()),
    "institutional_action": (("title",), ()),
    "measure": (("title",), ("goal",)),
    "plan_indicator": (("name",), ("about",)),
    "swot_item": (("text",), ("scope", "quadrant")),
    "evidence": (("text",), ("about",)),
    "task": (("title",), ("undertaking",)),
    "milestone": (("title",), ("about",)),
    "budget_line": (("source", "year"), ("about",)),
    "risk": (("title",), ("about",)),
    "state_aid": ((), ("undertaking",)),
    "horizontal_answer": (("principle",), ("scope", "undertaking")),
    "stakeholder": (("name",), ()),
    "strategy_review": (("title", "indicator"), ()),
    "assessment_round": (("title",), ()),
    "assessment_answer": (("question",), ("round",)),
    "finance_figure": (("item",), ("year", "stage")),
    "comparison_group": (("name",), ()),
}
"""Kind → fields that are its name, and fields within which the name is unique. Kinds come in the order in which they refer to each other."""

OWN = "\x1f"
"""Begins the remembered value of a field that is the planner's own: she wrote the same before the file said so, or kept hers
against the file. It stays hers when the file changes."""

_LONG = 200

CODED = {"undertaking": "code"}
"""Kinds that store the planner's own code, and the field it stands in."""


def canonical(value: Value) -> str:
    """A value as text that compares: equal texts mean equal values, whatever way they were typed or stored."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        parts = [canonical(item) for item in value]
        if len(parts) > _LONG:  # answers of a survey: remembered by their fingerprint, or the project would hold them twice
            return "sha256:" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
        return "\x1f".join(sorted(parts) if any(isinstance(item, UUID) for item in value) else parts)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return str(value).strip()


def rank(kind: str) -> int:
    """Place of a kind in the order of matching: owners before what belongs to them."""
    return list(NAMES).index(kind) if kind in NAMES else len(NAMES)


def name_key(record: Record, values: Mapping[str, Value] | None = None) -> tuple[str, ...]:
    """What makes a record the same thing by name: kind, place and folded name."""
    names, places = NAMES.get(record.kind, ((), ()))
    stands = dict(record.values()) | dict(values or {})
    named = [fold(" ".join(canonical(stands[name]).split())) for name in names] if names or record.kind in NAMES else [fold(record.name_for_people)]
    return (record.kind, *(canonical(stands[place]) for place in places), *named)


class Matcher:
    """Finds records for drafts; each record answers to one draft only."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.ids: dict[UUID, UUID] = {}
        """Draft → record, for drafts that have one (old or new)."""
        self._claimed: set[UUID] = set()
        self._remembered: dict[str, UUID] = {}
        self._imported: dict[tuple[UUID, str], str] = {}
        for source in project.all(FieldSource):
            if source.record is None:
                continue
            if source.field == "":
                self._remembered[source.value] = source.record
            elif not source.value.startswith(OWN):
                self._imported[source.record, source.field] = source.value
        self._by_name: dict[tuple[str, ...], list[UUID]] = {}
        self._by_code: dict[tuple[str, str], list[UUID]] = {}
        for record in project:
            if record.kind not in NAMES:
                continue
            for key in {name_key(record), self._name_when_imported(record)}:
                self._by_name.setdefault(key, []).append(record.id)
            if own := canonical(getattr(record, CODED.get(record.kind, ""), None)):
                self._by_code.setdefault((record.kind, code_key(own)), []).append(record.id)
        self._numbering: Numbering | None = None

    def _name_when_imported(self, record: Record) -> tuple[str, ...]:
        """The name the record had at its last import, so that renaming it in the program does not make it another thing."""
        names, _ = NAMES[record.kind]
        return name_key(record, {name: self._imported[record.id, name] for name in names if (record.id, name) in self._imported})

    def match(self, drafts: Sequence[Draft]) -> None:
        """Finds the record of every draft that has one in the project. Owners are matched before what belongs to them."""
        for kind in sorted({draft.record.kind for draft in drafts}, key=rank):
            mine = [draft for draft in drafts if draft.record.kind == kind]
            for step in (self._same_in_all, self._same_code, self._same_name, self._same_id, self._same_number):
                for draft in mine:
                    if draft.record.id not in self.ids and (found := step(draft)) is not None and found not in self._claimed:
                        self.ids[draft.record.id] = found
                        self._claimed.add(found)

    def claim(self, draft: Draft, record_id: UUID) -> None:
        """Says that a draft becomes a new record of this id."""
        self.ids[draft.record.id] = record_id
        self._claimed.add(record_id)

    def linked(self, draft: Draft) -> tuple[Record, list[str]]:
        """The draft's record with its links turned to the project's records, and the fields all of whose links lead nowhere."""
        lost: list[str] = []
        values: dict[str, Value] = {}
        for name, value in draft.record.values().items():
            if name == "id":
                continue
            if isinstance(value, UUID):
                values[name] = self._target(value)
                if values[name] is None:
                    lost.append(name)
            elif isinstance(value, tuple) and any(isinstance(item, UUID) for item in value):
                found = tuple(dict.fromkeys(target for item in value if (target := self._target(item)) is not None))
                values[name] = found
                if not found:
                    lost.append(name)
        return draft.record.with_values(values), lost

    def _target(self, link: UUID) -> UUID | None:
        return self.ids.get(link) or (link if link in self.project else None)

    def _known(self, draft: Draft) -> UUID | None:
        """The record an earlier import made of a draft with this id."""
        found = self._remembered.get(str(draft.record.id), draft.record.id)
        record = self.project.get(found)
        return found if record is not None and record.kind == draft.record.kind else None

    def _named(self, draft: Draft) -> list[UUID]:
        record, _ = self.linked(draft)
        if draft.match_name and not canonical(getattr(record, "title", "x")):
            record = record.with_values({"title": draft.match_name})
        return [found for found in dict.fromkeys(self._by_name.get(name_key(record), ())) if found not in self._claimed]

    def _same_in_all(self, draft: Draft) -> UUID | None:
        known = self._known(draft)
        return known if known is not None and known in self._named(draft) else None

    def _same_code(self, draft: Draft) -> UUID | None:
        if draft.record.kind not in CODED or not draft.match_code:
            return None
        found = self._by_code.get((draft.record.kind, code_key(draft.match_code)), [])
        return found[0] if len(found) == 1 else None

    def _same_name(self, draft: Draft) -> UUID | None:
        found = self._named(draft)
        if len(found) != 1:
            return None
        own = canonical(getattr(self.project.get(found[0]), CODED.get(draft.record.kind, ""), None))
        return found[0] if not own or not draft.match_code or code_key(own) == code_key(draft.match_code) else None

    def _same_id(self, draft: Draft) -> UUID | None:
        return self._known(draft)

    def _same_number(self, draft: Draft) -> UUID | None:
        """For a mere pointer („cel 1.2") with no name: the record that has this number in the project now."""
        if draft.sources or not draft.match_code or canonical(getattr(draft.record, "title", "")):
            return None
        self._numbering = self._numbering or Numbering(self.project)
        for record in self.project:
            if record.kind == draft.record.kind and getattr(record, "level", None) == getattr(draft.record, "level", None):
                code = code_of(self._numbering.code(record.id))
                if code and str(code) == draft.match_code:
                    return record.id
        return None
