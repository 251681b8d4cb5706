"""The list of recent files and the name of the user."""

from __future__ import annotations

from pathlib import Path

from mrl_desktop import paths
from mrl_desktop.storage import current_user, forget_recent, recent_files, remember_recent
from mrl_desktop.storage.recent import RECENT_KEPT


def test_the_file_opened_last_stands_first_and_once(tmp_path: Path) -> None:
    for name in ("a.mrl", "b.mrl", "a.mrl"):
        remember_recent(tmp_path / name, "Osiek")
    assert [recent.path.name for recent in recent_files()] == ["a.mrl", "b.mrl"]
    assert recent_files()[0].town == "Osiek"
    assert recent_files()[0].opened_at >= recent_files()[1].opened_at


def test_a_file_that_is_gone_is_known_to_be_gone(tmp_path: Path) -> None:
    (tmp_path / "jest.mrl").touch()
    remember_recent(tmp_path / "jest.mrl")
    remember_recent(tmp_path / "nie ma.mrl")
    assert [recent.exists for recent in recent_files()] == [False, True]
    forget_recent(tmp_path / "nie ma.mrl")
    assert [recent.path.name for recent in recent_files()] == ["jest.mrl"]


def test_the_list_keeps_only_the_newest(tmp_path: Path) -> None:
    for number in range(RECENT_KEPT + 5):
        remember_recent(tmp_path / f"{number}.mrl")
    assert len(recent_files()) == RECENT_KEPT
    assert recent_files()[0].path.name == f"{RECENT_KEPT + 4}.mrl"


def test_a_spoiled_list_counts_as_empty_and_heals(tmp_path: Path) -> None:
    for text in ("", "{", "[1]", '[{"path": 1}]', "null"):
        (paths.user_folder() / "ostatnie.json").write_text(text, encoding="utf-8")
        assert recent_files() == []
    remember_recent(tmp_path / "a.mrl")
    assert len(recent_files()) == 1


def test_the_user_has_a_name() -> None:
    assert current_user().strip()
