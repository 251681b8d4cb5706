"""The two-page summary of the PRL that a councillor can read in five minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.blocks import Block, Bullets, Look, Paragraph, Run, Runs, Table
from generator.context import ChapterContext
from generator.dimension import key_figures
from generator.prl.projects import bundled
from generator.prl.strategy import goal_list, measured, strategic_goals
from generator.tables import decapitalised, figure, own_source, row, text
from generator.tokens import rounded_money
from mrl_desktop.domain import finance
from mrl_desktop.domain.diagnosis import Challenge, Scope
from mrl_desktop.domain.strategy import PlanIndicator, Vision
from mrl_desktop.domain.undertakings import Bundle, Category, Undertaking
from mrl_desktop.polish import counted, joined, year_range

MOST_MEASURES = 6
"""Indicators a reader of the summary can keep in mind."""


def summary(context: ChapterContext) -> Sequence[Block]:
    """Key figures, challenges, vision and goals, bundles with their money, and how success will be known; the planner's own words stand before them."""
    figures = key_figures(context, ("D00", "D02", "D10"))
    return [*([figures] if figures else []), *_challenges(context), *_direction(context), *_money(context), *_measures(context)]


def _opened(title: str, *rest: Run) -> Paragraph:
    """A paragraph that begins with what it is about."""
    return Paragraph(runs=(Run(text=f"{title}. ", bold=True), *rest))


def _challenges(context: ChapterContext) -> list[Block]:
    found = context.project.all(Challenge, lambda challenge: challenge.scope is Scope.PRL)
    if not found:
        return []
    named: list[Runs] = [(Run(text=f"{context.numbering.code(one.id)}. ", bold=True), Run(text=one.title)) for one in found]
    return [_opened("Przed czym stoimy", Run(text=f"Diagnoza prowadzi do {counted(len(found), 'wyzwania', 'wyzwań', 'wyzwań')}:")), Bullets(items=tuple(named))]


def _direction(context: ChapterContext) -> list[Block]:
    vision, goals = context.project.single(Vision), strategic_goals(context)
    blocks: list[Block] = []
    if vision.slogan:
        blocks += [_opened("Dokąd zmierzamy", Run(text="Wizję miasta zapisano w zdaniu:")), Paragraph(runs=(Run(text=vision.slogan),), look=Look.QUOTE, record=vision.id)]
    if goals:
        prefix = "Prowadzą" if len(goals) > 1 else "Prowadzi"
        words = f"{prefix} do niej {counted(len(goals), 'cel strategiczny', 'cele strategiczne', 'celów strategicznych')}:"
        blocks += [Paragraph(runs=(Run(text=words),)) if vision.slogan else _opened("Dokąd zmierzamy", Run(text="Cele strategiczne planu:")), goal_list(context)]
    return blocks


def _money(context: ChapterContext) -> list[Block]:
    matrix = finance.by_source_and_year(context.project, Scope.PRL)
    if not matrix.years:
        return []
    planned = context.project.all(Undertaking, lambda one: one.category is not Category.RESERVE)
    names = context.funding_sources
    years = year_range(matrix.years[0], matrix.years[-1])
    runs = [
        Run(text=f"Na lata {years} zaplanowano {counted(len(planned), 'projekt', 'projekty', 'projektów')} o łącznym koszcie "),
        Run(text=rounded_money(matrix.total), fact=context.money("suma:koszt", "Łączny koszt projektów", matrix.total)),
        Run(text=". Pieniądze pochodzą ze źródeł: "),
    ]
    for index, source in enumerate(matrix.rows):
        amount, name = matrix.row_total(source), names.get(source, source)
        runs += [Run(text=f"{', ' if index else ''}{decapitalised(name)} – "), Run(text=rounded_money(amount), fact=context.money(f"suma:{source}", name, amount))]
    blocks: list[Block] = [_opened("Co zrobimy i za ile", *runs, Run(text="."))]
    rows = []
    for bundle in context.project.all(Bundle):
        inside = bundled(context, bundle)
        if inside:
            cost = sum((finance.total(context.project, one.id) for one in inside), matrix.total * 0)
            fact = context.money(f"suma:wiazka:{context.numbering.code(bundle.id)}", f"Koszt wiązki {bundle.title}", cost, bundle.id)
            rows.append(row(f"{context.numbering.code(bundle.id)}. {bundle.title}", "; ".join(one.title for one in inside), Run(text=rounded_money(cost), fact=fact), record=bundle.id))
    if rows:
        columns = (text("Wiązka", 1.4), text("Projekty", 4), figure("Koszt", weight=1))
        blocks.append(Table(key="T-STRESZCZENIE", caption="Wiązki projektów w skrócie", columns=columns, rows=tuple(rows), source=own_source(context, "karty projektów"), small=True))
    return blocks


def _measures(context: ChapterContext) -> list[Block]:
    """What the strategic goals will be judged by: from where to where."""
    items: list[Runs] = []
    for goal in strategic_goals(context):
        for indicator in context.project.all(PlanIndicator, lambda one, owner=goal.id: one.about == owner):  # type: ignore[misc]
            before, after = measured(indicator, "baseline"), measured(indicator, "target")
            if before and after:
                unit = f" [{indicator.unit}]" if indicator.unit and indicator.unit not in indicator.name else ""
                change = (Run(text="z "), *before, Run(text=" do "), *after)
                items.append((Run(text=f"{indicator.name}{unit}: "), *(replace(run, bold=True) for run in change)))
    if not items:
        return []
    codes = joined([context.numbering.code(goal.id) for goal in strategic_goals(context)])
    return [_opened("Po czym poznamy zmianę", Run(text=f"Oddziaływanie celów {codes} pokażą:")), Bullets(items=tuple(items[:MOST_MEASURES]))]
