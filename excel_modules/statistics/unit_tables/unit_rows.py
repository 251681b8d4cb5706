"""What each row under the header is: a unit, a class within a unit, a section, a sum, a note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from excel_modules.parse import text
from excel_modules.sheet import CellValue
from excel_modules.statistics.unit_tables.numbering import is_numbering
from excel_modules.statistics.unit_tables.shape import CODE, Shape, is_value
from excel_modules.statistics.unit_tables.wording import Understood, Wording, plain
from mrl_desktop.polish import fold

_SPACED = re.compile(r"^(?:\w ){3,}")
_VOIVODESHIP, _POWIAT = re.compile(r"^woj(?:\.|ew[oó]dztwo)\s", re.I), re.compile(r"^(?:powiat|pow\.)\s", re.I)
_FOOTNOTE = re.compile(r"\s*(?:[¹²³⁴⁵⁶⁷⁸⁹*]+|(?<![(\w])[a-z\d]\))+$")
_COUNTRY = "0000000"


class Kind(Enum):
    VALUES = auto()
    SECTION = auto()
    SUM = auto()
    NOTE = auto()
    HEADER = auto()


@dataclass(slots=True)
class Row:
    """One filled row. `facets` is what the row itself and the sections above it say of its values."""

    number: int
    kind: Kind
    code: str = ""
    name: str = ""
    context: str = ""
    facets: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    unit: str = ""


def rows_of(shape: Shape, words: Wording, *, total_is_country: bool) -> Iterator[Row]:
    """Every filled row from the first one of values on, understood."""
    walk = _Walk(shape, words, total_is_country)
    for number in range(shape.data, shape.sheet.height):
        row = shape.sheet.rows[number]
        if any(value is not None for value in row):
            yield walk.row(number, row)


class _Walk:
    """Remembers the unit and the section the next rows belong to."""

    def __init__(self, shape: Shape, words: Wording, total_is_country: bool) -> None:
        self.shape, self.words, self.total_is_country = shape, words, total_is_country
        self.unit: tuple[str, str, str] | None = None
        self.banner = False
        self.section: dict[str, str] = {}
        self.voivodeship = self.powiat = ""
        self.header = [[text(value) for value in shape.sheet.rows[number]] for number in range(shape.top, shape.data)]
        self._known: dict[str, Understood] = {}
        self.classes = self._has_classes()

    def _has_classes(self) -> bool:
        """Whether rows of classes („ogółem", „kobiety") stand under the units; one of them alone is the sum of the table."""
        found = 0
        for number in range(self.shape.data, self.shape.sheet.height):
            row = self.shape.sheet.rows[number]
            said = text(row[self.shape.name]) if 0 <= self.shape.name < len(row) else ""
            if said and not (0 <= self.shape.code < len(row) and row[self.shape.code] is not None) and self.understood(said).whole:
                found += 1
        return found > 1

    def understood(self, said: str, *, ages: bool = False) -> Understood:
        key = f"{ages}{said}"
        if key not in self._known:
            self._known[key] = self.words.understood(said, ages=ages)
        return self._known[key]

    def row(self, number: int, row: Sequence[CellValue]) -> Row:
        shape = self.shape
        code = text(row[shape.code]) if 0 <= shape.code < len(row) else ""
        said = text(row[shape.name]) if 0 <= shape.name < len(row) else ""
        valued = any(is_value(row[heading.column]) for heading in shape.values if heading.column < len(row))
        if is_numbering(row) or (not CODE.match(code) and [text(value) for value in row] in self.header):
            return Row(number, Kind.HEADER)
        if shape.country:
            return self._class(number, row, said, valued)
        if CODE.match(code):
            filled = any(heading.column < len(row) and row[heading.column] is not None for heading in shape.values)
            self.unit, self.banner = (code, name_of(said, self.words), self._context(row)), not filled
            return self._valued(number, row) if filled or not self.classes else Row(number, Kind.SECTION)
        if code and not valued:
            return Row(number, Kind.NOTE)
        if not said:
            if valued and self.unit is not None and shape.dimensions:  # a name merged down, or written once
                return self._valued(number, row)
            return Row(number, Kind.SUM if valued else Kind.NOTE)
        return self._unnumbered(number, row, said, valued)

    def _unnumbered(self, number: int, row: Sequence[CellValue], said: str, valued: bool) -> Row:
        """A row without a code: a class of the unit above, a section, a sum, or a unit told by its name."""
        facts, bare = self.understood(said), name_of(said, self.words)
        if not valued:
            return self._without_values(number, row, said, facts)
        if facts.whole and not self._is_country(bare):
            if not facts.facets and not (self.banner and self.classes):
                if self.total_is_country:
                    self.unit = ("", "Polska", "")
                    return self._valued(number, row)
                return Row(number, Kind.SUM, name=said)
            return self._valued(number, row, facts) if self.unit else Row(number, Kind.SUM, name=said)
        if self.words.is_sum(said):
            return Row(number, Kind.SUM, name=said)
        self._notice(said, bare)
        self.unit = ("", "Polska", "") if self._is_country(bare) else ("", bare, self._context(row))
        self.banner = False
        return self._valued(number, row)

    def _without_values(self, number: int, row: Sequence[CellValue], said: str, facts: Understood) -> Row:
        others = sum(value is not None for value in row) > 1
        if facts.whole and not others:
            self.section = dict(facts.facets)
            return Row(number, Kind.SECTION)
        if others or len(said) > 60 or said[:1] in "*¹²³" or re.match(r"^(?:[a-z\d]\)|uwag|zrodl|źródł|objasn|stan)", fold(said)):
            return Row(number, Kind.NOTE)
        bare = name_of(said, self.words)
        self._notice(said, bare)
        self.unit, self.banner = ("", bare, self._context(row)), True
        return Row(number, Kind.SECTION)

    def _notice(self, said: str, bare: str) -> None:
        """Remembers the voivodeship and the powiat under which the next names stand."""
        if _VOIVODESHIP.match(said) or (bare.isupper() and not self._is_country(bare)):
            self.voivodeship, self.powiat = f"woj. {_VOIVODESHIP.sub('', bare).lower()}", ""
        elif _POWIAT.match(said):
            self.powiat = f"powiat {_POWIAT.sub('', bare)}"

    def _context(self, row: Sequence[CellValue]) -> str:
        said = [self._beside(heading, text(row[column])) for column, heading in self.shape.beside.items() if column < len(row) and row[column] is not None]
        return ", ".join(said or [part for part in (self.powiat, self.voivodeship) if part])

    @staticmethod
    def _beside(heading: str, said: str) -> str:
        word = "woj." if heading.startswith(("wojew", "nazwa wojew")) else "powiat" if "powiat" in heading else ""
        return said if not word or fold(said).startswith(word) else f"{word} {said}"

    @staticmethod
    def _is_country(bare: str) -> bool:
        return fold(bare) in ("polska", "kraj", "ogolem polska", "polska ogolem")

    def _class(self, number: int, row: Sequence[CellValue], said: str, valued: bool) -> Row:
        """A row of a table of the whole country: what it counts stands in its first column."""
        if not valued:
            return Row(number, Kind.NOTE)
        self.unit = (_COUNTRY, "Polska", "")
        facts = self.understood(said) if said else Understood(total=True)
        if facts.rest and self.words.is_sum(said):
            return Row(number, Kind.SUM, name=said)
        made = self._valued(number, row, facts)
        if facts.rest:
            made.facets["Wiersz"] = said
        return made

    def _valued(self, number: int, row: Sequence[CellValue], own: Understood | None = None) -> Row:
        assert self.unit is not None
        code, name, context = self.unit
        made = Row(number, Kind.VALUES, code, name, context, dict(self.section))
        for column, ages in self.shape.dimensions.items():
            said = text(row[column]) if column < len(row) else ""
            facts = self.understood(said, ages=ages)
            made.facets.update(facts.facets)
            made.year = made.year or facts.year
            made.unit = made.unit or facts.unit
            if said and facts.rest:
                made.facets[self._heading(column)] = said
        if own is not None:
            made.facets.update(own.facets)
            made.year = made.year or own.year
        if self.shape.years >= 0 and self.shape.years < len(row) and (found := re.match(r"(?:19|20)\d\d", text(row[self.shape.years]))):
            made.year = int(found[0])
        return made

    def _heading(self, column: int) -> str:
        said = next((text(self.shape.sheet.cell(number, column)) for number in range(self.shape.top, self.shape.data) if self.shape.sheet.cell(number, column) is not None), "")
        return said or "Wiersz"


def name_of(said: str, words: Wording) -> str:
    """The Polish name of a unit: without English words beside it, footnote marks and letters set apart („P O L S K A")."""
    first = said.split("\n")[0].strip()
    if _SPACED.match(first + " "):
        first = re.sub(r"(?<=\w) (?=\w\b)", "", first)
    first = _FOOTNOTE.sub("", first).strip(" :")
    parts = first.split()
    while len(parts) > 1 and plain(parts[-1]) in words.foreign:
        parts.pop()
    return " ".join(parts)
