"""Where files are dropped or chosen; while they are read it says how far the reading is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QStandardPaths, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QProgressBar, QStackedLayout, QVBoxLayout, QWidget

from mrl_desktop.ui import preferences, theme
from mrl_desktop.ui.background import Job
from mrl_desktop.ui.widgets.basics import button, label, picture

KINDS = "Pliki z danymi (*.csv *.xlsx *.xlsm *.xls *.ods *.zip *.txt *.tsv *.docx *.json);;Wszystkie pliki (*)"

FOLDER = "folder danych"
"""Preference: where files were taken from last."""


class DropZone(QFrame):
    """`given` carries the files and folders dropped or chosen."""

    given = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.setAccessibleName("Miejsce na pliki z danymi")
        self._over = False
        self._job: Job | None = None
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(2, 2, 2, 2)
        self._stack.addWidget(self._invitation())
        self._stack.addWidget(self._reading())

    def _invitation(self) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(theme.S24, theme.S16, theme.S24, theme.S16)
        row.setSpacing(theme.S16)
        row.addWidget(picture("data", "muted", 32))
        words = QVBoxLayout()
        words.setSpacing(theme.S4)
        self._title = label("Przeciągnij tu pliki, foldery albo archiwa ZIP", "section")
        words.addWidget(self._title)
        words.addWidget(label("Dane GUS, finanse, egzaminy, ankiety oraz dotychczasowe arkusze i karty projektów. Program sam rozpozna pliki, a zanim cokolwiek zapisze, pokaże podgląd.", "help"))
        row.addLayout(words, 1)
        self.choose = button("Wybierz pliki…", self._choose_files, role="primary", icon="add")
        self.choose_folder = button("Wybierz folder…", self._choose_folder, icon="open")
        row.addWidget(self.choose)
        row.addWidget(self.choose_folder)
        return place

    def _reading(self) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(theme.S24, theme.S16, theme.S24, theme.S16)
        row.setSpacing(theme.S16)
        words = QVBoxLayout()
        words.setSpacing(theme.S8)
        self._what = label("Czytam pliki…", "section")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Postęp czytania plików")
        words.addWidget(self._what)
        words.addWidget(self._bar)
        words.addWidget(label("Możesz w tym czasie pracować dalej. Nic nie zostanie zapisane bez Twojej zgody.", "help"))
        row.addLayout(words, 1)
        self.stop = button("Przerwij", self._cancel)
        self.stop.setAccessibleName("Przerwij czytanie plików")
        row.addWidget(self.stop)
        return place

    @property
    def reading(self) -> bool:
        return self._job is not None

    def show_job(self, job: Job) -> None:
        """Shows how far the reading is until it ends."""
        self._job = job
        self._bar.setRange(0, 0)
        self._what.setText("Czytam pliki…")
        self.stop.setEnabled(True)
        self._stack.setCurrentIndex(1)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)

    def _progressed(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        counted = f" ({min(done + 1, total)} z {total})" if total > 2 else ""
        self._what.setText(f"{text}{counted}" if text else "Czytam pliki…")

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)
            self._what.setText("Przerywam…")

    def _ended(self) -> None:
        self._job = None
        self._stack.setCurrentIndex(0)

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Wybierz pliki z danymi", self._folder(), KINDS)
        self._give([Path(name) for name in names])

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Wybierz folder z plikami", self._folder())
        self._give([Path(name)] if name else [])

    def _folder(self) -> str:
        return preferences.text(FOLDER) or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)

    def _give(self, paths: list[Path]) -> None:
        if paths and not self.reading:
            preferences.remember(FOLDER, str(paths[0].parent))
            self.given.emit(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_of(event) and not self.reading:
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        event.acceptProposedAction()
        self._give(paths_of(event))

    def _mark(self, over: bool) -> None:
        self._over = over
        self._title.setText("Upuść, aby obejrzeć podgląd" if over else "Przeciągnij tu pliki, foldery albo archiwa ZIP")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("accent" if self._over else "field_line"), 2 if self._over else 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour("accent_soft" if self._over else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)


def paths_of(event: QDropEvent) -> list[Path]:
    """Local files and folders a drag carries."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
