"""Sheets „Struktura_wieku" and „Prognoza": people by age group, sex and year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from decimal import Decimal

from excel_modules.modules.age_groups import OPEN, AgeGroup, age_group, date_parts, groups_of
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
from excel_modules.modules.number_habits import groups_by_points, quantity
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.population_rows import PERSONS, own_series, row_key, variable_of
from excel_modules.modules.town import as_town, is_town
from excel_modules.modules.town_figures import TownFigures
from excel_modules.modules.year_table import FigureRow, Head, YearTable, above, find_tables, side_by_side, table_under
from excel_modules.parse import Unreadable
from excel_modules.reading import RawSeries
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.findings import Severity
from mrl_desktop.polish import fold, number

SEXES = {"": "", "_k": "kobiety", "_m": "mężczyźni"}
_SEX = ((re.compile(r"\bkobiet|\bk\b|\bzensk"), "_k"), (re.compile(r"\bmezczy|\bm\b|\bmesk"), "_m"))
_BOTH = re.compile(r"\bogolem|\brazem|\blacznie|\bobie plcie")
_PROJECTION = re.compile(r"prognoz|projekcj|przewidywan")
_LEAST_MIRRORED = 4
"""Age groups with a minus that make a side of a pyramid."""
_WORKING = ("przedprodukcyjny", "produkcyjny", "poprodukcyjny")


def ages_in(table: YearTable) -> int:
    """How many rows of a table are age groups, those turned into dates beside real ones included."""
    labels = [row.label for row in table.rows() if row.values]
    sure = sum(1 for cell in labels if cell is not None and isinstance(cell.value, str) and age_group(cell.text))
    return sure + (sum(1 for cell in labels if cell is not None and date_parts(cell) is not None) if sure >= 2 else 0)


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def age_tables(page: Page) -> list[YearTable]:
    """Tables by year, or one by sex whose title or sheet name gives the year."""
    tables = find_tables(page)
    if any(ages_in(table) for table in tables):
        return tables
    for row in page.rows[:40]:
        cells = page.by_row[row]
        sexes = [cell for cell in cells if isinstance(cell.value, str) and len(cell.text) <= 40 and sex_of(cell.text) is not None]
        if len(sexes) < 2 or not all(isinstance(cell.value, str) for cell in cells):
            continue
        years = {int(year) for cell in above(page, row) if len(cell.text) <= 200 for year in _YEAR.findall(cell.text)}
        if len(years) != 1:
            years = {int(year) for year in _YEAR.findall(page.name)}
        if len(years) == 1 and (table := table_under(page, row, dict.fromkeys((cell.column for cell in sexes), years.pop()))):
            return side_by_side(table)
    return tables


def is_projection(page: Page, tables: Sequence[YearTable]) -> bool:
    """Whether the numbers are a forecast: the sheet or its title says so, or its years have not come yet."""
    lines = [cell.text for table in tables[:1] for cell in above(page, table.top)] if tables else [cell.text for row in page.rows[:6] for cell in page.by_row[row]]
    said = [page.name, *lines, *(text for table in tables for head in table.heads for text in head.texts)]
    years = {year for table in tables for year in table.years}
    return any(_PROJECTION.search(fold(text)) for text in said) or max(years, default=0) > date.today().year


def sex_of(text: str) -> str | None:
    """„_k", „_m" or „" for both; None when a heading says nothing of sex."""
    folded = re.sub(r"(?:19|20)\d\d", " ", fold(text))
    if _BOTH.search(folded):
        return ""
    return next((suffix for pattern, suffix in _SEX if pattern.search(folded)), None)


def sexes_down(rows: Iterable[FigureRow]) -> tuple[FigureRow | None, dict[int, str]]:
    """The row „Płeć" of a table turned over (years and sexes down the side), and the sex of each of its columns."""
    for row in rows:
        if row.label is not None and label_key(row.label.text) == "plec" and row.values:
            return row, {head.column: sex for head, cell in row.values if (sex := sex_of(cell.text)) is not None}
    return None, {}


def sex_beside(table: YearTable, row: FigureRow) -> str | None:
    """The sex of a row in a table with a column „Płeć"; None when there is no such column or it says nothing."""
    column = sex_column(table)
    cell = table.grid.seen(row.number, column) if column is not None else None
    return sex_of(cell.text) if cell is not None else None


def sex_column(table: YearTable) -> int | None:
    """The column „Płeć" beside the names of rows."""
    return next((column for column, text in table.texts.items() if label_key(text) == "plec" and column != table.label), None)


def towns_over(table: YearTable) -> dict[int, tuple[str, str, str] | None]:
    """Column → the town its heading is of, where towns stand over the same years side by side; None for a heading that is no town. Empty for other tables."""
    heads = [head for head in table.heads if head.year is not None and not derived(head) and "%" not in head.said]
    said = {head.column: " ".join(text for text in head.texts if not _YEAR.search(text) and sex_of(text) is None) for head in heads}
    if not any(is_town(text) for text in said.values()) or len({(head.year, sex_of(head.said)) for head in heads}) == len(heads):
        return {}
    return {column: ("", as_town(text), "") if is_town(text) else None for column, text in said.items()}


def series_of(base: str, label: str, sex: str, cell: Cell, unit: str, *, projected: bool) -> RawSeries:
    """The series of people: the catalogue's own variable where it has one, a forecast or a named quantity otherwise."""
    key = f"{base}{sex}"
    said = f"{label}, {SEXES[sex]}" if sex else label
    if projected:
        return RawSeries(dimensions=(said,), unit=unit, cell=cell.address, says=said, key=f"prognoza:{key}", title=f"Prognoza: {said}")
    if key in load_catalogue().variables:
        return RawSeries(dimensions=(said,), unit=unit, cell=cell.address, says=said, variable=key, key=key, title=said)
    return RawSeries(dimensions=(said,), unit=unit, cell=cell.address, says=said, key=f"demografia:{key}", title=said)


def persons_unit(page: Page, tables: Sequence[YearTable]) -> str:
    """„osoba", or „tys. osób" where a title, header or note says that numbers are in thousands."""
    first = tables[0].top if tables else 0
    said = [cell.text for cell in page.cells.values() if isinstance(cell.value, str) and (cell.row <= first + 3 or len(cell.text) < 60)]
    return "tys. osób" if any(re.search(r"\bw tys\b|tys\.? ?os|\[tys|\(tys", fold(text)) for text in said) else PERSONS


class _Sums:
    """Checks totals of columns against the groups above them."""

    def __init__(self) -> None:
        self.parts: dict[tuple[int, int | None, str], dict[AgeGroup, Decimal]] = {}

    def put(self, head: Head, group: AgeGroup, value: Decimal, sex: str = "") -> None:
        self.parts.setdefault((head.column, head.year, sex), {})[group] = value

    def expected(self, head: Head, sex: str = "") -> Decimal | None:
        """The sum of the groups when they follow one another from 0 to the open one, None when some are missing."""
        parts = self.parts.get((head.column, head.year, sex), {})
        low = 0
        for group in sorted(parts, key=lambda one: (one.low, one.high)):
            if group.low != low:
                return None
            low = group.high + 1
        return sum(parts.values(), Decimal(0)) if low == OPEN + 1 else None


def read_ages(intake: Intake, page: Page, *, projected: bool) -> None:
    """Every value by year, age and sex; totals are checked; labels turned into dates are recovered and told."""
    tables = age_tables(page)
    unit = persons_unit(page, tables)
    book_around(intake, page, tables)
    figures = TownFigures(intake, page)
    convert = quantity(whole=unit == PERSONS, points=groups_by_points(page))
    sums = _Sums()
    section = ""
    for table in tables:
        rows = list(table.rows())
        named, sexes = sexes_down(rows)
        groups, recovered, uncertain = groups_of([row.label if row.values or date_parts_of(row) else None for row in rows])
        _say_dates(intake, page, rows, groups, recovered)
        mirrored = _mirrored(intake, page, rows, groups, convert)
        for place, row in enumerate(rows):
            if row is named:
                book_names(page, row)
                page.mark((cell for head, cell in row.values if head.column in sexes), Role.LABEL)
                continue
            section = _read_row(intake, page, table, row, groups.get(place), place in uncertain, figures, convert, sums, section, unit, sexes, mirrored, projected=projected)
        book_sexes(page, table, rows)
        skip_others(intake, page, table, rows)
    figures.close()


def _mirrored(intake: Intake, page: Page, rows: Sequence[FigureRow], groups: Mapping[int, AgeGroup], convert: Converter) -> set[int]:
    """Columns that lie left of the axis in a pyramid of ages: all their numbers have a minus. It is told once for each."""
    values: dict[int, list[tuple[Cell, Decimal]]] = {}
    for place in groups:
        for head, cell in rows[place].values:
            try:
                found = convert(cell, [])
            except Unreadable:
                continue
            if isinstance(found, Decimal) and found:
                values.setdefault(head.column, []).append((cell, found))
    mirrored = {column for column, found in values.items() if len(found) >= _LEAST_MIRRORED and all(value < 0 for _, value in found)}
    for column in sorted(mirrored):
        first = values[column][0][0]
        message = "Wszystkie liczby osób w tej kolumnie mają minus, jak lewa strona piramidy wieku; wczytano je bez minusa."
        intake.say(Severity.NOTE, "I13", message, "Sprawdź, czy tak miało być.", page=page, cell=first, value=first.text)
    return mirrored


def book_sexes(page: Page, table: YearTable, rows: Iterable[FigureRow]) -> None:
    """Words of the column „Płeć" are labels."""
    column = sex_column(table)
    page.mark((cell for row in rows for cell in row.others if table.grid.column_of(cell) == column and page.free(cell) and sex_of(cell.text) is not None), Role.LABEL)


def date_parts_of(row: FigureRow) -> bool:
    return row.label is not None and date_parts(row.label) is not None


def _say_dates(intake: Intake, page: Page, rows: Sequence[FigureRow], groups: dict[int, AgeGroup], recovered: set[int]) -> None:
    for place in sorted(recovered):
        label = rows[place].label
        if label is not None:
            intake.say(
                Severity.NOTE,
                "I91",
                f"Grupa wieku zamieniła się w datę „{label.text}”; z sąsiednich wierszy wynika, że to {groups[place]}.",
                "Sprawdź, czy tak miało być; w pliku ustaw kolumnie format „Tekst” i wpisz grupę ponownie.",
                page=page,
                cell=label,
                value=label.text,
            )


def _read_row(
    intake: Intake, page: Page, table: YearTable, row: FigureRow, group: AgeGroup | None, uncertain: bool, figures: TownFigures, convert: Converter, sums: _Sums, section: str, unit: str, sexes: Mapping[int, str], mirrored: Set[int], *, projected: bool
) -> str:
    """Reads one row and returns the sex of the section it opens or stands in."""
    label = row.label
    if is_note(row):
        skip_row(intake, page, row, "Przypis lub uwaga pod tabelą; nie należy do danych.")
        return section
    if label is None or is_template(row) or is_repeated_header(table, row):
        if row.values and label is None and not is_template(row):
            skip_row(intake, page, row, "Wiersz nie ma nazwy.")
        elif is_template(row):
            skip_row(intake, page, row, "Pusty wiersz szablonu.")
        else:
            page.mark((cell for _, cell in row.values), Role.LABEL)
            book_names(page, row)
        return section
    if not row.values:
        opened = sex_of(label.text)
        book_names(page, row)
        return section if opened is None else opened
    if uncertain:
        reason = f"Nazwa wiersza zamieniła się w datę „{label.text}” i nie wiadomo, którą grupę wieku oznaczała."
        skip_row(intake, page, row, reason)
        intake.say(Severity.WARNING, "I92", reason, "Wpisz w pliku grupę wieku jako tekst i wczytaj plik ponownie.", page=page, cell=label, value=label.text)
        return section
    total = group is None and bool(TOTAL.match(row_key(label.text)) or variable_of(label.text) == "ludnosc")
    base, said = _meaning(label, group, total)
    book_names(page, row)
    own = sex_beside(table, row)
    towns = towns_over(table)
    for head, cell in row.values:
        if head.column in towns and towns[head.column] is None:
            intake.skip(page, cell, f"Kolumna „{head.said}” nie należy do żadnego miasta; nie wczytano jej.", severity=None)
            continue
        sex = sexes.get(head.column, sex_of(head.said))
        sex = own if sex is None else sex
        sex = section if sex is None else sex
        if head.year is None or derived(head) or "%" in head.said:
            intake.skip(page, cell, f"Kolumna „{head.said}” wynika z innych; program liczy ją sam.", severity=None)
            continue
        value = intake.convert(page, cell, convert)
        if value is None:
            continue
        value = abs(value) if head.column in mirrored and (group or total) else value
        if value < 0 and (group or total):
            intake.skip(page, _unread(page, cell), "Liczba osób nie może być ujemna.", "Popraw komórkę w pliku i wczytaj go ponownie.", code="I11")
            continue
        if base:
            series = series_of(base, said, sex, label, unit, projected=projected)
        else:
            series = own_series(said, SEXES[sex], unit if abs(value) >= 1 and "%" not in label.text else "-", label.address, "prognoza" if projected else "demografia")
        figures.add(cell, series, head.year, value, towns.get(head.column))
        if group:
            sums.put(head, group, value, sex)
        elif total and (expected := sums.expected(head, sex)) is not None and abs(expected - value) > 1:
            intake.say(
                Severity.WARNING,
                "I93",
                f"Suma grup wieku w kolumnie „{head.said}” wynosi {number(expected)}, a w wierszu „{label.text}” jest {number(value)}.",
                "Sprawdź, czy w tabeli nie brakuje wiersza i czy suma jest aktualna; wczytano obie wartości tak, jak stoją w pliku.",
                page=page,
                cell=cell,
                value=cell.text,
            )
    return section


def _unread(page: Page, cell: Cell) -> Cell:
    page.roles.pop((cell.row, cell.column), None)
    return cell


def _meaning(label: Cell, group: AgeGroup | None, total: bool) -> tuple[str, str]:
    """Beginning of the variable's key and the name for people; an empty key when the row is something of its own."""
    if group is not None:
        return f"wiek_{group.key}", f"Ludność w wieku {group}"
    if total:
        return "ludnosc", "Ludność ogółem"
    variable = variable_of(label.text)
    if variable in _WORKING:
        return variable, f"Ludność w wieku {variable.replace('yjny', 'yjnym')}"
    return variable, label.text
