"""Family M5: how far the strategy in force was carried out."""

from __future__ import annotations

from typing import Any

import pytest

from mrl_desktop.domain.diagnosis import StrategyReview
from mrl_desktop.domain.strategy import Goal

GOALS: list[list[Any]] = [["Cele strategii"], ["Nr", "Cel strategiczny", "Nr", "Cel operacyjny"], ["1", "Silna gospodarka", "1.1", "Nowe miejsca pracy"], [None, None, "1.2", "Tereny inwestycyjne"]]
INDICATORS: list[list[Any]] = [["Cel", "Wskaźnik", "J.m.", 2014, 2016, 2019], ["1.1", "Stopa bezrobocia rejestrowanego", "%", 12, 9, "6,5"], ["1.2", "Liczba działek", "szt.", 3, 5, 8]]
REVIEW: list[list[Any]] = [["Ocena"], ["Cel", "Ocena (1–5)", "Wniosek"], ["1.1 Nowe miejsca pracy", 4, "osiągnięty"], ["1.2", 2, "kontynuować"]]


def by_title(book: Any) -> dict[str, StrategyReview]:
    return {one.title: one for one in book.of(StrategyReview)}


def test_goals_are_judged_and_named_by_their_numbers(read: Any) -> None:
    found = by_title(read({"Cele": GOALS, "Wskaźniki": INDICATORS, "Ocena": REVIEW}))
    assert {title: (one.rating, one.conclusion) for title, one in found.items()} == {
        "Nowe miejsca pracy": (4, "osiągnięty"),
        "Tereny inwestycyjne": (2, "kontynuować"),
        "Silna gospodarka": (None, ""),
    }


def test_an_indicator_of_the_very_name_of_the_catalogue_is_linked_with_its_years(read: Any) -> None:
    from mrl_desktop.analysis.catalogue import load_catalogue

    found = by_title(read({"Cele": GOALS, "Wskaźniki": INDICATORS, "Ocena": REVIEW}))
    work = found["Nowe miejsca pracy"]
    assert load_catalogue().indicators[work.indicator].name == "Stopa bezrobocia rejestrowanego"
    assert (work.year_from, work.year_to) == (2014, 2019)


def test_an_indicator_the_catalogue_does_not_know_is_listed(read: Any) -> None:
    book = read({"Cele": GOALS, "Wskaźniki": INDICATORS, "Ocena": REVIEW})
    assert "B3" in book.skipped_cells("Wskaźniki")
    assert by_title(book)["Tereny inwestycyjne"].indicator == ""


def test_goals_of_the_strategy_in_force_are_no_goals_of_the_plan(read: Any) -> None:
    assert not read({"Cele": GOALS, "Ocena": REVIEW}).of(Goal)


def test_goals_of_the_new_plan_in_the_same_file_stay_goals(read: Any) -> None:
    new = [["Nr", "Cel strategiczny", "Nr", "Cel operacyjny"], ["1", "Miasto zieleni", "1.1", "Więcej parków"]]
    assert {goal.title for goal in read({"Drzewo celów": new, "Ocena": REVIEW}).of(Goal)} == {"Miasto zieleni", "Więcej parków"}


@pytest.mark.parametrize(("said", "points"), [("4/5", 4), ("wysoka", 5), ("częściowo zrealizowany", 3), ("niezrealizowany", 1), ("85%", 5), (3, 3)])
def test_grades_in_any_words(read: Any, said: Any, points: int) -> None:
    rows = [["Cel", "Ocena", "Wniosek"], ["Czyste powietrze", said, "dalej"], ["Inny cel", 2, "dalej"]]
    assert by_title(read({"O": rows}))["Czyste powietrze"].rating == points
