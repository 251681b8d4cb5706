"""Errors planted into workbooks for the workbook doctor, and what it must say of them.

A planted error knows its sheet and cell and which kinds of suspicion name it. What people's habits left in a mutated workbook
(numbers typed as text, results pasted as values, hidden rows…) is true as well, so telling of it is no false alarm.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from excel_modules.doctor.kinds import Examination, Kind, Suspicion
from mrl_desktop.domain.findings import Severity
from tests.mutations.book import Book, Cell, Lines, Sheet
from tests.mutations.habits_of_values import thousands
from tests.mutations.writing import name_of


@dataclass(eq=False)
class Planted:
    """One error: what it is called here, where it is (cell None: the whole sheet), and the kinds that tell of it."""

    what: str
    kinds: frozenset[Kind]
    cell: Cell | None
    sheet: Sheet | None = None

    def told_by(self, one: Suspicion) -> bool:
        if one.kind not in self.kinds:
            return False
        if self.cell is None:
            return self.sheet is not None and one.sheet.strip() == self.sheet.name.strip()
        sheet, row, column = self.cell.at
        if one.sheet.strip() != sheet.strip():
            return False
        return (row, column) in set(one.cells()) or (one.kind is Kind.HIDDEN and (one.row == row or any(place[0] == row for place in one.cells()) or f" {row + 1}" in f" {one.message}"))

    def __str__(self) -> str:
        return f"{self.what} {f'{self.cell.at[0]}!{name_of(self.cell.at[1], self.cell.at[2])}' if self.cell else self.sheet and self.sheet.name}"


def _numbers(book: Book, *kinds: str) -> list[Cell]:
    """Typed numbers of columns where everything else is a number too."""
    found = []
    for table in book.tables():
        for column in table.columns:
            cells = [row.cells[column.key] for row in table.rows if row.role == "dane" and column.key in row.cells]
            plain = [cell for cell in cells if cell.kind in kinds and cell.formula is None and not cell.raw_formula and cell.written is None and not cell.planted and isinstance(cell.value, int | float)]
            if len(plain) >= 4 and len(plain) == len(cells):
                found += plain
    return found


def _formulas(book: Book, how: str = "") -> list[Cell]:
    """Stored formulas standing in a row or column of at least three others like them."""
    found = []
    if book.form == "xls":
        return []  # our writer of that form keeps results only
    for table in book.tables():
        lines = [[row.cells[column.key] for row in table.rows if column.key in row.cells] for column in table.columns]
        lines += [list(row.cells.values()) for row in table.rows]
        for line in lines:
            alike = [cell for cell in line if _whole(cell)]
            if len(alike) >= 4 and not any(cell.planted for cell in line):
                found += alike
    unique = list({id(cell): cell for cell in found}.values())
    return [cell for cell in unique if cell.formula and (not how or cell.formula[0] == how)]


def _whole(cell: Cell) -> bool:
    return cell.formula is not None and not cell.planted and cell.stored and cell.written is None and isinstance(cell.value, int | float)


def pasted(book: Book, rng: random.Random) -> Planted | None:
    """A number where its neighbours are formulas: last year's result, never counted again."""
    found = _formulas(book)
    if not found:
        return None
    cell = rng.choice(found)
    cell.formula, cell.value = None, round(cell.value * rng.choice([0.9, 1.07]) + 1, 2)
    return Planted("stała w miejscu formuły", frozenset({Kind.PASTED, Kind.SUM_OFF}), cell)


def short_sum(book: Book, rng: random.Random) -> Planted | None:
    """A sum that stops a row early or starts a row late."""
    found = [cell for cell in _formulas(book, "SUM") if cell.formula and len(cell.formula[1]) >= 4 and cell.role == "suma"]
    if not found:
        return None
    cell = rng.choice(found)
    assert cell.formula is not None
    summed = cell.formula[1]
    left = summed[:-1] if rng.random() < 0.6 else summed[1:]
    cell.formula = ("SUM", left)
    cell.value = round(sum(float(one.shown) for one in left if isinstance(one.shown, int | float)), 2)
    return Planted("suma bez wiersza", frozenset({Kind.SHORT_SUM, Kind.OTHER_FORMULA, Kind.SUM_OFF}), cell)


def text_number(book: Book, rng: random.Random) -> Planted | None:
    found = _numbers(book, "liczba", "kwota", "procent")
    if not found:
        return None
    cell = rng.choice(found)
    cell.written = rng.choice([thousands(cell.value, " ", ","), thousands(cell.value, "\u00a0", ","), f"{thousands(cell.value, '', ',')} ", f"'{thousands(cell.value, '', ',')}"])
    return Planted("liczba jako tekst", frozenset({Kind.TEXT_NUMBER}), cell)


def other_unit(book: Book, rng: random.Random) -> Planted | None:
    """One amount of a column in thousands or in euro among złoty."""
    found = [cell for cell in _numbers(book, "kwota") if cell.value > 20_000]
    if not found:
        return None
    cell = rng.choice(found)
    way = rng.choice(["tys. zł", "EUR", "w tysiącach"])
    if way == "w tysiącach":
        cell.value = round(cell.value / 1000, 3)
        return Planted("kwota w tysiącach wśród złotych", frozenset({Kind.UNITS}), cell)
    cell.written = f"{thousands(round(cell.value / (1000 if way == 'tys. zł' else 4.3), 2), ' ', ',')} {way}"
    return Planted(f"kwota w {way} wśród złotych", frozenset({Kind.UNITS, Kind.TEXT_NUMBER, Kind.NOT_A_NUMBER}), cell)


def date_of_age(book: Book, rng: random.Random) -> Planted | None:
    found = [cell for table in book.tables() for _, _, cell in table.cells() if cell.kind == "wiek" and cell.value in ("5-9", "10-14") and cell.written is None]
    if not found:
        return None
    cell = rng.choice(found)
    cell.written, cell.number_format = (date(2020, 9, 5), "d-mmm") if cell.value == "5-9" else (date(2014, 10, 1), "mmm-yy")
    return Planted("data z grupy wieku", frozenset({Kind.DATE}), cell)


def error_value(book: Book, rng: random.Random) -> Planted | None:
    found = _numbers(book, "liczba", "kwota", "procent")
    if not found:
        return None
    cell = rng.choice(found)
    cell.written, cell.facts = rng.choice(["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#ADR!"]), []
    return Planted("błąd arkusza", frozenset({Kind.ERROR}), cell)


def hidden_row(book: Book, rng: random.Random) -> Planted | None:
    rows = [(row, cell) for table in book.tables() for row in table.rows if row.role == "dane" and not row.hidden for cell in row.cells.values() if isinstance(cell.shown, int | float) and cell.kind != "lp" and not cell.planted]
    if not rows or book.form != "xlsx":
        return None
    row, cell = rng.choice(rows)
    row.hidden = True
    return Planted("ukryty wiersz", frozenset({Kind.HIDDEN}), cell)


def hidden_sheet(book: Book, rng: random.Random) -> Planted | None:
    if any(sheet.name == "robocze" for sheet in book.sheets):
        return None
    sheet = Sheet("robocze", (), [Lines([[Cell("Pozycja", role="uwaga"), Cell("Kwota", role="uwaga")], [Cell("rezerwa", role="uwaga"), Cell(rng.randint(10, 900) * 1000, role="uwaga")]])], hidden=True)
    book.sheets.append(sheet)
    return Planted("ukryty arkusz", frozenset({Kind.HIDDEN}), None, sheet)


def outer_link(book: Book, rng: random.Random) -> Planted | None:
    found = _numbers(book, "liczba", "kwota")
    if not found or book.form not in ("xlsx", "xlsm"):
        return None
    cell = rng.choice(found)
    cell.raw_formula = f"='[1]Budżet 2020'!$D${rng.randint(3, 40)}"
    return Planted("łącze zewnętrzne", frozenset({Kind.LINK}), cell)


def unstored(book: Book, rng: random.Random) -> Planted | None:
    found = _formulas(book)
    if not found or book.form not in ("xlsx", "xlsm"):
        return None
    cell = rng.choice(found)
    cell.stored, cell.facts = False, []
    return Planted("formuła bez wyniku", frozenset({Kind.UNSTORED}), cell)


def off_by_rounding(book: Book, rng: random.Random) -> Planted | None:
    """A total typed by hand, off by less than a whole unit or by one."""
    found = [cell for cell in _formulas(book, "SUM") if cell.role == "suma" and isinstance(cell.value, float)]
    if not found:
        return None
    cell = rng.choice(found)
    cell.formula, cell.value = None, round(cell.value + rng.choice([0.01, -0.01, 0.5, 1, -1]), 2)
    return Planted("suma różna o zaokrąglenie", frozenset({Kind.PASTED, Kind.SUM_OFF, Kind.ROUNDING}), cell)


ERRORS: dict[str, Callable[[Book, random.Random], Planted | None]] = {
    "stała w miejscu formuły": pasted,
    "suma bez wiersza": short_sum,
    "liczba jako tekst": text_number,
    "pomieszane jednostki": other_unit,
    "data z grupy wieku": date_of_age,
    "błąd arkusza": error_value,
    "ukryty wiersz": hidden_row,
    "ukryty arkusz": hidden_sheet,
    "łącze zewnętrzne": outer_link,
    "formuła bez wyniku": unstored,
    "zaokrąglenie": off_by_rounding,
}
"""Kinds of errors the doctor is there for."""

WITH_FORMULAS = ("M2", "M3", "M8", "M9", "M10", "M12")


def plant(book: Book, rng: random.Random, count: int) -> list[Planted]:
    """Plants so many errors of different kinds, each in a cell of its own; fewer where no more fit."""
    made: list[Planted] = []
    for kind in rng.sample(list(ERRORS), len(ERRORS)):
        if len(made) >= count:
            break
        one = ERRORS[kind](book, rng)
        if one is None:
            continue
        if one.cell is not None:
            one.cell.planted = True
        made.append(one)
    return made


@dataclass
class Diagnosis:
    """What the doctor said of one workbook: errors missed, alarms about nothing, and of those the blocking ones."""

    planted: int = 0
    missed: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)
    blocking: list[str] = field(default_factory=list)


def diagnosed(book: Book, planted: Iterable[Planted], examination: Examination) -> Diagnosis:
    """Compares what was planted with what was said."""
    planted = list(planted)
    cells = {cell.at: cell for cell in book.cells()}
    made = Diagnosis(len(planted))
    for error in planted:
        if not any(error.told_by(one) for one in examination.suspicions):
            made.missed.append(str(error))
    touched = {id(error.cell) for error in planted if error.cell is not None}
    hidden_places = {(laid.name.strip(), row) for laid in book.laid() for row in laid.hidden_rows} | {(laid.name.strip(), -1 - column) for laid in book.laid() for column in laid.hidden_columns}
    for one in examination.suspicions:
        if any(error.told_by(one) for error in planted) or _true(book, one, cells, touched, hidden_places):
            continue
        said = f"{one.kind.value} {one.sheet}!{one.cell}: {one.message[:120]}"
        made.false_alarms.append(said)
        if one.severity is Severity.ERROR:
            made.blocking.append(said)
    return made


def _true(book: Book, one: Suspicion, cells: dict[tuple[str, int, int], Cell], touched: set[int], hidden: set[tuple[str, int]]) -> bool:
    """Whether a suspicion tells of something the habits really left there, or of what follows from a planted error."""
    if one.kind is Kind.HIDDEN:
        names = {sheet for sheet, _ in hidden} | {sheet.name.strip() for sheet in book.sheets if sheet.hidden}
        return one.sheet.strip() in names
    if one.kind is Kind.REPEATED:
        return any("(2)" in sheet.name for sheet in book.sheets) or any(table.repeated_header for table in book.tables())
    places = [cells[key] for place in one.cells() if (key := _key(cells, one.sheet, place)) is not None]
    if not places and one.kind is Kind.LINK:
        return any(cell.raw_formula.startswith("='[") for cell in cells.values())
    return any(_worn(book, cell, one.kind, touched) for cell in places)


def _key(cells: dict[tuple[str, int, int], Cell], sheet: str, place: tuple[int, int]) -> tuple[str, int, int] | None:
    return next((key for name in (sheet, f"{sheet} ") if (key := (name, *place)) in cells), None)


def _worn(book: Book, cell: Cell, kind: Kind, touched: set[int]) -> bool:
    if id(cell) in touched:
        return True
    if cell.written is not None and cell.written != cell.value and not (isinstance(cell.written, int | float) and isinstance(cell.value, int | float)):
        return kind in (Kind.TEXT_NUMBER, Kind.NOT_A_NUMBER, Kind.ERROR, Kind.DATE, Kind.UNITS, Kind.PERCENT)
    if kind in (Kind.PASTED, Kind.OTHER_FORMULA):
        return cell.role == "suma" or (any(fact.field for fact in cell.facts) and any("wklejone" in step or "małe formuły" in step or "łącza" in step for step in book.steps))
    if kind is Kind.UNSTORED:
        return not cell.stored
    if kind is Kind.LINK:
        return cell.raw_formula.startswith("='[")
    if kind in (Kind.SUM_OFF, Kind.ROUNDING, Kind.SHORT_SUM) and cell.formula is not None:
        summed = cell.formula[1]
        return any(id(part) in touched or part.written is not None or not part.stored for part in summed) or any(_worn(book, part, kind, touched) for part in summed if part.formula is not None)
    return False
