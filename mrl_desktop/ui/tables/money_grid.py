"""Money of one project or action by source and year: a typed amount becomes one budget line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from mrl_desktop.domain import finance
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.undertakings import BudgetLine
from mrl_desktop.ui.session import ProjectSession
from mrl_desktop.ui.tables.year_grid import Grid, YearGrid


class MoneyGrid(YearGrid):
    """Call `show_of` with the id of the project or action."""

    def __init__(self, session: ProjectSession, name: str, sources: Callable[[], Mapping[str, str]], years: Callable[[], Sequence[int]]) -> None:
        self._session, self._sources, self._usual_years = session, sources, years
        self._about: UUID | None = None
        self._matrix = finance.Matrix(rows=(), years=())
        grid = Grid(rows=self._rows, years=self._years, amount=self._amount, change=self._change, title="Źródło")
        super().__init__(session, name, "Finansowanie według źródeł i lat", grid)

    def show_of(self, about: UUID | None) -> None:
        """Shows the money of one record; sources and years with money are shown even outside the usual ones."""
        self._about = about
        self._matrix = finance.by_source_and_year(self._session.project, about=[about]) if about else finance.Matrix(rows=(), years=())
        self.refresh()

    def _rows(self) -> Sequence[tuple[str, str]]:
        if self._about is None:
            return ()
        known = self._sources()
        return [*known.items(), *((row, row) for row in self._matrix.rows if row not in known)]

    def _years(self) -> Sequence[int]:
        return sorted({*self._usual_years(), *self._matrix.years}) if self._about else ()

    def _amount(self, source: str, year: int) -> Decimal | None:
        return self._matrix.cell(source, year) or None

    def _change(self, source: str, year: int, amount: Decimal | None) -> Change:
        """The lines of one cell replaced by one line with this amount, or by none."""
        project = self._session.project
        lines = project.all(BudgetLine, lambda line: line.about == self._about and line.source == source and line.year == year)
        if not amount:
            return Change(label="usunięcie kwoty", removes=tuple(line.id for line in lines))
        line = lines[0] if lines else BudgetLine(about=self._about, source=source, year=year, position=project.next_position(BudgetLine))
        kept: Record = line.with_values({"amount": amount})
        if len(lines) == 1 and kept == lines[0]:
            return Change()
        return Change(label="zmiana kwoty", puts=(kept,), removes=tuple(other.id for other in lines[1:]))
