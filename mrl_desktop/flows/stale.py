"""„Radar nieaktualności": which facts of the town a newer publication changes, and which sentences, evidence, baselines and reviews rest on them.

Before an import it compares what the project says with what it would say. After one it is worked out anew from the file alone (an older
publication stays in it): whatever was last edited before a publication that says something else is told until it is looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from generator.tokens import tokens_in
from mrl_desktop.analysis.indicator_values import COUNTRY, UNKNOWN, IndicatorValues
from mrl_desktop.domain.diagnosis import Evidence, EvidenceKind, StrategyReview
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.indicators import Catalogue, IndicatorDefinition
from mrl_desktop.domain.narrative import Narrative
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.statistics import Observation, ObservationBlock, Series, Statistics
from mrl_desktop.domain.strategy import PlanIndicator
from mrl_desktop.domain.territory import Level, Register
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
class Touched:
    """One place of the plan that rests on a number which changes."""

    code: str
    severity: Severity
    kind: str
    """What it is, for people: „wartość bazowa"."""
    message: str
    hint: str
    place: Place
    indicator: str = ""
    variables: tuple[str, ...] = ()
    """Keys of the variables behind it."""

    def finding(self) -> Finding:
        """The same as one of the matters to look into."""
        return Finding(severity=self.severity, code=self.code, message=self.message, hint=self.hint, place=self.place)


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


def own_places(register: Register, town: str) -> tuple[str, ...]:
    """Codes whose values the town's numbers rest on: its own, former ones, its powiat, the country."""
    unit = register.get(town)
    if unit is None:
        return ()
    above = register.ancestor(town, Level.POWIAT)
    return tuple(dict.fromkeys([unit.code, *(one.code for one in register.predecessors(town)), *([above.code] if above else []), COUNTRY]))


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
                shadowed += one.territory != COUNTRY and _differ(answering, one)
                continue
            arriving[key] = one
            named[one.series] = series
    after = before.with_values(named, arriving)
    changes = _Changes(catalogue, register, town, before, after)
    touched = [*touched_by(project, changes), *_conclusions(changes)]
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
        changes = _Changes(catalogue, register, town, as_of(statistics, series, places, moment), now)
        if changes.indicators:
            found += [one for record in records for one in _of_record(project, changes, record, done=True) if one.severity is not Severity.NOTE]
    return found


# -- indicators before and after ------------------------------------------------------------------------------------------


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
class _Changes:
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
            if old and (set(old) != set(new) or any(_differ(old[at], new[at]) for at in old)):
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


def _differ(one: Observation, other: Observation) -> bool:
    return _usable(one) != _usable(other)


def _usable(one: Observation) -> float | None:
    return None if one.mark in UNKNOWN else one.value


# -- places of the plan ---------------------------------------------------------------------------------------------------


def touched_by(project: Project, changes: _Changes) -> Iterator[Touched]:
    """Every place of the plan that rests on what changes: baselines, evidence, reviews, sentences with live numbers."""
    if not changes.variables:
        return
    for record in (*project.all(PlanIndicator), *project.all(Evidence), *project.all(StrategyReview), *project.all(Narrative)):
        yield from _of_record(project, changes, record, done=False)


def _of_record(project: Project, changes: _Changes, record: Record, *, done: bool) -> Iterator[Touched]:
    match record:
        case PlanIndicator():
            yield from _baseline(project, changes, record, done)
        case Evidence():
            yield from _evidence(project, changes, record, done)
        case StrategyReview():
            yield from _review(changes, record, done)
        case Narrative():
            yield from _sentences(changes, record)


def _baseline(project: Project, changes: _Changes, record: PlanIndicator, done: bool) -> Iterator[Touched]:
    change = changes.indicators.get(record.catalogue)
    if change is None or record.baseline is None or record.baseline_year is None or not change.changed_in(record.baseline_year):
        return
    decimals = change.definition.decimals
    after = change.after.get(record.baseline_year)
    if after is not None and number(record.baseline, decimals) == number(after, decimals):
        return
    about = project.get(record.about)
    of = f" ({about.title_of_kind} „{about.name_for_people}”)" if about is not None else ""
    now = change.shown(change.after, record.baseline_year)
    verb = "nowsza publikacja podaje" if done else "po wczytaniu dane podają"
    target = f" Wartość docelową ({number(record.target, decimals)}) ustalono wobec starej wartości bazowej." if record.target is not None else ""
    yield Touched(
        code="I131",
        severity=Severity.WARNING,
        kind="wartość bazowa i docelowa" if target else "wartość bazowa",
        message=f"Wskaźnik „{record.name or change.definition.name}”{of} ma wartość bazową {number(record.baseline, decimals)} za {record.baseline_year} r., a {verb} {now}.{target}",
        hint="Weź wartość bazową ponownie z danych i sprawdź, czy wartość docelowa nadal ma sens.",
        place=Place(record=record.id, field="baseline", title=record.name or change.definition.name),
        indicator=change.definition.id,
        variables=change.definition.variables,
    )


def _evidence(project: Project, changes: _Changes, record: Evidence, done: bool) -> Iterator[Touched]:
    if record.evidence_kind is not EvidenceKind.INDICATOR or record.indicator not in changes.indicators:
        return
    change = changes.indicators[record.indicator]
    about = project.get(record.about)
    title = about.name_for_people if about is not None else ""
    kind = about.title_of_kind if about is not None else "problem"
    place = Place(record=record.about, title=title)
    year = record.year or change.latest[0]
    name = change.definition.name
    if year is not None and change.changed_in(year):
        was, now = change.shown(change.before, year), change.shown(change.after, year)
        yield Touched(
            code="I132",
            severity=Severity.WARNING,
            kind=f"dowód: {kind}",
            message=f"Dowód do: {kind} „{title}” – wskaźnik „{name}” za {year} r. {'zmienił się' if done else 'zmieni się'}: {was} → {now}.",
            hint="Sprawdź, czy wskaźnik nadal dowodzi tego, co zapisano, i w razie potrzeby popraw opis.",
            place=place,
            indicator=change.definition.id,
            variables=change.definition.variables,
        )
    elif year is not None and change.latest[1] is not None and change.latest[1] > year and change.latest[0] != change.latest[1]:
        yield Touched(
            code="I132",
            severity=Severity.NOTE,
            kind=f"dowód: {kind}",
            message=f"Dowód do: {kind} „{title}” – wskaźnik „{name}” pochodzi z {year} r. ({change.shown(change.after, year)}), a są już dane za {change.latest[1]} r.: {change.shown(change.after, change.latest[1])}.",
            hint="Rozważ podanie nowszego roku w dowodzie.",
            place=place,
            indicator=change.definition.id,
            variables=change.definition.variables,
        )


def _review(changes: _Changes, record: StrategyReview, done: bool) -> Iterator[Touched]:
    change = changes.indicators.get(record.indicator)
    if change is None:
        return
    years = [year for year in (record.year_from, record.year_to) if year is not None and change.changed_in(year)]
    if not years:
        return
    told = joined([f"{year} r. {change.shown(change.before, year)} → {change.shown(change.after, year)}" for year in years])
    yield Touched(
        code="I133",
        severity=Severity.WARNING,
        kind="ocena dotychczasowej strategii",
        message=f"Ocena celu „{record.title}” opiera się na wskaźniku „{change.definition.name}”, który {'zmienił się' if done else 'zmieni się'}: {told}.",
        hint="Sprawdź ocenę i wniosek.",
        place=Place(record=record.id, title=record.title),
        indicator=change.definition.id,
        variables=change.definition.variables,
    )


def _sentences(changes: _Changes, record: Narrative) -> Iterator[Touched]:
    """Live numbers of a chapter: they change by themselves, the words beside them do not."""
    for token in dict.fromkeys(tokens_in(record.text)):
        kind, _, rest = token.partition("|")[0].strip().partition(":")
        name, _, told_year = rest.partition(":")
        year = int(told_year) if told_year.isdigit() else None
        shown: tuple[str, str] | None = None
        variables: tuple[str, ...] = ()
        title = ""
        if kind == "wsk" and name in changes.indicators:
            change = changes.indicators[name]
            title, variables = change.definition.name, change.definition.variables
            if year is not None and change.changed_in(year):
                shown = f"{change.shown(change.before, year)} ({year})", f"{change.shown(change.after, year)} ({year})"
            elif year is None and change.renewed:
                first, last = change.latest
                shown = f"{change.shown(change.before, first)} ({first})", f"{change.shown(change.after, last)} ({last})"
        elif kind == "zm":
            shown, variables = changes.variable(name, year), (name,)
            title = changes.catalogue.variables[name].title if name in changes.catalogue.variables else name
        if shown is not None:
            yield Touched(
                code="I134",
                severity=Severity.WARNING,
                kind="tekst rozdziału",
                message=f"W tekście rozdziału {record.chapter} liczba „{title}” zmieni się: {shown[0]} → {shown[1]}.",
                hint="Liczba zmieni się sama. Przeczytaj zdanie: słowa obok niej („wzrost”, „prawie połowa”) mogą już nie pasować.",
                place=Place(record=record.id, chapter=record.chapter, step="documents", field="text"),
                indicator=name if kind == "wsk" else "",
                variables=variables,
            )


def _conclusions(changes: _Changes) -> Iterator[Touched]:
    """Sentences of the diagnosis: they are written anew by themselves."""
    for change in changes.indicators.values():
        first, last = change.latest
        if not change.renewed:
            years = change.years
            what = f"zmieni się w latach {', '.join(map(str, years))}" if len(years) > 1 else f"zmieni się za {years[0]} r.: {change.shown(change.before, years[0])} → {change.shown(change.after, years[0])}"
        elif first == last:
            what = f"za {last} r.: {change.shown(change.before, first)} → {change.shown(change.after, last)}"
        else:
            what = f"najnowsza wartość: {change.shown(change.before, first)} ({first}) → {change.shown(change.after, last)} ({last})"
        yield Touched(
            code="I135",
            severity=Severity.NOTE,
            kind="wskaźnik diagnozy",
            message=f"„{change.definition.name}” – {what}.",
            hint="Wniosek w diagnozie zmieni się sam.",
            place=Place(step="diagnosis", field=change.definition.id, title=change.definition.name),
            indicator=change.definition.id,
            variables=change.definition.variables,
        )


# -- numbers --------------------------------------------------------------------------------------------------------------


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
        if (old is None and not (newest[key] and year > newest[key])) or (old is not None and not _differ(old, after)):
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

