"""Step 1, „Miasto": the town and its name in cases, the documents' names and years, who leads, the team and the calendar of work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from mrl_desktop import polish
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.people import TeamMember, WorkEvent
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.settings import DocumentName, Profile, Settings
from mrl_desktop.flows.open_project import settings_for
from mrl_desktop.ui import theme
from mrl_desktop.ui.dialogs.choose_town import ChooseTownDialog
from mrl_desktop.ui.forms import Field, Form
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.tables.columns import of_field
from mrl_desktop.ui.tables.record_table import RecordTable
from mrl_desktop.ui.town_names import NAME_FIELDS, sentences
from mrl_desktop.ui.values import DAY, FLAG, WHOLE, YEAR, choice, enumeration
from mrl_desktop.ui.widgets.basics import button, frame, label
from mrl_desktop.ui.widgets.cards import CardRow, KeyFigureCard
from mrl_desktop.ui.widgets.empty_state import EmptyState
from mrl_desktop.ui.widgets.section import SectionHeader

KINDS_OF_GMINA = {
    "1": "gmina miejska",
    "2": "gmina wiejska",
    "3": "gmina miejsko-wiejska",
    "4": "miasto w gminie miejsko-wiejskiej",
    "5": "obszar wiejski w gminie miejsko-wiejskiej",
    "8": "dzielnica",
    "9": "delegatura",
}
CHECKED = (
    Field(name="town_forms_checked", label="Sprawdziłam lub sprawdziłem odmianę – jest poprawna", kind=FLAG, help="Z tych form korzystają oba dokumenty."),
)
DOCUMENT = (
    Field(
        name="document_name",
        label="Nazwa dokumentów",
        kind=enumeration(DocumentName, blank=""),
        help="Plan albo Program – odmieni się wszędzie sama.",
        span=2,
    ),
    Field(name="horizon_start", label="Pierwszy rok", kind=YEAR, required=True, span=2, help="Od którego roku działa dokument."),
    Field(name="horizon_end", label="Ostatni rok", kind=YEAR, required=True, span=2, help="Do którego roku."),
    Field(name="project_title", label="Tytuł projektu miasta", help="Nazwa własna, jeśli ją macie. Trafi na okładkę."),
    Field(
        name="profile",
        label="Rodzaj dokumentu",
        kind=choice(((Profile.EOG, "Program „Rozwój Lokalny” (fundusze norweskie i EOG)"), (Profile.SRG, "Dokument wykonawczy strategii rozwoju gminy"))),
        span=6,
        help="Decyduje o rozdziałach i wzmiankach związanych z programem.",
    ),
    Field(name="document_version", label="Wersja", span=2),
    Field(name="document_date", label="Data dokumentu", kind=DAY, span=2, placeholder="dd.mm.rrrr"),
    Field(name="resolution", label="Uchwała rady", span=2, help="Numer i data, po przyjęciu."),
)
LEAD = (
    Field(name="lead_name", label="Kieruje pracami", required=True, span=3, help="Imię i nazwisko koordynatora."),
    Field(name="lead_post", label="Stanowisko", span=3),
)


class TownPage(Page):
    step = "town"

    def build(self) -> None:
        self._empty = EmptyState(
            "town",
            "Wybierz miasto",
            "Od miasta zależą dane, grupa porównawcza i nazwy w obu dokumentach.",
            ("Wybierz miasto…", self._choose_town),
        )
        self.add(self._empty)
        self._cards = CardRow()
        self.add(self._cards)
        change = button("Zmień miasto…", self._choose_town, role="quiet")
        head = SectionHeader("Odmiana nazwy", "Program zaproponował odmianę. Popraw, co trzeba – wystarczy raz.", change)
        self.add(head)
        self._names = Form(self.session, NAME_FIELDS, "nazwy miasta")
        self._preview = label("", selectable=True)
        self._checked = Form(self.session, CHECKED, "nazwy miasta")
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
        inside.setSpacing(theme.S8)
        inside.addWidget(label("Tak zabrzmi w tekście", "help"))
        inside.addWidget(self._preview)
        self.add(self._names)
        self.add(card)
        self.add(self._checked)
        self._of_town = (head, self._names, card, self._checked)
        self.add(SectionHeader("Dokumenty", "Te same ustalenia dotyczą obu dokumentów: lokalnego (PRL) i instytucjonalnego (PRI)."))
        self._document = Form(self.session, DOCUMENT, "ustawień dokumentów")
        self.add(self._document)
        self.add(self._coat_of_arms())
        self.add(SectionHeader("Zespół Miejski", "Kto pracuje nad dokumentami. Tabela trafi do rozdziału o sposobie pracy."))
        self._lead = Form(self.session, LEAD, "kierującego pracami")
        self.add(self._lead)
        self._team = RecordTable[TeamMember](
            self.session,
            "zespol",
            "Zespół Miejski",
            (
                of_field("name", "Imię i nazwisko", required=True),
                of_field("post", "Stanowisko, instytucja"),
                of_field("role", "Rola w zespole"),
                of_field("area", "Obszar"),
            ),
            lambda: self.session.project.all(TeamMember),
            "członka zespołu",
            new=lambda: TeamMember(position=self.session.project.next_position(TeamMember)),
            add_text="Dodaj osobę",
            empty="Dodaj pierwszą osobę. Możesz też wkleić listę skopiowaną z arkusza.",
        )
        self.add(self._team)
        self.add(SectionHeader("Kalendarium prac", "Spotkania, warsztaty, badania i konsultacje – także te, które dopiero się odbędą."))
        self._events = RecordTable[WorkEvent](
            self.session,
            "kalendarium",
            "Kalendarium prac",
            (
                of_field("day", "Data", DAY, width=132, required=True),
                of_field("title", "Wydarzenie", required=True),
                of_field("form", "Forma", width=120),
                of_field("participants", "Osoby", WHOLE, width=84, help="Liczba uczestników"),
                of_field("participation", "Partycypacja", FLAG, width=116, help="„Tak” dopisuje wydarzenie do tabeli partycypacji."),
                of_field("result", "Wynik"),
            ),
            lambda: sorted(self.session.project.all(WorkEvent), key=lambda event: (event.day is None, event.day, event.position)),
            "wydarzenia",
            new=lambda: WorkEvent(position=self.session.project.next_position(WorkEvent)),
            add_text="Dodaj wydarzenie",
            reorder=False,
            empty="Dodaj pierwsze wydarzenie, na przykład powołanie Zespołu Miejskiego.",
        )
        self.add(self._events)

    def refresh(self, change: Change | None) -> None:
        settings = self.session.settings
        for form in (self._names, self._checked, self._document, self._lead):
            form.display(settings)
        self._empty.setVisible(not settings.territory)
        for widget in self._of_town:
            widget.setVisible(bool(settings.territory))
        self._preview.setText(sentences(settings))
        self._arms.setText(Path(settings.coat_of_arms).name if settings.coat_of_arms else "nie wybrano")
        self._no_arms.setVisible(bool(settings.coat_of_arms))
        self._team.refresh()
        self._events.refresh()
        if change is None or any(isinstance(record, Settings) for record in change.puts):
            self._cards.show_cards(self._figures(settings))

    def go_to(self, place: Place) -> bool:
        for table in (self._team, self._events):
            if place.record is not None and table.pick(place.record):
                self.reveal(table.view)
                return True
        for form in (self._names, self._checked, self._document, self._lead):
            if form.has(place.field):
                self.reveal(form.entry(place.field))
                return True
        return False

    def _figures(self, settings: Settings) -> list[KeyFigureCard]:
        town = self.session.register.get(settings.territory)
        if town is None:
            return []
        where = ", ".join(part for part in (f"powiat {town.powiat}" if town.powiat else "", f"woj. {town.voivodeship}" if town.voivodeship else "") if part)
        cards = [KeyFigureCard(town.name, KINDS_OF_GMINA.get(town.unit_type, "jednostka"), where)]
        if town.population is not None:
            year = f"stan na koniec {town.population_year} r." if town.population_year else ""
            cards.append(KeyFigureCard(polish.number(town.population), "mieszkańców", year))
        if town.area_km2:
            cards.append(KeyFigureCard(f"{polish.number(town.area_km2, 1)} km²", "powierzchnia", f"kod TERYT {town.code}"))
        if settings.horizon_start and settings.horizon_end:
            years = polish.counted(settings.horizon_end - settings.horizon_start + 1, "rok", "lata", "lat")
            cards.append(KeyFigureCard(polish.year_range(settings.horizon_start, settings.horizon_end), "lata dokumentu", years))
        return cards

    def _choose_town(self) -> None:
        town = ChooseTownDialog.ask(self, self.session.register)
        if town is None or town.code == self.session.settings.territory:
            return
        proposed = settings_for(self.session.register, town.code).values()
        names = {name: value for name, value in proposed.items() if name.startswith("town_") or name == "territory"}
        self.session.put(self.session.settings.with_values(names), label="wybór miasta")

    def _coat_of_arms(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        row.addWidget(label("Herb na okładkę:", "label", wrap=False))
        self._arms = label("", "muted", wrap=False)
        row.addWidget(self._arms)
        row.addWidget(button("Wybierz plik…", self._choose_arms, icon="picture"))
        self._no_arms = button("Usuń herb", lambda: self._keep_arms(""), role="quiet")
        row.addWidget(self._no_arms)
        row.addStretch(1)
        return row

    def _choose_arms(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Wybierz plik z herbem", "", "Obrazy (*.png *.jpg *.jpeg)")
        if path:
            self._keep_arms(path)

    def _keep_arms(self, path: str) -> None:
        self.session.put(self.session.settings.with_values({"coat_of_arms": path}), label="zmiana herbu")
