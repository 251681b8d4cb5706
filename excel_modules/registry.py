"""The readers the program knows, one line each. A reader is a module with this shape, imported only when files are read:

    NAME = "gus-bdl"                                                  # goes into ImportBatch.reader
    VERSION = "1"
    PUBLISHER = "GUS BDL"
    def recognise(workbook: Workbook) -> Recognition | None           # None: not mine; cheap, looks at a few cells
    def read(workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents

The reader that recognises a workbook with the greatest confidence reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from excel_modules.reading import Contents, Recognition
from excel_modules.sheet import Workbook
from mrl_desktop.domain.progress import Progress

READERS: tuple[str, ...] = (
    "excel_modules.statistics.gus_bdl_api",
    "excel_modules.statistics.gus_bdl",
    "excel_modules.statistics.ministry_of_finance",
    "excel_modules.statistics.taxpayers",
    "excel_modules.statistics.exams",
    "excel_modules.statistics.gus_tables",
    "excel_modules.statistics.social_insurance",
    "excel_modules.modules",
    "excel_modules.surveys",
    "excel_modules.mapping",  # profiles: what a person said of a shape of table
)
ALWAYS_ASKED = "excel_modules.mapping"
"""Asked even when another is sure: a table of just the shape a person described is not a publisher's because it also has codes and years."""

SURE = 0.9
"""A reader this sure is taken without asking the ones after it."""


class Reader(Protocol):
    """What a reader module offers."""

    NAME: str
    VERSION: str
    PUBLISHER: str

    def recognise(self, workbook: Workbook) -> Recognition | None: ...

    def read(self, workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents: ...


def readers() -> Iterator[Reader]:
    """Every reader, in order of the list."""
    for name in READERS:
        yield cast(Reader, import_module(name))


def best(workbook: Workbook) -> tuple[Reader, Recognition] | None:
    """The reader surest of this workbook, or None when nobody knows it."""
    found: tuple[Reader, Recognition] | None = None
    for name, reader in zip(READERS, readers(), strict=True):
        if found is not None and found[1].confidence >= SURE and name != ALWAYS_ASKED:
            continue
        recognition = reader.recognise(workbook)
        if recognition is not None and (found is None or recognition.confidence > found[1].confidence):
            found = reader, recognition
    return found
