"""What is said of one column besides its meaning: what the heading names, its unit, empty cells."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QLineEdit, QVBoxLayout

from excel_modules.mapping.draft import MappingDraft
from excel_modules.mapping.profile import Meaning, Says
from excel_modules.sheet import column_name
from mrl_desktop.ui import theme
from mrl_desktop.ui.mapping.words import MEANINGS, SAYS
from mrl_desktop.ui.widgets.basics import dress, label


class ColumnCard(QFrame):
    """`changed` says that the rule of the shown column is another one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        dress(self, role="card")
        self._draft: MappingDraft | None = None
        self.column = -1
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
        outer.setSpacing(theme.S8)
        self._title = label("", "label")
        self._about = label("", "help")
        outer.addWidget(self._title)
        outer.addWidget(self._about)
        self._form = QFormLayout()
        self._form.setSpacing(theme.S8)
        outer.addLayout(self._form)
        self.says = QComboBox()
        for says, word in SAYS.items():
            self.says.addItem(word, str(says))
        self.says.setAccessibleName("Co poza rokiem i jednostką podaje nagłówek")
        self.says.currentIndexChanged.connect(lambda _: self._take())
        self.name = QLineEdit()
        self.name.setAccessibleName("Nazwa wskaźnika")
        self.unit = QLineEdit()
        self.unit.setAccessibleName("Jednostka miary")
        for line in (self.name, self.unit):
            line.textEdited.connect(lambda _: self._take())
        self._form.addRow("Nagłówek podaje też", self.says)
        self._form.addRow("Nazwa wskaźnika", self.name)
        self._form.addRow("Jednostka", self.unit)
        self.fill = QCheckBox("Pusta komórka znaczy to samo co nad nią")
        self.fill.toggled.connect(lambda _: self._take())
        outer.addWidget(self.fill)
        outer.addStretch(1)

    def show_column(self, draft: MappingDraft, column: int) -> None:
        """Shows what is said of a column."""
        self._draft = None
        rule = draft.rules.get(column)
        self.column = column if rule is not None else -1
        self.setEnabled(rule is not None)
        if rule is None:
            self._title.setText("Ta kolumna jest pusta")
            self._about.setText("")
        else:
            heading = draft.headings[column] if column < len(draft.headings) else None
            named = f": „{heading.text}”" if heading is not None and heading.text else " bez nagłówka"
            self._title.setText(f"Kolumna {column_name(column)}{named} – {MEANINGS[rule.meaning][0].lower()}")
            samples = ", ".join(f"„{one}”" for one in (draft.samples[column] if column < len(draft.samples) else ()))
            same = len(draft.alike(column))
            together = f" Razem z nią zmieniają się {same - 1} kolumny innych lat." if same in (3, 4, 5) else f" Razem z nią zmienia się {same - 1} kolumn innych lat." if same > 5 else ""
            self._about.setText(f"Na przykład: {samples}.{together}" if samples else f"Kolumna jest pusta.{together}")
            self.says.setCurrentIndex(self.says.findData(str(rule.says)))
            self.name.setText(rule.indicator)
            self.name.setPlaceholderText(heading.words if heading is not None and rule.says is Says.INDICATOR else "")
            self.unit.setText(rule.unit)
            self.unit.setPlaceholderText((heading.unit if heading is not None else "") or "brak w nagłówku")
            self.fill.setChecked(rule.fill_down)
        of_values = rule is not None and rule.meaning is Meaning.VALUE
        for row, shown in ((0, of_values), (1, of_values and rule is not None and rule.says is Says.INDICATOR), (2, of_values and not draft.holds(Meaning.UNIT))):
            self._form.setRowVisible(row, shown)
        self.fill.setVisible(rule is not None and rule.meaning not in (Meaning.VALUE, Meaning.IGNORE))
        self._draft = draft

    def _take(self) -> None:
        draft = self._draft
        if draft is None or self.column < 0:
            return
        says = Says(self.says.currentData())
        for column in draft.alike(self.column):
            draft.rules[column] = replace(draft.rules[column], says=says, indicator=self.name.text().strip(), unit=self.unit.text().strip(), fill_down=self.fill.isChecked())
        self._form.setRowVisible(1, draft.rules[self.column].meaning is Meaning.VALUE and says is Says.INDICATOR)
        self.changed.emit()
