"""Goals of institutional development with their indicators."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop.domain.diagnosis import Challenge, Scope
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.strategy import Goal, GoalLevel, IndicatorKind, PlanIndicator
from mrl_desktop.ui import theme
from mrl_desktop.ui.forms import Field
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.goals import IndicatorTable
from mrl_desktop.ui.pages.pick_many import PickManyEntry
from mrl_desktop.ui.tables.columns import Column, of_field
from mrl_desktop.ui.tables.detail import ListWithForm
from mrl_desktop.ui.values import Kind, choice
from mrl_desktop.ui.widgets.section import SectionHeader

LEVELS = (GoalLevel.INSTITUTIONAL_MAIN, GoalLevel.INSTITUTIONAL)
LEVEL = choice([(GoalLevel.INSTITUTIONAL_MAIN, "główny"), (GoalLevel.INSTITUTIONAL, "szczegółowy")])


def institutional_goals(page: Page) -> list[Goal]:
    """The main goal first, then the others in the planner's order."""
    return sorted(page.session.project.all(Goal, lambda goal: goal.level in LEVELS), key=lambda goal: LEVELS.index(goal.level))


class InstitutionalGoals(QWidget):
    """The section „Cele"."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._session = page.session
        session = page.session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S16)
        column.addWidget(SectionHeader("Cele rozwoju instytucjonalnego", "Jeden cel główny i kilka szczegółowych. Każdy zamyka luki wskazane w samoocenie."))
        self.indicators = IndicatorTable(page, "wskazniki-celu-pri", (IndicatorKind.RESULT, IndicatorKind.IMPACT))
        self.goals = ListWithForm[Goal](
            session,
            "cele-pri",
            "Cele rozwoju instytucjonalnego",
            (
                Column(title="Kod", get=lambda goal: self._code(goal.id), width=74),
                of_field("title", "Cel", required=True),
                of_field("level", "Poziom", LEVEL, width=120),
                Column(title="Działania", get=lambda goal: len(session.project.all(InstitutionalAction, lambda one: one.goal == goal.id)), width=92),
            ),
            lambda: institutional_goals(page),
            "celu instytucjonalnego",
            (
                Field(name="title", label="Cel", required=True, span=4),
                Field(name="level", label="Poziom", kind=LEVEL, span=2),
                Field(name="description", label="Co się zmieni", lines=3, limit=1500),
                Field(name="challenges", label="Odpowiada na wyzwania urzędu", make=lambda: PickManyEntry(self._challenges(), "Na które wyzwania odpowiada cel?")),
                Field(name="assumptions", label="Założenia i ryzyka", lines=2),
            ),
            new=self._new,
            add_text="Dodaj cel",
            empty="Nie ma jeszcze celów. Zacznij od jednego celu głównego.",
            form_title=lambda goal: f"{self._code(goal.id)}. {goal.title or 'Nowy cel'}",
            more=(self.indicators,),
        )
        self.goals.chosen.connect(self.indicators.show_of)
        column.addWidget(self.goals)
        column.addStretch(1)

    def refresh(self) -> None:
        """Shows the goals as they are now."""
        self.goals.refresh()

    def go_to(self, place: Place) -> QWidget | None:
        """Chooses a goal or one of its indicators."""
        indicator = self._session.project.one(PlanIndicator, place.record)
        if indicator is not None and self.goals.go_to(Place(record=indicator.about)) is not None:
            self.indicators.table.pick(indicator.id)
            return self.indicators.table.view
        return self.goals.go_to(place)

    def _new(self) -> Goal:
        project = self._session.project
        first = not project.all(Goal, lambda goal: goal.level is GoalLevel.INSTITUTIONAL_MAIN)
        return Goal(level=LEVELS[0] if first else LEVELS[1], position=project.next_position(Goal))

    def _code(self, record_id: UUID) -> str:
        return self._session.open_project.numbering.code(record_id)

    def _challenges(self) -> Kind:
        def options() -> list[tuple[UUID, str]]:
            if not self._session.is_open:
                return []
            found = self._session.project.all(Challenge, lambda one: one.scope is Scope.PRI)
            return [(one.id, f"{self._code(one.id)} {one.title}") for one in found]

        return choice(options)
