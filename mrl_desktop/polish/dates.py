"""Dates, moments and spans of years in Polish."""

from __future__ import annotations

from datetime import date, datetime

from mrl_desktop.polish.numbers import NBSP

MONTHS = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
    "lipca", "sierpnia", "września", "października", "listopada", "grudnia",
)  # fmt: skip


def day(value: date) -> str:
    """„15 marca 2024 r.", with hard spaces inside."""
    return f"{value.day}{NBSP}{MONTHS[value.month - 1]} {value.year}{NBSP}r."


def moment(value: datetime) -> str:
    """„15 marca 2024 r., 11:32", in this computer's time when the value knows its zone."""
    local = value.astimezone() if value.tzinfo else value
    return f"{day(local)}, {local.hour}:{local.minute:02d}"


def year_range(first: int | None, last: int | None) -> str:
    """„2021–2027"; one year when both are equal; „od 2021" or „do 2027" when one is missing; empty without both."""
    if first is None or last is None:
        if first is None and last is None:
            return ""
        return f"od{NBSP}{first}" if last is None else f"do{NBSP}{last}"
    return str(first) if first == last else f"{first}–{last}"
