"""Records of one kind are edited on two pages: the town's on its own, the town hall's (PRI) on „Instytucja"; findings know only the kind."""

from __future__ import annotations

from mrl_desktop.domain.diagnosis import Evidence, Scope
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.institution import InstitutionalAction
from mrl_desktop.domain.strategy import Goal, GoalLevel
from mrl_desktop.domain.undertakings import HorizontalAnswer, Risk
from mrl_desktop.ui.session import ProjectSession

TOWN_HALL = (GoalLevel.INSTITUTIONAL_MAIN, GoalLevel.INSTITUTIONAL)


def step_of(session: ProjectSession, place: Place) -> str:
    """The step where the record of the place is really edited, or "" when the page asked is the right one."""
    project = session.project
    record = project.get(place.record)
    owner = project.get(getattr(record, "about", None))
    if isinstance(record, Evidence):
        record = owner
    if isinstance(record, Goal):
        return "institution" if record.level in TOWN_HALL else ""
    if isinstance(owner, InstitutionalAction) or (isinstance(owner, Goal) and owner.level in TOWN_HALL):
        return "institution"
    if isinstance(record, HorizontalAnswer):
        return "documents" if record.undertaking is None else ""
    if getattr(record, "scope", None) is Scope.PRI:
        return "institution"
    return "documents" if isinstance(record, Risk) and record.about is None else ""


def sent_on(session: ProjectSession, place: Place) -> bool:
    """Sends the window to the page where the record is edited, if that is another one."""
    step = step_of(session, place)
    if step:
        session.go_to(Place(step=step, record=place.record, field=place.field, title=place.title))
    return bool(step)
