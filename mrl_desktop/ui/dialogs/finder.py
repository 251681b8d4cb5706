"""Ctrl+K: one line that finds steps, records of the plan and indicators; Enter goes there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.findings import Place
from mrl_desktop.guide.steps import STEP_OF_KIND, STEPS
from mrl_desktop.ui import icons, theme
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import label

SHOWN = 40
UNNAMED = {"evidence", "field_source", "series_choice", "budget_line", "scenario_score", "criterion_score", "own_territory", "finance_figure"}
"""Kinds without a name of their own; they are reached through what they belong to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something that can be gone to: what it is called, what kind of thing it is, where."""

    name: str
    kind: str
    place: Place
    icon: str


def targets(session: ProjectSession) -> Iterator[Target]:
    """Everything the finder knows: steps, named records, indicators of the catalogue."""
    for step in STEPS:
        yield Target(name=step.title, kind=f"krok {step.number}", place=Place(step=step.id), icon=step.id)
    for record in session.project:
        step_id = STEP_OF_KIND.get(record.kind, "")
        name = record.name_for_people
        if step_id and record.kind not in UNNAMED and name != record.title_of_kind:
            yield Target(name=name, kind=record.title_of_kind, place=Place(step=step_id, record=record.id), icon=step_id)
    for indicator in session.catalogue.indicators.values():
        yield Target(name=indicator.name, kind="wskaźnik", place=Place(step="diagnosis", field=indicator.id), icon="diagnosis")


def matching(known: list[tuple[str, Target]], text: str) -> list[Target]:
    """The targets that hold every word, best first: those whose name begins with the text, then begins a word with it, then the rest."""
    wanted = polish.fold(text)
    words = wanted.split()

    def rank(folded: str) -> int:
        return 0 if folded.startswith(wanted) else 1 if f" {wanted}" in f" {folded}" else 2

    found = [(rank(folded), n, target) for n, (folded, target) in enumerate(known) if all(word in folded for word in words)]
    return [target for _, _, target in sorted(found, key=lambda each: each[:2])[:SHOWN]]


class Finder(QDialog):
    """Returns the place chosen, or None."""

    def __init__(self, parent: QWidget | None, session: ProjectSession) -> None:
        super().__init__(parent)
        self.setWindowTitle("Szukaj")
        self.resize(620, 430)
        self.place: Place | None = None
        self._known = [(polish.fold(f"{target.name} {target.kind}"), target) for target in targets(session)]
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S16, theme.S16, theme.S16, theme.S12)
        column.setSpacing(theme.S8)
        self.line = QLineEdit()
        self.line.setAccessibleName("Szukaj kroku, elementu planu lub wskaźnika")
        self.line.setPlaceholderText("Krok, cel, projekt, problem, wskaźnik…")
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._look_for)
        self.line.returnPressed.connect(self._take)
        self.line.installEventFilter(self)
        column.addWidget(self.line)
        self.list = QListWidget()
        self.list.setAccessibleName("Znalezione")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._take)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        self._count = label("", "help", wrap=False)
        row.addWidget(self._count, 1)
        row.addWidget(label("↑ ↓ wybór, Enter przejście, Esc zamknięcie", "help", wrap=False))
        column.addLayout(row)
        self._look_for("")

    @classmethod
    def ask(cls, parent: QWidget | None, session: ProjectSession) -> Place | None:
        """Opens the finder; the place the person chose, or None."""
        dialog = cls(parent, session)
        dialog.exec()
        return dialog.place

    def _look_for(self, text: str) -> None:
        found = matching(self._known, text)
        self.list.clear()
        for target in found:
            item = QListWidgetItem(icons.icon(target.icon, "muted"), f"{target.name}  –  {target.kind}")
            item.setData(Qt.ItemDataRole.UserRole, target)
            self.list.addItem(item)
        if found:
            self.list.setCurrentRow(0)
        self._count.setText(polish.counted(len(found), "wynik", "wyniki", "wyników") if found else "Nic nie znaleziono. Spróbuj innego słowa.")

    def _take(self) -> None:
        item = self.list.currentItem()
        target = item.data(Qt.ItemDataRole.UserRole) if item else None
        if isinstance(target, Target):
            self.place = target.place
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)
