"""Files into the project: read in a child process, previewed against the plan, questions asked, then one undoable change.

Nothing is written before `commit`; reading and answering only make a new `ImportPlan`. A plan is worked out against a `Ground`, the
project as it stood at one moment, so that a window may do it off its own thread while the planner goes on working.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

from excel_modules.mapping.profile import Profile
from excel_modules.matching import rank
from excel_modules.merge import Answers, Merge, State, compare
from excel_modules.reading import Reading, SeriesQuestion
from excel_modules.settle import settle
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.imports import ImportBatch, SeriesChoice
from mrl_desktop.domain.indicators import Catalogue, Variable
from mrl_desktop.domain.progress import Progress, silent
from mrl_desktop.domain.project import Change, Project
from mrl_desktop.domain.records import Record, id_from
from mrl_desktop.domain.settings import SETTINGS_ID, ComparisonGroup, Settings
from mrl_desktop.domain.statistics import ObservationBlock, Series, Statistics
from mrl_desktop.domain.territory import Register
from mrl_desktop.flows import where_files_lie
from mrl_desktop.flows.dropped_files import Extracted, extracted
from mrl_desktop.flows.open_project import OpenProject, Pending
from mrl_desktop.flows.stale import Coming, Radar, radar_of

SKIP = ""
"""Answer to a question that leaves the series out."""

PersonalPlace = tuple[Path, str, str]
"""A column of personal data: file, sheet, cell of its heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a plan is worked out against: the project as it stood at one moment, safe to hand to another thread."""

    project: Project
    register: Register
    variables: tuple[Variable, ...]
    who: str
    revision: int
    statistics: Statistics
    catalogue: Catalogue
    removed: Callable[[], frozenset[UUID]]
    """Records the planner has removed on purpose; asked for only when a file brings records."""

    @classmethod
    def of(cls, opened: OpenProject) -> Ground:
        """The open project as it is now. Call it in the thread that changes the project."""
        variables = tuple(opened.catalogue.variables.values())
        return cls(
            project=Project(opened.project),
            register=opened.register,
            variables=variables,
            who=opened.workspace.who,
            revision=opened.revision,
            statistics=opened.statistics,
            catalogue=opened.catalogue,
            removed=opened.workspace.removed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingSeries:
    """One series a file brings: how many values, of which years, for which territories."""

    series: Series
    sheet: str
    values: int
    years: tuple[int, ...]
    territories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """One file of the import: what it says and what it would do, in the order of the import."""

    path: Path
    reading: Reading
    merge: Merge
    batch: ImportBatch
    change: Change
    series: tuple[ComingSeries, ...] = ()

    @property
    def records(self) -> int:
        """How many elements of the plan would be added or changed."""
        return next((record.records for record in self.change.puts if record.id == self.batch.id and isinstance(record, ImportBatch)), 0)

    @property
    def open_questions(self) -> int:
        """How many of its columns wait for the planner's word."""
        return sum(1 for question in self.reading.questions if question.answer is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What would happen. `answer` and `decide` give a new plan; `commit` carries it out."""

    extracted: tuple[Extracted, ...]
    files: tuple[PlannedFile, ...]
    choices: Mapping[str, SeriesChoice] = field(default_factory=dict)
    """Answers given in this import, by the question's fingerprint."""
    decisions: Answers = field(default_factory=dict)
    """What the planner said about fields in conflict."""
    kept: frozenset[PersonalPlace] = frozenset()
    """Columns of personal data the planner wants all the same; every other one is left out."""
    revision: int = 0
    """`OpenProject.revision` it was worked out at; `commit` works it out anew when the project has changed since."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for file in self.files for finding in file.merge.findings)

    @property
    def questions(self) -> tuple[SeriesQuestion, ...]:
        """Every question of the files, answered or not, one per shape."""
        asked: dict[str, SeriesQuestion] = {}
        for file in self.files:
            for question in file.reading.questions:
                asked.setdefault(question.fingerprint, question)
        return tuple(asked.values())

    @property
    def open_questions(self) -> tuple[SeriesQuestion, ...]:
        """Questions that still wait for the planner."""
        return tuple(question for question in self.questions if question.answer is None)

    @property
    def observations(self) -> int:
        """How many values would come in."""
        return sum(file.merge.observations for file in self.files)

    @property
    def records(self) -> int:
        """How many elements of the plan would be added or changed."""
        return sum(file.records for file in self.files)

    @property
    def bringing(self) -> int:
        """How many files would bring something."""
        return sum(1 for file in self.files if file.change)

    @property
    def changes_anything(self) -> bool:
        return bool(self.choices) or any(file.change for file in self.files)

    def counts(self) -> dict[State, int]:
        """Items of all files by what would become of them."""
        found: dict[State, int] = {}
        for file in self.files:
            for state, count in file.merge.counts().items():
                found[state] = found.get(state, 0) + count
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, for the message after it."""

    files: int
    observations: int
    records: int
    findings: tuple[Finding, ...]


def plan_import(
    opened: OpenProject | Ground,
    paths: Iterable[Path],
    *,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = lambda: False,
    adding_to: ImportPlan | None = None,
    profile: Profile | None = None,
) -> ImportPlan:
    """Reads files and folders and works out what they would do, with the files of a plan already made where one is given.

    With a `profile` every file is read by just that one, whatever the readers take it for.

    Raises Cancelled when the planner stops.
    """
    read = tuple(extracted(paths, progress, cancelled, profile))
    if adding_to is None:
        return _planned(_ground(opened), read, {}, {})
    fresh = {one.path for one in read}
    kept = tuple(one for one in adding_to.extracted if one.path not in fresh)
    still = frozenset(place for place in adding_to.kept if place[0] not in fresh)
    return _planned(_ground(opened), (*kept, *read), adding_to.choices, adding_to.decisions, kept=still)


def answer(opened: OpenProject | Ground, plan: ImportPlan, answers: Mapping[str, str], years: Mapping[str, int] | None = None) -> ImportPlan:
    """The plan after the planner said what columns are: question fingerprint → variable key, or SKIP; years where files have none."""
    by_fingerprint = {question.fingerprint: question for question in plan.questions}
    choices = []
    for fingerprint, variable in answers.items():
        question = by_fingerprint[fingerprint]
        year = (years or {}).get(fingerprint)
        choices.append(SeriesChoice(id=id_from("series_choice", fingerprint), question=fingerprint, variable=variable, unit=question.unit, year=year))
    return take_choices(opened, plan, choices)


def take_choices(opened: OpenProject | Ground, plan: ImportPlan, choices: Iterable[SeriesChoice]) -> ImportPlan:
    """The plan with answers that come as ready records (a story's, a colleague's). Files not asked about are not settled again."""
    given = {choice.question: choice for choice in choices}
    untouched = {file.path: file for file in plan.files if not any(question.fingerprint in given for question in file.reading.questions)}
    return _planned(_ground(opened), plan.extracted, {**plan.choices, **given}, plan.decisions, untouched, kept=plan.kept)


def decide(opened: OpenProject | Ground, plan: ImportPlan, decisions: Answers) -> ImportPlan:
    """The plan after the planner said whose word counts in conflicts."""
    return _planned(
        _ground(opened), plan.extracted, plan.choices, {**plan.decisions, **decisions}, {file.path: file for file in plan.files}, kept=plan.kept
    )


def keep_personal(opened: OpenProject | Ground, plan: ImportPlan, wanted: Mapping[PersonalPlace, bool]) -> ImportPlan:
    """The plan after the planner said of columns with personal data whether to keep them. Without her word they are left out."""
    kept = plan.kept.difference(place for place, keep in wanted.items() if not keep) | {place for place, keep in wanted.items() if keep}
    about = {path for path, _, _ in wanted}
    untouched = {file.path: file for file in plan.files if file.path not in about}
    return _planned(_ground(opened), plan.extracted, plan.choices, plan.decisions, untouched, kept=kept)


def without(opened: OpenProject | Ground, plan: ImportPlan, paths: Path | Collection[Path]) -> ImportPlan:
    """The plan without some of its files."""
    gone = {paths} if isinstance(paths, Path) else set(paths)
    left = tuple(one for one in plan.extracted if one.path not in gone)
    return _planned(_ground(opened), left, plan.choices, plan.decisions, {file.path: file for file in plan.files}, kept=plan.kept)


def anew(opened: OpenProject | Ground, plan: ImportPlan) -> ImportPlan:
    """The same files, answers and decisions against the project as it is now."""
    return _planned(_ground(opened), plan.extracted, plan.choices, plan.decisions, kept=plan.kept)


def commit(opened: OpenProject, plan: ImportPlan) -> ImportReport:
    """Carries the plan out as one change, undoable in one step; a plan that brings nothing new changes nothing."""
    pending, report = begin_commit(opened, plan, stale(opened, plan))
    pending.write()
    opened.finish(pending)
    return report


def stale(opened: OpenProject | Ground, plan: ImportPlan) -> Radar:
    """Which numbers of the town the plan would change, and what rests on them. Takes a moment: call it off the window's thread."""
    ground = _ground(opened)
    coming = [Coming(batch=file.batch, blocks=file.reading.blocks) for file in plan.files if file.merge.observations]
    return radar_of(ground.project, ground.register, ground.catalogue, ground.statistics, coming)


def begin_commit(opened: OpenProject, plan: ImportPlan, radar: Radar | None = None) -> tuple[Pending, ImportReport]:
    """The same for a window: `pending.write` is for another thread, then `opened.finish(pending)` for this one.

    What the radar has found stands among the report's findings.
    """
    if plan.revision != opened.revision:
        plan = anew(opened, plan)
    puts: dict[UUID, Record] = {}
    blocks: dict[UUID, Iterable[ObservationBlock]] = {}
    for file in plan.files:
        puts.update((record.id, record) for record in file.change.puts)
        if file.merge.observations:
            blocks[file.batch.id] = file.reading.blocks
    puts.update((choice.id, choice) for choice in plan.choices.values() if opened.project.get(choice.id) != choice)
    label = f"wczytanie pliku {plan.files[0].reading.file}" if len(plan.files) == 1 else "wczytanie plików"
    report = ImportReport(files=plan.bringing, observations=plan.observations, records=plan.records, findings=(*plan.findings, *(radar.findings() if radar else ())))
    where_files_lie.remember({file.reading.sha256: file.path for file in plan.files if file.change})
    return opened.begin(Change(label=label, puts=tuple(puts.values())), blocks=blocks), report


def _ground(opened: OpenProject | Ground) -> Ground:
    return opened if isinstance(opened, Ground) else Ground.of(opened)


def _planned(
    ground: Ground,
    extracted: tuple[Extracted, ...],
    choices: Mapping[str, SeriesChoice],
    decisions: Answers,
    settled: Mapping[Path, PlannedFile] = MappingProxyType({}),
    *,
    kept: frozenset[PersonalPlace] = frozenset(),
) -> ImportPlan:
    """Files one after another against the project as it would be after the files before, so that cards find the goals of this import.

    `settled` are files whose reading still holds and is not made again.
    """
    remembered = [choice for choice in ground.project.all(SeriesChoice) if choice.question not in choices]
    known = [*remembered, *choices.values()]
    readings: list[tuple[Extracted, Reading, tuple[ComingSeries, ...]]] = []
    for one in extracted:
        before = settled.get(one.path)
        reading = before.reading if before else _reading(ground, one, known, kept)
        readings.append((one, reading, before.series if before else coming_series(reading)))
    readings.sort(key=lambda each: _order(each[1]))
    imagined = Project(ground.project)
    removed = ground.removed() if any(reading.records for _, reading, _ in readings) else frozenset()
    now = datetime.now().astimezone()
    files: list[PlannedFile] = []
    for one, reading, series in readings:
        merge = compare(imagined, reading, removed)
        batch = merge.batch(who=ground.who, when=now)
        change = merge.change(batch, decisions)
        imagined.apply(change)
        files.append(PlannedFile(path=one.path, reading=reading, merge=merge, batch=batch, change=change, series=series))
    return ImportPlan(extracted=extracted, files=tuple(files), choices=dict(choices), decisions=dict(decisions), kept=kept, revision=ground.revision)


def coming_series(reading: Reading) -> tuple[ComingSeries, ...]:
    """What a file's values are of, sheet by sheet in the order of the file."""
    found: list[ComingSeries] = []
    for block in reading.blocks:
        counts = Counter(block.series_index)
        years: dict[int, set[int]] = {}
        for index, year in set(zip(block.series_index, block.years, strict=True)):
            years.setdefault(index, set()).add(year)
        places: dict[int, set[int]] = {}
        for index, place in set(zip(block.series_index, block.territory_index, strict=True)):
            places.setdefault(index, set()).add(place)
        for index, series in enumerate(block.series):
            if counts[index]:
                codes = tuple(block.territories[place] for place in sorted(places[index]))
                found.append(ComingSeries(series=series, sheet=block.sheet, values=counts[index], years=tuple(sorted(years[index])), territories=codes))
    return tuple(found)


def _reading(ground: Ground, one: Extracted, known: Sequence[SeriesChoice], kept: frozenset[PersonalPlace]) -> Reading:
    if one.extract is None:
        return Reading(file=one.path.name, sha256=one.sha256, findings=(one.refusal,) if one.refusal else ())
    settings = ground.project.one(Settings, SETTINGS_ID)
    town = settings.territory if settings else ""
    others = [code for group in ground.project.all(ComparisonGroup) if group.chosen for code in group.members]
    wanted = {(sheet, cell) for path, sheet, cell in kept if path == one.path}
    return settle(one.path.name, one.sha256, one.extract, ground.register, ground.variables, known, town=town, others=others, kept=wanted)


def _order(reading: Reading) -> int:
    """Statistics first, then workbooks whose records others link to."""
    return min((rank(draft.record.kind) for draft in reading.records), default=-1)
