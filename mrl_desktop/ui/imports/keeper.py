"""Keeps the plan of an import while it is previewed: every answer makes a new plan off the window's thread, in the order given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Signal

from excel_modules.merge import Answers
from mrl_desktop.flows.import_files import Ground, ImportPlan, PersonalPlace, anew, answer, decide, keep_personal, without
from mrl_desktop.ui.background import run_in_background
from mrl_desktop.ui.session import ProjectSession

Step = Callable[[Ground, ImportPlan], ImportPlan]


class PlanKeeper(QObject):
    """`changed` says that `plan` is another one; `busy_changed` that a new one is being worked out or no longer is."""

    changed = Signal()
    busy_changed = Signal(bool)

    def __init__(self, session: ProjectSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[Step] = []
        self._about = 0
        self.plan: ImportPlan | None = None
        self.busy = False

    def take(self, plan: ImportPlan | None) -> None:
        """Another plan, or none; steps still waiting are forgotten."""
        self._about += 1
        self._waiting.clear()
        self.plan = plan
        self.changed.emit()

    def answer(self, answers: Mapping[str, str], years: Mapping[str, int] | None = None) -> None:
        """What columns are: fingerprint of the question to variable, "" to leave them out."""
        self._ask(lambda ground, plan: answer(ground, plan, answers, years))

    def decide(self, decisions: Answers) -> None:
        """Whose word counts in conflicts, and which items are wanted."""
        self._ask(lambda ground, plan: decide(ground, plan, decisions))

    def keep_personal(self, wanted: Mapping[PersonalPlace, bool]) -> None:
        """Which columns with personal data come in all the same."""
        self._ask(lambda ground, plan: keep_personal(ground, plan, wanted))

    def leave_out(self, paths: Collection[Path]) -> None:
        """The import goes on without these files."""
        self._ask(lambda ground, plan: without(ground, plan, paths))

    def follow(self) -> None:
        """The project has changed: the same plan against it as it is now."""
        if self.plan is not None and self._session.is_open and self.plan.revision != self._session.open_project.revision:
            self._ask(anew)

    def _ask(self, step: Step) -> None:
        if self.plan is None:
            return
        self._waiting.append(step)
        if not self.busy:
            self._start()

    def _start(self) -> None:
        if not self._waiting or self.plan is None or not self._session.is_open:
            return
        steps, self._waiting = self._waiting, []
        ground, plan, about, opened = Ground.of(self._session.open_project), self.plan, self._about, self._session.open_project
        self.busy = True
        self.busy_changed.emit(True)

        def work(progress: object) -> ImportPlan:
            result = plan
            for step in steps:
                result = step(ground, result)
            return result

        def ended(result: ImportPlan | None) -> None:
            if not shiboken6.isValid(self):
                return
            self.busy = False
            present = self._session.is_open and self._session.open_project is opened
            if present and about == self._about and result is not None:
                self.plan = result
                self.changed.emit()
            self._start()
            if not self.busy:
                self.busy_changed.emit(False)

        def failed(error: Exception) -> None:
            ended(None)
            raise error

        run_in_background(work, ended, failed, title="Podgląd")
