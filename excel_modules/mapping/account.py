"""The account of a sheet read by a profile: every filled cell is a value, stands beside one, is part of the header, or is listed as left out."""

from __future__ import annotations

from excel_modules.mapping.profile import ColumnRule
from excel_modules.reading import Skipped, note, warning
from excel_modules.sheet import Sheet, cell_name, normal, range_name
from mrl_desktop.domain.findings import Finding
from mrl_desktop.polish import counted, joined

_SHOWN = 5
_TEXTS = {
    "I122": (
        "Kolumny, których profil nie zna, pominięto",
        "Jeśli są w nich potrzebne dane, wskaż znaczenie kolumn jeszcze raz i zapisz profil; w innym razie nie trzeba nic robić.",
        True,
    ),
    "I123": ("Wiersze sum pominięto", "Nie trzeba nic robić; sumy program liczy sam.", False),
    "I124": ("Zamiast liczb stoją teksty, więc te komórki pominięto", "Popraw je w pliku albo wskaż w profilu, co znaczą te znaki.", True),
    "I125": ("Wartości, przy których nie ma gminy, pominięto", "Jeśli to sumy lub przypisy, nie trzeba nic robić; w innym razie uzupełnij w pliku kod albo nazwę gminy.", True),
    "I126": ("W niektórych wierszach nie ma roku, więc ich wartości pominięto", "Uzupełnij rok w pliku i wczytaj go ponownie.", True),
    "I127": ("Wartości bez nazwy wskaźnika pominięto", "Uzupełnij w pliku nazwę wskaźnika albo podaj ją w profilu.", True),
    "I128": ("Wiersze bez wartości pominięto", "Jeśli to przypisy i objaśnienia, nie trzeba nic robić.", False),
}


class Account:
    """Counts cells and collects what has to be said, by kind."""

    def __init__(self, file: str, profile: str) -> None:
        self.file, self.profile = file, profile
        self.skipped: list[Skipped] = []
        self.read = 0
        """Cells taken as values."""
        self.beside = 0
        """Cells that tell place, year, indicator, unit of values taken."""
        self.header = 0
        """Cells of titles and headings."""
        self._groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._said: list[Finding] = []
        self._sheets: list[str] = []
        self._school_years: dict[str, tuple[str, str, int]] = {}

    @property
    def filled(self) -> int:
        """All cells accounted for."""
        return self.read + self.beside + self.header + sum(one.count for one in self.skipped)

    def _tell(self, code: str, sheet: str, cell: str, value: str) -> None:
        self._groups.setdefault((code, sheet), []).append((cell, value[:60]))

    def above(self, sheet: Sheet, top: int, data: int) -> None:
        """Titles above the header, and the header."""
        self.header += sum(1 for row in sheet.raw[:data] for value in row if normal(value) is not None)

    def row(self, sheet: Sheet, row: int, reason: str, said: str, count: int, *, told: bool = False) -> None:
        """A row left out as a whole."""
        if count <= 0:
            return
        where = _span(sheet, row)
        self.skipped.append(Skipped(sheet=sheet.name, cell=where, reason=reason, value=said[:80], count=count))
        if told:
            self._tell("I128", sheet.name, where, said)

    def total(self, sheet: Sheet, row: int, said: str, count: int) -> None:
        where = _span(sheet, row)
        self.skipped.append(Skipped(sheet=sheet.name, cell=where, reason="Wiersz sumy; sumy program liczy sam.", value=said[:80], count=count))
        self._tell("I123", sheet.name, where, said)

    def column(self, sheet: str, column: int, first: int, last: int, count: int, said: str, rule: ColumnRule | None) -> None:
        """A column left out: as the profile says, or because it does not know it."""
        reason = (rule.reason or "Tę kolumnę pomija profil.") if rule is not None else "Profil nie zna tej kolumny." if said else "Kolumna nie ma nagłówka i profil jej nie zna."
        self.skipped.append(Skipped(sheet=sheet, cell=range_name(first, column, last, column), reason=reason, value=said[:80], count=count))
        if rule is None:
            self._tell("I122", sheet, cell_name(first, column), said or "bez nagłówka")

    def not_a_number(self, sheet: str, cell: str, value: str) -> None:
        self._left("I124", sheet, cell, "Zamiast liczby stoi tekst.", value)

    def no_place(self, sheet: str, cell: str, value: str) -> None:
        self._left("I125", sheet, cell, "Nie wiadomo, której gminy dotyczy wartość.", value)

    def no_year(self, sheet: str, cell: str, value: str) -> None:
        self._left("I126", sheet, cell, "W wierszu nie ma roku.", value)

    def school_year(self, sheet: str, cell: str, said: str, year: int) -> None:
        """A cell that names two years one after the other, of which the first was taken."""
        self._school_years.setdefault(said, (sheet, cell, year))

    def no_indicator(self, sheet: str, cell: str, value: str) -> None:
        self._left("I127", sheet, cell, "Nie wiadomo, jakiego wskaźnika dotyczy wartość.", value)

    def _left(self, code: str, sheet: str, cell: str, reason: str, value: str) -> None:
        self.skipped.append(Skipped(sheet=sheet, cell=cell, reason=reason, value=value[:80]))
        self._tell(code, sheet, cell, value)

    def other_sheet(self, sheet: Sheet) -> None:
        """A sheet the profile does not read."""
        places = [(row, column) for row, column, _ in sheet.filled()]
        where = range_name(places[0][0], min(column for _, column in places), places[-1][0], max(column for _, column in places))
        self.skipped.append(Skipped(sheet=sheet.name, cell=where, reason="Profil nie czyta tego arkusza.", count=len(places)))
        self._sheets.append(sheet.name)

    def assumed_year(self, sheet: str, cell: str, year: int, *, searched: str) -> None:
        """A year that only the profile tells."""
        why = f"w pliku (szukano: {searched}) nie ma jednego roku" if searched else "plik nie podaje roku"
        message = f"Przyjęto rok {year} z profilu „{self.profile}”, bo {why}."
        self._said.append(warning("I126", self.file, message, "Sprawdź, czy dane są z tego roku; jeśli nie, zmień rok w profilu.", sheet=sheet, cell=cell))

    def lacking(self, sheet: str, cell: str, names: list[str]) -> None:
        """Columns the profile knows and the file has not."""
        if names:
            shown = joined([f"„{name}”" for name in names[:_SHOWN]]) + (f" i jeszcze {len(names) - _SHOWN}" if len(names) > _SHOWN else "")
            message = f"W pliku nie ma {counted(len(names), 'kolumny', 'kolumn', 'kolumn')}, które zna profil „{self.profile}”: {shown}."
            self._said.append(warning("I121", self.file, message, "Sprawdź, czy to właściwy plik. Pozostałe kolumny wczytano.", sheet=sheet, cell=cell))

    def hidden_rows(self, sheet: str, count: int) -> None:
        message = f"W arkuszu „{sheet}” są ukryte wiersze ({count}); one też zostały wczytane."
        self._said.append(note("I57", self.file, message, "Nie trzeba nic robić, chyba że ukryto je, bo są błędne.", sheet=sheet))

    def findings(self) -> tuple[Finding, ...]:
        found = list(self._said)
        for (code, sheet), cells in self._groups.items():
            message, hint, grave = _TEXTS[code]
            shown = "; ".join(f"{cell}: „{value}”" if value else cell for cell, value in cells[:_SHOWN])
            more = f" i jeszcze {len(cells) - _SHOWN}" if len(cells) > _SHOWN else ""
            found.append((warning if grave else note)(code, self.file, f"{message} ({shown}{more}).", hint, sheet=sheet, cell=cells[0][0].partition(":")[0], value=cells[0][1]))
        if self._school_years:
            shown = joined([f"„{said}” → {year}" for said, (_, _, year) in list(self._school_years.items())[:_SHOWN]])
            more = f" i jeszcze {len(self._school_years) - _SHOWN}" if len(self._school_years) > _SHOWN else ""
            said, (sheet, cell, _) = next(iter(self._school_years.items()))
            message = f"Dane z dwóch kolejnych lat (na przykład roku szkolnego) zapisano pod pierwszym z nich, tak jak robi to GUS: {shown}{more}."
            hint = "Jeśli w pliku chodzi o drugi rok, wpisz w nim jeden rok i wczytaj go ponownie; w innym razie nie trzeba nic robić."
            found.append(note("I126", self.file, message, hint, sheet=sheet, cell=cell, value=said))
        if self._sheets:
            names = joined([f"„{name}”" for name in self._sheets[:_SHOWN]]) + (f" i jeszcze {len(self._sheets) - _SHOWN}" if len(self._sheets) > _SHOWN else "")
            hint = "Jeśli są w nich potrzebne dane, zapisz dla nich osobny profil; w innym razie nie trzeba nic robić."
            found.append(note("I128", self.file, f"Z arkuszy: {names} nic nie wczytano, bo profil „{self.profile}” ich nie czyta.", hint, sheet=self._sheets[0]))
        return tuple(found)


def _span(sheet: Sheet, row: int) -> str:
    filled = [column for column, value in enumerate(sheet.raw[row]) if normal(value) is not None]
    return range_name(row, filled[0], row, filled[-1]) if filled else cell_name(row, 0)
