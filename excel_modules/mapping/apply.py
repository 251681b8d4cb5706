"""A profile applied to a workbook: values with their places, years, series and cells; every other filled cell with the reason it is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from excel_modules.mapping.account import Account
from excel_modules.mapping.cells import ValueCells, numbers_columns, repeats, two_years, value_cells, year_in
from excel_modules.mapping.heading import YEAR, headings, key, unit_in
from excel_modules.mapping.profile import OWN, Meaning, Profile, Says, YearFrom
from excel_modules.mapping.shape import Fit, sheets_left
from excel_modules.parse import text
from excel_modules.reading import OWN_TOWN, Contents, ObservedTable, RawSeries
from excel_modules.sheet import CellValue, Sheet, Workbook, cell_name, clean, column_name, normal
from mrl_desktop.domain.facts import Mark
from mrl_desktop.polish import fold

_MAY_SUM = (Meaning.CODE, Meaning.NAME, Meaning.CONTEXT, Meaning.IGNORE)
_PLACES = (Meaning.CODE, Meaning.NAME, Meaning.CONTEXT)
_TOLD = (Meaning.YEAR, Meaning.INDICATOR, Meaning.GROUP, Meaning.UNIT)


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


class _Reading:
    """One sheet on its way to a table."""

    def __init__(self, profile: Profile, workbook: Workbook, fit: Fit, account: Account) -> None:
        self.profile, self.workbook, self.fit, self.account = profile, workbook, fit, account
        self.sheet: Sheet = fit.sheet
        self.first = fit.data
        self.body = [[normal(value) for value in row] for row in self.sheet.raw[fit.data :]]
        self._fill_down()
        self.of = {meaning: [column for column, rule in sorted(fit.columns.items()) if rule.meaning is meaning] for meaning in Meaning}
        self.values = [value_cells(column, fit, self.body, profile, self.workbook.decimal) for column in self.of[Meaning.VALUE]]
        self.year = self._year_of_file()
        self.carried = ""
        self._places: dict[tuple[CellValue, ...], tuple[str, str, str]] = {}
        self._said: dict[tuple[CellValue, ...], tuple[int | None, str, str, str, str]] = {}
        self._sums: dict[str, bool] = {}
        self._sum_words = tuple(fold(word) for word in profile.skip_rows if word)
        self._place_columns = [column for meaning in _PLACES for column in self.of[meaning]]
        self._told_columns = [column for meaning in _TOLD for column in self.of[meaning]]
        self._sum_columns = [column for column in range(max(map(len, self.body), default=0)) if (rule := fit.columns.get(column)) is None or rule.meaning in _MAY_SUM]
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
        for row, line in enumerate(self.body):
            if self.blank[row]:
                continue
            left = sum(1 for column in skipped_columns if column < len(line) and line[column] is not None)
            if header and repeats(line, header):
                account.row(self.sheet, self.first + row, "Powtórzony nagłówek tabeli.", "", self.own[row] - left)
            elif numbers_columns(line):
                account.row(self.sheet, self.first + row, "Numery kolumn.", "", self.own[row] - left)
            else:
                self._row(row, line, left)
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

    def _row(self, row: int, line: list[CellValue], left: int) -> None:
        account, made, where = self.account, self.made, self.first + row
        own = self.own[row] - left
        if own <= 0:
            return
        filled = [column for column in self.values if row not in column.empty]
        if not filled or not any(column.values[row] is not None or row in column.marks for column in filled):
            self._without_values(where, line, own, [column for column in filled if row in column.bad])
            return
        if self._sum_words and (named := self._sum(row)):
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
                account.no_place(self.sheet.name, cell, self._first_text(row) or text(self._cell(row, column.at)))
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
            account.row(self.sheet, where, "W wierszu nie ma wartości, które da się zapisać.", self._first_text(row), own - len(filled))

    def _first_text(self, row: int) -> str:
        return next((value for value in map(normal, self.sheet.raw[self.first + row]) if isinstance(value, str)), "")

    def _sum(self, row: int) -> str:
        """The word that makes a row a sum; what names an indicator or a part of it („razem", „kobiety") is none."""
        raw = self.sheet.raw[self.first + row]
        for column in self._sum_columns:
            value = raw[column] if column < len(raw) else None
            if isinstance(value, str) and value:
                if value not in self._sums:
                    folded = fold(clean(value))
                    self._sums[value] = any(folded == word or folded.startswith((word + " ", word + ":")) for word in self._sum_words)
                if self._sums[value]:
                    return clean(value)
        return ""

    def _without_values(self, where: int, line: list[CellValue], own: int, bad: list[ValueCells]) -> None:
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
        """Code, name and what else is said of the municipality of a row; rows that say the same are asked once."""
        said = (self.carried, *(self._cell(row, column) for column in self._place_columns))
        if said not in self._places:
            self._places[said] = self._place_of(row)
        return self._places[said]

    def _place_of(self, row: int) -> tuple[str, str, str]:
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
        """Year, indicator, group and unit of a row as its columns tell them, and why it has no year; rows that say the same are asked once."""
        said = (self.carried, *(self._cell(row, column) for column in self._told_columns))
        if said not in self._said:
            self._said[said] = self._told_of(row)
        return self._said[said]

    def _told_of(self, row: int) -> tuple[int | None, str, str, str, str]:
        year, problem = None, ""
        for column in self.of[Meaning.YEAR]:
            year, problem = year_in(self._cell(row, column))
            if year:
                if two_years(said := text(self._cell(row, column))):
                    self.account.school_year(self.sheet.name, cell_name(self.first + row, column), said, year)
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

    def _indicator(self, column: ValueCells, told: str) -> str:
        own = column.rule.indicator or (column.words if column.rule.says is Says.INDICATOR else "")
        return "; ".join(part for part in (told, own) if part)

    def _take(self, row: int, column: ValueCells, place: tuple[str, str, str], indicator: str, dimensions: tuple[str, ...], group: str, unit: str, year: int) -> None:
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

    def _series(self, row: int, column: ValueCells, indicator: str, dimensions: tuple[str, ...], unit: str, group: str, dated: bool) -> RawSeries:
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
