"""Asking for one number: which territory, which indicator or series, which year; the answer says where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mrl_desktop.analysis.indicator_values import IndicatorValues
from mrl_desktop.domain.facts import Fact, Mark
from mrl_desktop.domain.findings import Finding, Severity
from mrl_desktop.domain.indicators import Catalogue
from mrl_desktop.domain.statistics import Series
from mrl_desktop.flows.open_project import OpenProject
from mrl_desktop.polish import fold


class NoAnswer(Exception):
    """The question names something nobody knows, or more than one thing; the finding says what to ask instead."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a word of the question means: an indicator or a variable of the catalogue, or a series beside it."""

    key: str
    indicator: bool
    series: Series | None = None
    """Set for an imported series that the catalogue does not know."""


def answer(opened: OpenProject, what: str, *, territory: str = "", year: int | None = None) -> Fact:
    """The fact asked for; its value is None when nothing is known of that year. Raises NoAnswer.

    `what` is an indicator id („D07"), a variable key („ludnosc"), the key of a series outside the catalogue, or part of a name; `territory` a name or code, by default the town.
    """
    asked = meaning(opened.catalogue, what, opened.statistics.series())
    code = place(opened, territory)
    if asked.series is not None:
        return _observed(opened, asked.series, code, year)
    values = IndicatorValues(opened.catalogue, opened.statistics, opened.register)
    return values.fact(asked.key, code, year) if asked.indicator else values.variable(asked.key, code, year)


def _observed(opened: OpenProject, series: Series, territory: str, year: int | None) -> Fact:
    """The value of a series the catalogue does not know, as its file gives it; the newest year unless one is named."""
    years = opened.statistics.years(series.key, territory)
    asked = year if year is not None else max(years, default=None)
    found = opened.statistics.observation(series.key, territory, asked) if asked is not None else None
    place_of = opened.register.get(territory)
    return Fact(
        key=series.key,
        label=series.title,
        value=found.value if found else None,
        unit=series.unit,
        year=asked,
        territory=territory,
        territory_name=place_of.name if place_of else territory,
        mark=found.mark if found else Mark.MISSING,
        source=found.source if found else None,
    )


def meaning(catalogue: Catalogue, what: str, series: Mapping[str, Series] | None = None) -> Asked:
    """The one indicator, variable or imported series that `what` names. Raises NoAnswer for none or several."""
    wanted = what.strip()
    others = {key: one for key, one in (series or {}).items() if key not in catalogue.variables}
    for key in catalogue.indicators:
        if key.casefold() == wanted.casefold():
            return Asked(key=key, indicator=True)
    if wanted in catalogue.variables:
        return Asked(key=wanted, indicator=False)
    if wanted in others:
        return Asked(key=wanted, indicator=False, series=others[wanted])
    words = fold(wanted).split()
    named = [(Asked(key=one.id, indicator=True), one.name) for one in catalogue.indicators.values()]
    named += [(Asked(key=one.key, indicator=False), one.title) for one in catalogue.variables.values()]
    named += [(Asked(key=key, indicator=False, series=one), one.title) for key, one in others.items()]
    found = [(asked, name) for asked, name in named if words and all(word in fold(name) for word in words)]
    exact = [pair for pair in found if fold(pair[1]) == fold(wanted)]
    if len(exact or found) == 1:
        return (exact or found)[0][0]
    if not found:
        raise _no("Q01", f"Nie ma wskaźnika ani zmiennej „{what}”.", "Podaj symbol wskaźnika (np. D07), klucz zmiennej (np. ludnosc) albo część nazwy.")
    some = "; ".join(f"{asked.key} – {name}" for asked, name in found[:8])
    raise _no("Q02", f"„{what}” może znaczyć kilka rzeczy: {some}.", "Podaj symbol lub klucz jednej z nich.")


def place(opened: OpenProject, territory: str) -> str:
    """Code of the territory named, or of the town when nothing is named. Raises NoAnswer."""
    if not territory.strip():
        if not opened.settings.territory:
            raise _no("Q03", "W projekcie nie wybrano jeszcze miasta.", "Podaj jednostkę, o którą pytasz, albo wybierz miasto.")
        return opened.settings.territory
    known = opened.register.get(territory.strip())
    if known is not None:
        return known.code
    found = opened.register.find(territory)
    same = [one for one in found if fold(one.name) == fold(territory)]
    candidates = same or found
    if not candidates:
        raise _no("Q04", f"Nie ma jednostki „{territory}”.", "Podaj nazwę gminy, powiatu lub województwa albo kod TERYT.")
    if len(candidates) > 1:
        own = [one for one in candidates if one.code == opened.settings.territory]
        if own:
            return own[0].code
        some = "; ".join(f"{one.label} ({one.code})" for one in candidates[:8])
        raise _no("Q05", f"„{territory}” to nazwa kilku jednostek: {some}.", "Podaj kod jednej z nich.")
    return candidates[0].code


def _no(code: str, message: str, hint: str) -> NoAnswer:
    return NoAnswer(Finding(severity=Severity.ERROR, code=code, message=message, hint=hint))
