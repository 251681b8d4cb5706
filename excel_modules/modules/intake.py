"""What is taken from one legacy file: drafts of records, cells skipped with their reasons, and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.personal import names_person, without_contacts
from excel_modules.modules.town import Town
from excel_modules.parse import Unreadable
from excel_modules.reading import Draft, ObservedTable, Skipped
from excel_modules.sheet import cell_name, cell_position, range_name
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.records import Record
from mrl_desktop.polish import fold

Source = tuple[str, str, str, str]

Converter = Callable[[Cell, list[str]], Any]
"""Cell → value, None for „nothing here"; raises Unreadable. Notes for the planner go to the list."""

MANY, FEW = 12, 5
"""More findings of one kind on one sheet than MANY are told as FEW and a count."""
MEND_CELL = "Popraw komórkę w pliku i wczytaj go ponownie albo uzupełnij pole w programie."


CHECKED = "Posłużyło tylko do porównania albo powtarza inną komórkę; osobno nie jest przechowywane."


def _places(cells: str) -> Iterator[str]:
    """Every cell of „C7", „C7:F9" or „C7, D9"."""
    for part in cells.split(", "):
        first, _, last = part.partition(":")
        try:
            (top, left), (bottom, right) = cell_position(first), cell_position(last or first)
        except ValueError:
            continue
        yield from (cell_name(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


@dataclass(slots=True, kw_only=True)
class Fields:
    """Values of one record's fields and the cells they came from."""

    values: dict[str, Any] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)

    def put(self, name: str, value: Any, page: Page, *cells: Cell, raw: str | None = None) -> None:
        """Sets a field; a field set before keeps its value and sources are not mixed."""
        self.values[name] = value
        self.sources = [source for source in self.sources if source[0] != name]
        self.sources.extend((name, page.name, cell.address, cell.text if raw is None else raw) for cell in cells)

    def add_missing(self, other: Fields) -> None:
        """Takes over fields this one does not have."""
        for name, value in other.values.items():
            if name not in self.values:
                self.values[name] = value
                self.sources.extend(source for source in other.sources if source[0] == name)

    def get(self, name: str) -> Any:
        return self.values.get(name)


@dataclass(slots=True, kw_only=True)
class Intake:
    """Collects everything of one file while its pages are read."""

    file: str
    drafts: dict[UUID, Draft] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tables: list[ObservedTable] = field(default_factory=list)
    """Statistics found in the workbook, with places and series in the file's words."""
    town: Town = field(default_factory=Town)
    """Whose workbook it is, as the file says."""
    publisher: str = ""
    """Whose statistics the workbook repeats; empty for the town's own."""
    later: list[Callable[[], None]] = field(default_factory=list)
    """Links that can be made only when all sheets are read."""

    def say(
        self,
        severity: Severity,
        code: str,
        message: str,
        hint: str = "",
        *,
        page: Page | None = None,
        cell: Cell | None = None,
        value: str = "",
    ) -> None:
        """Adds a finding about a place of the file."""
        place = Place(file=self.file, sheet=page.name if page else "", cell=cell.address if cell else "")
        value = "" if names_person(value) else value
        self.findings.append(Finding(severity=severity, code=code, message=message, hint=hint, place=place, value=value))

    def skip(self, page: Page, cell: Cell, reason: str, hint: str = "", *, code: str = "I10", severity: Severity | None = Severity.WARNING) -> None:
        """Books a cell as skipped; also says so in a finding unless `severity` is None."""
        if page.roles.get((cell.row, cell.column)) is Role.READ:
            return
        already = page.roles.get((cell.row, cell.column)) is Role.SKIPPED
        page.mark(cell, Role.SKIPPED)
        shown = "" if names_person(cell.text) else without_contacts(cell.text)[:200]
        if not already:
            self.skipped.append(Skipped(sheet=page.name, cell=cell.address, reason=reason, value=shown))
        if severity is not None:
            self.say(severity, code, reason, hint, page=page, cell=cell, value=shown)

    def convert(self, page: Page, cell: Cell, converter: Converter) -> Any:
        """The cell's value by a converter; what cannot be read is skipped with a finding and gives None."""
        if cell.problem:
            self.skip(page, cell, cell.problem, severity=None)  # opening the file has already said it
            return None
        notes: list[str] = []
        try:
            value = converter(cell, notes)
        except Unreadable as refusal:
            self.skip(page, cell, str(refusal), MEND_CELL, code="I11")
            return None
        shown = "" if notes and names_person(cell.text) else cell.text[:200]
        for note in notes:
            self.say(Severity.NOTE, "I13", note, "Sprawdź, czy tak miało być.", page=page, cell=cell, value=shown)
        if value is None or value == "" or value == ():
            self._nothing(page, cell)
            return None
        page.mark(cell, Role.READ)
        return value

    def _nothing(self, page: Page, cell: Cell) -> None:
        """A cell that says „nothing here": „–", „…", „do uzupełnienia"."""
        if "uzupeln" in fold(cell.text):
            self.skip(page, cell, "Wartość jest jeszcze do uzupełnienia.", "Uzupełnij pole w programie albo w pliku.", code="I14", severity=Severity.NOTE)
            return
        page.mark(cell, Role.SKIPPED)
        if names_person(cell.text):
            self.skipped.append(Skipped(sheet=page.name, cell=cell.address, reason="Komórka zawiera tylko dane osoby."))
            return
        self.skipped.append(Skipped(sheet=page.name, cell=cell.address, reason="Wpis oznacza brak wartości.", value=cell.text[:200]))

    def take(self, fields: Fields, name: str, page: Page, cell: Cell, converter: Converter) -> Any:
        """Converts a cell into a field and remembers where from. Contact details are left out of texts."""
        safe = self.without_personal(page, cell)
        value = self.convert(page, safe, converter)
        if value is not None:
            hidden = isinstance(value, str) and value != safe.text and names_person(safe.text)
            fields.put(name, value, page, safe, raw=value if hidden else None)
        return value

    def without_personal(self, page: Page, cell: Cell) -> Cell:
        """The cell without phone numbers and e-mail addresses, with a note when there were any."""
        if not isinstance(cell.value, str):
            return cell
        cleaned = without_contacts(cell.text)
        if cleaned == cell.text:
            return cell
        self.say(
            Severity.NOTE,
            "I20",
            "Pominięto numery telefonów lub adresy e-mail, bo to dane osobowe.",
            "Nic nie trzeba robić: do planu trafiają tylko funkcje i nazwy komórek organizacyjnych.",
            page=page,
            cell=cell,
        )
        if not cleaned:
            page.mark(cell, Role.SKIPPED)
            self.skipped.append(Skipped(sheet=page.name, cell=cell.address, reason="Komórka zawiera tylko dane kontaktowe osoby."))
        return cell.saying(cleaned)

    def draft(self, record: Record, sources: list[Source], *, code: str = "", name: str = "") -> UUID:
        """Adds a draft; of two with one id the first stays. Returns the id."""
        if record.id not in self.drafts:
            self.drafts[record.id] = Draft(record=record, sources=tuple(sources), match_code=code, match_name=name or record.name_for_people)
        return record.id

    def revise(self, record_id: UUID, values: Mapping[str, Any], sources: list[Source]) -> None:
        """Adds fields to a draft already there."""
        old = self.drafts[record_id]
        self.drafts[record_id] = Draft(
            record=old.record.with_values(values),
            sources=old.sources + tuple(sources),
            match_code=old.match_code,
            match_name=old.match_name,
        )

    def finish(self) -> None:
        """Makes the links that had to wait."""
        for step in self.later:
            step()
        self.later.clear()

    def gathered(self) -> tuple[Finding, ...]:
        """All findings; of very many of one kind on one sheet the first few stand, and one says how many there are."""
        kinds = Counter((finding.code, finding.severity, finding.place.sheet) for finding in self.findings)
        shown: Counter[tuple[str, Severity, str]] = Counter()
        found: list[Finding] = []
        for finding in self.findings:
            kind = finding.code, finding.severity, finding.place.sheet
            shown[kind] += 1
            if kinds[kind] <= MANY or shown[kind] <= FEW:
                found.append(finding)
            elif shown[kind] == kinds[kind]:
                message = f"Takich uwag jest w arkuszu „{finding.place.sheet}” razem {kinds[kind]}; ostatnia dotyczy komórki {finding.place.cell or '–'}."
                found.append(replace(finding, message=message, place=replace(finding.place, cell=""), value=""))
        return tuple(found)

    def list_checked(self, page: Page) -> None:
        """Lists cells that were read only to be compared, or that repeat what another cell says, so that the list of what was not taken is whole."""
        told = {place for draft in self.drafts.values() for _, sheet, cells, _ in draft.sources if sheet == page.name for place in _places(cells)}
        for row in page.rows:
            left = [cell for cell in page.by_row[row] if page.roles.get((row, cell.column)) is Role.READ and cell.address not in told and not cell.name]
            for place, first in enumerate(left):
                if place and left[place - 1].column == first.column - 1:
                    continue
                last = first
                while (after := page.at(row, last.column + 1)) in left and after is not None:
                    last = after
                value = "" if last is not first or names_person(first.text) else without_contacts(first.text)[:200]
                where = range_name(row, first.column, row, last.column)
                self.skipped.append(Skipped(sheet=page.name, cell=where, reason=CHECKED, value=value, count=last.column - first.column + 1))

    def close(self, page: Page) -> None:
        """Lists whatever nobody claimed, so that no cell of a recognised sheet is lost silently."""
        left = list(page.unbooked())
        for cell in left:
            self.skip(page, cell, "Komórka leży poza rozpoznaną częścią arkusza.", severity=None)
        if left:
            where = ", ".join(cell.address for cell in left[:6]) + (f" i {len(left) - 6} dalszych" if len(left) > 6 else "")
            self.say(
                Severity.WARNING,
                "I15",
                f"Nie wczytano wypełnionych komórek, których znaczenia nie rozpoznano: {where}.",
                "Sprawdź, czy nie ma w nich czegoś ważnego; jeśli jest, wpisz to w programie.",
                page=page,
                cell=left[0],
                value=left[0].text[:200],
            )
        for (row, column), text in page.comments.items():
            shown = "" if names_person(text) else without_contacts(text)[:300]
            self.say(
                Severity.NOTE,
                "I28",
                "Przy komórce jest komentarz; nie należy do planu i nie został wczytany.",
                "Przeczytaj komentarz; jeśli zawiera ustalenie, wpisz je w programie.",
                page=page,
                cell=page.at(row, column) or Cell(row=row, column=column, value=None, text=""),
                value=shown,
            )
        covered = [row + 1 for row in page.rows if row in page.hidden_rows]
        if covered:
            rows = ", ".join(map(str, covered[:10])) + ("…" if len(covered) > 10 else "")
            self.say(
                Severity.NOTE, "I16", f"W arkuszu są ukryte wiersze ({rows}); one też zostały wczytane.", "Sprawdź, czy miały zostać wczytane.", page=page
            )
