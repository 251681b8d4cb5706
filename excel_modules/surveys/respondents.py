"""A sheet with one row per respondent: where its headings stand, which rows are people, and which tool made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from excel_modules.parse import text
from excel_modules.sheet import Sheet, normal, range_name
from excel_modules.surveys.headings import Heading, Use, are_coded, heading, under
from excel_modules.surveys.vocabulary import is_tick, plain, table

_LOOKED_AT = 60
_HEADING_WITHIN = 30
_MOST_RANGES = 8
_SUMMARY = ("razem", "suma", "srednia", "ogolem", "podsumowanie", "liczba odpowiedzi", "mediana")
_LIMESURVEY = ("submitdate", "date submitted", "data wyslania", "lastpage", "last page", "ostatnia strona", "startlanguage", "start language", "jezyk poczatkowy", "seed", "ziarno", "datestamp", "date last action", "data ostatniej akcji")


class Tool(StrEnum):
    """What made the sheet."""

    LIMESURVEY = "LimeSurvey"
    GOOGLE = "Google Forms"
    MICROSOFT = "Microsoft Forms"
    NONE = ""


@dataclass(slots=True, kw_only=True)
class Respondents:
    """The table of one sheet; values are taken from the sheet column by column."""

    sheet: Sheet
    top: int
    """First row of the headings."""
    first: int
    """First row below them."""
    headings: list[Heading]
    tool: Tool
    rows: list[int] = field(default_factory=list)
    """Rows of respondents who sent their answers."""
    incomplete: list[int] = field(default_factory=list)
    """Rows of those who began and did not send."""
    summary: list[int] = field(default_factory=list)
    """Rows that sum up the others."""
    repeated: list[int] = field(default_factory=list)
    """Rows where the headings stand again, or only number the columns."""
    nameless: list[int] = field(default_factory=list)
    """Columns without a heading that hold something."""

    def values(self, column: int, rows: Sequence[int] | None = None) -> list[str]:
        """A column as texts, "" for no answer, in the order of respondents."""
        raw, known = self.sheet.raw, {"": ""}
        found: list[str] = []
        for row in self.rows if rows is None else rows:
            value = raw[row][column] if column < len(raw[row]) else ""
            if not isinstance(value, str):
                found.append(_said(value))
                continue
            said = known.get(value)
            if said is None:
                said = known[value] = _said(value)
            found.append(said)
        return found

    def filled(self, row: int) -> int:
        """How many cells of a row are filled."""
        return sum(1 for value in self.sheet.raw[row] if _is_filled(value))


def _is_filled(value: Any) -> bool:
    return value is not None and value != "" and (not isinstance(value, str) or not value.isspace())


def _said(value: Any) -> str:
    if value is None or value == "":
        return ""
    return text(normal(value))


def respondents(sheet: Sheet, most: int | None = None) -> Respondents | None:
    """The table of a sheet, or None when it has no row of headings with rows below. `most` rows are looked at, all by default."""
    sample = [[_said(value) for value in row] for row in sheet.raw[:_LOOKED_AT]]
    width = max((place + 1 for row in sample for place, said in enumerate(row) if said), default=0)
    if width < 2:
        return None
    sample = [row[:width] + [""] * (width - len(row)) for row in sample]
    place = _heading_row(sample, width)
    if place is None:
        return None
    top, rows_of_heading, questions = place
    first = top + rows_of_heading
    found = Respondents(sheet=sheet, top=top, first=first, headings=[], tool=Tool.NONE)
    coded = rows_of_heading == 1 and are_coded([said for said in sample[top] if said])
    for column in range(width):
        below = sample[first - 1][column]
        if rows_of_heading == 2 and below and column in questions:
            found.headings.append(under(top, column, sample[top][questions[column]], questions[column], below))
        elif said := sample[top][column] or below:
            found.headings.append(heading(top if sample[top][column] else first - 1, column, said, coded=coded))
        else:
            found.nameless.append(column)
    _say_prefixes(found.headings)
    found.tool = _tool(found.headings)
    _sort_rows(found, sheet.height if most is None else min(most, sheet.height))
    return found if found.rows and found.headings else None


def _heading_row(sample: list[list[str]], width: int) -> tuple[int, int, dict[int, int]] | None:
    """(row, rows it takes, column → column of the question above it) of the headings."""
    for row, cells in enumerate(sample[:_HEADING_WITHIN]):
        filled = [place for place, said in enumerate(cells) if said]
        wordy = [place for place in filled if _is_wordy(cells[place])]
        if len(wordy) < 2 or len(wordy) < 0.8 * len(filled):
            if len(filled) > 2:
                return None  # rows of values before any heading
            continue
        below = sample[row + 1] if row + 1 < len(sample) else []
        if questions := _above_rows(sample, row, cells, below, width):
            return row, 2, questions
        if len(filled) >= 0.5 * width or len(filled) >= 12:
            return row, 1, {}
    return None


def _is_wordy(said: str) -> bool:
    return any(sign.isalpha() for sign in said)


def _above_rows(sample: list[list[str]], row: int, cells: list[str], below: list[str], width: int) -> dict[int, int]:
    """When the next row goes on with the headings: column → column of the question above it; else nothing.

    The upper row has blanks, every blank has a text under it, and none of these texts comes again further down.
    """
    start = next(place for place, said in enumerate(cells) if said)
    blanks = [place for place in range(start, width) if not cells[place]]
    if len(blanks) < 2 or not below or not all(below[place] and _is_wordy(below[place]) for place in blanks):
        return {}
    texts = [said for said in below if said]
    again = sum(1 for place, said in enumerate(below) if said and any(other[place] == said for other in sample[row + 2 :]))
    if again or len(set(texts)) < 0.7 * len(texts):
        return {}
    owner: dict[int, int] = {}
    last = start
    for place in range(start, width):
        if cells[place]:
            last = place
        if below[place]:
            owner[place] = last
    return owner


def _say_prefixes(headings: list[Heading]) -> None:
    """„Transport: rower", „Transport: autobus" side by side are rows of one question."""
    prefixes = [head.text.partition(": ")[0] if not head.group and not head.code and ": " in head.text else "" for head in headings]
    for place, head in enumerate(headings):
        beside = {prefixes[other] for other in (place - 1, place + 1) if 0 <= other < len(headings)}
        if prefixes[place] and prefixes[place] in beside and head.use is Use.QUESTION:
            headings[place] = Heading(column=head.column, cells=head.cells, said=head.said, group=prefixes[place], text=head.text.partition(": ")[2], use=head.use)


def _tool(headings: list[Heading]) -> Tool:
    words = {plain(said) for head in headings for said in (head.code, head.text)}
    if len(words.intersection(_LIMESURVEY)) >= 2 or (words & {"submitdate", "date submitted", "data wyslania"} and any("[" in head.code for head in headings)):
        return Tool.LIMESURVEY
    if {"godzina rozpoczecia", "start time"} & words and {"godzina ukonczenia", "completion time"} & words:
        return Tool.MICROSOFT
    if headings and plain(headings[0].text) in ("sygnatura czasowa", "znacznik czasu", "timestamp"):
        return Tool.GOOGLE
    return Tool.NONE


def _sort_rows(found: Respondents, height: int) -> None:
    """Parts the rows below the headings into respondents, those who did not send, and sums."""
    raw = found.sheet.raw
    people = [row for row in range(found.first, height) if any(map(_is_filled, raw[row]))]
    found.repeated = [row for row in people if _repeats_headings(found, raw[row])]
    people = [row for row in people if row not in set(found.repeated)]
    sent = next((head.column for head in found.headings if head.use is Use.SENT), None)
    done = [row for row in people if sent is None or (sent < len(raw[row]) and _is_filled(raw[row][sent]))]
    if sent is not None and done:
        found.incomplete = sorted(set(people) - set(done))
        people = done
    tail = people[-5:] if found.tool is Tool.NONE and len(people) > 5 else []
    found.summary = [row for row in tail if plain(next(said for said in map(_said, raw[row]) if said)).startswith(_SUMMARY)]
    found.rows = [row for row in people if row not in found.summary]


def _repeats_headings(found: Respondents, raw: Sequence[Any]) -> bool:
    """Whether a row says what the headings say, as on every printed page, or counts the columns 1, 2, 3, …"""
    filled = [(head, said) for head in found.headings if head.column < len(raw) and (said := _said(raw[head.column]))]
    if len(filled) < 2:
        return False
    same = sum(1 for head, said in filled if plain(" ".join(said.split())) == plain(head.said))
    counts = len(filled) >= 5 and len(filled) == len(found.headings) and [said.strip("().") for _, said in filled] == [str(place + 1) for place in range(len(filled))]
    return (same >= 2 and same >= 0.6 * len(filled)) or counts


def likeness(found: Respondents) -> float:
    """How much a sheet without the marks of a tool looks like answers of respondents, 0-1."""
    heads = [head for head in found.headings if head.use is Use.QUESTION]
    rows = found.rows[:300]
    if len(rows) < 5 or not heads:
        return 0.0
    foreign = table("nie_ankieta")["slowa"]
    if any(plain(head.said) in foreign or _is_year(head.said) for head in found.headings):
        return 0.0
    columns = [[said for said in found.values(head.column, rows) if said] for head in heads]
    asked = sum(1 for head in heads if "?" in head.said or "?" in head.group or head.said.endswith("]"))
    closed = [frozenset(values) for values in columns if len(values) >= 4 and 1 < len(set(values)) <= max(2, 0.5 * len(values)) and any(map(_is_wordy, values))]
    shared = sum(count for count in Counter(closed).values() if count > 1) if len(rows) < 8 else _sharing(closed)
    numbers = sum(1 for values in columns if values and not any(map(_is_wordy, values)) and len(set(values)) > 11)
    unlike = next((values for values, head in zip(columns, heads, strict=True) if any(map(_is_wordy, values)) and head.column <= 1), [])
    numbered = any(head.use is Use.ID and plain(head.said) not in ("id", "lp", "l.p", "nr") for head in found.headings)
    points = 0.0
    points += 2 if asked >= max(2, 0.3 * len(heads)) else 0
    points += 2 if shared >= max(3, 0.4 * len(heads)) else 0
    codes = [values for values in columns if len(values) >= 4 and all(value.isdigit() and int(value) <= 10 for value in values)]
    points += 1 if len(closed) + (len(codes) if numbered else 0) >= max(2, 0.5 * len(heads)) else 0
    points += 2 if any(head.use is Use.TIME for head in found.headings) else 0
    points += 2 if numbered else 0
    points += 1 if len(rows) >= 15 else 0
    ticked = Counter(head.group for head, values in zip(heads, columns, strict=True) if head.group and head.said.endswith("]") and values and all(is_tick(value) is not None for value in values))
    points += 2 if max(ticked.values(), default=0) >= 2 else 0
    points -= 2 if len(unlike) >= 5 and len(set(unlike)) == len(unlike) and not asked else 0
    points -= 2 if numbers > 0.5 * len(heads) else 0
    return min(0.75, 0.45 + 0.05 * points) if points >= 3 else 0.0


def _sharing(closed: list[frozenset[str]]) -> int:
    """How many columns take their answers from a list another column takes them from too."""
    return sum(1 for place, one in enumerate(closed) if any(len(one & other) >= 0.6 * len(one | other) for number, other in enumerate(closed) if number != place))


def _is_year(said: str) -> bool:
    words = said.split()
    return any(word[:4].isdigit() and len(word) == 4 and 1990 <= int(word) <= 2060 for word in words) and len(words) <= 3


def cells_of(column: int, rows: Sequence[int]) -> str:
    """The cells of a column that hold the answers of respondents; one range when they would be too many to name."""
    parts = runs(rows)
    named = parts if len(parts) <= _MOST_RANGES else [(rows[0], rows[-1])]
    return ", ".join(range_name(first, column, last, column) for first, last in named)


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows that follow each other, as (first, last)."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = found[-1][0], row
        else:
            found.append((row, row))
    return found
