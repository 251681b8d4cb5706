"""The examination of one workbook: all checks, each cell told of once, in the order of sheets and cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from excel_modules.doctor.broken import errors, outer_links, unstored
from excel_modules.doctor.compute import Calculator, as_number
from excel_modules.doctor.copies import copied_sheets, repeated_rows
from excel_modules.doctor.dates import dates, years
from excel_modules.doctor.formulas import references
from excel_modules.doctor.grid import Book, Position, Sheet, shown
from excel_modules.doctor.hidden import hidden
from excel_modules.doctor.kinds import Examination, Kind, Suspicion
from excel_modules.doctor.lines import area_places, constant_number, sum_cells
from excel_modules.doctor.opened import opened
from excel_modules.doctor.pasted import pasted, unlike
from excel_modules.doctor.sums import short_sums, wrong_results, wrong_totals
from excel_modules.doctor.texts import texts
from excel_modules.doctor.units import between_sheets, percents, units
from excel_modules.reader_process import ReaderProcess
from excel_modules.sheet import cell_name
from mrl_desktop.domain.progress import Progress, silent

SECONDS = 300.0
"""How long the examination of one workbook may take."""
_STANDING = frozenset((Kind.HIDDEN, Kind.UNSTORED, Kind.REPEATED))
"""Kinds told beside whatever else is said of the same cell."""


def examine(path: Path, *, progress: Progress = silent, cancelled: Callable[[], bool] = lambda: False, process: ReaderProcess | None = None) -> Examination:
    """Examines a workbook in a child process. Raises Refused when it cannot be read, Cancelled when the planner stopped it."""
    own = process or ReaderProcess(seconds=SECONDS)
    try:
        return own.call(Examination, path, "examine", progress=progress, cancelled=cancelled)
    finally:
        if process is None:
            own.close()


def examine_here(path: Path, progress: Progress = silent) -> Examination:
    """As `examine` but in this very process: the task „examine" of the reading child."""
    book = opened(path, progress)
    return examined(book, progress)


def examined(book: Book, progress: Progress = silent) -> Examination:
    """What the checks say of a workbook."""
    calculator = Calculator(book)
    computed: dict[tuple[str, str], str] = {}
    found: list[Suspicion] = []
    for number, sheet in enumerate(book.sheets):
        progress(number, len(book.sheets), f"Sprawdzam arkusz „{sheet.name}”")
        said = list(_of_sheet(sheet, calculator))
        standing, results = unstored(sheet, calculator)
        found += [*said, *standing]
        computed.update({(sheet.name, cell): value for cell, value in results.items()})
    found += [*outer_links(book), *between_sheets(book), *hidden(book), *copied_sheets(book)]
    order = {sheet.name: number for number, sheet in enumerate(book.sheets)}
    kept = sorted(_explained(book, _once([*found, *_thousands(book, found, calculator)])), key=lambda one: (order.get(one.sheet, -1), one.row, one.column, list(Kind).index(one.kind)))
    return Examination(
        file=book.file,
        format=book.format,
        suspicions=tuple(kept),
        sheets=tuple(sheet.name for sheet in book.sheets),
        cells=sum(len(sheet.cells) for sheet in book.sheets),
        formulas=sum(1 for sheet in book.sheets for cell in sheet.cells.values() if cell.formula is not None),
        computed=computed,
        notes=book.notes,
    )


def _of_sheet(sheet: Sheet, calculator: Calculator) -> Iterator[Suspicion]:
    yield from errors(sheet)
    yield from dates(sheet)
    yield from years(sheet)
    yield from pasted(sheet, calculator)
    yield from short_sums(sheet)
    yield from unlike(sheet)
    yield from texts(sheet)
    yield from units(sheet)
    yield from percents(sheet)
    yield from wrong_results(sheet, calculator)
    yield from wrong_totals(sheet)
    yield from repeated_rows(sheet)


def _once(found: list[Suspicion]) -> list[Suspicion]:
    """Of several suspicions about one cell the gravest kind stays."""
    order = list(Kind)
    kept: list[Suspicion] = []
    taken: set[tuple[str, Position]] = set()
    for one in sorted(found, key=lambda suspicion: order.index(suspicion.kind)):
        key = (one.sheet, (one.row, one.column))
        if one.kind not in _STANDING:
            if one.cell and key in taken:
                continue
            taken.update((one.sheet, place) for place in one.cells())
        kept.append(one)
    return kept


_CAUSES = frozenset((Kind.TEXT_NUMBER, Kind.UNITS, Kind.DATE, Kind.ERROR, Kind.PASTED, Kind.NOT_A_NUMBER, Kind.PERCENT, Kind.SHORT_SUM, Kind.SUM_OFF, Kind.ROUNDING))


def _explained(book: Book, found: list[Suspicion]) -> Iterator[Suspicion]:
    """Leaves out results that disagree only because of a cell already told of."""
    causes = {(one.sheet.casefold(), place) for one in found if one.kind in _CAUSES for place in one.cells()}
    for one in found:
        if one.kind in (Kind.SUM_OFF, Kind.ROUNDING) and _depends(book, one, causes):
            continue
        yield one


def _thousands(book: Book, found: list[Suspicion], calculator: Calculator) -> Iterator[Suspicion]:
    """Where a stored sum would be right with one of its items a thousand times larger or smaller, that item is in another unit."""
    for one in found:
        sheet = book.sheet(one.sheet)
        cell = sheet.at(one.row, one.column) if sheet is not None else None
        if one.kind is not Kind.SUM_OFF or sheet is None or cell is None or cell.formula is None or not cell.number:
            continue
        items = sum_cells(sheet, cell.formula, one.row, one.column) or set()
        missing = float(cell.value) - as_number(calculator.result(sheet, one.row, one.column))  # type: ignore[arg-type]
        for place in sorted(items):
            value = constant_number(sheet.at(*place))
            if value and any(abs(value * factor - value - missing) <= 0.02 + 1e-6 * abs(missing) for factor in (1000, 0.001)):
                yield Suspicion(
                    kind=Kind.UNITS,
                    sheet=sheet.name,
                    row=place[0],
                    column=place[1],
                    value=shown(sheet.cells[place]),
                    message=f"Kwota {shown(sheet.cells[place])} w komórce {cell_name(*place)} jest w innej jednostce niż suma w komórce {one.cell}: różni się tysiąckrotnie.",
                    hint="Sprawdź, czy kwota jest w złotych, czy w tysiącach złotych, i popraw ją.",
                    confidence=0.9,
                )


def _depends(book: Book, suspicion: Suspicion, causes: set[tuple[str, Position]]) -> bool:
    start = book.sheet(suspicion.sheet)
    waiting = [(start, (suspicion.row, suspicion.column))] if start is not None else []
    seen: set[tuple[str, Position]] = {(suspicion.sheet.casefold(), (suspicion.row, suspicion.column))}
    while waiting and len(seen) < 5000:
        sheet, place = waiting.pop()
        cell = sheet.at(*place)
        if cell is None or cell.formula is None:
            continue
        for one in references(cell.formula):
            other = book.sheet(one.sheet) if one.sheet else sheet
            top, left, bottom, right = area_places(one, *place)
            if other is None or (bottom - top + 1) * (right - left + 1) > 2000:
                continue
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    key = (other.name.casefold(), (row, column))
                    if key in seen:
                        continue
                    if key in causes:
                        return True
                    seen.add(key)
                    waiting.append((other, (row, column)))
    return False
