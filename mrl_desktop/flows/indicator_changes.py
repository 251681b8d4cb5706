"""Indicators of the town as they are and as they would be (or as they were): which show something else, and in which years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mrl_desktop.analysis.indicator_values import COUNTRY, UNKNOWN, IndicatorValues
from mrl_desktop.domain.indicators import Catalogue, IndicatorDefinition
from mrl_desktop.domain.statistics import Observation
from mrl_desktop.domain.territory import Level, Register
from mrl_desktop.flows.vintages import HeldValues
from mrl_desktop.polish import number


def own_places(register: Register, town: str) -> tuple[str, ...]:
    """Codes whose values the town's numbers rest on: its own, former ones, its powiat, the country."""
    unit = register.get(town)
    if unit is None:
        return ()
    above = register.ancestor(town, Level.POWIAT)
    return tuple(dict.fromkeys([unit.code, *(one.code for one in register.predecessors(town)), *([above.code] if above else []), COUNTRY]))


def differ(one: Observation, other: Observation) -> bool:
    """Whether two observations say different things to whoever computes with them."""
    return _usable(one) != _usable(other)


def _usable(one: Observation) -> float | None:
    return None if one.mark in UNKNOWN else one.value


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorChange:
    """An indicator of the town by year, before and after."""

    definition: IndicatorDefinition
    before: Mapping[int, float]
    after: Mapping[int, float]

    @property
    def latest(self) -> tuple[int | None, int | None]:
        """The newest year before and after."""
        return max(self.before, default=None), max(self.after, default=None)

    def changed_in(self, year: int) -> bool:
        """Whether a year that had a value shows another one now."""
        return year in self.before and self.shown(self.before, year) != self.shown(self.after, year)

    @property
    def years(self) -> list[int]:
        """Years that show another value."""
        return [year for year in sorted(self.before) if self.changed_in(year)]

    @property
    def renewed(self) -> bool:
        """Whether the newest value is another one: a later year, or the same year with another number."""
        first, last = self.latest
        return first is not None and last is not None and (last != first or self.changed_in(first))

    def shown(self, values: Mapping[int, float], year: int | None) -> str:
        """The value as people read it."""
        if year is None or year not in values:
            return "brak danych"
        unit = self.definition.unit
        figure = number(values[year], self.definition.decimals)
        return f"{figure}%" if unit == "%" else f"{figure} {unit}".strip()


@dataclass(slots=True)
class Changes:
    """Every indicator of the town that shows something else, and the variables behind."""

    catalogue: Catalogue
    register: Register
    town: str
    before: HeldValues
    after: HeldValues
    variables: set[str] = field(default_factory=set)
    indicators: dict[str, IndicatorChange] = field(default_factory=dict)
    _values: tuple[IndicatorValues, ...] = ()

    def __post_init__(self) -> None:
        places = own_places(self.register, self.town)
        for key in set(self.after.series()) | set(self.before.series()):
            old = {(one.territory, one.year): one for one in self.before.slice([key], places)}
            new = {(one.territory, one.year): one for one in self.after.slice([key], places)}
            if old and (set(old) != set(new) or any(differ(old[at], new[at]) for at in old)):
                self.variables.add(key)
        self._values = tuple(IndicatorValues(self.catalogue, held, self.register) for held in (self.before, self.after))
        first, then = self._values
        for definition in self.catalogue.indicators.values():
            if self.variables.isdisjoint(definition.variables):
                continue
            change = IndicatorChange(definition=definition, before=first.numbers(definition.id, self.town), after=then.numbers(definition.id, self.town))
            if change.before and (change.years or change.renewed):
                self.indicators[definition.id] = change

    def variable(self, key: str, year: int | None) -> tuple[str, str] | None:
        """A published value as it is shown before and after; None when both are the same or there was none before."""
        if key not in self.variables or key not in self.catalogue.variables:
            return None
        first, then = (values.variable(key, self.town, year) for values in self._values)
        if first.value is None or (first.value, first.year) == (then.value, then.year):
            return None
        return f"{number(first.value)} ({first.year})", f"{number(then.value)} ({then.year})" if then.value is not None else "brak danych"
