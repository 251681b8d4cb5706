"""The page „Recenzja": remarks and where they lead, the checklist of the plan, the history in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import cast
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.checks import RULES
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.people import ConsultationComment
from mrl_desktop.domain.project import FieldChange, JournalEntry, Project
from mrl_desktop.domain.review import Remark, RemarkState, RemarkWeight
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.history import History, details, shown, told
from mrl_desktop.ui.pages.plan_rules import FINDING, PlanRules
from mrl_desktop.ui.pages.remarks import Remarks
from mrl_desktop.ui.pages.review import ReviewPage
from mrl_desktop.ui.session import ProjectSession

from .conftest import quiet

Opener = Callable[[str], Page]


@pytest.fixture
def review(page: Opener) -> ReviewPage:
    return cast(ReviewPage, page("review"))


@pytest.fixture
def remarks(review: ReviewPage) -> Remarks:
    return cast(Remarks, review.sections.widget("uwagi"))


def test_the_first_remark_is_made_from_the_empty_page(remarks: Remarks, session: ProjectSession) -> None:
    assert remarks._empty.isVisible()
    remarks._first()
    [remark] = session.project.all(Remark)
    assert (remark.author, remark.state) == ("Anna Test", RemarkState.NEW)
    assert remark.made_at is not None
    assert remarks.remarks.current == remark.id
    assert not remarks._empty.isVisible()


def test_remarks_are_counted_and_filtered_by_state(review: ReviewPage, remarks: Remarks, session: ProjectSession) -> None:
    session.put(
        Remark(text="a", state=RemarkState.NEW, weight=RemarkWeight.CRITICAL),
        Remark(text="b", state=RemarkState.REJECTED),
        Remark(text="c", state=RemarkState.PARTLY),
        label="uwagi",
    )
    assert [remarks._group.button(n).text() for n in range(4)] == ["Wszystkie (3)", "Nowe (1)", "W trakcie (0)", "Zamknięte (2)"]
    assert review.sections.tabs.tabText(0) == "Uwagi doradców (1)"
    remarks._group.button(3).click()
    assert {remark.text for remark in remarks._rows()} == {"b", "c"}


def test_a_remark_leads_to_its_chapter(remarks: Remarks, session: ProjectSession, qtbot: QtBot) -> None:
    session.put(Remark(text="Za mało o transporcie", chapter="P2.6"), label="uwaga")
    with qtbot.waitSignal(session.place_wanted) as wanted:
        remarks._to_chapter.click()
    assert wanted.args is not None
    assert wanted.args[0] == Place(step="documents", chapter="P2.6")


def test_chapters_to_choose_from_are_those_of_the_remark_s_document(remarks: Remarks, session: ProjectSession) -> None:
    remark = Remark(text="Uwaga", document=Scope.PRI)
    session.put(remark, label="uwaga")
    remarks.remarks.table.pick(remark.id)
    ask = remarks._chapters().options
    assert ask is not None
    keys = [key for key, _ in ask()]
    assert keys[0] == ""
    assert all(str(key).startswith("I") for key in keys[1:])


def test_going_to_a_remark_lifts_the_filter_that_hides_it(review: ReviewPage, remarks: Remarks, session: ProjectSession) -> None:
    remark = Remark(text="Nowa uwaga")
    session.put(remark, label="uwaga")
    remarks._group.button(3).click()
    assert review.go_to(Place(record=remark.id))
    assert remarks.remarks.current == remark.id


def test_comments_without_a_decision_are_counted_on_the_tab(review: ReviewPage, session: ProjectSession) -> None:
    session.put(ConsultationComment(text="Więcej ławek"), ConsultationComment(text="Mniej aut", decision="częściowo", reason="Od 2028 r."), label="uwagi")
    assert review.sections.tabs.tabText(1) == "Konsultacje (1)"


def test_the_checklist_shows_every_rule_and_leads_to_the_place(review: ReviewPage, session: ProjectSession, qtbot: QtBot) -> None:
    goal = Goal(title="Cel bez wyzwania")
    session.put(goal, label="cel")
    session.check_now()
    quiet(qtbot)
    review.sections.show_section("kontrola")
    rules = cast(PlanRules, review.sections.widget("kontrola"))
    tops = [rules.tree.topLevelItem(row) for row in range(rules.tree.topLevelItemCount())]
    assert [item.text(0).split()[0] for item in tops if item] == [rule.code for rule in RULES]
    item = cast(QTreeWidgetItem, tops[0])
    assert item.childCount() > 0
    rules.tree.setCurrentItem(item.child(0))
    with qtbot.waitSignal(session.place_wanted) as wanted:
        rules.go.click()
    assert wanted.args is not None
    assert wanted.args[0] == item.child(0).data(0, FINDING).place
    rules.which.setCurrentIndex(1)
    shown_now = [rules.tree.topLevelItem(row) for row in range(rules.tree.topLevelItemCount())]
    assert all(one.childCount() for one in shown_now if one)


def test_history_tells_who_changed_what(review: ReviewPage, session: ProjectSession, qtbot: QtBot) -> None:
    goal = Goal(title="Miasto dla wszystkich")
    session.put(goal, label="dodanie celu")
    session.put(goal.with_values({"title": "Miasto dla każdego"}), label="zmiana celu")
    review.sections.show_section("historia")
    quiet(qtbot)
    history = cast(History, review.sections.widget("historia"))
    newest = history.table.item(0, 2)
    assert newest is not None
    assert newest.text() == "Zmiana celu\ncel „Miasto dla każdego”: nazwa „Miasto dla wszystkich” → „Miasto dla każdego”"
    assert history.table.item(0, 1).text() == "Anna Test"
    history.line.setText("dodanie celu")
    assert history.table.rowCount() == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "(puste)"), ("", "(puste)"), ((), "(puste)"), (True, "tak"), (date(2027, 3, 5), "05.03.2027"),
        (Decimal("1234.5"), "1\u00a0234,5"), ((1, 2), "2\u00a0pozycje"), ("tekst", "„tekst”"),
    ],
)  # fmt: skip
def test_values_are_told_in_polish(value: object, expected: str) -> None:
    assert shown(value) == expected  # type: ignore[arg-type]


def test_a_long_change_is_told_in_few_lines() -> None:
    goals = [Goal(title=f"Cel {number}") for number in range(50)]
    fields = tuple(FieldChange(kind="goal", record=goal.id, field="", before=False, after=True) for goal in goals)
    said = details(JournalEntry(when=datetime(2026, 1, 1, tzinfo=UTC), fields=fields), Project(goals))
    assert said.splitlines() == ["dodano: cel „Cel 0”", "dodano: cel „Cel 1”", "razem 50\u00a0zmienionych elementów"]


@given(st.sampled_from(["goal", "remark", "unknown"]), st.text(max_size=8), st.one_of(st.none(), st.text(), st.integers(), st.booleans()))
def test_any_line_of_the_journal_can_be_told(kind: str, field: str, value: str | int | None) -> None:
    line = told(FieldChange(kind=kind, record=uuid4(), field=field, before=None, after=value), Project())
    assert line.strip()
    assert "\n" not in line
