"""The register of territories read from `resources/reference/jednostki.csv`."""

from __future__ import annotations

import gc
from functools import cache

from mrl_desktop.domain.territory import Level, Register, Territory
from mrl_desktop.paths import resource

REGISTER = ("reference", "jednostki.csv")


@cache
def load_register() -> Register:
    """Poland's territories, read once per process.

    Thousands of lasting objects are made at once, so the collector of garbage rests meanwhile: it would take most of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _read()
    finally:
        if collecting:
            gc.enable()


def _read() -> Register:
    """The file has no quoted cells, so plain splitting is enough (and fast)."""
    lines = resource(*REGISTER).read_text(encoding="utf-8").splitlines()
    header = tuple(lines[0].split(";"))
    if header != _HEADER:
        raise ValueError(f"jednostki.csv has columns {header}")
    levels = {str(level): level for level in Level}
    names: dict[str, tuple[str, str]] = {}
    """Powiat and voivodeship of every code read so far; the file lists what contains before what is contained."""
    territories = []
    for line in lines[1:]:
        code, name, level_name, kind, parent, since, until, successor, people, year, area, _, others, _ = line.split(";")
        level = levels[level_name]
        powiat, voivodeship = names.get(parent, ("", ""))
        if level is Level.VOIVODESHIP:
            names[code] = ("", name)
        elif level is Level.POWIAT:
            names[code] = (name, voivodeship)
        else:
            names[code] = (powiat, voivodeship)
        territories.append(
            Territory(
                code=code,
                name=name,
                level=level,
                unit_type=kind,
                parent=parent,
                powiat=powiat,
                voivodeship=voivodeship,
                valid_from=since or None,
                valid_to=until or None,
                population=int(people) if people else None,
                population_year=int(year) if year else None,
                area_km2=float(area) if area else None,
                successor=successor,
                other_names=tuple(others.split("|")) if others else (),
            )
        )
    return Register(territories)


_HEADER = (
    "kod", "nazwa", "poziom", "rodzaj", "nadrzędna", "ważna_od", "ważna_do", "następca",
    "ludność", "rok_ludności", "powierzchnia_km2", "nuts", "inne_nazwy", "podstawa",
)  # fmt: skip
