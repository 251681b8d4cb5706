"""Sheet „Test pomocy": the four conditions of state aid for each project, across, down, or as pairs of columns TAK and NIE. Layout presumed: no real file is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from excel_modules.modules import convert
from excel_modules.modules.amounts import Amounts
from excel_modules.modules.intake import Intake, Source
from excel_modules.modules.labels import best
from excel_modules.modules.layout import Column, Heading, Layout, Row
from excel_modules.modules.other_records import enter, project_named
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.table_rows import book_above, is_total, rows_of
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.undertakings import StateAid
from mrl_desktop.polish import fold

_CONDITIONS: tuple[tuple[str, str], ...] = (
    ("selectivity", r"selektyw|wybiorcz|uprzywilejow|niektore przedsieb|okreslone\w* przedsieb"),
    ("distortion", r"zaklo|konkurenc|wymian\w+ handl|wplyw\w* na handel|handel"),
    ("advantage", r"korzys|przysporzen"),
    ("transfer", r"transfer|zasob\w* (?:publ|panst|wladz)|srodk\w* publicz|pochodz\w* (?:ze|od) (?:srodk|panst)|zasob\w* krajow"),
)
PROJECT = ("Projekt", "Nazwa projektu", "Tytuł projektu", "Przedsięwzięcie", "Projekt / zadanie")
CODE = ("Kod projektu", "Kod", "Symbol", "Nr projektu")
BENEFICIARY = ("Beneficjent", "Beneficjent pomocy", "Odbiorca pomocy", "Beneficjent korzyści", "Podmiot", "Kto jest beneficjentem", "Kto otrzymuje wsparcie")
BASIS = ("Podstawa prawna", "Podstawa", "Podstawa pomocy", "Przeznaczenie pomocy", "Uzasadnienie", "Program pomocowy")
RESULT = ("Wynik", "Wynik testu", "Czy wystąpi pomoc publiczna?", "Czy pomoc publiczna", "Pomoc publiczna", "Pomoc publiczna?", "Pomoc występuje", "Czy występuje pomoc publiczna?", "Wniosek", "Rozstrzygnięcie", "Ocena")
AMOUNT = ("Wartość pomocy", "Kwota pomocy", "Kwota")
NAMES = {"transfer": "transfer środków publicznych", "advantage": "korzyść", "selectivity": "selektywność", "distortion": "zakłócenie konkurencji"}

AID = Layout(name="test pomocy publicznej", sheets=("Test pomocy", "Pomoc publiczna"), columns=(Column("Projekt", "project", convert.line, PROJECT),))


@lru_cache(maxsize=20_000)
def condition(text: str) -> str:
    """The condition a heading or a question speaks of, "" for none or for a sentence about several."""
    if len(text) > 300:
        return ""
    folded = fold(text)
    found = [name for name, pattern in _CONDITIONS if re.search(pattern, folded)]
    return found[0] if found and (len(found) == 1 or found[0] in ("selectivity", "distortion")) else ""


def aid_heading(page: Page, last: int) -> Heading | None:
    """The header of the test across: a column of projects and at least three of the conditions."""
    found: Heading | None = None
    asking = {cell.row: set[str]() for cell in page.cells.values() if cell.row <= last + 2 and isinstance(cell.value, str) and condition(cell.text)}
    for cell in page.cells.values():
        if cell.row in asking and isinstance(cell.value, str) and (asked := condition(cell.text)):
            asking[cell.row].add(asked)
    for top in page.rows:
        if top > last:
            break
        if len(set[str]().union(*(asking.get(row, set()) for row in range(top, top + 3)))) < 3:
            continue
        for bottom in (top, top + 1, top + 2):
            if bottom not in page.by_row:
                break
            heading = _header(page, top, bottom)
            if heading and (found is None or heading.score > found.score + 0.05):
                found = heading
    return found


def _header(page: Page, top: int, bottom: int) -> Heading | None:
    columns = {cell.column for row in range(top, bottom + 1) for cell in page.by_row.get(row, ())} | {c for row in range(top, bottom + 1) for c in page.merged_columns.get(row, ())}
    texts: dict[int, str] = {}
    taken: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for column in sorted(columns):
        cells = [cell for row in range(top, bottom + 1) if (cell := page.seen(row, column)) and cell.row >= top]
        parts = list(dict.fromkeys(cell.text for cell in cells))
        if not parts:
            continue
        text = texts[column] = " ".join(parts)
        asked = _asked(parts, text)
        if asked and asked not in taken:
            taken[asked] = column
        elif best(parts[-1], ("Lp.", "L.p.", "Nr")) >= 0.95:
            numbers.setdefault("", column)
    conditions = {name.split("|")[0] for name in taken if name.split("|")[0] in NAMES}
    if len(conditions) < 3 or not {"project", "code"} & taken.keys():
        return None
    if "project" not in taken:
        taken["project"] = taken.pop("code")
    score = 1.5 * len(conditions) + len(taken) - len(conditions) - 0.1 * (len(texts) - len(taken)) - 0.05 * (bottom - top)
    return Heading(layout=AID, top=top, bottom=bottom, columns=taken, numbers=numbers, texts=texts, score=score)


def _asked(parts: list[str], text: str) -> str:
    for labels, name in ((PROJECT, "project"), (CODE, "code"), (RESULT, "result"), (BENEFICIARY, "beneficiary"), (AMOUNT, "amount"), (BASIS, "basis")):
        if best(parts[-1], labels) >= 0.9 or best(text, labels) >= 0.9:
            return name
    asked = next((found for part in reversed(parts) if (found := condition(part))), "")
    if not asked:
        return ""
    ticked = fold(parts[-1]).strip() if len(parts) > 1 else ""
    return f"{asked}|{ticked}" if ticked in ("tak", "nie") else asked


def read_across(intake: Intake, page: Page, heading: Heading) -> None:
    """One project in a row."""
    book_above(page, heading.top)
    amounts = Amounts(intake, page, heading, None)
    for position, row in enumerate(rows_of(intake, page, heading)):
        page.mark(row.numbers.values(), Role.LABEL)
        if is_total(row):
            page.mark(row.everything, Role.LABEL)
            continue
        said, cell = _project(page, row)
        if cell is not None and len(row.everything) == 1 and not row.numbers:
            page.roles[cell.row, cell.column] = Role.LABEL  # a section's name across the table
            continue
        if cell is None or not said:
            for one in row.everything:
                if page.free(one):
                    intake.skip(page, one, "Wiersz testu pomocy nie ma nazwy projektu.", severity=None)
            intake.say(Severity.WARNING, "I19", f"Wiersz {row.number + 1} testu pomocy nie ma nazwy projektu; pominięto go.", "Dopisz nazwę lub kod projektu w pliku.", page=page, cell=row.first, value=row.first.text[:200])
            continue
        answers = _answers(intake, page, row)
        for name, converter in (("beneficiary", convert.line), ("basis", convert.text), ("amount", amounts.of(heading.text("amount")))):
            if (told := row.cells.get(name)) and (value := intake.convert(page, told, converter)) is not None:
                answers[name] = (value, told)
        aid_draft(intake, page, cell, said, answers, row.cells.get("result"), position)


def _project(page: Page, row: Row) -> tuple[str, Cell | None]:
    code, name = row.cells.get("code"), row.cells.get("project")
    cell = name or code
    if cell is None or not convert.line(cell, []):
        return "", None
    page.mark([one for one in (code, name) if one], Role.READ)
    return (f"{code.text} – {name.text}" if code and name else cell.text), cell


def _answers(intake: Intake, page: Page, row: Row) -> dict[str, tuple[Any, Cell]]:
    found: dict[str, tuple[Any, Cell]] = {}
    for name, cell in row.cells.items():
        asked, _, ticked = name.partition("|")
        if asked not in NAMES:
            continue
        value = intake.convert(page, cell, convert.yes_no)
        if value is None:
            continue
        if not ticked:
            found[asked] = (value, cell)
        elif value:
            if asked in found and found[asked][0] != (ticked == "tak"):
                message = f"Przy warunku „{NAMES[asked]}” zaznaczono i TAK, i NIE; nie wczytano odpowiedzi."
                intake.say(Severity.WARNING, "I11", message, "Zostaw w pliku jedno zaznaczenie.", page=page, cell=cell, value=cell.text)
                found.pop(asked)
            else:
                found[asked] = (ticked == "tak", cell)
    return found


def aid_draft(intake: Intake, page: Page, cell: Cell, said: str, answers: Mapping[str, tuple[Any, Cell]], result: Cell | None, position: int) -> None:
    project: UUID | None = project_named(intake, said)
    values = {name: value for name, (value, _) in answers.items()}
    sources: list[Source] = [("", page.name, cell.address, cell.text), ("undertaking", page.name, cell.address, cell.text)]
    sources += [(name, page.name, where.address, where.text) for name, (_, where) in answers.items()]
    if result is not None:
        told = [values.get(name) for name in NAMES]
        page.mark(result, Role.LABEL)
        claimed = _yes(result)
        if claimed is not None and None not in told and claimed != all(told):
            message = f"Wynik testu w pliku to „{result.text}”, a z czterech warunków wynika, że pomoc {'występuje' if all(told) else 'nie występuje'}."
            intake.say(Severity.WARNING, "I109", message, "Sprawdź odpowiedzi; pomoc występuje, gdy spełnione są wszystkie cztery warunki.", page=page, cell=result, value=result.text)
        elif claimed is None and "basis" not in values and (text := convert.text(result, [])):
            values["basis"] = text
            sources.append(("basis", page.name, result.address, result.text))
            page.roles[result.row, result.column] = Role.READ
    enter(intake, StateAid(id=id_from("state_aid", "M10", str(project)), position=position, undertaking=project, **values), sources, name=f"test pomocy: {said}")


def _yes(cell: Cell) -> bool | None:
    said = fold(cell.text).strip(" .!")
    if re.match(r"nie\b|brak\b", said) or re.search(r"\bnie (?:wystepuj|wystapi|stanowi|zachodzi|ma\b|jest pomoc)|\bbez pomocy\b", said):
        return False
    if re.match(r"tak\b|wystep|pomoc\b", said):
        return True
    return None


def down_columns(page: Page, last: int) -> tuple[int, dict[int, Cell], dict[str, int]] | None:
    """The test with conditions down and projects across: (header row, column → project's cell, condition → row)."""
    for column in sorted({cell.column for cell in page.cells.values()}):
        rows: dict[str, int] = {}
        for cell in page.cells.values():
            if cell.column == column and isinstance(cell.value, str) and (asked := condition(cell.text)):
                rows.setdefault(asked, cell.row)
        if len(rows) < 3:
            continue
        top = min(rows.values())
        above = [row for row in page.rows if row < top]
        for row in reversed(above[-4:]):
            projects = {cell.column: cell for cell in page.by_row[row] if cell.column > column and isinstance(cell.value, str) and len(cell.text) > 1 and best(cell.text, ("Uwagi", "Uzasadnienie", "Komentarz", "Odpowiedź")) < 0.9}
            if projects and any(page.at(one, where) for one in rows.values() for where in projects):
                return row, projects, rows
    return None


def read_down(intake: Intake, page: Page, head: int, projects: Mapping[int, Cell], rows: Mapping[str, int]) -> None:
    """One project in a column."""
    book_above(page, head)
    left = min(projects)
    page.mark((cell for cell in page.cells.values() if cell.row >= head and cell.column < left), Role.LABEL)
    others: dict[str, int] = {}
    for cell in page.cells.values():
        if cell.row > head and cell.column < left and isinstance(cell.value, str):
            for labels, name in ((RESULT, "result"), (BENEFICIARY, "beneficiary"), (AMOUNT, "amount"), (BASIS, "basis")):
                if best(cell.text, labels) >= 0.8:
                    others.setdefault(name, cell.row)
    for position, (column, cell) in enumerate(projects.items()):
        page.mark(cell, Role.READ)
        answers: dict[str, tuple[Any, Cell]] = {}
        for name, row in rows.items():
            if (one := page.at(row, column)) and (value := intake.convert(page, one, convert.yes_no)) is not None:
                answers[name] = (value, one)
        for name, converter in (("beneficiary", convert.line), ("basis", convert.text), ("amount", convert.money())):
            if name in others and (one := page.at(others[name], column)) and (value := intake.convert(page, one, converter)) is not None:
                answers[name] = (value, one)
        aid_draft(intake, page, cell, cell.text, answers, page.at(others["result"], column) if "result" in others else None, position)
