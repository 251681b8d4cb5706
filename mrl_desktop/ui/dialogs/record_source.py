"""„Skąd ten wpis?": the fields of a record that came from a workbook, what stood in their cells, and the sheet itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.records import Record
from mrl_desktop.flows.field_origins import FieldOrigin, Since, origins
from mrl_desktop.ui import icons, theme
from mrl_desktop.ui.imports.split import Split
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.source_sheet import SourceSheet

LOOK = {Since.AS_READ: ("check", "good"), Since.EDITED: ("edit", "accent"), Since.OWN_WORD: ("lock", "muted")}


class RecordSourceDialog(QDialog):
    """Changes nothing."""

    def __init__(self, parent: QWidget | None, session: ProjectSession, record: Record, field: str = "") -> None:
        super().__init__(parent)
        self._origins = origins(session.project, record)
        self.setWindowTitle("Skąd ten wpis?")
        self.resize(900, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S24, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        kind = record.title_of_kind
        column.addWidget(label(record.name_for_people, "title"))
        column.addWidget(label(self._summary(kind), "muted"))
        self.tree = QTreeWidget()
        self.tree.setColumnCount(4)
        self.tree.setHeaderLabels(["Pole", "W pliku", "Miejsce", "Teraz"])
        self.tree.setAccessibleName("Pola odczytane z pliku")
        self.tree.setRootIsDecorated(False)
        for number, one in enumerate(self._origins):
            item = QTreeWidgetItem(self.tree, [one.title, " ".join(one.raw.split()), str(one.source), str(one.since)])
            item.setData(0, int(Qt.ItemDataRole.UserRole), number)
            item.setIcon(3, icons.icon(*LOOK[one.since]))
            for place in range(4):
                item.setToolTip(place, item.text(place) if place != 1 else one.raw)
        for place, width in enumerate((140, 250, 230)):
            self.tree.setColumnWidth(place, width)
        self.tree.currentItemChanged.connect(self._choose)
        self.sheet = SourceSheet()
        parts = Split((200, 320), Qt.Orientation.Vertical)
        parts.take(self.tree, self.sheet)
        column.addWidget(parts, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Zamknij", self.accept, role="primary"))
        column.addLayout(row)
        self.finished.connect(lambda _: self.sheet.release())
        wanted = next((number for number, one in enumerate(self._origins) if one.field == field), 0)
        if (row_of := self.tree.topLevelItem(wanted)) is not None:
            self.tree.setCurrentItem(row_of)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def tell(cls, parent: QWidget | None, session: ProjectSession, record: Record, field: str = "") -> None:
        """Opens the dialog and waits until it is closed."""
        cls(parent, session, record, field).exec()

    def _summary(self, kind: str) -> str:
        if not self._origins:
            return "Ten wpis powstał w programie; nie pochodzi z żadnego pliku."
        files = {one.source.file: one.source for one in self._origins if one.source.file}
        told = [f"„{name}”{f', wczytanego {polish.moment(source.imported_at)}' if source.imported_at else ''}" for name, source in files.items()]
        return f"{kind.capitalize()} z {'pliku' if len(told) == 1 else 'plików'} {polish.joined(told)}." if told else "Pliku, z którego pochodzi ten wpis, nie ma już na liście wczytanych."

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        one: FieldOrigin = self._origins[item.data(0, int(Qt.ItemDataRole.UserRole))]
        self.sheet.show_source(one.source, f"pole „{one.title}”: {' '.join(one.raw.split())}" if one.field else "")
