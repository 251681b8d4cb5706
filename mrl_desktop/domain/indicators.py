"""What can be measured: published variables, the indicators made from them, and the hierarchy in which they are judged.

The content comes from `resources/indicators/*.toml`, read by `analysis.catalogue`; here are only the shapes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mrl_desktop.domain.findings import Finding

GENDERS = ("f", "m", "n", "pl")
"""Grammatical gender of an indicator's name, or „pl" for a name in the plural."""

DIRECTIONS = ("+", "-", "=")
"""More is better, less is better, neither."""

LEVELS = ("gmina", "powiat", "voivodeship", "country")
"""Levels of publication from the lowest; values as in `domain.territory.Level`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One published series: subject, dimension values and unit exactly as the publisher's files write them."""

    key: str
    """Our short name, used in formulas: `ludnosc`."""
    title: str
    subject: str = ""
    """Id of the publisher's subgroup, „P2137"; empty where it is not known for sure."""
    subject_title: str = ""
    dimensions: tuple[str, ...] = ()
    """Dimension values in file order: („ogółem", „kobiety")."""
    dimension_names: tuple[str, ...] = ()
    """What the publisher calls the dimensions: („Wiek", „Płeć"), the year not among them."""
    unit: str = ""
    bdl_id: int | None = None
    levels: tuple[str, ...] = LEVELS
    """Levels it is published for, from the lowest."""
    aliases: tuple[str, ...] = ()
    """Other wordings met in files, each with the dimension values joined by „;"."""
    title_from: str = ""
    """What confirmed the subject's id and title; empty while they rest on memory, so that another title does not rule the variable out."""
    wording_from: str = ""
    """What confirmed the dimension values and the unit: a published file or an answer of the publisher's API; empty while they rest on memory."""
    publisher: str = "GUS BDL"
    """Whose series it is; a table of another publisher never proposes itself for an export of BDL."""

    @property
    def lowest(self) -> str:
        """The lowest level with values: „gmina" or „powiat"."""
        return self.levels[0] if self.levels else "gmina"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDefinition:
    """One indicator of the catalogue: what it is called, how it is computed and how it is read."""

    id: str
    name: str
    gender: str = "m"
    """One of GENDERS; decides „wyniósł / wyniosła / wyniosło / wyniosły"."""
    short: str = ""
    """Name for charts and narrow columns; `name` when empty."""
    dimension: str = ""
    """Id of the catalogue dimension."""
    area: str = ""
    """Id of the area."""
    sub_area: str = ""
    """Name of the sub-area."""
    unit: str = ""
    """As it reads after the number: „%", „na 1000 ludności", „zł na mieszkańca"."""
    direction: str = "="
    formula: str = ""
    """Expression over variable keys, see `analysis.formulas`."""
    decimals: int = 1
    signed: bool = False
    """Whether values may be negative (balances): changes are then told in the unit, not in percent."""
    stable: float | None = None
    """Absolute change below which it has „nie zmienił się istotnie"; None: the relative threshold of the rules."""
    nominal: float | None = None
    """The best value of an indicator with direction „="; without it the indicator stays out of the synthetic picture."""
    lowest: str = "gmina"
    """Lowest level at which all its variables are published."""
    variables: tuple[str, ...] = ()
    """Keys of the variables its formula uses."""
    note: str = ""
    """Definition and cautions for readers, full Polish sentences."""

    @property
    def label(self) -> str:
        """Short name for charts."""
        return self.short or self.name

    def unit_beside(self, name: str) -> str:
        """The unit as it is printed next to a name that may have said „na mieszkańca" already: „zł" for „Dochody na mieszkańca"."""
        head, per, tail = f" {self.unit}".partition(" na ")
        _, said, said_tail = name.rpartition(" na ")
        return head.strip() if per and said and tail.startswith(said_tail.rstrip(".")) else self.unit

    @property
    def in_sentence(self) -> str:
        """The name as it stands inside a sentence: small first letter unless it is an abbreviation."""
        if len(self.name) > 1 and self.name[1].isupper():
            return self.name
        return self.name[:1].lower() + self.name[1:]

    @property
    def in_percent(self) -> bool:
        """Whether a difference of two values is told in percentage points."""
        return self.unit == "%"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueDimension:
    """One of the dimensions of the synthetic picture (gospodarczy, społeczny, środowiskowo-przestrzenny)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One of the areas into which a dimension divides."""

    id: str
    name: str
    dimension: str
    short: str = ""

    @property
    def label(self) -> str:
        """Short name for the radar."""
        return self.short or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything read from the catalogue files. `findings` says what was wrong in them and left out."""

    variables: Mapping[str, Variable] = field(default_factory=dict)
    indicators: Mapping[str, IndicatorDefinition] = field(default_factory=dict)
    dimensions: Mapping[str, CatalogueDimension] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def of_area(self, area: str) -> list[IndicatorDefinition]:
        """Indicators of an area in catalogue order."""
        return [indicator for indicator in self.indicators.values() if indicator.area == area]

    def matching(self, dimensions: Sequence[str], unit: str = "", subject: str = "", subject_title: str = "") -> list[Variable]:
        """Variables whose dimension values are these; unit and subject narrow the choice where both sides know them."""
        wanted = tuple(text.strip().casefold() for text in dimensions)
        joined = ";".join(wanted)
        found = []
        for variable in self.variables.values():
            own = tuple(text.casefold() for text in variable.dimensions)
            if own != wanted and joined not in (alias.casefold() for alias in variable.aliases):
                continue
            if unit and variable.unit and unit != variable.unit:
                continue
            if subject and variable.subject and subject != variable.subject:
                continue
            if subject_title and variable.subject_title and subject_title.casefold() != variable.subject_title.casefold():
                continue
            found.append(variable)
        return found
