"""„Wstaw liczbę": everything a text can quote, with the value it has now; typing narrows the list, Enter inserts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from generator.context import ChapterContext
from generator.tokens import shown
from mrl_desktop import polish
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.ui import theme
from mrl_desktop.ui.pages.two_lines import ICON, NOTE, TwoLines
from mrl_desktop.ui.widgets.basics import button, label

Index = QModelIndex | QPersistentModelIndex
CASES = {"mianownik": "kto? co?", "dop": "kogo? czego?", "cel": "komu? czemu?", "bier": "kogo? co?", "narz": "z kim? z czym?", "msc": "o kim? o czym?", "przym": "jaki?"}


@dataclass(frozen=True, slots=True)
class Quotable:
    """One thing a text can quote."""

    token: str
    title: str
    what: str
    ask: Callable[[], Fact | str | None]


def quotables(context: ChapterContext) -> Iterator[Quotable]:
    """Indicators, variables, sums, goals, and names in their cases."""
    for one in context.catalogue.indicators.values():
        yield Quotable(f"wsk:{one.id}", one.name, "wskaźnik", lambda one=one: context.indicator(one.id))  # type: ignore[misc]
    for source, name in (("koszt", "Łączny koszt"), *context.funding_sources.items()):
        yield Quotable(f"suma:{source}", f"Suma: {name}", "plan finansowy", lambda source=source: context.total(source))  # type: ignore[misc]
    for goal in context.project.all(Goal):
        code = context.numbering.code(goal.id)
        if code:
            yield Quotable(f"cel:{code}", f"{code} {goal.title}", "tytuł celu", lambda goal=goal: goal.title)  # type: ignore[misc]
    for word, form in context.words.items():
        whose, _, case = word.rpartition(".")
        question = CASES.get(case if whose else word.rpartition("_")[2], "")
        yield Quotable(word, form, f"nazwa w odmianie ({question})" if question else "nazwa", lambda form=form: form)  # type: ignore[misc]
    for variable in context.catalogue.variables.values():
        yield Quotable(f"zm:{variable.key}", variable.title, "dana z pliku GUS", lambda variable=variable: context.variable(variable.key))  # type: ignore[misc]


class _Model(QAbstractListModel):
    """Values are asked for only when a row is seen."""

    def __init__(self, known: list[Quotable]) -> None:
        super().__init__()
        self.known = known
        self.rows: list[Quotable] = known
        self._values: dict[str, Fact | str | None] = {}

    def value(self, one: Quotable) -> Fact | str | None:
        if one.token not in self._values:
            self._values[one.token] = one.ask()
        return self._values[one.token]

    def look_for(self, text: str) -> None:
        words = polish.fold(text).split()
        self.beginResetModel()
        self.rows = [one for one in self.known if all(word in polish.fold(f"{one.token} {one.title} {one.what}") for word in words)]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return one.title
        if role in (NOTE, int(Qt.ItemDataRole.AccessibleTextRole)):
            found = self.value(one)
            said = found if isinstance(found, str) else f"{shown(found)} ({found.year} r.)" if found and found.year else shown(found) if found else "brak danych"
            return f"{said} · {one.what}" if role == NOTE else f"{one.title}: {said}"
        if role == ICON:
            return ("fact", "accent")
        return None


class FactChoice(QDialog):
    """Returns the token to insert, with its braces, or an empty text."""

    def __init__(self, parent: QWidget | None, context: ChapterContext) -> None:
        super().__init__(parent)
        self.setWindowTitle("Wstaw liczbę lub nazwę")
        self.resize(620, 520)
        self.token = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S16, theme.S16, theme.S16, theme.S12)
        column.setSpacing(theme.S8)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Wskaźnik, suma, cel, nazwa miasta w odmianie…")
        self.line.setAccessibleName("Czego szukasz")
        self.line.setClearButtonEnabled(True)
        self.line.installEventFilter(self)
        column.addWidget(self.line)
        self.model = _Model(list(quotables(context)))
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setUniformItemSizes(False)
        self.list.setAccessibleName("Co można wstawić")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.activated.connect(lambda _: self._take())
        column.addWidget(self.list, 1)
        self.fixed = QCheckBox("Zawsze z tego roku (bez zaznaczenia: zawsze najnowsza wartość)")
        column.addWidget(self.fixed)
        row = QHBoxLayout()
        row.addWidget(label("Liczba w tekście zmieni się sama, gdy zmienią się dane.", "help"), 1)
        row.addWidget(button("Anuluj", self.reject, role="quiet"))
        row.addWidget(button("Wstaw", self._take, role="primary"))
        column.addLayout(row)
        self.line.textChanged.connect(self._look_for)
        self._look_for("")
        self.line.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, context: ChapterContext) -> str:
        """Opens the list and waits for a choice."""
        dialog = cls(parent, context)
        dialog.exec()
        return dialog.token

    def _look_for(self, text: str) -> None:
        self.model.look_for(text)
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))

    def _take(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self.model.rows):
            return
        one = self.model.rows[row]
        found = self.model.value(one)
        year = f":{found.year}" if self.fixed.isChecked() and isinstance(found, Fact) and found.year and one.token.startswith(("wsk:", "zm:")) else ""
        self.token = f"{{{{{one.token}{year}}}}}"
        self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter work from the line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7, Qt.Key.Key_PageUp: -7}.get(Qt.Key(event.key()), 0)
            if step and self.model.rowCount():
                row = min(max(self.list.currentIndex().row() + step, 0), self.model.rowCount() - 1)
                self.list.setCurrentIndex(self.model.index(row))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)
