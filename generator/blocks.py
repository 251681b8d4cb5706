"""The document as data: blocks that know the record and the facts they came from. Writers turn them into Word or a preview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from mrl_desktop.domain.charts import Chart
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text. With `fact` it quotes a number; with `ref` it is a live cross-reference to a captioned block's key."""

    text: str
    bold: bool = False
    italic: bool = False
    fact: Fact | None = None
    ref: str = ""
    """Key of a table, chart or heading; the writer prints „Tabela 4" / „Wykres 2" / the heading number as a field."""
    footnote: str = ""
    """Text of a footnote set after this run."""
    missing: bool = False
    """True for „[BRAK: …]": shown highlighted and counted, blocks the final version."""


Runs = tuple[Run, ...]


class Look(StrEnum):
    """What a paragraph is; the template's styles decide how it looks."""

    BODY = "body"
    LEAD = "lead"
    """Two-line summary under a chapter's heading."""
    CONCLUSION = "conclusion"
    """„Wniosek" box: left rule and tint."""
    NOTE = "note"
    QUOTE = "quote"
    """The vision's slogan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    text: str
    level: int = 1
    key: str = ""
    """Outline id: „P2.3.1"; also the name of the bookmark."""
    numbered: bool = True
    new_page: bool = False
    record: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    runs: Runs
    look: Look = Look.BODY
    record: UUID | None = None
    lang: str = ""
    """Language of a paragraph that is not Polish, „en-GB": screen readers and spelling follow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A real list; `ordered` numbers it anew from 1."""

    items: tuple[Runs, ...]
    ordered: bool = False
    record: UUID | None = None


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table column; `unit` is printed in the header in square brackets, `weight` is its share of the width."""

    title: str
    unit: str = ""
    align: Align = Align.LEFT
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    runs: Runs = ()
    shade: str = ""
    """"" or a named tint of the template's table of colours: `accent`, `good`, `warn`, `bad`, `grey`. Never the only carrier of meaning."""
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    cells: tuple[Cell, ...]
    total: bool = False
    group: bool = False
    """A sub-heading row inside the table."""
    record: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A captioned table with its source line. Wider than the page: `landscape` puts it into a section of its own."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source: str
    landscape: bool = False
    first_column_header: bool = True
    note: str = ""
    small: bool = False
    """Smaller print for tables of many columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A two-column form (project card): sections of label and value; breaks between fields, never inside a label."""

    key: str
    caption: str
    sections: tuple[tuple[str, tuple[tuple[str, Runs], ...]], ...]
    source: str
    record: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBlock:
    """A captioned chart. `half` asks for half the text width."""

    key: str
    chart: Chart
    caption: str
    half: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """Three (or so) big numbers under a chapter heading: value and what it is."""

    figures: tuple[tuple[Run, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A list the writer fills from the rest of the document."""

    what: RegisterKind


class RegisterKind(StrEnum):
    CONTENTS = "contents"
    TABLES = "tables"
    CHARTS = "charts"


Block = Heading | Paragraph | Bullets | Table | Card | ChartBlock | KeyFigures | Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    title: str
    town: str
    subtitle: str = ""
    horizon: str = ""
    version: str = ""
    date: str = ""
    adoption: str = ""
    notice: str = ""
    """E.g. that the town is fictitious."""
    programme: str = ""
    """Obligatory sentence of the programme, printed at the foot."""
    logos: tuple[tuple[str, str], ...] = ()
    """(name for people, text) of programme marks; drawn as text plates unless the template carries pictures."""
    coat_of_arms: str = ""
    """Path of a picture, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One entry of the outline with its content; `key` is the outline id. Sub-chapters are separate chapters in order."""

    key: str
    blocks: tuple[Block, ...]
    missing: tuple[str, ...] = ()
    """What it lacks, for the coverage panel, in Polish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    scope: Scope
    cover: Cover
    chapters: tuple[Chapter, ...]
    properties: dict[str, str] = field(default_factory=dict)
    """Title, subject, author, keywords, created (ISO) of the file."""

    def blocks(self) -> Iterator[Block]:
        for chapter in self.chapters:
            yield from chapter.blocks

    def facts(self) -> Iterator[Fact]:
        """Every number quoted anywhere in the document, in order."""
        for block in self.blocks():
            for run in runs_of(block):
                if run.fact is not None:
                    yield run.fact
            if isinstance(block, ChartBlock):
                for series in block.chart.series:
                    yield from (fact for fact in series.facts if fact is not None)


def runs_of(block: Block) -> Iterator[Run]:
    """Every run of a block, cells and list items included."""
    match block:
        case Paragraph(runs=runs):
            yield from runs
        case Bullets(items=items):
            for item in items:
                yield from item
        case Table(rows=rows):
            for row in rows:
                for cell in row.cells:
                    yield from cell.runs
        case Card(sections=sections):
            for _, fields in sections:
                for _, runs in fields:
                    yield from runs
        case KeyFigures(figures=figures):
            for run, _ in figures:
                yield run
        case _:
            return


def plain(text: str, *, bold: bool = False, italic: bool = False) -> Runs:
    """One run of plain text."""
    return (Run(text=text, bold=bold, italic=italic),)
