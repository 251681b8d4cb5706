"""How people of one sheet write numbers: a point between thousands or before fractions, percent as a share; and the converters that follow."""

from __future__ import annotations

import re
from decimal import Decimal

from excel_modules import parse
from excel_modules.modules.intake import Converter
from excel_modules.modules.page import Cell, Page
from excel_modules.parse import Unreadable

_POINT_GROUPS = re.compile(r"[-−(]?\d{1,3}(?:\.\d{3})+\)?")
_SURE_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d\.\d{3},\d")
_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")
_FOOTNOTE = re.compile(r"(?<=[\d%)])\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹]+|\b[a-z]\)|\d\))$")


def groups_by_points(page: Page) -> bool:
    """Whether a point stands between thousands on this page: commas stand before fractions, or some number has two points."""
    texts = [cell.text for cell in page.cells.values() if isinstance(cell.value, str) and any(sign.isdigit() for sign in cell.text) and len(cell.text) < 30]
    return any(_SURE_GROUPS.search(text) for text in texts) or (any(_POINT_GROUPS.fullmatch(text) for text in texts) and any(_COMMA.search(text) for text in texts))


def quantity(*, whole: bool = False, points: bool = False) -> Converter:
    """A number as typed. `whole`: things that are counted, so „1.234" is a thousand; `points`: so it is on this sheet anyway."""

    def read(cell: Cell, notes: list[str]) -> Decimal | None:
        value = cell.value
        if isinstance(value, str):
            bare = without_footnote(value)
            if bare != value:
                notes.append(f"Znak przypisu „{value[len(bare) :].strip()}” przy liczbie pominięto.")
            value = bare.replace(".", "") if (whole or points) and _POINT_GROUPS.fullmatch(bare.strip()) else bare
            if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}", value) or (whole and re.fullmatch(r"\d{1,3},\d{3}", value)):
                value = value.replace(",", "")
        elif isinstance(value, bool):
            raise Unreadable(f"Zamiast liczby jest „{cell.text}”.")
        found = parse.number(value)
        if found is not None and cell.percent and not isinstance(cell.value, str):
            return found * 100
        return found

    return read


def without_footnote(text: str) -> str:
    """„1 234¹", „12,5*", „1 234 1)" without the mark glued to the number; a bracket that closes „(1 234)" stays."""
    if text.lstrip().startswith("("):
        return re.sub(r"\)\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹]+)$", ")", text)
    return _FOOTNOTE.sub("", text)
