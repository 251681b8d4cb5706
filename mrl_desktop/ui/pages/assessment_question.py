"""One question of the self-assessment at a time: scale, what the team agreed on, and what lies behind it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from mrl_desktop.analysis.self_assessment import Bank, BankArea, Question
from mrl_desktop.domain.institution import AssessmentAnswer
from mrl_desktop.domain.records import Value, id_from
from mrl_desktop.ui import icons, theme
from mrl_desktop.ui.forms import Field, Form
from mrl_desktop.ui.pages.rating_scale import RatingScale
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.values import Kind, NotUnderstood, scale
from mrl_desktop.ui.widgets.basics import button, dress, label


def _ratings(text: str) -> Value:
    signs = text.replace(",", " ").replace(";", " ").split()
    if not all(sign in ("1", "2", "3", "4", "5") for sign in signs):
        raise NotUnderstood("Wpisz oceny od 1 do 5 oddzielone przecinkami, na przykład 2, 3, 3.")
    return tuple(int(sign) for sign in signs)


RATINGS = Kind(show=lambda value: ", ".join(str(one) for one in value) if isinstance(value, tuple) else "", parse=_ratings, empty=())
FIELDS = (
    Field(name="target", label="Poziom docelowy", kind=scale(), span=2, help="Dokąd chcecie dojść."),
    Field(name="importance", label="Ważność", kind=scale(), span=2, help="5 – bardzo ważne."),
    Field(name="feasibility", label="Wykonalność", kind=scale(), span=2, help="5 – łatwe do zrobienia."),
    Field(name="individual", label="Oceny poszczególnych osób", kind=RATINGS, help="Bez nazwisk, oddzielone przecinkami. Nie widać ich w dokumencie.", placeholder="2, 3, 3, 4"),
    Field(name="evidence", label="Dowody", lines=2, help="Dokument, przykład albo liczba, która potwierdza ocenę."),
    Field(name="strengths", label="Mocne strony", lines=2, span=3),
    Field(name="improvements", label="Do poprawy", lines=2, span=3),
    Field(name="recommendation", label="Zalecenie", lines=2, help="Co zrobić, żeby zamknąć lukę. Z zaleceń powstaną działania."),
)


class QuestionView(QFrame):
    """Shows an area's questions one by one; `left_area` asks for the next (1) or previous (−1) area."""

    left_area = Signal(int)

    def __init__(self, session: ProjectSession, bank: Bank) -> None:
        super().__init__()
        self._session = session
        self._round: UUID | None = None
        self._area: BankArea | None = None
        self._number = 0
        dress(self, role="card")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S16)
        column.setSpacing(theme.S12)
        self._crumb = label("", "crumb")
        column.addWidget(self._crumb)
        self._steps = QHBoxLayout()
        self._steps.setSpacing(theme.S4)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.turn)
        column.addLayout(self._steps)
        self._text = label("", "section")
        self._hint = label("", "help")
        column.addWidget(self._text)
        column.addWidget(self._hint)
        self.scale = RatingScale(bank)
        self.scale.rated.connect(self._rate)
        column.addWidget(self.scale)
        self.form = Form(session, FIELDS, "odpowiedzi samooceny")
        column.addWidget(self.form)
        row = QHBoxLayout()
        self._back = button("Poprzednie pytanie", lambda: self._go(-1), icon="chevron_left")
        self._next = button("Następne pytanie", lambda: self._go(1), icon="chevron_right")
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._next)
        column.addLayout(row)

    def display(self, round_id: UUID, area: BankArea, number: int | None = None) -> None:
        """Shows a question of an area (the one in view, or the first, without `number`)."""
        fresh = (round_id, area.id) != (self._round, self._area.id if self._area else "")
        self._round, self._area = round_id, area
        self._number = number if number is not None else 0 if fresh else self._number
        if fresh:
            self._make_steps(area)
        self.refresh()

    def refresh(self) -> None:
        """Shows the answer as it stands now."""
        if self._area is None or self._round is None:
            return
        question, answer = self.question, self.answer()
        self._crumb.setText(f"{self._area.id}  {self._area.name}  ›  pytanie {self._number + 1} z {len(self._area.questions)}")
        self._text.setText(question.text)
        self._hint.setText(f"Czym poprzeć ocenę: {question.evidence}." if question.evidence else "")
        self.scale.display(question, answer.consensus, answer.no_rating)
        self.form.display(answer)
        for number, each in enumerate(self._area.questions):
            made = self._group.button(number)
            given = self.answer(each)
            said = str(given.consensus) if given.consensus is not None else given.no_rating or "bez odpowiedzi"
            icons.give(made, "check" if given.consensus is not None or given.no_rating else "circle", "good" if said != "bez odpowiedzi" else "muted", 14)
            made.setChecked(number == self._number)
            made.setToolTip(each.text)
            made.setAccessibleName(f"Pytanie {each.id}, {said}")

    @property
    def question(self) -> Question:
        """The question in view."""
        assert self._area is not None
        return self._area.questions[self._number]

    def answer(self, question: Question | None = None) -> AssessmentAnswer:
        """The answer to a question of this round, a fresh one while there is none."""
        asked = question or self.question
        found = self._session.project.all(AssessmentAnswer, lambda one: one.round == self._round and one.question == asked.id)
        if found:
            return found[0]
        position = self._session.project.next_position(AssessmentAnswer)
        return AssessmentAnswer(id=id_from("assessment_answer", self._round, asked.id), round=self._round, question=asked.id, position=position)

    def turn(self, number: int) -> None:
        """Shows another question of the area."""
        self.form.finish()
        self._number = number
        self.refresh()

    def _go(self, by: int) -> None:
        assert self._area is not None
        number = self._number + by
        if 0 <= number < len(self._area.questions):
            self.turn(number)
        else:
            self.form.finish()
            self.left_area.emit(by)

    def _rate(self, level: int | None, no_rating: str) -> None:
        self.form.finish()
        answer = replace(self.answer(), consensus=level, no_rating=no_rating)
        self._session.put(answer, label=f"ocena pytania {self.question.id}")

    def _make_steps(self, area: BankArea) -> None:
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        while self._steps.count():
            self._steps.takeAt(0)
        for number in range(len(area.questions)):
            made = QPushButton(str(number + 1))
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            self._group.addButton(made, number)
            self._steps.addWidget(made)
        self._steps.addStretch(1)
