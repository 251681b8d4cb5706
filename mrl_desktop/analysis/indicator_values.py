"""Values of variables and indicators as facts that know every cell they rest on.

What the publisher hides or has not got stays unknown: a formula with one unknown input has no value, and nothing becomes zero.
A variable published only for powiaty answers with the powiat's value, labelled as the powiat's. Observations are fetched by
slice, all territories and years of a variable at once, and kept for the life of the object: make a new one after an import.
Groups are computed from plain numbers; only a number that is shown asks for its cell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from mrl_desktop.analysis.formulas import Formula, Reference, compiled
from mrl_desktop.domain.facts import Fact, Mark
from mrl_desktop.domain.indicators import Catalogue, IndicatorDefinition
from mrl_desktop.domain.statistics import Observation, Statistics
from mrl_desktop.domain.territory import Level, Register

COUNTRY = "0000000"
UNKNOWN = frozenset({Mark.SUPPRESSED, Mark.NOT_YET, Mark.MISSING, Mark.DOUBTFUL_ZERO})
"""Marks of a value that must not be computed with."""

_CAUTIONS = (Mark.BREAK, Mark.INCOMPLETE, Mark.ESTIMATED, Mark.LOW_PRECISION, Mark.BELOW_FORMAT, Mark.JOINT)


Known = tuple[str, float | None, Mark]
"""What is known of a variable in one year: the code under which it stands, the value, its mark."""


class IndicatorValues:
    """Answers for any indicator or variable of the catalogue, any territory and year."""

    def __init__(self, catalogue: Catalogue, statistics: Statistics, register: Register) -> None:
        self.catalogue = catalogue
        self.register = register
        self._statistics = statistics
        self._formulas: dict[str, Formula] = {}
        self._observed: dict[str, dict[str, dict[int, Known]]] = {}
        self._asked: dict[str, set[str]] = {}
        self._resolved: dict[tuple[str, str], dict[int, Known]] = {}
        self._with_cells: dict[tuple[str, str, int], Observation | None] = {}
        self._celled: set[tuple[str, int]] = set()
        self._places: dict[tuple[str, bool], tuple[str, ...]] = {}
        self._columns: dict[tuple[Reference, str], dict[int, float]] = {}
        self._numbers: dict[tuple[str, str], Mapping[int, float]] = {}
        self._loaded: dict[str, set[str]] = {}
        self._texts: dict[str, str] = {}

    # -- facts --------------------------------------------------------------------------------------------------------

    def fact(self, indicator: str, territory: str, year: int | None = None) -> Fact:
        """An indicator's value; without a year the newest one there is. A fact without value says why in its mark.

        Raises KeyError for an id that is not in the catalogue.
        """
        definition = self.catalogue.indicators[indicator]
        self.load([indicator], [territory])
        if year is None:
            years = self.years(indicator, territory)
            if not years:
                return self._empty(definition, territory)
            year = years[-1]
        return self._computed(definition, territory, year)

    def facts(self, indicator: str, territory: str) -> list[Fact]:
        """The whole series of an indicator, years ascending; only years that have a value."""
        definition = self.catalogue.indicators[indicator]
        return [self._computed(definition, territory, year) for year in self.years(indicator, territory)]

    def many(self, indicator: str, territories: Collection[str], year: int) -> dict[str, Fact]:
        """One year of an indicator for many territories, those without a value included."""
        definition = self.catalogue.indicators[indicator]
        self.load([indicator], territories)
        references = self.formula(indicator).references
        years = {year - reference.years_back for reference in references} | {year - 1 for reference in references if reference.mean}
        self._bring_cells({place for reference in references for place in self._wanted(reference.variable, territories)}, years)
        return {territory: self._computed(definition, territory, year) for territory in territories}

    def variable(self, key: str, territory: str, year: int | None = None) -> Fact:
        """A published value as it stands in its file; without a year the newest. Raises KeyError for an unknown key."""
        variable = self.catalogue.variables[key]
        self._fetch({key: self._wanted(key, [territory])})
        series = self._series(key, territory)
        if year is None:
            year = max((y for y, known in series.items() if _usable(known) is not None), default=None)
        known = series.get(year) if year is not None else None
        if known is None or year is None:
            return Fact(
                key=key,
                label=variable.title,
                value=None,
                unit=variable.unit,
                year=year,
                territory=territory,
                territory_name=self._name(territory),
                mark=Mark.MISSING,
            )
        return self._of(key, known, year)

    # -- plain numbers ------------------------------------------------------------------------------------------------

    def years(self, indicator: str, territory: str) -> list[int]:
        """Years, ascending, in which the indicator has a value there."""
        return sorted(self.numbers(indicator, territory))

    def numbers(self, indicator: str, territory: str) -> Mapping[int, float]:
        """Year to value, without facts: for groups, where only the numbers are needed."""
        known = self._numbers.get((indicator, territory))
        if known is None:
            self.load([indicator], [territory])
            known = self._numbers[indicator, territory] = self._computed_numbers(self.formula(indicator), territory)
        return known

    def by_year(self, indicator: str, territories: Collection[str]) -> dict[int, dict[str, float]]:
        """Year to territory to value for a whole group; territories without a value are left out."""
        self.load([indicator], territories)
        found: dict[int, dict[str, float]] = {}
        for territory in territories:
            for year, value in self.numbers(indicator, territory).items():
                found.setdefault(year, {})[territory] = value
        return found

    def formula(self, indicator: str) -> Formula:
        """The compiled formula of an indicator."""
        if indicator not in self._formulas:
            self._formulas[indicator] = compiled(self.catalogue.indicators[indicator].formula)
        return self._formulas[indicator]

    def load(self, indicators: Iterable[str], territories: Collection[str]) -> None:
        """Fetches what these indicators need of these territories, in one slice, unless it is here already."""
        wanted: dict[str, set[str]] = {}
        for indicator in indicators:
            loaded = self._loaded.setdefault(indicator, set())
            if loaded.issuperset(territories):
                continue
            loaded.update(territories)
            for reference in self.formula(indicator).references:
                places = wanted.setdefault(reference.variable, set())
                if reference.country:
                    places.add(COUNTRY)
                else:
                    places.update(self._wanted(reference.variable, territories))
        self._fetch(wanted)

    # -- within -------------------------------------------------------------------------------------------------------

    def _wanted(self, variable: str, territories: Iterable[str]) -> set[str]:
        powiat_only = self._is_of_powiat(variable)
        return {place for territory in territories for place in self._where(territory, powiat_only)}

    def _fetch(self, wanted: Mapping[str, set[str]]) -> None:
        groups: dict[frozenset[str], list[str]] = {}
        for key, places in wanted.items():
            missing = frozenset(places - self._asked.setdefault(key, set()))
            if missing:
                groups.setdefault(missing, []).append(key)
        for missing, keys in groups.items():
            for key in keys:
                self._asked[key].update(missing)
            for series, territory, year, value, mark in self._statistics.readings(keys, missing):
                self._observed.setdefault(series, {}).setdefault(territory, {})[year] = territory, value, mark
            for stale in [pair for pair in self._resolved if pair[0] in keys]:
                del self._resolved[stale]

    def _bring_cells(self, places: Collection[str], years: Collection[int] | None = None) -> None:
        """Fetches where the values of some places stand, of everything asked for so far, in one slice."""
        missing = [place for place in places if years is None or any((place, year) not in self._celled for year in years)]
        for one in self._statistics.slice(list(self._asked), missing, years) if missing else ():
            self._with_cells[one.series, one.territory, one.year] = one
        found = {year for by_place in self._observed.values() for place in missing for year in by_place.get(place, ())} if years is None else years
        self._celled.update((place, year) for place in missing for year in found)

    def _where(self, territory: str, powiat_only: bool) -> tuple[str, ...]:
        """Codes under which a territory's value may stand, the best first: its own, codes it had before, its powiat."""
        if (territory, powiat_only) not in self._places:
            self._places[territory, powiat_only] = codes_of(self.register, territory, powiat_only)
        return self._places[territory, powiat_only]

    def _is_of_powiat(self, variable: str) -> bool:
        return self.catalogue.variables[variable].lowest == "powiat"

    def _series(self, variable: str, territory: str) -> dict[int, Known]:
        found = self._resolved.get((variable, territory))
        if found is None:
            found = {}
            by_place = self._observed.get(variable, {})
            for place in self._where(territory, self._is_of_powiat(variable)):
                for year, known in by_place.get(place, {}).items():
                    kept = found.get(year)
                    if kept is None or (_usable(kept) is None and _usable(known) is not None):
                        found[year] = known
            self._resolved[variable, territory] = found
        return found

    def _known(self, reference: Reference, territory: str, year: int) -> Known | None:
        place = COUNTRY if reference.country else territory
        return self._series(reference.variable, place).get(year - reference.years_back)

    def _computed_numbers(self, formula: Formula, territory: str) -> dict[int, float]:
        """The formula in every year in which all its inputs are known."""
        columns = [self._column(reference, territory) for reference in formula.references]
        years = set(columns[0]).intersection(*columns[1:]) if columns else set()
        found = {year: formula.value([column[year] for column in columns]) for year in years}
        return {year: value for year, value in found.items() if value is not None}

    def _column(self, reference: Reference, territory: str) -> dict[int, float]:
        """What a reference gives in every year, as far as it is known."""
        place = COUNTRY if reference.country else territory
        column = self._columns.get((reference, place))
        if column is None:
            series = self._series(reference.variable, place)
            known = {year: value for year, one in series.items() if (value := _usable(one)) is not None}
            if reference.mean:
                column = {year: (value + known[year - 1]) / 2 if year - 1 in known else value for year, value in known.items()}
            else:
                column = {year + reference.years_back: value for year, value in known.items()}
            self._columns[reference, place] = column
        return column

    def _computed(self, definition: IndicatorDefinition, territory: str, year: int) -> Fact:
        formula = self.formula(definition.id)
        inputs = tuple(self._input(reference, territory, year) for reference in formula.references)
        value = self.numbers(definition.id, territory).get(year)
        place = self._told_as(inputs, territory)
        if formula.is_plain:
            only = inputs[0]
            mark, source, text = only.mark, only.source, ""
            inputs = ()
        else:
            mark, source = _common_mark(inputs, value), None
            text = self._text(definition.id)
        return Fact(
            key=definition.id,
            label=definition.name,
            value=value,
            unit=definition.unit,
            year=year,
            territory=place,
            territory_name=self._name(place),
            decimals=definition.decimals,
            mark=mark if value is not None or mark in UNKNOWN else Mark.MISSING,
            source=source,
            formula=text,
            inputs=inputs,
        )

    def _text(self, indicator: str) -> str:
        """The formula of an indicator as people read it."""
        if indicator not in self._texts:
            titles = {key: variable.title for key, variable in self.catalogue.variables.items()}
            self._texts[indicator] = self.formula(indicator).for_people(titles)
        return self._texts[indicator]

    def _told_as(self, inputs: Iterable[Fact], territory: str) -> str:
        """Whose the value is: the territory's, or its powiat's when one of the inputs is published only there."""
        for fact in inputs:
            record = self.register.get(fact.territory)
            if (
                record is not None
                and record.level is Level.POWIAT
                and fact.territory != territory
                and not record.is_city_with_powiat_rights
            ):
                return fact.territory
        return territory

    def _input(self, reference: Reference, territory: str, year: int) -> Fact:
        place = COUNTRY if reference.country else territory
        known = self._known(reference, territory, year)
        title = self.catalogue.variables[reference.variable].title
        if known is None:
            return Fact(
                key=reference.variable,
                label=title,
                value=None,
                year=year - reference.years_back,
                territory=place,
                territory_name=self._name(place),
                mark=Mark.MISSING,
            )
        fact = self._of(reference.variable, known, year - reference.years_back)
        if not reference.mean or fact.value is None:
            return fact
        before = self._series(reference.variable, territory).get(year - 1)
        earlier = self._of(reference.variable, before, year - 1) if before is not None else None
        if earlier is None or earlier.value is None:
            return Fact(
                key=reference.variable,
                label=f"{title} – zamiast średniej stan z końca roku (brak roku poprzedniego)",
                value=fact.value,
                unit=fact.unit,
                year=year,
                territory=fact.territory,
                territory_name=fact.territory_name,
                mark=fact.mark,
                source=fact.source,
            )
        return Fact(
            key=reference.variable,
            label=f"{title} – średnia z roku i roku poprzedniego",
            value=(float(fact.value) + float(earlier.value)) / 2,
            unit=fact.unit,
            year=year,
            territory=fact.territory,
            territory_name=fact.territory_name,
            mark=_common_mark((fact, earlier), 0.0),
            formula="(stan z końca roku + stan z końca roku poprzedniego) ÷ 2",
            inputs=(earlier, fact),
        )

    def _of(self, key: str, known: Known, year: int) -> Fact:
        variable = self.catalogue.variables[key]
        place, value, mark = known
        if (place, year) not in self._celled:
            self._bring_cells([place])
        at = key, place, year
        if at not in self._with_cells:
            self._with_cells[at] = self._statistics.observation(key, place, year)
        observation = self._with_cells[at]
        return Fact(
            key=key,
            label=variable.title,
            value=_usable(known),
            unit=variable.unit,
            year=year,
            territory=place,
            territory_name=self._name(place),
            mark=mark if value is not None or mark is not Mark.NORMAL else Mark.MISSING,
            source=observation.source if observation is not None else None,
        )

    def _empty(self, definition: IndicatorDefinition, territory: str) -> Fact:
        return Fact(
            key=definition.id,
            label=definition.name,
            value=None,
            unit=definition.unit,
            territory=territory,
            territory_name=self._name(territory),
            decimals=definition.decimals,
            mark=Mark.MISSING,
        )

    def _name(self, territory: str) -> str:
        record = self.register.get(territory)
        if record is None:
            return ""
        if record.level is Level.POWIAT and not record.name.lower().startswith("powiat"):
            return f"powiat {record.name}"
        return record.name


def codes_of(register: Register, territory: str, powiat_only: bool) -> tuple[str, ...]:
    """Codes under which a territory's value may stand, the best first: its own, codes it had before, its powiat."""
    codes = [territory]
    record = register.get(territory)
    if record is not None and record.level in (Level.GMINA, Level.PART):
        codes.extend(former.code for former in register.predecessors(territory))
        if powiat_only or record.is_city_with_powiat_rights:
            powiat = register.ancestor(territory, Level.POWIAT)
            codes.extend([powiat.code] if powiat else [])
    return tuple(codes)


def _usable(known: Known) -> float | None:
    """The value when it may be computed with."""
    _, value, mark = known
    return None if mark in UNKNOWN else value


def _common_mark(inputs: Iterable[Fact], value: float | None) -> Mark:
    """What must be said of a number computed from these: why it is unknown, or the gravest caution."""
    marks = {fact.mark for fact in inputs}
    order = (Mark.SUPPRESSED, Mark.NOT_YET, Mark.DOUBTFUL_ZERO, Mark.MISSING) if value is None else _CAUTIONS
    return next((mark for mark in order if mark in marks), Mark.NORMAL)
