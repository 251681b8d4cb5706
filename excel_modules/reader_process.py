"""The parent's side of reading in a child process: starts it, waits with a limit, ends it, and starts it anew when a file broke it."""

from __future__ import annotations

import io
import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar, cast

from excel_modules.child import FLAG, MEMORY, receive_bytes, send
from excel_modules.extract import Extract
from excel_modules.reading import Refused, error
from excel_modules.watchdog import memory_of
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Cancelled, Progress, silent

SECONDS = 120.0
"""How long one file may take."""
_TICK = 0.1
Result = TypeVar("Result")
_log = logging.getLogger(__name__)
_TRUSTED = ("excel_modules.", "mrl_desktop.domain.")
_PLAIN = {("array", "_array_reconstructor"), ("array", "array"), ("datetime", "datetime"), ("datetime", "date"), ("decimal", "Decimal"), ("uuid", "UUID"), ("uuid", "SafeUUID")}


def _never() -> bool:
    return False


class Messages(pickle.Unpickler):
    """Takes only our own values from the child, so that a broken child cannot run anything here."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith(_TRUSTED) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


class ReaderProcess:
    """One child for many files. Use as a context manager; starting it early hides its start-up time."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.seconds, self.memory = seconds, memory
        self.child: subprocess.Popen[bytes] | None = None
        self.answers_owed = 0
        """Files handed over whose answer nobody has taken yet."""
        self._answers: queue.Queue[bytes | None] = queue.Queue()

    def __enter__(self) -> ReaderProcess:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def start(self) -> None:
        """Starts the child if it does not run; returns at once."""
        if self.child is not None and self.child.poll() is None:
            return
        environment = dict(os.environ)
        root = str(Path(__file__).resolve().parents[1])
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (root, environment.get("PYTHONPATH", ""))))
        environment["OPENBLAS_NUM_THREADS"] = "1"  # numpy comes along with openpyxl and would reserve memory for every core
        frozen = bool(getattr(sys, "frozen", False))
        command = [sys.executable, *([FLAG] if frozen else ["-m", "excel_modules.child"]), str(self.memory)]
        self._answers = queue.Queue()
        self.answers_owed = 0
        self.child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        threading.Thread(target=_listen, args=(self.child, self._answers), name="czytnik plików", daemon=True).start()

    def ask(self, path: Path, task: str = "read", *arguments: Any) -> None:
        """Hands a file to the child for one of `child.TASKS`; `wait` gives the answer."""
        self.start()
        child = cast("subprocess.Popen[bytes]", self.child)
        self.answers_owed += 1
        try:
            send(cast(io.BufferedWriter, child.stdin), (task, str(path.absolute()), *arguments))
        except OSError:
            self.end()

    def call(self, kind: type[Result], path: Path, task: str, *arguments: Any, progress: Progress = silent, cancelled: Callable[[], bool] = _never) -> Result:
        """Asks and waits at once, for a task that answers with a `kind`. Raises as `wait`."""
        self.ask(path, task, *arguments)
        answer = self.answer(path, progress, cancelled)
        if not isinstance(answer, kind):
            raise Refused(_broken(path.name))
        return answer

    def wait(self, path: Path, progress: Progress, cancelled: Callable[[], bool]) -> Extract:
        """What the child took from the file. Raises as `answer`."""
        found = self.answer(path, progress, cancelled)
        if not isinstance(found, Extract):
            raise Refused(_broken(path.name))
        return found

    def answer(self, path: Path, progress: Progress, cancelled: Callable[[], bool]) -> Any:
        """The child's answer to the oldest question. Raises Refused for whatever went wrong, Cancelled when the planner stopped it."""
        deadline = time.monotonic() + self.seconds
        try:
            while True:
                if cancelled():
                    raise Cancelled
                if time.monotonic() > deadline:
                    raise Refused(_too_long(path.name))
                if self.child is not None and memory_of(self.child.pid) > self.memory:
                    raise Refused(_too_large(path.name))
                try:
                    data = self._answers.get(timeout=_TICK)
                except queue.Empty:
                    continue
                if data is None:
                    raise Refused(self._ended(path.name))
                answer = self._taken(data, path)
                if answer[0] == "progress":
                    progress(answer[1], answer[2], answer[3])
                    continue
                break
        except BaseException:
            self.end()
            raise
        self.answers_owed -= 1
        return _judged(answer, path.name)

    def _ended(self, file: str) -> Finding:
        """Why the child is gone: a library that gets no memory aborts, and the system kills what takes too much."""
        child = self.child
        try:
            code = child.wait(timeout=2) if child is not None else 0
        except subprocess.TimeoutExpired:
            code = 0
        return _too_large(file) if code in (-signal.SIGABRT, -getattr(signal, "SIGKILL", 9)) else _broken(file)

    def _taken(self, data: bytes, path: Path) -> tuple[Any, ...]:
        try:
            return cast("tuple[Any, ...]", Messages(io.BytesIO(data)).load())
        except Exception as failure:
            raise Refused(_broken(path.name)) from failure

    def end(self) -> None:
        """Ends the child at once; the next file starts a new one."""
        child, self.child = self.child, None
        self.answers_owed = 0
        if child is None:
            return
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue

    def close(self) -> None:
        """Lets the child finish: it ends when its input closes."""
        child = self.child
        if child is None:
            return
        try:
            cast(io.BufferedWriter, child.stdin).close()
            child.wait(timeout=2)
        except (OSError, subprocess.TimeoutExpired):
            pass
        self.end()


def _listen(child: subprocess.Popen[bytes], answers: queue.Queue[bytes | None]) -> None:
    stream = cast(io.BufferedReader, child.stdout)
    try:
        while (data := receive_bytes(stream)) is not None:
            answers.put(data)
    except (OSError, ValueError):
        pass
    answers.put(None)


def _judged(answer: tuple[Any, ...], file: str) -> Any:
    match answer:
        case ("done", found):
            return found
        case ("refused", Finding() as finding):
            raise Refused(finding)
        case ("memory",):
            raise Refused(_too_large(file))
        case ("failed", str() as reason):
            _log.warning("reader failed on %s: %s", file, reason)
            raise Refused(_broken(file))
        case _:
            raise Refused(_broken(file))


def _broken(file: str) -> Finding:
    return error(
        "P08",
        file,
        "Odczyt pliku nie powiódł się: jego budowa jest nieprawidłowa. Program i projekt działają dalej bez zmian.",
        "Otwórz plik w Excelu lub LibreOffice, zapisz go ponownie jako XLSX i wczytaj zapisaną kopię.",
    )


def _too_long(file: str) -> Finding:
    return error(
        "P09",
        file,
        "Odczyt pliku trwał zbyt długo i został przerwany.",
        "Zostaw w pliku tylko potrzebny arkusz albo pobierz dane w kilku mniejszych plikach.",
    )


def _too_large(file: str) -> Finding:
    return error(
        "P10",
        file,
        "Po otwarciu plik zajmuje więcej pamięci, niż można na niego przeznaczyć, więc odczyt przerwano.",
        "Zostaw w pliku tylko potrzebny arkusz albo pobierz dane w kilku mniejszych plikach.",
    )
