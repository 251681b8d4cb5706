"""What became of every cell of a file: which were read as what, which were left out and why, which a finding doubts.

The account is made once per file from its reading (and from what the child gave, for values that wait for an answer); a window of a
sheet is then painted from it, so that a sheet of a million cells costs no more than what is seen of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from excel_modules.extract import Extract
from excel_modules.field_names import field_name
from excel_modules.picture import SheetPicture
from excel_modules.reading import Draft, ObservedTable, Reading, Skipped
from excel_modules.sheet import cell_name, cell_position, clean
from mrl_desktop.domain.findings import Finding, Severity
from mrl_desktop.domain.statistics import ObservationBlock
from mrl_desktop.domain.territory import Level, Register
from mrl_desktop.polish import number

Position = tuple[int, int]
Area = tuple[int, int, int, int]
_NAMES = re.compile(r"(?<![A-Za-z\d])([A-Z]{1,3}[1-9]\d{0,6})(?::([A-Z]{1,3}[1-9]\d{0,6}))?(?![A-Za-z\d])")
_BUCKET = 256
"""Rows that are looked up together."""
_MOST = 3
"""How many things made of one cell are told before the rest is counted."""
_EVERYTHING: Area = (0, 0, 2**31, 2**31)


class Fate(StrEnum):
    """What became of a cell, gravest last; the value is its name in the legend."""

    READ = "wczytane"
    LABEL = "opisy i nagłówki"
    SKIPPED = "pominięte"
    DOUBTFUL = "do sprawdzenia"


_BEGINS = {Fate.READ: "Wczytano", Fate.LABEL: "Opis", Fate.SKIPPED: "Pominięto", Fate.DOUBTFUL: "Do sprawdzenia"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRole:
    """What became of one cell. `says` goes on after the word of the fate: „Ludność ogółem, Nowe Bielany, 2024"."""

    fate: Fate
    says: str = ""

    def __str__(self) -> str:
        return f"{_BEGINS[self.fate]}: {self.says}" if self.says else _BEGINS[self.fate]


def areas_of(cells: str) -> list[Area]:
    """Every cell and range a place names („C7", „C7:F24", „B2, B5"), as top, left, bottom, right; none for addresses of other kinds."""
    found: list[Area] = []
    for first, last in _NAMES.findall(cells):
        top, left = cell_position(first)
        bottom, right = cell_position(last) if last else (top, left)
        found.append((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
    return found


def first_cell(cells: str) -> Position | None:
    """The first cell a place names."""
    areas = areas_of(cells)
    return areas[0][:2] if areas else None


@dataclass(slots=True)
class _SheetAccount:
    """Everything known of one sheet."""

    blocks: list[tuple[ObservationBlock, dict[int, list[int]]]] = field(default_factory=list)
    tables: list[tuple[ObservedTable, dict[int, list[int]]]] = field(default_factory=list)
    fields: dict[Position, list[str]] = field(default_factory=dict)
    """What was made of a cell, each thing once."""
    ranges: list[tuple[Area, str]] = field(default_factory=list)
    """What was made of whole ranges: the answers of a survey's column."""
    skipped: list[tuple[Area, str]] = field(default_factory=list)
    columns: list[tuple[int, int, str]] = field(default_factory=list)
    """(column, row of its heading, reason): whole columns left out."""
    doubts: dict[Position, list[str]] = field(default_factory=dict)
    labels: dict[Position, str] = field(default_factory=dict)
    counts: Counter[Fate] = field(default_factory=Counter)

    @property
    def touched(self) -> bool:
        return bool(self.blocks or self.tables or self.fields or self.ranges or self.skipped)


class CellAccount:
    """The account of one file. Making it takes a moment for a long file: do it off the window's thread."""

    def __init__(self, reading: Reading, register: Register, extract: Extract | None = None) -> None:
        self.reading = reading
        self._register = register
        self._names: dict[str, str] = {}
        self._sheets: dict[str, _SheetAccount] = {}
        for block in reading.blocks:
            account = self._of(block.sheet)
            account.blocks.append((block, _buckets(block.rows)))
            account.counts[Fate.READ] += len(block) + sum(len(set(rows)) - 1 for rows in block.gathered.values())
        for table in extract.contents.tables if extract is not None else ():
            self._take_table(table)
        for draft in reading.records:
            self._take_fields(draft)
        for one in reading.skipped:
            self._take_skipped(one)
        for finding in reading.findings:
            self._take_finding(finding)
        for account in self._sheets.values():
            account.counts[Fate.READ] += len(account.fields) + sum((area[2] - area[0] + 1) * (area[3] - area[1] + 1) for area in {area for area, _ in account.ranges})

    def _of(self, sheet: str) -> _SheetAccount:
        return self._sheets.setdefault(clean(sheet).casefold(), _SheetAccount())

    def counts(self, sheet: str) -> Mapping[Fate, int]:
        """How many cells of a sheet were read, left out and doubted; labels are not counted."""
        found = self._of(sheet).counts
        return {fate: found[fate] for fate in (Fate.READ, Fate.SKIPPED, Fate.DOUBTFUL)}

    def counted(self, picture: SheetPicture, roles: Mapping[Position, CellRole]) -> Mapping[Fate, int]:
        """The same for the legend: counted cell by cell, labels too, where the picture holds the whole sheet."""
        if len(picture.cells) < picture.height or max(map(len, picture.cells), default=0) < picture.width:
            return self.counts(picture.sheet)
        found = Counter(role.fate for role in roles.values())
        return {fate: found[fate] for fate in Fate}

    def worth_seeing(self, sheet: str) -> list[Position]:
        """The cells findings point at and the first of each thing left out, from the top: what a person should walk through."""
        account = self._of(sheet)
        places = {*account.doubts, *((area[0], area[1]) for area, _ in account.skipped if area != _EVERYTHING), *((row, column) for column, row, _ in account.columns)}
        return sorted(places)

    def main_sheet(self) -> str:
        """The sheet to begin with: the first that gave something, "" when none did."""
        names = [block.sheet for block in self.reading.blocks] + [source[1] for draft in self.reading.records for source in draft.sources]
        return names[0] if names else next((one.sheet for one in self.reading.questions), "")

    def window(self, picture: SheetPicture) -> dict[Position, CellRole]:
        """What became of the cells a picture shows; a file that was refused as a whole has no account."""
        if self.reading.refused:
            return {}
        account = self._of(picture.sheet)
        bottom = picture.top + len(picture.cells)
        said: dict[Position, CellRole] = {}
        for position, text in account.labels.items():
            said[position] = CellRole(fate=Fate.LABEL, says=text)
        for table, buckets in account.tables:
            for place in _within(table.rows, buckets, picture.top, bottom):
                said[table.rows[place], table.columns[place]] = CellRole(fate=Fate.SKIPPED, says=self._waiting(table, place))
        said.update((position, CellRole(fate=Fate.READ, says=_listed(texts))) for position, texts in account.fields.items())
        for block, buckets in account.blocks:
            said.update(self._read(block, buckets, picture.top, bottom))
        near = [(area, reason) for area, reason in account.skipped if area[0] < bottom and area[2] >= picture.top]
        reasons = {area[:2]: reason for area, reason in near if area[:2] == area[2:]}
        ranges = [(area, reason) for area, reason in near if area[:2] != area[2:]]
        read = [(area, what) for area, what in account.ranges if area[0] < bottom and area[2] >= picture.top]
        roles: dict[Position, CellRole] = {}
        for below, line in enumerate(picture.cells):
            for right, text in enumerate(line):
                position = picture.top + below, picture.left + right
                reason = reasons.get(position, "")
                if text and not reason:
                    reason = next((why for area, why in ranges if _in(position, area)), "")
                known = said.get(position)
                if text and (known is None or known.fate is not Fate.READ):
                    whole = next((what for area, what in read if _in(position, area)), "")
                    known = CellRole(fate=Fate.READ, says=whole) if whole and not reasons.get(position) else known
                role = self._role(account, position, known, reason, filled=bool(text))
                if role is not None:
                    roles[position] = role
        return roles

    def _role(self, account: _SheetAccount, position: Position, said: CellRole | None, reason: str, *, filled: bool) -> CellRole | None:
        """One cell: read before left out before label, and a doubt over each."""
        role = said
        if reason and (role is None or role.fate is not Fate.READ):
            role = CellRole(fate=Fate.SKIPPED, says=reason)
        if role is None and filled:
            reason = next((reason for column, row, reason in account.columns if position[1] == column and position[0] > row), "")
            if reason:
                role = CellRole(fate=Fate.SKIPPED, says=reason)
            elif account.touched:
                role = CellRole(fate=Fate.LABEL, says="tytuł, nagłówek albo nazwa; pomaga zrozumieć tabelę")
            else:
                role = CellRole(fate=Fate.SKIPPED, says="z tego arkusza nic nie wczytano")
        if position in account.doubts:
            before = f" ({str(role)[:1].lower()}{str(role)[1:]})" if role is not None and role.fate in (Fate.READ, Fate.SKIPPED) else ""
            return CellRole(fate=Fate.DOUBTFUL, says=" ".join(account.doubts[position]) + before)
        return role

    # -- what goes into the account -----------------------------------------------------------------------------------

    def _take_table(self, table: ObservedTable) -> None:
        account = self._of(table.sheet)
        account.tables.append((table, _buckets(table.rows)))
        for one in table.series:
            if (position := first_cell(one.cell)) is not None:
                account.labels[position] = f"nazwa danych „{one.says}”"
        for code, name, row in zip(table.codes, table.names, table.unit_rows, strict=False):
            account.labels.setdefault((row, table.code_column), f"jednostka {' '.join(part for part in (code, name) if part)}")

    def _take_fields(self, draft: Draft) -> None:
        title = draft.record.name_for_people
        title = draft.match_name or draft.record.title_of_kind if title == draft.record.title_of_kind else title
        for name, sheet, cells, _ in draft.sources:
            what = f"pole „{field_name(name)}”, " if name else ""
            for area in areas_of(cells):
                position = area[:2]
                text = f"{what}{draft.record.title_of_kind} „{title}”"
                if position != area[2:]:
                    self._of(sheet).ranges.append((area, text))
                    continue
                made = self._of(sheet).fields.setdefault(position, [])
                if text not in made and (name or not made):
                    made.append(text)

    def _take_skipped(self, one: Skipped) -> None:
        account = self._of(one.sheet)
        account.counts[Fate.SKIPPED] += one.count
        areas = areas_of(one.cell) or ([] if one.cell else [_EVERYTHING])
        account.skipped.extend((area, one.reason) for area in areas)
        if one.count > 1 and len(areas) == 1 and areas[0][:2] == areas[0][2:] and one.reason.startswith("Kolumna"):
            account.columns.append((areas[0][1], areas[0][0], one.reason))  # a column left out is listed by its heading

    def _take_finding(self, finding: Finding) -> None:
        if finding.severity is Severity.NOTE:
            return
        account = self._of(finding.place.sheet)
        for area in areas_of(finding.place.cell):
            position = area[0], area[1]
            if finding.message not in account.doubts.setdefault(position, []):
                account.doubts[position].append(finding.message)
        account.counts[Fate.DOUBTFUL] = len(account.doubts)

    # -- what is said -------------------------------------------------------------------------------------------------

    def _read(self, block: ObservationBlock, buckets: dict[int, list[int]], top: int, bottom: int) -> Iterator[tuple[Position, CellRole]]:
        inside = dict.fromkeys(_within(block.rows, buckets, top, bottom))
        for (row, column), rows in block.gathered.items():
            if any(top <= one < bottom for one in rows):
                role = CellRole(fate=Fate.READ, says=f"razem z innymi wierszami w jednej wartości ({block.gathered_how or 'wyliczono z kilku wierszy'}), komórka {cell_name(row, column)}")
                yield from (((one, column), role) for one in rows)
        for place in inside:
            yield (block.rows[place], block.columns[place]), CellRole(fate=Fate.READ, says=self._value(block, place))

    def _value(self, block: ObservationBlock, place: int) -> str:
        series = block.series[block.series_index[place]]
        parts = [series.title or "; ".join(series.dimensions), self._name(block.territories[block.territory_index[place]]), str(block.years[place])]
        value, mark = block.values[place], block.marks[place] if block.marks else ""
        told = f" = {number(value)}{'' if series.unit in ('', '-') else f' [{series.unit}]'}" if value is not None else ""
        return ", ".join(part for part in parts if part) + told + (f" ({mark})" if mark else "")

    def _waiting(self, table: ObservedTable, place: int) -> str:
        series = table.series[table.series_index[place]]
        asked = next((one for one in self.reading.questions if one.sheet == table.sheet and one.cell == series.cell and one.says == series.says), None)
        if asked is not None and asked.answer is None:
            return f"czeka na odpowiedź, czego dotyczą dane „{series.says}”"
        if asked is not None and asked.answer == "":
            return f"dane „{series.says}” pominięto na Twoje życzenie"
        return "nie wiadomo, której jednostki dotyczy, albo ta sama dana stoi już gdzie indziej"

    def _name(self, code: str) -> str:
        if code not in self._names:
            unit = self._register.get(code)
            name = unit.name if unit is not None else code
            self._names[code] = f"powiat {name}" if unit is not None and unit.level is Level.POWIAT else name
        return self._names[code]


def _listed(texts: Sequence[str]) -> str:
    """What one cell became, the first few things of it."""
    return "; ".join(texts[:_MOST]) + (f" i jeszcze {len(texts) - _MOST}" if len(texts) > _MOST else "")


def _buckets(rows: Sequence[int]) -> dict[int, list[int]]:
    """Places of values by groups of rows; each a list of (first, last) runs laid flat, for values mostly go row by row or column by column."""
    found: dict[int, list[int]] = {}
    start, group = 0, -1
    for place, row in enumerate(rows):
        now = row // _BUCKET
        if now != group:
            if group >= 0:
                found.setdefault(group, []).extend((start, place))
            start, group = place, now
    if group >= 0:
        found.setdefault(group, []).extend((start, len(rows)))
    return found


def _within(rows: Sequence[int], buckets: Mapping[int, list[int]], top: int, bottom: int) -> Iterator[int]:
    """Places of the values in rows `top` to `bottom` (without it)."""
    for group in range(top // _BUCKET, (max(bottom, 1) - 1) // _BUCKET + 1):
        runs = buckets.get(group, [])
        for first, last in _pairs(runs):
            yield from (place for place in range(first, last) if top <= rows[place] < bottom)


def _pairs(flat: Iterable[int]) -> Iterator[tuple[int, int]]:
    each = iter(flat)
    return zip(each, each, strict=True)


def _in(position: Position, area: Area) -> bool:
    return area[0] <= position[0] <= area[2] and area[1] <= position[1] <= area[3]
