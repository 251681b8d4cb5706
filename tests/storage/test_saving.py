"""Saving replaces the file whole or leaves it alone; whatever goes wrong ends in one finding and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mrl_desktop import paths
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.settings import Settings
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.storage import FileRefused, FileState, Workspace

Contents = Callable[[], set[str]]


def adding(title: str) -> Change:
    return Change(label="nowy cel", puts=(Goal(title=title),))


def titles(path: Path) -> list[str]:
    with Workspace.open(path, who="kontrola", take_lock=False) as workspace:
        return [record.title for record in workspace.project if isinstance(record, Goal)]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Workspace]:
    """A project saved once with one goal, then opened."""
    with Workspace.create(tmp_path / "plan.mrl", who="Anna", records=[Settings(town_name="Osiek"), Goal(title="pierwszy")]):
        pass
    workspace = Workspace.open(tmp_path / "plan.mrl", who="Anna")
    yield workspace
    workspace.close(save=False)


def refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(FileRefused) as refused:
        act()
    return refused.value.finding.code


def test_the_state_is_always_true(tmp_path: Path) -> None:
    path = tmp_path / "plan.mrl"
    with Workspace.create(path, who="Anna") as workspace:
        assert (workspace.state, workspace.saved_at, path.exists()) == (FileState.NEW, None, False)
        workspace.save()
        assert workspace.state is FileState.SAVED
        assert workspace.saved_at is not None
        inverse = workspace.apply(adding("cel"))
        assert workspace.state is FileState.UNSAVED
        workspace.save()
        assert workspace.state is FileState.SAVED
        workspace.apply(inverse)
        assert workspace.state is FileState.UNSAVED
        path.write_bytes(path.read_bytes() + b" ")
        assert workspace.state is FileState.CHANGED_ON_DISK
        path.unlink()
        assert workspace.state is FileState.CHANGED_ON_DISK
        workspace.save(overwrite_changed=True)
        assert workspace.state is FileState.SAVED


def test_the_previous_file_stays_as_backup(opened: Workspace, tmp_path: Path, contents: Contents) -> None:
    before = (tmp_path / "plan.mrl").read_bytes()
    opened.apply(adding("drugi"))
    opened.save()
    assert titles(tmp_path / "plan.mrl") == ["pierwszy", "drugi"]
    assert (tmp_path / "plan.mrl.bak").read_bytes() == before
    assert contents() == {"plan.mrl", "plan.mrl.bak", "~$plan.mrl.lock"}


def test_a_saved_file_needs_no_companions_and_opens_from_a_read_only_place(opened: Workspace, tmp_path: Path) -> None:
    opened.apply(adding("drugi"))
    opened.save()
    connection = sqlite3.connect(f"{(tmp_path / 'plan.mrl').as_uri()}?mode=ro&immutable=1", uri=True)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert connection.execute("SELECT count(*) FROM goal").fetchone() == (2,)
    connection.close()


def test_somebody_elses_changes_are_not_overwritten_unless_decided(opened: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "plan.mrl"
    with Workspace.open(path, who="Jan") as other:
        other.apply(adding("od Jana"))
    opened.apply(adding("od Anny"))
    assert opened.state is FileState.CHANGED_ON_DISK
    assert refusal(opened.save) == "P07"
    assert titles(path) == ["pierwszy", "od Jana"]
    assert not opened.autosave_if_unchanged_on_disk()
    opened.save(overwrite_changed=True)
    assert titles(path) == ["pierwszy", "od Anny"]
    backup = path.with_name("plan.mrl.bak")
    backup.rename(tmp_path / "kopia.mrl")
    assert titles(tmp_path / "kopia.mrl") == ["pierwszy", "od Jana"]


def test_a_file_only_touched_or_copied_back_is_not_changed(opened: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "plan.mrl"
    os.utime(path, (1, 1))
    assert opened.state is FileState.SAVED
    same = path.read_bytes()
    path.unlink()
    path.write_bytes(same)
    opened.apply(adding("drugi"))
    opened.save()
    assert titles(path) == ["pierwszy", "drugi"]


def test_a_file_deleted_meanwhile_is_reported_and_made_anew_when_decided(opened: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "plan.mrl"
    opened.apply(adding("drugi"))
    path.unlink()
    assert refusal(opened.save) == "P08"
    assert not path.exists()
    opened.save(overwrite_changed=True)
    assert titles(path) == ["pierwszy", "drugi"]


def test_a_folder_deleted_meanwhile_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    workspace = Workspace.create(folder / "plan.mrl", who="Anna")
    workspace.save()
    workspace.apply(adding("cel"))
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert refusal(workspace.save) == "P08"
    assert refusal(lambda: workspace.save(overwrite_changed=True)) == "P18"
    workspace.save_as(tmp_path / "gdzie indziej.mrl")
    workspace.close()
    assert titles(tmp_path / "gdzie indziej.mrl") == ["cel"]


def test_a_project_without_a_file_asks_for_one() -> None:
    workspace = Workspace.create(None, who="Anna")
    workspace.apply(adding("cel"))
    assert refusal(workspace.save) == "P12"
    assert refusal(workspace.close) == "P12"
    assert workspace.state is FileState.NEW
    assert not workspace.autosave_if_unchanged_on_disk()
    workspace.close(save=False)
    assert list(paths.working_folder().iterdir()) == []


def test_a_new_project_does_not_take_the_place_of_a_file_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.mrl"
    path.write_text("ważny list")
    assert refusal(lambda: Workspace.create(path, who="Anna")) == "P14"
    with Workspace.create(path, who="Anna", overwrite=True):
        assert path.read_text() == "ważny list"
    assert titles(path) == []
    assert path.with_name("plan.mrl.bak").read_text() == "ważny list"


def test_a_new_project_does_not_take_the_place_of_a_file_that_came_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "plan.mrl"
    workspace = Workspace.create(path, who="Anna")
    path.write_text("ważny list")
    assert refusal(workspace.save) == "P07"
    assert path.read_text() == "ważny list"
    workspace.close(save=False)


def test_save_as_goes_on_with_the_new_file(opened: Workspace, tmp_path: Path, contents: Contents) -> None:
    opened.apply(adding("drugi"))
    opened.save_as(tmp_path / "nowy.mrl")
    assert opened.target == tmp_path / "nowy.mrl"
    assert opened.state is FileState.SAVED
    opened.apply(adding("trzeci"))
    opened.save()
    assert titles(tmp_path / "plan.mrl") == ["pierwszy"]
    assert titles(tmp_path / "nowy.mrl") == ["pierwszy", "drugi", "trzeci"]
    assert "~$nowy.mrl.lock" in contents()
    assert "~$plan.mrl.lock" not in contents()


def test_a_copy_leaves_the_project_with_its_file(opened: Workspace, tmp_path: Path) -> None:
    opened.apply(adding("drugi"))
    opened.save_copy(tmp_path / "kopia.mrl")
    assert opened.target == tmp_path / "plan.mrl"
    assert opened.state is FileState.UNSAVED
    assert titles(tmp_path / "kopia.mrl") == ["pierwszy", "drugi"]


def test_the_periodic_save_saves_what_there_is_to_save(opened: Workspace, tmp_path: Path) -> None:
    assert not opened.autosave_if_unchanged_on_disk()
    opened.apply(adding("drugi"))
    assert opened.autosave_if_unchanged_on_disk()
    assert titles(tmp_path / "plan.mrl") == ["pierwszy", "drugi"]
    assert not opened.autosave_if_unchanged_on_disk()


def test_the_periodic_save_stays_away_from_a_file_somebody_else_has_open(opened: Workspace, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "plan.mrl", who="Jan") as second:
        second.apply(adding("od Jana"))
        assert not second.autosave_if_unchanged_on_disk()
        assert titles(tmp_path / "plan.mrl") == ["pierwszy"]


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "udział" / "plan.mrl"
    real.parent.mkdir()
    with Workspace.create(real, who="Anna"):
        pass
    link = tmp_path / "skrót.mrl"
    link.symlink_to(real)
    with Workspace.open(link, who="Anna") as workspace:
        workspace.apply(adding("cel"))
    assert link.is_symlink()
    assert titles(real) == ["cel"]


def test_what_a_killed_save_left_long_ago_is_swept_and_what_may_be_in_use_is_not(opened: Workspace, tmp_path: Path) -> None:
    for name in ("~$plan.mrl.0a1b2c3d.tmp", "~$plan.mrl.4e5f6a7b.tmp", "~$inny.mrl.4e5f6a7b.tmp"):
        (tmp_path / name).touch()
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(tmp_path / "~$plan.mrl.0a1b2c3d.tmp", (two_days_ago, two_days_ago))
    opened.apply(adding("drugi"))
    opened.save()
    assert {path.name for path in tmp_path.glob("*.tmp")} == {"~$plan.mrl.4e5f6a7b.tmp", "~$inny.mrl.4e5f6a7b.tmp"}


def test_an_error_in_the_work_keeps_the_work(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Workspace.create(tmp_path / "plan.mrl", who="Anna") as workspace:
        workspace.apply(adding("cel"))
        raise ZeroDivisionError
    with Workspace.recover(workspace.working, who="Anna") as recovered:
        assert recovered.project.single(Goal).title == "cel"
    assert titles(tmp_path / "plan.mrl") == ["cel"]


def test_saving_in_the_background_while_the_plan_changes_loses_nothing(opened: Workspace, tmp_path: Path) -> None:
    failures: list[BaseException] = []
    changed = threading.Event()

    def keep_saving() -> None:
        try:
            while not changed.is_set():
                opened.save()
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=keep_saving)
    thread.start()
    try:
        for number in range(60):
            opened.apply(adding(str(number)))
            assert opened.state is not FileState.CHANGED_ON_DISK
            assert len(opened.journal()) == number + 2
    finally:
        changed.set()
        thread.join()
    assert failures == []
    opened.save()
    assert opened.state is FileState.SAVED
    assert titles(tmp_path / "plan.mrl") == ["pierwszy", *map(str, range(60))]
    connection = sqlite3.connect(tmp_path / "plan.mrl")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


TO_SAVE = """
workspace = Workspace.open(Path(sys.argv[1]), who="Ewa")
workspace.apply(Change(label="nowy cel", puts=(Goal(title="drugi"),)))
try:
    workspace.save()
except FileRefused as refused:
    print(refused.finding.code)
print(workspace.state.name, len(workspace.project.all(Goal)))
workspace.close(save=False)
"""


def test_a_folder_one_may_not_write_in_is_reported(outsider: Callable[..., str], open_to_all: Path) -> None:
    path = open_to_all / "plan.mrl"
    with Workspace.create(path, who="Anna", records=[Goal(title="pierwszy")]):
        pass
    path.chmod(0o666)
    before = path.read_bytes()
    assert outsider(TO_SAVE, path).split() == ["P10", "UNSAVED", "2"]
    assert path.read_bytes() == before
    assert {entry.name for entry in open_to_all.iterdir()} == {"plan.mrl", "dom"}


def test_a_file_marked_read_only_is_not_replaced(outsider: Callable[..., str], open_to_all: Path) -> None:
    path = open_to_all / "dom" / "plan.mrl"
    with Workspace.create(path, who="Anna", records=[Goal(title="pierwszy")]):
        pass
    path.chmod(0o444)
    assert outsider(TO_SAVE, path).split() == ["P10", "UNSAVED", "2"]


AT_THE_LIMIT = """
import resource, sys
from pathlib import Path
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.storage import FileRefused, Workspace
target = Path(sys.argv[1])
workspace = Workspace.open(target, who="Anna")
workspace.apply(Change(label="nowy cel", puts=(Goal(title="drugi", description="x" * 300_000),)))
workspace.save_copy(Path(sys.argv[2]))
resource.setrlimit(resource.RLIMIT_FSIZE, (target.stat().st_size, resource.RLIM_INFINITY))
for act in (workspace.save, lambda: workspace.apply(Change(label="za duży", puts=(Goal(title="trzeci", description="x" * 900_000),)))):
    try:
        act()
    except FileRefused as refused:
        print(refused.finding.code)
print(workspace.state.name, len(workspace.project.all(Goal)), len(workspace.journal()))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
workspace.apply(Change(label="nowy cel", puts=(Goal(title="czwarty"),)))
workspace.close()
"""


@pytest.mark.skipif(os.name != "posix", reason="ograniczenie rozmiaru plików jest tylko w systemach POSIX")
def test_a_file_that_no_longer_fits_leaves_the_old_one_and_the_work(tmp_path: Path, child: Callable[..., Any], contents: Contents) -> None:
    with Workspace.create(tmp_path / "plan.mrl", who="Anna", records=[Goal(title="pierwszy")]):
        pass
    working_process = child(AT_THE_LIMIT, tmp_path / "plan.mrl", tmp_path / "kopia.mrl")
    assert working_process.hears() == "P09"
    assert working_process.hears() == "P16"
    assert working_process.hears() == "UNSAVED 2 2"
    working_process.finish()
    assert contents() == {"plan.mrl", "plan.mrl.bak", "kopia.mrl"}
    assert titles(tmp_path / "plan.mrl") == ["pierwszy", "drugi", "czwarty"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of one megabyte, where the system lets us have one."""
    disk = tmp_path / "dysk"
    disk.mkdir()
    mounted = os.name == "posix" and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode == 0
    if not mounted:
        pytest.skip("system nie pozwala założyć małego dysku")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def test_a_full_disk_while_saving_leaves_the_old_file_and_the_work(small_disk: Path) -> None:
    path = small_disk / "plan.mrl"
    workspace = Workspace.create(path, who="Anna", records=[Goal(title="pierwszy")])
    workspace.save()
    workspace.apply(adding("x" * 400_000))
    assert refusal(workspace.save) == "P09"
    assert workspace.state is FileState.UNSAVED
    assert {entry.name for entry in small_disk.iterdir()} == {"plan.mrl", "~$plan.mrl.lock"}
    assert titles(path) == ["pierwszy"]
    workspace.save_as(small_disk.parent / "obok.mrl")
    workspace.close()
    assert titles(small_disk.parent / "obok.mrl") == ["pierwszy", "x" * 400_000]


def test_a_full_disk_of_this_computer_refuses_the_change_and_keeps_the_rest(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MRL_USER_FOLDER", str(small_disk))
    with Workspace.create(tmp_path / "plan.mrl", who="Anna") as workspace:
        workspace.apply(adding("mieści się"))
        assert refusal(lambda: workspace.apply(adding("x" * 600_000))) == "P15"
        assert len(workspace.project) == 1
        workspace.apply(adding("też się mieści"))
    assert titles(tmp_path / "plan.mrl") == ["mieści się", "też się mieści"]
