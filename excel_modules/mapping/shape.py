"""Whether a table has the shape of a profile: its header found again by labels, wherever it stands and in whatever order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from excel_modules.mapping.heading import Heading, heading, headings, key, numbered
from excel_modules.mapping.profile import ANY, ColumnRule, Meaning, Profile, Says
from excel_modules.parse import Unreadable, is_blank, number, text
from excel_modules.sheet import CellValue, Sheet, Workbook
from mrl_desktop.polish import fold

SCAN = 80
"""Rows from the top in which a header is looked for."""
OWN_SURE, READY_SURE = 0.895, 0.8
"""How sure a match is in which something differs; below readers that know a publisher's layout by its headings."""
OWN_EXACT, READY_EXACT = 0.97, 0.91
"""The same when every column is as described: a person's own word about just this shape goes before everything, a ready profile before guesses."""
HEADLESS_SURE = 0.6
LEAST = 0.5
ENOUGH = 0.7
"""Share of the needed columns that must be there; a ready profile, which nobody here made for the file, needs all."""
_ALIKE = 0.85
_SAMPLE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A profile laid on a sheet."""

    sheet: Sheet
    top: int
    """First row of the header (of the data when there is none)."""
    data: int
    columns: Mapping[int, ColumnRule]
    headings: tuple[Heading, ...]
    unknown: tuple[int, ...]
    """Columns with a heading the profile does not know."""
    missing: tuple[ColumnRule, ...]
    confidence: float


Known = dict[tuple[int, int, int], frozenset[str]]
"""Keys of headings already worked out: (place of the sheet, row, rows of the header)."""


def fits(profile: Profile, workbook: Workbook, known: Known | None = None) -> list[Fit]:
    """Sheets with the shape of the profile, the best first; only one unless the profile takes all."""
    known = {} if known is None else known
    found = [one for place, sheet in enumerate(workbook.sheets) if (one := _fit(profile, place, sheet, known)) is not None]
    if not found:
        return []
    if profile.all_sheets:
        named = [one for one in found if called(profile.sheet, one.sheet.name)] if profile.sheet else found
        return named or found
    best = max(found, key=lambda one: (round(one.confidence, 3), bool(profile.sheet) and called(profile.sheet, one.sheet.name), not one.sheet.hidden))
    if profile.sheet:
        best = next((one for one in found if called(profile.sheet, one.sheet.name) and one.confidence >= 0.8 * best.confidence), best)
    return [best]


def called(pattern: str, name: str) -> bool:
    """Whether a sheet's name is of a pattern in which „*" stands for any letters; years do not matter."""
    parts, rest = key(pattern.replace("*", " * ")).split("*"), key(name)
    parts = [part.strip() for part in parts]
    if not rest.startswith(parts[0]):
        return False
    if len(parts) == 1:
        return rest == parts[0]
    rest = rest[len(parts[0]) :]
    for part in parts[1:-1]:
        place = rest.find(part)
        if place < 0:
            return False
        rest = rest[place + len(part) :]
    return rest.endswith(parts[-1])


@lru_cache(maxsize=4096)
def _keys(rule: ColumnRule) -> frozenset[str]:
    return frozenset(ANY if said == ANY else key(said) for said in rule.headings)


def _fit(profile: Profile, place: int, sheet: Sheet, known: Known) -> Fit | None:
    if profile.header_rows == 0:
        return _headless(profile, sheet)
    best: tuple[float, int] | None = None
    rules = profile.columns
    wanted = {word for rule in rules for word in _keys(rule)} - {ANY}
    for top in range(min(sheet.height - profile.header_rows + 1, SCAN)):
        hits = len(_headings(place, sheet, top, profile.header_rows, known) & wanted)
        if hits and (best is None or hits > best[0]):
            best = (hits, top)
    if best is None:
        return None
    top = best[1]
    said = headings(sheet, top, profile.header_rows)
    columns = assigned(rules, numbered(said))
    taken = {id(rule) for rule in columns.values()}
    missing = tuple(rule for rule in rules if id(rule) not in taken and not rule.optional and ANY not in rule.headings)
    needed = sum(1 for rule in rules if not rule.optional and ANY not in rule.headings and rule.meaning is not Meaning.IGNORE)
    lacking = sum(1 for rule in missing if rule.meaning is not Meaning.IGNORE)
    share = 1 - lacking / needed if needed else 1.0
    if share < (1.0 if profile.ready else ENOUGH) or not _usable(profile, columns):
        return None
    unknown = tuple(column for column, one in enumerate(said) if column not in columns and one)
    data = top + profile.header_rows
    sound = _soundness(profile, sheet, data, columns)
    strange = len(unknown) / max(len(unknown) + len(columns), 1)
    exact = not lacking and not unknown and sound == 1
    if profile.ready:
        sure = READY_EXACT if exact and any(rule.optional and rule.meaning in (Meaning.GROUP, Meaning.IGNORE) for rule in columns.values()) else READY_SURE
    else:
        sure = OWN_EXACT if exact else OWN_SURE
    sure *= share * sound * (1 - 0.4 * strange)
    if sure < LEAST:
        return None
    parted = tuple(map(heading, said))
    return Fit(sheet=sheet, top=top, data=data, columns=columns, headings=parted, unknown=unknown, missing=missing, confidence=sure)


def _headings(place: int, sheet: Sheet, top: int, rows: int, known: Known) -> frozenset[str]:
    if (place, top, rows) not in known:
        known[place, top, rows] = frozenset(map(key, headings(sheet, top, rows))) - {""}
    return known[place, top, rows]


def assigned(rules: tuple[ColumnRule, ...], keys: list[tuple[str, int]]) -> dict[int, ColumnRule]:
    """Which rule each column falls under: the same heading, else one nearly the same (lost letters), else the rule for any."""
    found: dict[int, ColumnRule] = {}
    exact: dict[str, list[ColumnRule]] = {}
    for rule in rules:
        for word in _keys(rule):
            exact.setdefault(word, []).append(rule)
    for column, (word, nth) in enumerate(keys):
        same = exact.get(word, [])
        if not same or (not word and not any(rule.number == nth for rule in same)):
            continue
        found[column] = next((rule for rule in same if rule.number == nth), same[-1])
    free = [rule for rule in rules if all(rule is not one for one in found.values())]
    for rule in free:
        scored = [(_alike(rule, word), column) for column, (word, _) in enumerate(keys) if word and column not in found]
        score, column = max(scored, default=(0.0, -1))
        if score >= _ALIKE:
            found[column] = rule
    any_other = next((rule for rule in rules if ANY in rule.headings), None)
    if any_other is not None:
        found.update((column, any_other) for column, (word, _) in enumerate(keys) if word and column not in found)
    return found


def _alike(rule: ColumnRule, word: str) -> float:
    def measure(one: str) -> float:
        if "?" in word and len(one) == len(word) > 3 and all(mine == "?" or mine == other for mine, other in zip(word, one, strict=True)):
            return 0.99
        matcher = SequenceMatcher(None, one, word, autojunk=False)
        return matcher.ratio() if len(one) > 3 and matcher.real_quick_ratio() >= _ALIKE and _digits(one) == _digits(word) else 0.0

    return max((measure(one) for one in _keys(rule) if one != ANY), default=0.0)


def _digits(word: str) -> str:
    """Numbers in a heading: „0-4 lata" is not „5-9 lat", however alike."""
    return "".join(sign for sign in word if sign.isdigit())


def _usable(profile: Profile, columns: Mapping[int, ColumnRule]) -> bool:
    """Whether the columns found still tell values, and of which municipality."""
    meanings = {rule.meaning for rule in columns.values()}
    places = {Meaning.CODE, Meaning.NAME} & meanings or profile.place or profile.row_carries is Meaning.NAME
    return Meaning.VALUE in meanings and bool(places or any(rule.says is Says.PLACE for rule in columns.values()))


def _headless(profile: Profile, sheet: Sheet) -> Fit | None:
    """A table without a header: columns go by their order."""
    top = next((row for row in range(min(sheet.height, SCAN)) if sum(sheet.cell(row, column) is not None for column in range(sheet.width)) >= 2), -1)
    if top < 0:
        return None
    filled = _filled(sheet, top)
    columns = {column: rule for rule in profile.columns for column in [filled[rule.number - 1] if rule.number <= len(filled) else -1] if column >= 0}
    if len(columns) < len(profile.columns) or not _usable(profile, columns):
        return None
    sure = HEADLESS_SURE * _soundness(profile, sheet, top, columns) * (len(columns) / len(filled))
    empty = tuple(heading("") for _ in range(sheet.width))
    unknown = tuple(column for column in filled if column not in columns)
    return Fit(sheet=sheet, top=top, data=top, columns=columns, headings=empty, unknown=unknown, missing=(), confidence=sure) if sure >= LEAST else None


def _filled(sheet: Sheet, top: int) -> list[int]:
    rows = range(top, min(sheet.height, top + 200))
    return [column for column in range(min(sheet.width, 2000)) if any(sheet.cell(row, column) is not None for row in rows)]


def _soundness(profile: Profile, sheet: Sheet, data: int, columns: Mapping[int, ColumnRule]) -> float:
    """1 when codes, years and values look like that; less for each kind of column that does not."""
    sound = 1.0
    rows = range(data, min(sheet.height, data + _SAMPLE))
    for meaning, looks, least in ((Meaning.CODE, _is_code, 0.5), (Meaning.YEAR, _is_year, 0.5), (Meaning.VALUE, _is_value, 0.4)):
        cells = [value for column, rule in columns.items() if rule.meaning is meaning for row in rows if (value := sheet.cell(row, column)) is not None]
        signs = {fold(sign) for sign, _ in profile.signs}
        good = sum(1 for value in cells if looks(value) or (meaning is Meaning.VALUE and fold(text(value)) in signs))
        if cells and good < least * len(cells):
            sound *= 0.6
    return sound


def _is_code(value: CellValue) -> bool:
    digits = "".join(sign for sign in text(value) if sign.isdigit())
    return 1 <= len(digits) <= 13 and len(digits) >= 0.6 * len(text(value).replace(" ", ""))


def _is_year(value: CellValue) -> bool:
    return heading(text(value)).year is not None or "/" in text(value)


def _is_value(value: CellValue) -> bool:
    try:
        return is_blank(value) or number(value) is not None
    except Unreadable:
        return False


def sheets_left(workbook: Workbook, taken: list[Fit]) -> Iterator[Sheet]:
    """Sheets that hold something and are not read by the profile."""
    used = {id(one.sheet) for one in taken}
    return (sheet for sheet in workbook.sheets if id(sheet) not in used and not sheet.empty)
