from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.settings import DocumentName
from mrl_desktop.storage.reference_data import load_register
from mrl_desktop.ui.dialogs.new_project import NewProjectDialog
from mrl_desktop.ui.widgets.entries import ChoiceEntry, LineEntry


@pytest.fixture
def dialog(qtbot: QtBot) -> NewProjectDialog:
    made = NewProjectDialog(None, load_register())
    qtbot.addWidget(made)
    made.show()
    return made


def test_namesakes_are_told_apart_by_powiat_and_diacritics_are_optional(dialog: NewProjectDialog) -> None:
    dialog.finder.line.setText("osiek")
    labels = [dialog.finder.list.item(row).text() for row in range(dialog.finder.list.count())]
    exact = [text for text in labels if text.startswith("Osiek,")]
    assert len(exact) >= 4
    assert len(set(exact)) == len(exact)
    dialog.finder.line.setText("lodz")
    assert any(dialog.finder.list.item(row).text().startswith("Łódź") for row in range(dialog.finder.list.count()))


def test_nothing_goes_on_until_a_town_is_chosen(dialog: NewProjectDialog) -> None:
    assert not dialog.next.isEnabled()
    dialog.finder.line.setText("zzzz")
    assert not dialog.next.isEnabled()
    assert "Nie ma takiej gminy" in dialog.finder.note.text()


def test_town_names_years_and_file_end_in_settings(dialog: NewProjectDialog, tmp_path: Path) -> None:
    dialog.finder.line.setText("2611011")
    assert dialog.next.isEnabled()
    dialog.next.click()
    genitive = cast(LineEntry, dialog._entries["town_genitive"]).line
    assert genitive.text() == "Starachowic"
    genitive.setText("Starachowic nad Kamienną")
    genitive.textEdited.emit(genitive.text())
    assert "Mieszkańcy Starachowic nad Kamienną" in dialog._preview.text()
    dialog.next.click()
    combo = cast(ChoiceEntry, dialog._entries["document_name"]).combo
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    dialog.path.setText(str(tmp_path / "moje miasto"))
    dialog.next.click()
    made = dialog.result_value()
    assert made.settings.territory == "2611011"
    assert made.settings.town_genitive == "Starachowic nad Kamienną"
    assert made.settings.document_name is DocumentName.PROGRAM
    assert made.path == tmp_path / "moje miasto.mrl"


def test_years_that_make_no_sense_are_said_calmly(dialog: NewProjectDialog, tmp_path: Path) -> None:
    dialog.finder.line.setText("2611011")
    dialog.next.click()
    dialog.next.click()
    last = cast(LineEntry, dialog._entries["horizon_end"]).line
    last.setText("2001")
    last.textEdited.emit("2001")
    dialog.path.setText(str(tmp_path / "a.mrl"))
    dialog.next.click()
    assert dialog._note.isVisible()
    assert dialog.isVisible()


def test_existing_file_is_never_replaced_by_a_new_project(dialog: NewProjectDialog, tmp_path: Path) -> None:
    taken = tmp_path / "zajety.mrl"
    taken.write_text("cudza praca", encoding="utf-8")
    dialog.finder.line.setText("2611011")
    dialog.next.click()
    dialog.next.click()
    dialog.path.setText(str(taken))
    dialog.next.click()
    assert dialog._note.isVisible()
    assert taken.read_text(encoding="utf-8") == "cudza praca"
