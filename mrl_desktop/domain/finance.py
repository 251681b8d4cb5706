"""Exact sums of the plan's money, in złoty: by source and year, by goal, bundle and project; and shares that add up to 100."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from uuid import UUID

from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.domain.undertakings import BudgetLine, Category, Undertaking

ZERO = Decimal("0.00")
GROSZ = Decimal("0.01")
UNDATED = 0
"""Column of amounts without a year; printed as „bez roku"."""

SOURCES = ("dotacja", "budzet_panstwa", "wklad_wlasny", "inne_publiczne", "prywatne")
"""Keys of the sources in the order of the document's tables; names and limits are in `resources/rules/funding_sources.toml`."""

PLANNED = (Category.BASIC, Category.SUPPLEMENTARY)
"""Categories whose money is in the plan; projects of the reserve list are not."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Amounts by row (source, goal, project …) and year. Every total is the exact sum of its cells."""

    rows: tuple[str, ...]
    years: tuple[int, ...]
    cells: Mapping[tuple[str, int], Decimal] = field(default_factory=dict)

    def cell(self, row: str, year: int) -> Decimal:
        return self.cells.get((row, year), ZERO)

    def row_total(self, row: str) -> Decimal:
        return sum((self.cell(row, year) for year in self.years), ZERO)

    def year_total(self, year: int) -> Decimal:
        return sum((self.cell(row, year) for row in self.rows), ZERO)

    @property
    def total(self) -> Decimal:
        return sum(self.cells.values(), ZERO)

    def row_shares(self, decimals: int = 1) -> dict[str, Decimal]:
        """Share of each row in the total, in percent; the shares add up to exactly 100 (or all are 0)."""
        return dict(zip(self.rows, shares([self.row_total(row) for row in self.rows], decimals), strict=True))


def shares(amounts: Sequence[Decimal], decimals: int = 1) -> list[Decimal]:
    """Percentages of non-negative amounts by the largest-remainder method: rounded, yet summing to exactly 100.

    All zeros give zeros. Raises ValueError for a negative amount, of which a share means nothing.
    """
    if any(amount < 0 for amount in amounts):
        raise ValueError("udział z kwoty ujemnej nie ma sensu")
    total = sum(amounts, Decimal(0))
    step = Decimal(1).scaleb(-decimals)
    if not total:
        return [Decimal(0).quantize(step) for _ in amounts]
    exact = [amount * 100 / total for amount in amounts]
    floors = [share.quantize(step, rounding=ROUND_FLOOR) for share in exact]
    missing = int((100 - sum(floors, Decimal(0))) / step)
    by_remainder = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for index in by_remainder[:missing]:
        floors[index] += step
    return floors


def planned(project: Project, scope: Scope) -> list[Undertaking] | list[InstitutionalAction]:
    """What the scope's financial plan counts: projects of the PLANNED categories, or the actions of the PRI."""
    if scope is Scope.PRI:
        return project.all(InstitutionalAction)
    return project.all(Undertaking, lambda undertaking: undertaking.category in PLANNED)


def lines(project: Project, about: Collection[UUID]) -> list[BudgetLine]:
    """Budget lines of these projects or actions that carry an amount."""
    wanted = set(about)
    return project.all(BudgetLine, lambda line: line.about in wanted and line.amount is not None)


def by_source_and_year(project: Project, scope: Scope = Scope.PRL, about: Iterable[UUID] | None = None) -> Matrix:
    """T-FINPLAN-ZR: the plan's money by source and year; `about` narrows it to some projects or actions."""
    ids = [record.id for record in planned(project, scope)] if about is None else list(about)
    return _of_lines(lines(project, ids))


def total(project: Project, about: UUID, source: str | None = None, year: int | None = None) -> Decimal:
    """All budget lines of one project or action, of one source or year if said."""
    return sum(
        (
            line.amount or ZERO
            for line in lines(project, [about])
            if (source is None or line.source == source) and (year is None or line.year == year)
        ),
        ZERO,
    )


def by_goal(project: Project, scope: Scope = Scope.PRL) -> dict[UUID | None, Matrix]:
    """Money by source and year for each goal directly served (operational, or institutional); None: without a goal."""
    return _grouped(project, [(record.id, record.goal) for record in planned(project, scope)], [goal.id for goal in project.all(Goal)])


def _grouped(project: Project, pairs: Iterable[tuple[UUID, UUID | None]], order: Sequence[UUID]) -> dict[UUID | None, Matrix]:
    group_of = {record_id: group if group in order else None for record_id, group in pairs}
    entries: dict[UUID | None, list[BudgetLine]] = {group: [] for group in group_of.values()}
    for line in lines(project, group_of):
        if line.about is not None:
            entries[group_of[line.about]].append(line)
    return {group: _of_lines(entries[group]) for group in [*order, None] if group in entries}


def _of_lines(found: Iterable[BudgetLine]) -> Matrix:
    return _matrix(((line.source, line.year, line.amount) for line in found), SOURCES)


def _matrix(entries: Iterable[tuple[str, int | None, Decimal | None]], order: Sequence[str]) -> Matrix:
    cells: dict[tuple[str, int], Decimal] = defaultdict(lambda: ZERO)
    for row, year, amount in entries:
        if amount is not None:
            cells[row, year if year is not None else UNDATED] += amount
    present = {row for row, _ in cells}
    rows = tuple(row for row in order if row in present) + tuple(sorted(present - set(order)))
    dated = sorted({year for _, year in cells} - {UNDATED})
    undated = (UNDATED,) if any(year == UNDATED for _, year in cells) else ()
    return Matrix(rows, (*dated, *undated), dict(cells))
