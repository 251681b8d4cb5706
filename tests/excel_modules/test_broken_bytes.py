"""Files with bytes changed, cut or repeated anywhere: always a reading, never an exception, and the account of cells holds."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import Reading, read_file
from mrl_desktop.domain.territory import Register
from tests.excel_modules import bad_files
from tests.excel_modules.answering import VARIABLES

SOURCES = {"xlsx": b"", "csv": (bad_files.HEADER + bad_files.ROWS * 5).encode("cp1250")}
changes = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["flip", "cut", "repeat", "text"]), st.integers(0, 255)), min_size=1, max_size=6)


def broken(data: bytes, changes: list[tuple[float, str, int]]) -> bytes:
    for where, how, number in changes:
        at = int(where * len(data))
        match how:
            case "flip":
                data = data[:at] + bytes([number]) + data[at + 1 :]
            case "cut":
                data = data[:at] + data[at + number :]
            case "repeat":
                data = data[:at] + data[max(0, at - number) : at] + data[at:]
            case _:
                data = data[:at] + bytes([number]) * 3 + b'";\n' + data[at:]
    return data


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(SOURCES)), changes=changes)
def test_broken_file_is_read_or_refused(tmp_path: Path, register: Register, shared_process: ReaderProcess, kind: str, changes: list[tuple[float, str, int]]) -> None:
    source = bad_files.long_workbook(tmp_path / "dobry.xlsx").read_bytes() if kind == "xlsx" else SOURCES[kind]
    path = tmp_path / f"zepsuty.{kind}"
    path.write_bytes(broken(source, changes))

    reading: Reading = read_file(path, register, VARIABLES, process=shared_process)

    assert reading.findings or reading.recognised_as
    assert "P08" not in {finding.code for finding in reading.findings}, "czytnik się przewrócił"
    tally = reading.tally
    assert tally.present == tally.observations + tally.empty + tally.skipped
