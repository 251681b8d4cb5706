"""Where the results of schools lie in a sheet: header of one row or two, columns of places, subjects and their statistics."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from excel_modules.parse import text
from excel_modules.sheet import CellValue, Sheet, Workbook
from excel_modules.statistics.unit_tables.headings import Heading, headings
from excel_modules.statistics.unit_tables.shape import beginning, is_value
from excel_modules.statistics.unit_tables.wording import Understood, Wording, plain, wording
from mrl_desktop.paths import resource
from mrl_desktop.polish import fold

WORDS = "variables_egzaminy.toml"
PUPILS, MEAN = "liczba zdających", "średni wynik"
AVERAGES = (MEAN, "zdawalność")
"""Statistics of a school from which that of a municipality can be worked out, weighted by the number of pupils."""
_LOOK = 20
_EIGHTH = "egzamin ósmoklasisty"
_PRIMARY = re.compile(r"\b(?:szkola podstawowa|szkoly podstawowej|sp)\b")


@dataclass(frozen=True, slots=True)
class Subject:
    """One exam of one table: columns of its statistics by name."""

    name: str
    level: str
    columns: dict[str, Heading]


@dataclass(slots=True)
class Results:
    """Columns are −1 when absent."""

    sheet: Sheet
    data: int
    subjects: list[Subject]
    exam: str = ""
    year: int | None = None
    code: int = -1
    commune: int = -1
    kind: int = -1
    powiat: int = -1
    voivodeship: int = -1
    place: int = -1
    school: int = -1
    register: int = -1
    regional: bool = False
    """Whether a regional commission (OKE) is named."""
    others: list[Heading] = field(default_factory=list)
    """Statistics that cannot be put together from those of schools."""
    labels: list[Heading] = field(default_factory=list)
    unnamed: list[Heading] = field(default_factory=list)


def exam_words() -> Wording:
    """The words of exams."""
    return wording(WORDS)


@cache
def _columns() -> dict[str, tuple[str, ...]]:
    content = tomllib.loads((resource("indicators") / WORDS).read_text(encoding="utf-8"))
    return {name: tuple(plain(one.replace("*", "§")) for one in listed) for name, listed in content["reader"]["columns"].items()}


def results_in(workbook: Workbook, sheet: Sheet) -> Results | None:
    """The results of schools in a sheet, or None when there are none."""
    found = _results_in(workbook, beginning(sheet))
    if found is not None:
        found.sheet = sheet
    return found


def _results_in(workbook: Workbook, sheet: Sheet) -> Results | None:
    rows, words = sheet.rows, exam_words()
    header = next((number for number, row in enumerate(rows[:_LOOK]) if _names_schools(row)), -1)
    if header < 0:
        return None
    data = next((number for number in range(header + 1, min(len(rows), header + _LOOK)) if _is_school(rows[number])), -1)
    if data < 0:
        return None
    top = header
    while top > 0 and sum(value is not None for value in rows[top - 1]) > 1 and any("Przedmiot" in words.understood(text(value)).facets for value in rows[top - 1] if value is not None):
        top -= 1
    found = Results(sheet, data, [])
    subjects: dict[tuple[str, str], dict[str, Heading]] = {}
    for heading in headings(sheet, top, data, (), sheet.width, words.meaning_of):
        _sort(found, heading, words, subjects)
    found.subjects = [Subject(name, level, columns) for (name, level), columns in subjects.items() if PUPILS in columns and any(one in columns for one in AVERAGES)]
    kept = {heading.column for subject in found.subjects for name, heading in subject.columns.items() if name in (PUPILS, *AVERAGES)}
    found.others = [heading for columns in subjects.values() for heading in columns.values() if heading.column not in kept]
    if not found.subjects or (found.code < 0 and found.commune < 0 and found.place < 0):
        return None
    titles = [text(value) for row in rows[:top] for value in row if value is not None]
    said = [words.context([one.replace("_", " ")]) for one in (*titles, sheet.name, workbook.file.rsplit(".", 1)[0])]
    found.exam = next((one.facets["Egzamin"] for one in said if "Egzamin" in one.facets), "") or _exam_of_schools(found)
    found.year = next((one.year for one in said if one.year), None)
    found.regional = any(re.search(r"\boke\b", plain(one)) for one in (*titles, *(heading.said for heading in found.labels), workbook.file))
    return found


def _names_schools(row: Sequence[CellValue]) -> bool:
    heads = {plain(text(value)) for value in row if value is not None}
    names = _columns()
    return sum(any(_is(head, names[name]) for head in heads) for name in ("school", "register", "place", "commune", "code")) >= 2


def _is(head: str, wanted: Sequence[str]) -> bool:
    return any(re.fullmatch(re.escape(one).replace("§", r".*"), head) for one in wanted) if head else False


def _is_school(row: Sequence[CellValue]) -> bool:
    """Whether a row holds words and at least two numbers: it is one of results, not of the header."""
    return sum(map(is_value, row)) > 1 and any(isinstance(value, str) and not is_value(value) for value in row)


def _sort(found: Results, heading: Heading, words: Wording, subjects: dict[tuple[str, str], dict[str, Heading]]) -> None:
    for name, wanted in _columns().items():
        if getattr(found, name) < 0 and any(_is(plain(part), wanted) for part in (heading.said, *heading.parts[-1:])):
            setattr(found, name, heading.column)
            return
    said: Understood = words.understood(heading.said)
    subject, statistic = said.facets.get("Przedmiot"), said.facets.get("Statystyka")
    if subject and statistic:
        columns = subjects.setdefault((subject, said.facets.get("Poziom", "")), {})
        if statistic not in columns:
            columns[statistic] = heading
            return
    (found.labels if heading.parts else found.unnamed).append(heading)


def _exam_of_schools(found: Results) -> str:
    """The eighth-grade exam, when most schools call themselves primary ones."""
    if found.school < 0:
        return ""
    rows = found.sheet.rows[found.data : found.data + 300]
    names = [fold(text(row[found.school])) for row in rows if found.school < len(row)]
    primary = sum(bool(_PRIMARY.search(name)) for name in names)
    return _EIGHTH if primary * 2 > len(names) else ""
