"""Rows entered twice and sheets that are copies of others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from excel_modules.doctor.grid import Book, Cell, Sheet, shown
from excel_modules.doctor.kinds import Kind, Suspicion
from mrl_desktop.polish import fold

MOST_ROWS = 3000
"""Rows of a sheet in which equal ones are looked for; longer sheets are statistics, where they mean nothing."""
NAMES = 12
"""Letters of a text that names its row, when no other row but its copy says the same."""
_COPY = re.compile(r"(.*?)\s*(?:\(\d+\)|[-_ ]*(?:kopia|copy)(?:\s*\d*)?)$|(?:kopia|copy)(?:\s+arkusza|\s+of)?[\s_-]*(.*)", re.IGNORECASE)
_ANSWERS = re.compile(r"sygnatura|znacznik|timestamp|godzina|id odpowiedzi|respondent|ankiet|czas wypelni")


def repeated_rows(sheet: Sheet) -> Iterator[Suspicion]:
    """A row that says in all its cells but the first number what a row above it says."""
    if len(sheet.rows) > MOST_ROWS or any(cell.text and _ANSWERS.search(fold(cell.text)) for (row, _), cell in sheet.cells.items() if row < 12):
        return
    often = Counter((column, cell.text) for (_, column), cell in sheet.cells.items() if len(cell.text) >= NAMES)
    known: dict[tuple[tuple[int, str], ...], int] = {}
    for row, columns in sheet.rows.items():
        cells = {column: sheet.cells[row, column] for column in columns}
        key = _key(cells)
        if not key or row in sheet.headings or not any(often[column, cell.text] == 2 for column, cell in _first_texts(cells)):
            continue
        if key in known:
            first = known[key]
            column = next((place for place, cell in cells.items() if len(cell.text) > 3), columns[0])
            yield Suspicion(
                kind=Kind.REPEATED,
                sheet=sheet.name,
                row=row,
                column=column,
                value=shown(cells[column]),
                message=f"Wiersz {row + 1} powtarza wiersz {first + 1} („{shown(sheet.cells[first, column]) if (first, column) in sheet.cells else ''}”).",
                hint="Usuń jeden z tych wierszy, jeśli pozycję wpisano dwa razy.",
                confidence=0.75,
            )
        else:
            known[key] = row


def _first_texts(cells: dict[int, Cell]) -> list[tuple[int, Cell]]:
    """The first two texts of a row: where the name of a thing stands, unlike an answer in a row of a survey."""
    return [(column, cell) for column, cell in cells.items() if cell.text][:2]


def _key(cells: dict[int, Cell]) -> tuple[tuple[int, str], ...]:
    """What a row says, without its running number; empty when it says too little to compare."""
    first = min(cells)
    kept = {column: cell for column, cell in cells.items() if not (column == first and _is_running(cell))}
    typed = {column: cell for column, cell in kept.items() if cell.formula is None}
    words = [cell.text for cell in typed.values() if len(cell.text) > 7]
    numbers = [cell for cell in typed.values() if cell.number and cell.value]
    if not words or not numbers or len(typed) < 3:
        return ()
    return tuple((column, fold(shown(cell)).strip()) for column, cell in sorted(typed.items()))


def _is_running(cell: Cell) -> bool:
    return cell.number or bool(re.fullmatch(r"[\d.]{1,6}\.?|[ivx]+\.?|[A-Za-z]{1,3}[-_ ]?\d+", cell.text.strip()))


def copied_sheets(book: Book) -> Iterator[Suspicion]:
    """Sheets that hold the same as another, told at the later one; a name like „P01 (2)" weighs too."""
    seen: list[tuple[Sheet, dict[tuple[int, int], str]]] = []
    for sheet in book.sheets:
        said = {place: shown(cell) for place, cell in sheet.cells.items()} if len(sheet.cells) <= 20_000 else {}
        if len(said) < 12:
            continue
        for other, words in seen:
            same = sum(1 for place, text in said.items() if words.get(place) == text)
            share = same / max(len(said), len(words))
            named = _copy_of(sheet.name) == other.name.casefold()
            if share >= 0.999 or (named and share >= 0.8):
                exact = "To dokładna kopia." if share >= 0.999 else f"Zgadza się {round(share * 100)}% komórek."
                yield Suspicion(
                    kind=Kind.REPEATED,
                    sheet=sheet.name,
                    row=min(said)[0],
                    column=min(said)[1],
                    value=sheet.name,
                    message=f"Arkusz „{sheet.name}” wygląda na kopię arkusza „{other.name}”. {exact}",
                    hint="Zostaw tylko aktualny arkusz, żeby tych samych danych nie liczyć dwa razy.",
                    confidence=0.9 if share >= 0.999 else 0.8,
                )
                break
        seen.append((sheet, said))


def _copy_of(name: str) -> str:
    found = _COPY.fullmatch(name.strip())
    return (found[1] or found[2] or "").strip().casefold() if found else ""


