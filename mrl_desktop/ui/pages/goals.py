"""Step 5, „Wizja i cele": vision, the chosen path, the tree of goals with measures, and indicators with baselines from data."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import cast
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop.domain.diagnosis import Challenge, Dimension, Scope
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.records import Value
from mrl_desktop.domain.strategy import Direction, Goal, GoalLevel, IndicatorKind, Measure, PlanIndicator, Scenario, Vision
from mrl_desktop.ui import theme
from mrl_desktop.ui.forms import Field, Form
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.example import see_example
from mrl_desktop.ui.pages.other_twin import sent_on
from mrl_desktop.ui.pages.pick_many import PickManyEntry
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.columns import Column, of_field
from mrl_desktop.ui.tables.detail import ListWithForm
from mrl_desktop.ui.tables.record_table import RecordTable
from mrl_desktop.ui.values import FLAG, NUMBER, YEAR, Kind, choice, enumeration
from mrl_desktop.ui.widgets.basics import label
from mrl_desktop.ui.widgets.empty_state import EmptyState
from mrl_desktop.ui.widgets.entries import ChoiceEntry
from mrl_desktop.ui.widgets.section import SectionHeader

VISION = (
    Field(name="slogan", label="Wizja w jednym zdaniu", required=True, limit=160, help="Zdanie, które mieszkaniec zapamięta."),
    Field(name="text", label="Opis wizji", lines=5, limit=2500, help="Jak będzie się żyło w mieście, gdy plan się powiedzie."),
    Field(name="year", label="Rok wizji", kind=YEAR, span=2),
    Field(name="path_name", label="Nazwa nowej ścieżki rozwoju", span=4),
    Field(name="path_text", label="Na czym polega nowa ścieżka", lines=4, limit=2500),
)
LEVELS = choice(((GoalLevel.STRATEGIC, "strategiczny"), (GoalLevel.OPERATIONAL, "operacyjny")))


class CatalogueEntry(ChoiceEntry):
    """Choosing an indicator of the catalogue; `taken` hears of it at once and fills the other fields too."""

    def __init__(self, kind: Kind, taken: Callable[[str], None]) -> None:
        super().__init__(kind)
        self._taken = taken

    def _chosen(self) -> None:
        self._taken(str(self.value() or ""))


class IndicatorTable(QWidget):
    """Indicators of one goal, project or action; choosing one of the catalogue fills name, unit, baseline, year and source."""

    def __init__(self, page: Page, name: str, kinds: tuple[IndicatorKind, ...] = tuple(IndicatorKind)) -> None:
        super().__init__()
        self._session = page.session
        self._about: UUID | None = None
        session = page.session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.S8, 0, 0)
        column.setSpacing(theme.S4)
        column.addWidget(label("Wskaźniki", "label"))
        column.addWidget(label("Wybierz wskaźnik z katalogu, a wartość bazowa, rok i źródło wpiszą się z danych.", "help"))
        kind = choice([(one, str(one)) for one in kinds])
        self.list = ListWithForm[PlanIndicator](
            session,
            name,
            "Wskaźniki",
            (
                of_field("name", "Wskaźnik", required=True),
                of_field("unit", "Jednostka", width=96),
                of_field("baseline", "Baza", NUMBER, width=90, required=True),
                of_field("baseline_year", "Rok bazy", YEAR, width=84),
                of_field("target", "Cel", NUMBER, width=90, required=True),
                of_field("target_year", "Rok celu", YEAR, width=84),
            ),
            lambda: session.project.all(PlanIndicator, lambda one: one.about == self._about) if self._about else [],
            "wskaźnika",
            (
                Field(name="catalogue", label="Wskaźnik z katalogu", make=lambda: CatalogueEntry(self._catalogue(), self._take), span=4),
                Field(name="indicator_kind", label="Rodzaj", kind=kind, span=2),
                Field(name="direction", label="Kierunek", kind=enumeration(Direction), span=2),
                Field(name="interim", label="Wartość pośrednia", kind=NUMBER, span=2),
                Field(name="interim_year", label="Rok wartości pośredniej", kind=YEAR, span=2),
                Field(name="source", label="Źródło danych", span=2, required=True),
                Field(name="frequency", label="Jak często mierzony", span=2),
                Field(name="responsible", label="Kto odpowiada", span=2),
                Field(name="target_text", label="Cel słowami", span=3, help="Gdy celu nie da się podać jedną liczbą."),
                Field(name="note", label="Uwagi", span=3),
            ),
            new=lambda: PlanIndicator(about=self._about, indicator_kind=kinds[0], position=session.project.next_position(PlanIndicator)),
            add_text="Dodaj wskaźnik",
            empty="Nie ma jeszcze wskaźnika.",
            most_rows=5,
            framed=False,
        )
        self.table = self.list.table
        column.addWidget(self.list)

    def show_of(self, about: UUID | None) -> None:
        """Shows the indicators of one record."""
        self._about = about
        self.list.refresh()

    def _catalogue(self) -> Kind:
        def options() -> list[tuple[str, str]]:
            if not self._session.is_open:
                return [("", "—")]
            return [("", "— (wskaźnik własny)"), *((one.id, f"{one.id} {one.name}") for one in self._session.catalogue.indicators.values())]

        return choice(options, empty="")

    def _take(self, key: str) -> None:
        indicator = self._session.project.one(PlanIndicator, self.list.current)
        if indicator is not None and indicator.catalogue != key:
            self._session.put(from_catalogue(self._session, indicator, key), label="wybór wskaźnika z katalogu")


def from_catalogue(session: ProjectSession, indicator: PlanIndicator, key: str) -> PlanIndicator:
    """The indicator with everything the catalogue and the data know of it: name, unit, direction, baseline, year, source."""
    from mrl_desktop.flows.diagnose import own_value

    definition = session.catalogue.indicators.get(key)
    if definition is None:
        return cast(PlanIndicator, indicator.with_values({"catalogue": ""}))
    fact = own_value(session.open_project, definition.id)
    values: dict[str, Value] = {"catalogue": definition.id, "name": definition.name, "unit": definition.unit, "source": "GUS BDL"}
    if definition.direction in "+-":
        values["direction"] = Direction.UP if definition.direction == "+" else Direction.DOWN
    if fact is not None:
        values["baseline"] = Decimal(f"{fact.value:.{definition.decimals}f}")
        values["baseline_year"] = fact.year
    return cast(PlanIndicator, indicator.with_values(values))


class GoalsPage(Page):
    step = "goals"

    def build(self) -> None:
        session = self.session
        self.add(SectionHeader("Wizja", "Dokąd zmierza miasto. Trafi na początek dokumentu, do streszczenia i na drzewo celów."))
        self._vision = Form(session, VISION, "wizji")
        self.add(self._vision)
        self.add(SectionHeader("Warianty rozwoju", "Jakie drogi rozważono i dlaczego wybrano tę jedną."))
        self._scenarios = ListWithForm[Scenario](
            session,
            "warianty",
            "Warianty rozwoju",
            (of_field("title", "Wariant", required=True), of_field("chosen", "Wybrany", FLAG, width=110)),
            lambda: session.project.all(Scenario),
            "wariantu",
            (
                Field(name="title", label="Nazwa wariantu", required=True),
                Field(name="description", label="Opis", lines=4),
                Field(name="reason", label="Uzasadnienie wyboru albo odrzucenia", lines=3),
            ),
            new=lambda: Scenario(position=session.project.next_position(Scenario)),
            add_text="Dodaj wariant",
            empty="Opisz co najmniej dwa warianty, żeby uzasadnić wybór.",
            most_rows=4,
        )
        self.add(self._scenarios)
        self.add(SectionHeader("Cele", "Cele strategiczne odpowiadają na wyzwania, operacyjne mówią, co dokładnie się zmieni."))
        self._indicators = IndicatorTable(self, "wskazniki-celu", (IndicatorKind.RESULT, IndicatorKind.IMPACT))
        self._measures = self._measure_table()
        self._goals = ListWithForm[Goal](
            session,
            "cele",
            "Cele",
            (
                Column(title="Kod", get=lambda goal: self._code(goal.id), width=80),
                of_field("title", "Cel", required=True),
                of_field("level", "Poziom", LEVELS, width=130),
                Column(title="Wskaźniki", get=self._count, width=100),
            ),
            self._in_order,
            "celu",
            (
                Field(name="title", label="Cel", required=True),
                Field(name="level", label="Poziom", kind=LEVELS, span=2),
                Field(name="parent", label="Cel strategiczny", kind=self._parents(), span=4, help="Tylko dla celu operacyjnego."),
                Field(name="description", label="Co się zmieni", lines=3, limit=1500),
                Field(name="challenges", label="Odpowiada na wyzwania", make=lambda: PickManyEntry(self._challenges(), "Na które wyzwania odpowiada cel?")),
                Field(name="dimensions", label="Wymiary", kind=enumeration(Dimension, blank=""), many=True),
                Field(name="assumptions", label="Założenia i ryzyka", lines=2),
            ),
            new=self._new_goal,
            add_text="Dodaj cel",
            empty="Nie ma jeszcze celów. Dodaj pierwszy albo wczytaj arkusz „Drzewo celów” na stronie Dane.",
            form_title=lambda goal: f"{self._code(goal.id)}. {goal.title or 'Nowy cel'}",
            more=(label("Kierunki działań", "label"), self._measures, self._indicators),
        )
        self._goals.chosen.connect(self._indicators.show_of)
        self._goals.chosen.connect(lambda _: self._measures.refresh())
        self._empty = EmptyState(
            "goals",
            "Tu powstanie drzewo celów",
            "Cele strategiczne odpowiadają na wyzwania, a operacyjne mówią, co i o ile się zmieni. Wskaźnik bierze wartość bazową wprost z danych. "
            "Gotowe cele wczytasz z arkusza „Drzewo celów” w kroku „Dane”.",
            ("Dodaj pierwszy cel", self._goals.table.add),
            see_example(self),
        )
        self.add(self._empty)
        self.add(self._goals)

    def refresh(self, change: Change | None) -> None:
        self._vision.display(self.session.project.single(Vision))
        self._scenarios.refresh()
        self._goals.refresh()
        present = bool(self._in_order())
        self._empty.setVisible(not present)
        self._goals.setVisible(present)

    def go_to(self, place: Place) -> bool:
        if sent_on(self.session, place):
            return True
        indicator = self.session.project.one(PlanIndicator, place.record)
        if indicator is not None and self._goals.go_to(Place(record=indicator.about)) is not None:
            self._indicators.table.pick(indicator.id)
            self.reveal(self._indicators.table.view)
            return True
        for part in (self._goals, self._scenarios):
            found = part.go_to(place)
            if found is not None:
                self.reveal(found)
                return True
        if self._vision.has(place.field):
            self.reveal(self._vision.entry(place.field))
            return True
        return False

    def _measure_table(self) -> RecordTable[Measure]:
        session = self.session
        return RecordTable[Measure](
            session,
            "kierunki",
            "Kierunki działań",
            (Column(title="Kod", get=lambda measure: self._code(measure.id), width=90), of_field("title", "Kierunek działań", required=True)),
            lambda: session.project.all(Measure, lambda measure: measure.goal == self._goals.current) if self._goals.current else [],
            "kierunku działań",
            new=lambda: Measure(goal=self._goals.current, position=session.project.next_position(Measure)),
            add_text="Dodaj kierunek działań",
            empty="Kierunki działań opisują, co miasto będzie robić, żeby osiągnąć cel.",
            most_rows=5,
        )

    def _in_order(self) -> list[Goal]:
        """Strategic goals each followed by its operational ones, then those without a parent."""
        project = self.session.project
        strategic = project.all(Goal, lambda goal: goal.level is GoalLevel.STRATEGIC)
        operational = project.all(Goal, lambda goal: goal.level is GoalLevel.OPERATIONAL)
        known = {goal.id for goal in strategic}
        ordered = [part for goal in strategic for part in (goal, *(one for one in operational if one.parent == goal.id))]
        return [*ordered, *(goal for goal in operational if goal.parent not in known)]

    def _new_goal(self) -> Goal:
        """A new goal beside the chosen one: operational under its strategic goal, or the first strategic one."""
        chosen = self.session.project.one(Goal, self._goals.current)
        position = self.session.project.next_position(Goal)
        if chosen is None:
            return Goal(level=GoalLevel.STRATEGIC, position=position)
        parent = chosen.id if chosen.level is GoalLevel.STRATEGIC else chosen.parent
        return Goal(level=GoalLevel.OPERATIONAL, parent=parent, position=position)

    def _count(self, goal: Goal) -> int:
        return len(self.session.project.all(PlanIndicator, lambda one: one.about == goal.id))

    def _code(self, record_id: UUID) -> str:
        return self.session.open_project.numbering.code(record_id)

    def _parents(self) -> Kind:
        def options() -> list[tuple[UUID | None, str]]:
            if not self.session.is_open:
                return [(None, "—")]
            goals = self.session.project.all(Goal, lambda goal: goal.level is GoalLevel.STRATEGIC)
            return [(None, "—"), *((goal.id, f"{self._code(goal.id)} {goal.title}") for goal in goals)]

        return choice(options)

    def _challenges(self) -> Kind:
        def options() -> list[tuple[UUID, str]]:
            if not self.session.is_open:
                return []
            challenges = self.session.project.all(Challenge, lambda one: one.scope is Scope.PRL)
            return [(one.id, f"{self._code(one.id)} {one.title}") for one in challenges]

        return choice(options)
