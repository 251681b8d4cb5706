"""What goes wrong while a table is read, collected so that a hundred bad cells make one readable finding, and none is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from excel_modules.parse import text
from excel_modules.reading import Skipped, error, note, warning
from excel_modules.sheet import Sheet, cell_name, normal, range_name
from mrl_desktop.domain.findings import Finding
from mrl_desktop.polish import fold, joined, number, parse_number

_SHOWN = 5
SUM = re.compile(r"^(?:razem|ogolem|suma|lacznie|w sumie|srednia|total)\b")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and any(map(str.isdigit, value)) and parse_number(value) is not None)


class Trouble:
    """Collects by kind; `findings()` and `skipped` give the result."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.skipped: list[Skipped] = []
        self._said: list[Finding] = []
        self._groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._zeros: dict[str, list[tuple[str, str]]] = {}
        self._sheets: list[str] = []

    def _add(self, kind: str, sheet: str, cell: str, value: str) -> None:
        self._groups.setdefault((kind, sheet), []).append((cell, value))

    def not_a_number(self, sheet: str, cell: str, value: str) -> None:
        self._add("I07", sheet, cell, value)
        self.skipped.append(Skipped(sheet=sheet, cell=cell, reason="Zamiast liczby stoi tekst.", value=value))

    def footnote(self, sheet: str, cell: str, value: str) -> None:
        self._add("I65", sheet, cell, value)

    def no_year(self, sheet: str, cell: str, value: str) -> None:
        self._add("I04", sheet, cell, value)
        self.skipped.append(Skipped(sheet=sheet, cell=cell, reason="W wierszu nie ma roku.", value=value))

    def unknown_attribute(self, sheet: str, cell: str, letter: str) -> None:
        self._add("I06", sheet, cell, letter)

    def denied_value(self, sheet: str, cell: str, letter: str, value: float | None) -> None:
        self._add("I09", sheet, cell, f"{number(value)} ({letter})")

    def doubtful_zero(self, sheet: str, cell: str, who: str) -> None:
        self._zeros.setdefault(sheet, []).append((cell, who))

    def row_without_code(self, sheet: str, row: int, values: Sequence[Any]) -> None:
        """A row that is not a unit's: a note, a heading repeated, a sum. One with numbers that is no sum may be a unit whose code is gone."""
        filled = [column for column, value in enumerate(values) if normal(value) is not None]
        said = text(normal(values[filled[0]]))[:60]
        where = range_name(row, filled[0], row, filled[-1])
        harmless = SUM.match(fold(said)) or sum(map(_is_number, values)) < 1 or len(filled) < 2
        self._add("I51" if harmless else "I55", sheet, where, said)
        self.skipped.append(Skipped(sheet=sheet, cell=where, reason="Wiersz nie ma kodu jednostki.", value=said, count=len(filled)))

    def header_again(self, sheet: str, row: int, values: Sequence[Any]) -> None:
        """The header repeated further down, as on printed pages."""
        filled = [column for column, value in enumerate(values) if normal(value) is not None]
        where = range_name(row, filled[0], row, filled[-1])
        self.skipped.append(Skipped(sheet=sheet, cell=where, reason="Powtórzony nagłówek tabeli.", value=text(normal(values[filled[0]]))[:60], count=len(filled)))

    def own_column(self, sheet: str, cell: str, heading: str, count: int) -> None:
        """A column that somebody put into the export."""
        self._add("I56", sheet, cell, heading)
        self.skipped.append(Skipped(sheet=sheet, cell=cell, reason="Kolumna nie należy do tablicy GUS.", value=heading, count=count))

    def year_of_sheet(self, sheet: str, cell: str, year: int) -> None:
        message = f"Nagłówki kolumn nie podają roku; przyjęto rok {year} z nazwy arkusza „{sheet}”."
        self.say(warning("I59", self.file, message, "Sprawdź, czy dane są z tego roku; jeśli nie, dopisz właściwy rok w nagłówkach.", sheet=sheet, cell=cell))

    def hidden_rows(self, sheet: str, count: int) -> None:
        message = f"W arkuszu „{sheet}” są ukryte wiersze ({count}); one też zostały wczytane."
        self.say(note("I57", self.file, message, "Nie trzeba nic robić, chyba że ukryto je, bo są błędne.", sheet=sheet))

    def sheet_not_read(self, sheet: Sheet) -> None:
        """A sheet beside the table from which nothing was taken."""
        filled = [(row, column) for row, column, _ in sheet.filled()]
        where = range_name(filled[0][0], min(column for _, column in filled), filled[-1][0], max(column for _, column in filled))
        why = "Arkusz jest ukryty." if sheet.hidden else "W arkuszu nie ma tablicy GUS albo powtarza on dane z innego arkusza."
        self.skipped.append(Skipped(sheet=sheet.name, cell=where, reason=why, count=len(filled)))
        if not sheet.hidden:  # opening the file has already named hidden ones
            self._sheets.append(sheet.name)

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
        for sheet, zeros in self._zeros.items():
            shown = "; ".join(f"{cell}: „{who}”" for cell, who in zeros[:_SHOWN]) + (f" i jeszcze {len(zeros) - _SHOWN}" if len(zeros) > _SHOWN else "")
            message = f"Zera, które odstają od pozostałych wartości, mogą oznaczać brak danych, bo w tablicach szerokich BDL tajemnicę i brak danych drukuje się jako 0 ({shown})."
            hint = "Sprawdź te wartości w Banku Danych Lokalnych albo pobierz tablicę relacyjną, która ma kolumnę „Atrybut”."
            found.append(warning("I05", self.file, message, hint, sheet=sheet, cell=zeros[0][0], value="0"))
        if self._sheets:
            names = joined([f"„{name}”" for name in self._sheets[:_SHOWN]]) + (f" i jeszcze {len(self._sheets) - _SHOWN}" if len(self._sheets) > _SHOWN else "")
            hint = "Jeśli są w nich potrzebne dane, sprawdź, czy tabela ma kolumnę „Kod”, a arkusz nie jest ukryty; w innym razie nie trzeba nic robić."
            found.append(note("I58", self.file, f"Z arkuszy: {names} nic nie wczytano.", hint, sheet=self._sheets[0]))
        return tuple(found)


_TEXTS = {
    "I04": ("W niektórych wierszach nie ma roku, więc ich wartości pominięto", "Uzupełnij rok w pliku albo pobierz tablicę ponownie.", True),
    "I65": ("Przy niektórych liczbach stoją znaki przypisów; wczytano same liczby", "Przeczytaj przypisy pod tabelą: mogą mówić, że wartość jest szacunkowa.", False),
    "I06": ("Plik zawiera nieznane oznaczenia w kolumnie „Atrybut”; wartości wczytano bez nich", "Sprawdź te wartości w Banku Danych Lokalnych.", True),
    "I07": ("Zamiast liczb stoją teksty, więc te komórki pominięto", "Popraw je w pliku albo pobierz tablicę ponownie.", True),
    "I09": ("Wartości oznaczone w pliku jako niedostępne lub tajne pominięto, choć wydrukowano przy nich liczby", "Sprawdź je w Banku Danych Lokalnych.", True),
    "I51": ("Wiersze bez kodu jednostki pominięto", "Jeśli to przypisy albo sumy, nie trzeba nic robić.", False),
    "I55": (
        "Wiersze z liczbami, ale bez kodu jednostki, pominięto",
        "Jeśli to sumy, nie trzeba nic robić. Jeśli to wiersze gmin lub powiatów, wpisz w pliku ich kody i wczytaj go ponownie.",
        True,
    ),
    "I56": ("Kolumny dopisane do tablicy pominięto", "Nie trzeba nic robić, chyba że to kolumny z danymi GUS, którym zmieniono nagłówek.", False),
    "I52": ("Komórki w kolumnach bez nagłówka pominięto", "Sprawdź, czy nagłówek tabeli nie został przycięty; jeśli tak, pobierz tablicę ponownie.", True),
}


def no_codes(file: str, sheet: str) -> Finding:
    """The refusal of a table that has neither codes nor names."""
    return error(
        "I01",
        file,
        "Tabela nie ma kolumny „Kod” z kodami jednostek ani kolumny z ich nazwami, więc nie wiadomo, których gmin dotyczy.",
        "Pobierz tablicę z Banku Danych Lokalnych ponownie i nie usuwaj kolumny „Kod”.",
        sheet=sheet,
        cell=cell_name(0, 0),
    )


def names_only(file: str, sheet: str, cell: str) -> Finding:
    """What is said of a table whose code column is gone but whose names are left."""
    return warning(
        "I01",
        file,
        "Tabela nie ma kolumny „Kod” z kodami jednostek; jednostki rozpoznano po nazwach. Wiele gmin nazywa się tak samo, więc nie każda nazwa wystarcza.",
        "Sprawdź w podglądzie, czy jednostki są właściwe. Najpewniej jest pobrać tablicę ponownie i nie usuwać kolumny „Kod”.",
        sheet=sheet,
        cell=cell,
    )
