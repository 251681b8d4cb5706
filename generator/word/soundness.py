"""Whether a Word file is sound: what other checkers miss and Word takes badly. One function and one row per check."""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.word.ooxml import PACKAGE, WP, R, w
from generator.word.styles import LAYOUT_TABLES
from mrl_desktop.domain.findings import Finding, Place, Severity

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
}
PLACES = {parent: {name: place for place, name in enumerate(names.split())} for parent, names in ORDER.items()}


class Opened:
    """A `.docx` with its parts parsed on demand."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._archive = zipfile.ZipFile(path)
        self.names = self._archive.namelist()

    def close(self) -> None:
        self._archive.close()

    def tree(self, name: str) -> Any:
        from lxml import etree

        return etree.fromstring(self._archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))

    @cached_property
    def texts(self) -> dict[str, Any]:
        """Parts that hold text: the main one, headers, footers and footnotes."""
        return {name: self.tree(name) for name in self.names if name.startswith("word/") and name.endswith(".xml") and name.count("/") == 1 and name.split("/")[1].startswith(("document", "header", "footer", "footnotes"))}

    @property
    def document(self) -> Any:
        return self.texts["word/document.xml"]

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id to (target in the package, or address outside it; mode)."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if rels not in self.names:
            return {}
        found = {}
        for item in self.tree(rels).iterfind(f"{{{PACKAGE}/relationships}}Relationship"):
            target, mode = item.get("Target"), item.get("TargetMode", "Internal")
            found[item.get("Id")] = (target if mode == "External" else posixpath.normpath(posixpath.join(folder, target)).lstrip("/"), mode)
        return found


Problem = tuple[str, str, str]
"""(part, what is wrong, the offending value)."""


def check_docx(path: Path) -> list[Finding]:
    """Everything wrong with the file, worst first; an empty list when it is sound."""
    try:
        opened = Opened(path)
    except (OSError, zipfile.BadZipFile) as problem:
        return [_finding(path, "D00", "", "Plik nie jest dokumentem Worda albo jest uszkodzony", str(problem))]
    try:
        unreadable = [_finding(path, "D01", *problem) for problem in _readable(opened)]
        return unreadable or [_finding(path, code, *problem) for code, check in CHECKS for problem in check(opened)]
    except (KeyError, SyntaxError) as problem:
        return [_finding(path, "D00", "", "Dokument jest uszkodzony: brakuje w nim części albo część ma błędny zapis", str(problem))]
    finally:
        opened.close()


def _finding(path: Path, code: str, part: str, message: str, value: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code=code,
        message=f"{message}{f': {value}' if value else ''}.",
        hint="Wygeneruj dokument ponownie; jeśli błąd wraca, zgłoś go autorom programu.",
        place=Place(file=path.name, field=part),
        value=value,
    )


def _readable(opened: Opened) -> Iterator[Problem]:
    for name in opened.names:
        if name.endswith((".xml", ".rels")):
            try:
                opened.tree(name)
            except SyntaxError as problem:
                yield name, "Część dokumentu ma błędny zapis", str(problem)
    for name, count in Counter(opened.names).items():
        if count > 1:
            yield name, "Część dokumentu zapisano dwa razy", name


def _typed(opened: Opened) -> Iterator[Problem]:
    types = opened.tree("[Content_Types].xml")
    space = f"{{{PACKAGE}/content-types}}"
    overrides = {item.get("PartName").lstrip("/") for item in types.iterfind(f"{space}Override")}
    defaults = {item.get("Extension") for item in types.iterfind(f"{space}Default")}
    for name in opened.names:
        if name != "[Content_Types].xml" and name not in overrides and name.rpartition(".")[2] not in defaults:
            yield name, "Część dokumentu nie ma podanego rodzaju", name
    for name in overrides - set(opened.names):
        yield "[Content_Types].xml", "Podano rodzaj części, której nie ma", name


def _linked(opened: Opened) -> Iterator[Problem]:
    for part in ["", *(name for name in opened.names if name.endswith(".xml"))]:
        for target, mode in opened.relations(part).values():
            if mode != "External" and target not in opened.names:
                yield part, "Odwołanie prowadzi do części, której nie ma", target
    for name, tree in opened.texts.items():
        known = set(opened.relations(name))
        for element in tree.iter():
            for attribute, value in element.attrib.items():
                if attribute.startswith(f"{{{R}}}") and value not in known:
                    yield name, "Odwołanie do nieznanej części", value


def _bookmarks(opened: Opened) -> Iterator[Problem]:
    starts = [element for tree in opened.texts.values() for element in tree.iter(w("bookmarkStart"))]
    ends = Counter(element.get(w("id")) for tree in opened.texts.values() for element in tree.iter(w("bookmarkEnd")))
    for name, count in Counter(str(element.get(w("name"))).lower() for element in starts).items():
        if count > 1:
            yield "word/document.xml", "Dwie zakładki mają tę samą nazwę", name
        if len(name) > 40:
            yield "word/document.xml", "Zakładka ma za długą nazwę", name
    for number, count in Counter(element.get(w("id")) for element in starts).items():
        if count > 1 or ends[number] != 1:
            yield "word/document.xml", "Zakładka nie ma dokładnie jednego początku i końca", str(number)
    for number in ends.keys() - {element.get(w("id")) for element in starts}:
        yield "word/document.xml", "Zakładka ma koniec bez początku", str(number)


def _drawings(opened: Opened) -> Iterator[Problem]:
    properties = [(name, element) for name, tree in opened.texts.items() for element in tree.iter(f"{{{WP}}}docPr")]
    for number, count in Counter(element.get("id") for _, element in properties).items():
        if count > 1:
            yield "word/document.xml", "Dwa rysunki mają ten sam numer", str(number)
    for name, element in properties:
        if not (element.get("descr") or "").strip():
            yield name, "Rysunek nie ma opisu zastępczego", str(element.get("name"))


def _fields(opened: Opened) -> Iterator[Problem]:
    for name, tree in opened.texts.items():
        stack: list[str] = []
        for element in tree.iter(w("fldChar")):
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                stack.append("begin")
            elif not stack or (kind == "separate" and stack[-1] != "begin"):
                yield name, "Pole ma koniec bez początku", str(kind)
            elif kind == "separate":
                stack[-1] = "separate"
            else:
                stack.pop()
        if stack:
            yield name, "Pole nie jest zamknięte", str(len(stack))


def _footnotes(opened: Opened) -> Iterator[Problem]:
    notes = opened.texts.get("word/footnotes.xml")
    known = {element.get(w("id")) for element in notes.iter(w("footnote"))} if notes is not None else set()
    used = Counter(element.get(w("id")) for element in opened.document.iter(w("footnoteReference")))
    for number, count in used.items():
        if number not in known:
            yield "word/document.xml", "Przypis nie ma treści", str(number)
        if count > 1:
            yield "word/document.xml", "Do jednego przypisu prowadzą dwa odsyłacze", str(number)
    for number in known - used.keys() - {"-1", "0"}:
        yield "word/footnotes.xml", "Do przypisu nie prowadzi odsyłacz", str(number)


def _styles(opened: Opened) -> Iterator[Problem]:
    known = {element.get(w("styleId")) for element in opened.tree("word/styles.xml").iterfind(w("style"))}
    numbers = {element.get(w("numId")) for element in opened.tree("word/numbering.xml").iterfind(w("num"))} | {"0"}
    for name, tree in opened.texts.items():
        for tag in ("pStyle", "rStyle", "tblStyle"):
            for style in {element.get(w("val")) for element in tree.iter(w(tag))} - known:
                yield name, "Użyto stylu, którego nie ma", str(style)
        for number in {element.get(w("val")) for element in tree.iter(w("numId"))} - numbers:
            yield name, "Użyto listy, której nie ma", str(number)


def _tables(opened: Opened) -> Iterator[Problem]:
    styles = opened.tree("word/styles.xml")
    layout = {element.get(w("styleId")) for element in styles.iterfind(w("style")) if element.find(w("name")).get(w("val")) in LAYOUT_TABLES}
    for name, tree in opened.texts.items():
        for number, table in enumerate(tree.iter(w("tbl")), start=1):
            style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
            rows = table.findall(w("tr"))
            if not rows:
                yield name, "Tabela nie ma wierszy", str(number)
                continue
            if (style is None or style.get(w("val")) not in layout) and rows[0].find(f"{w('trPr')}/{w('tblHeader')}") is None:
                yield name, "Tabela nie ma powtarzanego wiersza nagłówka", str(number)
            columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
            for place, row in enumerate(rows, start=1):
                spans = (cell.find(f"{w('tcPr')}/{w('gridSpan')}") for cell in row.iterfind(w("tc")))
                if sum(int(span.get(w("val"))) if span is not None else 1 for span in spans) != columns:
                    yield name, "Wiersz tabeli ma inną liczbę komórek niż tabela kolumn", f"tabela {number}, wiersz {place}"
                if any(len(cell) == 0 or cell[-1].tag != w("p") for cell in row.iterfind(w("tc"))):
                    yield name, "Komórka tabeli nie kończy się akapitem", f"tabela {number}, wiersz {place}"


def _targets(opened: Opened) -> Iterator[Problem]:
    names = {element.get(w("name")) for element in opened.document.iter(w("bookmarkStart"))}
    tree = opened.document
    wanted = {element.get(w("anchor")) for element in tree.iter(w("hyperlink")) if element.get(w("anchor"))}
    codes = [element.get(w("instr")) for element in tree.iter(w("fldSimple"))] + [element.text or "" for element in tree.iter(w("instrText"))]
    wanted |= {code.split()[1] for code in codes if code.split()[:1] in (["REF"], ["PAGEREF"])}
    for name in sorted(wanted - names):
        yield "word/document.xml", "Odsyłacz prowadzi do zakładki, której nie ma", name


def _ordered(opened: Opened) -> Iterator[Problem]:
    for name, tree in {**opened.texts, "word/styles.xml": opened.tree("word/styles.xml")}.items():
        for parent, places in PLACES.items():
            for element in tree.iter(w(parent)):
                ranks = [places.get(str(child.tag).rpartition("}")[2], -1) for child in element]
                if ranks != sorted(ranks) or -1 in ranks:
                    yield name, f"Właściwości „{parent}” stoją w złej kolejności", " ".join(str(child.tag).rpartition("}")[2] for child in element)


def _empty(opened: Opened) -> Iterator[Problem]:
    """Paragraphs that only make space; those that end a section or fill a cell are none."""
    content = {w("r"), w("hyperlink"), w("fldSimple"), w("ins"), w("del")}
    for number, element in enumerate(opened.document.find(w("body")).iterfind(w("p")), start=1):
        if not any(child.tag in content for child in element.iter()) and element.find(f"{w('pPr')}/{w('sectPr')}") is None:
            yield "word/document.xml", "Pusty akapit", str(number)


CHECKS: Sequence[tuple[str, Callable[[Opened], Iterator[Problem]]]] = (
    ("D02", _typed),
    ("D03", _linked),
    ("D04", _bookmarks),
    ("D05", _drawings),
    ("D06", _fields),
    ("D07", _footnotes),
    ("D08", _styles),
    ("D09", _tables),
    ("D10", _targets),
    ("D11", _ordered),
    ("D12", _empty),
)
