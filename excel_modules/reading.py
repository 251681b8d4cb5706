"""What reading a file gives: observations, drafts of records, questions for the planner, and everything worth saying.

Reading has two halves. A *reader* (one module per layout, see `registry`) turns a workbook into `Contents` inside the child
process and knows nothing of the project. `settle` then, in the program itself, finds the territories and the catalogue's
variables and makes the `Reading` the preview shows.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.progress import Progress as Progress
from mrl_desktop.domain.progress import silent
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.statistics import ObservationBlock

if TYPE_CHECKING:
    from excel_modules.reader_process import ReaderProcess
    from mrl_desktop.domain.imports import SeriesChoice
    from mrl_desktop.domain.indicators import Variable
    from mrl_desktop.domain.territory import Register


def _never() -> bool:
    return False


def read_file(
    path: Path,
    register: Register,
    variables: Sequence[Variable],
    choices: Sequence[SeriesChoice] = (),
    *,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = _never,
    process: ReaderProcess | None = None,
) -> Reading:
    """Reads one file in a child process. A file that cannot be read gives a refused reading with the finding that says why.

    Raises Cancelled (from `domain.progress`) when the planner stopped it. `process` lets several calls share one child.
    """
    [reading] = read_files([path], register, variables, choices, progress=progress, cancelled=cancelled, process=process)
    return reading


def read_files(
    paths: Iterable[Path],
    register: Register,
    variables: Sequence[Variable],
    choices: Sequence[SeriesChoice] = (),
    *,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = _never,
    process: ReaderProcess | None = None,
) -> Iterator[Reading]:
    """Reads files in the order given, sharing one child; readings come as they are ready."""
    from excel_modules import file_reading

    return file_reading.read_files(paths, register, variables, choices, progress=progress, cancelled=cancelled, process=process)


def read_folder(
    folder: Path,
    register: Register,
    variables: Sequence[Variable],
    choices: Sequence[SeriesChoice] = (),
    *,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = _never,
) -> Iterator[Reading]:
    """Reads every data file of a folder (not of folders inside it), in order of names."""
    from excel_modules import file_reading

    return read_files(file_reading.files_in(folder), register, variables, choices, progress=progress, cancelled=cancelled)


def read_here(path: Path, register: Register, variables: Sequence[Variable], choices: Sequence[SeriesChoice] = ()) -> Reading:
    """As `read_file` but in this very process: for tests and measurements only."""
    from excel_modules import file_reading

    return file_reading.read_in_process(path, register, variables, choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record as a file tells it, with the cell of each field. Links between drafts of one file are by the drafts' ids."""

    record: Record
    sources: tuple[tuple[str, str, str, str], ...] = ()
    """(field, sheet, cell, the cell as it stood in the file)."""
    match_code: str = ""
    """Code by which the same thing is known in the project, if the file has one."""
    match_name: str = ""
    """Name by which it is looked for when there is no code."""
    by_choice: bool = False
    """Here only because the planner asked for it, so that missing in the project does not mean she has deleted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something of the file that was not taken, with the reason, so that nothing is lost silently."""

    sheet: str
    cell: str
    """One cell „C7" or a range „C7:F24"."""
    reason: str
    """Full Polish sentence."""
    value: str = ""
    count: int = 1
    """How many filled cells it stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalColumn:
    """A column that says who people are. It is left out unless the planner keeps it."""

    sheet: str
    cell: str
    """Where its heading stands; names the column within the file."""
    heading: str
    why: str
    """Why it is taken for personal, as a clause: „w komórkach są adresy e-mail"."""
    example: str = ""
    """One of its cells, masked."""
    drafts: tuple[Draft, ...] = ()
    """What it would bring if kept."""
    left_out: Skipped
    """What is said of it otherwise."""
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A variable of the catalogue that a column may be, and why."""

    variable: str
    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesQuestion:
    """„Czego dotyczy ta kolumna?": what the file says of one series and which variables it may be."""

    fingerprint: str
    """The same for the same shape of file at every export; a `SeriesChoice` with it answers the question."""
    file: str
    sheet: str
    cell: str
    """Where the series is named."""
    says: str
    """What the file says, in its own words."""
    subject_hint: str = ""
    """Id of the subject from the file's name („P2137"); only orders the proposals."""
    subject_title: str = ""
    """Title of the subject as the file itself gives it (sheet OPIS); empty for CSV."""
    dimensions: tuple[str, ...] = ()
    dimension_names: tuple[str, ...] = ()
    unit: str = ""
    year: int | None = None
    """Latest year the file gives for it; None when the file gives none and the planner must."""
    year_hint: int | None = None
    """Year guessed from the file's name, to fill in beforehand when `year` is None."""
    values: int = 0
    """How many values wait for the answer."""
    proposals: tuple[Proposal, ...] = ()
    sure: bool = False
    """True when the file itself names the subject and exactly one variable fits: no answer needed."""
    answer: str | None = None
    """Key of the variable applied; "" when the planner chose to skip the series; None while unanswered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The account of value cells: present = observations + empty + skipped, or something was lost."""

    present: int = 0
    observations: int = 0
    empty: int = 0
    skipped: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            present=self.present + other.present,
            observations=self.observations + other.observations,
            empty=self.empty + other.empty,
            skipped=self.skipped + other.skipped,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One file, read: what it would bring into the project, and what has to be said or asked about it."""

    file: str
    """Name without folders."""
    sha256: str
    recognised_as: str = ""
    """Name of the layout for people; empty when the file was refused."""
    reader: str = ""
    reader_version: str = ""
    publisher: str = ""
    vintage: str = ""
    """When the publisher made the file, ISO („2026-03-21T17:31:31" or „2025-05-22"); empty when it does not say."""
    confidence: float = 0.0
    """0-1: how sure the reader is that it knows this layout."""
    blocks: tuple[ObservationBlock, ...] = ()
    records: tuple[Draft, ...] = ()
    questions: tuple[SeriesQuestion, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    """How the file was understood (encoding, separators), for the preview."""
    tally: Tally = Tally()
    personal: tuple[PersonalColumn, ...] = ()
    """Columns with personal data; those not kept are in `skipped`, those kept in `records`."""

    @property
    def refused(self) -> bool:
        """Whether nothing at all can be taken from the file."""
        return not self.recognised_as


class Refused(Exception):
    """The file cannot be read; the finding says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


# What a reader hands over, before territories and variables are known.


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSeries:
    """A quantity as one layout names it. `year` None means the layout has no year for it."""

    dimensions: tuple[str, ...]
    unit: str
    cell: str
    """Where it is named."""
    says: str
    variable: str = ""
    """Key of the catalogue variable, where the layout itself says exactly which it is (a publisher's fixed table); then nothing is asked."""
    subject: str = ""
    """Title of the subject, where it is of this series and not of the whole file."""
    key: str = ""
    """Key under which the series is stored when it names itself fully but stands in no catalogue: „mf:cit:…"; then nothing is asked."""
    title: str = ""
    """Title for people of a series with a `key` of its own."""
    dated: bool = True
    """False when the file gives no year for its values; `ObservedTable.years` then holds zeros."""


OWN_TOWN = "@miasto"
"""Name of the one unit of a table that says nothing of its place: it is the project's own town."""


@dataclass(slots=True, kw_only=True)
class ObservedTable:
    """Values of one sheet as columns of equal length (see ObservationBlock), with places and series still in the file's words."""

    sheet: str
    codes: list[str]
    """Distinct units in order of appearance, as the file codes them."""
    names: list[str]
    unit_rows: list[int]
    """Zero-based sheet row where each unit first stands."""
    series: list[RawSeries]
    code_column: int = 0
    dimension_names: tuple[str, ...] = ()
    unit_index: array[int] = field(default_factory=lambda: array("i"))
    series_index: array[int] = field(default_factory=lambda: array("i"))
    years: array[int] = field(default_factory=lambda: array("i"))
    values: list[float | None] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    """Empty when every value is normal."""
    rows: array[int] = field(default_factory=lambda: array("i"))
    columns: array[int] = field(default_factory=lambda: array("i"))
    contexts: list[str] = field(default_factory=list)
    """For files without codes: what else is said of each unit („powiat brodnicki, woj. kujawsko-pomorskie, gmina wiejska"); empty or as long as `names`."""
    gathered: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    """As in ObservationBlock: values the reader worked out from several rows."""
    gathered_how: str = ""
    present: int = 0
    """Value cells the sheet has, empty ones included."""
    empty: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What a reader takes a workbook for, and how sure it is (0-1). `detail` is the reader's own note to itself."""

    layout: str
    """Name of the layout for people."""
    confidence: float
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All that a reader takes from a workbook."""

    tables: tuple[ObservedTable, ...] = ()
    records: tuple[Draft, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    findings: tuple[Finding, ...] = ()
    publisher: str = ""
    vintage: str = ""
    subject_hint: str = ""
    subject_title: str = ""
    year_hint: int | None = None
    notes: tuple[str, ...] = ()
    personal: tuple[PersonalColumn, ...] = ()


def error(code: str, file: str, message: str, hint: str, *, sheet: str = "", cell: str = "", value: str = "") -> Finding:
    """Something that kept values or a whole file out."""
    return _finding(Severity.ERROR, code, file, message, hint, sheet, cell, value)


def warning(code: str, file: str, message: str, hint: str, *, sheet: str = "", cell: str = "", value: str = "") -> Finding:
    """Something taken that may be wrong, or left out while the rest was taken."""
    return _finding(Severity.WARNING, code, file, message, hint, sheet, cell, value)


def note(code: str, file: str, message: str, hint: str = "", *, sheet: str = "", cell: str = "", value: str = "") -> Finding:
    """Something worth knowing that changes nothing."""
    return _finding(Severity.NOTE, code, file, message, hint, sheet, cell, value)


def _finding(severity: Severity, code: str, file: str, message: str, hint: str, sheet: str, cell: str, value: str) -> Finding:
    where = Place(file=file, sheet=sheet, cell=cell)
    return Finding(severity=severity, code=code, message=message, hint=hint, place=where, value=value)
