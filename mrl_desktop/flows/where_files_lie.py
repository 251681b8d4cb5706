"""Where the files that were read lay on this computer, so that a number can show its cell again; kept per user, never in the project.

A file is known by its fingerprint: what lies at the remembered place now counts only while its bytes are the same.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from excel_modules.file_reading import sha256_of
from excel_modules.packed import take_out
from excel_modules.reading import Refused
from mrl_desktop import paths

KEPT = 2000
"""Files remembered; the ones named longest ago are forgotten."""


class State(StrEnum):
    """What is known of a file that was read once."""

    SAME = "jest"
    CHANGED = "zmieniony"
    GONE = "nie ma go"
    UNKNOWN = "nie wiadomo, gdzie leży"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """A file that was read once: where it lay, and how it is now. `path` is None when that is not known."""

    state: State
    path: Path | None = None


def remember(found: Mapping[str, Path]) -> None:
    """Keeps fingerprint → path of files just read; of tables in an archive the path goes on inside it."""
    places = _places()
    for sha256, path in found.items():
        if sha256:
            places.pop(sha256, None)
            places[sha256] = os.path.abspath(path)
    _write(dict(list(places.items())[-KEPT:]))


def where(sha256: str) -> Lying:
    """Where the file with this fingerprint is now. Reads the whole file to be sure: call it off the window's thread."""
    known = _places().get(sha256) if sha256 else None
    if known is None:
        return Lying(state=State.UNKNOWN)
    path = Path(known)
    now = fingerprint(path)
    if not now:
        return Lying(state=State.GONE, path=path)
    return Lying(state=State.SAME if now == sha256 else State.CHANGED, path=path)


def point(sha256: str, path: Path) -> Lying:
    """The planner says where the file is: remembered when it is the same one."""
    now = fingerprint(path)
    if now and now == sha256:
        remember({sha256: path})
        return Lying(state=State.SAME, path=path)
    return Lying(state=State.CHANGED if now else State.GONE, path=path)


def fingerprint(path: Path) -> str:
    """Fingerprint of a file or of a table inside an archive; "" when it is not there."""
    if path.is_file():
        return sha256_of(path)
    archive = next((above for above in path.parents if above.is_file()), None)
    if archive is None:
        return ""
    try:
        with tempfile.TemporaryDirectory(prefix="mrl-", ignore_cleanup_errors=True) as folder:
            return sha256_of(take_out(archive, path.relative_to(archive).as_posix(), Path(folder)))
    except (Refused, OSError):
        return ""


def _list_path() -> Path:
    return paths.user_folder() / "zrodla.json"


def _places() -> dict[str, str]:
    """Fingerprint → path, oldest first; an unreadable list counts as empty."""
    try:
        found = json.loads(_list_path().read_text(encoding="utf-8"))
        return {str(sha256): str(path) for sha256, path in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _write(places: Mapping[str, str]) -> None:
    temporary = _list_path().with_suffix(".nowe")
    with contextlib.suppress(OSError):  # a convenience is not worth stopping anybody's work
        temporary.write_text(json.dumps(places, ensure_ascii=False, indent=0), encoding="utf-8")
        os.replace(temporary, _list_path())
