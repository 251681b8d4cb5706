"""Faults of a document are found before it becomes Word, each with its chapter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from generator.audit import check_document
from generator.blocks import Cell, Column, Cover, Document, Heading, Paragraph, Row, Run, Table, plain


def test_the_demonstration_document_has_only_its_gaps(demo: ModuleType) -> None:
    assert {finding.code for finding in check_document(demo.document())} == {"G22"}


def test_each_fault_is_named_with_its_chapter(small: Callable[..., Document]) -> None:
    table = Table(key="T", caption="Dane", columns=(Column(title="A"), Column(title="B")), rows=(Row(cells=(Cell(runs=plain("1")),)),), source="")
    document = small(Heading(text="Diagnoza", key="T"), Paragraph(runs=(Run(text="", ref="brak"),)), table)
    findings = check_document(document)
    assert {finding.code for finding in findings} == {"G20", "G21", "G24", "G25"}
    assert {finding.place.title for finding in findings if finding.code != "G21"} == {"Diagnoza"}


def test_a_coat_of_arms_that_cannot_be_read_is_reported(small: Callable[..., Document], tmp_path: Path) -> None:
    arms = tmp_path / "herb.png"
    arms.write_bytes(b"to nie obraz")
    document = replace(small(Heading(text="A", key="A")), cover=Cover(title="Plan", town="Osiek", coat_of_arms=str(arms)))
    assert [finding.code for finding in check_document(document)] == ["G27"]
