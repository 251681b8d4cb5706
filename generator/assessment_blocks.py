"""Results of the institutional self-assessment as blocks: area table, radar, heat map, questions, gaps. Both documents use them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, ChartBlock, Look, Paragraph, Row, Run, Runs, Table
from generator.context import ChapterContext
from generator.tables import cell, centred, figure, group_row, own_source, row, text, typed
from mrl_desktop.analysis import self_assessment
from mrl_desktop.analysis.self_assessment import AreaScore, Assessment, QuestionResult
from mrl_desktop.domain.facts import Fact
from mrl_desktop.polish import joined, number


def area_sentence(assessment: Assessment) -> Runs:
    """The best and the worst judged area with their scores; nothing while none is judged."""
    scored = sorted((area for area in assessment.areas if area.score is not None), key=lambda area: -_score(area))
    if not scored:
        return ()
    best, worst = scored[0], scored[-1]
    return (
        Run(text=f"Najwyżej oceniono obszar „{best.area.name}” ("),
        Run(text=number(_score(best), 1), fact=best.score),
        Run(text=f"), najniżej „{worst.area.name}” ("),
        Run(text=number(_score(worst), 1), fact=worst.score),
        Run(text=f") w skali {assessment.bank.worst}–{assessment.bank.best}."),
    )


def _score(area: AreaScore) -> float:
    return float(area.score.value or 0) if area.score is not None else 0.0


def _of_area(area: AreaScore, value: float | None, what: str) -> Run | None:
    """A number of an area that rests on the same answers as its score."""
    if value is None:
        return None
    fact = Fact(key=f"{area.area.id}:{what}", label=f"{area.area.name} – {what}", value=value, decimals=1, inputs=(area.score,) if area.score else ())
    return Run(text=number(value, 1), fact=fact)


def area_table(context: ChapterContext, assessment: Assessment, key: str) -> Table:
    """Areas with score, target and gap."""
    return Table(
        key=key,
        caption="Wyniki samooceny według obszarów",
        columns=(centred("Kod", 0.6), text("Obszar", 4), figure("Ocena uzgodniona", weight=1), figure("Poziom docelowy", weight=1), figure("Luka", weight=0.8), figure("Ocenione pytania", weight=1)),
        rows=tuple(
            row(
                area.area.id,
                area.area.name,
                cell(area.score, decimals=1),
                _of_area(area, area.target, "poziom docelowy"),
                _of_area(area, area.gap, "luka"),
                f"{area.answered}/{len(area.area.questions)}",
            )
            for area in assessment.areas
        ),
        source=own_source(context, "samoocena urzędu"),
    )


def _rated(one: QuestionResult, value: int | float | None, what: str, decimals: int = 0) -> Run | None:
    """A number computed from the ratings of one question; it leads to the answer they were given in."""
    return typed(one.answer.id, "individual", value, f"Pytanie {one.question.id} – {what}", decimals=decimals) if one.answer is not None else None


def results(context: ChapterContext) -> Sequence[Block]:
    """T-SAM-WYN with charts: every question with individual ratings and the common answer."""
    assessment = self_assessment.latest(context.project)
    if assessment is None:
        return []
    rows: list[Row] = []
    for area in assessment.areas:
        rows.append(group_row(f"{area.area.id}. {area.area.name}", 9))
        for one in (result for result in assessment.questions if result.question.area == area.area.id):
            answer = one.answer
            spread = f"{one.lowest}–{one.highest}" if one.lowest is not None else None
            rows.append(
                row(
                    one.question.id,
                    one.question.text,
                    _rated(one, one.count or None, "liczba ocen"),
                    _rated(one, one.mean, "średnia ocen", 1),
                    f"{spread}{' (!)' if one.dispersed else ''}" if spread else None,
                    cell(one.consensus, decimals=0),
                    _rated(one, one.target, "poziom docelowy"),
                    _rated(one, one.gap, "luka"),
                    (answer.evidence if answer else "") or None,
                    record=answer.id if answer else None,
                )
            )
    table = Table(
        key="T-SAM-WYN",
        caption="Wyniki samooceny według pytań",
        columns=(
            centred("Kod", 0.6),
            text("Pytanie", 3.4),
            figure("Oceny", weight=0.6),
            figure("Średnia", weight=0.7),
            centred("Rozrzut", 0.8),
            figure("Ocena uzgodniona", weight=0.9),
            figure("Cel", weight=0.5),
            figure("Luka", weight=0.5),
            text("Dowody", 3),
        ),
        rows=tuple(rows),
        source=own_source(context, "samoocena urzędu"),
        note="Znak (!) oznacza rozbieżność ocen indywidualnych, omówioną przez zespół.",
        landscape=True,
        small=True,
    )
    return [
        Paragraph(runs=area_sentence(assessment), look=Look.CONCLUSION),
        ChartBlock(key="W-SAMOOCENA", chart=self_assessment.radar(assessment), caption="Samoocena na tle poziomu docelowego"),
        area_table(context, assessment, "T-SAM-OBSZARY"),
        ChartBlock(key="W-SAM-MAPA", chart=self_assessment.gaps(assessment), caption="Mapa ocen"),
        table,
    ]


def gaps(context: ChapterContext, most: int = 12) -> Sequence[Block]:
    """T-SAM-LUKI: strengths, then the most urgent gaps with recommendations."""
    assessment = self_assessment.latest(context.project)
    if assessment is None:
        return []
    blocks: list[Block] = []
    strong = [one.question.id for one in assessment.strengths][:6]
    if strong:
        blocks.append(Paragraph(runs=(Run(text=f"Poziom docelowy osiągnięto w pytaniach: {joined(strong)}."),)))
    rows = []
    for one in assessment.priorities[:most]:
        answer = one.answer
        rows.append(
            row(
                f"{one.question.id} {one.question.text}",
                (answer.strengths if answer else "") or None,
                (answer.improvements if answer else "") or None,
                Run(text=number(one.priority, 0)),
                (answer.recommendation if answer else "") or None,
                record=answer.id if answer else None,
            )
        )
    if rows:
        blocks.append(
            Table(
                key="T-SAM-LUKI",
                caption="Mocne strony i obszary do doskonalenia w kolejności pilności",
                columns=(text("Pytanie", 2.6), text("Mocne strony", 2), text("Do doskonalenia", 2), figure("Priorytet (0–100)", weight=0.9), text("Rekomendacja", 2.2)),
                rows=tuple(rows),
                source=own_source(context, "samoocena urzędu"),
                note="Priorytet to iloczyn luki, istotności i wykonalności w procentach największej możliwej wartości.",
                landscape=True,
                small=True,
            )
        )
    return blocks
