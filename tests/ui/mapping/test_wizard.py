"""The mapping wizard as a person uses it: proposals, drop-downs by keyboard, live preview, saving; and the list of profiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from excel_modules.mapping.profile import OWN, SUFFIX, Meaning, Says
from excel_modules.mapping.suggest import suggest
from excel_modules.opening import open_workbook
from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import read_here
from mrl_desktop.flows import mapping_profiles
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.mapping.habits_dialog import HabitsDialog
from mrl_desktop.ui.mapping.offer import MappingOffer
from mrl_desktop.ui.mapping.profiles_dialog import ProfilesDialog
from mrl_desktop.ui.mapping.wizard import COLUMNS, HEADER, RESULT, MappingWizard
from mrl_desktop.ui.pages.data import DataPage
from mrl_desktop.ui.session import ProjectSession
from tests.excel_modules.mapping.tables import LONG, SOURCES

WASTE = SOURCES / "inne" / "odpady_zwiazku_gmin.xlsx"
DOGS = SOURCES / "inne" / "psy_2024.xlsx"
SOON = 20_000


def ready(wizard: MappingWizard, qtbot: QtBot) -> None:
    """The preview answers to what was said last."""
    qtbot.waitUntil(lambda: wizard.preview is not None and not wizard._pause.isActive() and wizard.columns_page.view.picture is not None, timeout=SOON)


@pytest.fixture(scope="module")
def process() -> Iterator[ReaderProcess]:
    """One child for all tests."""
    with ReaderProcess() as one:
        yield one


@pytest.fixture
def wizard(session: ProjectSession, process: ReaderProcess, qtbot: QtBot) -> Iterator[MappingWizard]:
    made = MappingWizard(None, session, WASTE, process=process)
    made.show()
    ready(made, qtbot)
    yield made
    made.reject()
    made.deleteLater()


def choose(combo: QComboBox, data: object) -> None:
    combo.setCurrentIndex(combo.findData(str(data)))


def test_one_sheet_begins_with_its_header_found(wizard: MappingWizard) -> None:
    assert wizard.step == HEADER
    assert (wizard.header_page.top.value(), wizard.header_page.rows.value()) == (3, 2)
    assert not wizard.back.isVisible()


def test_another_header_gives_other_columns_and_back(wizard: MappingWizard, qtbot: QtBot) -> None:
    wizard.header_page.rows.setValue(1)
    qtbot.waitUntil(lambda: wizard.draft is not None and wizard.draft.profile.header_rows == 1, timeout=SOON)
    wizard.header_page.rows.setValue(2)
    qtbot.waitUntil(lambda: wizard.draft is not None and wizard.draft.profile.header_rows == 2, timeout=SOON)
    ready(wizard, qtbot)

    assert wizard.preview is not None and wizard.preview.count == 40


def test_meaning_is_chosen_by_keyboard_and_the_preview_follows(wizard: MappingWizard, qtbot: QtBot) -> None:
    wizard.go(COLUMNS)
    combos = wizard.columns_page.strip.combos
    assert combos[1].accessibleName() == "Znaczenie kolumny B „Gmina”"
    combos[1].setFocus()
    qtbot.keyClicks(combos[1], "Pomi")
    assert wizard.draft is not None and wizard.draft.rules[1].meaning is Meaning.IGNORE
    ready(wizard, qtbot)

    assert wizard.draft.profile.place == OWN  # nothing tells the town any more: the project's own is proposed
    assert wizard.columns_page.file_card.place.isVisibleTo(wizard)
    choose(combos[1], Meaning.NAME)
    ready(wizard, qtbot)
    assert wizard.preview is not None and wizard.preview.places == 5


def test_columns_of_other_years_change_together(wizard: MappingWizard) -> None:
    wizard.go(COLUMNS)
    choose(wizard.columns_page.strip.combos[2], Meaning.IGNORE)

    assert wizard.draft is not None
    assert [wizard.draft.rules[column].meaning for column in (2, 3, 4)] == [Meaning.IGNORE, Meaning.IGNORE, Meaning.VALUE]
    assert wizard.columns_page.strip.combos[3].currentData() == str(Meaning.IGNORE)


def test_without_values_one_cannot_go_on_and_is_told_why(wizard: MappingWizard, qtbot: QtBot) -> None:
    wizard.go(COLUMNS)
    for column in (2, 4, 6, 8):
        choose(wizard.columns_page.strip.combos[column], Meaning.IGNORE)
    ready(wizard, qtbot)

    assert wizard.status.text() == "Wskaż co najmniej jedną kolumnę z wartościami."
    assert not wizard.next.isEnabled()


def test_unit_and_name_said_of_a_column_reach_the_result(wizard: MappingWizard, qtbot: QtBot) -> None:
    wizard.go(COLUMNS)
    wizard._show_column(2)
    card = wizard.columns_page.column_card
    assert card.says.currentData() == str(Says.INDICATOR)
    qtbot.keyClicks(card.name, "Makulatura")
    ready(wizard, qtbot)

    assert wizard.preview is not None
    assert [one.title for one in wizard.preview.series][:2] == ["Makulatura", "Szkło"]


def test_a_saved_profile_is_kept_and_named(wizard: MappingWizard, qtbot: QtBot) -> None:
    wizard.go(RESULT)
    assert wizard.result_page.outcome.values.rows[0] == ("Nowe Bielany", "2023", "Papier", "477,1", "t", "C5")
    wizard.result_page.name.setText("")
    assert not wizard.next.isEnabled()
    wizard.result_page.name.setText("Odpady związku")
    wizard.next.click()

    assert wizard.saved is not None and wizard.saved.name == "Odpady związku"
    assert mapping_profiles.own_called("odpady zwiazku") is not None


def test_an_indicator_is_joined_with_the_catalogue(wizard: MappingWizard, qtbot: QtBot, session: ProjectSession) -> None:
    pane = wizard.result_page.outcome
    key = next(iter(session.catalogue.variables))
    pane._set({"Papier": key})
    ready(wizard, qtbot)

    assert pane.series.rows[0][4] == f"zmienna: {session.catalogue.variables[key].title}"
    pane.series_view.selectRow(0)
    pane.part.click()
    ready(wizard, qtbot)
    assert pane.series.rows[0][4] == "własny wskaźnik"


def test_a_list_of_one_town_needs_only_confirming(session: ProjectSession, process: ReaderProcess, qtbot: QtBot) -> None:
    wizard = MappingWizard(None, session, DOGS, process=process)
    ready(wizard, qtbot)
    wizard.go(RESULT)

    assert wizard.next.isEnabled()
    assert wizard.result_page.outcome.values.rows[0] == ("Nowe Bielany", "2024", "Psy zgłoszone", "1\xa0240", "szt.", "B3")
    wizard.reject()


def test_a_profile_is_put_right_where_it_left_off(session: ProjectSession, process: ReaderProcess, qtbot: QtBot) -> None:
    first = suggest(open_workbook(WASTE)).profile
    columns = tuple(replace(rule, indicator="Makulatura") if rule.headings[0].startswith("Papier") else rule for rule in first.columns)
    mapping_profiles.save(replace(first, name="Odpady", note="od związku", columns=columns))
    reading = read_here(WASTE, session.register, ())
    begin = mapping_profiles.read_by(reading)
    assert begin is not None and begin.name == "Odpady"
    wizard = MappingWizard(None, session, WASTE, begin, process)
    ready(wizard, qtbot)
    wizard.go(RESULT)

    assert wizard.preview is not None and wizard.preview.series[0].title == "Makulatura"
    assert (wizard.result_page.name.text(), wizard.result_page.note.text()) == ("Odpady", "od związku")
    assert wizard.result_page.taken.text().startswith("Masz już profil o tej nazwie")
    wizard.reject()


def test_a_file_that_cannot_be_opened_is_told_and_can_be_closed(session: ProjectSession, process: ReaderProcess, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "zly.xlsx"
    path.write_bytes(b"PK\x03\x04 to nie skoroszyt")
    wizard = MappingWizard(None, session, path, process=process)
    wizard.show()
    qtbot.waitUntil(lambda: wizard.message.isVisible(), timeout=SOON)

    assert wizard._title.text() == "Tego pliku nie da się otworzyć"
    assert not wizard.next.isVisible()
    wizard.reject()
    assert wizard.saved is None


def test_signs_and_rows_are_said_in_their_dialog(qtbot: QtBot) -> None:
    dialog = HabitsDialog(None, LONG)
    choose(dialog.signs["-"], "zero")
    dialog.sums.setText("Razem, Ogółem")
    made = dialog.result_value()

    assert dict(made.signs)["-"] == "zero"
    assert made.skip_rows == ("Razem", "Ogółem")


# -- the way there, and the list of profiles ------------------------------------------------------------------------------


def test_an_unknown_file_is_mapped_from_the_preview_and_read_anew(window: MainWindow, session: ProjectSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(parent: object, hub: ProjectSession, path: Path, begin: object) -> object:
        assert begin is None
        mapping_profiles.save(suggest(open_workbook(path)).profile)
        kept = mapping_profiles.own_called("Odpady zwiazku gmin")
        return kept.profile if kept is not None else None

    monkeypatch.setattr(MappingWizard, "ask", ask)
    window.go_to_step("data")
    page = window._pages["data"]
    assert isinstance(page, DataPage)
    page.read([WASTE])
    qtbot.waitUntil(lambda: page.preview.isVisible() and not page.zone.reading, timeout=SOON)
    offer = page.preview.files.mapping
    assert isinstance(offer, MappingOffer) and offer.unknown.isVisible() and not offer.other.isVisible()
    offer.unknown.click()
    qtbot.waitUntil(lambda: not page.zone.reading and page._keeper.plan is not None and not page._keeper.plan.files[0].reading.refused, timeout=SOON)

    assert page._keeper.plan is not None
    assert page._keeper.plan.files[0].reading.recognised_as == "tabela według profilu „Odpady zwiazku gmin”"
    qtbot.waitUntil(lambda: offer.other.isVisible(), timeout=SOON)


def test_profiles_are_listed_passed_on_deleted_and_brought_back(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mapping_profiles.save(LONG)
    dialog = ProfilesDialog(None)
    dialog.show()
    assert dialog.name.text() == "Długa"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "kopia"), ""))
    dialog.export.click()
    assert (tmp_path / f"kopia{SUFFIX}").is_file()

    dialog.delete.click()
    assert mapping_profiles.own_called("Długa") is None
    assert dialog.message.isVisible()
    dialog._undo.click()
    assert mapping_profiles.own_called("Długa") is not None

    dialog.name.setText("Krótka")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert mapping_profiles.own_called("Krótka") is not None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / f"kopia{SUFFIX}"), ""))
    dialog.add.click()
    assert mapping_profiles.own_called("Długa") is not None
    dialog.reject()


def test_ready_profiles_cannot_be_renamed_or_deleted(qtbot: QtBot) -> None:
    dialog = ProfilesDialog(None)

    assert dialog.name.text() == "Monitor Rozwoju Lokalnego"
    assert dialog.name.isReadOnly() and not dialog.delete.isEnabled() and dialog.export.isEnabled()
