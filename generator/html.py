"""Blocks into the HTML that a QTextBrowser understands: the preview beside the form, from the same blocks as the Word file.

Links lead back into the window: `fact:<n>` to where a number comes from (n counts as `facts_of` lists them), `record:<uuid>` to the form
of a record, `chapter:<key>` to a chapter. Charts are `<img src="chart:<key>">`; the window paints them. For the window's style sheet
paragraphs carry the classes `lead`, `note`, `quote`, `caption`, `source`, `contents`, tables `data`, `figures`, `conclusion`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from uuid import UUID

from generator.blocks import Block as AnyBlock
from generator.blocks import (
    Bullets,
    Card,
    Cell,
    ChartBlock,
    Column,
    Document,
    Heading,
    KeyFigures,
    Look,
    Paragraph,
    Register,
    RegisterKind,
    Row,
    Run,
    Table,
    runs_of,
)
from generator.word.plan import HeadingNumbers
from mrl_desktop.domain.facts import Fact
from mrl_desktop.polish import hard_spaces

DECIMAL = tuple(("decimal", ".".join(f"%{n}" for n in range(1, level + 1))) for level in range(1, 5))
TINTS = {"accent": "#DCE9F7", "good": "#DDEFE3", "warn": "#FCEBCB", "bad": "#F9DEDA", "grey": "#ECEEF1"}
INK = "#1F2933"
"""Colour of text on a tint, the same in a dark window."""
MISSING = 'style="background-color:#FFE58A; color:#7A1F12; font-weight:600"'


def facts_of(blocks: Iterable[AnyBlock]) -> list[Fact]:
    """Facts quoted in blocks, in the order of their numbers in the preview; the same order as `Document.facts`."""
    facts: list[Fact] = []
    for block in blocks:
        facts += [run.fact for run in runs_of(block) if run.fact is not None]
        if isinstance(block, ChartBlock):
            facts += [fact for series in block.chart.series for fact in series.facts if fact is not None]
    return facts


def to_html(content: Document | Iterable[AnyBlock]) -> str:
    """A document, or some of its blocks, as HTML. Numbers of headings and captions count from the beginning of what is given."""
    blocks = list(content.blocks() if isinstance(content, Document) else content)
    page = _Page(blocks)
    cover = _cover(content) if isinstance(content, Document) else ""
    return f"<html><body>{cover}{''.join(page.block(block) for block in blocks)}</body></html>"


def _cover(document: Document) -> str:
    cover = document.cover
    lines = (cover.subtitle, cover.horizon, " · ".join(part for part in (cover.version, cover.date) if part), cover.adoption, cover.notice, cover.programme)
    rest = "".join(f"<p>{_text(line)}</p>" for line in lines if line)
    return f'<p class="town">{_text(cover.town)}</p><h1>{_text(cover.title)}</h1>{rest}<hr/>'


def _text(text: str) -> str:
    return escape(hard_spaces(text)).replace("\n", "<br/>")


class _Page:
    """What is known while blocks are turned one after another: labels of what is referred to, and how many facts there were."""

    def __init__(self, blocks: list[AnyBlock]) -> None:
        self._facts = 0
        self._headings: list[tuple[Heading, str]] = []
        self._captions: dict[RegisterKind, list[tuple[str, str, str]]] = {RegisterKind.TABLES: [], RegisterKind.CHARTS: []}
        self._labels: dict[str, str] = {}
        self._by_block: dict[int, str] = {}
        numbers = HeadingNumbers(DECIMAL)
        for block in blocks:
            match block:
                case Heading():
                    number = numbers.following(block.level) if block.numbered else ""
                    self._headings.append((block, number))
                    self._name(block, block.key, number or block.text, number)
                case Table() | Card():
                    self._caption(block, block.key, RegisterKind.TABLES, "Tabela", block.caption)
                case ChartBlock():
                    self._caption(block, block.key, RegisterKind.CHARTS, "Wykres", block.caption or block.chart.title)
                case _:
                    pass

    def _caption(self, block: AnyBlock, key: str, kind: RegisterKind, word: str, caption: str) -> None:
        label = f"{word}\u00a0{len(self._captions[kind]) + 1}"
        self._captions[kind].append((key, label, caption))
        self._name(block, key, label, label)

    def _name(self, block: AnyBlock, key: str, label: str, own: str) -> None:
        self._by_block[id(block)] = own
        if key:
            self._labels.setdefault(key, label)

    def block(self, block: AnyBlock) -> str:
        """One block as HTML."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block)
            case Bullets():
                tag = "ol" if block.ordered else "ul"
                return f"{_anchor(block.record)}<{tag}>{''.join(f'<li>{self._runs(item)}</li>' for item in block.items)}</{tag}>{_form_link(block.record)}"
            case Table():
                return self._table(block)
            case Card():
                return self._card(block)
            case ChartBlock():
                return self._chart(block)
            case KeyFigures():
                width = 100 // max(len(block.figures), 1)
                cells = "".join(f'<td width="{width}%"><span class="figure" style="font-size:x-large"><b>{self._runs((run,))}</b></span><br/>{_text(label)}</td>' for run, label in block.figures)
                return f'<table class="figures" width="100%" cellpadding="8"><tr>{cells}</tr></table>'
            case Register():
                return self._register(block.what)

    def _heading(self, block: Heading) -> str:
        number = self._by_block[id(block)]
        level = min(max(block.level, 1), 4)
        name = f'<a name="{escape(block.key)}"></a>' if block.key else ""
        return f"{name}{_anchor(block.record)}<h{level}>{number}{'&nbsp;&nbsp;' if number else ''}{_text(block.text)}</h{level}>{_form_link(block.record)}"

    def _paragraph(self, block: Paragraph) -> str:
        text, anchor, link = self._runs(block.runs), _anchor(block.record), _form_link(block.record)
        match block.look:
            case Look.CONCLUSION:
                label = "" if block.runs and block.runs[0].text.startswith("Wniosek") else "<b>Wniosek.</b> "
                return f'{anchor}<table class="conclusion" width="100%" cellpadding="8"><tr><td bgcolor="{TINTS["accent"]}" style="color:{INK}">{label}{text}{link}</td></tr></table>'
            case Look.BODY:
                return f"<p>{anchor}{text}{link}</p>"
            case _:
                return f'<p class="{block.look.value}">{anchor}{text}{link}</p>'

    def _runs(self, runs: Iterable[Run]) -> str:
        """Runs of one line; hard spaces are set over the whole of it."""
        runs = list(runs)
        texts = [self._labels.get(run.ref, run.text) for run in runs]
        whole = hard_spaces("".join(texts))
        place = 0
        parts = []
        for run, text in zip(runs, texts, strict=True):
            parts.append(self._run(run, whole[place : place + len(text)]))
            place += len(text)
        return "".join(parts)

    def _run(self, run: Run, text: str) -> str:
        html = escape(text).replace("\n", "<br/>")
        if run.missing:
            html = f"<span {MISSING}>{html}</span>"
        if run.bold:
            html = f"<b>{html}</b>"
        if run.italic:
            html = f"<i>{html}</i>"
        if run.fact is not None:
            html = f'<a href="fact:{self._facts}">{html}</a>'
            self._facts += 1
        elif run.ref in self._labels:
            html = f'<a href="chapter:{escape(run.ref)}">{html}</a>'
        return html + (f" <small>[{_text(run.footnote)}]</small>" if run.footnote else "")

    def _table(self, block: Table) -> str:
        header = "".join(f'<th align="{column.align.value}">{_title(column)}</th>' for column in block.columns)
        rows = "".join(self._row(block, row) for row in block.rows)
        return self._framed(block.key, block.caption, f"<thead><tr>{header}</tr></thead>{rows}", block.note, block.source, self._by_block[id(block)])

    def _row(self, table: Table, row: Row) -> str:
        cells = list(row.cells)
        if row.group and len(cells) == 1:
            cells = [Cell(runs=cells[0].runs, shade="grey", span=len(table.columns))]
        parts = []
        column = 0
        for index, cell in enumerate(cells):
            align = "left" if row.group else table.columns[min(column, len(table.columns) - 1)].align.value
            shade = f' bgcolor="{TINTS[cell.shade]}" style="color:{INK}"' if cell.shade in TINTS else ""
            text = self._runs(cell.runs)
            text = f"<b>{text}</b>" if row.total or row.group else text
            record = f"{_anchor(row.record)}{text}{_form_link(row.record)}" if index == 0 else text
            parts.append(f'<td align="{align}"{shade}{f" colspan={chr(34)}{cell.span}{chr(34)}" if cell.span > 1 else ""}>{record}</td>')
            column += cell.span
        return f"<tr>{''.join(parts)}</tr>"

    def _card(self, block: Card) -> str:
        rows = []
        for title, fields in block.sections:
            if title:
                rows.append(f'<tr><td colspan="2" bgcolor="{TINTS["grey"]}" style="color:{INK}"><b>{_text(title)}</b></td></tr>')
            rows += [f'<tr><td width="27%"><b>{_text(name)}</b></td><td>{self._runs(runs)}</td></tr>' for name, runs in fields]
        framed = self._framed(block.key, block.caption, "".join(rows), "", block.source, self._by_block[id(block)])
        return f"{_anchor(block.record)}{framed}{_form_link(block.record)}"

    def _framed(self, key: str, caption: str, rows: str, note: str, source: str, label: str) -> str:
        lines = "<br/>".join(_text(line) for line in (note, _sourced(source)) if line)
        return (
            f'<a name="{escape(key)}"></a><p class="caption"><b>{label}. {_text(caption)}</b></p>'
            f'<table class="data" width="100%" border="1" cellspacing="0" cellpadding="4" style="border-collapse:collapse; border-color:#C5CCD6">{rows}</table><p class="source"><small>{lines}</small></p>'
        )

    def _chart(self, block: ChartBlock) -> str:
        self._facts += sum(1 for series in block.chart.series for fact in series.facts if fact is not None)
        key, alt = escape(block.key), escape(block.chart.alt or block.chart.title)
        caption = f'<p class="caption"><b>{self._by_block[id(block)]}. {_text(block.caption or block.chart.title)}</b></p>'
        return f'<a name="{key}"></a>{caption}<p><img src="chart:{key}" alt="{alt}" title="{alt}"/></p><p class="source"><small>{_text(_sourced(block.chart.source))}</small></p>'

    def _register(self, what: RegisterKind) -> str:
        if what is RegisterKind.CONTENTS:
            lines = ((heading.key, f"{'&nbsp;' * 4 * (heading.level - 1)}{number}{'&nbsp;&nbsp;' if number else ''}{_text(heading.text)}") for heading, number in self._headings if heading.level <= 3)
        else:
            lines = ((key, f"{label}. {_text(caption)}") for key, label, caption in self._captions[what])
        return f'<p class="contents">{"<br/>".join(_linked(lines))}</p>'


def _linked(lines: Iterable[tuple[str, str]]) -> Iterator[str]:
    for key, html in lines:
        yield f'<a href="chapter:{escape(key)}">{html}</a>' if key else html


def _title(column: Column) -> str:
    return f"{_text(column.title)} [{_text(column.unit)}]" if column.unit else _text(column.title)


def _sourced(source: str) -> str:
    return source if not source or source.startswith("Źródło") else f"Źródło: {source}"


def _anchor(record: UUID | None) -> str:
    return f'<a name="{record}"></a>' if record else ""


def _form_link(record: UUID | None) -> str:
    """A way from the text to the form of the record it came from."""
    return f' <a href="record:{record}">›&nbsp;popraw</a>' if record else ""
