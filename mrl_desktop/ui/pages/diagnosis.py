"""Step 3, „Diagnoza": the town against similar towns, indicator by indicator and as a whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from mrl_desktop.analysis.diagnosis import Diagnosis
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.settings import ComparisonGroup
from mrl_desktop.ui import theme
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.diagnosis_indicator import IndicatorView
from mrl_desktop.ui.pages.diagnosis_list import OVERVIEW, IndicatorList
from mrl_desktop.ui.pages.diagnosis_overview import Overview
from mrl_desktop.ui.pages.example import see_example
from mrl_desktop.ui.pages.group_card import GroupCard
from mrl_desktop.ui.pages.latest import Latest
from mrl_desktop.ui.widgets.basics import label
from mrl_desktop.ui.widgets.empty_state import EmptyState
from mrl_desktop.ui.widgets.message import InlineMessage

LIST_WIDTH = 280


class DiagnosisPage(Page):
    step = "diagnosis"
    wide = True

    def build(self) -> None:
        self._diagnosis: Diagnosis | None = None
        self._wanted = OVERVIEW
        self._latest = Latest[Diagnosis](self, self.session)
        self._failure = InlineMessage()
        self.add(self._failure)
        self._working = label("Liczę wskaźniki miasta i grupy porównawczej…", "muted")
        self.add(self._working)
        self._empty = EmptyState(
            "diagnosis",
            "Tu zobaczysz swoje miasto na tle podobnych",
            "Program policzy wskaźniki z wczytanych plików GUS, porówna je z grupą podobnych miast, pokaże zmiany w czasie i podpowie wnioski. "
            "Potrzebne są dane miasta i co najmniej trzech miast do porównania.",
            ("Wczytaj dane", lambda: self.session.go_to(Place(step="data"))),
            see_example(self),
        )
        self.add(self._empty)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self._left())
        self._split.addWidget(self._right())
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([LIST_WIDTH, 900])
        self._split.setMinimumHeight(460)
        self.body.addWidget(self._split, 1000)

    def refresh(self, change: Change | None) -> None:
        from mrl_desktop.flows.diagnose import diagnosis_of, known_diagnosis

        opened = self.session.open_project
        known = known_diagnosis(opened)
        if known is not None:
            self._show(known)
            return
        if self._diagnosis is None:
            self._show_only(self._working)
        self._latest.ask(lambda: diagnosis_of(opened), self._show, self._failed, title="Liczę wskaźniki diagnozy")

    def go_to(self, place: Place) -> bool:
        if self.session.project.one(ComparisonGroup, place.record) is not None:
            self.reveal(self._group.change)
            return True
        if place.field:
            self._wanted = place.field
            if self._diagnosis is None:
                return True  # shown as soon as it is computed
            if self._list.pick(place.field):
                self._list.tree.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    # -- parts --------------------------------------------------------------------------------------------------------

    def _left(self) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(220)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.S16, 0)
        column.setSpacing(theme.S12)
        self._list = IndicatorList()
        self._list.chosen.connect(self._turn)
        self._group = GroupCard(self.session)
        column.addWidget(self._list, 1)
        column.addWidget(self._group)
        return left

    def _right(self) -> QWidget:
        self._views = QStackedWidget()
        self._overview = Overview()
        self._overview.wanted.connect(self._list.pick)
        self._indicator = IndicatorView(self.session)
        for view in (self._overview, self._indicator):
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.setProperty("role", "ground")
            area.setWidget(view)
            self._views.addWidget(area)
        return self._views

    # -- showing ------------------------------------------------------------------------------------------------------

    def _show(self, diagnosis: Diagnosis) -> None:
        self._failure.hide()
        if not any(result.own is not None for result in diagnosis.results):
            self._diagnosis = diagnosis
            self._show_only(self._empty)
            return
        self._show_only(self._split)
        if diagnosis is self._diagnosis:
            return
        self._diagnosis = diagnosis
        self._group.display(diagnosis.group)
        self._list.show_diagnosis(diagnosis)
        self._overview.display(diagnosis)
        if self._wanted != OVERVIEW and not self._list.pick(self._wanted):
            self._wanted = OVERVIEW
        self._turn(self._list.current)

    def _failed(self, error: Exception) -> None:
        self._working.hide()
        self._failure.say(
            "Nie udało się policzyć wskaźników.", f"Dane i plan są bezpieczne. Zapisz projekt i otwórz go ponownie. Szczegół: {error}", "bad"
        )

    def _show_only(self, part: QWidget) -> None:
        for each in (self._working, self._empty, self._split):
            each.setVisible(each is part)

    def _turn(self, indicator: str) -> None:
        if self._diagnosis is None:
            return
        self._wanted = indicator
        if indicator == OVERVIEW:
            self._views.setCurrentIndex(0)
            return
        self._indicator.display(self._diagnosis, indicator)
        self._views.setCurrentIndex(1)
        area = self._views.widget(1)
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)
