"""What has to be said of a table of units, collected so that a hundred cells make one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from excel_modules.parse import text
from excel_modules.reading import Skipped, note, warning
from excel_modules.sheet import CellValue, Sheet, range_name
from excel_modules.statistics.trouble import Trouble
from mrl_desktop.polish import counted

_SHOWN = 5


class Remarks(Trouble):
    """Trouble of any table, and what only printed tables have: dashes, footnote marks, sums, notes."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._cells: dict[tuple[str, str], list[tuple[str, str]]] = {}

    def remark(self, code: str, sheet: str, cell: str, said: str = "") -> None:
        """Counts one more cell of a kind (see `_TEXTS`)."""
        self._cells.setdefault((code, sheet), []).append((cell, said.split("\n")[0]))

    def left_row(self, sheet: Sheet, number: int, row: Sequence[CellValue], code: str, reason: str) -> None:
        """A whole row from which nothing is taken."""
        filled = [column for column, value in enumerate(row) if value is not None]
        where, said = range_name(number, filled[0], number, filled[-1]), text(row[filled[0]])[:60]
        if code:
            self.remark(code, sheet.name, where, said)
        self.skipped.append(Skipped(sheet=sheet.name, cell=where, reason=reason, value=said, count=len(filled)))

    def left_column(self, sheet: Sheet, top: int, column: int, heading: str, reason: str, *, code: str = "") -> None:
        """A whole column from which nothing is taken."""
        filled = [number for number in range(top, sheet.height) if sheet.cell(number, column) is not None]
        if not filled:
            return
        where = range_name(filled[0], column, filled[-1], column)
        if code:
            self.remark(code, sheet.name, where, heading)
        self.skipped.append(Skipped(sheet=sheet.name, cell=where, reason=reason, value=heading, count=len(filled)))

    def unnamed_column(self, sheet: Sheet, top: int, column: int) -> None:
        """A column with cells under no heading."""
        filled = [(number, value) for number in range(top, sheet.height) if (value := sheet.cell(number, column)) is not None]
        if filled:
            self.without_heading(sheet.name, range_name(filled[0][0], column, filled[-1][0], column), text(filled[0][1]), len(filled))

    def sheet_not_read(self, sheet: Sheet) -> None:
        """A sheet from which nothing was taken."""
        filled = [(row, column) for row, column, _ in sheet.filled()]
        where = range_name(filled[0][0], min(column for _, column in filled), filled[-1][0], max(column for _, column in filled))
        why = "Arkusz jest ukryty." if sheet.hidden else "W arkuszu nie ma tabeli w tym układzie."
        self.skipped.append(Skipped(sheet=sheet.name, cell=where, reason=why, count=len(filled)))
        if not sheet.hidden:  # opening the file has already named hidden ones
            self.remark("I81", sheet.name, where)

    def tell(self) -> None:
        """Makes the findings of what was counted; called once, at the end."""
        for (code, sheet), cells in self._cells.items():
            message, hint, grave, with_words = _TEXTS[code]
            shown = "; ".join(f"{cell}: „{said}”" if said and with_words else cell for cell, said in cells[:_SHOWN])
            more = f" i jeszcze {len(cells) - _SHOWN}" if len(cells) > _SHOWN else ""
            said = message.format(count=counted(len(cells), *_NOUNS.get(code, ("komórka", "komórki", "komórek"))))
            self.say((warning if grave else note)(code, self.file, f"{said} ({shown}{more}).", hint, sheet=sheet, cell=cells[0][0], value=cells[0][1]))
        self._cells.clear()


_NOUNS = {"I72": ("wiersz", "wiersze", "wierszy"), "I73": ("kolumna", "kolumny", "kolumn"), "I75": ("kolumna", "kolumny", "kolumn")}
_TEXTS = {
    "I70": ("Kreska znaczy w takich tablicach, że zjawisko nie wystąpiło, więc zapisano zero: {count}", "Nie trzeba nic robić.", False, False),
    "I71": ("Przy liczbach stoją odsyłacze do przypisów; liczby wczytano bez nich: {count}", "Zajrzyj do przypisów pod tabelą: mogą zmieniać znaczenie tych liczb.", False, True),
    "I72": ("Sumy i wiersze, które nie są jednostkami, pominięto: {count}", "Nie trzeba nic robić.", False, True),
    "I73": (
        "Nie wiadomo dokładnie, co znaczą nagłówki niektórych kolumn; dane zapisano pod nazwami z pliku, bez łączenia ze wskaźnikami: {count}",
        "Jeśli to dane potrzebne do wskaźników, popraw nagłówek w pliku albo wczytaj tablicę z Banku Danych Lokalnych.",
        False,
        True,
    ),
    "I81": ("Z arkusza nic nie wczytano, bo nie ma w nim takiej tabeli", "Jeśli są w nim potrzebne dane, wskaż znaczenie jego kolumn w kreatorze.", False, False),
    "I75": ("Kolumny z opisami pominięto: {count}", "Nie trzeba nic robić.", False, True),
}
