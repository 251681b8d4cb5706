"""What became of every cell of a file: which were read as what, which were left out and why, which a finding doubts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What became of a cell, gravest last; the value is its name in the legend."""

    READ = "wczytane"
    LABEL = "opisy i nagłówki"
    SKIPPED = "pominięte"
    DOUBTFUL = "do sprawdzenia"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRole:
    """What became of one cell. `says` completes the word of the fate: „Ludność ogółem, Nowe Bielany, 2024"."""

    fate: Fate
    says: str = ""
