"""The child process in which files are read: takes a task and a path on its input, sends results, refusals and progress back.

Messages are pickles with their length in front. Whatever a file does to this process, the program itself stays whole.
"""

from __future__ import annotations

import gc
import io
import os
import pickle
import struct
import sys
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

MEMORY = 2 * 2**30
"""Bytes of address space a reading may take."""
FLAG = "--czytnik-plikow"
"""Argument by which the installed program runs as this child instead of opening its window."""

TASKS = {
    "read": "excel_modules.extract:extract",
    "examine": "excel_modules.doctor.examination:examine_here",
    "look": "excel_modules.picture:look_here",
    "suggest": "excel_modules.mapping.preview:suggested",
    "map": "excel_modules.mapping.preview:mapped_preview",
    "read-as": "excel_modules.mapping.preview:extract_as",
}
"""What the child can be asked: task → function (path, progress, *arguments) whose answer is made of our own values.

Arguments are plain texts, numbers and dictionaries of them. A new task is one line here."""

_LENGTH = struct.Struct("<Q")


class _Pickler(pickle.Pickler):
    """Writes an enumeration's member as its class and value: some Python versions would name `getattr`, which the parent does not take."""

    def reducer_override(self, value: object) -> Any:
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


def send(stream: BinaryIO, message: tuple[Any, ...]) -> None:
    """Writes one message."""
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=pickle.HIGHEST_PROTOCOL).dump(message)
    data = buffer.getvalue()
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive_bytes(stream: BinaryIO) -> bytes | None:
    """Reads one message as it came; None at the end of the stream or when it breaks off."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def limit_memory(memory: int = MEMORY) -> None:
    """Sets the limits of this process where the system has them; elsewhere the parent watches."""
    try:
        import resource
    except ImportError:
        return
    for limit, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        try:
            _, hard = resource.getrlimit(limit)
            resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
        except (ValueError, OSError):
            continue


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers requests until the parent closes the stream."""
    from excel_modules.reading import Refused

    def progress(done: int, total: int, text: str) -> None:
        send(answers, ("progress", done, total, text))

    gc.disable()  # a sheet is a hundred thousand small lists without cycles; looking for cycles in them costs a third of the time
    while (data := receive_bytes(requests)) is not None:
        task, path, *arguments = pickle.loads(data)
        try:
            module, _, function = TASKS[task].partition(":")
            answer: tuple[Any, ...] = ("done", getattr(import_module(module), function)(Path(path), progress, *arguments))
        except Refused as refusal:
            answer = ("refused", refusal.finding)
        except MemoryError:
            answer = ("memory",)
        except Exception as failure:  # a reader's mistake must not end the other files
            answer = ("failed", f"{type(failure).__name__}: {failure}")
        try:
            send(answers, answer)
        except MemoryError:
            send(answers, ("memory",))
        del answer
        gc.collect()
        gc.freeze()  # what is left (modules, caches) need not be looked through again


def main() -> None:
    """Runs the child; the last argument is its memory in bytes. What a library prints goes to the error stream, not among the messages."""
    limit_memory(int(sys.argv[-1]) if sys.argv[-1].isdigit() else MEMORY)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
