"""What the command line prints: lines and a findings table for people, or one JSON object for programs."""

from __future__ import annotations

import json
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mrl_desktop.domain.findings import Finding, Severity

WIDTH = 118
MOST = 8
"""Findings of one code printed for people before the rest is only counted."""


class Output:
    """Lines go out at once; with `as_json` everything is gathered and printed as one object at the end."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._data: dict[str, Any] = {"messages": [], "findings": []}
        self._last_progress = ""

    def say(self, line: str) -> None:
        """A sentence for people."""
        self._clear()
        if self.as_json:
            self._data["messages"].append(line)
        else:
            print(line)

    def give(self, key: str, value: Any) -> None:
        """Data for programs; not printed for people."""
        self._data[key] = value

    def table(self, key: str, rows: Sequence[Mapping[str, str]], *, quiet: bool = False) -> None:
        """Rows with the same columns; `quiet` keeps them for JSON only."""
        self._data[key] = [dict(row) for row in rows]
        if self.as_json or quiet or not rows:
            return
        self._clear()
        columns = list(rows[0])
        widths = {column: min(max(len(column), *(len(row[column]) for row in rows)), 46) for column in columns}
        print("  ".join(column.ljust(widths[column]) for column in columns).rstrip())
        for row in rows:
            print("  ".join(textwrap.shorten(row[column], widths[column], placeholder="…").ljust(widths[column]) for column in columns).rstrip())

    def findings(self, findings: Iterable[Finding], *, none: str = "") -> None:
        """Findings, the gravest first: severity, code, place, what happened, what to do. People get the first MOST of a kind."""
        found = list(findings)
        self._data["findings"] += [finding.as_row() for finding in found]
        if self.as_json:
            return
        self._clear()
        if not found and none:
            print(none)
        order = list(Severity)
        shown: Counter[tuple[Severity, str]] = Counter()
        alike = Counter((finding.severity, finding.code) for finding in found)
        for finding in sorted(found, key=lambda one: order.index(one.severity)):
            kind = (finding.severity, finding.code)
            shown[kind] += 1
            if shown[kind] == MOST + 1 and alike[kind] > MOST + 1:
                print(f"{finding.severity.upper()} {finding.code}: jeszcze {alike[kind] - MOST} takich; wszystkie pokaże opcja --json.")
            if shown[kind] > MOST and alike[kind] > MOST + 1:
                continue
            place = f" [{finding.place}]" if str(finding.place) else ""
            print(textwrap.fill(f"{finding.severity.upper()} {finding.code}{place}: {finding.message}", WIDTH, subsequent_indent="    "))
            if finding.hint:
                print(textwrap.fill(f"Co zrobić: {finding.hint}", WIDTH, initial_indent="    ", subsequent_indent="    "))

    def progress(self, done: int, total: int, text: str) -> None:
        """How far long work is; on a terminal only, one line that is rewritten."""
        if self.as_json or not sys.stderr.isatty():
            return
        self._clear()
        self._last_progress = f"[{done}/{total}] {text}"[:WIDTH]
        print(self._last_progress, end="\r", file=sys.stderr, flush=True)

    def _clear(self) -> None:
        if self._last_progress:
            print(" " * len(self._last_progress), end="\r", file=sys.stderr, flush=True)
            self._last_progress = ""

    def close(self, code: int) -> None:
        """Prints the gathered object."""
        self._clear()
        if self.as_json:
            print(json.dumps({"exit_code": code, **self._data}, ensure_ascii=False, indent=2, default=str))
