"""Chapter P7: the register of risks and the 5 × 5 map. The PRI uses the same functions for its own risks."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, ChartBlock, Look, Paragraph, Table, plain
from generator.context import ChapterContext
from generator.tables import cell, centred, own_source, row, text
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.undertakings import Risk
from mrl_desktop.polish import counted, joined

HIGH, MEDIUM = 15, 8
"""Level (probability × impact, 1–25) from which a risk is called high or medium."""


def register(context: ChapterContext) -> Sequence[Block]:
    return risk_blocks(context, context.project.all(Risk, lambda risk: risk.scope is Scope.PRL), "")


def risk_blocks(context: ChapterContext, risks: Sequence[Risk], suffix: str) -> Sequence[Block]:
    """Conclusion, map and register for these risks, the gravest first; `suffix` tells the twins' keys apart."""
    if not risks:
        return []
    code = context.numbering.code
    ordered = sorted(risks, key=lambda risk: (-level(risk), code(risk.id)))
    grave = [risk for risk in ordered if level(risk) >= HIGH]
    if grave:
        sentence = (
            f"Spośród {counted(len(risks), 'ryzyka', 'ryzyk', 'ryzyk')} poziom wysoki "
            f"{'osiąga' if len(grave) == 1 else 'osiągają'} {joined([f'{code(risk.id)} ({risk.title})' for risk in grave])}."
        )
    else:
        sentence = f"Rozpoznano {counted(len(risks), 'ryzyko', 'ryzyka', 'ryzyk')}; żadne nie osiąga poziomu wysokiego."
    rows = tuple(
        row(
            code(risk.id),
            risk.title,
            risk.category or None,
            risk.cause or None,
            risk.effect or None,
            risk.probability,
            risk.impact,
            cell(f"{level(risk)} ({level_word(risk)})", shade=_shade(risk)),
            risk.response or None,
            risk.prevention or None,
            risk.owner or None,
            record=risk.id,
        )
        for risk in ordered
    )
    table = Table(
        key=f"T-RYZYKO{suffix}",
        caption="Rejestr ryzyk",
        columns=(
            text("Kod", 0.6),
            text("Ryzyko", 2),
            text("Kategoria", 1.3),
            text("Przyczyna", 1.8),
            text("Skutek", 1.8),
            centred("Prawd. (1–5)", 0.8),
            centred("Wpływ (1–5)", 0.8),
            centred("Poziom", 1.1),
            text("Reakcja", 1.2),
            text("Działania zapobiegawcze", 2.2),
            text("Właściciel", 1.3),
        ),
        rows=rows,
        source=own_source(context, "warsztat analizy ryzyka"),
        landscape=True,
        small=True,
        note="Poziom to iloczyn prawdopodobieństwa i wpływu: 1–7 niski, 8–14 średni, 15–25 wysoki.",
    )
    return [Paragraph(runs=plain(sentence), look=Look.CONCLUSION), ChartBlock(key=f"W-RYZYKO{suffix}", chart=risk_map(context, risks), caption="Mapa ryzyk"), table]


def level(risk: Risk) -> int:
    """Probability × impact, 0 while one of them is not judged."""
    return (risk.probability or 0) * (risk.impact or 0)


def level_word(risk: Risk) -> str:
    return "wysoki" if level(risk) >= HIGH else "średni" if level(risk) >= MEDIUM else "niski"


def _shade(risk: Risk) -> str:
    return "bad" if level(risk) >= HIGH else "warn" if level(risk) >= MEDIUM else "good"


def _gravest(context: ChapterContext, risks: Sequence[Risk]) -> str:
    """The risks of the greatest level: the finding of the map."""
    top = max((level(risk) for risk in risks), default=0)
    if not top:
        return "Ryzyk jeszcze nie oceniono"
    codes = [context.numbering.code(risk.id) for risk in risks if level(risk) == top]
    return f"Najwyższy poziom ({top} na 25) {'ma ryzyko' if len(codes) == 1 else 'mają ryzyka'} {joined(codes)}"


def risk_map(context: ChapterContext, risks: Sequence[Risk]) -> Chart:
    """Heat map: rows are probability 5…1, columns impact 1…5; cells name the risks that stand there."""
    series = []
    for probability in range(5, 0, -1):
        values = tuple(float(probability * impact) for impact in range(1, 6))
        labels = tuple(
            ", ".join(context.numbering.code(risk.id) for risk in risks if risk.probability == probability and risk.impact == impact) for impact in range(1, 6)
        )
        series.append(ChartSeries(name=f"{probability}", values=values, labels=labels))
    alt = "Mapa ryzyk. " + " ".join(
        f"{context.numbering.code(risk.id)}: prawdopodobieństwo {risk.probability}, wpływ {risk.impact}." for risk in risks if risk.probability and risk.impact
    )
    return Chart(
        kind=ChartKind.HEATMAP,
        title=_gravest(context, risks),
        subtitle="Prawdopodobieństwo i wpływ w skali 1–5; w polach kody ryzyk",
        categories=tuple(str(impact) for impact in range(1, 6)),
        series=tuple(series),
        x_title="Wpływ",
        y_title="Prawdopodobieństwo",
        decimals=0,
        source=own_source(context),
        alt=alt,
    )
