"""The sheet OPIS (in English exports DESCRIPTION): titles, date of the last update, names of dimensions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from excel_modules.parse import text
from excel_modules.sheet import Sheet, Workbook

_SHEETS = ("OPIS", "DESCRIPTION")
_LABELS = {
    "kategoria": "category",
    "category": "category",
    "grupa": "group",
    "group": "group",
    "podgrupa": "subject",
    "subgroup": "subject",
    "data ostatniej aktualizacji": "updated",
    "last update": "updated",
    "wymiary": "dimensions",
    "dimensions": "dimensions",
}
_YEAR_NAMES = {"rok", "lata", "year", "years"}


@dataclass(frozen=True, slots=True)
class Description:
    """`subject` is the title of the subgroup, `updated` an ISO day or "", `dimensions` without the year."""

    category: str = ""
    group: str = ""
    subject: str = ""
    updated: str = ""
    dimensions: tuple[str, ...] = ()


def description(workbook: Workbook) -> Description | None:
    """What the file says of itself, or None when it has no such sheet."""
    sheet = description_sheet(workbook)
    if sheet is None:
        return None
    found = _labels(sheet)
    names = tuple(part.strip() for part in found.get("dimensions", "").split(";") if part.strip())
    return Description(
        found.get("category", ""),
        found.get("group", ""),
        found.get("subject", ""),
        _day(found.get("updated", "")),
        tuple(part for part in names if part.casefold() not in _YEAR_NAMES),
    )


def description_sheet(workbook: Workbook) -> Sheet | None:
    """The sheet that describes the table, under its usual name or a changed one; known by its labels."""
    usual = [sheet for name in _SHEETS if (sheet := workbook.sheet(name)) is not None]
    for sheet in (*usual, *(other for other in workbook.sheets if other not in usual)):
        found = _labels(sheet)
        if ("subject" in found and ("category" in found or "dimensions" in found)) or ("category" in found and sheet in usual):
            return sheet
    return None


def _labels(sheet: Sheet) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in range(min(sheet.height, 30)):
        key = _LABELS.get(text(sheet.cell(row, 0)).rstrip(": ").casefold())
        if key:
            found.setdefault(key, text(sheet.cell(row, 1)))
    return found


def _day(said: str) -> str:
    """Three ways of writing a day have been used: 22.05.2025, 2019-06-18, 13/01/2016."""
    try:
        if match := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", said):
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        return date.fromisoformat(said[:10]).isoformat()
    except ValueError:
        return ""
