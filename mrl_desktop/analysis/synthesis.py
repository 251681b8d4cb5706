"""The synthetic picture: indicators made comparable against the group and averaged into sub-areas, areas, dimensions and one whole."""

from __future__ import annotations

import statistics as figures
from collections.abc import Iterable, Mapping, Sequence

from mrl_desktop.domain.indicators import IndicatorDefinition

Scores = Mapping[str, float]
"""Territory to score."""


def standardised(values: Scores, direction: str = "+", nominal: float | None = None, limit: float = 0.0) -> dict[str, float]:
    """z = k·(x − mean)/SD over all given values, SD of a population (÷N); all 0 when they do not differ.

    k is −1 for direction „-"; with „=" and a nominal value x becomes −|x − nominal|. `limit` cuts z to ±limit (0: not at all).
    """
    xs = _towards(values, direction, nominal)
    if not xs:
        return {}
    mean, deviation = figures.fmean(xs.values()), figures.pstdev(xs.values())
    if deviation <= 1e-12 * max(1.0, abs(mean)):
        return dict.fromkeys(xs, 0.0)
    scores = {code: (x - mean) / deviation for code, x in xs.items()}
    return {code: max(-limit, min(limit, z)) for code, z in scores.items()} if limit else scores


def unitarised(values: Scores, direction: str = "+", nominal: float | None = None) -> dict[str, float]:
    """u from 0 (worst of the group) to 1 (best); all 0 when they do not differ."""
    xs = _towards(values, direction, nominal)
    if not xs:
        return {}
    low, high = min(xs.values()), max(xs.values())
    return {code: (x - low) / (high - low) if high > low else 0.0 for code, x in xs.items()}


def relative(values: Scores, direction: str = "+") -> dict[str, float]:
    """r = 100·x/mean, or 100·mean/x where less is better; territories that would divide by zero are left out."""
    if not values:
        return {}
    mean = figures.fmean(values.values())
    if direction == "-":
        return {code: 100 * mean / x for code, x in values.items() if x}
    return {code: 100 * x / mean for code, x in values.items()} if mean else {}


def scored(values: Scores, indicator: IndicatorDefinition, method: str = "standaryzacja", limit: float = 3.0) -> dict[str, float]:
    """Scores of one indicator by the method the rules name: standaryzacja, unitaryzacja or relacja. Raises ValueError for another."""
    match method:
        case "standaryzacja":
            return standardised(values, indicator.direction, indicator.nominal, limit)
        case "unitaryzacja":
            return unitarised(values, indicator.direction, indicator.nominal)
        case "relacja":
            return relative(values, indicator.direction)
    raise ValueError(f"nieznana metoda syntezy: {method}")


def counts(indicator: IndicatorDefinition) -> bool:
    """Whether the indicator says better or worse at all and so enters the picture."""
    return indicator.direction in "+-" or indicator.nominal is not None


def averaged(scores: Sequence[Scores], coverage: float = 0.5) -> dict[str, float]:
    """Mean score of each territory that has at least this part of the given scores."""
    codes = {code for one in scores for code in one}
    found: dict[str, float] = {}
    for code in codes:
        own = [one[code] for one in scores if code in one]
        if own and len(own) >= coverage * len(scores):
            found[code] = figures.fmean(own)
    return found


def picture(scores: Mapping[str, Scores], indicators: Iterable[IndicatorDefinition], coverage: float = 0.5) -> dict[str, dict[str, float]]:
    """Scores per level of the hierarchy: keys „G1/Przedsiębiorczość" (sub-area), „G1" (area), „G" (dimension) and „" (whole).

    `scores` is indicator id to territory to score. A sub-area needs the coverage, the levels above are means of what there is.
    """
    in_sub_area: dict[tuple[str, str, str], list[Scores]] = {}
    for indicator in indicators:
        if scores.get(indicator.id):
            in_sub_area.setdefault((indicator.dimension, indicator.area, indicator.sub_area), []).append(scores[indicator.id])
    result: dict[str, dict[str, float]] = {}
    areas: dict[tuple[str, str], list[Scores]] = {}
    for (dimension, area, sub_area), members in in_sub_area.items():
        result[f"{area}/{sub_area}"] = averaged(members, coverage)
        areas.setdefault((dimension, area), []).append(result[f"{area}/{sub_area}"])
    dimensions: dict[str, list[Scores]] = {}
    for (dimension, area), members in areas.items():
        result[area] = averaged(members, 0.0)
        dimensions.setdefault(dimension, []).append(result[area])
    for dimension, members in dimensions.items():
        result[dimension] = averaged(members, 0.0)
    if dimensions:
        result[""] = averaged([result[dimension] for dimension in dimensions], 0.0)
    return result


def _towards(values: Scores, direction: str, nominal: float | None) -> dict[str, float]:
    """Values turned so that more is better."""
    if direction == "=":
        return {code: -abs(x - nominal) for code, x in values.items()} if nominal is not None else {}
    sign = -1.0 if direction == "-" else 1.0
    return {code: sign * x for code, x in values.items()}
