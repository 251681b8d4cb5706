"""The values of one table of units as an `ObservedTable`: what each value is, is put together from heading, row, sections and titles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from excel_modules.reading import ObservedTable, RawSeries
from excel_modules.sheet import CellValue, Workbook, cell_name, clean
from excel_modules.statistics.unit_tables.headings import Heading
from excel_modules.statistics.unit_tables.remarks import Remarks
from excel_modules.statistics.unit_tables.shape import Shape, is_value
from excel_modules.statistics.unit_tables.unit_rows import Kind, Row, rows_of
from excel_modules.statistics.unit_tables.wording import MEASURE, SUBJECT, Understood, Wording, plain
from excel_modules.statistics.value_column import value_column
from mrl_desktop.domain.facts import Mark

_DASHES = frozenset({"-", "–", "—", "−"})
_FOOTNOTE = re.compile(r"(?<=\d)(?:\s*\*+|\s*[¹²³⁴⁵⁶⁷⁸⁹]+|\s+[a-z\d]\)|[a-z]\))+$")
_NUMBER = re.compile(r"^tab\w*\.?\s*[\dIVXLC]+[a-z]?(?:\(\d+\))?[.:]?\s*", re.I)
"""The number of a table before its title: „TABL. IV."."""
_PEOPLE = "osoba"


@dataclass(frozen=True, slots=True)
class _Column:
    heading: Heading
    facts: Understood


def observe(workbook: Workbook, shape: Shape, words: Wording, context: Understood, remarks: Remarks, *, total_is_country: bool = False) -> ObservedTable:
    """Reads every value of the table. Cells that are no numbers, sums and notes go to `remarks`; `context` is what the titles say."""
    sheet = shape.sheet
    columns = [_Column(heading, words.understood(words.polish(heading.said))) for heading in shape.values]
    rows = [row for row in rows_of(shape, words, total_is_country=total_is_country) if _taken(shape, row, remarks)]
    made = ObservedTable(sheet=sheet.name, codes=[], names=[], unit_rows=[], series=[], code_column=max(shape.code if shape.code >= 0 else shape.name, 0))
    units: dict[tuple[str, str, str], int] = {}
    unit_of: list[int] = []
    for row in rows:
        key = (row.code, row.name, row.context)
        if key not in units:
            units[key] = len(units)
            made.codes.append(row.code)
            made.names.append(row.name)
            made.contexts.append(row.context)
            made.unit_rows.append(row.number)
        unit_of.append(units[key])
    naming = _Naming(words, context, shape.titles, remarks, sheet.name)
    marks: dict[int, Mark] = {}
    for column in columns:
        _read_column(workbook, shape, column, rows, unit_of, words, naming, made, marks, remarks)
    made.series = naming.series
    if marks:
        made.marks = [marks.get(place, Mark.NORMAL) for place in range(len(made.values))]
    lost = sum(1 for row in _others(shape, rows) for column in columns if sheet.cell(row, column.heading.column) is not None)
    made.present += lost
    made.skipped += lost
    for at in (*shape.unnamed, *range(shape.width, sheet.width)):
        remarks.unnamed_column(sheet, shape.data, at)
    for at, heading in shape.labels.items():
        remarks.left_column(sheet, shape.data, at, heading, "Kolumna opisuje wiersz i nie zawiera danych.", code="I75")
    return made


def _others(shape: Shape, rows: Sequence[Row]) -> list[int]:
    """Rows of the table that are no units."""
    taken = {row.number for row in rows}
    return [number for number in range(shape.data, shape.sheet.height) if number not in taken]


def _taken(shape: Shape, row: Row, remarks: Remarks) -> bool:
    cells = shape.sheet.rows[row.number]
    if row.kind is Kind.SUM:
        remarks.left_row(shape.sheet, row.number, cells, "I72", "Wiersz sumuje inne wiersze i nie jest jednostką.")
    elif row.kind is Kind.NOTE:
        remarks.left_row(shape.sheet, row.number, cells, "", "Uwaga albo przypis, bez danych.")
    elif row.kind is Kind.HEADER:
        remarks.left_row(shape.sheet, row.number, cells, "", "Powtórzony nagłówek tabeli.")
    return row.kind is Kind.VALUES


def _read_column(
    workbook: Workbook,
    shape: Shape,
    column: _Column,
    rows: Sequence[Row],
    unit_of: Sequence[int],
    words: Wording,
    naming: _Naming,
    made: ObservedTable,
    marks: dict[int, Mark],
    remarks: Remarks,
) -> None:
    sheet, at = shape.sheet, column.heading.column
    cells = [_cell(sheet.rows[row.number], at) for row in rows]
    for place, cell in enumerate(cells):
        if not isinstance(cell, str):
            continue
        where = cell_name(rows[place].number, at)
        if cell in _DASHES and column.facts.facets.get(MEASURE) not in words.no_zero:
            cells[place] = 0.0
            remarks.remark("I70", sheet.name, where)
        elif not is_value(cell) or cell[-1:] in "*¹²³⁴⁵⁶⁷⁸⁹)":
            shorter = _FOOTNOTE.sub("", clean(cell))
            if shorter != cell and is_value(shorter):
                cells[place] = shorter
                remarks.remark("I71", sheet.name, where, cell)
    read = value_column(cells, workbook.decimal or ",")
    for place, said in read.bad.items():
        remarks.not_a_number(sheet.name, cell_name(rows[place].number, at), said)
    made.present += len(cells)
    made.empty += len(read.empty)
    made.skipped += len(read.bad)
    for place, row in enumerate(rows):
        if place in read.empty or place in read.bad:
            continue
        number, year = naming.of(column, row)
        if place in read.marks:
            marks[len(made.values)] = read.marks[place]
        made.values.append(read.values[place])
        made.unit_index.append(unit_of[place])
        made.series_index.append(number)
        made.years.append(year)
        made.rows.append(row.number)
        made.columns.append(at)


def _cell(row: Sequence[CellValue], at: int) -> CellValue:
    return row[at] if at < len(row) else None


class _Naming:
    """Series of one table by what column and row say of them."""

    def __init__(self, words: Wording, context: Understood, titles: Sequence[str], remarks: Remarks, sheet: str) -> None:
        self.words, self.context, self.remarks, self.sheet = words, context, remarks, sheet
        self.subject = title_of(titles, words)
        self.series: list[RawSeries] = []
        self._places: dict[tuple[object, ...], int] = {}
        self._known: dict[tuple[object, ...], int] = {}

    def of(self, column: _Column, row: Row) -> tuple[int, int]:
        """Place of the series among `series`, and the year (0 when nothing says it)."""
        year = row.year or column.facts.year or self.context.year or 0
        key = (column.heading.column, tuple(row.facets.items()), row.unit, bool(year))
        if key not in self._known:
            self._known[key] = self._place(column, row, dated=bool(year))
        return self._known[key], year

    def _place(self, column: _Column, row: Row, *, dated: bool) -> int:
        facts = column.facts
        facets = dict(self.context.facets)
        if SUBJECT in facts.facets or SUBJECT in row.facets:
            facets = {name: value for name, value in facets.items() if name != SUBJECT}
        for said in (row.facets, facts.facets):
            facets.update(said)
        free = self.words.polish("; ".join(column.heading.parts)) if facts.rest else ""
        unit = self._unit(facts, row, free)
        if unit == "%":
            facets.setdefault(MEASURE, "odsetek")
        ordered = {name: facets[name] for name in (*self.words.facets, *sorted(facets)) if name in facets}
        identity = (tuple(ordered.items()), free, unit, dated)
        if identity not in self._places:
            self._places[identity] = len(self.series)
            self.series.append(self._series(column, ordered, free, unit, dated))
        return self._places[identity]

    def _unit(self, facts: Understood, row: Row, free: str) -> str:
        unit = facts.unit or row.unit or ("" if free else self.context.unit)
        own = facts.told or facts.unit in ("%", "-") or facts.facets.get(MEASURE) in self.words.no_zero
        multiple = facts.multiple or ("" if own else self.context.multiple)
        if not multiple or unit in ("%", "-"):
            return unit
        return f"{multiple} {'osób' if unit == _PEOPLE else unit}".strip()

    def _series(self, column: _Column, facets: Mapping[str, str], free: str, unit: str, dated: bool) -> RawSeries:
        variable = "" if free or SUBJECT not in facets else self.words.variable(facets)
        if free:
            self.remarks.remark("I73", self.sheet, column.heading.cell, free)
        dimensions = (*facets.values(), *([free] if free else [])) or ("ogółem",)
        named = SUBJECT in facets and not free
        subject = self.subject or "Tablica bez tytułu"
        title = "; ".join(dimensions)
        slug = ":".join(plain(value).replace(" ", "_") for value in (*dimensions, *([unit] if unit else [])))
        return RawSeries(
            dimensions=tuple(dimensions),
            unit=unit,
            cell=column.heading.cell,
            says=title + (f" [{unit}]" if unit else ""),
            variable=variable,
            subject=subject,
            key=f"{self.words.prefix}:{slug}" if named else f"{self.words.prefix}:{plain(re.sub(r'(?:19|20)[0-9][0-9]', '', subject)).replace(' ', '_')}:{slug}",
            title=title[:1].upper() + title[1:] if named else f"{subject}: {title}",
            dated=dated,
        )


def title_of(titles: Sequence[str], words: Wording) -> str:
    """The title that says most of what the table holds, without its number; "" when there is none."""
    best = max(titles, key=lambda title: (words.known_in(title), len(title)), default="")
    return _NUMBER.sub("", words.polish(best))
