"""A chart as Word's own: the DrawingML part and the workbook behind it, so that it stays sharp and can be edited.

Written as strings because a document holds dozens. Structure after ECMA-376 part 1, 21.2 (DrawingML – Charts).
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from xml.sax.saxutils import escape

from generator.charts import kinds
from mrl_desktop.domain.charts import Chart, ChartKind, ChartSeries, Role

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<c:date1904 val="0"/><c:lang val="pl-PL"/><c:roundedCorners val="0"/>'
)
_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222
GRID_LINES = 5
"""Steps of a value axis we aim at."""
WHOLE_FROM = 8
"""From this value on an axis that starts at zero needs no decimals."""
WORKBOOK_RELATION = "rId1"
"""Relationship of the chart part to its embedded workbook."""


def chart_part(chart: Chart) -> tuple[bytes, bytes]:
    """(chart XML, embedded workbook) of a chart. Title and subtitle stand in the text above it, not in the drawing. Raises ValueError for a kind Word does not have."""
    if not kinds.is_native(chart.kind):
        raise ValueError(f"Word has no chart of kind {chart.kind}")
    many = len(kinds.lines(chart)) + (1 if kinds.band(chart) else 0) > 1
    xml = [
        _HEAD,
        "<c:chart>",
        '<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>',
        _plots(chart),
        _axes(chart),
        '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>',
        _legend(chart) if many else "",
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>',
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>',
        _text(900, kinds.INK),
        f'<c:externalData r:id="{WORKBOOK_RELATION}"><c:autoUpdate val="0"/></c:externalData>',
        "</c:chartSpace>",
    ]
    return "".join(xml).encode("utf-8"), workbook(chart)


def drawn(chart: Chart) -> list[ChartSeries]:
    """Series in the order of the workbook's columns: the band's edges first."""
    edges = kinds.band(chart)
    return [*(edges or ()), *kinds.lines(chart)]


def workbook(chart: Chart) -> bytes:
    """The data of the chart as a workbook: categories in column A, a series a column; the band as base and height."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    from datetime import datetime

    book.set_properties({"created": datetime(2020, 1, 1)})  # the same chart gives the same bytes
    sheet = book.add_worksheet("Dane")
    series = drawn(chart)
    for number, category in enumerate(chart.categories, start=1):
        sheet.write_string(number, 0, category)
    for column, one in enumerate(series, start=1):
        sheet.write_string(0, column, _name(chart, one))
        for number, value in enumerate(_plotted(chart, one), start=1):
            if value is not None:
                sheet.write_number(number, column, value)
    book.close()
    return buffer.getvalue()


def _name(chart: Chart, series: ChartSeries) -> str:
    """Name in the legend: the band's upper edge stands for the whole band."""
    edges = kinds.band(chart)
    return kinds.BAND_NAME if edges and series is edges[1] else series.name


def _plotted(chart: Chart, series: ChartSeries) -> Sequence[float | None]:
    """The numbers as drawn: the band's upper edge is stacked on the lower one, so it is given as a height."""
    edges = kinds.band(chart)
    if edges and series is edges[1]:
        return [None if low is None or high is None else high - low for low, high in zip(edges[0].values, edges[1].values, strict=True)]
    return series.values


# -- parts of the drawing ---------------------------------------------------------------------------------------------


def _text(size: int, colour: str, *, bold: bool = False) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        '<a:latin typeface="Calibri"/><a:cs typeface="Calibri"/></a:defRPr></a:pPr><a:endParaRPr lang="pl-PL"/></a:p></c:txPr>'
    )


def _legend(chart: Chart) -> str:
    hidden = '<c:legendEntry><c:idx val="0"/><c:delete val="1"/></c:legendEntry>' if kinds.band(chart) else ""
    return f'<c:legend><c:legendPos val="b"/>{hidden}<c:overlay val="0"/>{_text(900, kinds.INK)}</c:legend>'


def _plots(chart: Chart) -> str:
    series, edges = drawn(chart), kinds.band(chart)
    axes = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
    if chart.kind is ChartKind.LINE:
        area = ""
        if edges:
            parts = "".join(_series(chart, one, index, _area_look(index == 1)) for index, one in enumerate(edges))
            area = f'<c:areaChart><c:grouping val="stacked"/><c:varyColors val="0"/>{parts}{axes}</c:areaChart>'
        first = 2 if edges else 0
        rest = "".join(_series(chart, one, index, _line_look(chart, one)) for index, one in enumerate(series) if index >= first)
        return f'{area}<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{rest}<c:marker val="1"/>{axes}</c:lineChart>'
    direction = "bar" if chart.kind is ChartKind.BAR else "col"
    stacked = chart.kind is ChartKind.STACKED
    overlap = '<c:overlap val="100"/>' if stacked else '<c:overlap val="-10"/>'
    rest = "".join(_series(chart, one, index, _bar_look(chart, one)) for index, one in enumerate(series))
    grouping = "stacked" if stacked else "clustered"
    return f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{rest}<c:gapWidth val="55"/>{overlap}{axes}</c:barChart>'


def _area_look(visible: bool) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{kinds.BAND}"/></a:solidFill>' if visible else "<a:noFill/>"
    return f"<c:spPr>{fill}<a:ln><a:noFill/></a:ln></c:spPr>"


def _line_look(chart: Chart, series: ChartSeries) -> str:
    colour = kinds.colour(chart, series)
    width = 31750 if series.role is Role.OWN else 19050
    dash = '<a:prstDash val="sysDash"/>' if series.role in (Role.GROUP, Role.COUNTRY) else ""
    line = f'<c:spPr><a:ln w="{width}" cap="rnd"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{dash}<a:round/></a:ln></c:spPr>'
    if series.role is not Role.OWN:
        return line + '<c:marker><c:symbol val="none"/></c:marker>'
    fill = f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
    return f'{line}<c:marker><c:symbol val="circle"/><c:size val="5"/>{fill}</c:marker>'


def _bar_look(chart: Chart, series: ChartSeries) -> str:
    colour, marked = kinds.colour(chart, series), kinds.highlighted(chart)
    plain = kinds.GROUP if any(marked) else colour
    look = f'<c:spPr><a:solidFill><a:srgbClr val="{plain}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
    for index, own in enumerate(marked):
        if own:
            look += (
                f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
                f'<c:spPr><a:solidFill><a:srgbClr val="{kinds.OWN}"/></a:solidFill></c:spPr></c:dPt>'
            )
    if chart.kind is not ChartKind.STACKED and len(kinds.lines(chart)) == 1:
        look += (
            f'<c:dLbls><c:numFmt formatCode="{number_format(chart)}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>{_text(850, kinds.INK)}'
            '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
            '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        )
    return look


def number_format(chart: Chart) -> str:
    """Excel's format code for the chart's decimals, with Polish separators and a real minus whatever the reader's system."""
    return _format(chart.decimals)


def _format(decimals: int) -> str:
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f"[$-415]{digits};[$-415]&quot;\u2212&quot;{digits}"


def _column(index: int) -> str:
    return chr(ord("A") + index) if index < 26 else chr(ord("A") + index // 26 - 1) + chr(ord("A") + index % 26)


def _series(chart: Chart, series: ChartSeries, index: int, look: str) -> str:
    count, column = len(chart.categories), _column(index + 1)
    names = "".join(f'<c:pt idx="{n}"><c:v>{escape(category)}</c:v></c:pt>' for n, category in enumerate(chart.categories))
    numbers = "".join(f'<c:pt idx="{n}"><c:v>{value:.12g}</c:v></c:pt>' for n, value in enumerate(_plotted(chart, series)) if value is not None)
    smooth = '<c:smooth val="0"/>' if chart.kind is ChartKind.LINE and series.role not in (Role.BAND_LOW, Role.BAND_HIGH) else ""
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx><c:strRef><c:f>Dane!${column}$1</c:f><c:strCache><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>{escape(_name(chart, series))}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        f"{look}"
        f'<c:cat><c:strRef><c:f>Dane!$A$2:$A${count + 1}</c:f><c:strCache><c:ptCount val="{count}"/>{names}</c:strCache></c:strRef></c:cat>'
        f'<c:val><c:numRef><c:f>Dane!${column}$2:${column}${count + 1}</c:f><c:numCache><c:formatCode>General</c:formatCode>'
        f'<c:ptCount val="{count}"/>{numbers}</c:numCache></c:numRef></c:val>{smooth}</c:ser>'
    )


def _axes(chart: Chart) -> str:
    bars = chart.kind is ChartKind.BAR
    grid = f'<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{kinds.GRID}"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
    rule = f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{kinds.MUTED}"/></a:solidFill></a:ln></c:spPr>'
    none = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
    turned = '<c:scaling><c:orientation val="maxMin"/></c:scaling>' if bars else '<c:scaling><c:orientation val="minMax"/></c:scaling>'
    value_scale = '<c:scaling><c:orientation val="minMax"/></c:scaling>'
    ends, unit = scale(chart), ""
    if ends is not None:
        low, high, step = ends
        value_scale = f'<c:scaling><c:orientation val="minMax"/><c:max val="{high:.12g}"/><c:min val="{low:.12g}"/></c:scaling>'
        unit = f'<c:majorUnit val="{step:.12g}"/>'
    form = f'<c:numFmt formatCode="{_format(axis_decimals(chart, ends))}" sourceLinked="0"/>'
    position, value_position = ("l", "b") if bars else ("b", "l")
    labels = '<c:tickLblPos val="low"/>'
    category = (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/>{turned}<c:delete val="0"/><c:axPos val="{position}"/>{_axis_title(chart.x_title)}'
        f'<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>{labels}{rule}{_text(900, kinds.INK)}'
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    crosses = '<c:crosses val="max"/>' if bars else '<c:crosses val="autoZero"/>'
    hidden = "1" if bars and len(kinds.lines(chart)) == 1 else "0"
    between = "midCat" if chart.kind is ChartKind.LINE and kinds.band(chart) else "between"
    value = (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/>{value_scale}<c:delete val="{hidden}"/><c:axPos val="{value_position}"/>{"" if hidden == "1" else grid}'
        f'{_axis_title(chart.y_title)}{form}<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{none}{_text(850, kinds.MUTED)}'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/>{crosses}<c:crossBetween val="{between}"/>{unit}</c:valAx>'
    )
    return category + value


def scale(chart: Chart) -> tuple[float, float, float] | None:
    """(low, high, step) of the value axis of a line chart: round numbers around all values, the same in every program; None for bars."""
    if chart.kind is not ChartKind.LINE:
        return None
    values = [value for series in chart.series for value in series.values if value is not None]
    if not values:
        return None
    low, high = min(values), max(values)
    if chart.zero_based:
        low, high = min(low, 0.0), max(high, 0.0)
    if high <= low:
        low, high = low - 0.5, high + 0.5
    rough = (high - low) / GRID_LINES
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    return round(math.floor(low / step + 1e-9) * step, 10), round(math.ceil(high / step - 1e-9) * step, 10), step


def axis_decimals(chart: Chart, ends: tuple[float, float, float] | None) -> int:
    """As many decimals as the steps of the axis need: whole numbers beside steps of 5, one place beside steps of 0,5."""
    if ends is None:
        top = max((abs(value) for series in chart.series for value in series.values if value is not None), default=0.0)
        return 0 if top >= WHOLE_FROM else chart.decimals
    return next((places for places in range(3) if abs(round(ends[2], places) - ends[2]) < 1e-9), 2)


def _axis_title(words: str) -> str:
    if not words:
        return ""
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="850" b="0"/></a:pPr><a:r><a:rPr lang="pl-PL" sz="850" b="0"><a:solidFill>'
        f'<a:srgbClr val="{kinds.MUTED}"/></a:solidFill></a:rPr><a:t>{escape(words)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )
