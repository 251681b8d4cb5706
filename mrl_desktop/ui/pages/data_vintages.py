"""Two publications of one series side by side: what the older says, what the newer says, and the difference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from mrl_desktop import polish
from mrl_desktop.domain.facts import Source
from mrl_desktop.domain.statistics import Observation
from mrl_desktop.flows.vintages import TwoVintages

OLDER, NEWER = 1, 2


class VintagesTable(QTableWidget):
    """`asked` says that the person wants to know where the chosen number comes from."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__(0, 5)
        self._pairs: list[TwoVintages] = []
        self.setAccessibleName("Dwa wydania tych samych danych")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.doubleClicked.connect(lambda _: self.asked.emit())

    def show_pairs(self, pairs: Sequence[TwoVintages], names: Sequence[str]) -> None:
        """Shows the pairs; `names` are whose each of them is."""
        self._pairs = list(pairs)
        self.setRowCount(len(self._pairs))
        older, newer = ({_dated(getattr(pair, side).source) for pair in self._pairs} for side in ("older", "newer"))
        heads = ("Rok", next(iter(older)) if len(older) == 1 else "Starsze wydanie", next(iter(newer)) if len(newer) == 1 else "Nowsze wydanie", "Różnica", "Czyja")
        self.setHorizontalHeaderLabels(heads)
        for row, (pair, name) in enumerate(zip(self._pairs, names, strict=True)):
            difference = pair.difference
            texts = (str(pair.year), _value(pair.older), _value(pair.newer), "—" if difference is None else polish.signed(difference) if difference else "bez zmian", name)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column in (OLDER, NEWER, 3):
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                source = (pair.older if column == OLDER else pair.newer).source
                item.setToolTip(f"{_dated(source)}\n{source}" if column in (OLDER, NEWER) else text)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{pair.year}, {heads[column]}: {text}")
                self.setItem(row, column, item)

    def chosen(self) -> tuple[TwoVintages, Observation] | None:
        """The pair of the current row and which of its two numbers is meant: the older one only in its own column."""
        row = self.currentRow()
        if not 0 <= row < len(self._pairs):
            return None
        pair = self._pairs[row]
        return pair, pair.older if self.currentColumn() == OLDER else pair.newer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        else:
            super().keyPressEvent(event)


def _value(one: Observation) -> str:
    return polish.number(one.value) if one.value is not None else str(one.mark) or "brak danych"


def _dated(source: Source | None) -> str:
    """„Wydanie 18.06.2025"; for files that do not say it, when they were imported."""
    if source is None:
        return "Wydanie bez daty"
    if source.vintage:
        try:
            return f"Wydanie {datetime.fromisoformat(source.vintage):%d.%m.%Y}"
        except ValueError:
            return f"Wydanie {source.vintage}"
    return f"Wczytane {source.imported_at:%d.%m.%Y}" if source.imported_at else "Wydanie bez daty"
