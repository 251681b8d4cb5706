"""Made-up records of every kind for property tests, and a place for project files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import NoneType
from typing import Any, get_args, get_type_hints
from uuid import UUID

import pytest
from hypothesis import strategies as st

import mrl_desktop.domain  # noqa: F401
from mrl_desktop.domain.records import KINDS, Record

ROOT = Path(__file__).resolve().parents[2]

SCALARS: dict[type, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=2))])),
    UUID: st.uuids(),
}


def _values(hint: Any) -> st.SearchStrategy[Any]:
    if hint is NoneType:
        return st.none()
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    if hint in SCALARS:
        return SCALARS[hint]
    if getattr(hint, "__origin__", None) is tuple:
        return st.lists(_values(get_args(hint)[0]), max_size=3).map(tuple)
    return st.one_of(*(_values(option) for option in get_args(hint)))


@cache
def _records_of(kind: str) -> st.SearchStrategy[Record]:
    cls = KINDS[kind]
    hints = get_type_hints(cls)
    return st.builds(cls, **{name: _values(hint) for name, hint in hints.items() if name not in ("kind", "title_of_kind")})


@pytest.fixture(scope="session")
def records_of() -> Callable[[str], st.SearchStrategy[Record]]:
    """Strategy of records of one kind, every field filled at random from its declared type."""
    return _records_of


@pytest.fixture(scope="session")
def any_record() -> st.SearchStrategy[Record]:
    return st.sampled_from(sorted(KINDS)).flatmap(_records_of)


class Child:
    """A second process of the program that talks by lines, so that tests need neither sleep nor luck."""

    def __init__(self, code: str, *arguments: str, **options: Any) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options
        )

    def hears(self) -> str:
        """The next line it says; waits for it."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        """Ends it at once, as a power cut would."""
        self.process.kill()
        self.process.wait()

    def finish(self) -> str:
        """Everything else it says until it ends by itself."""
        said, _ = self.process.communicate()
        assert self.process.returncode == 0, said
        return said.strip()


@pytest.fixture
def child() -> Iterator[Callable[..., Child]]:
    """Starts another process running the code given, with the test's own user folder."""
    started: list[Child] = []

    def start(code: str, *arguments: object, **options: Any) -> Child:
        one = Child(code, *map(str, arguments), **options)
        started.append(one)
        return one

    yield start
    for one in started:
        if one.process.poll() is None:
            one.kill()
        for stream in (one.process.stdin, one.process.stdout):
            if stream is not None:
                stream.close()


@pytest.fixture
def contents(tmp_path: Path) -> Callable[[], set[str]]:
    """Names of everything in the folder of the test, hidden files included."""
    return lambda: {path.name for path in tmp_path.iterdir()}


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that another user of the machine may enter but not write in, with a `dom` in which that user may."""
    with TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        (path / "dom").mkdir()
        (path / "dom").chmod(0o777)
        yield path


AS_OUTSIDER = """
import os, sys
from pathlib import Path
from mrl_desktop.domain.project import Change
from mrl_desktop.domain.strategy import Goal
from mrl_desktop.storage import FileRefused, Workspace
Workspace.create(None, who="rozruch").close(save=False)  # imports what it needs while it may still read it
os.environ["MRL_USER_FOLDER"] = sys.argv[2]
os.setgid(65534)
os.setuid(65534)
"""


@pytest.fixture
def outsider(child: Callable[..., Child], open_to_all: Path) -> Callable[[str, Path], str]:
    """Runs code on a file as a user without rights to it, and returns what it says."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("tylko administrator może wcielić się w użytkownika bez uprawnień")
    return lambda code, path: child(AS_OUTSIDER + code, path, open_to_all / "dom").finish()
