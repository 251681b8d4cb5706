"""One workbook of a publisher of tables: its sheets found, their titles understood, their values taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from excel_modules.parse import text
from excel_modules.reading import Contents, ObservedTable, Refused, error, note
from excel_modules.sheet import Workbook
from excel_modules.statistics.unit_tables.observing import observe, title_of
from excel_modules.statistics.unit_tables.remarks import Remarks
from excel_modules.statistics.unit_tables.shape import UNIT_ROW, Shape, find_shape
from excel_modules.statistics.unit_tables.wording import AMOUNT, MEASURE, SUBJECT, Understood, Wording, plain
from mrl_desktop.domain.findings import Finding

_STAMP = re.compile(r"\.\w{2,4}$")
_GLIMPSE = 25
_SAMPLE = 200
_UNITS = re.compile(r"\b(?:gmin\w*|powiat\w*|wojewodztw\w*|jednostk\w+ terytorialn\w*|oddzial\w*|miast[ao]\b|nazwa jednostki|jst)")
_COUNTRY = re.compile(r"\b(?:polska|w polsce|w kraju|w skali kraju)\b")


@dataclass(slots=True)
class Publication:
    """What the recognition found: sheets with tables, and what file name, sheet and titles say of each."""

    words: Wording
    shapes: list[Shape] = field(default_factory=list)
    text: str = ""
    """Titles, headings, names of sheets and of the file, for looking for the publisher's words."""


def publication(workbook: Workbook, words: Wording) -> Publication:
    """Looks through the visible sheets of a workbook."""
    found = Publication(words)
    if not words.says("topic", _glimpse(workbook)):
        return found
    said = [_STAMP.sub("", workbook.file)]
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        shape = find_shape(sheet, words)
        if shape is not None and _is_of_units(shape, words):
            found.shapes.append(shape)
            said += [sheet.name, *shape.titles, *(heading.said for heading in shape.values[:40])]
            said += [str(value) for row in sheet.rows[shape.top : shape.data] for value in row if value is not None][:40]
    found.text = " · ".join(map(plain, said))
    return found


def _is_of_units(shape: Shape, words: Wording) -> bool:
    """Whether its rows are territories. A table of kinds is one of the country only where it says so or lists ranges of amounts, and one
    without codes needs a heading or a row that speaks of units: a town's own table has rows of kinds too."""
    names = [text(row[shape.name]) for row in shape.sheet.raw[shape.data : shape.data + _SAMPLE] if 0 <= shape.name < len(row)]
    if shape.country:
        return _of_country(shape) or any(AMOUNT in words.understood(name).facets for name in names if name)
    if shape.code >= 0:
        return True
    heads = " ".join(plain(text(row[shape.name])) for row in shape.sheet.raw[shape.top : shape.data] if shape.name < len(row))
    return bool(_UNITS.search(heads)) or any(UNIT_ROW.match(name) for name in names)


def _glimpse(workbook: Workbook) -> str:
    """The words at the top of every sheet and in names: enough to pass by files that speak of other things."""
    said = [workbook.file, *(sheet.name for sheet in workbook.sheets)]
    said += [str(value) for sheet in workbook.sheets for row in sheet.raw[:_GLIMPSE] for value in row[:_GLIMPSE] if isinstance(value, str)]
    return plain(" · ".join(said))


def read_publication(workbook: Workbook, found: Publication, publisher: str, remarks: Remarks) -> Contents:
    """Raises Refused when no table holds a single value."""
    tables: list[ObservedTable] = []
    words = found.words
    for shape in found.shapes:
        tables.append(observe(workbook, shape, words, _context(workbook, shape, words), remarks, total_is_country=_of_country(shape)))
        if shape.sheet.hidden_rows:
            remarks.hidden_rows(shape.sheet.name, len(shape.sheet.hidden_rows))
    taken = {shape.sheet.name for shape in found.shapes}
    for sheet in workbook.sheets:
        if sheet.name not in taken and not sheet.empty:
            remarks.sheet_not_read(sheet)
    if not any(table.values for table in tables):
        raise Refused(
            error(
                "I76",
                workbook.file,
                "W tabeli nie ma ani jednej wartości, którą można wczytać.",
                "Sprawdź, czy pod nagłówkiem są wiersze z nazwami lub kodami jednostek i liczbami.",
            )
        )
    remarks.tell()
    named = next((title for shape in found.shapes if (title := title_of(shape.titles, words))), "")
    return Contents(
        tables=tuple(tables),
        skipped=tuple(remarks.skipped),
        findings=remarks.findings(),
        publisher=publisher,
        subject_title="",
        year_hint=_year(words, _STAMP.sub("", workbook.file)),
        notes=(f"tytuł tablicy: {named}",) if named else (),
    )


def _context(workbook: Workbook, shape: Shape, words: Wording) -> Understood:
    """What holds for the whole sheet. Its own titles come before the sheet's name, and that before the file's name."""
    context = words.context(shape.titles)
    for said in (shape.sheet.name, _STAMP.sub("", workbook.file)):
        further = words.context([said.replace("_", " ")])
        for name, value in further.facets.items():
            if name == MEASURE:
                continue  # „srednie_dochody.xlsx" may hold plain sums beside the means
            if name != SUBJECT or not context.facets.get(SUBJECT):
                context.facets.setdefault(name, value)
        context.unit = context.unit or (further.unit if SUBJECT in further.facets else "")
        context.year = context.year or further.year
    return context


def _year(words: Wording, said: str) -> int | None:
    return words.context([said]).year


def _of_country(shape: Shape) -> bool:
    """Whether the titles say that the table is of the whole country, so that „Ogółem" is Poland."""
    return any(_COUNTRY.search(plain(title)) for title in shape.titles)


def presumed(file: str) -> Finding:
    """The remark that a layout was not checked on a real file of its publisher."""
    message = "Układu tej tablicy nie sprawdzono na prawdziwym pliku wydawcy; kolumny rozpoznano po słowach w nagłówkach."
    return note("I74", file, message, "Po wczytaniu porównaj kilka liczb z plikiem.")
