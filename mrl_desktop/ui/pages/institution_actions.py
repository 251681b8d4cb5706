"""Actions of institutional development: the list and the whole card of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop.analysis.rules import rules
from mrl_desktop.analysis.self_assessment import banks
from mrl_desktop.domain import finance
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.strategy import IndicatorKind
from mrl_desktop.domain.undertakings import Milestone, Undertaking
from mrl_desktop.ui import theme
from mrl_desktop.ui.forms import Field
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.belonging import BelongingTable
from mrl_desktop.ui.pages.goals import IndicatorTable
from mrl_desktop.ui.pages.institution_goals import institutional_goals
from mrl_desktop.ui.pages.pick_many import PickManyEntry
from mrl_desktop.ui.tables.columns import Column, of_field
from mrl_desktop.ui.tables.detail import ListWithForm
from mrl_desktop.ui.tables.money_grid import MoneyGrid
from mrl_desktop.ui.values import DAY, MONEY, Kind, choice
from mrl_desktop.ui.widgets.basics import label
from mrl_desktop.ui.widgets.section import SectionHeader


class InstitutionalActions(QWidget):
    """The section „Działania"."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._session = page, page.session
        session = page.session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S16)
        column.addWidget(SectionHeader("Działania rozwoju instytucjonalnego", "Kto, co i kiedy zrobi, żeby zamknąć lukę, i które projekty od tego zależą."))
        self._parts = _ActionParts(page)
        self.actions_list = ListWithForm[InstitutionalAction](
            session,
            "dzialania-pri",
            "Działania rozwoju instytucjonalnego",
            (
                Column(title="Kod", get=lambda one: self._code(one.id), width=74),
                of_field("title", "Działanie", required=True),
                Column(title="Cel", get=lambda one: self._code(one.goal) if one.goal else "", width=70),
                Column(title="Koszt", get=lambda one: finance.total(session.project, one.id), kind=MONEY, unit="zł", width=130),
            ),
            lambda: session.project.all(InstitutionalAction),
            "działania instytucjonalnego",
            self._fields(),
            new=lambda: InstitutionalAction(position=session.project.next_position(InstitutionalAction)),
            add_text="Dodaj działanie",
            empty="Nie ma jeszcze działań. Zacznij od największych luk z samooceny.",
            form_title=lambda one: f"{self._code(one.id)} {one.title or 'Nowe działanie'}",
            more=(self._parts,),
        )
        self.actions_list.chosen.connect(self._parts.show_of)
        column.addWidget(self.actions_list)
        column.addStretch(1)

    def refresh(self) -> None:
        """Shows the actions as they are now."""
        self.actions_list.refresh()

    def go_to(self, place: Place) -> QWidget | None:
        """Chooses an action or what belongs to one."""
        found = self.actions_list.go_to(place)
        if found is not None:
            return found
        owner = getattr(self._session.project.get(place.record), "about", None)
        if owner is None or self.actions_list.go_to(Place(record=owner)) is None:
            return None
        return self._parts.go_to(place.record) or self.actions_list.table.view

    def _fields(self) -> tuple[Field, ...]:
        return (
            Field(name="title", label="Działanie", required=True),
            Field(name="goal", label="Cel instytucjonalny", kind=self._goals(), span=4, required=True),
            Field(name="type", label="Rodzaj", span=2, placeholder="np. procedura i szkolenia", help="Procedura, szkolenia, dokument, narzędzie, struktura."),
            Field(name="gaps", label="Zamyka luki z samooceny", required=True, make=lambda: PickManyEntry(_questions(), "Które luki zamyka działanie?")),
            Field(name="description", label="Na czym polega", lines=3, limit=2000, required=True),
            Field(name="justification", label="Dlaczego jest potrzebne", lines=2),
            Field(name="responsible", label="Odpowiedzialny", span=3, required=True),
            Field(name="partner", label="Partner", span=3),
            Field(name="start", label="Początek", kind=DAY, span=2, required=True, placeholder="dd.mm.rrrr"),
            Field(name="end", label="Koniec", kind=DAY, span=2, required=True, placeholder="dd.mm.rrrr"),
            Field(name="cost", label="Koszt [zł]", kind=MONEY, span=2),
            Field(name="output", label="Produkt", lines=2, required=True, help="Co zostanie po działaniu."),
            Field(
                name="conditions",
                label="Warunkuje projekty PRL",
                make=lambda: PickManyEntry(self._projects(), "Które projekty zależą od tego działania?"),
                help="Projekty, które bez tego działania się nie udadzą.",
            ),
            Field(name="link_comment", label="Na czym polega zależność", lines=2),
        )

    def _code(self, record_id: UUID | None) -> str:
        return self._session.open_project.numbering.code(record_id)

    def _goals(self) -> Kind:
        def options() -> list[tuple[UUID | None, str]]:
            goals = institutional_goals(self._page) if self._session.is_open else []
            return [(None, "—"), *((goal.id, f"{self._code(goal.id)} {goal.title}") for goal in goals)]

        return choice(options)

    def _projects(self) -> Kind:
        def options() -> list[tuple[UUID, str]]:
            found = self._session.project.all(Undertaking) if self._session.is_open else []
            return sorted(((one.id, f"{self._code(one.id)} {one.title}") for one in found), key=lambda pair: pair[1])

        return choice(options)


def _questions() -> Kind:
    return choice([(question.id, f"{question.id} {question.text}") for bank in banks().values() for question in bank.questions.values()])


class _ActionParts(QWidget):
    """Money, milestones and indicators of the chosen action."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._session = page.session
        self._about: UUID | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        column.addWidget(label("Finansowanie według źródeł i lat", "label"))
        sources = {str(row["klucz"]): str(row["nazwa"]) for row in rules("funding_sources")["zrodlo"]}
        self.money = MoneyGrid(page.session, "finansowanie-dzialania", lambda: sources, self._years)
        column.addWidget(self.money)
        self.milestones = BelongingTable[Milestone](
            page.session,
            "dzialanie-kamienie",
            "Kamienie milowe",
            (of_field("title", "Kamień milowy", required=True), of_field("due", "Termin", DAY, width=120)),
            Milestone,
            "about",
            "kamienia milowego",
            "Dodaj kamień milowy",
        )
        self.indicators = IndicatorTable(page, "wskazniki-dzialania", (IndicatorKind.OUTPUT, IndicatorKind.RESULT))
        column.addWidget(self.milestones)
        column.addWidget(self.indicators)

    def show_of(self, about: UUID | None) -> None:
        """Shows what belongs to one action."""
        self._about = about
        for part in (self.money, self.milestones, self.indicators):
            part.show_of(about)

    def go_to(self, record_id: UUID | None) -> QWidget | None:
        """The table in which a record stands, with the record chosen."""
        if record_id is None:
            return None
        if self.milestones.pick(record_id):
            return self.milestones.table.view
        return self.indicators.table.view if self.indicators.table.pick(record_id) else self.money.view

    def _years(self) -> Sequence[int]:
        action = self._session.project.one(InstitutionalAction, self._about)
        if action is not None and action.start and action.end and action.start <= action.end:
            return range(action.start.year, min(action.end.year, action.start.year + 9) + 1)
        settings = self._session.settings
        return range(settings.horizon_start, settings.horizon_start + 3) if settings.horizon_start else ()
