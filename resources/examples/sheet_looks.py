"""How the town hall's workbooks look: one set of fonts, fills and borders, and the START sheet both share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from town_values import OWN

INK, SOFT, PALE, LINE = "FF1F4E3D", "FFDDEBE3", "FFF4F7F5", "FFB7C4BD"


def styled(cell: Any, *, bold: bool = False, fill: str = "", ink: str = "", size: int = 10, wrap: bool = True, center: bool = False, border: bool = True) -> Any:
    """Gives a cell the house look and returns it."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(name="Calibri", size=size, bold=bold, color=ink or "FF1B1F1D")
    cell.alignment = Alignment(wrap_text=wrap, vertical="center" if center else "top", horizontal="center" if center else None)
    if fill:
        cell.fill = PatternFill("solid", start_color=fill)
    if border:
        side = Side(style="thin", color=LINE)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    return cell


def title(sheet: Any, text: str, under: str, width: int) -> None:
    """Two merged rows at the top: what the sheet is, and a note."""
    for row, said, size in ((1, text, 14), (2, under, 9)):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        styled(sheet.cell(row, 1, said), bold=row == 1, size=size, ink=INK if row == 1 else "FF5A6660", border=False)
    sheet.row_dimensions[1].height = 24


def heads(sheet: Any, row: int, names: Sequence[str]) -> None:
    """A header row."""
    for column, name in enumerate(names, 1):
        styled(sheet.cell(row, column, name), bold=True, fill=INK, ink="FFFFFFFF", center=True)


def widths(sheet: Any, *sizes: float) -> None:
    """Widths of the first columns."""
    for index, size in enumerate(sizes):
        sheet.column_dimensions[chr(65 + index)].width = size


def printed(sheet: Any, rows: str = "", *, landscape: bool = True) -> None:
    """Page setup of a sheet that is printed for the council."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text = "Biuro Rozwoju i Obsługi Przedsiębiorców"
    sheet.oddFooter.right.text = "strona &P z &N"
    if rows:
        sheet.print_title_rows = rows


def start_sheet(book: Any, module: str, says: Sequence[str]) -> None:
    """The START sheet: version in B3, town in B5, code in B6."""
    sheet = book.active
    sheet.title = "START"
    rows = {1: ("Moduł", module), 3: ("Wersja", "wersja 2.1 z 15.03.2026"), 5: ("Miasto", OWN.name), 6: ("TERYT", OWN.code), 7: ("Wypełnia", "Zespół Miejski")}
    for row, (label, said) in rows.items():
        styled(sheet.cell(row, 1, label), bold=True, fill=SOFT)
        styled(sheet.cell(row, 2, said))
    for row, said in enumerate(["Miasto, osoby i liczby w tym zeszycie są zmyślone i służą wyłącznie do ćwiczeń.", *says], 9):
        styled(sheet.cell(row, 2, said), border=False)
    widths(sheet, 14, 90)


def fit(sheet: Any, first: int) -> None:
    """Gives every row from `first` on the height its longest wrapped text needs; rows already given one keep it."""
    spans = {(merged.min_row, merged.min_col): merged for merged in sheet.merged_cells.ranges}
    for row in sheet.iter_rows(min_row=first):
        needed = 1
        for cell in row:
            if not isinstance(cell.value, str) or not cell.alignment.wrap_text:
                continue
            span = spans.get((cell.row, cell.column))
            last, height = (span.max_col, span.max_row - span.min_row + 1) if span else (cell.column, 1)
            width = sum(sheet.column_dimensions[chr(64 + column)].width for column in range(cell.column, last + 1))
            lines = sum(1 + int(len(part) * 1.12 // max(width, 4)) for part in cell.value.split("\n"))
            needed = max(needed, -(-lines // height))
        if sheet.row_dimensions[row[0].row].height is None:
            sheet.row_dimensions[row[0].row].height = 13.5 * needed + 3
