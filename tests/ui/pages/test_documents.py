"""The page „Dokumenty": own text, its preview, standing of chapters, numbers inserted, places found, files written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from generator.context import narrative_id
from generator.outline import load_outline
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.domain.findings import Place
from mrl_desktop.domain.narrative import Narrative
from mrl_desktop.domain.people import EnvironmentalAssessment, MonitoringItem
from mrl_desktop.domain.undertakings import Risk
from mrl_desktop.ui.dialogs.fact_source import FactSourceDialog
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.page import Page
from mrl_desktop.ui.pages.document_work import ChapterStanding, context_now
from mrl_desktop.ui.pages.documents import DocumentsPage
from mrl_desktop.ui.pages.fact_choice import FactChoice
from mrl_desktop.ui.session import ProjectSession

from .conftest import people, quiet

Opener = Callable[[str], Page]
CHAPTER = "P2.7"
"""A chapter without a part of the program's own."""


@pytest.fixture
def documents(page: Opener) -> DocumentsPage:
    return cast(DocumentsPage, page("documents"))


def test_typed_text_is_kept_with_the_chapter_and_shown_in_the_preview(
    documents: DocumentsPage, session: ProjectSession, write: Callable[..., None], qtbot: QtBot
) -> None:
    documents.outline.pick(CHAPTER)
    write(documents.editor.text.area, "W **Nowych Bielanach** działa żywa kultura.")
    documents.editor.form.finish()
    kept = session.project.one(Narrative, narrative_id(Scope.PRL, CHAPTER))
    assert kept is not None
    assert (kept.text, kept.document, kept.chapter) == ("W **Nowych Bielanach** działa żywa kultura.", Scope.PRL, CHAPTER)
    quiet(qtbot)
    assert "działa żywa kultura" in documents.preview.toPlainText().replace("\u00a0", " ")
    session.undo()
    assert session.project.one(Narrative, kept.id) is None


def test_text_of_one_chapter_never_reaches_another(documents: DocumentsPage, session: ProjectSession, write: Callable[..., None]) -> None:
    documents.outline.pick(CHAPTER)
    write(documents.editor.text.area, "Kultura.")
    documents.outline.pick("P2.8")
    assert documents.editor.text.value() == ""
    kept = session.project.all(Narrative)
    assert [(one.chapter, one.text) for one in kept] == [(CHAPTER, "Kultura.")]


def test_words_are_counted_against_what_the_outline_asks_for(documents: DocumentsPage, write: Callable[..., None]) -> None:
    entry = next(one for one in load_outline(Scope.PRL).entries if one.min_words > 20)
    documents.outline.pick(entry.key)
    write(documents.editor.text.area, "Trzy krótkie słowa")
    assert documents.editor._count.text() == f"3\u00a0słowa z co najmniej {entry.min_words}"


def test_every_chapter_tells_how_it_stands(documents: DocumentsPage, session: ProjectSession, qtbot: QtBot) -> None:
    session.put(Narrative(id=narrative_id(Scope.PRL, "P1.1"), chapter="P1.1", text="za krótko"), label="tekst")
    session.put(Narrative(id=narrative_id(Scope.PRL, CHAPTER), chapter=CHAPTER, text="Cytat {{wsk:D00:1900}}."), label="tekst")
    documents._soon.stop()
    documents._work_out()
    quiet(qtbot)
    standings = documents._standings[Scope.PRL]
    assert set(standings) == {entry.key for entry in load_outline(Scope.PRL).entries}
    assert standings["P1.1"] in (ChapterStanding.SHORT, ChapterStanding.NO_DATA)
    assert standings[CHAPTER] is ChapterStanding.NO_DATA
    assert standings["P2.8"] is ChapterStanding.NO_TEXT
    assert standings["P4.6"] is ChapterStanding.LEFT_OUT


def test_the_other_document_has_its_own_chapters_and_remembers_the_one_in_view(documents: DocumentsPage) -> None:
    documents.outline.pick(CHAPTER)
    documents.tabs.setCurrentIndex(1)
    assert documents.scope is Scope.PRI
    assert documents.outline.current in {entry.key for entry in load_outline(Scope.PRI).entries}
    documents.tabs.setCurrentIndex(0)
    assert documents.outline.current == CHAPTER


def test_a_number_in_the_preview_opens_its_origin(
    filled: ProjectSession, page: Opener, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked = []
    monkeypatch.setattr(FactSourceDialog, "tell", classmethod(lambda cls, parent, fact: asked.append(fact)))
    filled.put(Narrative(id=narrative_id(Scope.PRL, CHAPTER), chapter=CHAPTER, text="Mieszka tu {{wsk:D00}} osób."), label="tekst")
    documents = cast(DocumentsPage, page("documents"))
    documents.outline.pick(CHAPTER)
    quiet(qtbot)
    documents.preview.anchorClicked.emit(QUrl("fact:0"))
    assert [fact.value for fact in asked] == [people(0, 2024)]


def test_inserting_a_number_shows_its_value_and_gives_its_token(filled: ProjectSession, qtbot: QtBot) -> None:
    dialog = FactChoice(None, context_now(filled.open_project, Scope.PRL))
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.line, "liczba ludnosci")
    spoken = [str(dialog.model.index(row).data(11)) for row in range(dialog.model.rowCount())]
    row = next(n for n, one in enumerate(dialog.model.rows) if one.token == "wsk:D00")
    assert f"{people(0, 2024):,.0f} (2024 r.)".replace(",", "\u00a0") in spoken[row]
    dialog.list.setCurrentIndex(dialog.model.index(row))
    dialog.fixed.setChecked(True)
    dialog._take()
    assert dialog.token == "{{wsk:D00:2024}}"


def test_the_town_s_name_in_any_case_can_be_inserted(session: ProjectSession, qtbot: QtBot) -> None:
    dialog = FactChoice(None, context_now(session.open_project, Scope.PRL))
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.line, "nowych bielanach")
    dialog._take()
    assert dialog.token == "{{miasto.msc}}"


def test_tables_of_a_chapter_are_filled_beside_its_text(documents: DocumentsPage, session: ProjectSession) -> None:
    documents.outline.pick("P9")
    [tables] = [one for key, one in documents.editor._known.items() if key == (Scope.PRL, "management.monitoring")]
    tables.tables[0].add()
    [item] = session.project.all(MonitoringItem)
    assert item.scope is Scope.PRL


def test_findings_lead_to_the_chapter_and_to_records_of_its_tables(window: MainWindow, documents: DocumentsPage, session: ProjectSession) -> None:
    risk, item = Risk(title="Wzrost cen"), MonitoringItem(element="Wskaźniki", scope=Scope.PRI)
    session.put(risk, item, EnvironmentalAssessment(status="w_toku"), label="dodanie")
    for place, scope, chapter in (
        (Place(chapter="P2.10"), Scope.PRL, "P2.10"),
        (Place(chapter="I4"), Scope.PRI, "I4"),
        (Place(record=risk.id), Scope.PRL, "P7"),
        (Place(record=item.id), Scope.PRI, "I11"),
        (Place(record=session.project.single(EnvironmentalAssessment).id), Scope.PRL, "P13"),
    ):
        window.go_to_step("town")
        session.go_to(place)
        assert window.step_id == "documents"
        assert (documents.scope, documents.outline.current) == (scope, chapter)


@pytest.mark.slow
def test_both_documents_are_written_and_the_findings_told(documents: DocumentsPage, session: ProjectSession, tmp_path: Path, qtbot: QtBot) -> None:
    documents.saving.write(tmp_path)
    quiet(qtbot)
    assert {path.name for path in tmp_path.iterdir()} >= {"PRL.docx", "PRI.docx"}
    assert documents.saving.message.isVisible()
    assert any(finding.code == "G01" for finding in session.findings)
