"""Charts Word has no good type for, as pictures: pyramid, schedule, heat map, tree, radar, scatter. The same data gives the same bytes."""

from __future__ import annotations

import io
import textwrap
from functools import lru_cache
from typing import Any

from generator.charts import kinds
from mrl_desktop.domain.charts import Chart, ChartKind, Role, TreeNode
from mrl_desktop.paths import resource
from mrl_desktop.polish import hard_spaces, number

DPI = 200
HEAT = ("E8F1EA", "F4EFD9", "F6DFC0", "EFC3AE", "DE9A8E")
"""From calm to grave, light enough for dark text on every step."""
NAME_LETTERS = 30
"""Letters in a line of a row's name beside a heat map."""
TREE_GAP_CM = 0.7
"""Room between two columns of a tree, where its lines run."""


def png(chart: Chart, width_cm: float = 16.0, dpi: int = DPI) -> bytes:
    """The chart as a PNG of this width, without its title, which stands in the text. Kept while the program runs, by the data it was drawn from."""
    return _png(chart, round(width_cm, 2), dpi)


def height_cm(chart: Chart, width_cm: float = 16.0) -> float:
    """How tall the picture will be: charts of many rows grow with them."""
    rows = len(chart.categories)
    if chart.kind is ChartKind.GANTT:
        return 0.5 + 0.56 * max(rows, 1) + 1.0
    if chart.kind is ChartKind.PYRAMID:
        return 0.7 + 0.5 * max(rows, 6) + 1.0
    if chart.kind is ChartKind.TREE and chart.root is not None:
        return 0.4 + _leaf_cm(chart.root, width_cm) * max(_leaves(chart.root), 2)
    if chart.kind is ChartKind.HEATMAP:
        return 1.6 + 1.05 * max(len(chart.series), 2)
    if chart.kind is ChartKind.RADAR:
        return width_cm * 0.58
    return width_cm * 0.52


@lru_cache(maxsize=256)
def _png(chart: Chart, width_cm: float, dpi: int) -> bytes:
    buffer = io.BytesIO()
    drawn(chart, width_cm, dpi).savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return buffer.getvalue()


def drawn(chart: Chart, width_cm: float = 16.0, dpi: int = DPI) -> Any:
    """The chart as a matplotlib figure. Raises ValueError for a kind Word draws itself."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    painters = {
        ChartKind.PYRAMID: _pyramid,
        ChartKind.GANTT: _gantt,
        ChartKind.HEATMAP: _heatmap,
        ChartKind.TREE: _tree,
        ChartKind.RADAR: _radar,
        ChartKind.SCATTER: _scatter,
    }
    painter = painters.get(chart.kind)
    if painter is None:
        raise ValueError(f"no picture is drawn for a chart of kind {chart.kind}: Word draws it itself")
    _fonts()
    figure = Figure(figsize=(width_cm / 2.54, height_cm(chart, width_cm) / 2.54), dpi=dpi, facecolor="white")
    FigureCanvasAgg(figure)
    painter(figure, chart)
    return figure


@lru_cache(maxsize=1)
def _fonts() -> None:
    import matplotlib as mpl
    from matplotlib import font_manager

    for file in sorted(resource("fonts").glob("Lato-*.ttf")):
        font_manager.fontManager.addfont(str(file))
    mpl.rcParams["font.family"] = ["Lato", "DejaVu Sans"]
    mpl.rcParams["font.size"] = 9
    mpl.rcParams["text.color"] = "#" + kinds.INK
    mpl.rcParams["text.hinting"] = "none"  # letters of print keep their shape, and are drawn in half the time


def _axes(figure: Any, left_cm: float, *, bottom_cm: float = 1.0, top_cm: float = 0.5, right_cm: float = 0.4) -> Any:
    width, height = figure.get_figwidth() * 2.54, figure.get_figheight() * 2.54
    axes = figure.add_axes((left_cm / width, bottom_cm / height, (width - left_cm - right_cm) / width, (height - bottom_cm - top_cm) / height))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#" + kinds.GRID)
    axes.tick_params(length=0, colors="#" + kinds.INK)
    axes.set_axisbelow(True)
    return axes


def _pyramid(figure: Any, chart: Chart) -> None:
    """Two series, men to the left and women to the right; more series are outlines of another year or variant."""
    axes = _axes(figure, 1.9)
    rows = range(len(chart.categories))
    left, right = chart.series[0], chart.series[1]
    peak = max((value or 0.0) for series in chart.series for value in series.values) or 1.0
    axes.barh(rows, [-(value or 0) for value in left.values], height=0.82, color="#" + kinds.OTHERS[0])
    axes.barh(rows, [value or 0 for value in right.values], height=0.82, color="#" + kinds.OTHERS[1])
    for index, series in enumerate(chart.series[2:]):
        side = -1 if index % 2 == 0 else 1
        edges = [side * (value or 0) for value in series.values]
        axes.step([edges[0], *edges], [-0.5, *[row + 0.5 for row in rows]], where="post", color="#" + kinds.INK, linewidth=1.1)
    axes.set_yticks(list(rows), chart.categories, fontsize=8)
    axes.set_xlim(-1.12 * peak, 1.12 * peak)
    axes.set_ylim(-0.6, len(chart.categories) - 0.4)
    axes.axvline(0, color="white", linewidth=1.5)
    axes.grid(axis="x", color="#" + kinds.GRID, linewidth=0.6)
    ticks = [tick for tick in axes.get_xticks() if abs(tick) <= 1.12 * peak]
    axes.set_xticks(ticks, [number(abs(tick), 0) for tick in ticks], fontsize=8)
    top = len(chart.categories) - 0.6
    axes.text(-1.1 * peak, top, left.name, ha="left", va="top", fontweight="bold", color="#" + kinds.OTHERS[0], fontsize=9)
    axes.text(1.1 * peak, top, right.name, ha="right", va="top", fontweight="bold", color="#8A5517", fontsize=9)
    if len(chart.series) > 2:
        names = " i ".join(dict.fromkeys(series.name for series in chart.series[2:]))
        axes.text(1.1 * peak, top - 1.1, f"linia: {names}", ha="right", va="top", fontsize=8, color="#" + kinds.INK)


def _gantt(figure: Any, chart: Chart) -> None:
    axes = _axes(figure, figure.get_figwidth() * 2.54 * 0.5)
    series = chart.series[0]
    rows = list(range(len(chart.categories)))
    starts = [value or 0.0 for value in series.values]
    ends = [value or 0.0 for value in series.xs]
    widths = [max(end - start, 0.04) for start, end in zip(starts, ends, strict=True)]
    axes.barh(rows, widths, left=starts, height=0.55, color="#" + kinds.OWN)
    axes.set_yticks(rows, [_two_lines(category, 62) for category in chart.categories], fontsize=7)
    axes.invert_yaxis()
    first, last = int(min(starts)), int(max(ends) + 0.999)
    axes.set_xlim(first, last)
    axes.set_xticks([year + 0.5 for year in range(first, last)], [str(year) for year in range(first, last)], fontsize=8.5)
    for year in range(first, last + 1):
        axes.axvline(year, color="#" + kinds.GRID, linewidth=0.8, zorder=0)


def _two_lines(words: str, letters: int) -> str:
    lines = textwrap.wrap(hard_spaces(words), letters)
    if len(lines) > 2:
        lines = [lines[0], textwrap.shorten(" ".join(lines[1:]), letters, placeholder="…")]
    return "\n".join(lines)


def _heatmap(figure: Any, chart: Chart) -> None:
    """Rows are series from the top, columns categories; the step of colour is the value's share of the greatest one, empty cells stay white."""
    from matplotlib.patches import Rectangle

    names = ["\n".join(textwrap.wrap(hard_spaces(series.name), NAME_LETTERS)) for series in chart.series]
    longest = max((len(line) for name in names for line in name.split("\n")), default=1)
    axes = _axes(figure, 1.0 + longest * 0.155, bottom_cm=1.5 if chart.x_title else 0.9, top_cm=0.2)
    peak = max((value or 0.0) for series in chart.series for value in series.values) or 1.0
    count = len(chart.series)
    letters = max(int((figure.get_figwidth() * 2.54 - longest * 0.155) / max(len(chart.categories), 1) / 0.19), 6)
    for row, series in enumerate(chart.series):
        for column, value in enumerate(series.values):
            if value is None:
                continue
            share = (peak + 1.0 - value if chart.high_is_good else value) / peak
            step = min(int(share * len(HEAT)), len(HEAT) - 1)
            place = (column, count - 1 - row)
            axes.add_patch(Rectangle(place, 1, 1, facecolor="#" + HEAT[step], edgecolor="white", linewidth=2))
            words = series.labels[column] if column < len(series.labels) else number(value, chart.decimals)
            axes.text(place[0] + 0.5, place[1] + 0.5, textwrap.fill(words, letters), ha="center", va="center", fontsize=8.5, fontweight="bold")
    axes.set_xlim(0, len(chart.categories))
    axes.set_ylim(0, count)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([index + 0.5 for index in range(len(chart.categories))], chart.categories if chart.x_title else [""] * len(chart.categories))
    axes.set_yticks([count - 0.5 - index for index in range(count)], names, fontsize=8.5)
    axes.set_xlabel(chart.x_title, color="#" + kinds.MUTED)
    axes.set_ylabel(chart.y_title, color="#" + kinds.MUTED)


def _radar(figure: Any, chart: Chart) -> None:
    """Spokes are categories; the ring at zero is drawn heavier, other series dashed behind the own one."""
    import math

    height = figure.get_figheight() * 2.54
    axes = figure.add_axes((0.2, 1.75 / height, 0.6, (height - 2.75) / height), projection="polar")
    count = len(chart.categories)
    angles = [2 * math.pi * index / count for index in range(count)]
    axes.set_theta_offset(math.pi / 2)
    axes.set_theta_direction(-1)
    for series in sorted(chart.series, key=lambda one: one.role is Role.OWN):
        own = series.role is Role.OWN
        values = [float("nan") if value is None else value for value in series.values]
        axes.plot(
            [*angles, angles[0]],
            [*values, values[0]],
            color="#" + kinds.colour(chart, series),
            linewidth=2.2 if own else 1.3,
            linestyle="-" if own else "--",
            marker="o" if own else None,
            markersize=3.5,
            label=series.name,
        )
    axes.set_xticks(angles, [textwrap.fill(category, 20) for category in chart.categories], fontsize=8.5)
    axes.tick_params(axis="x", pad=5)
    for label, angle in zip(axes.get_xticklabels(), angles, strict=True):
        side = math.sin(angle)
        label.set_horizontalalignment("center" if abs(side) < 0.1 else "left" if side > 0 else "right")
    axes.set_rlabel_position(180 / max(count, 1))
    axes.tick_params(axis="y", labelsize=7, colors="#" + kinds.MUTED)
    ticks = [tick for tick in axes.get_yticks() if axes.get_ylim()[0] <= tick <= axes.get_ylim()[1]]
    axes.set_yticks(ticks, [number(tick, chart.decimals if chart.decimals < 2 else 1) for tick in ticks])
    axes.grid(color="#" + kinds.GRID, linewidth=0.7)
    axes.spines["polar"].set_color("#" + kinds.GRID)
    figure.legend(loc="lower center", ncol=len(chart.series), frameon=False, fontsize=8.5)


def _scatter(figure: Any, chart: Chart) -> None:
    """Points with their names kept apart; lines through zero part the quadrants."""
    from matplotlib.ticker import MaxNLocator

    axes = _axes(figure, 1.9, bottom_cm=1.5)
    axes.spines["left"].set_visible(True)
    axes.spines["left"].set_color("#" + kinds.GRID)
    axes.grid(color="#" + kinds.GRID, linewidth=0.6)
    axes.margins(x=0.2, y=0.14)
    points: list[tuple[float, float, str]] = []
    for series in chart.series:
        pairs = [(x, y, series.labels[index] if index < len(series.labels) else "") for index, (x, y) in enumerate(zip(series.xs, series.values, strict=True)) if x is not None and y is not None]
        axes.scatter([x for x, _, _ in pairs], [y for _, y, _ in pairs], s=34, color="#" + kinds.colour(chart, series), zorder=3)
        points += [(x, y, name) for x, y, name in pairs if name]
    axes.axhline(0, color="#" + kinds.MUTED, linewidth=0.9, zorder=2)
    axes.axvline(0, color="#" + kinds.MUTED, linewidth=0.9, zorder=2)
    axes.set_xlabel(chart.x_title, color="#" + kinds.MUTED, fontsize=8.5)
    axes.set_ylabel(chart.y_title, color="#" + kinds.MUTED, fontsize=8.5)
    axes.xaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(lambda value, _: number(round(value, 6), min(chart.decimals, 1)))
    axes.yaxis.set_major_formatter(lambda value, _: number(round(value, 6), chart.decimals))
    axes.tick_params(labelsize=8)
    figure.canvas.draw()
    _names_apart(axes, points)


def _names_apart(axes: Any, points: list[tuple[float, float, str]]) -> None:
    """Writes each name beside its point at the first place where it covers neither a point nor another name."""
    size = 8.0
    places = {name: axes.transData.transform((x, y)) for x, y, name in points}
    scale = axes.figure.dpi / 72
    taken = [(px - 5 * scale, py - 5 * scale, px + 5 * scale, py + 5 * scale) for px, py in places.values()]
    for name in sorted(places, key=lambda one: -places[one][1]):
        px, py = places[name]
        wide, tall = len(name) * size * 0.52 * scale, size * 1.25 * scale
        offsets = [(7, 0, "left"), (-7, 0, "right"), *((side * 7, step, "left" if side > 0 else "right") for step in (9, -9, 18, -18, 27, -27, 36, -36) for side in (1, -1))]
        for dx, dy, align in offsets:
            left = px + dx * scale - (wide if align == "right" else 0)
            box = (left, py + dy * scale - tall / 2, left + wide, py + dy * scale + tall / 2)
            if not any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken):
                break
        taken.append(box)
        line = {"arrowstyle": "-", "color": "#" + kinds.GROUP, "linewidth": 0.6} if abs(dy) > 9 else None
        axes.annotate(name, axes.transData.inverted().transform((px, py)), (dx, dy), textcoords="offset points", ha=align, va="center", fontsize=size, arrowprops=line)


def _leaves(node: TreeNode) -> int:
    return sum(_leaves(child) for child in node.children) if node.children else 1


def _depth(node: TreeNode) -> int:
    return 1 + max((_depth(child) for child in node.children), default=0)


def _columns(root: TreeNode, width_cm: float) -> list[tuple[float, float, int]]:
    """(left, right, letters in a line) of each column of a tree in cm: the root needs little room, the leaves most."""
    depth = _depth(root)
    weights = [1.0] * depth
    if depth > 2:
        weights[0], weights[-1] = 0.72, 1.35
    columns, left = [], 0.0
    for weight in weights:
        right = left + weight / sum(weights) * width_cm
        columns.append((left, right - TREE_GAP_CM, int((right - left - TREE_GAP_CM - 0.4) * 6.3)))
        left = right
    return columns


def _lines_of(node: TreeNode, letters: int) -> list[str]:
    lines = textwrap.wrap(hard_spaces(f"{node.code} {node.text}".strip()), letters) or [""]
    return [*lines[:3], textwrap.shorten(" ".join(lines[3:]), letters, placeholder="…")] if len(lines) > 4 else lines


def _leaf_cm(root: TreeNode, width_cm: float) -> float:
    """Height of a leaf's row: room for the longest of them."""
    letters = _columns(root, width_cm)[-1][2]
    longest = max((len(_lines_of(leaf, letters)) for leaf in _all_leaves(root)), default=1)
    return 0.36 + 0.26 * max(longest, 2)


def _all_leaves(node: TreeNode) -> list[TreeNode]:
    return [leaf for child in node.children for leaf in _all_leaves(child)] if node.children else [node]


def _tree(figure: Any, chart: Chart) -> None:
    """From left to right: the root, its branches, their leaves; every box as wide as its column."""
    root = chart.root
    if root is None:
        raise ValueError("a tree chart without a root")
    width, height = figure.get_figwidth() * 2.54, figure.get_figheight() * 2.54
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    _branch(axes, root, 0, 0.2, _columns(root, width), (height - 0.4) / max(_leaves(root), 1))


def _branch(axes: Any, node: TreeNode, depth: int, top: float, columns: list[tuple[float, float, int]], leaf: float) -> tuple[float, float]:
    """Draws a node with everything below it, in cm; returns its middle height and the height it used."""
    from matplotlib.patches import FancyBboxPatch

    middles = []
    used = 0.0
    for child in node.children:
        middle, height = _branch(axes, child, depth + 1, top + used, columns, leaf)
        middles.append(middle)
        used += height
    used = used or leaf
    middle = (middles[0] + middles[-1]) / 2 if middles else top + leaf / 2
    looks = (("#" + kinds.INK, "white"), ("#" + kinds.OWN, "white"), ("#E9EFF6", "#" + kinds.INK), ("#F4F5F7", "#" + kinds.INK))
    fill, ink = looks[min(depth, len(looks) - 1)]
    left, right, letters = columns[depth]
    lines = _lines_of(node, letters)
    half = min(0.17 * len(lines) + 0.16, used / 2 - 0.06) if node.children else leaf * 0.43
    for place in middles:
        axes.plot([right, right + TREE_GAP_CM / 2, right + TREE_GAP_CM / 2, right + TREE_GAP_CM], [middle, middle, place, place], color="#" + kinds.GROUP, linewidth=1)
    box = FancyBboxPatch((left, middle - half), right - left, 2 * half, boxstyle="round,pad=0,rounding_size=0.12", facecolor=fill, edgecolor="none")
    axes.add_patch(box)
    axes.text(left + 0.2, middle, "\n".join(lines), ha="left", va="center", fontsize=8, color=ink, linespacing=1.15)
    return middle, used
