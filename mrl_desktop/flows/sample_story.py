"""What source files of the sample cannot hold, told in readable text files: read here and turned into ordinary changes.

A story is a folder: `*.toml` with sections in Polish (see `story_sections`) and `rozdzialy_*.md` with the chapters' own texts, beside
a `rejestr.csv` of fictitious territories. In the sample it is the folder `opowiesc`. Records are called by their codes („CS1", „P04") or names; what matches nothing is a finding.
"""

from __future__ import annotations

import csv
import re
import tomllib
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from excel_modules.reading import SeriesQuestion
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.imports import SeriesChoice
from mrl_desktop.domain.narrative import ChapterState, Narrative
from mrl_desktop.domain.project import Change, Project
from mrl_desktop.domain.records import KINDS, Listed, Record, Value, id_from
from mrl_desktop.domain.settings import ComparisonGroup, OwnTerritory
from mrl_desktop.flows.story_names import LINKED, Names
from mrl_desktop.flows.story_sections import FILE, PARENT_WORD, SECTIONS, Row, Section, nested, rows_of
from mrl_desktop.polish import fold

FOLDER = "opowiesc"

_CHAPTER = re.compile(r"^# (?P<key>[PI]\d+(?:\.\d+)*)\b.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a column of a file is: file name pattern and what its heading says, to the catalogue's variable."""

    file: str
    says: str
    variable: str


@dataclass(slots=True, kw_only=True)
class Story:
    """A story as it was read. `findings` grows while its changes are made."""

    data: Mapping[str, object] = field(default_factory=dict)
    chapters: Mapping[str, str] = field(default_factory=dict)
    """Outline key to the chapter's own text."""
    territories: tuple[OwnTerritory, ...] = ()
    answers: tuple[Answer, ...] = ()
    findings: list[Finding] = field(default_factory=list)


def read_story(path: Path) -> Story:
    """Reads a story from its folder, or from the folder `opowiesc` inside it; what cannot be read becomes a finding of the story."""
    path = path / FOLDER if (path / FOLDER).is_dir() else path
    story = Story()
    data: dict[str, object] = {}
    chapters: dict[str, str] = {}
    known = {section.name for section in SECTIONS} | {"grupa", "wybor"}
    for file in sorted(path.glob("*.toml")):
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            _say(story, file.name, f"Nie można odczytać pliku {file.name}: {error}.", "Popraw zapis w tym miejscu i wczytaj plik ponownie.")
            continue
        for name, rows in content.items():
            if name not in known:
                _say(story, file.name, f"Nieznana część „{name}”.", "Sprawdź pisownię nazwy części.", value=name)
                continue
            present = data.get(name, [])
            told = [{**row, FILE: file.name} for row in (rows if isinstance(rows, list) else [rows])]
            data[name] = [*present, *told] if isinstance(present, list) else told
    for file in sorted(path.glob("rozdzialy_*.md")):
        chapters.update(read_chapters(file.read_text(encoding="utf-8")))
    register = next((one for one in (path / "rejestr.csv", path.parent / "rejestr.csv") if one.is_file()), None)
    story.territories = read_territories(register) if register else ()
    choices = data.pop("wybor", [])
    story.answers = tuple(Answer(file=row["plik"], says=row["mowi"], variable=row["zmienna"]) for row in choices) if isinstance(choices, list) else ()
    story.data, story.chapters = nested(data), chapters
    return story


def read_chapters(text: str) -> dict[str, str]:
    """Texts by chapter: each begins with a line „# P2.3.1 Title" and lasts till the next such line."""
    heads = list(_CHAPTER.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return {head["key"]: text[head.end() : end].strip() for head, end in zip(heads, ends, strict=True)}


def read_territories(register: Path) -> tuple[OwnTerritory, ...]:
    """Territories of a `rejestr.csv`; the first line names fields of `OwnTerritory`."""
    rows = csv.DictReader(register.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    return tuple(
        OwnTerritory(
            id=id_from("own_territory", row["code"]),
            code=row["code"],
            name=row["name"],
            level=row["level"],
            unit_type=row["unit_type"],
            parent=row["parent"],
            population=int(row["population"]) if row["population"] else None,
            population_year=int(row["population_year"]) if row["population_year"] else None,
            area_km2=row["area_km2"],
        )
        for row in rows
    )


def foundation(story: Story) -> Change:
    """What must stand before any file is imported: the fictitious territories, the town's settings and its comparison group."""
    puts: list[Record] = list(story.territories)
    settings = next(section for section in SECTIONS if section.name == "ustawienia")
    teller = _Teller(story, Project(puts))
    puts.extend(record for row in rows_of(settings, story.data.get("ustawienia", [])) if (record := teller.record(settings, row, 0)))
    groups = story.data.get("grupa", [])
    for group in groups if isinstance(groups, list) else []:
        codes = {fold(one.name): one.code for one in story.territories if one.level == "gmina"}
        for name in group["miasta"]:
            if fold(name) not in codes:
                _say(story, group[FILE], f"Nie ma miasta „{name}” w rejestrze.", "Sprawdź nazwę miasta w pliku rejestr.csv.", value=name)
        members = tuple(codes[fold(name)] for name in group["miasta"] if fold(name) in codes)
        puts.append(ComparisonGroup(id=id_from("story", "comparison_group", group["nazwa"]), name=group["nazwa"], members=members, reason=group["uzasadnienie"], chosen=True))
    return Change(label="ustawienia miasta przykładowego", puts=tuple(puts))


def answers_to(story: Story, questions: Sequence[SeriesQuestion]) -> tuple[SeriesChoice, ...]:
    """The story's answers to the questions an import asks, one choice per shape of file."""
    choices: dict[str, SeriesChoice] = {}
    for question in questions:
        said = fold(";".join(question.dimensions) or question.says)
        answer = next((one for one in story.answers if fnmatch(question.file, one.file) and fold(one.says) == said), None)
        if answer is not None:
            choices[question.fingerprint] = SeriesChoice(
                id=id_from("series_choice", question.fingerprint), question=question.fingerprint, variable=answer.variable, unit=question.unit
            )
    return tuple(choices.values())


def changes(story: Story, project: Project) -> Iterator[Change]:
    """The story's sections as changes, one each, in an order in which links always point at what is there already.

    The project given is not touched; records it has are completed (same code or name), others are added.
    """
    stand_in = Project(project)
    for section in SECTIONS:
        if section.name == "ustawienia" or section.name not in story.data:
            continue
        teller = _Teller(story, stand_in)
        puts: dict[UUID, Record] = {}
        for place, row in enumerate(rows_of(section, story.data[section.name])):
            record = teller.record(section, row, place)
            if record is not None:
                puts[record.id] = record
                if section.name in ("cel", "problem", "wyzwanie"):
                    stand_in.apply(Change(puts=(record,)))
                    teller.look_again()
        if puts:
            change = Change(label=f"opowieść: {section.makes.title_of_kind}", puts=tuple(puts.values()))
            stand_in.apply(change)
            yield change
    if story.chapters:
        yield Change(label="opowieść: teksty rozdziałów", puts=tuple(narratives(story)))


def narratives(story: Story) -> Iterator[Narrative]:
    """The chapters' own texts as records."""
    for key, text in story.chapters.items():
        document = Scope.PRL if key.startswith("P") else Scope.PRI
        yield Narrative(
            id=id_from("narrative", document, key), document=document, chapter=key, text=text, state=ChapterState.APPROVED, author="Zespół Miejski"
        )


class _Teller:
    """Turns rows of a section into records of a project."""

    def __init__(self, story: Story, project: Project) -> None:
        self._story, self._project, self._names = story, project, Names(project)

    def look_again(self) -> None:
        """The project has changed since the last row."""
        self._names.forget()

    def record(self, section: Section, row: Row, place: int) -> Record | None:
        """The record a row tells, completed from one already there; None (with a finding) when it names something unknown."""
        values: dict[str, Value] = {}
        inner = {*section.per, *section.also, "kod", FILE} | ({PARENT_WORD[section.name]} if section.name in PARENT_WORD else set())
        for word, said in row.items():
            name = section.names.get(word)
            if not name:
                if word not in inner:
                    self._say(section, row, f"Nieznane słowo „{word}” w części „{section.name}”.", "Sprawdź pisownię.", word)
                continue
            try:
                values[name] = self._value(section.makes, name, said)
            except _Unknown as unknown:
                self._say(section, row, f"Nie znaleziono „{unknown}” ({word}).", "Sprawdź kod albo nazwę; porównuje się je z tym, co jest już w projekcie.", str(unknown))
                return None
            except (ValueError, TypeError):
                self._say(section, row, f"Nie rozumiem wpisu „{said}” ({word}).", "Popraw wartość.", str(said))
                return None
        present = self._present(section, row, values)
        if present is not None:
            return present.with_values(values)
        if "kod" in row and not any(values.get(name) for name in section.identity):
            self._say(section, row, f"Nie ma elementu o kodzie „{row['kod']}”.", "Wczytaj najpierw plik, z którego pochodzi, albo podaj nazwę.", str(row["kod"]))
            return None
        if not section.identity:
            return section.makes().with_values(values)
        key = [values.get(name) for name in section.identity]
        made = section.makes(id=id_from("story", section.makes.kind, *key)).with_values(values)
        if isinstance(made, Listed):
            made = made.with_values({"position": max(self._project.next_position(type(made)), 0) + place})
        return made

    def _present(self, section: Section, row: Row, values: Mapping[str, Value]) -> Record | None:
        if "kod" in row:
            return self._names.find(str(row["kod"]), (section.makes,))
        if not section.identity:
            return next(iter(self._project.all(section.makes)), None)
        default = section.makes()
        wanted = [_plain(values.get(name, getattr(default, name))) for name in section.identity]
        for record in self._project.all(section.makes):
            if [_plain(getattr(record, name)) for name in section.identity] == wanted:
                return record
        return None

    def _value(self, cls: type[Record], name: str, said: Any) -> Value:
        wanted = _types(cls.kind)[name]
        if typing.get_origin(wanted) is tuple:
            inner = typing.get_args(wanted)[0]
            return tuple(self._one(cls, name, inner, item) for item in said)
        return self._one(cls, name, wanted, said)

    def _one(self, cls: type[Record], name: str, wanted: Any, said: Any) -> Value:
        if wanted is UUID:
            found = self._names.find(str(said), LINKED[cls.kind, name])
            if found is None:
                raise _Unknown(said)
            return found.id
        if isinstance(wanted, type) and issubclass(wanted, StrEnum):
            return wanted(said)
        if wanted is Decimal:
            return Decimal(str(said))
        if wanted is datetime and isinstance(said, datetime):
            return said
        if wanted is date and isinstance(said, date):
            return said
        if wanted is bool and isinstance(said, bool):
            return said
        if wanted is int:
            return int(said)
        if wanted is str and isinstance(said, str):
            return said
        raise ValueError(said)

    def _say(self, section: Section, row: Row, message: str, hint: str, value: str) -> None:
        title = str(next((row[word] for word in ("kod", "tytul", "nazwa", "dotyczy", "pytanie") if word in row), section.name))
        _say(self._story, str(row.get(FILE, "")), message, hint, value=value, title=title)


class _Unknown(LookupError):
    """A code or name that nothing in the project has."""


@cache
def _types(kind: str) -> dict[str, Any]:
    cls = KINDS[kind]
    hints = typing.get_type_hints(cls)
    return {one.name: _without_none(hints[one.name]) for one in fields(cls)}


def _without_none(wanted: Any) -> Any:
    options = [one for one in typing.get_args(wanted) if one is not type(None)]
    return options[0] if len(options) == 1 and typing.get_origin(wanted) is not tuple else wanted


def _plain(value: Value) -> object:
    return fold(value) if isinstance(value, str) and not isinstance(value, StrEnum) else value


def _say(story: Story, file: str, message: str, hint: str, *, value: str = "", title: str = "") -> None:
    story.findings.append(
        Finding(severity=Severity.WARNING, code="O01", message=message, hint=hint, place=Place(file=file, title=title), value=value)
    )
