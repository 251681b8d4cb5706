"""Whether the installed program is whole: its resources, its libraries, a small project there and back, and finished documents."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.strategy import Goal

LIBRARIES = ("PySide6.QtWidgets", "sqlalchemy", "openpyxl", "python_calamine", "xlrd", "docx", "lxml.etree", "matplotlib", "xlsxwriter", "numpy", "pandas")
LEAST_PAGES = {"PRL": 40, "PRI": 15}
"""Pages the documents of the training project have at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """One thing tried; `problem` is empty when it worked."""

    name: str
    problem: str = ""


def self_test() -> list[StepDone]:
    """Tries the parts one by one; a failing one does not stop the others."""
    return [_try(name, work) for name, work in STEPS]


def _try(name: str, work: Callable[[], None]) -> StepDone:
    try:
        work()
    except Exception as problem:  # whatever is wrong with an installation is to be told, not raised
        return StepDone(name=name, problem=f"{type(problem).__name__}: {problem}")
    return StepDone(name=name)


def _libraries() -> None:
    for name in LIBRARIES:
        importlib.import_module(name)


def _resources() -> None:
    from generator.outline import load_outline
    from generator.word.template import load_template
    from mrl_desktop.analysis.catalogue import load_catalogue
    from mrl_desktop.domain.diagnosis import Scope
    from mrl_desktop.storage.reference_data import load_register

    catalogue = load_catalogue()
    if catalogue.findings:
        raise ValueError(catalogue.findings[0].message)
    if not load_register().gminy():
        raise ValueError("rejestr gmin jest pusty")
    for scope in Scope:
        load_outline(scope)
    load_template()


def _chapters() -> None:
    from generator.document import maker_of
    from generator.outline import load_outline
    from mrl_desktop.domain.diagnosis import Scope

    for scope in Scope:
        for entry in load_outline(scope).entries:
            if entry.make and not entry.key.endswith("00"):
                maker_of(entry, scope)


def _file() -> None:
    from mrl_desktop.flows.open_project import create_project, open_project

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "proba.mrl"
        opened = create_project(target)
        goal = Goal(title="Zażółć gęślą jaźń")
        opened.put(goal, label="próba")
        opened.workspace.save()
        opened.close(save=False)
        again = open_project(target)
        try:
            if again.project.get(goal.id) != goal:
                raise ValueError("zapisany projekt różni się od odczytanego")
        finally:
            again.close(save=False)


STEPS: tuple[tuple[str, Callable[[], None]], ...] = (
    ("biblioteki", _libraries),
    ("zasoby programu", _resources),
    ("rozdziały dokumentów", _chapters),
    ("plik projektu", _file),
)


def check_documents(folder: Path, say: Callable[[str], None]) -> list[Finding]:
    """Checks the build of PRL.docx and PRI.docx and opens them in LibreOffice; says how many pages each has."""
    from generator.word.soundness import check_docx
    from mrl_desktop import office

    found: list[Finding] = []
    for name, least in LEAST_PAGES.items():
        path = folder / f"{name}.docx"
        if not path.is_file():
            found.append(_error(name, f"Nie ma pliku {path.name}.", "Wygeneruj dokumenty jeszcze raz."))
            continue
        found += check_docx(path)
        try:
            with office.opened_office() as program, tempfile.TemporaryDirectory() as work:
                pdf = Path(work) / f"{name}.pdf"
                program.to_pdf(path, pdf)
                pages = office.pages_of_bookmarks(pdf, ()).get("", 0)
        except office.OfficeProblem as problem:
            found.append(_error(name, problem.message, problem.hint))
            continue
        say(f"{path.name}: LibreOffice otwiera dokument, stron: {pages}.")
        if pages < least:
            found.append(_error(name, f"Dokument {path.name} ma {pages} stron, a powinien mieć co najmniej {least}.", "Sprawdź, czy dane i teksty są wczytane."))
    return found


def _error(name: str, message: str, hint: str) -> Finding:
    return Finding(severity=Severity.ERROR, code="G30", message=message, hint=hint, place=Place(file=f"{name}.docx"))
