"""Workbooks examined one after another, in a child process; a marked copy of each where one is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from excel_modules.doctor.examination import SECONDS, examine
from excel_modules.doctor.kinds import Examination
from excel_modules.doctor.marked_copy import suggested, write_marked
from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import Refused
from mrl_desktop import polish
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Progress, silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One file: what was found, or why it could not be examined, and its marked copy if one was written."""

    path: Path
    examination: Examination | None = None
    marked: Path | None = None
    refusals: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*(self.examination.findings if self.examination is not None else ()), *self.refusals)


def examine_files(paths: Iterable[Path], marked: Path | None = None, *, progress: Progress = silent, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Examined]:
    """Examines files in the order given; marked copies go to the folder `marked`. Raises Cancelled."""
    with ReaderProcess(seconds=SECONDS) as process:
        for path in paths:
            try:
                found = examine(path, progress=progress, cancelled=cancelled, process=process)
            except Refused as refusal:
                yield Examined(path=path, refusals=(refusal.finding,))
                continue
            if marked is None:
                yield Examined(path=path, examination=found)
                continue
            try:
                marked.mkdir(parents=True, exist_ok=True)
                yield Examined(path=path, examination=found, marked=write_marked(path, marked / suggested(path).name, found))
            except Refused as refusal:
                yield Examined(path=path, examination=found, refusals=(refusal.finding,))


def sentence(examination: Examination) -> str:
    """What the examination came to, in one sentence: „plik.xlsx: 3 sprawy do sprawdzenia (…)"."""
    kinds = examination.by_kind()
    if not kinds:
        return f"{examination.file}: nie znaleziono niczego podejrzanego ({counted(examination)})."
    said = ", ".join(f"{kind.value}: {len(found)}" for kind, found in kinds.items())
    return f"{examination.file}: {polish.counted(len(examination.suspicions), 'sprawa', 'sprawy', 'spraw')} do sprawdzenia ({said})."


def counted(examination: Examination) -> str:
    """„2 549 komórek, w tym 62 formuły"."""
    cells = polish.counted(examination.cells, "komórka", "komórki", "komórek")
    return f"{cells}, w tym {polish.counted(examination.formulas, 'formuła', 'formuły', 'formuł')}"


def as_text(examination: Examination) -> str:
    """The whole list as plain text, for copying."""
    lines = [sentence(examination)]
    for one in examination.suspicions:
        place = " › ".join(part for part in (one.sheet, one.cell) if part)
        lines.append(f"{place}: {one.message} {one.hint}".strip())
    return "\n".join((*lines, *examination.notes))
