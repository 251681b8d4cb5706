"""How an older project file becomes one of the present version: numbered steps in raw SQL, all in one transaction.

A step never imports today's tables, so it keeps meaning what it meant. A new step: `to_N.py` with `migrate(connection)`,
one row in STEPS, FORMAT_VERSION in `tables.py`, a new golden schema, and a file of the version before in `tests/old_files`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from mrl_desktop.storage.migrations import to_2, to_3

Step = Callable[[sqlite3.Connection], None]

STEPS: Mapping[int, Step] = {2: to_2.migrate, 3: to_3.migrate}
"""Version reached → step that reaches it from the one before."""


def bring_up_to_date(connection: sqlite3.Connection, version: int, steps: Mapping[int, Step] = STEPS) -> int:
    """Carries out every step up to `version`, whole or not at all; returns the version the file had before.

    Raises sqlite3.DatabaseError when the file's tables are not what its version says.
    """
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if found >= version:
        return found
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number in range(found + 1, version + 1):
            steps[number](connection)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return found
