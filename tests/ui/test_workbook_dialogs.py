"""The dialogs of the workbook doctor and of write-back, driven as a planner does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mrl_desktop.domain.imports import FieldSource, ImportBatch
from mrl_desktop.flows.build_sample import sample_folder
from mrl_desktop.flows.import_files import commit, plan_import
from mrl_desktop.ui.dialogs.workbook_doctor import DoctorDialog
from mrl_desktop.ui.dialogs.write_back import WriteBackDialog
from mrl_desktop.ui.session import ProjectSession
from resources.examples.zrodla_zepsute import FILE, PLANTED

GOALS = "Modul_7_Drzewo_celow.xlsx"


def test_the_doctor_lists_every_planted_mistake_and_shows_the_cell_of_the_chosen_one(session: ProjectSession, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = DoctorDialog(None, session, FILE)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.examination is not None, timeout=20_000)
    assert dialog.examination is not None
    assert len(dialog.examination.suspicions) == len(PLANTED)
    wanted = next(number for number, one in enumerate(dialog.examination.suspicions) if one.sheet == "Ludność" and one.cell == "A5")
    dialog.list.pick(str(wanted))
    qtbot.waitUntil(lambda: (4, 0) in dialog.replica.view.marked, timeout=20_000)
    assert "5-9" in dialog.what.text()
    dialog.save_copy(tmp_path / "kopia.xlsx")
    qtbot.waitUntil(lambda: (tmp_path / "kopia.xlsx").exists() and dialog.mark.isEnabled(), timeout=20_000)


def test_a_file_that_is_no_workbook_is_told_calmly(session: ProjectSession, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "dane.xlsx"
    path.write_bytes(b"PK\x03\x04 to nie jest skoroszyt")
    dialog = DoctorDialog(None, session, path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.message.isVisible(), timeout=20_000)
    assert not dialog.mark.isEnabled()


@pytest.fixture
def imported(session: ProjectSession, tmp_path: Path) -> tuple[ImportBatch, Path]:
    """The planner's workbook read into the project, and one text changed there since."""
    file = Path(shutil.copy(sample_folder() / GOALS, tmp_path))
    commit(session.open_project, plan_import(session.open_project, [file]))
    [batch] = session.project.all(ImportBatch)
    source = next(one for one in session.project.all(FieldSource) if one.field in ("description", "causes", "assumptions", "title") and one.raw == one.value)
    assert source.record is not None
    record = session.project.get(source.record)
    assert record is not None
    session.put(record.with_values({source.field: "Zmieniono w programie"}), label="zmiana")
    return batch, file


def test_what_changed_in_the_program_is_written_into_a_copy(session: ProjectSession, imported: tuple[ImportBatch, Path], qtbot: QtBot, tmp_path: Path) -> None:
    batch, file = imported
    dialog = WriteBackDialog(None, session, batch, file)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=20_000)
    assert dialog.plan is not None and len(dialog.plan.possible) == 1
    assert dialog.table.topLevelItemCount() == 1
    before = file.read_bytes()
    dialog.save(tmp_path / "kopia.xlsx")
    qtbot.waitUntil(lambda: dialog.message.isVisible(), timeout=20_000)
    assert (tmp_path / "kopia.xlsx").exists() and file.read_bytes() == before


def test_writing_in_place_leaves_nothing_to_write_again(session: ProjectSession, imported: tuple[ImportBatch, Path], qtbot: QtBot) -> None:
    batch, file = imported
    dialog = WriteBackDialog(None, session, batch, file)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=20_000)
    dialog.save(None)
    qtbot.waitUntil(lambda: dialog.message.isVisible(), timeout=20_000)
    assert file.with_name(file.name + ".bak").exists()
    again = session.project.one(ImportBatch, batch.id)
    assert again is not None
    second = WriteBackDialog(None, session, again, file)
    qtbot.addWidget(second)
    qtbot.waitUntil(lambda: second.plan is not None, timeout=20_000)
    assert second.plan is not None and second.plan.writings == ()
