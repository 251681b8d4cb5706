"""One chart, three painters: Word (drawing and workbook behind it), picture, window. All must show the numbers of the data."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook

from generator.charts import kinds, native, picture
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries, Role, TreeNode
from mrl_desktop.ui.widgets import chart_layout

YEARS = ("2021", "2022", "2023", "2024")
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def of_kind(kind: ChartKind, **changes: Any) -> Chart:
    """A small chart of each kind, with a gap, a negative and a fraction where the kind may hold them."""
    own = ChartSeries(name="Nowe Bielany", role=Role.OWN, values=(-3.5, None, 1.25, 4.0))
    group = ChartSeries(name="mediana grupy", role=Role.GROUP, values=(-1.0, -0.5, 0.0, 2.0))
    low = ChartSeries(name="dolny", role=Role.BAND_LOW, values=(-2.0, -1.5, -1.0, 1.0))
    high = ChartSeries(name="górny", role=Role.BAND_HIGH, values=(0.5, 0.75, 1.0, 3.5))
    shares = tuple(ChartSeries(name=name, values=values) for name, values in (("dotacja", (10.0, 20.0, 5.5, 0.0)), ("wkład", (1.0, 2.0, 3.0, 4.0))))
    body: dict[ChartKind, dict[str, Any]] = {
        ChartKind.LINE: {"categories": YEARS, "series": (own, group, low, high), "zero_based": False},
        ChartKind.BAR: {"categories": ("Lipogród", "Nowe Bielany", "Cisogóra", "Olszomin"), "series": (ChartSeries(name="Miasta", values=(9.5, 7.0, 4.25, 1.0), labels=("", "*", "", ""), role=Role.OWN),)},
        ChartKind.COLUMN: {"categories": YEARS, "series": (own,)},
        ChartKind.STACKED: {"categories": YEARS, "series": shares},
        ChartKind.SCATTER: {"series": (ChartSeries(name="obszary", role=Role.OWN, xs=(-1.2, 0.4, 0.9), values=(0.1, -0.05, 0.2), labels=("Praca", "Mieszkania", "Zieleń")),), "decimals": 2},
        ChartKind.RADAR: {"categories": ("A1", "A2", "A3", "A4"), "series": (ChartSeries(name="ocena", role=Role.OWN, values=(2.5, 3.0, 1.75, 4.0)), ChartSeries(name="cel", role=Role.GROUP, values=(4.0, 4.0, 4.0, 4.5)))},
        ChartKind.PYRAMID: {"categories": ("0–4", "5–9"), "series": (ChartSeries(name="kobiety", values=(120.0, 90.0)), ChartSeries(name="mężczyźni", values=(130.0, 80.0))), "decimals": 0},
        ChartKind.GANTT: {"categories": ("P-1.1.01 Centrum", "P-2.1.01 Inkubator"), "series": (ChartSeries(name="okres", values=(2026.5, 2027.0), xs=(2028.25, 2029.75)),)},
        ChartKind.HEATMAP: {"categories": ("1", "2", "3"), "series": (ChartSeries(name="A1. Planowanie", values=(2.0, None, 4.0)), ChartSeries(name="A2. Koordynacja", values=(1.0, 3.0, 5.0))), "decimals": 0},
        ChartKind.TREE: {"root": TreeNode(code="", text="Wizja", children=(TreeNode(code="CS1", text="Wspólnota", children=(TreeNode(code="CO1.1", text="Usługi"),)), TreeNode(code="CS2", text="Praca")))},
    }
    return Chart(kind=kind, title="Wynik", alt="Opis.", source="GUS BDL", **(body[kind] | changes))


def numbers_of(chart: Chart) -> dict[str, list[float | None]]:
    """What the chart holds: values of every series by its name."""
    return {series.name: list(series.values) for series in chart.series}


def unstacked(chart: Chart, read: dict[str, list[float | None]]) -> dict[str, list[float | None]]:
    """The band is drawn as a base and a height on it: back to its two edges."""
    edges = kinds.band(chart)
    if edges is None:
        return read
    base, height = read[edges[0].name], read.pop(kinds.BAND_NAME)
    return read | {edges[1].name: [None if low is None or tall is None else low + tall for low, tall in zip(base, height, strict=True)]}


@pytest.mark.parametrize("kind", sorted(kinds.NATIVE))
def test_words_own_chart_and_the_workbook_behind_it_hold_the_numbers_of_the_data(kind: ChartKind) -> None:
    chart = of_kind(kind)
    drawing, book = native.chart_part(chart)
    drawn: dict[str, list[float | None]] = {}
    for one in etree.fromstring(drawing).iter(f"{C}ser"):
        points: list[float | None] = [None] * len(chart.categories)
        for point in one.iterfind(f"{C}val//{C}pt"):
            points[int(point.get("idx"))] = float(point.findtext(f"{C}v"))
        drawn[one.findtext(f"{C}tx//{C}v")] = points
    sheet = load_workbook(io.BytesIO(book)).active
    header, *rows = sheet.iter_rows(values_only=True)
    kept = {str(name): [None if row[column] is None else float(row[column]) for row in rows] for column, name in enumerate(header) if name}
    assert [row[0] for row in rows] == list(chart.categories)
    assert unstacked(chart, dict(drawn)) == unstacked(chart, dict(kept)) == numbers_of(chart)


@pytest.mark.parametrize("kind", sorted(set(ChartKind) - {ChartKind.TREE, ChartKind.GANTT}))
def test_the_window_answers_with_the_numbers_of_the_data(kind: ChartKind) -> None:
    chart = of_kind(kind)
    layout = chart_layout.lay_out(chart, 640, 420, lambda words: 6.0 * len(words))
    shown: dict[str, list[float]] = {}
    for spot in layout.spots:
        shown.setdefault(spot.series, []).append(spot.value)
    edges = {series.name for series in kinds.band(chart) or ()}
    expected = {name: [value for value in values if value is not None] for name, values in numbers_of(chart).items() if name not in edges}
    assert {name: sorted(values) for name, values in shown.items()} == {name: sorted(values) for name, values in expected.items()}


def bars(figure: Any) -> list[tuple[float, float]]:
    return [(round(patch.get_x(), 6), round(patch.get_width(), 6)) for patch in figure.axes[0].patches]


def picture_numbers(chart: Chart) -> dict[str, list[float | None]]:
    """Numbers read back from what matplotlib was told to draw."""
    figure = picture.drawn(chart)
    axes = figure.axes[0]
    match chart.kind:
        case ChartKind.PYRAMID:
            widths = [abs(width) for _, width in bars(figure)]
            count = len(chart.categories)
            return {chart.series[0].name: [*widths[:count]], chart.series[1].name: [*widths[count:]]}
        case ChartKind.RADAR:
            return {str(line.get_label()): [float(value) for value in line.get_ydata()[:-1]] for line in axes.lines}
        case ChartKind.SCATTER:
            return {chart.series[0].name: [float(y) for _, y in axes.collections[0].get_offsets()]}
        case ChartKind.HEATMAP:
            read: dict[str, list[float | None]] = {series.name: [None] * len(chart.categories) for series in chart.series}
            for text in axes.texts:
                column, row = int(text.get_position()[0]), len(chart.series) - 1 - int(text.get_position()[1])
                read[chart.series[row].name][column] = float(text.get_text().replace(",", "."))
            return read
        case _:
            raise AssertionError(chart.kind)


@pytest.mark.parametrize("kind", [ChartKind.PYRAMID, ChartKind.RADAR, ChartKind.SCATTER, ChartKind.HEATMAP])
def test_the_picture_is_drawn_from_the_numbers_of_the_data(kind: ChartKind) -> None:
    chart = of_kind(kind)
    assert picture_numbers(chart) == numbers_of(chart)


def test_a_schedule_begins_and_ends_where_the_data_say_in_the_picture_and_in_the_window() -> None:
    chart = of_kind(ChartKind.GANTT)
    spans = [(start, end) for start, end in zip(chart.series[0].values, chart.series[0].xs, strict=True)]
    assert [(left, left + width) for left, width in bars(picture.drawn(chart))] == spans
    layout = chart_layout.lay_out(chart, 640, 300, lambda words: 6.0 * len(words))
    assert [spot.value for spot in layout.spots] == [start for start, _ in spans]
    assert "07.2026 – 04.2028" in layout.spots[0].words


def test_a_tree_shows_every_node_in_the_picture_and_in_the_window() -> None:
    chart = of_kind(ChartKind.TREE)
    expected = {"Wizja", "CS1 Wspólnota", "CO1.1 Usługi", "CS2 Praca"}
    assert {text.get_text().replace("\u00a0", " ").replace("\n", " ") for text in picture.drawn(chart).axes[0].texts} == expected
    assert {spot.words for spot in chart_layout.lay_out(chart, 640, 300, lambda words: 6.0 * len(words)).spots} == expected


def test_word_cannot_draw_what_is_a_picture_and_the_other_way_round() -> None:
    draw: dict[bool, Callable[[Chart], object]] = {True: picture.png, False: native.chart_part}
    for kind in ChartKind:
        with pytest.raises(ValueError, match="kind"):
            draw[kinds.is_native(kind)](of_kind(kind))


def test_the_value_axis_covers_all_values_with_round_steps() -> None:
    chart = of_kind(ChartKind.LINE)
    ends = native.scale(chart)
    assert ends is not None
    low, high, step = ends
    values = [value for values in numbers_of(chart).values() for value in values if value is not None]
    assert low <= min(values) and high >= max(values)
    assert (high - low) / step == pytest.approx(round((high - low) / step))
    assert re.fullmatch(r"(1|2|2\.5|5)0*", f"{step:g}".replace("0.", "")) is not None


def test_negative_numbers_of_an_axis_carry_a_real_minus_and_polish_separators() -> None:
    form = native.number_format(of_kind(ChartKind.LINE))
    assert "\u2212" in form and form.count("[$-415]") == 2


def test_high_marks_are_calm_and_high_risks_are_grave() -> None:
    marks, risks = of_kind(ChartKind.HEATMAP, high_is_good=True), of_kind(ChartKind.HEATMAP)

    def colour_of(chart: Chart, value: float) -> tuple[float, ...]:
        axes = picture.drawn(chart).axes[0]
        place = next(text.get_position() for text in axes.texts if text.get_text() == f"{value:g}")
        return next(tuple(patch.get_facecolor()) for patch in axes.patches if (patch.get_x() + 0.5, patch.get_y() + 0.5) == place)

    assert colour_of(marks, 5) == colour_of(risks, 1)
    assert colour_of(marks, 1) == colour_of(risks, 5)


def test_the_own_town_stands_out_among_the_bars_of_a_ranking() -> None:
    drawing, _ = native.chart_part(of_kind(ChartKind.BAR))
    marked = [point.find(f"{C}idx").get("val") for point in etree.fromstring(drawing).iter(f"{C}dPt")]
    assert marked == ["1"]


def test_shades_of_parts_differ_by_lightness_so_that_grey_print_tells_neighbours_apart() -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    values = [lightness(shade) for shade in kinds.SHADES]
    assert all(abs(one - other) > 0.12 for one, other in itertools.pairwise(values))
    assert all(lightness(name) - lightness(kinds.INK) > 0.35 for name in picture.HEAT)
