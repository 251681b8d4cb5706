"""Chapters I6, I8, I9 and I10: institutional actions with cards, their schedule, budget and risks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.blocks import Block, Look, Paragraph, Run, Table
from generator.cards import action_card
from generator.context import ChapterContext
from generator.prl.finance import source_table
from generator.prl.risk import risk_blocks
from generator.prl.schedule import Span, gantt
from generator.tables import centred, figure, own_source, row, text
from mrl_desktop.domain import finance
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.undertakings import Risk
from mrl_desktop.polish import counted, joined, money, year_range


def actions(context: ChapterContext) -> Sequence[Block]:
    found = context.project.all(InstitutionalAction)
    if not found:
        return []
    code = context.numbering.code
    rows = []
    total = Decimal(0)
    for action in found:
        cost = finance.total(context.project, action.id)
        total += cost
        rows.append(
            row(
                code(action.id),
                action.title,
                code(action.goal) if action.goal else None,
                joined(list(action.gaps)) or None,
                action.type or None,
                action.responsible or None,
                year_range(action.start.year, action.end.year) if action.start and action.end else None,
                context.money(f"suma:{code(action.id)}", f"Koszt działania {action.title}", cost, action.id, "cost"),
                action.output or None,
                joined([code(link) for link in action.conditions if link in context.project]) or "–",
                record=action.id,
            )
        )
    rows.append(row("Razem", *[""] * 6, context.money("suma:koszt", "Łączny koszt działań", total), "", "", total=True))
    table = Table(
        key="T-PRI-DZIAL",
        caption="Działania rozwoju instytucjonalnego",
        columns=(
            text("Kod", 0.7),
            text("Działanie", 2.4),
            centred("Cel", 0.6),
            text("Luki", 1),
            text("Rodzaj", 1.3),
            text("Odpowiedzialny", 1.6),
            centred("Okres", 0.9),
            figure("Koszt", "zł", 1.1),
            text("Produkt", 2),
            centred("Warunkuje", 1.1),
        ),
        rows=tuple(rows),
        source=own_source(context, "karty działań"),
        landscape=True,
        small=True,
    )
    lead = Paragraph(
        runs=(
            Run(text=f"Plan obejmuje {counted(len(found), 'działanie', 'działania', 'działań')} o łącznym koszcie "),
            Run(text=f"{money(total)}\u00a0zł", fact=context.money("suma:koszt", "Łączny koszt działań", total)),
            Run(text="."),
        ),
        look=Look.LEAD,
    )
    cards = [block for action in found for block in action_card(context, action)]
    return [lead, table, *cards]


def schedule(context: ChapterContext) -> Sequence[Block]:
    spans = [
        Span(record=action.id, code=context.numbering.code(action.id), title=action.title, start=action.start, end=action.end, responsible=action.responsible)
        for action in context.project.all(InstitutionalAction)
        if action.start and action.end
    ]
    return gantt(context, spans, chart_key="W-PRI-GANTT", table_key="T-PRI-GANTT", what="działań")


def budget(context: ChapterContext) -> Sequence[Block]:
    """Sources × years over all actions."""
    matrix = finance.by_source_and_year(context.project, Scope.PRI)
    if not matrix.years:
        return []
    return [source_table(context, matrix, key="T-PRI-FINPLAN", caption="Budżet działań instytucjonalnych według źródeł i lat", basis="karty działań")]


def risks(context: ChapterContext) -> Sequence[Block]:
    return risk_blocks(context, context.project.all(Risk, lambda risk: risk.scope is Scope.PRI), "-PRI")
