"""Chapters P8 and P9: who does what, how the plan is watched, and the register of indicators."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, Row, Table
from generator.context import ChapterContext
from generator.prl.strategy import ARROWS, measured
from generator.tables import figure, own_source, row, text, without_empty
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.people import Duty, MonitoringItem
from mrl_desktop.domain.strategy import PlanIndicator
from mrl_desktop.domain.undertakings import Undertaking


def system(context: ChapterContext) -> Sequence[Block]:
    return duty_table(context, Scope.PRL, "T-RACI")


def duty_table(context: ChapterContext, scope: Scope, key: str) -> Sequence[Block]:
    """T-RACI of one of the twins; nothing while there are no duties."""
    duties = context.project.all(Duty, lambda duty: duty.scope is scope)
    if not duties:
        return []
    return [
        Table(
            key=key,
            caption="Podział ról",
            columns=(text("Działanie", 2.4), text("Wykonuje (R)", 1.5), text("Odpowiada (A)", 1.5), text("Doradza (C)", 1.5), text("Jest informowany (I)", 1.5)),
            rows=tuple(
                row(duty.action, duty.responsible or "–", duty.accountable or "–", duty.consulted or "–", duty.informed or "–", record=duty.id) for duty in duties
            ),
            source=own_source(context),
        )
    ]


def monitoring(context: ChapterContext) -> Sequence[Block]:
    return [*monitoring_table(context, Scope.PRL, "T-MONIT"), *indicator_register(context)]


def monitoring_table(context: ChapterContext, scope: Scope, key: str) -> Sequence[Block]:
    """T-MONIT of one of the twins."""
    items = context.project.all(MonitoringItem, lambda item: item.scope is scope)
    if not items:
        return []
    return [
        Table(
            key=key,
            caption="Harmonogram monitorowania",
            columns=(text("Element", 2), text("Narzędzie", 1.8), text("Częstotliwość", 1.2), text("Odpowiedzialny", 1.6), text("Odbiorca", 1.6), text("Termin", 1.2)),
            rows=tuple(
                row(item.element, item.tool or None, item.frequency or None, item.responsible or None, item.audience or None, item.term or None, record=item.id)
                for item in items
            ),
            source=own_source(context),
        )
    ]


def indicator_register(context: ChapterContext) -> Sequence[Block]:
    """T-WSK-REJ: every indicator of a project, with what it belongs to. Those of goals stand in chapter 3 already."""
    rows: list[Row] = []
    for undertaking in context.project.all(Undertaking):
        for indicator in context.project.all(PlanIndicator, lambda indicator, owner=undertaking.id: indicator.about == owner):  # type: ignore[misc]
            rows.append(
                row(
                    context.numbering.code(undertaking.id),
                    indicator.name,
                    str(indicator.indicator_kind),
                    indicator.unit or None,
                    measured(indicator, "baseline"),
                    measured(indicator, "target"),
                    ARROWS.get(indicator.direction) if indicator.direction else None,
                    indicator.source or None,
                    indicator.frequency or None,
                    indicator.responsible or undertaking.unit or None,
                    record=indicator.id,
                )
            )
    if not rows:
        return []
    columns, kept = without_empty(
        (
            text("Kod", 0.9),
            text("Wskaźnik", 3),
            text("Rodzaj", 1.1),
            text("Jednostka", 0.9),
            figure("Wartość bazowa (rok)", weight=1.1),
            figure("Wartość docelowa (rok)", weight=1.1),
            text("Kierunek", 1),
            text("Źródło", 1.6),
            text("Pomiar", 0.9),
            text("Odpowiedzialny", 1.5),
        ),
        rows,
    )
    return [
        Table(
            key="T-WSK-REJ",
            caption="Rejestr wskaźników projektów",
            columns=columns,
            rows=kept,
            source=own_source(context, "karty projektów"),
            landscape=True,
            small=True,
        )
    ]
