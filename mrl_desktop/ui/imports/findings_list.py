"""The findings of one file as calm lines: how grave, what, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.findings import Finding, Severity
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.widgets.basics import label, picture

MOST = 4


class FindingsList(QWidget):
    """Shows the gravest few; the rest is counted and comes to the drawer after the import."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.S8)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        while (old := self._column.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        order = list(Severity)
        ranked = sorted(findings, key=lambda finding: order.index(finding.severity))
        for finding in ranked[:MOST]:
            self._column.addWidget(_line(finding))
        if len(ranked) > MOST:
            rest = polish.counted(len(ranked) - MOST, "sprawa", "sprawy", "spraw")
            self._column.addWidget(label(f"I jeszcze {rest}. Po wczytaniu zobaczysz wszystkie w panelu na dole okna.", "help"))
        self.setVisible(bool(findings))


def _line(finding: Finding) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.S8)
    row.addWidget(picture(*words.ICON_OF[finding.severity], 18), 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(2)
    place = words.where(finding.place.sheet, finding.place.cell)
    what = f"{str(finding.severity).capitalize()}{f' ({place})' if place else ''}: {finding.message}"
    texts.addWidget(label(what, selectable=True))
    if finding.hint:
        texts.addWidget(label(finding.hint, "help"))
    row.addLayout(texts, 1)
    return line
