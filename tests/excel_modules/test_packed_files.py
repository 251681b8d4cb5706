"""Archives with several files inside, as people send them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from excel_modules.opening import open_workbook
from excel_modules.packed import archives_in, inner_path, tables_in, unpack
from excel_modules.reading import Refused
from tests.excel_modules import bad_files

TABLE = (bad_files.HEADER + bad_files.ROWS).encode()


def packed(path: Path, *parts: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return path


def test_files_of_one_name_in_several_folders_stay_apart(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("2023/dane.csv", TABLE), ("2024/dane.csv", TABLE + b"1201011;x;5;\n"), ("2024/uwagi.pdf", b"%PDF"))

    files = unpack(path, tmp_path / "obok")

    assert sorted(file.stat().st_size for file in files) == [len(TABLE), len(TABLE) + 13]
    assert sorted(map(inner_path, tables_in(path))) == ["2023/dane.csv", "2024/dane.csv"]


def test_project_cards_in_word_are_taken_out_too(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(1, 2)
    document.save(str(tmp_path / "karta.docx"))
    path = packed(tmp_path / "a.zip", ("karty/karta.docx", (tmp_path / "karta.docx").read_bytes()))

    assert [file.name for file in unpack(path, tmp_path / "obok")] == ["karta.docx"]


def test_very_long_names_are_cut_to_what_a_system_can_write(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("ż" * 220 + ".csv", TABLE), ("ż" * 221 + ".csv", TABLE))

    assert [file.suffix for file in unpack(path, tmp_path / "obok")] == [".csv", ".csv"]


def test_hidden_files_of_other_systems_do_not_count(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("__MACOSX/._dane.csv", b"\0\5\x16\7"), ("dane.csv", TABLE))

    assert open_workbook(path).sheets[0].height == 3


@pytest.mark.parametrize("name", ["../../dane.csv", "/etc/dane.csv", "C:\\dane.csv", "a\\..\\..\\dane.csv"])
def test_parts_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused) as refusal:
        unpack(packed(tmp_path / "a.zip", (name, TABLE), ("b.csv", TABLE)), tmp_path / "obok")

    assert refusal.value.finding.code == "P05" and not (tmp_path / "obok").exists()


def test_archives_inside_are_named(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inne.zip", ("a.csv", TABLE)).read_bytes()

    assert archives_in(packed(tmp_path / "a.zip", ("x/inne.zip", inner), ("dane.csv", TABLE))) == ["inne.zip"]
