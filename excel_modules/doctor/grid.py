"""A workbook as the doctor sees it: every cell with its value, formula and number format, and what can be told of its surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from excel_modules.doctor.formulas import Node
from excel_modules.sheet import cell_name
from mrl_desktop.polish import fold, parse_number

Position = tuple[int, int]

TOTAL = re.compile(r"\b(razem|ogolem|suma|lacznie|total|w sumie|sumy|podsumowanie|calkowit\w*)\b")
"""Words of a row or column that adds others up, in folded text."""
PART = re.compile(r"^\s*[-–—•]?\s*(w tym|z tego|of which|z czego)\b")
"""Words of a row that is a part of the one above."""
CODE = re.compile(r"\b(lp|kod\w*|nr|numer\w*|id|teryt|symbol\w*|regon|nip|telefon\w*|tel|dzial\w*|rozdzial\w*|paragraf\w*|par|pkd|nuts|wersja)\b|§|^#$")
"""Headings of columns whose digits are names, not numbers."""
YEAR = re.compile(r"(?:rok\s*)?((?:19|20)\d\d)(?:\s*r(?:\.|ok)?)?\.?$")
_DATE_CODE = re.compile(r"[ymdhs]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_LETTERS = re.compile(r"[^\W\d]{2}")
_FOOTNOTE = re.compile(r"(?<=[\d%])\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹]+|\s\d\))$")


@dataclass(slots=True)
class Cell:
    """A filled cell. A date is the number Excel stores for it."""

    value: float | str | bool | None
    """What the file stores; None for a formula without a result."""
    formula: Node | None = None
    code: str = ""
    """Number format, "" for the general one."""
    error: bool = False
    """Whether the value is an error of the spreadsheet."""
    written: str = ""
    """The formula as it stands in the file, "" when it is shared with another cell."""

    @property
    def number(self) -> bool:
        return isinstance(self.value, int | float) and not isinstance(self.value, bool)

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) and not self.error else ""

    @property
    def is_date(self) -> bool:
        return bool(self.code) and is_date_code(self.code) and self.number

    @property
    def is_percent(self) -> bool:
        return bool(self.code) and is_percent_code(self.code)


@lru_cache(maxsize=2000)
def is_date_code(code: str) -> bool:
    """Whether a number format shows dates (not times alone)."""
    plain = _QUOTED.sub("", code.split(";")[0])
    return "general" not in plain.casefold() and bool(_DATE_CODE.search(plain)) and bool(re.search(r"[ymd]", plain, re.IGNORECASE)) and not re.search(r"[0#?]", plain)


@lru_cache(maxsize=2000)
def is_percent_code(code: str) -> bool:
    return "%" in _QUOTED.sub("", code)


def day_of(serial: float) -> datetime:
    """The day an Excel number means (1900 system)."""
    return datetime(1899, 12, 30) + timedelta(days=serial)


def shown(cell: Cell) -> str:
    """The cell as a Polish Excel would show it, more or less."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "PRAWDA" if value else "FAŁSZ"
    if isinstance(value, str):
        return value[:200]
    if cell.is_date and 0 < value < 2_958_466:
        return f"{day_of(value):%d.%m.%Y}"
    if cell.is_percent:
        return f"{amount(value * 100)}%"
    return amount(value)


def amount(value: float) -> str:
    """A number for people: „1 234 567,5"."""
    if not abs(value) < 1e15:
        return f"{value:.6g}".replace(".", ",")
    text = f"{round(value, 6):,f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
    return text.replace(",", "\u00a0").replace(".", ",").replace("-", "−")


@lru_cache(maxsize=20_000)
def number_of(text: str) -> float | None:
    """The number a text stands for („1 234,50", „'12", „12,5%", „120*"); None when it is not one."""
    plain = _FOOTNOTE.sub("", text.strip().lstrip("'’`").strip())
    if not plain or not any(sign.isdigit() for sign in plain) or len(plain) > 40:
        return None
    if re.fullmatch(r"\d+(?:\.\d+){2,}\.?|\d+\.|0\d+", plain):  # 1.2.3, „4.", 0201011: names of things
        return None
    if re.match(r"[^\d(+\-−–.,]", plain):
        return None
    found = parse_number(plain)
    return None if found is None else float(found)


def year_of(cell: Cell | None) -> int | None:
    """The year a cell means when it means nothing else."""
    if cell is None or cell.is_date:
        return None
    if cell.number:
        value = float(cell.value)  # type: ignore[arg-type]
        return int(value) if value.is_integer() and 1950 <= value <= 2070 else None
    found = YEAR.fullmatch(fold(cell.text).strip()) if cell.text and len(cell.text) < 16 else None
    return int(found[1]) if found else None


@dataclass(slots=True, kw_only=True)
class Filter:
    """An autofilter of a sheet: its range, and whether it hides anything now."""

    top: int
    bottom: int
    active: bool


@dataclass(kw_only=True)
class Sheet:
    """One sheet: filled cells by position."""

    name: str
    cells: dict[Position, Cell] = field(default_factory=dict)
    state: str = "visible"
    """„visible", „hidden" or „veryHidden"."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    filter: Filter | None = None
    cut: bool = False
    """Whether only the beginning was read because the sheet is too large."""

    def at(self, row: int, column: int) -> Cell | None:
        return self.cells.get((row, column))

    @cached_property
    def rows(self) -> dict[int, list[int]]:
        """Row → its filled columns in order."""
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            found.setdefault(row, []).append(column)
        return found

    @cached_property
    def columns(self) -> dict[int, list[int]]:
        """Column → its filled rows in order."""
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            found.setdefault(column, []).append(row)
        return found

    @cached_property
    def covered(self) -> dict[Position, Position]:
        """Cells inside merged ranges → the cell that heads them."""
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.merged
            if (bottom - top + 1) * (right - left + 1) <= 20_000
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }

    def seen(self, row: int, column: int) -> Cell | None:
        """The cell a person sees here, merged ranges counted."""
        return self.cells.get((row, column)) or self.cells.get(self.covered.get((row, column), (row, column)))

    @cached_property
    def headings(self) -> set[int]:
        """Rows that only head a table: texts and years, or the numbers 1, 2, 3… of columns."""
        return {row for row, columns in self.rows.items() if self._is_heading([self.cells[row, column] for column in columns])}

    def _is_heading(self, cells: list[Cell]) -> bool:
        numbers = [cell for cell in cells if cell.number]
        if not numbers:
            return all((cell.text and number_of(cell.text) is None) or year_of(cell) for cell in cells) and len(cells) > 1
        years = [cell for cell in numbers if year_of(cell)]
        if len(years) == len(numbers):
            said = [cell for cell in cells if cell.text and year_of(cell) is None]
            return (len(years) > 1 and len(said) <= 3) or (len(numbers) == 1 and len(cells) > 2 and all(len(cell.text) < 40 for cell in said) and any(CODE.search(fold(cell.text)) for cell in said))
        values = [cell.value for cell in numbers]
        return len(values) == len(cells) > 2 and values == [float(values[0]) + step for step in range(len(values))] and values[0] in (0, 1)  # type: ignore[arg-type]

    @cached_property
    def _words(self) -> dict[int, list[tuple[int, str]]]:
        """Row → (column, folded words) of its first texts."""
        return {row: [(column, fold(self.cells[row, column].text)) for column in columns if self.cells[row, column].text][:6] for row, columns in self.rows.items()}

    def label(self, row: int, column: int) -> str:
        """Folded words at the left of a cell in its row: what the row is about."""
        said = [words for place, words in self._words.get(row, ()) if place < column]
        if not said and (head := self.covered.get((row, 0))) and (cell := self.cells.get(head)):
            said = [fold(cell.text)]
        return " | ".join(said[:3])

    def name_of_row(self, row: int, column: int) -> str:
        """The longest text at the left of a cell, as it stands: for messages."""
        said = [self.cells[row, place].text for place in self.rows.get(row, ()) if place < column and self.cells[row, place].text]
        return max(said, key=len, default="").strip()[:80]

    @cached_property
    def _known_headings(self) -> dict[Position, str]:
        return {}

    def heading(self, row: int, column: int) -> str:
        """Folded words over a cell in its column, nearest first, through merged ranges: what the column is about."""
        known = self._known_headings
        at = row
        passed: list[Position] = []
        while True:
            if (at, column) in known:
                found = known[at, column]
                break
            passed.append((at, column))
            above = at - 1
            if above < 0 or (above not in self.rows and at != row and at - 1 not in self.rows and above - 1 not in self.rows):
                found = ""
                break
            if above in self.headings:
                found = self._stack(above, column)
                break
            cell = self.seen(above, column)
            if cell is not None and _LETTERS.search(cell.text) and cell.formula is None and number_of(cell.text) is None and not PLACEHOLDER.fullmatch(fold(cell.text).strip()):
                found = fold(cell.text)
                break
            at = above
        known.update(dict.fromkeys(passed, found))
        return found

    def _stack(self, row: int, column: int) -> str:
        """Words of a heading of several rows, from the lowest up."""
        said: list[str] = []
        while row in self.headings and len(said) < 3:
            cell = self.seen(row, column)
            if cell is not None and (words := fold(shown(cell))) not in said:
                said.append(words)
            row -= 1
        return " | ".join(said)

    def is_total(self, row: int, column: int) -> bool:
        """Whether the row of a cell adds others up, by its words."""
        said = self.label(row, column)
        return any(TOTAL.search(part) and len(part) < 60 for part in said.split(" | "))


PLACEHOLDER = re.compile(r"b\.?\s?d\.?|brak( danych)?|do uzupelnienia|uzupelnic|do ustalenia|tbd|n/d|n\.d\.?|nd\.?|\?+|x{2,}|nie wiem|wpisac|\(?do wpisania\)?|\.{3}|…|jw\.?|j\.w\.?")
"""What people type where a number is still to come, folded. „–", „." and „x" are signs of public statistics and not among them."""


def is_amount(cell: Cell | None) -> bool:
    """Whether a cell holds a number, will hold one, or stands where a number should."""
    if cell is None:
        return False
    if cell.number or cell.error or cell.formula is not None:
        return True
    return bool(cell.text) and (number_of(cell.text) is not None or bool(PLACEHOLDER.fullmatch(fold(cell.text).strip())))


@dataclass(kw_only=True)
class Book:
    """The whole workbook."""

    file: str
    format: str
    sheets: list[Sheet]
    links: dict[str, str] = field(default_factory=dict)
    """Number of an outer file as formulas quote it → its name."""
    used_for_lists: set[str] = field(default_factory=set)
    """Sheets that only give entries to drop-down lists."""
    notes: tuple[str, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        folded = name.casefold()
        return next((one for one in self.sheets if one.name.casefold() == folded), None)


def line_down(sheet: Sheet, column: int) -> Iterator[list[Position]]:
    """Runs of amounts in a column. One empty or merged row inside does not part them, words do."""
    yield from _runs(sheet, [(row, column) for row in sheet.columns.get(column, ())], down=True)


def line_across(sheet: Sheet, row: int) -> Iterator[list[Position]]:
    """Runs of amounts in a row."""
    yield from _runs(sheet, [(row, column) for column in sheet.rows.get(row, ())], down=False)


def _runs(sheet: Sheet, places: list[Position], *, down: bool) -> Iterator[list[Position]]:
    run: list[Position] = []
    for place in places:
        cell = sheet.cells[place]
        belongs = is_amount(cell) and not (down and place[0] in sheet.headings)
        if not belongs or (run and place[0] - run[-1][0] + place[1] - run[-1][1] > 2):
            if run:
                yield run
            run = []
        if belongs:
            run.append(place)
    if run:
        yield run


def names_of(places: list[Position], most: int = 6) -> str:
    """„C5, C7 i 3 dalsze" for messages."""
    said = ", ".join(cell_name(*place) for place in places[:most])
    return said if len(places) <= most else f"{said} i {len(places) - most} dalszych"
