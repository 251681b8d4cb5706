"""Finding a record by the code or the name a story calls it: „CS1", „CO1.2", „W3", „P04", or a title."""

from __future__ import annotations

from collections.abc import Iterable

from mrl_desktop.domain.diagnosis import Challenge, Problem, Survey
from mrl_desktop.domain.institution import AssessmentRound, InstitutionalAction
from mrl_desktop.domain.numbering import Numbering
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.records import Record
from mrl_desktop.domain.strategy import Goal, Scenario
from mrl_desktop.domain.undertakings import SelectionCriterion, Undertaking
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

Called = dict[str, list[Record]]
"""Records by what they are called."""


class Names:
    """Codes and names of one state of a project's records; `forget` after a change."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._numbering: Numbering | None = None
        self._known: dict[type[Record], tuple[Called, Called]] = {}

    def forget(self) -> None:
        """The project has changed: codes and names are asked for anew."""
        self._numbering = None
        self._known.clear()

    def find(self, said: str, classes: Iterable[type[Record]]) -> Record | None:
        """The one record of these classes that has this code or this name; None when none or several have it."""
        wanted = fold(said)
        for cls in classes:
            by_code, by_name = self._called(cls)
            found = by_code.get(wanted) or by_name.get(wanted) or []
            if len(found) == 1:
                return found[0]
        return None

    def _called(self, cls: type[Record]) -> tuple[Called, Called]:
        if cls not in self._known:
            numbering = self._numbering = self._numbering or Numbering(self._project)
            by_code: Called = {}
            by_name: Called = {}
            for record in self._project.all(cls):
                for code in {fold(numbering.code(record.id)), fold(str(getattr(record, "code", "")))}:
                    by_code.setdefault(code, []).append(record)
                by_name.setdefault(fold(record.name_for_people), []).append(record)
            self._known[cls] = (by_code, by_name)
        return self._known[cls]
