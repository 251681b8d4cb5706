"""Messages between the program and its reading child."""

from __future__ import annotations

import io
import pickle
from enum import Enum

from excel_modules.child import receive_bytes, send
from excel_modules.reader_process import Messages
from mrl_desktop.domain.facts import Mark
from mrl_desktop.domain.findings import Finding, Severity


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
