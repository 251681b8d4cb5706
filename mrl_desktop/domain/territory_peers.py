"""Towns like ours: the same kind of gmina and the same class of size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mrl_desktop.domain.territory_unit import Level, Territory
from mrl_desktop.polish import counted

SIZE_LIMITS = (5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
"""Upper limits of the classes, excluded: a town of 20 000 belongs to 20–50 tys."""
ENOUGH = 5
"""Fewer towns make no group: given populations must cover so many of the kind, and a smaller class is joined by its neighbours."""

_KIND_TITLES = {"1": "gminy miejskie", "2": "gminy wiejskie", "3": "gminy miejsko-wiejskie"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """Codes of similar towns, the own one left out, and a Polish sentence that says by what they were chosen."""

    codes: tuple[str, ...]
    basis: str


def _class_number(population: int) -> int:
    return next((place for place, limit in enumerate(SIZE_LIMITS) if population < limit), len(SIZE_LIMITS))


def size_class(population: int) -> str:
    """Name of the class of size: „20–50 tys.", „poniżej 5 tys.", „200 tys. i więcej"."""
    below = _class_number(population)
    if below == 0:
        return f"poniżej {SIZE_LIMITS[0] // 1000} tys."
    if below == len(SIZE_LIMITS):
        return f"{SIZE_LIMITS[-1] // 1000} tys. i więcej"
    return f"{SIZE_LIMITS[below - 1] // 1000}–{SIZE_LIMITS[below] // 1000} tys."


def default_peers(
    own: Territory, candidates: Iterable[Territory], populations: Mapping[str, int] | None = None, year: int | None = None
) -> Peers:
    """Peers among the candidates (today's gminy) by the populations given, else by the register's.

    Invented territories of a project are compared only with each other, real ones only with real ones.
    """
    if own.level is not Level.GMINA:
        return Peers(codes=(), basis=f"Grupę porównawczą dobiera się tylko dla gmin, a {own.label} nie jest gminą.")
    kind = [
        other
        for other in candidates
        if other.level is Level.GMINA
        and other.code != own.code
        and other.own == own.own
        and other.unit_type == own.unit_type
        and other.is_city_with_powiat_rights == own.is_city_with_powiat_rights
    ]
    title = "miasta na prawach powiatu" if own.is_city_with_powiat_rights else _KIND_TITLES.get(own.unit_type, "gminy")
    if own.unit_type == "1" and not own.is_city_with_powiat_rights:
        title += " bez praw powiatu"
    given = populations or {}
    if own.code in given and sum(other.code in given for other in kind) >= ENOUGH:
        sizes = {other.code: given[other.code] for other in kind if other.code in given}
        size, source = given[own.code], "wczytanych danych" + (f" za {year} r." if year else "")
    else:
        sizes = {other.code: other.population for other in kind if other.population is not None}
        if own.population is None:
            codes = tuple(sorted(other.code for other in kind))
            return Peers(codes=codes, basis=f"Liczba mieszkańców nie jest znana, więc w grupie są wszystkie {title}.")
        size, source = own.population, "wykazu dołączonego do programu" + (f" (stan na koniec {own.population_year} r.)" if own.population_year else "")
    wanted = _class_number(size)
    codes = tuple(sorted(code for code, people in sizes.items() if _class_number(people) == wanted))
    wider = tuple(sorted(code for code, people in sizes.items() if abs(_class_number(people) - wanted) <= 1))
    basis = f"W grupie są {title} o liczbie mieszkańców {size_class(size)} według {source}"
    if len(codes) < ENOUGH and len(wider) > len(codes):
        basis += f"; w tej klasie wielkości jest ich mniej niż {ENOUGH}, więc dołączono klasy sąsiednie"
        codes = wider
    return Peers(codes=codes, basis=f"{basis} – {counted(len(codes), 'gmina', 'gminy', 'gmin')}.")
