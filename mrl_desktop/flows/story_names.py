"""Finding a record by the code or the name a story calls it: „CS1", „CO1.2", „W3", „P04", or a title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mrl_desktop.domain.diagnosis import Challenge, Problem, Scope, Survey
from mrl_desktop.domain.institution import AssessmentRound, InstitutionalAction
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import Listed, Record
from mrl_desktop.domain.strategy import Goal, GoalLevel, Measure, Scenario
from mrl_desktop.domain.undertakings import Bundle, SelectionCriterion, Undertaking
from mrl_desktop.polish import fold

LINKED: dict[tuple[str, str], tuple[type[Record], ...]] = {
    ("evidence", "about"): (Problem, Challenge),
    ("evidence", "survey"): (Survey,),
    ("challenge", "problems"): (Problem,),
    ("scenario_score", "scenario"): (Scenario,),
    ("goal", "parent"): (Goal,),
    ("goal", "challenges"): (Challenge,),
    ("measure", "goal"): (Goal,),
    ("undertaking", "problems"): (Problem,),
    ("undertaking", "goal"): (Goal,),
    ("undertaking", "supporting_goals"): (Goal,),
    ("institutional_action", "goal"): (Goal,),
    ("institutional_action", "conditions"): (Undertaking,),
    ("budget_line", "about"): (InstitutionalAction, Undertaking),
    ("plan_indicator", "about"): (Goal, Undertaking, InstitutionalAction),
    ("milestone", "about"): (Undertaking, InstitutionalAction),
    ("risk", "about"): (Undertaking, InstitutionalAction),
    ("state_aid", "undertaking"): (Undertaking,),
    ("horizontal_answer", "undertaking"): (Undertaking,),
    ("complementarity", "undertaking"): (Undertaking,),
    ("criterion_score", "criterion"): (SelectionCriterion,),
    ("criterion_score", "undertaking"): (Undertaking,),
    ("coherence_link", "goal"): (Goal,),
    ("assessment_answer", "round"): (AssessmentRound,),
    ("remark", "about"): (Undertaking, Goal, Challenge, Problem, InstitutionalAction),
}
"""Which kinds a link may point at: (kind, field) to classes, first match wins."""


class Names:
    """Codes and names of a project's records as they stand now."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def find(self, said: str, classes: Iterable[type[Record]]) -> Record | None:
        """The one record of these classes that has this code or this name; None when none or several have it."""
        wanted = fold(said)
        for cls in classes:
            coded = [record for code, record in _codes(self._project, cls) if fold(code) == wanted]
            named = coded or [record for record in self._project.all(cls) if fold(record.name_for_people) == wanted]
            if len(named) == 1:
                return named[0]
        return None


def _codes(project: Project, cls: type[Record]) -> Iterator[tuple[str, Record]]:
    if cls is Goal:
        yield from goal_codes(project)
    elif cls is Undertaking:
        for place, project_card in enumerate(project.all(Undertaking), 1):
            yield project_card.code or f"P{place:02}", project_card
    elif cls is Problem:
        yield from _numbered([one for one in project.all(Problem) if one.scope is Scope.PRL], "PR")
        yield from _numbered([one for one in project.all(Problem) if one.scope is Scope.PRI], "PI")
    elif cls is Challenge:
        yield from _numbered([one for one in project.all(Challenge) if one.scope is Scope.PRL], "W")
        yield from _numbered([one for one in project.all(Challenge) if one.scope is Scope.PRI], "WI")
    elif cls is Bundle:
        yield from _numbered(project.all(Bundle), "WP")
    elif cls is SelectionCriterion:
        yield from _numbered(project.all(SelectionCriterion), "K")
    elif cls is InstitutionalAction:
        yield from _numbered(project.all(InstitutionalAction), "DI")


def _numbered(records: Iterable[Listed], letters: str) -> Iterator[tuple[str, Record]]:
    for place, record in enumerate(records, 1):
        yield f"{letters}{place}", record


def goal_codes(project: Project) -> Iterator[tuple[str, Record]]:
    """Codes of goals and measures in the planner's order: CS1, CO1.1, D1.1.1, CI for the main institutional goal, CI1…"""
    goals, measures = project.all(Goal), project.all(Measure)
    for place, goal in enumerate((one for one in goals if one.level is GoalLevel.STRATEGIC), 1):
        yield f"CS{place}", goal
        below = [one for one in goals if one.level is GoalLevel.OPERATIONAL and one.parent == goal.id]
        for number, operational in enumerate(below, 1):
            yield f"CO{place}.{number}", operational
            own = [one for one in measures if one.goal == operational.id]
            yield from _numbered(own, f"D{place}.{number}.")
    for goal in goals:
        if goal.level is GoalLevel.INSTITUTIONAL_MAIN:
            yield "CI", goal
    yield from _numbered([one for one in goals if one.level is GoalLevel.INSTITUTIONAL], "CI")
