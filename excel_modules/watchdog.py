"""How much memory another process takes, for systems on which a process cannot limit itself."""

from __future__ import annotations

import sys


def memory_of(process: int) -> int:
    """Bytes the process holds, 0 when that cannot be told or the system limits it by itself (Linux)."""
    if sys.platform == "win32":
        return _on_windows(process)
    if sys.platform == "darwin":
        return by_ps(process)
    return 0


def _on_windows(process: int) -> int:
    """Committed memory, from the process status functions of the system."""
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            *((name, ctypes.c_size_t) for name in ("peak_set", "set", "peak_paged", "paged", "peak_nonpaged", "nonpaged", "page_file", "peak_page_file")),
        )

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the name exists on Windows only
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = kernel.OpenProcess(0x1000 | 0x0010, False, process)
    if not handle:
        return 0
    try:
        counters = Counters(size=ctypes.sizeof(Counters))
        known = kernel.K32GetProcessMemoryInfo(wintypes.HANDLE(handle), ctypes.byref(counters), counters.size)
        return int(counters.page_file) if known else 0
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))


def by_ps(process: int) -> int:
    """Resident memory as `ps` tells it."""
    import subprocess

    said = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=False).stdout.strip()
    return int(said) * 1024 if said.isdigit() else 0
