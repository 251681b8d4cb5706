"""Values of indicators as planners word them: „≥ 35", „min. 2", „ok. 120 os.", „wzrost o 10%", „10 (2021), 15 (2022)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from excel_modules import parse
from excel_modules.modules.page import Cell
from excel_modules.parse import Unreadable
from mrl_desktop.domain.strategy import Direction
from mrl_desktop.polish import fold, parse_number

_RELATIVE = re.compile(
    r"^(?:(wzrost|zwiekszeni\w*|przyrost|poprawa|podniesieni\w*)|(spadek|zmniejszeni\w*|redukcja|ograniczeni\w*|obnizeni\w*)|(utrzymani\w*|bez zmian|zachowani\w*|stabiliz\w*))\b"
)
_TO = re.compile(r"^(?:wzrost|zwiekszeni\w*|spadek|zmniejszeni\w*|redukcja|obnizeni\w*|utrzymanie)(?: na poziomie)? (?:do|na poziomie)\b")
_APPROXIMATE = re.compile(r"^(?:ok\.?|okolo|ca\.?|circa|~|≈|blisko|ponad|powyzej|prawie)\s*")
_AT_LEAST = re.compile(r"^(?:≥|>=|=>|>|min\.?|minimum|co najmniej|nie mniej niz|przynajmniej|od|\+)\s*")
_AT_MOST = re.compile(r"^(?:≤|<=|=<|<|maks\.?|max\.?|maksymalnie|co najwyzej|nie wiecej niz|ponizej|do)\s*")
_VALUE = re.compile(r"^[-−–]?\s*\d[\d\s.,'’]*")
_WITH_YEAR = re.compile(r"([-−–]?\d[\d\s.,'’]*?)\s*(%|[^\W\d_][^\d(]{0,20})?\s*\((?:r\.?\s*|rok\s*)?((?:19|20)\d\d)(?:\s*r\.?)?\)")
_BEFORE_YEAR = re.compile(r"^(\S.*?)\s*(?:/|;|,\s|\sw\s|[–—]|\s-\s)\s*(?:w\s+|rok\s*:?\s*|stan na\s+)?((?:19|20)\d\d)\s*(?:r\.?|rok(?:u)?)?$")
"""„8,1% / 2019", „120 os. w 2024 r."."""
_NOT_APPLICABLE = frozenset(("nd", "nd.", "n.d.", "n.d", "n/d", "nie dotyczy"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A baseline or target: the one number in it, how it was worded when it is more than a number, and what else it says."""

    value: Decimal | None = None
    wording: str = ""
    direction: Direction | None = None
    unit: str = ""
    year: int | None = None
    earlier: tuple[tuple[Decimal, int], ...] = ()
    """Values of earlier years typed in the same cell."""


def aim(cell: Cell, notes: list[str]) -> Aim | None:
    """What a value cell of an indicator says. Raises Unreadable when nothing of it can be told."""
    if isinstance(cell.value, bool):
        raise Unreadable(f"„{cell.text}” nie jest wartością wskaźnika.")
    if isinstance(cell.value, int | float):
        value = parse.number(cell.value)
        if value is None:
            return None
        value = value * 100 if cell.percent else value
        return Aim(value=value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize())
    said = re.sub(r"\s+", " ", cell.text).strip()
    folded = fold(said)
    if folded in _NOT_APPLICABLE:
        return Aim(wording=said)
    if parse.is_blank(cell.value) or "uzupeln" in folded or not folded:
        return None
    yearly = [(value, int(m[3]), (m[2] or "").strip()) for m in _WITH_YEAR.finditer(said) if (value := parse_number(m[1])) is not None]
    if yearly:
        yearly.sort(key=lambda item: item[1])
        *before, (value, year, unit) = yearly
        wording = said if len(yearly) > 1 else ""
        return Aim(value=value, wording=wording, unit=unit, year=year, earlier=tuple((v, y) for v, y, _ in before))
    if apart := _BEFORE_YEAR.match(said):
        inner = aim(cell.saying(apart[1].strip()), notes)
        if inner is not None and inner.value is not None and inner.year is None:
            return replace(inner, year=int(apart[2]))
    try:
        plain = parse.number(cell.value)
    except Unreadable:
        plain = None
    if plain is not None:
        if re.search(r"\*|[¹²³⁴⁵⁶⁷⁸⁹]|\d\)$", said):
            notes.append("Znak przypisu przy liczbie pominięto.")
        tail = re.sub(r"[\d\s.,'’*¹²³⁴⁵⁶⁷⁸⁹()+−–-]", "", said)
        return Aim(value=plain, unit="%" if "%" in said else tail if tail.isalpha() else "")
    return _worded(said, folded)


def _worded(said: str, folded: str) -> Aim:
    direction: Direction | None = None
    body = folded
    if relative := _RELATIVE.match(folded):
        direction = Direction.UP if relative[1] else Direction.DOWN if relative[2] else Direction.LEVEL
        reached = _TO.match(folded)
        if not reached:
            return Aim(wording=said, direction=direction)
        body = folded[reached.end() :].strip()
    for pattern, meant in ((_APPROXIMATE, None), (_AT_LEAST, Direction.UP), (_AT_MOST, Direction.DOWN)):
        if found := pattern.match(body):
            body = body[found.end() :].strip()
            direction = direction or meant
            break
    if number := _VALUE.match(body):
        value = parse_number(number[0].strip())
        if value is not None:
            rest = body[number.end() :].strip()
            unit = re.split(r"[/,;(]", rest)[0].strip(" .")
            known = said[len(said) - len(rest) :].strip() if rest and fold(said).endswith(rest) else rest
            return Aim(value=value, wording=said, direction=direction, unit="%" if rest.startswith("%") else known if 0 < len(unit) <= 12 else "")
    return Aim(wording=said, direction=direction)
