from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from mrl_desktop.domain.progress import Cancelled
from mrl_desktop.flows import dropped_files
from mrl_desktop.flows.dropped_files import extracted, files_of

TABLE = '"Kod";"Nazwa";"ogółem;ogółem;2023;[osoba]";\n"0201011";"Bolesławiec (1)";36000;\n"0201022";"Bolesławiec (2)";1;\n'


def table(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_folders_inside_folders_are_looked_into_and_hidden_ones_are_not(tmp_path: Path) -> None:
    wanted = [table(tmp_path / name) for name in ("a.csv", "GUS/b.csv", "GUS/2024/c.csv", "moduły/d.csv")]
    table(tmp_path / ".kosz" / "e.csv")
    table(tmp_path / "__MACOSX" / "f.csv")
    (tmp_path / "GUS" / "pismo.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "GUS" / "~$b.xlsx").write_bytes(b"x")
    assert sorted(files_of([tmp_path])[0]) == sorted(wanted)


def test_mixed_drop_gives_every_file_once(tmp_path: Path) -> None:
    first = table(tmp_path / "a.csv")
    second = table(tmp_path / "głębiej" / "b.csv")
    packed = tmp_path / "paczka.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("jeden/dane.csv", TABLE)
        archive.writestr("dwa/dane.csv", TABLE)
    found = list(extracted([first, tmp_path, packed, second], lambda *_: None, lambda: False))
    assert sorted(str(one.path.relative_to(tmp_path)) for one in found) == ["a.csv", "głębiej/b.csv", "paczka.zip/dwa/dane.csv", "paczka.zip/jeden/dane.csv"]
    assert all(one.extract is not None for one in found)


def test_a_link_that_goes_round_in_circles_is_not_followed(tmp_path: Path) -> None:
    wanted = table(tmp_path / "dane" / "a.csv")
    try:
        (tmp_path / "dane" / "znowu").symlink_to(tmp_path / "dane", target_is_directory=True)
    except OSError:
        pytest.skip("ten system nie pozwala tworzyć dowiązań")
    assert files_of([tmp_path])[0] == [wanted]


def test_five_hundred_files_can_be_stopped_half_way(tmp_path: Path) -> None:
    for number in range(500):
        table(tmp_path / f"folder {number % 7}" / f"dane {number}.csv")
    told: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, text: str) -> None:
        told.append((done, total, text))

    with pytest.raises(Cancelled):
        list(extracted([tmp_path], progress, lambda: len(told) > 6))
    assert told[-1][1] == 500
    assert told[-1][0] < 10


def test_looking_through_folders_can_be_stopped_too(tmp_path: Path) -> None:
    table(tmp_path / "a" / "b" / "c.csv")
    with pytest.raises(Cancelled):
        files_of([tmp_path], lambda: True)


def test_files_beyond_reason_are_told_and_not_lost_in_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dropped_files, "MOST", 2)
    table(tmp_path / "a" / "1.csv")
    table(tmp_path / "b" / "1.csv")
    table(tmp_path / "c" / "1.csv")
    found = list(extracted([tmp_path], lambda *_: None, lambda: False))
    [told] = [one for one in found if one.refusal is not None]
    assert told.refusal is not None
    assert "„c”" in told.refusal.message
    assert len(found) == 3
