"""Shorthands that chapters write tables with: columns of text or numbers, rows of mixed values, the usual source line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from generator.blocks import Align, Cell, Column, Row, Run, Runs
from generator.context import ChapterContext
from mrl_desktop.domain.facts import Fact, Source
from mrl_desktop.polish import joined, money, number

Content = str | int | float | Decimal | date | bool | Fact | Run | Runs | Cell | None
"""What a cell may be given: a fact prints its number and remembers its source, None prints the sign of no data."""

NO_DATA = "."
"""GUS sign of no data; „–" would say that the thing did not happen."""


def typed(record: UUID, field: str, value: int | float | Decimal | None, label: str, *, decimals: int | None = None, year: int | None = None) -> Run | None:
    """A number somebody typed into a form, as a fact that leads back to the form; None where nothing was typed."""
    if value is None:
        return None
    shown = number(value, decimals)
    places = decimals if decimals is not None else len(shown.partition(",")[2])
    return Run(text=shown, fact=Fact(key=f"{field}:{record}", label=label, value=value, year=year, decimals=places, source=Source(record=record, field=field)))


def text(title: str, weight: float = 2.0) -> Column:
    return Column(title=title, weight=weight)


def figure(title: str, unit: str = "", weight: float = 1.0) -> Column:
    """A right-aligned column of numbers with its unit in the header."""
    return Column(title=title, unit=unit, align=Align.RIGHT, weight=weight)


def centred(title: str, weight: float = 1.0) -> Column:
    return Column(title=title, align=Align.CENTER, weight=weight)


def cell(content: Content, *, decimals: int | None = None, shade: str = "") -> Cell:
    """A cell of any content; numbers are printed the Polish way."""
    match content:
        case Cell():
            return content
        case Run():
            return Cell(runs=(content,), shade=shade)
        case tuple():
            return Cell(runs=content, shade=shade)
        case Fact():
            if content.value is None:
                return Cell(runs=(Run(text=NO_DATA),), shade=shade)
            places = decimals if decimals is not None else content.decimals
            return Cell(runs=(Run(text=number(content.value, places), fact=content),), shade=shade)
        case None:
            return Cell(runs=(Run(text=NO_DATA),), shade=shade)
        case bool():
            return Cell(runs=(Run(text="tak" if content else "nie"),), shade=shade)
        case Decimal():
            return Cell(runs=(Run(text=money(content) if decimals is None else number(content, decimals)),), shade=shade)
        case int() | float():
            return Cell(runs=(Run(text=number(content, decimals)),), shade=shade)
        case date():
            return Cell(runs=(Run(text=content.strftime("%d.%m.%Y")),), shade=shade)
        case _:
            return Cell(runs=(Run(text=content),), shade=shade)


def row(*contents: Content, total: bool = False, group: bool = False, record: UUID | None = None, decimals: int | None = None) -> Row:
    """A table row; `decimals` holds for its numbers."""
    return Row(cells=tuple(cell(content, decimals=decimals) for content in contents), total=total, group=group, record=record)


def group_row(title: str, width: int, record: UUID | None = None) -> Row:
    """A sub-heading that spans the whole table."""
    return Row(cells=(Cell(runs=(Run(text=title, bold=True),), span=width),), group=True, record=record)


def decapitalised(words: str) -> str:
    """The words inside a sentence: „Wkład własny gminy" → „wkład własny gminy"; abbreviations and names of several words stay."""
    second = words.partition(" ")[2]
    proper = words[1:2].isupper() or (second[:1].isupper() and not second.startswith("Programu"))
    return words if proper else words[:1].lower() + words[1:]


def without_empty(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """The table without columns in which no ordinary row says anything; the first column always stays."""
    plain = [row for row in rows if not row.group and not row.total and len(row.cells) == len(columns)]
    kept = [index for index in range(len(columns)) if index == 0 or any(_says(row.cells[index]) for row in plain)]
    if len(kept) == len(columns) or not plain:
        return tuple(columns), tuple(rows)
    narrowed = []
    for one in rows:
        if len(one.cells) == len(columns):
            narrowed.append(replace(one, cells=tuple(one.cells[index] for index in kept)))
        else:
            narrowed.append(replace(one, cells=tuple(replace(cell, span=len(kept)) if cell.span == len(columns) else cell for cell in one.cells)))
    return tuple(columns[index] for index in kept), tuple(narrowed)


def _says(content: Cell) -> bool:
    return "".join(run.text for run in content.runs).strip() not in ("", NO_DATA, "–")


def own_source(context: ChapterContext, basis: str = "") -> str:
    """„opracowanie własne na podstawie …"; without a basis the Urban Team's own work."""
    return f"opracowanie własne na podstawie: {basis}" if basis else "opracowanie własne Zespołu Miejskiego"


def data_source(facts: Iterable[Fact | None]) -> str:
    """The source line of a table or chart made of facts: publishers with the newest export date each."""
    newest: dict[str, str] = {}
    for fact in facts:
        for source in fact.sources() if fact is not None else ():
            publisher = source.publisher or "dane wprowadzone w programie"
            newest[publisher] = max(newest.get(publisher, ""), source.vintage[:10])
    if not newest:
        return "opracowanie własne Zespołu Miejskiego"
    parts = [f"{publisher}, dane pobrane {'.'.join(reversed(day.split('-')))}" if day else publisher for publisher, day in sorted(newest.items())]
    return f"opracowanie własne na podstawie: {joined(parts)}"
