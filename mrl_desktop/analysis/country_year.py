"""One year of many indicators for as many territories as the country has: plain numbers only, nothing kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from mrl_desktop.analysis.formulas import Reference, compiled
from mrl_desktop.analysis.indicator_values import COUNTRY, UNKNOWN, codes_of
from mrl_desktop.domain.indicators import Catalogue
from mrl_desktop.domain.statistics import Statistics
from mrl_desktop.domain.territory import Register

Column = Mapping[str, float]


def numbers_in_year(
    catalogue: Catalogue, statistics: Statistics, register: Register, indicators: Iterable[str], territories: Collection[str], year: int
) -> dict[str, dict[str, float]]:
    """Indicator to territory to value; territories without a value are left out. Raises KeyError for an unknown indicator."""
    formulas = {indicator: compiled(catalogue.indicators[indicator].formula) for indicator in indicators}
    columns = _Columns(catalogue, statistics, register, territories, year)
    found: dict[str, dict[str, float]] = {}
    for indicator, formula in formulas.items():
        used = [columns.of(reference) for reference in formula.references]
        places = set(used[0]).intersection(*used[1:]) if used else ()
        computed = ((place, formula.value([column[place] for column in used])) for place in places)
        found[indicator] = {place: value for place, value in computed if value is not None}
    return found


class _Columns:
    """What references give in each territory, each looked up once."""

    def __init__(self, catalogue: Catalogue, statistics: Statistics, register: Register, territories: Collection[str], year: int) -> None:
        self._catalogue, self._statistics, self._territories, self._year = catalogue, statistics, list(dict.fromkeys(territories)), year
        self._codes = {inner: {territory: codes_of(register, territory, inner) for territory in self._territories} for inner in (False, True)}
        self._asked = {inner: {code for codes in self._codes[inner].values() for code in codes} | {COUNTRY} for inner in (False, True)}
        self._known: dict[tuple[str, int], Column] = {}
        self._columns: dict[Reference, Column] = {}

    def of(self, reference: Reference) -> Column:
        if reference not in self._columns:
            self._columns[reference] = self._made(reference)
        return self._columns[reference]

    def _made(self, reference: Reference) -> Column:
        if reference.country:
            whole = self._of_variable(reference.variable, self._year - reference.years_back).get(COUNTRY)
            return {} if whole is None else dict.fromkeys(self._territories, whole)
        column = self._filled(reference.variable, self._year - reference.years_back)
        if not reference.mean:
            return column
        before = self._filled(reference.variable, self._year - 1)
        return {place: (value + before[place]) / 2 if place in before else value for place, value in column.items()}

    def _filled(self, variable: str, year: int) -> Column:
        """Each territory with its own number, or with that of its former code or its powiat."""
        here = self._of_variable(variable, year)
        column = {territory: here[territory] for territory in self._territories if territory in here}
        if len(column) < len(self._territories):
            for territory, codes in self._codes[self._of_powiat(variable)].items():
                if territory not in column and (code := next((code for code in codes if code in here), None)):
                    column[territory] = here[code]
        return column

    def _of_variable(self, variable: str, year: int) -> Column:
        if (variable, year) not in self._known:
            self._known[variable, year] = self._statistics.column(variable, self._asked[self._of_powiat(variable)], year, UNKNOWN)
        return self._known[variable, year]

    def _of_powiat(self, variable: str) -> bool:
        return self._catalogue.variables[variable].lowest == "powiat"
