"""What opens and closes both documents: contents, abbreviations, the summary, lists of tables and charts, sources of data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from generator.blocks import Block, Heading, Register, RegisterKind, Row, Table, runs_of
from generator.context import ChapterContext
from generator.tables import centred, figure, own_source, row, text
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.paths import resource
from mrl_desktop.polish import number, sort_key

_CAPITALS = re.compile(r"\b[A-ZĄĆĘŁŃÓŚŹŻ][A-ZĄĆĘŁŃÓŚŹŻa-z]{1,6}\b")


@cache
def abbreviations_known() -> Mapping[str, str]:
    """Abbreviation to meaning, from `resources/outlines/skroty.toml`."""
    words: Mapping[str, str] = tomllib.loads(resource("outlines", "skroty.toml").read_text(encoding="utf-8"))["skroty"]
    return words


def contents(context: ChapterContext) -> Sequence[Block]:
    return [Register(what=RegisterKind.CONTENTS)]


def abbreviations(context: ChapterContext) -> Sequence[Block]:
    """Filled once the rest of the document is known; see `generator.document.build`."""
    return []


def abbreviation_table(context: ChapterContext, blocks: Iterable[Block]) -> Table | None:
    """T-SKROTY: the known abbreviations that stand in these blocks, in Polish order; None for none."""
    known = abbreviations_known()
    used = {word for block in blocks for word in _CAPITALS.findall(words_of(block)) if word in known}
    if not used:
        return None
    return Table(
        key="T-SKROTY",
        caption="Skróty użyte w dokumencie",
        columns=(text("Skrót", 1), text("Znaczenie", 5)),
        rows=tuple(row(word, known[word]) for word in sorted(used, key=sort_key)),
        source=own_source(context),
        small=True,
    )


def words_of(block: Block) -> str:
    """All words of a block, headings, captions and column titles included."""
    parts = [run.text for run in runs_of(block)]
    if isinstance(block, Heading):
        parts.append(block.text)
    if isinstance(block, Table):
        parts += [block.caption, block.source, block.note, *(column.title for column in block.columns)]
    return " ".join(parts)


def registers(context: ChapterContext) -> Sequence[Block]:
    """Lists of tables and charts, then the register of files the numbers came from."""
    blocks: list[Block] = [
        Heading(text="Spis tabel", level=2, numbered=False),
        Register(what=RegisterKind.TABLES),
        Heading(text="Spis wykresów", level=2, numbered=False),
        Register(what=RegisterKind.CHARTS),
    ]
    batches = sorted(context.project.all(ImportBatch, lambda batch: batch.active), key=lambda batch: sort_key(batch.file))
    if batches:
        rows: list[Row] = [
            row(batch.publisher or "miasto", batch.file, ".".join(reversed(batch.vintage[:10].split("-"))) or None, number(batch.observations or batch.records), record=batch.id)
            for batch in batches
        ]
        blocks += [
            Heading(text="Źródła danych", level=2, numbered=False),
            Table(
                key="T-ZRODLA",
                caption="Pliki, z których pochodzą dane",
                columns=(text("Wydawca", 1.6), text("Plik", 3.4), centred("Data pobrania", 1.1), figure("Liczba wartości", weight=0.9)),
                rows=tuple(rows),
                source=own_source(context),
                small=True,
            ),
        ]
    return blocks

