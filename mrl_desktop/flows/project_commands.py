"""What the command line asks of a project besides the shared flows: a new project from words, and answers as rows and lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from excel_modules.mapping.profile import Profile
from excel_modules.mapping.profile_file import read_profile
from excel_modules.merge import State
from excel_modules.reading import Refused
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.records import KINDS
from mrl_desktop.domain.settings import DocumentName
from mrl_desktop.domain.territory import Level, Register, Territory
from mrl_desktop.flows.answer_fact import NoAnswer
from mrl_desktop.flows.import_files import ImportPlan
from mrl_desktop.flows.open_project import OpenProject, create_project, settings_for
from mrl_desktop.polish import fold, moment, number
from mrl_desktop.storage import FileRefused
from mrl_desktop.storage.reference_data import load_register

HIDDEN_KINDS = {"settings", "field_source", "own_territory"}


def new_project(target: Path, town: str, *, name: str, years: str, lead: str) -> OpenProject:
    """A saved new project for the town named. Raises NoAnswer for a town or years not understood, FileRefused for the file."""
    register = load_register()
    place = find_town(register, town)
    settings = settings_for(register, place.code, document_name=DocumentName(name), horizon=_years(years), lead_name=lead)
    opened = create_project(target)
    try:
        opened.change(Change(label="nowy projekt", puts=(settings,)))
        opened.workspace.save()
    except BaseException:
        opened.close(save=False)
        raise
    return opened


def find_town(register: Register, town: str) -> Territory:
    """The one gmina meant by a name, part of it, or a code. Raises NoAnswer naming the candidates."""
    known = register.get(town.strip())
    if known is not None and known.level is Level.GMINA:
        return known
    if known is not None:
        raise _wrong("Q04", f"Kod {known.code} ({known.label}) nie jest kodem gminy.", "Podaj kod TERYT gminy albo jej nazwę.")
    found = register.find(town, levels=(Level.GMINA,))
    exact = [one for one in found if fold(one.name) == fold(town)]
    candidates = exact or found
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise _wrong("Q04", f"Nie ma gminy „{town}”.", "Podaj inną część nazwy albo kod TERYT.")
    some = "; ".join(f"{one.label} ({one.code})" for one in candidates[:8])
    more = f" i jeszcze {len(candidates) - 8}" if len(candidates) > 8 else ""
    raise _wrong("Q05", f"„{town}” może oznaczać kilka gmin: {some}{more}.", "Podaj kod jednej z nich.")


def _years(text: str) -> tuple[int, int] | None:
    if not text.strip():
        return None
    found = re.fullmatch(r"\s*(\d{4})\s*[-–]\s*(\d{4})\s*", text)
    if found is None or int(found[1]) > int(found[2]):
        raise _wrong("Q06", f"Nie rozumiem lat „{text}”.", "Podaj je tak: 2026-2035.")
    return int(found[1]), int(found[2])


def summary(opened: OpenProject) -> dict[str, Any]:
    """What is in a project: town, documents, state of the file, imports and numbers of records."""
    settings = opened.settings
    place = opened.register.get(settings.territory)
    batches = [batch for batch in opened.project.all(ImportBatch) if batch.active]
    kinds = Counter(KINDS[record.kind].title_of_kind for record in opened.project if record.kind not in HIDDEN_KINDS)
    return {
        "miasto": place.label if place else settings.town_name or "nie wybrano",
        "kod TERYT": settings.territory,
        "dokumenty": f"{settings.document_name} Rozwoju Lokalnego i {settings.document_name} Rozwoju Instytucjonalnego",
        "lata": f"{settings.horizon_start}–{settings.horizon_end}" if settings.horizon_end else "nie ustalono",
        "stan pliku": str(opened.workspace.state),
        "wczytane pliki": len(batches),
        "wartości statystyczne": opened.statistics.count(),
        "elementy planu": dict(sorted(kinds.items())),
    }


def planned_files(plan: ImportPlan) -> list[dict[str, str]]:
    """One row per file: what it is and what would happen."""
    rows = []
    for file in plan.files:
        counts = file.merge.counts()
        happens = ", ".join(f"{state}: {counts[state]}" for state in State if state in counts) or "–"
        rows.append(
            {
                "plik": file.path.name,
                "rozpoznano": file.reading.recognised_as or "nie rozpoznano",
                "wartości": number(file.merge.observations),
                "elementy": happens,
            }
        )
    return rows


def planned_items(plan: ImportPlan) -> list[dict[str, str]]:
    """One row per item and field of the preview."""
    rows: list[dict[str, str]] = []
    for file in plan.files:
        for item in file.merge.items:
            common = {"plik": file.path.name, "stan": str(item.state), "rodzaj": item.kind, "nazwa": item.title, "powód": item.reason}
            if not item.differences:
                rows.append({**common, "arkusz": item.sheet, "komórka": item.cell, "pole": "", "było": "", "będzie": ""})
            rows += [
                {**common, "arkusz": one.sheet, "komórka": one.cell, "pole": one.title, "było": one.before, "będzie": one.after} for one in item.differences
            ]
    return rows


def questions(plan: ImportPlan) -> list[dict[str, str]]:
    """One row per open question with its proposals."""
    return [
        {
            "pytanie": question.fingerprint,
            "plik": question.file,
            "komórka": question.cell,
            "plik mówi": question.says,
            "propozycje": ", ".join(proposal.variable for proposal in question.proposals) or "brak",
        }
        for question in plan.open_questions
    ]


def answers(opened: OpenProject, plan: ImportPlan, said: Iterable[str]) -> tuple[dict[str, str], dict[str, int]]:
    """Answers written as QUESTION=VARIABLE or QUESTION=VARIABLE@YEAR: question to variable, and question to year. Raises NoAnswer."""
    asked = {question.fingerprint for question in plan.questions}
    variables: dict[str, str] = {}
    years: dict[str, int] = {}
    for pair in said:
        question, equals, rest = pair.partition("=")
        variable, at, year = rest.partition("@")
        if not equals or (at and not re.fullmatch(r"(19|20)\d\d", year)):
            raise _wrong("Q08", f"Nie rozumiem odpowiedzi „{pair}”.", "Napisz ją tak: PYTANIE=ZMIENNA albo PYTANIE=ZMIENNA@2020.")
        if question not in asked:
            raise _wrong("Q09", f"W tych plikach nie ma pytania „{question}”.", "Uruchom polecenie z opcją --dry-run: wypisze pytania tych plików.")
        if variable and variable not in opened.catalogue.variables:
            raise _wrong("Q01", f"Nie ma zmiennej „{variable}”.", "Wybierz jedną z proponowanych przy pytaniu albo podaj inny klucz zmiennej.")
        variables[question] = variable
        if at:
            years[question] = int(year)
    return variables, years


def profile_of(path: Path | None) -> Profile | None:
    """The profile of a file given on the command line. Raises NoAnswer for a file that is none."""
    try:
        return read_profile(path) if path is not None else None
    except Refused as refusal:
        raise NoAnswer(refusal.finding) from refusal


def refuse_locked(opened: OpenProject) -> None:
    """A project somebody has open is not written to from outside. Raises FileRefused naming who and since when."""
    lock = opened.workspace.lock
    if lock is not None:
        name = opened.path.name if opened.path else ""
        message = f"Projekt „{name}” ma otwarty {lock.who} (komputer {lock.host}) od {moment(lock.since)}."
        hint = "Zamknij projekt w tamtym oknie i powtórz polecenie. Plik pozostał nietknięty."
        raise FileRefused(Finding(severity=Severity.ERROR, code="P19", message=message, hint=hint, place=Place(file=name)))


def _wrong(code: str, message: str, hint: str) -> NoAnswer:
    return NoAnswer(Finding(severity=Severity.ERROR, code=code, message=message, hint=hint))


def fact_lines(fact: Fact, depth: int = 0) -> Iterator[str]:
    """A fact and where it comes from, indented by the chain of its computation."""
    indent = "  " * depth
    unit = fact.unit if fact.unit in ("", "%") else f"\u00a0{fact.unit}" if fact.unit == "zł" else f" [{fact.unit}]"
    value = f"{number(fact.value, fact.decimals)}{unit}" if fact.value is not None else f"brak ({fact.mark or 'brak danych'})"
    year = f", {fact.year}" if fact.year else ""
    yield f"{indent}{fact.label} – {fact.territory_name or fact.territory}{year}: {value}"
    if fact.formula:
        yield f"{indent}  wzór: {fact.formula}"
    if fact.source is not None:
        when = f", wczytano {moment(fact.source.imported_at)}" if fact.source.imported_at else ""
        made = f", dane z {fact.source.vintage[:10]}" if fact.source.vintage else ""
        yield f"{indent}  źródło: {fact.source}{made}{when}"
    for part in fact.inputs:
        yield from fact_lines(part, depth + 1)


def fact_data(fact: Fact) -> dict[str, Any]:
    """A fact as data for programs."""
    source = fact.source
    return {
        "key": fact.key,
        "label": fact.label,
        "value": float(fact.value) if fact.value is not None else None,
        "unit": fact.unit,
        "year": fact.year,
        "territory": fact.territory,
        "territory_name": fact.territory_name,
        "mark": str(fact.mark),
        "formula": fact.formula,
        "source": None
        if source is None
        else {
            "file": source.file,
            "sha256": source.sha256,
            "sheet": source.sheet,
            "cell": source.cell,
            "vintage": source.vintage,
            "imported_at": source.imported_at.isoformat() if source.imported_at else None,
            "importer": source.importer,
            "publisher": source.publisher,
        },
        "inputs": [fact_data(part) for part in fact.inputs],
    }
