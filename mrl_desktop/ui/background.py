"""Long work off the window's thread: pure functions get a `progress` to call, the window hears of it by signals.

Work takes only frozen values (records, paths, text) and returns a value; `done` and `failed` are called in the window's thread.
A job keeps itself alive until it has reported, so closing a dialog never kills the receiver of its worker.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from mrl_desktop.domain.progress import Cancelled, Progress

T = TypeVar("T")


class Job(QObject):
    """One piece of work under way: what it is, how far it is, a way to stop it."""

    progressed = Signal(int, int, str)
    ended = Signal()
    _succeeded = Signal(object)
    _failed = Signal(object)

    def __init__(self, title: str, done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        super().__init__()
        self.title = title
        self.cancel_requested = False
        self.finished = False
        self.latest = (0, 0, "")
        """What was reported last, for whoever begins to watch later."""
        self._done = done
        self._fail = failed
        self._succeeded.connect(self._report_done)
        self._failed.connect(self._report_failed)

    def cancel(self) -> None:
        """Asks the work to stop at its next report; nothing half-done is kept, `failed` gets Cancelled."""
        self.cancel_requested = True

    def progress(self, done: int, total: int, text: str = "") -> None:
        if self.cancel_requested:
            raise Cancelled
        self.latest = (done, total, text)
        self.progressed.emit(done, total, text)

    @Slot(object)
    def _report_done(self, value: object) -> None:
        self._end()
        self._done(value)

    @Slot(object)
    def _report_failed(self, error: Exception) -> None:
        self._end()
        self._fail(error)

    def _end(self) -> None:
        self.finished = True
        _running.discard(self)
        self.ended.emit()


_running: set[Job] = set()


class _Runner(QRunnable):
    def __init__(self, job: Job, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    def run(self) -> None:
        try:
            value = self._work(self._job.progress)
        except Exception as error:  # whatever the work raises is told to the window, never lost in a thread
            self._job._failed.emit(error)
        else:
            self._job._succeeded.emit(value)


def run_in_background(
    work: Callable[[Progress], T], done: Callable[[T], None], failed: Callable[[Exception], None], *, title: str = "Praca w toku"
) -> Job:
    """Starts the work on the shared pool and returns its job at once."""
    job = Job(title, done, failed)
    _running.add(job)
    QThreadPool.globalInstance().start(_Runner(job, work))
    return job
