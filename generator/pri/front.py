"""The summary of the PRI: how the town hall judges itself and what it will change."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, Bullets, Paragraph, Run
from generator.context import ChapterContext
from generator.pri.goals import institutional_goals
from mrl_desktop.domain import finance
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.polish import counted, money


def summary(context: ChapterContext) -> Sequence[Block]:
    """Goals and money in a few lines; the planner's own words stand before them."""
    goals = institutional_goals(context)
    if not goals:
        return []
    code = context.numbering.code
    actions = context.project.all(InstitutionalAction)
    matrix = finance.by_source_and_year(context.project, Scope.PRI)
    blocks: list[Block] = [
        Paragraph(runs=(Run(text="Co chcemy zmienić w urzędzie", bold=True),)),
        Bullets(items=tuple((Run(text=f"{code(goal.id)}. ", bold=True), Run(text=goal.title)) for goal in goals)),
    ]
    if actions:
        cost = context.money("suma:koszt", "Łączny koszt działań", matrix.total)
        blocks.append(
            Paragraph(
                runs=(
                    Run(text=f"Służy temu {counted(len(actions), 'działanie', 'działania', 'działań')} o łącznym koszcie "),
                    Run(text=f"{money(matrix.total)}\u00a0zł", fact=cost),
                    Run(text="."),
                )
            )
        )
    return blocks
