"""What an indicator of the diagnosis can become in the plan: evidence, an indicator of a goal, an entry of SWOT."""

from __future__ import annotations

from mrl_desktop.analysis.diagnosis import Diagnosis, IndicatorResult
from mrl_desktop.domain.diagnosis import Challenge, Dimension, Evidence, EvidenceKind, Problem, Quadrant, Scope, SwotItem
from mrl_desktop.domain.strategy import Goal, GoalLevel, IndicatorKind, PlanIndicator
from mrl_desktop.ui.pages.goals import from_catalogue
from mrl_desktop.ui.session import ProjectSession

DIMENSIONS = {"G": Dimension.ECONOMIC, "S": Dimension.SOCIAL}
"""Dimension of the catalogue to dimension of the plan, where one follows from the other."""


def provable(session: ProjectSession) -> list[Problem | Challenge]:
    """Problems and challenges an indicator can support, problems first."""
    project = session.project
    return [*project.all(Problem, lambda one: one.scope is Scope.PRL), *project.all(Challenge, lambda one: one.scope is Scope.PRL)]


def measurable(session: ProjectSession) -> list[Goal]:
    """Goals that an indicator can measure, operational ones first."""
    levels = (GoalLevel.OPERATIONAL, GoalLevel.STRATEGIC)
    return sorted(session.project.all(Goal, lambda goal: goal.level in levels), key=lambda goal: levels.index(goal.level))


def prove(session: ProjectSession, result: IndicatorResult, about: Problem | Challenge) -> None:
    """Adds the indicator, in the year of its newest value, as evidence; says so, or says that it is there already."""
    indicator, year = result.definition.id, result.own.year if result.own else None
    code = session.open_project.numbering.code(about.id)
    present = session.project.all(Evidence, lambda one: (one.about, one.indicator, one.year) == (about.id, indicator, year))
    if present:
        session.told.emit(f"Ten wskaźnik jest już dowodem do {code}.")
        return
    evidence = Evidence(
        about=about.id, evidence_kind=EvidenceKind.INDICATOR, indicator=indicator, year=year, position=session.project.next_position(Evidence)
    )
    session.put(evidence, label="dodanie dowodu")
    session.told.emit(f"Dodano dowód do {code}. Ctrl+Z cofa.")


def measure(session: ProjectSession, result: IndicatorResult, goal: Goal) -> None:
    """Makes the indicator one of the goal's, its baseline taken from the data."""
    indicator = result.definition.id
    code = session.open_project.numbering.code(goal.id)
    if session.project.all(PlanIndicator, lambda one: (one.about, one.catalogue) == (goal.id, indicator)):
        session.told.emit(f"Cel {code} ma już ten wskaźnik.")
        return
    bare = PlanIndicator(about=goal.id, indicator_kind=IndicatorKind.RESULT, position=session.project.next_position(PlanIndicator))
    session.put(from_catalogue(session, bare, indicator), label="dodanie wskaźnika celu")
    session.told.emit(f"Cel {code} ma nowy wskaźnik. Wartość docelową wpisz w kroku „Wizja i cele”.")


def judge(session: ProjectSession, diagnosis: Diagnosis, result: IndicatorResult, quadrant: Quadrant) -> None:
    """Writes the finding into a quadrant of SWOT."""
    item = SwotItem(
        quadrant=quadrant,
        text=diagnosis.headline(result),
        dimension=DIMENSIONS.get(result.definition.dimension),
        position=session.project.next_position(SwotItem),
    )
    session.put(item, label="dodanie do analizy SWOT")
    session.told.emit(f"Dopisano do SWOT: {quadrant}. Ctrl+Z cofa.")
