"""What a diagnostic section is made of: the conclusion first, sentences on the notable indicators, the chart, then the table of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.blocks import Block, Bullets, ChartBlock, Look, Paragraph, Run, Runs, Table
from generator.context import ChapterContext
from generator.tables import Content, cell, centred, data_source, figure, row, text
from mrl_desktop.analysis.diagnosis import IndicatorResult
from mrl_desktop.analysis.sentences import Piece
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.indicators import IndicatorDefinition
from mrl_desktop.polish import counted, joined, signed

REMARKABLE = 0.5
"""From this distance to the group's mean (in standard deviations) an indicator is worth a place in the conclusion."""
MOST_SENTENCES = 3
"""Indicators of a section told in sentences; all of them stand in the table."""


def runs_of_pieces(pieces: Iterable[Piece]) -> Runs:
    """A generated sentence as runs: its numbers quote their facts."""
    return tuple(Run(text=words, fact=fact) for words, fact in pieces)


def results_of(context: ChapterContext, ids: Sequence[str]) -> list[IndicatorResult]:
    """Results with a value, in the order asked for."""
    return [result for result in (context.result(key) for key in ids) if result is not None]


def section(context: ChapterContext, ids: Sequence[str], *, key: str, caption: str, charts: Sequence[str] = ()) -> list[Block]:
    """Conclusion, sentences on the notable indicators, charts of the named ones, and the table T-MRL-WSK of all; nothing without data.

    A single indicator is its own conclusion and needs no table.
    """
    results = results_of(context, ids)
    if not results:
        return []
    drawn = charts_of(context, charts)
    if len(results) == 1:
        return [Paragraph(runs=runs_of_pieces(context.diagnosis.interpretation(results[0])), look=Look.CONCLUSION), *drawn]
    blocks: list[Block] = []
    opening = conclusion(context, results)
    if opening:
        blocks.append(opening)
    blocks.append(sentences(context, results))
    return [*blocks, *drawn, indicator_table(context, results, key=key, caption=caption)]


def charts_of(context: ChapterContext, ids: Sequence[str]) -> list[ChartBlock]:
    """The town against its group in time, for the named indicators that have data."""
    found = results_of(context, ids)
    return [ChartBlock(key=f"W-{one.definition.id}", chart=context.diagnosis.chart(one), caption=one.definition.name) for one in found]


def sentences(context: ChapterContext, results: Sequence[IndicatorResult], *, always: Sequence[str] = (), most: int = MOST_SENTENCES) -> Bullets:
    """A sentence on each of the most notable results: those asked for `always`, then the farthest from the group's mean."""
    by_distance = sorted(results, key=lambda one: (one.definition.id not in always, -abs(one.z or 0.0)))
    chosen = [one.definition.id for one in by_distance[:most]]
    return Bullets(items=tuple(runs_of_pieces(context.diagnosis.interpretation(one)) for one in results if one.definition.id in chosen))


def conclusion(context: ChapterContext, results: Sequence[IndicatorResult]) -> Paragraph | None:
    """„Wniosek": where the town is clearly stronger and clearly weaker than its group; None where it is neither."""
    strong = sorted((r for r in results if r.z is not None and r.z >= REMARKABLE), key=lambda r: -(r.z or 0))[:3]
    weak = sorted((r for r in results if r.z is not None and r.z <= -REMARKABLE), key=lambda r: r.z or 0)[:3]
    parts = []
    if weak:
        parts.append(f"Słabiej niż w grupie porównawczej: {joined([r.definition.in_sentence for r in weak])}.")
    if strong:
        parts.append(f"Lepiej niż w grupie porównawczej: {joined([r.definition.in_sentence for r in strong])}.")
    if not parts:
        if all(result.z is None for result in results):
            return None
        parts.append("W tym obszarze miasto nie odbiega wyraźnie od swojej grupy porównawczej.")
    return Paragraph(runs=(Run(text=" ".join(parts)),), look=Look.CONCLUSION)


def indicator_table(context: ChapterContext, results: Sequence[IndicatorResult], *, key: str, caption: str) -> Table:
    """T-MRL-WSK: oldest and newest value, change, the group's middle, place and trend; the unit stands behind the name."""
    rows = []
    facts: list[Fact | None] = []
    for result in results:
        own = result.own
        if own is None:
            continue
        facts += [own, result.first]
        rows.append(
            row(
                named(result.definition),
                _dated(result.first),
                _dated(own),
                changed(result),
                result.group_mean,
                result.group_median,
                place(result),
                result.trend.word if result.trend else None,
            )
        )
    return Table(
        key=key,
        caption=caption,
        columns=(
            text("Wskaźnik [jednostka]", 4),
            figure("Na początku (rok)", weight=1.35),
            figure("Ostatnio (rok)", weight=1.35),
            figure("Zmiana", weight=1.2),
            figure("Średnia grupy", weight=1.1),
            figure("Mediana grupy", weight=1.1),
            centred("Miejsce", 0.85),
            text("Tendencja", 1.2),
        ),
        rows=tuple(rows),
        source=data_source(facts),
        small=True,
        note=f"{group_note(context)} Miejsce 1 oznacza wartość najkorzystniejszą.",
    )


def group_note(context: ChapterContext) -> str:
    """„Grupa porównawcza: „Dziesięć miast" (10 gmin)."."""
    group = context.diagnosis.group
    return f"Grupa porównawcza: „{group.name}” ({counted(len(group.members), 'gmina', 'gminy', 'gmin')})."


def named(definition: IndicatorDefinition) -> str:
    """Name with the unit in brackets, as much of it as the name has not said."""
    unit = definition.unit_beside(definition.name)
    return f"{definition.name} [{unit}]" if unit else definition.name


def place(result: IndicatorResult) -> str | None:
    """„10/11"; „–" where neither side is better, for there a place says nothing."""
    if result.definition.direction == "=":
        return "–"
    return f"{result.position.rank}/{result.position.count}" if result.position else None


def _dated(fact: Fact | None) -> Content:
    """„1 234 (2024)", the number still a fact."""
    if fact is None or fact.value is None:
        return None
    shown = cell(fact)
    return (*shown.runs, Run(text=f" ({fact.year})"))


def changed(result: IndicatorResult) -> Content:
    """The change with its sign and unit: „−6,2%", „+1,3 p.p."; „bez zmian" when it is too small to speak of."""
    fact = result.change
    if fact is None or fact.value is None:
        return None
    if result.unchanged:
        return "bez zmian"
    value = signed(fact.value, fact.decimals)
    return Run(text=f"{value}%" if fact.unit == "%" else f"{value}\u00a0{fact.unit}" if fact.unit == "p.p." else value, fact=fact)
