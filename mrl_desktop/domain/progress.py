"""How long work reports how far it is, and hears that it should stop, without knowing of windows."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with (done, total, what is being done now, in Polish). May raise Cancelled."""


class Cancelled(Exception):
    """The planner has asked to stop; whoever catches it leaves everything as it was."""


def silent(done: int, total: int, text: str) -> None:
    """Progress nobody watches."""
