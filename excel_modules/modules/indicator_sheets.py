"""Sheets „MRL_wskaźniki" and „MRL_syntetyczne": values of indicators by year, by town, or one in a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from excel_modules.identify import scale
from excel_modules.modules import convert
from excel_modules.modules.figure_rows import (
    TOTAL,
    book_around,
    book_names,
    derived,
    is_note,
    is_repeated_header,
    is_template,
    skip_others,
    skip_row,
)
from excel_modules.modules.intake import Converter, Intake
from excel_modules.modules.labels import label_key
from excel_modules.modules.layout import Column, Heading, Layout
from excel_modules.modules.number_habits import groups_by_points, quantity, without_footnote
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.population_rows import row_key, variable_of
from excel_modules.modules.table_rows import book_above, rows_of
from excel_modules.modules.town import as_town, unit_name
from excel_modules.modules.town_figures import TownFigures
from excel_modules.modules.year_table import UNIT_HEADS, FigureRow, YearTable, above, counts_columns, find_tables, is_label_head
from excel_modules.parse import Unreadable, is_blank, number, year
from excel_modules.reading import RawSeries
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.indicators import Variable
from mrl_desktop.polish import fold

LONG = Layout(
    name="wskaźniki MRL (wiersz na wartość)",
    least=3,
    columns=(
        Column("Wskaźnik", "indicator", convert.line, ("Nazwa wskaźnika", "Nazwa", "Wyszczególnienie", "Zmienna", "Nazwa zmiennej", "Cecha", "Nazwa cechy"), True),
        Column("Rok", "year", convert.year, ("Okres", "Lata", "Rok danych", "Rok obserwacji"), True),
        Column("Wartość", "value", convert.number, ("Wartość wskaźnika", "Wynik"), True),
        Column("J.m.", "unit", convert.line, ("Jednostka", "Jednostka miary", "Miara", "Jedn.", "Jedn. miary")),
        Column("TERYT", "code", convert.line, ("Kod TERYT", "Kod gminy", "Kod")),
        Column("Miasto", "town", convert.line, ("Gmina", "Nazwa gminy", "Nazwa miasta", "Jednostka terytorialna", "JST")),
        Column("Wymiar", "dimension", convert.line),
        Column("Obszar", "area", convert.line),
        Column("Podobszar", "sub_area", convert.line),
    ),
    numbers=("Lp.", "Nr", "Kod wskaźnika", "Symbol"),
)
_CODE_HEADS = ("teryt", "kod teryt", "kod gminy", "kod jednostki", "teryt gminy", "kod gus")
_TOWN_HEADS = ("miasto", "gmina", "nazwa miasta", "nazwa gminy", "jst", "nazwa jednostki", "jednostka terytorialna", "samorzad", "nazwa jst")
_BESIDE_HEADS = ("powiat", "wojewodztwo", "rodzaj", "rodzaj gminy", "typ gminy")
_CONTEXT_HEADS = ("wymiar", "obszar", "podobszar", "dziedzina", "obszar mrl", "wymiar mrl", "obszar tematyczny")
_UNIT_BEHIND = re.compile(r"[\[(]\s*([^\])]{1,40})\s*[\])]\s*$|,\s*(%|‰|szt\.|os\.|zł)\s*$")
_MEAN = re.compile(r"^(?:srednia|srednio|mediana|min|max|minimum|maksimum|grupa|ranking|miejsce|pozycja|odchylenie|roznica)\b")
_PERSONS = re.compile(r"^(?:os|osob[ay]?|osoby|liczba osob|mieszk\w*)\.?$")
_MEASURES = re.compile(r"liczb|udzial|wskaznik|stop[ay]|przeciet|dochod|wydat|na 1000|na 10 tys|saldo|odset|ludnosc|na mieszk")
_ONE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@cache
def _titles() -> Mapping[str, Variable]:
    """Variables of the catalogue by their folded titles."""
    return {row_key(variable.title): variable for variable in load_catalogue().variables.values()}


@cache
def _named() -> Mapping[str, str]:
    """Names of the catalogue's indicators and variables by their folded wording."""
    catalogue = load_catalogue()
    return {row_key(name): name for name in (*(one.title for one in catalogue.variables.values()), *(one.name for one in catalogue.indicators.values()))}


def series_named(label: Cell, unit: str, prefix: str) -> RawSeries:
    """The series an indicator's name stands for: the catalogue's variable when the wording is its title and the units go together, else its own."""
    said = re.sub(r"\s+", " ", label.text).strip(" :*")
    behind = _UNIT_BEHIND.search(said)
    if behind and re.search(r"\bstan|dzien|\d{4}|\brok", fold(behind[0])):  # „(stan na 31.12)" is no unit
        said, behind = said[: behind.start()].strip(), None
    unit = unit or (next((part for part in behind.groups() if part), "") if behind else "")
    unit = "osoba" if _PERSONS.match(fold(unit)) else unit.strip()
    name = row_key(said)
    known = load_catalogue().variables
    variable = _titles().get(name) or known.get(variable_of(said))
    if variable is None and (asked := _asked(said)) and (variable := _titles().get(row_key(asked)) or known.get(variable_of(asked))):
        said = asked
    if variable is not None and not prefix and scale(unit, variable.unit) is not None:
        return RawSeries(dimensions=(said,), unit=unit or variable.unit, cell=label.address, says=said, variable=variable.key, key=variable.key, title=variable.title)
    said = _named().get(name, said)  # the wording of the catalogue where only diacritics were lost
    title = f"{prefix}: {said}" if prefix else said
    return RawSeries(dimensions=(title,), unit=unit, cell=label.address, says=said, key=f"mrl:{'syntetyczny:' if prefix else ''}{name}", title=f"MRL: {title}")


def _asked(said: str) -> str:
    """The quantity a title speaks of without its frame: „Porównanie miast – liczba ludności w latach 2015–2019" → „liczba ludności"."""
    core = re.split(r"\s[–—-]\s|:\s", said)[-1]
    core = re.sub(r"\s*\(?(?:w latach|w roku|w okresie|lata|za lata|na koniec|stan na|wg stanu)\b.*$", "", core, flags=re.IGNORECASE)
    return core.strip(" ,.–-") if core != said else ""


@dataclass(slots=True)
class _Places:
    """Columns of a table that name the town of a row."""

    code: int | None = None
    town: int | None = None
    beside: tuple[int, ...] = ()
    towns: bool = False
    """Whether the column of names is headed „Miasto", so that namesakes among rural gminy are not meant."""
    last: tuple[str, str, str] | None = None

    @classmethod
    def of(cls, texts: Mapping[int, str]) -> _Places:
        keys = {column: label_key(text) for column, text in texts.items()}
        town = next((column for column, key in keys.items() if key in _TOWN_HEADS), None)
        heads = (*_CODE_HEADS, "kod") if town is not None else _CODE_HEADS
        return cls(
            code=next((column for column, key in keys.items() if key in heads), None),
            town=town,
            beside=tuple(column for column, key in keys.items() if key in _BESIDE_HEADS),
            towns=any(key in ("miasto", "nazwa miasta") for key in keys.values()),
        )

    def known(self, column: int) -> bool:
        return column in (self.code, self.town, *self.beside)

    def unit(self, seen: Mapping[int, Cell]) -> tuple[str, str, str] | None:
        """(code, name, context) of a row; an empty place is that of the row above, as when names stand once."""
        code = seen[self.code].text.removesuffix(".0") if self.code in seen and self.code is not None else ""
        name = unit_name(seen[self.town].text) if self.town in seen and self.town is not None else ""
        if code or name:
            name = as_town(name) if self.towns and not code else name
            self.last = code, name, ", ".join(seen[column].text for column in self.beside if column in seen)
        return self.last


def synthetic(page: Page) -> bool:
    """Whether a sheet holds synthetic indexes and not plain indicators."""
    head = [cell.text for row in page.rows[:6] for cell in page.by_row[row]]
    return any("syntet" in fold(text) for text in (page.name, *head))


def has_places(tables: Iterable[YearTable]) -> bool:
    """Whether rows of tables name their towns."""
    return any(places.code is not None or places.town is not None for places in (_Places.of(table.texts) for table in tables))


def names_towns(page: Page, table: YearTable) -> bool:
    """Whether rows are towns, told by headings, under a line that names the indicator they are compared by."""
    title = _title_cell(page, table)
    if title is None or not _names_indicator(title):
        return False
    return _lists_towns(table)


def _lists_towns(table: YearTable) -> bool:
    """Whether names of rows are towns beside their codes: by the heading, or because every row has a code and a name of its own and no name is an indicator's."""
    head = label_key(table.texts.get(table.label, ""))
    code = _code_column(table)
    if code is None:
        return False
    if head in _TOWN_HEADS:
        return True
    rows = [(row.label.text, cell.text) for row in table.rows() if row.label and (cell := table.grid.seen(row.number, code)) and re.fullmatch(r"\d{6,7}", cell.text.removesuffix(".0"))]
    names, codes = {name for name, _ in rows}, {found for _, found in rows}
    return len(rows) >= 2 and len(names) == len(codes) == len(rows) and not any(row_key(name) in _named() or variable_of(name) or _MEASURES.search(fold(name)) for name in names)


def _code_column(table: YearTable) -> int | None:
    """The column of codes of a table whose rows are towns."""
    return next((column for column, text in table.texts.items() if label_key(text) in (*_CODE_HEADS, "kod")), None)


def has_context(texts: Iterable[str]) -> bool:
    """Whether headers speak of dimensions and areas of the monitor."""
    return any(label_key(text) in _CONTEXT_HEADS for text in texts)


def read_by_years(intake: Intake, page: Page) -> None:
    """Indicators in rows and years across, for the workbook's town or the towns rows name."""
    tables = find_tables(page)
    prefix = "Wskaźnik syntetyczny" if synthetic(page) else ""
    book_around(intake, page, tables)
    figures = TownFigures(intake, page)
    read = quantity(points=groups_by_points(page))
    for table in tables:
        places = _Places.of(table.texts)
        titled = _title_cell(page, tables[0]) if label_key(table.texts.get(table.label, "")) in _TOWN_HEADS or _lists_towns(table) else None
        if titled is not None and places.code is None:
            places.code = _code_column(table)
        rows = list(table.rows())
        for row in rows:
            _read_row(intake, page, table, row, places, titled, figures, read, prefix)
        skip_others(intake, page, table, rows, known=places.known)
    figures.close()


def _read_row(
    intake: Intake, page: Page, table: YearTable, row: FigureRow, places: _Places, titled: Cell | None, figures: TownFigures, read: Converter, prefix: str
) -> None:
    if is_note(row):
        skip_row(intake, page, row, "Przypis lub uwaga pod tabelą; nie należy do danych.")
        return
    if row.label is None or is_template(row):
        skip_row(intake, page, row, "Pusty wiersz szablonu." if is_template(row) else "Wiersz nie ma nazwy.")
        return
    _book_context(page, table, row, places)
    if not row.values or is_repeated_header(table, row):
        book_names(page, row)
        page.mark((cell for _, cell in row.values), Role.LABEL)
        return
    book_names(page, row)
    seen = {column: cell for column in (places.code, places.town, *places.beside) if column is not None and (cell := table.grid.seen(row.number, column))}
    unit = places.unit(seen) if places.code is not None or places.town is not None else None
    named = row.label
    if titled is not None:
        unit, named = (unit[0] if unit else "", unit_name(row.label.text), unit[2] if unit else ""), titled
    mean = next((cell for cell in (seen.get(places.town) if places.town is not None else None, row.label) if cell and _MEAN.match(fold(cell.text)) and (titled or cell is not row.label)), None)
    series = series_named(named, row.unit.text if row.unit and not is_blank(row.unit.value) else "", prefix)
    for head, cell in row.values:
        if head.year is None or derived(head) or mean is not None:
            said = mean.text if mean is not None else head.said
            intake.skip(page, cell, f"„{said}” wynika z innych danych; program liczy to sam.", severity=None)
            continue
        value = intake.convert(page, cell, read)
        if value is not None:
            figures.add(cell, series, head.year, value, unit)


def _book_context(page: Page, table: YearTable, row: FigureRow, places: _Places) -> None:
    """Dimension, area, town and code of a row are its labels."""
    for cell in row.others:
        column = table.grid.column_of(cell)
        if places.known(column) or label_key(table.texts.get(column, "")) in (*_CONTEXT_HEADS, "symbol", "kod", "kod wskaznika", "zrodlo", "zrodlo danych", "kierunek", "kierunek wplywu", "charakter", "typ"):
            page.mark(cell, Role.LABEL)


def _title_cell(page: Page, table: YearTable) -> Cell | None:
    """The line above a table of towns that names the indicator: one of the catalogue, with a unit in brackets, or with words of measures."""
    lines = [cell for cell in above(page, table.top) if isinstance(cell.value, str) and 3 < len(cell.text) <= 160 and page.roles.get((cell.row, cell.column)) is not Role.READ]
    return max(lines, key=_names_indicator, default=None)


def _names_indicator(cell: Cell) -> int:
    said = re.sub(r"^.*[–—:]\s", "", cell.text) if "–" in cell.text else cell.text
    return 4 * (row_key(cell.text) in _named() or row_key(said) in _named()) + 2 * bool(_UNIT_BEHIND.search(cell.text)) + bool(_MEASURES.search(fold(cell.text)))


def read_long(intake: Intake, page: Page, heading: Heading) -> None:
    """One value in a row, with its indicator, year and maybe town."""
    book_above(page, heading.top)
    prefix = "Wskaźnik syntetyczny" if synthetic(page) else ""
    figures = TownFigures(intake, page)
    read = quantity(points=groups_by_points(page))
    for row in rows_of(intake, page, heading):
        page.mark((cell for name, cell in row.cells.items() if name not in ("value", "year")), Role.LABEL)
        page.mark(row.numbers.values(), Role.LABEL)
        label, when, cell = row.cells.get("indicator"), row.cells.get("year"), row.cells.get("value")
        at = intake.convert(page, when, convert.year) if when else None
        if label is None or cell is None or at is None:
            for one in row.everything:
                if page.roles.get((one.row, one.column)) is not Role.SKIPPED:
                    page.roles.pop((one.row, one.column), None)
                    intake.skip(page, one, "W wierszu brakuje nazwy wskaźnika, roku albo wartości.", severity=None)
            continue
        code, town = row.cells.get("code"), row.cells.get("town")
        unit = (code.text.removesuffix(".0") if code else "", unit_name(town.text) if town else "", "") if code or town else None
        value = intake.convert(page, cell, read)
        if value is not None:
            figures.add(cell, series_named(label, row.cells["unit"].text if "unit" in row.cells else "", prefix), at, value, unit)
    figures.close()


@dataclass(slots=True, kw_only=True)
class CrossTable:
    """Indicators against towns for the one year the title gives, or towns against indicators with the year in the title or a column."""

    top: int
    label: int
    unit: int | None
    year_column: int | None
    columns: tuple[int, ...]
    towns_across: bool
    year: int | None


def find_cross(page: Page) -> CrossTable | None:
    """A table without years in its header, whose title or column „Rok" gives them."""
    for top in page.rows[:40]:
        cells = page.by_row[top]
        if len(cells) < 3 or not all(isinstance(cell.value, str) and len(cell.text) <= 90 for cell in cells):
            continue
        keys = {cell.column: label_key(cell.text) for cell in cells}
        towns = next((column for column, key in keys.items() if key in _TOWN_HEADS), None)
        label = next((column for column, key in keys.items() if key.startswith(("wskaznik", "nazwa wskaznika"))), None)
        if label is None:
            label = next((column for column, key in keys.items() if is_label_head(key)), None)
        across = towns is None
        first = label if across else towns
        if first is None:
            continue
        when = next((column for column, key in keys.items() if key in ("rok", "okres")), None)
        unit = next((column for column, key in keys.items() if key in UNIT_HEADS), None)
        filled: Counter[int] = Counter()
        figures: Counter[int] = Counter()
        for row in page.rows:
            if row > top and not counts_columns(page.by_row[row]):
                filled.update(cell.column for cell in page.by_row[row] if not is_blank(cell.value))
                figures.update(cell.column for cell in page.by_row[row] if _is_figure(cell))
        numeric = {column for column, count in figures.items() if 2 * count >= filled[column]}
        values = tuple(column for column, key in keys.items() if column in numeric and column not in (first, when, unit) and key not in (*_CODE_HEADS, *_CONTEXT_HEADS, "lp", "nr", "kod"))
        years = {int(found) for cell in above(page, top) for found in _ONE_YEAR.findall(cell.text)}
        if len(values) >= 2 and (when is not None or len(years) == 1):
            return CrossTable(top=top, label=first, unit=unit, year_column=when, columns=values, towns_across=across, year=years.pop() if len(years) == 1 else None)
    return None


def _is_figure(cell: Cell) -> bool:
    """Whether a cell is a number, typed as text or not."""
    if isinstance(cell.value, bool) or cell.value is None or is_blank(cell.value):
        return False
    try:
        return number(without_footnote(cell.value) if isinstance(cell.value, str) else cell.value) is not None
    except Unreadable:
        return False


def read_cross(intake: Intake, page: Page, table: CrossTable) -> None:
    """Every value of a cross table; means of groups are left out."""
    book_above(page, table.top)
    header = {cell.column: cell for cell in page.by_row[table.top]}
    page.mark(header.values(), Role.LABEL)
    prefix = "Wskaźnik syntetyczny" if synthetic(page) else ""
    figures = TownFigures(intake, page)
    read = quantity(points=groups_by_points(page))
    places = _Places.of({column: cell.text for column, cell in header.items()})
    towns = any(re.search(r"\bmiast", fold(cell.text)) for cell in above(page, table.top + 1))
    for row in page.rows:
        if row <= table.top:
            continue
        if counts_columns(page.by_row[row]):
            page.mark(page.by_row[row], Role.DECORATION)
            continue
        cells = {cell.column: cell for cell in page.by_row[row]}
        label = cells.get(table.label)
        values = [cells[column] for column in table.columns if column in cells]
        if label is None or not values or TOTAL.match(fold(label.text)):
            continue
        if label_key(label.text) == label_key(header[table.label].text):
            page.mark(cells.values(), Role.LABEL)
            continue
        for column, cell in cells.items():
            if column in (table.label, table.unit, table.year_column) or places.known(column) or label_key(header[column].text if column in header else "") in (*_CONTEXT_HEADS, "lp", "nr"):
                page.mark(cell, Role.LABEL)
            elif column not in table.columns:
                intake.skip(page, cell, f"Program nie wczytuje kolumny „{header[column].text}”." if column in header else "Kolumna nie ma nagłówka.", severity=None)
        at = _year_of(intake, page, cells, table)
        for cell in values:
            head = header[cell.column]
            town = head if table.towns_across else label
            if at is None or _MEAN.match(fold(town.text)) or TOTAL.match(fold(town.text)):
                reason = "W wierszu nie ma roku." if at is None else f"„{town.text}” wynika z innych danych; program liczy to sam."
                intake.skip(page, cell, reason, severity=None)
                continue
            value = intake.convert(page, cell, read)
            if value is None:
                continue
            named = label if table.towns_across else head
            said = cells[table.unit].text if table.unit is not None and table.unit in cells else ""
            code = cells[places.code].text.removesuffix(".0") if places.code is not None and places.code in cells else ""
            own = table.towns_across and re.match(r"(?:wartosc|wynik|miasto|nasze miasto|gmina|indeks)$", fold(town.text))
            name = as_town(town.text) if towns and not code else unit_name(town.text)
            unit = None if own else (code, name, ", ".join(cells[column].text for column in places.beside if column in cells))
            figures.add(cell, series_named(named, said, prefix), at, value, unit)
    figures.close()


def _year_of(intake: Intake, page: Page, cells: Mapping[int, Cell], table: CrossTable) -> int | None:
    cell = cells.get(table.year_column) if table.year_column is not None else None
    if cell is None:
        return table.year
    try:
        return year(cell.value)
    except Unreadable:
        return None
