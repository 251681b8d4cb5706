"""Step 4, „Wyzwania": SWOT, problems with their evidence, and the challenges that answer them."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop.domain.diagnosis import Challenge, Dimension, Evidence, EvidenceKind, Problem, Quadrant, Scope, SwotItem
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.project import Change
from mrl_desktop.ui import theme
from mrl_desktop.ui.forms import Field
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.tables.columns import Column, of_field
from mrl_desktop.ui.tables.detail import ListWithForm
from mrl_desktop.ui.tables.record_table import RecordTable
from mrl_desktop.ui.values import YEAR, Kind, choice, enumeration, scale
from mrl_desktop.ui.widgets.basics import label
from mrl_desktop.ui.widgets.section import SectionHeader

DIMENSION = enumeration(Dimension)


class EvidenceTable(QWidget):
    """What proves one problem or challenge; an indicator row shows the value it stands on."""

    def __init__(self, page: Page, name: str) -> None:
        super().__init__()
        self._page = page
        self._about: UUID | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.S8, 0, 0)
        column.setSpacing(theme.S4)
        column.addWidget(label("Dowody", "label"))
        column.addWidget(label("Wskaźnik z roku, wynik badania albo dokument. Wartość wskaźnika program dopisze sam.", "help"))
        session = page.session
        self.table = RecordTable[Evidence](
            session,
            name,
            "Dowody",
            (
                of_field("evidence_kind", "Rodzaj", enumeration(EvidenceKind, blank=""), width=110),
                of_field("indicator", "Wskaźnik", self._indicators(), width=280),
                of_field("year", "Rok", YEAR, width=80),
                Column(title="Wartość", get=self._value, width=130),
                of_field("text", "Opis albo źródło"),
            ),
            lambda: session.project.all(Evidence, lambda evidence: evidence.about == self._about) if self._about else [],
            "dowodu",
            new=lambda: Evidence(about=self._about, position=session.project.next_position(Evidence)),
            add_text="Dodaj dowód",
            reorder=False,
            empty="Nie podano jeszcze dowodu.",
            most_rows=5,
        )
        column.addWidget(self.table)

    def show_of(self, about: UUID | None) -> None:
        """Shows the evidence of one record."""
        self._about = about
        self.table.refresh()

    def _indicators(self) -> Kind:
        def options() -> list[tuple[str, str]]:
            if not self._page.session.is_open:
                return [("", "—")]
            return [("", "—"), *((one.id, f"{one.id} {one.name}") for one in self._page.session.catalogue.indicators.values())]

        return choice(options, empty="")

    def _value(self, evidence: Evidence) -> str:
        if evidence.evidence_kind is not EvidenceKind.INDICATOR or not evidence.indicator:
            return ""
        from mrl_desktop.flows.diagnose import shown_value

        return shown_value(self._page.session.open_project, evidence.indicator, evidence.year)


class ChallengesPage(Page):
    step = "challenges"

    def build(self) -> None:
        session = self.session
        self.add(SectionHeader("Problemy", "Czego dotyczą, z czego wynikają, do czego prowadzą – i skąd to wiemy."))
        self._problem_evidence = EvidenceTable(self, "dowody-problemu")
        self._problems = ListWithForm[Problem](
            session,
            "problemy",
            "Problemy",
            (
                Column(title="Kod", get=lambda problem: self._code(problem.id), width=70),
                of_field("title", "Problem", required=True),
                of_field("dimension", "Wymiar", DIMENSION, width=150),
                of_field("scale", "Skala", scale(), width=80),
            ),
            lambda: session.project.all(Problem, lambda problem: problem.scope is Scope.PRL),
            "problemu",
            (
                Field(name="title", label="Problem", required=True, help="Jednym zdaniem, bez gotowego rozwiązania w środku."),
                Field(name="causes", label="Przyczyny", list_of_lines=True, lines=4, span=3, help="Każda w osobnym wierszu."),
                Field(name="effects", label="Skutki", list_of_lines=True, lines=4, span=3, help="Każdy w osobnym wierszu."),
                Field(name="potentials", label="Potencjały, na których można się oprzeć", lines=2),
            ),
            new=lambda: Problem(position=session.project.next_position(Problem)),
            add_text="Dodaj problem",
            empty="Nie ma jeszcze problemów. Dodaj pierwszy albo wczytaj arkusz „Drzewo celów” na stronie Dane.",
            form_title=lambda problem: f"{self._code(problem.id)}. {problem.title or 'Nowy problem'}",
            more=(self._problem_evidence,),
        )
        self._problems.chosen.connect(self._problem_evidence.show_of)
        self.add(self._problems)
        self.add(SectionHeader("Wyzwania", "Na co miasto musi odpowiedzieć. Wyzwanie wynika z problemów i opiera się na dowodach."))
        self._challenge_evidence = EvidenceTable(self, "dowody-wyzwania")
        self._challenges = ListWithForm[Challenge](
            session,
            "wyzwania",
            "Wyzwania",
            (
                Column(title="Kod", get=lambda challenge: self._code(challenge.id), width=70),
                of_field("title", "Wyzwanie", required=True),
                of_field("dimension", "Wymiar", DIMENSION, width=150),
                of_field("priority", "Priorytet", scale(), width=100, help="1 – najpilniejsze."),
            ),
            lambda: session.project.all(Challenge, lambda challenge: challenge.scope is Scope.PRL),
            "wyzwania",
            (
                Field(name="title", label="Wyzwanie", required=True),
                Field(name="description", label="Na czym polega", lines=4, limit=1200),
                Field(name="problems", label="Wynika z problemów", kind=self._problem_choice(), many=True, required=True),
                Field(name="potentials", label="Na czym można się oprzeć", lines=2),
            ),
            new=lambda: Challenge(position=session.project.next_position(Challenge)),
            add_text="Dodaj wyzwanie",
            empty="Nie ma jeszcze wyzwań. Dodaj pierwsze, gdy opiszesz problemy.",
            form_title=lambda challenge: f"{self._code(challenge.id)}. {challenge.title or 'Nowe wyzwanie'}",
            more=(self._challenge_evidence,),
        )
        self._challenges.chosen.connect(self._challenge_evidence.show_of)
        self.add(self._challenges)
        self.add(SectionHeader("SWOT", "Krótko: co pomaga, co przeszkadza, co się otwiera i co grozi."))
        self._swot = RecordTable[SwotItem](
            session,
            "swot",
            "SWOT",
            (
                of_field("quadrant", "Ćwiartka", enumeration(Quadrant, blank=""), width=140),
                of_field("text", "Treść", required=True),
                of_field("dimension", "Wymiar", DIMENSION, width=150),
                of_field("weight", "Waga", scale(), width=80),
            ),
            lambda: session.project.all(SwotItem, lambda item: item.scope is Scope.PRL),
            "pozycji SWOT",
            new=lambda: SwotItem(position=session.project.next_position(SwotItem)),
            add_text="Dodaj pozycję",
            empty="Dodaj pierwszą mocną stronę, słabą stronę, szansę albo zagrożenie.",
        )
        self.add(self._swot)

    def refresh(self, change: Change | None) -> None:
        self._problems.refresh()
        self._challenges.refresh()
        self._swot.refresh()

    def go_to(self, place: Place) -> bool:
        evidence = self.session.project.one(Evidence, place.record)
        if evidence is not None:
            place = Place(record=evidence.about)
        for part in (self._problems, self._challenges):
            found = part.go_to(place)
            if found is not None:
                self.reveal(found)
                return True
        if place.record is not None and self._swot.pick(place.record):
            self.reveal(self._swot.view)
            return True
        return False

    def _code(self, record_id: UUID) -> str:
        return self.session.open_project.numbering.code(record_id)

    def _problem_choice(self) -> Kind:
        def options() -> list[tuple[UUID, str]]:
            if not self.session.is_open:
                return []
            return [(one.id, f"{self._code(one.id)} {one.title}") for one in self.session.project.all(Problem, lambda one: one.scope is Scope.PRL)]

        return choice(options)
