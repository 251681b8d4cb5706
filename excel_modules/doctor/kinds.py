"""What the doctor says of a workbook: kinds of suspicion, one suspicion, the whole examination."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from excel_modules.sheet import cell_name
from mrl_desktop.domain.findings import Finding, Place, Severity


class Kind(StrEnum):
    """Kinds of suspicion, named as people read them; the gravest and surest first, because a cell is told of once."""

    ERROR = "błąd arkusza"
    CIRCULAR = "formuła liczy samą siebie"
    LINK = "łącze do innego pliku"
    DATE = "data zamiast liczby albo grupy wieku"
    TEXT_NUMBER = "liczba zapisana jako tekst"
    PASTED = "liczba wklejona w miejsce formuły"
    SHORT_SUM = "suma nie obejmuje tego, co powinna"
    UNITS = "pomieszane jednostki"
    PERCENT = "procent zapisany inaczej niż obok"
    YEARS = "lata nie po kolei"
    SUM_OFF = "suma się nie zgadza"
    ROUNDING = "suma różni się o zaokrąglenie"
    OTHER_FORMULA = "inna formuła niż w sąsiednich komórkach"
    NOT_A_NUMBER = "tekst tam, gdzie powinna być liczba"
    REPEATED = "powtórzenie"
    HIDDEN = "ukryte dane"
    UNSTORED = "formuła bez zapisanego wyniku"


CODES = {
    Kind.PASTED: "W01",
    Kind.SHORT_SUM: "W02",
    Kind.TEXT_NUMBER: "W03",
    Kind.UNITS: "W04",
    Kind.DATE: "W05",
    Kind.ERROR: "W06",
    Kind.HIDDEN: "W07",
    Kind.LINK: "W08",
    Kind.UNSTORED: "W09",
    Kind.SUM_OFF: "W10",
    Kind.ROUNDING: "W11",
    Kind.REPEATED: "W12",
    Kind.PERCENT: "W13",
    Kind.YEARS: "W14",
    Kind.NOT_A_NUMBER: "W15",
    Kind.CIRCULAR: "W16",
    Kind.OTHER_FORMULA: "W17",
}
_SEVERITY = {
    Kind.ERROR: Severity.ERROR,
    Kind.CIRCULAR: Severity.ERROR,
    Kind.HIDDEN: Severity.NOTE,
    Kind.REPEATED: Severity.NOTE,
    Kind.ROUNDING: Severity.NOTE,
    Kind.UNSTORED: Severity.NOTE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """One thing that looks wrong. `row` and `column` count from zero; -1 when it is about a whole sheet or file."""

    kind: Kind
    sheet: str
    row: int = -1
    column: int = -1
    value: str = ""
    """The cell as it shows."""
    message: str
    """What is wrong, a full Polish sentence."""
    hint: str
    """What to do, a full Polish sentence."""
    confidence: float = 0.9
    """0-1: how sure it is that something is wrong."""
    also: tuple[tuple[int, int], ...] = ()
    """Further cells of the same problem."""

    @property
    def cell(self) -> str:
        """Name of the cell, "" when it is about a whole sheet or file."""
        return cell_name(self.row, self.column) if self.row >= 0 and self.column >= 0 else ""

    @property
    def severity(self) -> Severity:
        return _SEVERITY.get(self.kind, Severity.WARNING)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Every cell it is about."""
        if self.cell:
            yield self.row, self.column
        yield from self.also

    def finding(self, file: str) -> Finding:
        """The same as a finding."""
        place = Place(file=file, sheet=self.sheet, cell=self.cell)
        return Finding(severity=self.severity, code=CODES[self.kind], message=self.message, hint=self.hint, place=place, value=self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """All that was found in one workbook."""

    file: str
    """Name without folders."""
    format: str
    """„xlsx", „xls" or „ods"."""
    suspicions: tuple[Suspicion, ...] = ()
    sheets: tuple[str, ...] = ()
    cells: int = 0
    """Filled cells looked at."""
    formulas: int = 0
    computed: dict[tuple[str, str], str] = field(default_factory=dict)
    """(sheet, cell) → result, as people read it, of formulas whose result the file does not hold."""
    notes: tuple[str, ...] = ()
    """What could not be looked at, in full sentences."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(one.finding(self.file) for one in self.suspicions)

    def by_kind(self) -> dict[Kind, tuple[Suspicion, ...]]:
        """Suspicions by kind, in the order of kinds."""
        counted = Counter(one.kind for one in self.suspicions)
        return {kind: tuple(one for one in self.suspicions if one.kind is kind) for kind in Kind if counted[kind]}
