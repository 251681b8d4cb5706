"""Zeros that may be a hidden „no data": wide exports print confidential and unavailable values as 0 and say nothing more."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

Parts = tuple[int, int, int]
"""A municipality, its town, its countryside, as numbers of units."""

ENOUGH = 15
"""Non-zero values a series needs before its zeros can be called isolated."""
RARE = 0.05
"""Largest share of zeros that still counts as isolated."""
GAP = 0.1
"""A zero is isolated when the smallest other value is at least this share of the median: nothing lies between."""
ENOUGH_YEARS = 5
GAP_OVER_YEARS = 0.5
"""The same within one territory over years, where values lie closer together."""
FEW_UNITS, LARGE = 3, 100
"""A year without data: zero for every one of at least so many territories, while other years have hardly a zero and, in a file of few
territories, their median is at least so large."""


def doubtful_zeros(series: Sequence[int], units: Sequence[int], years: Sequence[int], values: Sequence[float | None], parts: Sequence[Parts] = ()) -> list[int]:
    """Places of zeros that stand apart from the other values of their series, or of their territory over the years; those of a year
    in which every territory has zero; those of both parts of a municipality that is not zero itself.

    Otherwise series with negative values (balances) and series in which small values are common have honest zeros.
    """
    places: dict[int, array[int]] = defaultdict(lambda: array("i"))
    with_zero = {series[place] for place, value in enumerate(values) if value == 0}
    if not with_zero:
        return []
    for place, number in enumerate(series):
        if number in with_zero:
            places[number].append(place)
    found: list[int] = []
    for of_series in places.values():
        without = _of_empty_years(of_series, years, values)
        without += _of_hollow_parts(of_series, units, years, values, parts)
        if without:
            found += without
            gone = set(without)
            of_series = array("i", (place for place in of_series if place not in gone))
        zeros, others = _split(of_series, values)
        if any(value < 0 for value in others):
            continue
        if _isolated(zeros, others, ENOUGH, GAP):
            found.extend(zeros)
            continue
        over_years: dict[int, list[int]] = defaultdict(list)
        for place in of_series:
            over_years[units[place]].append(place)
        for zero_unit in {units[place] for place in zeros}:
            own_zeros, own_others = _split(over_years[zero_unit], values)
            if len(own_zeros) < len(own_others) and _isolated(own_zeros, own_others, ENOUGH_YEARS, GAP_OVER_YEARS, rare=0.5) and median(own_others) >= 100:
                found.extend(own_zeros)
    return sorted(found)


def parts_of_municipalities(codes: Sequence[str]) -> list[Parts]:
    """Units of one table that are a mixed municipality (its TERYT code ends with 3), its town (4) and its countryside (5)."""
    at = {code: number for number, code in enumerate(codes) if len(code) == 7 and code.isdigit()}
    return [
        (whole, at[code[:-1] + "4"], at[code[:-1] + "5"])
        for code, whole in at.items()
        if code.endswith("3") and code[:-1] + "4" in at and code[:-1] + "5" in at
    ]


def _of_empty_years(places: Sequence[int], years: Sequence[int], values: Sequence[float | None]) -> list[int]:
    """Zeros of years in which no territory has anything but zero."""
    of_year: dict[int, list[int]] = defaultdict(list)
    for place in places:
        if values[place] is not None:
            of_year[years[place]].append(place)
    empty = {year for year, those in of_year.items() if len(those) >= FEW_UNITS and not any(values[place] for place in those)}
    if not empty or len(empty) == len(of_year):
        return []
    others = [abs(value) for year, those in of_year.items() if year not in empty for place in those if (value := values[place]) is not None]
    fewest = min(len(of_year[year]) for year in empty)
    if len(others) < FEW_UNITS or others.count(0) > GAP * len(others) or (fewest < ENOUGH and median(others) < LARGE):
        return []
    return [place for year in empty for place in of_year[year]]


def _of_hollow_parts(
    places: Sequence[int], units: Sequence[int], years: Sequence[int], values: Sequence[float | None], parts: Sequence[Parts]
) -> list[int]:
    """Zeros of the town and the countryside of a municipality that together should make what the municipality has."""
    if not parts:
        return []
    at = {(units[place], years[place]): place for place in places}
    found: list[int] = []
    for year in {year for _, year in at}:
        for whole, *halves in parts:
            own = at.get((whole, year))
            pair = [place for half in halves if (place := at.get((half, year))) is not None]
            if own is not None and values[own] and len(pair) == 2 and not any(values[place] != 0 for place in pair):
                found += pair
    return found


def _split(places: Sequence[int], values: Sequence[float | None]) -> tuple[list[int], list[float]]:
    zeros = [place for place in places if values[place] == 0]
    others = [value for place in places if (value := values[place])]
    return zeros, others


def _isolated(zeros: Sequence[int], others: Sequence[float], enough: int, gap: float, rare: float = RARE) -> bool:
    if len(others) < enough or len(zeros) > max(1, rare * (len(others) + len(zeros))):
        return False
    return min(others) >= gap * median(others)
