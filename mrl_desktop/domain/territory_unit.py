"""One territory of Poland: its code, level, place in the division and validity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    COUNTRY = "country"
    MACROREGION = "macroregion"
    REGION = "region"
    VOIVODESHIP = "voivodeship"
    SUBREGION = "subregion"
    POWIAT = "powiat"
    GMINA = "gmina"
    PART = "part"
    """Town or rural area of an urban-rural gmina (4, 5), district of Warsaw (8), delegation of a big city's office (9)."""


KINDS = {
    "1": "gm. miejska",
    "2": "gm. wiejska",
    "3": "gm. miejsko-wiejska",
    "4": "miasto",
    "5": "obszar wiejski",
    "8": "dzielnica",
    "9": "delegatura",
}
"""What the last digit of a seven-digit code says."""

LEVEL_NAMES = {
    Level.COUNTRY: "kraj",
    Level.MACROREGION: "makroregion",
    Level.REGION: "region",
    Level.VOIVODESHIP: "województwo",
    Level.SUBREGION: "podregion",
    Level.POWIAT: "powiat",
    Level.GMINA: "gmina",
    Level.PART: "część gminy",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A unit of the register. Seven-digit TERYT code, or the 12-digit statistical id for macroregions, regions and subregions."""

    code: str
    name: str
    """Without the word of its level: „Osiek", „brodnicki", „dolnośląskie"."""
    level: Level
    unit_type: str = ""
    """Digit of KINDS for gminy and parts, else empty."""
    parent: str = ""
    """Code of the next territory up: part → gmina → powiat → subregion → region → voivodeship → macroregion → country."""
    powiat: str = ""
    voivodeship: str = ""
    valid_from: str | None = None
    """First day, ISO; None when older than the register knows."""
    valid_to: str | None = None
    """Last day, ISO; None while it exists."""
    population: int | None = None
    population_year: int | None = None
    """Population is of 31 December of this year."""
    area_km2: float | None = None
    successor: str = ""
    """Code valid today of what this one became; empty when it is valid itself."""
    other_names: tuple[str, ...] = ()
    """Former names and spellings of statistical files."""
    own: bool = False
    """Added by the project, not part of Poland's division."""

    @property
    def is_city_with_powiat_rights(self) -> bool:
        """By the code: powiat numbers from 61 up are cities with powiat rights."""
        return self.level in (Level.POWIAT, Level.GMINA) and len(self.code) == 7 and self.code[2:4] >= "61"

    @property
    def label(self) -> str:
        """The name that tells it from all others: „Osiek, gm. wiejska, pow. brodnicki"."""
        match self.level:
            case Level.COUNTRY:
                text = self.name
            case Level.POWIAT if self.is_city_with_powiat_rights:
                text = f"powiat m. {self.name}"
            case Level.POWIAT:
                text = f"powiat {self.name}, woj. {self.voivodeship}" if self.voivodeship else f"powiat {self.name}"
            case Level.GMINA if self.is_city_with_powiat_rights:
                text = f"{self.name}, miasto na prawach powiatu"
            case Level.GMINA | Level.PART:
                kind = KINDS.get(self.unit_type, LEVEL_NAMES[self.level])
                city = self.powiat[:1].isupper()
                text = f"{self.name}, {kind}" + (f", {self.powiat}" if city else f", pow. {self.powiat}" if self.powiat else "")
            case _:
                text = f"{LEVEL_NAMES[self.level]} {self.name.removeprefix('województwo ')}"
        return f"{text} (do {self.valid_to[:4]} r.)" if self.valid_to else text

    def valid_on(self, day: date | None = None) -> bool:
        """Whether it existed on a day; without one, whether it exists now."""
        if day is None:
            return self.valid_to is None
        text = day.isoformat()
        return (self.valid_from is None or self.valid_from <= text) and (self.valid_to is None or text <= self.valid_to)
