"""The lock tells who has a file open; it advises and never stops anybody."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from mrl_desktop.storage import FileRefused, Workspace
from mrl_desktop.storage.lock import lock_path, read_lock


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.mrl"
    with Workspace.create(path, who="Anna"):
        pass
    return path


HOLDING = """
import sys
from pathlib import Path
from mrl_desktop.storage import Workspace
workspace = Workspace.open(Path(sys.argv[1]), who="Jan Kowalski")
print(workspace.lock, flush=True)
sys.stdin.read()
"""


def test_opening_a_file_somebody_has_open_tells_who_where_and_since_when(plan: Path, child: Callable[..., Any]) -> None:
    before = datetime.now().astimezone()
    other = child(HOLDING, plan)
    assert other.hears() == "None"
    with Workspace.open(plan, who="Anna") as workspace:
        assert workspace.lock is not None
        assert (workspace.lock.who, workspace.lock.host, workspace.lock.pid) == ("Jan Kowalski", socket.gethostname(), other.process.pid)
        assert before <= workspace.lock.since <= datetime.now().astimezone()
    assert lock_path(plan).exists()  # closing ours leaves the other's
    other.kill()
    with Workspace.open(plan, who="Anna") as workspace:
        assert workspace.lock is None
        held = read_lock(plan)
        assert held is not None and held.who == "Anna"
    assert not lock_path(plan).exists()


def test_the_lock_can_be_taken_over_by_decision(plan: Path) -> None:
    with Workspace.open(plan, who="Jan") as first, Workspace.open(plan, who="Anna") as second:
        assert second.lock is not None and second.lock.who == "Jan"
        second.take_over_lock()
        assert second.lock is None
        assert (held := read_lock(plan)) is not None and held.who == "Anna"
        first.close()
        assert (held := read_lock(plan)) is not None and held.who == "Anna"


def test_looking_without_taking_the_lock_leaves_no_trace(plan: Path) -> None:
    with Workspace.open(plan, who="Anna", take_lock=False) as workspace:
        assert workspace.lock is None
        assert not lock_path(plan).exists()


def lock_of(plan: Path, **values: object) -> None:
    row = {"who": "Ewa", "host": socket.gethostname(), "pid": 1, "since": "2026-01-05T08:00:00+01:00", "token": "x"}
    lock_path(plan).write_text(json.dumps({**row, **values}), encoding="utf-8")


def test_a_lock_of_another_computer_holds(plan: Path) -> None:
    lock_of(plan, host="komputer-w-sekretariacie", pid=999_999_999)
    with Workspace.open(plan, who="Anna") as workspace:
        assert workspace.lock is not None
        assert (workspace.lock.who, workspace.lock.since) == ("Ewa", datetime.fromisoformat("2026-01-05T08:00:00+01:00"))


@pytest.mark.parametrize("text", ["", "to nie blokada", "[]", '{"who": "Ewa"}', '{"who":"E","host":"h","pid":1,"since":"wczoraj","token":"x"}'])
def test_a_lock_that_says_nothing_counts_as_none(plan: Path, text: str) -> None:
    lock_path(plan).write_text(text, encoding="utf-8")
    with Workspace.open(plan, who="Anna") as workspace:
        assert workspace.lock is None


def test_no_lock_is_left_by_a_file_that_did_not_open(tmp_path: Path) -> None:
    (tmp_path / "zły.mrl").write_bytes(b"nic")
    with pytest.raises(FileRefused):
        Workspace.open(tmp_path / "zły.mrl", who="Anna")
    assert [path.name for path in tmp_path.iterdir()] == ["zły.mrl"]
