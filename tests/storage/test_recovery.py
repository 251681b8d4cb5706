"""A process killed at any moment loses nothing that was committed; the processes talk through pipes, nobody waits by the clock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mrl_desktop import paths
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.storage import FileRefused, FileState, Workspace, recoverable
from mrl_desktop.storage.working_copy import Origin

Start = Callable[..., Any]

COMMON = """
import os, sys
from pathlib import Path
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.statistics import ObservationBlock, Series
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.storage import Workspace
target = Path(sys.argv[1])
workspace = Workspace.create(target, who="Anna", records=[Settings(town_name="Osiek")])
def add(title):
    workspace.apply(Change(label="nowy cel", puts=(Goal(title=title),)))
def say(word):
    print(word, flush=True)
"""

AFTER_EACH_CHANGE = COMMON + """
workspace.save()
for number in range(20):
    add(str(number))
say("gotowe")
sys.stdin.read()
"""

IN_THE_MIDDLE_OF_A_CHANGE = COMMON + """
add("przed importem")
def blocks():
    size = 50_000
    yield ObservationBlock(
        sheet="1", series=(Series(key="ludnosc", title="Ludność"),), territories=("0201011",), series_index=[0] * size,
        territory_index=[0] * size, years=[2020] * size, values=[1.0] * size, rows=range(size), columns=[1] * size,
    )
    say("w połowie")
    sys.stdin.read()
batch = ImportBatch(file="dane.csv")
workspace.apply(Change(label="import", puts=(batch,)), blocks={batch.id: blocks()})
"""

AT_THE_REPLACING = COMMON + """
workspace.save()
add("drugi")
replace = os.replace
def killed_around(source, destination):
    if Path(destination) == target:
        if sys.argv[2] == "po":
            replace(source, destination)
        say("teraz")
        sys.stdin.read()
    replace(source, destination)
os.replace = killed_around
workspace.save()
"""

CLOSED = COMMON + """
add("cel")
workspace.close()
say("zamknięte")
sys.stdin.read()
"""


def killed(start: Start, code: str, word: str, *arguments: object) -> None:
    process = start(code, *arguments)
    assert process.hears() == word
    assert recoverable() == []  # somebody alive works on it
    process.kill()


def titles(workspace: Workspace) -> list[str]:
    return [record.title for record in workspace.project if isinstance(record, Goal)]


def test_nothing_committed_is_lost_with_a_killed_process(tmp_path: Path, child: Start) -> None:
    path = tmp_path / "plan.mrl"
    killed(child, AFTER_EACH_CHANGE, "gotowe", path)
    [left] = recoverable()
    assert (left.target, left.town) == (path, "Osiek")
    with Workspace.recover(left.working, who="Anna") as workspace:
        assert titles(workspace) == [str(number) for number in range(20)]
        assert workspace.state is FileState.UNSAVED
        assert workspace.lock is None  # the lock of the killed process is known to be stale
        assert left.last_change == workspace.journal(limit=1)[0].when
    assert recoverable() == []
    with Workspace.open(path, who="Anna") as workspace:
        assert titles(workspace) == [str(number) for number in range(20)]
        assert workspace.state is FileState.SAVED


def test_a_change_cut_off_in_the_middle_never_was(tmp_path: Path, child: Start) -> None:
    killed(child, IN_THE_MIDDLE_OF_A_CHANGE, "w połowie", tmp_path / "plan.mrl")
    [left] = recoverable()
    workspace = Workspace.recover(left.working, who="Anna")
    assert titles(workspace) == ["przed importem"]
    assert workspace.project.all(ImportBatch) == []
    assert workspace.statistics.count() == 0
    assert workspace.state is FileState.NEW
    workspace.close()
    with Workspace.open(tmp_path / "plan.mrl", who="Anna") as again:
        assert titles(again) == ["przed importem"]


@pytest.mark.slow
def test_a_save_cut_off_before_replacing_leaves_the_old_file_and_the_work(tmp_path: Path, child: Start) -> None:
    path = tmp_path / "plan.mrl"
    killed(child, AT_THE_REPLACING, "teraz", path, "przed")
    with Workspace.open(path, who="Jan", take_lock=False) as old:
        assert titles(old) == []
    [left] = recoverable()
    with Workspace.recover(left.working, who="Anna") as workspace:
        assert workspace.state is FileState.UNSAVED
        assert titles(workspace) == ["drugi"]
    with Workspace.open(path, who="Anna") as workspace:
        assert titles(workspace) == ["drugi"]


@pytest.mark.slow
def test_a_save_cut_off_after_replacing_has_arrived(tmp_path: Path, child: Start) -> None:
    path = tmp_path / "plan.mrl"
    killed(child, AT_THE_REPLACING, "teraz", path, "po")
    assert recoverable() == []
    assert list(paths.working_folder().iterdir()) == []
    with Workspace.open(path, who="Anna") as workspace:
        assert titles(workspace) == ["drugi"]


def test_a_project_closed_in_order_leaves_nothing(tmp_path: Path, child: Start) -> None:
    killed(child, CLOSED, "zamknięte", tmp_path / "plan.mrl")
    assert recoverable() == []
    assert {path.name for path in tmp_path.iterdir()} == {"plan.mrl"}


def test_a_working_copy_somebody_alive_uses_is_not_recovered() -> None:
    with Workspace.create(None, who="Anna", records=[Settings(town_name="Osiek")]) as workspace:
        assert recoverable() == []
        with pytest.raises(FileRefused) as refused:
            Workspace.recover(workspace.working, who="Jan")
        assert refused.value.finding.code == "P13"


def test_a_working_copy_that_cannot_be_read_stays_for_whoever_can_help(tmp_path: Path) -> None:
    folder = paths.working_folder() / "zepsuta"
    folder.mkdir()
    (folder / "projekt.mrl").write_bytes(b"to nie baza" * 1000)
    (folder / "stan.json").write_text(Origin(target=tmp_path / "plan.mrl").to_json(), encoding="utf-8")
    assert recoverable() == []
    assert (folder / "projekt.mrl").exists()
    with pytest.raises(FileRefused) as refused:
        Workspace.recover(folder / "projekt.mrl", who="Anna")
    assert refused.value.finding.code == "P06"
    assert (folder / "projekt.mrl").exists()


def test_a_copying_in_that_was_cut_off_is_cleared_away() -> None:
    folder = paths.working_folder() / "urwana"
    folder.mkdir()
    (folder / "projekt.mrl").write_bytes(b"SQLite format 3\x00 i koniec")
    assert recoverable() == []
    assert not folder.exists()


def test_work_recovered_but_not_saved_can_be_recovered_again(tmp_path: Path) -> None:
    with pytest.raises(KeyError), Workspace.create(tmp_path / "plan.mrl", who="Anna") as workspace:
        workspace.apply(Change(label="nowy cel", puts=(Goal(title="cel"),)))
        raise KeyError
    for _ in range(2):
        [left] = recoverable()
        with pytest.raises(KeyError), Workspace.recover(left.working, who="Anna") as again:
            assert titles(again) == ["cel"]
            raise KeyError
    assert not (tmp_path / "plan.mrl").exists()


def test_a_working_copy_that_is_gone_is_refused_and_nothing_is_made_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        Workspace.recover(tmp_path / "nie ma" / "projekt.mrl", who="Anna")
    with pytest.raises(FileRefused):
        Workspace.recover(tmp_path / "projekt.mrl", who="Anna")
    assert list(tmp_path.iterdir()) == []
