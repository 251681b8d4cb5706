"""Step 8, „Instytucja (PRI)": self-assessment, the town hall's challenges, goals, actions and risks, and the town hall in numbers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.institution import InstitutionDocument, OrgUnit, PublicService
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.undertakings import Risk
from mrl_desktop.ui.forms import Field
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.assessment import AssessmentSection
from mrl_desktop.ui.pages.challenge_lists import ChallengeLists
from mrl_desktop.ui.pages.gathered import Gathered
from mrl_desktop.ui.pages.institution_actions import InstitutionalActions
from mrl_desktop.ui.pages.institution_figures import FigureTables
from mrl_desktop.ui.pages.institution_goals import InstitutionalGoals
from mrl_desktop.ui.pages.sections import Sections
from mrl_desktop.ui.tables.columns import Column, of_field
from mrl_desktop.ui.tables.detail import ListWithForm
from mrl_desktop.ui.tables.record_table import RecordTable
from mrl_desktop.ui.values import NUMBER, WHOLE, choice, scale
from mrl_desktop.ui.widgets.section import SectionHeader

MATURITY = choice(
    [(None, "—"), (1, "1 informacja"), (2, "2 druk do pobrania"), (3, "3 złożenie przez internet"), (4, "4 cała sprawa przez internet"), (5, "5 usługa sama proponuje")]
)
CURRENT = choice([(None, "—"), (True, "tak"), (False, "nie")])


class InstitutionPage(Page):
    step = "institution"

    def build(self) -> None:
        self.sections = Sections("Części pracy nad rozwojem urzędu")
        for key, title, make in (
            ("samoocena", "Samoocena", lambda: AssessmentSection(self.session)),
            ("wyzwania", "Wyzwania", lambda: ChallengeLists(self.session, Scope.PRI)),
            ("cele", "Cele", lambda: InstitutionalGoals(self)),
            ("dzialania", "Działania", lambda: InstitutionalActions(self)),
            ("ryzyka", "Ryzyka", self._risks),
            ("komorki", "Komórki i usługi", self._hall),
            ("liczby", "Urząd w liczbach", lambda: FigureTables(self.session)),
        ):
            self.sections.add(key, title, make)
        self.add(self.sections)

    def refresh(self, change: Change | None) -> None:
        self.sections.refresh()

    def go_to(self, place: Place) -> bool:
        if place.record is None:
            return False
        found = self.sections.go_to(place)
        if found is not None:
            self.reveal(found)
        return found is not None

    def _risks(self) -> QWidget:
        session = self.session
        risks = ListWithForm[Risk](
            session,
            "ryzyka-pri",
            "Ryzyka rozwoju instytucjonalnego",
            (
                Column(title="Kod", get=lambda one: session.open_project.numbering.code(one.id), width=74),
                of_field("title", "Ryzyko", required=True),
                of_field("probability", "Prawdop.", scale(), width=92, help="1 – mało prawdopodobne, 5 – niemal pewne."),
                of_field("impact", "Wpływ", scale(), width=80, help="1 – nieznaczny, 5 – krytyczny."),
                Column(title="Waga", get=lambda one: (one.probability or 0) * (one.impact or 0) or None, kind=WHOLE, width=74, help="Prawdopodobieństwo razy wpływ."),
            ),
            lambda: session.project.all(Risk, lambda risk: risk.scope is Scope.PRI),
            "ryzyka",
            (
                Field(name="title", label="Ryzyko", required=True, span=4),
                Field(name="category", label="Kategoria", span=2, placeholder="np. kadrowe"),
                Field(name="probability", label="Prawdopodobieństwo", kind=scale(), span=2, required=True),
                Field(name="impact", label="Wpływ", kind=scale(), span=2, required=True),
                Field(name="response", label="Reakcja", span=2, placeholder="np. ograniczanie"),
                Field(name="cause", label="Przyczyna", lines=2, span=3),
                Field(name="effect", label="Skutek", lines=2, span=3),
                Field(name="prevention", label="Jak zapobiegać", lines=2, span=4, required=True),
                Field(name="owner", label="Kto odpowiada", span=2, required=True),
            ),
            new=lambda: Risk(scope=Scope.PRI, position=session.project.next_position(Risk)),
            add_text="Dodaj ryzyko",
            empty="Nie ma jeszcze ryzyk. Dodaj pierwsze, na przykład odejście kluczowych osób.",
            form_title=lambda one: f"{session.open_project.numbering.code(one.id)}. {one.title or 'Nowe ryzyko'}",
        )
        return Gathered(SectionHeader("Ryzyka", "Co może przeszkodzić w zmianach w urzędzie i kto nad tym czuwa."), risks)

    def _hall(self) -> QWidget:
        session = self.session
        units = RecordTable[OrgUnit](
            session,
            "komorki",
            "Komórki organizacyjne i jednostki",
            (
                of_field("name", "Komórka lub jednostka", required=True),
                of_field("scope_of_work", "Zakres działania"),
                of_field("posts", "Etaty", NUMBER, width=84),
                of_field("staff", "Pracownicy", WHOLE, unit="os.", width=120),
            ),
            lambda: session.project.all(OrgUnit),
            "komórki organizacyjnej",
            new=lambda: OrgUnit(position=session.project.next_position(OrgUnit)),
            add_text="Dodaj komórkę",
            empty="Dodaj wydziały i jednostki albo wklej listę skopiowaną z arkusza.",
        )
        documents = RecordTable[InstitutionDocument](
            session,
            "dokumenty-urzedu",
            "Dokumenty obowiązujące",
            (
                of_field("title", "Dokument", required=True),
                of_field("act", "Uchwała lub zarządzenie"),
                of_field("period", "Okres", width=116),
                of_field("progress", "Stan realizacji"),
                of_field("current", "Aktualny", CURRENT, width=88),
            ),
            lambda: session.project.all(InstitutionDocument),
            "dokumentu",
            new=lambda: InstitutionDocument(position=session.project.next_position(InstitutionDocument)),
            add_text="Dodaj dokument",
            empty="Dodaj strategię, programy, regulaminy i procedury, które dziś obowiązują.",
        )
        services = RecordTable[PublicService](
            session,
            "uslugi",
            "Usługi i e-usługi",
            (
                of_field("name", "Usługa", required=True),
                of_field("maturity", "Dojrzałość", MATURITY, width=140, help="Jak daleko sprawę można załatwić przez internet, 1–5."),
                of_field("cases_a_year", "Sprawy", WHOLE, unit="rocznie", width=120),
                of_field("electronic_share", "Elektronicznie", NUMBER, unit="%", width=126),
                of_field("plan", "Plan"),
            ),
            lambda: session.project.all(PublicService),
            "usługi",
            new=lambda: PublicService(position=session.project.next_position(PublicService)),
            add_text="Dodaj usługę",
            empty="Dodaj najczęściej załatwiane sprawy.",
        )
        return Gathered(
            SectionHeader("Komórki organizacyjne i jednostki", "Z czego składa się urząd. Z tej tabeli powstanie schemat i tabela zatrudnienia."),
            units,
            SectionHeader("Dokumenty obowiązujące", "Strategie, programy i regulaminy, z którymi plan musi być zgodny."),
            documents,
            SectionHeader("Usługi i e-usługi", "Jak mieszkańcy załatwiają sprawy i co się ma zmienić."),
            services,
        )
