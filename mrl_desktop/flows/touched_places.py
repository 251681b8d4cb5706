"""Places of the plan that rest on numbers: baselines, evidence, reviews, sentences with live numbers; which of them a change touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.tokens import tokens_in
from mrl_desktop.domain.diagnosis import Evidence, EvidenceKind, StrategyReview
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.narrative import Narrative
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.strategy import PlanIndicator
from mrl_desktop.flows.indicator_changes import Changes
from mrl_desktop.polish import joined, number


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


def touched_by(project: Project, changes: Changes) -> Iterator[Touched]:
    """Every place of the plan that rests on what changes: baselines, evidence, reviews, sentences with live numbers."""
    if not changes.variables:
        return
    for record in (*project.all(PlanIndicator), *project.all(Evidence), *project.all(StrategyReview), *project.all(Narrative)):
        yield from touched_record(project, changes, record, done=False)


def touched_record(project: Project, changes: Changes, record: Record, *, done: bool) -> Iterator[Touched]:
    """What of one record a change touches. `done` says that the change has happened already."""
    match record:
        case PlanIndicator():
            yield from _baseline(project, changes, record, done)
        case Evidence():
            yield from _evidence(project, changes, record, done)
        case StrategyReview():
            yield from _review(changes, record, done)
        case Narrative():
            yield from _sentences(changes, record)


def _baseline(project: Project, changes: Changes, record: PlanIndicator, done: bool) -> Iterator[Touched]:
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


def _evidence(project: Project, changes: Changes, record: Evidence, done: bool) -> Iterator[Touched]:
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


def _review(changes: Changes, record: StrategyReview, done: bool) -> Iterator[Touched]:
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


def _sentences(changes: Changes, record: Narrative) -> Iterator[Touched]:
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


def conclusions(changes: Changes) -> Iterator[Touched]:
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
