"""Habits of a file that columns do not show: signs instead of numbers, decimal mark, rows of sums, rows that carry a name."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from excel_modules.mapping.profile import CARRIERS, USUAL_SIGNS, Meaning, Profile, SignMeaning
from mrl_desktop.ui import theme
from mrl_desktop.ui.mapping.words import MEANINGS, SIGNS
from mrl_desktop.ui.widgets.basics import button, label

ASKED = ("-", ".", "x", "b.d.")
"""Signs asked about one by one; others of a profile stay as they are."""


class HabitsDialog(QDialog):
    """Returns the profile with these habits changed, or None."""

    def __init__(self, parent: QWidget | None, profile: Profile) -> None:
        super().__init__(parent)
        self._profile = profile
        self.setWindowTitle("Znaki i wiersze")
        self.resize(680, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S24, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        column.addWidget(label("Jak czytać znaki i wiersze tej tabeli?", "title"))
        column.addWidget(label("W publikacjach GUS kreska oznacza zero, w wielu innych tabelach brak danych.", "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.S16)
        grid.setVerticalSpacing(theme.S8)
        column.addLayout(grid)
        known = dict(profile.signs)
        usual = dict(USUAL_SIGNS)
        self.signs: dict[str, QComboBox] = {}
        for sign in ASKED:
            self.signs[sign] = self._row(grid, f"Znak „{sign}” zamiast liczby", [(word, str(meaning)) for meaning, word in SIGNS.items()])
            self.signs[sign].setCurrentIndex(self.signs[sign].findData(str(known.get(sign, usual.get(sign, SignMeaning.MISSING)))))
        marks = [("program rozpozna sam", ""), ("przecinek (12,5)", ","), ("kropka (12.5)", ".")]
        self.decimal = self._row(grid, "Znak dziesiętny w liczbach", marks)
        self.decimal.setCurrentIndex(self.decimal.findData(profile.decimal))
        carriers = [("nic – to przypisy, pomiń je", ""), *((MEANINGS[one][0].lower(), str(one)) for one in CARRIERS)]
        self.carrier = self._row(grid, "Wiersz z samym tekstem nad danymi zawiera", carriers)
        self.carrier.setCurrentIndex(self.carrier.findData(str(profile.row_carries or "")))
        self.sums = QLineEdit(", ".join(profile.skip_rows))
        self.sums.setCursorPosition(0)
        self._put(grid, "Pomijaj wiersze, które zaczynają się od słów", self.sums)
        column.addWidget(label("Słowa oddziel przecinkami. Sumy i średnie program liczy sam.", "help"))
        row = QHBoxLayout()
        row.addWidget(button("Anuluj", self.reject, role="quiet"))
        row.addStretch(1)
        take = button("Gotowe", self.accept, role="primary")
        take.setDefault(True)
        row.addWidget(take)
        column.addLayout(row)

    def _row(self, grid: QGridLayout, words: str, options: list[tuple[str, str]]) -> QComboBox:
        combo = QComboBox()
        for word, value in options:
            combo.addItem(word, value)
        self._put(grid, words, combo)
        return combo

    def _put(self, grid: QGridLayout, words: str, widget: QWidget) -> None:
        said = label(words, wrap=False)
        said.setBuddy(widget)
        widget.setAccessibleName(words)
        line = grid.rowCount()
        grid.addWidget(said, line, 0)
        grid.addWidget(widget, line, 1)

    @classmethod
    def ask(cls, parent: QWidget | None, profile: Profile) -> Profile | None:
        dialog = cls(parent, profile)
        return dialog.result_value() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def result_value(self) -> Profile:
        """The profile as it stands in the dialog."""
        others = tuple((sign, meaning) for sign, meaning in self._profile.signs if sign not in ASKED)
        carrier = str(self.carrier.currentData())
        return replace(
            self._profile,
            signs=(*((sign, SignMeaning(combo.currentData())) for sign, combo in self.signs.items()), *others),
            decimal=str(self.decimal.currentData()),
            row_carries=Meaning(carrier) if carrier else None,
            skip_rows=tuple(word.strip() for word in self.sums.text().split(",") if word.strip()),
        )
