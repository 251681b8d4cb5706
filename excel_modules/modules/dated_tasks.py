"""Sheet „Harmonogram" without columns of time: tasks in rows, each with its first and last day. Layout presumed: no real file is known."""

from __future__ import annotations

import re
from typing import Any

from excel_modules.modules import convert
from excel_modules.modules.intake import Intake, Source
from excel_modules.modules.layout import Column, Heading, Layout, Row, candidates
from excel_modules.modules.other_records import enter
from excel_modules.modules.page import Page, Role
from excel_modules.modules.periods import period_of
from excel_modules.modules.project_rows import Owner, ProjectRows, with_lines
from excel_modules.modules.table_rows import book_above, fields_of, is_total, rows_of
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.undertakings import Milestone, Task
from mrl_desktop.polish import fold

TASKS = Layout(
    name="harmonogram z datami",
    sheets=("Harmonogram", "Harmonogram realizacji", "Etapy", "Zadania"),
    least=3,
    columns=(
        Column("Zadanie", "item", convert.line, ("Nazwa zadania", "Zadania", "Etap", "Nazwa etapu", "Etap / zadanie", "Zadanie / etap", "Projekt / zadanie", "Czynność"), True),
        Column("Projekt", "project", convert.line, ("Nazwa projektu", "Kod projektu", "Tytuł projektu", "Przedsięwzięcie", "Nr projektu")),
        Column("Data rozpoczęcia", "start", convert.first_day, ("Termin od", "Od", "Początek", "Rozpoczęcie", "Termin rozpoczęcia", "Start"), True),
        Column("Data zakończenia", "end", convert.last_day, ("Termin do", "Do", "Koniec", "Zakończenie", "Termin zakończenia"), True),
        Column("Odpowiedzialny", "responsible", convert.role, ("Osoba odpowiedzialna", "Komórka odpowiedzialna", "Podmiot odpowiedzialny", "Realizator", "Kto realizuje", "Jednostka odpowiedzialna", "Wykonawca")),
        Column("Koszt", "cost", convert.money(), ("Koszt brutto", "Koszt zadania", "Wartość", "Kwota", "Szacowany koszt"), money=True),
        Column("Opis", "description", convert.text, ("Opis zadania", "Zakres zadania")),
        Column("Kamień milowy", "milestone", convert.line, ("Kamienie milowe", "Efekt zadania")),
    ),
)
_FACTS = frozenset(("start", "end", "cost", "responsible"))


def tasks_heading(page: Page, last: int) -> Heading | None:
    """The header of a table of tasks with both dates; None when there is none."""
    found: Heading | None = None
    for heading in candidates(page, TASKS, 0, last):
        if found is None or heading.score > found.score + 0.05:
            found = heading
    return found


def read_tasks(intake: Intake, page: Page, heading: Heading) -> None:
    """Tasks row by row, under the projects that rows or a column name."""
    book_above(page, heading.top)
    rows = with_lines(list(rows_of(intake, page, heading)), "item")
    plain = [row for row in rows if not is_total(row)]
    walk = ProjectRows(intake=intake, page=page, heading=heading, rows=plain, item="item", facts=_FACTS)
    for position, row in enumerate(plain):
        page.mark(row.numbers.values(), Role.LABEL)
        _row(intake, page, heading, row, walk, position)
    for row in rows:
        if is_total(row):
            page.mark(row.everything, Role.LABEL)


def _row(intake: Intake, page: Page, heading: Heading, row: Row, walk: ProjectRows, position: int) -> None:
    task, owner = walk.step(row), walk.owner
    if task is None:
        for name, cell in row.cells.items():
            if name in _FACTS or name in ("description", "milestone"):
                intake.skip(page, cell, "Wiersz nie ma nazwy zadania." if "item" not in row.cells else "Podano przy projekcie, nie przy zadaniu; jego miejsce jest na karcie projektu.", severity=None)
        return
    page.mark(task, Role.READ)
    told = Row(number=row.number, cells={name: cell for name, cell in row.cells.items() if name not in ("item", "project")}, everything=row.everything)
    fields = fields_of(intake, page, heading, told)
    milestone = fields.values.pop("milestone", None)
    fields.sources = [source for source in fields.sources if source[0] != "milestone"]
    project = owner.id if owner else None
    title = " ".join(task.text.split())
    about = _about(owner)
    start, end = fields.get("start"), fields.get("end")
    if start and end and start > end:
        message = f"Zadanie „{title}” kończy się przed rozpoczęciem; terminów nie wczytano."
        for name in ("start", "end"):
            fields.values.pop(name)
            page.roles.pop((row.cells[name].row, row.cells[name].column), None)
            intake.skip(page, row.cells[name], "Zadanie kończy się przed rozpoczęciem.", severity=None)
        fields.sources = [source for source in fields.sources if source[0] not in ("start", "end")]
        intake.say(Severity.WARNING, "I11", message, "Popraw daty w pliku.", page=page, cell=row.cells["start"], value=row.cells["start"].text)
    record = Task(id=id_from("task", "M9", str(project or ""), fold(title)), position=position, undertaking=project, title=title, **fields.values)
    sources: list[Source] = [("", page.name, task.address, task.text), ("title", page.name, task.address, title), *fields.sources, *(("undertaking", *one[1:]) for one in about)]
    enter(intake, record, sources, name=title)
    if project is None:
        message = f"Nie wiadomo, do którego projektu należy zadanie „{title}”."
        intake.say(Severity.WARNING, "I103", message, "Wskaż projekt w programie albo dopisz go w pliku.", page=page, cell=task, value=task.text)
    if milestone:
        _milestone(intake, page, row, milestone, fields.get("end"), owner, position)


def _about(owner: Owner | None) -> list[Source]:
    return [("", owner.page.name, owner.cell.address, owner.cell.text)] if owner and owner.id else []


def _milestone(intake: Intake, page: Page, row: Row, said: str, end: Any, owner: Owner | None, position: int) -> None:
    """„raport – 30.06.2021", or a name alone, which falls on the last day of the task."""
    cell = row.cells["milestone"]
    name, due = said, end
    if (found := re.match(r"^(.{3,}?)\s*(?:[-–—,:]\s*|\()([^-–—,:(]*(?:19|20)\d\d[^-–—,:(]*?)\)?$", said)) and (period := period_of(found[2].strip())):
        name, due = found[1].strip(), period.end or period.start
    project = owner.id if owner else None
    record = Milestone(id=id_from("milestone", "M9", str(project or ""), fold(name), str(due or "")), position=position, about=project, title=name, due=due)
    where = (page.name, cell.address, said)
    enter(intake, record, [("", *where), ("title", *where), ("due", *where), *(("about", *one[1:]) for one in _about(owner))], name=name)
