"""Projects gathered from the list, the cards and the bundles of one workbook, made into drafts at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from excel_modules.modules.codes import Code, code_key, split_code
from excel_modules.modules.intake import Fields, Intake, Source
from excel_modules.modules.page import Cell, Page
from excel_modules.modules.terms import funding_source
from excel_modules.reading import Draft
from mrl_desktop.domain.diagnosis import Problem
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.strategy import Goal, GoalLevel
from mrl_desktop.domain.undertakings import BudgetLine, Bundle, Undertaking
from mrl_desktop.polish import fold, money

SOURCE_NAMES = {"dotacja": "dotacji", "wklad_wlasny": "wkładu własnego"}


@dataclass(slots=True, kw_only=True)
class Entry:
    """One project as far as it is known: from its row of the list, its card, or both."""

    id: UUID
    page: Page
    cell: Cell
    code: str = ""
    fields: Fields = field(default_factory=Fields)
    listed: Fields | None = None
    """Row of the list, for comparing with the card."""
    carded: bool = False
    amounts: dict[str, tuple[Decimal, Page, Cell]] = field(default_factory=dict)
    """Amounts without years from the list, by source."""
    said: dict[str, str] = field(default_factory=dict)
    """The card's answers as typed, for comparing with a second card of the project."""
    lines: bool = False
    """Whether the card gives money by source and year."""

    @property
    def title(self) -> str:
        return str(self.fields.get("title") or "")


@dataclass(slots=True, kw_only=True)
class Projects:
    """All projects and bundles of one workbook."""

    intake: Intake
    entries: list[Entry] = field(default_factory=list)
    bundles: dict[str, UUID] = field(default_factory=dict)
    """Bundle's code and folded title → its draft."""
    bundle_members: list[tuple[UUID, str, Page, Cell]] = field(default_factory=list)

    @property
    def bundle_count(self) -> int:
        return len(set(self.bundles.values()))

    def find(self, code: str, title: str) -> Entry | None:
        """The project known under this code, or under this title when one of the two has no code."""
        key = code_key(code)
        if key:
            for entry in self.entries:
                if code_key(entry.code) == key:
                    return entry
        return next((entry for entry in self.entries if title and fold(entry.title) == fold(title) and not (key and entry.code and entry.carded)), None)

    def add(self, page: Page, cell: Cell, code: str, title: str) -> Entry:
        """A new project; its id is the same at every reading."""
        key = code_key(code)
        entry = Entry(id=id_from("undertaking", "M8", key or fold(title)), page=page, cell=cell, code=code)
        if any(other.id == entry.id for other in self.entries):
            entry.id = id_from("undertaking", "M8", key, fold(title), page.name)
        self.entries.append(entry)
        return entry

    def bundle(self, page: Page, cell: Cell, said: str) -> UUID:
        """The bundle a cell names by number or title; a new one when it is not known yet."""
        code, rest = split_code(said)
        name = rest or said
        by_code = f"#{code}" if code else ""
        known = self.bundles.get(fold(name)) or (self.bundles.get(by_code) if by_code else None)
        if known:
            return known
        record = Bundle(id=id_from("bundle", "M8", str(code) if code else fold(name)), position=self.bundle_count, title=name)
        self.intake.draft(record, [("", page.name, cell.address, said), ("title", page.name, cell.address, said)], code=str(code or ""), name=name)
        self.remember_bundle(record.id, code, name)
        return record.id

    def remember_bundle(self, bundle: UUID, code: Code | None, name: str) -> None:
        if code:
            self.bundles[f"#{code}"] = bundle
        self.bundles[fold(name)] = bundle

    def goal(self, said: str, level: GoalLevel, parent: str = "") -> UUID:
        """A goal named on a card: one of this workbook, else a draft without sources that only points at a goal of the project."""
        code, rest = split_code(" ".join(said.split()))
        name = rest or ""
        if code and level is GoalLevel.OPERATIONAL:
            code = code.under(split_code(parent)[0] if parent else None)
        for draft in self.intake.drafts.values():
            if not isinstance(draft.record, Goal) or draft.record.level is not level:
                continue
            if (name and fold(draft.match_name) == fold(name)) or (not name and code and draft.match_code == str(code)):
                return draft.record.id
        key = str(code) if code else fold(name or said)
        record = Goal(id=id_from("goal", "M7", key), level=level, title=name)
        if record.id in self.intake.drafts and fold(self.intake.drafts[record.id].match_name) != fold(name or said):
            record = Goal(id=id_from("goal", "M7", key, fold(name)), level=level, title=name)
        self._pointer(Draft(record=record, match_code=str(code or ""), match_name=name or said))
        return record.id

    def problem(self, said: str) -> UUID:
        """A problem named on a card, found or pointed at like a goal."""
        code, rest = split_code(said)
        name = rest or ""
        for draft in self.intake.drafts.values():
            if isinstance(draft.record, Problem) and ((name and fold(draft.match_name) == fold(name)) or (not name and code and draft.match_code == str(code))):
                return draft.record.id
        record = Problem(id=id_from("problem", "M7", str(code) if code else fold(said)), title=name)
        self._pointer(Draft(record=record, match_code=str(code or ""), match_name=name or said))
        return record.id

    def _pointer(self, draft: Draft) -> None:
        self.intake.drafts.setdefault(draft.record.id, draft)

    def finish(self) -> None:
        """Makes the drafts of projects, compares list and cards, and gives list amounts to projects without a card table."""
        for page_cell in self.bundle_members:
            self._join(*page_cell)
        for position, entry in enumerate(self.entries):
            self._compare(entry)
            if entry.listed:
                entry.fields.add_missing(entry.listed)
            if entry.code:
                entry.fields.values.setdefault("code", entry.code)
            values: dict[str, Any] = entry.fields.values
            record = Undertaking(id=entry.id, position=position, **values)
            sources: list[Source] = [("", entry.page.name, entry.cell.address, entry.code or entry.title), *entry.fields.sources]
            self.intake.drafts = {entry.id: Draft(record=record, sources=tuple(sources), match_code=entry.code, match_name=entry.title)} | self.intake.drafts
            self._amounts(entry)
        order = {"goal": 0, "problem": 0, "bundle": 1, "undertaking": 2}
        self.intake.drafts = dict(sorted(self.intake.drafts.items(), key=lambda item: (order.get(item[1].record.kind, 3), _position(item[1]))))

    def _join(self, bundle: UUID, said: str, page: Page, cell: Cell) -> None:
        """Projects listed at a bundle get the bundle when their own row or card names none."""
        for part in said.replace(";", ",").replace("\n", ",").split(","):
            code = part.strip()
            entry = self.find(code, code) if code else None
            if entry is None:
                if code:
                    message = f"Wiązka wymienia projekt „{code}”, którego nie ma w pliku."
                    self.intake.say(Severity.WARNING, "I18", message, "Sprawdź kod projektu.", page=page, cell=cell, value=code)
            elif "bundle" not in entry.fields.values and (entry.listed is None or "bundle" not in entry.listed.values):
                entry.fields.put("bundle", bundle, page, cell)

    def _compare(self, entry: Entry) -> None:
        """Says where the list and the card of one project disagree; the card is taken."""
        if not (entry.carded and entry.listed):
            return
        for name, what in (("title", "Nazwa projektu"), ("declared_cost", "Koszt całkowity"), ("category", "Kategoria"), ("status", "Status")):
            on_list, on_card = entry.listed.get(name), entry.fields.get(name)
            if on_list is None or on_card is None or on_list == on_card or (name == "title" and fold(on_list) == fold(on_card)):
                continue
            shown = (f"{money(on_list)} zł", f"{money(on_card)} zł") if isinstance(on_list, Decimal) else (str(on_list), str(on_card))
            small = isinstance(on_list, Decimal) and abs(on_list - on_card) <= 100
            address = next((source for source in entry.listed.sources if source[0] == name), None)
            self.intake.say(
                Severity.NOTE if small else Severity.WARNING,
                "I24",
                f"{what} na liście ({shown[0]}) i na karcie ({shown[1]}) projektu „{entry.title}” różnią się; wczytano wartość z karty.",
                "Popraw listę albo kartę.",
                page=Page(name=address[1] if address else entry.page.name, cells={}),
                cell=Cell(row=0, column=0, value=None, text="", name=address[2]) if address else None,
                value=shown[0],
            )

    def _amounts(self, entry: Entry) -> None:
        for source, (amount, page, cell) in entry.amounts.items():
            if entry.lines:
                self._compare_amount(entry, source, amount, page, cell)
                continue
            start, end = entry.fields.get("start"), entry.fields.get("end")
            year = start.year if start and end and start.year == end.year else None
            record = BudgetLine(id=id_from("budget_line", "M8", str(entry.id), source, year), about=entry.id, source=source, year=year, amount=amount)
            where = (page.name, cell.address, cell.text)
            self.intake.draft(record, [("", *where), ("amount", *where), ("about", *where)], name=f"{source} {year or ''}".strip())

    def _compare_amount(self, entry: Entry, source: str, amount: Decimal, page: Page, cell: Cell) -> None:
        own = ("wklad_wlasny",)
        wanted = own if source in own else ("dotacja", "budzet_panstwa", "inne_publiczne", "prywatne")
        lines = [d.record for d in self.intake.drafts.values() if isinstance(d.record, BudgetLine) and d.record.about == entry.id and d.record.source in wanted]
        total = sum((line.amount or Decimal(0) for line in lines), Decimal(0))
        granted = sum((line.amount or Decimal(0) for line in lines if line.source == "dotacja"), Decimal(0))
        if amount not in (total, granted) and abs(total - amount) > Decimal(100):
            self.intake.say(
                Severity.WARNING,
                "I24",
                f"Kwota {SOURCE_NAMES.get(source, source)} na liście ({money(amount)} zł) i suma z karty ({money(total)} zł) projektu „{entry.title}” różnią się.",
                "Wczytano kwoty z karty; popraw listę albo kartę.",
                page=page,
                cell=cell,
                value=cell.text,
            )


def _position(draft: Draft) -> int:
    return int(getattr(draft.record, "position", 0))


def source_of(intake: Intake, page: Page, cell: Cell, said: str) -> str:
    """Key of a funding source; one the program does not know is counted among other public ones, with a note."""
    key = funding_source(said)
    if not key:
        key = "inne_publiczne"
        intake.say(
            Severity.WARNING,
            "I25",
            f"Źródło finansowania „{said}” nie jest znane; kwoty zapisano jako inne środki publiczne.",
            "Jeśli to inne źródło, zmień je w tabeli finansowania projektu.",
            page=page,
            cell=cell,
            value=said,
        )
    return key
