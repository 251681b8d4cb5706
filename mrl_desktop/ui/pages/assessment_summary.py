"""What the self-assessment says as a whole: areas on a radar, questions on a map, gaps by urgency."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.analysis.self_assessment import Assessment, gaps, radar
from mrl_desktop.domain.facts import Fact
from mrl_desktop.ui import theme
from mrl_desktop.ui.pages.two_lines import ICON, NOTE, TwoLines
from mrl_desktop.ui.widgets.basics import frame, label
from mrl_desktop.ui.widgets.chart import ChartWidget

MOST = 8
QUESTION = int(Qt.ItemDataRole.UserRole)


class AssessmentSummary(QWidget):
    """`wanted` carries the id of a question somebody wants to see."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S12)
        self._radar, self._map = ChartWidget(), ChartWidget()
        self._boxes = (frame("card"), frame("card"))
        for chart, box in zip((self._radar, self._map), self._boxes, strict=True):
            chart.picked.connect(self._ask)
            inside = QVBoxLayout(box)
            inside.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
            inside.addWidget(chart)
        column.addWidget(self._boxes[0])
        column.addWidget(label("Największe luki", "section"))
        column.addWidget(label("Pilność to luka pomnożona przez ważność i wykonalność, w procentach największej możliwej.", "help"))
        self.list = QListWidget()
        self.list.setAccessibleName("Największe luki")
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        column.addWidget(self.list)
        column.addWidget(self._boxes[1])
        column.addStretch(1)

    def display(self, assessment: Assessment) -> None:
        """Shows the results of a round."""
        scored = [area for area in assessment.areas if area.score is not None]
        self._boxes[0].setVisible(len(scored) >= 3)
        self._boxes[1].setVisible(bool(scored))
        self._radar.display(radar(assessment) if len(scored) >= 3 else None)
        self._map.display(gaps(assessment) if scored else None)
        self.list.clear()
        for result in assessment.priorities[:MOST]:
            item = QListWidgetItem(f"{result.question.id}  {result.question.text}")
            consensus = result.consensus.value if result.consensus else None
            note = f"ocena {consensus} · cel {result.target} · luka {polish.number(result.gap)} · pilność {polish.number(result.priority, 0)}"
            item.setData(NOTE, note)
            item.setData(ICON, ("up", "accent"))
            item.setData(QUESTION, result.question.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}: {note}")
            self.list.addItem(item)
        if not self.list.count():
            item = QListWidgetItem("Luk jeszcze nie widać – odpowiedz na pytania obszarów z listy po lewej.")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        self.list.setFixedHeight(sum(self.list.sizeHintForRow(row) for row in range(self.list.count())) + 10)

    def _open(self, item: QListWidgetItem) -> None:
        question = item.data(QUESTION)
        if question:
            self.wanted.emit(str(question))

    def _ask(self, fact: Fact) -> None:
        from mrl_desktop.ui.dialogs.fact_source import FactSourceDialog

        FactSourceDialog.tell(self.window(), fact)
