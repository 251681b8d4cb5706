"""The sample's documents, built once; small hand-made projects; and a text rendering of blocks that a person can compare."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from generator.blocks import Block, Bullets, Card, ChartBlock, Document, Heading, KeyFigures, Paragraph, Register, Run, Table
from generator.context import ChapterContext
from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.facts import Mark, Source
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.statistics import Observation, Reading, Series
from mrl_desktop.domain.territory import Level, Territory
from mrl_desktop.domain.territory import Register as Territories
from mrl_desktop.flows.generate_documents import context_of, documents_of
from mrl_desktop.flows.open_project import OpenProject, open_project

TOWN = "9901011"
TODAY = date(2026, 3, 15)


@pytest.fixture(scope="session")
def opened(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenProject]:
    before = os.environ.get("MRL_USER_FOLDER")
    os.environ["MRL_USER_FOLDER"] = str(tmp_path_factory.mktemp("dokumenty"))
    project = open_project(built_sample, who="próba")
    yield project
    project.close(save=False)
    if before is not None:
        os.environ["MRL_USER_FOLDER"] = before


@pytest.fixture(scope="session")
def documents(opened: OpenProject) -> dict[Scope, Document]:
    """Both documents of the sample as blocks."""
    return {document.scope: document for document in documents_of(opened, today=TODAY)}


@pytest.fixture(scope="session")
def sample_context(opened: OpenProject) -> ChapterContext:
    return context_of(opened, Scope.PRL, today=TODAY)


class Few:
    """Statistics of a handful of observations."""

    def __init__(self, values: Iterable[tuple[str, str, int, float]] = ()) -> None:
        self.found = {
            (key, code, year): Observation(series=key, territory=code, year=year, value=value, source=Source(file=f"{key}.csv", cell=f"{code}/{year}", publisher="GUS BDL"))
            for key, code, year, value in values
        }

    def observation(self, series: str, territory: str, year: int) -> Observation | None:
        return self.found.get((series, territory, year))

    def slice(self, series: Sequence[str], territories: Sequence[str], years: Sequence[int] | None = None) -> Iterable[Observation]:
        return [one for one in self.found.values() if one.series in series and one.territory in territories and (years is None or one.year in years)]

    def readings(self, series: Sequence[str], territories: Sequence[str], years: Sequence[int] | None = None) -> Iterable[Reading]:
        return [(one.series, one.territory, one.year, one.value, one.mark) for one in self.slice(series, territories, years)]

    def column(self, series: str, territories: Sequence[str], year: int, unknown: Sequence[Mark]) -> dict[str, float]:
        return {code: value for _, code, _, value, mark in self.readings([series], territories, [year]) if value is not None and mark not in unknown}

    def years(self, series: str, territory: str | None = None) -> list[int]:
        return sorted({one.year for one in self.found.values() if one.series == series and territory in (None, one.territory)})

    def series(self) -> dict[str, Series]:
        return {one.series: Series(key=one.series, title=one.series) for one in self.found.values()}

    def territories(self, series: str, year: int) -> list[str]:
        return sorted({one.territory for one in self.found.values() if one.series == series and one.year == year})

    def count(self, batch: object = None) -> int:
        return len(self.found)


@pytest.fixture
def small() -> Callable[..., ChapterContext]:
    """A context of the given records and values; the town is set unless `settings` says otherwise."""

    def make(*records: Record, scope: Scope = Scope.PRL, values: Iterable[tuple[str, str, int, float]] = (), settings: Settings | None = None) -> ChapterContext:
        own = settings or Settings(territory=TOWN, town_name="Próbowo", town_genitive="Próbowa", town_locative="Próbowie", horizon_start=2026, horizon_end=2035)
        region = Territory(code="9900000", name="PRÓBNE", level=Level.VOIVODESHIP, parent="0000000")
        powiat = Territory(code="9901000", name="Powiat próbny", level=Level.POWIAT, parent="9900000")
        town = Territory(code=TOWN, name="Próbowo", level=Level.GMINA, unit_type="1", parent="9901000", powiat="próbny", voivodeship="próbne")
        return ChapterContext(Project([own, *records]), Few(values), Territories([region, powiat, town]), load_catalogue(), scope, TODAY)  # type: ignore[arg-type]

    return make


def as_text(blocks: Iterable[Block]) -> str:
    """Blocks as lines of text: headings, sentences, lists, rows of tables, charts by what they say. Numbers that are facts stand in ‹›."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading():
                lines += ["", f"{'#' * block.level} {block.text}"]
            case Paragraph():
                lines.append(f"[{block.look.value}{f' {block.lang}' if block.lang else ''}] {said(block.runs)}")
            case Bullets():
                lines += [f"{'1.' if block.ordered else '-'} {said(item)}" for item in block.items]
            case Table():
                lines += [f"TABELA {block.key}: {block.caption}{' (poziomo)' if block.landscape else ''}"]
                lines += ["| " + " | ".join(f"{column.title}{f' [{column.unit}]' if column.unit else ''}" for column in block.columns)]
                for row in block.rows:
                    mark = "=" if row.total else "+" if row.group else "|"
                    lines.append(f"{mark} " + " | ".join(said(cell.runs) for cell in row.cells))
                lines += [f"  {line}" for line in (block.note, block.source) if line]
            case Card():
                lines.append(f"KARTA {block.key}: {block.caption}")
                for title, fields in block.sections:
                    lines.append(f"+ {title}")
                    lines += [f"  {label}: {said(runs)}" for label, runs in fields]
            case ChartBlock():
                chart = block.chart
                lines.append(f"WYKRES {block.key} ({chart.kind}): {block.caption} — {chart.title}; {chart.subtitle}; {chart.source}")
                lines.append(f"  {chart.alt}")
            case KeyFigures():
                lines.append("LICZBY: " + "; ".join(f"{said((run,))} {what}" for run, what in block.figures))
            case Register():
                lines.append(f"SPIS: {block.what.value}")
    return "\n".join(lines).replace("\u00a0", " ").strip() + "\n"


def said(runs: Sequence[Run]) -> str:
    words = (f"‹{run.text}›" if run.fact is not None else f"→{run.ref}" if run.ref else f"^[{run.footnote}]" if run.footnote else run.text for run in runs)
    return "".join(words).replace("\n", " / ")


@pytest.fixture(scope="session")
def text_of() -> Callable[[Iterable[Block]], str]:
    """Blocks as text to compare."""
    return as_text
