"""„Zapisz zmiany do skoroszytu…": fields edited since an import, cell by cell: what stands there, what will, and what cannot be written."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from excel_modules.reading import Refused
from excel_modules.write_back import WriteBack, Writing, place_name, plan_write_back, remembered, suggested, write_back
from mrl_desktop import polish
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.progress import Progress
from mrl_desktop.domain.project import Project
from mrl_desktop.flows.where_files_lie import point, where
from mrl_desktop.ui import icons, theme
from mrl_desktop.ui.background import run_in_background
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, label
from mrl_desktop.ui.widgets.message import InlineMessage

HEADERS = ("Komórka", "Czego dotyczy", "Było", "Będzie")
KINDS = "Skoroszyty Excela (*.xlsx *.xlsm);;Wszystkie pliki (*)"


class WriteBackDialog(QDialog):
    """Looks for the file where it lay when it was imported; asks for it when it is not there."""

    def __init__(self, parent: QWidget | None, session: ProjectSession, batch: ImportBatch, path: Path | None = None) -> None:
        super().__init__(parent)
        self._session, self._batch = session, batch
        self.plan: WriteBack | None = None
        self.setWindowTitle("Zapis zmian do skoroszytu")
        self.resize(980, 620)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S16, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        column.addWidget(label(batch.file, "title", selectable=True))
        self.summary = label("Porównuję program z plikiem…", "muted")
        column.addWidget(self.summary)
        self.message = InlineMessage()
        column.addWidget(self.message)
        self.table = QTreeWidget()
        self.table.setColumnCount(len(HEADERS))
        self.table.setHeaderLabels(list(HEADERS))
        self.table.setAccessibleName("Zmiany do zapisania w skoroszycie")
        self.table.setWordWrap(True)
        self.table.setRootIsDecorated(False)
        header = self.table.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number, width in enumerate((190, 240, 220)):
            header.resizeSection(number, width)
        header.setStretchLastSection(True)
        column.addWidget(self.table, 1)
        self.chosen = label("", selectable=True)
        self.table.currentItemChanged.connect(lambda item, _: self.chosen.setText(item.text(len(HEADERS) - 1) if item is not None else ""))
        self.chosen.setAccessibleName("Co będzie w komórce albo dlaczego nie da się zapisać")
        column.addWidget(self.chosen)
        column.addWidget(label("Zmieniają się tylko te komórki; formuły, style, makra i reszta skoroszytu zostają bez zmian.", "help"))
        column.addLayout(self._buttons())
        self._look(path)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        self.choose = button("Wskaż plik…", self._ask_for_file, icon="open")
        self.to_copy = button("Zapisz do kopii…", self._ask_for_copy, role="primary", icon="save")
        self.in_place = button("Zapisz w skoroszycie", lambda: self.save(None), tooltip="Poprzednia wersja zostaje obok z dopiskiem „.bak”.")
        row.addWidget(self.choose)
        row.addStretch(1)
        row.addWidget(button("Zamknij", self.reject, role="quiet"))
        row.addWidget(self.in_place)
        row.addWidget(self.to_copy)
        self._enable()
        return row

    def _enable(self, *, busy: bool = False) -> None:
        ready = self.plan is not None and bool(self.plan.possible) and not busy
        self.to_copy.setEnabled(ready)
        self.in_place.setEnabled(ready)
        self.choose.setEnabled(not busy)

    # -- the file -----------------------------------------------------------------------------------------------------

    def _look(self, path: Path | None) -> None:
        project, batch = Project(self._session.project), self._batch

        def work(progress: Progress) -> WriteBack | None:
            found = path if path is not None else where(batch.sha256).path
            return plan_write_back(project, batch, found) if found is not None else None

        self._enable(busy=True)
        run_in_background(work, self._show_plan, self._failed, title="Porównywanie ze skoroszytem")

    def _show_plan(self, plan: WriteBack | None) -> None:
        if not shiboken6.isValid(self):
            return
        self.plan = plan
        self.table.clear()
        self._enable()
        if plan is None:
            self.summary.setText("")
            self.message.say("Nie wiadomo, gdzie leży ten plik.", "Wskaż go przyciskiem „Wskaż plik…”.", "warn")
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.message.hide()
        refused = len(plan.writings) - len(plan.possible)
        if not plan.writings:
            self.summary.setText("Od wczytania pliku nie zmieniono w programie żadnego pola, które z niego pochodzi.")
        else:
            said = f"Do zapisania: {polish.counted(len(plan.possible), 'komórka', 'komórki', 'komórek')}."
            self.summary.setText(f"{said} Nie da się zapisać: {refused}." if refused else said)
        for one in sorted(plan.writings, key=lambda writing: not writing.possible):
            self.table.addTopLevelItem(_item(one))
        if plan.writings:
            self.table.setCurrentItem(cast(QTreeWidgetItem, self.table.topLevelItem(0)))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_for_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, f"Wskaż plik {self._batch.file}", "", KINDS)
        if name:
            point(self._batch.sha256, Path(name))
            self._look(Path(name))

    def _ask_for_copy(self) -> None:
        if self.plan is not None:
            name, _ = QFileDialog.getSaveFileName(self, "Zapisz do kopii", str(suggested(self.plan.path)), KINDS)
            if name:
                self.save(Path(name))

    def save(self, target: Path | None) -> None:
        """Writes into a copy, or with None into the workbook itself, off the window's thread."""
        plan = self.plan
        if plan is None or not plan.possible:
            return
        self._enable(busy=True)

        def written(path: Path) -> None:
            if path == plan.path and self._session.is_open:
                self._session.change(remembered(self._session.project, plan, path))
                batch = self._session.project.one(ImportBatch, plan.batch.id)
                if batch is not None:
                    point(batch.sha256, path)
            if shiboken6.isValid(self):
                self._enable()
                self.in_place.setEnabled(path != plan.path)
                self.to_copy.setEnabled(path != plan.path)
                self.message.say(f"Zapisano {polish.counted(len(plan.possible), 'komórkę', 'komórki', 'komórek')}.", str(path), "good")

        run_in_background(lambda progress: write_back(plan, target), written, self._failed, title="Zapisywanie do skoroszytu")

    def _failed(self, error: Exception) -> None:
        if not shiboken6.isValid(self):
            return
        self._enable()
        if not isinstance(error, Refused):
            raise error
        if self.plan is None:
            self.summary.setText("")
        self.message.tell(error.finding)


def _item(one: Writing) -> QTreeWidgetItem:
    will = _readable(one.after)
    said = will if one.possible else f"{one.problem} W programie: {will}"
    item = QTreeWidgetItem([place_name(one.source), f"{one.field}: {one.title}", _readable(one.before), said])
    item.setIcon(0, icons.icon("check", "good") if one.possible else icons.icon("warning", "warn"))
    for number in range(len(HEADERS)):
        item.setToolTip(number, "\n".join(part for part in (item.text(number), one.note) if part))
    state = "do zapisania" if one.possible else "nie da się zapisać"
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{state}: {place_name(one.source)}")
    return item


def _readable(said: str) -> str:
    """Numbers with spaces between thousands and days as offices write them; other texts as they stand."""
    if re.fullmatch(r"-?\d{5,}(?:[.,]\d+)?|-?\d+[.,]\d+", said):
        return polish.number(Decimal(said.replace(",", ".")))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", said):
        return f"{date.fromisoformat(said):%d.%m.%Y}"
    return said or "(puste)"
