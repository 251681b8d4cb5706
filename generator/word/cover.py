"""The cover: coat of arms, town, title, horizon, version and date; at the foot the programme's sentence and marks."""

from __future__ import annotations

from pathlib import Path

from generator.blocks import Cover
from generator.word.drawings import extension_of, picture_drawing, pixels
from generator.word.manuscript import DOCUMENT, Manuscript
from generator.word.ooxml import DECLARATION, EMU_PER_CM, EMU_PER_TWIP, NAMESPACES, WORD_TYPE, WPS, A
from generator.word.sections import section_properties
from generator.word.tables import paragraph, table_start
from generator.word.template_file import Page
from generator.word.text import escaped, typeset

ARMS_HEIGHT = round(3.2 * EMU_PER_CM)
MARK_HEIGHT = round(1.2 * EMU_PER_CM)
FOOT = "word/footer_okladka.xml"
BAND = round(1.1 * EMU_PER_CM)
"""Width of the dark band along the left edge."""


def cover_xml(manuscript: Manuscript, cover: Cover) -> str:
    """Paragraphs of the cover; the last one carries the properties of its section."""
    page = _page(manuscript)
    lines = [
        (manuscript.style("cover_detail"), f"<w:r>{_band(manuscript)}</w:r><w:r>{_arms(manuscript, cover)}</w:r>"),
        *(
            (manuscript.style(role), f'<w:r><w:t xml:space="preserve">{typeset(text)}</w:t></w:r>')
            for role, text in (
                ("cover_town", cover.town),
                ("cover_title", cover.title),
                ("cover_subtitle", cover.subtitle),
                ("cover_horizon", cover.horizon),
                ("cover_detail", " · ".join(part for part in (cover.version, cover.date) if part)),
                ("cover_detail", cover.adoption),
                ("cover_notice", cover.notice),
            )
            if text
        ),
    ]
    reference = _foot(manuscript, cover, page)
    properties = section_properties(page, references=reference)
    parts = [paragraph(style, content, extra=properties if index == len(lines) - 1 else "") for index, (style, content) in enumerate(lines)]
    return "".join(parts)


def _page(manuscript: Manuscript) -> Page:
    """The cover's page: text further from the edge, to stand free of the band."""
    page = manuscript.template.page
    return Page(page.width, page.height, page.left + 454, page.right, 1701, 1134, page.header, 794)


def _foot(manuscript: Manuscript, cover: Cover, page: Page) -> str:
    """The programme's sentence and marks as the footer of the first page; empty text when the project has no programme."""
    if not (cover.programme or cover.logos):
        return ""
    marks = _marks(manuscript, cover, page)
    sentence = paragraph(manuscript.style("cover_programme"), f'<w:r><w:t xml:space="preserve">{typeset(cover.programme)}</w:t></w:r>' if cover.programme else "")
    manuscript.package.add(FOOT, f"{DECLARATION}<w:ftr {NAMESPACES}>{marks}{sentence}</w:ftr>", f"{WORD_TYPE}.footer+xml")
    return f'<w:footerReference w:type="default" r:id="{manuscript.package.relate(DOCUMENT, "footer", FOOT.removeprefix("word/"))}"/>'


def _marks(manuscript: Manuscript, cover: Cover, page: Page) -> str:
    """Programme marks in one line of equal height: pictures the template carries under the mark's name, else plates of text."""
    if not cover.logos:
        return ""
    width = page.text_width // len(cover.logos)
    style = manuscript.style("cover_mark")
    cells = []
    for index, (name, text) in enumerate(cover.logos):
        known = manuscript.template.pictures.get(name)
        gaps = "".join(
            f'<w:{side} w:val="single" w:sz="48" w:space="0" w:color="FFFFFF"/>' for side, inner in (("left", index > 0), ("right", index < len(cover.logos) - 1)) if inner
        )
        fill = "" if known else f'<w:shd w:val="clear" w:color="auto" w:fill="{manuscript.template.tints["grey"]}"/>'
        content = f'<w:r><w:t xml:space="preserve">{typeset(text)}</w:t></w:r>'
        if known:
            content = f"<w:r>{picture_drawing(manuscript, known.content, known.extension, name, height=MARK_HEIGHT, size=(known.width, known.height), part=FOOT)}</w:r>"
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>{gaps}</w:tcBorders>{fill}<w:vAlign w:val="center"/></w:tcPr>{paragraph(style, content)}</w:tc>')
    start = table_start(manuscript.style("marks"), [width] * len(cover.logos), header=False, description="Znaki programu")
    return f'{start}<w:tr><w:trPr><w:trHeight w:val="{MARK_HEIGHT // EMU_PER_TWIP + 113}" w:hRule="atLeast"/></w:trPr>{"".join(cells)}</w:tr></w:tbl>'


def _arms(manuscript: Manuscript, cover: Cover) -> str:
    """The coat of arms from its file, or a drawn shield with the town's initials."""
    path = Path(cover.coat_of_arms) if cover.coat_of_arms else None
    if path is not None and path.is_file():
        try:
            content = path.read_bytes()
            return picture_drawing(manuscript, content, extension_of(content), f"Herb: {cover.town}", size=pixels(content), height=ARMS_HEIGHT)
        except (OSError, ValueError):
            pass  # the audit of the document reports a picture that cannot be shown
    return _shield(manuscript, cover.town)


def _shield(manuscript: Manuscript, town: str) -> str:
    """A shield drawn as a shape, so that it is sharp at any size."""
    initials = "".join(word[0] for word in town.replace("-", " ").split() if word)[:3].upper()
    height, width = ARMS_HEIGHT * 4 // 5, ARMS_HEIGHT * 2 // 3
    path = (
        '<a:path w="100" h="120"><a:moveTo><a:pt x="0" y="0"/></a:moveTo><a:lnTo><a:pt x="100" y="0"/></a:lnTo><a:lnTo><a:pt x="100" y="66"/></a:lnTo>'
        '<a:cubicBezTo><a:pt x="100" y="98"/><a:pt x="70" y="112"/><a:pt x="50" y="120"/></a:cubicBezTo>'
        '<a:cubicBezTo><a:pt x="30" y="112"/><a:pt x="0" y="98"/><a:pt x="0" y="66"/></a:cubicBezTo><a:close/></a:path>'
    )
    geometry = f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{path}</a:pathLst></a:custGeom>'
    letters = f'<w:p><w:pPr><w:spacing w:before="0" w:after="120" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="FFFFFF"/><w:sz w:val="48"/></w:rPr><w:t>{escaped(initials)}</w:t></w:r></w:p>'
    shape = (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{geometry}'
        '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:ln w="28575"><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></a:ln></wps:spPr>'
        f'<wps:txbx><w:txbxContent>{letters}</w:txbxContent></wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp>'
    )
    inline = (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f"{manuscript.drawing('Tarcza', f'Tarcza z literami {initials} w miejscu herbu')}<wp:cNvGraphicFramePr/>{_graphic(shape)}</wp:inline>"
    )
    return _alternate(inline)


def _band(manuscript: Manuscript) -> str:
    """A dark band along the left edge, behind the text."""
    height = manuscript.template.page.height * EMU_PER_TWIP
    shape = (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{BAND}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
    )
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="1" layoutInCell="0" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{BAND}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>{manuscript.drawing("Pas", "Ozdobny pas na brzegu okładki")}<wp:cNvGraphicFramePr/>{_graphic(shape)}</wp:anchor>'
    )
    return _alternate(anchor)


def _graphic(shape: str) -> str:
    return f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{WPS}">{shape}</a:graphicData></a:graphic>'


def _alternate(drawing: str) -> str:
    """A shape for programs that know shapes; older ones show nothing."""
    return f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{drawing}</w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent>'
