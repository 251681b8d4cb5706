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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from excel_modules.archive import cannot_open, check, kind_of
from excel_modules.doctor.grid import is_date_code, is_percent_code
from excel_modules.doctor.open_xlsx import BUILT_IN
from excel_modules.field_names import field_name
from excel_modules.matching import OWN, canonical
from excel_modules.own_wording import CannotSay, Cell, in_own_words, scale_of
from excel_modules.reading import Refused, error
from excel_modules.sheet import cell_position, clean
from excel_modules.workbook_xml import (
    Content,
    NotEditable,
    SheetText,
    links_of,
    local,
    part_of,
    recalculating,
    rewrite,
    texts_of,
    tree,
    workbook_part,
)
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.imports import FieldSource, ImportBatch
from mrl_desktop.domain.project import Change, Project
from mrl_desktop.domain.records import Record, Value

Position = tuple[int, int]


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
            book = _Workbook(archive)
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


class _Workbook:
    """What must be known of a workbook before cells are written: texts, styles, protection, merged ranges, tables, validations."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.part = workbook_part(archive)
        data = archive.read(self.part)
        self.old_days = bool(re.search(rb"""date1904\s*=\s*["'](?:1|true)["']""", data))
        links = links_of(archive, self.part)
        self.strings = [texts_of(one) for one in self._of(links, "sharedStrings", "si")]
        root = next((tree(archive.read(link.target)) for link in links.values() if link.kind == "styles"), None)
        own = {int(one.get("numFmtId", 0)): str(one.get("formatCode", "")) for one in (root.iter() if root is not None else ()) if local(one) == "numFmt"}
        styles = [one for group in (root.iter() if root is not None else ()) if local(group) == "cellXfs" for one in group]
        self.codes = [own.get(int(style.get("numFmtId", 0)), BUILT_IN.get(int(style.get("numFmtId", 0)), "")) for style in styles]
        self.unlocked = [any(local(one) == "protection" and one.get("locked") in ("0", "false") for one in style) for style in styles]
        self.sheets: dict[str, _Sheet | None] = {}

    def _of(self, links: Mapping[str, Any], kind: str, name: str) -> Iterable[Any]:
        part = next((link.target for link in links.values() if link.kind == kind), "")
        return [one for one in tree(self.archive.read(part)) if local(one) == name] if part in self.archive.namelist() else []

    def sheet(self, name: str) -> _Sheet | None:
        if name not in self.sheets:
            part = part_of(self.archive, name)
            self.sheets[name] = _Sheet(self, part.part) if part is not None and part.kind == "worksheet" else None
        return self.sheets[name]


class _Sheet:
    def __init__(self, book: _Workbook, part: str) -> None:
        self.book, self.part = book, part
        data = book.archive.read(part)
        self.text = SheetText(data)
        root = tree(data)
        self.protected = any(local(one) == "sheetProtection" and one.get("sheet") in ("1", "true") for one in root)
        self.merged = [_area(one.get("ref")) for one in root.iter() if local(one) == "mergeCell"]
        self.arrays = [_area(one.get("ref")) for one in root.iter() if local(one) == "f" and one.get("t") in ("array", "dataTable") and one.get("ref")]
        self.headers = [self._header(link.target) for link in links_of(book.archive, part).values() if link.kind == "table"]
        self.lists = [(one.get("sqref", ""), next((child.text or "" for child in one if local(child) == "formula1"), "")) for one in root.iter() if local(one) == "dataValidation" and one.get("type") == "list"]

    def _header(self, part: str) -> tuple[int, int, int, int]:
        root = tree(self.book.archive.read(part))
        top, left, _, right = _area(root.get("ref"))
        rows = int(root.get("headerRowCount", 1))
        return top, left, top + rows - 1, right

    def cell(self, place: Position) -> Cell:
        found = self.text.cells.get(place)
        if found is None:
            return Cell(value=None, old_days=self.book.old_days)
        code = self.book.codes[found.style] if found.style < len(self.book.codes) else ""
        places = re.search(r"[0#]\.([0#]+)", code)
        shown = len(places[1]) if places else 0 if re.search(r"[0#]", code) else None
        return Cell(value=self.value(place), is_date=is_date_code(code), is_percent=is_percent_code(code), places=shown, old_days=self.book.old_days)

    def value(self, place: Position) -> str | float | bool | None:
        """What a cell stores."""
        found = self.text.cells.get(place)
        if found is None:
            return None
        inside = re.sub(rb"<(/?)[\w.-]+:", rb"<\1", self.text.xml(*place))
        inside = re.sub(rb"\s[\w.-]+:[\w.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", inside)
        root = tree(inside)
        stored = next((one.text or "" for one in root if local(one) == "v"), "")
        match found.attributes.get("t", "n"):
            case "s":
                return self.book.strings[int(stored)] if stored.isdigit() and int(stored) < len(self.book.strings) else None
            case "inlineStr":
                return next((texts_of(one) for one in root if local(one) == "is"), "") or None
            case "b":
                return stored == "1"
            case "str" | "e" | "d":
                return stored or None
        return float(stored) if stored else None

    def obstacle(self, place: Position) -> str:
        """Why a cell must not be written, "" when it may."""
        found = self.text.cells.get(place)
        if found is not None and re.search(rb"<(?:[\w.-]+:)?f\b", self.text.xml(*place)):
            return "W komórce jest formuła; program nigdy nie zastępuje formuł."
        if any(_inside(place, area) for area in self.arrays):
            return "Komórka należy do formuły tablicowej; program nigdy nie zastępuje formuł."
        if any(_inside(place, area) and place != area[:2] for area in self.merged):
            return "Komórka jest zasłonięta przez scalone komórki."
        if any(_inside(place, area) for area in self.headers):
            return "To nagłówek tabeli Excela; zmiana mogłaby uszkodzić formuły tej tabeli."
        style = found.style if found is not None else 0
        if self.protected and not (style < len(self.book.unlocked) and self.book.unlocked[style]):
            return "Arkusz jest chroniony, a ta komórka zablokowana."
        return ""

    def allowed(self, place: Position) -> tuple[str, ...] | None:
        """Entries of the drop-down list of a cell; None when it has none or they cannot be told."""
        for areas, formula in self.lists:
            if any(_inside(place, _area(one)) for one in areas.split()):
                if formula.startswith('"'):
                    return tuple(clean(one) for one in formula.strip('"').split(","))
                return self._entries(formula)
        return None

    def _entries(self, formula: str) -> tuple[str, ...] | None:
        found = re.fullmatch(r"(?:(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!)?\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)", formula)
        if found is None:
            return None
        name = (found[1] or found[2] or "").replace("''", "'")
        sheet = self.book.sheet(name) if name else self
        if sheet is None:
            return None
        top, left, bottom, right = _area(f"{found[3]}{found[4]}:{found[5]}{found[6]}")
        if (bottom - top + 1) * (right - left + 1) > 5000:
            return None
        values = [sheet.value((row, column)) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        return tuple(clean(value) for value in values if isinstance(value, str) and value)


def _area(text: str | None) -> tuple[int, int, int, int]:
    first, _, last = (text or "A1").replace("$", "").partition(":")
    return (*cell_position(first), *cell_position(last or first))


def _inside(place: Position, area: tuple[int, int, int, int]) -> bool:
    return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]


class _Planner:
    """Turns edited fields into contents of cells."""

    def __init__(self, project: Project, batch: ImportBatch, book: _Workbook) -> None:
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

    def _place(self, source: FieldSource) -> tuple[Position, _Sheet]:
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


