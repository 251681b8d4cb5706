"""Sheets „Ruch_ludności", „Popyt" and „Założenia": events of the year by row, groups of users in years to come, and settings of a forecast."""

from __future__ import annotations

import re

from excel_modules.modules.age_sheets import book_sexes, series_of, sex_beside, sex_of, sexes_down, towns_over
from excel_modules.modules.figure_rows import (
    TOTAL,
    book_around,
    book_names,
    derived,
    is_note,
    is_repeated_header,
    is_template,
    says_note,
    skip_others,
    skip_row,
)
from excel_modules.modules.intake import Intake
from excel_modules.modules.number_habits import groups_by_points, quantity
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.population_rows import PERSONS, assumption_reason, is_assumption, own_series, row_key, variable_of
from excel_modules.modules.town_figures import TownFigures
from excel_modules.modules.year_table import FigureRow, find_tables
from excel_modules.reading import RawSeries
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.findings import Severity
from mrl_desktop.polish import fold

_SEX_ROW = re.compile(r"^(?:kobiety|mezczyzni|kobiet|mezczyzn|chlopcy|dziewczeta)$")
_PARTIAL = re.compile(r"wewnetrz|zagranicz|z zagranic|za granic|miast|wsi\b|wies\b")
_WORKING = ("przedprodukcyjny", "produkcyjny", "poprodukcyjny")
_RATIO = re.compile(r"\bwsk(?:\.|azn)|wspolczynnik|obciazeni|\bna 10+\b|%|\bodsetek|\budzial")
_SEXES = {"_k": "_k", "_m": "_m", "": "", None: ""}


def unit_of(said: str, page_unit: str) -> str:
    """The unit of a row as the catalogue writes it."""
    folded = fold(said).strip(" .[]()")
    if not folded:
        return page_unit
    if re.match(r"tys", folded):
        return "tys. osób"
    if re.match(r"os(?:\.|ob|$)|ludn|liczba|mieszk|ur\b", folded):
        return PERSONS
    return "%" if folded == "%" else "-" if re.match(r"‰|promil|na 1000|-|wsk", folded) else said


class _Rows:
    """Where among its rows a sheet is: the section above, and the quantity that rows of detail belong to."""

    def __init__(self) -> None:
        self.section = ""
        self.owner: Cell | None = None
        self.variable = ""

    def meaning(self, label: Cell) -> tuple[str, str]:
        """(variable, parent's name) of a row; the variable is empty for a quantity without a place in the catalogue."""
        key = row_key(label.text)
        detail = bool(_SEX_ROW.match(key)) or fold(label.text).lstrip(" -–").startswith(("w tym", "z tego", "z czego"))
        if not detail and not (self.owner is not None and label.indent > self.owner.indent):
            self.owner, self.variable = label, ""
        parent = self.owner.text if self.owner is not None and self.owner is not label else ""
        variable = variable_of(label.text, self.variable)
        partial = _PARTIAL.search(fold(self.section))
        if partial and not _PARTIAL.search(key) and variable not in ("zameldowania_zagranica", "wymeldowania_zagranica"):
            variable, parent = "", self.section
        if parent and variable in ("", self.variable) and not variable:
            return "", re.sub(r"\s+", " ", parent).strip(" :")
        if not parent:
            self.variable = variable
        return variable, ""


def read_movement(intake: Intake, page: Page, *, demand: bool) -> None:
    """Rows by year. What the catalogue knows is stored under its variable, the rest under the town's own name."""
    tables = find_tables(page)
    titles = [cell.text for cell in page.cells.values() if isinstance(cell.value, str) and tables and cell.row < tables[0].top]
    page_unit = "tys. osób" if any(re.search(r"\bw tys\b|tys\.? ?os", fold(text)) for text in titles) else PERSONS
    book_around(intake, page, tables)
    figures = TownFigures(intake, page)
    habits = groups_by_points(page)
    known = load_catalogue().variables
    place = _Rows()
    for table in tables:
        rows = list(table.rows())
        whole = any(variable_of(row.label.text) in _WORKING for row in rows if row.label is not None and row.values)
        named, sexes = sexes_down(rows)
        towns = towns_over(table)
        for row in rows:
            label = row.label
            if row is named:
                book_names(page, row)
                page.mark((cell for head, cell in row.values if head.column in sexes), Role.LABEL)
                continue
            if is_note(row):
                skip_row(intake, page, row, "Przypis lub uwaga pod tabelą; nie należy do danych.")
                continue
            if label is None or is_template(row) or is_repeated_header(table, row):
                _book_nothing(intake, page, row)
                continue
            if not row.values:
                book_names(page, row)
                place.section, place.owner, place.variable = label.text, None, ""
                continue
            variable, parent = place.meaning(label)
            if whole and not variable and TOTAL.fullmatch(row_key(label.text)):  # „Ogółem" beside people of working age
                variable, parent = "ludnosc", ""
            book_names(page, row)
            counted = bool(variable) and known[variable].unit == PERSONS if variable in known else True
            unit = unit_of(row.unit.text if row.unit else "", "-" if (variable and not counted) or _RATIO.search(fold(label.text)) else page_unit)
            if variable and counted and unit != "tys. osób":
                unit = PERSONS
            convert = quantity(whole=unit == PERSONS, points=habits)
            for head, cell in row.values:
                if head.year is None or derived(head):
                    intake.skip(page, cell, f"Kolumna „{head.said}” wynika z innych; program liczy ją sam.", severity=None)
                    continue
                if head.column in towns and towns[head.column] is None:
                    intake.skip(page, cell, f"Kolumna „{head.said}” nie należy do żadnego miasta; nie wczytano jej.", severity=None)
                    continue
                value = intake.convert(page, cell, convert)
                if value is None:
                    continue
                sex = sexes.get(head.column) or sex_beside(table, row) or sex_of(" ".join(text for text in head.texts)) or ""
                if demand:
                    series = own_series(label.text, parent, unit, label.address, "prognoza:popyt")
                elif variable and sex == "":
                    series = _of_variable(variable, label, unit)
                elif variable:
                    series = series_of(variable, label.text, sex, label, unit, projected=False)
                else:
                    series = own_series(label.text, parent, unit, label.address)
                figures.add(cell, series, head.year, value, towns.get(head.column))
        book_sexes(page, table, rows)
        skip_others(intake, page, table, rows)
    figures.close()


def _of_variable(variable: str, label: Cell, unit: str) -> RawSeries:
    return RawSeries(dimensions=(label.text,), unit=unit, cell=label.address, says=label.text, variable=variable, key=variable, title=label.text)


def _book_nothing(intake: Intake, page: Page, row: FigureRow) -> None:
    if row.label is None and row.values and not is_template(row):
        skip_row(intake, page, row, "Wiersz nie ma nazwy.")
    elif is_template(row):
        skip_row(intake, page, row, "Pusty wiersz szablonu.")
    else:
        book_names(page, row)
        page.mark((cell for _, cell in row.values), Role.LABEL)


def read_assumptions(intake: Intake, page: Page) -> None:
    """Labels are labels; values are listed as skipped, because a forecast is set up in the program itself."""
    reason = assumption_reason()
    skipped: list[Cell] = []
    rows = {cell.row for cell in page.cells.values() if isinstance(cell.value, str) and is_assumption(cell.text)}
    first = min(rows, default=0)
    for number in page.rows:
        cells = page.by_row[number]
        if number < first and number not in rows:
            page.mark(cells, Role.DECORATION)
            continue
        if len(cells) == 1 and says_note(cells[0]):
            intake.skip(page, cells[0], "Przypis lub uwaga pod tabelą; nie należy do danych.", severity=None)
            continue
        for place, cell in enumerate(cells):
            if place == 0 and isinstance(cell.value, str):
                page.mark(cell, Role.LABEL)
            else:
                intake.skip(page, cell, reason, severity=None)
                skipped.append(cell)
    if skipped:
        intake.say(
            Severity.NOTE, "I94", f"Arkusz „{page.name}” zawiera założenia prognozy. {reason}", "Przepisz je w programie, jeśli mają obowiązywać.", page=page, cell=skipped[0], value=skipped[0].text[:200]
        )
