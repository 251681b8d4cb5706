"""Step 4, „Wyzwania": SWOT, problems with their evidence, and the challenges that answer them."""

from __future__ import annotations

from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.project import Change
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.challenge_lists import ChallengeLists
from mrl_desktop.ui.pages.other_twin import sent_on


class ChallengesPage(Page):
    step = "challenges"

    def build(self) -> None:
        self._lists = ChallengeLists(self.session, Scope.PRL)
        self.add(self._lists)

    def refresh(self, change: Change | None) -> None:
        self._lists.refresh()

    def go_to(self, place: Place) -> bool:
        if sent_on(self.session, place):
            return True
        found = self._lists.go_to(place)
        if found is not None:
            self.reveal(found)
        return found is not None
