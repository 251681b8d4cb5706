"""The tables follow the records; a change of them is noticed before it reaches anybody's file."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from mrl_desktop.domain.records import KINDS
from mrl_desktop.storage.columns import _form
from mrl_desktop.storage.tables import FORMAT_VERSION, METADATA, RECORDS

GOLDEN = Path(__file__).parent / "golden" / "schema.sql"


def schema() -> str:
    parts = [f"-- user_version {FORMAT_VERSION}"]
    for table in sorted(METADATA.tables.values(), key=lambda table: table.name):
        parts.append(str(CreateTable(table).compile(dialect=sqlite.dialect())).strip().replace("\t", "    ").replace(" \n", "\n"))
        parts += [str(CreateIndex(index).compile(dialect=sqlite.dialect())) for index in sorted(table.indexes, key=lambda index: str(index.name))]
    return ";\n\n".join(parts) + ";\n"


def test_the_schema_is_the_one_agreed() -> None:
    """When this fails, a record or a table has changed. Before a release: mend the newest `migrations/to_N.py` so that the kept old
    file gets the change too. After a release: a new `to_N.py`, FORMAT_VERSION, an old file of the version before. Then write the
    text of `schema()` into the golden file: `python -m tests.storage.test_schema`.
    """
    assert schema() == GOLDEN.read_text(encoding="utf-8")


def test_every_field_of_every_record_has_its_column() -> None:
    for kind, cls in KINDS.items():
        assert {column.name for column in RECORDS[kind].c} == {field.name for field in fields(cls)} | {"ordinal"}


@pytest.mark.parametrize("hint", [float, dict[str, str], tuple[str, int], str | int, list[str], Decimal | str | None])
def test_a_field_no_column_can_hold_is_refused_when_the_program_starts(hint: Any) -> None:
    with pytest.raises(TypeError, match="no column can hold"):
        _form(hint, "Goal.something")


def test_storage_comes_up_without_pandas_and_numpy() -> None:
    code = "import sys, mrl_desktop.storage; print([name for name in ('pandas', 'numpy', 'openpyxl', 'PySide6') if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


if __name__ == "__main__":
    GOLDEN.write_text(schema(), encoding="utf-8")
