"""Headings of columns: rows of a header joined, and what a heading says (year, unit, the rest), compared whatever the year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from excel_modules.mapping.profile import YEAR_HERE
from excel_modules.parse import text
from excel_modules.sheet import Sheet
from mrl_desktop.polish import fold

PART = " | "
"""Between the rows of a header."""
MOST_COLUMNS = 2000
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR_WORD = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:\s*(?:r\.|rok(?:u)?\b))?|\brok(?:u)?\s+(?=\{rok\})", re.IGNORECASE)
_SQUARE = re.compile(r"\[([^\[\]]{1,40})\]")
_ROUND = re.compile(r"\(([^()]{1,40})\)")
_IN_UNIT = re.compile(r"(?:,\s*|\s+)(?:w|we)\s+((?:tys\.|mln|mld)?\s*(?:zł|osób|osobach|ha|km2|km²|%|sztukach|tonach|tonach|procentach|promilach|m2|m²|km|szt\.))\s*$", re.IGNORECASE)
_UNIT_WORDS = (
    "osoba;osoby;osób;zł;tys. zł;tys.zł;tys.;mln;mld;mln zł;mln.zł;%;‰;szt.;szt;sztuka;sztuki;ha;km;km2;km²;m;m2;m²;m3;m³;dam3;t;Mg;tys. t;tys.t;tys. m3;tys.m3;kg;kWh;MWh;GWh;GJ;"
    "etat;etaty;etatów;pkt;punkt;punkty;miejsce;miejsca;obiekt;ob.;jd.;gospodarstwo;mieszkanie;dni;lata;godz.;l;euro;eur;pln;zł/os.;zł/mieszk.;tys. osób;tys. szt.;"
    "zł na mieszkańca;na 1000 mieszkańców;na 10 tys. ludności;os./km2;osoba/km2;pkt proc.;p.p.;dam3/rok"
)
UNITS = frozenset(map(fold, _UNIT_WORDS.split(";")))


def is_unit(word: str) -> bool:
    """Whether a text is the name of a unit of measure."""
    return fold(word) in UNITS


@lru_cache(maxsize=8192)
def key(heading: str) -> str:
    """A heading for comparing: folded, without marks and footnotes, any year as {rok}."""
    said = fold(_YEAR_WORD.sub(YEAR_HERE, heading))
    said = re.sub(r"(?<=\w)\s*(?:\d\)|[*¹²³⁴⁵]+)(?=\s|$)", "", said)
    said = re.sub(r"[^\w{}|%‰*?]+", " ", said.replace("\ufffd", "?"))
    return re.sub(r"\s*\|\s*", "|", re.sub(r"\s+", " ", said)).strip(" |")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading taken apart."""

    text: str
    key: str
    year: int | None
    unit: str
    words: str
    """What is left without year and unit: name of an indicator, a group, a town."""


@lru_cache(maxsize=4096)
def unit_in(said: str) -> tuple[str, str]:
    """The unit that stands in brackets in a heading or a name („[osoba]", „(zł)"), and the words without it."""
    unit, left = "", said
    if found := _SQUARE.findall(left):
        unit, left = found[-1].strip(), _SQUARE.sub(" ", left)
    for match in list(_ROUND.finditer(left)):
        if is_unit(match[1]):
            unit, left = unit or match[1].strip(), left.replace(match[0], " ")
    return unit, re.sub(r"\s+", " ", left).strip() if unit else said


def heading(said: str) -> Heading:
    """Takes a heading apart. Two different years in it give no year."""
    years = {int(found) for found in YEAR.findall(said)}
    unit, left = unit_in(said)
    parts = []
    for part in left.split("|"):
        if len(years) == 1:
            part = _YEAR_WORD.sub(" ", part)
            part = re.sub(r"\s+(?:w|we|za|na|z|dla|stan na|stan w dniu)\s*$", "", part.rstrip(" ,.;:-"), flags=re.IGNORECASE)
        if (told := _IN_UNIT.search(part)) is not None:
            unit, part = unit or told[1].strip(), part[: told.start()]
        part = re.sub(r"\s+", " ", part).strip(" ,;:–—-/()")
        if is_unit(part) and not unit:
            unit, part = part, ""
        if part and fold(part) not in ("rok", "lata", "w roku", "w", "stan w dniu 31 xii") and part not in parts:
            parts.append(part)
    return Heading(said, key(said), next(iter(years)) if len(years) == 1 else None, unit, "; ".join(parts))


def headings(sheet: Sheet, top: int, rows: int) -> list[str]:
    """Heading of each column of a header, its rows joined; what stands over several columns counts for each of them."""
    width = min(max((len(sheet.raw[row]) for row in range(top, min(top + max(rows, 1), sheet.height))), default=0), MOST_COLUMNS)
    if rows == 0:
        return [""] * min(sheet.width, MOST_COLUMNS)
    grid = [[text(sheet.cell(top + row, column)).replace("\n", " ") for column in range(width)] for row in range(rows)]
    areas = [area for area in sheet.merged if area.top < top + rows and area.bottom >= top]
    if areas:
        for area in areas:
            said = text(sheet.cell(area.top, area.left)).replace("\n", " ")
            for row in range(max(area.top, top), min(area.bottom, top + rows - 1) + 1):
                for column in range(area.left, min(area.right, width - 1) + 1):
                    grid[row - top][column] = said
    else:
        _fill_right(grid)
    result = []
    for column in range(width):
        parts: list[str] = []
        for row in range(rows):
            said = grid[row][column]
            if said and (not parts or parts[-1] != said):
                parts.append(said)
        result.append(PART.join(parts))
    return result


def _fill_right(grid: list[list[str]]) -> None:
    """Upper rows whose cells stand once over a group of columns, in files that keep no merged cells."""
    for number, row in enumerate(grid[:-1]):
        last = ""
        for column, said in enumerate(row):
            if said:
                last = said
            elif last and any(lower[column] for lower in grid[number + 1 :]):
                row[column] = last
            else:
                last = ""


def numbered(said: Sequence[str]) -> list[tuple[str, int]]:
    """(key, which of the columns of this key) for each heading."""
    seen: Counter[str] = Counter()
    result = []
    for one in map(key, said):
        seen[one] += 1
        result.append((one, seen[one]))
    return result
