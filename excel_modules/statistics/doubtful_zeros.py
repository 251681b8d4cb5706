"""Zeros that may be a hidden „no data": wide exports print confidential and unavailable values as 0 and say nothing more."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

ENOUGH = 15
"""Non-zero values a series needs before its zeros can be called isolated."""
RARE = 0.05
"""Largest share of zeros that still counts as isolated."""
GAP = 0.1
"""A zero is isolated when the smallest other value is at least this share of the median: nothing lies between."""
ENOUGH_YEARS = 5
GAP_OVER_YEARS = 0.5
"""The same within one territory over years, where values lie closer together."""


def doubtful_zeros(series: Sequence[int], units: Sequence[int], values: Sequence[float | None]) -> list[int]:
    """Places of zeros that stand apart from the other values of their series, or of their territory over the years.

    Series with negative values (balances) and series in which small values are common have honest zeros.
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


def _split(places: Sequence[int], values: Sequence[float | None]) -> tuple[list[int], list[float]]:
    zeros = [place for place in places if values[place] == 0]
    others = [value for place in places if (value := values[place])]
    return zeros, others


def _isolated(zeros: Sequence[int], others: Sequence[float], enough: int, gap: float, rare: float = RARE) -> bool:
    if len(others) < enough or len(zeros) > max(1, rare * (len(others) + len(zeros))):
        return False
    return min(others) >= gap * median(others)
