"""The page „Finanse": what the plan costs, and what follows from the treasurer's figures."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import cast

from pytestqt.qtbot import QtBot

from mrl_desktop.analysis.budget import Budget
from mrl_desktop.domain.diagnosis import FinanceFigure
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.undertakings import BudgetLine, Undertaking
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.finance import FinancePage
from mrl_desktop.ui.session import ProjectSession

Opener = Callable[[str], Page]


def test_a_plan_without_money_says_where_amounts_come_from(page: Opener, session: ProjectSession) -> None:
    opened = cast(FinancePage, page("finance"))
    assert opened._empty.isVisible()
    assert not opened._plan.isVisible()


def test_money_of_the_cards_is_summed_and_drawn(page: Opener, session: ProjectSession) -> None:
    card = Undertaking(title="Kładka")
    session.put(
        card,
        BudgetLine(about=card.id, source="dotacja", year=2027, amount=Decimal("600000.10")),
        BudgetLine(about=card.id, source="wklad_wlasny", year=2028, amount=Decimal("200000.20")),
        label="karta",
    )
    opened = cast(FinancePage, page("finance"))
    assert str(opened._plan.model.index(opened._plan.model.rowCount() - 1, 3).data()) == "800\u00a0000,30"
    chart = opened._chart.canvas.chart
    assert chart is not None
    assert chart.categories == ("2027", "2028")
    assert "75" in chart.title


def test_typed_figures_give_the_operating_result(page: Opener, session: ProjectSession) -> None:
    opened = cast(FinancePage, page("finance"))
    assert not opened._results.isVisible()
    items = [key for key, _ in opened._items()]
    rows = {key: items.index(key) for key in ("dochody_biezace", "wydatki_biezace")}
    assert opened._budget.model.write({(rows["dochody_biezace"], 1): "120 000 000", (rows["wydatki_biezace"], 1): "111 500 000,50"}) == []
    [year] = Budget(session.project).years
    assert opened._results.isVisible()
    assert opened._result("F03", year) == Decimal("8499999.50")
    session.undo()
    assert session.project.all(FinanceFigure) == []
    assert not opened._results.isVisible()


def test_a_budget_line_is_mended_on_its_card(page: Opener, session: ProjectSession, qtbot: QtBot) -> None:
    card = Undertaking(title="Kładka")
    line = BudgetLine(about=card.id, source="dotacja", year=2027, amount=Decimal(5))
    session.put(card, line, label="karta")
    opened = page("finance")
    with qtbot.waitSignal(session.place_wanted) as wanted:
        assert opened.go_to(Place(record=line.id))
    assert wanted.args is not None
    assert (wanted.args[0].step, wanted.args[0].record) == ("undertakings", line.id)
