"""Where everything in a chart goes, as plain numbers: lines, boxes, dots and words for a painter, and what each spot says.

No colours and no Qt painting here, so tests can ask which numbers a chart shows and where.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries, Role, TreeNode
from mrl_desktop.domain.facts import Fact
from mrl_desktop.polish import number

Measure = Callable[[str], float]
"""Width of a text in pixels."""
LINE_HEIGHT = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place that answers when pointed at: the number shown there and its words."""

    x: float
    y: float
    width: float
    height: float
    series: str
    category: str
    value: float
    words: str
    fact: Fact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    points: tuple[tuple[float, float], ...]
    role: str
    """„own", „group", „grid", „axis", „country", „link" or „other:<n>"."""
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    points: tuple[tuple[float, float], ...]
    role: str
    """As of a stroke, or „band", „heat:<0..1>", „root", „branch", „leaf"."""
    round: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    x: float
    y: float
    radius: float
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    x: float
    y: float
    width: float
    height: float
    text: str
    align: str = "left"
    role: str = "muted"
    """„muted", „text", „own", „on_root" or „other:<n>"."""
    bold: bool = False
    wrap: bool = False


@dataclass(slots=True)
class Drawing:
    """Everything to paint, in order, and every spot that can be asked."""

    areas: list[Area] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)

    def at(self, x: float, y: float) -> Spot | None:
        """The spot under a point, the nearest by its middle when several overlap."""
        under = [s for s in self.spots if s.x <= x <= s.x + s.width and s.y <= y <= s.y + s.height]
        return min(under, key=lambda s: (s.x + s.width / 2 - x) ** 2 + (s.y + s.height / 2 - y) ** 2, default=None)


def natural_height(chart: Chart, width: float) -> int:
    """How tall the chart wants to be at this width."""
    rows = len(chart.categories)
    match chart.kind:
        case ChartKind.BAR:
            return int(40 + 26 * max(rows, 2))
        case ChartKind.GANTT:
            return int(48 + 32 * max(rows, 2))
        case ChartKind.PYRAMID:
            return int(56 + 19 * max(rows, 6))
        case ChartKind.TREE:
            return int(24 + 62 * max(_leaves(chart.root), 2)) if chart.root else 120
        case ChartKind.RADAR:
            return int(min(max(width * 0.86, 260), 400))
        case ChartKind.SCATTER:
            return int(min(max(width * 0.72, 260), 400))
    return int(min(max(width * 0.42, 220), 360))


def lay_out(chart: Chart, width: float, height: float, measure: Measure) -> Drawing:
    """Places the chart in a rectangle of this size."""
    painters = {
        ChartKind.LINE: _line,
        ChartKind.BAR: _bar,
        ChartKind.COLUMN: _columns,
        ChartKind.STACKED: _columns,
        ChartKind.SCATTER: _scatter,
        ChartKind.RADAR: _radar,
        ChartKind.PYRAMID: _pyramid,
        ChartKind.GANTT: _gantt,
        ChartKind.HEATMAP: _heatmap,
        ChartKind.TREE: _tree,
    }
    drawing = Drawing()
    if width > 60 and height > 60:
        painters[chart.kind](chart, width, height, measure, drawing)
    return drawing


def role_of(chart: Chart, series: ChartSeries) -> str:
    """Name of the colour of a series."""
    if series.role is Role.OWN and chart.kind is not ChartKind.STACKED:
        return "own"
    if series.role is Role.GROUP:
        return "group"
    if series.role is Role.COUNTRY:
        return "country"
    others = [one for one in chart.series if chart.kind is ChartKind.STACKED or one.role is Role.OTHER]
    return f"other:{others.index(series) if series in others else 0}"


def nice_ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round numbers that cover the range: steps of 1, 2, 2.5 or 5 times a power of ten."""
    if not high > low:
        low, high = low - 0.5, high + 0.5
    rough = (high - low) / max(wanted - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    first = math.floor(low / step + 1e-9)
    count = math.ceil(high / step - 1e-9) - first
    return [round((first + index) * step, 10) for index in range(count + 1)]


def _said(chart: Chart, series: ChartSeries, category: str, value: float) -> str:
    unit = f" {chart.unit}" if chart.unit and chart.unit != "%" else chart.unit
    name = f"{series.name}, {category}" if series.name else category
    return f"{name}: {number(value, chart.decimals)}{unit}"


def _spot(chart: Chart, series: ChartSeries, index: int, value: float, x: float, y: float, width: float, height: float, drawing: Drawing) -> None:
    category = chart.categories[index] if index < len(chart.categories) else (series.labels[index] if index < len(series.labels) else "")
    fact = series.facts[index] if index < len(series.facts) else None
    drawing.spots.append(
        Spot(x=x, y=y, width=width, height=height, series=series.name, category=category, value=value, words=_said(chart, series, category, value), fact=fact)
    )


def _values(series: Sequence[ChartSeries]) -> list[float]:
    return [value for one in series for value in one.values if value is not None]


def _frame(chart: Chart, ticks: list[float], width: float, height: float, measure: Measure, drawing: Drawing, right: float) -> tuple[float, float, float, Callable[[float], float]]:
    """Grid and labels of a vertical value axis; returns left, right and bottom edge and the place of a value."""
    left = max(measure(number(tick, _tick_decimals(ticks))) for tick in ticks) + 12
    top, bottom = 10.0, height - 26.0
    low, high = ticks[0], ticks[-1]

    def place(value: float) -> float:
        return bottom - (value - low) / (high - low) * (bottom - top)

    for tick in ticks:
        y = place(tick)
        drawing.strokes.append(Stroke(points=((left, y), (width - right, y)), role="axis" if tick == 0 else "grid"))
        drawing.words.append(Words(x=0, y=y - 9, width=left - 8, height=18, text=number(tick, _tick_decimals(ticks)), align="right"))
    return left, width - right, bottom, place


def _tick_decimals(ticks: Sequence[float]) -> int:
    step = abs(ticks[1] - ticks[0]) if len(ticks) > 1 else 1.0
    return next((places for places in range(4) if abs(round(step, places) - step) < 1e-9), 3)


def _line(chart: Chart, width: float, height: float, measure: Measure, drawing: Drawing) -> None:
    low_edge = next((s for s in chart.series if s.role is Role.BAND_LOW), None)
    high_edge = next((s for s in chart.series if s.role is Role.BAND_HIGH), None)
    lines = [s for s in chart.series if s.role not in (Role.BAND_LOW, Role.BAND_HIGH)]
    values = _values(chart.series)
    if not values:
        return
    low = min(0.0, *values) if chart.zero_based else min(values)
    ticks = nice_ticks(low, max(values) if not chart.zero_based else max(0.0, *values))
    right = min(max((measure(s.name) for s in lines), default=0) + 16, width * 0.3)
    left, edge, bottom, place = _frame(chart, ticks, width, height, measure, drawing, right)
    count = max(len(chart.categories), 1)
    step = (edge - left) / max(count - 1, 1)

    def across(index: int) -> float:
        return left + (index * step if count > 1 else (edge - left) / 2)

    if low_edge and high_edge:
        both = [i for i in range(count) if low_edge.values[i] is not None and high_edge.values[i] is not None]
        if both:
            upper = [(across(i), place(high_edge.values[i] or 0.0)) for i in both]
            lower = [(across(i), place(low_edge.values[i] or 0.0)) for i in reversed(both)]
            drawing.areas.append(Area(points=(*upper, *lower), role="band"))
    _category_labels(chart, across, step, bottom, measure, drawing)
    ends: list[tuple[float, str, str]] = []
    for series in sorted(lines, key=lambda s: s.role is Role.OWN):
        role = role_of(chart, series)
        points = [(i, value) for i, value in enumerate(series.values) if value is not None]
        if not points:
            continue
        for part in _unbroken(points):
            drawing.strokes.append(
                Stroke(points=tuple((across(i), place(v)) for i, v in part), role=role, width=2.6 if series.role is Role.OWN else 1.6, dashed=series.role in (Role.GROUP, Role.COUNTRY))
            )
        for i, value in points:
            if series.role is Role.OWN or len(points) == 1:
                drawing.dots.append(Dot(x=across(i), y=place(value), radius=3.2, role=role))
            _spot(chart, series, i, value, across(i) - max(step / 2, 8), place(value) - 14, max(step, 16), 28, drawing)
        ends.append((place(points[-1][1]), series.name, role))
    for y, name, role in _apart(ends, LINE_HEIGHT, 8.0, bottom):
        drawing.words.append(Words(x=edge + 8, y=y - 9, width=right - 8, height=18, text=name, role="own" if role == "own" else "text", bold=role == "own"))


def _unbroken(points: list[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    parts: list[list[tuple[int, float]]] = []
    for index, value in points:
        if parts and parts[-1][-1][0] == index - 1:
            parts[-1].append((index, value))
        else:
            parts.append([(index, value)])
    return parts


def _apart(labels: list[tuple[float, str, str]], gap: float, top: float, bottom: float) -> list[tuple[float, str, str]]:
    """Moves labels down until none covers another, then up if they leave the chart."""
    placed: list[tuple[float, str, str]] = []
    for y, name, role in sorted(labels):
        placed.append((max(y, placed[-1][0] + gap if placed else top), name, role))
    overflow = placed[-1][0] - bottom if placed else 0.0
    return [(y - max(overflow, 0.0), name, role) for y, name, role in placed]


def _category_labels(chart: Chart, across: Callable[[int], float], step: float, bottom: float, measure: Measure, drawing: Drawing) -> None:
    widest = max((measure(name) for name in chart.categories), default=0.0) + 10
    every = max(1, math.ceil(widest / max(step, 1.0)))
    last = len(chart.categories) - 1
    for index, name in enumerate(chart.categories):
        if (last - index) % every == 0:
            drawing.words.append(Words(x=across(index) - widest / 2, y=bottom + 4, width=widest, height=18, text=name, align="center"))


def _bar(chart: Chart, width: float, height: float, measure: Measure, drawing: Drawing) -> None:
    values = _values(chart.series)
    if not values:
        return
    left = min(max((measure(name) for name in chart.categories), default=0) + 12, width * 0.42)
    low, high = min(0.0, *values), max(0.0, *values)
    right = measure(number(max(values, key=abs), chart.decimals)) + 14
    negative = right if low < 0 else 0.0
    scale = (width - left - right - negative) / ((high - low) or 1.0)
    zero = left + negative - low * scale
    row = (height - 8) / max(len(chart.categories), 1)
    for index, name in enumerate(chart.categories):
        top = 4 + index * row
        present = [series for series in chart.series if series.values[index] is not None]
        for place, series in enumerate(present):
            value = series.values[index] or 0.0
            own = series.role is Role.OWN if len(chart.series) > 1 else index < len(series.labels) and series.labels[index] == "*"
            marked = any(series.labels)
            thick = row * 0.68 / len(present)
            y = top + row * 0.16 + place * thick
            start, end = sorted((zero, zero + value * scale))
            role = ("own" if own else "group") if marked else role_of(chart, series)
            drawing.areas.append(Area(points=_box(start, y, max(end - start, 1.0), thick), role=role, round=2))
            beside = end + 6 if value >= 0 else start - 6 - right
            align = "left" if value >= 0 else "right"
            drawing.words.append(Words(x=beside, y=y + thick / 2 - 9, width=right, height=18, text=number(value, chart.decimals), role="text", align=align, bold=own))
            _spot(chart, series, index, value, left, top, width - left, row, drawing)
        alone = len(present) == 1 and len(chart.series) > 1 and present[0].role is Role.OWN
        own_row = alone or any(index < len(s.labels) and s.labels[index] == "*" for s in chart.series)
        drawing.words.append(Words(x=0, y=top + row / 2 - 9, width=left - 10, height=18, text=name, align="right", role="own" if own_row else "text", bold=own_row))
    drawing.strokes.append(Stroke(points=((zero, 2), (zero, height - 2)), role="axis"))


def _columns(chart: Chart, width: float, height: float, measure: Measure, drawing: Drawing) -> None:
    stacked = chart.kind is ChartKind.STACKED
    count = len(chart.categories)
    if not count or not _values(chart.series):
        return
    highs = [sum(max(s.values[i] or 0.0, 0.0) for s in chart.series) if stacked else max(s.values[i] or 0.0 for s in chart.series) for i in range(count)]
    lows = [sum(min(s.values[i] or 0.0, 0.0) for s in chart.series) if stacked else min(s.values[i] or 0.0 for s in chart.series) for i in range(count)]
    legend = _legend(chart, width, measure, drawing) if len(chart.series) > 1 else 0.0
    ticks = nice_ticks(min(0.0, *lows), max(0.0, *highs))
    shifted = Drawing()
    left, edge, bottom, place = _frame(chart, ticks, width, height - legend, measure, shifted, 8.0)
    step = (edge - left) / count

    def across(index: int) -> float:
        return left + step * (index + 0.5)

    for index in range(count):
        up = down = 0.0
        for position, series in enumerate(chart.series):
            value = series.values[index]
            if value is None:
                continue
            thick = step * 0.62 if stacked else step * 0.72 / len(chart.series)
            x = across(index) - (thick / 2 if stacked else step * 0.36 - position * thick)
            base = (up if value >= 0 else down) if stacked else 0.0
            y0, y1 = sorted((place(base), place(base + value)))
            shifted.areas.append(Area(points=_box(x, y0, thick, max(y1 - y0, 0.5)), role=role_of(chart, series)))
            _spot(chart, series, index, value, x, y0, thick, max(y1 - y0, 4.0), shifted)
            if stacked and value >= 0:
                up += value
            elif stacked:
                down += value
    _category_labels(chart, across, step, bottom, measure, shifted)
    _shift(shifted, legend, drawing)


def _legend(chart: Chart, width: float, measure: Measure, drawing: Drawing) -> float:
    """Names of the series above the chart, in as many lines as they need; returns the height used."""
    x, y = 0.0, 0.0
    for series in chart.series:
        wide = measure(series.name) + 30
        if x and x + wide > width:
            x, y = 0.0, y + 20
        drawing.areas.append(Area(points=_box(x, y + 4, 10, 10), role=role_of(chart, series), round=2))
        drawing.words.append(Words(x=x + 16, y=y, width=wide, height=18, text=series.name, role="text"))
        x += wide
    return y + 26


def _shift(part: Drawing, by: float, into: Drawing) -> None:
    into.areas += [Area(points=tuple((x, y + by) for x, y in a.points), role=a.role, round=a.round) for a in part.areas]
    into.strokes += [Stroke(points=tuple((x, y + by) for x, y in s.points), role=s.role, width=s.width, dashed=s.dashed) for s in part.strokes]
    into.dots += [Dot(x=d.x, y=d.y + by, radius=d.radius, role=d.role) for d in part.dots]
    into.words += [Words(x=w.x, y=w.y + by, width=w.width, height=w.height, text=w.text, align=w.align, role=w.role, bold=w.bold, wrap=w.wrap) for w in part.words]
    into.spots += [
        Spot(x=s.x, y=s.y + by, width=s.width, height=s.height, series=s.series, category=s.category, value=s.value, words=s.words, fact=s.fact) for s in part.spots
    ]


def _scatter(chart: Chart, width: float, height: float, measure: Measure, drawing: Drawing) -> None:
    pairs = [(x, y) for s in chart.series for x, y in zip(s.xs, s.values, strict=True) if x is not None and y is not None]
    if not pairs:
        return
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    ticks = nice_ticks(min(0.0, *ys), max(0.0, *ys))
    head = 22.0
    framed = Drawing()
    left, edge, bottom, framed_place = _frame(chart, ticks, width, height - 18 - head, measure, framed, 12.0)
    _shift(framed, head, drawing)
    bottom += head
    x_ticks = nice_ticks(min(0.0, *xs), max(0.0, *xs))

    def across(value: float) -> float:
        return left + (value - x_ticks[0]) / (x_ticks[-1] - x_ticks[0]) * (edge - left)

    def place(value: float) -> float:
        return framed_place(value) + head

    for tick in x_ticks:
        drawing.strokes.append(Stroke(points=((across(tick), 10 + head), (across(tick), bottom)), role="axis" if tick == 0 else "grid"))
        drawing.words.append(Words(x=across(tick) - 30, y=bottom + 3, width=60, height=18, text=number(tick, _tick_decimals(x_ticks)), align="center"))
    drawing.words.append(Words(x=left, y=bottom + 21, width=edge - left, height=18, text=chart.x_title, align="center"))
    drawing.words.append(Words(x=0, y=0, width=width, height=18, text=chart.y_title, align="left"))
    named: list[tuple[float, float, str]] = []
    for series in chart.series:
        for index, (x, y) in enumerate(zip(series.xs, series.values, strict=True)):
            if x is None or y is None:
                continue
            drawing.dots.append(Dot(x=across(x), y=place(y), radius=5.5 if series.role is Role.OWN else 4.5, role=role_of(chart, series)))
            name = series.labels[index] if index < len(series.labels) else ""
            if name:
                named.append((across(x), place(y), name))
            words = f"{name or series.name}: {chart.x_title} {number(x, chart.decimals)}, {chart.y_title} {number(y, chart.decimals)}"
            fact = series.facts[index] if index < len(series.facts) else None
            drawing.spots.append(Spot(x=across(x) - 8, y=place(y) - 8, width=16, height=16, series=series.name, category=name, value=y, words=words, fact=fact))
    drawing.words += _beside(named, width, bottom, measure)


def _overlap(left: float, top: float, wide: float, boxes: Sequence[tuple[float, float, float, float]]) -> float:
    """How much of the boxes a line of text of this width would cover, in square pixels."""
    return sum(max(0.0, min(left + wide, x1) - max(left, x0)) * max(0.0, min(top + 16, y1) - max(top, y0)) for x0, y0, x1, y1 in boxes)


def _beside(named: Sequence[tuple[float, float, str]], width: float, bottom: float, measure: Measure) -> list[Words]:
    """Names of points where nothing else stands: right, left, above, below, then farther off; the place with least overlap wins."""
    dots = [(x - 6, y - 6, x + 6, y + 6) for x, y, _ in named]
    taken: list[tuple[float, float, float, float]] = []
    found: list[Words] = []
    for x, y, name in sorted(named, key=lambda one: (one[1], one[0])):
        wide = measure(name) + 2
        sides = [(x + 9, y - 8), (x - 9 - wide, y - 8), (x - wide / 2, y - 24), (x - wide / 2, y + 8)]
        shifts = (-12, 12, -24, 24, -36, 36, -48, 48)
        sides += [(left, y - 8 + shift) for shift in shifts for left in (x + 9, x - 9 - wide, x - wide / 2)]

        def cost(at: tuple[float, float], wide: float = wide) -> float:
            left, top = at
            outside = max(0.0, -left) + max(0.0, left + wide - width) + max(0.0, 18 - top) + max(0.0, top + 16 - bottom)
            hidden = _overlap(left, top, wide, dots) + 4 * _overlap(left, top, wide, taken)
            return hidden + outside * 40

        left, top = min(sides, key=lambda at: (round(cost(at)), sides.index(at)))
        taken.append((left, top, left + wide, top + 16))
        found.append(Words(x=left, y=top - 1, width=wide + 8, height=18, text=name, role="text"))
    return found


def _radar(chart: Chart, width: float, height: float, measure: Measure, drawing: Drawing) -> None:
    count = len(chart.categories)
    values = _values(chart.series)
    if count < 3 or not values:
        return
    legend = _legend(chart, width, measure, drawing) if len(chart.series) > 1 else 0.0
    ticks = nice_ticks(min(0.0, *values), max(0.0, *values), 5)
    x0, y0 = width / 2, legend + (height - legend) / 2
    room = min(max(measure(name) for name in chart.categories) + 4, max(width * 0.3, 84.0))
    radius = max(min((height - legend) / 2 - 26, width / 2 - room - 10), 40.0)

    def point(index: int, value: float) -> tuple[float, float]:
        turn = 2 * math.pi * index / count
        reach = (value - ticks[0]) / (ticks[-1] - ticks[0]) * radius
        return x0 + reach * math.sin(turn), y0 - reach * math.cos(turn)

    for tick in ticks:
        ring = [point(i, tick) for i in range(count)]
        drawing.strokes.append(Stroke(points=(*ring, ring[0]), role="axis" if tick == 0 else "grid"))
        if tick != ticks[-1] and radius > 70:
            drawing.words.append(Words(x=x0 + 3, y=point(0, tick)[1] - 16, width=50, height=16, text=number(tick, _tick_decimals(ticks))))
    for index, name in enumerate(chart.categories):
        x, y = point(index, ticks[-1])
        drawing.strokes.append(Stroke(points=((x0, y0), (x, y)), role="grid"))
        side = math.sin(2 * math.pi * index / count)
        align = "center" if abs(side) < 0.1 else "left" if side > 0 else "right"
        shift = -room / 2 if align == "center" else 8.0 if align == "left" else -room - 8.0
        lift = -22.0 if math.cos(2 * math.pi * index / count) > 0.9 else 2.0 if math.cos(2 * math.pi * index / count) < -0.9 else -10.0
        tall = 20.0 if measure(name) <= room else 34.0
        top = y + lift - (0.0 if lift > 0 else (tall - 20) / (1 if lift < -20 else 2))
        drawing.words.append(Words(x=x + shift, y=top, width=room, height=tall, text=name, align=align, role="text", wrap=tall > 20))
    for series in chart.series:
        role = role_of(chart, series)
        points = [point(i, v) for i, v in enumerate(series.values) if v is not None]
        if len(points) == count:
            points.append(points[0])
        drawing.strokes.append(Stroke(points=tuple(points), role=role, width=2.4 if series.role is Role.OWN else 1.4, dashed=series.role is not Role.OWN))
        for index, value in enumerate(series.values):
            if value is not None:
                x, y = point(index, value)
                if series.role is Role.OWN:
                    drawing.dots.append(Dot(x=x, y=y, radius=3.0, role=role))
                _spot(chart, series, index, value, x - 8, y - 8, 16, 16, drawing)


def _pyramid(chart: Chart, width: float, height: float, measure: Measure, drawing: Drawing) -> None:
    left_series, right_series = chart.series[0], chart.series[1]
    middle = max((measure(name) for name in chart.categories), default=0) + 16
    peak = max(_values(chart.series), default=1.0) or 1.0
    half = (width - middle) / 2 - 8
    ticks = [tick for tick in nice_ticks(0, peak, 4) if tick <= peak * 1.12]
    top, bottom = 24.0, height - 24.0
    row = (bottom - top) / max(len(chart.categories), 1)
    sides = ((left_series, -1, (width - middle) / 2), (right_series, 1, (width + middle) / 2))
    for series, side, base in sides:
        drawing.words.append(Words(x=base - half if side < 0 else base, y=0, width=half, height=18, text=series.name, align="left" if side < 0 else "right", role="text", bold=True))
        for tick in ticks:
            x = base + side * tick / (peak * 1.12) * half
            drawing.strokes.append(Stroke(points=((x, top), (x, bottom)), role="grid"))
            drawing.words.append(Words(x=x - 30, y=bottom + 3, width=60, height=18, text=number(tick, 0), align="center"))
    for index, name in enumerate(chart.categories):
        y = bottom - (index + 1) * row
        drawing.words.append(Words(x=(width - middle) / 2, y=y + row / 2 - 9, width=middle, height=18, text=name, align="center", role="text"))
        for place, (series, side, base) in enumerate(sides):
            value = series.values[index] or 0.0
            length = value / (peak * 1.12) * half
            drawing.areas.append(Area(points=_box(base if side > 0 else base - length, y + row * 0.1, length, row * 0.8), role=f"other:{place}"))
            _spot(chart, series, index, value, base if side > 0 else base - half, y, half, row, drawing)
    for place, series in enumerate(chart.series[2:]):
        side, base = (-1, sides[0][2]) if place % 2 == 0 else (1, sides[1][2])
        points: list[tuple[float, float]] = []
        for index, outline in enumerate(series.values):
            x = base + side * (outline or 0.0) / (peak * 1.12) * half
            points += [(x, bottom - index * row), (x, bottom - (index + 1) * row)]
        drawing.strokes.append(Stroke(points=tuple(points), role="country", width=1.4))


def _gantt(chart: Chart, width: float, height: float, measure: Measure, drawing: Drawing) -> None:
    series = chart.series[0]
    starts = [value for value in series.values if value is not None]
    ends = [value for value in series.xs if value is not None]
    if not starts or not ends:
        return
    first, last = math.floor(min(starts)), math.ceil(max(ends))
    left = width * 0.42
    top, bottom = 24.0, height - 8.0
    scale = (width - left - 8) / max(last - first, 1)
    for year in range(first, last + 1):
        x = left + (year - first) * scale
        drawing.strokes.append(Stroke(points=((x, top), (x, bottom)), role="grid"))
        if year < last:
            drawing.words.append(Words(x=x, y=2, width=scale, height=18, text=str(year), align="center"))
    row = (bottom - top) / max(len(chart.categories), 1)
    for index, name in enumerate(chart.categories):
        y = top + index * row
        drawing.words.append(Words(x=0, y=y, width=left - 12, height=row, text=name, align="left", role="text"))
        begin, end = series.values[index], series.xs[index]
        if begin is None or end is None:
            continue
        x, wide = left + (begin - first) * scale, max((end - begin) * scale, 3.0)
        drawing.areas.append(Area(points=_box(x, y + row * 0.26, wide, row * 0.48), role="own", round=3))
        drawing.spots.append(
            Spot(x=0, y=y, width=width, height=row, series=series.name, category=name, value=begin, words=f"{name}: {_month(begin)} – {_month(end)}")
        )


def _month(year: float) -> str:
    whole = math.floor(year)
    return f"{min(int((year - whole) * 12) + 1, 12):02d}.{whole}"


def _heatmap(chart: Chart, width: float, height: float, measure: Measure, drawing: Drawing) -> None:
    left, bottom = max((measure(s.name) for s in chart.series), default=0) + 34, height - 42.0
    columns, rows = len(chart.categories), len(chart.series)
    if not columns or not rows:
        return
    wide, tall = (width - left) / columns, (bottom - 4) / rows
    peak = max(_values(chart.series), default=1.0) or 1.0
    for row, series in enumerate(chart.series):
        y = 4 + row * tall
        drawing.words.append(Words(x=0, y=y, width=left - 8, height=tall, text=series.name, align="right", role="text"))
        for column, value in enumerate(series.values):
            x = left + column * wide
            share = 0.0 if value is None else (peak + 1.0 - value if chart.high_is_good else value) / peak
            drawing.areas.append(Area(points=_box(x + 1.5, y + 1.5, wide - 3, tall - 3), role=f"heat:{share:.3f}", round=3))
            words = series.labels[column] if column < len(series.labels) else number(value, chart.decimals)
            drawing.words.append(Words(x=x + 3, y=y, width=wide - 6, height=tall, text=words, align="center", role="heat", bold=True, wrap=True))
            if value is not None:
                _spot(chart, series, column, value, x, y, wide, tall, drawing)
    for column, name in enumerate(chart.categories):
        drawing.words.append(Words(x=left + column * wide, y=bottom + 2, width=wide, height=18, text=name, align="center", role="text"))
    drawing.words.append(Words(x=left, y=bottom + 20, width=width - left, height=18, text=chart.x_title, align="center"))


def _leaves(node: TreeNode | None) -> int:
    return 0 if node is None else sum(_leaves(child) for child in node.children) if node.children else 1


def _depth(node: TreeNode) -> int:
    return 1 + max((_depth(child) for child in node.children), default=0)


def _tree(chart: Chart, width: float, height: float, measure: Measure, drawing: Drawing) -> None:
    if chart.root is None:
        return
    column = width / _depth(chart.root)
    row = height / max(_leaves(chart.root), 1)
    _branch(chart.root, 0, 0.0, column, row, drawing)


def _branch(node: TreeNode, depth: int, top: float, column: float, row: float, drawing: Drawing) -> tuple[float, float]:
    """Places a node with everything below it; returns its middle and the height it used."""
    used, middles = 0.0, []
    for child in node.children:
        middle, tall = _branch(child, depth + 1, top + used, column, row, drawing)
        middles.append(middle)
        used += tall
    used = used or row
    middle = (middles[0] + middles[-1]) / 2 if middles else top + row / 2
    x, wide = depth * column, column - 28
    tall = min(row * 0.86, 66.0) if not node.children else min(used * 0.9, 84.0)
    for place in middles:
        bend = x + wide + 14
        drawing.strokes.append(Stroke(points=((x + wide, middle), (bend, middle), (bend, place), (x + column, place)), role="link"))
    role = ("root", "branch", "leaf")[min(depth, 2)]
    drawing.areas.append(Area(points=_box(x, middle - tall / 2, wide, tall), role=role, round=5))
    words = f"{node.code} {node.text}".strip()
    drawing.words.append(
        Words(x=x + 9, y=middle - tall / 2 + 3, width=wide - 16, height=tall - 6, text=words, role="on_root" if depth < 2 else "text", wrap=True)
    )
    drawing.spots.append(Spot(x=x, y=middle - tall / 2, width=wide, height=tall, series="", category=node.code, value=float(depth), words=words))
    return middle, used


def _box(x: float, y: float, width: float, height: float) -> tuple[tuple[float, float], ...]:
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)
