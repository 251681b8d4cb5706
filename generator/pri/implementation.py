"""Chapters I11–I14: putting the plan to work, watching it, taking people along, horizontal principles, agreement with the PRL."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, Table
from generator.context import ChapterContext
from generator.pri.goals import institutional_goals
from generator.prl.coherence import coherence_table, horizontal_table
from generator.prl.management import duty_table, monitoring_table
from generator.prl.participation import participation_table
from generator.tables import own_source, row, text
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.undertakings import Undertaking


def monitoring(context: ChapterContext) -> Sequence[Block]:
    return [*duty_table(context, Scope.PRI, "T-PRI-RACI"), *monitoring_table(context, Scope.PRI, "T-PRI-MONIT")]


def participation(context: ChapterContext) -> Sequence[Block]:
    return participation_table(context, Scope.PRI, "T-PRI-PARTYC")


def horizontal(context: ChapterContext) -> Sequence[Block]:
    return horizontal_table(context, Scope.PRI, "T-PRI-HORYZ")


def link_table(context: ChapterContext) -> Sequence[Block]:
    """T-PRL-PRI from the institution's side: each action, the projects that wait for it, and why."""
    code = context.numbering.code
    rows = []
    for action in context.project.all(InstitutionalAction):
        waiting = [undertaking for link in action.conditions if (undertaking := context.project.one(Undertaking, link)) is not None]
        if waiting:
            named = "; ".join(f"{code(one.id)} {one.title}" for one in waiting)
            rows.append(row(f"{code(action.id)} {action.title}", named, action.link_comment or None, record=action.id))
    if not rows:
        return []
    return [
        Table(
            key="T-PRL-PRI",
            caption="Powiązanie działań obu dokumentów",
            columns=(text("Działanie PRI", 2), text("Projekty PRL, które warunkuje", 3.4), text("Komentarz", 2.4)),
            rows=tuple(rows),
            source=own_source(context),
            small=True,
        )
    ]


def coherence(context: ChapterContext) -> Sequence[Block]:
    return [*link_table(context), *coherence_table(context, Scope.PRI, institutional_goals(context), "T-PRI-SPOJNOSC")]
