"""How the rest of the program asks for observed values: by slice, never all at once.

A *series* is one measured quantity without place and time: subject, dimension values and unit. Series found in the
catalogue of variables (`resources/indicators/variables.toml`) are called by the variable's key, e.g. `ludnosc`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from mrl_desktop.domain.facts import Mark, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One measured quantity as a file names it. `key` is the catalogue's variable key, or a made one (`p2137:…`)."""

    key: str
    title: str
    subject: str = ""
    """Id of the publisher's subgroup, such as P2137, when known."""
    dimensions: tuple[str, ...] = ()
    """Dimension values in file order: („ogółem", „kobiety")."""
    dimension_names: tuple[str, ...] = ()
    unit: str = ""
    publisher: str = "GUS BDL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One value of one series in one territory and year, with the place it was read from."""

    series: str
    territory: str
    """Code as the register writes it: 7 digits for gminy and powiaty, see `domain.territory`."""
    year: int
    value: float | None
    mark: Mark = Mark.NORMAL
    source: Source | None = None


Reading = tuple[str, str, int, float | None, Mark]
"""An observation without its source: series, territory, year, value, mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationBlock:
    """Values of one sheet as columns of equal length; the n-th entry of each column belongs together.

    `rows` and `columns` are the zero-based sheet position of each value, so that the cell can be named later.
    """

    sheet: str
    series: tuple[Series, ...]
    territories: tuple[str, ...]
    series_index: Sequence[int] = field(default_factory=tuple)
    territory_index: Sequence[int] = field(default_factory=tuple)
    years: Sequence[int] = field(default_factory=tuple)
    values: Sequence[float | None] = field(default_factory=tuple)
    marks: Sequence[Mark] = field(default_factory=tuple)
    """Empty when every value is normal."""
    rows: Sequence[int] = field(default_factory=tuple)
    columns: Sequence[int] = field(default_factory=tuple)
    gathered: Mapping[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    """Values worked out from several rows (schools of a gmina): their (row, column) → every row they rest on."""
    gathered_how: str = ""
    """How such values were worked out: „średnia ważona liczbą zdających"."""

    def __len__(self) -> int:
        return len(self.values)


class Statistics(Protocol):
    """Observed values of the open project, answered from its file. When two vintages of a value are active, the newer answers."""

    def observation(self, series: str, territory: str, year: int) -> Observation | None: ...

    def slice(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None) -> Iterable[Observation]: ...

    def readings(self, series: Collection[str], territories: Collection[str], years: Collection[int] | None = None) -> Iterable[Reading]:
        """As `slice`, for whoever needs only numbers: many times cheaper, because nothing says where they come from."""

    def column(self, series: str, territories: Collection[str], year: int, unknown: Collection[Mark]) -> Mapping[str, float]:
        """Territory to number of one series in one year, without those whose mark is among `unknown`: the cheapest look at a whole country."""

    def years(self, series: str, territory: str | None = None) -> Sequence[int]: ...

    def series(self) -> Mapping[str, Series]: ...

    def territories(self, series: str, year: int) -> Sequence[str]: ...

    def count(self, batch: UUID | None = None) -> int: ...
