from __future__ import annotations

import json
import zipfile
from pathlib import Path

from excel_modules.file_reading import sha256_of
from mrl_desktop import paths
from mrl_desktop.flows import where_files_lie
from mrl_desktop.flows.where_files_lie import State, point, remember, where


def table(path: Path, value: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"a;b\n1;{value}\n", encoding="utf-8")
    return path


def test_remembered_file_is_found_while_its_bytes_are_the_same(tmp_path: Path) -> None:
    path = table(tmp_path / "dane.csv")
    sha256 = sha256_of(path)
    assert where(sha256).state is State.UNKNOWN
    remember({sha256: path})
    assert (where(sha256).state, where(sha256).path) == (State.SAME, path)
    table(path, 2)
    assert where(sha256).state is State.CHANGED
    path.unlink()
    assert where(sha256).state is State.GONE


def test_moved_file_is_found_again_when_the_planner_points_at_it(tmp_path: Path) -> None:
    path = table(tmp_path / "dane.csv")
    sha256 = sha256_of(path)
    remember({sha256: path})
    moved = path.rename(tmp_path / "inna nazwa.csv")
    assert point(sha256, table(tmp_path / "obcy.csv", 7)).state is State.CHANGED
    assert where(sha256).state is State.GONE, "another file is not taken for it"
    assert point(sha256, moved).state is State.SAME
    assert where(sha256).path == moved


def test_table_inside_an_archive_is_known_by_its_own_bytes(tmp_path: Path) -> None:
    inner, other = table(tmp_path / "a" / "dane.csv"), table(tmp_path / "b" / "dane.csv", 2)
    packed = tmp_path / "paczka.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(inner, "a/dane.csv")
        archive.write(other, "b/dane.csv")
    remember({sha256_of(inner): packed / "a/dane.csv", sha256_of(other): packed / "b/dane.csv"})
    assert where(sha256_of(inner)).state is State.SAME
    assert where(sha256_of(other)).path == packed / "b/dane.csv"
    packed.unlink()
    assert where(sha256_of(inner)).state is State.GONE


def test_list_is_of_the_user_and_a_damaged_one_counts_as_empty(tmp_path: Path) -> None:
    path = table(tmp_path / "dane.csv")
    remember({sha256_of(path): path})
    kept = paths.user_folder() / "zrodla.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == {sha256_of(path): str(path)}
    kept.write_text("{", encoding="utf-8")
    assert where(sha256_of(path)).state is State.UNKNOWN
    remember({sha256_of(path): path})
    assert where(sha256_of(path)).state is State.SAME


def test_files_named_longest_ago_are_forgotten_first(tmp_path: Path) -> None:
    places = {f"{number:064d}": tmp_path / f"{number}.csv" for number in range(where_files_lie.KEPT + 5)}
    remember(places)
    kept = json.loads((paths.user_folder() / "zrodla.json").read_text(encoding="utf-8"))
    assert len(kept) == where_files_lie.KEPT
    assert f"{0:064d}" not in kept
    assert f"{where_files_lie.KEPT + 4:064d}" in kept
