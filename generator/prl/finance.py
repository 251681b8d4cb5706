"""Chapter P5: the plan's money by source and year, by goal, bundle and project; upkeep; state aid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from uuid import UUID

from generator.blocks import Block, ChartBlock, KeyFigures, Look, Paragraph, Row, Run, Table
from generator.cards import state_aid_result
from generator.context import ChapterContext
from generator.indicator_blocks import section
from generator.prl.strategy import operational_goals, strategic_goals
from generator.tables import Content, centred, decapitalised, figure, group_row, own_source, row, text
from generator.tokens import rounded_money
from mrl_desktop.analysis.budget import INDICATORS, Budget, disclaimer, items
from mrl_desktop.domain import finance
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.finance import Matrix
from mrl_desktop.domain.undertakings import Category, StateAid, Undertaking
from mrl_desktop.polish import counted, money, number

DEEPEST_ITEM = 2
"""Items of the budget below this level stay in the forms; the table would run over the page."""
SIDE_ITEMS = ("8.", "10.", "11")
"""Inputs of other calculations among the items of the budget, not its basic magnitudes."""
STAGES = {"wykonanie": "wyk.", "prognoza": "progn."}
"""Short words for the stage of a year's budget in narrow columns."""


def opening(context: ChapterContext) -> Sequence[Block]:
    matrix = finance.by_source_and_year(context.project, Scope.PRL)
    if not matrix.years:
        return []
    names = context.funding_sources
    largest = max(matrix.rows, key=matrix.row_total)
    share = matrix.row_shares()[largest]
    total = context.money("suma:koszt", "Łączny koszt projektów", matrix.total)
    lead = (
        Run(text=f"Plan finansowy obejmuje lata {matrix.years[0]}–{matrix.years[-1]} i kwotę "),
        Run(text=f"{money(matrix.total)}\u00a0zł", fact=total),
        Run(text=f". Największe źródło to {decapitalised(names.get(largest, largest))}: "),
        Run(text=f"{number(share, 1)}%", fact=Fact(key=f"udzial:{largest}", label=f"Udział: {names.get(largest, largest)}", value=share, unit="%", inputs=(total,))),
        Run(text=" całości."),
    )
    figures: list[tuple[Run, str]] = [(_amount(context, "suma:koszt", "Łączny koszt projektów", matrix.total), "łączny koszt projektów")]
    figures += [(_amount(context, f"suma:{source}", names.get(source, source), matrix.row_total(source)), decapitalised(names.get(source, source))) for source in matrix.rows[:2]]
    return [Paragraph(runs=lead, look=Look.LEAD), KeyFigures(figures=tuple(figures))]


def _amount(context: ChapterContext, key: str, label: str, amount: Decimal) -> Run:
    """A rounded amount for the band of key figures; the exact one stands in the tables."""
    return Run(text=rounded_money(amount), fact=context.money(key, label, amount))


def by_source(context: ChapterContext) -> Sequence[Block]:
    matrix = finance.by_source_and_year(context.project, Scope.PRL)
    if not matrix.years:
        return []
    table = source_table(context, matrix, key="T-FINPLAN-ZR", caption="Plan finansowy według źródeł i lat")
    return [ChartBlock(key="W-FINPLAN", chart=source_chart(context, matrix), caption="Wydatki na projekty według źródeł i lat"), table]


def source_table(context: ChapterContext, matrix: Matrix, *, key: str, caption: str, basis: str = "karty projektów") -> Table:
    """T-FINPLAN-ZR for any matrix of sources and years; shares add up to exactly 100."""
    names, shares = context.funding_sources, matrix.row_shares()
    rows: list[Row] = []
    for source in matrix.rows:
        amounts = [context.money(f"{source}:{year}", names.get(source, source), matrix.cell(source, year)) for year in matrix.years]
        rows.append(row(names.get(source, source), *amounts, context.money(f"suma:{source}", "Razem", matrix.row_total(source)), _share(source, names.get(source, source), shares[source], matrix, context)))
    totals = [context.money(f"suma:{year}", f"Razem {year}", matrix.year_total(year)) for year in matrix.years]
    rows.append(row("Razem", *totals, context.money("suma:koszt", "Razem", matrix.total), number(sum(shares.values(), Decimal(0)), 1), total=True))
    return Table(
        key=key,
        caption=caption,
        columns=(text("Źródło finansowania", 2), *(figure(str(year), "zł", 1.3) for year in matrix.years), figure("Razem", "zł", 1.4), figure("Udział", "%", 0.7)),
        rows=tuple(rows),
        source=own_source(context, basis),
        landscape=len(matrix.years) > 4,
        small=len(matrix.years) > 3,
    )


def _share(source: str, name: str, share: Decimal, matrix: Matrix, context: ChapterContext) -> Run:
    inputs = (context.money(f"suma:{source}", name, matrix.row_total(source)), context.money("suma:koszt", "Razem", matrix.total))
    return Run(text=number(share, 1), fact=Fact(key=f"udzial:{source}", label=f"Udział: {name}", value=share, unit="%", formula="największe reszty: udziały sumują się do 100", inputs=inputs))


def source_chart(context: ChapterContext, matrix: Matrix) -> Chart:
    """Stacked columns: a column a year, a part a source, in thousand złoty."""
    names = context.funding_sources
    series = tuple(
        ChartSeries(name=names.get(source, source), values=tuple(float(matrix.cell(source, year) / 1000) for year in matrix.years)) for source in matrix.rows
    )
    peak = max(matrix.years, key=matrix.year_total)
    return Chart(
        kind=ChartKind.STACKED,
        title=f"Najwięcej środków przypada na {peak} r.",
        subtitle="Wydatki na projekty według źródeł, tys. zł",
        unit="tys. zł",
        categories=tuple(str(year) for year in matrix.years),
        series=series,
        decimals=0,
        source=own_source(context, "karty projektów"),
        alt="Wydatki na projekty według lat: " + "; ".join(f"{year} – {money(matrix.year_total(year))} zł" for year in matrix.years) + ".",
    )


def by_goal(context: ChapterContext) -> Sequence[Block]:
    """T-FINPLAN-CEL: strategic goal → operational goal → project, with years; every total exact to the grosz."""
    project, code = context.project, context.numbering.code
    everything = finance.by_source_and_year(project, Scope.PRL)
    if not everything.years:
        return []
    years = everything.years
    rows: list[Row] = []
    for goal in strategic_goals(context):
        inside: list[Undertaking] = []
        body: list[Row] = []
        for operational in operational_goals(context, goal):
            found = project.all(Undertaking, lambda u, owner=operational.id: u.goal == owner and u.category is not Category.RESERVE)  # type: ignore[misc]
            if not found:
                continue
            matrix = finance.by_source_and_year(project, about=[u.id for u in found])
            body.append(_money_row(context, f"{code(operational.id)}. {operational.title}", None, matrix, years, goal_row=True, about=[u.id for u in found]))
            for undertaking in found:
                own = finance.by_source_and_year(project, about=(undertaking.id,))
                body.append(_money_row(context, f"{code(undertaking.id)} {undertaking.title}", undertaking, own, years))
            inside += found
        if inside:
            matrix = finance.by_source_and_year(project, about=[u.id for u in inside])
            rows.append(group_row(f"{code(goal.id)}. {goal.title}", 5 + len(years), goal.id))
            rows += body
            rows.append(_money_row(context, f"Razem {code(goal.id)}", None, matrix, years, total=True, about=[u.id for u in inside]))
    rows.append(_money_row(context, "Razem plan", None, everything, years, total=True))
    return [
        Table(
            key="T-FINPLAN-CEL",
            caption="Plan finansowy według celów i projektów",
            columns=(
                text("Cel lub projekt", 3.4),
                figure("Koszt całkowity", "zł", 1.35),
                figure("Koszty kwalifikowalne", "zł", 1.35),
                figure("Dotacja i budżet państwa", "zł", 1.35),
                figure("Pozostałe źródła", "zł", 1.35),
                *(figure(str(year), "zł", 1.25) for year in years),
            ),
            rows=tuple(rows),
            source=own_source(context, "karty projektów"),
            landscape=True,
            small=True,
        )
    ]


def _money_row(
    context: ChapterContext,
    title: str,
    undertaking: Undertaking | None,
    matrix: Matrix,
    years: Sequence[int],
    *,
    total: bool = False,
    goal_row: bool = False,
    about: Sequence[UUID] = (),
) -> Row:
    granted = matrix.row_total("dotacja") + matrix.row_total("budzet_panstwa")
    record = undertaking.id if undertaking else None
    eligible = undertaking.eligible_cost if undertaking else None
    shown: list[object] = [
        title if not goal_row else (Run(text=title, italic=True),),
        context.money(f"koszt:{title}", title, matrix.total, record, about=about),
        (context.money(f"kwalifikowalne:{title}", title, eligible, record, "eligible_cost") if eligible is not None else None) if undertaking else "",
        context.money(f"dotacja:{title}", title, granted, record, about=about),
        context.money(f"inne:{title}", title, matrix.total - granted, record, about=about),
        *(context.money(f"{year}:{title}", title, matrix.year_total(year), record, about=about) for year in years),
    ]
    return row(*shown, total=total, record=record)  # type: ignore[arg-type]


def budget_impact(context: ChapterContext) -> Sequence[Block]:
    first = context.settings.horizon_start or 0
    return [*upkeep_table(context), *debt_limit(context, lambda year: year >= first, "T-ART243-PO", "Wskaźnik spłaty zobowiązań w okresie planu")]


def situation(context: ChapterContext) -> Sequence[Block]:
    """Chapter P2.10: indicators against the group, the budget over years, and the relation of art. 243 so far."""
    first = context.settings.horizon_start or 9999
    blocks = section(context, ("F01", "F15", "F02", "F14", "F10", "F17", "F06", "F16"), key="T-FIN-WSK", caption="Finanse miasta – wskaźniki", charts=("F01", "F06"))
    return [*potential(context), *blocks, *budget_table(context), *debt_limit(context, lambda year: year < first, "T-ART243", "Wskaźnik spłaty zobowiązań")]


def potential(context: ChapterContext) -> Sequence[Block]:
    """What the budget leaves for investments over the plan's years, as far as the treasurer's figures reach; nothing without them."""
    budget = Budget(context.project, context.values, context.settings.territory)
    first, last = context.settings.horizon_start, context.settings.horizon_end
    covered = [year for year in budget.years if first is not None and last is not None and first <= year <= last]
    found = budget.investment_potential(covered[0], covered[-1]) if covered else None
    if found is None or found.value is None:
        return []
    years = f"w {covered[0]} r." if len(covered) == 1 else f"w latach {covered[0]}–{covered[-1]}"
    words = (
        Run(text=f"Wolne środki na inwestycje {years} wyniosą według prognozy "),
        Run(text=f"{rounded_money(Decimal(str(found.value)))}", fact=found),
        Run(text=": tyle zostanie z nadwyżki operacyjnej po spłacie rat, ze sprzedaży majątku i z dopuszczalnego nowego długu."),
    )
    return [Paragraph(runs=words, look=Look.CONCLUSION)]


def budget_table(context: ChapterContext) -> Sequence[Block]:
    """T-FIN: the treasurer's figures by year with the operating result; nothing without figures."""
    budget = Budget(context.project, context.values, context.settings.territory)
    years = budget.years
    if not years:
        return []
    rows: list[Row] = []
    for item in items():
        if item.level > DEEPEST_ITEM or item.number.startswith(SIDE_ITEMS):
            continue
        facts = [budget.fact(item.key, year) for year in years]
        if any(fact is not None and fact.value for fact in facts):  # a row of nothing but zeros tells nothing
            rows.append(row(f"{item.number} {item.name}".strip(), *(_thousands(fact) for fact in facts), total=item.level == 0))
    for key in ("F03", "F04", "F07"):
        if key in INDICATORS:
            found = [budget.indicator(key, year) for year in years]
            if any(found):
                name, unit = INDICATORS[key].name, INDICATORS[key].unit
                if unit == "zł":
                    rows.append(row(name, *(_thousands(fact) for fact in found)))
                else:
                    rows.append(row(f"{name} [{unit}]", *found))
    return [
        Table(
            key="T-FIN",
            caption="Podstawowe wielkości budżetu",
            columns=(text("Wyszczególnienie [tys. zł, jeśli nie podano inaczej]", 5), *(figure(str(year), STAGES.get(budget.stage(year), budget.stage(year)), 1) for year in years)),
            rows=tuple(rows),
            source=own_source(context, "sprawozdania budżetowe i wieloletnia prognoza finansowa"),
            landscape=len(years) > 5,
            small=True,
            note="W nagłówku: wyk. – wykonanie, plan – plan budżetu, progn. – wieloletnia prognoza finansowa.",
        )
    ]


def _thousands(fact: Fact | None) -> Content:
    """An amount in thousand złoty, still quoting the exact one."""
    if fact is None or fact.value is None:
        return None
    return Run(text=number(Decimal(str(fact.value)) / 1000, 0), fact=fact)


def debt_limit(context: ChapterContext, wanted: Callable[[int], bool], key: str, caption: str) -> Sequence[Block]:
    """Art. 243 for the years wanted, as far as the figures reach; marked as a simulation."""
    budget = Budget(context.project, context.values, context.settings.territory)
    found = [limit for year in budget.years if wanted(year) and (limit := budget.debt_limit(year)) is not None]
    if not found:
        return []
    rows = [row(str(limit.year), limit.left, limit.right, limit.margin, "TAK" if limit.fulfilled else "NIE") for limit in found]
    return [
        Table(
            key=key,
            caption=caption,
            columns=(centred("Rok", 0.8), figure("Lewa strona", "%"), figure("Prawa strona", "%"), figure("Rezerwa", "p.p."), centred("Spełnienie", 1)),
            rows=tuple(rows),
            source=own_source(context, "sprawozdania budżetowe i wieloletnia prognoza finansowa"),
            note=disclaimer(),
        )
    ]


def upkeep_table(context: ChapterContext) -> Sequence[Block]:
    """T-KOSZTY-UTRZ with the yearly balance the budget will have to carry."""
    found = context.project.all(Undertaking, lambda u: u.category is not Category.RESERVE and u.maintenance_cost is not None)
    if not found:
        return []
    rows: list[Row] = []
    costs = incomes = Decimal(0)
    for undertaking in found:
        cost, income = undertaking.maintenance_cost or Decimal(0), undertaking.maintenance_income or Decimal(0)
        costs, incomes = costs + cost, incomes + income
        years = counted(undertaking.durability_years, "rok", "lata", "lat") if undertaking.durability_years else None
        rows.append(
            row(
                f"{context.numbering.code(undertaking.id)} {undertaking.title}",
                context.money(f"utrzymanie:{undertaking.id}", f"Koszt utrzymania: {undertaking.title}", cost, undertaking.id, "maintenance_cost"),
                context.money(f"przychody:{undertaking.id}", f"Przychody: {undertaking.title}", income, undertaking.id, "maintenance_income"),
                context.money(f"saldo:{undertaking.id}", f"Saldo utrzymania: {undertaking.title}", income - cost, undertaking.id, "maintenance_cost"),
                undertaking.maintenance_source or None,
                years,
                record=undertaking.id,
            )
        )
    rows.append(row("Razem", costs, incomes, incomes - costs, "", "", total=True))
    burden = context.money("suma:utrzymanie", "Roczny koszt utrzymania po odjęciu przychodów", costs - incomes, about=[u.id for u in found])
    sentence = (
        Run(text="Po zakończeniu projektów budżet miasta przejmie koszty utrzymania rezultatów w wysokości "),
        Run(text=f"{money(costs - incomes)}\u00a0zł", fact=burden),
        Run(text=" rocznie (koszty pomniejszone o przychody)."),
    )
    return [
        Paragraph(runs=sentence, look=Look.CONCLUSION),
        Table(
            key="T-KOSZTY-UTRZ",
            caption="Roczne koszty utrzymania rezultatów",
            columns=(text("Projekt", 2.6), figure("Koszt", "zł", 1.2), figure("Przychody", "zł", 1.2), figure("Saldo", "zł", 1.2), text("Źródło pokrycia", 1.8), centred("Okres trwałości", 0.9)),
            rows=tuple(rows),
            source=own_source(context, "karty projektów"),
            small=True,
        ),
    ]


def state_aid(context: ChapterContext) -> Sequence[Block]:
    tests = context.project.all(StateAid)
    if not tests:
        return []
    rows = []
    for test in tests:
        undertaking = context.project.one(Undertaking, test.undertaking)
        named = f"{context.numbering.code(undertaking.id)} {undertaking.title}" if undertaking else None
        conditions = [_tick(value) for value in (test.transfer, test.advantage, test.selectivity, test.distortion)]
        rows.append(row(named, test.beneficiary or None, *conditions, state_aid_result(test), test.amount, record=test.id))
    return [
        Table(
            key="T-POMOC",
            caption="Ocena pomocy publicznej",
            columns=(
                text("Projekt", 2.4),
                text("Odbiorca korzyści", 1.6),
                centred("Transfer środków", 0.9),
                centred("Korzyść", 0.9),
                centred("Selektywność", 1),
                centred("Zakłócenie konkurencji", 1),
                text("Wynik i podstawa", 2),
                figure("Wartość", "zł", 1),
            ),
            rows=tuple(rows),
            source=own_source(context, "test czterech przesłanek"),
            landscape=True,
            small=True,
        )
    ]


def _tick(value: bool | None) -> str | None:
    return None if value is None else "tak" if value else "nie"
