"""Rows under the header of a table in a legacy workbook: which are data, which are sums, notes, repeated headers or empty templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from excel_modules.modules.codes import code_of
from excel_modules.modules.convert import money as convert_money
from excel_modules.modules.convert import unit_factor
from excel_modules.modules.intake import Converter, Fields, Intake
from excel_modules.modules.labels import label_key
from excel_modules.modules.layout import SHARED, Heading, Row
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.parse import Unreadable, is_blank
from mrl_desktop.domain.findings import Severity
from mrl_desktop.polish import fold

TOTAL = re.compile(r"^(?:razem|ogolem|suma|sumy|w sumie|lacznie|podsumowanie|total)\b")
_NOTE = re.compile(r"^(?:\*|zrodlo\b|zrodla\b|uwag[ai]\b|przypis|legenda|objasnien|nota\b|\d\)\s|(?:opracowa|sporzadzi|przygotowa|wypelni|zatwierdzi)\w*(?:\s*\([^)]*\))?\s*:)|^[¹²³⁴]")


def rows_of(intake: Intake, page: Page, heading: Heading, last: int | None = None) -> Iterator[Row]:
    """Data rows under a header, in order; everything else there is booked as what it is. Total rows come too, see `is_total`."""
    _book_header(page, heading)
    _units_below(page, heading)
    odd: dict[int, list[Cell]] = {}
    for number in page.rows:
        if number <= heading.bottom or (last is not None and number > last):
            continue
        cells = [cell for cell in page.by_row[number] if heading.left <= cell.column <= heading.right and page.free(cell)]
        if not cells or _book_if_no_data(intake, page, heading, cells):
            continue
        row = Row(number=number, everything=cells)
        for cell in cells:
            name = next((name for name, column in heading.columns.items() if column == cell.column), None)
            numbered = next((name for name, column in heading.numbers.items() if column == cell.column), None)
            if name is not None:
                row.cells[name] = cell
            elif numbered is not None:
                row.numbers[numbered] = cell
            else:
                odd.setdefault(cell.column, []).append(cell)
        _share(page, heading, row)
        yield row
    _say_odd(intake, page, heading, odd)


def _share(page: Page, heading: Heading, row: Row) -> None:
    """A description merged over several rows is said of each of them; amounts, names and grades are not."""
    if not page.merged_columns.get(row.number):
        return
    for name, column in heading.columns.items():
        top = page.merged.get((row.number, column))
        if name in SHARED and name not in row.cells and top is not None and top[1] == column and top[0] > heading.bottom and (cell := page.at(*top)):
            row.cells[name] = cell


_UNIT = re.compile(r"[\[(]?\s*(?:w\s+)?(?:(?:tys|mln)\.?\s*)?(?:zl|pln|eur|euro)\.?\s*[\])]?")


def _units_below(page: Page, heading: Heading) -> None:
    """A row of nothing but units of money below the header, maybe under the row of column numbers, belongs to the header."""
    for row in [row for row in page.rows if row > heading.bottom][:2]:
        cells = page.by_row[row]
        if all(isinstance(cell.value, str) and _UNIT.fullmatch(fold(cell.text).strip()) for cell in cells):
            for cell in cells:
                heading.texts[cell.column] = f"{heading.texts.get(cell.column, '')} [{cell.text.strip(' []()')}]".strip()
            page.mark(cells, Role.LABEL)
            return


def _book_header(page: Page, heading: Heading) -> None:
    for row in range(heading.top, heading.bottom + 1):
        page.mark((cell for cell in page.by_row.get(row, ()) if heading.left <= cell.column <= heading.right), Role.LABEL)


def _book_if_no_data(intake: Intake, page: Page, heading: Heading, cells: list[Cell]) -> bool:
    """Repeated headers, rows of column numbers, empty template rows and notes under the table."""
    same = sum(1 for cell in cells if _repeats(label_key(cell.text), label_key(heading.texts.get(cell.column, ""))))
    if len(cells) >= 2 and same >= 2 and same >= 0.6 * len(cells):
        page.mark(cells, Role.LABEL)
        return True
    values = [cell.text.strip("().") for cell in cells]
    if len(cells) >= 3 and values == [str(i) for i in range(int(values[0]) if values[0].isdigit() else 1, len(cells) + 1)]:
        page.mark(cells, Role.DECORATION)
        return True
    if len(cells) <= 2 and (_NOTE.match(fold(cells[0].text)) or _NOTE.match(cells[0].text)):
        for cell in cells:
            intake.skip(page, cell, "Przypis lub uwaga pod tabelą; nie należy do planu.", severity=None)
        return True
    if len(cells) == 1 and isinstance(cells[0].value, str) and any(cells[0].text == cell.text for row in page.rows if row < heading.top for cell in page.by_row[row]):
        page.mark(cells, Role.LABEL)  # a line above the header, printed again with it
        return True
    known = [cell for cell in cells if heading.known(cell.column)]
    told = [cell for cell in known if not is_blank(cell.value) and cell.value != 0 and cell.column not in heading.numbers.values()]
    if not told and known and not any(cell.problem for cell in known) and all(is_blank(c.value) or c.value == 0 or code_of(c.value) for c in known):
        for cell in cells:
            intake.skip(page, cell, "Pusty wiersz szablonu.", severity=None)
        return True
    return False


def _repeats(found: str, header: str) -> bool:
    """Whether a cell says what its header says, or a part of it; a letter („T") is no part."""
    return bool(found) and (found == header or (len(found) >= 3 and found in header))


def _say_odd(intake: Intake, page: Page, heading: Heading, odd: dict[int, list[Cell]]) -> None:
    for column, cells in odd.items():
        title = heading.texts.get(column, "")
        left = [cell for cell in cells if page.free(cell)]
        for cell in left:
            reason = f"Program nie zna kolumny „{title}”." if title else "Kolumna nie ma nagłówka."
            intake.skip(page, cell, reason, severity=None)
        if left:
            intake.say(
                Severity.WARNING,
                "I17",
                f"Kolumna „{title}” nie ma odpowiednika w programie; pominięto {len(left)} wypełnionych komórek od {left[0].address}."
                if title
                else f"Kolumna bez nagłówka; pominięto {len(left)} wypełnionych komórek od {left[0].address}.",
                "Sprawdź, czy nie ma w niej czegoś ważnego; jeśli jest, zmień nagłówek w pliku albo wpisz to w programie.",
                page=page,
                cell=left[0],
                value=left[0].text[:200],
            )


def is_note(cell: Cell) -> bool:
    """Whether a cell is a footnote or a remark: „* dane szacunkowe", „Uwaga: …", „Źródło: …"."""
    return isinstance(cell.value, str) and bool(_NOTE.match(fold(cell.text)))


def is_total(row: Row) -> bool:
    """Whether the row is a sum of others („Razem wiązka 1", „OGÓŁEM"), not a thing of its own."""
    texts = [cell.text for cell in row.everything if isinstance(cell.value, str)]
    if any(TOTAL.match(fold(cell.text)) for cell in row.everything[:3] if isinstance(cell.value, str)):
        return True
    words = [text for text in texts if not re.search(r"\d", text) or TOTAL.match(fold(text))]
    return len(words) == 1 and len(row.everything) > 1 and bool(TOTAL.match(fold(words[0])))


def fields_of(intake: Intake, page: Page, heading: Heading, row: Row) -> Fields:
    """Every known cell of a row read by its column's converter; amounts in the unit the header names."""
    fields = Fields()
    for column in heading.layout.columns:
        if cell := row.cells.get(column.field):
            converter = money_of(page, heading, heading.text(column.field)) if column.money else column.convert
            intake.take(fields, column.field, page, cell, converter)
    return fields


def money_of(page: Page, heading: Heading, title: str) -> Converter:
    """How amounts under one header are read: in złoty, by the unit in the header or, where it is silent, in the lines above the table."""
    above = [cell.text for row in range(max(0, heading.top - 6), heading.top) for cell in page.by_row.get(row, ()) if page.roles.get((row, cell.column)) is not Role.READ]
    units = [text for text in above if re.search(r"(?:\bw|[\[(]|:)\s*(?:tys|mln|zl|pln|eur)", fold(text))]
    try:
        return convert_money(unit_factor(title, *reversed(units)))
    except Unreadable as refusal:
        return _refusing(str(refusal))


def _refusing(reason: str) -> Converter:
    def refuse(cell: Cell, notes: list[str]) -> object:
        if is_blank(cell.value):
            return None
        raise Unreadable(f"{reason} Przelicz je na złote.")

    return refuse


def with_years_below(page: Page, heading: Heading) -> Heading:
    """The header with the row of years under it, where years stand alone below a common title („Lata") beside merged labels."""
    below = heading.bottom + 1
    cells = page.by_row.get(below, [])
    if len(cells) < 2 or any(heading.known(cell.column) or not re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", cell.text) or len(cell.text) > 40 for cell in cells):
        return heading
    texts = heading.texts | {cell.column: cell.text for cell in cells}
    return replace(heading, bottom=below, texts=texts)


def book_above(page: Page, row: int) -> None:
    """Title rows above a header are decoration; rows of figures there are left to be listed, for they may be data."""
    for number in page.rows:
        if number < row and not looks_like_data(page.by_row[number]):
            page.mark((cell for cell in page.by_row[number] if page.free(cell)), Role.DECORATION)


def looks_like_data(cells: Sequence[Cell]) -> bool:
    """Whether a row above a table is rather a row of some other one: three cells or more, some a number that is no year, and no count of columns."""
    if len(cells) < 3 or [cell.text.strip("().") for cell in cells] == [str(place + 1) for place in range(len(cells))]:
        return False
    return any(re.fullmatch(r"[(−-]?\d[\d\s.,]*[)%]?", cell.text) and not re.fullmatch(r"(?:19|20)\d\d|\d{1,2}[.)]?", cell.text) for cell in cells)
