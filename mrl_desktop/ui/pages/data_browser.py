"""„Co mamy w danych": every series with its years and territories; the chosen one shows the town's values, each with its origin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTabBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mrl_desktop import polish
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries, Role
from mrl_desktop.domain.facts import Fact, Mark
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.territory import Level
from mrl_desktop.flows.browse_data import Held, Holdings, Library, own_codes, town_values
from mrl_desktop.flows.vintages import compared
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.imports.entry_list import Entry, EntryList
from mrl_desktop.ui.imports.split import Split
from mrl_desktop.ui.pages.data_vintages import VintagesTable
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, frame, label
from mrl_desktop.ui.widgets.chart import ChartWidget

HEIGHT = 640
HEADERS = ("Rok", "Wartość", "Czyja", "Uwaga")


class SeriesBrowser(QWidget):
    """A section of the page „Dane"; `show_holdings` gives it what the project holds."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._held: dict[str, Held] = {}
        self._known: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self.line = QLineEdit()
        self.line.setPlaceholderText("Znajdź dane: ludność, bezrobocie, P2137…")
        self.line.setAccessibleName("Znajdź dane")
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(lambda _: self._look_for())
        column.addWidget(self.line)
        self._parts = Split((340, 560))
        self.list = EntryList("Dane w projekcie")
        self.list.chosen.connect(self._choose)
        self._parts.take(self.list, self._detail())
        self._parts.setFixedHeight(HEIGHT)
        column.addWidget(self._parts)

    def _detail(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
        column.setSpacing(theme.S8)
        self._title = label("", "section", selectable=True)
        self._about = label("", "help", selectable=True)
        self._none = label("", "muted")
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self._none)
        self.chart = ChartWidget()
        self.chart.picked.connect(self._tell)
        column.addWidget(self.chart)
        self.views = QTabBar()
        self.views.setAccessibleName("Wartości albo porównanie wydań")
        self.views.setExpanding(False)
        self.views.setDrawBase(False)
        for title in ("Wartości", "Dwa wydania"):
            self.views.addTab(title)
        self.views.hide()
        column.addWidget(self.views)
        self.table = _Values()
        self.vintages = VintagesTable()
        self._tables = QStackedWidget()
        self._tables.addWidget(self.table)
        self._tables.addWidget(self.vintages)
        column.addWidget(self._tables, 1)
        self.origin = button("Skąd ta liczba?", self._origin, icon="fact")
        column.addWidget(self.origin)
        self.table.itemSelectionChanged.connect(self._can_tell)
        self.vintages.itemSelectionChanged.connect(self._can_tell)
        self.table.asked.connect(self._origin)
        self.vintages.asked.connect(self._origin)
        self.views.currentChanged.connect(self._turn)
        return card

    def refresh(self) -> None:
        """The page brings new holdings by itself after a change."""

    def go_to(self, place: Place) -> QWidget | None:
        if place.field and place.field in self._held:
            self.line.clear()
            return self.list if self.list.pick(place.field) else None
        return None

    def show_holdings(self, holdings: Holdings) -> None:
        """Shows what the project holds; the chosen series stays chosen."""
        self._held = {held.series.key: held for held in holdings.series}
        self._known = {key: polish.fold(" ".join((held.title, key, held.series.subject, *held.series.dimensions))) for key, held in self._held.items()}
        before = self.list.current
        self._look_for()
        if before and self.list.current == before:
            self._choose(before)

    def _look_for(self) -> None:
        wanted = polish.fold(self.line.text()).split()
        found = [held for key, held in self._held.items() if all(word in self._known[key] for word in wanted)]
        self.list.show_entries([_entry(held) for held in found])

    def _choose(self, key: str) -> None:
        held = self._held.get(key)
        for widget in (self._title, self._about, self._tables, self.origin):
            widget.setVisible(held is not None)
        if held is None or not self._session.is_open:
            self.chart.display(None)
            self._none.setText("Nic nie znaleziono. Wpisz inne słowo." if self._held else "")
            self._none.setVisible(True)
            self.views.hide()
            return
        facts = town_values(library_of(self._session), key)
        self._title.setText(held.title)
        self._about.setText(_about(held))
        town = self._session.settings.town_name or "miasto"
        self._none.setText(f"{town}: brak wartości. W danych są tylko inne jednostki.")
        self._none.setVisible(not facts)
        self._tables.setVisible(bool(facts))
        self.origin.setVisible(bool(facts))
        self.table.show_facts(facts)
        self._compare(key)
        self.chart.display(_chart(held, facts) if len([fact for fact in facts if fact.value is not None]) > 2 else None)

    def _compare(self, key: str) -> None:
        """The town's values that two files give, when there are such."""
        library = library_of(self._session)
        pairs = compared(self._session.open_project.workspace.statistics, key, own_codes(library, True))
        names = [unit.name if (unit := library.register.get(pair.territory)) is not None else pair.territory for pair in pairs]
        self.vintages.show_pairs(pairs, names)
        differing = sum(1 for pair in pairs if pair.difference)
        self.views.setVisible(bool(pairs))
        self.views.setTabText(1, f"Dwa wydania (różnic: {differing})" if differing else "Dwa wydania (bez różnic)")
        if not pairs:
            self.views.setCurrentIndex(0)

    def _turn(self, view: int) -> None:
        self._tables.setCurrentIndex(view)
        self._can_tell()

    def _fact(self) -> Fact | None:
        """The number chosen in the table in view."""
        if self._tables.currentWidget() is self.table:
            return self.table.fact()
        found, held = self.vintages.chosen(), self._held.get(self.list.current)
        if found is None or held is None:
            return None
        pair, one = found
        unit = self._session.register.get(pair.territory)
        return Fact(
            key=held.series.key, label=held.title, value=one.value, unit=held.series.unit, year=pair.year, territory=pair.territory,
            territory_name=unit.name if unit is not None else pair.territory, mark=one.mark, source=one.source,
        )  # fmt: skip

    def _can_tell(self) -> None:
        self.origin.setEnabled(self._fact() is not None)

    def _origin(self) -> None:
        fact = self._fact()
        if fact is not None:
            self._tell(fact)

    def _tell(self, fact: Fact | None) -> None:
        from mrl_desktop.ui.dialogs.fact_source import FactSourceDialog

        if fact is not None:
            FactSourceDialog.tell(self.window(), fact)


class _Values(QTableWidget):
    """Values by year, newest first; Enter asks where the number comes from."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__(0, len(HEADERS))
        self._facts: list[Fact] = []
        self.setAccessibleName("Wartości miasta według lat")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for number, width in enumerate((60, 130, 0, 0)):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch)
            if width:
                header.resizeSection(number, width)
        self.doubleClicked.connect(lambda _: self.asked.emit())

    def show_facts(self, facts: Sequence[Fact]) -> None:
        self._facts = list(reversed(facts))
        unit = next((fact.unit for fact in facts if fact.unit not in ("", "-")), "")
        for number, title in enumerate(HEADERS):
            head = QTableWidgetItem(f"{title} [{unit}]" if unit and number == 1 else title)
            side = Qt.AlignmentFlag.AlignRight if number == 1 else Qt.AlignmentFlag.AlignLeft
            head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(number, head)
        self.setRowCount(len(self._facts))
        for row, fact in enumerate(self._facts):
            value = polish.number(fact.value, fact.decimals) if fact.value is not None else "brak"
            for column, text in enumerate((str(fact.year or ""), value, fact.territory_name, str(fact.mark) if fact.mark is not Mark.NORMAL else "")):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
        if self._facts:
            self.setCurrentCell(0, 0)

    def fact(self) -> Fact | None:
        """The fact of the current row."""
        row = self.currentRow()
        return self._facts[row] if 0 <= row < len(self._facts) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        else:
            super().keyPressEvent(event)


def library_of(session: ProjectSession) -> Library:
    """What questions about data are asked of, as of now."""
    return Library(statistics=session.statistics, register=session.register, catalogue=session.catalogue, town=session.settings.territory)


def _entry(held: Held) -> Entry:
    where = polish.counted(held.territories, "jednostka", "jednostki", "jednostek")
    subject = f"{held.series.subject} · " if held.series.subject else ""
    return Entry(key=held.series.key, title=held.title, note=f"{subject}{words.years(held.years)} · {where}")


def _about(held: Held) -> str:
    levels = [polish.counted(held.levels[level], *words.LEVEL_WORDS[level]) for level in reversed(Level) if held.levels.get(level)]
    says = "; ".join(held.series.dimensions)
    parts = [held.series.publisher, f"w pliku: „{says}”" if says else "", f"w {held.years[-1]} r.: {', '.join(levels)}" if held.years and levels else ""]
    return " · ".join(part for part in parts if part)


def _chart(held: Held, facts: Sequence[Fact]) -> Chart:
    whose = facts[-1].territory_name
    values = tuple(float(fact.value) if fact.value is not None else None for fact in facts)
    unit = "" if facts[-1].unit == "-" else facts[-1].unit
    years = words.years([fact.year for fact in facts if fact.year])
    told = "; ".join(f"{fact.year}: {polish.number(fact.value)}" for fact in facts if fact.value is not None)
    return Chart(
        kind=ChartKind.LINE,
        title="",
        unit=unit,
        categories=tuple(str(fact.year) for fact in facts),
        series=(ChartSeries(name=whose, values=values, role=Role.OWN, facts=tuple(facts)),),
        decimals=0 if all(value is None or value == int(value) for value in values) else 1,
        alt=f"{held.title}, {whose}, {years}. {told}.",
        zero_based=False,
    )
