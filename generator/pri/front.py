"""The summary of the PRI: how the town hall judges itself and what it will change."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, Bullets, Paragraph, Run, Table
from generator.context import ChapterContext
from generator.pri.goals import institutional_goals
from generator.tables import centred, figure, own_source, row, text
from generator.tokens import rounded_money
from mrl_desktop.domain import finance
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.polish import counted, year_range


def summary(context: ChapterContext) -> Sequence[Block]:
    """Goals, actions and money in a page; the planner's own words stand before them."""
    goals = institutional_goals(context)
    if not goals:
        return []
    code = context.numbering.code
    blocks: list[Block] = [
        Paragraph(runs=(Run(text="Co chcemy zmienić w urzędzie. ", bold=True), Run(text="Plan ma cel główny i cele szczegółowe:"))),
        Bullets(items=tuple((Run(text=f"{code(goal.id)}. ", bold=True), Run(text=goal.title)) for goal in goals)),
    ]
    return [*blocks, *_actions(context)]


def _actions(context: ChapterContext) -> list[Block]:
    actions = context.project.all(InstitutionalAction)
    matrix = finance.by_source_and_year(context.project, Scope.PRI)
    if not actions:
        return []
    blocks: list[Block] = [
        Paragraph(
            runs=(
                Run(text="Co zrobimy i za ile. ", bold=True),
                Run(text=f"Celom służy {counted(len(actions), 'działanie', 'działania', 'działań')} o łącznym koszcie "),
                Run(text=rounded_money(matrix.total), fact=context.money("suma:koszt", "Łączny koszt działań", matrix.total)),
                Run(text="."),
            )
        )
    ]
    rows = []
    for action in actions:
        cost = finance.total(context.project, action.id)
        fact = context.money(f"suma:{context.numbering.code(action.id)}", f"Koszt działania {action.title}", cost, action.id, "cost")
        years = year_range(action.start.year, action.end.year) if action.start and action.end else None
        rows.append(row(f"{context.numbering.code(action.id)}. {action.title}", action.responsible or None, years, Run(text=rounded_money(cost), fact=fact), record=action.id))
    columns = (text("Działanie", 3.4), text("Odpowiedzialny", 2), centred("Okres", 1), figure("Koszt", weight=1))
    return [*blocks, Table(key="T-PRI-STRESZCZENIE", caption="Działania w skrócie", columns=columns, rows=tuple(rows), source=own_source(context, "karty działań"), small=True)]
