"""Chapter P1: why the plan was made, with which tools, by whom, and how it is tied to the institutional plan."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from generator.blocks import Block, Bullets, Look, Paragraph, Run, Table, plain
from generator.context import ChapterContext
from generator.tables import centred, own_source, row, text
from mrl_desktop.domain.diagnosis import Scope, Survey
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.institution import AssessmentRound, InstitutionalAction
from mrl_desktop.domain.people import TeamMember, WorkEvent
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.domain.undertakings import Undertaking
from mrl_desktop.polish import counted, joined, year_range

RURAL = ("2", "3")
"""Kinds of gmina that are not a town as a whole; a lead calls them „gmina"."""


def opening(context: ChapterContext) -> Sequence[Block]:
    years = f" w latach {year_range(context.settings.horizon_start, context.settings.horizon_end)}" if context.settings.horizon_start and context.settings.horizon_end else ""
    kind = "gmina" if context.town is not None and context.town.unit_type in RURAL else "miasto"
    lead = (
        f"{context.title()} opisuje, dokąd i jaką drogą zmierza {f'{kind} {context.settings.town_name}'.strip()}{years}. "
        f"Powstał równolegle z {context.title('narz', Scope.PRI)}, który przygotowuje urząd do tej drogi."
    )
    return [Paragraph(runs=plain(lead), look=Look.LEAD)]


def basis(context: ChapterContext) -> Sequence[Block]:
    return []


def method(context: ChapterContext) -> Sequence[Block]:
    """Tools really used in this project, told from its records, and where the numbers come from."""
    items: list[tuple[Run, ...]] = []
    batches = context.project.all(ImportBatch, lambda batch: batch.active and batch.observations > 0)
    if batches:
        publishers = joined(sorted({batch.publisher for batch in batches if batch.publisher}))
        items.append(
            (
                Run(text="Analiza porównawcza danych publicznych. ", bold=True),
                Run(text=f"Dane ({publishers}) pochodzą z {counted(len(batches), 'pliku', 'plików', 'plików')}; ich wykaz zamyka dokument."),
            )
        )
        group = context.diagnosis.group
        items.append((Run(text="Grupa porównawcza. ", bold=True), Run(text=f"„{group.name}” ({counted(len(group.members), 'gmina', 'gminy', 'gmin')}). {group.basis}")))
    surveys = context.project.all(Survey)
    if surveys:
        items.append((Run(text="Badania społeczne. ", bold=True), Run(text=f"{joined([f'„{survey.title}”' for survey in surveys])}.")))
    events = context.project.all(WorkEvent, lambda event: event.scope is Scope.PRL)
    if events:
        items.append((Run(text="Warsztaty i konsultacje. ", bold=True), Run(text=f"Odbyło się {counted(len(events), 'spotkanie', 'spotkania', 'spotkań')} opisanych w kalendarium.")))
    rounds = context.project.all(AssessmentRound)
    if rounds:
        items.append((Run(text="Samoocena instytucjonalna. ", bold=True), Run(text=f"Wyniki przedstawia {context.title(scope=Scope.PRI)}.")))
    return [Bullets(items=tuple(items))] if items else []


def team(context: ChapterContext) -> Sequence[Block]:
    return [*team_table(context), *calendar_table(context, Scope.PRL, "T-KALENDARIUM")]


def team_table(context: ChapterContext) -> Sequence[Block]:
    members = context.project.all(TeamMember)
    if not members:
        return []
    return [
        Table(
            key="T-ZESPOL",
            caption="Skład Zespołu Miejskiego",
            columns=(centred("Lp.", 0.5), text("Imię i nazwisko", 1.8), text("Stanowisko lub instytucja", 2.6), text("Rola w zespole", 1.8), text("Obszar odpowiedzialności", 2.2)),
            rows=tuple(row(index, member.name, member.post or None, member.role or None, member.area or None, record=member.id) for index, member in enumerate(members, start=1)),
            source=own_source(context),
        )
    ]


def calendar_table(context: ChapterContext, scope: Scope, key: str) -> Sequence[Block]:
    """T-KALENDARIUM of one of the twins, in order of time."""
    events = sorted(context.project.all(WorkEvent, lambda event: event.scope is scope), key=lambda event: (str(event.day or ""), event.position))
    if not events:
        return []
    return [
        Table(
            key=key,
            caption="Kalendarium prac",
            columns=(centred("Lp.", 0.5), centred("Data", 1.1), text("Wydarzenie", 2.6), text("Forma", 1.3), centred("Liczba uczestników", 1), text("Rezultat", 3)),
            rows=tuple(
                row(index, event.day, event.title, event.form or None, event.participants, event.result or None, record=event.id) for index, event in enumerate(events, start=1)
            ),
            source=own_source(context),
        )
    ]


def link_with_pri(context: ChapterContext) -> Sequence[Block]:
    """T-PRL-PRI: each project that depends on institutional actions, its goal, its condition and the actions with what they bring."""
    code = context.numbering.code
    needed: dict[UUID, list[InstitutionalAction]] = {}
    for action in context.project.all(InstitutionalAction):
        for link in action.conditions:
            needed.setdefault(link, []).append(action)
    found = [undertaking for link in needed if (undertaking := context.project.one(Undertaking, link)) is not None]
    rows = []
    for undertaking in sorted(found, key=lambda one: code(one.id)):
        goal = context.project.one(Goal, undertaking.goal)
        target = f"{code(undertaking.id)} {undertaking.title}" + (f" (cel {code(goal.id)})" if goal else "")
        actions = needed[undertaking.id]
        comments = dict.fromkeys(action.link_comment.strip() for action in actions if action.link_comment.strip())
        named = "; ".join(f"{code(action.id)} {action.title}" for action in actions)
        rows.append(row(target, undertaking.institutional_conditions or None, named, " ".join(comments) or None, record=undertaking.id))
    if not rows:
        return []
    return [
        Table(
            key="T-PRL-PRI",
            caption="Powiązanie działań obu dokumentów",
            columns=(text("Cel lub projekt PRL", 2.2), text("Warunek instytucjonalny", 2.2), text("Działania PRI", 2.2), text("Komentarz", 2.4)),
            rows=tuple(rows),
            source=own_source(context),
            small=True,
        )
    ]


