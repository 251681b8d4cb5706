"""Chapters of projects that hardly exist yet: nothing, one record, many. They must not fail, and say what is missing rather than print stubs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from generator.blocks import Bullets, ChartBlock, Document, Heading, KeyFigures, Paragraph, Run, Table, runs_of
from generator.context import ChapterContext
from generator.document import build, chapter_of
from generator.outline import Entry, load_outline
from generator.prl import coherence, diagnosis, finance, front, introduction, management, participation, projects, risk, schedule, strategy
from generator.swot import problem_tree, swot_table
from mrl_desktop.domain.diagnosis import Challenge, Problem, Quadrant, Scope, Stakeholder, SwotItem
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.narrative import Narrative
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.strategy import Goal, GoalLevel, IndicatorKind, PlanIndicator
from mrl_desktop.domain.undertakings import BudgetLine, Bundle, Category, HorizontalAnswer, Milestone, Risk, Task, Undertaking

Small = Callable[..., ChapterContext]
ENTRIES = [(scope, entry) for scope in Scope for entry in load_outline(scope).entries if not entry.key.endswith("00")]


def said(blocks: object) -> str:
    """Text of blocks, runs of a paragraph, cell or item joined as they are printed."""
    lines: list[str] = []
    for block in blocks:  # type: ignore[attr-defined]
        parts: tuple[Sequence[Run], ...] = (tuple(runs_of(block)),)
        if isinstance(block, Table):
            parts = tuple(cell.runs for row in block.rows for cell in row.cells)
        elif isinstance(block, Bullets):
            parts = block.items
        lines += ["".join(run.text for run in part) for part in parts]
    return " ".join(lines).replace("\u00a0", " ")


@pytest.mark.parametrize(("scope", "entry"), ENTRIES, ids=[f"{scope}-{entry.key}" for scope, entry in ENTRIES])
def test_a_chapter_of_an_empty_project_is_a_heading_and_tells_what_is_missing(small: Small, scope: Scope, entry: Entry) -> None:
    chapter = chapter_of(entry, small(scope=scope, settings=Settings()))
    assert not any(isinstance(block, Table) and not block.rows for block in chapter.blocks)
    assert not any(isinstance(block, Bullets) and not block.items for block in chapter.blocks)
    assert not any(isinstance(block, Paragraph) and not said([block]).strip() for block in chapter.blocks)
    if entry.required:
        assert isinstance(chapter.blocks[0], Heading)
    if entry.required and entry.min_words:
        assert chapter.missing == ("brakuje własnego tekstu rozdziału",)


@pytest.mark.parametrize("scope", list(Scope))
def test_both_documents_of_an_empty_project_are_built(small: Small, scope: Scope) -> None:
    document = build(small(scope=scope, settings=Settings()))
    assert isinstance(document, Document) and len(document.chapters) == len(load_outline(scope).entries)


def test_a_town_without_any_statistics_has_a_card_and_no_invented_numbers(small: Small) -> None:
    context = small()
    (card,) = diagnosis.town(context)
    assert isinstance(card, Table)
    assert "Identyfikator terytorialny" in said([card])
    assert diagnosis.position(context) == [] and diagnosis.opening(context) == []


def test_one_value_gives_one_sentence_and_no_table_of_one_row(small: Small) -> None:
    from generator.prl import economy

    context = small(values=[("stopa_bezrobocia", "9901000", 2024, 8.4)])
    blocks = economy.labour(context)
    assert not any(isinstance(block, Table) for block in blocks)


def test_a_single_strategic_goal_is_said_in_the_singular(small: Small) -> None:
    goal = Goal(id=uuid4(), level=GoalLevel.STRATEGIC, title="Miasto blisko")
    context = small(goal)
    (lead,) = strategy.opening(context)
    assert "Plan odpowiada na 0 wyzwań i wyznacza 1 cel strategiczny." in said([lead])
    assert "Cele strategiczne planu:" in said(front.summary(context))


def plan(basic: int = 1, reserve: int = 0) -> list[object]:
    """A goal, a bundle and projects of 100 000,00 zł each, half of it a grant."""
    strategic = Goal(id=uuid4(), level=GoalLevel.STRATEGIC, title="Wspólnota")
    operational = Goal(id=uuid4(), level=GoalLevel.OPERATIONAL, parent=strategic.id, title="Usługi")
    bundle = Bundle(id=uuid4(), title="Blisko", goal=strategic.id)
    records: list[object] = [strategic, operational, bundle]
    for index in range(basic + reserve):
        project = Undertaking(
            id=uuid4(), title=f"Projekt {index + 1}", goal=operational.id, bundle=bundle.id, start=date(2026, 3, 1), end=date(2027, 6, 30), position=index,
            category=Category.BASIC if index < basic else Category.RESERVE, maintenance_cost=Decimal(12000), durability_years=1,
        )
        records += [
            project,
            BudgetLine(id=uuid4(), about=project.id, source="dotacja", year=2026, amount=Decimal("50000.10")),
            BudgetLine(id=uuid4(), about=project.id, source="wklad_wlasny", year=2027, amount=Decimal("49999.90")),
            Task(id=uuid4(), undertaking=project.id, title="Roboty", start=date(2026, 3, 1), end=date(2027, 6, 30), cost=Decimal(100000)),
        ]
    return records


def test_one_project_is_counted_in_the_singular_and_its_money_is_exact(small: Small) -> None:
    context = small(*plan())
    (lead,) = projects.opening(context)
    assert said([lead]) == "Plan obejmuje 1 projekt o łącznym koszcie 100 000,00 zł."
    (table,) = finance.by_goal(context)
    assert isinstance(table, Table)
    assert "100 000,00" in said([table]) and "50 000,10" in said([table])


def test_money_of_the_reserve_list_stays_out_of_every_sum(small: Small) -> None:
    context = small(*plan(basic=2, reserve=1))
    (lead,) = projects.opening(context)
    assert "Plan obejmuje 2 projekty o łącznym koszcie 200 000,00 zł" in said([lead])
    assert "Na liście rezerwowej czeka 1 projekt." in said([lead])
    *_, bundles = projects.bundles(context)
    assert isinstance(bundles, Table) and "200 000,00" in said([bundles])
    assert "0,2 mln zł" not in said(front.summary(context)) and "200 tys. zł" in said(front.summary(context))


def test_columns_in_which_nobody_wrote_anything_are_left_out(small: Small) -> None:
    tables = {block.key: block for block in projects.cards(small(*plan())) if isinstance(block, Table)}
    (tasks,) = [table for key, table in tables.items() if key.startswith("T-ZADANIA")]
    assert [column.title for column in tasks.columns] == ["Nr", "Zadanie", "Od", "Do", "Koszt"]
    assert all(len(row.cells) == 5 for row in tasks.rows)


def test_a_year_of_durability_is_one_year(small: Small) -> None:
    (_, table) = finance.upkeep_table(small(*plan()))
    assert isinstance(table, Table) and "1 rok" in said([table])


def test_a_schedule_names_the_year_in_which_most_happens(small: Small) -> None:
    records = plan(basic=3)
    owner = next(record for record in records if isinstance(record, Undertaking))
    blocks = schedule.schedule(small(*records, Milestone(id=uuid4(), about=owner.id, title="Otwarcie", due=date(2027, 5, 4))))
    chart = blocks[0]
    assert isinstance(chart, ChartBlock) and chart.chart.title == "Najwięcej dzieje się w 2026 r.: 3 z 3 przedsięwzięć w toku"
    assert [block.key for block in blocks if isinstance(block, Table)] == ["T-GANTT-KAMIENIE", "T-GANTT"]


def test_a_project_cards_facts_lead_to_the_records_the_numbers_were_typed_into(small: Small) -> None:
    records = plan()
    owner = next(record for record in records if isinstance(record, Undertaking))
    facts = [run.fact for block in projects.cards(small(*records)) for run in runs_of(block) if run.fact is not None]
    assert {source.record for fact in facts for source in fact.sources()} >= {owner.id}


def test_a_risk_not_yet_judged_does_not_break_the_map(small: Small) -> None:
    blocks = risk.register(small(Risk(id=uuid4(), title="Brak wykonawców", scope=Scope.PRL)))
    chart = next(block for block in blocks if isinstance(block, ChartBlock))
    assert chart.chart.title == "Ryzyk jeszcze nie oceniono"
    assert "Rozpoznano 1 ryzyko; żadne nie osiąga poziomu wysokiego." in said(blocks)


def test_grave_risks_are_named_in_the_conclusion(small: Small) -> None:
    grave = [Risk(id=uuid4(), title=title, scope=Scope.PRL, probability=5, impact=4, position=index) for index, title in enumerate(("Drożyzna", "Brak rąk"))]
    blocks = risk.register(small(*grave))
    assert "Spośród 2 ryzyk poziom wysoki osiągają R1 (Drożyzna) i R2 (Brak rąk)." in said(blocks)


def test_a_problem_without_causes_has_a_table_row_and_no_tree(small: Small) -> None:
    context = small(Problem(id=uuid4(), title="Ubywa mieszkańców", scope=Scope.PRL))
    assert list(problem_tree(context, Scope.PRL, "W")) == []
    many = [Problem(id=uuid4(), title=f"Problem {index}", causes=("a", "b", "c"), scope=Scope.PRL, position=index) for index in range(10)]
    trees = [block for block in problem_tree(small(*many), Scope.PRL, "W") if isinstance(block, ChartBlock)]
    assert [tree.caption for tree in trees] == ["Drzewo problemów, część 1", "Drzewo problemów, część 2"]


def test_swot_pairs_sides_of_unequal_length(small: Small) -> None:
    items = [SwotItem(id=uuid4(), quadrant=Quadrant.STRENGTH, text=f"mocna {index}", scope=Scope.PRL, position=index) for index in range(3)]
    (table,) = swot_table(small(*items, SwotItem(id=uuid4(), quadrant=Quadrant.WEAKNESS, text="słaba", scope=Scope.PRL)), Scope.PRL, "T")
    assert isinstance(table, Table)
    assert next([said_cell.runs[0].text for said_cell in row.cells] for row in table.rows) == ["mocna 0", "słaba"]


def test_key_partners_are_those_of_great_influence_and_interest(small: Small) -> None:
    found = [Stakeholder(id=uuid4(), name="Izba", influence=5, engagement=4), Stakeholder(id=uuid4(), name="Media", influence=2, engagement=5)]
    blocks = diagnosis.stakeholders(small(*found))
    assert "Kluczowi partnerzy – o dużym wpływie i dużym zainteresowaniu – to: Izba." in said(blocks[:1])


def test_each_project_that_waits_for_the_institution_has_one_row(small: Small) -> None:
    records = plan()
    owner = next(record for record in records if isinstance(record, Undertaking))
    actions = [InstitutionalAction(id=uuid4(), title=title, conditions=(owner.id,), link_comment=f"{title} to warunek.", position=index) for index, title in enumerate(("Biuro", "Rejestr"))]
    (table,) = introduction.link_with_pri(small(*records, *actions))
    assert isinstance(table, Table) and len(table.rows) == 1
    assert "DI1 Biuro; DI2 Rejestr" in said([table]) and "Biuro to warunek. Rejestr to warunek." in said([table])


def test_a_project_without_a_principle_is_named(small: Small) -> None:
    records = plan(basic=2)
    first, second = [record for record in records if isinstance(record, Undertaking)]
    context = small(*records)
    keys = list(context.principles)[:2]
    answers = [HorizontalAnswer(id=uuid4(), scope=Scope.PRL, undertaking=first.id, principle=key, way="tak robimy") for key in keys]
    answers.append(HorizontalAnswer(id=uuid4(), scope=Scope.PRL, undertaking=second.id, principle=keys[0], way="tak samo"))
    text = said(coherence.horizontal(small(*records, *answers)))
    assert "Do uzupełnienia:" in text and "tak robimy" not in text
    answers.append(HorizontalAnswer(id=uuid4(), scope=Scope.PRL, undertaking=second.id, principle=keys[1], way="też"))
    assert "Karta każdego z 2 projektów opisuje sposób realizacji 2 zasad." in said(coherence.horizontal(small(*records, *answers)))


def test_indicators_of_goals_print_values_with_years_as_facts(small: Small) -> None:
    goal = Goal(id=uuid4(), level=GoalLevel.STRATEGIC, title="Wspólnota")
    indicator = PlanIndicator(
        id=uuid4(), about=goal.id, name="Saldo migracji", indicator_kind=IndicatorKind.IMPACT, unit="na 1000 ludności",
        baseline=Decimal("-5.2"), baseline_year=2024, target=Decimal("-3.5"), target_year=2030,
    )
    context = small(goal, indicator)
    (table,) = strategy.indicators(context)
    quoted = {run.text: run.fact for run in runs_of(table) if run.fact is not None}
    assert set(quoted) == {"−5,2", "−3,5"}
    assert {source.field for fact in quoted.values() for source in fact.sources()} == {"baseline", "target"}
    assert "z −5,2 (2024) do −3,5 (2030)" in said(front.summary(context))


def test_chapters_of_registers_are_empty_without_records(small: Small) -> None:
    context = small()
    for made in (management.monitoring(context), participation.report(context), coherence.coherence(context), schedule.schedule(context), introduction.team(context)):
        assert list(made) == []


def test_challenges_are_counted_in_the_form_their_number_asks_for(small: Small) -> None:
    one = small(Challenge(id=uuid4(), title="Zatrzymać młodych", scope=Scope.PRL))
    assert "Diagnoza prowadzi do 1 wyzwania:" in said(front.summary(one))
    many = small(*(Challenge(id=uuid4(), title=f"Wyzwanie {index}", scope=Scope.PRL, position=index) for index in range(5)))
    assert "Diagnoza prowadzi do 5 wyzwań:" in said(front.summary(many))


def test_own_sub_headings_stand_one_level_below_their_chapter(small: Small) -> None:
    from generator.context import narrative_id

    texts = [Narrative(id=narrative_id(Scope.PRL, key), document=Scope.PRL, chapter=key, text="# Podrozdział\n\nTekst.") for key in ("P8", "P2.7", "P2.3.9")]
    context = small(*texts)
    levels = {key: next(block.level for block in context.own_text(key) if isinstance(block, Heading)) for key in ("P8", "P2.7", "P2.3.9")}
    assert levels == {"P8": 2, "P2.7": 3, "P2.3.9": 4}


def test_key_figures_are_left_out_without_values(small: Small) -> None:
    assert not any(isinstance(block, KeyFigures) for block in front.summary(small()))
