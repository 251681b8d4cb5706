"""Metric cards of indicators: any number on a sheet, one under another or side by side. Layout presumed: no real file is known."""

from __future__ import annotations

import re
from dataclasses import replace

from excel_modules.modules import convert
from excel_modules.modules.codes import code_key, split_code
from excel_modules.modules.form import Found, Question, collect, labels_in
from excel_modules.modules.indicator_rows import (
    REGISTER,
    Known,
    belongs_to,
    enter_indicator,
    kind_by_code,
    kind_of,
    names_goal,
)
from excel_modules.modules.intake import Fields, Intake
from excel_modules.modules.layout import Column, Heading, Layout, Row
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.targets import Aim, aim
from mrl_desktop.polish import fold

_QUESTIONS: tuple[Question, ...] = (
    Question("Nazwa wskaźnika", "indicator", convert.line, ("Nazwa", "Wskaźnik", "Tytuł wskaźnika")),
    Question("Kod wskaźnika", "code", convert.line, ("Kod", "Symbol", "Symbol wskaźnika", "Nr wskaźnika")),
    Question("Typ wskaźnika", "indicator_kind", kind_of, ("Rodzaj wskaźnika", "Typ", "Rodzaj", "Typ (P/R/O)")),
    Question("Jednostka miary", "unit", convert.line, ("J.m.", "Jednostka")),
    Question("Wartość bazowa", "baseline", aim, ("Baza", "Wartość początkowa", "Stan wyjściowy")),
    Question("Rok bazowy", "baseline_year", convert.year, ("Rok bazy", "Rok wartości bazowej")),
    Question("Wartość pośrednia", "interim", aim, ("Wartość okresowa",)),
    Question("Wartość docelowa", "target", aim, ("Wartość celu", "Docelowo", "Cel")),
    Question("Rok docelowy", "target_year", convert.year, ("Rok wartości docelowej", "Rok osiągnięcia", "Rok")),
    Question("Źródło danych", "source", convert.line, ("Źródło", "Źródło weryfikacji")),
    Question("Częstotliwość pomiaru", "frequency", convert.line, ("Częstotliwość", "Częst.", "Częstotliwość zbierania danych")),
    Question("Odpowiedzialny", "responsible", convert.role, ("Odpowiedzialny za pomiar", "Komórka odpowiedzialna", "Podmiot odpowiedzialny", "Osoba odpowiedzialna")),
    Question("Definicja", "definition", convert.text, ("Definicja wskaźnika", "Opis wskaźnika", "Opis")),
    Question("Sposób obliczania", "formula", convert.text, ("Wzór", "Metoda obliczania", "Metodologia", "Sposób liczenia", "Formuła", "Sposób pomiaru")),
    Question("Dotyczy", "owner", convert.line, ("Cel operacyjny", "Cel strategiczny", "Powiązany cel", "Cel / projekt", "Cel PRL", "Realizowany cel")),
    Question("Projekt", "project", convert.line, ("Kod projektu", "Nazwa projektu")),
    Question("Uwagi", "note", convert.text, ("Komentarz",)),
)
METRIC = tuple(replace(question, also=(*question.also, *(label for column in REGISTER.columns if column.field == question.field for label in (column.label, *column.also)))) for question in _QUESTIONS)
"""The cards' questions go by the labels of the register's columns too."""
_METRIC_TABLE = Layout(name="metryka wskaźnika", columns=(Column("Nazwa wskaźnika", "indicator", convert.line),))


def metric_questions(page: Page) -> int:
    """How many different questions of a metric card stand in different rows of the page; 0 without its name and one of its own."""
    found = labels_in(page, METRIC, page.rows[:60], range(10**6))
    rows: dict[int, Found] = {}
    for label in found:
        rows.setdefault(label.row, label)
    names = {label.question.field for label in rows.values()}
    own = names & {"definition", "formula", "frequency", "baseline", "target", "unit"}
    return len(names) if "indicator" in names and len(own) >= 3 else 0


def read_metrics(intake: Intake, page: Page, known: list[Known]) -> None:
    """Metric cards, any number on a sheet, one under another or side by side."""
    found = labels_in(page, METRIC, page.rows, range(10**6))
    titles = [label for label in found if label.question.field == "indicator"]
    bands = _bands([label.cell.column for label in titles])
    for band in bands:
        mine = sorted({label.row for label in titles if label.cell.column in band})
        codes = {label.row for label in found if label.question.field == "code" and label.cell.column in band}
        starts = [row - 1 if row - 1 in codes or _metric_title(page, row - 1, band) else row for row in mine]
        if starts:
            starts[0] = min(starts[0], page.rows[0])
        for place, start in enumerate(starts):
            end = starts[place + 1] if place + 1 < len(starts) else 10**6
            rows = [row for row in page.rows if start <= row < end]
            _read_metric(intake, page, rows, band, known, place)


_METRIC_TITLE = re.compile(r"(?:metryka|karta|fiszka)\b.{0,40}wskaznik|metryka\b")
_CODE = re.compile(r"(?:nr\s*)?([A-ZŁŚŻ]{1,3}[-. /]?\d{1,3}(?:[.-]\d{1,3})*|\d{1,2}(?:\.\d{1,2})+)")


def _metric_title(page: Page, row: int, band: range) -> list[Cell]:
    """The cells of a line that opens a metric card: „Metryka wskaźnika | W1"; none when the row is no such line."""
    cells = [cell for cell in page.by_row.get(row, ()) if cell.column in band]
    short = len(cells) <= 2 and all(isinstance(cell.value, str) for cell in cells)
    return cells if cells and short and _METRIC_TITLE.match(fold(cells[0].text)) else []


def _bands(columns: list[int]) -> list[range]:
    edges = sorted(set(columns))
    return [range(0 if place == 0 else edge, edges[place + 1] if place + 1 < len(edges) else 10**6) for place, edge in enumerate(edges)]


def _read_metric(intake: Intake, page: Page, rows: list[int], band: range, known: list[Known], position: int) -> None:
    labels = labels_in(page, METRIC, rows, band)
    if not labels:
        return
    first = min(label.row for label in labels)
    code_cell: Cell | None = None
    for row in rows:
        if row < first:
            titled = _metric_title(page, row, band)
            code_cell = next((cell for cell in titled[1:] if _CODE.fullmatch(cell.text.strip())), code_cell)
            page.mark((cell for cell in page.by_row[row] if cell.column in band and page.free(cell) and cell not in titled[1:]), Role.DECORATION)
    for row in rows:
        cells_of_row = [cell for cell in page.by_row[row] if cell.column in band]
        if len(cells_of_row) == 1 and _METRIC_TITLE.match(fold(cells_of_row[0].text)) and not any(label.row == row for label in labels):
            page.mark(cells_of_row, Role.DECORATION)
    labelled = {row for row in rows if all(page.roles.get((cell.row, cell.column)) is Role.DECORATION for cell in page.by_row[row] if cell.column in band)}
    rows = [row for row in rows if row not in labelled]
    collect(page, labels, [], rows, band)
    fields = Fields()
    cells: dict[str, Cell] = {}
    for label in labels:
        name = label.question.field
        cell = label.answer()
        if cell is None or name in cells:
            for one in label.values if cell is not None else ():
                page.roles.pop((one.row, one.column), None)
                intake.skip(page, one, "Uwaga pod metryką albo drugie takie pole; nie należy do planu.", severity=None)
            continue
        if name == "target" and fold(label.cell.text).strip(" :.").endswith("cel") and names_goal(cell):
            cells["owner"] = cell
            intake.take(fields, "owner", page, cell, convert.line)
            page.mark(label.values, Role.READ)
            continue
        cells[name] = cell
        intake.take(fields, name, page, cell, label.question.convert)
        page.mark((one for one in label.values if one is not label.inside), Role.READ if name in fields.values else Role.SKIPPED)
    if code_cell is not None and "code" not in cells:
        cells["code"] = code_cell
        intake.take(fields, "code", page, code_cell, convert.line)
    if not fields.get("indicator"):
        for label in labels:
            for cell in label.values:
                page.roles.pop((cell.row, cell.column), None)
                intake.skip(page, cell, "Metryka nie ma nazwy wskaźnika.", severity=None)
        return
    _definition(fields, page, cells)
    code = str(fields.values.pop("code", "") or "")
    row_ = Row(number=cells["indicator"].row, cells=cells, everything=list(cells.values()))
    heading = Heading(layout=_METRIC_TABLE, top=first, bottom=first, columns={}, numbers={}, texts={}, score=0.0)
    about, source = belongs_to(intake, page, None, cells, fields, code, None)
    said = str(fields.get("indicator"))
    inside = split_code(said)
    if not code and inside[0] and inside[1]:
        code = said[: len(said) - len(inside[1])].strip(" .-–:")
    for name in ("baseline", "target", "interim"):
        if not isinstance(fields.get(name), Aim):
            fields.values.pop(name, None)
    record = enter_indicator(intake, page, heading, row_, fields, about, source, kind_by_code(code), position, known, code)
    known.append(Known(id=record, code=code_key(code), name=said))


def _definition(fields: Fields, page: Page, cells: dict[str, Cell]) -> None:
    """Definition, formula and remarks become the indicator's note."""
    told = [f"{title}{fields.values[name]}" for name, title in (("definition", ""), ("formula", "Sposób obliczania: "), ("note", "")) if name in fields.values]
    where = [cells[name] for name in ("definition", "formula", "note") if name in fields.values]
    for name in ("definition", "formula", "note"):
        fields.values.pop(name, None)
    fields.sources = [source for source in fields.sources if source[0] not in ("definition", "formula", "note")]
    if told:
        fields.put("note", "\n".join(told), page, *where)
