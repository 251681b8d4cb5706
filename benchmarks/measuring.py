"""What every measurement here shares: seconds of the clock and of the processors, work done by turns, one line per figure.

A figure is a ratio against a peer measured in the same run, with both seconds beside it; only ratios mean anything elsewhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processors, child processes that have ended included."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{seconds(self.wall)} (procesor {seconds(self.cpu)})"


def seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.1f} ms"


def cost_of(work: Callable[[], object]) -> Cost:
    wall, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    cpu = sum(getattr(after, part) - getattr(before, part) for part in ("user", "system", "children_user", "children_system"))
    return Cost(time.perf_counter() - wall, cpu)


def by_turns(rounds: int, *works: Callable[[], object]) -> list[Cost]:
    """The cheapest round of each work; they take turns, so that whatever else the machine does hits all alike."""
    costs: list[list[Cost]] = [[] for _ in works]
    for _ in range(rounds):
        for work, spent in zip(works, costs, strict=True):
            spent.append(cost_of(work))
    return [Cost(min(cost.wall for cost in spent), min(cost.cpu for cost in spent)) for spent in costs]


def fresh(*command: str) -> str:
    """Runs a fresh interpreter as a person's computer would, which keeps compiled modules; returns what it printed."""
    settings = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")}
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout


def figure(what: str, ours: float, peer: float, against: str, *, at_most: float | None = None, below: float | None = None, cheaper: float | None = None) -> bool:
    """Prints one figure, ours/peer (peer/ours with `cheaper`), with its target if it has one; tells whether the target is met."""
    ratio = ours / peer if cheaper is None else peer / ours
    met, wanted = True, ""
    for target, sign, kept in ((at_most, "≤", ratio.__le__), (below, "<", ratio.__lt__), (cheaper, "≥", ratio.__ge__)):
        if target is not None:
            met = kept(target)
            wanted = f"; ma być {sign} {target:g}: {'tak' if met else 'NIE'}"
    turned = " razy taniej" if cheaper is not None else ""
    print(f"{what}: {seconds(ours)} · {against}: {seconds(peer)} · stosunek {ratio:.2f}{turned}{wanted}", flush=True)
    return met


def limit(what: str, spent: float, most: float) -> bool:
    """Prints an absolute time against its limit; tells whether it is kept."""
    print(f"{what}: {seconds(spent)}; ma być < {most:g} s: {'tak' if spent < most else 'NIE'}", flush=True)
    return spent < most


def verdict(met: Sequence[bool]) -> int:
    """Exit code of a script: 1 when a target was missed."""
    return 0 if all(met) else 1
