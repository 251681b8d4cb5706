"""Choosing the towns to compare with: filters on the left, the chosen ones on the right, a name and a reason for the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from mrl_desktop import polish
from mrl_desktop.domain.settings import ComparisonGroup
from mrl_desktop.domain.territory import Territory
from mrl_desktop.domain.territory_peers import SIZE_LIMITS, size_class
from mrl_desktop.ui import theme
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, label

Index = QModelIndex | QPersistentModelIndex
KINDS = (("Wszystkie rodzaje", ""), ("gmina miejska", "1"), ("gmina wiejska", "2"), ("gmina miejsko-wiejska", "3"), ("miasto na prawach powiatu", "powiat"))
POPULATION = "ludnosc"


class TownModel(QAbstractListModel):
    """Towns with boxes to tick; `ticked` is kept by code, whatever is filtered."""

    ticked_changed = Signal()

    def __init__(self, ticked: Sequence[str]) -> None:
        super().__init__()
        self.towns: list[Territory] = []
        self.ticked: dict[str, None] = dict.fromkeys(ticked)

    def show_towns(self, towns: Sequence[Territory]) -> None:
        """Replaces what is listed."""
        self.beginResetModel()
        self.towns = list(towns)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.towns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        town = self.towns[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            people = f" – {polish.number(town.population)} mieszk." if town.population else ""
            return f"{town.label}{people}"
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if town.code in self.ticked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick([self.towns[index.row()].code], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def tick(self, codes: Sequence[str], *, on: bool) -> None:
        """Ticks or unticks towns."""
        for code in codes:
            if on:
                self.ticked[code] = None
            else:
                self.ticked.pop(code, None)
        if self.towns:
            self.dataChanged.emit(self.index(0), self.index(len(self.towns) - 1))
        self.ticked_changed.emit()


class ComparisonGroupDialog(QDialog):
    """Returns the group as chosen and named, or None."""

    def __init__(self, parent: QWidget | None, session: ProjectSession, group: ComparisonGroup) -> None:
        super().__init__(parent)
        self.setWindowTitle("Grupa porównawcza")
        self.resize(980, 660)
        self._group, self._register = group, session.register
        own = session.settings.territory
        self._all = sorted(
            (town for town in (*self._register.own(), *self._register.gminy()) if town.code != own and str(town.level) == "gmina"),
            key=lambda town: (not town.own, polish.sort_key(town.name)),
        )
        years = session.statistics.years(POPULATION)
        self._with_data = frozenset(session.statistics.territories(POPULATION, max(years))) if years else frozenset()
        self.model = TownModel(group.members)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S24, theme.S24, theme.S24, theme.S16)
        column.setSpacing(theme.S12)
        column.addWidget(label("Z którymi miastami się porównać?", "title"))
        column.addWidget(label("Zawęź listę filtrami i zaznacz miasta. Porównanie jest uczciwe, gdy miasta są podobne rodzajem, wielkością i rolą.", "muted"))
        across = QHBoxLayout()
        across.setSpacing(theme.S24)
        across.addLayout(self._search_side(), 5)
        across.addLayout(self._chosen_side(), 4)
        column.addLayout(across, 1)
        row = QHBoxLayout()
        row.addWidget(button("Anuluj", self.reject, role="quiet"))
        row.addStretch(1)
        self.take = button("Porównuj z tą grupą", self.accept, role="primary")
        self.take.setDefault(True)
        row.addWidget(self.take)
        column.addLayout(row)
        self.model.ticked_changed.connect(self._show_chosen)
        self._filter()
        self._show_chosen()
        self.line.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, session: ProjectSession, group: ComparisonGroup) -> ComparisonGroup | None:
        """Opens the dialog on a group; what the person made of it, or None."""
        dialog = cls(parent, session, group)
        return dialog.result_value() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def result_value(self) -> ComparisonGroup:
        """The group as it stands in the dialog."""
        return replace(
            self._group,
            name=self.name.text().strip() or "Grupa wybrana",
            members=tuple(self.model.ticked),
            reason=self.reason.toPlainText().strip(),
            chosen=True,
        )

    # -- left ---------------------------------------------------------------------------------------------------------

    def _search_side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.S8)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Część nazwy miasta lub powiatu")
        self.line.setAccessibleName("Część nazwy miasta lub powiatu")
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(lambda _: self._filter())
        column.addWidget(self.line)
        grid = QGridLayout()
        grid.setSpacing(theme.S8)
        self.kind = self._choice("Rodzaj gminy", KINDS)
        sizes = [0, *SIZE_LIMITS]
        self.size_class = self._choice("Liczba mieszkańców", [("Każda wielkość", ""), *((size_class(least), size_class(least)) for least in sizes)])
        regions = sorted({town.voivodeship for town in self._all if town.voivodeship}, key=polish.sort_key)
        self.region = self._choice("Województwo", [("Wszystkie województwa", ""), *((name, name) for name in regions)])
        self.powiat = self._choice("Powiat", [("Wszystkie powiaty", "")])
        self.region.currentIndexChanged.connect(lambda _: self._fill_powiats())
        for place, widget in enumerate((self.kind, self.size_class, self.region, self.powiat)):
            grid.addWidget(widget, place // 2, place % 2)
        column.addLayout(grid)
        self.only_with_data = QCheckBox("Tylko miasta, których dane są już wczytane")
        self.only_with_data.setEnabled(bool(self._with_data))
        self.only_with_data.toggled.connect(lambda _: self._filter())
        column.addWidget(self.only_with_data)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("Miasta do zaznaczenia")
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        self._count = label("", "help", wrap=False)
        row.addWidget(self._count, 1)
        self.tick_all = button("Zaznacz wszystkie z listy", lambda: self.model.tick([town.code for town in self.model.towns], on=True), role="quiet")
        row.addWidget(self.tick_all)
        column.addLayout(row)
        return column

    def _choice(self, name: str, options: Sequence[tuple[str, str]]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for words, value in options:
            combo.addItem(words, value)
        combo.currentIndexChanged.connect(lambda _: self._filter())
        return combo

    def _fill_powiats(self) -> None:
        region = self.region.currentData()
        names = sorted({town.powiat for town in self._all if region and town.voivodeship == region and town.powiat}, key=polish.sort_key)
        self.powiat.clear()
        self.powiat.addItem("Wszystkie powiaty", "")
        for name in names:
            self.powiat.addItem(name, name)
        self.powiat.setEnabled(bool(names))

    def _filter(self) -> None:
        if not hasattr(self, "list"):
            return  # the filters are still being made
        words = polish.fold(self.line.text()).split()
        kind, size = self.kind.currentData(), self.size_class.currentData()
        region, powiat = self.region.currentData(), self.powiat.currentData()

        def fits(town: Territory) -> bool:
            return (
                (not kind or (town.is_city_with_powiat_rights if kind == "powiat" else town.unit_type == kind and not town.is_city_with_powiat_rights))
                and (not size or (town.population is not None and size_class(town.population) == size))
                and (not region or town.voivodeship == region)
                and (not powiat or town.powiat == powiat)
                and (not self.only_with_data.isChecked() or town.code in self._with_data)
                and (not words or all(word in polish.fold(f"{town.name} {town.powiat}") for word in words))
            )

        found = [town for town in self._all if fits(town)]
        self.model.show_towns(found)
        self.tick_all.setEnabled(bool(found))
        self._count.setText(polish.counted(len(found), "miasto lub gmina", "miasta lub gminy", "miast i gmin") if found else "Nic nie pasuje do filtrów.")

    # -- right --------------------------------------------------------------------------------------------------------

    def _chosen_side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.S8)
        self._chosen_title = label("", "label")
        column.addWidget(self._chosen_title)
        self.chosen = QListWidget()
        self.chosen.setAccessibleName("Wybrane miasta")
        self.chosen.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        column.addWidget(self.chosen, 1)
        row = QHBoxLayout()
        self._drop = button("Usuń z grupy", self._remove, role="quiet", icon="remove")
        row.addWidget(self._drop)
        row.addStretch(1)
        row.addWidget(button("Wyczyść", lambda: self.model.tick(list(self.model.ticked), on=False), role="quiet"))
        column.addLayout(row)
        self.name = QLineEdit(self._group.name)
        self.name.setAccessibleName("Nazwa grupy")
        self.name.setPlaceholderText("Na przykład: miasta powiatowe regionu")
        self.reason = QPlainTextEdit(self._group.reason)
        self.reason.setAccessibleName("Uzasadnienie wyboru")
        self.reason.setPlaceholderText("Dlaczego właśnie te miasta – to zdanie trafi do dokumentu.")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(84)
        for words, widget in (("Nazwa grupy", self.name), ("Uzasadnienie wyboru", self.reason)):
            heading = label(words, "label")
            heading.setBuddy(widget)
            column.addWidget(heading)
            column.addWidget(widget)
        return column

    def _show_chosen(self) -> None:
        self.chosen.clear()
        for code in self.model.ticked:
            town = self._register.get(code)
            item = QListWidgetItem(town.label if town else f"jednostka o kodzie {code}")
            item.setData(Qt.ItemDataRole.UserRole, code)
            self.chosen.addItem(item)
        count = len(self.model.ticked)
        known = sum(code in self._with_data for code in self.model.ticked)
        data = f", dane wczytano dla {known}" if count and self._with_data else ""
        self._chosen_title.setText(f"W grupie: {polish.counted(count, 'miasto', 'miasta', 'miast')}{data}")
        self.take.setEnabled(count > 0)
        self._drop.setEnabled(count > 0)

    def _remove(self) -> None:
        codes = [item.data(Qt.ItemDataRole.UserRole) for item in self.chosen.selectedItems()]
        self.model.tick(codes, on=False)
