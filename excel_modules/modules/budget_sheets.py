"""Sheets with budget items in rows and years across: „WPF", „Dane Rb", „art_243", „Potencjał", „Symulacja", and Rb-NDS or Rb-Z typed over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from excel_modules.modules.budget_figures import BudgetFigures
from excel_modules.modules.budget_rows import BudgetRows, reason_left_out, symbol_of_243
from excel_modules.modules.figure_rows import (
    book_around,
    book_names,
    derived,
    is_note,
    is_repeated_header,
    is_template,
    skip_others,
    skip_row,
    skip_values,
)
from excel_modules.modules.intake import Intake
from excel_modules.modules.labels import label_key
from excel_modules.modules.money_units import NAMES, ONE, THOUSAND, Units, amount, unit_said, units_of
from excel_modules.modules.number_habits import groups_by_points
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.year_table import FigureRow, Head, YearTable, above, find_tables, is_label_head, table_under
from excel_modules.parse import Unreadable, is_blank
from mrl_desktop.domain.findings import Severity
from mrl_desktop.polish import fold, money

NO_ITEM = "Program nie ma takiej pozycji budżetu."
_STAGES = (
    (re.compile(r"\bprzewid|\bp\.? ?w\b"), "prognoza"),
    (re.compile(r"\bwykonan|\bwyk\b|\bwyk\.|\bzrealizowan"), "wykonanie"),
    (re.compile(r"\bplan"), "plan"),
    (re.compile(r"\bprognoz"), "prognoza"),
)
_DONE = re.compile(r"\brb\b|\brb[ _-]|sprawozdan|\bwykonani")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_PART_OF_YEAR = re.compile(r"31 marca|30 czerwca|30 wrzesnia|\b(?:i|ii|iii|1|2|3) ?(?:kw\.|kwartal)|31\.03\.|30\.06\.|30\.09\.|polrocze")
_SMALL, _HUGE = Decimal(3_000_000), Decimal(60_000_000_000)
"""Income or expenditure of a town in a year is never below the first nor above the second, in złoty."""
_WHOLE = ("dochody", "wydatki", "dochody_biezace", "wydatki_biezace")


def stage_of(text: str) -> str:
    """„wykonanie", „plan" or „prognoza" as a heading says it; "" when it says none. What is foreseen to be done is still a forecast."""
    folded = fold(text)
    return next((stage for pattern, stage in _STAGES if pattern.search(folded)), "")


@dataclass(slots=True, kw_only=True)
class BudgetSheet:
    """A page of budget items before its amounts are read."""

    page: Page
    tables: list[YearTable]
    role: str

    @property
    def staged(self) -> bool:
        """Whether its headings say what was done and what is planned."""
        return any(stage_of(head.said) for table in self.tables for head in table.heads)

    @property
    def done(self) -> bool:
        """Whether its name, title or source says that it reports what was done."""
        said = [self.page.name, *(cell.text for table in self.tables[:1] for cell in above(self.page, table.top))]
        said += [cell.text for cell in self.page.cells.values() if isinstance(cell.value, str) and fold(cell.text).startswith("zrodl")]
        return any(_DONE.search(fold(text).replace("_", " ")) for text in said)


def budget_tables(page: Page) -> list[YearTable]:
    """Tables by year, or one by stage („Plan | Wykonanie") whose title gives the year."""
    return find_tables(page) or _staged_tables(page)


def _staged_tables(page: Page) -> list[YearTable]:
    for row in page.rows[:40]:
        cells = page.by_row[row]
        columns = {cell.column: 0 for cell in cells if isinstance(cell.value, str) and len(cell.text) <= 60 and re.match(r"(?:plan|wykonani|kwota|stan|ogolem|razem)", fold(cell.text))}
        named = any(is_label_head(cell.text) for cell in cells)
        if not columns or not named or any(not isinstance(cell.value, str) for cell in cells):
            continue
        said = [cell.text for cell in above(page, row)] + [cell.text for cell in cells]
        years = {int(year) for text in said if len(text) <= 200 for year in _YEAR.findall(text)}
        if len(years) == 1 and (table := table_under(page, row, dict.fromkeys(columns, years.pop()))):
            return [table]
    return []


def items_in(tables: Sequence[YearTable], *, symbols: bool = False) -> tuple[set[str], int, int]:
    """Distinct items that rows name, how many rows are worked out from items, and how many rows have values at all."""
    found: set[str] = set()
    computed = filled = 0
    rows_read = BudgetRows(symbols=symbols)
    for table in tables:
        for row in table.rows():
            if row.label is None or not row.values:
                continue
            filled += 1
            if item := rows_read.item(row.label.text, row.lp):
                found.add(item)
            elif reason_left_out(row.label.text):
                computed += 1
    return found, computed, filled


def symbols_in(tables: Sequence[YearTable]) -> int:
    """How many distinct symbols of art. 243 name rows."""
    return len({found for table in tables for row in table.rows() if row.label is not None and len(row.label.text) <= 60 and (found := symbol_of_243(row.label.text))})


def forecast_start(sheets: Sequence[BudgetSheet]) -> int | None:
    """The first year without a stage in a sheet whose other years have one: from there on figures are a forecast."""
    bare = [head.year for sheet in sheets if sheet.staged for table in sheet.tables for head in table.heads if head.year and not stage_of(head.said)]
    return min(bare, default=None)


def read_sheet(intake: Intake, sheet: BudgetSheet, figures: BudgetFigures, start: int | None) -> None:
    """Every row with an item becomes figures; other rows are listed with the reason."""
    page = sheet.page
    book_around(intake, page, sheet.tables)
    rows_read = BudgetRows(symbols=sheet.role == "relacja z art. 243")
    points = groups_by_points(page)
    for table in sheet.tables:
        units = units_of(page, table)
        rows = list(table.rows())
        reason = _unit_trouble(intake, page, table, rows, units, points)
        for row in rows:
            _read_row(intake, sheet, table, row, rows_read, figures, start, units, points, reason)
        skip_others(intake, page, table, rows)


def _read_row(
    intake: Intake, sheet: BudgetSheet, table: YearTable, row: FigureRow, rows_read: BudgetRows, figures: BudgetFigures, start: int | None, units: Units, points: bool, trouble: str
) -> None:
    page, label = sheet.page, row.label
    if is_note(row):
        skip_row(intake, page, row, "Przypis lub uwaga pod tabelą; nie należy do budżetu.")
        return
    if label is None or is_template(row):
        skip_row(intake, page, row, "Pusty wiersz szablonu." if is_template(row) else "Wiersz nie ma nazwy.")
        return
    if is_repeated_header(table, row):
        book_names(page, row)
        page.mark((cell for _, cell in row.values), Role.LABEL)
        return
    item = rows_read.item(label.text, row.lp)
    if not row.values:
        book_names(page, row)
        return
    if label_key(label.text) in ("rok", "lata"):
        page.mark([label, *(cell for _, cell in row.values)], Role.LABEL)
        return
    if not item:
        skip_values(intake, page, row, reason_left_out(label.text) or f"{NO_ITEM[:-1]}: „{label.text}”.")
        return
    book_names(page, row)
    try:
        row_unit = unit_said(row.unit.text) if row.unit else None
        row_unit = row_unit or unit_said(label.text)
    except Unreadable as refusal:
        skip_values(intake, page, row, str(refusal))
        return
    if row.unit is not None and row_unit is None and not is_blank(row.unit.value):
        skip_values(intake, page, row, f"Wiersz jest w jednostce „{row.unit.text}”, a pozycje budżetu są w złotych.")
        return
    for head, cell in row.values:
        _read_cell(intake, sheet, head, cell, label, item, row_unit, figures, start, units, points, trouble)


def _read_cell(
    intake: Intake, sheet: BudgetSheet, head: Head, cell: Cell, label: Cell, item: str, row_unit: Decimal | None, figures: BudgetFigures, start: int | None, units: Units, points: bool, trouble: str
) -> None:
    page = sheet.page
    if head.year is None or derived(head) or "%" in head.said:
        intake.skip(page, cell, f"Kolumna „{head.said}” wynika z innych; program liczy ją sam.", severity=None)
        return
    stage = stage_of(head.said)
    if stage == "wykonanie" and not _YEAR.search(head.said) and any(_PART_OF_YEAR.search(fold(one.text)) for one in page.cells.values() if isinstance(one.value, str) and one.row < head.cell.row):
        intake.skip(page, cell, "Sprawozdanie obejmuje część roku, więc to nie jest wykonanie za rok.", severity=None)
        return
    try:
        head_unit = unit_said(head.said)
    except Unreadable as refusal:
        intake.skip(page, cell, str(refusal), severity=None)
        return
    own = head_unit or row_unit
    if own is None and trouble:
        intake.skip(page, cell, trouble, severity=None)
        return
    factor = own or units.factor
    value = intake.convert(page, cell, amount(factor, points=points))
    if value is None:
        return
    if value < 0 and fold(label.text).lstrip().startswith(("-", "–", "−")) and item != "wynik":
        value = -value  # „− Spłata rat" typed with its sign
    bare = not stage
    if bare:
        stage = "prognoza" if sheet.staged else "wykonanie" if (start and head.year < start) or (sheet.done and not (start and head.year >= start)) else "prognoza"
    figures.put(page, cell, item, head.year, stage, value, factor, label=label, head=head.cell, any_stage=bare and not sheet.staged)


def _unit_trouble(intake: Intake, page: Page, table: YearTable, rows: Sequence[FigureRow], units: Units, points: bool) -> str:
    """Why amounts of the table cannot be taken in any unit for sure, "" when they can; told in a finding."""
    if units.contradictory:
        said = " i ".join(f"{NAMES.get(unit, str(unit))} ({cell.address})" for unit, cell in units.said.items())
        reason = f"Arkusz podaje dwie jednostki: {said}, więc nie wiadomo, w której są kwoty."
        intake.say(Severity.ERROR, "I97", reason, "Zostaw w pliku jedną jednostkę i wczytaj go ponownie.", page=page, cell=list(units.said.values())[1])
        return reason
    largest, where = _largest(table, rows, points)
    if where is None:
        return ""
    if units.factor >= THOUSAND and largest * units.factor > _HUGE:
        cell = units.said[units.factor]
        reason = f"Arkusz mówi „{cell.text}”, ale kwota {where.text} w komórce {where.address} byłaby wtedy większa niż budżet jakiegokolwiek miasta; wygląda na złote."
        intake.say(Severity.ERROR, "I97", reason, "Popraw w pliku jednostkę i wczytaj go ponownie.", page=page, cell=cell, value=cell.text)
        return reason
    if units.factor == ONE and largest < _SMALL:
        how = "podaje kwoty w złotych" if units.said else "nie mówi, w jakiej jednostce są kwoty, więc przyjęto złote"
        message = f"Arkusz {how}, ale największa z nich, {money(largest)} zł, to mało jak na roczny budżet miasta."
        intake.say(Severity.WARNING, "I98", message, "Sprawdź, czy kwoty nie są w tysiącach złotych; jeśli są, dopisz w nagłówku „w tys. zł” i wczytaj plik ponownie.", page=page, cell=where, value=where.text)
    return ""


def _largest(table: YearTable, rows: Sequence[FigureRow], points: bool) -> tuple[Decimal, Cell | None]:
    """The largest amount of the rows that stand for the whole budget, as typed, and its cell."""
    rows_read = BudgetRows()
    best: tuple[Decimal, Cell | None] = (Decimal(0), None)
    for row in rows:
        if row.label is None or rows_read.item(row.label.text, row.lp) not in _WHOLE or unit_of_row(row):
            continue
        for head, cell in row.values:
            if unit_said(head.said) is not None:
                continue
            try:
                value = amount(ONE, points=points)(cell, [])
            except Unreadable:
                continue
            if value is not None and abs(value) > best[0]:
                best = abs(value), cell
    return best


def unit_of_row(row: FigureRow) -> bool:
    """Whether the row names a unit of its own."""
    said = [cell.text for cell in (row.unit, row.label) if cell is not None]
    try:
        return any(unit_said(text) is not None for text in said)
    except Unreadable:
        return True
