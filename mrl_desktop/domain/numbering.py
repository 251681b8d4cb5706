"""Display numbers of everything that has one, computed from order and place: CS1, CO1.1, D1.1.1, W1, P-1.2.03 … never stored."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from mrl_desktop.domain.diagnosis import Challenge, Problem, Quadrant, Scope, Survey, SwotItem
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.strategy import Goal, GoalLevel, Measure, PlanIndicator, Scenario
from mrl_desktop.domain.undertakings import Bundle, Risk, SelectionCriterion, Task, Undertaking

_QUADRANTS = {Quadrant.STRENGTH: "M", Quadrant.WEAKNESS: "S", Quadrant.OPPORTUNITY: "Sz", Quadrant.THREAT: "Z"}


class Numbering:
    """Codes of one state of the project; make a new one after a change.

    CS1 strategic goal · CO1.1 operational goal (CO0.1 without a strategic one) · D1.1.1 measure · W1 challenge · PR1 problem ·
    P-1.2.03 project of operational goal 1.2 (P-0.0.01 without one) · WP1 bundle · R1 risk · CI main institutional goal ·
    CI1 institutional goal · DI1 institutional action · B1 survey · K1 selection criterion · M1, S1, Sz1, Z1 SWOT items ·
    A, B, C … variants of the path. What belongs to the PRI only has I in it: WI1, PRI1, RI1.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._codes: dict[UUID, str] = {}
        self._goals()
        self._undertakings()
        self._scoped("W", "WI", project.all(Challenge))
        self._scoped("PR", "PRI", project.all(Problem))
        self._scoped("R", "RI", project.all(Risk))
        self._plain("WP", project.all(Bundle))
        self._plain("DI", project.all(InstitutionalAction))
        self._plain("B", project.all(Survey))
        self._plain("K", project.all(SelectionCriterion))
        for scope in Scope:
            for quadrant, letter in _QUADRANTS.items():
                items = [item for item in project.all(SwotItem) if item.scope is scope and item.quadrant is quadrant]
                self._plain(letter if scope is Scope.PRL else f"{letter}I", items)
        for index, scenario in enumerate(project.all(Scenario)):
            self._codes[scenario.id] = chr(ord("A") + index) if index < 26 else f"V{index + 1}"
        counts: dict[UUID | None, int] = {}
        for indicator in project.all(PlanIndicator):
            counts[indicator.about] = counts.get(indicator.about, 0) + 1
            owner = self._codes.get(indicator.about) if indicator.about else None
            self._codes[indicator.id] = f"{owner or 'WSK'}/{counts[indicator.about]}"

    def code(self, record_id: UUID | None) -> str:
        """The display number of a record, or an empty text when it has none."""
        return "" if record_id is None else self._codes.get(record_id, "")

    def _goals(self) -> None:
        goals = self._project.all(Goal)
        self._plain("CS", [goal for goal in goals if goal.level is GoalLevel.STRATEGIC])
        self._plain("CI", [goal for goal in goals if goal.level is GoalLevel.INSTITUTIONAL])
        main = [goal for goal in goals if goal.level is GoalLevel.INSTITUTIONAL_MAIN]
        for index, goal in enumerate(main, start=1):
            self._codes[goal.id] = "CI" if index == 1 else f"CI-{index}"
        counts: dict[str, int] = {}
        for goal in goals:
            if goal.level is GoalLevel.OPERATIONAL:
                above = self._number(goal.parent, "CS") or "0"
                counts[above] = counts.get(above, 0) + 1
                self._codes[goal.id] = f"CO{above}.{counts[above]}"
        counts = {}
        for measure in self._project.all(Measure):
            above = self._number(measure.goal, "CO") or "0.0"
            counts[above] = counts.get(above, 0) + 1
            self._codes[measure.id] = f"D{above}.{counts[above]}"

    def _undertakings(self) -> None:
        counts: dict[str, int] = {}
        for undertaking in self._project.all(Undertaking):
            above = self._number(undertaking.goal, "CO") or "0.0"
            counts[above] = counts.get(above, 0) + 1
            self._codes[undertaking.id] = f"P-{above}.{counts[above]:02d}"
        tasks: dict[UUID | None, int] = {}
        for task in self._project.all(Task):
            tasks[task.undertaking] = tasks.get(task.undertaking, 0) + 1
            self._codes[task.id] = f"{self.code(task.undertaking) or 'P-0.0.00'}/{tasks[task.undertaking]}"

    def _number(self, record_id: UUID | None, prefix: str) -> str:
        """What stands after the prefix in a code already given, or "" when the code is of another kind."""
        code = self.code(record_id)
        return code[len(prefix) :] if code.startswith(prefix) else ""

    def _plain(self, prefix: str, records: Iterable[Record]) -> None:
        for index, record in enumerate(records, start=1):
            self._codes[record.id] = f"{prefix}{index}"

    def _scoped(self, prl: str, pri: str, records: Iterable[Challenge | Problem | Risk]) -> None:
        records = list(records)
        self._plain(prl, [record for record in records if record.scope is Scope.PRL])
        self._plain(pri, [record for record in records if record.scope is Scope.PRI])
