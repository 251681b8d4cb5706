"""A matter that points into an imported file, shown there: the sheet with its cell framed, or what became of the file."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mrl_desktop.domain.facts import Source
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.project import Project
from mrl_desktop.ui import theme
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.source_sheet import SourceSheet


def source_of(project: Project, place: Place) -> Source | None:
    """The place as a source, when its file is among those read into the project; of several of one name the newest."""
    named = [batch for batch in project.all(ImportBatch) if batch.file == place.file and batch.sha256]
    if not named or not place.cell:
        return None
    batch = max(named, key=lambda one: one.imported_at.timestamp() if one.imported_at else 0.0)
    return Source(file=batch.file, sha256=batch.sha256, sheet=place.sheet, cell=place.cell, vintage=batch.vintage, imported_at=batch.imported_at, batch=batch.id)


class FileCellDialog(QDialog):
    """Changes nothing."""

    def __init__(self, parent: QWidget | None, source: Source, text: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("Miejsce w pliku")
        self.resize(900, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S24, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        if text:
            column.addWidget(label(text, "lead", selectable=True))
        self.sheet = SourceSheet()
        column.addWidget(self.sheet, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Zamknij", self.accept, role="primary"))
        column.addLayout(row)
        self.finished.connect(lambda _: self.sheet.release())
        self.sheet.show_source(source)

    @classmethod
    def show_place(cls, parent: QWidget, session: ProjectSession, place: Place) -> None:
        """Shows a place of a file that was read into the project; of any other file only says so."""
        source = source_of(session.project, place)
        if source is None:
            session.told.emit("Tego miejsca nie ma w projekcie – dotyczy wczytywanego pliku.")
            return
        cls.tell(parent, source, next((one.message for one in session.findings if one.place == place), ""))

    @classmethod
    def tell(cls, parent: QWidget | None, source: Source, text: str = "") -> None:
        """Opens the dialog and waits until it is closed."""
        cls(parent, source, text).exec()
