"""Sheet „Harmonogram": tasks against quarters, months or years, marked by signs or only by the colour of cells. Layout presumed: no real file is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from excel_modules.modules import convert
from excel_modules.modules.intake import Intake, Source
from excel_modules.modules.layout import Column, Heading, Layout, Row, candidates
from excel_modules.modules.other_records import enter
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.project_rows import Owner, ProjectRows, with_lines
from excel_modules.modules.table_rows import book_above, fields_of, is_total, rows_of
from excel_modules.modules.timeline import MILESTONE, Timeline, timeline
from excel_modules.sheet import cell_name, range_name
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.undertakings import Milestone, Task
from mrl_desktop.polish import fold

SCHEDULE = Layout(
    name="harmonogram",
    sheets=("Harmonogram", "Harmonogram realizacji", "Harmonogram rzeczowy", "Harmonogram rzeczowo-finansowy", "Gantt"),
    least=1,
    columns=(
        Column("Zadanie", "item", convert.line, ("Projekt / zadanie", "Nazwa zadania", "Zadania", "Działanie", "Etap", "Etap / zadanie", "Zadanie / etap", "Wyszczególnienie", "Nazwa", "Opis zadania", "Czynność"), True),
        Column("Projekt", "project", convert.line, ("Nazwa projektu", "Kod projektu", "Tytuł projektu", "Przedsięwzięcie", "Nr projektu")),
        Column("Odpowiedzialny", "responsible", convert.role, ("Osoba odpowiedzialna", "Komórka odpowiedzialna", "Podmiot odpowiedzialny", "Realizator", "Jednostka odpowiedzialna", "Wykonawca", "Odpowiedzialność", "Jednostka realizująca", "Kto realizuje", "Wydział", "Jednostka")),
    ),
)
_MILESTONE_NAME = re.compile(r"\b(?:KM|M)[\s-]?(\d{1,2})\b")
_LEGEND = re.compile(r"^\s*((?:KM|M)[\s-]?\d{1,2}|[◆♦◇⬥★▲])\s*[-–—:=]\s*(.{3,})$", re.DOTALL)


def schedule_heading(page: Page) -> tuple[Heading, Timeline] | None:
    """The header of a schedule: a column of tasks left of the columns of time."""
    times = timeline(page)
    if times is None:
        return None
    left = range(min(times.columns))
    found: Heading | None = None
    for heading in candidates(page, SCHEDULE, max(0, times.top - 2), times.bottom, left):
        if found is None or heading.score > found.score + 0.05:
            found = heading
    if found is None:
        for heading in candidates(page, _PROJECTS_ONLY, max(0, times.top - 2), times.bottom, left):
            found = replace(heading, layout=SCHEDULE)
    if found is None:
        return None
    texts = dict(found.texts)
    for row in range(min(found.top, times.top), times.bottom + 1):
        for cell in page.by_row.get(row, ()):
            texts[cell.column] = f"{texts[cell.column]} {cell.text}" if cell.column in texts and cell.text not in texts[cell.column] else cell.text
    columns = found.columns | {f"t{column}": column for column in times.columns}
    heading = Heading(layout=SCHEDULE, top=min(found.top, times.top), bottom=times.bottom, columns=columns, numbers=found.numbers, texts=texts, score=found.score + 0.4 * len(times.columns))
    if any(column not in texts for column in times.columns):
        heading.texts |= {column: "" for column in times.columns if column not in texts}
    return heading, times


_PROJECTS_ONLY = Layout(
    name="harmonogram", least=1, columns=(Column("Projekt", "item", convert.line, ("Nazwa projektu", "Projekty", "Tytuł projektu", "Przedsięwzięcie"), True),)
)


@dataclass(slots=True, kw_only=True)
class _Bar:
    """Marks of one row: columns that are done in, and milestones by column."""

    columns: list[int] = field(default_factory=list)
    milestones: list[tuple[int, Cell, str]] = field(default_factory=list)
    painted: bool = False
    amounts: list[Cell] = field(default_factory=list)
    """Numbers standing in the bar, such as money of the quarter."""


def read_schedule(intake: Intake, page: Page, heading: Heading) -> None:
    """Tasks with their first and last day, and milestones at the end of the time they stand in."""
    found = schedule_heading(page)
    if found is None:
        return
    heading, times = found
    book_above(page, heading.top)
    legend, legend_rows = _legend(page, heading)
    rows = with_lines(list(rows_of(intake, page, heading, min(legend_rows) - 1 if legend_rows and min(legend_rows) > heading.bottom else None)), "item")
    for number in legend_rows:
        page.mark((cell for cell in page.by_row[number] if page.free(cell)), Role.LABEL)
    paint = _paint(page, heading, times, [row.number for row in rows])
    bars = {row.number: _bar(page, row, times, paint.get(row.number, set())) for row in rows}
    plain = [row for row in rows if not is_total(row)]
    facts = frozenset(("responsible", *(f"t{column}" for column in times.columns)))
    marked = [replace(row, cells=row.cells | ({f"t{bars[row.number].columns[0]}": row.first} if bars[row.number].columns else {})) for row in plain]
    walk = ProjectRows(intake=intake, page=page, heading=heading, rows=marked, item="item", facts=facts)
    for position, row in enumerate(marked):
        page.mark(row.numbers.values(), Role.LABEL)
        task = walk.step(row)
        bar = bars[row.number]
        original = next(one for one in plain if one.number == row.number)
        _row(intake, page, heading, times, original, bar, walk.owner, task, legend, position)
    for row in rows:
        if is_total(row):
            page.mark(row.everything, Role.LABEL)
    if not any(bar.columns or bar.milestones for bar in bars.values()):
        message = "W harmonogramie nie widać żadnych oznaczeń terminów: komórki nie są ani wypełnione, ani zaznaczone kolorem, który program umie odczytać."
        hint = "Zapisz plik jako xlsx albo wstaw w komórki harmonogramu znak x; kolorów nadanych formatowaniem warunkowym program nie widzi."
        intake.say(Severity.WARNING, "I105", message, hint, page=page)


def _legend(page: Page, heading: Heading) -> tuple[dict[str, str], list[int]]:
    """„M1 – odbiór dokumentacji" under the table: what the milestones are called; and the rows it stands in."""
    told: dict[str, str] = {}
    rows: list[int] = []
    for cell in page.cells.values():
        if cell.row <= heading.bottom or not isinstance(cell.value, str):
            continue
        for line in cell.text.split("\n"):
            if found := _LEGEND.match(line):
                told[re.sub(r"[\s-]", "", found[1]).upper()] = " ".join(found[2].split())
                rows.append(cell.row)
        if re.match(r"(?i)^\s*(?:legenda|oznaczenia|objaśnienia)", cell.text):
            rows.append(cell.row)
    return told, rows if told or rows else []


def _paint(page: Page, heading: Heading, times: Timeline, rows: Iterable[int]) -> dict[int, set[int]]:
    """Row → columns of time whose colour is a mark: not the colour of the whole row or of the whole column."""
    numbers = list(rows)
    if not page.fills:
        return {}
    seen = {(row, column): page.fills.get((row, column)) or page.fills.get(page.merged.get((row, column), (row, column)), "") for row in numbers for column in times.columns}
    whole = {column: Counter(seen[row, column] for row in numbers) for column in times.columns}
    colours = {colour for counts in whole.values() for colour in counts if colour}
    bands = {colour for colour in colours if len(numbers) >= 3 and all(counts[colour] in (0, len(numbers)) for counts in whole.values())}
    if bands == colours and not page.fills.keys() & {(heading.bottom, column) for column in times.columns}:
        bands = set()
    item = heading.columns["item"]
    found: dict[int, set[int]] = {}
    for row in numbers:
        own = page.fills.get((row, item), "")
        cells = {column for column in times.columns if seen[row, column] and seen[row, column] != own and seen[row, column] not in bands}
        if cells:
            found[row] = cells
    return found


def _bar(page: Page, row: Row, times: Timeline, painted: set[int]) -> _Bar:
    bar = _Bar(columns=sorted(painted), painted=bool(painted))
    marked: set[int] = set(painted)
    for column in times.columns:
        cell = page.seen(row.number, column)
        if cell is None or (cell.row, cell.column) != page.merged.get((row.number, column), (row.number, column)) or cell.column < min(times.columns):
            continue
        said = cell.text.strip()
        if MILESTONE.search(said):
            if cell.column == column:
                bar.milestones.append((column, cell, said))
        elif said not in ("0", "-", "–", "—", "nie", "n"):
            marked.add(column)
            if isinstance(cell.value, int | float) and not isinstance(cell.value, bool) and cell.value > 1:
                bar.amounts.append(cell)
    bar.columns = sorted(marked)
    return bar


def _row(
    intake: Intake, page: Page, heading: Heading, times: Timeline, row: Row, bar: _Bar, owner: Owner | None, task: Cell | None, legend: Mapping[str, str], position: int
) -> None:
    marks = [cell for name, cell in row.cells.items() if name[:1] == "t" and name[1:].isdigit()]
    named = Row(number=row.number, cells={name: cell for name, cell in row.cells.items() if cell not in marks and name not in ("project", "item")}, everything=row.everything)
    fields = fields_of(intake, page, heading, named)
    page.mark(marks, Role.READ)
    for one in bar.amounts:
        page.roles.pop((one.row, one.column), None)
        intake.skip(page, one, "Liczba w harmonogramie; wczytano z niej tylko termin.", severity=None)
    cell = task or row.cells.get("item")
    if cell is None:
        for one in row.everything:
            page.roles.pop((one.row, one.column), None)
            intake.skip(page, one, "Wiersz harmonogramu nie ma nazwy zadania.", "Dopisz nazwę w pliku.", code="I19")
        return
    page.mark(cell, Role.READ)
    project = owner.id if owner else None
    about: list[Source] = [("", owner.page.name, owner.cell.address, owner.cell.text)] if owner and project else []
    title = " ".join(cell.text.split())
    if task is not None and (bar.columns or not bar.milestones):
        _task(intake, page, times, row, bar, project, cell, title, fields.values.get("responsible"), [s for s in fields.sources if s[0] == "responsible"], about, position)
    for order, (column, mark, said) in enumerate(bar.milestones):
        _milestone(intake, page, times, bar, column, mark, said, project, cell, title, legend, about, position + order, alone=task is not None and not bar.columns)
    if task is None and (responsible := row.cells.get("responsible")) and fields.values.get("responsible"):
        page.roles.pop((responsible.row, responsible.column), None)
        intake.skip(page, responsible, "Odpowiedzialny za cały projekt; jego miejsce jest na karcie projektu.", "Wpisz go na karcie projektu, jeśli go tam nie ma.", code="I107", severity=Severity.NOTE)
    if task is None and bar.columns:
        _compare_project(intake, page, times, bar, owner, row)


def _span(times: Timeline, columns: list[int]) -> tuple[date, date]:
    starts = [start for column in columns if (start := times.columns[column].start)]
    ends = [end for column in columns if (end := times.columns[column].end)]
    return min(starts), max(ends)


def _where(row: int, columns: list[int]) -> str:
    return range_name(row, columns[0], row, columns[-1])


def _task(
    intake: Intake, page: Page, times: Timeline, row: Row, bar: _Bar, project: UUID | None, cell: Cell, title: str, responsible: Any, told: list[Source], about: list[Source], position: int
) -> None:
    values: dict[str, Any] = {}
    sources: list[Source] = [("", page.name, cell.address, cell.text), ("title", page.name, cell.address, title), *told]
    if bar.columns:
        values["start"], values["end"] = _span(times, bar.columns)
        raw = "kolor komórek" if bar.painted else "oznaczenia w komórkach"
        sources += [(name, page.name, _where(row.number, bar.columns), raw) for name in ("start", "end")]
        between = [column for column in times.columns if bar.columns[0] < column < bar.columns[-1] and column not in bar.columns]
        if between:
            message = f"Zadanie „{title}” ma w harmonogramie przerwę; wczytano jego pierwszy i ostatni termin."
            intake.say(Severity.NOTE, "I106", message, "Jeśli to dwa etapy, podziel zadanie w programie.", page=page, cell=Cell(row=row.number, column=between[0], value=None, text="", name=cell_name(row.number, between[0])))
    if responsible:
        values["responsible"] = responsible
    sources += [("undertaking", *one[1:]) for one in about]
    record = Task(id=id_from("task", "M9", str(project or ""), fold(title)), position=position, undertaking=project, title=title, **values)
    enter(intake, record, sources, name=title)
    if project is None:
        message = f"Nie wiadomo, do którego projektu należy zadanie „{title}”."
        intake.say(Severity.WARNING, "I103", message, "Wskaż projekt w programie albo dopisz go w pliku.", page=page, cell=cell, value=cell.text)


def _milestone(
    intake: Intake,
    page: Page,
    times: Timeline,
    bar: _Bar,
    column: int,
    mark: Cell,
    said: str,
    project: UUID | None,
    cell: Cell,
    title: str,
    legend: Mapping[str, str],
    about: list[Source],
    position: int,
    *,
    alone: bool,
) -> None:
    named = _MILESTONE_NAME.search(said)
    key = re.sub(r"[\s-]", "", named[0]).upper() if named else said
    rest = MILESTONE.sub("", said).strip(" -–:.")
    if key in legend:
        name = legend[key]
    elif len(rest) > 3:
        name = rest
    elif alone and len(bar.milestones) == 1:
        name = title
    else:
        name = f"{key}: {title}" if named else title
    due = times.columns[column].end
    record = Milestone(id=id_from("milestone", "M9", str(project or ""), fold(name), str(due) if len(bar.milestones) > 1 else ""), position=position, about=project, title=name, due=due)
    sources: list[Source] = [("", page.name, mark.address, mark.text), ("title", page.name, cell.address, name), ("due", page.name, mark.address, mark.text)]
    enter(intake, record, [*sources, *(("about", *one[1:]) for one in about)], name=name)


def _compare_project(intake: Intake, page: Page, times: Timeline, bar: _Bar, owner: Owner | None, row: Row) -> None:
    """A project's own bar is only compared with its terms, when the file has them."""
    draft = intake.drafts.get(owner.id) if owner and owner.id else None
    if draft is None or not draft.sources:
        return
    start, end = _span(times, bar.columns)
    first, last = getattr(draft.record, "start", None), getattr(draft.record, "end", None)
    if isinstance(first, date) and isinstance(last, date) and (first.year, last.year) != (start.year, end.year):
        message = f"Harmonogram pokazuje projekt „{draft.match_name}” w latach {start.year}–{end.year}, a karta lub lista w latach {first.year}–{last.year}."
        intake.say(Severity.WARNING, "I24", message, "Wczytano termin z karty lub listy; sprawdź, który jest właściwy.", page=page, cell=row.first, value=row.first.text)
