"""What a row of a demographic sheet means: a variable of the catalogue, an assumption of a forecast, or a quantity with a name of its own.

The wordings stand in `resources/rules/legacy_demography.toml`, where a planner may add hers.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache

from excel_modules.reading import RawSeries
from mrl_desktop.analysis.rules import rules
from mrl_desktop.polish import fold

_LEAD = re.compile(r"^(?:w tym|z tego|w tym:|z tego:|ogolem w tym)\b\s*:?\s*(?:w )?|^(?:w )?(?=wieku\b)")
_MARKS = re.compile(r"^(?:[-–—•*·+=]+\s*|\d{1,2}(?:\.\d{1,2})*[.)]\s*|[a-z]\)\s*|[ivx]{1,4}\.\s*)+")
_BRACKETS = re.compile(r"[\[(][^\])]*[\])]")
PERSONS = "osoba"
_NEAR = 0.9


def row_key(text: str) -> str:
    """A row's name without numbering, bullets, brackets, footnotes, „w tym" and letter case."""
    folded = fold(_BRACKETS.sub(" ", text).replace("\n", " ")).strip()
    folded = _MARKS.sub("", folded)
    folded = _LEAD.sub("", folded).strip()
    folded = re.sub(r"[*¹²³:;]+|\s\d\)$", " ", folded)
    return re.sub(r"[^a-z0-9%/+ ]+", " ", folded).replace("  ", " ").strip()


@cache
def _wordings() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Folded wording → (variable, groups in which it holds; none: everywhere)."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for entry in rules("legacy_demography")["szereg"]:
        for name in entry["nazwy"]:
            found.setdefault(row_key(name), []).append((entry["zmienna"], frozenset(entry.get("grupa", ()))))
    return found


def variable_of(text: str, group: str = "") -> str:
    """Key of the catalogue variable that a row names inside a group (the variable of the row above it), "" when none."""
    wordings = _wordings()
    key = row_key(text)
    entries = wordings.get(key)
    if entries is None and len(key) >= 6:
        near = [(ratio, other) for other in wordings if abs(len(other) - len(key)) <= 2 and len(other.split()) == len(key.split()) and (ratio := SequenceMatcher(None, key, other).ratio()) >= _NEAR]
        entries = wordings[max(near)[1]] if near else None
    return next((variable for variable, groups in entries or () if not groups or group in groups), "")


@cache
def _assumptions() -> frozenset[str]:
    return frozenset(row_key(name) for name in rules("legacy_demography")["zalozenia"]["nazwy"])


def is_assumption(text: str) -> bool:
    """Whether a label is of an assumption of a forecast: „Dzietność (TFR)", „SRB"."""
    key = row_key(text)
    return key in _assumptions() or fold(text).strip(" :") in _assumptions() or any(key.startswith(f"{name} ") for name in _assumptions() if len(name) > 6)


def assumption_reason() -> str:
    return str(rules("legacy_demography")["zalozenia"]["powod"])


@cache
def _demand() -> tuple[tuple[str, ...], tuple[str, ...]]:
    section = rules("legacy_demography")["popyt"]
    return tuple(map(fold, section["nazwy"])), tuple(map(row_key, section["wiersze"]))


def names_demand(text: str) -> bool:
    """Whether a title or sheet name speaks of demand for services."""
    folded = fold(text).replace("_", " ")
    return any(name in folded for name in _demand()[0])


def is_demand(text: str) -> bool:
    """Whether a row is a group of users of services."""
    key = row_key(text)
    return any(key == name or key.startswith(f"{name} ") for name in _demand()[1])


def own_series(text: str, parent: str, unit: str, cell: str, kind: str = "demografia") -> RawSeries:
    """A quantity that no catalogue has, stored under the name the town gave it."""
    said = re.sub(r"\s+", " ", text).strip(" :*-–•")
    title = f"{parent}: {said}" if parent else said
    return RawSeries(dimensions=(title,), unit=unit, cell=cell, says=title, key=f"{kind}:{row_key(title)}", title=f"{_OWN_TITLES.get(kind, '')}{title}")


_OWN_TITLES = {"prognoza": "Prognoza: ", "prognoza:popyt": "Prognoza popytu: "}
