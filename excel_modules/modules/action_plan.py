"""Sheet „Plan działań": actions of the PRI. Layout presumed: no real file is known."""

from __future__ import annotations

import re
from uuid import UUID

from excel_modules.modules import convert
from excel_modules.modules.intake import Fields, Intake, Source
from excel_modules.modules.layout import Column, Heading, Layout
from excel_modules.modules.other_records import enter, project_named
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.project_list import put_period
from excel_modules.modules.projects import Projects
from excel_modules.modules.question_matching import question_in
from excel_modules.modules.table_rows import book_above, fields_of, is_total, rows_of
from mrl_desktop.analysis.self_assessment import Bank
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.strategy import GoalLevel
from mrl_desktop.polish import fold

ACTIONS = Layout(
    name="plan działań instytucjonalnych",
    sheets=("Plan działań", "Działania", "Plan działań PRI", "Plan doskonalenia"),
    least=3,
    columns=(
        Column("Działanie", "title", convert.line, ("Nazwa działania", "Działanie instytucjonalne", "Działanie doskonalące", "Działania", "Planowane działanie", "Nazwa działania instytucjonalnego"), True),
        Column("Opis", "description", convert.text, ("Opis działania", "Zakres", "Zakres działania")),
        Column("Uzasadnienie", "justification", convert.text, ("Uzasadnienie działania", "Potrzeba")),
        Column("Typ", "type", convert.line, ("Rodzaj", "Rodzaj działania", "Typ działania")),
        Column("Odpowiedzialny", "responsible", convert.role, ("Podmiot odpowiedzialny", "Komórka odpowiedzialna", "Osoba odpowiedzialna", "Odpowiedzialność", "Realizator")),
        Column("Partner", "partner", convert.line, ("Partnerzy", "Współpraca", "Współwykonawca")),
        Column("Termin", "period", convert.period, ("Termin realizacji", "Okres realizacji", "Termin wykonania", "Lata", "Czas realizacji", "Czas", "Okres", "Kiedy", "Rok realizacji")),
        Column("Termin od", "start", convert.first_day, ("Początek", "Data rozpoczęcia", "Rozpoczęcie")),
        Column("Termin do", "end", convert.last_day, ("Koniec", "Data zakończenia", "Zakończenie")),
        Column("Koszt", "cost", convert.money(), ("Szacunkowy koszt", "Budżet", "Koszt działania", "Kwota", "Koszt całkowity", "Koszt brutto"), money=True),
        Column("Wskaźnik", "output", convert.text, ("Wskaźnik realizacji", "Produkt", "Miernik", "Rezultat", "Wskaźnik produktu", "Oczekiwany efekt", "Efekt")),
        Column("Cel", "goal", convert.line, ("Cel instytucjonalny", "Cel PRI", "Cel operacyjny")),
        Column("Luka", "gaps", convert.text, ("Pytanie", "Nr pytania", "Luki", "Obszar", "Obszar samooceny", "Kryterium", "Problem", "Luka z samooceny")),
        Column("Projekty", "conditions", convert.text, ("Powiązane projekty", "Projekt PRL", "Warunkuje projekty", "Powiązanie z PRL")),
    ),
)


def is_plan(heading: Heading) -> bool:
    """Whether a header is that of a plan of actions: who and when or for how much."""
    return "responsible" in heading.columns and bool(heading.columns.keys() & {"period", "end", "cost"})


def read_actions(intake: Intake, page: Page, heading: Heading, bank: Bank) -> None:
    """Actions row by row, with the projects and the questions they name."""
    book_above(page, heading.top)
    projects = Projects(intake=intake)
    for position, row in enumerate(rows_of(intake, page, heading)):
        page.mark(row.numbers.values(), Role.LABEL)
        if is_total(row):
            page.mark(row.everything, Role.LABEL)
            continue
        fields = fields_of(intake, page, heading, row)
        title = fields.values.get("title")
        if not title:
            for cell in row.everything:
                page.roles.pop((cell.row, cell.column), None)
                if len(row.everything) == 1:
                    page.mark(cell, Role.LABEL)
                else:
                    intake.skip(page, cell, "Wiersz nie ma nazwy działania.", severity=None)
            if len(row.everything) > 1:
                intake.say(Severity.WARNING, "I19", f"Wiersz {row.number + 1} nie ma nazwy działania; pominięto go.", "Dopisz nazwę w pliku.", page=page, cell=row.first, value=row.first.text[:200])
            continue
        if len(row.everything) == 1 and not row.numbers:
            page.roles[row.first.row, row.first.column] = Role.LABEL  # the name of an area across the table
            continue
        put_period(fields, page, row.cells.get("period"))
        said = {name: fields.values.pop(name, None) for name in ("goal", "gaps", "conditions")}
        fields.sources = [source for source in fields.sources if source[0] not in said]
        if said["goal"]:
            fields.put("goal", projects.goal(said["goal"], GoalLevel.INSTITUTIONAL), page, row.cells["goal"])
        if said["conditions"]:
            found = [project for part in re.split(r"[;,\n]", said["conditions"]) if part.strip() and (project := project_named(intake, part.strip()))]
            if found:
                fields.put("conditions", tuple(dict.fromkeys(found)), page, row.cells["conditions"])
        if said["gaps"]:
            _gaps(intake, page, row.cells["gaps"], said["gaps"], bank, fields)
        record_id: UUID = id_from("institutional_action", "M12", fold(title))
        if record_id in intake.drafts:
            intake.say(Severity.WARNING, "I21", f"Działanie „{title}” stoi w planie dwa razy.", "Sprawdź plan.", page=page, cell=row.cells["title"], value=title)
            record_id = id_from("institutional_action", "M12", fold(title), row.number)
        sources: list[Source] = [("", page.name, row.cells["title"].address, title), *fields.sources]
        enter(intake, InstitutionalAction(id=record_id, position=position, **fields.values), sources, name=title)


def _gaps(intake: Intake, page: Page, cell: Cell, said: str, bank: Bank, fields: Fields) -> None:
    """Questions of the self-assessment a cell names; what names none is taken for the reason of the action."""
    ids: list[str] = []
    for part in re.split(r"[;,\n]", said):
        number = re.match(r"\s*([A-Z]{0,2}\d{1,2}[.]\d{1,2})", part)
        question = question_in(bank, number[1] if number else "", "" if number else part)
        if question is not None and question.id not in ids:
            ids.append(question.id)
    if ids:
        fields.put("gaps", tuple(ids), page, cell)
    elif not fields.get("justification"):
        fields.put("justification", said, page, cell)
    else:
        page.roles.pop((cell.row, cell.column), None)
        intake.skip(page, cell, "Nie wiadomo, których pytań samooceny dotyczy działanie.", "Wpisz numery pytań, np. A1.2.", severity=Severity.NOTE)
