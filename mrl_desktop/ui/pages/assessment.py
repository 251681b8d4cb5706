"""Self-assessment of the town hall: rounds, areas with their means and gaps, and the questions."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.analysis.self_assessment import DEFAULT_BANK, Assessment, assess, banks
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.institution import AssessmentAnswer, AssessmentRound
from mrl_desktop.ui import theme
from mrl_desktop.ui.forms import Field, Form
from mrl_desktop.ui.pages.assessment_question import QuestionView
from mrl_desktop.ui.pages.assessment_summary import AssessmentSummary
from mrl_desktop.ui.pages.example import see_example
from mrl_desktop.ui.pages.two_lines import ICON, NOTE, STRONG, TwoLines
from mrl_desktop.ui.pages.wrapping_row import WrappingRow
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.values import DAY, WHOLE, choice
from mrl_desktop.ui.widgets.basics import button, dress
from mrl_desktop.ui.widgets.cards import KeyFigureCard
from mrl_desktop.ui.widgets.empty_state import EmptyState

AREAS_WIDTH = 250
ROUND = (
    Field(name="title", label="Nazwa samooceny", required=True, span=4),
    Field(name="purpose", label="Rodzaj", kind=choice([("bazowa", "bazowa"), ("powtórna", "powtórna")]), span=2),
    Field(name="start", label="Początek", kind=DAY, span=2, placeholder="dd.mm.rrrr"),
    Field(name="end", label="Koniec", kind=DAY, span=2, placeholder="dd.mm.rrrr"),
    Field(name="assessors", label="Ile osób oceniało", kind=WHOLE, span=2),
    Field(name="note", label="Jak przebiegała", lines=2, help="Kto brał udział i jak ustalono oceny wspólne. Trafi do rozdziału o metodyce."),
)


class AssessmentSection(QWidget):
    """The section „Samoocena"."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._round: UUID | None = None
        self._assessment: Assessment | None = None
        bank = banks()[DEFAULT_BANK]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S12)
        self._empty = EmptyState(
            "institution",
            "Tu ocenicie wspólnie, jak działa urząd",
            f"Osiem obszarów, {polish.counted(len(bank.questions), 'pytanie', 'pytania', 'pytań')}, skala od 1 do 5 z opisem każdego poziomu. "
            "Z luk między oceną a poziomem docelowym powstaną cele i działania rozwoju instytucjonalnego.",
            ("Rozpocznij samoocenę", self.begin),
            see_example(self),
        )
        column.addWidget(self._empty)
        self._present = QWidget()
        inside = QVBoxLayout(self._present)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.S12)
        inside.addLayout(self._head())
        self._about = Form(session, ROUND, "samooceny")
        self._about.hide()
        inside.addWidget(self._about)
        self._cards = WrappingRow(150)
        inside.addWidget(self._cards)
        across = QHBoxLayout()
        across.setSpacing(theme.S16)
        across.addWidget(self._area_list(), 0, Qt.AlignmentFlag.AlignTop)
        self._summary = AssessmentSummary()
        self._summary.wanted.connect(self.show_question)
        self.questions = QuestionView(session, bank)
        self.questions.left_area.connect(self._next_area)
        right = QVBoxLayout()
        right.addWidget(self._summary)
        right.addWidget(self.questions)
        right.addStretch(1)
        across.addLayout(right, 1)
        inside.addLayout(across)
        column.addWidget(self._present)
        column.addStretch(1)

    # -- from outside -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows the round chosen, or the newest one."""
        rounds = self._session.project.all(AssessmentRound)
        known = {one.id for one in rounds}
        if self._round not in known:
            self._round = rounds[-1].id if rounds else None
        self._empty.setVisible(not rounds)
        self._present.setVisible(bool(rounds))
        if self._round is None:
            return
        self._fill_rounds(rounds)
        self._about.display(self._session.project.get(self._round))
        self._assessment = assess(self._session.project, self._round)
        if self._assessment is None:
            return
        self._cards.show_items(self._figures(self._assessment))
        self._fill_areas(self._assessment)
        self._turn(self.areas.currentRow())

    def go_to(self, place: Place) -> QWidget | None:
        """Shows the round or the answer of a place."""
        answer = self._session.project.one(AssessmentAnswer, place.record)
        held = self._session.project.one(AssessmentRound, answer.round if answer else place.record)
        if held is None:
            return None
        self._round = held.id
        self.refresh()
        if answer is None:
            self._toggle.setChecked(True)
            return self._about.entry(place.field) if self._about.has(place.field) else self._toggle
        self.show_question(answer.question)
        if place.field and self.questions.form.has(place.field):
            return self.questions.form.entry(place.field)
        return self.questions.scale.button_of(answer.consensus or 1)

    def begin(self) -> None:
        """Starts a round: the first one, or a repetition."""
        rounds = self._session.project.all(AssessmentRound)
        purpose, year = ("powtórna" if rounds else "bazowa"), date.today().year
        made = AssessmentRound(
            title=f"Samoocena {purpose} {year}", tool=DEFAULT_BANK, purpose=purpose, position=self._session.project.next_position(AssessmentRound)
        )
        self._round = made.id
        self._session.put(made, label="rozpoczęcie samooceny")

    def show_question(self, question: str) -> None:
        """Turns to a question by its id."""
        if self._assessment is None or self._round is None:
            return
        for row, area in enumerate(self._assessment.bank.areas, start=1):
            for number, each in enumerate(area.questions):
                if each.id == question:
                    self.areas.setCurrentRow(row)
                    self.questions.display(self._round, area, number)
                    return

    # -- parts --------------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        self.rounds = QComboBox()
        self.rounds.setAccessibleName("Która samoocena")
        self.rounds.setMinimumWidth(240)
        self.rounds.activated.connect(self._choose_round)
        row.addWidget(self.rounds)
        self._toggle = QPushButton("Opis samooceny")
        self._toggle.setCheckable(True)
        self._toggle.setAutoDefault(False)
        dress(self._toggle, role="quiet")
        self._toggle.toggled.connect(self._about_toggled)
        row.addWidget(self._toggle)
        row.addStretch(1)
        row.addWidget(button("Powtórz samoocenę", self.begin, icon="add"))
        return row

    def _area_list(self) -> QListWidget:
        self.areas = QListWidget()
        self.areas.setAccessibleName("Obszary samooceny")
        self.areas.setFixedWidth(AREAS_WIDTH)
        self.areas.setItemDelegate(TwoLines(self.areas))
        self.areas.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.areas.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.areas.currentRowChanged.connect(self._turn)
        return self.areas

    def _about_toggled(self, shown: bool) -> None:
        self._about.setVisible(shown)

    def _fill_rounds(self, rounds: list[AssessmentRound]) -> None:
        names = [one.title or "Samoocena bez nazwy" for one in rounds]
        if [self.rounds.itemText(row) for row in range(self.rounds.count())] != names:
            self.rounds.clear()
            self.rounds.addItems(names)
        self.rounds.setCurrentIndex(next(row for row, one in enumerate(rounds) if one.id == self._round))

    def _figures(self, assessment: Assessment) -> list[QWidget]:
        answered = sum(one.consensus is not None or bool(one.answer and one.answer.no_rating) for one in assessment.questions)
        cards: list[QWidget] = [KeyFigureCard(f"{answered} z {len(assessment.questions)}", "pytań z odpowiedzią")]
        scores = [float(area.score.value or 0) for area in assessment.areas if area.score is not None]
        if scores:
            cards.append(KeyFigureCard(polish.number(sum(scores) / len(scores), 1), "średnia obszarów", f"skala {assessment.bank.worst}–{assessment.bank.best}"))
        gapped = max((area for area in assessment.areas if area.gap), key=lambda area: area.gap or 0.0, default=None)
        if gapped is not None:
            cards.append(KeyFigureCard(polish.number(gapped.gap, 1), "największa luka", f"{gapped.area.id} {gapped.area.name}"))
        return cards

    def _fill_areas(self, assessment: Assessment) -> None:
        if self.areas.count() != len(assessment.areas) + 1:
            self.areas.blockSignals(True)
            self.areas.clear()
            self.areas.addItem("Podsumowanie")
            for area in assessment.areas:
                self.areas.addItem(f"{area.area.id}  {area.area.name}")
            self.areas.setCurrentRow(0)
            self.areas.blockSignals(False)
        self._dress_item(self.areas.item(0), "wyniki i największe luki", ("diagnosis", "accent"))
        for row, area in enumerate(assessment.areas, start=1):
            given = sum(
                one.consensus is not None or bool(one.answer and one.answer.no_rating) for one in assessment.questions if one.question.area == area.area.id
            )
            count = f"{given} z {len(area.area.questions)} pytań"
            rated = f"ocena {polish.number(area.score.value, 1)} · cel {polish.number(area.target, 1)} · " if area.score is not None else ""
            done = given == len(area.area.questions)
            self._dress_item(self.areas.item(row), rated + count, ("check", "good") if done else ("half", "accent") if given else ("circle", "muted"))
        self.areas.doItemsLayout()
        self.areas.setFixedHeight(sum(self.areas.sizeHintForRow(row) for row in range(self.areas.count())) + 10)

    def _dress_item(self, item: QListWidgetItem | None, note: str, icon: tuple[str, str]) -> None:
        assert item is not None
        item.setData(NOTE, note)
        item.setData(ICON, icon)
        item.setData(STRONG, False)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}: {note}")

    # -- turning ------------------------------------------------------------------------------------------------------

    def _choose_round(self, row: int) -> None:
        self._round = self._session.project.all(AssessmentRound)[row].id
        self.refresh()

    def _turn(self, row: int) -> None:
        if self._assessment is None or self._round is None:
            return
        self._summary.setVisible(row <= 0)
        self.questions.setVisible(row > 0)
        if row <= 0:
            self._summary.display(self._assessment)
        else:
            self.questions.display(self._round, self._assessment.bank.areas[row - 1])

    def _next_area(self, by: int) -> None:
        row = self.areas.currentRow() + by
        if row >= self.areas.count():
            row = 0
        self.areas.setCurrentRow(row)
        if by < 0 and row > 0 and self._assessment is not None:
            self.questions.turn(len(self._assessment.bank.areas[row - 1].questions) - 1)
