"""What a sheet looks like to a person: the texts its cells show, merged cells, hidden rows; for large sheets only a window of it.

The positions are those the readers use, so a cell of the picture is the cell a value or a finding names. Tables inside a ZIP are
looked at under the names the import gives them: „paczka.zip/tabela.xlsx".
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from excel_modules.cell_formats import formats_of, shown
from excel_modules.opening import open_workbook
from excel_modules.packed import take_out
from excel_modules.reader_process import ReaderProcess
from excel_modules.reading import Refused, error
from excel_modules.sheet import Sheet, Workbook
from mrl_desktop.domain.progress import Progress, silent

ROWS, COLUMNS = 300, 80
"""How much of a sheet one picture holds when nothing else is asked for."""
LONGEST = 400
"""Letters of one cell that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPicture:
    """A window of one sheet; all positions count from zero and are those of the whole sheet."""

    sheets: tuple[str, ...]
    """Every sheet of the file in order; a text table has one without a name."""
    hidden_sheets: tuple[str, ...] = ()
    sheet: str
    height: int
    """Rows and columns of the whole sheet."""
    width: int
    top: int = 0
    """First row and column of the window."""
    left: int = 0
    cells: tuple[tuple[str, ...], ...] = ()
    """Rows of the window, cell by cell, as texts."""
    numbers: frozenset[tuple[int, int]] = frozenset()
    """Cells that hold numbers or dates, which stand at the right."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges that touch the window: top, left, bottom, right."""
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()

    def text(self, row: int, column: int) -> str:
        """What a cell shows; "" for an empty one or one outside the window."""
        row, column = row - self.top, column - self.left
        if row < 0 or column < 0 or row >= len(self.cells) or column >= len(self.cells[row]):
            return ""
        return self.cells[row][column]

    def holds(self, row: int, column: int) -> bool:
        """Whether the window shows this place of the sheet."""
        below, right = row - self.top, column - self.left
        return 0 <= below < len(self.cells) and 0 <= right < max(map(len, self.cells), default=0)


def look(
    path: Path,
    sheet: str = "",
    top: int = 0,
    left: int = 0,
    rows: int = ROWS,
    columns: int = COLUMNS,
    *,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = lambda: False,
    process: ReaderProcess | None = None,
) -> SheetPicture:
    """A window of a sheet, looked at in a child process; `sheet` "" is the first that is not empty.

    A `process` of the caller's remembers the file it opened last, so that further windows of it come at once. Raises Refused when the
    file cannot be opened or has no such sheet, Cancelled when the planner stopped it.
    """
    own = process or ReaderProcess()
    try:
        return own.call(SheetPicture, path, "look", sheet, top, left, rows, columns, progress=progress, cancelled=cancelled)
    finally:
        if process is None:
            own.close()


def look_here(path: Path, progress: Progress = silent, sheet: str = "", top: int = 0, left: int = 0, rows: int = ROWS, columns: int = COLUMNS) -> SheetPicture:
    """As `look` but in this very process: the task „look" of the reading child. Raises Refused."""
    progress(0, 1, "Otwieram plik")
    workbook = opened(path)
    found = workbook.sheet(sheet) if sheet else next((one for one in workbook.sheets if not one.empty), workbook.sheets[0])
    if found is None:
        there = ", ".join(f"„{one.name}”" for one in workbook.sheets if one.name)
        message = f"W pliku nie ma arkusza „{sheet}”." + (f" Są w nim arkusze: {there}." if there else "")
        raise Refused(error("I130", path.name, message, "Sprawdź, czy to ten sam plik.", sheet=sheet))
    picture = picture_of(workbook, found, top, left, rows, columns)
    progress(1, 1, "Arkusz gotowy")
    return picture


def picture_of(workbook: Workbook, sheet: Sheet, top: int = 0, left: int = 0, rows: int = ROWS, columns: int = COLUMNS) -> SheetPicture:
    """A window of a sheet of an opened workbook."""
    height, width = sheet.height, sheet.width
    top, left = max(0, min(top, height - 1)), max(0, min(left, width - 1))
    bottom, right = min(top + rows, height), min(left + columns, width)
    formats = formats_of(workbook.path, sheet.name, top, bottom) if workbook.format == "xlsx" and workbook.path is not None else {}
    cells: list[tuple[str, ...]] = []
    numbers: set[tuple[int, int]] = set()
    for row in range(top, bottom):
        line: list[str] = []
        for column in range(left, right):
            value = sheet.cell(row, column)
            if (value is not None and not isinstance(value, str | bool)) or (workbook.decimal and isinstance(value, str) and _numeric(value, workbook.decimal)):
                numbers.add((row, column))
            line.append(shown(value, formats.get((row, column), ""))[:LONGEST])
        cells.append(tuple(line))
    touching = tuple(
        (area.top, area.left, area.bottom, area.right)
        for area in sheet.merged
        if area.top < bottom and area.bottom >= top and area.left < right and area.right >= left
    )
    return SheetPicture(
        sheets=tuple(one.name for one in workbook.sheets),
        hidden_sheets=tuple(one.name for one in workbook.sheets if one.hidden),
        sheet=sheet.name,
        height=height,
        width=width,
        top=top,
        left=left,
        cells=tuple(cells),
        numbers=frozenset(numbers),
        merged=touching,
        hidden_rows=tuple(sorted(row for row in sheet.hidden_rows if top <= row < bottom)),
        hidden_columns=tuple(sorted(column for column in sheet.hidden_columns if left <= column < right)),
    )


def _numeric(text: str, decimal: str) -> bool:
    """Whether a text of a text table is a number, so that it stands at the right like one."""
    plain = text.replace(" ", "").replace(decimal, "", 1).lstrip("-−")
    return plain.isascii() and plain.isdigit()


_latest: tuple[tuple[str, int, int], Workbook] | None = None
"""The workbook looked at last, in this process: looking further down does not open the file again."""


def opened(path: Path) -> Workbook:
    """The workbook of a path, which may be a table inside a ZIP."""
    global _latest
    outer = path if path.is_file() else next((above for above in path.parents if above.is_file()), path)
    try:
        seen = outer.stat()
        key = (str(path), seen.st_mtime_ns, seen.st_size)
    except OSError:
        return open_workbook(path)  # which says what is wrong with it
    if _latest is not None and _latest[0] == key:
        return _latest[1]
    _latest = None  # its memory is wanted for the next one
    if outer == path:
        workbook = open_workbook(path)
    else:
        with tempfile.TemporaryDirectory(prefix="mrl-", ignore_cleanup_errors=True) as folder:
            workbook = open_workbook(take_out(outer, str(path.relative_to(outer)), Path(folder)))
            workbook.path = None
            _ = [sheet.merged for sheet in workbook.sheets]  # read now, the copy goes away
    _latest = (key, workbook)
    return workbook
