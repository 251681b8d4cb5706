"""Mutated workbooks of the twelve families: nine of ten are read without anybody's help, the rest is listed cell by cell.

A small slice of `benchmarks/legacy_layouts.py`, which also tells the rates on other seeds and by kind of mutation.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mrl_desktop.analysis.catalogue import load_catalogue
from mrl_desktop.storage.reference_data import load_register
from tests.mutations.book import Book
from tests.mutations.families import FAMILIES, clean_book
from tests.mutations.habits import LEAST, mutated_book
from tests.mutations.judge import Verdict, judge
from tests.mutations.writing import write

EACH = 2
"""Mutated workbooks of a family read here."""

Judging = Callable[[Book], Verdict]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judging:
    register, variables = load_register(), tuple(load_catalogue().variables.values())

    def of(book: Book) -> Verdict:
        return judge(book, write(book, tmp_path_factory.mktemp("skoroszyt")), register, variables)

    return of


def test_mutated_workbooks_are_read_without_anybodys_help(judged: Judging) -> None:
    failed, listed = [], []
    for family in FAMILIES:
        for seed in range(EACH):
            book = mutated_book(family, seed)
            assert len(book.steps) >= LEAST, book.steps
            found = judged(book)
            if not found.read:
                failed.append(f"{family} {seed} {book.steps}: {found.why}")
            if found.unlisted:
                listed.append(f"{family} {seed}: {found.unlisted}")
    assert not listed
    assert len(failed) <= 0.1 * EACH * len(FAMILIES), failed


@pytest.mark.parametrize("family", FAMILIES)
def test_a_clean_workbook_is_read_whole_and_brings_no_error(judged: Judging, family: str) -> None:
    for layout in range(FAMILIES[family][1]):
        found = judged(clean_book(family, 100 + layout, layout))
        assert found.read, found.why
        assert not found.serious


def test_the_same_seed_gives_the_same_workbook() -> None:
    for family in FAMILIES:
        one, other = mutated_book(family, 7), mutated_book(family, 7)
        assert one.steps == other.steps
        assert [(cell.at, cell.shown) for cell in one.cells()] == [(cell.at, cell.shown) for cell in other.cells()]
