"""Any workbook opened for the doctor: xlsx and xlsm from their XML, xls and ods as far as their formulas can be read.

Call it in the child process. Raises Refused for what cannot be read, with the finding that says why.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from excel_modules.archive import cannot_open, check, damaged, kind_of, locked
from excel_modules.doctor.grid import Book
from excel_modules.reading import Refused, error
from mrl_desktop.domain.progress import Progress

MOST_CELLS = 400_000
"""Filled cells of one workbook that are looked at; the rest is told of."""


def opened(path: Path, progress: Progress) -> Book:
    """The workbook with formulas."""
    try:
        kind = kind_of(path)
        if kind == "locked":
            raise Refused(locked(path.name))
        if kind == "xlsx":
            from excel_modules.doctor.open_xlsx import open_xlsx
            from excel_modules.skim import skim

            check(path)
            skim(path)
            return open_xlsx(path, progress, MOST_CELLS)
        if kind == "ods":
            from excel_modules.doctor.open_ods import open_ods
            from excel_modules.opening import open_workbook

            check(path)
            open_workbook(path)  # refuses what is locked, damaged or built to do harm
            return open_ods(path, MOST_CELLS)
        if kind == "xls":
            from excel_modules.doctor.open_xls import open_xls

            return open_xls(path)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as failure:
        raise Refused(damaged(path.name)) from failure
    except OSError as failure:
        raise Refused(cannot_open(path, failure)) from failure
    from excel_modules.opening import open_workbook

    open_workbook(path)  # says what the file is when it is no table at all
    raise Refused(
        error(
            "W18",
            path.name,
            "Ten plik nie jest skoroszytem, więc nie ma w nim formuł do sprawdzenia.",
            "Wybierz skoroszyt Excela (XLSX, XLSM, XLS) albo arkusz ODS.",
        )
    )
