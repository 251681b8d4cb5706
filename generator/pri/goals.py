"""Chapters I4, I5 and I7: institutional challenges, the goals that answer them, and indicators with target levels."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, ChartBlock, Look, Paragraph, Run, Table, plain
from generator.context import ChapterContext
from generator.prl.strategy import indicator_table, measured
from generator.tables import centred, figure, own_source, row, text
from mrl_desktop.domain.charts import Chart, ChartKind, TreeNode
from mrl_desktop.domain.diagnosis import Challenge, Problem, Scope
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.strategy import Goal, GoalLevel, PlanIndicator
from mrl_desktop.polish import joined


def challenges(context: ChapterContext) -> Sequence[Block]:
    found = context.project.all(Challenge, lambda challenge: challenge.scope is Scope.PRI)
    if not found:
        return []
    code = context.numbering.code
    rows = []
    for challenge in found:
        problems = [problem for problem in (context.project.one(Problem, link) for link in challenge.problems) if problem]
        rows.append(
            row(
                code(challenge.id),
                challenge.title,
                context.text(challenge.description) if challenge.description else None,
                "; ".join(f"{code(problem.id)} {problem.title}" for problem in problems) or None,
                challenge.potentials or None,
                record=challenge.id,
            )
        )
    return [
        Table(
            key="T-PRI-WYZWANIA",
            caption="Wyzwania instytucjonalne",
            columns=(centred("Kod", 0.7), text("Wyzwanie", 2.2), text("Na czym polega", 3), text("Wynikające z problemów", 2), text("Na czym można się oprzeć", 1.8)),
            rows=tuple(rows),
            source=own_source(context, "samoocena i warsztaty zespołu"),
        )
    ]


def institutional_goals(context: ChapterContext) -> list[Goal]:
    main = context.project.all(Goal, lambda goal: goal.level is GoalLevel.INSTITUTIONAL_MAIN)
    return [*main, *context.project.all(Goal, lambda goal: goal.level is GoalLevel.INSTITUTIONAL)]


def goals(context: ChapterContext) -> Sequence[Block]:
    found = institutional_goals(context)
    if not found:
        return []
    code = context.numbering.code
    main = [goal for goal in found if goal.level is GoalLevel.INSTITUTIONAL_MAIN]
    specific = [goal for goal in found if goal.level is GoalLevel.INSTITUTIONAL]
    blocks: list[Block] = [Paragraph(runs=(Run(text="Cel główny: ", bold=True), Run(text=f"{goal.title}.")), look=Look.CONCLUSION, record=goal.id) for goal in main]
    rows = []
    for goal in specific:
        actions = context.project.all(InstitutionalAction, lambda action, owner=goal.id: action.goal == owner)  # type: ignore[misc]
        rows.append(
            row(
                f"{code(goal.id)}. {goal.title}",
                context.text(goal.description) if goal.description else None,
                joined([code(link) for link in goal.challenges if link in context.project]) or None,
                joined([code(action.id) for action in actions]) or None,
                record=goal.id,
            )
        )
    tree = Chart(
        kind=ChartKind.TREE,
        title="Cel główny i cele szczegółowe rozwoju instytucjonalnego",
        subtitle="Układ celów",
        root=TreeNode(
            code=code(main[0].id) if main else "",
            text=main[0].title if main else "Cele rozwoju instytucjonalnego",
            children=tuple(TreeNode(code=code(goal.id), text=goal.title) for goal in specific),
        ),
        source=own_source(context),
        alt="Drzewo celów instytucjonalnych. " + " ".join(f"{code(goal.id)} {goal.title}." for goal in found),
    )
    blocks.append(ChartBlock(key="W-PRI-CELE", chart=tree, caption="Cele rozwoju instytucjonalnego"))
    blocks.append(
        Table(
            key="T-PRI-CELE",
            caption="Cele szczegółowe i działania",
            columns=(text("Cel szczegółowy", 2.4), text("Opis", 3.4), centred("Wyzwania", 1), centred("Działania", 1.2)),
            rows=tuple(rows),
            source=own_source(context),
        )
    )
    return blocks


def indicators(context: ChapterContext) -> Sequence[Block]:
    blocks: list[Block] = []
    table = indicator_table(context, institutional_goals(context), key="T-PRI-WSK-CELE", caption="Wskaźniki celów rozwoju instytucjonalnego")
    if table:
        blocks.append(table)
    rows = []
    for action in context.project.all(InstitutionalAction):
        for indicator in context.project.all(PlanIndicator, lambda indicator, owner=action.id: indicator.about == owner):  # type: ignore[misc]
            rows.append(
                row(
                    context.numbering.code(action.id),
                    indicator.name,
                    indicator.unit or None,
                    measured(indicator, "baseline"),
                    measured(indicator, "target"),
                    indicator.source or None,
                    record=indicator.id,
                )
            )
    if rows:
        blocks.append(
            Table(
                key="T-PRI-WSK-DZIAL",
                caption="Wskaźniki działań",
                columns=(text("Kod", 0.8), text("Wskaźnik", 3.2), text("Jednostka", 1), figure("Wartość bazowa (rok)"), figure("Wartość docelowa (rok)"), text("Źródło", 1.8)),
                rows=tuple(rows),
                source=own_source(context, "karty działań"),
            )
        )
    if blocks:
        blocks.insert(0, Paragraph(runs=plain("Postęp mierzą wskaźniki celów i działań oraz docelowe poziomy samooceny."), look=Look.LEAD))
    return blocks
