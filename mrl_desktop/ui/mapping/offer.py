"""The way from the preview of an import into the wizard: for a file nobody knows, and quietly for one that was known unsurely."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from excel_modules.mapping import NAME
from excel_modules.reading import Reading
from mrl_desktop.flows.import_files import PlannedFile
from mrl_desktop.flows.mapping_profiles import read_by
from mrl_desktop.ui.mapping.wizard import MappingWizard
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button

OFFER = "Wskaż znaczenie kolumn…"
"""The button, which the finding for a table of no known layout names; a file that is no table at all has another one."""
SURE = 0.9


class MappingOffer(QWidget):
    """`mapped` carries the file to be read anew and the profile to read it by (None: whichever fits best)."""

    mapped = Signal(object, object)

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._path: Path | None = None
        self._reading: Reading | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.unknown = button(OFFER, self._open, icon="edit", tooltip="Powiedz, co jest w której kolumnie. Program zapamięta to na przyszłość.")
        self.other = button("Układ jest inny…", self._open, role="quiet", icon="edit", tooltip="Wskaż samodzielnie, co znaczą kolumny tego pliku.")
        row.addWidget(self.unknown)
        row.addWidget(self.other)
        row.addStretch(1)
        self.hide()

    def show_file(self, file: PlannedFile | None) -> None:
        """Offers what makes sense for a file; nothing for one that is surely known or cannot be opened."""
        self._path = file.path if file is not None else None
        self._reading = reading = file.reading if file is not None else None
        unknown = reading is not None and reading.refused and any(OFFER in finding.hint for finding in reading.findings)
        unsure = reading is not None and not reading.refused and (reading.confidence < SURE or reading.reader == NAME) and not reading.records
        self.unknown.setVisible(unknown)
        self.other.setVisible(unsure)
        self.setVisible(unknown or unsure)

    def _open(self) -> None:
        if self._path is None:
            return
        path = self._path
        begin = read_by(self._reading) if self._reading is not None else None
        profile = MappingWizard.ask(self.window(), self._session, path, begin)
        if profile is None:
            return
        if path.is_file():
            self.mapped.emit(path, profile)
        else:  # a table inside an archive: all of it is read again, each table as it is recognised
            self.mapped.emit(next((above for above in path.parents if above.is_file()), path), None)
