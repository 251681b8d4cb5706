"""Step 7, „Finanse": what the plan costs by source, year and project, and the budget figures the treasurer gives."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout

from mrl_desktop.analysis.budget import INDICATORS, Budget, disclaimer
from mrl_desktop.analysis.rules import rules
from mrl_desktop.domain import finance
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries
from mrl_desktop.domain.diagnosis import FinanceFigure, Scope
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.undertakings import BudgetLine, Undertaking
from mrl_desktop.polish import joined, money, number, year_range
from mrl_desktop.ui import theme
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.example import see_example
from mrl_desktop.ui.tables.year_grid import Grid, YearGrid
from mrl_desktop.ui.values import NUMBER
from mrl_desktop.ui.widgets.basics import frame
from mrl_desktop.ui.widgets.cards import CardRow, KeyFigureCard
from mrl_desktop.ui.widgets.chart import ChartWidget
from mrl_desktop.ui.widgets.empty_state import EmptyState
from mrl_desktop.ui.widgets.message import InlineMessage
from mrl_desktop.ui.widgets.section import SectionHeader

YEARS_BACK, YEARS_AHEAD = 4, 3
"""How many years of the budget the grid offers around the newest year typed, or around the plan's first year."""

SHOWN_INDICATORS = ("F03", "F05", "F04", "F06", "F07", "F08")
"""Which budget indicators stand under the budget, in this order."""


class FinancePage(Page):
    step = "finance"
    wide = True

    def build(self) -> None:
        session = self.session
        self._cards = CardRow()
        self.add(self._cards)
        self._empty = EmptyState(
            "finance",
            "Tu zobaczysz, ile kosztuje plan i kto za niego zapłaci",
            "Kwoty biorą się z kart projektów. Wpisz je przy projektach, a tu zsumują się same – co do grosza.",
            ("Przejdź do projektów", lambda: session.go_to(Place(step="undertakings"))),
            see_example(self),
        )
        self.add(self._empty)
        self._plan_header = SectionHeader("Plan finansowy", "Suma projektów podstawowych i uzupełniających według źródeł i lat.")
        self.add(self._plan_header)
        self._plan = YearGrid(session, "plan-finansowy", "Plan finansowy", Grid(rows=self._sources, years=self._plan_years, amount=self._planned, title="Źródło"))
        self.add(self._plan)
        self._chart_box = frame("card")
        inside = QVBoxLayout(self._chart_box)
        inside.setContentsMargins(theme.S16, theme.S12, theme.S16, theme.S12)
        self._chart = ChartWidget()
        inside.addWidget(self._chart)
        self.add(self._chart_box)
        self._projects_header = SectionHeader("Projekty", "Koszt każdego projektu w kolejnych latach.")
        self.add(self._projects_header)
        self._projects = YearGrid(
            session,
            "plan-projekty",
            "Koszty projektów według lat",
            Grid(rows=self._project_rows, years=self._plan_years, amount=self._project_cost, title="Projekt"),
            first_width=380,
        )
        self.add(self._projects)
        self.add(
            SectionHeader(
                "Budżet miasta",
                "Wielkości ze sprawozdań Rb i z wieloletniej prognozy finansowej. Możesz wkleić zakres skopiowany z arkusza. Na ich podstawie program "
                "liczy wynik operacyjny i symuluje wskaźnik z art. 243.",
            )
        )
        self._budget = YearGrid(
            session,
            "budzet-miasta",
            "Budżet miasta",
            Grid(rows=self._items, years=self._budget_years, amount=self._figure, change=self._keep_figure, title="Pozycja", sums=False),
            first_width=330,
        )
        self.add(self._budget)
        self._results_header = SectionHeader("Co wynika z budżetu", disclaimer())
        self.add(self._results_header)
        self._warning = InlineMessage()
        self.add(self._warning)
        self._results = YearGrid(
            session,
            "wyniki-budzetu",
            "Co wynika z budżetu",
            Grid(rows=self._result_rows, years=self._result_years, amount=self._result, kind=NUMBER, unit="", title="Wskaźnik", sums=False),
            first_width=330,
        )
        self.add(self._results)

    def refresh(self, change: Change | None) -> None:
        self._matrix = finance.by_source_and_year(self.session.project, Scope.PRL)
        present = bool(self._matrix.years)
        self._empty.setVisible(not present)
        for part in (self._plan_header, self._plan, self._chart_box, self._projects_header, self._projects):
            part.setVisible(present)
        self._chart.display(self._picture() if present else None)
        self._figures = {(figure.item, figure.year): figure for figure in self.session.project.all(FinanceFigure)}
        self._work_out()
        for grid in (self._plan, self._projects, self._budget, self._results):
            grid.refresh()
        self._cards.show_cards(self._summary())

    def go_to(self, place: Place) -> bool:
        line = self.session.project.one(BudgetLine, place.record)
        if line is not None:
            self.session.go_to(Place(step="undertakings", record=line.id, field=place.field))
            return True
        if self.session.project.one(FinanceFigure, place.record) is None:
            return False
        self.reveal(self._budget.view)
        return True

    def _summary(self) -> list[KeyFigureCard]:
        if not self._matrix.years:
            return []
        shares = self._matrix.row_shares()
        names = dict(self._sources())
        cards = [KeyFigureCard(f"{money(self._matrix.total, grosze=False)} zł", "koszt planu", year_range(self._matrix.years[0], self._matrix.years[-1]))]
        cards += [
            KeyFigureCard(f"{number(shares[source], 1)}%", names.get(source, source), f"{money(self._matrix.row_total(source), grosze=False)} zł")
            for source in self._matrix.rows[:3]
        ]
        return cards

    def _picture(self) -> Chart:
        """What the plan costs by year and source, in millions."""
        names = dict(self._sources())
        shares = self._matrix.row_shares()
        most = max(self._matrix.rows, key=lambda source: shares[source])
        million = Decimal(1_000_000)
        series = tuple(
            ChartSeries(name=names.get(source, source), values=tuple(float(self._matrix.cell(source, year) / million) for year in self._matrix.years))
            for source in self._matrix.rows
        )
        total = money(self._matrix.total, grosze=False)
        return Chart(
            kind=ChartKind.STACKED,
            title=f"Najwięcej wnosi: {names.get(most, most)} – {number(shares[most], 1)}%",
            subtitle=f"Koszt planu według źródeł, mln zł, {year_range(self._matrix.years[0], self._matrix.years[-1])}",
            unit="mln zł",
            categories=tuple(str(year) for year in self._matrix.years),
            series=series,
            decimals=2,
            source="karty projektów",
            alt=f"Wykres słupkowy skumulowany kosztów planu według źródeł i lat. Razem {total} zł.",
        )

    # -- what follows from the budget ---------------------------------------------------------------------------------

    def _work_out(self) -> None:
        """Operating results and the relation of art. 243 for every year the figures reach."""
        budget = Budget(self.session.project)
        self._found: dict[tuple[str, int], float] = {}
        broken: list[int] = []
        for year in budget.years:
            for key in SHOWN_INDICATORS:
                fact = budget.indicator(key, year)
                if fact is not None and fact.value is not None:
                    self._found[key, year] = float(fact.value)
            limit = budget.debt_limit(year)
            if limit is not None:
                for key, fact in (("lewa", limit.left), ("prawa", limit.right), ("zapas", limit.margin)):
                    self._found[key, year] = float(fact.value or 0)
                if not limit.fulfilled:
                    broken.append(year)
        for part in (self._results_header, self._results):
            part.setVisible(bool(self._found))
        self._warning.setVisible(bool(broken))
        if broken:
            years = joined([str(year) for year in broken])
            self._warning.say(f"Relacja z art. 243 nie jest spełniona: {years}.", "Zmniejsz spłaty albo koszty projektów w tych latach i porozmawiaj ze skarbnikiem.", "warn")

    def _result_rows(self) -> Sequence[tuple[str, str]]:
        present = {key for key, _ in self._found}
        rows = [(key, f"{INDICATORS[key].name} [{INDICATORS[key].unit}]") for key in SHOWN_INDICATORS] + [
            ("lewa", "Art. 243: spłaty w relacji do dochodów [%]"),
            ("prawa", "Art. 243: dopuszczalny poziom spłat [%]"),
            ("zapas", "Art. 243: zapas [p.p.]"),
        ]
        return [(key, name) for key, name in rows if key in present]

    def _result_years(self) -> Sequence[int]:
        return sorted({year for _, year in self._found})

    def _result(self, key: str, year: int) -> Decimal | None:
        value = self._found.get((key, year))
        return None if value is None else Decimal(f"{value:.2f}")

    def _sources(self) -> Sequence[tuple[str, str]]:
        return [(str(row["klucz"]), str(row["nazwa"])) for row in rules("funding_sources")["zrodlo"]]

    def _plan_years(self) -> Sequence[int]:
        return self._matrix.years

    def _planned(self, source: str, year: int) -> Decimal | None:
        return self._matrix.cell(source, year) or None

    def _project_rows(self) -> Sequence[tuple[str, str]]:
        code = self.session.open_project.numbering.code
        planned = self.session.project.all(Undertaking, lambda one: one.category in finance.PLANNED)
        planned.sort(key=lambda one: code(one.id))
        return [(str(one.id), f"{code(one.id)} {one.title}") for one in planned]

    def _project_cost(self, project_id: str, year: int) -> Decimal | None:
        record = next((one for one in self.session.project.all(Undertaking) if str(one.id) == project_id), None)
        return (finance.total(self.session.project, record.id, year=year) or None) if record else None

    def _items(self) -> Sequence[tuple[str, str]]:
        return [(str(row["klucz"]), f"{'    ' * int(row.get('poziom', 0))}{row['nazwa']}") for row in rules("budget_items")["pozycja"]]

    def _budget_years(self) -> Sequence[int]:
        known = {year for _, year in self._figures if year is not None}
        if known:
            return range(min(known), max(known) + 2)
        first = self.session.settings.horizon_start or 2026
        return range(first - YEARS_BACK, first + YEARS_AHEAD)

    def _figure(self, item: str, year: int) -> Decimal | None:
        figure = self._figures.get((item, year))
        return figure.amount if figure else None

    def _keep_figure(self, item: str, year: int, amount: Decimal | None) -> Change:
        figure = self._figures.get((item, year))
        if amount is None:
            return Change(label="usunięcie kwoty", removes=(figure.id,) if figure else ())
        settings = self.session.settings
        stage = "prognoza" if settings.horizon_start and year >= settings.horizon_start else "wykonanie"
        position = self.session.project.next_position(FinanceFigure)
        kept: Record = (figure or FinanceFigure(item=item, year=year, stage=stage, position=position)).with_values({"amount": amount})
        return Change(label="zmiana kwoty budżetu", puts=(kept,))
