"""Makes `dokument.docx`, the looks of generated documents: page, styles, header, footer, theme. Run: `python resources/templates/build_template.py`.

A town may replace the file or mend it in Word; the program finds styles by the names used here (`generator/word/styles.py`).
Sizes are in half-points, distances in twentieths of a point, as Word keeps them.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

NAVY, BLUE, INK, GREY, RULE = "1B2A41", "1F5FA8", "1F2933", "55606E", "C5CCD6"
TINTS = {"accent": "DCE9F7", "good": "DDEFE3", "warn": "FCEBCB", "bad": "F9DEDA", "grey": "ECEEF1"}
LEVELS = {1: (44, NAVY, 600, 200), 2: (30, NAVY, 400, 140), 3: (25, BLUE, 320, 100), 4: (22, NAVY, 240, 80)}
"""Heading level to size, colour, space before and after."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1531" w:right="1134" w:bottom="1304" w:left="1417" w:header="680" w:footer="567" w:gutter="0"/>'
TEXT_WIDTH = 11906 - 1417 - 1134


def font(size: int = 0, colour: str = "", *, bold: bool = False, italic: bool = False, spacing: int = 0, caps: bool = False) -> str:
    """Run properties."""
    parts = [
        "<w:b/><w:bCs/>" if bold else "",
        "<w:i/><w:iCs/>" if italic else "",
        "<w:caps/>" if caps else "",
        f'<w:color w:val="{colour}"/>' if colour else "",
        f'<w:spacing w:val="{spacing}"/>' if spacing else "",
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "",
    ]
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if any(parts) else ""


def spaced(before: int = 0, after: int = 0, line: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"' + (f' w:line="{line}" w:lineRule="auto"/>' if line else "/>")


def paragraph_style(key: str, name: str, properties: str = "", run: str = "", *, based: str = "Normal", following: str = "", link: str = "", shown: bool = True) -> str:
    """A paragraph style; `properties` in the order of the schema."""
    custom = "" if name[0].islower() or name in BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{key}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + link
        + ("<w:uiPriority w:val=\"1\"/><w:qFormat/>" if shown else '<w:uiPriority w:val="99"/>')
        + (f"<w:pPr>{properties}</w:pPr>" if properties else "")
        + run
        + "</w:style>"
    )


BUILT_IN = {"Normal", "List Bullet", "List Number", "Hyperlink", "TOC Heading", "Body Text", "Title", "Subtitle"}


def defaults() -> str:
    return (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"/>'
        f'<w:color w:val="{INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="pl-PL" w:eastAsia="pl-PL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr>{spaced(0, 120, 276)}</w:pPr></w:pPrDefault></w:docDefaults>'
    )


def text_styles() -> list[str]:
    """Body, lead, boxes, lists, captions and everything else that is a paragraph."""
    box = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="{BLUE}"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="EDF3FA"/>'
    thin = f'<w:pBdr><w:left w:val="single" w:sz="8" w:space="10" w:color="{RULE}"/></w:pBdr>'
    return [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/></w:pPr></w:style>',
        paragraph_style("Tekst", "Body Text", "<w:widowControl/>"),
        paragraph_style("MRLWstep", "MRL Wstęp", "<w:keepLines/>" + spaced(0, 200, 288), font(26, "3A4A60"), following="Tekst"),
        paragraph_style("MRLWniosek", "MRL Wniosek", f'<w:keepLines/>{box}{spaced(160, 160, 276)}<w:ind w:left="284" w:right="113"/>', font(0, NAVY), following="Tekst"),
        paragraph_style("MRLUwaga", "MRL Uwaga", f'<w:keepLines/>{thin}{spaced(80, 140, 264)}<w:ind w:left="284" w:right="284"/>', font(20, GREY), following="Tekst"),
        paragraph_style("MRLHaslo", "MRL Hasło", f'<w:keepLines/>{spaced(280, 280, 288)}<w:ind w:left="567" w:right="567"/>', font(36, BLUE, bold=True), following="Tekst"),
        paragraph_style("Listapunktowana", "List Bullet", f'<w:numPr><w:numId w:val="2"/></w:numPr>{spaced(0, 60, 276)}'),
        paragraph_style("Listanumerowana", "List Number", f'<w:numPr><w:numId w:val="3"/></w:numPr>{spaced(0, 60, 276)}'),
        paragraph_style("Legenda", "caption", f"<w:keepNext/><w:keepLines/>{spaced(260, 80, 252)}", font(21, NAVY, bold=True)),
        paragraph_style("MRLTytulWykresu", "MRL Tytuł wykresu", f"<w:keepNext/><w:keepLines/>{spaced(0, 20, 252)}", font(22, NAVY)),
        paragraph_style("MRLPodtytulWykresu", "MRL Podtytuł wykresu", f"<w:keepNext/><w:keepLines/>{spaced(0, 60, 252)}", font(18, GREY)),
        paragraph_style("MRLRysunek", "MRL Rysunek", f"<w:keepNext/>{spaced(40, 40, 240)}"),
        paragraph_style("MRLZrodlo", "MRL Źródło", f"<w:keepLines/>{spaced(80, 260, 252)}", font(18, GREY)),
        paragraph_style("MRLLiczba", "MRL Liczba", f"<w:keepNext/><w:keepLines/>{spaced(140, 0, 240)}", font(44, BLUE, bold=True)),
        paragraph_style("MRLOpisLiczby", "MRL Opis liczby", f"<w:keepLines/>{spaced(0, 140, 252)}", font(19, GREY)),
        paragraph_style("Nagwek", "header", f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="5" w:color="{RULE}"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>{spaced(0, 0, 240)}', font(18, GREY), shown=False),
        paragraph_style("Stopka", "footer", f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>{spaced(0, 0, 240)}', font(18, GREY), shown=False),
        paragraph_style("Tekstprzypisu", "footnote text", f'{spaced(0, 40, 240)}', font(18, INK), shown=False),
        paragraph_style("Nagwekspisutreci", "TOC Heading", f"<w:keepNext/><w:keepLines/>{spaced(0, 280, 240)}", font(44, NAVY, bold=True), following="Tekst"),
        paragraph_style("Spisilustracji", "table of figures", f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>{spaced(0, 70, 252)}', shown=False),
        *contents_styles(),
    ]


def contents_styles() -> list[str]:
    """Entries of the contents: the first level bold, deeper ones indented; numbers hang before the text.

    No right indent: LibreOffice does not show what stands behind a tab beyond it.
    """
    styles = []
    for level, (left, hanging, before, run) in enumerate(((425, 425, 160, font(0, NAVY, bold=True)), (1049, 624, 0, ""), (1843, 794, 0, font(20, GREY))), start=1):
        tabs = f'<w:tabs><w:tab w:val="left" w:pos="{left}"/><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
        styles.append(paragraph_style(f"Spistreci{level}", f"toc {level}", f'{tabs}{spaced(before, 36, 247)}<w:ind w:left="{left}" w:hanging="{hanging}"/>', run, shown=False))
    return styles


def heading_styles() -> list[str]:
    """Headings 1-4, numbered by the first list of `numbering`."""
    return [
        paragraph_style(
            f"Nagwek{level}",
            f"heading {level}",
            f'<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>{spaced(before, after, 240)}<w:outlineLvl w:val="{level - 1}"/>',
            font(size, colour, bold=True),
            following="Tekst",
        )
        for level, (size, colour, before, after) in LEVELS.items()
    ]


def table_text_styles() -> list[str]:
    """Text of table cells: header or body, ordinary or small print, left, right or centred; and the parts of a card."""
    styles = []
    for small, suffix, size in ((False, "", 20), (True, " mała", 17)):
        key = "M" if small else ""
        styles.append(paragraph_style(f"MRLTabela{key}", f"MRL Tabela{suffix}", spaced(40, 40, 240), font(size)))
        styles.append(paragraph_style(f"MRLTabela{key}N", f"MRL Tabela{suffix} nagłówek", f"<w:keepNext/>{spaced(60, 60, 240)}", font(size, NAVY, bold=True), based=f"MRLTabela{key}"))
        for mark, name in (("right", "liczba"), ("center", "środek")):
            side = mark[0].upper()
            styles.append(paragraph_style(f"MRLTabela{key}{side}", f"MRL Tabela{suffix} {name}", f'<w:jc w:val="{mark}"/>', based=f"MRLTabela{key}"))
            styles.append(paragraph_style(f"MRLTabela{key}N{side}", f"MRL Tabela{suffix} nagłówek {name}", f'<w:jc w:val="{mark}"/>', based=f"MRLTabela{key}N"))
    styles.append(paragraph_style("MRLKartaTytul", "MRL Karta tytuł", f"<w:keepNext/><w:keepLines/>{spaced(100, 100, 252)}", font(22, "FFFFFF", bold=True), based="Legenda"))
    styles.append(paragraph_style("MRLKartaDzial", "MRL Karta dział", f"<w:keepNext/><w:keepLines/>{spaced(80, 60, 240)}", font(20, BLUE, bold=True)))
    styles.append(paragraph_style("MRLKartaPole", "MRL Karta pole", spaced(50, 50, 240), font(20, GREY, bold=True)))
    styles.append(paragraph_style("MRLKartaTresc", "MRL Karta treść", spaced(50, 50, 252), font(20)))
    return styles


def tint_styles() -> list[str]:
    """The table of colours: shading of these styles is what a cell tinted `accent`, `good`... gets."""
    return [paragraph_style(f"MRLOdcien{name.capitalize()}", f"MRL Odcień {name}", f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>', shown=False) for name, fill in TINTS.items()]


def cover_styles() -> list[str]:
    return [
        paragraph_style("MRLOkladkaMiasto", "MRL Okładka miasto", spaced(1900, 120, 240), font(28, BLUE, bold=True, spacing=30, caps=True)),
        paragraph_style("Tytul", "Title", f"<w:keepLines/>{spaced(0, 240, 228)}", font(76, NAVY, bold=True), following="Podtytul"),
        paragraph_style("Podtytul", "Subtitle", spaced(0, 200, 264), font(30, "3A4A60")),
        paragraph_style("MRLOkladkaHoryzont", "MRL Okładka horyzont", f'<w:pBdr><w:top w:val="single" w:sz="18" w:space="12" w:color="{BLUE}"/></w:pBdr>{spaced(320, 160, 264)}<w:ind w:right="4536"/>', font(30, NAVY, bold=True)),
        paragraph_style("MRLOkladkaOpis", "MRL Okładka opis", spaced(0, 40, 264), font(22, GREY)),
        paragraph_style("MRLOkladkaZastrzezenie", "MRL Okładka zastrzeżenie", f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="D98E04"/></w:pBdr>{spaced(360, 0, 264)}<w:ind w:left="198" w:right="2268"/>', font(21, INK)),
        paragraph_style("MRLOkladkaProgram", "MRL Okładka program", spaced(200, 0, 252), font(18, GREY)),
        paragraph_style("MRLOkladkaZnak", "MRL Okładka znak", f'{spaced(0, 0, 228)}<w:jc w:val="center"/>', font(18, NAVY, bold=True)),
    ]


def character_styles() -> list[str]:
    def style(key: str, name: str, run: str) -> str:
        return f'<w:style w:type="character"{"" if name[0].islower() or name in BUILT_IN else chr(32) + "w:customStyle=" + chr(34) + "1" + chr(34)} w:styleId="{key}"><w:name w:val="{name}"/><w:uiPriority w:val="99"/>{run}</w:style>'

    return [
        '<w:style w:type="character" w:default="1" w:styleId="Domylnaczcionka"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        style("Hipercze", "Hyperlink", ""),
        style("Odwoanieprzypisu", "footnote reference", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
        style("MRLBrak", "MRL Brak", '<w:rPr><w:b/><w:bCs/><w:color w:val="7A1F12"/><w:shd w:val="clear" w:color="auto" w:fill="FFE58A"/></w:rPr>'),
        style("MRLEtykieta", "MRL Etykieta", f'<w:rPr><w:b/><w:bCs/><w:color w:val="{BLUE}"/></w:rPr>'),
    ]


def table_styles() -> list[str]:
    def rule(side: str, size: int, colour: str) -> str:
        return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'

    margins = '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'

    flush = margins.replace('w:left w:w="85"', 'w:left w:w="0"')

    def style(key: str, name: str, borders: str, parts: str = "", margins: str = margins) -> str:
        return f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Standardowy"/><w:uiPriority w:val="99"/><w:tblPr>{borders}{margins}</w:tblPr>{parts}</w:style>'

    ruled = f"<w:tblBorders>{rule('top', 12, NAVY)}{rule('bottom', 8, NAVY)}{rule('insideH', 4, RULE)}</w:tblBorders>"
    header = f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{rule("bottom", 8, NAVY)}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="E8EEF6"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    card = f"<w:tblBorders>{rule('bottom', 8, NAVY)}{rule('insideH', 4, RULE)}</w:tblBorders>"
    band = f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{NAVY}"/></w:tcPr></w:tblStylePr>'
    figures = f"<w:tblBorders>{rule('top', 18, BLUE)}{rule('bottom', 4, RULE)}</w:tblBorders>"
    return [
        '<w:style w:type="table" w:default="1" w:styleId="Standardowy"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        style("MRLTabelaStyl", "MRL Tabela styl", ruled, header),
        style("MRLKartaStyl", "MRL Karta styl", card, band),
        style("MRLLiczbyStyl", "MRL Liczby kluczowe", figures, margins=flush),
        style("MRLUklad", "MRL Układ", "", margins=flush),
        style("MRLZnaki", "MRL Znaki", ""),
    ]


def styles() -> str:
    parts = [defaults(), *text_styles(), *heading_styles(), *table_text_styles(), *tint_styles(), *cover_styles(), *character_styles(), *table_styles()]
    return f'{DECLARATION}<w:styles xmlns:w="{W}">{"".join(parts)}</w:styles>'


def numbering() -> str:
    """Three lists: headings, bullets, numbers."""

    def level(index: int, form: str, text: str, left: int, hanging: int, style: str = "", run: str = "", suffix: str = "tab") -> str:
        linked = f'<w:pStyle w:val="{style}"/>' if style else ""
        tab = f'<w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
        return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{tab}<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{run}</w:lvl>'

    indents = (680, 794, 907, 1021)
    headings = "".join(
        level(i, "decimal", ".".join(f"%{n}" for n in range(1, i + 2)), indents[i], indents[i], f"Nagwek{i + 1}", f'<w:rPr><w:color w:val="{BLUE}"/></w:rPr>') for i in range(4)
    )
    bullets = "".join(level(i, "bullet", ("•", "–", "•")[i], 340 + 340 * i, 284, "Listapunktowana" if i == 0 else "", f'<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:hint="default"/><w:color w:val="{BLUE}"/></w:rPr>') for i in range(3))
    numbers = "".join(level(i, ("decimal", "lowerLetter", "lowerRoman")[i], f"%{i + 1}{'.' if i == 0 else ')'}", 397 + 397 * i, 397, "Listanumerowana" if i == 0 else "", f'<w:rPr><w:color w:val="{BLUE}"/></w:rPr>') for i in range(3))
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="4D524C0{number}"/><w:multiLevelType w:val="multilevel"/><w:tmpl w:val="4D524C1{number}"/>{content}</w:abstractNum>'
        for number, content in enumerate((headings, bullets, numbers), start=1)
    )
    return f'{DECLARATION}<w:numbering xmlns:w="{W}">{lists}{"".join(f"<w:num w:numId={chr(34)}{n}{chr(34)}><w:abstractNumId w:val={chr(34)}{n}{chr(34)}/></w:num>" for n in (1, 2, 3))}</w:numbering>'


def theme() -> str:
    colours = {"dk1": INK, "lt1": "FFFFFF", "dk2": NAVY, "lt2": "F4F2EE", "accent1": BLUE, "accent2": "8A94A3", "accent3": "D98E04", "accent4": "2E7D5B", "accent5": "B3403A", "accent6": "5B4B8A", "hlink": BLUE, "folHlink": "5B4B8A"}
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    family = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = '<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{DECLARATION}<a:theme xmlns:a="{A}" name="MRL"><a:themeElements><a:clrScheme name="MRL">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="MRL"><a:majorFont>{family}</a:majorFont><a:minorFont>{family}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="MRL"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def field(code: str, shown: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'


def header() -> str:
    """Running chapter on the left, town on the right. Words in double braces are filled in by the program."""
    tab = "<w:r><w:tab/></w:r>"
    return f'{DECLARATION}<w:hdr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Nagwek"/></w:pPr>{field("STYLEREF 1", "{{rozdział}}")}{tab}<w:r><w:t>{{{{miasto}}}}</w:t></w:r></w:p></w:hdr>'


def footer() -> str:
    tab = "<w:r><w:tab/></w:r>"
    pages = f'{field("PAGE", "1")}<w:r><w:t xml:space="preserve"> z </w:t></w:r>{field("NUMPAGES", "{{stron}}")}'
    return f'{DECLARATION}<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Stopka"/></w:pPr><w:r><w:t>{{{{tytuł}}}}</w:t></w:r>{tab}{pages}</w:p></w:ftr>'


def settings() -> str:
    return (
        f'{DECLARATION}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:autoHyphenation w:val="0"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="pl-PL"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def font_table() -> str:
    return f'{DECLARATION}<w:fonts xmlns:w="{W}"><w:font w:name="Calibri"><w:altName w:val="Carlito"/><w:panose1 w:val="020F0502020204030204"/><w:charset w:val="EE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'


def body() -> str:
    """What a person sees who opens the template in Word: how to use it, and each style in its own looks."""

    def line(style: str, words: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'

    lines = (
        line("Tytul", "Wzór wyglądu dokumentów")
        + line("Tekst", "Ten plik nadaje wygląd dokumentom tworzonym przez program. Zmień w nim style, nagłówek, stopkę lub kolory i zapisz go; tej treści program nie używa. Nazw stylów nie zmieniaj.")
        + line("Nagwek1", "Rozdział")
        + line("MRLWstep", "Dwa zdania, które streszczają rozdział.")
        + line("Nagwek2", "Podrozdział")
        + line("Tekst", "Zwykły tekst dokumentu.")
        + line("MRLWniosek", "Wniosek z danych.")
        + line("Listapunktowana", "Punkt listy")
        + line("MRLUwaga", "Uwaga na marginesie.")
    )
    return f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{lines}<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>{PAGE}</w:sectPr></w:body></w:document>'


PARTS = (
    ("styles", "styles.xml", styles),
    ("numbering", "numbering.xml", numbering),
    ("settings", "settings.xml", settings),
    ("theme", "theme/theme1.xml", theme),
    ("header", "header1.xml", header),
    ("footer", "footer1.xml", footer),
    ("fontTable", "fontTable.xml", font_table),
)


def build(target: Path) -> None:
    """Writes the template; the same script always gives the same bytes."""
    types = "".join(
        f'<Override PartName="/word/{name}" ContentType="{OFFICE}.{"theme" if kind == "theme" else "wordprocessingml." + kind}+xml"/>' for kind, name, _ in PARTS
    )
    relations = "".join(f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{name}"/>' for n, (kind, name, _) in enumerate(PARTS, start=1))
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{OFFICE}.wordprocessingml.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": body(),
        "word/_rels/document.xml.rels": f'{DECLARATION}<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
        **{f"word/{name}": make() for _, name, make in PARTS},
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content.encode(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    build(Path(__file__).resolve().parent / "dokument.docx")
