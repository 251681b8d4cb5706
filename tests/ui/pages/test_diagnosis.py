"""The page „Diagnoza": what it shows, what an indicator can become, and with whom the town is compared."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.diagnosis import Challenge, Evidence, Problem, Quadrant, SwotItem
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.settings import ComparisonGroup
from mrl_desktop.domain.strategy import Direction, Goal, GoalLevel, PlanIndicator
from mrl_desktop.flows.diagnose import diagnosis_of
from mrl_desktop.ui.dialogs.comparison_group import ComparisonGroupDialog
from mrl_desktop.ui.dialogs.fact_source import FactSourceDialog
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages import diagnosis_uses as uses
from mrl_desktop.ui.pages.diagnosis import DiagnosisPage
from mrl_desktop.ui.pages.group_card import choosing
from mrl_desktop.ui.pages.ratings import STRONG, WEAK, standing
from mrl_desktop.ui.session import ProjectSession

from .conftest import PEERS, births, people, quiet, stored

Opener = Callable[[str], Page]


def test_a_project_without_data_says_what_is_needed_and_leads_there(page: Opener, session: ProjectSession, qtbot: QtBot) -> None:
    opened = cast(DiagnosisPage, page("diagnosis"))
    assert opened._empty.isVisible()
    assert not opened._split.isVisible()
    offer = next(one for one in opened._empty.findChildren(type(opened._group.change)) if one.text() == "Wczytaj dane")
    with qtbot.waitSignal(session.place_wanted) as wanted:
        offer.click()
    assert wanted.args is not None
    assert wanted.args[0] == Place(step="data")


def test_imported_data_fill_the_page_while_it_is_in_view(page: Opener, session: ProjectSession, qtbot: QtBot) -> None:
    opened = cast(DiagnosisPage, page("diagnosis"))
    stored(session)
    quiet(qtbot)
    assert opened._split.isVisible()
    assert "Sześć miast" in opened._group._name.text()


def test_an_indicator_shows_the_sentence_the_value_and_the_place(filled: ProjectSession, page: Opener) -> None:
    opened = cast(DiagnosisPage, page("diagnosis"))
    assert opened._list.pick("D04")
    result = diagnosis_of(filled.open_project).result("D04")
    assert result is not None
    rate = 1000 * births(0, 2024) / ((people(0, 2024) + people(0, 2023)) / 2)
    better = sum(1000 * births(n, 2024) / ((people(n, 2024) + people(n, 2023)) / 2) > rate for n in range(1, 7))
    assert opened._indicator.headline.text() == diagnosis_of(filled.open_project).headline(result)
    shown = " ".join(card.accessibleName() for card in opened._indicator._cards._items)
    assert f"{rate:.1f}".replace(".", ",") in shown
    assert f"{better + 1}. z\u00a07" in shown


def test_an_indicator_without_data_names_the_file_to_import(filled: ProjectSession, page: Opener) -> None:
    opened = cast(DiagnosisPage, page("diagnosis"))
    result = next(one for one in diagnosis_of(filled.open_project).results if one.own is None and one.definition.variables)
    assert opened._list.pick(result.definition.id)
    subjects = {filled.catalogue.variables[key].subject_title or filled.catalogue.variables[key].title for key in result.definition.variables}
    assert opened._indicator._missing.isVisible()
    assert all(subject in opened._indicator._missing.accessibleName() for subject in subjects)


@pytest.mark.parametrize(("number", "word"), [(1, STRONG), (2, WEAK)])
def test_the_list_can_be_narrowed_to_strengths_or_weaknesses(filled: ProjectSession, page: Opener, number: int, word: str) -> None:
    opened = cast(DiagnosisPage, page("diagnosis"))
    opened._list.standing.setCurrentIndex(number)
    wanted = {one.definition.id for one in diagnosis_of(filled.open_project).results if standing(one) == word}
    tree = opened._list.tree
    areas = [tree.topLevelItem(row) for row in range(1, tree.topLevelItemCount())]
    shown = {area.child(row).data(0, Qt.ItemDataRole.UserRole) for area in areas if area for row in range(area.childCount())}
    assert shown == wanted


def test_typing_finds_an_indicator_without_polish_letters(filled: ProjectSession, page: Opener, qtbot: QtBot) -> None:
    opened = cast(DiagnosisPage, page("diagnosis"))
    qtbot.keyClicks(opened._list.line, "wspolczynnik urodzen")
    area = opened._list.tree.topLevelItem(1)
    assert area is not None
    assert [area.child(row).data(0, Qt.ItemDataRole.UserRole) for row in range(area.childCount())] == ["D04"]


def test_search_leads_to_an_indicator_even_when_it_is_filtered_out(filled: ProjectSession, page: Opener) -> None:
    opened = cast(DiagnosisPage, page("diagnosis"))
    opened._list.line.setText("nie ma takiego")
    assert opened.go_to(Place(step="diagnosis", field="D04"))
    assert opened._list.current == "D04"


def test_numbers_of_the_sentence_say_where_they_come_from(filled: ProjectSession, page: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(FactSourceDialog, "tell", classmethod(lambda cls, parent, fact: asked.append(fact)))
    opened = cast(DiagnosisPage, page("diagnosis"))
    opened._list.pick("D00")
    sentence = opened._indicator._sentence
    sentence.linkActivated.emit("fact:0")
    assert [fact.value for fact in asked] == [people(0, 2024)]
    assert [source.cell for source in asked[0].sources()] == ["K2"]


def test_an_indicator_becomes_evidence_once_and_undo_takes_it_back(filled: ProjectSession, page: Opener) -> None:
    problem = Problem(title="Ubywa mieszkańców")
    filled.put(problem, label="dodanie problemu")
    page("diagnosis")
    result = diagnosis_of(filled.open_project).result("D00")
    assert result is not None
    uses.prove(filled, result, problem)
    uses.prove(filled, result, problem)
    [evidence] = filled.project.all(Evidence)
    assert (evidence.about, evidence.indicator, evidence.year) == (problem.id, "D00", 2024)
    filled.undo()
    assert filled.project.all(Evidence) == []


def test_challenges_and_problems_are_offered_for_evidence(filled: ProjectSession) -> None:
    challenge, problem = Challenge(title="Zatrzymać młodych"), Problem(title="Młodzi wyjeżdżają")
    filled.put(challenge, problem, label="dodanie")
    assert uses.provable(filled) == [problem, challenge]


def test_an_indicator_of_a_goal_gets_its_baseline_from_the_data(filled: ProjectSession) -> None:
    goal = Goal(title="Więcej rodzin", level=GoalLevel.OPERATIONAL)
    filled.put(goal, label="dodanie celu")
    result = diagnosis_of(filled.open_project).result("D00")
    assert result is not None
    uses.measure(filled, result, goal)
    [indicator] = filled.project.all(PlanIndicator)
    assert (indicator.about, indicator.catalogue, indicator.baseline, indicator.baseline_year) == (goal.id, "D00", Decimal(int(people(0, 2024))), 2024)
    assert indicator.direction is not Direction.LEVEL


def test_a_finding_can_be_written_into_swot(filled: ProjectSession) -> None:
    diagnosis = diagnosis_of(filled.open_project)
    result = diagnosis.result("D00")
    assert result is not None
    uses.judge(filled, diagnosis, result, Quadrant.WEAKNESS)
    [item] = filled.project.all(SwotItem)
    assert (item.quadrant, item.text) == (Quadrant.WEAKNESS, diagnosis.headline(result))


def test_choosing_another_group_leaves_exactly_one_chosen_in_one_step(filled: ProjectSession) -> None:
    other = ComparisonGroup(name="Dwa miasta", members=PEERS[:2])
    filled.change(choosing(filled, other))
    assert [group.name for group in filled.project.all(ComparisonGroup) if group.chosen] == ["Dwa miasta"]
    filled.undo()
    assert [group.name for group in filled.project.all(ComparisonGroup) if group.chosen] == ["Sześć miast"]


def test_going_back_to_the_default_group_keeps_the_chosen_one_for_later(filled: ProjectSession) -> None:
    filled.change(choosing(filled, None))
    assert [(group.name, group.chosen) for group in filled.project.all(ComparisonGroup)] == [("Sześć miast", False)]


def test_the_dialog_of_groups_filters_ticks_and_names(filled: ProjectSession, qtbot: QtBot) -> None:
    dialog = ComparisonGroupDialog(None, filled, ComparisonGroup(members=PEERS[:1]))
    qtbot.addWidget(dialog)
    dialog.kind.setCurrentIndex(1)
    qtbot.keyClicks(dialog.line, "osiek")
    assert {town.unit_type for town in dialog.model.towns} <= {"1"}
    dialog.line.clear()
    dialog.only_with_data.setChecked(True)
    assert {town.code for town in dialog.model.towns} <= set(PEERS)
    dialog.kind.setCurrentIndex(0)
    dialog.tick_all.click()
    dialog.name.setText("Wszystkie z danymi")
    made = dialog.result_value()
    assert (set(made.members), made.name, made.chosen) == (set(PEERS), "Wszystkie z danymi", True)


def test_the_dialog_of_groups_never_offers_the_town_itself(filled: ProjectSession, qtbot: QtBot) -> None:
    dialog = ComparisonGroupDialog(None, filled, ComparisonGroup())
    qtbot.addWidget(dialog)
    assert filled.settings.territory not in {town.code for town in dialog.model.towns}
    assert not dialog.take.isEnabled()
