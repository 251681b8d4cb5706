"""The preview of an import on one screen: files, questions, conflicts, and what the import would make out of date, and the one button that writes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.findings import Place
from mrl_desktop.flows.import_files import Ground, ImportPlan, stale
from mrl_desktop.flows.stale import Radar
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.imports.conflicts_pane import ConflictsPane, conflicts_of
from mrl_desktop.ui.imports.files_pane import FilesPane
from mrl_desktop.ui.imports.keeper import PlanKeeper
from mrl_desktop.ui.imports.personal_pane import PersonalPane, personal_of
from mrl_desktop.ui.imports.questions_pane import QuestionsPane
from mrl_desktop.ui.imports.radar_pane import RadarPane
from mrl_desktop.ui.pages.latest import Latest
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, label

FILES, QUESTIONS, CONFLICTS, RADAR, PERSONAL = range(5)


class Preview(QWidget):
    """`wanted` says that the plan shall be carried out, `given_up` that it shall not, `more_wanted` that files shall be added, `mapped` that a file shall be read anew by a profile."""

    wanted = Signal()
    given_up = Signal()
    more_wanted = Signal()
    mapped = Signal(object, object)

    def __init__(self, session: ProjectSession, keeper: PlanKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._session = session
        self._latest = Latest[Radar](self, session)
        self.found: Radar | None = None
        """What the plan would make out of date; None while it is being worked out."""
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
        for _ in range(5):
            self.tabs.addTab("")
        column.addWidget(self.tabs)
        self.files = FilesPane(session, keeper)
        self.questions = QuestionsPane(session, keeper)
        self.conflicts = ConflictsPane(keeper)
        self._stack = QStackedWidget()
        self.radar = RadarPane(session)
        self.personal = PersonalPane(keeper)
        for pane in (self.files, self.questions, self.conflicts, self.radar, self.personal):
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
        self.files.mapped.connect(self.mapped)
        self.files.asked.connect(self._go_to_questions)
        self.questions.place_wanted.connect(self._show_place)
        self.conflicts.place_wanted.connect(self._show_place)
        self.radar.cell_wanted.connect(self._show_place)
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
        personal = personal_of(plan)
        self.tabs.setTabText(PERSONAL, f"Dane osobowe ({len(personal)})")
        self.tabs.setTabVisible(PERSONAL, bool(personal))
        self._look_for_stale(plan)
        self._show_tabs()
        self.files.show_plan(plan)
        self.questions.show_plan(plan)
        self.conflicts.show_plan(plan)
        self.personal.show_plan(plan)
        self._say()

    def _show_tabs(self) -> None:
        radar = self.found
        self.tabs.setTabVisible(RADAR, bool(radar))
        self.tabs.setTabText(RADAR, f"Co się zmieni ({polish.number(radar.count)})" if radar is not None and radar.count else "Co się zmieni")
        self.tabs.setVisible(any(self.tabs.isTabVisible(number) for number in (QUESTIONS, CONFLICTS, RADAR, PERSONAL)))
        if not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(FILES)

    def _look_for_stale(self, plan: ImportPlan) -> None:
        """Works out off the window's thread what the plan would make out of date."""
        ground = Ground.of(self._session.open_project)
        self._latest.ask(lambda: stale(ground, plan), self._show_stale, _raise)

    def _show_stale(self, radar: Radar) -> None:
        self.found = radar
        self.radar.show_radar(radar)
        self._show_tabs()

    def _show_place(self, place: Place) -> None:
        """A cell of one of the files, in its sheet."""
        plan = self._keeper.plan
        file = next((one for one in plan.files if one.reading.file == place.file), None) if plan is not None else None
        if file is None:
            return
        self.tabs.setCurrentIndex(FILES)
        self.files.pick(file.path)
        self.files.show_place(place)

    def release(self) -> None:
        """The preview is over: the sheet that was looked at is let go."""
        self.files.release()
        self.found = None
        self.radar.show_radar(Radar())

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


def _raise(error: Exception) -> None:
    raise error
