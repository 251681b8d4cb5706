"""Fields that both the planner and the file have changed, and elements she removed: side by side; without an answer her word stays."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from excel_modules.merge import Choice, Difference, Item
from mrl_desktop.domain.findings import Place
from mrl_desktop.flows.import_files import ImportPlan
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.imports.contents_tree import one_line
from mrl_desktop.ui.imports.entry_list import Entry, EntryList, pane_margins
from mrl_desktop.ui.imports.keeper import PlanKeeper
from mrl_desktop.ui.imports.side_by_side import SideBySide
from mrl_desktop.ui.imports.split import Split
from mrl_desktop.ui.widgets.basics import button, frame, label


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One field in conflict, or a whole element that was removed in the program and stands in the file again."""

    file: str
    item: Item
    difference: Difference | None = None

    @property
    def field(self) -> str:
        """Name of the field; "" for the whole element."""
        return self.difference.field if self.difference is not None else ""

    @property
    def key(self) -> str:
        return f"{self.item.record} {self.field}"

    @property
    def what(self) -> str:
        return self.difference.title if self.difference is not None else "usunięte w programie"

    @property
    def place(self) -> tuple[str, str]:
        """Sheet and cell of the field, or of the whole element."""
        if self.difference is not None and self.difference.cell:
            return self.difference.sheet, self.difference.cell
        return self.item.sheet, self.item.cell


def conflicts_of(plan: ImportPlan) -> list[Conflict]:
    """Every field in conflict and every removed element that would come back, file by file."""
    found: list[Conflict] = []
    for file in plan.files:
        for item in file.merge.conflicts:
            found += [Conflict(file=file.reading.file, item=item, difference=difference) for difference in item.differences if difference.conflict]
        if file.change or file.merge.repeated is None:  # the very same file again brings nothing to ask about
            found += [Conflict(file=file.reading.file, item=item) for item in file.merge.items if item.deleted]
    return found


class ConflictsPane(Split):
    """The list at the left, the two texts and the choice at the right. `place_wanted` carries the Place of the field in its file."""

    place_wanted = Signal(object)

    def __init__(self, keeper: PlanKeeper) -> None:
        super().__init__((300, 600))
        self._keeper = keeper
        self._conflicts: list[Conflict] = []
        self.list = EntryList("Do rozstrzygnięcia")
        self.list.chosen.connect(self._choose)
        self.take(self.list, self._detail())

    def _detail(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*pane_margins())
        column.setSpacing(theme.S8)
        self._title = label("", "section", selectable=True)
        self._about = label("", "help", selectable=True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        self.see = button("Pokaż w arkuszu", self._see, role="quiet", icon="search", tooltip="Pokazuje w pliku komórkę z tym polem.")
        head.addWidget(self.see)
        column.addLayout(head)
        column.addWidget(self._about)
        self._why = label("", "muted")
        column.addWidget(self._why)
        self._texts = SideBySide()
        column.addWidget(self._texts, 1)
        self.mine = QRadioButton("Zostaw, jak jest w programie")
        self.theirs = QRadioButton("Weź z pliku")
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(theme.S12)
        for radio in (self.mine, self.theirs):
            self._group.addButton(radio)
            row.addWidget(radio, 1)
        self._group.buttonClicked.connect(lambda _: self._decide())
        column.addLayout(row)
        column.addSpacing(theme.S8)
        all_of = QHBoxLayout()
        all_of.setSpacing(theme.S8)
        self.all_mine = button("Wszystkie: zostaw z programu", lambda: self._decide_all(Choice.MINE), role="quiet")
        self.all_theirs = button("Wszystkie: weź z pliku", lambda: self._decide_all(Choice.FILE), role="quiet")
        all_of.addWidget(self.all_mine)
        all_of.addWidget(self.all_theirs)
        all_of.addStretch(1)
        column.addLayout(all_of)
        return card

    def show_plan(self, plan: ImportPlan) -> None:
        """Shows the conflicts and what has been decided so far."""
        self._conflicts = conflicts_of(plan)
        entries = [
            Entry(
                key=conflict.key,
                title=one_line(conflict.item.title),
                note=f"{conflict.what}: {self._said(plan, conflict)}",
                icon=("documents", "accent") if self._from_file(plan, conflict) else ("lock", "muted"),
            )
            for conflict in self._conflicts
        ]
        before = self.list.current
        self.list.show_entries(entries)
        if self.list.current == before:
            self._choose(before)
        for widget in (self.all_mine, self.all_theirs):
            widget.setVisible(len(entries) > 1)

    def _said(self, plan: ImportPlan, conflict: Conflict) -> str:
        """What will be done with it as things stand."""
        if conflict.difference is None:
            return "wróci z pliku" if self._from_file(plan, conflict) else "nie wróci"
        return "z pliku" if self._from_file(plan, conflict) else "jak w programie"

    def _from_file(self, plan: ImportPlan, conflict: Conflict) -> bool:
        return conflict.item.record is not None and plan.decisions.get((conflict.item.record, conflict.field)) is Choice.FILE

    def _current(self) -> Conflict | None:
        return next((conflict for conflict in self._conflicts if conflict.key == self.list.current), None)

    def _choose(self, key: str) -> None:
        conflict, plan = self._current(), self._keeper.plan
        self.setEnabled(conflict is not None)
        if conflict is None or plan is None:
            return
        self._title.setText(f"{conflict.item.kind.capitalize()}: {conflict.item.title}")
        difference = conflict.difference
        what = f"Pole „{difference.title}”" if difference is not None else "Cały element"
        self._about.setText(" · ".join(part for part in (what, conflict.file, words.where(*conflict.place)) if part))
        if difference is not None:
            self._why.setText("To pole zmieniono i w programie, i w pliku. Bez Twojej decyzji zostaje to, co jest w programie.")
            self._texts.show_texts(difference.before, difference.after)
        else:
            self._why.setText(conflict.item.reason)
            self._texts.show_texts("(usunięte)", "\n".join(f"{one.title}: {one.after}" for one in conflict.item.differences))
        self.mine.setText("Zostaw, jak jest w programie" if difference is not None else "Zostaw usunięte")
        self.theirs.setText("Weź z pliku" if difference is not None else "Przywróć z pliku")
        (self.theirs if self._from_file(plan, conflict) else self.mine).setChecked(True)

    def _see(self) -> None:
        one = self._current()
        if one is not None:
            sheet, cell = one.place
            self.place_wanted.emit(Place(file=one.file, sheet=sheet, cell=cell))

    def _decide(self) -> None:
        conflict = self._current()
        if conflict is not None and conflict.item.record is not None:
            chosen = Choice.FILE if self.theirs.isChecked() else Choice.MINE
            self._keeper.decide({(conflict.item.record, conflict.field): chosen})

    def _decide_all(self, choice: Choice) -> None:
        self._keeper.decide({(one.item.record, one.field): choice for one in self._conflicts if one.item.record is not None})
