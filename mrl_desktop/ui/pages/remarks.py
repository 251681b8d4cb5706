"""Remarks of advisers: which are open, what they ask for, what was answered, and the way to the chapter they are about."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from generator.outline import load_outline
from mrl_desktop import polish
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.document_names import document_names
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.review import Remark, RemarkState, RemarkWeight
from mrl_desktop.ui import theme
from mrl_desktop.ui.forms import Field
from mrl_desktop.ui.pages.example import see_example
from mrl_desktop.ui.pages.wrapping_row import WrappingRow
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.columns import Column, of_field
from mrl_desktop.ui.tables.detail import ListWithForm
from mrl_desktop.ui.values import Kind, choice
from mrl_desktop.ui.widgets.basics import button
from mrl_desktop.ui.widgets.empty_state import EmptyState
from mrl_desktop.ui.widgets.section import SectionHeader

STATES = choice([(state, str(state)) for state in RemarkState])
WEIGHTS = choice([(weight, str(weight)) for weight in RemarkWeight])
DOCUMENTS = choice([(scope, str(scope)) for scope in Scope])
CLOSED = (RemarkState.ACCEPTED, RemarkState.PARTLY, RemarkState.REJECTED)
FILTERS: tuple[tuple[str, tuple[RemarkState, ...]], ...] = (
    ("Wszystkie", tuple(RemarkState)),
    ("Nowe", (RemarkState.NEW,)),
    ("W trakcie", (RemarkState.IN_WORK,)),
    ("Zamknięte", CLOSED),
)


class Remarks(QWidget):
    """The section „Uwagi doradców"."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._shown = tuple(RemarkState)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S12)
        self._empty = EmptyState(
            "review",
            "Tu zbierzesz uwagi doradców i recenzentów",
            "Każda uwaga wskazuje rozdział, ma wagę i stan, a na końcu odpowiedź. Dzięki temu nic nie ginie w mailach, a Ty widzisz, co jeszcze poprawić.",
            ("Dodaj pierwszą uwagę", self._first),
            see_example(self),
        )
        column.addWidget(self._empty)
        self._header = SectionHeader("Uwagi doradców")
        column.addWidget(self._header)
        self._filters = WrappingRow(90, stretch=False)
        self._group = QButtonGroup(self)
        offers: list[QWidget] = []
        for number, (words, _) in enumerate(FILTERS):
            made = QPushButton(words)
            made.setCheckable(True)
            made.setAutoDefault(False)
            self._group.addButton(made, number)
            offers.append(made)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._filter)
        self._filters.show_items(offers)
        column.addWidget(self._filters)
        self._to_chapter = button("Przejdź do rozdziału", self._go_to_chapter, icon="documents")
        self._to_record = button("Przejdź do elementu planu", self._go_to_record, icon="next")
        doors = WrappingRow(200, stretch=False)
        doors.show_items([self._to_chapter, self._to_record])
        self.remarks = ListWithForm[Remark](
            session,
            "uwagi",
            "Uwagi doradców",
            (
                of_field("text", "Uwaga", required=True),
                of_field("document", "Dokument", DOCUMENTS, width=94),
                Column(title="Rozdział", get=lambda one: self._number(one), width=92),
                of_field("weight", "Waga", WEIGHTS, width=104),
                of_field("state", "Stan", STATES, width=140),
            ),
            self._rows,
            "uwagi",
            (
                Field(name="text", label="Uwaga", lines=3, required=True),
                Field(name="suggestion", label="Propozycja zmiany", lines=2),
                Field(name="document", label="Dokument", kind=DOCUMENTS, span=2),
                Field(name="chapter", label="Rozdział", kind=self._chapters(), span=4),
                Field(name="author", label="Kto zgłosił", span=3),
                Field(name="weight", label="Waga", kind=WEIGHTS, span=3, help="Krytyczna – bez poprawy dokument nie powinien wyjść."),
                Field(name="state", label="Stan", kind=STATES, span=3),
                Field(name="answer", label="Odpowiedź", lines=3, help="Co zmieniono albo dlaczego uwagi nie uwzględniono."),
            ),
            new=self._new,
            add_text="Dodaj uwagę",
            empty="Żadna uwaga nie ma tego stanu.",
            most_rows=7,
            form_title=self._heading,
            more=(doors,),
        )
        self.remarks.chosen.connect(self._doors)
        column.addWidget(self.remarks)
        column.addStretch(1)

    def refresh(self) -> None:
        """Shows the remarks as they are now, with counts by state."""
        everything = self._session.project.all(Remark)
        counts = Counter(remark.state for remark in everything)
        for number, (words, states) in enumerate(FILTERS):
            self._group.button(number).setText(f"{words} ({sum(counts[state] for state in states)})")
        unanswered = sum(counts[state] for state in RemarkState if state not in CLOSED)
        critical = sum(remark.weight is RemarkWeight.CRITICAL and remark.state not in CLOSED for remark in everything)
        said = f"{polish.counted(unanswered, 'uwaga czeka', 'uwagi czekają', 'uwag czeka')} na odpowiedź" if unanswered else "Na wszystkie uwagi odpowiedziano"
        self._header.say(f"{said}{f', w tym krytycznych: {critical}' if critical else ''}.")
        self._empty.setVisible(not everything)
        for part in (self._header, self._filters, self.remarks):
            part.setVisible(bool(everything))
        self.remarks.refresh()
        self._doors(self.remarks.current)

    def go_to(self, place: Place) -> QWidget | None:
        """Chooses a remark, lifting the filter that hides it."""
        if self._session.project.one(Remark, place.record) is None:
            return None
        self._group.button(0).setChecked(True)
        self._filter(0)
        return self.remarks.go_to(place)

    def _rows(self) -> list[Remark]:
        return self._session.project.all(Remark, lambda remark: remark.state in self._shown)

    def _filter(self, number: int) -> None:
        self._shown = FILTERS[number][1]
        self.refresh()

    def _new(self) -> Remark:
        return Remark(
            author=self._session.open_project.workspace.who,
            made_at=datetime.now(UTC),
            position=self._session.project.next_position(Remark),
        )

    def _first(self) -> None:
        made = self._new()
        self._session.put(made, label="dodanie uwagi")
        self.refresh()
        self.remarks.table.pick(made.id)
        self.remarks.form.entry("text").setFocus()

    def _heading(self, remark: Remark) -> str:
        when = f", {polish.moment(remark.made_at.astimezone())}" if remark.made_at else ""
        return f"{remark.author or 'Uwaga'}{when}"

    def _number(self, remark: Remark) -> str:
        return load_outline(remark.document).numbers().get(remark.chapter, remark.chapter)

    def _chapters(self) -> Kind:
        def options() -> list[tuple[str, str]]:
            remark = self._session.project.one(Remark, self.remarks.current) if self._session.is_open and hasattr(self, "remarks") else None
            if remark is None:
                return [("", "—")]
            outline = load_outline(remark.document)
            names, numbers = document_names(self._session.settings), outline.numbers()
            return [("", "—"), *((one.key, f"{numbers.get(one.key, '')} {one.title.format_map(names)}".strip()) for one in outline.entries)]

        return choice(options, empty="")

    def _doors(self, record_id: UUID | None) -> None:
        remark = self._session.project.one(Remark, record_id) if self._session.is_open else None
        self._to_chapter.setEnabled(remark is not None and bool(remark.chapter))
        self._to_record.setVisible(remark is not None and remark.about is not None)

    def _go_to_chapter(self) -> None:
        remark = self._session.project.one(Remark, self.remarks.current)
        if remark is not None and remark.chapter:
            self._session.go_to(Place(step="documents", chapter=remark.chapter))

    def _go_to_record(self) -> None:
        remark = self._session.project.one(Remark, self.remarks.current)
        if remark is not None and remark.about is not None:
            self._session.go_to(Place(record=remark.about))
