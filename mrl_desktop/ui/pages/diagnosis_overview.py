"""The diagnosis at a glance: areas on a radar, value against dynamics, what is strongest and what is weakest."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.analysis.diagnosis import Diagnosis, IndicatorResult
from mrl_desktop.domain.facts import Fact
from mrl_desktop.ui import theme
from mrl_desktop.ui.pages import ratings
from mrl_desktop.ui.pages.diagnosis_list import KEY
from mrl_desktop.ui.pages.two_lines import ICON, NOTE, TwoLines
from mrl_desktop.ui.pages.wrapping_row import WrappingRow
from mrl_desktop.ui.widgets.basics import frame, label
from mrl_desktop.ui.widgets.cards import KeyFigureCard
from mrl_desktop.ui.widgets.chart import ChartWidget

MOST = 6
SIDE_BY_SIDE = 860
"""Width in pixels from which charts and lists stand side by side."""


class Overview(QWidget):
    """`wanted` carries the id of an indicator somebody wants to see."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S16, 0, theme.S12, theme.S16)
        column.setSpacing(theme.S12)
        self.headline = label("", "title")
        column.addWidget(self.headline)
        self._cards = WrappingRow(150)
        column.addWidget(self._cards)
        self._charts, self._lists = QHBoxLayout(), QHBoxLayout()
        for pair in (self._charts, self._lists):
            pair.setSpacing(theme.S12)
            column.addLayout(pair)
        self._radar, self._scatter = ChartWidget(), ChartWidget()
        self._boxes = (frame("card"), frame("card"))
        for chart, card in zip((self._radar, self._scatter), self._boxes, strict=True):
            chart.picked.connect(self._ask)
            inside = QVBoxLayout(card)
            inside.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
            inside.addWidget(chart)
            inside.addStretch(1)
            self._charts.addWidget(card, 1)
        self._best = self._ranked("Najmocniejsze wskaźniki")
        self._worst = self._ranked("Najsłabsze wskaźniki")
        column.addStretch(1)

    def display(self, diagnosis: Diagnosis) -> None:
        """Shows the whole picture."""
        self.headline.setText(diagnosis.radar().title)
        known = [result for result in diagnosis.results if result.own is not None]
        rated = [result for result in known if result.rating]
        self._cards.show_items(
            [
                KeyFigureCard(str(len(known)), polish.plural(len(known), "wskaźnik z danymi", "wskaźniki z danymi", "wskaźników z danymi"), f"z {len(diagnosis.results)} w katalogu"),
                KeyFigureCard(str(len(diagnosis.strengths)), polish.plural(len(diagnosis.strengths), "mocna strona", "mocne strony", "mocnych stron"), f"z {len(rated)} ocenionych"),
                KeyFigureCard(str(len(diagnosis.weaknesses)), polish.plural(len(diagnosis.weaknesses), "słaba strona", "słabe strony", "słabych stron"), f"z {len(rated)} ocenionych"),
            ]
        )
        scored = [area for area in diagnosis.areas if area.key in diagnosis.catalogue.areas]
        self._boxes[0].setVisible(len(scored) >= 3)
        self._boxes[1].setVisible(any(area.dynamics is not None for area in scored))
        if len(scored) >= 3:
            self._radar.display(diagnosis.radar(), titled=False)
            self._scatter.display(diagnosis.scatter())
        self._fill(self._best, diagnosis.strengths[:MOST], "Żaden wskaźnik nie jest wyraźnie lepszy niż w grupie.")
        self._fill(self._worst, diagnosis.weaknesses[:MOST], "Żaden wskaźnik nie jest wyraźnie gorszy niż w grupie.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction.LeftToRight if self.width() >= SIDE_BY_SIDE else QBoxLayout.Direction.TopToBottom
        for pair in (self._charts, self._lists):
            pair.setDirection(direction)

    def _ranked(self, title: str) -> QListWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, theme.S8, 0, 0)
        column.setSpacing(theme.S8)
        column.addWidget(label(title, "section"))
        made = QListWidget()
        made.setAccessibleName(title)
        made.setItemDelegate(TwoLines(made))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.itemActivated.connect(self._open)
        made.itemClicked.connect(self._open)
        column.addWidget(made)
        column.addStretch(1)
        self._lists.addWidget(holder, 1)
        return made

    def _fill(self, into: QListWidget, results: list[IndicatorResult], nothing: str) -> None:
        into.clear()
        for result in results:
            item = QListWidgetItem(result.definition.label)
            item.setData(NOTE, ratings.note(result))
            item.setData(ICON, ratings.look(result))
            item.setData(KEY, result.definition.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{result.definition.name}: {ratings.note(result)}")
            into.addItem(item)
        if not results:
            item = QListWidgetItem(nothing)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            into.addItem(item)
        into.setFixedHeight(sum(into.sizeHintForRow(row) for row in range(into.count())) + 10)

    def _open(self, item: QListWidgetItem) -> None:
        indicator = item.data(KEY)
        if indicator:
            self.wanted.emit(str(indicator))

    def _ask(self, fact: Fact) -> None:
        from mrl_desktop.ui.dialogs.fact_source import FactSourceDialog

        FactSourceDialog.tell(self.window(), fact)
