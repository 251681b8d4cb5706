"""„Radar nieaktualności": which facts of the town a newer publication changes, and which sentences, evidence, baselines and reviews rest on them.

Before an import it compares what the project says with what it would say. After one it is worked out anew from the file alone (an older
publication stays in it): whatever was last edited before a publication that says something else is told until it is looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mrl_desktop.analysis.indicator_values import COUNTRY
from mrl_desktop.domain.diagnosis import Evidence, StrategyReview
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.indicators import Catalogue
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.statistics import Observation, ObservationBlock, Series, Statistics
from mrl_desktop.domain.strategy import PlanIndicator
from mrl_desktop.domain.territory import Level, Register
from mrl_desktop.flows.indicator_changes import Changes, differ, own_places
from mrl_desktop.flows.touched_places import Touched, conclusions, touched_by, touched_record
from mrl_desktop.flows.vintages import HeldValues, Key, Vintages, as_of, coming_values, rank
from mrl_desktop.polish import joined, number

COUNTED = 400_000
"""Values of other places that are compared one by one; a longer file is not, because the count alone is not worth the wait."""
SHOWN = 12
"""Findings told one by one after an import; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What one file of an import would bring: its values and the record it would be remembered by."""

    batch: ImportBatch
    blocks: tuple[ObservationBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """One number of the town that would say something else. `before` None is a year the project did not have yet."""

    series: str
    title: str
    unit: str
    territory_name: str
    year: int
    before: Observation | None
    after: Observation
    uses: int = 0
    """How many places of the plan rest on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Radar:
    """What an import would make out of date."""

    facts: tuple[FactChange, ...] = ()
    """Numbers of the town that change, those the plan rests on first; then years that are new."""
    touched: tuple[Touched, ...] = ()
    others: int | None = 0
    """How many numbers of other places change; None when there were too many to compare."""
    shadowed: int = 0
    """Values of the town that would not answer, because the project holds a later publication of them."""

    @property
    def changed(self) -> tuple[FactChange, ...]:
        """Numbers that said something else before."""
        return tuple(one for one in self.facts if one.before is not None)

    @property
    def fresh(self) -> tuple[FactChange, ...]:
        """Numbers of years the project did not have yet."""
        return tuple(one for one in self.facts if one.before is None)

    @property
    def count(self) -> int:
        """How many things there are to look at."""
        return len(self.changed) + len(self.touched)

    def __bool__(self) -> bool:
        return bool(self.facts or self.touched or self.shadowed)

    def findings(self) -> tuple[Finding, ...]:
        """What is worth telling after the import: the places of the plan first, numbers only in sum."""
        told = [one.finding() for one in self.touched if one.severity is not Severity.NOTE]
        found = told[:SHOWN]
        if len(told) > SHOWN:
            rest = len(told) - SHOWN
            found.append(_note("I136", f"Miejsc planu, które opierają się na zmienionych liczbach, jest jeszcze {rest}.", "Zobaczysz je wśród spraw do sprawdzenia w kolejnych krokach."))
        if self.changed:
            shown = joined([f"{one.title} ({one.year})" for one in self.changed[:3]])
            more = f" i {len(self.changed) - 3} innych" if len(self.changed) > 3 else ""
            found.append(_note("I135", f"Nowsza publikacja zmieniła liczby miasta: {shown}{more}.", "W kroku „Dane” przy każdej serii można zobaczyć oba wydania obok siebie.", step="data"))
        if self.shadowed:
            message = f"W pliku jest {number(self.shadowed)} wartości miasta ze starszej publikacji niż dane już wczytane; w obliczeniach zostają nowsze."
            found.append(_note("I137", message, "Nie trzeba nic robić. Oba wydania można porównać w kroku „Dane”.", step="data"))
        return tuple(found)


def _note(code: str, message: str, hint: str, *, step: str = "") -> Finding:
    return Finding(severity=Severity.NOTE, code=code, message=message, hint=hint, place=Place(step=step))


def radar_of(project: Project, register: Register, catalogue: Catalogue, statistics: Statistics, coming: Sequence[Coming]) -> Radar:
    """Compares the project as it is with the project after an import. Takes a moment: call it off the window's thread."""
    town = project.single(Settings).territory
    places = own_places(register, town)
    if not places or not coming or not statistics.series():
        return Radar()
    before = HeldValues.of(statistics, places)
    arriving: dict[Key, Observation] = {}
    named: dict[str, Series] = {}
    shadowed = 0
    for file in coming:
        for series, one in coming_values(file.blocks, file.batch, places):
            key = one.series, one.territory, one.year
            answering = arriving.get(key) or before.observation(*key)
            if answering is not None and rank(answering.source) > rank(one.source):
                shadowed += one.territory != COUNTRY and differ(answering, one)
                continue
            arriving[key] = one
            named[one.series] = series
    after = before.with_values(named, arriving)
    changes = Changes(catalogue, register, town, before, after)
    touched = [*touched_by(project, changes), *conclusions(changes)]
    facts = _facts(register, catalogue, before, arriving, {**before.series(), **named}, touched)
    others = _others(statistics, coming, set(places))
    return Radar(facts=facts, touched=tuple(touched), others=others, shadowed=shadowed)


def remembered(project: Project, register: Register, catalogue: Catalogue, statistics: Vintages, series: Mapping[str, Series], edited: Mapping[UUID, datetime]) -> list[Touched]:
    """Baselines, evidence and reviews last edited before a publication that changed their numbers (texts of chapters are told by rule L11)."""
    town = project.single(Settings).territory
    places = own_places(register, town)
    moments = sorted({batch.imported_at for batch in project.all(ImportBatch) if batch.active and batch.imported_at and batch.observations})
    if not places or len(moments) < 2:
        return []
    now = as_of(statistics, series, places, moments[-1])
    by_state: dict[datetime, list[Record]] = {}
    for record in (*project.all(Evidence), *project.all(PlanIndicator), *project.all(StrategyReview)):
        when = edited.get(record.id)
        known = [moment for moment in moments if when is not None and moment <= when]
        if known and known[-1] != moments[-1]:
            by_state.setdefault(known[-1], []).append(record)
    found: list[Touched] = []
    for moment, records in by_state.items():
        changes = Changes(catalogue, register, town, as_of(statistics, series, places, moment), now)
        if changes.indicators:
            found += [one for record in records for one in touched_record(project, changes, record, done=True) if one.severity is not Severity.NOTE]
    return found


def _facts(
    register: Register, catalogue: Catalogue, before: HeldValues, arriving: Mapping[Key, Observation], series: Mapping[str, Series], touched: Iterable[Touched]
) -> tuple[FactChange, ...]:
    """Numbers of the town that change, those the plan rests on first; then new years of series the project had."""
    uses: dict[str, int] = {}
    for one in touched:
        for variable in one.variables:
            uses[variable] = uses.get(variable, 0) + 1
    newest = {key: max(before.years(key), default=0) for key in {one.series for one in arriving.values()}}
    found: list[FactChange] = []
    for (key, territory, year), after in arriving.items():
        if territory == COUNTRY:
            continue
        old = before.observation(key, territory, year)
        if (old is None and not (newest[key] and year > newest[key])) or (old is not None and not differ(old, after)):
            continue
        known, unit = catalogue.variables.get(key), register.get(territory)
        name = unit.name if unit is not None else territory
        found.append(
            FactChange(
                series=key,
                title=known.title if known is not None else series[key].title or "; ".join(series[key].dimensions),
                unit="" if series[key].unit == "-" else series[key].unit,
                territory_name=f"powiat {name}" if unit is not None and unit.level is Level.POWIAT else name,
                year=year,
                before=old,
                after=after,
                uses=uses.get(key, 0),
            )
        )
    found.sort(key=lambda one: (one.before is None, -one.uses, one.title, -one.year, one.territory_name))
    return tuple(found)


def _others(statistics: Statistics, coming: Sequence[Coming], own: Collection[str]) -> int | None:
    """How many numbers of other places would say something else."""
    if sum(len(block) for file in coming for block in file.blocks) > COUNTED:
        return None
    changed = 0
    for file in coming:
        for block in file.blocks:
            codes = [code for code in block.territories if code not in own]
            known = {(series, place, year): (value, mark) for series, place, year, value, mark in statistics.readings([one.key for one in block.series], codes, sorted(set(block.years)))}
            for place in range(len(block)) if known else ():
                key = block.series[block.series_index[place]].key, block.territories[block.territory_index[place]], block.years[place]
                if key in known and known[key][0] != block.values[place]:
                    changed += 1
    return changed
