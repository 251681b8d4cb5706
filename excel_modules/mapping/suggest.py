"""A first proposal of a profile for a table nobody knows: where its header is and what each column seems to hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from excel_modules.mapping.heading import YEAR, Heading, heading, headings, is_unit, key, numbered
from excel_modules.mapping.profile import OWN, ColumnRule, Meaning, Profile, Says, YearFrom
from excel_modules.parse import Unreadable, number, text
from excel_modules.sheet import CellValue, Sheet, Workbook, normal
from mrl_desktop.polish import fold

SCAN = 60
_SAMPLE = 200
_MOST_HEADER = 4
_CODES = re.compile(r"\b(?:teryt|kod ?teryt|kod|nts|kts|id jednostki|identyfikator|terc|wk|jpt kod je)\b")
_NAMES = re.compile(r"\b(?:nazwa|name|gmin[ay]|miast[oa]|jednostka|jst|terytorium|miejscowosc|samorzad|organ|urzad)\b")
_CONTEXTS = re.compile(r"\b(?:powiat|wojewodztwo|woj|podregion|region|typ gminy|rodzaj gminy|typ|rodzaj)\b")
_REGIONS = re.compile(r"\b(?:powiat|wojewodztwo|podregion|region)\b")
_YEARS = re.compile(r"\b(?:rok|lata|year|okres|data|rok szkolny)\b")
_INDICATORS = re.compile(r"\b(?:wskaznik|wskazniki|zmienna|zmienne|miernik|nazwa wskaznika|wyszczegolnienie|cecha mierzona|pozycja|indicator)\b")
_GROUPS = re.compile(r"\b(?:obszar|podobszar|grupa|dziedzina|kategoria|wymiar|temat|podgrupa|dzial)\b")
_UNITS = re.compile(r"\b(?:jednostka miary|jm|j m|miano|unit|jedn)\b")
_VALUES = re.compile(r"\b(?:wartosc|wynik|wielkosc|kwota|value|liczba|ilosc)\b")
_IGNORED = re.compile(r"^(?:lp|l p|nr|uwagi|zrodlo|komentarz|link|adres|www|email|e mail|telefon|imie|nazwisko|data aktualizacji)\b")
_REGISTERS = re.compile(r"\b(?:rspo|regon|nip|nr (?:domu|lokalu)|kod pocztowy|poczta|ulica)\b")
"""What registers say of schools and firms: digits that are no statistics."""
_CODE_PARTS = re.compile(r"(?:^|\b)(?:woj|pow|gmi|gm|rodz)$")
"""Headings of a TERYT code written in pieces."""
_PERIODS = re.compile(r"\b(?:okres|kwartal|polrocze|miesiac|quarter|month)\b")
_OF_GROUP = re.compile(r"\b(?:grup\w* porownawcz\w*|w grupie|grupy|mediana|kwartyl)\b")
_CLASSES = re.compile(r"(?:^|\b)(?:dzial|rozdzial|paragraf|symbol|pkd|klasa|sekcja)$")
_GENERIC = re.compile(r"^(?:wartosc|wartosci|wynik|wielkosc|value|ogolem|razem|liczba|ilosc|dane|)$")
_SECTION = 3
"""Rows with a single text between rows of data that make it likely they carry something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What the wizard begins with for one sheet."""

    profile: Profile
    sheet: str
    top: int
    """First row of the header."""
    headings: tuple[str, ...]
    rules: tuple[tuple[int, ColumnRule], ...]
    """What each filled column seems to hold, one rule for each column."""
    samples: tuple[tuple[str, ...], ...]
    """A few different cells of each column, as texts."""


def suggest(workbook: Workbook, sheet: str | None = None, top: int | None = None, header_rows: int | None = None) -> Suggestion:
    """The likely reading of a sheet (of the one with most numbers when none is named); the header where the planner says, or found."""
    table = next((one for one in workbook.sheets if one.name == sheet), None) if sheet is not None else None
    table = table or max(workbook.sheets, key=_numbers)
    if top is None or header_rows is None:
        top, header_rows = find_header(table)
    said = headings(table, top, header_rows) if header_rows else [""] * table.width
    data = top + header_rows
    width = max(len(said), max((len(row) for row in table.raw[data : data + _SAMPLE]), default=0))
    said += [""] * (min(width, 2000) - len(said))
    rows = [row for row in table.raw[data : data + _SAMPLE] if sum(normal(value) is not None for value in row) >= 2]  # not notes under the table
    cells = [[value for row in rows if column < len(row) and (value := normal(row[column])) is not None] for column in range(len(said))]
    meanings = _meanings(list(map(heading, said)), cells)
    profile, rules = _profile(workbook, table, top, header_rows, said, cells, meanings)
    samples = tuple(tuple(dict.fromkeys(text(value).replace("\n", " ")[:40] for value in column))[:4] for column in cells)
    return Suggestion(profile=profile, sheet=table.name, top=top, headings=tuple(said), rules=rules, samples=samples)


def _numbers(sheet: Sheet) -> tuple[bool, int]:
    return (not sheet.hidden, sum(1 for row in sheet.raw[:_SAMPLE] for value in row if _is_number(normal(value))))


def _is_number(value: CellValue) -> bool:
    if isinstance(value, str) and not any(map(str.isdigit, value)):
        return False
    try:
        return not isinstance(value, bool) and number(value) is not None
    except Unreadable:
        return False


def _is_year(value: CellValue) -> bool:
    said = text(value)
    return len(said) <= 20 and (heading(said).year is not None or bool(re.fullmatch(r"(?:19|20)\d\d\s*/\s*(?:19|20)?\d\d", said)))


def find_header(sheet: Sheet) -> tuple[int, int]:
    """(first row, how many rows) of the header; no rows when data begin at once."""
    rows = [[normal(value) for value in row[:500]] for row in sheet.raw[:SCAN]]
    data = next((place for place, row in enumerate(rows) if _is_data(row)), None)
    if data is None:
        first = next((place for place, row in enumerate(rows) if sum(value is not None for value in row) >= 2), 0)
        return first, 1
    if data > 0 and _counts_columns(rows[data - 1]):
        data -= 1
    top = data
    while top > 0 and data - top < _MOST_HEADER and _is_heading(rows[top - 1]):
        top -= 1
    return top, data - top


def _is_data(row: Sequence[CellValue]) -> bool:
    """A row with numbers that are not all years of a header."""
    filled = [value for value in row if value is not None]
    numbers = [value for value in filled if _is_number(value)]
    plain = [value for value in numbers if not _is_year(value)]
    return len(filled) >= 2 and bool(plain) and not _counts_columns(row)


def _counts_columns(row: Sequence[CellValue]) -> bool:
    filled = [text(value) for value in row if value is not None]
    return len(filled) >= 3 and filled == [str(place) for place in range(1, len(filled) + 1)]


def _is_heading(row: Sequence[CellValue]) -> bool:
    """A row of a header has several cells, or one that stands over columns further right."""
    filled = [value for value in row if value is not None]
    if len(filled) == 1:
        return row[0] is None and isinstance(filled[0], str) and len(row) > 2
    return len(filled) >= 2 and all(isinstance(value, str) or _is_year(value) for value in filled)


def _meanings(heads: Sequence[Heading], cells: Sequence[Sequence[CellValue]]) -> list[Meaning]:
    found = [_meaning(head, column) for head, column in zip(heads, cells, strict=True)]
    for once in (Meaning.CODE, Meaning.YEAR):
        places = [place for place, meaning in enumerate(found) if meaning is once]
        for place in places[1:]:
            found[place] = Meaning.IGNORE
    if Meaning.NAME not in found and Meaning.CODE not in found:
        regions = [place for place, meaning in enumerate(found) if meaning is Meaning.CONTEXT and _REGIONS.search(heads[place].key)]
        lowest = max(regions, key=lambda place: len(set(map(text, cells[place]))), default=-1)
        if lowest >= 0 and len(set(map(text, cells[lowest]))) > 1:
            found[lowest] = Meaning.NAME  # a table of powiaty or voivodeships, not one of the town's own
    if Meaning.NAME not in found and Meaning.CODE not in found:
        words = [place for place, meaning in enumerate(found) if meaning in (Meaning.DIMENSION, Meaning.INDICATOR) and not (_INDICATORS.search(heads[place].key) or _PERIODS.search(heads[place].key))]
        if words and len(set(map(text, cells[words[0]]))) > 1:
            found[words[0]] = Meaning.NAME
    names = [place for place, meaning in enumerate(found) if meaning is Meaning.NAME]
    for place in names[1:]:
        found[place] = Meaning.CONTEXT
    if Meaning.INDICATOR not in found and all(_GENERIC.match(fold(heads[place].words)) for place, meaning in enumerate(found) if meaning is Meaning.VALUE):
        several = [place for place, meaning in enumerate(found) if meaning is Meaning.DIMENSION]
        if several:
            found[max(several, key=lambda place: len(set(map(text, cells[place]))))] = Meaning.INDICATOR
    return found


def _meaning(head: Heading, cells: Sequence[CellValue]) -> Meaning:
    said = re.sub(r"[|_]", " ", head.key)
    numbers = sum(map(_is_number, cells))
    mostly = bool(cells) and numbers >= 0.6 * len(cells)
    if not cells:
        return Meaning.IGNORE if not (head.year or _VALUES.search(said)) else Meaning.VALUE
    if _IGNORED.search(said) or _OF_GROUP.search(said):
        return Meaning.IGNORE
    if sum(map(_is_year, cells)) >= 0.8 * len(cells) and head.year is None and (_YEARS.search(said) or not said or not _VALUES.search(said)):
        return Meaning.YEAR
    if _REGISTERS.search(said) or (_CODE_PARTS.search(said) and _small(cells, 99)):
        return Meaning.IGNORE
    if head.year is None and _PERIODS.search(said) and _small(cells, 12):
        return Meaning.DIMENSION
    if _looks_coded(cells) and (_CODES.search(said) or (not head.year and _teryt(cells))):
        return Meaning.CODE
    if _CLASSES.search(said):
        return Meaning.DIMENSION
    if head.year is not None and (mostly or numbers):
        return Meaning.VALUE
    if not mostly:
        words = [text(value) for value in cells]
        told = [word for word in words if word != "-"]
        if (told and sum(map(is_unit, told)) >= 0.8 * len(told) and not _CONTEXTS.search(said)) or _UNITS.search(said):  # „M" may be a kind of municipality
            return Meaning.UNIT
        for pattern, meaning in ((_CONTEXTS, Meaning.CONTEXT), (_INDICATORS, Meaning.INDICATOR), (_GROUPS, Meaning.GROUP), (_NAMES, Meaning.NAME)):
            if pattern.search(said):
                return meaning
        return Meaning.VALUE if numbers >= 0.3 * len(words) else Meaning.DIMENSION
    return Meaning.VALUE


def _small(cells: Sequence[CellValue], largest: int) -> bool:
    """Whether all cells are whole numbers up to the largest: a part of a code, the number of a month or a quarter."""
    words = [text(value).strip() for value in cells]
    return all(word.isdigit() and int(word) <= largest for word in words)


def _looks_coded(cells: Sequence[CellValue]) -> bool:
    words = [text(value).replace(" ", "") for value in cells]
    return sum(word.isdigit() and 2 <= len(word) <= 13 for word in words) >= 0.7 * len(words)


def _teryt(cells: Sequence[CellValue]) -> bool:
    """Whether digits without a telling heading are codes of municipalities: voivodeships have even numbers from 02 to 32 (98, 99 in examples)."""
    words = [text(value).replace(" ", "").zfill(7) for value in cells]
    fitting = sum(len(word) == 7 and (int(word[:2]) in range(2, 33, 2) or word[:2] in ("98", "99")) and word[2:4] != "00" and word[6] in "0123458" for word in words if word.isdigit())
    return fitting >= 0.95 * len(words) and len(set(words)) > 1


def _profile(
    workbook: Workbook, sheet: Sheet, top: int, header_rows: int, said: list[str], cells: Sequence[Sequence[CellValue]], meanings: Sequence[Meaning]
) -> tuple[Profile, tuple[tuple[int, ColumnRule], ...]]:
    """The profile, and its rules column by column before those of one kind become one."""
    heads = list(map(heading, said))
    values = [place for place, meaning in enumerate(meanings) if meaning is Meaning.VALUE]
    worded = {heads[place].words for place in values}
    has_indicator = Meaning.INDICATOR in meanings
    generic = all(_GENERIC.match(fold(words)) for words in worded)
    data = top + header_rows
    sections = not has_indicator and generic and _sections(sheet, data) >= _SECTION
    numbers = numbered(said) if header_rows else [("", place + 1) for place in _ordinals(cells)]
    rules: dict[int, ColumnRule] = {}
    for place, meaning in enumerate(meanings):
        if not said[place] and not cells[place]:
            continue
        says = Says.NOTHING
        if meaning is Meaning.VALUE and not generic:
            says = Says.INDICATOR if not has_indicator else Says.DIMENSION if len(worded) > 1 else Says.NOTHING
        filled = _gaps(sheet, data, place) if meaning not in (Meaning.VALUE, Meaning.IGNORE) else False
        rules[place] = ColumnRule(headings=(pattern(said[place]),), meaning=meaning, says=says, number=numbers[place][1] if place < len(numbers) else 1, fill_down=filled)
    made = Profile(
        name=_name(workbook, sheet),
        columns=collapsed(list(rules.values())),
        sheet="" if len(workbook.sheets) == 1 else re.sub(YEAR, "*", sheet.name),
        header_rows=header_rows,
        row_carries=Meaning.INDICATOR if sections else None,
    )
    title = " ".join(text(value) for row in sheet.raw[:top] for value in map(normal, row) if value is not None)
    if not has_indicator and generic and not sections:
        made = replace(made, indicator=_indicator(title, sheet.name))
    if not {Meaning.CODE, Meaning.NAME} & set(meanings):
        made = replace(made, place=OWN)
    if Meaning.YEAR not in meanings and any(heads[place].year is None for place in values):
        made = _dated(made, workbook, sheet, title)
    return made, tuple(rules.items())


def pattern(said: str) -> str:
    """A heading as a profile keeps it: any year in it stands for every year."""
    return YEAR.sub("{rok}", said)


def collapsed(rules: Sequence[ColumnRule]) -> tuple[ColumnRule, ...]:
    """Columns that differ by the year only become one rule."""
    kept: dict[tuple[str, Meaning, Says, str, str], ColumnRule] = {}
    result = []
    for rule in rules:
        if "{rok}" not in rule.headings[0] or rule.meaning is not Meaning.VALUE:
            result.append(rule)
            continue
        same = (key(rule.headings[0]), rule.meaning, rule.says, rule.indicator, rule.unit)
        if same not in kept:
            kept[same] = replace(rule, number=1)
            result.append(kept[same])
    return tuple(result)


def _ordinals(cells: Sequence[Sequence[CellValue]]) -> list[int]:
    """Which of the filled columns each column is, from 0."""
    found, count = [], 0
    for column in cells:
        found.append(count)
        count += bool(column)
    return found


def _sections(sheet: Sheet, data: int) -> int:
    rows = [[value for value in map(normal, row) if value is not None] for row in sheet.raw[data : data + _SAMPLE]]
    return sum(1 for row in rows if len(row) == 1 and isinstance(row[0], str) and len(row[0]) < 120)


def _gaps(sheet: Sheet, data: int, column: int) -> bool:
    """Whether a column is written once for several rows: its first row is filled and at least a third of the others are not."""
    rows = [row for row in sheet.raw[data : data + _SAMPLE] if sum(normal(value) is not None for value in row) >= 2]
    held = [column < len(row) and normal(row[column]) is not None for row in rows]
    return len(held) >= 3 and held[0] and sum(held) <= 0.6 * len(held)


def _name(workbook: Workbook, sheet: Sheet) -> str:
    stem = re.sub(r"\.[A-Za-z]{3,4}$", "", workbook.file)
    words = re.sub(r"\s+", " ", re.sub(r"[_]+", " ", YEAR.sub("", stem))).strip(" -–.,")
    name = words or sheet.name or "Tabela"
    return (name[:1].upper() + name[1:])[:80]


def _indicator(title: str, sheet: str) -> str:
    words = heading(re.sub(r"^(?:tabl(?:ica|\.)?|tabela|tab\.)\s*\d*[.:]?\s*", "", title, flags=re.IGNORECASE)[:160]).words
    return words or ("" if re.fullmatch(r"(?:arkusz|sheet|dane)\s*\d*", sheet, re.IGNORECASE) else heading(sheet).words)


def _dated(made: Profile, workbook: Workbook, sheet: Sheet, title: str) -> Profile:
    """The year from the title, the sheet or the file, the first that names exactly one."""
    for source, said in ((YearFrom.TITLE, title), (YearFrom.SHEET, sheet.name), (YearFrom.FILE, workbook.file)):
        years = {int(one) for one in YEAR.findall(said)}
        if len(years) == 1:
            return replace(made, year_from=source, year=years.pop())
    return made
