"""SWOT, problems and their tree, for either of the twin documents."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from generator.blocks import Block, ChartBlock, Row, Run, Runs, Table
from generator.context import ChapterContext
from generator.tables import cell, centred, own_source, row, text
from generator.tokens import shown
from mrl_desktop.domain.charts import Chart, ChartKind, TreeNode
from mrl_desktop.domain.diagnosis import Challenge, Evidence, EvidenceKind, Problem, Quadrant, Scope, Survey, SwotItem
from mrl_desktop.polish import joined


def swot_table(context: ChapterContext, scope: Scope, key: str) -> Sequence[Block]:
    """Strengths beside weaknesses, opportunities beside threats; two columns a reader can follow aloud."""
    items = context.project.all(SwotItem, lambda item: item.scope is scope)
    if not items:
        return []
    rows: list[Row] = []
    for left, right in ((Quadrant.STRENGTH, Quadrant.WEAKNESS), (Quadrant.OPPORTUNITY, Quadrant.THREAT)):
        first = [item for item in items if item.quadrant is left]
        second = [item for item in items if item.quadrant is right]
        if rows:
            rows.append(Row(cells=(cell((Run(text="Szanse", bold=True),)), cell((Run(text="Zagrożenia", bold=True),))), group=True))
        for index in range(max(len(first), len(second))):
            pair = [first[index].text if index < len(first) else "", second[index].text if index < len(second) else ""]
            rows.append(row(*pair, record=(first[index] if index < len(first) else second[index]).id))
    return [
        Table(
            key=key,
            caption="Analiza SWOT",
            columns=(text("Mocne strony", 1), text("Słabe strony", 1)),
            rows=tuple(rows),
            source=own_source(context, "diagnoza i warsztaty"),
            first_column_header=False,
        )
    ]


def problem_table(context: ChapterContext, scope: Scope, key: str) -> Sequence[Block]:
    problems = context.project.all(Problem, lambda problem: problem.scope is scope)
    if not problems:
        return []
    code = context.numbering.code
    challenges = context.project.all(Challenge)
    rows = []
    for problem in problems:
        answered = [code(challenge.id) for challenge in challenges if problem.id in challenge.problems]
        rows.append(
            row(
                code(problem.id),
                problem.title,
                "; ".join(problem.causes) or None,
                "; ".join(problem.effects) or None,
                evidence_runs(context, problem.id) or None,
                problem.scale,
                joined(answered) or None,
                record=problem.id,
            )
        )
    return [
        Table(
            key=key,
            caption="Problemy kluczowe, przyczyny i skutki",
            columns=(
                centred("Kod", 0.6),
                text("Problem", 2),
                text("Przyczyny", 2.6),
                text("Skutki", 2.4),
                text("Dowód", 4),
                centred("Skala (1–5)", 0.6),
                centred("Wyzwanie", 0.7),
            ),
            rows=tuple(rows),
            source=own_source(context, "diagnoza i warsztaty"),
            small=True,
        )
    ]


def evidence_runs(context: ChapterContext, about: UUID) -> Runs:
    """What proves a problem or challenge, its numbers quoted as facts: „Indeks starości: 161,2 (2024)"."""
    runs: list[Run] = []
    for evidence in context.project.all(Evidence, lambda evidence: evidence.about == about):
        if runs:
            runs.append(Run(text="; "))
        if evidence.evidence_kind is EvidenceKind.INDICATOR and evidence.indicator in context.catalogue.indicators:
            definition = context.catalogue.indicators[evidence.indicator]
            fact = context.indicator(evidence.indicator, evidence.year)
            runs.append(Run(text=f"{definition.name}: "))
            if fact is None:
                runs.append(Run(text="[BRAK DANYCH]", missing=True))
            else:
                runs += [Run(text=shown(fact), fact=fact), Run(text=f" ({fact.year})")]
        elif evidence.evidence_kind is EvidenceKind.SURVEY:
            survey = context.project.one(Survey, evidence.survey)
            runs.append(Run(text=f"{survey.title}: {evidence.text}" if survey else evidence.text))
        else:
            runs.append(Run(text=evidence.text))
    return tuple(runs)


MOST_LEAVES = 24
"""Causes one picture can hold on a page; more problems go into a second picture."""


def problem_tree(context: ChapterContext, scope: Scope, key: str) -> Sequence[Block]:
    """Each problem with its causes, as many pictures as it takes; the table beside them is the text equivalent."""
    problems = context.project.all(Problem, lambda problem: problem.scope is scope)
    if not any(problem.causes for problem in problems):
        return []
    code = context.numbering.code
    parts: list[list[TreeNode]] = [[]]
    for problem in problems:
        branch = TreeNode(code=code(problem.id), text=problem.title, children=tuple(TreeNode(code="", text=cause) for cause in problem.causes[:3]))
        if parts[-1] and _leaves(parts[-1]) + _leaves([branch]) > MOST_LEAVES:
            parts.append([])
        parts[-1].append(branch)
    blocks: list[Block] = []
    for index, branches in enumerate(parts, start=1):
        chart = Chart(
            kind=ChartKind.TREE,
            title=f"Problemy {branches[0].code}–{branches[-1].code} i ich przyczyny" if len(branches) > 1 else f"Problem {branches[0].code} i jego przyczyny",
            root=TreeNode(code="", text="Problemy kluczowe", children=tuple(branches)),
            source=own_source(context, "warsztaty Zespołu Miejskiego"),
            alt="Drzewo problemów. " + " ".join(f"{branch.code} {branch.text}, przyczyny: {'; '.join(leaf.text for leaf in branch.children)}." for branch in branches),
        )
        caption = "Drzewo problemów" if len(parts) == 1 else f"Drzewo problemów, część {index}"
        blocks.append(ChartBlock(key=key if index == 1 else f"{key}-{index}", chart=chart, caption=caption))
    return blocks


def _leaves(branches: Sequence[TreeNode]) -> int:
    return sum(max(len(branch.children), 1) for branch in branches)
