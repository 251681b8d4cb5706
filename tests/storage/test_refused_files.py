"""A file that cannot be opened ends in one finding; nothing is harmed and nothing is left behind."""

from __future__ import annotations

import sqlite3
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mrl_desktop import paths
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.records import id_from
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.storage import FileRefused, Workspace
from mrl_desktop.storage.tables import FORMAT_VERSION


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a small, sound project file."""
    path = tmp_path_factory.mktemp("wzor") / "wzor.mrl"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRL_USER_FOLDER", str(path.parent / "uzytkownik"))
        goals = [Goal(title=f"Cel {number}", description="opis " * 40) for number in range(40)]
        with Workspace.create(path, who="Anna", records=[Settings(town_name="Osiek"), *goals]):
            pass
    return path.read_bytes()


def code_of_refusal(path: Path) -> str:
    """Code of the finding with which the file is refused; checks that the finding is whole and that the file and the disk are unharmed."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(FileRefused) as refused:
        Workspace.open(path, who="Anna")
    finding = refused.value.finding
    assert finding.severity is Severity.ERROR
    assert path.name in finding.message
    assert finding.message.endswith(".") and finding.hint.endswith(".")
    assert finding.place.file == path.name
    assert list(paths.working_folder().iterdir()) == []
    assert before is None or path.read_bytes() == before
    assert not list(path.parent.glob("~$*"))
    return finding.code


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert code_of_refusal(tmp_path / "nie ma.mrl") == "P01"
    assert code_of_refusal(tmp_path / "nie ma folderu" / "nie ma.mrl") == "P01"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pusty.mrl").touch()
    assert code_of_refusal(tmp_path / "pusty.mrl") == "P03"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.mrl").mkdir()
    assert code_of_refusal(tmp_path / "folder.mrl") == "P04"


def test_a_workbook_or_a_text_is_not_a_project_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "arkusz.mrl", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    (tmp_path / "tekst.mrl").write_text("Kod;Nazwa\n", encoding="cp1250")
    assert code_of_refusal(tmp_path / "arkusz.mrl") == "P04"
    assert code_of_refusal(tmp_path / "tekst.mrl") == "P04"


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "obca.mrl")
    connection.execute("CREATE TABLE goal (title TEXT)")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    assert code_of_refusal(tmp_path / "obca.mrl") == "P04"


def test_a_file_of_a_newer_program_is_refused_with_its_version(tmp_path: Path, sound: bytes) -> None:
    newer = tmp_path / "nowszy.mrl"
    newer.write_bytes(sound[:60] + struct.pack(">I", FORMAT_VERSION + 1) + sound[64:])
    assert code_of_refusal(newer) == "P05"
    with pytest.raises(FileRefused) as refused:
        Workspace.open(newer, who="Anna")
    assert f"wersja pliku {FORMAT_VERSION + 1}" in refused.value.finding.message


def test_a_file_never_finished_is_refused(tmp_path: Path, sound: bytes) -> None:
    (tmp_path / "zera.mrl").write_bytes(bytes(5000))
    (tmp_path / "bez wersji.mrl").write_bytes(sound[:60] + bytes(4) + sound[64:])
    assert code_of_refusal(tmp_path / "zera.mrl") == "P06"
    assert code_of_refusal(tmp_path / "bez wersji.mrl") == "P06"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path, sound: bytes, share: float) -> None:
    cut = tmp_path / "urwany.mrl"
    cut.write_bytes(sound[: int(share * len(sound))])
    assert code_of_refusal(cut) in {"P03", "P04", "P06"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True), noise=st.binary(min_size=1, max_size=600))
def test_a_file_damaged_anywhere_is_refused_or_opens_but_never_breaks(tmp_path: Path, sound: bytes, at: float, noise: bytes) -> None:
    start = int(at * len(sound))
    damaged = tmp_path / "uszkodzony.mrl"
    damaged.write_bytes((sound[:start] + noise + sound[start + len(noise) :])[: len(sound)])
    try:
        Workspace.open(damaged, who="Anna").close(save=False)
    except FileRefused as refused:
        assert refused.finding.code in {"P04", "P05", "P06"}
    assert list(paths.working_folder().iterdir()) == []


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE goal SET level = 'nieznany'",
        "UPDATE goal SET dimensions = 'to nie lista'",
        "UPDATE settings SET id = 'zle'",
        "DROP TABLE goal",
        "DROP TABLE observation",
        "ALTER TABLE goal RENAME COLUMN title TO tytul",
    ],
)
def test_tables_that_are_not_what_the_version_says_are_damage(tmp_path: Path, sound: bytes, harm: str) -> None:
    path = tmp_path / "zmieniony.mrl"
    path.write_bytes(sound)
    connection = sqlite3.connect(path)
    connection.execute(harm)
    connection.commit()
    connection.close()
    assert code_of_refusal(path) == "P06"


def test_text_or_a_number_that_no_file_can_hold_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    goal = Goal(id=id_from("cel"), title="dobry")
    with Workspace.create(tmp_path / "a.mrl", who="Anna", records=[goal]) as workspace:
        for bad in (goal.with_values({"title": "zły \ud800 znak"}), goal.with_values({"position": 2**70})):
            with pytest.raises(FileRefused) as refused:
                workspace.apply(Change(label="źle", puts=(bad,)))
            assert refused.value.finding.code == "P17"
        assert workspace.project.get(goal.id) == goal
        assert len(workspace.journal()) == 1
        workspace.apply(Change(label="dobrze", puts=(goal.with_values({"title": "lepszy"}),)))
    with Workspace.open(tmp_path / "a.mrl", who="Anna") as workspace:
        assert workspace.project.single(Goal).title == "lepszy"


TO_OPEN = """
try:
    Workspace.open(Path(sys.argv[1]), who="Anna")
except FileRefused as refused:
    print(refused.finding.code)
"""


def test_a_file_one_may_not_read_is_refused(outsider: Callable[..., str], open_to_all: Path, sound: bytes) -> None:
    path = open_to_all / "tajny.mrl"
    path.write_bytes(sound)
    path.chmod(0o600)
    assert outsider(TO_OPEN, path) == "P02"
