"""What one file would bring: its series, or its elements field by field with sheet and cell; filled when unfolded."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from excel_modules.merge import Answers, Choice, Difference, Item, State
from mrl_desktop import polish
from mrl_desktop.domain.indicators import Variable
from mrl_desktop.domain.territory import Level
from mrl_desktop.flows.import_files import ComingSeries, PlannedFile
from mrl_desktop.ui import icons, theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.session import ProjectSession

HELD = int(Qt.ItemDataRole.UserRole) + 1
LOOK = {
    State.CREATED: ("add", "good", "Nowe"),
    State.CHANGED: ("edit", "accent", "Zmienione"),
    State.CONFLICT: ("warning", "warn", "Do rozstrzygnięcia"),
    State.ABSENT: ("info", "accent", "Nie ma ich w tej wersji pliku"),
    State.SKIPPED: ("circle", "muted", "Pominięte"),
    State.UNCHANGED: ("check", "muted", "Bez zmian"),
}
SHORT = 160


class ContentsTree(QTreeWidget):
    """`difference_chosen` carries the chosen Difference, or None; `item_chosen` the Item it belongs to, or None."""

    difference_chosen = Signal(object)
    item_chosen = Signal(object)

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._decisions: Answers = {}
        self.setAccessibleName("Zawartość pliku")
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.itemExpanded.connect(self._unfold)
        self.currentItemChanged.connect(self._changed)

    def show_file(self, file: PlannedFile | None, decisions: Answers) -> None:
        """Shows another file, or none."""
        self._decisions = decisions
        self.clear()
        self.setVisible(file is not None and bool(file.series or file.merge.items))
        if file is None:
            return
        records = bool(file.reading.records)
        self.setRootIsDecorated(records or bool(file.merge.items))
        if records:
            self._columns(("Co", 3), ("Było", 2), ("Będzie", 2), ("Miejsce w pliku", 124))
            self.setColumnHidden(1, not any(item.state in (State.CHANGED, State.CONFLICT) for item in file.merge.items))
        else:
            self._columns(("Co", 3), ("Lata", 92), ("Czyje", 104), ("Wartości", 84))
        for series in file.series:
            self._add_series(series, records)
        for state, (icon, token, title) in LOOK.items():
            of_state = [item for item in file.merge.items if item.state is state]
            if of_state:
                self._add_group(f"{title} ({len(of_state)})", icon, token, of_state, unfolded=state is not State.UNCHANGED and len(of_state) < 40)

    def _columns(self, *columns: tuple[str, int]) -> None:
        self.setColumnCount(len(columns))
        self.setHeaderLabels([title for title, _ in columns])
        self.header().setStretchLastSection(False)
        for number, (_, width) in enumerate(columns):
            shares = width < 10
            self.header().setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch if shares else QHeaderView.ResizeMode.Interactive)
            self.setColumnHidden(number, False)
            if not shares:
                self.header().resizeSection(number, width)

    def _add_series(self, coming: ComingSeries, records: bool) -> None:
        variable = self._session.catalogue.variables.get(coming.series.key)
        title = variable.title if isinstance(variable, Variable) else coming.series.title or "; ".join(coming.series.dimensions)
        years, whose = words.years(coming.years), self._whose(coming.territories)
        count = polish.number(coming.values)
        row = QTreeWidgetItem(self, [title, years, whose, count] if not records else [title, "", f"{count}: {years}", coming.sheet])
        row.setIcon(0, icons.icon("data", "muted"))
        if not records:
            row.setTextAlignment(3, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
        says = "; ".join(coming.series.dimensions)
        row.setToolTip(0, f"{title}\nW pliku: {says} [{coming.series.unit}]")
        row.setToolTip(2, whose)

    def _whose(self, codes: tuple[str, ...]) -> str:
        """„10 gmin, 1 powiat, kraj"."""
        counts = Counter(unit.level for code in codes if (unit := self._session.register.get(code)) is not None)
        if len(codes) == 1:
            unit = self._session.register.get(codes[0])
            return unit.name if unit is not None and unit.level is not Level.POWIAT else f"powiat {unit.name}" if unit is not None else ""
        return ", ".join(polish.counted(counts[level], *words.LEVEL_WORDS[level]) for level in reversed(Level) if counts[level])

    def _add_group(self, title: str, icon: str, token: str, items: list[Item], *, unfolded: bool) -> None:
        group = QTreeWidgetItem(self, [title])
        group.setFirstColumnSpanned(True)
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        group.setIcon(0, icons.icon(icon, token))
        group.setData(0, HELD, items)
        group.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        if unfolded:
            group.setExpanded(True)

    def _unfold(self, row: QTreeWidgetItem) -> None:
        held = row.data(0, HELD)
        if row.childCount():
            return
        if isinstance(held, list):
            row.addChildren([self._item_row(item) for item in held])
        elif isinstance(held, Item):
            row.addChildren([_difference_row(item) for item in held.differences])

    def _item_row(self, item: Item) -> QTreeWidgetItem:
        place = words.where(item.sheet, item.cell)
        row = QTreeWidgetItem([f"{item.kind}: {one_line(item.title)}", "", one_line(self._said(item)), ", ".join(part for part in (item.sheet, item.cell) if part)])
        row.setData(0, HELD, item)
        for column, text in ((0, item.title), (2, self._said(item)), (3, place)):
            row.setToolTip(column, text)
        if item.differences:
            row.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        return row

    def _said(self, item: Item) -> str:
        choice = self._decisions.get((item.record, "")) if item.record is not None else None
        if choice is Choice.MINE:
            return "Nie zostanie wczytane – tak postanowiono."
        if choice is Choice.FILE and item.state is State.SKIPPED:
            return "Zostanie wczytane – tak postanowiono."
        return item.reason

    def _changed(self, row: QTreeWidgetItem | None) -> None:
        held = row.data(0, HELD) if row is not None else None
        above = row.parent() if row is not None else None
        owner = held if isinstance(held, Item) else above.data(0, HELD) if above is not None and isinstance(held, Difference) else None
        self.item_chosen.emit(owner)
        self.difference_chosen.emit(held if isinstance(held, Difference) else None)


def one_line(text: str) -> str:
    """A text cut to what a cell can show."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else f"{flat[: SHORT - 1]}…"


def _difference_row(difference: Difference) -> QTreeWidgetItem:
    place = ", ".join(part for part in (difference.sheet, difference.cell) if part)
    row = QTreeWidgetItem([difference.title, one_line(difference.before), one_line(difference.after), place])
    row.setData(0, HELD, difference)
    row.setForeground(1, QBrush(theme.colour("muted")))
    for column, text in ((1, difference.before), (2, difference.after), (3, words.where(difference.sheet, difference.cell))):
        row.setToolTip(column, text[:1000])
    if difference.conflict:
        row.setIcon(0, icons.icon("warning", "warn"))
    return row
