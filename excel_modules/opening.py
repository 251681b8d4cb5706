"""Any supported file opened as a `Workbook`, after it has been looked at; whatever is wrong with it becomes one finding."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from excel_modules import uncomputed
from excel_modules.archive import cannot_open, check, kind_of, locked
from excel_modules.json_tables import is_json, open_json
from excel_modules.packed import is_table, name_of
from excel_modules.reading import Refused, error, note, warning
from excel_modules.sheet import Sheet, Workbook, cell_name, cell_position
from excel_modules.skim import Skim, skim
from excel_modules.text_table import open_text, parted
from excel_modules.word_tables import open_word
from excel_modules.xml_table import open_xml
from mrl_desktop.domain.findings import Finding

_EXPECTED = {"xlsx": {".xlsx", ".xlsm"}, "xls": {".xls"}, "ods": {".ods"}, "text": {".csv", ".txt", ".tsv", ".json"}, "zip": {".zip"}, "docx": {".docx"}, "xml": {".xml"}}
_NAMES = {"xlsx": "skoroszyt Excela (XLSX)", "xls": "skoroszyt Excela (XLS)", "ods": "arkusz ODS", "text": "tabela tekstowa (CSV)", "zip": "archiwum ZIP", "docx": "dokument Worda (DOCX)", "xml": "dokument XML"}
_REFUSALS = {
    "empty": ("P01", "Plik jest pusty.", "Pobierz plik ponownie."),
    "html": (
        "P02",
        "Plik nie jest arkuszem, tylko stroną internetową zapisaną z rozszerzeniem „{suffix}”.",
        "Otwórz go w Excelu i zapisz jako „Skoroszyt programu Excel (*.xlsx)” albo pobierz dane w formacie CSV lub XLSX.",
    ),
    "xlsb": ("P02", "Plik jest skoroszytem w formacie binarnym XLSB.", "Otwórz go w Excelu i zapisz jako „Skoroszyt programu Excel (*.xlsx)”."),
    "pdf": ("P02", "Plik jest dokumentem PDF, a nie arkuszem.", "Pobierz te same dane w formacie XLSX lub CSV."),
    "binary": ("P02", "Plik nie jest arkuszem ani tabelą tekstową.", "Wybierz plik CSV, XLSX, XLS lub ODS."),
}
_SHOWN = 20
"""How many cells of one kind are named before the rest is only counted."""


def open_workbook(path: Path) -> Workbook:
    """The file as sheets of values. Raises Refused with the one finding that says why it cannot be read.

    Call it in the child process: the libraries underneath can be brought down by a hostile file.
    """
    try:
        return _opened(path)
    except OSError as failure:  # gone or closed to us between two looks
        raise Refused(cannot_open(path, failure)) from failure


def _opened(path: Path) -> Workbook:
    kind = kind_of(path)
    file = path.name
    if kind == "locked":
        raise Refused(locked(file))
    if kind in _REFUSALS:
        code, message, hint = _REFUSALS[kind]
        raise Refused(error(code, file, message.format(suffix=path.suffix), hint))
    if kind == "text":
        data = path.read_bytes()
        workbook = open_json(file, data) if is_json(data[:4096]) else open_text(file, data)
    elif kind == "zip":
        workbook = _open_packed_text(path)
    elif kind == "xls":
        workbook = _open_xls(path)
    elif kind == "xml":
        workbook = open_xml(path)
    elif kind == "docx":
        check(path)
        workbook = open_word(path)
    else:
        check(path)
        workbook = _open_modern(path, kind)
    workbook.path = path
    if kind in ("xlsx", "xls", "ods"):
        sheets = [parted(file, sheet) for sheet in workbook.sheets]
        if sheets != workbook.sheets:
            workbook.sheets, workbook.decimal = sheets, ","
            workbook.notes += ("wiersze stały w jednej kolumnie; rozdzielono je na komórki",)
    findings = list(workbook.findings)
    if path.suffix.lower() not in _EXPECTED[kind]:
        message = f"Plik ma rozszerzenie „{path.suffix}”, ale jego zawartość to {_NAMES[kind]}; wczytano go według zawartości."
        findings.insert(0, note("P16", file, message, "Nie trzeba nic robić."))
    findings.extend(_hidden_sheets(workbook))
    findings.extend(_beside_values(path, kind))
    findings.extend(_pictures_only(workbook, kind))
    workbook.findings = tuple(findings)
    return workbook


_OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
"""Name of the storage in which an old binary workbook keeps its macros."""


def _beside_values(path: Path, kind: str) -> list[Finding]:
    """Macros, which are never run, and values that come from other workbooks."""
    found: list[Finding] = []
    if kind == "xlsx":
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
        macros, links = any(name.endswith("vbaProject.bin") for name in names), sum(name.startswith("xl/externalLinks/") and name.endswith(".xml") for name in names)
    else:
        macros, links = kind == "xls" and _OLD_MACROS in path.read_bytes(), 0
    if macros:
        found.append(note("P20", path.name, "Skoroszyt zawiera makra. Program ich nie uruchamia; czyta tylko wartości zapisane w komórkach.", "Nie trzeba nic robić."))
    if links:
        message = "Skoroszyt bierze część wartości z innych plików; wczytano wartości zapisane przy ostatnim otwarciu w Excelu."
        found.append(warning("P21", path.name, message, "Otwórz skoroszyt razem z tamtymi plikami i sprawdź, czy wartości są aktualne."))
    return found


def _pictures_only(workbook: Workbook, kind: str) -> list[Finding]:
    """Sheets without a filled cell in a workbook that has drawings: what is drawn there cannot be read."""
    empty = [sheet.name for sheet in workbook.sheets if sheet.empty]
    if not empty or workbook.path is None or kind not in ("xlsx", "ods"):
        return []
    with zipfile.ZipFile(workbook.path) as archive:
        drawn = any(name.startswith(("xl/drawings/drawing", "xl/media/", "Pictures/", "Object ")) for name in archive.namelist())
    message = "Arkusz „{}” nie ma wypełnionych komórek; rysunków, kształtów i wykresów program nie czyta."
    hint = "Jeśli na rysunku są dane planu, przepisz je do komórek albo wpisz w programie."
    return [note("P22", workbook.file, message.format(name), hint, sheet=name) for name in empty] if drawn else []


def _hidden_sheets(workbook: Workbook) -> list[Finding]:
    return [
        note("P13", workbook.file, f"Arkusz „{sheet.name}” jest ukryty.", "Sprawdź, czy jego dane mają trafić do projektu.", sheet=sheet.name)
        for sheet in workbook.sheets
        if sheet.hidden and not sheet.empty
    ]


def _unreadable(file: str, what: str = "Pliku nie udało się odczytać; jest uszkodzony albo zapisany w nieznany sposób.") -> Finding:
    return error("P03", file, what, "Otwórz plik w Excelu lub LibreOffice i zapisz go ponownie jako XLSX albo pobierz go jeszcze raz.")


def _open_packed_text(path: Path) -> Workbook:
    """BDL sometimes packs a CSV into a zip: the only text inside is read."""
    check(path)
    try:
        with zipfile.ZipFile(path) as archive:
            tables = [info for info in archive.infolist() if name_of(info).lower().endswith(".csv") and is_table(name_of(info))]
            if len(tables) == 1:
                return open_text(path.name, archive.read(tables[0]))
    except (zipfile.BadZipFile, RuntimeError, OSError) as failure:
        raise Refused(_unreadable(path.name)) from failure
    raise Refused(
        error("P02", path.name, "W archiwum ZIP nie ma tabeli, którą program umie wczytać.", "Rozpakuj archiwum i sprawdź, czy są w nim pliki CSV, XLSX, XLS lub ODS.")
    )


def _open_modern(path: Path, kind: str) -> Workbook:
    """xlsx, xlsm and ods through calamine, with what calamine does not tell read from the XML before."""
    import python_calamine

    file = path.name
    skims = _by_sheet(path, skim(path)) if kind == "xlsx" else {}
    waiting: dict[str, list[str]] = {}
    if kind == "ods":
        _refuse_locked_ods(path)
        waiting = _without_results(path)
    if any(seen.strays for seen in skims.values()):
        return _open_bounded(path, skims)
    try:
        book = python_calamine.load_workbook(str(path))
        visible = {meta.name: meta.visible == python_calamine.SheetVisibleEnum.Visible for meta in book.sheets_metadata}
        kinds = {meta.name: meta.typ for meta in book.sheets_metadata}
        sheets: list[Sheet] = []
        findings: list[Finding] = []
        for name in book.sheet_names:
            if kinds[name] != python_calamine.SheetTypeEnum.WorkSheet:
                findings.append(note("P13", file, f"Arkusz „{name}” zawiera tylko wykres lub makra; pominięto go.", sheet=name))
                continue
            found = book.get_sheet_by_name(name)
            raw: list[list[Any]] = found.to_python(skip_empty_area=False)
            seen = skims.get(name) or Skim(part="", without_value=waiting.get(name, []))
            findings.extend(_put_errors(file, name, raw, seen))
            sheets.append(_sheet(name, raw, seen, hidden=not visible[name], merged=_later(found)))
    except python_calamine.PasswordError as failure:
        raise Refused(locked(file)) from failure
    except (python_calamine.CalamineError, ValueError, OSError) as failure:
        raise Refused(_unreadable(file)) from failure
    return Workbook(file=file, format=kind, sheets=sheets, findings=tuple(findings))


def _later(found: Any) -> Any:
    return lambda: found.merged_cell_ranges or ()


def _sheet(name: str, raw: Sequence[Sequence[Any]], seen: Skim, *, hidden: bool, merged: Any = None) -> Sheet:
    rows, columns = frozenset(seen.hidden_rows), frozenset(seen.hidden_columns)
    return Sheet(name, raw, hidden=hidden, merged=merged, hidden_rows=rows, hidden_columns=columns, without_value=seen.without_value)


def _put_errors(file: str, sheet: str, raw: list[list[Any]], seen: Skim) -> list[Finding]:
    """Errors of the spreadsheet come back from calamine as empty cells: they are put in again, and told."""
    findings: list[Finding] = []
    for (row, column), shown in list(seen.errors.items()):
        if row < len(raw) and column < len(raw[row]):
            raw[row][column] = shown
    for (row, column), shown in list(seen.errors.items())[:_SHOWN]:
        findings.append(
            warning("P17", file, f"W komórce jest błąd arkusza {shown}.", "Popraw formułę w Excelu i wczytaj plik ponownie.", sheet=sheet, cell=cell_name(row, column), value=shown)
        )
    if len(seen.errors) > _SHOWN:
        findings.append(
            warning("P17", file, f"Błędów takich jak powyższe jest w arkuszu „{sheet}” razem {len(seen.errors)}.", "Popraw formuły w Excelu.", sheet=sheet)
        )
    if seen.without_value:
        shown_cells = ", ".join(seen.without_value[:_SHOWN]) + (" i inne" if len(seen.without_value) > _SHOWN else "")
        findings.append(
            warning(
                "P14",
                file,
                f"W arkuszu „{sheet}” są formuły bez zapisanego wyniku ({len(seen.without_value)}): {shown_cells}. Ich wartości nie są znane.",
                "Otwórz plik w Excelu lub LibreOffice, zapisz go (wyniki się policzą) i wczytaj ponownie.",
                sheet=sheet,
                cell=seen.without_value[0],
            )
        )
    return findings


def _by_sheet(path: Path, skims: dict[str, Skim]) -> dict[str, Skim]:
    """What was seen in each part, by the name of its sheet."""
    from defusedxml import ElementTree

    try:
        with zipfile.ZipFile(path) as archive:
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, zipfile.BadZipFile, ElementTree.ParseError, ValueError) as failure:
        raise Refused(_unreadable(path.name)) from failure
    targets = {link.get("Id"): str(link.get("Target", "")) for link in links}
    found: dict[str, Skim] = {}
    for sheet in (element for element in book.iter() if element.tag.endswith("}sheet")):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in skims:
            found[str(sheet.get("name"))] = skims[part]
    return found


def _open_bounded(path: Path, skims: dict[str, Skim]) -> Workbook:
    """For sheets with a cell far from the rest, on which calamine would abort: openpyxl, within the bounds of the rest."""
    import openpyxl

    file = path.name
    try:
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)
        sheets: list[Sheet] = []
        findings: list[Finding] = []
        for found in book.worksheets:
            seen = skims.get(found.title) or Skim(part="")
            found.reset_dimensions()
            rows = found.iter_rows(max_row=max(seen.height, 1), max_col=max(seen.width, 1), values_only=True)
            raw = [list(row) for row in rows]
            findings.extend(_far_cells(file, found.title, seen))
            findings.extend(_put_errors(file, found.title, raw, seen))
            sheets.append(_sheet(found.title, raw, seen, hidden=found.sheet_state != "visible"))
    except Refused:
        raise
    except Exception as failure:
        raise Refused(_unreadable(file)) from failure
    return Workbook(file=file, format="xlsx", sheets=sheets, findings=tuple(findings))


def _far_cells(file: str, sheet: str, seen: Skim) -> list[Finding]:
    if not seen.strays:
        return []
    names = ", ".join(cell_name(row, column) for row, column in seen.strays[:5]) + (" i inne" if len(seen.strays) > 5 else "")
    return [
        warning(
            "P07",
            file,
            f"Komórki leżące daleko poza tabelą pominięto ({len(seen.strays)}): {names}.",
            "Sprawdź te komórki w Excelu; jeśli są potrzebne, przenieś je do tabeli, a jeśli nie, usuń je.",
            sheet=sheet,
            cell=cell_name(*seen.strays[0]),
        )
    ]


def _without_results(path: Path) -> dict[str, list[str]]:
    try:
        return uncomputed.in_ods(path)
    except (KeyError, zipfile.BadZipFile, OSError) as failure:
        raise Refused(_unreadable(path.name)) from failure


def _refuse_locked_ods(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = archive.read("META-INF/manifest.xml")
    except (KeyError, zipfile.BadZipFile):
        return
    if b"encryption-data" in manifest:
        raise Refused(locked(path.name))


def _open_xls(path: Path) -> Workbook:
    """The old binary workbook through xlrd, which tells errors from empty cells."""
    import xlrd

    file = path.name
    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, on_demand=True, logfile=io.StringIO())  # records stay at hand for `uncomputed`
        sheets: list[Sheet] = []
        findings: list[Finding] = []
        for number, found in enumerate(book.sheets()):
            seen = Skim(part="", without_value=uncomputed.in_xls(book, number))
            raw = [[_xls_value(book, found.cell(row, column)) for column in range(found.row_len(row))] for row in range(found.nrows)]
            for row, column in map(cell_position, seen.without_value):
                if row < len(raw) and column < len(raw[row]):
                    raw[row][column] = ""  # a zero nobody has counted is no value
            for row, values in enumerate(raw):
                seen.errors.update({(row, column): value for column, value in enumerate(values) if found.cell_type(row, column) == xlrd.XL_CELL_ERROR})
            findings.extend(_put_errors(file, found.name, raw, seen))
            merged = [((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in found.merged_cells]
            sheets.append(_sheet(found.name, raw, seen, hidden=found.visibility != 0, merged=lambda ranges=merged: ranges))
    except xlrd.XLRDError as failure:
        raise Refused(locked(file) if "encrypted" in str(failure).lower() else _unreadable(file)) from failure
    except Exception as failure:  # xlrd lets many kinds of errors out of a damaged file
        raise Refused(_unreadable(file)) from failure
    return Workbook(file=file, format="xls", sheets=sheets, findings=tuple(findings))


def _xls_value(book: Any, cell: Any) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/D!")
    return cell.value
