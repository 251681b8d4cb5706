"""Chapter P4: how projects were chosen, their bundles, the lists of basic and supplementary ones, and the project cards."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.blocks import Block, Bullets, Look, Paragraph, Row, Run, Table
from generator.cards import project_card
from generator.context import ChapterContext
from generator.tables import centred, figure, own_source, row, text
from mrl_desktop.domain import finance
from mrl_desktop.domain.undertakings import Bundle, Category, CriterionScore, SelectionCriterion, Undertaking
from mrl_desktop.polish import counted, joined, money, number, plural, year_range


def of_category(context: ChapterContext, category: Category) -> list[Undertaking]:
    return context.project.all(Undertaking, lambda undertaking: undertaking.category is category)


def opening(context: ChapterContext) -> Sequence[Block]:
    basic, supplementary, reserve = (of_category(context, category) for category in (Category.BASIC, Category.SUPPLEMENTARY, Category.RESERVE))
    planned = [*basic, *supplementary]
    if not planned:
        return []
    cost = sum((finance.total(context.project, undertaking.id) for undertaking in planned), Decimal(0))
    groups = len(context.project.all(Bundle))
    words = ""
    if basic and supplementary:
        words = (
            f", w tym {counted(len(basic), 'projekt podstawowy', 'projekty podstawowe', 'projektów podstawowych')} "
            f"i {counted(len(supplementary), 'uzupełniający', 'uzupełniające', 'uzupełniających')}"
        )
    if groups and len(planned) > 1:
        words += f"; projekty tworzą {counted(groups, 'wiązkę', 'wiązki', 'wiązek')}"
    words += "."
    if reserve:
        words += f" Na liście rezerwowej {plural(len(reserve), 'czeka', 'czekają', 'czeka')} {counted(len(reserve), 'projekt', 'projekty', 'projektów')}."
    lead = (
        Run(text=f"Plan obejmuje {counted(len(planned), 'projekt', 'projekty', 'projektów')} o łącznym koszcie "),
        Run(text=f"{money(cost)}\u00a0zł", fact=context.money("suma:koszt", "Łączny koszt projektów", cost)),
        Run(text=words),
    )
    return [Paragraph(runs=lead, look=Look.LEAD)]


def criteria(context: ChapterContext) -> Sequence[Block]:
    found = context.project.all(SelectionCriterion)
    if not found:
        return []
    table = Table(
        key="T-KRYTERIA",
        caption="Kryteria wyboru projektów",
        columns=(centred("Kod", 0.6), text("Kryterium", 2), text("Opis", 3), centred("Waga", 0.7), centred("Skala", 0.7), text("Sposób oceny", 1.6)),
        rows=tuple(
            row(f"K{index}", criterion.name, criterion.description or None, criterion.weight, criterion.scale, criterion.method or None, record=criterion.id)
            for index, criterion in enumerate(found, start=1)
        ),
        source=own_source(context),
    )
    ranking = _ranking(context, found)
    return [table, ranking] if ranking else [table]


def _ranking(context: ChapterContext, found: Sequence[SelectionCriterion]) -> Table | None:
    """T-RANKING: weighted share of the possible points, best first."""
    scores = {(score.undertaking, score.criterion): score.score for score in context.project.all(CriterionScore) if score.score is not None}
    possible = sum((criterion.weight or 1) * 5 for criterion in found)
    rated: list[tuple[Decimal, Undertaking]] = []
    for undertaking in context.project.all(Undertaking):
        points = [(criterion.weight or 1) * scores.get((undertaking.id, criterion.id), 0) for criterion in found]
        if any((undertaking.id, criterion.id) in scores for criterion in found):
            rated.append((Decimal(sum(points) * 100) / possible, undertaking))
    if not rated:
        return None
    rated.sort(key=lambda pair: (-pair[0], context.numbering.code(pair[1].id)))
    rows: list[Row] = []
    for share, undertaking in rated:
        place = 1 + sum(1 for other, _ in rated if other > share)
        points_shown = [scores.get((undertaking.id, criterion.id)) for criterion in found]
        rows.append(row(context.numbering.code(undertaking.id), undertaking.title, *points_shown, f"{number(share, 1)}%", place, str(undertaking.category), record=undertaking.id))
    return Table(
        key="T-RANKING",
        caption="Ocena projektów według kryteriów",
        columns=(
            text("Kod", 0.9),
            text("Projekt", 3),
            *(centred(f"K{index}", 0.5) for index in range(1, len(found) + 1)),
            figure("Suma ważona", weight=0.9),
            centred("Miejsce", 0.8),
            text("Decyzja", 1.2),
        ),
        rows=tuple(rows),
        source=own_source(context),
        landscape=len(found) > 10,
        small=len(found) > 4,
        note="Kolejność kryteriów K1, K2… jak w tabeli kryteriów.",
    )


def bundled(context: ChapterContext, bundle: Bundle) -> list[Undertaking]:
    """Projects of a bundle that the plan pays for: those of the reserve list wait outside its sums."""
    found = context.project.all(Undertaking, lambda undertaking: undertaking.bundle == bundle.id and undertaking.category is not Category.RESERVE)
    return sorted(found, key=lambda undertaking: context.numbering.code(undertaking.id))


def bundles(context: ChapterContext) -> Sequence[Block]:
    found = context.project.all(Bundle)
    if not found:
        return []
    code = context.numbering.code
    blocks: list[Block] = []
    rows = []
    for bundle in found:
        inside = bundled(context, bundle)
        cost = sum((finance.total(context.project, undertaking.id) for undertaking in inside), Decimal(0))
        rows.append(
            row(
                code(bundle.id),
                bundle.title,
                code(bundle.goal) if bundle.goal else None,
                joined([code(undertaking.id) for undertaking in inside]) or None,
                context.money(f"suma:wiazka:{code(bundle.id)}", f"Koszt wiązki {bundle.title}", cost, bundle.id),
                bundle.leader or None,
                record=bundle.id,
            )
        )
        if bundle.synergy:
            blocks.append(Paragraph(runs=(Run(text=f"{code(bundle.id)}. {bundle.title}. ", bold=True), *context.text(bundle.synergy)), record=bundle.id))
    table = Table(
        key="T-WIAZKI",
        caption="Wiązki projektów zintegrowanych",
        columns=(text("Kod", 0.7), text("Nazwa wiązki", 2.4), centred("Cel", 0.7), text("Projekty", 1.8), figure("Koszt łączny", "zł", 1.4), text("Lider wiązki", 1.8)),
        rows=tuple(rows),
        source=own_source(context, "karty projektów"),
    )
    return [*blocks, table]


def basic(context: ChapterContext) -> Sequence[Block]:
    return _project_list(context, Category.BASIC, "T-DZIAL-P", "Działania podstawowe")


def supplementary(context: ChapterContext) -> Sequence[Block]:
    return _project_list(context, Category.SUPPLEMENTARY, "T-DZIAL-U", "Działania uzupełniające")


def _project_list(context: ChapterContext, category: Category, key: str, caption: str) -> Sequence[Block]:
    found = of_category(context, category)
    if not found:
        return []
    code = context.numbering.code
    rows = []
    costs: list[Decimal] = []
    grants: list[Decimal] = []
    for undertaking in found:
        cost = finance.total(context.project, undertaking.id)
        grant = finance.total(context.project, undertaking.id, source="dotacja")
        costs.append(cost)
        grants.append(grant)
        years = year_range(undertaking.start.year, undertaking.end.year) if undertaking.start and undertaking.end else None
        rows.append(
            row(
                code(undertaking.id),
                undertaking.title,
                code(undertaking.goal) if undertaking.goal else None,
                code(undertaking.bundle) if undertaking.bundle else None,
                str(undertaking.type) if undertaking.type else None,
                undertaking.unit or undertaking.leader or None,
                undertaking.partners or "–",
                years,
                context.money(f"suma:{code(undertaking.id)}", f"Koszt projektu {undertaking.title}", cost, undertaking.id, "declared_cost"),
                context.money(f"dotacja:{code(undertaking.id)}", f"Dotacja projektu {undertaking.title}", grant, undertaking.id),
                context.money(f"inne:{code(undertaking.id)}", f"Inne źródła projektu {undertaking.title}", cost - grant, undertaking.id),
                record=undertaking.id,
            )
        )
    total, grant_total = sum(costs, Decimal(0)), sum(grants, Decimal(0))
    rows.append(
        row(
            "Razem",
            *[""] * 7,
            context.money(f"suma:{category}", "Razem", total, about=[u.id for u in found]),
            context.money(f"dotacja:{category}", "Razem dotacja", grant_total, about=[u.id for u in found]),
            context.money(f"inne:{category}", "Razem inne źródła", total - grant_total, about=[u.id for u in found]),
            total=True,
        )
    )
    table = Table(
        key=key,
        caption=caption,
        columns=(
            text("Kod", 0.9),
            text("Nazwa działania", 2.6),
            centred("Cel", 0.7),
            centred("Wiązka", 0.8),
            text("Typ", 1.1),
            text("Odpowiedzialny", 1.8),
            text("Partnerzy", 1.6),
            centred("Okres", 0.9),
            figure("Koszt całkowity", "zł", 1.2),
            figure("w tym dotacja", "zł", 1.2),
            figure("Inne źródła", "zł", 1.2),
        ),
        rows=tuple(rows),
        source=own_source(context, "karty projektów"),
        landscape=True,
        small=True,
    )
    return [table]


def cards(context: ChapterContext) -> Sequence[Block]:
    """A card for every basic and supplementary project, in the order of their codes."""
    found = sorted((*of_category(context, Category.BASIC), *of_category(context, Category.SUPPLEMENTARY)), key=lambda u: context.numbering.code(u.id))
    return [block for undertaking in found for block in project_card(context, undertaking)]


def reserve(context: ChapterContext) -> Sequence[Block]:
    found = of_category(context, Category.RESERVE)
    if not found:
        return []
    return [
        Bullets(
            items=tuple(
                (Run(text=f"{context.numbering.code(undertaking.id)} {undertaking.title}", bold=True), Run(text=f" – {undertaking.aim}" if undertaking.aim else ""))
                for undertaking in found
            )
        )
    ]
