"""The town among others: which others, at which place, how far from their middle, rising or falling."""

from __future__ import annotations

import statistics as figures
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mrl_desktop.analysis.rules import rules, threshold
from mrl_desktop.domain.project import Project
from mrl_desktop.domain.settings import ComparisonGroup, Settings
from mrl_desktop.domain.statistics import Statistics
from mrl_desktop.domain.territory import Register

POPULATION = "ludnosc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The towns compared with; the own town is not among the members."""

    name: str
    members: tuple[str, ...]
    basis: str
    """How the group came about, one or two full Polish sentences."""
    chosen: bool = False
    """True for a group the planner made, False for the default one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Place in the group. Mean, median and quartiles are of the others, unweighted; the place counts the town too."""

    rank: int
    """1 is best; equal values share the better place („1224")."""
    count: int
    mean: float
    median: float
    q1: float
    q3: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The straight line through a series: change a year, and in a word whether it rises."""

    slope: float
    word: str
    """„wzrost", „spadek" or „bez wyraźnej zmiany"."""


def group_of(project: Project, register: Register, statistics: Statistics) -> Group:
    """The group the planner chose, or by default gminy of the same kind and size class.

    The size is taken from the newest imported population where the town has one, else from the register's table; `basis` says which.
    """
    own = project.single(Settings).territory
    chosen = next(iter(project.all(ComparisonGroup, lambda group: group.chosen)), None)
    if chosen is not None:
        members = tuple(dict.fromkeys(code for code in chosen.members if code != own))
        reason = chosen.reason.strip()
        return Group(name=chosen.name or "Grupa wybrana", members=members, basis=reason or "Grupę wybrał zespół.", chosen=True)
    if not own or register.get(own) is None:
        return Group(name="Grupa porównawcza", members=(), basis="Nie wybrano jeszcze miasta, więc nie ma z kim porównywać.")
    year = max(statistics.years(POPULATION, own), default=None)
    populations: dict[str, int] = {}
    if year is not None:
        populations = {
            observation.territory: int(observation.value)
            for observation in statistics.slice([POPULATION], statistics.territories(POPULATION, year), [year])
            if observation.value is not None
        }
    peers = register.default_peers(own, populations or None, year)
    return Group(name="Grupa domyślna", members=tuple(code for code in peers.codes if code != own), basis=peers.basis)


def position(values: Mapping[str, float], of: str, direction: str) -> Position:
    """Place of one territory among all `values` (itself included) and the middle of the others.

    With direction „-" the lowest value is first, else the highest. Raises KeyError when it has no value, ValueError without others.
    """
    own = values[of]
    others = [value for code, value in values.items() if code != of]
    if not others:
        raise ValueError("nie ma z kim porównywać")
    better = sum(value < own if direction == "-" else value > own for value in others)
    q1, median, q3 = quartiles(others)
    return Position(rank=better + 1, count=len(others) + 1, mean=figures.fmean(others), median=median, q1=q1, q3=q3)


def ranking(values: Mapping[str, float], direction: str) -> dict[str, int]:
    """Place of every territory, equal values sharing the better one („1224")."""
    ordered = sorted(values.values(), reverse=direction != "-")
    first: dict[float, int] = {}
    for place, value in enumerate(ordered, start=1):
        first.setdefault(value, place)
    return {code: first[value] for code, value in values.items()}


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Lower quartile, median, upper quartile by linear interpolation, as spreadsheets do (KWARTYL.PRZEDZ.ZAMK)."""
    if len(values) == 1:
        return values[0], values[0], values[0]
    q1, median, q3 = figures.quantiles(values, n=4, method="inclusive")
    return q1, median, q3


def trend(series: Mapping[int, float], stable: float | None = None) -> Trend | None:
    """The least-squares line through a series; None with fewer values than the rules ask for.

    It rises or falls when the change along the line over the whole period exceeds `stable` (in the unit), or without it
    the relative threshold of the rules times the mean.
    """
    if len(series) < threshold("zmiana", "najmniej_lat_trendu"):
        return None
    years = sorted(series)
    slope = figures.linear_regression(years, [series[year] for year in years]).slope
    along = slope * (years[-1] - years[0])
    limit = stable if stable is not None else abs(figures.fmean(series.values())) * threshold("zmiana", "nieistotna_procent") / 100
    if abs(along) <= limit:
        return Trend(slope=slope, word="bez wyraźnej zmiany")
    return Trend(slope=slope, word="wzrost" if along > 0 else "spadek")


def rating(z: float) -> str:
    """The words for a standardised value that already counts the direction: „mocna strona"."""
    return next((str(step["nazwa"]) for step in rules("thresholds")["ocena"] if z >= step["od"]), "")
