"""The register of territories: every unit by its code, its place in the division, its peers. Immutable once made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from mrl_desktop.domain import territory_peers
from mrl_desktop.domain.territory_codes import CodeBook, Resolution, Scheme
from mrl_desktop.domain.territory_peers import Peers
from mrl_desktop.domain.territory_search import Search
from mrl_desktop.domain.territory_unit import KINDS, LEVEL_NAMES, Level, Territory

if TYPE_CHECKING:
    from mrl_desktop.domain.settings import OwnTerritory

__all__ = ["KINDS", "LEVEL_NAMES", "Level", "Peers", "Register", "Resolution", "Scheme", "Territory"]

_BELOW = {
    Level.COUNTRY: Level.VOIVODESHIP,
    Level.MACROREGION: Level.VOIVODESHIP,
    Level.VOIVODESHIP: Level.POWIAT,
    Level.REGION: Level.SUBREGION,
    Level.SUBREGION: Level.POWIAT,
    Level.POWIAT: Level.GMINA,
    Level.GMINA: Level.PART,
}


class Register:
    """All territories the program knows, today's and former ones; a project may add its own."""

    def __init__(self, territories: Iterable[Territory]) -> None:
        self._territories = tuple(territories)
        self._by_code: dict[str, Territory] = {territory.code: territory for territory in self._territories}

    def __reduce__(self) -> tuple[type[Register], tuple[tuple[Territory, ...]]]:
        return Register, (self._territories,)

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    @property
    def territories(self) -> tuple[Territory, ...]:
        return self._territories

    def get(self, code: str) -> Territory | None:
        """The territory of exactly this code, former ones included."""
        return self._by_code.get(code)

    def find(self, text: str, limit: int = 20, levels: Collection[Level] = ()) -> list[Territory]:
        """Territories by part of the name (diacritics optional, powiat or voivodeship may follow) or by code; best first."""
        return self._search.find(text, limit, levels)

    def gminy(self, on: date | None = None) -> list[Territory]:
        """All gminy of Poland that exist on a day (today without one), in the order of codes; the project's own ones are not among them."""
        return [unit for unit in self._territories if unit.level is Level.GMINA and not unit.own and unit.valid_on(on)]

    def own(self) -> list[Territory]:
        """Territories that the project added."""
        return [territory for territory in self._territories if territory.own]

    def children(self, code: str, level: Level | None = None) -> list[Territory]:
        """Today's territories inside another: of the level given, else the next one down people think of (województwo → powiaty)."""
        above = self._by_code.get(code)
        wanted = level if level is not None else _BELOW.get(above.level) if above else None
        if wanted is None:
            return []
        result, layer = [], self._inside.get(code, ())
        while layer:
            result += [unit for unit in layer if unit.level is wanted and unit.valid_to is None]
            layer = tuple(unit for inner in layer if inner.level is not wanted for unit in self._inside.get(inner.code, ()))
        return sorted(result, key=lambda unit: unit.code)

    def ancestors(self, code: str) -> list[Territory]:
        """From the next territory up to the country."""
        result: list[Territory] = []
        territory = self._by_code.get(code)
        while territory is not None and territory.parent and len(result) < len(Level):
            territory = self._by_code.get(territory.parent)
            if territory is not None:
                result.append(territory)
        return result

    def ancestor(self, code: str, level: Level) -> Territory | None:
        """The territory of a level that contains this one."""
        return next((territory for territory in self.ancestors(code) if territory.level is level), None)

    def successor(self, code: str) -> Territory | None:
        """What the territory is today: itself while it exists."""
        territory = self._by_code.get(code)
        return self._by_code.get(territory.successor) if territory is not None and territory.successor else territory

    def predecessors(self, code: str) -> list[Territory]:
        """Former units that are part of this one today and whose values continue its series: same six digits, or a changed code.
        Units that were merged into it are left out."""
        here = self._by_code.get(code)
        if here is None:
            return []
        same = (here.name, here.unit_type)
        return [unit for unit in self._former.get(code, ()) if unit.code[:6] == code[:6] or (unit.name, unit.unit_type) == same]

    def with_own(self, own: Iterable[OwnTerritory]) -> Register:
        """This register and the project's own territories; one of the same code as a real one takes its place in this project."""
        added = {territory.code: territory for territory in map(_from_record, own) if territory.code}
        if not added:
            return self
        kept = [territory for territory in self._territories if territory.code not in added]
        return Register(placed([*kept, *added.values()]))

    def resolve_column(self, codes: Sequence[str], names: Sequence[str], contexts: Sequence[str] = (), preferred: Collection[str] = ()) -> list[Resolution]:
        """What each cell of a column of codes (or of names alone) means; the way of writing is decided for the column, see `territory_codes`."""
        return self._codes.resolve_column(codes, names, contexts, preferred)

    def size_class(self, population: int) -> str:
        """„20–50 tys."."""
        return territory_peers.size_class(population)

    def default_peers(self, code: str, populations: Mapping[str, int] | None = None, year: int | None = None) -> Peers:
        """Gminy of the same kind and size class; `populations` of `year` when they were imported, else the register's own."""
        own = self._by_code.get(code)
        if own is None:
            return Peers(codes=(), basis=f"Jednostki o kodzie {code} nie ma w wykazie, więc grupy nie można dobrać.")
        today = (unit for unit in self._territories if unit.level is Level.GMINA and unit.valid_to is None)
        return territory_peers.default_peers(own, today, populations, year)

    @cached_property
    def _search(self) -> Search:
        return Search(self._territories)

    @cached_property
    def _codes(self) -> CodeBook:
        return CodeBook(self._by_code)

    @cached_property
    def _inside(self) -> dict[str, tuple[Territory, ...]]:
        inside: dict[str, list[Territory]] = {}
        for territory in self._territories:
            inside.setdefault(territory.parent, []).append(territory)
        return {code: tuple(units) for code, units in inside.items()}

    @cached_property
    def _former(self) -> dict[str, list[Territory]]:
        former: dict[str, list[Territory]] = {}
        for territory in self._territories:
            if territory.successor:
                former.setdefault(territory.successor, []).append(territory)
        return former


def placed(territories: Iterable[Territory]) -> list[Territory]:
    """The same territories with the names of their powiat and voivodeship filled in where a parent tells them."""
    units = list(territories)
    by_code = {unit.code: unit for unit in units}
    result = []
    for unit in units:
        if unit.own:
            names = {"powiat": unit.powiat, "voivodeship": unit.voivodeship}
            above = by_code.get(unit.parent)
            for _ in Level:
                if above is None:
                    break
                if above.level is Level.POWIAT:
                    names["powiat"] = above.name
                elif above.level is Level.VOIVODESHIP:
                    names["voivodeship"] = above.name
                above = by_code.get(above.parent)
            unit = replace(unit, powiat=names["powiat"], voivodeship=names["voivodeship"])
        result.append(unit)
    return result


def _from_record(own: OwnTerritory) -> Territory:
    """A project's own territory as a unit of the register. Level is told by the code where the record does not say."""
    level = Level(own.level) if own.level in set(Level) else _level_of(own.code)
    area = own.area_km2.replace(",", ".").strip()
    return Territory(
        code=own.code.strip(),
        name=own.name,
        level=level,
        unit_type=own.unit_type or (own.code[-1:] if level in (Level.GMINA, Level.PART) else ""),
        parent=own.parent,
        population=own.population,
        population_year=own.population_year,
        area_km2=float(area) if area.replace(".", "", 1).isdigit() else None,
        own=True,
    )


def _level_of(code: str) -> Level:
    if code.endswith("00000"):
        return Level.VOIVODESHIP
    if code.endswith("000"):
        return Level.POWIAT
    return Level.GMINA if code[-1:] in ("1", "2", "3") else Level.PART
