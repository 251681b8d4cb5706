"""Answers go into the planner's own workbook: fields edited in the program since an import, each into the very cell it came from.

Only the text of those cells changes in the XML; every other cell, formula, style, validation, macro and shape stays byte for byte as it
was. A formula is never overwritten, and a file that has changed since it was imported is not touched.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from excel_modules.archive import cannot_open, check, kind_of
from excel_modules.field_names import field_name
from excel_modules.matching import OWN, canonical
from excel_modules.own_wording import CannotSay, Cell, in_own_words, scale_of
from excel_modules.own_workbook import OwnSheet, OwnWorkbook, Position
from excel_modules.reading import Refused, error
from excel_modules.sheet import cell_position, clean
from excel_modules.workbook_xml import (
    Content,
    NotEditable,
    SheetText,
    part_of,
    recalculating,
    rewrite,
    workbook_part,
)
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.imports import FieldSource, ImportBatch
from mrl_desktop.domain.project import Change, Project
from mrl_desktop.domain.records import Record, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """One field edited since the import: what stands in its cell, what would, or why it cannot."""

    source: FieldSource
    title: str
    """Name of the record for people."""
    field: str
    """Name of the field for people."""
    before: str
    after: str
    content: Content | None = None
    problem: str = ""
    """Why it cannot be written, a full Polish sentence; empty when it can."""
    note: str = ""
    """What will look unexpected in the file, a full Polish sentence."""

    @property
    def possible(self) -> bool:
        return self.content is not None and not self.problem

    def finding(self, file: str) -> Finding:
        """What cannot be written, as a finding."""
        place = Place(file=file, sheet=self.source.sheet, cell=self.source.cell, record=self.source.record, title=self.title, field=self.field)
        return Finding(severity=Severity.WARNING, code="W20", message=self.problem, hint=f"Wpisz w pliku ręcznie: {self.after or 'nic (pole jest puste)'}.", place=place, value=self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteBack:
    """What would be written into one workbook."""

    path: Path
    sha256: str
    batch: ImportBatch
    writings: tuple[Writing, ...]

    @property
    def possible(self) -> tuple[Writing, ...]:
        return tuple(one for one in self.writings if one.possible)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that cannot be written."""
        return tuple(one.finding(self.path.name) for one in self.writings if one.problem)


def edited(project: Project, batch: ImportBatch) -> list[tuple[FieldSource, Record]]:
    """Fields read from a file that say something else in the program now, with their records."""
    found = []
    for source in project.all(FieldSource):
        if source.batch != batch.id or source.record is None or not source.field:
            continue
        record = project.get(source.record)
        if record is not None and hasattr(record, source.field) and canonical(getattr(record, source.field)) != source.value.removeprefix(OWN):
            found.append((source, record))
    return found


def plan_write_back(project: Project, batch: ImportBatch, path: Path) -> WriteBack:
    """Works out what would be written into the file. Raises Refused when the file is not the one imported or cannot be written into."""
    sha256 = _checked(batch, path)
    try:
        with zipfile.ZipFile(path) as archive:
            book = OwnWorkbook(archive)
            planner = _Planner(project, batch, book)
            writings = tuple(planner.writing(source, record) for source, record in edited(project, batch))
    except (KeyError, ValueError, zipfile.BadZipFile) as failure:
        raise Refused(_odd(path)) from failure
    return WriteBack(path=path, sha256=sha256, batch=batch, writings=writings)


def _odd(path: Path) -> Finding:
    return error("W21", path.name, "Skoroszyt jest zapisany w nietypowy sposób i program nie potrafi go bezpiecznie zmienić.", "Wpisz zmiany w Excelu według listy.")


def _checked(batch: ImportBatch, path: Path) -> str:
    """Checksum of the file when it may be written into. Raises Refused."""
    kind = kind_of(path)
    if kind != "xlsx":
        what = {"docx": "dokument Worda", "xls": "skoroszyt w starym formacie XLS", "ods": "arkusz ODS"}.get(kind, "plik innego rodzaju")
        raise Refused(error("W22", path.name, f"To {what}; program zapisuje zmiany tylko do skoroszytów XLSX i XLSM.", "Wpisz zmiany w pliku ręcznie według listy albo zapisz go jako XLSX i wczytaj ponownie."))
    check(path)
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as failure:
        raise Refused(cannot_open(path, failure)) from failure
    if batch.sha256 and sha256 != batch.sha256:
        raise Refused(
            error(
                "W23",
                path.name,
                "Plik zmienił się od czasu wczytania (albo to inny plik), więc komórki mogą już znaczyć co innego. Niczego nie zapisano.",
                "Wczytaj go ponownie; potem zmiany z programu będzie można do niego zapisać.",
            )
        )
    return sha256


class _Planner:
    """Turns edited fields into contents of cells."""

    def __init__(self, project: Project, batch: ImportBatch, book: OwnWorkbook) -> None:
        self.project, self.book = project, book
        own = [source for source in project.all(FieldSource) if source.field]
        self.shared = Counter((source.sheet, source.cell) for source in own if source.batch == batch.id and not self._is_link(source))
        self.wordings: dict[str, dict[str, str]] = {}
        self.scales: dict[tuple[str, str, str], Decimal] = {}
        for source in sorted(own, key=lambda one: one.batch == batch.id):
            value = source.value.removeprefix(OWN)
            if source.raw and len(source.raw) < 200 and (record := project.get(source.record) if source.record else None) is not None:
                self.wordings.setdefault(f"{record.kind}.{source.field}", {})[value] = source.raw
                if source.batch == batch.id and (scale := scale_of(value, source.raw)) is not None:
                    self.scales.setdefault((source.sheet, record.kind, source.field), scale)

    def _is_link(self, source: FieldSource) -> bool:
        """Whether a field points at another record: it is then told by a heading or a title, which others share without harm."""
        value = getattr(self.project.get(source.record) if source.record else None, source.field, None)
        return isinstance(value, UUID) or (isinstance(value, tuple) and any(isinstance(one, UUID) for one in value))

    def writing(self, source: FieldSource, record: Record) -> Writing:
        value: Value = getattr(record, source.field)
        made = Writing(source=source, title=record.name_for_people, field=field_name(source.field), before=source.raw, after=self._shown(value))
        try:
            place, sheet = self._place(source)
            if obstacle := sheet.obstacle(place):
                raise CannotSay(obstacle)
            if self.shared[source.sheet, source.cell] > 1:
                raise CannotSay("Z tej komórki wczytano kilka pól naraz; trzeba ją zmienić w pliku ręcznie.")
            cell = sheet.cell(place)
            words = self.wordings.get(f"{record.kind}.{source.field}", {})
            content = in_own_words(value, source.value.removeprefix(OWN), source.raw, cell, words, self.scales.get((source.sheet, record.kind, source.field)))
            allowed = sheet.allowed(place)
            if allowed and isinstance(content.value, str) and clean(content.value) not in allowed:
                near = next((one for one in allowed if one.casefold() == clean(str(content.value)).casefold()), None)
                if near is None:
                    raise CannotSay(f"Lista rozwijana tej komórki nie ma wpisu „{content.value}”.")
                content = Content(near)
        except CannotSay as refusal:
            return replace(made, problem=str(refusal))
        except NotEditable as refusal:
            return replace(made, problem=f"{refusal} Program nie potrafi go bezpiecznie zmienić.")
        return replace(made, content=content, after=_said(content, cell, made.after), note=_note(content, cell))

    def _place(self, source: FieldSource) -> tuple[Position, OwnSheet]:
        if "," in source.cell or ":" in source.cell:
            raise CannotSay("Wartość złożono z kilku komórek; trzeba je zmienić w pliku ręcznie.")
        sheet = self.book.sheet(source.sheet)
        try:
            place = cell_position(source.cell)
        except ValueError as failure:
            raise CannotSay("Miejsca tej wartości nie da się wskazać jako jednej komórki arkusza.") from failure
        if sheet is None:
            raise CannotSay(f"W pliku nie ma arkusza „{source.sheet}”.")
        return place, sheet

    def _shown(self, value: Value) -> str:
        if isinstance(value, tuple):
            return "; ".join(self._shown(one) for one in value)
        if isinstance(value, bool):
            return "tak" if value else "nie"
        record = self.project.get(value) if isinstance(value, UUID) else None
        return record.name_for_people if record is not None else canonical(value).replace(".", ",") if isinstance(value, Decimal) else str(value) if value is not None else ""


def _said(content: Content, cell: Cell, shown: str) -> str:
    """What the cell will say."""
    if content.value is None:
        return ""
    if isinstance(content.value, str):
        return content.value
    if cell.is_date or isinstance(content.value, bool):
        return shown
    return content.number.replace(".", ",")


def _note(content: Content, cell: Cell) -> str:
    if content.number and not cell.is_date and not cell.is_percent and cell.places is not None and len(content.number.partition(".")[2]) > cell.places:
        return "Komórka pokaże liczbę zaokrągloną, ale zapisana będzie dokładna."
    return ""


# -- carrying it out -----------------------------------------------------------------------------------------------------


def suggested(path: Path) -> Path:
    """Where the copy goes when nobody says otherwise."""
    return path.with_name(f"{path.stem} (zmiany z programu){path.suffix}")


def write_back(plan: WriteBack, target: Path | None = None) -> Path:
    """Writes into a copy (`target`), or with None into the workbook itself, keeping the former one as „.bak". Returns the file written.

    Raises Refused: the file changed since, it is open elsewhere or must not be written; it is then left as it was.
    """
    path = plan.path
    in_place = target is None or (target.exists() and target.samefile(path))
    goal = path if in_place or target is None else target
    if _checked(plan.batch, path) != plan.sha256:
        raise Refused(error("W23", path.name, "Plik zmienił się od czasu podglądu. Niczego nie zapisano.", "Zamknij okno i otwórz je ponownie."))
    if in_place:
        _refuse_busy(path)
    try:
        changed = _changed_parts(path, plan.possible)
        backup = path.with_name(path.name + ".bak")
        rewrite(path, goal, changed, before=(lambda: _copy(path, backup)) if in_place else (lambda: None))
    except NotEditable as failure:
        raise Refused(_odd(path)) from failure
    except OSError as failure:
        raise Refused(cannot_open(goal, failure) if not isinstance(failure, PermissionError) else _busy(goal)) from failure
    return goal


def _copy(path: Path, backup: Path) -> None:
    shutil.copy2(path, backup)


def _busy(path: Path) -> Finding:
    message = "Nie można zapisać pliku: jest otwarty w innym programie albo tylko do odczytu."
    return error("W24", path.name, message, "Zamknij go w Excelu i spróbuj ponownie albo zapisz zmiany do kopii.")


def _refuse_busy(path: Path) -> None:
    """A workbook open in Excel or LibreOffice has a small file beside it; writing under it would be lost or refused."""
    import os

    beside = (path.with_name("~$" + path.name), path.with_name("~$" + path.name[2:]), path.with_name(f".~lock.{path.name}#"))
    if any(one.exists() for one in beside) or not os.access(path, os.W_OK):
        raise Refused(_busy(path))


def _changed_parts(path: Path, writings: Iterable[Writing]) -> dict[str, bytes]:
    """New text of the parts that change: sheets with their cells, and the workbook's request to work formulas out anew."""
    with zipfile.ZipFile(path) as archive:
        by_part: dict[str, dict[Position, Content]] = {}
        for one in writings:
            part = part_of(archive, one.source.sheet)
            if part is None or one.content is None:
                raise NotEditable(f"W pliku nie ma arkusza „{one.source.sheet}”.")
            by_part.setdefault(part.part, {})[cell_position(one.source.cell)] = one.content
        changed = {part: SheetText(archive.read(part)).replaced(contents) for part, contents in by_part.items()}
        if changed and any(b"<f>" in data or re.search(rb"<(?:[\w.-]+:)?f[\s>/]", data) for data in (archive.read(info) for info in archive.infolist() if "worksheets/" in info.filename)):
            book = workbook_part(archive)
            changed[book] = recalculating(archive.read(book))
        return changed


def remembered(project: Project, plan: WriteBack, written: Path) -> Change:
    """After writing in place: the file says now what the program says, and its checksum is another one."""
    sha256 = hashlib.sha256(written.read_bytes()).hexdigest()
    puts: list[Record] = [replace(plan.batch, sha256=sha256)]
    for one in plan.possible:
        record = project.get(one.source.record) if one.source.record else None
        if record is not None:
            puts.append(replace(one.source, value=canonical(getattr(record, one.source.field)), raw=one.after))
    return Change(label=f"zapis zmian do skoroszytu {written.name}", puts=tuple(puts))


def place_name(source: FieldSource) -> str:
    """„Lista projektów › C7" for lists."""
    return f"{source.sheet} › {source.cell}" if source.sheet else source.cell


