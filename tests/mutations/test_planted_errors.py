"""Errors planted into workbooks: the doctor finds them and seldom warns of nothing. A slice of `benchmarks/workbook_errors.py`."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from excel_modules.doctor.examination import examine_here
from tests.mutations.book import Book
from tests.mutations.families import clean_book
from tests.mutations.habits import mutated_book
from tests.mutations.planted import WITH_FORMULAS, Diagnosis, diagnosed, plant
from tests.mutations.writing import write

EACH = 2


def diagnosis(book: Book, folder: Path, seed: int, errors: int) -> Diagnosis:
    planted = plant(book, random.Random(seed), errors)
    folder.mkdir()
    return diagnosed(book, planted, examine_here(write(book, folder)))


@pytest.mark.parametrize("made", [clean_book, mutated_book], ids=["bez zmian", "zmienione"])
def test_nineteen_of_twenty_planted_errors_are_found_with_few_false_alarms(tmp_path: Path, made: Callable[[str, int], Book]) -> None:
    found = [diagnosis(made(family, seed), tmp_path / f"{family}{seed}", seed, 4) for family in WITH_FORMULAS for seed in range(EACH)]
    planted, missed = sum(one.planted for one in found), [one for all_ in found for one in all_.missed]
    false = [one for all_ in found for one in all_.false_alarms]
    assert planted > 2 * len(found)
    assert len(missed) <= 0.05 * planted, missed
    assert len(false) <= 2 * len(found), false


def test_nothing_blocks_and_little_is_said_of_workbooks_without_errors(tmp_path: Path) -> None:
    found = [diagnosis(clean_book(family, seed), tmp_path / f"{family}{seed}", seed, 0) for family in WITH_FORMULAS for seed in range(EACH)]
    assert not [one for all_ in found for one in all_.blocking]
    assert all(len(one.false_alarms) <= 2 for one in found), [one.false_alarms for one in found]
