"""People by age typed one number in a row: „Rok | Grupa wieku | Płeć | Liczba osób"."""

from __future__ import annotations

from excel_modules.modules import convert
from excel_modules.modules.age_groups import age_group, groups_of
from excel_modules.modules.age_sheets import series_of, sex_of
from excel_modules.modules.figure_rows import TOTAL
from excel_modules.modules.intake import Intake
from excel_modules.modules.layout import Column, Heading, Layout, Row, find
from excel_modules.modules.number_habits import groups_by_points, quantity
from excel_modules.modules.page import Page, Role
from excel_modules.modules.population_rows import PERSONS, row_key
from excel_modules.modules.table_rows import book_above, rows_of
from excel_modules.modules.town_figures import TownFigures
from mrl_desktop.domain.findings import Severity

AGE_ROWS = Layout(
    name="ludność według wieku (wiersz na wartość)",
    least=3,
    columns=(
        Column("Grupa wieku", "group", convert.line, ("Wiek", "Grupa wiekowa", "Grupy wieku", "Przedział wieku"), True),
        Column("Rok", "year", convert.year, ("Lata", "Stan na rok", "Rok danych", "Rok obserwacji", "Rok badania"), True),
        Column("Płeć", "sex", convert.line),
        Column("Liczba osób", "value", convert.number, ("Liczba", "Osoby", "Ludność", "Wartość", "Liczba ludności", "Liczba mieszkańców", "Stan ludności"), True),
    ),
    numbers=("Lp.", "Nr"),
)  # fmt: skip


def find_age_rows(page: Page) -> Heading | None:
    """The header of such a table, when ages stand under it."""
    heading = find(page, AGE_ROWS, last=40)
    if heading is None:
        return None
    ages = sum(1 for row in page.rows if row > heading.bottom and (cell := page.at(row, heading.columns["group"])) and isinstance(cell.value, str) and age_group(cell.text))
    return heading if ages >= 4 else None


def read_age_rows(intake: Intake, page: Page, heading: Heading, *, projected: bool) -> None:
    """Every number under its year, age and sex; groups turned into dates are recovered from the rows around them."""
    book_above(page, heading.top)
    figures = TownFigures(intake, page)
    rows = list(rows_of(intake, page, heading))
    groups, recovered, _ = groups_of([row.cells.get("group") for row in rows])
    read = quantity(whole=True, points=groups_by_points(page))
    for place, row in enumerate(rows):
        name, when, value = row.cells.get("group"), row.cells.get("year"), row.cells.get("value")
        year = intake.convert(page, when, convert.year) if when else None
        total = name is not None and bool(TOTAL.match(row_key(name.text)))
        if name is None or value is None or year is None or (place not in groups and not total):
            _skip(intake, page, row)
            continue
        page.mark((cell for at, cell in row.cells.items() if at in ("group", "sex")), Role.LABEL)
        page.mark(row.numbers.values(), Role.LABEL)
        if place in recovered:
            _say(intake, page, row, str(groups[place]))
        said = row.cells["sex"].text if "sex" in row.cells else ""
        sex = sex_of(said) or ""
        number = intake.convert(page, value, read)
        if number is not None:
            base, label = ("ludnosc", "Ludność ogółem") if total else (f"wiek_{groups[place].key}", f"Ludność w wieku {groups[place]}")
            figures.add(value, series_of(base, label, sex, name, PERSONS, projected=projected), year, number)
    figures.close()


def _skip(intake: Intake, page: Page, row: Row) -> None:
    for cell in row.everything:
        if page.roles.get((cell.row, cell.column)) is not Role.SKIPPED:
            page.roles.pop((cell.row, cell.column), None)
            intake.skip(page, cell, "W wierszu brakuje roku, grupy wieku albo liczby osób.", severity=None)


def _say(intake: Intake, page: Page, row: Row, group: str) -> None:
    cell = row.cells["group"]
    intake.say(
        Severity.NOTE, "I91", f"Grupa wieku zamieniła się w datę „{cell.text}”; z sąsiednich wierszy wynika, że to {group}.", "Sprawdź, czy tak miało być.", page=page, cell=cell, value=cell.text
    )
