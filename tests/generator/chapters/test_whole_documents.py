"""What must hold of the sample's documents as wholes: nothing empty, nothing out of order, every number with its source."""

from __future__ import annotations

import itertools
import re
import zipfile
from pathlib import Path

import pytest

from generator.audit import check_document
from generator.blocks import Align, Card, Chapter, ChartBlock, Document, Heading, KeyFigures, Paragraph, Run, Table, runs_of
from generator.outline import load_outline
from generator.shared.front import abbreviations_known, words_of
from generator.word.soundness import check_docx
from generator.word.writer import write_docx
from mrl_desktop.domain.diagnosis import Scope

BOTH = list(Scope)
FIGURE = re.compile(r"\d")
NOT_ABBREVIATIONS = re.compile(r"[IVX]+|[A-Z]{1,3}\d.*|NB|NOWE|BIELANY|TAK|NIE|WOŚ|NS|CS|CO|CI|DI|PR|WP")


def required(scope: Scope) -> list[str]:
    return [entry.key for entry in load_outline(scope).entries if entry.required and not entry.key.endswith("00")]


def content_of(document: Document, key: str) -> list[object]:
    chapter = next(chapter for chapter in document.chapters if chapter.key == key)
    return [block for block in chapter.blocks if not isinstance(block, Heading)]


@pytest.mark.parametrize(("scope", "key"), [(scope, key) for scope in BOTH for key in required(scope)])
def test_every_required_heading_of_the_sample_has_content_of_its_own(documents: dict[Scope, Document], scope: Scope, key: str) -> None:
    assert content_of(documents[scope], key)


@pytest.mark.parametrize("scope", BOTH)
def test_nothing_is_missing_in_the_sample(documents: dict[Scope, Document], scope: Scope) -> None:
    assert [chapter.key for chapter in documents[scope].chapters if chapter.missing] == []
    assert [run.text for block in documents[scope].blocks() for run in runs_of(block) if run.missing] == []


@pytest.mark.parametrize("scope", BOTH)
def test_levels_of_headings_never_jump(documents: dict[Scope, Document], scope: Scope) -> None:
    levels = [block.level for block in documents[scope].blocks() if isinstance(block, Heading)]
    assert levels[0] == 1
    assert [(one, other) for one, other in itertools.pairwise(levels) if other > one + 1] == []


@pytest.mark.parametrize("scope", BOTH)
def test_the_checks_of_blocks_and_of_the_word_file_find_nothing(documents: dict[Scope, Document], scope: Scope, tmp_path: Path) -> None:
    target = tmp_path / f"{scope}.docx"
    write_docx(documents[scope], target)
    assert [finding.message for finding in check_document(documents[scope])] == []
    assert [finding.message for finding in check_docx(target)] == []


@pytest.mark.parametrize("scope", BOTH)
def test_a_summary_in_english_is_marked_as_english_and_stands_last(documents: dict[Scope, Document], scope: Scope, tmp_path: Path) -> None:
    summary = next(chapter for chapter in documents[scope].chapters if chapter.key in ("P03", "I03"))
    last = summary.blocks[-1]
    assert isinstance(last, Paragraph) and last.lang == "en-GB" and "".join(run.text for run in last.runs).startswith("Summary")
    target = tmp_path / "dokument.docx"
    write_docx(documents[scope], target)
    with zipfile.ZipFile(target) as archive:
        body = archive.read("word/document.xml").decode()
        styles = archive.read("word/styles.xml").decode()
    assert '<w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">Summary in English' in body
    assert 'w:lang w:val="pl-PL"' in styles


def values_in(chapter: Chapter) -> list[tuple[str, Run]]:
    """Runs that print a value: cells of columns of numbers with a unit of measure, key figures, and numbers beside facts in generated conclusions."""
    found: list[tuple[str, Run]] = []
    for block in chapter.blocks:
        if isinstance(block, KeyFigures):
            found += [(chapter.key, run) for run, _ in block.figures]
        if isinstance(block, Table) and block.key != "T-ZRODLA":  # the register of sources is where sources end
            for row in block.rows:
                if row.group or len(row.cells) != len(block.columns):
                    continue
                for column, cell in zip(block.columns, row.cells, strict=True):
                    if column.align is Align.RIGHT and cell.runs and FIGURE.search(cell.runs[0].text):
                        found.append((block.key, cell.runs[0]))
    return found


@pytest.mark.parametrize(("scope", "share"), [(Scope.PRL, 0.9), (Scope.PRI, 0.9)])
def test_nearly_every_number_of_data_leads_to_where_it_comes_from(documents: dict[Scope, Document], scope: Scope, share: float) -> None:
    values = [value for chapter in documents[scope].chapters for value in values_in(chapter)]
    sourced = [run for _, run in values if run.fact is not None and any(True for _ in run.fact.sources())]
    without = sorted({key for key, run in values if run.fact is None})
    assert len(values) > 100
    assert len(sourced) / len(values) >= share, without


def test_a_number_from_statistics_names_its_file_and_cell(documents: dict[Scope, Document]) -> None:
    diagnosis = [chapter for chapter in documents[Scope.PRL].chapters if re.match(r"P2\.[34]", chapter.key)]
    facts = [run.fact for chapter in diagnosis for block in chapter.blocks for run in runs_of(block) if run.fact is not None]
    assert len(facts) > 300
    assert [fact.label for fact in facts if not any(source.file and source.cell for source in fact.sources())] == []


@pytest.mark.parametrize("scope", BOTH)
def test_charts_are_told_in_full_sentences_with_a_finding_and_a_source(documents: dict[Scope, Document], scope: Scope) -> None:
    for block in documents[scope].blocks():
        if isinstance(block, ChartBlock):
            chart = block.chart
            assert chart.alt.endswith(".") and len(chart.alt) > 40, block.key
            assert chart.title and chart.title.strip(". ") != block.caption.strip(". "), block.key
            assert chart.source, block.key


@pytest.mark.parametrize("scope", BOTH)
def test_every_caption_is_used_once(documents: dict[Scope, Document], scope: Scope) -> None:
    captions = [block.caption for block in documents[scope].blocks() if isinstance(block, Table | Card | ChartBlock)]
    assert sorted({caption for caption in captions if captions.count(caption) > 1}) == []


@pytest.mark.parametrize("scope", BOTH)
def test_texts_have_no_doubled_signs_words_or_units(documents: dict[Scope, Document], scope: Scope) -> None:
    wrong = re.compile(r"\b(zł|%|p\.p\.|osób|km|kg) \1|  |\.\.(?!\.)|,,| ,| ;|\( | \)|\b(i|w|z|na|do|się|jest) \2\b")
    for block in documents[scope].blocks():
        for line in lines_of(block):
            assert wrong.search(line.replace("\u00a0", " ")) is None, line


def lines_of(block: object) -> list[str]:
    match block:
        case Table():
            return ["".join(run.text for run in cell.runs) for row in block.rows for cell in row.cells] + [block.caption, block.note, block.source]
        case Card():
            return ["".join(run.text for run in runs) for _, fields in block.sections for _, runs in fields]
        case Paragraph():
            return ["".join(run.text for run in block.runs)] if not block.lang else []
        case ChartBlock():
            return [block.caption, block.chart.title, block.chart.subtitle, block.chart.alt]
        case Heading():
            return [block.text]
        case _:
            return []


@pytest.mark.parametrize("scope", BOTH)
def test_units_are_not_said_twice_beside_names(documents: dict[Scope, Document], scope: Scope) -> None:
    said_twice = re.compile(r"(na (1000|10 tys\.|100) [^\[]+)\[\1\]|na mieszkańca \[[^\]]*na mieszkańca\]")
    cells = [line for block in documents[scope].blocks() for line in lines_of(block)]
    assert [line for line in cells if said_twice.search(line)] == []


@pytest.mark.parametrize("scope", BOTH)
def test_every_abbreviation_of_the_text_is_explained(documents: dict[Scope, Document], scope: Scope) -> None:
    listed = {row.cells[0].runs[0].text for block in documents[scope].blocks() if isinstance(block, Table) and block.key == "T-SKROTY" for row in block.rows}
    used = {word for block in documents[scope].blocks() for word in re.findall(r"\b[A-ZĄĆĘŁŃÓŚŹŻ]{2,6}\b", words_of(block))}
    unknown = {word for word in used - listed - set(abbreviations_known()) if not NOT_ABBREVIATIONS.fullmatch(word)}
    assert unknown == set()


def test_the_two_documents_agree_on_the_population_wherever_it_is_printed(documents: dict[Scope, Document]) -> None:
    printed = {
        run.text.replace("\u00a0", "")
        for document in documents.values()
        for block in document.blocks()
        for run in runs_of(block)
        if run.fact is not None and run.fact.key == "D00" and run.fact.year == 2024 and run.fact.territory == "9801011"
    }
    assert {re.sub(r"\D", "", text) for text in printed} == {"43370"}


def test_the_plans_cost_is_the_same_in_summary_projects_and_finance(documents: dict[Scope, Document]) -> None:
    costs = {run.fact.value for block in documents[Scope.PRL].blocks() for run in runs_of(block) if run.fact is not None and run.fact.key == "suma:koszt"}
    assert len(costs) == 1
