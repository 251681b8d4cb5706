"""Tables the tests of the mapping wizard make, and what a table gives as plain facts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from excel_modules.mapping.apply import Applied, apply
from excel_modules.mapping.profile import ColumnRule, Meaning, Profile
from excel_modules.mapping.shape import fits
from excel_modules.reading import Contents
from excel_modules.sheet import Workbook, grid

SOURCES = Path(__file__).resolve().parents[3] / "resources" / "examples" / "zrodla"
Fact = tuple[str, str, int, str, str, float | None, str]
"""Code, name, year, series, unit, value, mark."""


def facts(contents: Contents) -> set[Fact]:
    """Every value with all that is said of it, wherever it stands."""
    return {
        (table.codes[unit], table.names[unit], year, table.series[series].title, table.series[series].unit, value, str(table.marks[place]) if table.marks else "")
        for table in contents.tables
        for place, (unit, series, year, value) in enumerate(zip(table.unit_index, table.series_index, table.years, table.values, strict=True))
    }


def rule(heading: str, meaning: Meaning, **more: Any) -> ColumnRule:
    return ColumnRule(headings=(heading,), meaning=meaning, **more)


LONG = Profile(
    name="Długa",
    columns=(
        rule("Kod", Meaning.CODE),
        rule("Gmina", Meaning.NAME),
        rule("Wskaźnik", Meaning.INDICATOR),
        rule("Rok", Meaning.YEAR),
        rule("Wartość", Meaning.VALUE),
        rule("Jednostka", Meaning.UNIT, optional=True),
        rule("Uwagi", Meaning.IGNORE, optional=True),
    ),
)
"""One value in a row."""


def read(profile: Profile, *rows: Sequence[Any], file: str = "tabela.xlsx", **sheets: Sequence[Sequence[Any]]) -> Applied:
    """What a profile takes from a sheet of these rows (or from several sheets)."""
    workbook = grid(file, **(sheets or {"Dane": rows}))
    found = fits(profile, workbook)
    assert found, "profil nie pasuje"
    return apply(profile, workbook, found)


def filled(workbook: Workbook) -> int:
    """How many cells hold something."""
    return sum(1 for sheet in workbook.sheets for _ in sheet.filled())
