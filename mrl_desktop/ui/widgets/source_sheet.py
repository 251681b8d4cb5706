"""The cell a value was read from, in the sheet itself, when the file is still where it was; else what happened to it and a way to point at it."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from mrl_desktop.domain.facts import Source
from mrl_desktop.domain.progress import Progress
from mrl_desktop.flows.cell_roles import areas_of
from mrl_desktop.flows.where_files_lie import Lying, State, point, where
from mrl_desktop.ui import theme
from mrl_desktop.ui.background import run_in_background
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.message import InlineMessage
from mrl_desktop.ui.widgets.sheet_replica import SheetReplica

KINDS = "Pliki z danymi (*.csv *.xlsx *.xlsm *.xls *.ods *.zip *.txt *.tsv *.docx *.json);;Wszystkie pliki (*)"


class SourceSheet(QWidget):
    """`shown` says that the cell, or why it cannot be shown, is on the screen."""

    shown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._source: Source | None = None
        self._known: dict[str, Lying] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self._where = label("", "label", selectable=True)
        column.addWidget(self._where)
        self.point_at = button("Wskaż plik…", self._point, icon="open")
        self.message = InlineMessage(self.point_at)
        column.addWidget(self.message)
        self.replica = SheetReplica("Arkusz, z którego pochodzi wartość")
        self.replica.shown.connect(self.shown)
        column.addWidget(self.replica, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        self.show_source(None)

    @property
    def source(self) -> Source | None:
        return self._source

    def show_source(self, source: Source | None, note: str = "") -> None:
        """Shows where a value stands; None or a value typed in the program shows nothing."""
        self._source, self._note = source, note
        self.message.hide()
        self.replica.hide()
        self._rest.show()
        if source is None or not source.file:
            self._where.setText("")
            return
        how = f" ({source.how})" if source.how else ""
        self._where.setText(f"{source}{how}")
        known = self._known.get(source.sha256)
        if known is not None:
            self._found(source, known)
            return
        sha256 = source.sha256

        def work(progress: Progress) -> Lying:
            return where(sha256)

        run_in_background(work, lambda lying: self._found(source, lying), _raise, title="Szukam pliku")

    def release(self) -> None:
        """Lets the file go."""
        self._source = None
        self.replica.release()

    def _found(self, source: Source, lying: Lying) -> None:
        if not shiboken6.isValid(self):
            return
        self._known[source.sha256] = lying
        if self._source is not source:
            return
        if lying.state is State.SAME and lying.path is not None:
            self.message.hide()
            self._show(source, lying.path)
            return
        self._tell(source, lying)
        self.shown.emit()

    def _show(self, source: Source, path: Path) -> None:
        self._rest.hide()
        self.replica.show()
        cells = [(row, column) for top, left, bottom, right in areas_of(source.cell) for row in range(top, min(bottom, top + 200) + 1) for column in range(left, min(right, left + 50) + 1)]
        several = len(areas_of(source.cell)) > 1
        note = self._note or (f"wartość wyliczono z komórek: {source.cell}" if several else "")
        self.replica.show_file(path, sheet=source.sheet, cells=cells, note=note)

    def _tell(self, source: Source, lying: Lying) -> None:
        place = f" ({lying.path})" if lying.path is not None else ""
        match lying.state:
            case State.CHANGED:
                title = "Plik zmieniono po wczytaniu, więc komórki nie można pokazać."
                text = f"Jeśli masz kopię pliku „{source.file}” z czasu wczytania, wskaż ją.{place}"
            case State.GONE:
                title = "Pliku nie ma już tam, skąd go wczytano."
                text = f"Jeśli przeniesiono plik „{source.file}”, wskaż go.{place}"
            case _:
                title = f"Na tym komputerze nie wiadomo, gdzie leży plik „{source.file}”."
                text = "Wczytano go na innym komputerze albo przez inną osobę. Jeśli masz ten plik, wskaż go, a program pokaże komórkę."
        self.message.say(title, text, "warn" if lying.state is not State.UNKNOWN else "")

    def _point(self) -> None:
        source = self._source
        if source is None:
            return
        known = self._known.get(source.sha256)
        begin = str(known.path.parent) if known is not None and known.path is not None else QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        name, _ = QFileDialog.getOpenFileName(self, f"Wskaż plik „{source.file}”", begin, KINDS)
        if name:
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """The person says that the file is this one, or an archive that holds it."""
        source = self._source
        if source is None:
            return

        def work(progress: Progress) -> Lying:
            found = point(source.sha256, path)
            inside = point(source.sha256, path / source.file) if found.state is not State.SAME and path.suffix.lower() == ".zip" else found
            return inside if inside.state is State.SAME else found

        run_in_background(work, lambda lying: self._pointed(source, lying), _raise, title="Sprawdzam plik")

    def _pointed(self, source: Source, lying: Lying) -> None:
        if not shiboken6.isValid(self) or self._source is not source:
            return
        if lying.state is State.SAME:
            self._found(source, lying)
            return
        name = lying.path.name if lying.path is not None else ""
        self.message.say(
            f"„{name}” to nie jest ten sam plik, z którego wczytano wartość.",
            "Różni się zawartością: mógł zostać zmieniony i zapisany po wczytaniu. Wskaż niezmienioną kopię.",
            "warn",
        )
        self.shown.emit()


def _raise(error: Exception) -> None:
    raise error
