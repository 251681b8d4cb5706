"""Texts where numbers belong: numbers stored as text, and words typed while the number was still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from excel_modules.doctor.formulas import Area, Node, Reference, references
from excel_modules.doctor.grid import CODE, PLACEHOLDER, Cell, Position, Sheet, names_of, number_of, shown, year_of
from excel_modules.doctor.kinds import Kind, Suspicion
from excel_modules.doctor.lines import Line, alike, area_places, lines_of
from excel_modules.sheet import cell_name
from mrl_desktop.polish import fold

QUANTITY = re.compile(
    r"\b(koszt\w*|kwot\w*|wartosc\w*|liczb\w*|ilosc\w*|cena|ceny|dochod\w*|wydat\w*|dofinansowani\w*|wklad\w*|budzet\w*|stawk\w*|powierzchni\w*|ludnosc\w*|grant|dotacj\w*|srodk\w*|razem|suma)\b|%|\bzl\b"
)
"""Headings that promise numbers, folded."""
OWN_UNIT = re.compile(r"\b(tys|mln|mld|zl|pln|eur|euro|usd|chf)\b|€|\$", re.IGNORECASE)


def texts(sheet: Sheet) -> Iterator[Suspicion]:
    """Each text once, whether its column or its row shows that a number belongs there."""
    told: set[Position] = set()
    summed = _summed(sheet)
    for line in lines_of(sheet):
        cells = [(place, sheet.cells[place]) for place in line.places]
        numbers = [cell for _, cell in cells if (cell.number and not cell.is_date) or (cell.formula is not None and not cell.text)]
        written = [(place, cell) for place, cell in cells if _is_written(cell) and place not in told]
        if not written:
            continue
        if not line.down and not alike(sheet, line):
            continue
        for place, cell in written:
            said = fold(cell.text).strip()
            if number_of(cell.text) is None:
                if PLACEHOLDER.fullmatch(said) and len(numbers) >= (4 if line.down else 3) and len(numbers) >= 2 * (len(written)):
                    told.add(place)
                    yield _placeholder(sheet, place, cell)
            elif len(numbers) >= 2 and len(numbers) >= len(written) and _comparable(sheet, place, cell, numbers, line):
                told.add(place)
                yield _text_number(sheet, place, cell)
    yield from _whole_columns(sheet, summed, told)
    yield from _of_forms(sheet, told)


def _is_written(cell: Cell) -> bool:
    return bool(cell.text) and cell.formula is None


def _comparable(sheet: Sheet, place: Position, cell: Cell, numbers: list[Cell], line: Line) -> bool:
    """Whether a text is a number among numbers of its kind, and not a code, a year heading or a numbering."""
    if OWN_UNIT.search(fold(cell.text)):
        return False  # told as a unit
    heading = sheet.heading(*place)
    if CODE.search(heading.split(" | ")[0]) or place[0] in sheet.headings:
        return False
    if year_of(cell):
        return False  # a heading repeated inside the table, or a year typed as people type years
    return not re.fullmatch(r"\d+\.\d+", cell.text) or not all(float(one.value).is_integer() and 0 < float(one.value) < 30 for one in numbers if one.number)  # type: ignore[arg-type]


def _text_number(sheet: Sheet, place: Position, cell: Cell, also: tuple[Position, ...] = ()) -> Suspicion:
    more = f" To samo dotyczy komórek {names_of(list(also))}." if also else ""
    return Suspicion(
        kind=Kind.TEXT_NUMBER,
        sheet=sheet.name,
        row=place[0],
        column=place[1],
        value=shown(cell),
        message=f"Liczba „{shown(cell)}” w komórce {cell_name(*place)} jest zapisana jako tekst, więc formuły jej nie liczą.{more}",
        hint="Wpisz ją od nowa jako liczbę, bez odstępów, apostrofów i znaków dopisanych za nią.",
        confidence=0.95,
        also=also,
    )


def _placeholder(sheet: Sheet, place: Position, cell: Cell) -> Suspicion:
    return Suspicion(
        kind=Kind.NOT_A_NUMBER,
        sheet=sheet.name,
        row=place[0],
        column=place[1],
        value=shown(cell),
        message=f"W komórce {cell_name(*place)} jest „{shown(cell)}”, a w sąsiednich komórkach są liczby.",
        hint="Wpisz liczbę, gdy będzie znana; suma liczona z tej kolumny na razie jej nie obejmuje.",
        confidence=0.8,
    )


def _summed(sheet: Sheet) -> set[Position]:
    """Cells some formula of the sheet takes."""
    found: set[Position] = set()
    for place, cell in sheet.cells.items():
        node: Node | None = cell.formula
        for one in references(node) if node is not None else ():
            if one.sheet or not isinstance(one, Area | Reference):
                continue
            top, left, bottom, right = area_places(one, *place)
            if (bottom - top + 1) * (right - left + 1) <= 5000:
                found.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
    return found


def _whole_columns(sheet: Sheet, summed: set[Position], told: set[Position]) -> Iterator[Suspicion]:
    """Columns in which every number is a text, where a heading or a formula shows that they are meant as numbers; told once."""
    for column, rows in sheet.columns.items():
        run: list[Position] = []
        for row in [*rows, -1]:
            cell = sheet.at(row, column) if row >= 0 else None
            written = cell is not None and _is_written(cell) and number_of(cell.text) is not None and not OWN_UNIT.search(fold(cell.text))
            if written and (row, column) not in told and row not in sheet.headings:
                run.append((row, column))
                continue
            if run and _meant_as_numbers(sheet, run, summed):
                told.update(run)
                yield _text_number(sheet, run[0], sheet.cells[run[0]], tuple(run[1:]))
            run = []


def _of_forms(sheet: Sheet, told: set[Position]) -> Iterator[Suspicion]:
    """Answers of forms: a sum of money typed as text right of a label that asks for it."""
    for place, cell in sheet.cells.items():
        if place in told or not _is_written(cell) or number_of(cell.text) is None or OWN_UNIT.search(fold(cell.text)):
            continue
        columns = [column for column in sheet.rows[place[0]] if column < place[1]]
        label = sheet.cells[place[0], columns[-1]].text if columns else ""
        if label and len(columns) == 1 and re.search(r"\bkoszt\w*|\bkwot\w*|\bwartosc\b", fold(label)) and len(re.sub(r"\D", "", cell.text)) >= 4 and year_of(cell) is None:
            told.add(place)
            yield _text_number(sheet, place, cell)


def _meant_as_numbers(sheet: Sheet, run: list[Position], summed: set[Position]) -> bool:
    if any(year_of(sheet.cells[place]) for place in run):
        return False
    heading = sheet.heading(*run[0])
    if CODE.search(heading.split(" | ")[0]):
        return False
    if any(place in summed for place in run):
        return True
    if len(run) < 3:
        return False
    return bool(QUANTITY.search(heading.split(" | ")[0])) or bool(re.fullmatch(r"(?:\D*\b)?(?:19|20)\d\d\b\D*", heading.split(" | ")[0]))
