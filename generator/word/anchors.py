"""Names of hidden bookmarks: one for each heading, table, chart and record, the same in every generation.

A bookmark's name starts with „_" (hidden in Word), holds Latin letters, digits and „_", and is at most 40 signs long.
"""

from __future__ import annotations

import hashlib
import re
from uuid import UUID

LONGEST = 40
_OTHER = re.compile(r"[^A-Za-z0-9]+")


class Anchors:
    """Gives every thing a name of its own; Word does not tell capital letters apart, so neither does this."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def of_heading(self, key: str) -> str:
        """„P2.3.1" → `_P2_3_1`."""
        return self._unique("_" + _plain(key))

    def of_table(self, key: str) -> str:
        return self._unique("_t_" + _plain(key))

    def of_chart(self, key: str) -> str:
        return self._unique("_w_" + _plain(key))

    def of_record(self, record: UUID) -> str:
        return self._unique("_r_" + record.hex)

    def _unique(self, name: str) -> str:
        if len(name) > LONGEST - 4:
            name = f"{name[: LONGEST - 13]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}" if not name.startswith("_r_") else name
        count = self._taken.get(name.lower(), 0) + 1
        self._taken[name.lower()] = count
        return name if count == 1 else self._unique(f"{name}_{count}")


def _plain(key: str) -> str:
    return _OTHER.sub("_", key).strip("_") or "x"
