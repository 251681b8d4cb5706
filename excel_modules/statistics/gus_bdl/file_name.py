"""What the name of a BDL export says: subject, form and time of export. Only ever a hint, because people rename files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

_NAME = re.compile(r"^(?P<category>[A-Z]{4})_(?P<subject>\d{4})(?:_(?P<form>CTAB|CREL|XTAB|XPIV|XREL))?_(?P<time>\d{14})(?P<tail>.*)\.\w+$", re.I)
_SHORT = re.compile(r"^(?P<category>[A-Z]{4})_(?P<subject>\d{4})(?!\d)(?P<tail>.*)\.\w+$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class FileName:
    """`subject` „P2137" or "", `exported` ISO time or "", `year` a year added to the name by a person."""

    subject: str = ""
    exported: str = ""
    year: int | None = None


def understood(name: str) -> FileName:
    """Takes a file's name apart; a renamed file gives an empty answer."""
    match = _NAME.match(name)
    if match is None:
        short = _SHORT.match(name)
        tail = short["tail"] if short else name
        return FileName(f"P{short['subject']}" if short else "", "", _only_year(tail))
    try:
        exported = datetime.strptime(match["time"], "%Y%m%d%H%M%S").isoformat()
    except ValueError:
        exported = ""
    return FileName(f"P{match['subject']}", exported, _only_year(match["tail"]))


def _only_year(tail: str) -> int | None:
    years = set(_YEAR.findall(tail))
    return int(years.pop()) if len(years) == 1 else None
