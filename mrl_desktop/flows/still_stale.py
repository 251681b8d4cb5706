"""What of the open project still rests on an older publication, worked out from the file: no import has to be remembered for it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from mrl_desktop.domain.diagnosis import Evidence, StrategyReview
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.strategy import PlanIndicator
from mrl_desktop.flows.open_project import OpenProject
from mrl_desktop.flows.stale import remembered


def still_stale(opened: OpenProject) -> list[Finding]:
    """Findings for baselines, evidence and reviews last edited before a publication that changed their numbers."""
    edited: dict[UUID, datetime] = {}
    for kind in (Evidence.kind, PlanIndicator.kind, StrategyReview.kind):
        edited.update(opened.last_edits(kind))
    statistics = opened.workspace.statistics
    return [one.finding() for one in remembered(opened.project, opened.register, opened.catalogue, statistics, statistics.series(), edited)]
