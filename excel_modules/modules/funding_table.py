"""Sheet „Źródła": money of projects by source, in columns or in rows, with or without years. Layout presumed: no real file is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import UUID

from excel_modules import parse
from excel_modules.modules import convert
from excel_modules.modules.amounts import Amounts, Rate, compare
from excel_modules.modules.budget_table import YearMoney, skipped_years, year_sources
from excel_modules.modules.intake import Intake, Source
from excel_modules.modules.labels import best
from excel_modules.modules.layout import Column, Heading, Layout, Row
from excel_modules.modules.other_records import project_named
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.project_rows import Owner, ProjectRows
from excel_modules.modules.projects import source_of
from excel_modules.modules.table_rows import book_above, is_total, rows_of
from excel_modules.modules.terms import funding_source
from excel_modules.parse import Unreadable
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.undertakings import BudgetLine
from mrl_desktop.polish import fold, money

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_PROJECT = ("Projekt", "Nazwa projektu", "Tytuł projektu", "Projekt / zadanie", "Przedsięwzięcie", "Nazwa", "Projekty", "Projekt / źródło")
_CODE = ("Kod projektu", "Kod", "Symbol", "Nr projektu")
_SOURCE = ("Źródło", "Źródło finansowania", "Źródła finansowania", "Nazwa źródła", "Źródło środków")
_TOTAL = ("Razem", "Ogółem", "Suma", "Łącznie", "Koszt całkowity", "Wartość projektu", "Razem koszt")
_AMOUNT = ("Kwota", "Wartość", "Kwota zł", "Razem", "Ogółem", "Suma", "Łącznie")
_NUMBER = ("Lp.", "L.p.", "Nr", "Lp")

FUNDING = Layout(
    name="źródła finansowania projektów",
    sheets=("Źródła", "Źródła finansowania", "Montaż finansowy", "Finansowanie"),
    columns=(Column("Projekt", "project", convert.line, _PROJECT),),
)


@dataclass(slots=True, kw_only=True)
class Line:
    """Money of one project from one source in one year (None: no year given), added up from cells."""

    owner: Owner
    page: Page
    source: str
    year: int | None
    amount: Decimal = Decimal(0)
    cells: list[Cell] = field(default_factory=list)
    named: list[Cell] = field(default_factory=list)
    """Cells of rows that name the source."""


def _header(page: Page, top: int, bottom: int) -> dict[int, str]:
    """Header text of each column over its rows; a year or a source typed only above the first of its columns goes on to the right."""
    columns = sorted({cell.column for row in range(top, bottom + 1) for cell in page.by_row.get(row, ())} | {c for row in range(top, bottom + 1) for c in page.merged_columns.get(row, ())})
    texts: dict[int, str] = {}
    for column in columns:
        parts: list[str] = []
        for row in range(top, bottom + 1):
            cell = page.seen(row, column)
            if cell is None and row < bottom and page.at(bottom, column) is not None:
                cell = next((page.at(row, left) for left in range(column - 1, -1, -1) if page.at(row, left)), None)
                if cell is not None and not (_YEAR.search(cell.text) or funding_source(cell.text)):
                    cell = None
            if cell is not None and cell.row >= top and cell.text not in parts:
                parts.append(cell.text)
        if parts:
            texts[column] = " ".join(parts)
    return texts


def funding_heading(page: Page, last: int) -> Heading | None:
    """The header of a table of sources, of the shapes an office may give it; None when there is none."""
    found: Heading | None = None
    for top in page.rows:
        if top > last:
            break
        for bottom in (top, top + 1, top + 2):
            if bottom not in page.by_row:
                break
            cells = [cell for row in range(top, bottom + 1) for cell in page.by_row.get(row, ())]
            if any(not (isinstance(cell.value, str) or _YEAR.fullmatch(cell.text)) or len(cell.text) > 90 for cell in cells) or (bottom > top and len(page.by_row[top]) < 2):
                break
            heading = _told(_header(page, top, bottom), top, bottom)
            if heading and (found is None or heading.score > found.score + 0.6):
                found = heading
    return found


def _told(texts: Mapping[int, str], top: int, bottom: int) -> Heading | None:
    columns: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for column, text in texts.items():
        year = _YEAR.search(text)
        key = funding_source(text) if len(text) <= 80 and not re.search(r"%\s*(?:dofinans|udzial)|^\s*(?:udzial|procent|%)|poziom dofinans|^\s*nazwa", fold(text)) else ""
        if best(text, _SOURCE) >= 0.9 and "source" not in columns:
            columns["source"] = column
        elif best(text, _PROJECT) >= 0.8 and "item" not in columns and not key:
            columns["item"] = column
        elif best(text, _CODE) >= 0.9 and "code" not in columns:
            columns["code"] = column
        elif best(text, _NUMBER) >= 0.9:
            numbers.setdefault("", column)
        elif key:
            columns[f"{key}|{year[1] if year else ''}|{column}"] = column
        elif year and len(text) <= 25:
            columns[f"|{year[1]}|{column}"] = column
        elif best(text, _TOTAL) >= 0.8 or ("source" in columns and best(text, _AMOUNT) >= 0.8):
            columns["total"] = column
    if "code" in columns and "item" not in columns:
        columns["item"] = columns.pop("code")
    amounts = [name for name in columns if "|" in name]
    keyed = {name.split("|")[0] for name in amounts} - {""}
    if "item" not in columns and "source" not in columns:
        return None
    if "source" in columns:
        if not (amounts or "total" in columns) or "item" not in columns:
            return None
        columns = {name: column for name, column in columns.items() if not name.partition("|")[0] or "|" not in name}
    elif len(keyed) < 2:
        return None
    else:
        columns = {name: column for name, column in columns.items() if "|" not in name or name.split("|")[0]}
    unknown = len(texts) - len(columns) - len(numbers)
    score = 1.2 * len(columns) + 0.3 * len(numbers) - 0.3 * unknown - 0.05 * (bottom - top) + 0.3 * len(keyed) + 0.4 * sum(1 for name in columns if "|" in name and name.split("|")[1])
    return Heading(layout=FUNDING, top=top, bottom=bottom, columns=columns, numbers=numbers, texts=dict(texts), score=score)


def read_funding(intake: Intake, page: Page, heading: Heading, rate: Rate | None, lines: dict[tuple[UUID, str, int | None], Line]) -> None:
    """Adds the table's money to `lines`; its own sums are only compared."""
    book_above(page, heading.top)
    heading = _without_words(page, heading)
    rows = list(rows_of(intake, page, heading))
    amounts = Amounts(intake, page, heading, rate)
    facts = frozenset(name for name in heading.columns if name not in ("item", "code"))
    walk_heading = replace(heading, columns=heading.columns | {"project": heading.columns["item"]}) if "source" in heading.columns else heading
    walk = ProjectRows(intake=intake, page=page, heading=walk_heading, rows=[row for row in rows if not is_total(row)], item="item", facts=facts)
    sums: dict[str, Decimal] = {}
    since: dict[str, Decimal] = {}
    for row in rows:
        page.mark(row.numbers.values(), Role.LABEL)
        if is_total(row) and not ("source" in row.cells and funding_source(row.cells["source"].text)):
            _total(intake, page, heading, row, amounts, sums, since)
            since = {}
            continue
        owner = _owner(intake, page, heading, walk, row)
        if owner is None or owner.id is None:
            if any("|" in name or name == "total" for name in row.cells):
                for cell in row.everything:
                    page.roles.pop((cell.row, cell.column), None)
                    intake.skip(page, cell, "Kwoty bez nazwy projektu.", "Dopisz w pliku nazwę albo kod projektu.", code="I19")
            else:
                page.mark(row.everything, Role.LABEL)
            continue
        _read_row(intake, page, heading, row, owner, amounts, lines, sums, since)


def _without_words(page: Page, heading: Heading) -> Heading:
    """Columns taken for amounts by their header but filled with words („Inne – skąd") are none."""
    kept = dict(heading.columns)
    for name, column in heading.columns.items():
        if "|" not in name:
            continue
        cells = [cell for row in page.rows if row > heading.bottom and (cell := page.at(row, column)) and not parse.is_blank(cell.value) and not cell.problem]
        words = sum(1 for cell in cells if isinstance(cell.value, str) and not re.search(r"\d", cell.text))
        if cells and words > len(cells) / 2:
            kept.pop(name)
    return replace(heading, columns=kept)


def _owner(intake: Intake, page: Page, heading: Heading, walk: ProjectRows, row: Row) -> Owner | None:
    code = row.cells.get("code")
    if code is not None and convert.line(code, []):
        page.mark(code, Role.READ)
        said = f"{code.text} – {row.cells['item'].text}" if "item" in row.cells else code.text
        if "item" in row.cells:
            page.mark(row.cells["item"], Role.READ)
        walk.owner = Owner(id=project_named(intake, said), page=page, cell=row.cells.get("item") or code, said=said)
        return walk.owner
    if "source" in heading.columns:
        walk.step(row)
        return walk.owner
    task = walk.step(row)
    if task is not None and not walk.deep:
        walk._own(task, task.text)
    elif task is not None and walk.owner is not None:
        page.mark(task, Role.LABEL)
    return walk.owner


def _read_row(
    intake: Intake,
    page: Page,
    heading: Heading,
    row: Row,
    owner: Owner,
    amounts: Amounts,
    lines: dict[tuple[UUID, str, int | None], Line],
    sums: dict[str, Decimal],
    since: dict[str, Decimal],
) -> None:
    assert owner.id is not None
    source_cell = row.cells.get("source")
    by_row = ""
    if "source" in heading.columns:
        if source_cell is None:
            if any("|" in name or name == "total" for name in row.cells):
                for name, cell in row.cells.items():
                    if name != "item":
                        intake.skip(page, cell, "Kwota bez nazwy źródła finansowania.", "Dopisz źródło w pliku.", code="I19")
            return
        page.mark(source_cell, Role.READ)
        by_row = source_of(intake, page, source_cell, source_cell.text)
    told: list[tuple[str, int | None, Decimal, Cell]] = []
    total: Decimal | None = None
    for name, cell in row.cells.items():
        if name != "total" and "|" not in name:
            continue
        value = intake.convert(page, cell, amounts.of(heading.text(name)))
        if value is None:
            continue
        sums[name] = sums.get(name, Decimal(0)) + value
        since[name] = since.get(name, Decimal(0)) + value
        if name == "total":
            total = value
            continue
        key, year, _ = name.split("|")
        if not value:
            page.roles.pop((cell.row, cell.column), None)
            intake.skip(page, cell, "Kwota zero; z tego źródła projekt nie dostaje pieniędzy.", severity=None)
        else:
            told.append((key or by_row, int(year) if year else None, value, cell))
    if total is not None and told:
        compare(intake, page, row.cells["total"], f"„Razem” w wierszu {row.number + 1}", total, sum((value for _, _, value, _ in told), Decimal(0)))
        page.roles.pop((row.cells["total"].row, row.cells["total"].column), None)
        intake.skip(page, row.cells["total"], "Porównano z sumą źródeł; program liczy ją sam.", severity=None)
    elif total and by_row:
        told.append((by_row, None, total, row.cells["total"]))
    elif total:
        page.roles.pop((row.cells["total"].row, row.cells["total"].column), None)
        intake.skip(page, row.cells["total"], "Kwota razem bez podziału na źródła.", "Wpisz kwoty w kolumnach źródeł.", code="I19")
    for source, year_, value, cell in told:
        line = lines.setdefault((owner.id, source, year_), Line(owner=owner, page=page, source=source, year=year_))
        line.amount += value
        line.cells.append(cell)
        if by_row and source_cell is not None and source_cell not in line.named:
            line.named.append(source_cell)


def _total(intake: Intake, page: Page, heading: Heading, row: Row, amounts: Amounts, sums: dict[str, Decimal], since: dict[str, Decimal]) -> None:
    page.mark(row.everything, Role.LABEL)
    for name, cell in row.cells.items():
        if (name != "total" and "|" not in name) or cell.problem:
            continue
        try:
            said = amounts.of(heading.text(name))(cell, [])
        except Unreadable:
            continue
        if said is not None and said not in (sums.get(name, Decimal(0)), since.get(name, Decimal(0))):
            nearest = min((sums.get(name, Decimal(0)), since.get(name, Decimal(0))), key=lambda value: abs(value - said))
            compare(intake, page, cell, f"„{' '.join(row.first.text.split())}”, kolumna „{heading.text(name)}”", said, nearest)


def settle_money(intake: Intake, lines: Mapping[tuple[UUID, str, int | None], Line], by_year: Mapping[tuple[UUID, int], YearMoney]) -> None:
    """Makes budget lines of the sources' money and of the budget's years: neither is counted twice, and money of cards goes before both."""
    projects = list(dict.fromkeys([key[0] for key in lines] + [key[0] for key in by_year]))
    for project in projects:
        mine = {key: line for key, line in lines.items() if key[0] == project and line.amount}
        years = {year: amount for (owner, year), amount in by_year.items() if owner == project and amount.cells}
        if _carded(intake, project, mine, years):
            continue
        dated = any(line.year is not None for line in mine.values())
        counted = sum((line.amount for line in mine.values()), Decimal(0))
        planned = sum((one.amount for one in years.values()), Decimal(0))
        if mine and years and counted != planned:
            line = next(iter(mine.values()))
            what = f"Źródła projektu „{line.owner.said}” a jego budżet w latach"
            compare(intake, line.page, line.cells[-1], what, counted, planned)
        position = 0
        if not dated and len({line.source for line in mine.values()}) == 1 and years and counted == planned:
            only = next(iter(mine.values()))
            for position, (year, amount) in enumerate(years.items()):
                source: Source = ("source", only.page.name, only.cells[0].address, only.cells[0].text)
                _line(intake, project, only.source, year, amount.amount, [*year_sources(amount), source], position)
            continue
        for line in mine.values():
            first: Source = ("", line.page.name, line.cells[0].address, line.cells[0].text)
            about: Source = ("about", line.owner.page.name, line.owner.cell.address, line.owner.cell.text)
            _line(intake, project, line.source, line.year, line.amount, [first, *(("amount", line.page.name, cell.address, cell.text) for cell in line.cells), *(("source", line.page.name, cell.address, cell.text) for cell in line.named), about], position)
            position += 1
        if not mine:
            for position, (year, amount) in enumerate(years.items()):
                _line(intake, project, "", year, amount.amount, year_sources(amount), position)
            cell = next(iter(years.values())).cells[0]
            page = next(iter(years.values())).page
            message = f"Kwoty projektu „{next(iter(years.values())).owner.said or intake.drafts[project].match_name}” w latach nie mają źródła finansowania."
            intake.say(Severity.WARNING, "I104", message, "Wskaż źródło w tabeli finansowania projektu.", page=page, cell=cell, value=cell.text)
        elif not dated:
            for amount in years.values():
                skipped_years(intake, amount, "Kwota roku bez źródła; źródła podano bez lat, więc nie wiadomo, ile z którego przypada na ten rok.")
            if years:
                cell, page = next(iter(years.values())).cells[0], next(iter(years.values())).page
                message = f"Źródła projektu „{intake.drafts[project].match_name}” podano bez lat, a lata bez źródeł; wczytano kwoty źródeł."
                intake.say(Severity.NOTE, "I104", message, "Rozpisz kwoty źródeł na lata w tabeli finansowania projektu.", page=page, cell=cell, value=cell.text)
        else:
            _compare_years(intake, mine, years)


def _compare_years(intake: Intake, mine: Mapping[tuple[UUID, str, int | None], Line], years: Mapping[int, YearMoney]) -> None:
    """Years of the budget beside dated sources are sums of the same money."""
    for year, amount in years.items():
        skipped_years(intake, amount, "Kwotę roku porównano ze źródłami projektu w tym roku; wczytano źródła.")
        counted = sum((line.amount for line in mine.values() if line.year == year), Decimal(0))
        compare(intake, amount.page, amount.cells[0], f"Budżet projektu „{amount.owner.said}” w roku {year} a jego źródła", amount.amount, counted)


def _line(intake: Intake, project: UUID, source: str, year: int | None, amount: Decimal, sources: list[Source], position: int) -> None:
    year = year or None
    record = BudgetLine(id=id_from("budget_line", "M9", str(project), source, year), position=position, about=project, source=source, year=year, amount=amount)
    intake.draft(record, sources, name=f"{source or 'bez źródła'} {year or ''}".strip())


def _carded(intake: Intake, project: UUID, mine: Mapping[tuple[UUID, str, int | None], Line], years: Mapping[int, YearMoney]) -> bool:
    """Whether the file's cards already give the project's money; then this table is only compared. Amounts of a list, without years, yield to years."""
    before = [draft for draft in intake.drafts.values() if isinstance(draft.record, BudgetLine) and draft.record.about == project]
    if not before:
        return False
    if any(line.year is not None for line in mine.values()) and all(getattr(draft.record, "year", None) is None for draft in before):
        for draft in before:
            del intake.drafts[draft.record.id]
        return False
    said = sum((getattr(draft.record, "amount", None) or Decimal(0) for draft in before), Decimal(0))
    counted = sum((line.amount for line in mine.values()), Decimal(0)) or sum((one.amount for one in years.values()), Decimal(0))
    places = [(line.page, line.cells) for line in mine.values()] + [(one.page, one.cells) for one in years.values()]
    reason = "Finansowanie tego projektu wczytano z listy albo karty projektu; kwotę tylko porównano."
    for page, cells in places:
        for cell in cells:
            page.roles.pop((cell.row, cell.column), None)
            intake.skip(page, cell, reason, severity=None)
    if said != counted:
        page, cells = places[0]
        message = f"Finansowanie projektu „{intake.drafts[project].match_name}”: tu razem {money(counted)} zł, a na liście lub karcie {money(said)} zł."
        intake.say(Severity.WARNING, "I24", message, "Wczytano kwoty z listy albo karty; popraw jeden z arkuszy.", page=page, cell=cells[0], value=cells[0].text)
    return True
