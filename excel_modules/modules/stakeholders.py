"""Family M4: the list of stakeholders and the matrix of influence and interest, recognised by what is in the sheets.

The layouts are presumed from the practice of offices („układ przypuszczalny"): no real file is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from excel_modules import parse
from excel_modules.modules import convert
from excel_modules.modules.codes import code_of
from excel_modules.modules.family import Part
from excel_modules.modules.grid_axes import Axes, axes_of, five_steps, grade
from excel_modules.modules.intake import Intake, Source
from excel_modules.modules.layout import Column, Heading, Layout, find
from excel_modules.modules.other_records import same_name
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.personal import names_person, role_only
from excel_modules.modules.table_rows import book_above, fields_of, is_total, rows_of
from excel_modules.parse import Unreadable, several
from mrl_desktop.domain.diagnosis import Stakeholder
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.polish import fold

NAME = "M4"
TITLE = "interesariusze (moduł M4)"

HEADER_ROWS = 40
MATRIX_ROWS = 80
"""A matrix is a small grid; longer sheets are none."""


def attitude(cell: Cell, notes: list[str]) -> str | None:
    """„+", „0" or „–", also as words: „pozytywna", „neutralny", „przeciwnik"."""
    if cell.text.strip() in ("-", "–", "—", "−", "--"):
        return "–"
    if convert.says_nothing(cell.text):
        return None
    said = fold(cell.text).strip()
    for sign, pattern in (("–", r"^[-–−]+\d*$|negatyw|przeciw|niechet|sceptycz|wrog|niesprzyj|krytyczn"), ("0", r"^0$|neutral|obojet|niezdecyd|nieokresl"), ("+", r"^\++\d*$|pozytyw|przychyl|sprzyj|zwolen|popier|wspier|otwart")):
        if re.search(pattern, said):
            return sign
    raise Unreadable(f"„{cell.text}” nie mówi, czy postawa jest pozytywna, neutralna czy negatywna.")


LIST = Layout(
    name="lista interesariuszy",
    sheets=("Lista", "Interesariusze", "Lista interesariuszy", "Mapa interesariuszy"),
    least=3,
    columns=(
        Column("Interesariusz", "name", convert.role, ("Nazwa interesariusza", "Nazwa", "Podmiot", "Interesariusze", "Nazwa podmiotu", "Grupa interesariuszy", "Nazwa grupy", "Instytucja"), True),
        Column("Typ", "type", convert.line, ("Rodzaj", "Kategoria", "Sektor", "Grupa", "Typ interesariusza", "Rodzaj podmiotu", "Rodzaj interesariusza")),
        Column("Interes", "interest", convert.text, ("Oczekiwania", "Interesy", "Interesy i oczekiwania", "Potrzeby", "Oczekiwania / interes", "Czego oczekuje", "Oczekiwania i interesy")),
        Column("Wpływ", "influence", convert.line, ("Siła wpływu", "Wpływ (1-5)", "Poziom wpływu", "Znaczenie", "Siła oddziaływania", "Władza", "Wpływ na plan")),
        Column("Zaangażowanie", "engagement", convert.line, ("Poziom zaangażowania", "Zainteresowanie", "Zaangażowanie (1-5)", "Poziom zainteresowania", "Stopień zaangażowania")),
        Column("Postawa", "attitude", attitude, ("Nastawienie", "Stosunek", "Stosunek do planu", "Postawa (+/0/-)", "Stosunek do projektu", "Stanowisko")),
        Column("Sposób włączenia", "involvement", convert.text, ("Sposób zaangażowania", "Forma włączenia", "Forma współpracy", "Metody włączenia", "Sposób angażowania", "Forma udziału", "Sposób współpracy", "Działania wobec interesariusza", "Strategia", "Sposób komunikacji", "Działania angażujące", "Działania", "Metody", "Narzędzia współpracy", "Formy angażowania", "Jak włączyć")),
    ),
)
_INFLUENCE = ("Wpływ", "Siła wpływu", "Władza", "Znaczenie")
_ENGAGEMENT = ("Zaangażowanie", "Zainteresowanie")
_SPLIT = re.compile(r"[;\n]|,\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ])")
_STRATEGY = re.compile(r"^(?:zarzadz|utrzym|inform|monitor|zadow|angaz|wlacz|obserw|kluczow|strategi|scisle|ograniczon|minimaln)")


def recognise(page: Page) -> Part | None:
    """Which sheet of this family the page is."""
    if (heading := find(page, LIST, last=HEADER_ROWS)) and _of_stakeholders(heading):
        return Part(role="list", score=heading.score + 0.5, heading=heading)
    return None


def _of_stakeholders(heading: Heading) -> bool:
    """Whether the columns are those of stakeholders: the word itself, or influence with engagement, attitude or involvement."""
    columns = heading.columns.keys()
    worded = "interesariusz" in fold(heading.text("name"))
    return (worded and len(columns) >= 3) or ("influence" in columns and bool(columns & {"engagement", "attitude", "involvement"}))


def adopt(pages: Sequence[tuple[Page, str, Part | None]]) -> Mapping[int, Part]:
    """A matrix of influence and engagement, whatever it was taken for."""
    return {
        place: Part(role="matrix", score=2.0, title="matryca interesariuszy")
        for place, (page, family, part) in enumerate(pages)
        if (family != NAME and (part is None or part.score < 3)) and len(page.rows) <= MATRIX_ROWS and matrix_axes(page)
    }


def matrix_axes(page: Page) -> Axes | None:
    """The axes of the matrix: influence against engagement; a map of risks, which has influence too, is none."""
    if any("prawdopodob" in (said := fold(cell.text)) or "ryzyk" in said for cell in page.cells.values() if isinstance(cell.value, str) and len(cell.text) < 60):
        return None
    return axes_of(page, _INFLUENCE, _ENGAGEMENT)


def read(intake: Intake, parts: Sequence[tuple[Page, Part]]) -> None:
    """Reads lists, then matrices, which fill in what the lists leave out."""
    known: dict[str, UUID] = {}
    for page, part in parts:
        if part.role == "list" and part.heading:
            read_list(intake, page, part.heading, known)
    for page, part in parts:
        if part.role == "matrix" and (axes := matrix_axes(page)):
            read_matrix(intake, page, axes, known)
    for page, _ in parts:
        intake.list_checked(page)


def _highest(page: Page, heading: Heading, name: str) -> int:
    found = re.search(r"(?<!\d)1\s*(?:-|–|—|−|do)\s*(\d{1,2})(?!\d)", fold(heading.text(name)))
    return int(found[1]) if found and 2 <= int(found[1]) <= 10 else 5


def _with_interest(page: Page, heading: Heading) -> Heading:
    """„Interes" beside „wpływ" is a grade where every cell of the column is one („W", „niski", „4"), not a description."""
    column = heading.columns.get("interest")
    if column is None or not {"influence"} <= heading.columns.keys() or "engagement" in heading.columns:
        return heading
    cells = [cell for row in page.rows if row > heading.bottom and (cell := page.at(row, column)) and not parse.is_blank(cell.value)]
    for cell in cells:
        try:
            grade(5)(cell, [])
        except Unreadable:
            return heading
    if not cells or any(len(cell.text.split()) > 2 for cell in cells):
        return heading
    columns = {("engagement" if name == "interest" else name): at for name, at in heading.columns.items()}
    return replace(heading, columns=columns)


def read_list(intake: Intake, page: Page, heading: Heading, known: dict[str, UUID]) -> None:
    """Stakeholders row by row; persons are left out, their roles stay."""
    book_above(page, heading.top)
    heading = _with_interest(page, heading)
    rows = list(rows_of(intake, page, heading))
    graded = {name: (_highest(page, heading, name), any(five_steps(row.cells[name].text) for row in rows if name in row.cells)) for name in ("influence", "engagement")}
    kind: Cell | None = None
    for position, row in enumerate(rows):
        page.mark(row.numbers.values(), Role.LABEL)
        if is_total(row):
            page.mark(row.everything, Role.LABEL)
            continue
        if len(row.everything) == 1 and "name" in row.cells and len(heading.columns) > 3 and not row.numbers:
            kind = row.first  # „Administracja publiczna" across the table: the type of those below
            page.mark(kind, Role.LABEL)
            continue
        plain = type(row)(number=row.number, cells={name: cell for name, cell in row.cells.items() if name not in graded}, everything=row.everything)
        fields = fields_of(intake, page, heading, plain)
        name = fields.values.get("name")
        if not name:
            for cell in row.everything:
                if page.roles.get((cell.row, cell.column)) is not Role.SKIPPED:
                    page.roles.pop((cell.row, cell.column), None)
                    intake.skip(page, cell if not names_person(cell.text) else cell.saying(""), "Wiersz nie ma nazwy interesariusza.", severity=None)
            intake.say(Severity.WARNING, "I19", f"Wiersz {row.number + 1} nie ma nazwy interesariusza; pominięto go.", "Wpisz instytucję, grupę albo funkcję (bez nazwisk).", page=page, cell=row.first)
            continue
        for column, (highest, five) in graded.items():
            if graded_cell := row.cells.get(column):
                points = intake.convert(page, graded_cell, grade(highest, five=five))
                if points is not None:
                    fields.put(column, points if highest == 5 else 1 + round((points - 1) * 4 / (highest - 1)), page, graded_cell)
        if kind is not None and "type" not in fields.values:
            page.mark(kind, Role.READ)
            fields.put("type", " ".join(kind.text.split()), page, kind)
        seen = page.seen(row.number, heading.columns["type"]) if "type" in heading.columns else None
        if seen is not None and "type" not in fields.values and (said := convert.line(seen, [])):
            fields.put("type", said, page, seen)
        name = " ".join(name.split())
        fields.values["name"] = name
        if fold(name) in known:
            intake.say(Severity.WARNING, "I21", f"Interesariusz „{name}” stoi na liście dwa razy; wczytano pierwszy wiersz.", "Sprawdź listę.", page=page, cell=row.cells["name"], value=name)
            for cell in row.everything:
                page.roles.pop((cell.row, cell.column), None)
                intake.skip(page, cell, "Interesariusz stoi na liście drugi raz.", severity=None)
            continue
        record = Stakeholder(id=id_from("stakeholder", "M4", fold(name)), position=position, **fields.values)
        shown = name if names_person(row.cells["name"].text) else row.cells["name"].text
        known[fold(name)] = intake.draft(record, [("", page.name, row.cells["name"].address, shown), *fields.sources], name=name)


def read_matrix(intake: Intake, page: Page, axes: Axes, known: dict[str, UUID]) -> None:
    """Names standing in the fields of the matrix: they fill in grades the list does not give; a name not on the list is a stakeholder too."""
    steps = sorted(set(axes.rows.values()) | set(axes.columns.values()))
    rough = len(axes.rows) == len(axes.columns) == 2
    inside = {(cell.row, cell.column): (cell, first, second) for cell, first, second in axes.inside(page)}
    if rough:
        inside |= _under(page, axes)
    told = False
    for position, (cell, first, second) in enumerate(inside.values()):
        page.mark(cell, Role.READ)
        for said in several(cell.text) if "\n" in cell.text or ";" in cell.text else _SPLIT.split(cell.text):
            name = " ".join(said.split()).strip(" .-–•")
            if not name or _STRATEGY.match(fold(name)) or code_of(name) is not None:
                continue
            if names_person(name):
                intake.say(Severity.NOTE, "I20", "Pominięto imię i nazwisko, bo to dane osobowe.", "Nic nie trzeba robić: do planu trafiają tylko funkcje i nazwy.", page=page, cell=cell)
                name = role_only(name)
                if not name:
                    continue
            values = {"influence": _points(first, axes, rough), "engagement": _points(second, axes, rough)}
            told = told or rough
            _place(intake, page, cell, name, values, known, position, rough=rough)
    for cell in page.cells.values():
        if page.free(cell):
            page.mark(cell, Role.LABEL)
    if told:
        words = "niski wpływ lub zaangażowanie zapisano jako 2, wysokie jako 4"
        intake.say(Severity.NOTE, "I108", f"Matryca ma po dwa poziomy; {words} w skali 1–5 ({len(steps)} poziomy w pliku).", "Sprawdź oceny w programie.", page=page)


def _points(step: int, axes: Axes, rough: bool) -> int:
    """A step of the axis on 1–5; of two steps 2 and 4."""
    if rough:
        both = sorted(set(axes.rows.values()) | set(axes.columns.values()))
        return 2 if step <= (both[0] + both[-1]) / 2 else 4
    return step if axes.highest == 5 else 1 + round((step - 1) * 4 / (axes.highest - 1))


def _under(page: Page, axes: Axes) -> dict[tuple[int, int], tuple[Cell, int, int]]:
    """Names listed in several rows of one field, under the row that carries the axis' word."""
    found: dict[tuple[int, int], tuple[Cell, int, int]] = {}
    tops = sorted(axes.rows)
    head = max((cell.row for cell in page.cells.values() if cell.column in axes.columns and cell.row < tops[0]), default=tops[0] - 1)
    for (row, column), cell in page.cells.items():
        if row in axes.rows or row <= head or column not in axes.columns:
            continue
        above = [top for top in tops if top < row]
        if above and isinstance(cell.value, str):
            down, across = axes.rows[above[-1]], axes.columns[column]
            found[row, column] = (cell, down, across) if axes.down_is_first else (cell, across, down)
    return found


def _place(intake: Intake, page: Page, cell: Cell, name: str, values: Mapping[str, int], known: dict[str, UUID], position: int, *, rough: bool) -> None:
    found = known.get(fold(name)) or next((record for key, record in known.items() if same_name(key, name)), None)
    sources: list[Source] = [(field, page.name, cell.address, name) for field in values]
    if found is None:
        record = Stakeholder(
            id=id_from("stakeholder", "M4", fold(name)), position=len(known) + position, name=name, influence=values["influence"], engagement=values["engagement"]
        )
        where = ("", page.name, cell.address, name)
        known[fold(name)] = intake.draft(record, [where, ("name", *where[1:]), *sources], name=name)
        return
    before: Any = intake.drafts[found].record
    fresh = {field: value for field, value in values.items() if getattr(before, field) is None}
    intake.revise(found, fresh, [source for source in sources if source[0] in fresh])
    for field, value in values.items():
        listed = getattr(before, field)
        differs = listed is not None and field not in fresh and ((listed <= 2) != (value <= 2) and (listed >= 4) != (value >= 4) if rough else listed != value)
        if differs:
            what = "wpływ" if field == "influence" else "zaangażowanie"
            message = f"„{name}”: na liście {what} to {listed}, a miejsce w matrycy odpowiada ocenie {value}; wczytano ocenę z listy."
            intake.say(Severity.WARNING, "I24", message, "Popraw listę albo matrycę.", page=page, cell=cell, value=name)
