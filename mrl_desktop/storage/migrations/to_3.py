"""Version 3: answers of surveys; values worked out from several rows of a sheet name all their cells."""

from __future__ import annotations

import sqlite3


def migrate(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE observation_block ADD COLUMN gathered TEXT DEFAULT '' NOT NULL")
    connection.execute("ALTER TABLE observation_block ADD COLUMN gathered_how TEXT DEFAULT '' NOT NULL")
    connection.execute(
        """CREATE TABLE survey_question (
            ordinal INTEGER NOT NULL, id CHAR(32) NOT NULL, position BIGINT NOT NULL, survey CHAR(32), code TEXT NOT NULL, text TEXT NOT NULL,
            "group" TEXT NOT NULL, question_kind TEXT NOT NULL, options TEXT NOT NULL, answers TEXT NOT NULL, texts TEXT NOT NULL,
            PRIMARY KEY (ordinal), UNIQUE (id)
        )"""
    )
