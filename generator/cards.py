"""A project card and a card of an institutional action, as forms of label and value; empty optional fields are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from generator.blocks import Block, Card, Heading, Row, Run, Runs, Table
from generator.context import ChapterContext
from generator.tables import centred, decapitalised, figure, own_source, row, text, without_empty
from mrl_desktop.domain import finance
from mrl_desktop.domain.diagnosis import Problem
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.strategy import Goal, PlanIndicator
from mrl_desktop.domain.undertakings import Bundle, HorizontalAnswer, Milestone, Risk, StateAid, Task, Undertaking
from mrl_desktop.polish import counted, day, joined, money, number

Field = tuple[str, Runs]


def project_card(context: ChapterContext, undertaking: Undertaking) -> Sequence[Block]:
    """Heading, card, tasks and money of one project (1.6 A–K)."""
    code = context.numbering.code(undertaking.id)
    card = Card(
        key=f"T-KARTA-{code}",
        caption=f"Karta projektu {code}",
        sections=tuple((title, fields) for title, fields in _sections(context, undertaking) if fields),
        source=own_source(context),
        record=undertaking.id,
    )
    heading = Heading(text=f"{code}. {undertaking.title}", level=3, key=f"KARTA-{code}", numbered=False, record=undertaking.id)
    return [heading, card, *_tasks(context, undertaking, code), *money_table(context, undertaking.id, f"T-FIN-{code}", f"Finansowanie projektu {code}")]


def _sections(context: ChapterContext, u: Undertaking) -> Iterable[tuple[str, tuple[Field, ...]]]:
    project, code = context.project, context.numbering.code
    goal, bundle = project.one(Goal, u.goal), project.one(Bundle, u.bundle)
    parent = project.one(Goal, goal.parent) if goal else None
    yield (
        "Identyfikacja",
        _fields(
            context,
            ("Kategoria i typ", ", ".join([str(u.category), *([str(u.type)] if u.type else [])])),
            ("Wiązka", f"{code(bundle.id)}. {bundle.title}" if bundle else ""),
            ("Cel strategiczny", f"{code(parent.id)}. {parent.title}" if parent else ""),
            ("Cel operacyjny", f"{code(goal.id)}. {goal.title}" if goal else ""),
            ("Cele wspierane", joined([code(link) for link in u.supporting_goals if link in project])),
            ("Wymiary", joined([str(dimension) for dimension in u.dimensions])),
            ("Stan przygotowania", str(u.status)),
        ),
    )
    yield (
        "Podmioty",
        _fields(
            context,
            ("Lider", u.leader),
            ("Jednostka odpowiedzialna", u.unit),
            ("Partnerzy", u.partners),
            ("Grupy docelowe", u.target_groups),
        ),
    )
    problems = [problem for problem in (project.one(Problem, link) for link in u.problems) if problem]
    yield (
        "Uzasadnienie",
        _fields(
            context,
            ("Problemy", "; ".join(f"{code(problem.id)} {problem.title}" for problem in problems)),
            ("Stan istniejący", u.existing_state),
            ("Potrzeby i wyniki konsultacji", u.needs),
            ("Warunki instytucjonalne", u.institutional_conditions),
        ),
    )
    yield (
        "Zakres",
        _fields(
            context,
            ("Cel projektu", u.aim),
            ("Opis działań", u.description),
            ("Lokalizacja", u.location),
            ("Prawo do nieruchomości", u.property_right),
            ("Dokumentacja", u.documentation),
            ("Zgodność z planem miejscowym", u.plan_conformity),
        ),
    )
    yield ("Rezultaty", _fields(context, ("Produkty", u.outputs), ("Rezultaty", u.results), *_indicator_lines(context, u.id)))
    yield (
        "Finanse",
        _fields(
            context,
            ("Koszt całkowity", _amount(context, f"suma:{code(u.id)}", f"Koszt projektu {u.title}", finance.total(project, u.id), u.id, "declared_cost")),
            ("Koszty kwalifikowalne", _amount(context, f"kwalifikowalne:{code(u.id)}", f"Koszty kwalifikowalne: {u.title}", u.eligible_cost, u.id, "eligible_cost") if u.eligible_cost is not None else ""),
            ("Podstawa szacunku", u.estimate_basis),
            ("Roczny koszt utrzymania", _upkeep(context, u)),
            ("Trwałość", counted(u.durability_years, "rok", "lata", "lat") if u.durability_years else ""),
            ("Pomoc publiczna", "; ".join(state_aid_result(test) for test in project.all(StateAid, lambda test: test.undertaking == u.id))),
        ),
    )
    milestones = project.all(Milestone, lambda milestone: milestone.about == u.id)
    yield (
        "Harmonogram",
        _fields(
            context,
            ("Okres realizacji", f"od {day(u.start)} do {day(u.end)}" if u.start and u.end else ""),
            ("Kamienie milowe", "; ".join(f"{m.title} – {day(m.due)}" if m.due else m.title for m in milestones)),
        ),
    )
    risks = project.all(Risk, lambda risk: risk.about == u.id)
    answers = project.all(HorizontalAnswer, lambda answer: answer.undertaking == u.id)
    principles = context.principles
    yield (
        "Ryzyka, zasady i udział mieszkańców",
        _fields(
            context,
            ("Ryzyka", "; ".join(f"{code(risk.id)} {risk.title}" for risk in risks)),
            *((principles.get(answer.principle, answer.principle), answer.way) for answer in answers),
            ("Udział mieszkańców", u.participation),
        ),
    )


def _fields(context: ChapterContext, *pairs: tuple[str, str | Runs]) -> tuple[Field, ...]:
    """Fields that say something; text may quote facts with tokens."""
    filled = ((label, context.text(value) if value.strip() else ()) if isinstance(value, str) else (label, value) for label, value in pairs)
    return tuple((label, runs) for label, runs in filled if runs)


def _amount(context: ChapterContext, key: str, label: str, amount: Decimal, record: UUID, field: str) -> Runs:
    return (Run(text=f"{money(amount)}\u00a0zł", fact=context.money(key, label, amount, record, field)),)


def _indicator_lines(context: ChapterContext, owner: UUID) -> list[tuple[str, str]]:
    lines = []
    for indicator in context.project.all(PlanIndicator, lambda indicator: indicator.about == owner):
        values = []
        if indicator.baseline is not None:
            values.append(f"wartość bazowa {_measured(number(indicator.baseline), indicator.unit, indicator.baseline_year)}")
        wanted = indicator.target_text or (number(indicator.target) if indicator.target is not None else "")
        if wanted:
            values.append(f"wartość docelowa {_measured(wanted, '' if indicator.target_text else indicator.unit, indicator.target_year)}")
        source = f"; źródło: {decapitalised(indicator.source)}" if indicator.source else ""
        lines.append((f"Wskaźnik {indicator.indicator_kind}", f"{indicator.name}: {', '.join(values)}{source}"))
    return lines


def _measured(value: str, unit: str, year: int | None) -> str:
    """„12 szt. (2028)", „45% (2028)"."""
    beside = unit if unit in ("%", "") else f"\u00a0{unit}"
    return f"{value}{beside} ({year})" if year else f"{value}{beside}"


def _upkeep(context: ChapterContext, u: Undertaking) -> Runs:
    if u.maintenance_cost is None:
        return ()
    runs = _amount(context, f"utrzymanie:{u.id}", f"Koszt utrzymania: {u.title}", u.maintenance_cost, u.id, "maintenance_cost")
    if u.maintenance_income:
        income = _amount(context, f"przychody:{u.id}", f"Przychody: {u.title}", u.maintenance_income, u.id, "maintenance_income")
        runs = (*runs, Run(text=", przychody "), *income)
    return (*runs, Run(text=f"; źródło pokrycia: {decapitalised(u.maintenance_source)}")) if u.maintenance_source else runs


def state_aid_result(test: StateAid) -> str:
    """What the four conditions together say, in words; all four met means state aid."""
    conditions = (test.transfer, test.advantage, test.selectivity, test.distortion)
    if None in conditions:
        return "test nieukończony"
    if all(conditions):
        return _with_basis("pomoc publiczna", test.basis)
    return _with_basis("brak pomocy publicznej", test.basis.removeprefix("Brak pomocy:").strip())


def _with_basis(result: str, basis: str) -> str:
    return f"{result}: {decapitalised(basis)}" if basis else result


def _tasks(context: ChapterContext, undertaking: Undertaking, code: str) -> Sequence[Block]:
    tasks = context.project.all(Task, lambda task: task.undertaking == undertaking.id)
    if not tasks:
        return []
    rows: list[Row] = [
        row(
            index,
            task.title if not task.description else f"{task.title}. {task.description}",
            task.start,
            task.end,
            context.money(f"zadanie:{task.id}", task.title, task.cost, task.id, "cost") if task.cost is not None else None,
            task.responsible or None,
            record=task.id,
        )
        for index, task in enumerate(tasks, start=1)
    ]
    costs = [task.cost for task in tasks if task.cost is not None]
    if costs:
        rows.append(row("", "Razem", "", "", context.money(f"zadania:{undertaking.id}", "Razem zadania", sum(costs, Decimal(0)), undertaking.id), "", total=True))
    columns, kept = without_empty(
        (text("Nr", 0.4), text("Zadanie", 3.2), centred("Od", 1), centred("Do", 1), figure("Koszt", "zł", 1.3), text("Odpowiedzialny", 1.7)), rows
    )
    return [Table(key=f"T-ZADANIA-{code}", caption=f"Zadania projektu {code}", columns=columns, rows=kept, source=own_source(context))]


def money_table(context: ChapterContext, owner: UUID, key: str, caption: str) -> Sequence[Block]:
    """Sources × years of one project or action; nothing while it has no budget lines."""
    matrix = finance.by_source_and_year(context.project, about=(owner,))
    if not matrix.years:
        return []
    names = context.funding_sources
    rows: list[Row] = [
        row(
            names.get(source, source),
            *(context.money(f"{source}:{year}:{owner}", f"{names.get(source, source)} {year}", matrix.cell(source, year), owner) for year in matrix.years),
            context.money(f"{source}:{owner}", names.get(source, source), matrix.row_total(source), owner),
            record=owner,
        )
        for source in matrix.rows
    ]
    totals = [context.money(f"suma:{year}:{owner}", f"Razem {year}", matrix.year_total(year), owner) for year in matrix.years]
    rows.append(row("Razem", *totals, context.money(f"suma:{owner}", "Razem", matrix.total, owner), total=True))
    return [
        Table(
            key=key,
            caption=caption,
            columns=(text("Źródło finansowania", 2), *(figure(str(year), "zł", 1.2) for year in matrix.years), figure("Razem", "zł", 1.3)),
            rows=tuple(rows),
            source=own_source(context),
            small=len(matrix.years) > 4,
        )
    ]


def action_card(context: ChapterContext, action: InstitutionalAction) -> Sequence[Block]:
    """Card of one institutional action with its money."""
    project, code = context.project, context.numbering.code
    goal = project.one(Goal, action.goal)
    number_ = code(action.id)
    conditioned = [project.one(Undertaking, link) for link in action.conditions]
    fields = _fields(
        context,
        ("Cel", f"{code(goal.id)}. {goal.title}" if goal else ""),
        ("Rodzaj", action.type),
        ("Odpowiada na luki", joined(list(action.gaps))),
        ("Uzasadnienie", action.justification),
        ("Opis", action.description),
        ("Odpowiedzialny", action.responsible),
        ("Partner", action.partner),
        ("Termin", f"od {day(action.start)} do {day(action.end)}" if action.start and action.end else ""),
        ("Produkt", action.output),
        *_indicator_lines(context, action.id),
        ("Warunkuje projekty", "; ".join(f"{code(u.id)} {u.title}" for u in conditioned if u)),
        ("Koszt", _amount(context, f"suma:{number_}", f"Koszt działania {action.title}", finance.total(project, action.id), action.id, "cost")),
    )
    heading = Heading(text=f"{number_}. {action.title}", level=2, key=f"KARTA-{number_}", numbered=False, record=action.id)
    card = Card(key=f"T-KARTA-{number_}", caption=f"Karta działania {number_}", sections=(("Działanie", fields),), source=own_source(context), record=action.id)
    return [heading, card]


