"""The files of an import at the left; at the right what the chosen one is, what it would do, and what must be said about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from excel_modules.merge import Choice, Difference, Item, State
from mrl_desktop import polish
from mrl_desktop.flows.import_files import ImportPlan, PlannedFile
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.imports.contents_tree import ContentsTree
from mrl_desktop.ui.imports.entry_list import Entry, EntryList, pane_margins
from mrl_desktop.ui.imports.keeper import PlanKeeper
from mrl_desktop.ui.imports.side_by_side import SideBySide
from mrl_desktop.ui.imports.split import Split
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, frame, label

MOST_NOTES = 120
"""Letters of notes shown; all of them are in the tooltip."""


class FilesPane(Split):
    """`asked` carries the path of a file whose questions the person wants to answer."""

    asked = Signal(object)

    def __init__(self, session: ProjectSession, keeper: PlanKeeper) -> None:
        super().__init__((290, 610))
        self._keeper = keeper
        self._item: Item | None = None
        self.list = EntryList("Pliki do wczytania", many=True)
        self.list.chosen.connect(self._choose)
        self.list.removed.connect(lambda keys: keeper.leave_out([Path(key) for key in keys]))
        self.take(self.list, self._detail(session))

    def _detail(self, session: ProjectSession) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*pane_margins())
        column.setSpacing(theme.S8)
        self._name = label("", "section")
        column.addWidget(self._name)
        self._kind = label("", "muted")
        self._notes = label("", "help")
        self._outcome = label("")
        for words_of in (self._kind, self._notes, self._outcome):
            column.addWidget(words_of)
        self._questions = button("Odpowiedz na pytania", lambda: self.asked.emit(self._path()), icon="help")
        column.addWidget(self._questions)
        self.tree = ContentsTree(session)
        self.tree.difference_chosen.connect(self._show_difference)
        self.tree.item_chosen.connect(self._show_item)
        column.addWidget(self.tree, 1)
        self._texts = SideBySide()
        self._texts.setMaximumHeight(110)
        column.addWidget(self._texts)
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        self._wanted = button("", self._turn_item)
        row.addWidget(self._wanted)
        row.addStretch(1)
        self._drop = button("Nie wczytuj tego pliku", self._leave_out, role="quiet", icon="remove", tooltip="Pomija plik w tym wczytywaniu (Delete). Sam plik zostaje na dysku.")
        row.addWidget(self._drop)
        column.addLayout(row)
        return card

    def show_plan(self, plan: ImportPlan) -> None:
        """Shows the files as they now stand; the chosen one stays chosen."""
        before = self.list.current
        self.list.show_entries([Entry(key=str(file.path), title=words.breakable(file.reading.file), note=words.outcome(file), icon=words.icon(file)) for file in plan.files])
        if self.list.current == before:
            self._choose(before)

    def pick(self, path: Path) -> None:
        self.list.pick(str(path))

    def _path(self) -> Path:
        return Path(self.list.current)

    def _file(self) -> PlannedFile | None:
        plan = self._keeper.plan
        return next((file for file in plan.files if str(file.path) == self.list.current), None) if plan is not None else None

    def _choose(self, key: str) -> None:
        file = self._file()
        self._drop.setVisible(file is not None)
        self._show_difference(None)
        self._show_item(None)
        if file is None:
            for words_of in (self._name, self._kind, self._notes, self._outcome):
                words_of.setText("")
            self._questions.hide()
            self.tree.show_file(None, {})
            return
        reading = file.reading
        self._name.setText(words.breakable(reading.file))
        known = [reading.recognised_as, words.sureness(reading.confidence), f"dane z {words.vintage(reading.vintage)}" if reading.vintage else ""]
        self._kind.setText(" · ".join(part for part in known if part) if not reading.refused else "Nierozpoznany plik")
        notes = "; ".join(reading.notes)
        self._notes.setText(notes if len(notes) <= MOST_NOTES else f"{notes[:MOST_NOTES].rsplit('; ', 1)[0]}; …")
        self._notes.setToolTip("\n".join(reading.notes))
        self._notes.setVisible(bool(reading.notes))
        self._outcome.setText(words.outcome_sentence(file))
        self._questions.setVisible(bool(file.open_questions))
        self._questions.setText(f"Odpowiedz na {polish.counted(file.open_questions, 'pytanie', 'pytania', 'pytań')}")
        plan = self._keeper.plan
        self.tree.show_file(file, plan.decisions if plan is not None else {})

    def _leave_out(self) -> None:
        self._keeper.leave_out([self._path()])

    def _show_difference(self, difference: Difference | None) -> None:
        self._texts.setVisible(difference is not None)
        if difference is not None:
            new = self._item is not None and self._item.state in (State.CREATED, State.SKIPPED)
            self._texts.show_texts(None if new else difference.before, difference.after)

    def _show_item(self, item: Item | None) -> None:
        self._item = item
        offer = self._offer(item)
        self._wanted.setVisible(bool(offer))
        self._wanted.setText(offer)

    def _offer(self, item: Item | None) -> str:
        """What the button under the tree would do with the chosen element."""
        if item is None or item.record is None or self._keeper.plan is None:
            return ""
        choice = self._keeper.plan.decisions.get((item.record, ""))
        if item.state is State.SKIPPED:
            return "Jednak nie wczytuj tego elementu" if choice is Choice.FILE else "Wczytaj ten element mimo to"
        if item.state in (State.CREATED, State.CHANGED):
            return "Jednak wczytaj ten element" if choice is Choice.MINE else "Nie wczytuj tego elementu"
        return ""

    def _turn_item(self) -> None:
        plan, item = self._keeper.plan, self._item
        if plan is None or item is None or item.record is None:
            return
        choice = plan.decisions.get((item.record, ""))
        if item.state is State.SKIPPED:
            wanted = Choice.MINE if choice is Choice.FILE else Choice.FILE
        else:
            wanted = Choice.FILE if choice is Choice.MINE else Choice.MINE
        self._keeper.decide({(item.record, ""): wanted})
