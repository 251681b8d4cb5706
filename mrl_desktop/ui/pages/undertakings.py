"""Step 6, „Projekty": bundles, the list of projects, and the whole card of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop.analysis.rules import rules
from mrl_desktop.domain import finance
from mrl_desktop.domain.diagnosis import Dimension, Problem, Scope
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.strategy import Goal, GoalLevel, IndicatorKind, PlanIndicator
from mrl_desktop.domain.undertakings import (
    BudgetLine,
    Bundle,
    Category,
    HorizontalAnswer,
    Milestone,
    Readiness,
    Risk,
    StateAid,
    Task,
    Undertaking,
    UndertakingType,
)
from mrl_desktop.ui import theme
from mrl_desktop.ui.forms import Field
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.belonging import BelongingTable
from mrl_desktop.ui.pages.example import see_example
from mrl_desktop.ui.pages.goals import IndicatorTable
from mrl_desktop.ui.pages.other_twin import sent_on
from mrl_desktop.ui.pages.pick_many import PickManyEntry
from mrl_desktop.ui.tables.columns import Column, of_field
from mrl_desktop.ui.tables.detail import ListWithForm
from mrl_desktop.ui.tables.money_grid import MoneyGrid
from mrl_desktop.ui.values import DAY, FLAG, MONEY, WHOLE, Kind, choice, enumeration, scale
from mrl_desktop.ui.widgets.basics import label
from mrl_desktop.ui.widgets.empty_state import EmptyState
from mrl_desktop.ui.widgets.section import SectionHeader


class UndertakingsPage(Page):
    step = "undertakings"

    def build(self) -> None:
        session = self.session
        self.add(SectionHeader("Projekty", "Karta każdego projektu zapisuje się sama i w całości trafia do dokumentu."))
        self._parts = CardParts(self)
        self._projects = ListWithForm[Undertaking](
            session,
            "projekty",
            "Projekty",
            (
                Column(title="Kod", get=lambda one: self._code(one.id), width=90),
                of_field("title", "Projekt", required=True),
                of_field("category", "Kategoria", choice([(one, str(one)) for one in Category]), width=130),
                Column(title="Koszt", get=lambda one: finance.total(session.project, one.id), kind=MONEY, unit="zł", width=140),
            ),
            lambda: sorted(session.project.all(Undertaking), key=lambda one: (self._code(one.id), one.position)),
            "projektu",
            self._fields(),
            new=lambda: Undertaking(position=session.project.next_position(Undertaking)),
            add_text="Dodaj projekt",
            empty="Nie ma jeszcze projektów. Dodaj pierwszy albo wczytaj karty projektów na stronie Dane.",
            form_title=lambda one: f"{self._code(one.id)} {one.title or 'Nowy projekt'}",
            more=(self._parts,),
        )
        self._projects.chosen.connect(self._parts.show_of)
        self._empty = EmptyState(
            "undertakings",
            "Tu będą karty projektów",
            "Każdy projekt ma jedną kartę: cel, opis, koszty według lat i źródeł, wskaźniki, ryzyka. Karta trafia do dokumentu w całości, a kwoty sumują się "
            "same w kroku „Finanse”. Gotowe karty wczytasz z arkusza w kroku „Dane”.",
            ("Dodaj pierwszy projekt", self._projects.table.add),
            see_example(self),
        )
        self.add(self._empty)
        self.add(self._projects)
        self.add(SectionHeader("Wiązki projektów", "Wiązka łączy co najmniej dwa projekty z różnych wymiarów, które razem dają więcej niż osobno."))
        self._bundles = ListWithForm[Bundle](
            session,
            "wiazki",
            "Wiązki projektów",
            (
                Column(title="Kod", get=lambda one: self._code(one.id), width=80),
                of_field("title", "Wiązka", required=True),
                Column(title="Projekty", get=lambda one: len(session.project.all(Undertaking, lambda u: u.bundle == one.id)), width=100),
            ),
            lambda: session.project.all(Bundle),
            "wiązki",
            (
                Field(name="title", label="Nazwa wiązki", required=True, span=4),
                Field(name="leader", label="Lider", span=2),
                Field(name="goal", label="Cel strategiczny", kind=self._goals(GoalLevel.STRATEGIC)),
                Field(name="synergy", label="Na czym polega efekt wspólny", lines=3, limit=1200, required=True),
            ),
            new=lambda: Bundle(position=session.project.next_position(Bundle)),
            add_text="Dodaj wiązkę",
            empty="Nie ma jeszcze wiązek.",
            most_rows=5,
        )
        self.add(self._bundles)

    def refresh(self, change: Change | None) -> None:
        self._projects.refresh()
        self._bundles.refresh()
        present = bool(self.session.project.all(Undertaking))
        self._empty.setVisible(not present)
        self._projects.setVisible(present)

    def go_to(self, place: Place) -> bool:
        if sent_on(self.session, place):
            return True
        found = self._projects.go_to(place) or self._bundles.go_to(place)
        if found is not None:
            self.reveal(found)
            return True
        record = self.session.project.get(place.record)
        owner = getattr(record, "undertaking", None) or getattr(record, "about", None)
        if owner is not None and self._projects.go_to(Place(record=owner)) is not None:
            self.reveal(self._parts.go_to(place.record) or self._projects.table.view)
            return True
        return False

    def _code(self, record_id: UUID) -> str:
        return self.session.open_project.numbering.code(record_id)

    def _fields(self) -> tuple[Field, ...]:
        return (
            Field(name="title", label="Tytuł", required=True),
            Field(name="category", label="Kategoria", kind=choice([(one, str(one)) for one in Category]), span=2),
            Field(name="type", label="Typ", kind=enumeration(UndertakingType), span=2, required=True),
            Field(name="status", label="Stan przygotowania", kind=choice([(one, str(one)) for one in Readiness]), span=2),
            Field(name="goal", label="Cel operacyjny", kind=self._goals(GoalLevel.OPERATIONAL), span=3, required=True),
            Field(name="bundle", label="Wiązka", kind=self._bundle_choice(), span=3),
            Field(name="dimensions", label="Wymiary", kind=enumeration(Dimension, blank=""), many=True, required=True),
            Field(name="leader", label="Lider", span=3, required=True),
            Field(name="unit", label="Jednostka odpowiedzialna", span=3, required=True),
            Field(name="partners", label="Partnerzy", lines=2, span=3),
            Field(name="target_groups", label="Grupy docelowe i ich liczebność", lines=2, span=3, required=True),
            Field(name="problems", label="Rozwiązuje problemy", make=lambda: PickManyEntry(self._problems(), "Które problemy rozwiązuje projekt?")),
            Field(name="existing_state", label="Stan istniejący", lines=4, limit=2500, required=True, help="Jak jest dziś. Liczby podawaj przez {{wsk:D07:2024}}."),
            Field(name="needs", label="Potrzeby i wyniki konsultacji", lines=3, limit=2000, required=True),
            Field(name="aim", label="Cel projektu", lines=2, limit=600, required=True),
            Field(name="description", label="Opis działań", lines=5, limit=4000, required=True),
            Field(name="location", label="Lokalizacja", lines=2, span=3, required=True),
            Field(name="property_right", label="Prawo do nieruchomości", lines=2, span=3),
            Field(name="documentation", label="Stan dokumentacji", lines=2, span=3),
            Field(name="plan_conformity", label="Zgodność z planem miejscowym", lines=2, span=3),
            Field(name="outputs", label="Produkty", lines=2, span=3, required=True),
            Field(name="results", label="Rezultaty", lines=2, span=3, required=True),
            Field(name="start", label="Początek", kind=DAY, span=2, required=True, placeholder="dd.mm.rrrr"),
            Field(name="end", label="Koniec", kind=DAY, span=2, required=True, placeholder="dd.mm.rrrr"),
            Field(name="durability_years", label="Trwałość [lata]", kind=WHOLE, span=2),
            Field(name="declared_cost", label="Koszt całkowity [zł]", kind=MONEY, span=2, required=True),
            Field(name="eligible_cost", label="Koszty kwalifikowalne [zł]", kind=MONEY, span=2, required=True),
            Field(name="estimate_basis", label="Podstawa szacunku", span=2),
            Field(name="maintenance_cost", label="Roczny koszt utrzymania [zł]", kind=MONEY, span=2),
            Field(name="maintenance_income", label="Roczne przychody [zł]", kind=MONEY, span=2),
            Field(name="maintenance_source", label="Źródło pokrycia", span=2),
            Field(name="institutional_conditions", label="Warunki instytucjonalne", lines=2, help="Co musi się zmienić w urzędzie, żeby projekt się udał."),
            Field(name="participation", label="Udział mieszkańców", lines=2, help="Kto zgłosił pomysł i jak był konsultowany."),
        )

    def _goals(self, level: GoalLevel) -> Kind:
        def options() -> list[tuple[UUID | None, str]]:
            goals = self.session.project.all(Goal, lambda goal: goal.level is level) if self.session.is_open else []
            return [(None, "—"), *((goal.id, f"{self._code(goal.id)} {goal.title}") for goal in goals)]

        return choice(options)

    def _bundle_choice(self) -> Kind:
        def options() -> list[tuple[UUID | None, str]]:
            bundles = self.session.project.all(Bundle) if self.session.is_open else []
            return [(None, "—"), *((one.id, f"{self._code(one.id)} {one.title}") for one in bundles)]

        return choice(options)

    def _problems(self) -> Kind:
        def options() -> list[tuple[UUID, str]]:
            problems = self.session.project.all(Problem, lambda one: one.scope is Scope.PRL) if self.session.is_open else []
            return [(one.id, f"{self._code(one.id)} {one.title}") for one in problems]

        return choice(options)


class CardParts(QWidget):
    """What belongs to the chosen project: money, tasks, indicators, milestones, risks, principles, state aid."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._session = page, page.session
        self._about: UUID | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.S8)
        self._say("Finansowanie według źródeł i lat", "Suma musi się zgadzać z kosztem całkowitym co do grosza.")
        self.money = MoneyGrid(page.session, "finansowanie-projektu", self._sources, self._years)
        self._column.addWidget(self.money)
        self.indicators = IndicatorTable(page, "wskazniki-projektu", (IndicatorKind.OUTPUT, IndicatorKind.RESULT))
        self._tables = self._make_tables()
        for table in (self._tables[0], self.indicators, *self._tables[1:]):
            self._column.addWidget(table)

    def _make_tables(self) -> tuple[BelongingTable[Any], ...]:
        session = self._session
        principles = choice([(str(row["klucz"]), str(row["nazwa"])) for row in rules("horizontal_principles")["zasada"]])
        return (
            BelongingTable[Task](
                session,
                "projekt-zadania",
                "Zadania",
                (
                    of_field("title", "Zadanie", required=True),
                    of_field("start", "Od", DAY, width=105),
                    of_field("end", "Do", DAY, width=105),
                    of_field("cost", "Koszt", MONEY, unit="zł", width=130),
                    of_field("responsible", "Odpowiedzialny", width=160),
                ),
                Task,
                "undertaking",
                "zadania",
                "Dodaj zadanie",
            ),
            BelongingTable[Milestone](
                session,
                "projekt-kamienie",
                "Kamienie milowe",
                (of_field("title", "Kamień milowy", required=True), of_field("due", "Termin", DAY, width=120)),
                Milestone,
                "about",
                "kamienia milowego",
                "Dodaj kamień milowy",
            ),
            BelongingTable[Risk](
                session,
                "projekt-ryzyka",
                "Ryzyka",
                (
                    of_field("title", "Ryzyko", required=True),
                    of_field("probability", "Prawdop.", scale(), width=92),
                    of_field("impact", "Wpływ", scale(), width=80),
                    of_field("response", "Reakcja", width=120),
                    of_field("prevention", "Zapobieganie"),
                    of_field("owner", "Właściciel", width=130),
                ),
                Risk,
                "about",
                "ryzyka",
                "Dodaj ryzyko",
            ),
            BelongingTable[HorizontalAnswer](
                session,
                "projekt-zasady",
                "Zasady horyzontalne",
                (of_field("principle", "Zasada", principles, width=220), of_field("way", "Sposób realizacji", required=True)),
                HorizontalAnswer,
                "undertaking",
                "zasady horyzontalnej",
                "Dodaj zasadę",
            ),
            BelongingTable[StateAid](
                session,
                "projekt-pomoc",
                "Test pomocy publicznej",
                (
                    of_field("beneficiary", "Odbiorca korzyści"),
                    of_field("transfer", "Transfer", FLAG, width=88),
                    of_field("advantage", "Korzyść", FLAG, width=88),
                    of_field("selectivity", "Selektywność", FLAG, width=116),
                    of_field("distortion", "Zakłócenie", FLAG, width=100),
                    of_field("basis", "Podstawa"),
                ),
                StateAid,
                "undertaking",
                "testu pomocy publicznej",
                "Dodaj test",
            ),
        )

    def show_of(self, about: UUID | None) -> None:
        """Shows what belongs to one project."""
        self._about = about
        self.money.show_of(about)
        self.indicators.show_of(about)
        for table in self._tables:
            table.show_of(about)

    def go_to(self, record_id: UUID | None) -> QWidget | None:
        """The table in which a record stands, with the record chosen; None when it is in none."""
        if record_id is None:
            return None
        record = self._session.project.get(record_id)
        if isinstance(record, BudgetLine):
            return self.money.view
        if isinstance(record, PlanIndicator) and self.indicators.table.pick(record_id):
            return self.indicators.table.view
        return next((part.table.view for part in self._tables if part.pick(record_id)), None)

    def _say(self, title: str, lead: str = "") -> None:
        self._column.addWidget(label(title, "label"))
        if lead:
            self._column.addWidget(label(lead, "help"))

    def _sources(self) -> Mapping[str, str]:
        return {str(row["klucz"]): str(row["nazwa"]) for row in rules("funding_sources")["zrodlo"]}

    def _years(self) -> Sequence[int]:
        record = self._session.project.get(self._about)
        start, end = getattr(record, "start", None), getattr(record, "end", None)
        if start is not None and end is not None and start <= end:
            return range(start.year, min(end.year, start.year + 14) + 1)
        settings = self._session.settings
        return range(settings.horizon_start, settings.horizon_start + 4) if settings.horizon_start else ()
