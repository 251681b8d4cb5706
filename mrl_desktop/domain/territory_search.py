"""Finding a territory by part of its name or its code."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mrl_desktop.domain.territory_unit import KINDS, LEVEL_NAMES, Level, Territory
from mrl_desktop.polish import fold

LEVEL_ORDER = (
    Level.GMINA,
    Level.POWIAT,
    Level.PART,
    Level.VOIVODESHIP,
    Level.COUNTRY,
    Level.SUBREGION,
    Level.REGION,
    Level.MACROREGION,
)


class Search:
    """Folded names of all territories, made once."""

    def __init__(self, territories: Sequence[Territory]) -> None:
        self._entries = [(territory, fold(territory.name), _haystack(territory)) for territory in territories]

    def find(self, text: str, limit: int, levels: Collection[Level]) -> list[Territory]:
        """Best first: today's before former units, names that begin with the text, gminy before other levels, the bigger town."""
        query = fold(text.replace(",", " "))
        compact = query.replace(" ", "")
        if not compact:
            return []
        by_code = compact.isdigit()
        words = query.split(" ")
        found: list[tuple[tuple[bool, int, int, int, str], Territory]] = []
        for territory, name, haystack in self._entries:
            if levels and territory.level not in levels:
                continue
            rank = _code_rank(territory.code, compact) if by_code else _name_rank(name, haystack, query, words)
            if rank is None:
                continue
            order = LEVEL_ORDER.index(territory.level)
            expired = territory.valid_to is not None
            found.append(((expired, rank, order, -(territory.population or 0), territory.code), territory))
        found.sort(key=lambda pair: pair[0])
        return [territory for _, territory in found[:limit]]


def _haystack(territory: Territory) -> str:
    kind = KINDS.get(territory.unit_type, LEVEL_NAMES[territory.level])
    return " " + fold(" ".join((territory.name, *territory.other_names, territory.powiat, territory.voivodeship, kind)))


def _code_rank(code: str, digits: str) -> int | None:
    if code in (digits, "0" + digits) or (len(digits) == 12 and code == digits[2:4] + digits[7:9] + digits[9:] and digits[7:9] != "00"):
        return 0
    if code.startswith(digits):
        return 1
    return 2 if code.startswith("0" + digits) else None


def _name_rank(name: str, haystack: str, query: str, words: list[str]) -> int | None:
    """0 the whole name, 1 its beginning, 2 the beginning of a later word, 3 inside, 4 only powiat, voivodeship or a former name."""
    if any(word not in haystack for word in words):
        return None
    if name == query:
        return 0
    if name.startswith(query) or query.startswith(name + " "):
        return 1
    if f" {words[0]}" in f" {name}":
        return 2
    return 3 if words[0] in name else 4
