"""Answers of a survey under the list of surveys: its questions, the chosen one as bars, in groups, or as what people wrote."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mrl_desktop import polish
from mrl_desktop.analysis.survey_charts import in_words, share_chart
from mrl_desktop.analysis.survey_results import CrossTable, cross_table, distribution
from mrl_desktop.domain.diagnosis import Survey
from mrl_desktop.domain.surveys import QuestionKind, SurveyQuestion
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports.entry_list import Entry, EntryList, pane_margins
from mrl_desktop.ui.imports.split import Split
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import frame, label
from mrl_desktop.ui.widgets.chart import ChartWidget

HIDDEN = "ukryte"
_HEIGHT = 380
_MOST_TEXTS = 500


class SurveyAnswers(QWidget):
    """Call `display` with the id of a survey; without one the first survey that has answers is shown."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._questions: dict[str, SurveyQuestion] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self.title = label("", "section")
        self.note = label("", "muted")
        column.addWidget(self.title)
        column.addWidget(self.note)
        self.split = Split((300, 560))
        self.split.setMinimumHeight(_HEIGHT)
        self.list = EntryList("Pytania ankiety")
        self.list.chosen.connect(lambda _: self._choose())
        self.split.take(self.list, self._detail())
        column.addWidget(self.split, 1)

    def _detail(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*pane_margins())
        column.setSpacing(theme.S8)
        self._group = label("", "help", selectable=True)
        self._text = label("", "section", selectable=True)
        self.words = label("", "muted", selectable=True)
        for one in (self._group, self._text, self.words):
            column.addWidget(one)
        self._by_row = QWidget()
        row = QHBoxLayout(self._by_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S8)
        said = label("W podziale według:", "label", wrap=False)
        self.by = QComboBox()
        self.by.setAccessibleName("W podziale według pytania")
        self.by.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.by.setMinimumContentsLength(24)
        self.by.activated.connect(lambda _: self._show_result())
        said.setBuddy(self.by)
        row.addWidget(said)
        row.addWidget(self.by, 1)
        column.addWidget(self._by_row)
        self.chart = ChartWidget()
        column.addWidget(self.chart)
        self.table = QTableWidget()
        self.table.setAccessibleName("Odpowiedzi w grupach")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        column.addWidget(self.table, 1)
        self.texts = QPlainTextEdit()
        self.texts.setReadOnly(True)
        self.texts.setTabChangesFocus(True)
        self.texts.setAccessibleName("Wypowiedzi respondentów")
        column.addWidget(self.texts, 1)
        column.addStretch(0)
        return card

    def display(self, survey: UUID | None) -> None:
        """Shows the questions of a survey as they are now."""
        project = self._session.project
        with_answers = {question.survey for question in project.all(SurveyQuestion)}
        surveys = [one for one in project.all(Survey) if one.id in with_answers]
        shown = next((one for one in surveys if one.id == survey), surveys[0] if surveys and survey not in {one.id for one in project.all(Survey)} else None)
        self.split.setVisible(shown is not None)
        self.title.setText(f"Odpowiedzi: {shown.title}" if shown else "Odpowiedzi")
        if shown is None:
            self._questions = {}
            self.note.setText("To badanie nie ma wczytanych odpowiedzi. Plik z ankiety (LimeSurvey, Google Forms, Microsoft Forms albo tabelę) wczytasz w kroku „Dane”.")
            return
        questions = project.all(SurveyQuestion, lambda question: question.survey == shown.id)
        self._questions = {str(question.id): question for question in questions}
        self.note.setText(f"{polish.counted(len(questions), 'pytanie', 'pytania', 'pytań')}. Liczebności, po których można by poznać pojedyncze osoby, są ukryte.")
        entries: list[Entry] = []
        group = ""
        for key, question in self._questions.items():
            if question.group and question.group != group:
                entries.append(Entry(key=f"grupa {key}", title=question.group, heading=True))
            group = question.group
            entries.append(Entry(key=key, title=question.text, note=_note(question)))
        self.list.show_entries(entries)
        self._choose()

    @property
    def question(self) -> SurveyQuestion | None:
        """The question in view."""
        return self._questions.get(self.list.current)

    def _choose(self) -> None:
        question = self.question
        if question is None:
            return
        self._group.setText(question.group)
        self._group.setVisible(bool(question.group))
        self._text.setText(question.text)
        wanted = self.by.currentData()
        self.by.clear()
        self.by.addItem("bez podziału", "")
        for key, other in self._questions.items():
            if other.question_kind in (QuestionKind.SINGLE, QuestionKind.SCALE) and other.id != question.id:
                self.by.addItem(f"{other.group} {other.text}".strip(), key)
        self.by.setCurrentIndex(max(self.by.findData(wanted), 0))
        self._by_row.setVisible(question.question_kind not in (QuestionKind.OPEN, QuestionKind.NUMBER) and self.by.count() > 1)
        self._show_result()

    def _show_result(self) -> None:
        question = self.question
        if question is None:
            return
        by = self._questions.get(str(self.by.currentData() or "")) if not self._by_row.isHidden() else None
        found = distribution(question)
        crossed = cross_table(question, by) if by is not None else None
        self.words.setText(in_words(found) if crossed is None else _crossed_words(crossed))
        self.chart.display(share_chart(question, found) if crossed is None else None, titled=False)
        self.table.setVisible(crossed is not None and not crossed.why_not)
        if crossed is not None and not crossed.why_not:
            self._fill(crossed)
        is_open = question.question_kind is QuestionKind.OPEN
        self.texts.setVisible(is_open)
        if is_open:
            more = len(question.texts) - _MOST_TEXTS
            self.texts.setPlainText("\n\n".join(question.texts[:_MOST_TEXTS]) + (f"\n\n… i jeszcze {polish.number(more)}" if more > 0 else ""))

    def _fill(self, crossed: CrossTable) -> None:
        self.table.clear()
        self.table.setRowCount(len(crossed.rows))
        self.table.setColumnCount(len(crossed.columns))
        self.table.setHorizontalHeaderLabels([f"{name}\n({polish.number(size)} os.)" for name, size in zip(crossed.columns, crossed.groups, strict=True)])
        self.table.setVerticalHeaderLabels([row[0].option for row in crossed.rows])
        for place, row in enumerate(crossed.rows):
            for column, cell in enumerate(row):
                said = HIDDEN if cell.count is None or cell.share is None else f"{polish.percent(100 * cell.share)} ({polish.number(cell.count)})"
                item = QTableWidgetItem(said)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(place, column, item)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


def _crossed_words(crossed: CrossTable) -> str:
    if crossed.why_not:
        return crossed.why_not
    hides = any(cell.hidden for row in crossed.rows for cell in row)
    words = f"Na oba pytania odpowiedziało: {polish.number(crossed.answered)}. Procenty liczone w kolumnach."
    return f"{words} Ukryto liczebności mniejsze niż {crossed.threshold} i te, z których można by je wyliczyć." if hides else words


def _note(question: SurveyQuestion) -> str:
    kind = str(question.question_kind)
    return f"pytanie {kind}" if question.question_kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.OPEN) else kind
