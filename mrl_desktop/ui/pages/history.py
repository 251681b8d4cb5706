"""The history of the plan: who changed what and when, newest first, in words a planner would use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from excel_modules.field_names import NAMES
from mrl_desktop import polish
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.project import FieldChange, JournalEntry, Project
from mrl_desktop.domain.records import KINDS, Value
from mrl_desktop.ui import theme
from mrl_desktop.ui.pages.latest import Latest
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.wrapping import WrappedCells
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.section import SectionHeader

FIRST, MORE = 100, 400
SHOWN = 3
"""How many fields of one change are told; the rest is counted."""
LONGEST = 60
COLUMNS = ("Kiedy", "Kto", "Co się zmieniło")
RECORD = int(Qt.ItemDataRole.UserRole)
OTHER_NAMES = {
    "text": "treść",
    "state": "stan",
    "answer": "odpowiedź",
    "consensus": "ocena",
    "no_rating": "ocena",
    "importance": "ważność",
    "feasibility": "wykonalność",
    "evidence": "dowody",
    "amount": "kwota",
    "year": "rok",
    "value": "wartość",
    "active": "wczytanie",
    "chosen": "wybór",
    "members": "skład",
    "position": "kolejność",
    "end": "koniec",
    "cost": "koszt",
    "slogan": "hasło wizji",
}
"""Fields the import preview never names."""


def told(change: FieldChange, project: Project) -> str:
    """One field in words: „cel „Zielone miasto": nazwa „A" → „B"". Empty for what needs no telling."""
    kind = KINDS.get(change.kind)
    what = kind.title_of_kind if kind else "element"
    record = project.get(change.record)
    name = record.name_for_people if record is not None else ""
    called = f"{what} „{_cut(name)}”" if name and name != what else what
    if change.field == "":
        return f"{'dodano' if change.after else 'usunięto'}: {called}"
    field = NAMES.get(change.field) or OTHER_NAMES.get(change.field, "")
    before, after = shown(change.before), shown(change.after)
    if not field or (before == after):
        return f"{called}: zmiana"
    return f"{called}: {field} {before} → {after}"


def shown(value: Value) -> str:
    """A stored value as history tells it."""
    if value in (None, "", ()):
        return "(puste)"
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, datetime):
        return polish.moment(value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal | int):
        return polish.number(value)
    if isinstance(value, UUID):
        return "(inny element)"
    if isinstance(value, tuple):
        return polish.counted(len(value), "pozycja", "pozycje", "pozycji")
    return f"„{_cut(str(value))}”"


def details(entry: JournalEntry, project: Project) -> str:
    """What one change did, in at most SHOWN lines."""
    added = {change.record for change in entry.fields if change.field == ""}
    lines = [change for change in entry.fields if change.field == "" or change.record not in added]
    said = list(dict.fromkeys(told(change, project) for change in lines[: SHOWN * 4]))
    if len(lines) > SHOWN * 4 or len(said) > SHOWN:
        records = len({change.record for change in entry.fields})
        return "\n".join([*said[: SHOWN - 1], f"razem {polish.counted(records, 'zmieniony element', 'zmienione elementy', 'zmienionych elementów')}"])
    return "\n".join(said)


def _cut(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= LONGEST else f"{one_line[: LONGEST - 1]}…"


class History(QWidget):
    """The section „Historia"; the journal is read off the window's thread."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._limit = FIRST
        self._rows: list[tuple[str, str, str, UUID | None]] = []
        self._latest = Latest[list[JournalEntry]](self, session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S12)
        column.addWidget(SectionHeader("Historia zmian", "Kto, kiedy i co zmienił w planie. Zmiany tej sesji cofniesz przez Ctrl+Z."))
        self.line = QLineEdit()
        self.line.setPlaceholderText("Znajdź w historii")
        self.line.setAccessibleName("Znajdź w historii")
        self.line.setClearButtonEnabled(True)
        self.line.setMaximumWidth(320)
        self.line.textChanged.connect(lambda _: self._fill())
        column.addWidget(self.line)
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setHorizontalHeaderLabels(list(COLUMNS))
        self.table.setAccessibleName("Historia zmian")
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setItemDelegate(WrappedCells(self.table))
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.itemActivated.connect(self._go)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, width in enumerate((190, 130)):
            self.table.setColumnWidth(number, width)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(lambda *_: self.table.resizeRowsToContents())
        self.table.setMinimumHeight(440)
        column.addWidget(self.table, 1)
        self._count = label("", "help")
        column.addWidget(self._count)
        self.more = button("Pokaż starsze zmiany", self._older)
        column.addWidget(self.more)

    def refresh(self) -> None:
        """Reads the newest entries."""
        workspace, limit = self._session.open_project.workspace, self._limit
        self._latest.ask(lambda: workspace.journal(limit=limit), self._show, self._failed)

    def go_to(self, place: Place) -> QWidget | None:
        """History has no records of its own."""
        return None

    def _older(self) -> None:
        self._limit += MORE
        self.refresh()

    def _show(self, entries: Sequence[JournalEntry]) -> None:
        project = self._session.project
        self._rows = []
        for entry in entries:
            present = next((change.record for change in entry.fields if change.record in project), None)
            when = polish.moment(entry.when.astimezone())
            what = "\n".join(part for part in (entry.label[:1].upper() + entry.label[1:], details(entry, project)) if part)
            self._rows.append((when, entry.who, what, present))
        self.more.setVisible(len(entries) >= self._limit)
        self._fill()

    def _fill(self) -> None:
        words = polish.fold(self.line.text()).split()
        rows = [row for row in self._rows if all(word in polish.fold(" ".join(row[:3])) for word in words)]
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row[:3]):
                item = QTableWidgetItem(text)
                item.setData(RECORD, row[3])
                item.setToolTip(text)
                self.table.setItem(number, column, item)
        self.table.resizeRowsToContents()
        self._count.setText(polish.counted(len(rows), "zmiana", "zmiany", "zmian") + (" · Enter pokazuje miejsce" if rows else ""))

    def _go(self, item: QTableWidgetItem) -> None:
        record = item.data(RECORD)
        if isinstance(record, UUID):
            self._session.go_to(Place(record=record))

    def _failed(self, error: Exception) -> None:
        self._count.setText(f"Historii nie udało się odczytać. Plan jest bezpieczny. Szczegół: {error}")
