"""The project card: questions it asks, and how one card (or several on a sheet) becomes a project with all that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

from excel_modules import parse
from excel_modules.modules import convert
from excel_modules.modules.card_tables import headings_in, read_table
from excel_modules.modules.form import Found, Question, collect, labels_in
from excel_modules.modules.intake import Converter, Fields
from excel_modules.modules.layout import Heading
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.periods import period_of_value
from excel_modules.modules.personal import names_person, role_only, without_contacts
from excel_modules.modules.project_list import CATEGORY, STATUS, TYPE, put_period
from excel_modules.modules.projects import Entry, Projects, source_of
from excel_modules.modules.targets import aim
from excel_modules.modules.terms import principle
from excel_modules.parse import Unreadable, several
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.strategy import GoalLevel, IndicatorKind, PlanIndicator
from mrl_desktop.domain.undertakings import BudgetLine, HorizontalAnswer, Milestone, Risk, StateAid
from mrl_desktop.polish import fold

QUESTIONS: tuple[Question, ...] = (
    Question("Tytuł projektu", "title", convert.line, ("Nazwa projektu", "Tytuł", "Nazwa przedsięwzięcia", "Tytuł przedsięwzięcia", "Pełna nazwa projektu")),
    Question("Kod projektu", "code", convert.line, ("Kod", "Nr projektu", "Numer projektu", "Symbol projektu", "Nr karty", "Numer karty")),
    Question("Wnioskodawca / Lider", "leader", convert.role, ("Wnioskodawca", "Lider", "Lider projektu", "Podmiot zgłaszający", "Beneficjent")),
    Question(
        "Komórka / jednostka odpowiedzialna", "unit", convert.role, ("Komórka odpowiedzialna", "Jednostka odpowiedzialna", "Odpowiedzialny", "Podmiot odpowiedzialny", "Jednostka realizująca", "Realizator")
    ),
    Question("Partnerzy", "partners", convert.text, ("Partner", "Partnerzy projektu")),
    Question("Cel strategiczny", "strategic", convert.line, ("Cel strategiczny PRL", "Cel strategiczny, w który wpisuje się projekt", "Cel strategiczny realizowany przez projekt")),
    Question("Cel operacyjny", "goal", convert.line, ("Główny cel operacyjny", "Cel operacyjny główny", "Cel operacyjny, w który wpisuje się projekt", "Cel operacyjny realizowany przez projekt")),
    Question("Cele wspierane", "supporting_goals", convert.points, ("Cele uzupełniające", "Pozostałe cele operacyjne", "Inne cele operacyjne", "Cele wspierające")),
    Question("Wiązka", "bundle", convert.line, ("Wiązka projektów", "Nazwa wiązki")),
    Question("Kategoria", "category", CATEGORY, ("Kategoria projektu", "Podst./uzup.", "Podstawowy/uzupełniający", "Rodzaj działania")),
    Question("Typ projektu", "type", TYPE, ("Typ", "Rodzaj projektu", "Charakter projektu")),
    Question("Wymiary", "dimensions", convert.dimensions, ("Wymiar", "Wymiary rozwoju", "Wymiar rozwoju")),
    Question("Status", "status", STATUS, ("Stan przygotowania", "Gotowość", "Stopień gotowości", "Status projektu", "Gotowość do realizacji")),
    Question("Problem / wyzwanie", "problems", convert.points, ("Problem", "Problemy", "Rozwiązywany problem", "Powiązane problemy")),
    Question("Opis stanu istniejącego", "existing_state", convert.text, ("Stan istniejący", "Stan obecny", "Opis stanu obecnego", "Opis problemu", "Uzasadnienie", "Opis sytuacji wyjściowej", "Sytuacja wyjściowa", "Stan wyjściowy", "Opis sytuacji", "Uzasadnienie realizacji projektu")),
    Question("Potrzeby i wyniki konsultacji", "needs", convert.text, ("Potrzeby", "Zidentyfikowane potrzeby", "Uzasadnienie potrzeby")),
    Question("Cele projektu", "aim", convert.text, ("Cel projektu", "Cel główny projektu", "Cele")),
    Question("Zakres", "description", convert.text, ("Zakres zadania", "Opis projektu", "Opis działań", "Zakres rzeczowy", "Zakres projektu", "Zadania", "Opis", "Zakres działań", "Planowane działania", "Opis przedsięwzięcia", "Główne działania", "Planowany zakres")),
    Question("Grupy docelowe", "target_groups", convert.text, ("Grupa docelowa", "Odbiorcy", "Odbiorcy projektu", "Grupy docelowe i liczebność")),
    Question("Lokalizacja", "location", convert.text, ("Miejsce realizacji", "Lokalizacja projektu")),
    Question("Prawo do dysponowania nieruchomością", "property_right", convert.text, ("Własność nieruchomości", "Prawo do nieruchomości")),
    Question("Stan dokumentacji", "documentation", convert.text, ("Dokumentacja", "Dokumentacja techniczna")),
    Question("Zgodność z planem miejscowym", "plan_conformity", convert.text, ("Zgodność z planem ogólnym", "Zgodność z MPZP", "Zgodność z planem miejscowym / ogólnym")),
    Question("Produkty", "outputs", convert.text, ("Produkty projektu",)),
    Question("Rezultaty", "results", convert.text, ("Rezultaty projektu", "Oczekiwane rezultaty")),
    Question("Wskaźniki", "indicators", convert.points, ("Wskaźniki projektu", "Wskaźniki produktu i rezultatu")),
    Question("Koszt całkowity", "declared_cost", convert.money(), ("Całkowity koszt projektu", "Wartość projektu", "Szacunkowy koszt", "Koszt całkowity projektu", "Koszt ogółem", "Całkowity koszt", "Wartość całkowita", "Wartość ogółem", "Koszt", "Budżet projektu"), money=True),
    Question("Koszty kwalifikowalne", "eligible_cost", convert.money(), ("Wydatki kwalifikowalne", "Koszt kwalifikowalny", "w tym kwalifikowalne", "w tym koszty kwalifikowalne", "w tym wydatki kwalifikowalne"), money=True),
    Question("Podstawa szacunku", "estimate_basis", convert.text, ("Podstawa oszacowania", "Podstawa wyceny")),
    Question("Źródła finansowania", "funding", convert.text, ("Finansowanie", "Źródła i kwoty finansowania")),
    Question("Harmonogram", "schedule", convert.text, ("Okres realizacji", "Termin realizacji", "Czas realizacji", "Lata realizacji", "Harmonogram realizacji", "Okres", "Termin")),
    Question("Data rozpoczęcia", "start", convert.first_day, ("Termin rozpoczęcia", "Rozpoczęcie", "Planowane rozpoczęcie")),
    Question("Data zakończenia", "end", convert.last_day, ("Termin zakończenia", "Zakończenie", "Planowane zakończenie")),
    Question("Ryzyka", "risks", convert.points, ("Ryzyko", "Analiza ryzyka", "Główne ryzyka", "Ryzyka projektu")),
    Question("Pomoc publiczna", "state_aid", convert.text, ("Test pomocy publicznej", "Czy wystąpi pomoc publiczna?", "Pomoc publiczna / de minimis")),
    Question("Transfer środków publicznych", "transfer", convert.yes_no, ("Transfer środków", "Transfer zasobów publicznych")),
    Question("Korzyść ekonomiczna", "advantage", convert.yes_no, ("Korzyść", "Przysporzenie", "Korzyść dla przedsiębiorstwa")),
    Question("Selektywność", "selectivity", convert.yes_no, ("Selektywny charakter",)),
    Question("Zakłócenie konkurencji", "distortion", convert.yes_no, ("Zakłócenie konkurencji i wpływ na handel", "Wpływ na konkurencję")),
    Question("Podstawa pomocy", "aid_basis", convert.text, ("Podstawa prawna pomocy", "Podstawa udzielenia pomocy", "Wynik testu")),
    Question("Wartość pomocy", "aid_amount", convert.money(), ("Kwota pomocy",), money=True),
    Question("Beneficjent pomocy", "aid_beneficiary", convert.line, ("Beneficjent korzyści",)),
    Question("Zasady horyzontalne", "principles", convert.text, ("Polityki horyzontalne", "Zgodność z zasadami horyzontalnymi")),
    Question("Roczne koszty utrzymania", "maintenance_cost", convert.money(), ("Koszty utrzymania", "Koszty utrzymania rocznie", "Roczny koszt utrzymania"), money=True),
    Question("Roczne przychody", "maintenance_income", convert.money(), ("Przychody", "Przychody rocznie"), money=True),
    Question("Źródło pokrycia kosztów utrzymania", "maintenance_source", convert.line, ("Źródło pokrycia",)),
    Question("Okres trwałości", "durability_years", convert.whole, ("Trwałość", "Trwałość projektu", "Okres trwałości [lata]")),
    Question("Warunki instytucjonalne", "institutional_conditions", convert.text, ("Powiązanie z PRI", "Warunki instytucjonalne powiązanie z PRI")),
    Question("Partycypacja", "participation", convert.text, ("Udział mieszkańców", "Konsultacje", "Kto zgłosił")),
    Question("Osoba do kontaktu", "contact_role", convert.role, ("Kontakt", "Osoba kontaktowa", "Dane kontaktowe", "Osoba odpowiedzialna")),
)

FIRST_ROWS = 150
"""Filled rows in which a sheet shows that it is a card; long tables of others need not be looked through."""
FEWEST_BETWEEN = 3
"""Questions that have to stand between two titles for the second to begin another card."""
_OWN_FIELDS = frozenset(
    ["title", "code", "leader", "unit", "partners", "category", "type", "dimensions", "status", "existing_state", "needs", "aim", "description", "target_groups", "location", "property_right", "documentation", "plan_conformity", "outputs", "results", "declared_cost", "eligible_cost", "estimate_basis", "start", "end", "maintenance_cost", "maintenance_income", "maintenance_source", "durability_years", "institutional_conditions", "participation"]
)
_AID = {"transfer": "transfer", "advantage": "advantage", "selectivity": "selectivity", "distortion": "distortion", "aid_basis": "basis", "aid_amount": "amount", "aid_beneficiary": "beneficiary"}
_CARD_TITLE = re.compile(r"^(?:karta|fiszka)\b.{0,80}\b(?:projekt|przedsiewziec)")
_CODE_IN_TITLE = re.compile(r"(?:nr\s*)?\b((?:[A-Z]{1,3}[-. ]?)\d{1,3}(?:\.\d{1,3})*)\b")
_SHEET_CODE = re.compile(r"^\s*([A-Z]{1,3}[-_. ]?\d{1,3}(?:[._-]\d{1,3})*)\s*$")
_COPY = re.compile(r"(?i)\s*\(\d+\)\s*$|\bkopia\b|\bcopy\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The part of a page one card takes."""

    rows: tuple[int, ...]
    columns: range


def questions_on(page: Page) -> int:
    """How many different questions of the card stand in the first rows of a page, in different rows; 0 without the title."""
    found = labels_in(page, QUESTIONS, page.rows[:FIRST_ROWS], range(10**6))
    rows: dict[int, Found] = {}
    names: set[str] = set()
    for label in found:
        before = rows.get(label.row)
        between = before is not None and any(before.cell.column < cell.column < label.cell.column for cell in page.by_row[label.row])
        if before is None or (between and label.cell is not page.by_row[label.row][-1]):  # „Lider | Urząd | Partner | ZGK"
            names.add(label.question.field)
        rows[label.row] = label
    return len(names) if "title" in {label.question.field for label in found} else 0


def regions(page: Page) -> list[Region]:
    """Cards of one page: split where a card's title line or a question comes again, or side by side by columns."""
    found = labels_in(page, QUESTIONS, page.rows, range(10**6))
    titles = [label for label in found if label.question.field == "title"]
    by_row: dict[int, list[int]] = {}
    for label in titles:
        by_row.setdefault(label.row, []).append(label.cell.column)
    beside = next((columns for columns in by_row.values() if len(columns) > 1), None)
    if beside:
        edges = [*beside, 10**6]
        edges[0] = 0
        bands = [range(edges[i], edges[i + 1]) for i in range(len(beside))]
        return [Region(rows=tuple(page.rows), columns=band) for band in bands]
    rows = sorted({label.row for label in found})
    heads = {row for row in page.rows if _CARD_TITLE.match(fold(page.by_row[row][0].text))}
    asked = sorted({title.row for title in titles})
    lead = sum(1 for row in rows if asked and row < asked[0])
    starts = [page.rows[0]] if page.rows else []
    for before, row in pairwise(asked):
        start = _start(page, before, row, heads, rows, lead)
        if sum(1 for label in rows if max(before, starts[-1]) < label < start) >= FEWEST_BETWEEN:
            starts.append(start)
    ends = [*starts[1:], 10**9]
    return [Region(rows=tuple(row for row in page.rows if start <= row < end), columns=range(10**6)) for start, end in zip(starts, ends, strict=True)]


def _start(page: Page, before: int, title: int, heads: set[int], labels: Sequence[int], lead: int) -> int:
    """First row of the card whose title stands in a row, `before` being the title of the card above: its heading line, else what
    follows a gap, else as many questions above the title as the first card has."""
    between = [row for row in page.rows if before < row <= title]
    if mine := [row for row in between if row in heads]:
        return mine[-1]
    for row in reversed(between):
        if row - 1 not in page.by_row and sum(1 for label in labels if row <= label < title) <= lead:
            return row
    above = [label for label in labels if before < label < title]
    return above[-lead] if 0 < lead <= len(above) else title


def read_cards(projects: Projects, page: Page) -> None:
    """All cards of one page."""
    parts = regions(page)
    for region in parts:
        _Card(projects, page, region, only=len(parts) == 1).read()


class _Card:
    """Reads one card."""

    def __init__(self, projects: Projects, page: Page, region: Region, *, only: bool) -> None:
        self.projects, self.intake, self.page, self.region, self.only = projects, projects.intake, page, region, only
        self.fields = Fields()
        self.answers: dict[str, tuple[Found, Cell]] = {}

    def read(self) -> None:
        asking = frozenset(label.row for label in labels_in(self.page, QUESTIONS, self.region.rows, self.region.columns))
        headings = headings_in(self.page, self.region.rows[0], self.region.rows[-1], self.region.columns, asking)
        labels, headings = self._labels(headings)
        collect(self.page, labels, headings, self.region.rows, self.region.columns)
        for label in labels:
            if answer := label.answer():
                if label.question.field in self.answers:
                    for cell in label.values:
                        self.intake.skip(self.page, cell, f"Pytanie „{label.cell.text}” powtarza się na karcie; wczytano pierwszą odpowiedź.", "Sprawdź kartę.")
                    continue
                self.answers[label.question.field] = (label, answer)
        self._kinds()
        self._titles(labels)
        entry = self._entry()
        if entry is None:
            return
        for name in self.answers:
            if name in _OWN_FIELDS:
                self.value(name, self.fields)
        self.fields.values.pop("code", None)
        self.fields.sources = [source for source in self.fields.sources if source[0] != "code"]
        if entry.code and "code" in self.answers:
            self.fields.put("code", entry.code, self.page, self.answers["code"][1])
        self._links()
        entry.fields, entry.carded = self.fields, True
        entry.said = {name: cell.text for name, (_, cell) in self.answers.items()}
        self._schedule(entry)
        self._contact()
        ends = sorted({label.row for label in labels} | {heading.top for heading in headings} | {self.region.rows[-1] + 1})
        for heading in headings:
            last = next((row for row in ends if row > heading.bottom), self.region.rows[-1] + 1) - 1
            read_table(self.intake, self.page, heading, last, entry)
        self._risks(entry)
        self._state_aid(entry)
        self._principles(entry)
        self._indicators(entry)
        self._funding(entry)

    def _labels(self, headings: list[Heading]) -> tuple[list[Found], list[Heading]]:
        """Labels outside tables, and tables that are not just labels in a row."""
        inside = {row for heading in headings for row in range(heading.top, heading.bottom + 1)}
        rows = [row for row in self.region.rows if row not in inside]
        labels = labels_in(self.page, QUESTIONS, rows, self.region.columns)
        kept: list[Found] = []
        for label in labels:
            heading = next((h for h in reversed(headings) if h.bottom < label.row), None)
            if heading and not any(heading.bottom < other.row < label.row for other in kept) and self._is_table_row(heading, label.row):
                continue
            kept.append(label)
        return kept, headings

    def _kinds(self) -> None:
        """„Typ projektu (podstawowy/uzupełniający)" asks for the category, whatever it is called."""
        for name, own, other, wanted in (("type", TYPE, "category", CATEGORY), ("category", CATEGORY, "type", TYPE)):
            if name in self.answers and other not in self.answers and not _reads(own, self.answers[name][1]) and _reads(wanted, self.answers[name][1]):
                label, cell = self.answers.pop(name)
                question = next(one for one in QUESTIONS if one.field == other)
                self.answers[other] = (Found(question=question, cell=label.cell, inside=label.inside, values=label.values), cell)

    def _is_table_row(self, heading: Heading, row: int) -> bool:
        """Whether a row that begins like a label is still a row of the table above: it fills three of its columns, without a gap of rows."""
        filled = [cell for cell in self.page.by_row[row] if heading.known(cell.column)]
        gap = any(r not in self.page.by_row for r in range(heading.bottom + 1, row))
        return len(filled) >= 3 and not gap

    def _titles(self, labels: list[Found]) -> None:
        """Lines above the first question are decoration, and section headings without a question too."""
        first = min((label.row for label in labels), default=self.region.rows[0])
        for row in self.region.rows:
            cells = [cell for cell in self.page.by_row[row] if cell.column in self.region.columns and self.page.free(cell)]
            if row < first or (cells and _CARD_TITLE.match(fold(cells[0].text))):
                self.page.mark(cells, Role.DECORATION)

    def _entry(self) -> Entry | None:
        """The project this card is of: by its code, by the sheet's name, or by its title."""
        title_label, title_cell = self.answers.get("title", (None, None))
        title = str(self.intake.convert(self.page, title_cell, convert.line) or "") if title_cell else ""
        code = self._code()
        known = self.projects.find(code, title)
        if known and known.carded and (not code or _COPY.search(self.page.name) or fold(known.title) == fold(title)):
            self._copy(known)
            return None
        if known is None or known.carded:
            if not title:
                if len(self.answers) >= 2:
                    self.intake.say(
                        Severity.WARNING, "I19", "Karta nie ma tytułu projektu; pominięto ją.", "Wpisz tytuł na karcie i wczytaj plik ponownie.", page=self.page, cell=title_label.cell if title_label else None
                    )
                for _, answer in self.answers.values():
                    self.page.roles.pop((answer.row, answer.column), None)
                for cell in self._mine():
                    if self.page.free(cell):
                        self.intake.skip(self.page, cell, "Karta nie ma tytułu projektu.", severity=None)
                return None
            cell = title_cell or self._mine()[0]
            known = self.projects.add(self.page, cell, code, title)
        elif code and not known.code:
            known.code = code
        known.page, known.cell = self.page, title_cell or known.cell
        return known

    def _code(self) -> str:
        if "code" in self.answers:
            return str(self.intake.convert(self.page, self.answers["code"][1], convert.line) or "")
        for row in self.region.rows[:3]:
            text = next((cell.text for cell in self.page.by_row[row] if cell.column in self.region.columns), "")
            if _CARD_TITLE.match(fold(text)) and (found := _CODE_IN_TITLE.search(text)):
                return found[1]
        named = _SHEET_CODE.match(_COPY.sub("", self.page.name))
        return named[1] if named and self.only else ""

    def _mine(self) -> list[Cell]:
        return [cell for row in self.region.rows for cell in self.page.by_row[row] if cell.column in self.region.columns]

    def _copy(self, known: Entry) -> None:
        """A second sheet of the same card („P01 (2)", „kopia")."""
        cells = self._mine()
        self._differences(known)
        for cell in cells:
            self.page.roles.pop((cell.row, cell.column), None)
            self.intake.skip(self.page, cell, f"Arkusz jest kopią karty projektu „{known.title}”.", severity=None)
        self.intake.say(
            Severity.WARNING,
            "I27",
            f"Arkusz „{self.page.name}” jest drugą kartą projektu „{known.title}” ({known.code or 'bez kodu'}); wczytano pierwszą, z arkusza „{known.page.name}”.",
            "Usuń z pliku nieaktualną kartę i wczytaj go ponownie.",
            page=self.page,
            cell=cells[0],
        )

    def _differences(self, known: Entry) -> None:
        """Says which answers of a second card are not those of the first."""
        for name, (label, cell) in self.answers.items():
            first = known.said.get(name, "")
            if name in ("code", "contact_role") or " ".join(fold(first).split()) == " ".join(fold(cell.text).split()):
                continue
            hidden = names_person(first) or names_person(cell.text)
            question = label.question.label
            told = f"; tu jest „{without_contacts(cell.text)[:100]}”, tam {f'„{without_contacts(first)[:100]}”' if first else 'nic'}" if not hidden else ""
            self.intake.say(
                Severity.WARNING,
                "I24",
                f"Odpowiedź na pytanie „{question}” jest w arkuszu „{self.page.name}” inna niż w arkuszu „{known.page.name}”{told}; wczytano z arkusza „{known.page.name}”.",
                "Sprawdź, która karta jest aktualna.",
                page=self.page,
                cell=cell,
                value="" if hidden else without_contacts(cell.text)[:200],
            )

    def value(self, name: str, fields: Fields) -> Any:
        """The answer to one question, put into `fields`."""
        label, cell = self.answers[name]
        question = label.question
        converter = question.convert
        if question.money:
            notes = [label.cell.text, *(self.page.by_row[row][0].text for row in self.region.rows if row < min(r.row for r, _ in self.answers.values()))]
            try:
                converter = convert.money(convert.unit_factor(*notes))
            except Unreadable as refusal:
                self.intake.skip(self.page, cell, str(refusal), "Przelicz kwotę na złote.", code="I11")
                return None
        value = self.intake.take(fields, name, self.page, cell, converter)
        if value is not None:
            self.page.mark(label.values, Role.READ)
        elif len(label.values) > 1:
            role = self.page.roles.get((cell.row, cell.column), Role.SKIPPED)
            self.page.mark(label.values, role)
        return value

    def loose(self, name: str) -> tuple[Any, Cell | None]:
        """The answer to a question that fills no field of the project itself."""
        if name not in self.answers:
            return None, None
        fields = Fields()
        value = self.value(name, fields)
        return value, self.answers[name][1]

    def _links(self) -> None:
        strategic, strategic_cell = self.loose("strategic")
        goal, cell = self.loose("goal")
        if goal and cell:
            self.fields.put("goal", self.projects.goal(goal, GoalLevel.OPERATIONAL, strategic or ""), self.page, cell, *([strategic_cell] if strategic and strategic_cell else []))
        elif strategic and strategic_cell:
            self.intake.say(
                Severity.WARNING, "I18", "Karta podaje tylko cel strategiczny; projekt potrzebuje celu operacyjnego.", "Wskaż cel operacyjny w karcie projektu.", page=self.page, cell=strategic_cell, value=strategic
            )
        others, cell = self.loose("supporting_goals")
        if others and cell:
            self.fields.put("supporting_goals", tuple(dict.fromkeys(self.projects.goal(one, GoalLevel.OPERATIONAL) for one in others)), self.page, cell)
        bundle, cell = self.loose("bundle")
        if bundle and cell:
            self.fields.put("bundle", self.projects.bundle(self.page, cell, bundle), self.page, cell)
        problems, cell = self.loose("problems")
        if problems and cell:
            self.fields.put("problems", tuple(dict.fromkeys(self.projects.problem(one) for one in problems)), self.page, cell)

    def _schedule(self, entry: Entry) -> None:
        """„14. Harmonogram" as a term from–to, or as milestones line by line."""
        said, cell = self.loose("schedule")
        if not said or cell is None:
            return
        period = period_of_value(cell.value)
        if period:
            self.fields.values["period"] = period
            put_period(self.fields, self.page, cell)
            return
        for position, line in enumerate(several(said)):
            pieces = re.split(r"\s[-–—]\s|:\s|\(", line.rstrip(")"))
            for at in (len(pieces) - 1, 0):
                due = period_of_value(pieces[at].strip())
                if due and len(pieces) > 1:
                    title = " – ".join(piece for i, piece in enumerate(pieces) if i != at).strip()
                    record = Milestone(id=id_from("milestone", "M8", str(entry.id), fold(title)), position=position, about=entry.id, title=title, due=due.end or due.start)
                    self._child(record, ("title", "due", "about"), cell, line)
                    break
            else:
                self.intake.say(
                    Severity.WARNING, "I11", f"W harmonogramie nie widać terminu: „{line}”.", "Wpisz kamień milowy w karcie projektu.", page=self.page, cell=cell, value=line
                )

    def _child(self, record: Any, names: Sequence[str], cell: Cell, raw: str, name: str = "") -> UUID:
        where = (self.page.name, cell.address, raw)
        return self.intake.draft(record, [("", *where), *((field, *where) for field in names)], name=name or record.name_for_people)

    def _contact(self) -> None:
        """Only the role of the contact person is kept; the name, phone and address are personal data."""
        if "contact_role" not in self.answers:
            return
        label, cell = self.answers["contact_role"]
        self.page.mark([label.cell], Role.LABEL)
        kept = role_only(cell.text)
        personal = names_person(cell.text) or without_contacts(cell.text) != cell.text or kept != cell.text
        if kept:
            self.page.mark(label.values, Role.READ)
            self.fields.put("contact_role", kept, self.page, cell, raw=kept)
        else:
            for value in label.values:
                self.intake.skip(self.page, value.saying(""), "Dane osoby do kontaktu nie są wczytywane, bo to dane osobowe.", severity=None)
        if personal:
            self.intake.say(
                Severity.NOTE,
                "I20",
                "Pominięto dane osobowe osoby do kontaktu" + (f"; wczytano tylko funkcję: {kept}." if kept else "."),
                "W razie potrzeby wpisz na karcie projektu samą funkcję lub komórkę organizacyjną.",
                page=self.page,
                cell=cell,
            )

    def _risks(self, entry: Entry) -> None:
        """Risks typed as lines: „- wzrost cen (P=3, W=4): rezerwa"."""
        said, cell = self.loose("risks")
        for position, line in enumerate(said or ()):
            graded = re.search(r"\(\s*P\s*[=:]?\s*([1-5])\s*[,;]?\s*[WS]\s*[=:]?\s*([1-5])\s*\)", line, re.IGNORECASE)
            body = line.replace(graded[0], "") if graded else line
            title, _, prevention = body.partition(":") if graded or re.search(r"\S:\s", body) else body.partition("\0")
            values: dict[str, Any] = {"title": re.sub(r"\s+", " ", title).strip(" ,;"), "prevention": prevention.strip()}
            if graded:
                values |= {"probability": int(graded[1]), "impact": int(graded[2])}
            values = {name: value for name, value in values.items() if value != ""}
            record = Risk(id=id_from("risk", "M8", str(entry.id), fold(values.get("title", line))), position=position, about=entry.id, **values)
            if cell:
                self._child(record, (*values, "about"), cell, line)

    def _state_aid(self, entry: Entry) -> None:
        """The aid test: conditions ticked one by one, or „NIE – uzasadnienie" in one answer."""
        fields = Fields()
        for name, own in _AID.items():
            if name in self.answers:
                value = self.value(name, Fields())
                if value is not None:
                    fields.put(own, value, self.page, self.answers[name][1])
        said, cell = self.loose("state_aid")
        if said and cell:
            given, rest = _aid_answer(cell)
            if given is not None and not rest:
                rest = "Projekt jest objęty pomocą publiczną" if given else "Pomoc publiczna nie występuje"
            if "basis" not in fields.values:
                fields.put("basis", rest or said, self.page, cell)
        if fields.values:
            record = StateAid(id=id_from("state_aid", "M8", str(entry.id)), undertaking=entry.id, **fields.values)
            first = fields.sources[0]
            self.intake.draft(record, [("", *first[1:]), *fields.sources, ("undertaking", *first[1:])], name=entry.title)

    def _principles(self, entry: Entry) -> None:
        """Horizontal principles typed as lines „Dostępność: …"; a line without a name goes on with the one above."""
        said, cell = self.loose("principles")
        if not said or cell is None:
            return
        answers: list[list[str]] = []
        for line in several(said) if "\n" in said else (said,):
            head, colon, tail = line.partition(":")
            key = principle(head) if colon else ""
            if key:
                answers.append([key, tail.strip()])
            elif answers:
                answers[-1][1] += "\n" + line
            else:
                answers.append([principle(line), line])
        for position, (key, way) in enumerate(answers):
            record = HorizontalAnswer(id=id_from("horizontal_answer", "M8", str(entry.id), key or "wszystkie"), position=position, undertaking=entry.id, principle=key, way=way)
            self._child(record, ("principle", "way", "undertaking"), cell, way, name=key)

    def _indicators(self, entry: Entry) -> None:
        """Indicators typed as lines: „liczba miejsc: 30 szt."."""
        said, cell = self.loose("indicators")
        for position, line in enumerate(said or ()):
            name, colon, value = line.rpartition(":") if re.search(r":\s*\S*\d", line) else (line, "", "")
            assert cell is not None
            target = aim(cell.saying(value.strip()), []) if colon else None
            values: dict[str, Any] = {"name": (name or line).strip(" -–")}
            if target and target.value is not None:
                values["target"] = target.value
            if target and target.wording:
                values["target_text"] = target.wording
            if target and target.unit:
                values["unit"] = target.unit
            record = PlanIndicator(
                id=id_from("plan_indicator", "M8", str(entry.id), fold(values["name"])), position=position, about=entry.id, indicator_kind=IndicatorKind.OUTPUT, **values
            )
            self._child(record, (*values, "about"), cell, line, name=values["name"])

    def _funding(self, entry: Entry) -> None:
        """Sources typed as lines „Dotacja: 1 200 000 zł"; without years, so the year is left open."""
        said, cell = self.loose("funding")
        if not said or cell is None:
            return
        for line in several(said):
            amount = re.search(r"(\d[\d\s.,']*)(\s*(?:tys\.?|mln\.?))?\s*(?:zł|zl|pln)", line, re.IGNORECASE)
            if amount is None:
                self.intake.say(Severity.WARNING, "I11", f"W źródłach finansowania nie widać kwoty: „{line}”.", "Wpisz kwoty w karcie projektu.", page=self.page, cell=cell, value=line)
                continue
            try:
                value = parse.money(amount[0]) or Decimal(0)
            except Unreadable as refusal:
                self.intake.say(Severity.WARNING, "I11", str(refusal), "Wpisz kwoty w karcie projektu.", page=self.page, cell=cell, value=line)
                continue
            key = source_of(self.intake, self.page, cell, line[: amount.start()] or line)
            record_id = id_from("budget_line", "M8", str(entry.id), key, None)
            if record_id in self.intake.drafts:
                old = self.intake.drafts[record_id].record
                assert isinstance(old, BudgetLine)
                self.intake.revise(record_id, {"amount": (old.amount or Decimal(0)) + value}, [])
                continue
            entry.lines = True
            self._child(BudgetLine(id=record_id, about=entry.id, source=key, amount=value), ("amount", "about"), cell, line, name=key)


def _reads(converter: Converter, cell: Cell) -> bool:
    try:
        return converter(cell, []) is not None
    except Unreadable:
        return False


def _aid_answer(cell: Cell) -> tuple[bool | None, str]:
    """„NIE – usługi niegospodarcze" taken apart; (None, text) when the answer does not begin with yes or no."""
    try:
        given = convert.yes_no(cell, [])
    except Unreadable:
        return None, cell.text
    body = convert.ticked(cell.text)
    rest = re.sub(r"(?i)^(?:tak|nie)\b\s*[-–—:,.]?\s*", "", body).strip()
    return given, "" if re.search(r"[☐☑☒□■]", cell.text) else rest
