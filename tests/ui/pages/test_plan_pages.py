"""Challenges, goals and projects: empty pages that lead on, links between lists, records found from outside."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import cast

from PySide6.QtWidgets import QPushButton, QWidget

from mrl_desktop.domain.diagnosis import Challenge, Evidence, Problem
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.strategy import Goal, GoalLevel, PlanIndicator
from mrl_desktop.domain.undertakings import Milestone, Task, Undertaking
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.challenges import ChallengesPage
from mrl_desktop.ui.pages.goals import CatalogueEntry, GoalsPage
from mrl_desktop.ui.pages.undertakings import UndertakingsPage
from mrl_desktop.ui.session import ProjectSession

from .conftest import people

Opener = Callable[[str], Page]


def offer(within: QWidget, text: str) -> QPushButton:
    return next(one for one in within.findChildren(QPushButton) if one.text() == text)


def test_an_empty_page_of_challenges_begins_with_the_first_problem(page: Opener, session: ProjectSession) -> None:
    lists = cast(ChallengesPage, page("challenges"))._lists
    assert lists._empty.isVisible()
    offer(lists._empty, "Dodaj pierwszy problem").click()
    assert len(session.project.all(Problem)) == 1
    assert not lists._empty.isVisible()
    assert lists.problems.isVisible()


def test_evidence_leads_to_what_it_proves(page: Opener, session: ProjectSession) -> None:
    first, second = Problem(title="Pierwszy"), Problem(title="Drugi", position=1)
    evidence = Evidence(about=second.id, text="raport")
    session.put(first, second, evidence, label="dodanie")
    opened = cast(ChallengesPage, page("challenges"))
    assert opened.go_to(Place(record=evidence.id))
    assert opened._lists.problems.current == second.id


def test_the_evidence_of_an_indicator_shows_its_value(filled: ProjectSession, page: Opener) -> None:
    problem = Problem(title="Ubywa ludzi")
    filled.put(problem, Evidence(about=problem.id, indicator="D00", year=2020), label="dodanie")
    lists = cast(ChallengesPage, page("challenges"))._lists
    assert str(lists._problem_evidence.table.model.index(0, 3).data()) == f"{people(0, 2020):,.0f} (2020)".replace(",", "\u00a0")


def test_choosing_an_indicator_of_the_catalogue_fills_the_rest(filled: ProjectSession, page: Opener) -> None:
    goal = Goal(title="Więcej rodzin", level=GoalLevel.OPERATIONAL)
    filled.put(goal, PlanIndicator(about=goal.id), label="dodanie")
    opened = cast(GoalsPage, page("goals"))
    entry = opened._indicators.list.form.entry("catalogue")
    assert isinstance(entry, CatalogueEntry)
    entry.combo.setCurrentIndex(entry.combo.findText("D00 Liczba ludności"))
    entry.combo.activated.emit(entry.combo.currentIndex())
    [indicator] = filled.project.all(PlanIndicator)
    assert (indicator.catalogue, indicator.baseline, indicator.baseline_year, indicator.unit) == ("D00", Decimal(int(people(0, 2024))), 2024, "osób")
    filled.undo()
    assert filled.project.all(PlanIndicator)[0].catalogue == ""


def test_goals_stand_under_their_strategic_goal(page: Opener, session: ProjectSession) -> None:
    first = Goal(title="A", position=0)
    second = Goal(title="B", position=1)
    below = Goal(title="A1", level=GoalLevel.OPERATIONAL, parent=first.id, position=2)
    session.put(first, second, below, label="cele")
    opened = cast(GoalsPage, page("goals"))
    assert [goal.title for goal in opened._in_order()] == ["A", "A1", "B"]


def test_what_belongs_to_a_project_is_found_on_its_card(page: Opener, session: ProjectSession) -> None:
    one, two = Undertaking(title="Kładka"), Undertaking(title="Park", position=1)
    task, milestone = Task(title="Projekt", undertaking=two.id), Milestone(title="Odbiór", about=two.id)
    session.put(one, two, task, milestone, label="karty")
    opened = cast(UndertakingsPage, page("undertakings"))
    for record in (task, milestone):
        assert opened.go_to(Place(record=record.id))
        assert opened._projects.current == two.id


def test_a_challenge_shows_the_problems_it_comes_from(page: Opener, session: ProjectSession) -> None:
    problem = Problem(title="Zimą zły stan powietrza")
    session.put(problem, Challenge(title="Czyste powietrze", problems=(problem.id,)), label="dodanie")
    lists = cast(ChallengesPage, page("challenges"))._lists
    entry = lists.challenges.form.entry("problems")
    assert "Zimą zły stan powietrza" in entry._shown.text()  # type: ignore[attr-defined]
