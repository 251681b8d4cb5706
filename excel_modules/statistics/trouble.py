"""What goes wrong while a table is read, collected so that a hundred bad cells make one readable finding, and none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from excel_modules.parse import text
from excel_modules.reading import Skipped, error, note, warning
from excel_modules.sheet import cell_name, normal, range_name
from mrl_desktop.domain.findings import Finding
from mrl_desktop.polish import number

_SHOWN = 5


class Trouble:
    """Collects by kind; `findings()` and `skipped` give the result."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.skipped: list[Skipped] = []
        self._said: list[Finding] = []
        self._groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._zeros: list[tuple[str, str, str]] = []

    def _add(self, kind: str, sheet: str, cell: str, value: str) -> None:
        self._groups.setdefault((kind, sheet), []).append((cell, value))

    def not_a_number(self, sheet: str, cell: str, value: str) -> None:
        self._add("I07", sheet, cell, value)
        self.skipped.append(Skipped(sheet=sheet, cell=cell, reason="Zamiast liczby stoi tekst.", value=value))

    def no_year(self, sheet: str, cell: str, value: str) -> None:
        self._add("I04", sheet, cell, value)
        self.skipped.append(Skipped(sheet=sheet, cell=cell, reason="W wierszu nie ma roku.", value=value))

    def unknown_attribute(self, sheet: str, cell: str, letter: str) -> None:
        self._add("I06", sheet, cell, letter)

    def denied_value(self, sheet: str, cell: str, letter: str, value: float | None) -> None:
        self._add("I09", sheet, cell, f"{number(value)} ({letter})")

    def doubtful_zero(self, sheet: str, cell: str, who: str) -> None:
        self._zeros.append((sheet, cell, who))

    def row_without_code(self, sheet: str, row: int, values: Sequence[Any]) -> None:
        """A row that is not a unit's: a note, a heading repeated, a sum."""
        filled = [column for column, value in enumerate(values) if normal(value) is not None]
        said = text(normal(values[filled[0]]))[:60]
        where = range_name(row, filled[0], row, filled[-1])
        self._add("I51", sheet, where, said)
        self.skipped.append(Skipped(sheet=sheet, cell=where, reason="Wiersz nie ma kodu jednostki.", value=said, count=len(filled)))

    def without_heading(self, sheet: str, cell: str, value: str, count: int) -> None:
        """Filled cells in a column that the header does not name."""
        self._add("I52", sheet, cell, value)
        self.skipped.append(Skipped(sheet=sheet, cell=cell, reason="Kolumna nie ma nagłówka.", value=value, count=count))

    def say(self, finding: Finding) -> None:
        self._said.append(finding)

    def findings(self) -> tuple[Finding, ...]:
        found = list(self._said)
        for (kind, sheet), cells in self._groups.items():
            message, hint, grave = _TEXTS[kind]
            shown = "; ".join(f"{cell}: „{value}”" if value else cell for cell, value in cells[:_SHOWN])
            more = f" i jeszcze {len(cells) - _SHOWN}" if len(cells) > _SHOWN else ""
            made = warning if grave else note
            found.append(made(kind, self.file, f"{message} ({shown}{more}).", hint, sheet=sheet, cell=cells[0][0], value=cells[0][1]))
        for sheet, cell, who in self._zeros[:20]:
            found.append(
                warning(
                    "I05",
                    self.file,
                    f"Wartość 0 dla jednostki „{who}” odstaje od pozostałych i może oznaczać brak danych (w tablicach szerokich BDL tajemnicę i brak danych drukuje się jako 0).",
                    "Sprawdź tę wartość w Banku Danych Lokalnych albo pobierz tablicę relacyjną, która ma kolumnę „Atrybut”.",
                    sheet=sheet,
                    cell=cell,
                    value="0",
                )
            )
        if len(self._zeros) > 20:
            found.append(warning("I05", self.file, f"Takich wątpliwych zer jest razem {len(self._zeros)}.", "Pobierz tablicę relacyjną, która ma kolumnę „Atrybut”."))
        return tuple(found)


_TEXTS = {
    "I04": ("W niektórych wierszach nie ma roku, więc ich wartości pominięto", "Uzupełnij rok w pliku albo pobierz tablicę ponownie.", True),
    "I06": ("Plik zawiera nieznane oznaczenia w kolumnie „Atrybut”; wartości wczytano bez nich", "Sprawdź te wartości w Banku Danych Lokalnych.", True),
    "I07": ("Zamiast liczb stoją teksty, więc te komórki pominięto", "Popraw je w pliku albo pobierz tablicę ponownie.", True),
    "I09": ("Wartości oznaczone w pliku jako niedostępne lub tajne pominięto, choć wydrukowano przy nich liczby", "Sprawdź je w Banku Danych Lokalnych.", True),
    "I51": ("Wiersze bez kodu jednostki pominięto", "Jeśli to przypisy albo sumy, nie trzeba nic robić.", False),
    "I52": ("Komórki w kolumnach bez nagłówka pominięto", "Sprawdź, czy nagłówek tabeli nie został przycięty; jeśli tak, pobierz tablicę ponownie.", True),
}


def no_codes(file: str, sheet: str) -> Finding:
    """The refusal of a table whose code column is gone."""
    return error(
        "I01",
        file,
        "Tabela nie ma kolumny „Kod” z kodami jednostek, a same nazwy nie wystarczają (wiele gmin nazywa się tak samo).",
        "Pobierz tablicę z Banku Danych Lokalnych ponownie i nie usuwaj kolumny „Kod”.",
        sheet=sheet,
        cell=cell_name(0, 0),
    )
