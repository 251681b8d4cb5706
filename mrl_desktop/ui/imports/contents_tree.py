"""What one file would bring and what must be said about it: findings, series, elements field by field; filled when unfolded."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from excel_modules.merge import Answers, Choice, Difference, Item, State
from mrl_desktop import polish
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.territory import Level
from mrl_desktop.flows.import_files import ComingSeries, PlannedFile
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.pages.two_lines import ICON, NOTE, STRONG, TwoLines
from mrl_desktop.ui.session import ProjectSession

HELD = int(Qt.ItemDataRole.UserRole) + 11
GROUP = HELD + 1
LOOK = {
    State.CONFLICT: ("warning", "warn", "Do rozstrzygnięcia"),
    State.CHANGED: ("edit", "accent", "Zmienione"),
    State.CREATED: ("add", "good", "Nowe"),
    State.ABSENT: ("info", "accent", "Nie ma ich w tej wersji pliku"),
    State.SKIPPED: ("circle", "muted", "Pominięte"),
    State.UNCHANGED: ("check", "muted", "Bez zmian"),
}
SHORT = 140
AT_ONCE = 30
"""Groups of more items than this begin folded."""


class ContentsTree(QTreeWidget):
    """`difference_chosen` carries the chosen Difference, or None; `item_chosen` the Item it belongs to, or None.

    `place_chosen` carries the Place of the row in the file, or None; `place_wanted` one that the person asked to see.
    """

    difference_chosen = Signal(object)
    item_chosen = Signal(object)
    place_chosen = Signal(object)
    place_wanted = Signal(object)

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._decisions: Answers = {}
        self._file: PlannedFile | None = None
        self.setAccessibleName("Zawartość pliku")
        self.setHeaderHidden(True)
        self.setItemDelegate(TwoLines(self))
        self.setIndentation(18)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.itemExpanded.connect(self._unfold)
        self.currentItemChanged.connect(self._changed)
        self.itemActivated.connect(lambda row: self._want(row))
        self.itemClicked.connect(lambda row: self._want(row) if isinstance(row.data(0, HELD), Finding) else None)

    def show_file(self, file: PlannedFile | None, decisions: Answers) -> None:
        """Shows another file, or the same one after a decision: then the chosen element stays chosen."""
        again = self._file is not None and file is not None and self._file.path == file.path
        chosen = self._current_record() if again else None
        unfolded = {str(group.data(0, GROUP)) for group in self._groups() if group.isExpanded()} if again else set()
        self._file, self._decisions = file, decisions
        self.clear()
        if file is None:
            return
        self._add_findings(file.merge.findings)
        for series in file.series:
            self._add_series(series)
        for state, (icon, token, title) in LOOK.items():
            items = [item for item in file.merge.items if item.state is state]
            if items:
                group = _row(f"{title} ({polish.number(len(items))})", icon=(icon, token), strong=True, held=items, unfolds=True)
                group.setData(0, GROUP, str(state))
                self.addTopLevelItem(group)
                group.setExpanded(str(state) in unfolded if again else state is not State.UNCHANGED and len(items) <= AT_ONCE)
        if chosen is not None:
            self._pick(chosen)

    def _groups(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(number) for number in range(self.topLevelItemCount()))
        return [group for group in found if group is not None and group.data(0, GROUP)]

    def _current_record(self) -> UUID | None:
        row = self.currentItem()
        while row is not None:
            held = row.data(0, HELD)
            if isinstance(held, Item):
                return held.record
            row = row.parent()
        return None

    def _pick(self, record: UUID) -> None:
        for group in self._groups():
            for number in range(group.childCount()):
                row = group.child(number)
                held = row.data(0, HELD) if row is not None else None
                if row is not None and isinstance(held, Item) and held.record == record:
                    self.setCurrentItem(row)
                    return

    # -- rows ---------------------------------------------------------------------------------------------------------

    def _add_findings(self, findings: tuple[Finding, ...]) -> None:
        order = list(Severity)
        for finding in sorted(findings, key=lambda one: order.index(one.severity)):
            place = words.where(finding.place.sheet, finding.place.cell)
            text = "\n".join(part for part in (f"{str(finding.severity).capitalize()}: {finding.message}", finding.hint) if part)
            self.addTopLevelItem(_row(text, place, icon=words.ICON_OF[finding.severity], held=finding))

    def _add_series(self, coming: ComingSeries) -> None:
        variable = self._session.catalogue.variables.get(coming.series.key)
        title = variable.title if variable is not None else coming.series.title or "; ".join(coming.series.dimensions)
        parts = (words.values(coming.values), words.years(coming.years), self._whose(coming.territories), f"arkusz „{coming.sheet}”" if coming.sheet else "")
        row = _row(title, " · ".join(part for part in parts if part), icon=("data", "muted"))
        says = "; ".join(coming.series.dimensions)
        row.setToolTip(0, f"{title}\nW pliku: {says} [{coming.series.unit}]")
        self.addTopLevelItem(row)

    def _whose(self, codes: tuple[str, ...]) -> str:
        """„10 gmin, 1 powiat, 1 kraj"; one territory by its name."""
        units = [unit for code in codes if (unit := self._session.register.get(code)) is not None]
        if len(units) == 1:
            return f"powiat {units[0].name}" if units[0].level is Level.POWIAT else units[0].name
        counts = Counter(unit.level for unit in units)
        return ", ".join(polish.counted(counts[level], *words.LEVEL_WORDS[level]) for level in reversed(Level) if counts[level])

    def _unfold(self, row: QTreeWidgetItem) -> None:
        held = row.data(0, HELD)
        if row.childCount():
            return
        if isinstance(held, list):
            row.addChildren([self._item_row(item) for item in held])
        elif isinstance(held, Item):
            row.addChildren([_difference_row(difference, new=held.state in (State.CREATED, State.SKIPPED)) for difference in held.differences])

    def _item_row(self, item: Item) -> QTreeWidgetItem:
        place = words.where(item.sheet, item.cell)
        note = ". ".join(part.rstrip(".") for part in (self._said(item), place) if part)
        title = f"{item.kind[:1].upper()}{item.kind[1:]}: {one_line(item.title)}"
        return _row(title, note, held=item, unfolds=bool(item.differences))

    def _said(self, item: Item) -> str:
        choice = self._decisions.get((item.record, "")) if item.record is not None else None
        if choice is Choice.MINE:
            return "Nie zostanie wczytane, tak postanowiono"
        if choice is Choice.FILE and item.state is State.SKIPPED:
            return "Zostanie wczytane, tak postanowiono"
        return item.reason

    def _changed(self, row: QTreeWidgetItem | None) -> None:
        held = row.data(0, HELD) if row is not None else None
        above = row.parent() if row is not None else None
        owner = held if isinstance(held, Item) else above.data(0, HELD) if above is not None and isinstance(held, Difference) else None
        self.item_chosen.emit(owner)
        self.difference_chosen.emit(held if isinstance(held, Difference) else None)
        self.place_chosen.emit(_place(held))

    def _want(self, row: QTreeWidgetItem) -> None:
        place = _place(row.data(0, HELD))
        if place is not None:
            self.place_wanted.emit(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


def _place(held: object) -> Place | None:
    """Where in the file a row of the tree speaks of; None when it names no cell."""
    if isinstance(held, Finding):
        return replace(held.place, title=held.message) if held.place.cell else None
    if isinstance(held, Item | Difference) and held.cell:
        skipped = isinstance(held, Item) and held.state is State.SKIPPED and held.record is None
        return Place(sheet=held.sheet, cell=held.cell, title=f"Pominięto: {held.reason}" if skipped and isinstance(held, Item) else "")
    return None


def one_line(text: str) -> str:
    """A text cut to what a row can show."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else f"{flat[: SHORT - 1]}…"


def _row(
    title: str, note: str = "", *, icon: tuple[str, str] | None = None, strong: bool = False, held: object = (), unfolds: bool = False
) -> QTreeWidgetItem:
    row = QTreeWidgetItem([title])
    row.setData(0, NOTE, note)
    row.setData(0, ICON, icon or ())
    row.setData(0, STRONG, strong)
    row.setData(0, HELD, held)
    row.setData(0, GROUP, "")
    row.setToolTip(0, "\n".join(part for part in (title, note) if part))
    row.setData(0, Qt.ItemDataRole.AccessibleTextRole, ". ".join(part for part in (title, note) if part))
    if unfolds:
        row.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
    return row


def _difference_row(difference: Difference, *, new: bool) -> QTreeWidgetItem:
    field = f"{difference.title[:1].upper()}{difference.title[1:]}"
    after = one_line(difference.after) or "(puste)"
    title = f"{field}: {after}" if new else f"{field}: {one_line(difference.before) or '(puste)'} → {after}"
    icon = ("warning", "warn") if difference.conflict else None
    return _row(title, words.where(difference.sheet, difference.cell), icon=icon, held=difference)
