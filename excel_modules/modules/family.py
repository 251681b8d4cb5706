"""What a family of legacy workbooks offers, so that a new one is one file here and one line in MODULES."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from excel_modules.modules.intake import Intake
from excel_modules.modules.layout import Heading
from excel_modules.modules.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a family takes a sheet for: its role in the family, how well it fits, and the header that told."""

    role: str
    score: float
    heading: Heading | None = None
    title: str = ""
    """What people call such a sheet, where neither the header's layout nor the role says it."""


class Family(Protocol):
    """A module that knows one family of workbooks."""

    NAME: str
    TITLE: str

    def recognise(self, page: Page) -> Part | None:
        """The part of the family this page is, or None."""

    def read(self, intake: Intake, parts: Sequence[tuple[Page, Part]]) -> None:
        """Reads all pages of the family at once, so that one may refer to another."""


@runtime_checkable
class Adopting(Protocol):
    """A family that, beside its own sheets, understands others which alone would mean nothing or something else."""

    def adopt(self, pages: Sequence[tuple[Page, str, Part | None]]) -> Mapping[int, Part]:
        """Which of the workbook's pages (with the family and part they were taken for) the family takes over, by their place in the list."""
