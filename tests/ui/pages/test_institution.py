"""The page „Instytucja (PRI)": self-assessment, actions, figures; findings lead to the right section."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from mrl_desktop.analysis.self_assessment import DEFAULT_BANK, banks
from mrl_desktop.domain.diagnosis import Challenge, Scope
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.institution import AssessmentAnswer, AssessmentRound, InstitutionalAction, InstitutionFigure
from mrl_desktop.domain.strategy import Goal, GoalLevel
from mrl_desktop.domain.undertakings import Milestone, Risk, Undertaking
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.assessment import AssessmentSection
from mrl_desktop.ui.pages.institution import InstitutionPage
from mrl_desktop.ui.pages.institution_actions import InstitutionalActions
from mrl_desktop.ui.pages.institution_figures import FigureTables, described
from mrl_desktop.ui.pages.pick_many import PickManyDialog, PickManyEntry
from mrl_desktop.ui.pages.rating_scale import BESIDE
from mrl_desktop.ui.session import ProjectSession

Opener = Callable[[str], Page]
BANK = banks()[DEFAULT_BANK]


@pytest.fixture
def opened(page: Opener) -> InstitutionPage:
    return cast(InstitutionPage, page("institution"))


@pytest.fixture
def assessment(opened: InstitutionPage) -> AssessmentSection:
    section = cast(AssessmentSection, opened.sections.widget("samoocena"))
    section.begin()
    return section


def test_a_project_without_self_assessment_offers_to_begin_it(opened: InstitutionPage, session: ProjectSession) -> None:
    section = cast(AssessmentSection, opened.sections.widget("samoocena"))
    assert section._empty.isVisible()
    section.begin()
    [held] = session.project.all(AssessmentRound)
    assert (held.tool, held.purpose) == (DEFAULT_BANK, "bazowa")
    assert not section._empty.isVisible()
    section.begin()
    assert [one.purpose for one in session.project.all(AssessmentRound)] == ["bazowa", "powtórna"]


def test_a_clicked_level_is_stored_and_undone(assessment: AssessmentSection, session: ProjectSession) -> None:
    assessment.show_question("A2.1")
    assessment.questions.scale.button_of(3).click()
    [answer] = session.project.all(AssessmentAnswer)
    assert (answer.question, answer.consensus, answer.no_rating) == ("A2.1", 3, "")
    assert session.open_project.undo_label == "ocena pytania A2.1"
    session.undo()
    assert session.project.all(AssessmentAnswer) == []
    assert not assessment.questions.scale.button_of(3).isChecked()


def test_not_knowing_takes_the_level_back_and_is_told_apart_from_no_answer(assessment: AssessmentSection, session: ProjectSession) -> None:
    assessment.show_question("A1.1")
    assessment.questions.scale.button_of(4).click()
    assessment.questions.scale.button_of(BESIDE).click()
    [answer] = session.project.all(AssessmentAnswer)
    assert (answer.consensus, answer.no_rating) == (None, "nie wiem")
    assert "1 z 44" in assessment._cards._items[0].accessibleName()
    assessment.questions.scale.rated.emit(None, "")
    assert session.project.all(AssessmentAnswer)[0].no_rating == ""


def test_what_lies_behind_an_answer_is_stored_as_typed(
    assessment: AssessmentSection, session: ProjectSession, write: Callable[..., None]
) -> None:
    assessment.show_question("A1.2")
    entry = assessment.questions.form.entry("evidence")
    write(entry.focusProxy(), "Raport o stanie gminy, część 3 – żaden wskaźnik")
    ratings = assessment.questions.form.entry("individual")
    write(ratings.focusProxy(), "2, 3,3")
    assessment.questions.form.finish()
    [answer] = session.project.all(AssessmentAnswer)
    assert (answer.question, answer.evidence, answer.individual) == ("A1.2", "Raport o stanie gminy, część 3 – żaden wskaźnik", (2, 3, 3))


def test_next_question_goes_on_to_the_next_area_and_back(assessment: AssessmentSection) -> None:
    last = BANK.areas[0].questions[-1].id
    assessment.show_question(last)
    assessment.questions._next.click()
    assert assessment.questions.question.id == BANK.areas[1].questions[0].id
    assessment.questions._back.click()
    assert assessment.questions.question.id == last


def test_mean_and_gap_of_an_area_stand_in_the_list(assessment: AssessmentSection, session: ProjectSession) -> None:
    held = session.project.all(AssessmentRound)[0]
    session.put(
        AssessmentAnswer(round=held.id, question="A1.1", consensus=2, target=4),
        AssessmentAnswer(round=held.id, question="A1.2", consensus=3, target=5, position=1),
        label="odpowiedzi",
    )
    spoken = assessment.areas.item(1).data(11)
    assert "ocena 2,5" in spoken
    assert "cel 4,5" in spoken


def test_a_finding_about_an_answer_leads_to_its_question(window: MainWindow, opened: InstitutionPage, session: ProjectSession) -> None:
    held = AssessmentRound(title="Samoocena", tool=DEFAULT_BANK)
    answer = AssessmentAnswer(round=held.id, question="A5.2", consensus=1)
    session.put(held, answer, label="samoocena")
    session.go_to(Place(record=answer.id))
    section = cast(AssessmentSection, opened.sections.widget("samoocena"))
    assert window.step_id == "institution"
    assert section.questions.question.id == "A5.2"


def test_records_of_the_town_hall_are_found_on_its_own_page(window: MainWindow, page: Opener, session: ProjectSession) -> None:
    action = InstitutionalAction(title="Rejestr wskaźników")
    records = {
        "cele": Goal(title="Zarządzanie oparte na danych", level=GoalLevel.INSTITUTIONAL),
        "wyzwania": Challenge(title="Brak danych", scope=Scope.PRI),
        "ryzyka": Risk(title="Odejście analityka", scope=Scope.PRI),
        "dzialania": Milestone(title="Rejestr działa", about=action.id),
    }
    session.put(action, *records.values(), label="dodanie")
    shown = cast(InstitutionPage, page("institution"))
    for section, record in records.items():
        window.go_to_step("town")
        session.go_to(Place(record=record.id))
        assert (window.step_id, shown.sections.current) == ("institution", section)


def test_gaps_and_projects_of_an_action_are_picked_from_lists(
    opened: InstitutionPage, session: ProjectSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, action = Undertaking(title="Kładka"), InstitutionalAction(title="Biuro Rozwoju")
    session.put(project, action, label="dodanie")
    section = cast(InstitutionalActions, opened.sections.widget("dzialania"))
    opened.sections.show_section("dzialania")
    for field, picked in (("gaps", ("A4.1", "A4.2")), ("conditions", (project.id,))):
        monkeypatch.setattr(PickManyDialog, "ask", classmethod(lambda cls, *rest, picked=picked: picked))
        entry = section.actions_list.form.entry(field)
        assert isinstance(entry, PickManyEntry)
        entry._choose.click()
    kept = session.project.one(InstitutionalAction, action.id)
    assert kept is not None
    assert (kept.gaps, kept.conditions) == (("A4.1", "A4.2"), (project.id,))


def test_the_list_to_pick_from_narrows_and_keeps_what_was_ticked(qtbot: QtBot) -> None:
    options = [("a", "Żaba"), ("b", "Łoś"), ("c", "Jeż")]
    dialog = PickManyDialog(None, "Zwierzęta", options, ("b",))
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.line, "zab")
    assert [dialog.list.item(row).isHidden() for row in range(3)] == [False, True, True]
    dialog.list.item(0).setCheckState(dialog.list.item(1).checkState())
    assert dialog.picked() == ("a", "b")


def test_figures_of_the_hall_are_typed_named_and_removed(opened: InstitutionPage, session: ProjectSession) -> None:
    tables = cast(FigureTables, opened.sections.widget("liczby"))
    opened.sections.show_section("liczby")
    staff = next(table for table in tables.tables if table.key == "kadry")
    assert staff._typical.isVisible()
    staff._typical.click()
    model = staff.grid.model
    rows = model.rowCount()
    assert rows == len(staff._table["wiersze"])
    assert model.write({(0, 1): "112,5", (0, 0): "Etaty w urzędzie [etat]"}) == []
    figures = session.project.all(InstitutionFigure, lambda figure: figure.label == "Etaty w urzędzie")
    assert {figure.unit for figure in figures} == {"etat"}
    assert Decimal("112.5") in {figure.value for figure in figures}
    staff.grid.view.setCurrentIndex(model.index(0, 1))
    staff._remove()
    assert model.rowCount() == rows - 1
    session.undo()
    assert model.rowCount() == rows


@pytest.mark.parametrize(
    ("text", "expected"), [("Wakaty [szt.]", ("Wakaty", "szt.")), ("Wakaty", ("Wakaty", "")), ("[os.]", ("[os.]", "")), ("A [b] c", ("A [b] c", ""))]
)
def test_a_name_with_brackets_at_its_end_gives_the_unit(text: str, expected: tuple[str, str]) -> None:
    assert described(text) == expected
