"""Other tables of the ministry whose TERYT code stands in pieces (WK, PK, GK, GT): one row for each unit, a column for each quantity.

Presumptive („układ przypuszczalny", no real file was at hand): the lists of the indicator G and of incomes from taxes by gmina, with
the year in the title. A quantity is stored under its own heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from excel_modules.parse import text
from excel_modules.reading import ObservedTable, RawSeries, Skipped, warning
from excel_modules.sheet import cell_name, range_name
from excel_modules.statistics.ministry_of_finance.shares import Shares
from excel_modules.statistics.trouble import SUM, Trouble
from excel_modules.statistics.value_column import value_column
from mrl_desktop.polish import fold

_LABEL = re.compile(r"^(?:nazwa|wojewodztwo|powiat|typ|rodzaj|dzial|rozdzial|paragraf|lp|l p)\b")
_CURRENCY = re.compile(r"\b(?:w )?(?:zl|zlotych|pln)\b")


def quantities(found: Shares) -> dict[int, str]:
    """Columns whose cells are numbers and whose headings name a quantity."""
    rows = found.sheet.rows[found.data : found.data + 50]
    named = {}
    for column, said in found.others.items():
        cells = [row[column] for row in rows if column < len(row) and row[column] is not None]
        if cells and not _LABEL.match(said) and len(value_column(cells, ",").bad) * 5 < len(cells):
            named[column] = said
    return named


def table_of(found: Shares, code_of: dict[int, str], decimal: str, trouble: Trouble) -> ObservedTable:
    """Values of every quantity; `code_of` gives the unit of each row, empty where it is no unit's. A unit's second row is told and left."""
    sheet = found.sheet
    kept: dict[str, int] = {}
    for number, code in code_of.items():
        row = sheet.rows[number]
        said = text(row[found.name]) if 0 <= found.name < len(row) and row[found.name] is not None else ""
        if not code or SUM.match(fold(said)):
            trouble.row_without_code(sheet.name, number, sheet.raw[number])
        elif code in kept:
            _left(sheet.name, number, row, trouble)
        else:
            kept[code] = number
    rows = list(kept.values())
    made = ObservedTable(
        sheet=sheet.name,
        codes=list(kept),
        names=[text(sheet.rows[row][found.name]) if 0 <= found.name < len(sheet.rows[row]) else "" for row in rows],
        unit_rows=rows,
        series=[],
        code_column=found.parts[0],
    )
    named = quantities(found)
    for column, said in named.items():
        heading = text(sheet.seen(found.data - 1, column)) or said
        made.series.append(
            RawSeries(
                dimensions=(heading,),
                unit="zł" if _CURRENCY.search(said) else "",
                cell=cell_name(found.data - 1, column),
                says=heading,
                key=f"mf:{said}",
                title=f"MF: {heading}",
            )
        )
        read = value_column([sheet.raw[row][column] if column < len(sheet.raw[row]) else "" for row in rows], decimal)
        made.present += len(rows)
        made.empty += len(read.empty)
        made.skipped += len(read.bad)
        for place, number in enumerate(rows):
            if place in read.bad:
                trouble.not_a_number(sheet.name, cell_name(number, column), read.bad[place])
            elif place not in read.empty:
                made.unit_index.append(place)
                made.series_index.append(len(made.series) - 1)
                made.years.append(found.year)
                made.values.append(read.values[place])
                made.rows.append(number)
                made.columns.append(column)
    for column, said in found.others.items():
        if column not in named and (filled := [row for row in rows if column < len(sheet.rows[row]) and sheet.rows[row][column] is not None]):
            where = range_name(filled[0], column, filled[-1], column)
            trouble.skipped.append(Skipped(sheet=sheet.name, cell=where, reason="Kolumna opisowa; nie ma w niej liczb.", value=said[:60], count=len(filled)))
    return made


def _left(sheet: str, number: int, row: Sequence[object], trouble: Trouble) -> None:
    filled = [column for column, value in enumerate(row) if value is not None]
    where = range_name(number, filled[0], number, filled[-1])
    trouble.skipped.append(Skipped(sheet=sheet, cell=where, reason="Jednostka ma w tabeli już jeden wiersz.", count=len(filled)))
    message = "Jedna jednostka ma w tabeli kilka wierszy; wczytano pierwszy z nich."
    trouble.say(warning("I87", trouble.file, message, "Sprawdź w pliku, czym różnią się te wiersze.", sheet=sheet, cell=where.partition(":")[0]))
