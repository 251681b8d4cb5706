"""Chapter P2: the town in its surroundings, its place in the group, surveys, the old strategy, stakeholders, and the summary."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, ChartBlock, Look, Paragraph, Row, Run, Table
from generator.context import ChapterContext
from generator.dimension import areas_by_score, key_figures, place_sentence
from generator.indicator_blocks import changed, group_note, named, place
from generator.swot import problem_table, problem_tree, swot_table
from generator.tables import cell, centred, data_source, figure, group_row, own_source, row, text, typed
from mrl_desktop.analysis.diagnosis import AreaResult
from mrl_desktop.domain.diagnosis import Scope, Stakeholder, StrategyReview, Survey
from mrl_desktop.domain.facts import Fact
from mrl_desktop.polish import counted, joined, number, signed

MOST_ENDS = 5
"""Indicators shown on each side of T-MRL-STRONY."""
SYMBOLS = {"+": "przychylna (+)", "0": "obojętna (0)", "–": "niechętna (–)", "-": "niechętna (–)"}


def opening(context: ChapterContext) -> Sequence[Block]:
    blocks: list[Block] = []
    whole = context.diagnosis.area("")
    if whole is not None and whole.position is not None:
        blocks.append(Paragraph(runs=place_sentence(whole.name, whole, areas_by_score(context)), look=Look.LEAD))
    figures = key_figures(context, ("D00", "D02", "F01"))
    if figures:
        blocks.append(figures)
    return blocks


def town(context: ChapterContext) -> Sequence[Block]:
    """Card of the town from the register: where it lies, how large it is, with whom it is compared."""
    place = context.town
    if place is None:
        return []
    population = context.variable("ludnosc")
    density = context.indicator("D01")
    rows = [
        row("Województwo", place.voivodeship or None),
        row("Powiat", place.powiat or None),
        row("Rodzaj gminy", _kind(place.unit_type)),
        row("Identyfikator terytorialny", place.code),
        row("Powierzchnia [km²]", number(place.area_km2, 2) if place.area_km2 is not None else None),
    ]
    if population is not None:
        rows.append(row(f"Liczba ludności (31 XII {population.year})", population))
    if density is not None:
        rows.append(row(f"Gęstość zaludnienia ({density.year}) [os. na km²]", density))
    group = context.diagnosis.group
    rows.append(row("Grupa porównawcza", f"{group.name} ({counted(len(group.members), 'gmina', 'gminy', 'gmin')})"))
    return [
        Table(
            key="T-MIASTO",
            caption="Karta miasta",
            columns=(text("Cecha", 2), text("Wartość", 3)),
            rows=tuple(rows),
            source=data_source([population, density]),
        )
    ]


def _kind(unit_type: str) -> str | None:
    return {"1": "gmina miejska", "2": "gmina wiejska", "3": "gmina miejsko-wiejska"}.get(unit_type)


def position(context: ChapterContext) -> Sequence[Block]:
    """T-MRL-SYNT with the radar, the chart value × dynamics, and the strongest and weakest single indicators."""
    diagnosis = context.diagnosis
    levels = [area for area in diagnosis.areas if area.key in context.catalogue.areas or area.key in context.catalogue.dimensions or not area.key]
    if not levels:
        return []
    rows = []
    facts: list[Fact | None] = []
    for area in levels:
        facts.append(area.value)
        top = area.key not in context.catalogue.areas
        rank = f"{area.position.rank}/{area.position.count}" if area.position else None
        first = cell(area.first) if area.first is not None else cell(None)
        rows.append(row(area.name, first, area.value, _dynamics(area), rank, area.rating or None, area.quadrant or None, total=top))
    blocks: list[Block] = [
        Paragraph(runs=(Run(text=f"{diagnosis.group.basis} "), *_members(context))),
        ChartBlock(key="W-RADAR", chart=diagnosis.radar(), caption="Ocena syntetyczna obszarów na tle grupy"),
        ChartBlock(key="W-CWIARTKI", chart=diagnosis.scatter(), caption="Wartość i dynamika obszarów"),
        Table(
            key="T-MRL-SYNT",
            caption="Wyniki syntetyczne na tle grupy porównawczej",
            columns=(
                text("Wymiar i obszar", 3),
                figure("Ocena – pierwszy rok", weight=1),
                figure("Ocena – ostatni rok", weight=1),
                figure("Dynamika", weight=0.9),
                centred("Miejsce", 0.8),
                text("Pozycja", 1.6),
                text("Położenie na wykresie", 1.5),
            ),
            rows=tuple(rows),
            source=data_source(facts),
            note="Ocena to średnia ze standaryzowanych wskaźników: 0 oznacza średnią grupy, wartości dodatnie – pozycję korzystniejszą.",
            small=True,
        ),
    ]
    ends = ends_table(context)
    return [*blocks, ends] if ends else blocks


def _dynamics(area: AreaResult) -> Run | None:
    """How the score moved, as a fact resting on both scores."""
    if area.dynamics is None:
        return None
    inputs = tuple(fact for fact in (area.value, area.first) if fact is not None)
    fact = Fact(key=f"{area.value.key}:dynamika", label=f"{area.name} – zmiana oceny", value=area.dynamics, decimals=2, year=area.value.year, formula="ocena ostatnia − pierwsza", inputs=inputs)
    return Run(text=signed(area.dynamics, 2), fact=fact)


def ends_table(context: ChapterContext) -> Table | None:
    """T-MRL-STRONY: the indicators in which the town is strongest and weakest against its group; None without either."""
    rows: list[Row] = []
    facts: list[Fact | None] = []
    for title, found in (("Najmocniejsze strony", context.diagnosis.strengths[:MOST_ENDS]), ("Najsłabsze strony", context.diagnosis.weaknesses[:MOST_ENDS])):
        if found:
            rows.append(group_row(title, 5))
        for result in found:
            facts.append(result.own)
            rows.append(row(named(result.definition), str(result.own.year) if result.own else None, result.own, result.group_mean, place(result)))
    if not rows:
        return None
    return Table(
        key="T-MRL-STRONY",
        caption="Najmocniejsze i najsłabsze strony według pojedynczych wskaźników",
        columns=(text("Wskaźnik [jednostka]", 4), centred("Rok", 0.7), figure(context.settings.town_name or "Miasto", weight=1.1), figure("Średnia grupy", weight=1.1), centred("Miejsce", 0.9)),
        rows=tuple(rows),
        source=data_source(facts),
        note=f"{group_note(context)} Miejsce 1 oznacza wartość najkorzystniejszą.",
        small=True,
    )


def _members(context: ChapterContext) -> tuple[Run, ...]:
    names = [context.diagnosis.names.get(code, code) for code in context.diagnosis.group.members]
    if not names or len(names) > 40:
        return ()
    return (Run(text=f"Do grupy należą: {joined(names)}."),)


def surveys(context: ChapterContext) -> Sequence[Block]:
    found = context.project.all(Survey)
    if not found:
        return []
    rows = []
    for survey in found:
        rate = 100 * survey.sample / survey.population if survey.sample and survey.population else None
        error = margin_of_error(survey.sample, survey.population)
        rows.append(
            row(
                survey.title,
                survey.group or None,
                survey.technique or None,
                survey.term or None,
                typed(survey.id, "population", survey.population, f"{survey.title} – wielkość populacji"),
                typed(survey.id, "sample", survey.sample, f"{survey.title} – wielkość próby"),
                None if rate is None else number(rate, 1),
                None if error is None else number(error, 1),
                record=survey.id,
            )
        )
    table = Table(
        key="T-BAD-META",
        caption="Zestawienie badań",
        columns=(
            text("Badanie", 2),
            text("Grupa badana", 1.8),
            text("Technika", 1),
            text("Termin", 1.3),
            figure("Wielkość populacji", weight=1),
            figure("Wielkość próby", weight=0.9),
            figure("Stopa zwrotu", "%", 0.8),
            figure("Maks. błąd", "p.p.", 0.8),
        ),
        rows=tuple(rows),
        source=own_source(context),
        note="Maksymalny błąd oszacowania przy poziomie ufności 95%, jak dla próby losowej.",
        small=True,
    )
    blocks: list[Block] = [table]
    for survey in found:
        if survey.conclusions:
            blocks.append(Paragraph(runs=(Run(text=f"{survey.title}. ", bold=True), *context.text(survey.conclusions)), record=survey.id))
    return blocks


def margin_of_error(sample: int | None, population: int | None) -> float | None:
    """Greatest error of a share in percentage points: z·√(0.25/n·(N−n)/(N−1)), z = 1.96; None without both numbers."""
    if not sample or not population or population <= 1 or sample > population:
        return None
    return float(100 * 1.96 * (0.25 / sample * (population - sample) / (population - 1)) ** 0.5)


def strategy_review(context: ChapterContext) -> Sequence[Block]:
    """T-OCENA-STRAT: each goal of the strategy in force against what its indicator did, in the town and in the group."""
    found = context.project.all(StrategyReview)
    if not found:
        return []
    rows = []
    facts: list[Fact | None] = []
    for review in found:
        result = context.result(review.indicator)
        facts.append(result.own if result else None)
        group = result.group_change if result else None
        group_change = None
        if group is not None and group.value is not None:
            words = signed(group.value, group.decimals) + ("%" if group.unit == "%" else "\u00a0p.p." if group.unit == "p.p." else "")
            group_change = Run(text=words, fact=group)
        rows.append(
            row(
                review.title,
                result.definition.name if result else review.indicator or None,
                changed(result) if result else None,
                group_change,
                f"{review.rating} / 5" if review.rating else None,
                review.conclusion or None,
                record=review.id,
            )
        )
    return [
        Table(
            key="T-OCENA-STRAT",
            caption="Ocena skuteczności dotychczasowej strategii",
            columns=(
                text("Cel obowiązującej strategii", 2.2),
                text("Wskaźnik", 2),
                figure("Zmiana w mieście", weight=1),
                figure("Zmiana w grupie", weight=1),
                centred("Ocena", 0.7),
                text("Wniosek", 2.8),
            ),
            rows=tuple(rows),
            source=data_source(facts),
            small=True,
        )
    ]


def stakeholders(context: ChapterContext) -> Sequence[Block]:
    found = context.project.all(Stakeholder)
    if not found:
        return []
    key = [one.name for one in found if (one.influence or 0) >= 4 and (one.engagement or 0) >= 4]
    blocks: list[Block] = []
    if key:
        blocks.append(Paragraph(runs=(Run(text=f"Kluczowi partnerzy – o dużym wpływie i dużym zainteresowaniu – to: {joined(key)}."),), look=Look.CONCLUSION))
    blocks.append(
        Table(
            key="T-INTERES",
            caption="Interesariusze",
            columns=(
                centred("Lp.", 0.5),
                text("Interesariusz", 2),
                text("Typ", 1.2),
                text("Interes", 2.4),
                centred("Wpływ (1–5)", 0.8),
                centred("Zainteresowanie (1–5)", 1.2),
                text("Postawa", 1.2),
                text("Sposób włączenia", 2.2),
            ),
            rows=tuple(
                row(index, one.name, one.type or None, one.interest or None, one.influence, one.engagement, SYMBOLS.get(one.attitude), one.involvement or None, record=one.id)
                for index, one in enumerate(found, start=1)
            ),
            source=own_source(context, "warsztat interesariuszy"),
            landscape=True,
            small=True,
        )
    )
    return blocks


def swot(context: ChapterContext) -> Sequence[Block]:
    return [*swot_table(context, Scope.PRL, "T-SWOT"), *problem_table(context, Scope.PRL, "T-PROBLEMY"), *problem_tree(context, Scope.PRL, "W-PROBLEMY")]


