"""Display numbers follow place and order."""

from uuid import uuid4

from mrl_desktop.domain.diagnosis import Challenge, Problem, Quadrant, Scope, SwotItem
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.numbering import Numbering
from mrl_desktop.domain.project import Change, Project
from mrl_desktop.domain.strategy import Goal, GoalLevel, Measure, PlanIndicator, Scenario
from mrl_desktop.domain.undertakings import Bundle, Risk, Task, Undertaking


def test_goals_measures_and_projects_carry_the_numbers_above_them() -> None:
    first, second = Goal(level=GoalLevel.STRATEGIC, position=0), Goal(level=GoalLevel.STRATEGIC, position=1)
    under = [Goal(level=GoalLevel.OPERATIONAL, parent=parent.id, position=index) for index, parent in enumerate((second, first, second))]
    measure = Measure(goal=under[2].id)
    projects = [Undertaking(goal=under[2].id, position=index) for index in range(3)]
    task = Task(undertaking=projects[2].id)
    code = Numbering(Project([first, second, *under, measure, *projects, task])).code
    assert [code(goal.id) for goal in (first, second, *under)] == ["CS1", "CS2", "CO2.1", "CO1.1", "CO2.2"]
    assert code(measure.id) == "D2.2.1"
    assert [code(one.id) for one in projects] == ["P-2.2.01", "P-2.2.02", "P-2.2.03"]
    assert code(task.id) == "P-2.2.03/1"


def test_what_has_no_place_still_has_a_number() -> None:
    goal, project, measure = Goal(level=GoalLevel.OPERATIONAL), Undertaking(), Measure()
    code = Numbering(Project([goal, project, measure])).code
    assert (code(goal.id), code(project.id), code(measure.id)) == ("CO0.1", "P-0.0.01", "D0.0.1")


def test_the_twin_documents_number_their_own_records() -> None:
    records = [Challenge(), Challenge(scope=Scope.PRI), Problem(), Problem(scope=Scope.PRI), Risk(), Risk(scope=Scope.PRI)]
    code = Numbering(Project(records)).code
    assert [code(record.id) for record in records] == ["W1", "WI1", "PR1", "PRI1", "R1", "RI1"]


def test_institutional_goals_actions_bundles_scenarios_and_swot() -> None:
    main, goal = Goal(level=GoalLevel.INSTITUTIONAL_MAIN), Goal(level=GoalLevel.INSTITUTIONAL)
    action, bundle, scenario = InstitutionalAction(), Bundle(), Scenario()
    threat = SwotItem(quadrant=Quadrant.THREAT)
    indicator = PlanIndicator(about=goal.id)
    code = Numbering(Project([main, goal, action, bundle, scenario, threat, indicator])).code
    expected = ["CI", "CI1", "DI1", "WP1", "A", "Z1", "CI1/1"]
    assert [code(record.id) for record in (main, goal, action, bundle, scenario, threat, indicator)] == expected


def test_an_unknown_record_has_no_number() -> None:
    assert Numbering(Project()).code(uuid4()) == ""
    assert Numbering(Project()).code(None) == ""


def test_a_moved_record_is_renumbered() -> None:
    goals = [Goal(level=GoalLevel.STRATEGIC, position=index) for index in range(2)]
    project = Project(goals)
    project.apply(Change(puts=(goals[0].with_values({"position": 5}),)))
    assert [Numbering(project).code(goal.id) for goal in goals] == ["CS2", "CS1"]
