"""The names of the twin documents in every case: a project says once whether they are a Plan or a Program."""

from __future__ import annotations

from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.settings import DocumentName, Settings

CASES = ("mianownik", "dop", "cel", "bier", "narz", "msc")
"""Nominative, genitive, dative, accusative, instrumental, locative, as tokens in texts call them."""

_WORD = {
    DocumentName.PLAN: ("Plan", "Planu", "Planowi", "Plan", "Planem", "Planie"),
    DocumentName.PROGRAM: ("Program", "Programu", "Programowi", "Program", "Programem", "Programie"),
}
_REST = {Scope.PRL: "Rozwoju Lokalnego", Scope.PRI: "Rozwoju Instytucjonalnego"}


def document_title(settings: Settings, scope: Scope, case: str = "mianownik") -> str:
    """„Planem Rozwoju Lokalnego" for (Plan, PRL, "narz"). Raises ValueError for an unknown case."""
    return f"{_WORD[settings.document_name][CASES.index(case)]} {_REST[scope]}"


def document_names(settings: Settings) -> dict[str, str]:
    """Every form by its token: `prl_dop` → „Planu Rozwoju Lokalnego", `pri_narz`, … and `dokument` → „Plan"."""
    forms = {f"{scope.value.lower()}_{case}": document_title(settings, scope, case) for scope in Scope for case in CASES}
    forms["dokument"] = str(settings.document_name)
    return forms


def town_forms(settings: Settings) -> dict[str, str]:
    """The town's name by case, as tokens in texts call them: `mianownik`, `dop`, `cel`, `bier`, `narz`, `msc`, `przym`."""
    return {
        "mianownik": settings.town_name,
        "nazwa": settings.town_name,
        "dop": settings.town_genitive,
        "cel": settings.town_dative,
        "bier": settings.town_accusative,
        "narz": settings.town_instrumental,
        "msc": settings.town_locative,
        "przym": settings.town_adjective,
    }
