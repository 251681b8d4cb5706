"""Family M5: how far the strategy in force was carried out – sheets „Cele", „Wskaźniki" and „Ocena", recognised by what is in them.

The layouts are presumed from the practice of offices („układ przypuszczalny"): no real file is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from excel_modules import parse
from excel_modules.modules import convert
from excel_modules.modules.codes import Code, code_of, split_code
from excel_modules.modules.family import Part
from excel_modules.modules.grid_axes import five_steps, grade
from excel_modules.modules.intake import Fields, Intake, Source
from excel_modules.modules.layout import Heading, Row, candidates, find
from excel_modules.modules.other_records import same_name
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.strategy_tables import GOALS, INDICATORS, REVIEW, rating
from excel_modules.modules.table_rows import book_above, fields_of, is_total, rows_of, with_years_below
from excel_modules.modules.year_table import counts_columns
from excel_modules.parse import Unreadable
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.diagnosis import StrategyReview
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.polish import fold

NAME = "M5"
TITLE = "ocena dotychczasowej strategii (moduł M5)"

HEADER_ROWS = 40


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(slots=True, kw_only=True)
class Measured:
    """An indicator of the strategy: the goal it belongs to and the years it has values for."""

    goal: str
    name: str
    page: Page
    cell: Cell
    years: list[tuple[int, Cell]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Listed:
    """A goal of the strategy in force as its list has it."""

    title: str
    code: Code | None
    page: Page
    cell: Cell


def recognise(page: Page) -> Part | None:
    """Whether the page is the sheet of grades; lists of goals and indicators are taken over only beside it."""
    best: Heading | None = None
    for heading in map(partial(with_years_below, page), candidates(page, REVIEW, 0, HEADER_ROWS)):
        columns = heading.columns.keys()
        if not columns & {"conclusion", "year_from", "year_to", "period", "indicator"} or not _graded(page, heading):
            continue
        if best is None or heading.score > best.score + 0.05:
            best = heading
    return Part(role="review", score=best.score + 1, heading=best) if best else None


def _graded(page: Page, heading: Heading) -> bool:
    """Whether grades stand in the column taken for them, or words of a scale; and no question is asked."""
    if any("pytan" in fold(text) or "ryzyk" in fold(text) or "problem" in fold(text) for text in heading.texts.values()):
        return False
    rows = [row for row in page.rows if row > heading.bottom and not counts_columns(page.by_row[row])]
    cells = [cell for row in rows if (cell := page.at(row, heading.columns["rating"])) and not parse.is_blank(cell.value) and not cell.problem and fold(cell.text) != fold(heading.text("rating"))]
    fitting = 0
    for cell in cells:
        try:
            fitting += rating(cell, []) is not None
        except Unreadable:
            continue
    return fitting * 2 >= len(cells)


def adopt(pages: Sequence[tuple[Page, str, Part | None]]) -> Mapping[int, Part]:
    """Beside the grades, goals they speak of are those of the strategy in force, not of the new plan; and indicators with years are theirs."""
    reviews = [(page, part.heading) for page, family, part in pages if family == NAME and part and part.heading]
    if not reviews:
        return {}
    judged = {fold(split_code(cell.text)[1]) for page, heading in reviews for cell in _column(page, heading, "title")}
    codes = {str(code) for page, heading in reviews for cell in _column(page, heading, "title") if (code := code_of(cell.value) or split_code(cell.text)[0])}
    taken: dict[int, Part] = {}
    for place, (page, family, _) in enumerate(pages):
        if family == NAME:
            continue
        if (heading := _with_years(page)) and len(_years(heading)) >= 2 and (not family or family == "M7" or "title" in heading.columns):
            taken[place] = Part(role="indicators", score=2.0, heading=heading)
        elif family not in ("", "M7"):
            continue
        elif heading := find(page, GOALS, last=HEADER_ROWS):
            cells = [*_column(page, heading, "title"), *_column(page, heading, "inner")]
            same = sum(1 for cell in cells if fold(split_code(cell.text)[1]) in judged)
            numbered = sum(1 for code in codes if any(code == str(code_of(cell.value)) for cell in page.cells.values()))
            if same * 2 >= min(len(judged), len(cells)) or (same == 0 and codes and numbered * 2 >= len(codes) and family != "M7"):
                taken[place] = Part(role="goals", score=2.0, heading=heading)
    return taken


def _with_years(page: Page) -> Heading | None:
    found = find(page, INDICATORS, last=HEADER_ROWS)
    return with_years_below(page, found) if found else None


def _column(page: Page, heading: Heading, name: str) -> list[Cell]:
    if name not in heading.columns:
        return []
    return [cell for row in page.rows if row > heading.bottom and (cell := page.at(row, heading.columns[name])) is not None]


def _years(heading: Heading) -> dict[int, int]:
    """Year → column of its values."""
    found: dict[int, int] = {}
    for column, text in heading.texts.items():
        years = set(_YEAR.findall(text))
        if not heading.known(column) and len(years) == 1:
            found.setdefault(int(years.pop()), column)
    return found


@cache
def _catalogue() -> Mapping[str, str]:
    """Folded name → id of every indicator of the catalogue."""
    return {fold(name): key for key, one in load_catalogue().indicators.items() for name in (one.short, one.name) if name}


def read(intake: Intake, parts: Sequence[tuple[Page, Part]]) -> None:
    """Reads goals and indicators, then the grades, which refer to them."""
    listed: list[Listed] = []
    measured: list[Measured] = []
    for page, part in parts:
        if part.role == "goals" and part.heading:
            _read_goals(intake, page, part.heading, listed)
    for page, part in parts:
        if part.role == "indicators" and part.heading:
            _read_indicators(intake, page, part.heading, measured)
    judged: set[str] = set()
    for page, part in parts:
        if part.role == "review" and part.heading:
            _read_review(intake, page, part.heading, listed, measured, judged)
    for position, goal in enumerate(listed):
        if fold(goal.title) not in judged:
            where = (goal.page.name, goal.cell.address, goal.cell.text)
            record = StrategyReview(id=id_from("strategy_review", "M5", fold(goal.title), ""), position=1000 + position, title=goal.title)
            intake.draft(record, [("", *where), ("title", *where)], name=goal.title)
    for page, _ in parts:
        intake.list_checked(page)


def _read_goals(intake: Intake, page: Page, heading: Heading, listed: list[Listed]) -> None:
    book_above(page, heading.top)
    for row in rows_of(intake, page, heading):
        if is_total(row):
            page.mark(row.everything, Role.LABEL)
            continue
        for name in ("title", "inner"):
            cell = row.cells.get(name)
            if cell is None:
                continue
            said = intake.convert(page, cell, convert.line)
            if not said:
                continue
            inside, rest = split_code(said, roman=True)
            beside = row.numbers.get(name) or row.numbers.get("")
            code = (code_of(beside.value) if beside else None) or inside
            if not any(fold(one.title) == fold(rest or said) for one in listed):
                listed.append(Listed(title=rest or said, code=code, page=page, cell=cell))
        page.mark(row.numbers.values(), Role.LABEL)
        if cell := row.cells.get("description"):
            intake.skip(page, cell, "Opis celu dotychczasowej strategii nie ma miejsca w planie.", severity=None)


def _read_indicators(intake: Intake, page: Page, heading: Heading, measured: list[Measured]) -> None:
    """Names, goals and years; the values themselves come from statistics, so they are listed as not taken."""
    book_above(page, heading.top)
    years = _years(heading)
    heading = Heading(
        layout=heading.layout, top=heading.top, bottom=heading.bottom, columns=heading.columns | {str(year): column for year, column in years.items()}, numbers=heading.numbers, texts=heading.texts, score=heading.score
    )
    unknown: Cell | None = None
    for row in rows_of(intake, page, heading):
        page.mark(row.numbers.values(), Role.LABEL)
        cell = row.cells.get("indicator")
        said = intake.convert(page, cell, convert.line) if cell else None
        if not said or cell is None:
            for one in row.everything:
                if page.free(one):
                    intake.skip(page, one, "Wiersz nie ma nazwy wskaźnika.", severity=None)
            continue
        goal = page.seen(row.number, heading.columns["title"]) if "title" in heading.columns else None
        if goal:
            page.mark(goal, Role.READ)
        entry = Measured(goal=goal.text if goal else "", name=split_code(said)[1] or said, page=page, cell=cell)
        for year in sorted(years):
            if (value := row.cells.get(str(year))) is not None:
                if not parse.is_blank(value.value) and not value.problem:
                    entry.years.append((year, value))
                    unknown = unknown or value
                intake.skip(page, value, "Wartości wskaźników strategii program bierze ze statystyk; tej nie wczytano.", severity=None)
        for name in ("unit", "source", "trend"):
            if name in row.cells:
                intake.skip(page, row.cells[name], "Opis wskaźnika dotychczasowej strategii nie ma miejsca w planie.", severity=None)
        measured.append(entry)
    if unknown is not None:
        message = "Wartości wskaźników dotychczasowej strategii nie wczytano; program bierze je ze statystyk, a z arkusza bierze nazwy i lata."
        intake.say(Severity.NOTE, "I98", message, "Jeśli wskaźnika nie ma w katalogu, wpisz jego zmianę we wniosku.", page=page, cell=unknown, value=unknown.text)


def _read_review(intake: Intake, page: Page, heading: Heading, listed: list[Listed], measured: list[Measured], judged: set[str]) -> None:
    book_above(page, heading.top)
    years = _years(heading)
    heading = Heading(
        layout=heading.layout, top=heading.top, bottom=heading.bottom, columns=heading.columns | {str(year): column for year, column in years.items()}, numbers=heading.numbers, texts=heading.texts, score=heading.score
    )
    rows = list(rows_of(intake, page, heading))
    five = any(five_steps(row.cells["rating"].text) for row in rows if "rating" in row.cells)
    for position, row in enumerate(rows):
        if is_total(row) or re.match(r"srednia", fold(row.first.text)):
            page.mark([*row.everything, *row.numbers.values()], Role.LABEL)
            continue
        _judge(intake, page, heading, row, position, years, five, listed, measured, judged)


def _judge(
    intake: Intake, page: Page, heading: Heading, row: Row, position: int, years: Mapping[int, int], five: bool, listed: list[Listed], measured: list[Measured], judged: set[str]
) -> None:
    plain = Row(number=row.number, cells={name: cell for name, cell in row.cells.items() if name not in ("rating", "title", "inner")}, everything=row.everything)
    fields = fields_of(intake, page, heading, plain)
    page.mark(row.numbers.values(), Role.LABEL)
    cell = row.cells.get("inner") or row.cells.get("title")
    if cell is None and any(name in row.cells for name in ("rating", "indicator", "conclusion")):
        cell = page.seen(row.number, heading.columns["title"])
    said = convert.line(cell, []) if cell else None
    if not said or cell is None:
        for one in row.everything:
            page.roles.pop((one.row, one.column), None)
            intake.skip(page, one, "Wiersz nie ma nazwy celu.", severity=None)
        intake.say(Severity.WARNING, "I19", f"Wiersz {row.number + 1} nie ma nazwy celu; pominięto go.", "Dopisz cel w pliku.", page=page, cell=row.first, value=row.first.text[:200])
        return
    page.mark([named for name in ("title", "inner") if (named := row.cells.get(name))], Role.READ)
    title = _named(said, row, listed)
    if set(row.cells) <= {"title", "inner"}:
        if not any(fold(one.title) == fold(title) for one in listed):
            listed.append(Listed(title=title, code=split_code(said)[0], page=page, cell=cell))
        return
    judged.add(fold(title))
    if "rating" in row.cells:
        points = intake.convert(page, row.cells["rating"], _scale(five))
        if points is not None:
            fields.put("rating", points, page, row.cells["rating"])
    if (period := fields.values.pop("period", None)) is not None:
        fields.sources = [source for source in fields.sources if source[0] != "period"]
        for name, year in (("year_from", period[0]), ("year_to", period[1])):
            if name not in fields.values:
                fields.put(name, year, page, row.cells["period"])
    shown = fields.values.pop("indicator", None)
    indicator_cell = row.cells.get("indicator")
    fields.sources = [source for source in fields.sources if source[0] != "indicator"]
    fitting = [one for one in measured if (shown and same_name(one.name, shown)) or (not shown and one.goal and _same_goal(one.goal, said, title))]
    if shown is None and len(fitting) == 1:
        shown, indicator_cell = fitting[0].name, None
    _indicator(intake, page, fields, shown, indicator_cell, fitting)
    _spanned(intake, page, row, fields, years, fitting)
    key = fold(fields.get("indicator") or (shown or ""))
    record_id = id_from("strategy_review", "M5", fold(title), key)
    if record_id in intake.drafts:
        record_id = id_from("strategy_review", "M5", fold(title), key, row.number)
    sources: list[Source] = [("", page.name, cell.address, cell.text), ("title", page.name, cell.address, title), *fields.sources]
    intake.draft(StrategyReview(id=record_id, position=position, title=title, **fields.values), sources, name=title)


def _scale(five: bool) -> Any:
    def points(cell: Cell, notes: list[str]) -> int | None:
        return grade(5, five=True)(cell, notes) if five and not re.search(r"\d", cell.text) else rating(cell, notes)

    return points


def _named(said: str, row: Row, listed: list[Listed]) -> str:
    """The goal's name: as typed here, or as the list of goals has it under the number typed here."""
    code, rest = split_code(said, roman=True)
    whole = code_of(said)
    beside = row.numbers.get("title") or row.numbers.get("")
    if whole is not None or not rest:
        wanted = str(whole or code)
        return next((one.title for one in listed if one.code and str(one.code) == wanted), said)
    if beside is not None and (number := code_of(beside.value)) and (known := next((one for one in listed if one.code and str(one.code) == str(number)), None)) and same_name(known.title, rest):
        return known.title
    return next((one.title for one in listed if same_name(one.title, rest)), rest)


def _same_goal(a: str, said: str, title: str) -> bool:
    code, rest = split_code(a, roman=True)
    own = code_of(said) or split_code(said, roman=True)[0]
    if rest and same_name(rest, title):
        return True
    mine = code_of(a) or code
    return mine is not None and own is not None and str(mine) == str(own)


def _indicator(intake: Intake, page: Page, fields: Fields, shown: str | None, cell: Cell | None, fitting: list[Measured]) -> None:
    """The catalogue's id of an indicator of exactly this name; one the catalogue does not know is listed as not taken."""
    if not shown:
        return
    name = " ".join((split_code(shown)[1] or shown).split())
    where_page, where = (page, cell) if cell else (fitting[0].page, fitting[0].cell)
    if known := _catalogue().get(fold(name)):
        fields.put("indicator", known, where_page, where)
        return
    where_page.roles.pop((where.row, where.column), None)
    intake.skip(where_page, where, f"Wskaźnika „{name}” nie ma w katalogu wskaźników; oceny celu nie można z nim powiązać.", "Nazwij go tak jak w katalogu albo wskaż wskaźnik w programie.", code="I97", severity=Severity.NOTE)


def _spanned(intake: Intake, page: Page, row: Row, fields: Fields, years: Mapping[int, int], fitting: list[Measured]) -> None:
    """Years from the columns of values, of this sheet or of the indicators' sheet, where none are typed."""
    told = [(year, cell) for year in sorted(years) if (cell := row.cells.get(str(year))) and not parse.is_blank(cell.value)]
    for name in map(str, years):
        if (cell := row.cells.get(name)) is not None:
            intake.skip(page, cell, "Wartości wskaźników strategii program bierze ze statystyk; tej nie wczytano.", severity=None)
    place = page
    if not told and len(fitting) == 1:
        told, place = fitting[0].years, fitting[0].page
    if len(told) >= 2:
        for name, (year, where) in (("year_from", told[0]), ("year_to", told[-1])):
            if name not in fields.values:
                fields.put(name, year, place, where)
