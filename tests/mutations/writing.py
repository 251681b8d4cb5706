"""A laid-out workbook written as a file: xlsx and xlsm by xlsxwriter, ods and xls by hand."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from tests.mutations.book import Book, Cell, Laid
from tests.mutations.old_excel import write_xls

MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OFFICE = shutil.which("soffice")


def write(book: Book, folder: Path) -> Path:
    """Writes the workbook in its form and returns the path."""
    path = folder / book.file
    laid = book.laid()
    if book.form == "ods":
        _ods(laid, path)
    elif book.form == "xls":
        _xls(laid, path)
    else:
        _xlsx(laid, path, book.title)
        if book.form == "xlsm":
            _with_macros(path)
    return path


def name_of(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def formula_of(cell: Cell, sheet: str) -> str:
    """The formula as Excel stores it (English names), cells of other sheets by their sheet."""
    if cell.raw_formula:
        return cell.raw_formula
    assert cell.formula is not None
    how, cells = cell.formula

    def ref(one: Cell) -> str:
        where, row, column = one.at
        return name_of(row, column) if where == sheet else f"'{where}'!{name_of(row, column)}"

    if how == "PRODUCT":
        return "=" + "*".join(ref(one) for one in cells)
    if how == "RÓŻNICA":
        return "=" + "-".join(ref(one) for one in cells)
    if how == "SUM2" or not cells:
        return "=" + "+".join(ref(one) for one in cells)
    places = [one.at for one in cells]
    rows, columns = {row for _, row, _ in places}, {column for _, _, column in places}
    straight = (
        len({where for where, _, _ in places}) == 1
        and (len(rows) == 1 or len(columns) == 1)
        and (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) == len(places)
    )
    if straight and places[0][0] == sheet:
        return f"={how}({name_of(min(rows), min(columns))}:{name_of(max(rows), max(columns))})"
    return f"={how}({','.join(ref(one) for one in cells)})"


def _xlsx(laid: list[Laid], path: Path, title: str) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False})
    if title:
        book.set_properties({"title": title, "author": "UM"})
    formats: dict[tuple[Any, ...], Any] = {}

    def style(cell: Cell) -> Any:
        number_format = cell.number_format or ("dd.mm.yyyy" if isinstance(cell.shown, date) else "")
        key = (cell.bold, cell.fill, cell.indent, number_format, cell.rows > 1 or cell.columns > 1)
        if key not in formats:
            wanted: dict[str, Any] = {}
            if cell.bold:
                wanted["bold"] = True
            if cell.fill:
                wanted |= {"bg_color": f"#{cell.fill}", "pattern": 1}
            if cell.indent:
                wanted["indent"] = cell.indent
            if number_format:
                wanted["num_format"] = number_format
            if key[-1]:
                wanted |= {"align": "center", "valign": "vcenter", "text_wrap": True}
            formats[key] = book.add_format(wanted)
        return formats[key]

    for one in laid:
        sheet = book.add_worksheet(one.name)
        if one.hidden:
            sheet.hide()
        merged: set[tuple[int, int]] = set()
        for top, left, bottom, right in one.merged:
            area = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            if len(area) > 1 and not area & merged:  # two habits may have merged the same cells; a spreadsheet lets only the first
                merged |= area
                sheet.merge_range(top, left, bottom, right, "", style(one.cells[top, left]))
        for (row, column), cell in one.cells.items():
            _xlsx_cell(sheet, row, column, cell, style(cell), one.name)
        for row, level in one.hidden_rows.items():
            sheet.set_row(row, None, None, {"hidden": True, **({"level": level} if level else {})})
        for column in one.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        if one.filter:
            sheet.autofilter(*one.filter)
        for cell, choices in one.dropdowns:
            if cell.at[0] == one.name:
                sheet.data_validation(
                    cell.at[1], cell.at[2], cell.at[1], cell.at[2], {"validate": "list", "source": choices, "error_type": "information"}
                )
    if laid and laid[0].hidden and (first := next((one for one in laid if not one.hidden), None)):
        book.get_worksheet_by_name(first.name).set_first_sheet()
        book.get_worksheet_by_name(first.name).activate()
    book.close()
    _drop_empty_results(path)


def _xlsx_cell(sheet: Any, row: int, column: int, cell: Cell, form: Any, name: str) -> None:
    value = cell.shown
    if cell.formula is not None or cell.raw_formula:
        result = value if cell.stored else ""
        sheet.write_formula(row, column, formula_of(cell, name), form, "" if result is None else result)
    elif value is None:
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, form)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, form)
    elif isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        sheet.write_datetime(row, column, moment, form)
    elif str(value).startswith("#") and str(value).upper() in ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?"):
        sheet.write_formula(
            row,
            column,
            "=" + {"#N/A": "NA()", "#REF!": "#REF!", "#DIV/0!": "1/0", "#VALUE!": '"a"+1', "#NAME?": "NIEMA()"}[str(value)],
            form,
            str(value),
        )
    else:
        sheet.write_string(row, column, str(value), form)
    if cell.comment:
        sheet.write_comment(row, column, cell.comment, {"author": "UM"})


def _rewrite(path: Path, change: dict[str, Any]) -> None:
    """Passes parts of the package whose name begins with a key through a function of bytes."""
    with zipfile.ZipFile(path) as source:
        parts = [(info, source.read(info)) for info in source.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for info, content in parts:
            for start, made in change.items():
                if info.filename.startswith(start):
                    content = made(content)
            target.writestr(info, content)


def _drop_empty_results(path: Path) -> None:
    """A formula never computed has no result at all, not an empty one."""
    _rewrite(path, {"xl/worksheets/sheet": lambda content: content.replace(b"<v></v>", b"")})


def _with_macros(path: Path) -> None:
    """Makes a plain workbook say it is one with macros; there is no macro in it."""
    _rewrite(path, {"[Content_Types].xml": lambda content: content.replace(PLAIN.encode(), MACROS.encode())})


def _ods(laid: list[Laid], path: Path) -> None:
    body = "".join(_ods_sheet(one, number) for number, one in enumerate(laid))
    hidden = '<style:style style:name="ta0" style:family="table"><style:table-properties table:display="false"/></style:style>'
    fills = sorted({cell.fill for one in laid for cell in one.cells.values() if cell.fill})
    styles = "".join(
        f'<style:style style:name="f{fill}" style:family="table-cell"><style:table-cell-properties fo:background-color="#{fill}"/></style:style>'
        for fill in fills
    )
    spaces = {
        "office": "office:1.0", "table": "table:1.0", "text": "text:1.0", "style": "style:1.0", "fo": "xsl-fo-compatible:1.0", "dc": "", "of": "of:1.2",
    }  # fmt: skip
    declared = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}"' for short, long in spaces.items() if short != "dc")
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {declared} office:version="1.2">'
        f"<office:automatic-styles>{hidden}{styles}</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", kind, zipfile.ZIP_STORED)
        target.writestr("META-INF/manifest.xml", manifest)
        target.writestr("content.xml", content)


def _ods_sheet(one: Laid, number: int) -> str:
    rows: list[str] = []
    height = max((row for row, _ in one.cells), default=-1) + 1
    width = max((column for _, column in one.cells), default=0) + 1
    corners = {
        (top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in one.merged if (top, left) != (bottom, right)
    }
    covered = {
        (row, column)
        for (top, left), (tall, wide) in corners.items()
        for row in range(top, top + tall)
        for column in range(left, left + wide)
    } - set(corners)
    width = max([width, *(column + 1 for _, column in covered)])
    for row in range(height):
        cells = "".join(_ods_cell(one, row, column, corners.get((row, column)), (row, column) in covered) for column in range(width))
        visible = ' table:visibility="collapse"' if row in one.hidden_rows else ""
        rows.append(f"<table:table-row{visible}>{cells}</table:table-row>")
    columns = "".join(
        f"<table:table-column{' table:visibility=' + chr(34) + 'collapse' + chr(34) if column in one.hidden_columns else ''}/>"
        for column in range(width)
    )
    style = ' table:style-name="ta0"' if one.hidden else ""
    return f"<table:table table:name={quoteattr(one.name)}{style}>{columns}{''.join(rows)}</table:table>"


def _ods_cell(one: Laid, row: int, column: int, span: tuple[int, int] | None, covered: bool) -> str:
    cell = one.cells.get((row, column))
    if covered:
        return "<table:covered-table-cell/>"
    if cell is None:
        return "<table:table-cell/>"
    value = cell.shown
    about = f' table:style-name="f{cell.fill}"' if cell.fill else ""
    if span:
        about += f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    if cell.formula is not None or cell.raw_formula:
        about += f" table:formula={quoteattr('of:' + formula_of(cell, one.name))}"
        if not cell.stored:
            value = None
    text = ""
    if isinstance(value, bool):
        about += f' office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        text = f"<text:p>{'PRAWDA' if value else 'FAŁSZ'}</text:p>"
    elif isinstance(value, int | float):
        about += f' office:value-type="{"percentage" if "%" in cell.number_format else "float"}" office:value="{value!r}"'
        text = f"<text:p>{value!r}</text:p>"
    elif isinstance(value, date):
        about += f' office:value-type="date" office:date-value="{value.isoformat()[:10]}"'
        text = f"<text:p>{value.strftime('%d.%m.%Y')}</text:p>"
    elif value is not None:
        about += ' office:value-type="string"'
        text = "".join(f"<text:p>{_ods_text(line)}</text:p>" for line in str(value).split("\n"))
    note = f"<office:annotation><text:p>{escape(cell.comment)}</text:p></office:annotation>" if cell.comment else ""
    return f"<table:table-cell{about}>{note}{text}</table:table-cell>"


def _ods_text(line: str) -> str:
    made = escape(line)
    while "  " in made:
        made = made.replace("  ", ' <text:s text:c="1"/>', 1)
    return f'<text:s text:c="1"/>{made[1:]}' if made.startswith(" ") else made


def _xls(laid: list[Laid], path: Path) -> None:
    """Values alone: results of formulas that have one, no looks."""
    write_xls(path, [(one.name, {place: cell.shown for place, cell in one.cells.items() if cell.stored or cell.formula is None}, [area for area in one.merged if area[:2] != area[2:]], one.hidden) for one in laid])
