"""Tables of the Ministry of Finance (MF): shares of local governments in PIT and CIT, and other lists by split TERYT codes."""

from __future__ import annotations

from excel_modules.reading import Contents, Recognition, Refused, error
from excel_modules.sheet import Workbook
from excel_modules.statistics.ministry_of_finance.shares import (
    Shares,
    codes_of_rows,
    find_shares,
    find_split_codes,
    read_shares,
    year_in_words,
)
from excel_modules.statistics.ministry_of_finance.split_codes import quantities, table_of
from excel_modules.statistics.trouble import Trouble
from excel_modules.statistics.unit_tables.reading_tables import presumed
from mrl_desktop.domain.progress import Progress

NAME = "mf-udzialy"
VERSION = "1"
PUBLISHER = "Ministerstwo Finansów"

_OTHER = "other"


def recognise(workbook: Workbook) -> Recognition | None:
    """By the columns of a split TERYT code beside the executed income of shares in taxes, or beside other quantities with a year in the title."""
    found = [shares for sheet in workbook.sheets if (shares := find_shares(sheet))]
    if found:
        taxes = "/".join(dict.fromkeys(shares.tax for shares in found if shares.tax)) or "PIT lub CIT"
        return Recognition(layout=f"udziały gmin, powiatów i województw w podatku {taxes} (MF)", confidence=0.95)
    if any(quantities(other) for other in _others(workbook)):
        return Recognition(layout="tablica MF z kodami WK, PK, GK, GT", confidence=0.9, detail=_OTHER)
    return None


def read(workbook: Workbook, recognition: Recognition, progress: Progress) -> Contents:
    """All values. Raises Refused when a file of shares says neither which tax nor which year, and when another table says no year."""
    progress(1, 2, "Czytam wartości")
    return _read_others(workbook) if recognition.detail == _OTHER else read_shares(workbook, PUBLISHER)


def _others(workbook: Workbook) -> list[Shares]:
    return [found for sheet in workbook.sheets if not sheet.hidden and (found := find_split_codes(sheet))]


def _read_others(workbook: Workbook) -> Contents:
    trouble = Trouble(workbook.file)
    tables = []
    for found in _others(workbook):
        found.year = found.year or year_in_words(workbook.file.replace("_", " "))
        if not found.year:
            message = "Tytuł tabeli nie mówi, jakiego roku dotyczą dane, więc ich nie wczytano."
            hint = "Dopisz rok do nazwy pliku (na przykład „wskaznik_G_2025.xlsx”) i wczytaj go ponownie."
            raise Refused(error("I86", workbook.file, message, hint, sheet=found.sheet.name, cell="A1"))
        tables.append(table_of(found, codes_of_rows(found), workbook.decimal, trouble))
    read_ones = {table.sheet for table in tables}
    for sheet in workbook.sheets:
        if sheet.name not in read_ones and not sheet.empty:
            trouble.sheet_not_read(sheet)
    return Contents(tables=tuple(tables), skipped=tuple(trouble.skipped), findings=(presumed(workbook.file), *trouble.findings()), publisher=PUBLISHER)
