"""Work a page asks for again and again while the plan changes: off the window's thread, one at a time, only the newest answer counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import shiboken6
from PySide6.QtWidgets import QWidget

from mrl_desktop.domain.progress import Progress
from mrl_desktop.ui.background import run_in_background
from mrl_desktop.ui.session import ProjectSession

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Question(Generic[T]):
    work: Callable[[], T]
    done: Callable[[T], None]
    failed: Callable[[Exception], None]
    title: str


class Latest(Generic[T]):
    """Asks questions on behalf of a widget; an answer that comes after the widget, the project or the question has gone is dropped."""

    def __init__(self, owner: QWidget, session: ProjectSession) -> None:
        self._owner, self._session = owner, session
        self._waiting: _Question[T] | None = None
        self._number = 0
        self.busy = False

    def ask(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None], *, title: str = "") -> None:
        """Starts the work now, or when the work under way has ended. With a title the strip at the bottom shows it."""
        self._waiting = _Question(work, done, failed, title)
        self._number += 1
        if not self.busy:
            self._start()

    def _start(self) -> None:
        question, self._waiting = self._waiting, None
        if question is None or not self._session.is_open:
            return
        self.busy = True
        number, opened = self._number, self._session.open_project

        def ended(tell: Callable[[], None]) -> None:
            self.busy = False
            present = shiboken6.isValid(self._owner) and self._session.is_open and self._session.open_project is opened
            if present and number == self._number:
                tell()
            if shiboken6.isValid(self._owner) and not self.busy:
                self._start()

        def work(progress: Progress) -> T:
            return question.work()

        def done(answer: T) -> None:
            ended(lambda: question.done(answer))

        def failed(error: Exception) -> None:
            ended(lambda: question.failed(error))

        if question.title:
            self._session.run(question.title, work, done, failed)
        else:
            run_in_background(work, done, failed)
