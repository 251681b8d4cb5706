"""Which kinds of chart Word can draw itself, and the colours all painters of documents share.

Colours are told apart by eyes that do not see red or green, and in grey print by lightness; the window's painter reads
the same table.
"""

from __future__ import annotations

from collections.abc import Sequence

from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries, Role

NATIVE = frozenset({ChartKind.LINE, ChartKind.BAR, ChartKind.COLUMN, ChartKind.STACKED})
"""Radars and scatters are pictures: Word cannot keep their labels apart."""
BAND_NAME = "środkowa połowa grupy"

INK = "1B2A41"
MUTED = "5F6B7A"
GRID = "DADDE2"
BAND = "D5D9E0"
OWN = "1F5FA8"
GROUP = "7B8794"
COUNTRY = "3E4650"
OTHERS = ("5B8DB8", "B9772B", "4F7F6B", "8C6BA8", "A65A5A", "6B7F2E", "2F6F8F", "9A8350")
SHADES = ("1F5FA8", "6FA3D0", "A8641F", "DDB27A", "5F6B7A", "A9B2BD")
"""For parts of a whole, dark and light in turn."""


def is_native(kind: ChartKind) -> bool:
    """Whether Word draws this kind itself; the rest become pictures."""
    return kind in NATIVE


def colour(chart: Chart, series: ChartSeries) -> str:
    """RRGGBB of a series: by its role first, then by its place among the others."""
    fixed = {Role.OWN: OWN, Role.GROUP: GROUP, Role.COUNTRY: COUNTRY, Role.BAND_LOW: BAND, Role.BAND_HIGH: BAND}
    if chart.kind is ChartKind.STACKED:
        return SHADES[list(chart.series).index(series) % len(SHADES)]
    if series.role in fixed:
        return fixed[series.role]
    others = [other for other in chart.series if other.role is Role.OTHER]
    return OTHERS[others.index(series) % len(OTHERS)]


def highlighted(chart: Chart) -> Sequence[bool]:
    """For rankings: which category is the own town. The own series names it in its labels with „*"."""
    own = next((series for series in chart.series if series.role is Role.OWN), None)
    if own is None or not own.labels:
        return [False] * len(chart.categories)
    return [label == "*" for label in own.labels]


def band(chart: Chart) -> tuple[ChartSeries, ChartSeries] | None:
    """The lower and upper edge of the group's band, when the chart has one."""
    low = next((series for series in chart.series if series.role is Role.BAND_LOW), None)
    high = next((series for series in chart.series if series.role is Role.BAND_HIGH), None)
    return (low, high) if low and high else None


def lines(chart: Chart) -> list[ChartSeries]:
    """Everything that is not an edge of the band, in order."""
    return [series for series in chart.series if series.role not in (Role.BAND_LOW, Role.BAND_HIGH)]
