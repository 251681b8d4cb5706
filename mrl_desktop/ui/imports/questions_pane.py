"""„Czego dotyczy ta kolumna?": every question at the left, the chosen one with proposals, search and „pomiń" at the right."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from excel_modules.reading import Proposal, SeriesQuestion
from mrl_desktop import polish
from mrl_desktop.domain.findings import Place
from mrl_desktop.flows.import_files import SKIP, ImportPlan
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.imports.entry_list import Entry, EntryList, pane_margins
from mrl_desktop.ui.imports.keeper import PlanKeeper
from mrl_desktop.ui.imports.split import Split
from mrl_desktop.ui.imports.variable_finder import VariableFinder
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, frame, label

OTHER = "\x00inna"
FIRST_YEAR = 1950


class QuestionsPane(Split):
    """Nothing is guessed: an answer counts once the button is pressed, then the next open question comes up.

    `place_wanted` carries the Place of the column asked about, to be shown in its sheet.
    """

    place_wanted = Signal(object)

    def __init__(self, session: ProjectSession, keeper: PlanKeeper) -> None:
        super().__init__((300, 600))
        self._session, self._keeper = session, keeper
        self._shown: SeriesQuestion | None = None
        self._radios: dict[str, QRadioButton] = {}
        self.list = EntryList("Pytania o kolumny")
        self.list.chosen.connect(self._choose)
        self.take(self.list, self._detail())

    def _detail(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*pane_margins())
        column.setSpacing(theme.S8)
        head = QHBoxLayout()
        head.addWidget(label("Czego dotyczy ta kolumna?", "help"), 1)
        self.see = button("Pokaż w arkuszu", self._see, role="quiet", icon="search", tooltip="Pokazuje w pliku miejsce, o które pyta program.")
        head.addWidget(self.see)
        column.addLayout(head)
        self._says = label("", "section", selectable=True)
        self._facts = label("", "help", selectable=True)
        column.addWidget(self._says)
        column.addWidget(self._facts)
        self._choices = QWidget()
        self._options = QVBoxLayout(self._choices)
        self._options.setContentsMargins(0, theme.S4, 0, 0)
        self._options.setSpacing(theme.S4)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda _: self._chosen())
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setWidget(self._choices)
        self._room.setProperty("role", "clear")
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._room, 3)
        self.finder = VariableFinder()
        self.finder.chosen.connect(lambda _: self._chosen())
        column.addWidget(self.finder, 4)
        self._year_row = QWidget()
        year = QHBoxLayout(self._year_row)
        year.setContentsMargins(0, 0, 0, 0)
        year.setSpacing(theme.S8)
        said = label("Rok, którego dotyczą dane:", "label", wrap=False)
        self.year = QLineEdit()
        self.year.setValidator(QIntValidator(FIRST_YEAR, date.today().year + 1, self.year))
        self.year.setMaximumWidth(90)
        self.year.setPlaceholderText("rrrr")
        self.year.setAccessibleName("Rok, którego dotyczą dane")
        self.year.textChanged.connect(lambda _: self._chosen())
        said.setBuddy(self.year)
        year.addWidget(said)
        year.addWidget(self.year)
        year.addWidget(label("Plik nie podaje roku w nagłówku.", "help", wrap=False))
        year.addStretch(1)
        column.addWidget(self._year_row)
        self._memory = label("", "help")
        column.addWidget(self._memory)
        self.accept = button("Zatwierdź odpowiedź", self._answer, icon="check")
        self.accept_all = button("", self._answer_all, role="quiet")
        column.addWidget(self.accept)
        column.addWidget(self.accept_all)
        return card

    # -- showing ------------------------------------------------------------------------------------------------------

    def show_plan(self, plan: ImportPlan) -> None:
        """Shows the questions as they now stand; sure ones, which need no answer, are left out."""
        asked = [question for question in plan.questions if not question.sure]
        entries: list[Entry] = []
        for question in asked:
            if not entries or question.file != asked[asked.index(question) - 1].file:
                entries.append(Entry(key=f"plik {question.file}", title=words.breakable(question.file), heading=True))
            entries.append(Entry(key=question.fingerprint, title=question.says, note=self._state(question), icon=_icon(question)))
        before = self.list.current
        self.list.show_entries(entries)
        if self.list.current == before:
            self._choose(before)
        if not before:
            self.show_first_open(plan)

    def show_first_open(self, plan: ImportPlan, file: str = "") -> None:
        """Goes to the first question without an answer, of a file when one is named."""
        waiting = [question for question in plan.open_questions if not file or question.file == file]
        if waiting:
            self.list.pick(waiting[0].fingerprint)

    def _see(self) -> None:
        if self._shown is not None:
            one = self._shown
            self.place_wanted.emit(Place(file=one.file, sheet=one.sheet, cell=one.cell, title=f"Czego dotyczą dane „{one.says}”?"))

    def _state(self, question: SeriesQuestion) -> str:
        if question.answer is None:
            return "bez odpowiedzi"
        if question.answer == SKIP:
            return "dane pominięte"
        variable = self._session.catalogue.variables.get(question.answer)
        return f"to: {variable.title if variable else question.answer}"

    def _choose(self, fingerprint: str) -> None:
        plan = self._keeper.plan
        question = next((one for one in plan.questions if one.fingerprint == fingerprint), None) if plan is not None else None
        if question is not None and question == self._shown:
            self._say_all(question)
            return
        self._shown = question
        self.setEnabled(question is not None)
        if question is None:
            return
        self._says.setText(f"„{question.says}”")
        self._facts.setText(words.facts_of(question))
        self._offer(question)
        self.year.setText(str(question.year_hint or ""))
        self._year_row.setVisible(question.year is None)
        self._memory.setText(
            "Program zapamięta odpowiedź. O następny plik w takim samym układzie już nie zapyta."
            if question.year is not None
            else "Program zapamięta odpowiedź dla tego pliku. O inny plik bez roku zapyta ponownie."
        )
        self._say_all(question)
        self._chosen()

    def _offer(self, question: SeriesQuestion) -> None:
        for radio in self._radios.values():
            self._group.removeButton(radio)
        while (old := self._options.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._radios = {}
        for proposal in question.proposals:
            self._add(proposal.variable, proposal.title, self._why(proposal))
        self._add(OTHER, "Inna zmienna z katalogu…", "")
        self._add(SKIP, "Pomiń te dane", "Nie trafią do projektu. Zawsze możesz wczytać plik jeszcze raz.")
        self._options.addStretch(1)
        known = question.answer if question.answer in self._radios else OTHER if question.answer else None
        if question.answer is None and question.proposals:
            known = question.proposals[0].variable
        if known is not None:
            self._radios[known].setChecked(True)
        if known == OTHER and question.answer:
            self.finder.show_catalogue(self._session.catalogue)
            self.finder.list.pick(question.answer)

    def _add(self, key: str, title: str, why: str) -> None:
        radio = QRadioButton(title)
        radio.setAccessibleDescription(why)
        self._radios[key] = radio
        self._group.addButton(radio)
        self._options.addWidget(radio)
        if why:
            words_of = label(why, "help")
            words_of.setContentsMargins(theme.S24 + 4, 0, 0, theme.S4)
            self._options.addWidget(words_of)

    def _why(self, proposal: Proposal) -> str:
        variable = self._session.catalogue.variables.get(proposal.variable)
        subject = " ".join(part for part in (variable.subject, variable.subject_title) if part) if variable else ""
        return f"{subject}. {proposal.why}" if subject else proposal.why

    # -- answering ----------------------------------------------------------------------------------------------------

    def _picked(self) -> str | None:
        key = next((key for key, radio in self._radios.items() if radio.isChecked()), None)
        return (self.finder.key or None) if key == OTHER else key

    def _chosen(self) -> None:
        """What can be pressed now; the search shows only when wanted."""
        other = OTHER in self._radios and self._radios[OTHER].isChecked()
        if other and self.finder.isHidden():
            self.finder.show_catalogue(self._session.catalogue)
        self.finder.setVisible(other)
        question, picked = self._shown, self._picked()
        dated = question is None or question.year is not None or picked == SKIP or self.year.hasAcceptableInput()
        self.accept.setEnabled(picked is not None and dated)

    def _answer(self) -> None:
        question, picked = self._shown, self._picked()
        if question is None or picked is None:
            return
        years = {question.fingerprint: int(self.year.text())} if question.year is None and self.year.hasAcceptableInput() else {}
        self._keeper.answer({question.fingerprint: picked}, years)
        self._next(question.fingerprint)

    def _next(self, fingerprint: str) -> None:
        """The open question after this one, or the first one before it."""
        plan = self._keeper.plan
        waiting = {question.fingerprint for question in plan.open_questions if question.fingerprint != fingerprint} if plan is not None else set()
        keys = self.list.keys
        here = keys.index(fingerprint) if fingerprint in keys else 0
        following = next((key for key in (*keys[here + 1 :], *keys[:here]) if key in waiting), None)
        if following is not None:
            self.list.pick(following)
            self.accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def _obvious(self, file: str) -> dict[str, str]:
        """Open questions of a file that have a proposal and a year, with their first proposals."""
        plan = self._keeper.plan
        return {
            question.fingerprint: question.proposals[0].variable
            for question in (plan.open_questions if plan is not None else ())
            if question.file == file and question.proposals and question.year is not None
        }

    def _say_all(self, question: SeriesQuestion) -> None:
        count = len(self._obvious(question.file))
        self.accept_all.setVisible(count > 1)
        proposals = polish.counted(count, "pierwszą propozycję", "pierwsze propozycje", "pierwszych propozycji")
        self.accept_all.setText(f"Przyjmij {proposals} tego pliku")

    def _answer_all(self) -> None:
        if self._shown is not None:
            file = self._shown.file
            self._keeper.answer(self._obvious(file))
            plan = self._keeper.plan
            rest = next((question for question in plan.open_questions if question.file != file), None) if plan is not None else None
            if rest is not None:
                self.list.pick(rest.fingerprint)


def _icon(question: SeriesQuestion) -> tuple[str, str]:
    if question.answer is None:
        return "help", "warn"
    return ("circle", "muted") if question.answer == SKIP else ("check", "good")
