"""A profile: how a table of one shape is read. A person makes it in the wizard, may edit it as a file and hand it to a colleague."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mrl_desktop.polish import fold

FORMAT = 1
"""Version of the profile's file; a newer one is refused with a finding."""
SUFFIX = ".mrl-profil.toml"
OWN = "własna"
"""Instead of a code: the municipality of the project the file is read into."""
ANY = "*"
"""A heading that stands for every column the other rules do not know."""
YEAR_HERE = "{rok}"
"""In a heading: where a year stands, whichever it is."""


class Meaning(StrEnum):
    """What a column holds."""

    CODE = "kod gminy"
    NAME = "nazwa gminy"
    CONTEXT = "powiat lub województwo"
    YEAR = "rok"
    INDICATOR = "wskaźnik"
    GROUP = "grupa wskaźników"
    UNIT = "jednostka"
    DIMENSION = "cecha"
    VALUE = "wartość"
    IGNORE = "pomiń"


class Says(StrEnum):
    """What the heading of a column of values says besides year and unit."""

    INDICATOR = "wskaźnik"
    PLACE = "gmina"
    DIMENSION = "cecha"
    NOTHING = "nic"


class YearFrom(StrEnum):
    """Where the year stands when neither a column nor a heading has it."""

    PROFILE = ""
    TITLE = "tytuł nad tabelą"
    SHEET = "nazwa arkusza"
    FILE = "nazwa pliku"


class SignMeaning(StrEnum):
    """What a sign printed instead of a number means."""

    ZERO = "zero"
    MISSING = "brak danych"
    SECRET = "tajemnica"
    NOT_YET = "jeszcze niedostępne"


USUAL_SIGNS = (
    ("-", SignMeaning.MISSING),
    (".", SignMeaning.SECRET),
    ("x", SignMeaning.SECRET),
    ("b.d.", SignMeaning.MISSING),
)
USUAL_SUMS = ("razem", "suma", "łącznie", "w sumie", "średnia", "total")
CARRIERS = (Meaning.INDICATOR, Meaning.GROUP, Meaning.NAME)
"""What a row of its own above the data may carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """One kind of column: how its heading reads and what it holds."""

    headings: tuple[str, ...]
    """Wordings of the heading, rows of the header parted by „ | ", `YEAR_HERE` for a year; "" for a column without a heading."""
    meaning: Meaning
    says: Says = Says.NOTHING
    indicator: str = ""
    """Name of the indicator instead of what the heading says."""
    unit: str = ""
    """Unit instead of what the heading says."""
    fill_down: bool = False
    """Whether an empty cell means the same as the one above."""
    optional: bool = False
    """Whether a file of this shape may lack the column."""
    number: int = 1
    """Which of the columns with the very same heading, counted from 1 at the left; without a header, which column at all."""
    reason: str = ""
    """Why the column is left out, a full sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A shape of table and the meaning of its parts. Frozen; `profile_file` writes and reads it."""

    name: str
    columns: tuple[ColumnRule, ...]
    mark: str = ""
    """Part of the keys of its own series; stays when the profile is renamed."""
    note: str = ""
    publisher: str = ""
    sheet: str = ""
    """Name of the sheet, „*" for any letters; empty: the first sheet with such a header. Another sheet is taken when none is called so."""
    all_sheets: bool = False
    """Whether every sheet with such a header is read (a sheet for each year)."""
    header_rows: int = 1
    """How many rows the header has; 0 when the file has none."""
    row_carries: Meaning | None = None
    """What rows without values carry for the rows below them."""
    year: int | None = None
    year_from: YearFrom = YearFrom.PROFILE
    place: str = ""
    """Code of the one municipality of the file, or OWN; empty when columns tell."""
    indicator: str = ""
    group: str = ""
    unit: str = ""
    decimal: str = ""
    """Decimal mark of numbers that are texts: „," or „."; empty: worked out."""
    signs: tuple[tuple[str, SignMeaning], ...] = USUAL_SIGNS
    skip_rows: tuple[str, ...] = USUAL_SUMS
    """Words with which rows begin that are left out."""
    variables: tuple[tuple[str, str], ...] = ()
    """Series as the file calls it („Ludność; kobiety") → key of the catalogue's variable."""
    ready: bool = False
    """Whether it came with the program; never written."""

    @property
    def series_mark(self) -> str:
        return self.mark or marked(self.name)

    def holds(self, meaning: Meaning) -> bool:
        """Whether some column has this meaning."""
        return any(rule.meaning is meaning for rule in self.columns)

    def complaint(self) -> str:
        """Why nothing can be read by it yet, a full sentence for the planner; empty when all is well."""
        values = [rule for rule in self.columns if rule.meaning is Meaning.VALUE]
        if not values:
            return "Wskaż co najmniej jedną kolumnę z wartościami."
        placed = self.place or self.holds(Meaning.CODE) or self.holds(Meaning.NAME) or self.row_carries is Meaning.NAME
        if not placed and not any(rule.says is Says.PLACE for rule in values):
            return "Wskaż kolumnę z kodem albo nazwą gminy lub wybierz, że cała tabela dotyczy jednej gminy."
        named = self.indicator or self.holds(Meaning.INDICATOR) or self.row_carries is Meaning.INDICATOR
        if not named and not all(rule.indicator or rule.says is Says.INDICATOR for rule in values):
            return "Wskaż kolumnę z nazwą wskaźnika albo wpisz jego nazwę."
        return ""


def marked(name: str) -> str:
    """A name as a mark of file names and keys: „Odpady – związek gmin" → „odpady-zwiazek-gmin"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60] or "profil"
