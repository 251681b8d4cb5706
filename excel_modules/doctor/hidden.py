"""Rows, columns and sheets that a person does not see but formulas and readers do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from excel_modules.doctor.formulas import references
from excel_modules.doctor.grid import Book, Position, Sheet
from excel_modules.doctor.kinds import Kind, Suspicion
from excel_modules.doctor.lines import area_places
from excel_modules.sheet import column_name
from mrl_desktop.polish import fold

_DICTIONARY = re.compile(r"slowni\w*|list[ay]\w*|dict\w*|param\w*|ustawieni\w*|dane pomocnicze|pomocnicz\w*|_\w+")
_HINT = "Odkryj je w Excelu i sprawdź, czy mają zostać; ukryte liczby nadal wchodzą do sum."


def hidden(book: Book) -> Iterator[Suspicion]:
    """What is hidden, each stretch told once."""
    quoted = _quoted_sheets(book)
    for sheet in book.sheets:
        if sheet.state != "visible" and sheet.cells and not _only_lists(book, sheet, quoted):
            deep = " w sposób, którego nie widać w menu „Odkryj”" if sheet.state == "veryHidden" else ""
            used = " Korzystają z niego formuły w innych arkuszach." if sheet.name.casefold() in quoted else ""
            yield Suspicion(
                kind=Kind.HIDDEN,
                sheet=sheet.name,
                message=f"Arkusz „{sheet.name}” jest ukryty{deep}, a są w nim dane.{used}",
                hint="Odkryj arkusz w Excelu i sprawdź, czy jego dane są potrzebne i aktualne.",
                confidence=0.9,
            )
        yield from _rows(sheet)
        yield from _columns(sheet)


def _only_lists(book: Book, sheet: Sheet, quoted: set[str]) -> bool:
    """A hidden sheet that only gives entries to drop-down lists is as it should be."""
    if sheet.state == "veryHidden" or sheet.name.casefold() in quoted:
        return False
    texts_only = all(cell.formula is None and not cell.number for cell in sheet.cells.values())
    return sheet.name in book.used_for_lists or (bool(_DICTIONARY.fullmatch(fold(sheet.name))) and texts_only)


def _quoted_sheets(book: Book) -> set[str]:
    """Sheets that formulas of other sheets take values from."""
    found: set[str] = set()
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            if cell.formula is not None:
                found.update(one.sheet.casefold() for one in references(cell.formula) if one.sheet and one.sheet.casefold() != sheet.name.casefold())
    return found


def _stretches(numbers: list[int]) -> Iterator[tuple[int, int]]:
    start = previous = None
    for number in [*numbers, None]:
        if start is not None and previous is not None and number != previous + 1:
            yield start, previous
            start = None
        if start is None:
            start = number
        previous = number


def _rows(sheet: Sheet) -> Iterator[Suspicion]:
    filled = sorted(row for row in sheet.hidden_rows if row in sheet.rows)
    if not filled:
        return
    if sheet.filter is not None and sheet.filter.active:
        filtered = [row for row in filled if sheet.filter.top < row <= sheet.filter.bottom]
        if filtered:
            places = _places(sheet, filtered)
            summed = " Sumy liczą je mimo to." if _summed(sheet, set(filtered)) else ""
            yield _suspicion(sheet, places, f"W arkuszu „{sheet.name}” włączony jest filtr, który ukrywa wiersze ({_numbers(filtered)}).{summed}", "Wyłącz filtr (Dane › Wyczyść), żeby zobaczyć wszystkie wiersze.")
            filled = [row for row in filled if row not in set(filtered)]
    for first, last in _stretches(filled):
        rows = list(range(first, last + 1))
        summed = " Wchodzą one do sum." if _summed(sheet, set(rows)) else ""
        what = f"Wiersz {first + 1} jest ukryty" if first == last else f"Wiersze {first + 1}–{last + 1} są ukryte"
        yield _suspicion(sheet, _places(sheet, rows), f"{what}, a są w {'nim' if first == last else 'nich'} dane.{summed}", _HINT)


def _numbers(rows: list[int]) -> str:
    said = ", ".join(str(row + 1) for row in rows[:8])
    return said if len(rows) <= 8 else f"{said} i {len(rows) - 8} dalszych"


def _columns(sheet: Sheet) -> Iterator[Suspicion]:
    filled = sorted(column for column in sheet.hidden_columns if column in sheet.columns)
    for first, last in _stretches(filled):
        places = [(sheet.columns[column][0], column) for column in range(first, last + 1)]
        name = column_name(first) if first == last else f"{column_name(first)}–{column_name(last)}"
        what = f"Kolumna {name} jest ukryta" if first == last else f"Kolumny {name} są ukryte"
        yield _suspicion(sheet, places, f"{what}, a są w {'niej' if first == last else 'nich'} dane.", _HINT)


def _places(sheet: Sheet, rows: list[int]) -> list[Position]:
    return [(row, sheet.rows[row][0]) for row in rows if row in sheet.rows]


def _summed(sheet: Sheet, rows: set[int]) -> bool:
    for place, cell in sheet.cells.items():
        if cell.formula is None or place[0] in rows:
            continue
        for one in references(cell.formula):
            if not one.sheet:
                top, _, bottom, _ = area_places(one, *place)
                if any(top <= row <= bottom for row in rows):
                    return True
    return False


def _suspicion(sheet: Sheet, places: list[Position], message: str, hint: str) -> Suspicion:
    row, column = places[0]
    return Suspicion(kind=Kind.HIDDEN, sheet=sheet.name, row=row, column=column, message=message, hint=hint, confidence=0.9, also=tuple(places[1:]))
