"""A chart as data: several painters (window, Word, matplotlib) draw the same numbers from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mrl_desktop.domain.facts import Fact


class ChartKind(StrEnum):
    LINE = "line"
    BAR = "bar"
    COLUMN = "column"
    STACKED = "stacked"
    SCATTER = "scatter"
    RADAR = "radar"
    PYRAMID = "pyramid"
    GANTT = "gantt"
    HEATMAP = "heatmap"
    TREE = "tree"


class Role(StrEnum):
    """What a series is, which decides how it looks everywhere."""

    OWN = "own"
    GROUP = "group"
    BAND_LOW = "band_low"
    BAND_HIGH = "band_high"
    OTHER = "other"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSeries:
    """One line, set of bars or set of points. `xs` only for scatter; for Gantt `values` are starts and `xs` ends (years as decimals)."""

    name: str
    values: tuple[float | None, ...]
    role: Role = Role.OTHER
    xs: tuple[float | None, ...] = ()
    labels: tuple[str, ...] = ()
    """Names of points (scatter), texts in cells (heat map), or nothing."""
    facts: tuple[Fact | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """A node of a goal or problem tree."""

    code: str
    text: str
    children: tuple[TreeNode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Everything a painter needs. The title says the finding, the subtitle the measure, unit and years."""

    kind: ChartKind
    title: str
    subtitle: str = ""
    unit: str = ""
    categories: tuple[str, ...] = ()
    series: tuple[ChartSeries, ...] = ()
    x_title: str = ""
    y_title: str = ""
    decimals: int = 1
    source: str = ""
    alt: str = ""
    """Text equivalent for readers who cannot see the picture; written from the data."""
    root: TreeNode | None = None
    zero_based: bool = True
    high_is_good: bool = False
    """For heat maps: a great value is calm and a small one grave (marks), not the other way round (risks)."""
