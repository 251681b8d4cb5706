"""Records a row refers to – a project, a goal – found among what the file brings or pointed at in the plan; and things a file tells twice."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from excel_modules.modules.codes import code_key, code_of, split_code
from excel_modules.modules.intake import Intake, Source
from excel_modules.modules.page import Cell, Page
from excel_modules.modules.projects import Projects
from excel_modules.reading import Draft
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import Record, id_from
from mrl_desktop.domain.strategy import Goal, GoalLevel
from mrl_desktop.domain.undertakings import Undertaking
from mrl_desktop.polish import fold

_CODE = re.compile(r"^\s*((?:[A-Z]{1,4}[-_. ]?)\d{1,3}(?:[./-]\d{1,3})?)(?![\w])\s*[-–—:.)|,/]*\s*", re.DOTALL)
_WORD = re.compile(r"(?i)^\s*(?:projekt|przedsi[ęe]wzi[ęe]cie)\s*(?:nr\s*)?(\d{1,3})(?!\d)\s*[-–—:.)]*\s*")
_LABEL = re.compile(r"^\s*(?i:projekt)\s*(?::\s*|(?=[A-Z]{1,3}[-.]?\d{1,3}\b))")
NEARLY = 0.9
"""How alike two names must be to be one name typed twice."""
_WHOLE_PLAN = frozenset(("wszystkie", "wszystkie projekty", "caly plan", "caly prl", "caly program", "prl", "pri", "program", "ogolne", "ogolny", "horyzontalne", "nie dotyczy", "plan", "calosc"))


def split_project(said: str) -> tuple[str, str]:
    """A project's code and its name as one cell has them: „P01 – Park", „Projekt 3: Park", „P01", „Park"."""
    said = _unquoted(_LABEL.sub("", " ".join(said.split())))
    if found := _CODE.match(said):
        return found[1].strip(), _unquoted(said[found.end() :])
    if found := _WORD.match(said):
        return found[1], _unquoted(said[found.end() :])
    return "", said


def _unquoted(said: str) -> str:
    """The text without quotation marks around all of it; those inside it stay."""
    said = said.strip()
    inside = said[1:-1]
    return inside.strip() if len(said) > 2 and said[0] in "„\"»" and said[-1] in "”\"«" and not set(inside) & set("„”\"") else said


def same_name(a: str, b: str) -> bool:
    """Whether two names are one, letter case, diacritics, spaces and a slip of the pen aside."""
    one, other = " ".join(fold(a).split()), " ".join(fold(b).split())
    return one == other or (min(len(one), len(other)) >= 8 and SequenceMatcher(None, one, other).ratio() >= NEARLY)


def known_project(intake: Intake, said: str) -> UUID | None:
    """The project of this file a text names by its code or its name."""
    code, title = split_project(said)
    drafts = [draft for draft in intake.drafts.values() if isinstance(draft.record, Undertaking)]
    if code:
        for draft in drafts:
            if draft.match_code and code_key(draft.match_code) == code_key(code):
                return draft.record.id
    for wanted in dict.fromkeys((title, " ".join(said.split()))):
        exact = [draft.record.id for draft in drafts if wanted and fold(draft.match_name) == fold(wanted)]
        near = exact or [draft.record.id for draft in drafts if wanted and draft.match_name and same_name(draft.match_name, wanted)]
        if len(near) == 1:
            return near[0]
    return None


def project_named(intake: Intake, said: str) -> UUID | None:
    """The project a text names: one of this file, else a draft without sources that only points at a project of the plan. None for the whole plan."""
    if not fold(said).strip(" .-–") or fold(said).strip(" .") in _WHOLE_PLAN:
        return None
    if found := known_project(intake, said):
        return found
    code, title = split_project(said)
    record = Undertaking(id=id_from("undertaking", "M8", code_key(code) or fold(title)), code=code, title=title)
    intake.drafts.setdefault(record.id, Draft(record=record, match_code=code, match_name=title or said))
    return record.id


def project_in_cell(intake: Intake, page: Page, cell: Cell, said: str) -> UUID | None:
    """As `project_named`, for a cell that may name several projects: the first is taken, with a note."""
    parts = [part.strip() for part in re.split(r"[;\n]|,\s*(?=[A-Z]{1,4}[-_. ]?\d)", said) if part.strip()]
    if len(parts) > 1:
        message = f"Komórka wymienia kilka projektów ({len(parts)}); wpis powiązano z pierwszym z nich."
        intake.say(Severity.NOTE, "I100", message, "Jeśli dotyczy też innych, dodaj do nich taki wpis w programie.", page=page, cell=cell, value=cell.text[:200])
    return project_named(intake, parts[0]) if parts else None


def goal_named(intake: Intake, said: str) -> UUID | None:
    """The goal a text names by number („CO1.1", „1.2") or by name, operational or strategic by the depth of its number."""
    code, rest = split_code(" ".join(said.split()))
    code = code or code_of(said)
    if code is None and not rest:
        return None
    strategic = code is not None and (code.word in ("cs",) or "strategicz" in code.word or len(code.path) == 1)
    level = GoalLevel.STRATEGIC if strategic or (code is None and "strategicz" in fold(said)) else GoalLevel.OPERATIONAL
    if code is None:
        for draft in intake.drafts.values():
            if isinstance(draft.record, Goal) and same_name(draft.match_name, rest):
                return draft.record.id
    return Projects(intake=intake).goal(said, level)


def enter(intake: Intake, record: Record, sources: list[Source], *, name: str, code: str = "", quiet: Collection[str] = ()) -> UUID:
    """Drafts a record, or adds its fields to the same thing already drafted from another sheet.

    Where the two differ, the first stays and it is told, except of fields in `quiet`.
    """
    same = _same(intake, record, name)
    if same is None:
        return intake.draft(record, sources, code=code, name=name)
    if same.record.id == record.id and not same.sources:
        intake.drafts[record.id] = Draft(record=record, sources=tuple(sources), match_code=code, match_name=name)
        return record.id
    empty = type(record)()
    fresh: dict[str, Any] = {}
    for field_name, value in record.values().items():
        told = [source for source in sources if source[0] == field_name]
        if field_name in ("id", "position") or not told or value == getattr(same.record, field_name):
            continue
        if getattr(same.record, field_name) == getattr(empty, field_name):
            fresh[field_name] = value
            continue
        _, sheet, cell, raw = told[0]
        before = next(((one[1], one[2]) for one in same.sources if one[0] == field_name), ("", ""))
        page, place = Page(name=sheet, cells={}), Cell(row=0, column=0, value=None, text="", name=cell)
        message = f"„{name}”: komórka {cell} mówi co innego niż arkusz „{before[0]}” (komórka {before[1]}); wczytano to, co jest w arkuszu „{before[0]}”."
        if field_name not in quiet and fold(str(value)) != fold(str(getattr(same.record, field_name))):
            intake.say(Severity.WARNING, "I24", message, "Popraw jeden z arkuszy.", page=page, cell=place, value=raw[:200])
    intake.revise(same.record.id, fresh, [source for source in sources if source[0] in fresh])
    return same.record.id


_OWNERS = ("about", "undertaking", "round", "goal", "source", "year", "question", "indicator")


def _same(intake: Intake, record: Record, name: str) -> Draft | None:
    if (draft := intake.drafts.get(record.id)) is not None:
        return draft
    wanted = fold(" ".join(name.split()))
    for draft in intake.drafts.values():
        if type(draft.record) is not type(record) or not draft.sources:
            continue
        if all(getattr(draft.record, one, None) == getattr(record, one, None) for one in _OWNERS) and fold(" ".join(draft.match_name.split())) == wanted:
            return draft
    return None
