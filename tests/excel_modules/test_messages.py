"""Messages between the program and its reading child."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from enum import Enum
from pathlib import Path

import pytest

from excel_modules.child import receive_bytes, send
from excel_modules.extract import extract
from excel_modules.reader_process import Messages
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.findings import Finding, Severity
from mrl_desktop.domain.progress import silent
from tests.excel_modules import exports
from tests.excel_modules.legacy import plans


def test_that_enumerations_cross_to_the_parent_on_every_python(monkeypatch) -> None:
    """Python 3.11.0–3.11.3 pickles members of enumerations through `getattr`; here every version is made to."""
    monkeypatch.setattr(Enum, "__reduce_ex__", lambda self, protocol: (getattr, (type(self), self.name)))
    assert b"getattr" in pickle.dumps(Mark.SUPPRESSED)
    stream = io.BytesIO()
    finding = Finding(severity=Severity.WARNING, code="I01", message="próba")
    send(stream, ("done", finding, [Mark.SUPPRESSED, Mark.NORMAL, Mark.SUPPRESSED]))
    stream.seek(0)
    data = receive_bytes(stream)
    assert data is not None
    assert Messages(io.BytesIO(data)).load() == ("done", finding, [Mark.SUPPRESSED, Mark.NORMAL, Mark.SUPPRESSED])


@pytest.mark.parametrize("make", [exports.csv_case, exports.xlsx_case, plans.plan], ids=["csv", "xlsx", "plans"])
def test_everything_taken_from_a_file_crosses_unchanged(tmp_path: Path, make: Callable[[int, Path], exports.Case | plans.Plan]) -> None:
    for seed in range(8):
        folder = tmp_path / str(seed)
        folder.mkdir()
        found = extract(make(seed, folder).path, silent)
        stream = io.BytesIO()
        send(stream, ("done", found))
        stream.seek(0)
        data = receive_bytes(stream)
        assert data is not None

        assert Messages(io.BytesIO(data)).load() == ("done", found)
