"""Strips of long work under way: what is being done, how far it is, and a way to cancel; the window stays usable."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from mrl_desktop.ui import theme
from mrl_desktop.ui.background import Job
from mrl_desktop.ui.widgets.basics import button, dress, label


class JobStrip(QFrame):
    """One job."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        dress(self, role="strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.S24, theme.S8, theme.S16, theme.S8)
        row.setSpacing(theme.S16)
        self._title = job.title
        self._words = label(f"{job.title}…", wrap=False)
        row.addWidget(self._words, 2)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(f"Postęp: {job.title}")
        row.addWidget(self._bar, 1)
        self._stop = button("Przerwij", self._cancel)
        self._stop.setAccessibleName(f"Przerwij: {job.title}")
        row.addWidget(self._stop)
        self._job = job
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        if job.latest[2]:
            self._progressed(*job.latest)

    def _progressed(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._words.setText(f"{self._title}: {text}" if text else f"{self._title}…")

    def _cancel(self) -> None:
        self._job.cancel()
        self._stop.setEnabled(False)
        self._words.setText(f"{self._title} – przerywam…")

    def _ended(self) -> None:
        self.hide()
        self.deleteLater()


class JobStrips(QWidget):
    """All work under way, one strip under another."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add(self, job: Job) -> None:
        if not job.finished:
            self._column.addWidget(JobStrip(job))
