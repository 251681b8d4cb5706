"""Problems with evidence, challenges and SWOT of one of the twin documents; the town's and the town hall's pages share them."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop.domain.diagnosis import Challenge, Dimension, Evidence, EvidenceKind, Problem, Quadrant, Scope, SwotItem
from mrl_desktop.domain.findings import Place
from mrl_desktop.ui import theme
from mrl_desktop.ui.forms import Field
from mrl_desktop.ui.pages.example import see_example
from mrl_desktop.ui.pages.pick_many import PickManyEntry
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.columns import Column, of_field
from mrl_desktop.ui.tables.detail import ListWithForm
from mrl_desktop.ui.tables.record_table import RecordTable
from mrl_desktop.ui.values import YEAR, Kind, choice, enumeration, scale
from mrl_desktop.ui.widgets.basics import label
from mrl_desktop.ui.widgets.empty_state import EmptyState
from mrl_desktop.ui.widgets.section import SectionHeader

DIMENSION = enumeration(Dimension)


class EvidenceTable(QWidget):
    """What proves one problem or challenge; an indicator row shows the value it stands on."""

    def __init__(self, session: ProjectSession, name: str) -> None:
        super().__init__()
        self._session = session
        self._about: UUID | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.S8, 0, 0)
        column.setSpacing(theme.S4)
        column.addWidget(label("Dowody", "label"))
        column.addWidget(label("Wskaźnik z roku, wynik badania albo dokument. Wartość wskaźnika program dopisze sam.", "help"))
        self.table = RecordTable[Evidence](
            session,
            name,
            "Dowody",
            (
                of_field("evidence_kind", "Rodzaj", enumeration(EvidenceKind, blank=""), width=104),
                of_field("indicator", "Wskaźnik", self._indicators()),
                of_field("year", "Rok", YEAR, width=70),
                Column(title="Wartość", get=self._value, width=116),
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
            if not self._session.is_open:
                return [("", "—")]
            return [("", "—"), *((one.id, f"{one.id} {one.name}") for one in self._session.catalogue.indicators.values())]

        return choice(options, empty="")

    def _value(self, evidence: Evidence) -> str:
        if evidence.evidence_kind is not EvidenceKind.INDICATOR or not evidence.indicator:
            return ""
        from mrl_desktop.flows.diagnose import shown_value

        return shown_value(self._session.open_project, evidence.indicator, evidence.year)


class ChallengeLists(QWidget):
    """The three lists one under another."""

    def __init__(self, session: ProjectSession, scope: Scope) -> None:
        super().__init__()
        self._session, self._scope = session, scope
        self._rest: tuple[QWidget, ...] = ()
        name = "" if scope is Scope.PRL else "-pri"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S16)
        self._problem_evidence = EvidenceTable(session, f"dowody-problemu{name}")
        self.problems = self._problem_list(name)
        self.problems.chosen.connect(self._problem_evidence.show_of)
        self._challenge_evidence = EvidenceTable(session, f"dowody-wyzwania{name}")
        self.challenges = self._challenge_list(name)
        self.challenges.chosen.connect(self._challenge_evidence.show_of)
        self.swot = self._swot_table(name)
        self._empty = EmptyState(
            "challenges",
            "Tu nazwiecie, co naprawdę wymaga zmiany",
            "Zacznij od problemu opisanego jednym zdaniem: z czego wynika, do czego prowadzi i skąd to wiadomo. Z problemów powstaną wyzwania, "
            "a z wyzwań cele. Dowody dodasz też wprost z kroku „Diagnoza”.",
            ("Dodaj pierwszy problem", self.problems.table.add),
            see_example(self),
        )
        column.addWidget(self._empty)
        whose = "miasto" if scope is Scope.PRL else "urząd"
        for header, part in (
            (SectionHeader("Problemy", "Czego dotyczą, z czego wynikają, do czego prowadzą – i skąd to wiemy."), self.problems),
            (SectionHeader("Wyzwania", f"Na co {whose} musi odpowiedzieć. Wyzwanie wynika z problemów i opiera się na dowodach."), self.challenges),
            (SectionHeader("SWOT", "Krótko: co pomaga, co przeszkadza, co się otwiera i co grozi."), self.swot),
        ):
            self._rest += (header, part)
            column.addWidget(header)
            column.addWidget(part)

    def refresh(self) -> None:
        """Shows the lists as the project is now."""
        project, scope = self._session.project, self._scope
        everything: list[Problem | Challenge | SwotItem] = [*project.all(Problem), *project.all(Challenge), *project.all(SwotItem)]
        present = any(record.scope is scope for record in everything)
        self._empty.setVisible(not present)
        for each in self._rest:
            each.setVisible(present)
        for part in (self.problems, self.challenges, self.swot):
            part.refresh()

    def go_to(self, place: Place) -> QWidget | None:
        """Chooses the problem, challenge, evidence or SWOT entry of a place."""
        evidence = self._session.project.one(Evidence, place.record)
        if evidence is not None:
            place = Place(record=evidence.about)
        found = self.problems.go_to(place) or self.challenges.go_to(place)
        if found is None and place.record is not None and self.swot.pick(place.record):
            return self.swot.view
        return found

    def _code(self, record_id: UUID) -> str:
        return self._session.open_project.numbering.code(record_id)

    def _problem_list(self, name: str) -> ListWithForm[Problem]:
        session, scope = self._session, self._scope
        by_file = " albo wczytaj arkusz „Drzewo celów” na stronie Dane" if scope is Scope.PRL else ""
        return ListWithForm[Problem](
            session,
            f"problemy{name}",
            "Problemy",
            (
                Column(title="Kod", get=lambda problem: self._code(problem.id), width=74),
                of_field("title", "Problem", required=True),
                of_field("dimension", "Wymiar", DIMENSION, width=140),
                of_field("scale", "Skala", scale(), width=74, help="1 – mało dotkliwy, 5 – bardzo dotkliwy."),
            ),
            lambda: session.project.all(Problem, lambda problem: problem.scope is scope),
            "problemu",
            (
                Field(name="title", label="Problem", required=True, help="Jednym zdaniem, bez gotowego rozwiązania w środku."),
                Field(name="causes", label="Przyczyny", list_of_lines=True, lines=4, span=3, help="Każda w osobnym wierszu."),
                Field(name="effects", label="Skutki", list_of_lines=True, lines=4, span=3, help="Każdy w osobnym wierszu."),
                Field(name="potentials", label="Potencjały, na których można się oprzeć", lines=2),
            ),
            new=lambda: Problem(scope=scope, position=session.project.next_position(Problem)),
            add_text="Dodaj problem",
            empty=f"Nie ma jeszcze problemów. Dodaj pierwszy{by_file}.",
            form_title=lambda problem: f"{self._code(problem.id)}. {problem.title or 'Nowy problem'}",
            more=(self._problem_evidence,),
        )

    def _challenge_list(self, name: str) -> ListWithForm[Challenge]:
        session, scope = self._session, self._scope
        return ListWithForm[Challenge](
            session,
            f"wyzwania{name}",
            "Wyzwania",
            (
                Column(title="Kod", get=lambda challenge: self._code(challenge.id), width=74),
                of_field("title", "Wyzwanie", required=True),
                of_field("dimension", "Wymiar", DIMENSION, width=140),
                of_field("priority", "Priorytet", scale(), width=92, help="1 – najpilniejsze."),
            ),
            lambda: session.project.all(Challenge, lambda challenge: challenge.scope is scope),
            "wyzwania",
            (
                Field(name="title", label="Wyzwanie", required=True),
                Field(name="description", label="Na czym polega", lines=4, limit=1200),
                Field(name="problems", label="Wynika z problemów", required=True, make=lambda: PickManyEntry(self._problem_choice(), "Z których problemów wynika?")),
                Field(name="potentials", label="Na czym można się oprzeć", lines=2),
            ),
            new=lambda: Challenge(scope=scope, position=session.project.next_position(Challenge)),
            add_text="Dodaj wyzwanie",
            empty="Nie ma jeszcze wyzwań. Dodaj pierwsze, gdy opiszesz problemy.",
            form_title=lambda challenge: f"{self._code(challenge.id)}. {challenge.title or 'Nowe wyzwanie'}",
            more=(self._challenge_evidence,),
        )

    def _swot_table(self, name: str) -> RecordTable[SwotItem]:
        session, scope = self._session, self._scope
        return RecordTable[SwotItem](
            session,
            f"swot{name}",
            "SWOT",
            (
                of_field("quadrant", "Ćwiartka", enumeration(Quadrant, blank=""), width=130),
                of_field("text", "Treść", required=True),
                of_field("dimension", "Wymiar", DIMENSION, width=140),
                of_field("weight", "Waga", scale(), width=74),
            ),
            lambda: session.project.all(SwotItem, lambda item: item.scope is scope),
            "pozycji SWOT",
            new=lambda: SwotItem(scope=scope, position=session.project.next_position(SwotItem)),
            add_text="Dodaj pozycję",
            empty="Dodaj pierwszą mocną stronę, słabą stronę, szansę albo zagrożenie.",
        )

    def _problem_choice(self) -> Kind:
        def options() -> list[tuple[UUID, str]]:
            if not self._session.is_open:
                return []
            return [(one.id, f"{self._code(one.id)} {one.title}") for one in self._session.project.all(Problem, lambda one: one.scope is self._scope)]

        return choice(options)
