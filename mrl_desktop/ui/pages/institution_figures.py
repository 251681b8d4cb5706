"""Numbers about the town hall by year: staff, projects, communication, co-operation, ICT; rows can be named, added and removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrl_desktop.analysis.rules import rules
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.institution import InstitutionFigure
from mrl_desktop.domain.project import Change
from mrl_desktop.ui import theme
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.year_grid import Grid, YearGrid
from mrl_desktop.ui.values import NUMBER
from mrl_desktop.ui.widgets.basics import button, label, tool
from mrl_desktop.ui.widgets.section import SectionHeader

YEARS = 5
"""How many years an empty table offers, up to the year before the plan begins."""
SEPARATOR = "\x1f"


def described(text: str) -> tuple[str, str]:
    """„Wakaty [szt.]" as name and unit."""
    name, bracket, unit = text.strip().rpartition("[")
    return (name.strip(), unit[:-1].strip()) if bracket and name.strip() and unit.endswith("]") else (text.strip(), "")


class FigureTable(QWidget):
    """One table of `resources/rules/institution_figures.toml`."""

    def __init__(self, session: ProjectSession, table: dict[str, Any]) -> None:
        super().__init__()
        self._session, self._table = session, table
        self._figures: dict[tuple[str, str, int | None], InstitutionFigure] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S8)
        self._typical = button("Wstaw typowe wiersze", self._add_typical, icon="list")
        self._drop = tool("Usuń wiersz, w którym stoi kursor", "remove", self._remove)
        self._add = button("Dodaj wiersz", self._add_row, icon="add")
        column.addWidget(SectionHeader(str(table["nazwa"]), str(table["po_co"]), self._drop, self._typical, self._add))
        self.grid = YearGrid(
            session,
            f"urzad-{table['klucz']}",
            str(table["nazwa"]),
            Grid(
                rows=self._rows,
                years=self._years,
                amount=self._amount,
                change=self._keep,
                rename=self._rename,
                kind=NUMBER,
                unit="",
                title="Wyszczególnienie [jednostka]",
                what_changes="zmiana liczb o urzędzie",
                sums=False,
            ),
            first_width=250,
            year_width=72,
        )
        column.addWidget(self.grid)
        self._nothing = label("Nie ma jeszcze wierszy.", "muted")
        column.addWidget(self._nothing)

    @property
    def key(self) -> str:
        """Key of the table in the rules."""
        return str(self._table["klucz"])

    def refresh(self) -> None:
        """Shows the figures as they are now."""
        found = self._session.project.all(InstitutionFigure, lambda figure: figure.table == self.key)
        self._figures = {(figure.label, figure.unit, figure.year): figure for figure in reversed(found)}
        self.grid.refresh()
        self._nothing.setVisible(not found)
        self._typical.setVisible(not found)
        self._drop.setVisible(bool(found))

    def _rows(self) -> Sequence[tuple[str, str]]:
        ordered = sorted(self._figures.values(), key=lambda figure: (figure.position, str(figure.id)))
        rows = dict.fromkeys((figure.label, figure.unit) for figure in ordered)
        return [(f"{name}{SEPARATOR}{unit}", f"{name} [{unit}]" if unit else name) for name, unit in rows]

    def _years(self) -> Sequence[int]:
        known = [year for _, _, year in self._figures if year is not None]
        end = (self._session.settings.horizon_start or 2027) - 1
        return range(min(known), max(known) + 2) if known else range(end - YEARS + 1, end + 1)

    def _amount(self, key: str, year: int) -> Decimal | None:
        name, unit = key.split(SEPARATOR)
        figure = self._figures.get((name, unit, year))
        return figure.value if figure else None

    def _keep(self, key: str, year: int, amount: Decimal | None) -> Change:
        name, unit = key.split(SEPARATOR)
        figure = self._figures.get((name, unit, year))
        if figure is None and amount is None:
            return Change()
        present = next((one for (label_, unit_, _), one in self._figures.items() if (label_, unit_) == (name, unit)), None)
        position = present.position if present else self._session.project.next_position(InstitutionFigure)
        made = figure or InstitutionFigure(table=self.key, label=name, unit=unit, year=year, position=position)
        return Change(label="zmiana liczb o urzędzie", puts=(replace(made, value=amount),))

    def _rename(self, key: str, text: str) -> Change:
        name, unit = described(text)
        changed = [replace(figure, label=name, unit=unit) for figure in self._of_row(key)]
        return Change(label="zmiana nazwy wiersza", puts=tuple(changed))

    def _of_row(self, key: str) -> list[InstitutionFigure]:
        name, unit = key.split(SEPARATOR)
        return [figure for figure in self._session.project.all(InstitutionFigure) if (figure.table, figure.label, figure.unit) == (self.key, name, unit)]

    def _add_row(self) -> None:
        taken = {name for name, _, _ in self._figures}
        name = next(name for name in ("Nowy wiersz", *(f"Nowy wiersz {number}" for number in range(2, 1000))) if name not in taken)
        self._session.put(self._fresh(name, "", 0), label="dodanie wiersza")
        row = self.grid.model.rowCount() - 1
        self.grid.view.setFocus()
        self.grid.view.setCurrentIndex(self.grid.model.index(row, 0))
        self.grid.view.edit(self.grid.model.index(row, 0))

    def _add_typical(self) -> None:
        rows = [self._fresh(str(name), str(unit), place) for place, (name, unit) in enumerate(self._table["wiersze"])]
        self._session.put(*rows, label="wstawienie typowych wierszy")

    def _fresh(self, name: str, unit: str, place: int) -> InstitutionFigure:
        position = self._session.project.next_position(InstitutionFigure) + place
        return InstitutionFigure(table=self.key, label=name, unit=unit, year=max(self._years()), position=position)

    def _remove(self) -> None:
        key = self.grid.model.key_at(self.grid.view.currentIndex().row())
        if key is None:
            self._session.told.emit("Wskaż najpierw wiersz, który chcesz usunąć.")
            return
        self._session.change(Change(label="usunięcie wiersza", removes=tuple(figure.id for figure in self._of_row(key))))
        self._session.told.emit("Usunięto wiersz. Ctrl+Z przywraca.")


class FigureTables(QWidget):
    """All tables of numbers, one under another."""

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S16)
        self.tables = [FigureTable(session, dict(table)) for table in rules("institution_figures")["tabela"]]
        for table in self.tables:
            column.addWidget(table)
        column.addStretch(1)

    def refresh(self) -> None:
        """Shows every table as it is now."""
        for table in self.tables:
            table.refresh()

    def go_to(self, place: Place) -> QWidget | None:
        """The table of a figure."""
        figure = self._session.project.one(InstitutionFigure, place.record)
        return next((table.grid.view for table in self.tables if figure is not None and table.key == figure.table), None)
