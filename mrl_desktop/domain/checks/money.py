"""Rules of values, money and time: L06–L09."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from mrl_desktop.domain import finance
from mrl_desktop.domain.checks.context import CheckContext, Flaw
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.numbering import Numbering
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.strategy import Direction, Goal, PlanIndicator
from mrl_desktop.domain.undertakings import BudgetLine, Category, Milestone, Task, Undertaking
from mrl_desktop.polish import day, joined, money, number, year_range


def targets_agree_with_direction(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L06: baseline year ≤ interim year ≤ target year, and the sign of target − baseline agrees with the direction."""
    for indicator in project.all(PlanIndicator):
        wrong, field = "", ""
        first, middle, last = indicator.baseline_year, indicator.interim_year, indicator.target_year
        if first is not None and last is not None and first > last:
            wrong, field = f"rok bazowy ({first}) jest późniejszy niż docelowy ({last})", "target_year"
        elif middle is not None and ((first is not None and middle < first) or (last is not None and middle > last)):
            wrong, field = f"rok wartości pośredniej ({middle}) nie leży między rokiem bazowym a docelowym", "interim_year"
        elif indicator.baseline is not None and indicator.target is not None and indicator.direction is not None:
            wrong, field = _against(indicator.direction, indicator.baseline, indicator.target), "direction"
        if wrong:
            yield Flaw(
                message=f"Wskaźnik „{indicator.name}”: {wrong}.",
                hint="Proszę poprawić lata, wartości albo kierunek zmiany.",
                record=indicator.id,
                field=field,
                title=indicator.name_for_people,
                step="goals" if isinstance(project.get(indicator.about), Goal) else "undertakings",
            )


def sums_agree(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L07: sources add up to the total cost of each project and action to the grosz; every line has a place, year and known source."""
    numbering = Numbering(project)
    held = {record.id: record for record in _held(project)}
    for line in project.all(BudgetLine):
        owner = held.get(line.about) if line.about is not None else None
        wrong = []
        if owner is None:
            wrong.append("nie należy do żadnego projektu ani działania")
        if line.year is None and line.amount is not None:
            wrong.append("nie ma roku")
        if line.amount is not None and line.amount < 0:
            wrong.append("jest ujemna")
        if line.amount is not None and line.amount != line.amount.quantize(finance.GROSZ):
            wrong.append("ma ułamki grosza")
        if context.sources and line.amount is not None and line.source not in context.sources:
            wrong.append(f"ma nieznane źródło „{line.source}”")
        if wrong:
            of = f" projektu {numbering.code(owner.id)}" if owner is not None else ""
            yield Flaw(
                message=f"Pozycja finansowania{of} na kwotę {money(line.amount)} zł {joined(wrong)}.",
                hint="Proszę poprawić tę pozycję w tabeli finansowania: kwota, rok i źródło muszą być znane, inaczej sumy nie będą zgodne.",
                record=line.id,
                title=owner.name_for_people if owner is not None else "",
                step="finance",
                value=str(line.amount or ""),
            )
    for record in held.values():
        declared = record.declared_cost if isinstance(record, Undertaking) else record.cost
        total = finance.total(project, record.id)
        reserve = isinstance(record, Undertaking) and record.category is Category.RESERVE
        if declared is None or declared == total or (reserve and not total):
            continue
        yield Flaw(
            message=(
                f"{numbering.code(record.id)} „{record.name_for_people}”: suma źródeł finansowania wynosi {money(total)} zł, "
                f"a koszt całkowity {money(declared)} zł (różnica {money(total - declared)} zł)."
            ),
            hint="Proszę poprawić koszt całkowity w karcie albo kwoty w tabeli finansowania.",
            record=record.id,
            field="declared_cost" if isinstance(record, Undertaking) else "cost",
            title=record.name_for_people,
            step="finance",
            value=str(declared),
        )


def grants_stay_within_limits(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L08: eligible ≤ total cost; grants ≤ eligible × greatest percent; all grants together ≤ the programme's limit."""
    numbering = Numbering(project)
    grants = Decimal(0)
    for undertaking in project.all(Undertaking, lambda one: one.category is not Category.RESERVE):
        code = numbering.code(undertaking.id)
        cost = undertaking.declared_cost if undertaking.declared_cost is not None else finance.total(project, undertaking.id)
        grant = sum((finance.total(project, undertaking.id, source) for source in ("dotacja", "budzet_panstwa")), Decimal(0))
        grants += finance.total(project, undertaking.id, "dotacja")
        eligible = undertaking.eligible_cost
        if eligible is not None and eligible > cost:
            yield Flaw(
                message=f"Projekt {code}: koszty kwalifikowalne ({money(eligible)} zł) są wyższe niż koszt całkowity ({money(cost)} zł).",
                hint="Proszę poprawić koszty kwalifikowalne albo koszt całkowity.",
                record=undertaking.id,
                field="eligible_cost",
                title=undertaking.name_for_people,
                step="finance",
                value=str(eligible),
            )
        if eligible is not None and grant > eligible * context.grant_percent / 100:
            yield Flaw(
                message=(
                    f"Projekt {code}: dotacja z budżetem państwa ({money(grant)} zł) przekracza {number(context.grant_percent)}% "
                    f"kosztów kwalifikowalnych ({money(eligible)} zł)."
                ),
                hint="Proszę zmniejszyć dotację albo poprawić koszty kwalifikowalne.",
                record=undertaking.id,
                field="eligible_cost",
                title=undertaking.name_for_people,
                step="finance",
                value=str(grant),
            )
    if context.grant_limit and grants > context.grant_limit:
        yield Flaw(
            message=f"Suma dotacji wszystkich projektów ({money(grants)} zł) przekracza limit {money(context.grant_limit)} zł.",
            hint="Proszę zmniejszyć dotacje albo sprawdzić limit w pliku thresholds.toml.",
            step="finance",
            value=str(grants),
        )


def dates_fit(project: Project, context: CheckContext) -> Iterator[Flaw]:
    """L09: project inside the horizon, tasks and milestones inside the project, money only in the project's years."""
    numbering = Numbering(project)
    settings = project.single(Settings)
    first, last = settings.horizon_start, settings.horizon_end
    for record in _held(project):
        code, start, end = numbering.code(record.id), record.start, record.end
        step = "undertakings" if isinstance(record, Undertaking) else "institution"
        if start is not None and end is not None and start > end:
            yield _flaw(record, f"{code}: początek ({day(start)}) jest późniejszy niż koniec ({day(end)})", "start", step)
            continue
        if first is not None and last is not None:
            outside = [when for when in (start, end) if when is not None and not first <= when.year <= last]
            if outside:
                yield _flaw(
                    record,
                    f"{code}: termin {joined([day(when) for when in outside])} wykracza poza lata dokumentu {year_range(first, last)}",
                    "start" if start in outside else "end",
                    step,
                )
        parts: list[tuple[str, date | None]] = [
            (f"kamień milowy „{one.title}”", one.due) for one in project.all(Milestone) if one.about == record.id
        ]
        for task in project.all(Task):
            if task.undertaking == record.id:
                parts += [(f"początek zadania „{task.title}”", task.start), (f"koniec zadania „{task.title}”", task.end)]
        for name, when in parts:
            if when is not None and ((start is not None and when < start) or (end is not None and when > end)):
                yield _flaw(record, f"{code}: {name} ({day(when)}) leży poza okresem realizacji", "end", step)
        years = {line.year for line in finance.lines(project, [record.id]) if line.year is not None and line.amount}
        strange = sorted(year for year in years if (start is not None and year < start.year) or (end is not None and year > end.year))
        if strange:
            yield _flaw(
                record,
                f"{code}: koszty zaplanowano w latach {joined([str(year) for year in strange])}, poza okresem realizacji",
                "end",
                "finance",
            )


def _held(project: Project) -> list[Undertaking | InstitutionalAction]:
    """Everything that holds money and has a time: projects of the town and actions of the PRI."""
    return [*project.all(Undertaking), *project.all(InstitutionalAction)]


def _flaw(record: Undertaking | InstitutionalAction, message: str, field: str, step: str) -> Flaw:
    return Flaw(
        message=f"{message}.",
        hint="Proszę poprawić daty albo przenieść koszty na lata realizacji.",
        record=record.id,
        field=field,
        title=record.name_for_people,
        step=step,
    )


def _against(direction: Direction, baseline: Decimal, target: Decimal) -> str:
    """What is wrong between a direction and two values, or nothing."""
    told = f"(z {number(baseline)} do {number(target)})"
    if direction is Direction.UP and target <= baseline:
        return f"kierunek to wzrost, a wartość docelowa nie jest wyższa od bazowej {told}"
    if direction is Direction.DOWN and target >= baseline:
        return f"kierunek to spadek, a wartość docelowa nie jest niższa od bazowej {told}"
    if direction is Direction.LEVEL and target < baseline:
        return f"kierunek to utrzymanie, a wartość docelowa jest niższa od bazowej {told}"
    return ""
