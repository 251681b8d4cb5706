"""Surveys in the window: columns with personal data before anything is stored, and answers under the list of surveys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast
from uuid import uuid4

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from generator.outline import load_outline
from mrl_desktop.domain.diagnosis import Scope, Survey
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.surveys import QuestionKind, SurveyQuestion
from mrl_desktop.flows.import_files import plan_import
from mrl_desktop.paths import resource
from mrl_desktop.ui.imports.keeper import PlanKeeper
from mrl_desktop.ui.imports.personal_pane import PersonalPane
from mrl_desktop.ui.imports.preview import PERSONAL, Preview
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.documents import DocumentsPage
from mrl_desktop.ui.pages.survey_answers import HIDDEN, SurveyAnswers
from mrl_desktop.ui.session import ProjectSession

SURVEY = resource("examples", "zrodla", "ankiety", "Ankieta dla przedsiębiorców(1-36).xlsx")


@pytest.fixture
def keeper(session: ProjectSession) -> Iterator[PlanKeeper]:
    parent = QObject()
    yield PlanKeeper(session, parent)
    parent.deleteLater()


def read(session: ProjectSession, keeper: PlanKeeper, *paths: Path) -> None:
    keeper.take(plan_import(session.open_project, paths))


def test_a_tab_offers_columns_with_personal_data_and_they_are_left_out(session: ProjectSession, keeper: PlanKeeper, qtbot: QtBot) -> None:
    preview = Preview(session, keeper)
    qtbot.addWidget(preview)
    read(session, keeper, SURVEY)
    assert preview.tabs.isTabVisible(PERSONAL)
    assert preview.tabs.tabText(PERSONAL) == "Dane osobowe (3)"
    pane = preview.personal
    assert len(pane.list.keys) == 3
    assert pane.drop.isChecked()
    assert keeper.plan is not None
    kept_out = keeper.plan.records
    pane.list.pick(pane.list.keys[0])
    pane.keep.click()
    qtbot.waitUntil(lambda: not keeper.busy, timeout=20_000)
    assert keeper.plan.records == kept_out + 1
    assert pane.keep.isChecked()
    pane.drop_all.click()
    qtbot.waitUntil(lambda: not keeper.busy, timeout=20_000)
    assert keeper.plan.records == kept_out


def test_the_pane_shows_no_personal_value(session: ProjectSession, keeper: PlanKeeper, qtbot: QtBot) -> None:
    pane = PersonalPane(keeper)
    qtbot.addWidget(pane)
    read(session, keeper, SURVEY)
    assert keeper.plan is not None
    pane.show_plan(keeper.plan)
    for key in pane.list.keys:
        pane.list.pick(key)
        assert "@example" not in pane._example.text()
        assert not any(sign.isdigit() for sign in pane._example.text())


@pytest.fixture
def survey(session: ProjectSession) -> Survey:
    """A survey of forty people."""
    made = Survey(id=uuid4(), title="Ankieta mieszkańców", sample=40)
    sex = SurveyQuestion(survey=made.id, text="Płeć", options=("kobieta", "mężczyzna"), answers=(0,) * 22 + (1,) * 18)
    view = SurveyQuestion(
        survey=made.id, position=1, group="Jak oceniasz?", text="drogi", question_kind=QuestionKind.SCALE, options=("źle", "dobrze"), answers=(0,) * 20 + (1,) * 2 + (0,) * 8 + (1,) * 10
    )
    said = SurveyQuestion(survey=made.id, position=2, text="Uwagi", question_kind=QuestionKind.OPEN, texts=("Więcej zieleni", "Za mało autobusów"))
    session.change(Change(label="próba", puts=(made, sex, view, said)))
    return made


def test_answers_are_shown_in_groups_with_small_counts_hidden(session: ProjectSession, survey: Survey, qtbot: QtBot) -> None:
    shown = SurveyAnswers(session)
    qtbot.addWidget(shown)
    shown.display(survey.id)
    shown.list.pick(shown.list.keys[1])
    assert shown.chart.isVisibleTo(shown)
    shown.by.setCurrentIndex(shown.by.findText("Płeć"))
    shown._show_result()
    cells = {shown.table.item(row, column).text() for row in range(shown.table.rowCount()) for column in range(shown.table.columnCount())}
    assert cells == {HIDDEN}  # two women answered „dobrze"; the totals would tell the other three
    shown.list.pick(shown.list.keys[2])
    assert "Więcej zieleni" in shown.texts.toPlainText()


def test_surveys_chapter_shows_answers_of_the_chosen_survey(page: Callable[[str], Page], session: ProjectSession, survey: Survey) -> None:
    documents = cast(DocumentsPage, page("documents"))
    chapter = next(entry for entry in load_outline(Scope.PRL).entries if entry.make == "diagnosis.surveys")
    documents.outline.pick(chapter.key)
    shown = documents.editor.findChild(SurveyAnswers)
    assert shown is not None
    assert shown.title.text() == "Odpowiedzi: Ankieta mieszkańców"
    session.remove(survey.id, "usunięcie badania")
    assert not session.project.all(SurveyQuestion)
