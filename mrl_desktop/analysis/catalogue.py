"""Reads the catalogue of variables and indicators from the files a domain expert may edit, and says what is wrong in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from mrl_desktop.analysis.formulas import FormulaError, compiled
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.indicators import DIRECTIONS, GENDERS, LEVELS, Area, Catalogue, CatalogueDimension, IndicatorDefinition, Variable
from mrl_desktop.paths import resource

VARIABLES = "variables.toml"
"""The series of GUS BDL."""
ALL_VARIABLES = "variables*.toml"
"""A publisher's own tables have a file of their own beside it."""
INDICATORS = "catalogue.toml"


@cache
def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue from a folder (the program's own by default). Entries that cannot be used are left out, with a finding each."""
    folder = folder or resource("indicators")
    findings: list[Finding] = []
    variables: dict[str, Variable] = {}
    for path in sorted(folder.glob(ALL_VARIABLES)) or [folder / VARIABLES]:
        _add_variables(variables, _toml(path, findings), path.name, findings)
    content = _toml(folder / INDICATORS, findings)
    dimensions = {
        entry["id"]: CatalogueDimension(id=entry["id"], name=entry["name"])
        for entry in _entries(content, "dimension", ("id", "name"), findings, INDICATORS)
    }
    areas: dict[str, Area] = {}
    for entry in _entries(content, "area", ("id", "name", "dimension"), findings, INDICATORS):
        if entry["dimension"] not in dimensions:
            findings.append(_wrong(INDICATORS, entry["id"], f"Obszar {entry['id']} wskazuje nieznany wymiar „{entry['dimension']}”."))
            continue
        areas[entry["id"]] = Area(id=entry["id"], name=entry["name"], dimension=entry["dimension"], short=entry.get("short", ""))
    indicators: dict[str, IndicatorDefinition] = {}
    for entry in _entries(content, "indicator", ("id", "name", "area", "formula"), findings, INDICATORS):
        indicator = _indicator(entry, variables, areas, findings)
        if indicator is not None:
            indicators[indicator.id] = indicator
    return Catalogue(variables=variables, indicators=indicators, dimensions=dimensions, areas=areas, findings=tuple(findings))


def _toml(path: Path, findings: list[Finding]) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        findings.append(_wrong(path.name, "", f"Nie można odczytać pliku {path.name}: {error}."))
    except tomllib.TOMLDecodeError as error:
        findings.append(_wrong(path.name, "", f"Plik {path.name} ma błąd zapisu: {error}."))
    return {}


def _entries(
    content: Mapping[str, Any], kind: str, required: Iterable[str], findings: list[Finding], file: str
) -> Iterable[dict[str, Any]]:
    """Entries of one kind that have every required field filled with text and an id not met before."""
    seen: set[str] = set()
    for number, entry in enumerate(content.get(kind, ()), start=1):
        name = str(entry.get("id") or f"nr {number}")
        missing = [field for field in required if not isinstance(entry.get(field), str) or not entry[field].strip()]
        if missing:
            findings.append(_wrong(file, name, f"Wpis [[{kind}]] {name} nie ma pola: {', '.join(missing)}."))
        elif name in seen:
            findings.append(_wrong(file, name, f"Symbol „{name}” występuje w [[{kind}]] dwa razy; użyto pierwszego wpisu."))
        else:
            seen.add(name)
            yield entry


def _add_variables(variables: dict[str, Variable], content: Mapping[str, Any], file: str, findings: list[Finding]) -> None:
    for subject in content.get("subject", ()):
        for entry in subject.get("variables", ()):
            key = str(entry.get("key", ""))
            if not re.fullmatch(r"[a-z_][a-z0-9_]*", key):
                findings.append(
                    _wrong(file, key, f"Zmienna „{key or '?'}” w podgrupie „{subject.get('title', '?')}” ma niedozwolony klucz.")
                )
                continue
            if key in variables:
                findings.append(_wrong(file, key, f"Klucz zmiennej „{key}” występuje dwa razy; użyto pierwszego wpisu."))
                continue
            lowest = entry.get("lowest", subject.get("lowest", "gmina"))
            if lowest not in LEVELS:
                findings.append(_wrong(file, key, f"Zmienna „{key}” ma nieznany poziom „{lowest}”; dozwolone: {', '.join(LEVELS)}."))
                continue
            if not entry.get("title") or not entry.get("dimensions"):
                findings.append(_wrong(file, key, f"Zmienna „{key}” nie ma tytułu albo wartości wymiarów."))
                continue
            variables[key] = Variable(
                key=key,
                title=entry["title"],
                subject=subject.get("id", ""),
                subject_title=subject.get("title", ""),
                dimensions=tuple(entry["dimensions"]),
                dimension_names=tuple(subject.get("dimension_names", ())),
                unit=entry.get("unit", subject.get("unit", "")),
                bdl_id=entry.get("bdl_id"),
                levels=LEVELS[LEVELS.index(lowest) :],
                aliases=tuple(entry.get("aliases", ())),
                title_from=str(subject.get("title_from", "")),
                wording_from=str(entry.get("wording_from", subject.get("wording_from", ""))),
                publisher=str(subject.get("publisher", "GUS BDL")),
            )


def _indicator(
    entry: Mapping[str, Any], variables: Mapping[str, Variable], areas: Mapping[str, Area], findings: list[Finding]
) -> IndicatorDefinition | None:
    name = entry["id"]
    problems: list[str] = []
    if entry["area"] not in areas:
        problems.append(f"nieznany obszar „{entry['area']}”")
    if entry.get("gender", "m") not in GENDERS:
        problems.append(f"rodzaj „{entry['gender']}”, a dozwolone są {', '.join(GENDERS)}")
    if entry.get("direction", "=") not in DIRECTIONS:
        problems.append(f"kierunek „{entry['direction']}”, a dozwolone są {', '.join(DIRECTIONS)}")
    decimals = entry.get("decimals", 1)
    if not isinstance(decimals, int) or not 0 <= decimals <= 6:
        problems.append(f"liczba miejsc po przecinku „{decimals}”, a dozwolone są liczby od 0 do 6")
    for field in ("stable", "nominal"):
        if not isinstance(entry.get(field, 0), int | float):
            problems.append(f"pole {field} nie jest liczbą")
    used: tuple[str, ...] = ()
    try:
        used = compiled(entry["formula"]).variables
        unknown = [key for key in used if key not in variables]
        if unknown:
            problems.append(f"wzór używa nieznanych zmiennych: {', '.join(unknown)}")
    except FormulaError as error:
        problems.append(str(error))
    if problems:
        findings.append(_wrong(INDICATORS, name, f"Wskaźnik {name} pominięto: {'; '.join(problems)}."))
        return None
    lowest = max((LEVELS.index(variables[key].lowest) for key in used), default=0)
    return IndicatorDefinition(
        id=name,
        name=entry["name"],
        gender=entry.get("gender", "m"),
        short=entry.get("short", ""),
        dimension=areas[entry["area"]].dimension,
        area=entry["area"],
        sub_area=entry.get("sub_area", ""),
        unit=entry.get("unit", ""),
        direction=entry.get("direction", "="),
        formula=entry["formula"],
        decimals=decimals,
        signed=bool(entry.get("signed", False)),
        stable=entry.get("stable"),
        nominal=entry.get("nominal"),
        lowest=LEVELS[lowest],
        variables=used,
        note=entry.get("note", ""),
    )


def _wrong(file: str, entry: str, message: str) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        code="K01",
        message=message,
        hint="Proszę poprawić ten wpis w pliku katalogu wskaźników i uruchomić program ponownie.",
        place=Place(file=file, title=entry),
        value=entry,
    )
