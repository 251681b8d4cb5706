"""How a dimension of the diagnosis opens: one sentence on its place in the synthetic picture and three key figures."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, KeyFigures, Look, Paragraph, Run
from generator.context import ChapterContext
from generator.tokens import shown
from mrl_desktop.analysis.diagnosis import AreaResult
from mrl_desktop.polish import joined


def dimension_opening(context: ChapterContext, key: str, figures: Sequence[str]) -> list[Block]:
    """Lead and key figures of one catalogue dimension („S", „G", „P"); parts without data are left out."""
    blocks: list[Block] = []
    dimension = context.diagnosis.area(key)
    if dimension is not None:
        blocks.append(Paragraph(runs=(Run(text=_sentence(context, dimension)),), look=Look.LEAD))
    found = key_figures(context, figures)
    if found:
        blocks.append(found)
    return blocks


def key_figures(context: ChapterContext, ids: Sequence[str]) -> KeyFigures | None:
    """Big numbers of these indicators with year and name; None when none has a value."""
    shown_figures = []
    for indicator in ids:
        result = context.result(indicator)
        if result is None or result.own is None:
            continue
        unit = "" if result.own.unit in ("%", "") or shown(result.own).endswith(result.own.unit) else f", {result.own.unit}"
        shown_figures.append((Run(text=shown(result.own), fact=result.own), f"{result.definition.label}{unit} ({result.own.year})"))
    return KeyFigures(figures=tuple(shown_figures)) if shown_figures else None


def _sentence(context: ChapterContext, dimension: AreaResult) -> str:
    areas = [area for area in context.diagnosis.areas if context.catalogue.areas.get(area.key) and context.catalogue.areas[area.key].dimension == dimension.key]
    strong = [area.name for area in areas if "mocna" in area.rating]
    weak = [area.name for area in areas if "słaba" in area.rating]
    place = f" – miejsce {dimension.position.rank} na {dimension.position.count} w grupie porównawczej" if dimension.position else ""
    parts = [f"{dimension.name}: {dimension.rating}{place}."]
    if strong:
        parts.append(f"Mocną stroną {'jest obszar' if len(strong) == 1 else 'są obszary'}: {joined(strong)}.")
    if weak:
        parts.append(f"Najwięcej do zrobienia: {joined(weak)}.")
    return " ".join(parts)
