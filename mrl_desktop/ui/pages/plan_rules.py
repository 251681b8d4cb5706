"""The checklist of a sound plan: every rule, kept or not, and under it the places to mend."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.checks import RULES
from mrl_desktop.domain.findings import Finding, Place, Severity, worst
from mrl_desktop.ui import theme
from mrl_desktop.ui.pages.two_lines import ICON, NOTE, STRONG, TwoLines
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button
from mrl_desktop.ui.widgets.section import SectionHeader

FINDING = int(Qt.ItemDataRole.UserRole)
ICONS = {Severity.ERROR: ("error", "bad"), Severity.WARNING: ("warning", "warn"), Severity.NOTE: ("info", "accent"), None: ("check", "good")}
FILTERS = ("Wszystkie zasady", "Tylko do poprawy", "Tylko błędy")


class _Tree(QTreeWidget):
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as tall as their words need at this width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class PlanRules(QWidget):
    """The section „Kontrola planu"; shows what the session's last check found."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._shown: tuple[Finding, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S12)
        self._header = SectionHeader("Kontrola planu", "", button("Sprawdź teraz", session.check_now, icon="check"))
        column.addWidget(self._header)
        row = QHBoxLayout()
        self.which = QComboBox()
        self.which.setAccessibleName("Które zasady pokazać")
        self.which.addItems(list(FILTERS))
        self.which.currentIndexChanged.connect(lambda _: self._fill())
        row.addWidget(self.which)
        row.addStretch(1)
        self.go = button("Przejdź do miejsca", self._go_to_current, icon="next", tooltip="Enter lub podwójne kliknięcie")
        row.addWidget(self.go)
        column.addLayout(row)
        self.tree = _Tree()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(theme.S16)
        self.tree.setRootIsDecorated(True)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.tree.setAccessibleName("Zasady dobrego planu i miejsca do poprawy")
        self.tree.setItemDelegate(TwoLines(self.tree))
        self.tree.itemActivated.connect(lambda item: self._go(item))
        self.tree.currentItemChanged.connect(lambda item: self.go.setEnabled(item is not None and item.data(0, FINDING) is not None))
        self.tree.setMinimumHeight(420)
        column.addWidget(self.tree, 1)
        session.findings_changed.connect(self._checked)

    def refresh(self) -> None:
        """Shows what the last check found."""
        findings = tuple(finding for finding in self._session.findings if finding.code.startswith("L"))
        if findings != self._shown:
            self._shown = findings
            self._fill()

    def go_to(self, place: Place) -> QWidget | None:
        """Findings have no records of their own."""
        return None

    def _checked(self) -> None:
        if self._session.is_open and self.isVisible():
            self.refresh()

    def _fill(self) -> None:
        findings = self._shown or ()
        kept = sum(not any(finding.code == rule.code for finding in findings) for rule in RULES)
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        said = f"{polish.counted(kept, 'zasada spełniona', 'zasady spełnione', 'zasad spełnionych')} z {len(RULES)}."
        self._header.say(f"{said} {polish.counted(errors, 'błąd', 'błędy', 'błędów')} trzeba poprawić przed wersją ostateczną." if errors else said)
        self.tree.clear()
        for rule in RULES:
            own = [finding for finding in findings if finding.code == rule.code]
            gravest = worst(own)
            mode = self.which.currentIndex()
            if (mode == 1 and not own) or (mode == 2 and gravest is not Severity.ERROR):
                continue
            note = polish.counted(len(own), "sprawa do poprawy", "sprawy do poprawy", "spraw do poprawy") if own else "spełniona"
            item = self._entry(self.tree.invisibleRootItem(), f"{rule.code}  {rule.title}", note, ICONS[gravest], None, strong=bool(own))
            for finding in own:
                self._entry(item, finding.message, finding.hint, ICONS[finding.severity], finding, strong=False)
            item.setExpanded(0 < len(own) <= 6)
        self.go.setEnabled(False)

    def _entry(self, parent: QTreeWidgetItem, text: str, note: str, icon: Any, finding: Finding | None, *, strong: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [text])
        for role, value in ((NOTE, note), (ICON, icon), (STRONG, strong), (FINDING, finding)):
            item.setData(0, role, value)
        word = f"{finding.severity}: " if finding else ""
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{word}{text}. {note}")
        item.setToolTip(0, f"{text}\n{note}")
        return item

    def _go_to_current(self) -> None:
        self._go(self.tree.currentItem())

    def _go(self, item: QTreeWidgetItem | None) -> None:
        finding = item.data(0, FINDING) if item is not None else None
        if isinstance(finding, Finding):
            self._session.go_to(finding.place)
