"""Reader of legacy planning workbooks: finds which families' sheets a file has, by their content, and reads them together.

A family is one module here (see `family.Family`) and one line in MODULES.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import cast
from weakref import WeakKeyDictionary

from excel_modules.modules.family import Adopting, Family, Part
from excel_modules.modules.intake import Intake
from excel_modules.modules.looks import Looks, looks_of
from excel_modules.modules.page import Page, page_of
from excel_modules.modules.town import town_of
from excel_modules.reading import Contents, Recognition, Skipped
from excel_modules.sheet import Sheet, Workbook, range_name
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.progress import Progress
from mrl_desktop.polish import fold

NAME = "moduly-excel"
VERSION = "1"
PUBLISHER = "arkusze własne miasta"

MODULES: tuple[str, ...] = (
    "excel_modules.modules.goals_tree",
    "excel_modules.modules.project_cards",
    "excel_modules.modules.diagnosis_workbook",
    "excel_modules.modules.demography_workbook",
    "excel_modules.modules.finance_workbook",
    "excel_modules.modules.budget_schedule",
    "excel_modules.modules.risks_state_aid",
    "excel_modules.modules.indicator_register",
    "excel_modules.modules.self_assessment_workbook",
    "excel_modules.modules.stakeholders",
    "excel_modules.modules.strategy_review",
)

MOST_ROWS = 5_000
"""Planning workbooks are small; a longer sheet is somebody's statistics."""
HELPER_SHEETS = ("start", "instrukcja", "wykres", "strona tytulowa", "legenda", "okladka", "info", "spis tresci", "readme", "slownik", "listy wyboru", "listy rozwijane")
"""How sheets of instructions and drop-down lists are called; they hold no plan data, even where their columns look so."""


SHEET_NAMES = {"card": "karta projektu", "tree": "drzewo celów", "swot": "analiza SWOT"}
"""What a sheet is called whose layout has no header with a name of its own."""


def families() -> list[Family]:
    """Every family of workbooks the program knows."""
    return [cast(Family, import_module(name)) for name in MODULES]


PLAIN = 20.0
"""A sheet that fits a family so well (a filled project card fits at 40) is not shown to the others."""


def _recognised(page: Page, first: Family | None = None) -> tuple[Family, Part] | None:
    """The family that knows the sheet best; `first` is the one likely to, asked before the others."""
    found: list[tuple[Family, Part]] = []
    for family in sorted(families(), key=lambda one: one is not first):
        if part := family.recognise(page):
            found.append((family, part))
            if part.score >= PLAIN:
                break
    return max(found, key=lambda pair: pair[1].score, default=None)


_KNOWN: WeakKeyDictionary[Sheet, tuple[Family, Part] | None] = WeakKeyDictionary()
"""What each sheet was recognised as, between `recognise` and `read`."""


def _titles(sheets: Iterable[Sheet], looks: Mapping[str, Looks]) -> dict[str, float]:
    """Families that know any of the sheets, each with its best score."""
    found: dict[str, float] = {}
    family: Family | None = None
    for sheet in sheets:
        match = _KNOWN[sheet] = _recognised(page_of(sheet, looks.get(sheet.name)), family)
        if match:
            family, part = match
            found[family.TITLE] = max(found.get(family.TITLE, 0.0), part.score)
    return found


def recognise(workbook: Workbook) -> Recognition | None:
    """Whether any sheet belongs to a known family; told by labels on the sheets, not by names."""
    small = [sheet for sheet in workbook.sheets if 0 < sheet.height <= MOST_ROWS and not _is_helper(sheet)]
    found = _titles(small, {})
    if not found and sum(sheet.height for sheet in small) <= MOST_ROWS // 5:
        found = _titles(small, looks_of(workbook.path))  # a tree may be told only by its indents
    if not found:
        return None
    best = max(found.values())
    least = 0.93 if _says_module(workbook) else 0.0
    return Recognition(layout="; ".join(found), confidence=max(least, min(0.95, 0.4 + 0.08 * best)))


def _says_module(workbook: Workbook) -> bool:
    """Whether the first sheet calls the workbook a module of the planning set: „Moduł 1. Diagnoza"."""
    first = [value for sheet in workbook.sheets if _is_helper(sheet) for row in sheet.rows[:8] for value in row if isinstance(value, str)]
    return any(re.match(r"modul\b", fold(value)) for value in first)


def read(workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents:
    """Everything the known families find in the workbook; sheets of no family are listed as skipped."""
    intake = Intake(file=workbook.file, town=town_of(workbook))
    parts: dict[str, list[tuple[Page, Part]]] = {}
    looks = looks_of(workbook.path)
    pages: list[Page] = []
    matches: list[tuple[Family, Part] | None] = []
    for sheet in workbook.sheets:
        if sheet.height > MOST_ROWS or _is_helper(sheet):
            _skip_sheet(intake, sheet)
            continue
        page = page_of(sheet, looks.get(sheet.name))
        pages.append(page)
        unmerged = sheet.name in looks and looks[sheet.name].merged and not sheet.merged  # recognised before its merged cells were known
        matches.append(_recognised(page) if unmerged else _KNOWN.get(sheet) or _recognised(page))
    for page, match in zip(pages, _adopted(pages, matches), strict=True):
        if match is None:
            sheet = next(sheet for sheet in workbook.sheets if sheet.name == page.name)
            _skip_sheet(intake, sheet)
        else:
            parts.setdefault(match[0].NAME, []).append((page, match[1]))
    for sheet in workbook.sheets:
        reason = "Formuła nie ma w pliku zapisanego wyniku."  # the finding of opening the file says what to do
        intake.skipped.extend(Skipped(sheet=sheet.name, cell=cell, reason=reason) for cell in sheet.without_value)
    for done, family in enumerate(families()):
        progress(done, len(MODULES), f"Czytam: {family.TITLE}")
        if mine := parts.get(family.NAME):
            family.read(intake, mine)
    intake.finish()
    for mine in parts.values():
        for page, _ in mine:
            intake.close(page)
    progress(len(MODULES), len(MODULES), "Arkusze przeczytane")
    return Contents(
        tables=tuple(intake.tables),
        records=tuple(intake.drafts.values()),
        skipped=tuple(intake.skipped),
        findings=intake.gathered(),
        publisher=intake.publisher or PUBLISHER,
        notes=tuple(f"Arkusz „{page.name}” rozpoznano jako: {part.title or (part.heading.layout.name if part.heading else SHEET_NAMES.get(part.role, part.role))}" for mine in parts.values() for page, part in mine),
    )


def _adopted(pages: Sequence[Page], matches: Sequence[tuple[Family, Part] | None]) -> list[tuple[Family, Part] | None]:
    """The matches after each family has taken over the sheets that mean something else beside its own ones („Cele" of the strategy in force)."""
    settled = list(matches)
    for family in families():
        if isinstance(family, Adopting):
            known = [(page, match[0].NAME if match else "", match[1] if match else None) for page, match in zip(pages, settled, strict=True)]
            for place, part in family.adopt(known).items():
                settled[place] = (family, part)
    return settled


def _is_helper(sheet: Sheet) -> bool:
    return fold(sheet.name).strip().startswith(HELPER_SHEETS)


def _skip_sheet(intake: Intake, sheet: Sheet) -> None:
    filled = list(sheet.filled())
    if not filled:
        return
    rows, columns = [row for row, _, _ in filled], [column for _, column, _ in filled]
    helper = _is_helper(sheet)
    reason = "Arkusz pomocniczy; nie ma w nim danych planu." if helper else "Arkusza nie rozpoznano."
    where = range_name(min(rows), min(columns), max(rows), max(columns))
    intake.skipped.append(Skipped(sheet=sheet.name, cell=where, reason=reason, count=len(filled)))
    if not helper:
        page = Page(name=sheet.name, cells={})
        intake.say(
            Severity.NOTE,
            "I30",
            f"Nie rozpoznano arkusza „{sheet.name}”; nic z niego nie wczytano.",
            "Jeśli są w nim dane planu, sprawdź, czy tabela ma wiersz z nagłówkami kolumn.",
            page=page,
        )


__all__ = ["MODULES", "NAME", "PUBLISHER", "VERSION", "read", "recognise"]
