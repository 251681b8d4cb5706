"""Where a town stands among all municipalities in the project's data: one year, every indicator, its place and the middle of the others."""

from __future__ import annotations

from dataclasses import dataclass

from mrl_desktop.analysis.comparison import position
from mrl_desktop.analysis.country_year import numbers_in_year
from mrl_desktop.domain.indicators import IndicatorDefinition
from mrl_desktop.domain.territory import Level
from mrl_desktop.flows.open_project import OpenProject


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One indicator of the town in one year: its value, its place (1 best, or greatest where more is not better) among `of`, and the median."""

    indicator: IndicatorDefinition
    year: int
    value: float
    rank: int
    of: int
    median: float


def standings(opened: OpenProject, territory: str, year: int) -> list[Standing]:
    """Every indicator the territory has a value of in the year and at least one other municipality too, in the order of the catalogue."""
    everyone = {unit.code for unit in opened.register.territories if unit.level is Level.GMINA and unit.valid_to is None} | {territory}
    catalogue = opened.catalogue
    table = numbers_in_year(catalogue, opened.statistics, opened.register, catalogue.indicators, everyone, year)
    found: list[Standing] = []
    for key, values in table.items():
        if territory not in values or len(values) < 2:
            continue
        definition = catalogue.indicators[key]
        place = position(values, territory, definition.direction)
        found.append(Standing(indicator=definition, year=year, value=values[territory], rank=place.rank, of=place.count, median=place.median))
    return found
