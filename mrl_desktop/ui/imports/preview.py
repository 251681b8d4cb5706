"""The preview of an import on one screen: files, questions, conflicts, and the one button that writes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from mrl_desktop.ui import theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.imports.conflicts_pane import ConflictsPane, conflicts_of
from mrl_desktop.ui.imports.files_pane import FilesPane
from mrl_desktop.ui.imports.keeper import PlanKeeper
from mrl_desktop.ui.imports.questions_pane import QuestionsPane
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, label

FILES, QUESTIONS, CONFLICTS = range(3)


class Preview(QWidget):
    """`wanted` says that the plan shall be carried out, `given_up` that it shall not, `more_wanted` that files shall be added."""

    wanted = Signal()
    given_up = Signal()
    more_wanted = Signal()

    def __init__(self, session: ProjectSession, keeper: PlanKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self.setAccessibleName("Podgląd wczytywania")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S12)
        head = QHBoxLayout()
        head.setSpacing(theme.S8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self._title = label("", "section", wrap=False)
        self._summary = label("", "muted")
        texts.addWidget(self._title)
        texts.addWidget(self._summary)
        head.addLayout(texts, 1)
        self.more = button("Dodaj pliki…", self.more_wanted.emit, icon="add")
        head.addWidget(self.more)
        column.addLayout(head)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Części podglądu")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _ in range(3):
            self.tabs.addTab("")
        column.addWidget(self.tabs)
        self.files = FilesPane(session, keeper)
        self.questions = QuestionsPane(session, keeper)
        self.conflicts = ConflictsPane(keeper)
        self._stack = QStackedWidget()
        for pane in (self.files, self.questions, self.conflicts):
            self._stack.addWidget(pane)
        column.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.S8)
        self._note = label("", "help")
        foot.addWidget(self._note, 1)
        self.give_up = button("Zrezygnuj", self.given_up.emit)
        self.carry_out = button("", self.wanted.emit, role="primary", icon="check")
        foot.addWidget(self.give_up)
        foot.addWidget(self.carry_out)
        column.addLayout(foot)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.files.asked.connect(self._go_to_questions)
        keeper.changed.connect(self.show_plan)
        keeper.busy_changed.connect(lambda _: self._say())

    def begin(self) -> None:
        """Shows a plan that has just been read: first the files, or the questions when nothing else can be done."""
        self.show_plan()
        self.tabs.setCurrentIndex(FILES)
        self.files.list.setFocus()

    def show_plan(self) -> None:
        """Shows the plan as it now stands."""
        plan = self._keeper.plan
        if plan is None:
            return
        if not plan.files:
            self.given_up.emit()
            return
        self._title.setText(f"Podgląd: {words.files(len(plan.files))}")
        self._summary.setText(words.summary(plan))
        asked = [question for question in plan.questions if not question.sure]
        clashes = conflicts_of(plan)
        waiting = len(plan.open_questions)
        self.tabs.setTabText(FILES, f"Pliki ({len(plan.files)})")
        self.tabs.setTabText(QUESTIONS, f"Pytania (bez odpowiedzi: {waiting})" if waiting else "Pytania (wszystkie z odpowiedzią)")
        self.tabs.setTabText(CONFLICTS, f"Do rozstrzygnięcia ({len(clashes)})")
        self.tabs.setTabVisible(QUESTIONS, bool(asked))
        self.tabs.setTabVisible(CONFLICTS, bool(clashes))
        self.tabs.setVisible(bool(asked or clashes))
        if not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(FILES)
        self.files.show_plan(plan)
        self.questions.show_plan(plan)
        self.conflicts.show_plan(plan)
        self._say()

    def release(self) -> None:
        """The preview is over: the sheet that was looked at is let go."""
        self.files.release()

    def show_storing(self, storing: bool) -> None:
        """While the plan is being carried out nothing can be changed in it."""
        self.setEnabled(not storing)
        self._note.setText("Wczytuję…" if storing else "")

    def _say(self) -> None:
        plan = self._keeper.plan
        if plan is None:
            return
        self.carry_out.setText(words.intention(plan))
        self.carry_out.setEnabled(plan.changes_anything and not self._keeper.busy)
        self._note.setText("Przeliczam podgląd…" if self._keeper.busy else "Po wczytaniu wszystko możesz cofnąć: Ctrl+Z.")

    def _go_to_questions(self, path: Path) -> None:
        plan = self._keeper.plan
        self.tabs.setCurrentIndex(QUESTIONS)
        if plan is not None:
            file = next((one.reading.file for one in plan.files if one.path == path), "")
            self.questions.show_first_open(plan, file)
        self.questions.accept.setFocus()
