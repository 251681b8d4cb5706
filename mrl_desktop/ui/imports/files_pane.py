"""The files of an import at the left; at the right what the chosen one is, what it would do, and what must be said about it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from excel_modules.merge import Choice, Difference, Item, State
from excel_modules.reading import Reading
from mrl_desktop import polish
from mrl_desktop.domain.findings import Place
from mrl_desktop.flows.cell_roles import CellAccount, areas_of
from mrl_desktop.flows.import_files import ImportPlan, PlannedFile
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.imports.contents_tree import ContentsTree
from mrl_desktop.ui.imports.entry_list import Entry, EntryList, pane_margins
from mrl_desktop.ui.imports.keeper import PlanKeeper
from mrl_desktop.ui.imports.side_by_side import SideBySide
from mrl_desktop.ui.imports.split import Split
from mrl_desktop.ui.mapping.offer import MappingOffer
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, frame, label
from mrl_desktop.ui.widgets.sheet_replica import SheetReplica

CONTENTS, SHEET = range(2)
MOST_NOTES = 120
"""Letters of notes shown; all of them are in the tooltip."""


class FilesPane(Split):
    """`asked` carries the path of a file whose questions the person wants to answer, `mapped` a file to read anew and the profile for it."""

    asked = Signal(object)
    mapped = Signal(object, object)

    def __init__(self, session: ProjectSession, keeper: PlanKeeper) -> None:
        super().__init__((290, 610))
        self._keeper = keeper
        self._session = session
        self._item: Item | None = None
        self._place: Place | None = None
        self._going: Place | None = None
        self._shown: Reading | None = None
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
        self.mapping = MappingOffer(session)
        self.mapping.mapped.connect(self.mapped)
        column.addWidget(self.mapping)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Zawartość pliku albo jego arkusz")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for title in ("Zawartość i uwagi", "Arkusz"):
            self.tabs.addTab(title)
        column.addWidget(self.tabs)
        self.tree = ContentsTree(session)
        self.tree.difference_chosen.connect(self._show_difference)
        self.tree.item_chosen.connect(self._show_item)
        self.tree.place_chosen.connect(self._offer_place)
        self.tree.place_wanted.connect(self.show_place)
        self._texts = SideBySide()
        self._texts.setMaximumHeight(110)
        contents = QWidget()
        inside = QVBoxLayout(contents)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.S8)
        inside.addWidget(self.tree, 1)
        inside.addWidget(self._texts)
        self.replica = SheetReplica()
        self._stack = QStackedWidget()
        self._stack.addWidget(contents)
        self._stack.addWidget(self.replica)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._turn_to)
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        self._wanted = button("", self._turn_item)
        self._see = button("Pokaż w arkuszu", lambda: self.show_place(self._place), icon="search", tooltip="Pokazuje komórkę, której to dotyczy (Enter).")
        row.addWidget(self._wanted)
        row.addWidget(self._see)
        row.addStretch(1)
        self.doctor = button("Sprawdź skoroszyt…", self._examine, role="quiet", icon="search", tooltip="Szuka w skoroszycie wklejonych liczb, złych sum, pomieszanych jednostek i błędów formuł.")
        row.addWidget(self.doctor)
        self._drop = button("Nie wczytuj tego pliku", self._leave_out, role="quiet", icon="remove", tooltip="Pomija plik w tym wczytywaniu (Delete). Sam plik zostaje na dysku.")
        row.addWidget(self._drop)
        column.addLayout(row)
        return card

    def show_plan(self, plan: ImportPlan) -> None:
        """Shows the files as they now stand; the chosen one stays chosen."""
        before = self.list.current
        often = Counter(file.reading.file for file in plan.files)
        self.list.show_entries(
            [
                Entry(
                    key=str(file.path),
                    title=words.breakable(file.reading.file if often[file.reading.file] == 1 else f"{file.path.parent.name}/{file.reading.file}"),
                    note=words.outcome(file),
                    icon=words.icon(file),
                )
                for file in plan.files
            ]
        )
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
        self._drop.setVisible(file is not None and self.tabs.currentIndex() == CONTENTS)
        self._show_difference(None)
        self._show_item(None)
        self._offer_place(None)
        self.mapping.show_file(file)
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
        self._notes.setVisible(bool(reading.notes) and self.tabs.currentIndex() == CONTENTS)
        self._outcome.setText(words.outcome_sentence(file))
        self._questions.setVisible(bool(file.open_questions))
        self._questions.setText(f"Odpowiedz na {polish.counted(file.open_questions, 'pytanie', 'pytania', 'pytań')}")
        plan = self._keeper.plan
        self.tree.show_file(file, plan.decisions if plan is not None else {})
        if self.tabs.currentIndex() == SHEET:
            self._show_sheet()

    # -- the sheet ----------------------------------------------------------------------------------------------------

    def show_place(self, place: Place | None) -> None:
        """Shows a place of the chosen file in its sheet."""
        if place is None:
            return
        self._going = place
        if self.tabs.currentIndex() == SHEET:
            self._show_sheet()
        else:
            self.tabs.setCurrentIndex(SHEET)

    def release(self) -> None:
        """Nothing is previewed any more: the file is let go."""
        self._shown = None
        self.tabs.setCurrentIndex(CONTENTS)
        self.replica.release()

    def _turn_to(self, tab: int) -> None:
        self._stack.setCurrentIndex(tab)
        for widget in (self._wanted, self._see):
            widget.setVisible(tab == CONTENTS and bool(widget.property("offered")))
        self._notes.setVisible(tab == CONTENTS and bool(self._notes.text()))
        self._outcome.setVisible(tab == CONTENTS)
        self._drop.setVisible(tab == CONTENTS and self._file() is not None)
        if tab == SHEET:
            self._show_sheet()

    def _show_sheet(self) -> None:
        """The chosen file's sheet; the account is made anew when an answer has changed what is read."""
        plan, file = self._keeper.plan, self._file()
        if plan is None or file is None:
            return
        place, self._going = self._going, None
        cells = [area[:2] for area in areas_of(place.cell)] if place is not None else []
        if self._shown is file.reading and place is not None:
            self.replica.go(place.sheet, cells, place.title)
            return
        if self._shown is file.reading:
            return
        self._shown = file.reading
        reading, register = file.reading, self._session.register
        extract = next((one.extract for one in plan.extracted if one.path == file.path), None)
        sheet, note = (place.sheet, place.title) if place is not None else ("", "")
        self.replica.show_file(file.path, lambda: CellAccount(reading, register, extract), sheet=sheet, cells=cells, note=note)

    def _offer_place(self, place: Place | None) -> None:
        self._place = place
        self._see.setProperty("offered", place is not None)
        self._see.setVisible(place is not None and self.tabs.currentIndex() == CONTENTS)

    def _examine(self) -> None:
        from mrl_desktop.ui.dialogs.workbook_doctor import DoctorDialog

        DoctorDialog(self, self._session, self._path()).exec()

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
        self._wanted.setProperty("offered", bool(offer))
        self._wanted.setVisible(bool(offer) and self.tabs.currentIndex() == CONTENTS)
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
