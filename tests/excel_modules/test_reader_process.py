"""The child process: it keeps the program whole, stops when told, and starts light."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import read_file, read_files, read_folder, read_here
from mrl_desktop.domain.progress import Cancelled
from mrl_desktop.domain.territory import Register
from tests.excel_modules import bad_files
from tests.excel_modules.answering import VARIABLES, codes, observed

HEAVY = ("PySide6", "sqlalchemy", "matplotlib", "pandas", "numpy", "openpyxl", "docx", "lxml")


def test_child_gives_the_same_reading_as_this_process(tmp_path: Path, register: Register) -> None:
    path = bad_files.long_workbook(tmp_path / "dane.xlsx")

    assert read_file(path, register, VARIABLES) == read_here(path, register, VARIABLES)


def test_child_ended_from_outside_costs_one_file_only(tmp_path: Path, register: Register) -> None:
    path = bad_files.long_workbook(tmp_path / "dane.xlsx")
    with ReaderProcess() as process:
        child = process.child
        assert child is not None
        child.terminate()
        child.wait()
        process.ask(path)
        first = read_file(path, register, VARIABLES, process=process)
        second = read_file(path, register, VARIABLES, process=process)

    assert len(observed(first)) == len(observed(second)) == 2


def test_child_that_dies_over_a_file_makes_one_finding_and_the_next_file_is_read(tmp_path: Path, register: Register) -> None:
    heavy = bad_files.wide_csv(tmp_path / "a.csv", text=bad_files.HEADER + bad_files.ROWS * 1_000_000)
    light = bad_files.long_workbook(tmp_path / "b.xlsx")
    with ReaderProcess(memory=160 * 2**20) as process:
        first, second = read_files([heavy, light], register, VARIABLES, process=process)

    assert codes(first) <= {"P08", "P10"} and first.refused
    assert len(observed(second)) == 2


def test_reading_that_takes_too_long_is_ended(tmp_path: Path, register: Register) -> None:
    path = bad_files.long_workbook(tmp_path / "dane.xlsx")
    with ReaderProcess(seconds=0.0) as process:
        reading = read_file(path, register, VARIABLES, process=process)
        assert process.child is None

    assert codes(reading) == {"P09"}


def test_cancelled_reading_raises_and_leaves_no_child(tmp_path: Path, register: Register) -> None:
    path = bad_files.long_workbook(tmp_path / "dane.xlsx")
    with ReaderProcess() as process:
        with pytest.raises(Cancelled):
            read_file(path, register, VARIABLES, cancelled=lambda: True, process=process)
        assert process.child is None


def test_progress_tells_the_file_and_may_cancel(tmp_path: Path, register: Register) -> None:
    for name in ("b.xlsx", "a.xlsx"):
        bad_files.long_workbook(tmp_path / name)
    (tmp_path / "~$a.xlsx").write_bytes(b"x")
    (tmp_path / "uwagi.pdf").write_bytes(b"x")
    told: list[str] = []

    readings = list(read_folder(tmp_path, register, VARIABLES, progress=lambda done, total, text: told.append(f"{done}/{total} {text}")))

    assert [reading.file for reading in readings] == ["a.xlsx", "b.xlsx"]
    assert told == ["0/2 Czytam plik a.xlsx", "1/2 Czytam plik b.xlsx", "2/2 Pliki odczytane"]


def test_readings_left_half_way_do_not_mix_with_the_next_ones(tmp_path: Path, register: Register) -> None:
    paths = [bad_files.long_workbook(tmp_path / "a.xlsx"), bad_files.wide_csv(tmp_path / "b.csv"), bad_files.wide_csv(tmp_path / "c.csv")]
    with ReaderProcess() as process:
        readings = read_files(paths, register, VARIABLES, process=process)
        next(readings)
        readings.close()
        again = read_file(paths[0], register, VARIABLES, process=process)

    assert again.recognised_as == "tablica GUS BDL (XLSX, relacyjna)"


def test_refused_file_between_good_ones_does_not_disturb_them(tmp_path: Path, register: Register) -> None:
    bad = tmp_path / "b.xlsx"
    bad.write_bytes(b"PK\x03\x04 koniec")
    paths = [bad_files.long_workbook(tmp_path / "a.xlsx"), bad, bad_files.long_workbook(tmp_path / "c.xlsx")]

    readings = list(read_files(paths, register, VARIABLES))

    assert [(reading.file, reading.refused) for reading in readings] == [("a.xlsx", False), ("b.xlsx", True), ("c.xlsx", False)]
    assert len(observed(readings[2])) == 2


def test_message_of_a_broken_child_cannot_run_code() -> None:
    import io
    import pickle

    from excel_modules.reader_process import Messages

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return eval, ("1",)

    with pytest.raises(pickle.UnpicklingError):
        Messages(io.BytesIO(pickle.dumps(Evil()))).load()


@pytest.mark.skipif(sys.platform == "win32", reason="ps jest w systemach uniksowych")
def test_watchdog_sees_the_memory_of_a_process() -> None:
    if not shutil.which("ps"):
        pytest.skip("brak programu ps")
    from excel_modules.watchdog import by_ps

    assert by_ps(os.getpid()) > 10 * 2**20
    assert by_ps(2**22 + 1) == 0


def test_child_imports_nothing_heavy() -> None:
    code = f"import sys, excel_modules.child, excel_modules.extract, excel_modules.statistics.gus_bdl; print([m for m in {HEAVY!r} if m in sys.modules])"

    root = str(Path(__file__).resolve().parents[2])
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert said.stdout.strip() == "[]"
