"""How a dimension of the diagnosis opens: one sentence on its place in the synthetic picture and three key figures."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, KeyFigures, Look, Paragraph, Run, Runs
from generator.context import ChapterContext
from generator.tokens import shown
from mrl_desktop.analysis.diagnosis import AreaResult
from mrl_desktop.domain.facts import Fact
from mrl_desktop.polish import joined

MOST_NAMED = 3
"""Areas named in a lead; more would be a list."""


def dimension_opening(context: ChapterContext, key: str, figures: Sequence[str]) -> list[Block]:
    """Lead and key figures of one catalogue dimension („S", „G", „P"); parts without data are left out."""
    blocks: list[Block] = []
    dimension = context.diagnosis.area(key)
    if dimension is not None:
        inside = [area for area in areas_by_score(context) if context.catalogue.areas[area.key].dimension == dimension.key]
        blocks.append(Paragraph(runs=place_sentence(dimension.name, dimension, inside), look=Look.LEAD))
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
        label = result.definition.label
        unit = result.definition.unit_beside(label)
        number_shown = shown(result.own)
        beside = "" if unit in ("%", "") or number_shown.endswith(unit) else f", {unit}"
        shown_figures.append((Run(text=number_shown, fact=result.own), f"{label}{beside} ({result.own.year})"))
    return KeyFigures(figures=tuple(shown_figures)) if shown_figures else None


def areas_by_score(context: ChapterContext) -> list[AreaResult]:
    """Areas with a score, the best first."""
    areas = [area for area in context.diagnosis.areas if area.key in context.catalogue.areas]
    return sorted(areas, key=lambda area: -float(area.value.value or 0))


def place_sentence(name: str, whole: AreaResult, areas: Sequence[AreaResult]) -> Runs:
    """„Na tle grupy porównawczej wymiar społeczny wypada słabo: miejsce 9 na 11." and the areas at both ends; `areas` best first."""
    runs = [Run(text=f"Na tle grupy porównawczej {name[:1].lower()}{name[1:]} wypada {_how(whole.rating)}")]
    if whole.position:
        runs += [Run(text=": miejsce "), Run(text=str(whole.position.rank), fact=_place_fact(name, whole)), Run(text=f" na {whole.position.count}")]
    strong = [f"„{area.name}”" for area in areas if "mocna" in area.rating][:MOST_NAMED]
    weak = [f"„{area.name}”" for area in reversed(areas) if "słaba" in area.rating][:MOST_NAMED]
    words = "."
    if strong:
        words += f" {'Mocną stroną jest obszar' if len(strong) == 1 else 'Mocnymi stronami są obszary'} {joined(strong)}."
    if weak:
        words += f" Najwięcej do zrobienia pozostaje w {'obszarze' if len(weak) == 1 else 'obszarach'} {joined(weak)}."
    return (*runs, Run(text=words))


def _how(rating: str) -> str:
    """The rating of the synthetic picture as an adverb: „zdecydowana słaba strona" → „zdecydowanie słabo"."""
    degree = "zdecydowanie " if "zdecydowana" in rating else ""
    return f"{degree}dobrze" if "mocna" in rating else f"{degree}słabo" if "słaba" in rating else "przeciętnie"


def _place_fact(name: str, whole: AreaResult) -> Fact | None:
    if whole.position is None:
        return None
    return Fact(
        key=f"{whole.value.key}:miejsce",
        label=f"{name} – miejsce wśród {whole.position.count} jednostek",
        value=whole.position.rank,
        year=whole.value.year,
        decimals=0,
        formula="miejsce w uporządkowaniu od oceny najwyższej",
        inputs=(whole.value,),
    )
