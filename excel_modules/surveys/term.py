"""When a survey was answered: from the first time stamp to the last."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from excel_modules.sheet import normal
from excel_modules.surveys.headings import Use
from excel_modules.surveys.respondents import Respondents
from mrl_desktop.polish import day

_DAY = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)|(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_NEVER = 1990
"""LimeSurvey writes 1980 where dates are not kept."""


def term_of(found: Respondents) -> tuple[str, int | None]:
    """(„12 marca 2025 r. – 20 kwietnia 2025 r.", column that says so), or ("", None)."""
    for use in (Use.TIME, Use.SENT):
        for head in found.headings:
            if head.use is not use:
                continue
            raw = found.sheet.raw
            days = [named for row in found.rows if head.column < len(raw[row]) and (named := _day(raw[row][head.column])) is not None and named.year > _NEVER]
            if days:
                first, last = min(days), max(days)
                return (day(first) if first == last else f"{day(first)} – {day(last)}"), head.column
    return "", None


def _day(value: Any) -> date | None:
    """The day a time stamp names; its hour may be odd („0:00:00 PM EET") and does not count."""
    said = normal(value)
    if isinstance(said, datetime):
        return said.date()
    found = _DAY.search(str(said or ""))
    if not found:
        return None
    year, month, number, first, second, last = found.groups()
    tries = [(year, month, number)] if year else [(last, second, first), (last, first, second)]  # Polish order before the American one
    for one in tries:
        try:
            return date(*map(int, one))
        except ValueError:
            continue
    return None
