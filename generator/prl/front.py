"""The two-page summary of the PRL that a councillor can read in five minutes."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, Bullets, Look, Paragraph, Run
from generator.context import ChapterContext
from generator.dimension import key_figures
from generator.prl.strategy import goal_list
from mrl_desktop.domain import finance
from mrl_desktop.domain.diagnosis import Challenge, Scope
from mrl_desktop.domain.strategy import Vision
from mrl_desktop.domain.undertakings import Category, Undertaking
from mrl_desktop.polish import counted, money


def summary(context: ChapterContext) -> Sequence[Block]:
    """Key figures, challenges, vision, goals and money; the planner's own words stand before them."""
    project = context.project
    blocks: list[Block] = []
    figures = key_figures(context, ("D00", "D02", "D10"))
    if figures:
        blocks.append(figures)
    challenges = project.all(Challenge, lambda challenge: challenge.scope is Scope.PRL)
    if challenges:
        blocks.append(Paragraph(runs=(Run(text="Przed czym stoimy", bold=True),)))
        blocks.append(Bullets(items=tuple((Run(text=f"{context.numbering.code(one.id)}. {one.title}"),) for one in challenges)))
    vision = project.single(Vision)
    if vision.slogan:
        blocks.append(Paragraph(runs=(Run(text="Dokąd zmierzamy", bold=True),)))
        blocks.append(Paragraph(runs=(Run(text=vision.slogan),), look=Look.QUOTE))
        blocks.append(goal_list(context))
    matrix = finance.by_source_and_year(project, Scope.PRL)
    if matrix.years:
        planned = [u for u in project.all(Undertaking) if u.category is not Category.RESERVE]
        words = f" zaplanowano na lata {matrix.years[0]}–{matrix.years[-1]}. Mają one kosztować "
        cost = context.money("suma:koszt", "Łączny koszt projektów", matrix.total)
        blocks.append(Paragraph(runs=(Run(text="Co zrobimy i za ile", bold=True),)))
        blocks.append(
            Paragraph(
                runs=(
                    Run(text=counted(len(planned), "projekt", "projekty", "projektów") + words),
                    Run(text=f"{money(matrix.total)}\u00a0zł", fact=cost),
                    Run(text="."),
                )
            )
        )
    return blocks
