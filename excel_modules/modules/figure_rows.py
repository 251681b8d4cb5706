"""What rows of figures have in common in every family: notes under tables, columns worked out from others, cells nobody wants."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from excel_modules.modules.intake import Intake
from excel_modules.modules.labels import label_key
from excel_modules.modules.page import Cell, Page, Role
from excel_modules.modules.table_rows import book_above
from excel_modules.modules.year_table import FigureRow, Head, YearTable, book_header, year_in_head
from excel_modules.parse import is_blank
from mrl_desktop.domain.findings import Severity
from mrl_desktop.polish import fold

_NOTE = re.compile(r"^(?:\*+|[¹²³]|\d\)\s|zrodlo\b|zrodla\b|uwag[ai]\b|przypis|legenda|objasnien|opracowanie|sporzadzi|nota\b|dane (?:szacunk|wstepn|za\b|wg\b|gus))")
_DERIVED = re.compile(r"zmian[ay]\b|dynamik|przyrost\b|roznic|udzial|\bstrukt\w* ?\(?%|^%$|\bsrednia\b|\bsrednio\b|trend|indeks|ocena\b|odchyleni|suma lat|(?:19|20)\d\d ?[-–—/] ?(?:19|20)\d\d")
TOTAL = re.compile(r"^(?:razem|ogolem|suma|w sumie|lacznie|total|og\.?$)\b")


def is_note(row: FigureRow) -> bool:
    """A footnote, source or remark under a table: few cells, a text that begins as notes do, no figures."""
    cells = [cell for cell in (row.label, row.lp, row.unit, *row.others) if cell is not None]
    numbers = [cell for _, cell in row.values if not isinstance(cell.value, str)]
    return not numbers and any(says_note(cell) for cell in cells)


def says_note(cell: Cell) -> bool:
    """A text that begins as footnotes and remarks do, or is too long for a name."""
    return isinstance(cell.value, str) and bool(_NOTE.match(fold(cell.text)) or len(cell.text) > 120)


def skip_row(intake: Intake, page: Page, row: FigureRow, reason: str) -> None:
    """Lists every cell of a row with one reason."""
    for cell in cells_of(row):
        intake.skip(page, cell, reason, severity=None)


def cells_of(row: FigureRow) -> list[Cell]:
    """All own cells of a row, each once."""
    found = [cell for cell in (row.lp, row.label, row.unit, *row.others, *(cell for _, cell in row.values)) if cell is not None]
    return list({(cell.row, cell.column): cell for cell in found}.values())


def skip_values(intake: Intake, page: Page, row: FigureRow, reason: str) -> None:
    """The row's name is a label; its filled values are listed with a reason."""
    book_names(page, row)
    for _, cell in row.values:
        intake.skip(page, cell, reason, severity=None)


def book_names(page: Page, row: FigureRow) -> None:
    """Name, number and unit of a row are labels."""
    page.mark((cell for cell in (row.lp, row.label, row.unit) if cell is not None and page.free(cell)), Role.LABEL)


def is_repeated_header(table: YearTable, row: FigureRow) -> bool:
    """The header, or the part of it over the names of rows, standing again inside a table."""
    if row.label is None or any(isinstance(cell.value, int | float) for _, cell in row.values):
        return False
    key = label_key(row.label.text)
    return bool(key) and key == label_key(table.texts.get(table.label, "")) and not any(any(map(str.isdigit, cell.text)) for _, cell in row.values if year_in_head(cell) is None)


def is_template(row: FigureRow) -> bool:
    """A row nobody has filled in: only dashes, dots and zeros beside a missing name."""
    return (row.label is None or is_blank(row.label.value)) and all(is_blank(cell.value) or cell.value == 0 for _, cell in row.values)


def derived(head: Head) -> bool:
    """Whether a column is worked out from others: changes, shares, means."""
    return bool(_DERIVED.search(fold(head.said)))


def skip_others(intake: Intake, page: Page, table: YearTable, rows: Iterable[FigureRow], known: Callable[[int], bool] = lambda column: False) -> None:
    """Columns that are neither names nor years: changes and shares the program works out itself, remarks, sources."""
    columns: dict[int, list[Cell]] = {}
    for row in rows:
        for cell in row.others:
            column = table.grid.column_of(cell)
            if page.free(cell) and not known(column):
                columns.setdefault(column, []).append(cell)
    for column, cells in columns.items():
        title = table.texts.get(column, "")
        own = bool(_DERIVED.search(fold(title)))
        for cell in cells:
            reason = f"Kolumna „{title}” wynika z innych; program liczy ją sam." if own else f"Program nie wczytuje kolumny „{title}”." if title else "Kolumna nie ma nagłówka."
            intake.skip(page, cell, reason, severity=None)
        if not own and label_key(title) not in ("uwagi", "zrodlo", "zrodlo danych", "komentarz"):
            intake.say(
                Severity.WARNING,
                "I17",
                f"Kolumna „{title}” nie ma odpowiednika w programie; pominięto {len(cells)} wypełnionych komórek od {cells[0].address}."
                if title
                else f"Kolumna bez nagłówka; pominięto {len(cells)} wypełnionych komórek od {cells[0].address}.",
                "Sprawdź, czy nie ma w niej czegoś ważnego; jeśli jest, zmień nagłówek w pliku albo wpisz to w programie.",
                page=page,
                cell=cells[0],
                value=cells[0].text[:200],
            )


def book_around(intake: Intake, page: Page, tables: Iterable[YearTable]) -> None:
    """Headers are labels, lines above the first table are titles."""
    found = list(tables)
    for table in found:
        book_header(table)
    if not found or found[0].grid.turned:
        first = min((cell.column for table in found for cell in table.header()), default=0)
        top = min((cell.row for table in found for cell in table.header()), default=0)
        page.mark((cell for cell in page.cells.values() if page.free(cell) and (cell.row < top or cell.column < first)), Role.DECORATION)
        return
    book_above(page, found[0].top)
