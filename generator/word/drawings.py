"""Charts and pictures in the text: native Word charts with their workbooks, rasters for the rest, each with a text equivalent."""

from __future__ import annotations

import hashlib
import struct

from generator.blocks import ChartBlock
from generator.word.fields import caption_label
from generator.word.manuscript import DOCUMENT, Manuscript
from generator.word.ooxml import CHART_TYPE, EMU_PER_CM, EMU_PER_TWIP, PIC, A, C
from generator.word.plan import Item
from generator.word.tables import below, paragraph, table_start
from generator.word.text import typeset
from mrl_desktop.domain.charts import Chart, ChartKind

GAP = 340
"""Space between two charts side by side, in twentieths of a point."""
ROOM_FOR_WORDS = 2400
"""Height left for a heading, the caption and the source of a picture as tall as its page, in twentieths of a point."""
CM_PER_TWIP = 2.54 / 1440


def chart_xml(manuscript: Manuscript, item: Item, block: ChartBlock) -> str:
    """Caption, what the chart says, its measure, the chart and its source line, over the full width or half of it."""
    width = half_width(manuscript) if block.half else manuscript.width
    return _chart(manuscript, item, block, width, height_cm(block.chart, half=block.half))


def pair_xml(manuscript: Manuscript, pair: tuple[tuple[Item, ChartBlock], tuple[Item, ChartBlock]]) -> str:
    """Two half-width charts side by side."""
    width = half_width(manuscript)
    height = max(height_cm(block.chart, half=True) for _, block in pair)
    widths = [width + GAP, manuscript.width - width - GAP]
    cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>{_chart(manuscript, item, block, width, height)}</w:tc>' for w, (item, block) in zip(widths, pair, strict=True))
    start = table_start(manuscript.style("layout"), widths, header=False, description="Dwa wykresy obok siebie")
    return f"{start}<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"


def half_width(manuscript: Manuscript) -> int:
    return (manuscript.width - GAP) // 2


def _chart(manuscript: Manuscript, item: Item, block: ChartBlock, width: int, height: float) -> str:
    chart = block.chart
    finding = _even_spaces(chart.title).startswith(_even_spaces(item.title))  # „Liczba ludności spadła o 10,6%" says the name too: the list of charts keeps the short one
    caption = f'{caption_label(manuscript, item, "Wykres")}<w:r><w:t xml:space="preserve">. {typeset(chart.title if finding else item.title)}</w:t></w:r>'
    parts = [paragraph(manuscript.style("caption"), caption)]
    if not finding and chart.title.strip(" .") != item.title.strip(" ."):  # else the caption says it already
        parts.append(paragraph(manuscript.style("chart_title"), f'<w:r><w:t xml:space="preserve">{typeset(chart.title)}</w:t></w:r>'))
    if chart.subtitle:
        parts.append(paragraph(manuscript.style("chart_subtitle"), f'<w:r><w:t xml:space="preserve">{typeset(chart.subtitle)}</w:t></w:r>'))
    parts.append(paragraph(manuscript.style("picture"), f"<w:r>{chart_drawing(manuscript, chart, width, height)}</w:r>"))
    parts.append(below(manuscript, "", chart.source or "opracowanie własne"))
    return "".join(parts)


def _even_spaces(text: str) -> str:
    return text.replace("\u00a0", " ")


def chart_drawing(manuscript: Manuscript, chart: Chart, width: int, height: float) -> str:
    """The drawing of a chart: DrawingML (then of this height in cm) where Word has the type, else a picture."""
    from generator.charts import kinds

    alt = chart.alt or ". ".join(text for text in (chart.title, chart.subtitle) if text)
    if kinds.is_native(chart.kind):
        return native_chart(manuscript, chart, width * EMU_PER_TWIP, round(min(height, (manuscript.height - ROOM_FOR_WORDS) * CM_PER_TWIP) * EMU_PER_CM), alt)
    from generator.charts import picture

    content = picture.png(chart, round(width * CM_PER_TWIP, 2))
    across, down = pixels(content)
    tallest = manuscript.height - ROOM_FOR_WORDS
    width = min(width, tallest * across // down)
    return picture_drawing(manuscript, content, "png", alt, width=width * EMU_PER_TWIP)


def height_cm(chart: Chart, *, half: bool) -> float:
    """Height of a native chart: bars need room for each of their names, the rest keeps a calm proportion."""
    if chart.kind is ChartKind.BAR:
        series = max(len([s for s in chart.series if s.values]), 1)
        return min(max(1.8 + len(chart.categories) * (0.34 + 0.30 * series), 4.5), 18.0)
    return 6.2 if half else 6.9


def native_chart(manuscript: Manuscript, chart: Chart, width: int, height: int, alt: str) -> str:
    """A chart part with its workbook, and the drawing that shows it. Sizes in EMU."""
    from generator.charts import native

    content, workbook = native.chart_part(chart)
    manuscript.charts += 1
    number = manuscript.charts
    part = f"word/charts/chart{number}.xml"
    manuscript.package.add(f"word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx", workbook)
    link = manuscript.package.relate(part, "package", f"../embeddings/Microsoft_Excel_Worksheet{number}.xlsx")
    if b"externalData" not in content:
        data = f'<c:externalData r:id="{link}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
        content = content.replace(b"</c:chartSpace>", data.encode())
    manuscript.package.add(part, content, CHART_TYPE)
    relation = manuscript.package.relate(DOCUMENT, "chart", f"charts/chart{number}.xml")
    graphic = f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{C}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
    return _inline(manuscript, "Wykres", alt, width, height, graphic)


def picture_drawing(manuscript: Manuscript, content: bytes, extension: str, alt: str, *, width: int = 0, height: int = 0, size: tuple[int, int] | None = None, part: str = DOCUMENT) -> str:
    """A raster in the line of text; one of width and height (EMU) is enough. Raises ValueError for a picture of an unknown kind."""
    across, down = size or pixels(content)
    if not width:
        width = round(height * across / down)
    if not height:
        height = round(width * down / across)
    relation = image_relation(manuscript, content, extension, part)
    shape = f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    pic = (
        f'<pic:pic xmlns:pic="{PIC}"><pic:nvPicPr><pic:cNvPr id="0" name="obraz"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>{shape}</pic:pic>'
    )
    return _inline(manuscript, "Obraz", alt, width, height, f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}">{pic}</a:graphicData></a:graphic>')


def image_relation(manuscript: Manuscript, content: bytes, extension: str, part: str = DOCUMENT) -> str:
    """Relationship of `part` to a picture; the same picture is kept once."""
    digest = hashlib.sha256(content).hexdigest()
    name = f"media/{digest[:16]}.{extension}"
    manuscript.package.add(f"word/{name}", content)
    if (part, name) not in manuscript.pictures:
        manuscript.pictures[part, name] = manuscript.package.relate(part, "image", name)
    return manuscript.pictures[part, name]


def _inline(manuscript: Manuscript, name: str, alt: str, width: int, height: int, graphic: str) -> str:
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f"{manuscript.drawing(name, alt)}<wp:cNvGraphicFramePr/>{graphic}</wp:inline></w:drawing>"
    )


def extension_of(content: bytes) -> str:
    """File extension by what a picture is, whatever its file is called."""
    return "png" if content[:4] == b"\x89PNG" else "gif" if content[:4] == b"GIF8" else "jpg"


def pixels(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG, GIF or JPEG. Raises ValueError for anything else."""
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        across, down = struct.unpack(">II", content[16:24])
        return int(across), int(down)
    if content[:4] == b"GIF8":
        across, down = struct.unpack("<HH", content[6:10])
        return int(across), int(down)
    if content[:2] == b"\xff\xd8":
        place = 2
        while place + 9 < len(content):
            marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                down, across = struct.unpack(">HH", content[place + 5 : place + 9])
                return int(across), int(down)
            place += 2 + length
    raise ValueError("obraz nie jest plikiem PNG, JPEG ani GIF")
