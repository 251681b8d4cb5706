"""The child process in which files are read: takes paths on its input, sends extracts, refusals and progress back.

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
from pathlib import Path
from typing import Any, BinaryIO

MEMORY = 2 * 2**30
"""Bytes of address space a reading may take."""
FLAG = "--czytnik-plikow"
"""Argument by which the installed program runs as this child instead of opening its window."""

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
    from excel_modules.extract import extract
    from excel_modules.reading import Refused

    def progress(done: int, total: int, text: str) -> None:
        send(answers, ("progress", done, total, text))

    gc.disable()  # a sheet is a hundred thousand small lists without cycles; looking for cycles in them costs a third of the time
    while (data := receive_bytes(requests)) is not None:
        path = Path(str(pickle.loads(data)[0]))
        try:
            answer: tuple[Any, ...] = ("done", extract(path, progress))
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
