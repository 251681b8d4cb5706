"""Chapter P6: when things happen, as a chart and a table by quarters. The PRI uses the same functions for its actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from generator.blocks import Block, Cell, ChartBlock, Row, Run, Table
from generator.context import ChapterContext
from generator.tables import cell, centred, own_source, text
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries
from mrl_desktop.domain.undertakings import Category, Milestone, Undertaking
from mrl_desktop.polish import day, roman


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Something that lasts: its code and name, from and to, who answers for it."""

    record: UUID
    code: str
    title: str
    start: date
    end: date
    responsible: str


def schedule(context: ChapterContext) -> Sequence[Block]:
    spans = [
        Span(record=u.id, code=context.numbering.code(u.id), title=u.title, start=u.start, end=u.end, responsible=u.unit or u.leader)
        for u in context.project.all(Undertaking, lambda u: u.category is not Category.RESERVE)
        if u.start and u.end
    ]
    return gantt(context, sorted(spans, key=lambda span: span.code), chart_key="W-GANTT", table_key="T-GANTT", what="projektów")


def gantt(context: ChapterContext, spans: Sequence[Span], *, chart_key: str, table_key: str, what: str) -> Sequence[Block]:
    """Chart, table by quarters and list of milestones; nothing for no spans."""
    if not spans:
        return []
    owners = {span.record for span in spans}
    milestones = [m for m in context.project.all(Milestone, lambda m: m.about in owners) if m.due]
    first, last = min(span.start.year for span in spans), max(span.end.year for span in spans)
    chart = Chart(
        kind=ChartKind.GANTT,
        title=_busiest(spans, first, last),
        subtitle=f"Okres realizacji {what}, lata {first}–{last}",
        categories=tuple(f"{span.code} {span.title}" for span in spans),
        series=(ChartSeries(name="Okres realizacji", values=tuple(decimal_year(span.start) for span in spans), xs=tuple(decimal_year(span.end) for span in spans)),),
        source=own_source(context),
        alt="Harmonogram. " + "; ".join(f"{span.code}: od {day(span.start)} do {day(span.end)}" for span in spans).removesuffix(".") + ".",
    )
    quarters = [(year, quarter) for year in range(first, last + 1) for quarter in range(1, 5)]
    rows = [quarter_row(context, span, quarters, [m for m in milestones if m.about == span.record]) for span in spans]
    table = Table(
        key=table_key,
        caption="Harmonogram rzeczowy według kwartałów",
        columns=(
            text("Kod", 1.1),
            text("Działanie", 3.6),
            text("Odpowiedzialny", 2),
            *(centred(f"{roman(quarter)} {str(year)[2:]}", 0.42) for year, quarter in quarters),
        ),
        rows=tuple(rows),
        source=own_source(context, "karty projektów i działań"),
        landscape=True,
        small=True,
        note="■ realizacja, ◆ kwartał z kamieniem milowym. W nagłówku numer kwartału i dwie ostatnie cyfry roku.",
    )
    blocks: list[Block] = [ChartBlock(key=chart_key, chart=chart, caption=f"Harmonogram {what}")]
    if milestones:  # before the wide table, so that it does not stand alone on a page after it
        named = {span.record: span.code for span in spans}
        blocks.append(milestone_table(context, milestones, named, key=f"{table_key}-KAMIENIE"))
    return [*blocks, table]


def _busiest(spans: Sequence[Span], first: int, last: int) -> str:
    """The year in which most of them run at once: the finding of the schedule."""
    running = {year: sum(1 for span in spans if span.start.year <= year <= span.end.year) for year in range(first, last + 1)}
    busiest = max(running, key=lambda year: running[year])
    return f"Najwięcej dzieje się w {busiest} r.: {running[busiest]} z {len(spans)} przedsięwzięć w toku"


def quarter_row(context: ChapterContext, span: Span, quarters: Iterable[tuple[int, int]], milestones: Sequence[Milestone]) -> Row:
    marked: list[Cell] = []
    for year, quarter in quarters:
        begins, ends = date(year, 3 * quarter - 2, 1), date(year, 3 * quarter, 28)
        running = span.start <= ends and span.end >= begins
        milestone = any(m.due and (m.due.year, (m.due.month + 2) // 3) == (year, quarter) for m in milestones)
        marked.append(Cell(runs=(Run(text="◆" if milestone else "■" if running else ""),), shade="accent" if running else ""))
    return Row(cells=(cell(span.code), cell(span.title), cell(span.responsible or None), *marked), record=span.record)


def milestone_table(context: ChapterContext, milestones: Sequence[Milestone], named: dict[UUID, str], *, key: str) -> Table:
    """Every milestone with its date, in order of time."""
    ordered = sorted(milestones, key=lambda m: (m.due or date.max, m.title))
    return Table(
        key=key,
        caption="Kamienie milowe",
        columns=(centred("Termin", 1.2), text("Kod", 1), text("Kamień milowy", 4)),
        rows=tuple(Row(cells=(cell(m.due), cell(named.get(m.about) if m.about else None), cell(m.title)), record=m.id) for m in ordered),
        source=own_source(context),
        small=True,
    )


def decimal_year(moment: date) -> float:
    """2026-07-01 → 2026.5, for the horizontal axis of a schedule."""
    return moment.year + (moment.timetuple().tm_yday - 1) / 365.25
