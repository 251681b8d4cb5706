"""Tables inside a project card: tasks, indicators, money by source and year, risks, milestones, principles."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from excel_modules.modules import convert
from excel_modules.modules.goal_sheets import indicator_draft
from excel_modules.modules.intake import Fields, Intake
from excel_modules.modules.labels import best
from excel_modules.modules.layout import Column, Heading, Layout, Row, candidates
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.projects import Entry, source_of
from excel_modules.modules.table_rows import fields_of, is_total, money_of, rows_of
from excel_modules.modules.targets import aim
from excel_modules.modules.terms import principle
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.strategy import IndicatorKind
from mrl_desktop.domain.undertakings import BudgetLine, HorizontalAnswer, Milestone, Risk, Task
from mrl_desktop.polish import fold, money

_KIND = convert.choice((IndicatorKind.OUTPUT, ("produkt", "p")), (IndicatorKind.RESULT, ("rezultat", "r")), (IndicatorKind.IMPACT, ("oddzial", "o")))

TASKS = Layout(
    name="zadania na karcie",
    least=2,
    columns=(
        Column("Zadanie", "title", convert.line, ("Nazwa zadania", "Działanie", "Nazwa działania", "Zakres", "Zadania"), True),
        Column("Opis", "description", convert.text, ("Opis zadania", "Zakres zadania")),
        Column("Termin od", "start", convert.first_day, ("Od", "Początek", "Rozpoczęcie", "Data rozpoczęcia", "Termin rozpoczęcia")),
        Column("Termin do", "end", convert.last_day, ("Do", "Koniec", "Zakończenie", "Data zakończenia", "Termin zakończenia")),
        Column("Termin", "period", convert.period, ("Termin realizacji", "Okres realizacji", "Okres")),
        Column("Koszt brutto", "cost", convert.money(), ("Koszt", "Koszt zadania", "Wartość", "Kwota", "Wartość brutto"), money=True),
        Column("Odpowiedzialny", "responsible", convert.role, ("Osoba odpowiedzialna", "Realizator", "Podmiot odpowiedzialny")),
    ),
)

INDICATORS = Layout(
    name="wskaźniki na karcie",
    least=3,
    columns=(
        Column("Nazwa", "indicator", convert.line, ("Wskaźnik", "Nazwa wskaźnika", "Wskaźniki"), True),
        Column("Rodzaj", "indicator_kind", _KIND, ("Typ", "Rodzaj wskaźnika", "Typ wskaźnika")),
        Column("J.m.", "unit", convert.line, ("Jednostka miary", "Jednostka", "Miara")),
        Column("Baza", "baseline", aim, ("Wartość bazowa", "Wartość początkowa")),
        Column("Rok bazowy", "baseline_year", convert.year, ("Rok bazy",)),
        Column("Cel", "target", aim, ("Wartość docelowa", "Wartość planowana", "Wartość celu")),
        Column("Rok", "target_year", convert.year, ("Rok docelowy", "Rok osiągnięcia")),
        Column("Źródło", "source", convert.line, ("Źródło danych", "Źródło weryfikacji")),
    ),
)

RISKS = Layout(
    name="ryzyka na karcie",
    least=2,
    columns=(
        Column("Ryzyko", "title", convert.line, ("Nazwa ryzyka", "Opis ryzyka", "Zagrożenie"), True),
        Column("Kategoria", "category", convert.line, ("Rodzaj ryzyka", "Typ ryzyka")),
        Column("Przyczyna", "cause", convert.text, ("Przyczyny",)),
        Column("Skutek", "effect", convert.text, ("Skutki",)),
        Column("Prawdopodobieństwo", "probability", convert.scale(1, 5), ("P", "P (1-5)", "Prawdop.")),
        Column("Wpływ", "impact", convert.scale(1, 5), ("W", "S", "Skutek (1-5)", "Siła wpływu")),
        Column("Reakcja", "response", convert.line, ("Sposób reakcji",)),
        Column("Działania zapobiegawcze", "prevention", convert.text, ("Przeciwdziałanie", "Środki zaradcze", "Działania", "Sposób ograniczenia", "Działania zaradcze")),
        Column("Właściciel ryzyka", "owner", convert.role, ("Właściciel", "Odpowiedzialny")),
    ),
)

MILESTONES = Layout(
    name="kamienie milowe na karcie",
    least=2,
    columns=(
        Column("Etap", "title", convert.line, ("Kamień milowy", "Kamienie milowe", "Nazwa etapu", "Etap / kamień milowy"), True),
        Column("Termin", "due", convert.last_day, ("Data", "Termin osiągnięcia", "Termin realizacji", "Termin zakończenia"), True),
    ),
)

PRINCIPLES = Layout(
    name="zasady horyzontalne na karcie",
    least=2,
    columns=(
        Column("Zasada", "principle", convert.line, ("Zasada horyzontalna", "Nazwa zasady"), True),
        Column("Sposób realizacji", "way", convert.text, ("Opis", "Sposób zapewnienia", "Uzasadnienie", "Wpływ projektu"), True),
        Column("Ryzyko naruszenia", "risk", convert.text, ("Ryzyko",)),
        Column("Środki zaradcze", "remedy", convert.text, ("Działania zaradcze",)),
    ),
)

_TABLES = (INDICATORS, RISKS, MILESTONES, PRINCIPLES, TASKS)


def headings_in(page: Page, first: int, last: int, columns: range, questions: frozenset[int] = frozenset()) -> list[Heading]:
    """Headers of all tables between two rows of a card, top to bottom. Rows in `questions` ask something and cannot be a header's upper row."""
    found: list[Heading] = []
    for layout in _TABLES:
        found.extend(one for one in candidates(page, layout, first, last, columns) if questions.isdisjoint(range(one.top, one.bottom)))
    found.extend(_funding(page, first, last, columns))
    found.sort(key=lambda heading: (-round(heading.score, 1), heading.top, heading.bottom))
    kept: list[Heading] = []
    for heading in found:
        if all(heading.top > other.bottom or heading.bottom < other.top for other in kept):
            kept.append(heading)
    return sorted(kept, key=lambda heading: heading.top)


FUNDING = Layout(name="finansowanie na karcie", columns=())
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def _funding(page: Page, first: int, last: int, columns: range) -> list[Heading]:
    """Tables of money: sources down and years across, or years down and sources across, or source and amount only."""
    found: list[Heading] = []
    for row in page.rows:
        if not first <= row <= last:
            continue
        texts = {cell.column: cell.text for cell in page.by_row[row] if cell.column in columns and len(cell.text) <= 80}
        years = {column: int(m[1]) for column, text in texts.items() if (m := _YEAR.search(text)) and len(text) <= 25 and not re.search(r"\d{1,2}[.\-]\d{1,2}[.\-]\d{4}", text)}
        names = [column for column, text in texts.items() if best(text, ("Źródło", "Źródło finansowania", "Źródła finansowania", "Wyszczególnienie", "Źródło / rok")) >= 0.8]
        amounts = [column for column, text in texts.items() if best(text, ("Kwota", "Razem", "Wartość", "Ogółem", "Kwota zł")) >= 0.8]
        if names and (years or amounts) and names[0] < min([*years, *amounts]):
            fields = {"source": names[0]} | {str(year): column for column, year in years.items()}
            if amounts and not years:
                fields["amount"] = amounts[0]
            elif amounts:
                fields["total"] = amounts[-1]
            found.append(Heading(layout=FUNDING, top=row, bottom=row, columns=fields, numbers=_lp(texts), texts=texts, score=len(fields) * 1.2 + 1))
    return found


def _lp(texts: dict[int, str]) -> dict[str, int]:
    numbered = next((column for column, text in texts.items() if best(text, ("Lp.", "Nr")) >= 0.95), None)
    return {} if numbered is None else {"": numbered}


def read_table(intake: Intake, page: Page, heading: Heading, last: int, entry: Entry) -> None:
    """One table of a card, down to row `last`."""
    if heading.layout is FUNDING:
        _read_funding(intake, page, heading, last, entry)
        return
    reader = {TASKS.name: _task, INDICATORS.name: _indicator, RISKS.name: _risk, MILESTONES.name: _milestone, PRINCIPLES.name: _principle}[heading.layout.name]
    total: Row | None = None
    costs = Decimal(0)
    for position, row in enumerate(rows_of(intake, page, heading, last)):
        page.mark(row.numbers.values(), Role.LABEL)
        if is_total(row):
            page.mark(row.everything, Role.LABEL)
            total = row
            continue
        fields = fields_of(intake, page, heading, row)
        key = heading.layout.columns[0].field
        if not fields.get(key):
            for cell in row.everything:
                page.roles.pop((cell.row, cell.column), None)
                intake.skip(page, cell, f"Wiersz tabeli nie ma nazwy ({heading.layout.name}).", "Dopisz nazwę w pliku.", code="I19")
            continue
        costs += fields.get("cost") or Decimal(0)
        reader(intake, page, heading, row, fields, entry, position)
    if total and (sum_cell := total.cells.get("cost")):
        said = intake.convert(page, sum_cell, money_of(page, heading, heading.text("cost")))
        if said is not None and said != costs:
            _sum_differs(intake, page, sum_cell, "zadań", said, costs)


def _sum_differs(intake: Intake, page: Page, cell: Cell, what: str, said: Decimal, counted: Decimal) -> None:
    intake.say(
        Severity.NOTE if abs(said - counted) <= 1 else Severity.WARNING,
        "I26",
        f"Suma {what} wpisana na karcie to {money(said)} zł, a suma wierszy to {money(counted)} zł.",
        "Sprawdź kwoty; program liczy sumy sam.",
        page=page,
        cell=cell,
        value=cell.text,
    )


def _whole(page: Page, cell: Cell) -> tuple[str, str, str, str]:
    return ("", page.name, cell.address, cell.text)


def _about(entry: Entry, name: str) -> tuple[str, str, str, str]:
    return (name, entry.page.name, entry.cell.address, entry.title)


def _unique(intake: Intake, *parts: Any) -> Any:
    wanted = id_from(*parts)
    count = 2
    while wanted in intake.drafts:
        wanted, count = id_from(*parts, count), count + 1
    return wanted


def _task(intake: Intake, page: Page, heading: Heading, row: Row, fields: Fields, entry: Entry, position: int) -> None:
    period, cell = fields.values.pop("period", None), row.cells.get("period")
    if period is not None and cell:
        fields.sources = [source for source in fields.sources if source[0] != "period"]
        for name, value in (("start", period.start), ("end", period.end)):
            if value is not None and name not in fields.values:
                fields.put(name, value, page, cell)
    record = Task(id=_unique(intake, "task", "M8", str(entry.id), fold(fields.values["title"])), position=position, undertaking=entry.id, **fields.values)
    intake.draft(record, [_whole(page, row.cells["title"]), *fields.sources, _about(entry, "undertaking")], name=record.title)


def _indicator(intake: Intake, page: Page, heading: Heading, row: Row, fields: Fields, entry: Entry, position: int) -> None:
    indicator_draft(
        intake, page, heading, row, fields, about=entry.id, about_source=_about(entry, "about"), kind=IndicatorKind.OUTPUT, position=position, family="M8"
    )


def _risk(intake: Intake, page: Page, heading: Heading, row: Row, fields: Fields, entry: Entry, position: int) -> None:
    record = Risk(id=_unique(intake, "risk", "M8", str(entry.id), fold(fields.values["title"])), position=position, about=entry.id, **fields.values)
    intake.draft(record, [_whole(page, row.cells["title"]), *fields.sources, _about(entry, "about")], name=record.title)


def _milestone(intake: Intake, page: Page, heading: Heading, row: Row, fields: Fields, entry: Entry, position: int) -> None:
    record = Milestone(id=_unique(intake, "milestone", "M8", str(entry.id), fold(fields.values["title"])), position=position, about=entry.id, **fields.values)
    intake.draft(record, [_whole(page, row.cells["title"]), *fields.sources, _about(entry, "about")], name=record.title)


def _principle(intake: Intake, page: Page, heading: Heading, row: Row, fields: Fields, entry: Entry, position: int) -> None:
    named = fields.values["principle"]
    fields.values["principle"] = principle(named) or named
    record = HorizontalAnswer(
        id=_unique(intake, "horizontal_answer", "M8", str(entry.id), fields.values["principle"]), position=position, undertaking=entry.id, **fields.values
    )
    intake.draft(record, [_whole(page, row.cells["principle"]), *fields.sources, _about(entry, "undertaking")], name=record.principle)


def _read_funding(intake: Intake, page: Page, heading: Heading, last: int, entry: Entry) -> None:
    """Money by source and year; two rows of one source are added up; the card's own sums are only compared."""
    amounts: dict[tuple[str, int | None], tuple[Decimal, list[Cell]]] = {}
    named: dict[str, list[Cell]] = {}
    columns = {name: column for name, column in heading.columns.items() if name not in ("source", "total")}
    for row in rows_of(intake, page, heading, last):
        page.mark(row.numbers.values(), Role.LABEL)
        name_cell = row.cells.get("source")
        if is_total(row):
            _compare_sums(intake, page, heading, row, amounts)
            continue
        if name_cell is None:
            for cell in row.everything:
                intake.skip(page, cell, "Kwota bez nazwy źródła finansowania.", "Dopisz źródło w pliku.", code="I19")
            continue
        values: dict[str, Decimal] = {}
        for column_name in [*columns, "total"]:
            if value_cell := row.cells.get(column_name):
                amount = intake.convert(page, value_cell, money_of(page, heading, heading.text(column_name)))
                if amount is not None:
                    values[column_name] = amount
        page.mark(name_cell, Role.READ)
        told = {name: amount for name, amount in values.items() if name != "total" and amount != 0}
        if not told and not values.get("total"):
            if not values:
                page.roles.pop((name_cell.row, name_cell.column), None)
                intake.skip(page, name_cell, "Wiersz tabeli finansowania nie ma kwot.", severity=None)
            continue
        key = source_of(intake, page, name_cell, name_cell.text)
        named.setdefault(key, []).append(name_cell)
        if not told:
            told = {"amount": values["total"]}
        elif "total" in values and sum(told.values()) != values["total"]:
            _sum_differs(intake, page, row.cells["total"], f"źródła „{name_cell.text}”", values["total"], sum(told.values(), Decimal(0)))
        for name, amount in told.items():
            year = int(name) if name.isdigit() else None
            sum_before, cells = amounts.get((key, year), (Decimal(0), []))
            amounts[key, year] = (sum_before + amount, [*cells, row.cells.get(name) or row.cells["total"]])
    for position, ((key, year), (amount, cells)) in enumerate(amounts.items()):
        entry.lines = True
        record = BudgetLine(id=id_from("budget_line", "M8", str(entry.id), key, year), position=position, about=entry.id, source=key, year=year, amount=amount)
        sources = [_whole(page, cells[0]), *(("source", page.name, cell.address, cell.text) for cell in named[key]), *(("amount", page.name, cell.address, cell.text) for cell in cells), _about(entry, "about")]
        intake.draft(record, sources, name=f"{key} {year or ''}".strip())


def _compare_sums(intake: Intake, page: Page, heading: Heading, row: Row, amounts: dict[tuple[str, int | None], tuple[Decimal, list[Cell]]]) -> None:
    page.mark(row.everything, Role.LABEL)
    for name, cell in row.cells.items():
        if name == "source" or cell.problem:
            continue
        said = intake.convert(page, cell, money_of(page, heading, heading.text(name)))
        wanted = [amount for (_, year), (amount, _) in amounts.items() if name in ("total", "amount") or str(year) == name]
        counted = sum(wanted, Decimal(0))
        if said is not None and said != counted:
            _sum_differs(intake, page, cell, f"roku {name}" if name.isdigit() else "źródeł", said, counted)
