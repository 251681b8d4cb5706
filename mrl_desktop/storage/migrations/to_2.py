"""Version 2: the history of one record is found without reading the whole journal; „nie wiem" and „nie dotyczy" are told apart."""

from __future__ import annotations

import sqlite3


def migrate(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE INDEX ix_journal_line_record ON journal_line (record)")
    connection.execute("ALTER TABLE assessment_answer ADD COLUMN no_rating TEXT NOT NULL DEFAULT ''")
