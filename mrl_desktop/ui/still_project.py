"""A still picture of the open project for work in another thread, while the planner goes on changing the real one."""

from __future__ import annotations

from mrl_desktop.domain.project import Project
from mrl_desktop.flows.open_project import OpenProject


class StillProject(OpenProject):
    """Reads like the open project as it was at the last `look`; never to be changed. Statistics are shared, they guard themselves."""

    def __init__(self, opened: OpenProject) -> None:
        super().__init__(opened.workspace)
        self._picture = Project(opened.project)

    def look(self, opened: OpenProject) -> None:
        """Takes a new picture; in the window's thread, while nobody reads the old one."""
        self._picture = Project(opened.project)
        self.revision = opened.revision
        self._register = None

    @property
    def project(self) -> Project:
        return self._picture
