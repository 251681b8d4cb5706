"""Chapter P3: the new development path, from challenges through vision and goals to the indicators they are judged by."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.blocks import Block, Bullets, ChartBlock, Look, Paragraph, Run, Runs, Table, plain
from generator.context import ChapterContext
from generator.tables import centred, figure, group_row, own_source, row, text
from mrl_desktop.domain.charts import Chart, ChartKind, TreeNode
from mrl_desktop.domain.diagnosis import Challenge, Problem, Scope
from mrl_desktop.domain.facts import Fact, Source
from mrl_desktop.domain.strategy import Direction, Goal, GoalLevel, Measure, PlanIndicator, Scenario, ScenarioScore, Vision
from mrl_desktop.domain.undertakings import Undertaking
from mrl_desktop.polish import counted, joined, number

ARROWS = {Direction.UP: "↑\u00a0wzrost", Direction.DOWN: "↓\u00a0spadek", Direction.LEVEL: "=\u00a0utrzymanie"}


def strategic_goals(context: ChapterContext) -> list[Goal]:
    return context.project.all(Goal, lambda goal: goal.level is GoalLevel.STRATEGIC)


def operational_goals(context: ChapterContext, parent: Goal) -> list[Goal]:
    return context.project.all(Goal, lambda goal: goal.level is GoalLevel.OPERATIONAL and goal.parent == parent.id)


def opening(context: ChapterContext) -> Sequence[Block]:
    strategic = strategic_goals(context)
    operational = sum(len(operational_goals(context, goal)) for goal in strategic)
    challenges = context.project.all(Challenge, lambda challenge: challenge.scope is Scope.PRL)
    vision = context.project.single(Vision)
    if not strategic and not challenges:
        return []
    path = f"Nowa ścieżka rozwoju nosi nazwę „{vision.path_name}”. " if vision.path_name else ""
    further = f" oraz {counted(operational, 'cel operacyjny', 'cele operacyjne', 'celów operacyjnych')}" if operational else ""
    lead = (
        f"{path}Plan odpowiada na {counted(len(challenges), 'wyzwanie', 'wyzwania', 'wyzwań')} i wyznacza "
        f"{counted(len(strategic), 'cel strategiczny', 'cele strategiczne', 'celów strategicznych')}{further}."
    )
    return [Paragraph(runs=plain(lead), look=Look.LEAD)]


def challenges(context: ChapterContext) -> Sequence[Block]:
    found = context.project.all(Challenge, lambda challenge: challenge.scope is Scope.PRL)
    if not found:
        return []
    rows = []
    for challenge in found:
        problems = [problem for problem in (context.project.one(Problem, link) for link in challenge.problems) if problem]
        named = "; ".join(f"{context.numbering.code(problem.id)} {problem.title}" for problem in problems)
        rows.append(row(context.numbering.code(challenge.id), challenge.title, named or None, challenge.potentials or None, challenge.priority, record=challenge.id))
    table = Table(
        key="T-WYZWANIA",
        caption="Kluczowe wyzwania rozwojowe",
        columns=(centred("Kod", 0.6), text("Wyzwanie", 2.4), text("Wynikające z problemów", 2.6), text("Potencjały do wykorzystania", 2.2), centred("Priorytet", 0.9)),
        rows=tuple(rows),
        source=own_source(context, "synteza diagnozy i warsztaty Zespołu Miejskiego"),
    )
    explained: list[Block] = [
        Paragraph(
            runs=(Run(text=f"{context.numbering.code(challenge.id)}. {challenge.title}. ", bold=True), *context.text(challenge.description)),
            record=challenge.id,
        )
        for challenge in found
        if challenge.description
    ]
    return [*explained, table]


def scenarios(context: ChapterContext) -> Sequence[Block]:
    variants = context.project.all(Scenario)
    if not variants:
        return []
    blocks: list[Block] = [
        Paragraph(runs=(Run(text=f"{variant.title}. ", bold=True), *context.text(variant.description)), record=variant.id) for variant in variants
    ]
    scores = context.project.all(ScenarioScore)
    criteria = list(dict.fromkeys(score.criterion for score in scores))
    by_place = {(score.criterion, score.scenario): score for score in scores}
    rows = []
    sums = {variant.id: 0 for variant in variants}
    weights = 0
    for criterion in criteria:
        first = next(score for score in scores if score.criterion == criterion)
        weight = first.weight or 1
        weights += weight
        points: list[int | None] = []
        for variant in variants:
            place = by_place.get((criterion, variant.id))
            points.append(place.score if place else None)
            sums[variant.id] += weight * ((place.score if place else None) or 0)
        rows.append(row(criterion, weight, *points))
    if rows:
        shares = [f"{number(Decimal(sums[variant.id] * 100) / (weights * 5), 1)}%" for variant in variants]
        rows.append(row("Wynik ważony (udział w możliwej sumie punktów)", weights, *shares, total=True))
        blocks.append(
            Table(
                key="T-SCENARIUSZE",
                caption="Warianty ścieżek rozwoju według kryteriów wyboru (oceny 1–5)",
                columns=(text("Kryterium", 3), centred("Waga", 0.7), *(centred(variant.title, 1.4) for variant in variants)),
                rows=tuple(rows),
                source=own_source(context),
            )
        )
    chosen = next((variant for variant in variants if variant.chosen), None)
    if chosen:
        reason = f" {chosen.reason}" if chosen.reason else ""
        blocks.insert(0, Paragraph(runs=(Run(text="Wybrana ścieżka: "), Run(text=f"{chosen.title}.", bold=True), *context.text(reason)), look=Look.CONCLUSION, record=chosen.id))
    return blocks


def vision(context: ChapterContext) -> Sequence[Block]:
    record = context.project.single(Vision)
    blocks: list[Block] = []
    if record.slogan:
        blocks.append(Paragraph(runs=plain(record.slogan), look=Look.QUOTE, record=record.id))
    if record.text:
        year = f"W {record.year} r. " if record.year else ""
        blocks.extend(Paragraph(runs=context.text(year * (index == 0) + part), record=record.id) for index, part in enumerate(record.text.split("\n\n")))
    if record.path_text:
        blocks.append(Paragraph(runs=(Run(text=f"{record.path_name}. ", bold=True), *context.text(record.path_text)), record=record.id))
    return blocks


def goals(context: ChapterContext) -> Sequence[Block]:
    strategic = strategic_goals(context)
    if not strategic:
        return []
    code = context.numbering.code
    rows = []
    branches = []
    for goal in strategic:
        answered = joined([code(link) for link in goal.challenges if link in context.project])
        rows.append(group_row(f"{code(goal.id)}. {goal.title}", 4, goal.id))
        leaves = []
        for operational in operational_goals(context, goal):
            measures = context.project.all(Measure, lambda measure, owner=operational.id: measure.goal == owner)  # type: ignore[misc]
            named = "; ".join(f"{code(measure.id)} {measure.title}" for measure in measures)
            own_answers = joined([code(link) for link in operational.challenges if link in context.project]) or answered
            dimensions = joined([str(dimension) for dimension in operational.dimensions or goal.dimensions])
            rows.append(row(f"{code(operational.id)}. {operational.title}", named or None, own_answers or None, dimensions or None, record=operational.id))
            leaves.append(TreeNode(code=code(operational.id), text=operational.title))
        branches.append(TreeNode(code=code(goal.id), text=goal.title, children=tuple(leaves)))
    described: list[Block] = [
        Paragraph(runs=(Run(text=f"{code(goal.id)}. {goal.title}. ", bold=True), *context.text(goal.description)), record=goal.id)
        for goal in strategic
        if goal.description
    ]
    slogan = context.project.single(Vision).slogan or "Wizja"
    alt = "Drzewo celów. " + " ".join(
        f"{branch.code} {branch.text}: " + "; ".join(f"{leaf.code} {leaf.text}" for leaf in branch.children) + "." for branch in branches
    )
    tree = Chart(
        kind=ChartKind.TREE,
        title=f"Do wizji prowadzą {counted(len(strategic), 'cel strategiczny', 'cele strategiczne', 'celów strategicznych')} i {counted(sum(len(branch.children) for branch in branches), 'cel operacyjny', 'cele operacyjne', 'celów operacyjnych')}",
        subtitle="Układ celów strategicznych i operacyjnych",
        root=TreeNode(code="", text=slogan, children=tuple(branches)),
        source=own_source(context),
        alt=alt,
    )
    table = Table(
        key="T-CELE",
        caption="Układ celów",
        columns=(text("Cel operacyjny", 2.4), text("Kierunki działań", 3.2), text("Odpowiada na wyzwanie", 1.2), text("Wymiar", 1.4)),
        rows=tuple(rows),
        source=own_source(context),
    )
    return [*described, ChartBlock(key="W-CELE", chart=tree, caption="Drzewo celów"), table]


def logic(context: ChapterContext) -> Sequence[Block]:
    """T-LOGIKA, derived: impact from strategic goals, results from operational ones, outputs and input from projects."""
    strategic = strategic_goals(context)
    if not strategic:
        return []
    code = context.numbering.code
    rows = []
    for goal in strategic:
        rows.append(group_row(f"{code(goal.id)}. {goal.title}", 5, goal.id))
        rows.append(row("Oddziaływanie", goal.title, _indicator_names(context, [goal]), _indicator_sources(context, [goal]), goal.assumptions or None, record=goal.id))
        children = operational_goals(context, goal)
        for child in children:
            rows.append(row("Rezultat", f"{code(child.id)} {child.title}", _indicator_names(context, [child]), _indicator_sources(context, [child]), child.assumptions or None, record=child.id))
        projects = [project for child in children for project in context.project.all(Undertaking, lambda u, owner=child.id: u.goal == owner)]  # type: ignore[misc]
        if projects:
            named = "; ".join(f"{code(project.id)} {project.title}" for project in projects)
            rows.append(row("Produkt i działanie", named, "wskaźniki produktu w kartach projektów", "protokoły odbioru, sprawozdania", "terminowe zamówienia, dostępność wykonawców"))
    table = Table(
        key="T-LOGIKA",
        caption="Matryca logiczna",
        columns=(text("Poziom", 1), text("Opis", 3.6), text("Wskaźnik", 2.6), text("Źródło weryfikacji", 1.5), text("Założenia i ryzyka", 2.2)),
        rows=tuple(rows),
        source=own_source(context),
        small=True,
    )
    return [table]


def _indicators(context: ChapterContext, goals: list[Goal]) -> list[PlanIndicator]:
    owners = {goal.id for goal in goals}
    return context.project.all(PlanIndicator, lambda indicator: indicator.about in owners)


def _indicator_names(context: ChapterContext, goals: list[Goal]) -> str | None:
    return "; ".join(indicator.name for indicator in _indicators(context, goals)) or None


def _indicator_sources(context: ChapterContext, goals: list[Goal]) -> str | None:
    return "; ".join(dict.fromkeys(indicator.source for indicator in _indicators(context, goals) if indicator.source)) or None


def indicators(context: ChapterContext) -> Sequence[Block]:
    goals_in_order = [part for goal in strategic_goals(context) for part in (goal, *operational_goals(context, goal))]
    blocks = [indicator_table(context, goals_in_order, key="T-WSK-CELE", caption="Wskaźniki realizacji celów")]
    return [block for block in blocks if block is not None]


def indicator_table(context: ChapterContext, goals: Sequence[Goal], *, key: str, caption: str) -> Table | None:
    """T-WSK-CELE for goals in order; None while no goal has an indicator."""
    rows = []
    for goal in goals:
        found = _indicators(context, [goal])
        if found:
            rows.append(group_row(f"{context.numbering.code(goal.id)}. {goal.title}", 9, goal.id))
        for indicator in found:
            rows.append(
                row(
                    indicator.name,
                    str(indicator.indicator_kind),
                    indicator.unit,
                    measured(indicator, "baseline"),
                    measured(indicator, "interim"),
                    measured(indicator, "target"),
                    ARROWS.get(indicator.direction) if indicator.direction else None,
                    indicator.source or None,
                    indicator.frequency or None,
                    record=indicator.id,
                )
            )
    if not rows:
        return None
    return Table(
        key=key,
        caption=caption,
        columns=(
            text("Wskaźnik", 3),
            text("Rodzaj", 1.3),
            text("Jednostka", 0.9),
            figure("Wartość bazowa (rok)", weight=1.2),
            figure("Wartość pośrednia (rok)", weight=1.2),
            figure("Wartość docelowa (rok)", weight=1.2),
            text("Kierunek", 1),
            text("Źródło danych", 1.6),
            text("Pomiar", 0.8),
        ),
        rows=tuple(rows),
        source=own_source(context, "dane GUS BDL i sprawozdania miasta"),
        landscape=True,
        small=True,
    )


def measured(indicator: PlanIndicator, which: str) -> Runs | None:
    """„12,5 (2024)": the `baseline`, `interim` or `target` of an indicator with its year; the number leads back to its form."""
    if which == "target" and indicator.target_text:
        return plain(indicator.target_text)
    value, year = getattr(indicator, which), getattr(indicator, f"{which}_year")
    if value is None:
        return None
    label = {"baseline": "wartość bazowa", "interim": "wartość pośrednia", "target": "wartość docelowa"}[which]
    source = Source(record=indicator.id, field=which)
    fact = Fact(key=f"{which}:{indicator.id}", label=f"{indicator.name} – {label}", value=value, unit=indicator.unit, year=year, decimals=decimals_of(value), source=source)
    return (Run(text=number(value), fact=fact), *((Run(text=f" ({year})"),) if year else ()))


def decimals_of(value: Decimal) -> int:
    """Decimals a value is printed with when it says nothing of them itself: as many as needed, at most two."""
    return len(number(value).partition(",")[2])


def goal_list(context: ChapterContext) -> Bullets:
    """The strategic goals as a list, for the summary."""
    code = context.numbering.code
    return Bullets(items=tuple((Run(text=f"{code(goal.id)}. ", bold=True), Run(text=goal.title)) for goal in strategic_goals(context)))
