"""„Co się zmieni": numbers of the town that a newer publication changes, and the places of the plan that rest on them, before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mrl_desktop import polish
from mrl_desktop.domain.facts import Source
from mrl_desktop.domain.findings import Place, Severity
from mrl_desktop.domain.statistics import Observation
from mrl_desktop.flows.stale import FactChange, Radar
from mrl_desktop.flows.touched_places import Touched
from mrl_desktop.ui import theme
from mrl_desktop.ui.imports import words
from mrl_desktop.ui.imports.entry_list import Entry, EntryList, pane_margins
from mrl_desktop.ui.imports.split import Split
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.widgets.basics import button, frame, label

BESIDE = ("%", "zł", "tys. zł", "mln zł", "ha", "km", "km²")
"""Units that stand beside any number without being declined."""
MOST = 400
"""Numbers listed one by one; the rest is counted."""


class RadarPane(Split):
    """`cell_wanted` carries the Place (file, sheet, cell) of a number that the person wants to see in its sheet."""

    cell_wanted = Signal(object)

    def __init__(self, session: ProjectSession) -> None:
        super().__init__((430, 470))
        self._session = session
        self._radar = Radar()
        self._held: dict[str, Touched | FactChange] = {}
        self.list = EntryList("Co się zmieni po wczytaniu")
        self.list.chosen.connect(self._choose)
        self.list.activated_entry.connect(lambda _: self._go())
        self.take(self.list, self._detail())

    def _detail(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*pane_margins())
        column.setSpacing(theme.S8)
        self._kind = label("", "help")
        self._title = label("", "section", selectable=True)
        self._text = label("", selectable=True)
        self._hint = label("", "muted", selectable=True)
        for part in (self._kind, self._title, self._text):
            column.addWidget(part)
        self._values = QWidget()
        grid = QGridLayout(self._values)
        grid.setContentsMargins(0, theme.S4, 0, theme.S4)
        grid.setHorizontalSpacing(theme.S24)
        grid.setVerticalSpacing(theme.S4)
        self._cells: list[tuple[QLabel, QLabel, QLabel]] = []
        for number, title in enumerate(("Teraz", "Po wczytaniu")):
            cells = label("", "figure", selectable=True), label("", "help", selectable=True), label("", "help", selectable=True)
            grid.addWidget(label(title, "label"), 0, number)
            for line, cell in enumerate(cells, 1):
                grid.addWidget(cell, line, number)
            grid.setColumnStretch(number, 1)
            self._cells.append(cells)
        column.addWidget(self._values)
        self._difference = label("")
        column.addWidget(self._difference)
        column.addWidget(self._hint)
        row = QHBoxLayout()
        row.setSpacing(theme.S8)
        self.go = button("Przejdź do tego miejsca", self._go, icon="next", tooltip="Podgląd zostaje otwarty; wrócisz do niego w kroku „Dane”.")
        self.see = button("Pokaż w arkuszu", self._see, icon="search")
        row.addWidget(self.go)
        row.addWidget(self.see)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self._others = label("", "help")
        column.addWidget(self._others)
        return card

    def show_radar(self, radar: Radar) -> None:
        """Shows what the plan as it now stands would change."""
        if radar == self._radar and self._held:
            return
        self._radar = radar
        self._held = {}
        entries: list[Entry] = []
        warned = [one for one in radar.touched if one.severity is not Severity.NOTE]
        others = [one for one in radar.touched if one.severity is Severity.NOTE]
        for title, touched in ((f"Do sprawdzenia w planie ({len(warned)})", warned), (f"Zmieni się samo ({len(others)})", others)):
            entries += self._entries(title, touched)
        for title, facts in ((f"Liczby miasta, które się zmienią ({len(radar.changed)})", radar.changed), (f"Nowe lata ({len(radar.fresh)})", radar.fresh)):
            entries += self._entries(title, facts)
        self.list.setVisible(bool(entries))
        self.list.show_entries(entries)
        if not entries:
            self._choose("")
            self._title.setText("W liczbach Twojego miasta nic się nie zmieni")
            self._text.setText("Pliki nie poprawiają wartości, na których opiera się plan.")
        self._others.setText(_others(radar))

    def _entries(self, title: str, found: list[Touched] | tuple[FactChange, ...]) -> list[Entry]:
        entries = [Entry(key=f"# {title}", title=title, heading=True)] if found else []
        for one in found[:MOST]:
            key = f"{len(self._held)} {title}"
            self._held[key] = one
            entries.append(_entry(key, one))
        if len(found) > MOST:
            entries.append(Entry(key=f"… {title}", title=f"…i jeszcze {polish.number(len(found) - MOST)}", heading=True))
        return entries

    def _choose(self, key: str) -> None:
        one = self._held.get(key)
        for widget in (self.go, self.see, self._values, self._difference):
            widget.hide()
        for words_of in (self._kind, self._title, self._text, self._hint):
            words_of.setText("")
        if isinstance(one, Touched):
            self._kind.setText(one.kind.capitalize())
            self._title.setText(one.place.title or (f"Rozdział {one.place.chapter}" if one.place.chapter else one.kind.capitalize()))
            self._text.setText(one.message)
            self._hint.setText(one.hint)
            self.go.show()
        elif isinstance(one, FactChange):
            self._show_fact(one)

    def _show_fact(self, one: FactChange) -> None:
        unit = f" · jednostka: {one.unit}" if one.unit and one.unit not in BESIDE else ""
        self._kind.setText(f"{'Liczba miasta' if one.before is not None else 'Rok, którego jeszcze nie było'}{unit}")
        self._title.setText(f"{one.title}, {one.territory_name}, {one.year}")
        for (figure, vintage, file), held in zip(self._cells, (one.before, one.after), strict=True):
            source = held.source if held is not None else None
            figure.setText(_value(held, one.unit) if held is not None else "brak danych")
            vintage.setText(published(source) if source is not None else "")
            file.setText(words.breakable(str(source)) if source is not None else "")
        self._values.show()
        if one.before is not None and one.before.value is not None and one.after.value is not None:
            change = one.after.value - one.before.value
            percent = f" ({polish.signed(100 * change / one.before.value, 1)}%)" if one.before.value else ""
            self._difference.setText(f"Różnica: {polish.signed(change)}{percent}.")
            self._difference.show()
        if one.uses:
            self._hint.setText(f"Na tej zmiennej opiera się {polish.counted(one.uses, 'miejsce planu', 'miejsca planu', 'miejsc planu')}.")
        self.see.setVisible(bool(one.after.source and one.after.source.cell))

    def _go(self) -> None:
        one = self._held.get(self.list.current)
        if isinstance(one, Touched):
            self._session.go_to(one.place)
        elif one is not None:
            self._see()

    def _see(self) -> None:
        one = self._held.get(self.list.current)
        if isinstance(one, FactChange) and one.after.source is not None:
            source = one.after.source
            self.cell_wanted.emit(Place(file=source.file, sheet=source.sheet, cell=source.cell, title=f"{one.title}, {one.territory_name}, {one.year}"))


def _entry(key: str, one: Touched | FactChange) -> Entry:
    if isinstance(one, Touched):
        icon = ("warning", "warn") if one.severity is not Severity.NOTE else ("info", "accent")
        return Entry(key=key, title=one.message, note=one.kind.capitalize(), icon=icon)
    after = _value(one.after, one.unit)
    told = after if one.before is None else f"{_value(one.before, '')} → {after}"
    uses = f" · w planie: {one.uses}" if one.uses else ""
    return Entry(key=key, title=f"{one.title}, {one.year}: {told}", note=f"{one.territory_name}{uses}", icon=("data", "muted"))


def _value(one: Observation, unit: str) -> str:
    if one.value is None:
        return str(one.mark) or "brak danych"
    return f"{polish.number(one.value)}{'' if unit == '%' else ' '}{unit}" if unit in BESIDE else polish.number(one.value)


def published(source: Source) -> str:
    """„wydanie z 18 czerwca 2025 r.", or that the file does not say."""
    return f"wydanie z {words.vintage(source.vintage)}" if source.vintage else "plik nie podaje daty wydania"


def _others(radar: Radar) -> str:
    parts = []
    if radar.others is None:
        parts.append("Liczb innych jednostek nie porównywano, bo jest ich bardzo dużo.")
    elif radar.others:
        parts.append(f"W innych jednostkach zmieni się {words.values(radar.others)}.")
    if radar.shadowed:
        parts.append(f"{words.values(radar.shadowed).capitalize()} miasta pochodzi ze starszej publikacji niż dane już wczytane; w obliczeniach zostaną nowsze.")
    return " ".join(parts)
