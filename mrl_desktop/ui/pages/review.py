"""Step 10, „Recenzja": remarks of advisers, comments of the consultation, the checklist of the plan and its history."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.people import ConsultationComment
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.review import Remark
from mrl_desktop.ui import theme
from mrl_desktop.ui.forms import Field
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.history import History
from mrl_desktop.ui.pages.plan_rules import PlanRules
from mrl_desktop.ui.pages.remarks import CLOSED, Remarks
from mrl_desktop.ui.pages.sections import Sections
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.columns import of_field
from mrl_desktop.ui.tables.detail import ListWithForm
from mrl_desktop.ui.values import DAY, choice
from mrl_desktop.ui.widgets.section import SectionHeader

DECISION = choice([("", "—"), *((word, word) for word in ("uwzględniona", "częściowo", "nieuwzględniona"))], empty="")


class Comments(QWidget):
    """The section „Konsultacje"."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S12)
        self._header = SectionHeader("Uwagi z konsultacji")
        column.addWidget(self._header)
        self.comments = ListWithForm[ConsultationComment](
            session,
            "konsultacje",
            "Uwagi z konsultacji",
            (
                of_field("text", "Uwaga", required=True),
                of_field("category", "Kto zgłosił", width=130),
                of_field("day", "Data", DAY, width=104),
                of_field("decision", "Rozstrzygnięcie", DECISION, width=140, required=True),
            ),
            lambda: session.project.all(ConsultationComment),
            "uwagi z konsultacji",
            (
                Field(name="text", label="Uwaga", lines=3, required=True),
                Field(name="category", label="Kto zgłosił", span=2, required=True, help="Tylko grupa, na przykład „mieszkanka” – bez nazwisk."),
                Field(name="day", label="Data", kind=DAY, span=2, placeholder="dd.mm.rrrr"),
                Field(name="place", label="Gdzie zgłoszono", span=2, placeholder="np. spotkanie, formularz"),
                Field(name="decision", label="Rozstrzygnięcie", kind=DECISION, span=2, required=True),
                Field(name="reason", label="Uzasadnienie", lines=2, span=4, required=True, help="Jedno rzeczowe zdanie."),
            ),
            new=lambda: ConsultationComment(position=session.project.next_position(ConsultationComment)),
            add_text="Dodaj uwagę",
            empty="Nie ma jeszcze uwag mieszkańców. Dodaj pierwszą albo wklej tabelę skopiowaną z arkusza. Zestawienie trafi do rozdziału o partycypacji.",
        )
        column.addWidget(self.comments)
        column.addStretch(1)

    def refresh(self) -> None:
        """Shows the comments as they are now."""
        found = self._session.project.all(ConsultationComment)
        waiting = sum(not (comment.decision and comment.reason) for comment in found)
        self._header.say(
            f"{polish.counted(waiting, 'uwaga czeka', 'uwagi czekają', 'uwag czeka')} na rozstrzygnięcie z uzasadnieniem."
            if waiting
            else "Każda uwaga musi dostać rozstrzygnięcie i uzasadnienie."
        )
        self.comments.refresh()

    def go_to(self, place: Place) -> QWidget | None:
        """Chooses a comment."""
        return self.comments.go_to(place)


class ReviewPage(Page):
    step = "review"

    def build(self) -> None:
        session = self.session
        self.sections = Sections("Części recenzji")
        self.sections.add("uwagi", "Uwagi doradców", lambda: Remarks(session))
        self.sections.add("konsultacje", "Konsultacje", lambda: Comments(session))
        self.sections.add("kontrola", "Kontrola planu", lambda: PlanRules(session))
        self.sections.add("historia", "Historia", lambda: History(session))
        self.body.addWidget(self.sections, 1000)

    def refresh(self, change: Change | None) -> None:
        project = self.session.project
        remarks = sum(remark.state not in CLOSED for remark in project.all(Remark))
        comments = sum(not (one.decision and one.reason) for one in project.all(ConsultationComment))
        self.sections.say("uwagi", f"Uwagi doradców ({remarks})" if remarks else "Uwagi doradców")
        self.sections.say("konsultacje", f"Konsultacje ({comments})" if comments else "Konsultacje")
        self.sections.refresh()

    def go_to(self, place: Place) -> bool:
        if place.field in ("kontrola", "historia"):
            self.sections.show_section(place.field)
            return True
        if place.record is None:
            return False
        found = self.sections.go_to(place)
        if found is not None:
            self.reveal(found)
        return found is not None
