"""Chapter P2.9: what the institutional self-assessment says, in brief; the twin document tells the whole."""

from __future__ import annotations

from collections.abc import Sequence

from generator.assessment_blocks import area_sentence, area_table
from generator.blocks import Block, ChartBlock, Look, Paragraph
from generator.context import ChapterContext
from mrl_desktop.analysis import self_assessment


def synthesis(context: ChapterContext) -> Sequence[Block]:
    assessment = self_assessment.latest(context.project)
    if assessment is None:
        return []
    return [
        Paragraph(runs=area_sentence(assessment), look=Look.CONCLUSION),
        ChartBlock(key="W-PRL-SAMOOCENA", chart=self_assessment.radar(assessment), caption="Samoocena instytucjonalna według obszarów"),
        area_table(context, assessment, "T-PRL-SAMOOCENA"),
    ]
