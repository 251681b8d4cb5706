"""The list of recently opened project files, kept per user, and how the user is called in journals and locks."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mrl_desktop import paths

RECENT_KEPT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentFile:
    """A project file opened lately. `town` is what the file was of, for the start page."""

    path: Path
    opened_at: datetime
    town: str = ""

    @property
    def exists(self) -> bool:
        return self.path.is_file()


def recent_files() -> list[RecentFile]:
    """Recently opened files, newest first, missing ones included; an unreadable list counts as empty."""
    try:
        rows = json.loads(_list_path().read_text(encoding="utf-8"))
        return [
            RecentFile(path=Path(row["path"]), opened_at=datetime.fromisoformat(row["opened_at"]), town=str(row.get("town", "")))
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def remember_recent(path: Path, town: str = "") -> None:
    """Puts a file at the head of the list."""
    path = Path(os.path.abspath(path))
    _write([RecentFile(path=path, opened_at=datetime.now().astimezone(), town=town), *_others(path)][:RECENT_KEPT])


def forget_recent(path: Path) -> None:
    """Takes a file off the list."""
    _write(_others(Path(os.path.abspath(path))))


def _others(path: Path) -> list[RecentFile]:
    same = os.path.normcase(path)
    return [recent for recent in recent_files() if os.path.normcase(recent.path) != same]


def _list_path() -> Path:
    return paths.user_folder() / "ostatnie.json"


def _write(files: list[RecentFile]) -> None:
    rows = [{"path": str(recent.path), "opened_at": recent.opened_at.isoformat(), "town": recent.town} for recent in files]
    temporary = _list_path().with_suffix(".nowe")
    with contextlib.suppress(OSError):  # a list for convenience is not worth stopping anybody's work
        temporary.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(temporary, _list_path())


def current_user() -> str:
    """The person's full name as the system knows it, else the login name."""
    return _full_name() or _login()


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "nieznana osoba"


def _full_name() -> str:
    if sys.platform == "win32":
        import ctypes

        size = ctypes.c_ulong(256)
        name = ctypes.create_unicode_buffer(size.value)
        found = ctypes.windll.secur32.GetUserNameExW(3, name, ctypes.byref(size))  # display name
        return name.value.strip() if found else ""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0].strip()
    except KeyError:
        return ""
