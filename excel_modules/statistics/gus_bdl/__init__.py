"""Exports of the Bank Danych Lokalnych of GUS: wide and relational, CSV and XLSX, Polish and English, whole and re-saved."""

from __future__ import annotations

from excel_modules.reading import Contents, ObservedTable, Recognition, Refused, error
from excel_modules.sheet import Workbook, cell_name
from excel_modules.statistics.gus_bdl.description import Description, description, description_sheet
from excel_modules.statistics.gus_bdl.file_name import understood
from excel_modules.statistics.gus_bdl.long_table import read_long
from excel_modules.statistics.gus_bdl.table import Form, find_table, find_tables, has_units, headless, holds_numbers, whole
from excel_modules.statistics.gus_bdl.wide_table import read_wide
from excel_modules.statistics.trouble import Trouble, names_only, no_codes
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Progress

NAME = "gus-bdl"
VERSION = "1"
PUBLISHER = "GUS BDL"

OWN_PUBLISHER = "tabela własna miasta"
"""Nothing in such a file says that its numbers come from GUS, so no document may say it either."""
_HEADLESS, _OWN = "headless", "own"
_FORMATS = {"csv": "CSV", "xlsx": "XLSX", "xls": "XLS", "ods": "ODS"}


def recognise(workbook: Workbook) -> Recognition | None:
    """Sure of files with the sheet OPIS and of tables with „Kod" and „Rok" or labelled columns; unsure of re-worked ones."""
    described = description(workbook) is not None
    table = find_table(workbook)
    if table is None:
        if headless(workbook):
            return Recognition(layout="tablica bez nagłówka", confidence=0.3, detail=_HEADLESS)
        return Recognition(layout="opis tablicy GUS BDL", confidence=0.6) if described else None
    form = "relacyjna" if table.form is Form.LONG else "szeroka"
    named = bool(understood(workbook.file).subject)
    if not described and not named and not table.typical and not holds_numbers(table):
        return None
    confidence = 0.95 if described else 0.5 if table.code < 0 else 0.9 if named or whole(table) else 0.88 if table.typical else 0.6
    ours = described or named or table.typical or has_units(table)
    what, detail = ("tablica GUS BDL", "") if ours else ("tabela z kodami jednostek", _OWN)
    return Recognition(layout=f"{what} ({_FORMATS.get(workbook.format, workbook.format.upper())}, {form})", confidence=confidence, detail=detail)


def read(workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents:
    """All values of the export in the file's own words. Raises Refused when it has no table or nothing that tells its units."""
    if recognition.detail == _HEADLESS:
        raise Refused(_no_header(workbook.file))
    described = description(workbook) or Description()
    name = understood(workbook.file)
    found = find_tables(workbook)
    if not found:
        raise Refused(_no_table(workbook.file))
    placed = [table for table in found if table.units >= 0]
    if not placed:
        raise Refused(no_codes(workbook.file, found[0].sheet.name))
    trouble = Trouble(workbook.file)
    progress(1, 2, "Czytam wartości")
    tables: list[ObservedTable] = []
    for table in found:
        if table.units < 0:
            trouble.say(no_codes(workbook.file, table.sheet.name))
            continue
        if table.code < 0:
            trouble.say(names_only(workbook.file, table.sheet.name, cell_name(table.header, table.name)))
        if table.form is Form.LONG:
            tables += read_long(workbook, table, trouble)
        else:
            tables.append(read_wide(workbook, table, described.dimensions, trouble))
    if not any(table.present for table in tables):
        raise Refused(no_codes(workbook.file, placed[0].sheet.name) if trouble.skipped else _no_table(workbook.file))
    _tell_other_sheets(workbook, {table.sheet.name for table in placed}, trouble)
    return Contents(
        tables=tuple(tables),
        skipped=tuple(trouble.skipped),
        findings=trouble.findings(),
        publisher=OWN_PUBLISHER if recognition.detail == _OWN else PUBLISHER,
        vintage=name.exported or described.updated,
        subject_hint=name.subject,
        subject_title=described.subject,
        year_hint=name.year,
    )


def _tell_other_sheets(workbook: Workbook, read_ones: set[str], trouble: Trouble) -> None:
    """Sheets from which nothing was taken, and rows a filter hides in those that were read."""
    told = description_sheet(workbook)
    for sheet in workbook.sheets:
        if sheet.name in read_ones:
            if sheet.hidden_rows:
                trouble.hidden_rows(sheet.name, len(sheet.hidden_rows))
        elif sheet is not told and not sheet.empty:
            trouble.sheet_not_read(sheet)


def _no_header(file: str) -> Finding:
    return error(
        "I02",
        file,
        "Tabela nie ma nagłówka, więc nie wiadomo, czego dotyczą jej kolumny.",
        "Pobierz tablicę z Banku Danych Lokalnych ponownie i nie usuwaj pierwszych wierszy.",
    )


def _no_table(file: str) -> Finding:
    return error(
        "I02",
        file,
        "W pliku nie ma ani jednej wartości: tabela jest pusta albo jej nagłówek został zmieniony.",
        "Pobierz tablicę z Banku Danych Lokalnych ponownie i nie zmieniaj jej nagłówka.",
    )
