"""The diagnosis of the open project, computed once per state of the project, and single values for forms."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from mrl_desktop.analysis.diagnosis import Diagnosis, diagnose
from mrl_desktop.analysis.indicator_values import IndicatorValues
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.domain.settings import ComparisonGroup, OwnTerritory
from mrl_desktop.flows.open_project import OpenProject
from mrl_desktop.polish import number

_known: WeakKeyDictionary[OpenProject, tuple[object, Diagnosis]] = WeakKeyDictionary()
_values: WeakKeyDictionary[OpenProject, tuple[object, IndicatorValues]] = WeakKeyDictionary()


def _state(opened: OpenProject) -> object:
    """What the diagnosis depends on: the town, the group, the territories and the active files."""
    project = opened.project
    batches = tuple(sorted(str(batch.id) for batch in project.all(ImportBatch) if batch.active))
    return batches, opened.settings.territory, opened.settings.town_name, tuple(project.all(ComparisonGroup)), len(project.all(OwnTerritory))


def diagnosis_of(opened: OpenProject) -> Diagnosis:
    """The diagnosis of the project as it is now; the same object while nothing it depends on has changed."""
    state = _state(opened)
    known = _known.get(opened)
    if known is None or known[0] != state:
        known = (state, diagnose(opened.project, opened.statistics, opened.register, opened.catalogue))
        _known[opened] = known
    return known[1]


def known_diagnosis(opened: OpenProject) -> Diagnosis | None:
    """The diagnosis if it is computed already and still holds; None asks for `diagnosis_of`, best off the window's thread."""
    known = _known.get(opened)
    return known[1] if known is not None and known[0] == _state(opened) else None


def values_of(opened: OpenProject) -> IndicatorValues:
    """Indicator values of the project as it is now, kept while its data stay the same."""
    state = _state(opened)
    known = _values.get(opened)
    if known is None or known[0] != state:
        known = (state, IndicatorValues(opened.catalogue, opened.statistics, opened.register))
        _values[opened] = known
    return known[1]


def own_value(opened: OpenProject, indicator: str, year: int | None = None) -> Fact | None:
    """The town's value of an indicator; None without a town, a known indicator or data."""
    if indicator not in opened.catalogue.indicators or not opened.settings.territory:
        return None
    fact = values_of(opened).fact(indicator, opened.settings.territory, year)
    return fact if fact.value is not None else None


def shown_value(opened: OpenProject, indicator: str, year: int | None = None) -> str:
    """The same as a table shows it: „161,2 (2024)", or „brak danych"."""
    fact = own_value(opened, indicator, year)
    return f"{number(fact.value, fact.decimals)} ({fact.year})" if fact is not None else "brak danych"


