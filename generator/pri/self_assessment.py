"""Chapter I3: how the self-assessment went, what it gave, what is strong and what is to be mended."""

from __future__ import annotations

from collections.abc import Sequence

from generator import assessment_blocks
from generator.blocks import Block, Look, Paragraph, Run, Table
from generator.context import ChapterContext
from generator.swot import problem_table, problem_tree, swot_table
from generator.tables import centred, own_source, row, text
from mrl_desktop.analysis import self_assessment
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.institution import AssessmentRound
from mrl_desktop.polish import counted, number

LOW = 2
"""Marks up to this one call for change."""


def opening(context: ChapterContext) -> Sequence[Block]:
    assessment = self_assessment.latest(context.project)
    if assessment is None:
        return []
    answered = sum(1 for one in assessment.questions if one.consensus is not None)
    low = sum(1 for one in assessment.questions if one.consensus is not None and float(one.consensus.value or 0) <= LOW)
    lead = (
        f"Zespół samooceny odpowiedział na {counted(answered, 'pytanie', 'pytania', 'pytań')} w "
        f"{counted(len(assessment.areas), 'obszarze', 'obszarach', 'obszarach')}; "
        f"{counted(low, 'odpowiedź', 'odpowiedzi', 'odpowiedzi')} oceniono na 1 lub 2 w skali {assessment.bank.worst}–{assessment.bank.best}."
    )
    return [Paragraph(runs=(Run(text=lead),), look=Look.LEAD)]


def course(context: ChapterContext) -> Sequence[Block]:
    """T-SAM-PRZEB: the rounds, oldest first."""
    rounds = context.project.all(AssessmentRound)
    if not rounds:
        return []
    banks = self_assessment.banks()
    rows = []
    for held in rounds:
        bank = banks.get(held.tool or self_assessment.DEFAULT_BANK)
        assessed = self_assessment.assess(context.project, held.id)
        completeness = f"{number(100 * assessed.completeness, 0)}% pytań z oceną uzgodnioną" if assessed else None
        dates = " – ".join(f"{moment:%d.%m.%Y}" for moment in (held.start, held.end) if moment)
        rows.append(row(held.title or held.purpose, dates or None, held.assessors, bank.name if bank else held.tool, completeness, record=held.id))
    return [
        Table(
            key="T-SAM-PRZEB",
            caption="Przebieg samooceny",
            columns=(text("Etap", 2), centred("Termin", 1.8), centred("Uczestnicy", 0.9), text("Narzędzie", 2.4), text("Wynik", 2)),
            rows=tuple(rows),
            source=own_source(context),
        )
    ]


def results(context: ChapterContext) -> Sequence[Block]:
    return assessment_blocks.results(context)


def gaps(context: ChapterContext) -> Sequence[Block]:
    return assessment_blocks.gaps(context)


def swot(context: ChapterContext) -> Sequence[Block]:
    return [*swot_table(context, Scope.PRI, "T-PRI-SWOT"), *problem_table(context, Scope.PRI, "T-PRI-PROBLEMY"), *problem_tree(context, Scope.PRI, "W-PRI-PROBLEMY")]
