"""The advisory lock: a small file beside the project file that says who has it open. It advises; it never stops anybody."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

_MINE: set[str] = set()
"""Tokens of the locks this process holds; tells a lock of our own from one left by a process that had our number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockInfo:
    """Who has the file open, on which computer, in which process, since when."""

    who: str
    host: str
    pid: int
    since: datetime
    token: str = ""

    def stale(self) -> bool:
        """Whether its process is certainly gone. Of another computer nobody can say, so its lock holds."""
        if self.host != socket.gethostname() or self.token in _MINE:
            return False
        return self.pid == os.getpid() or not _alive(self.pid)


def lock_path(target: Path) -> Path:
    return target.with_name(f"~${target.name}.lock")


def read_lock(target: Path) -> LockInfo | None:
    """The lock on a file if one that is not stale stands there; an unreadable lock counts as none."""
    try:
        values = json.loads(lock_path(target).read_text(encoding="utf-8"))
        info = LockInfo(
            who=str(values["who"]),
            host=str(values["host"]),
            pid=int(values["pid"]),
            since=datetime.fromisoformat(values["since"]),
            token=str(values["token"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None if info.stale() else info


class Lock:
    """Our own lock on one file, while held."""

    def __init__(self, target: Path, info: LockInfo) -> None:
        self.target = target
        self.info = info

    @classmethod
    def take(cls, target: Path, who: str, *, over: LockInfo | None = None) -> Lock | LockInfo | None:
        """Takes the lock. Returns the other's when one holds (unless it is `over`), None where no lock file can be written."""
        other = read_lock(target)
        if other is not None and other != over:
            return other
        info = LockInfo(who=who, host=socket.gethostname(), pid=os.getpid(), since=datetime.now().astimezone(), token=uuid4().hex)
        text = json.dumps({"who": info.who, "host": info.host, "pid": info.pid, "since": info.since.isoformat(), "token": info.token})
        path = lock_path(target)
        try:
            path.unlink(missing_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            return read_lock(target)
        except OSError:
            return None
        _MINE.add(info.token)
        return cls(target, info)

    def release(self) -> None:
        """Removes the lock file if it is still ours."""
        current = read_lock(self.target)
        _MINE.discard(self.info.token)
        if current is not None and current.token == self.info.token:
            with contextlib.suppress(OSError):
                lock_path(self.target).unlink()


def _alive(pid: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)  # query limited information
        if not handle:
            return False
        code = ctypes.c_ulong()
        ctypes.windll.kernel32.GetExitCodeProcess(handle, ctypes.byref(code))
        ctypes.windll.kernel32.CloseHandle(handle)
        return code.value == 259  # still active
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
