"""What the tests of readers share: the register, and files read in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import Reading, read_here
from mrl_desktop.domain.imports import SeriesChoice
from mrl_desktop.domain.territory import Register
from mrl_desktop.storage.reference_data import load_register
from tests.excel_modules.answering import VARIABLES, answers


@pytest.fixture(scope="session")
def register() -> Register:
    return load_register()


@pytest.fixture
def read(register: Register) -> Callable[..., Reading]:
    """Reads in this process with the small catalogue."""

    def of(path: Path, *choices: SeriesChoice) -> Reading:
        return read_here(path, register, VARIABLES, choices)

    return of


@pytest.fixture(scope="session")
def read_answered(register: Register) -> Callable[..., Reading]:
    """Reads a file with every question answered, so that all its values become observations; each file once."""
    known: dict[tuple[Path, int], Reading] = {}

    def of(path: Path, year: int = 2020) -> Reading:
        if (path, year) not in known:
            variables, choices = answers(read_here(path, register, ()).questions, year)
            known[path, year] = read_here(path, register, variables, choices)
        return known[path, year]

    return of


@pytest.fixture(scope="session")
def shared_process() -> Iterator[ReaderProcess]:
    """One child for all tests that only need one."""
    with ReaderProcess() as process:
        yield process
