"""The relational form (CREL, XPIV): one row per value, with dimensions, year, unit and attribute in columns of their own."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import compress
from typing import Any

from excel_modules.parse import Unreadable, text, year
from excel_modules.reading import ObservedTable, RawSeries
from excel_modules.sheet import Workbook, cell_name, clean, normal, range_name
from excel_modules.statistics.gus_bdl import table as layout
from excel_modules.statistics.gus_bdl.attributes import attribute_of
from excel_modules.statistics.gus_bdl.table import Table
from excel_modules.statistics.gus_bdl.unit_rows import unit_rows
from excel_modules.statistics.trouble import Trouble
from excel_modules.statistics.value_column import PRINTED, value_column
from mrl_desktop.domain.facts import Mark

_WHOLE_DAY = re.compile(r"^(?:31[./-]12[./-](?:19|20)\d\d|(?:19|20)\d\d-12-31)\b")


def read_long(workbook: Workbook, table: Table, trouble: Trouble) -> list[ObservedTable]:
    """One table per value column: an export has one („Wartosc"), a re-worked file may have several, named by their headings."""
    heads = [layout.word(value) for value in table.sheet.raw[table.header]]
    titles = [clean(str(value)) if value is not None else "" for value in table.sheet.raw[table.header]]
    year_column = layout.one_of(heads, layout.YEARS)
    unit_column = layout.one_of(heads, layout.UNITS)
    attribute_column = layout.one_of(heads, layout.ATTRIBUTES)
    value_columns = [column for column in [layout.one_of(heads, layout.VALUES)] if column >= 0]
    known = {table.code, table.name, year_column, unit_column, attribute_column, *value_columns}
    others = [column for column, head in enumerate(heads) if head and column not in known]
    rows, numbers = _of_width(table, len(heads), trouble)
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(heads)
    own = [column for column in others if column < table.units or _follows_units(columns[column], columns[table.units])]
    if value_columns:
        own += [column for column in others if column > max(known) and column not in own]
        dimensions = [column for column in others if column not in own]
    else:
        value_columns = [column for column in others if column not in own and _mostly_numbers(columns[column])]
        dimensions = [column for column in others if column not in own and column not in value_columns]
    for column in own:
        if filled := sum(normal(value) is not None for value in columns[column]):
            trouble.own_column(table.sheet.name, range_name(numbers[0], column, numbers[-1], column), titles[column], filled)
    found = []
    for value_at in value_columns:
        own_title = () if heads[value_at] in layout.VALUES else (titles[value_at],)
        form = _Form(table, columns, numbers, year_column, unit_column, attribute_column, value_at, dimensions, own_title)
        form.dimension_names = tuple(titles[column] for column in dimensions)
        found.append(form.read(workbook, trouble))
    return found


class _Form:
    """One value column with the columns that say what its values are."""

    def __init__(
        self,
        table: Table,
        columns: list[Sequence[Any]],
        numbers: Sequence[int],
        year_column: int,
        unit_column: int,
        attribute_column: int,
        value_column_: int,
        dimensions: list[int],
        own_title: tuple[str, ...],
    ) -> None:
        self.table, self.columns, self.numbers = table, columns, numbers
        self.year_column, self.unit_column, self.attribute_column = year_column, unit_column, attribute_column
        self.value_at, self.dimensions, self.own_title = value_column_, dimensions, own_title
        self.dimension_names: tuple[str, ...] = ()

    def read(self, workbook: Workbook, trouble: Trouble) -> ObservedTable:
        table, count = self.table, len(self.numbers)
        codes = [value if type(value) is str else text(normal(value)) for value in self.columns[table.units]]
        names = self.columns[table.name] if table.name >= 0 else [""] * count
        first: dict[str, int] = {}
        unit_index = array("i", [first.setdefault(code, place) for place, code in enumerate(codes)])
        order = {place: position for position, place in enumerate(first.values())}
        unit_index = array("i", [order[place] for place in unit_index])

        keys = list(zip(*(self.columns[column] for column in self.dimensions), self._units(count), strict=True))
        series_of: dict[tuple[Any, ...], int] = {}
        series_index = array("i", [series_of.setdefault(key, len(series_of)) for key in keys])
        first_of_series: dict[int, int] = {}
        for place, number in enumerate(series_index):
            first_of_series.setdefault(number, place)

        known = {value: _year(value) for value in set(self.columns[self.year_column])}
        years = array("i", [known[value] for value in self.columns[self.year_column]])
        column = value_column(self.columns[self.value_at], workbook.decimal)
        values = column.values
        marks = self._marks(workbook, values, column.empty, column.marks, trouble)
        dropped = column.empty | column.bad.keys()
        for place, said in column.footnotes.items():
            trouble.footnote(table.sheet.name, cell_name(self.numbers[place], self.value_at), said)
        for place, said in column.bad.items():
            trouble.not_a_number(table.sheet.name, cell_name(self.numbers[place], self.value_at), said)
        undated = [place for place, found in enumerate(years) if not found and place not in dropped]
        for place in undated:
            said = text(normal(self.columns[self.year_column][place]))
            trouble.no_year(table.sheet.name, cell_name(self.numbers[place], self.year_column), said)
        dropped = dropped | set(undated)
        series = [self._series(key, first_of_series[number]) for key, number in series_of.items()]
        made = ObservedTable(
            sheet=table.sheet.name,
            codes=list(first) if table.code >= 0 else [""] * len(first),
            names=[text(normal(names[place])) for place in first.values()],
            unit_rows=[self.numbers[place] for place in first.values()],
            series=series,
            code_column=table.units,
            dimension_names=self.dimension_names,
            unit_index=unit_index,
            series_index=series_index,
            years=years,
            values=values,
            marks=marks,
            rows=array("i", self.numbers),
            columns=array("i", [self.value_at]) * count,
            present=count,
            empty=len(column.empty),
            skipped=len(dropped) - len(column.empty),
        )
        return without(made, dropped) if dropped else made

    def _units(self, count: int) -> Sequence[Any]:
        return self.columns[self.unit_column] if self.unit_column >= 0 else [""] * count

    def _series(self, key: tuple[Any, ...], place: int) -> RawSeries:
        said = [text(normal(value)) for value in key]
        dimensions, unit = self.own_title + tuple(said[:-1]), said[-1]
        columns = [*self.dimensions] or [self.value_at]
        row = self.numbers[place] if self.dimensions else self.table.header
        cell = range_name(row, columns[0], row, columns[-1])
        return RawSeries(dimensions=dimensions, unit=unit, cell=cell, says="; ".join(dimensions) + (f" [{unit}]" if unit else ""))

    def _marks(self, workbook: Workbook, values: list[float | None], empty: set[int], marks: dict[int, Mark], trouble: Trouble) -> list[Mark]:
        """Marks from the column of attributes and from signs printed instead of numbers; `values` and `empty` are put right."""
        if self.attribute_column < 0:
            return [] if not marks else [marks.get(place, Mark.NORMAL) for place in range(len(values))]
        said = [value.strip() if isinstance(value, str) else text(normal(value)) for value in self.columns[self.attribute_column]]
        present = set(said)
        if present <= {""} and not marks:
            return []
        found = [Mark.NORMAL] * len(values)
        for place, mark in marks.items():
            found[place] = mark
        for place, letter in enumerate(said):
            if not letter:
                continue
            attribute = attribute_of(letter)
            cell = cell_name(self.numbers[place], self.attribute_column)
            if attribute is None:
                trouble.unknown_attribute(self.table.sheet.name, cell, letter)
                continue
            if attribute.keeps:
                if values[place] is not None:
                    found[place] = attribute.mark
                continue
            if values[place]:
                trouble.denied_value(self.table.sheet.name, cell_name(self.numbers[place], self.value_at), letter, values[place])
            values[place] = None
            empty.discard(place)
            found[place] = attribute.mark
        return found


def without(table: ObservedTable, dropped: set[int]) -> ObservedTable:
    """The table less some of its values; its account of cells stays."""
    keep = [place not in dropped for place in range(len(table.values))]
    table.unit_index = array("i", compress(table.unit_index, keep))
    table.series_index = array("i", compress(table.series_index, keep))
    table.years = array("i", compress(table.years, keep))
    table.values = list(compress(table.values, keep))
    table.marks = list(compress(table.marks, keep)) if table.marks else []
    table.rows = array("i", compress(table.rows, keep))
    table.columns = array("i", compress(table.columns, keep))
    return table


def _of_width(table: Table, width: int, trouble: Trouble) -> tuple[Sequence[Sequence[Any]], Sequence[int]]:
    """Rows of units cut or padded to the header's width; what stands beyond the header is told."""
    rows, numbers = unit_rows(table, trouble)
    if all(len(row) == width for row in rows):
        return rows, numbers
    for number, row in zip(numbers, rows, strict=True):
        if beyond := [column for column in range(width, len(row)) if normal(row[column]) is not None]:
            where = range_name(number, beyond[0], number, beyond[-1])
            trouble.without_heading(table.sheet.name, where, text(normal(row[beyond[0]])), len(beyond))
    return [[*row[:width], *[""] * (width - len(row))] for row in rows], numbers


def _follows_units(cells: Sequence[Any], codes: Sequence[Any]) -> bool:
    """Whether a column says something of the unit itself, such as its voivodeship: several values, but always the same beside a code."""
    if len(set(cells)) < 2:
        return False
    beside: dict[Any, Any] = {}
    return all(beside.setdefault(code, cell) == cell for code, cell in zip(codes, cells, strict=True)) and len(beside) < len(cells)


def _year(value: Any) -> int:
    """The year a cell names, 0 when it names none or only a part of a year („2023 M03"), which must not pass for the whole."""
    if layout.is_year(value):
        return layout.year_in(value)
    try:
        return (year(normal(value)) or 0) if not isinstance(value, str) or _WHOLE_DAY.match(value.strip()) else 0
    except Unreadable:
        return 0


def _mostly_numbers(cells: Sequence[Any]) -> bool:
    sample = [cell for cell in cells[:200] if normal(cell) is not None and layout.word(cell) not in PRINTED]
    return bool(sample) and sum(isinstance(cell, int | float) for cell in sample) * 2 > len(sample)
