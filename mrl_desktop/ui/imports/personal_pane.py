"""Columns that say who people are: left out unless the planner keeps one. Only masked examples are shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from excel_modules.reading import PersonalColumn
from mrl_desktop import polish
from mrl_desktop.flows.import_files import ImportPlan, PersonalPlace
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.imports.entry_list import Entry, EntryList, pane_margins
from mrl_desktop.ui.imports.keeper import PlanKeeper
from mrl_desktop.ui.imports.split import Split
from mrl_desktop.ui.widgets.basics import button, frame, label


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One column of one file."""

    path: Path
    file: str
    column: PersonalColumn

    @property
    def place(self) -> PersonalPlace:
        return self.path, self.column.sheet, self.column.cell

    @property
    def key(self) -> str:
        return f"{self.path}|{self.column.sheet}|{self.column.cell}"


def personal_of(plan: ImportPlan) -> list[Found]:
    """Every column with personal data, file by file."""
    return [Found(path=file.path, file=file.reading.file, column=column) for file in plan.files for column in file.reading.personal]


class PersonalPane(Split):
    """The columns at the left, what is known of the chosen one and the choice at the right."""

    def __init__(self, keeper: PlanKeeper) -> None:
        super().__init__((300, 600))
        self._keeper = keeper
        self._found: list[Found] = []
        self.list = EntryList("Kolumny z danymi osobowymi")
        self.list.chosen.connect(lambda _: self._choose())
        self.take(self.list, self._detail())

    def _detail(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*pane_margins())
        column.setSpacing(theme.S8)
        self._title = label("", "section", selectable=True)
        self._about = label("", "help", selectable=True)
        self._why = label("")
        self._example = label("", "muted")
        for one in (self._title, self._about, self._why, self._example):
            column.addWidget(one)
        self.drop = QRadioButton("Pomiń kolumnę")
        self.keep = QRadioButton("Zachowaj kolumnę w projekcie")
        self._group = QButtonGroup(self)
        for radio in (self.drop, self.keep):
            self._group.addButton(radio)
        self._group.buttonClicked.connect(lambda _: self._decide())
        column.addWidget(self.drop)
        column.addWidget(label("Program nie zapisze niczego z tej kolumny. Wyniki ankiety się od tego nie zmienią.", "help"))
        column.addWidget(self.keep)
        column.addWidget(label("Zachowaj tylko wtedy, gdy masz podstawę prawną do przetwarzania tych danych. Trafią do pliku projektu w kolejności alfabetycznej.", "help"))
        column.addSpacing(theme.S8)
        self.drop_all = button("Pomiń wszystkie takie kolumny", self._drop_all, role="quiet")
        column.addWidget(self.drop_all)
        column.addStretch(1)
        return card

    def show_plan(self, plan: ImportPlan) -> None:
        """Shows the columns and what has been decided so far."""
        self._found = personal_of(plan)
        entries: list[Entry] = []
        for number, found in enumerate(self._found):
            if not number or found.path != self._found[number - 1].path:
                entries.append(Entry(key=f"plik {found.path}", title=words.breakable(found.file), heading=True))
            kept = found.column.kept
            entries.append(
                Entry(
                    key=found.key,
                    title=found.column.heading,
                    note="zachowana na Twoje życzenie" if kept else "pominięta",
                    icon=("warning", "warn") if kept else ("lock", "muted"),
                )
            )
        before = self.list.current
        self.list.show_entries(entries)
        if self.list.current == before:
            self._choose()
        if not before and self._found:
            self.list.pick(self._found[0].key)
        self.drop_all.setVisible(any(found.column.kept for found in self._found) and len(self._found) > 1)

    def _current(self) -> Found | None:
        return next((found for found in self._found if found.key == self.list.current), None)

    def _choose(self) -> None:
        found = self._current()
        self.setEnabled(bool(self._found))
        if found is None:
            return
        column = found.column
        self._title.setText(column.heading)
        filled = polish.counted(column.left_out.count, "wypełniona komórka", "wypełnione komórki", "wypełnionych komórek")
        self._about.setText(" · ".join(part for part in (found.file, words.where(column.sheet, column.cell), filled) if part))
        self._why.setText(f"Dlaczego: {column.why}.")
        self._example.setText(f"Przykład (zasłonięty): {column.example}")
        self._example.setVisible(bool(column.example))
        self.keep.setEnabled(bool(column.drafts))
        (self.keep if column.kept else self.drop).setChecked(True)

    def _decide(self) -> None:
        found = self._current()
        if found is not None:
            self._keeper.keep_personal({found.place: self.keep.isChecked()})

    def _drop_all(self) -> None:
        self._keeper.keep_personal({found.place: False for found in self._found if found.column.kept})
