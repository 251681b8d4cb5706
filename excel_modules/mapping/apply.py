"""A profile applied to a workbook: values with their places, years, series and cells; every other filled cell with the reason it is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from excel_modules.mapping.account import Account
from excel_modules.mapping.heading import YEAR, heading, headings, key, unit_in
from excel_modules.mapping.profile import OWN, ColumnRule, Meaning, Profile, Says, SignMeaning, YearFrom
from excel_modules.mapping.shape import Fit, sheets_left
from excel_modules.parse import Unreadable, number, text
from excel_modules.reading import OWN_TOWN, Contents, ObservedTable, RawSeries
from excel_modules.sheet import CellValue, Sheet, Workbook, cell_name, column_name, normal
from excel_modules.statistics.value_column import value_column
from mrl_desktop.domain.facts import Mark
from mrl_desktop.polish import fold

_MAY_SUM = (Meaning.CODE, Meaning.NAME, Meaning.CONTEXT, Meaning.IGNORE)
_MARKS = {SignMeaning.MISSING: Mark.MISSING, SignMeaning.SECRET: Mark.SUPPRESSED, SignMeaning.NOT_YET: Mark.NOT_YET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What a profile took from a workbook, and the account of its cells."""

    contents: Contents
    account: Account


def apply(profile: Profile, workbook: Workbook, found: Sequence[Fit]) -> Applied:
    """Reads the sheets the profile fits."""
    account = Account(workbook.file, profile.name)
    tables = [_Reading(profile, workbook, fit, account).table() for fit in found]
    for sheet in sheets_left(workbook, list(found)):
        account.other_sheet(sheet)
    contents = Contents(
        tables=tuple(tables),
        skipped=tuple(account.skipped),
        findings=account.findings(),
        publisher=profile.publisher,
        notes=(f"profil importu „{profile.name}”",),
    )
    return Applied(contents=contents, account=account)


@dataclass(slots=True)
class _Column:
    """A column of values, read at once."""

    at: int
    rule: ColumnRule
    year: int | None
    unit: str
    words: str
    values: list[float | None]
    marks: dict[int, Mark] = field(default_factory=dict)
    empty: set[int] = field(default_factory=set)
    bad: dict[int, str] = field(default_factory=dict)


class _Reading:
    """One sheet on its way to a table."""

    def __init__(self, profile: Profile, workbook: Workbook, fit: Fit, account: Account) -> None:
        self.profile, self.workbook, self.fit, self.account = profile, workbook, fit, account
        self.sheet: Sheet = fit.sheet
        self.first = fit.data
        self.body = [[normal(value) for value in row] for row in self.sheet.raw[fit.data :]]
        self._fill_down()
        self.of = {meaning: [column for column, rule in sorted(fit.columns.items()) if rule.meaning is meaning] for meaning in Meaning}
        self.values = [self._value_column(column) for column in self.of[Meaning.VALUE]]
        self.year = self._year_of_file()
        self.carried = ""
        self.units: dict[tuple[str, str, str], int] = {}
        self.unit_rows: list[int] = []
        self.series_at: dict[tuple[str, tuple[str, ...], str, str, bool], int] = {}
        self.series: list[RawSeries] = []
        place_columns = self.of[Meaning.CODE] or self.of[Meaning.NAME]
        dimensions = [fit.headings[column].words or f"kolumna {column_name(column)}" for column in self.of[Meaning.DIMENSION]]
        dimensions += ["nagłówek"] * any(column.rule.says is Says.DIMENSION for column in self.values)
        self.made = ObservedTable(
            sheet=self.sheet.name,
            codes=[],
            names=[],
            unit_rows=self.unit_rows,
            series=self.series,
            code_column=place_columns[0] if place_columns else 0,
            dimension_names=("Wskaźnik", *dimensions),
        )

    # -- columns ------------------------------------------------------------------------------------------------------

    def _cell(self, row: int, column: int) -> CellValue:
        line = self.body[row]
        return line[column] if column < len(line) else None

    def _fill_down(self) -> None:
        """Merged cells count for each of their rows; so do empty ones where the profile says so. The cells filled in are not counted as filled."""
        self.own = [sum(value is not None for value in line) for line in self.body]
        self.blank = [not any(value is not None for value in line) for line in self.body]
        wanted = {column for column, rule in self.fit.columns.items() if rule.meaning not in (Meaning.VALUE, Meaning.IGNORE)}
        for area in self.sheet.merged:
            if area.bottom >= self.first and area.left in wanted and area.bottom > area.top:
                said = self.sheet.cell(area.top, area.left)
                for row in range(max(area.top, self.first), min(area.bottom + 1, self.first + len(self.body))):
                    self._put(row - self.first, area.left, said)
        for column in (column for column, rule in self.fit.columns.items() if rule.fill_down and column in wanted):
            last: CellValue = None
            for row, line in enumerate(self.body):
                said = line[column] if column < len(line) else None
                last = said if said is not None else last
                if said is None and not self.blank[row]:
                    self._put(row, column, last)

    def _put(self, row: int, column: int, value: CellValue) -> None:
        line = self.body[row]
        line.extend([None] * (column + 1 - len(line)))
        line[column] = value

    def _value_column(self, column: int) -> _Column:
        rule, said = self.fit.columns[column], self.fit.headings[column]
        cells = [line[column] if column < len(line) else None for line in self.body]
        signs = {sign.casefold(): meaning for sign, meaning in self.profile.signs}
        zeros: set[int] = set()
        marks: dict[int, Mark] = {}
        if any(type(cell) is str for cell in cells):
            for place, cell in enumerate(cells):
                meaning = signs.get(cell.casefold()) if isinstance(cell, str) and len(cell) <= 20 else None
                if meaning is SignMeaning.ZERO:
                    zeros.add(place)
                    cells[place] = 0.0
                elif meaning is not None:
                    marks[place] = _MARKS[meaning]
                    cells[place] = None
        read = value_column(cells, self.profile.decimal or self.workbook.decimal)
        for place in list(read.bad):
            try:
                repaired = number(cells[place]) if isinstance(cells[place], str) and not self.profile.decimal else None
            except Unreadable:
                continue
            if repaired is not None:
                read.values[place] = float(repaired)
                del read.bad[place]
        return _Column(column, rule, said.year, said.unit, said.words, read.values, {**read.marks, **marks}, read.empty - set(marks), read.bad)

    # -- the year that no column tells ----------------------------------------------------------------------------------

    def _year_of_file(self) -> int | None:
        profile = self.profile
        said = {
            YearFrom.TITLE: " ".join(text(value) for row in range(self.fit.top) for value in map(normal, self.sheet.raw[row]) if value is not None),
            YearFrom.SHEET: self.sheet.name,
            YearFrom.FILE: self.workbook.file,
        }.get(profile.year_from, "")
        years = {int(one) for one in YEAR.findall(said)}
        if len(years) == 1:
            return next(iter(years))
        needed = not self.of[Meaning.YEAR] and any(column.year is None for column in self.values)
        if needed and profile.year:
            self.account.assumed_year(self.sheet.name, cell_name(self.fit.top, self.of[Meaning.VALUE][0]), profile.year, searched=str(profile.year_from))
        return profile.year

    # -- rows ---------------------------------------------------------------------------------------------------------

    def table(self) -> ObservedTable:
        fit, account, made = self.fit, self.account, self.made
        account.above(self.sheet, fit.top, fit.data)
        skipped_columns = self._skip_columns()
        header = self._header_keys()
        sums = tuple(fold(word) for word in self.profile.skip_rows if word)
        for row, line in enumerate(self.body):
            if self.blank[row]:
                continue
            left = sum(1 for column in skipped_columns if column < len(line) and line[column] is not None)
            if header and all(key(text(line[column]) if column < len(line) else "") == said for column, said in header.items()):
                account.row(self.sheet, self.first + row, "Powtórzony nagłówek tabeli.", "", self.own[row] - left)
            elif _numbers_columns(line):
                account.row(self.sheet, self.first + row, "Numery kolumn.", "", self.own[row] - left)
            else:
                self._row(row, line, left, sums)
        account.lacking(self.sheet.name, cell_name(fit.top, 0), [rule.headings[0] for rule in fit.missing if rule.meaning is not Meaning.IGNORE])
        made.codes[:] = [code for code, _, _ in self.units]
        made.names[:] = [name for _, name, _ in self.units]
        if not any(made.codes):
            made.contexts = [context for _, _, context in self.units]
        if not any(made.marks):
            made.marks = []
        if self.sheet.hidden_rows:
            account.hidden_rows(self.sheet.name, len(self.sheet.hidden_rows))
        return made

    def _header_keys(self) -> dict[int, str]:
        """What a repeated last row of the header would say in the columns taken, where they have words."""
        if self.profile.header_rows == 0:
            return {}
        last = headings(self.sheet, self.fit.data - 1, 1)
        said = {column: key(last[column]) for column in self.fit.columns if column < len(last) and last[column]}
        return said if len(said) >= 2 else {}

    def _skip_columns(self) -> list[int]:
        """Columns left out, each told once with its filled cells; their numbers."""
        found = []
        width = max(map(len, self.body), default=0)
        for column in range(width):
            rule = self.fit.columns.get(column)
            if rule is not None and rule.meaning is not Meaning.IGNORE:
                continue
            found.append(column)
            rows = [row for row, line in enumerate(self.body) if column < len(line) and line[column] is not None]
            if rows:
                said = self.fit.headings[column].text if column < len(self.fit.headings) else ""
                self.account.column(self.sheet.name, column, self.first + rows[0], self.first + rows[-1], len(rows), said, rule)
        return found

    def _row(self, row: int, line: list[CellValue], left: int, sums: tuple[str, ...]) -> None:
        account, made, where = self.account, self.made, self.first + row
        own = self.own[row] - left
        if own <= 0:
            return
        filled = [column for column in self.values if row not in column.empty]
        first_text = next((value for value in map(normal, self.sheet.raw[where]) if isinstance(value, str)), "")
        if not filled or not any(column.values[row] is not None or row in column.marks for column in filled):
            self._without_values(where, line, own, [column for column in filled if row in column.bad])
            return
        if sums and (named := self._sum(row, sums)):
            made.present += len(self.values)
            made.empty += len(self.values) - len(filled)
            made.skipped += len(filled)
            account.total(self.sheet, where, named, own)
            return
        code, name, context = self._place(row)
        year, indicator, group, unit, problem = self._told(row)
        used = 0
        for column in self.values:
            made.present += 1
            if row in column.empty:
                made.empty += 1
                continue
            cell = cell_name(where, column.at)
            if row in column.bad:
                account.not_a_number(self.sheet.name, cell, column.bad[row])
                made.skipped += 1
                continue
            own_name = column.words if column.rule.says is Says.PLACE else name
            own_year = column.year or year or self.year or 0
            full = self._indicator(column, indicator)
            if not (code or own_name):
                account.no_place(self.sheet.name, cell, first_text or text(self._cell(row, column.at)))
            elif problem and not (column.year or self.year):
                account.no_year(self.sheet.name, cell, problem)
            elif not full:
                account.no_indicator(self.sheet.name, cell, text(self._cell(row, column.at)))
            else:
                dimensions = tuple(text(self._cell(row, at)) for at in self.of[Meaning.DIMENSION])
                if column.rule.says is Says.DIMENSION:
                    dimensions = (*dimensions, column.words or "ogółem")
                self._take(row, column, (code, own_name, context), full, dimensions, group, unit or column.rule.unit or column.unit or self.profile.unit, own_year)
                used += 1
                continue
            made.skipped += 1
        account.read += used
        account.beside += own - len(filled) if used else 0
        if not used:
            account.row(self.sheet, where, "W wierszu nie ma wartości, które da się zapisać.", first_text, own - len(filled))

    def _sum(self, row: int, sums: tuple[str, ...]) -> str:
        """The word that makes a row a sum; what names an indicator or a part of it („razem", „kobiety") is none."""
        for column, value in enumerate(map(normal, self.sheet.raw[self.first + row])):
            rule = self.fit.columns.get(column)
            if isinstance(value, str) and (rule is None or rule.meaning in _MAY_SUM):
                folded = fold(value)
                if any(folded == word or folded.startswith((word + " ", word + ":")) for word in sums):
                    return value
        return ""

    def _without_values(self, where: int, line: list[CellValue], own: int, bad: list[_Column]) -> None:
        """A row that carries the name for the rows below, or a note."""
        said = next((text(value) for value in line if isinstance(value, str)), "")
        row = where - self.first
        if self.profile.row_carries is not None and own == 1 and said:
            self.carried = said
            self.account.beside += own
            return
        for column in bad:
            self.made.present += 1
            self.made.skipped += 1
            self.account.not_a_number(self.sheet.name, cell_name(where, column.at), column.bad[row])
        if own - len(bad) > 0:
            self.account.row(self.sheet, where, "Wiersz nie ma żadnej wartości.", said, own - len(bad), told=not bad)

    def _place(self, row: int) -> tuple[str, str, str]:
        """Code, name and what else is said of the municipality of a row."""
        code = next((said for column in self.of[Meaning.CODE] if (said := text(self._cell(row, column)))), "")
        name = next((said for column in self.of[Meaning.NAME] if (said := text(self._cell(row, column)))), "")
        if self.profile.row_carries is Meaning.NAME and not name:
            name = self.carried
        if not code and not name and self.profile.place:
            return ("", OWN_TOWN, "") if self.profile.place == OWN else (self.profile.place, "", "")
        context = ", ".join(self._context(column, said) for column in self.of[Meaning.CONTEXT] if (said := text(self._cell(row, column))))
        return code, name, context

    def _context(self, column: int, said: str) -> str:
        about = self.fit.headings[column].key
        for word, short in (("powiat", "powiat"), ("woj", "woj.")):
            if word in about and word not in fold(said):
                return f"{short} {said}"
        return said

    def _told(self, row: int) -> tuple[int | None, str, str, str, str]:
        """Year, indicator, group and unit of a row as its columns tell them, and why it has no year."""
        year, problem = None, ""
        for column in self.of[Meaning.YEAR]:
            year, problem = _year(self._cell(row, column))
            if year:
                break
        indicator = "; ".join(said for column in self.of[Meaning.INDICATOR] if (said := text(self._cell(row, column)).replace("\n", " ")))
        group = "; ".join(said for column in self.of[Meaning.GROUP] if (said := text(self._cell(row, column)).replace("\n", " ")))
        if self.profile.row_carries is Meaning.INDICATOR:
            indicator = "; ".join(part for part in (self.carried, indicator) if part)
        if self.profile.row_carries is Meaning.GROUP:
            group = group or self.carried
        unit = next((said for column in self.of[Meaning.UNIT] if (said := text(self._cell(row, column)))), "")
        if not self.of[Meaning.UNIT]:
            unit, indicator = unit_in(indicator)
        return year, indicator or ("" if self.of[Meaning.INDICATOR] else self.profile.indicator), group or self.profile.group, unit, problem

    def _indicator(self, column: _Column, told: str) -> str:
        own = column.rule.indicator or (column.words if column.rule.says is Says.INDICATOR else "")
        return "; ".join(part for part in (told, own) if part)

    def _take(self, row: int, column: _Column, place: tuple[str, str, str], indicator: str, dimensions: tuple[str, ...], group: str, unit: str, year: int) -> None:
        made = self.made
        unit_at = self.units.setdefault(place, len(self.units))
        if unit_at == len(self.unit_rows):
            self.unit_rows.append(self.first + row)
        named = (indicator, dimensions, unit, group, bool(year))
        series_at = self.series_at.get(named)
        if series_at is None:
            series_at = self.series_at[named] = len(self.series)
            self.series.append(self._series(row, column, *named))
        mark = column.marks.get(row, Mark.NORMAL)
        made.unit_index.append(unit_at)
        made.series_index.append(series_at)
        made.years.append(year)
        made.values.append(None if mark is not Mark.NORMAL else column.values[row])
        made.marks.append(mark)
        made.rows.append(self.first + row)
        made.columns.append(column.at)

    def _series(self, row: int, column: _Column, indicator: str, dimensions: tuple[str, ...], unit: str, group: str, dated: bool) -> RawSeries:
        words = [indicator, *(word for word in dimensions if word)]
        title = "; ".join(words)
        variables = dict(self.profile.variables)
        at = next(((self.first + row, one) for one in self.of[Meaning.INDICATOR]), (max(self.fit.data - 1, 0), column.at))
        return RawSeries(
            dimensions=(indicator, *dimensions),
            unit=unit,
            cell=cell_name(*at),
            says=title,
            variable=variables.get(title, ""),
            subject=group,
            key=f"profil:{self.profile.series_mark}:{title}:{unit}".casefold() if dated else "",
            title=title,
            dated=dated,
        )


def _year(value: CellValue) -> tuple[int | None, str]:
    """The year of a cell („2020", „2020 r.", a date; the first of „2020/2021"), or why there is none."""
    if value is None:
        return None, "pusta komórka"
    said = text(value)
    years = [int(one) for one in YEAR.findall(said)]
    if len(set(years)) == 1 or (len(years) == 2 and years[1] == years[0] + 1):
        return years[0], ""
    if heading(said).year is None and len(years) == 0 and (short := said.replace(" ", "").partition("/"))[1] and short[0].isdigit() and 1900 < int(short[0]) < 2100:
        return int(short[0]), ""
    return None, said


def _numbers_columns(line: Sequence[Any]) -> bool:
    """A row that only counts the columns: 1, 2, 3…"""
    filled = [text(value) for value in line if value is not None]
    return len(filled) >= 3 and filled == [str(number_) for number_ in range(1, len(filled) + 1)]
