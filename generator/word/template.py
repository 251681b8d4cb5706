"""The looks of a document: page, styles, header, footer, theme and pictures, read once from a `.docx` a town can replace.

What a template lacks is taken from the program's own one, and a finding says so.
"""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.word.ooxml import DECLARATION, PACKAGE, WP, A, R, w
from generator.word.styles import STYLES
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.paths import resource

TINTS = ("accent", "good", "warn", "bad", "grey")
TEXT_COLOUR = "1F2933"
LEAST_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Page:
    """Size and margins in twentieths of a point."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    header: int
    footer: int

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        return self.height - self.top - self.bottom

    def turned(self) -> Page:
        """The page on its side; margins turn with it so that the binding edge stays where it was."""
        return Page(self.height, self.width, self.bottom, self.bottom, self.left, self.right, self.header, self.footer)


@dataclass(frozen=True, slots=True)
class Strip:
    """A header or footer as the template has it: its XML with places to fill, and the files it shows."""

    xml: str
    relations: tuple[tuple[str, str, str], ...] = ()
    """(id, type, target in the package)."""


@dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    extension: str
    width: int
    height: int
    """In any unit; only the proportion counts."""


@dataclass(frozen=True, slots=True)
class Template:
    """Everything the writer needs of a template, ready to be copied into a document."""

    style: Mapping[str, str]
    """Role (see `styles.STYLES`) to style id."""
    tints: Mapping[str, str]
    spread: float
    """How much wider than Calibri the type of the template may run."""
    rule: str
    """Colour of the strong rules of tables."""
    page: Page
    header: Strip
    footer: Strip
    parts: Mapping[str, tuple[bytes, str]]
    """Parts copied as they are: name to content and relationship type."""
    settings: str
    numbering_start: str
    numbering_end: str
    next_list: int
    ordered: int
    """The abstract list ordered lists are instances of."""
    heading_formats: tuple[tuple[str, str], ...]
    """Number form and text („%1.%2") of heading levels 1-4."""
    media: Mapping[str, bytes]
    pictures: Mapping[str, Picture]
    """Pictures in the template's body by their alternative text: programme marks."""
    findings: tuple[Finding, ...]


def load_template(path: Path | None = None) -> Template:
    """The template, kept in memory until the file changes. An unreadable one is answered with the program's own and a finding."""
    own = resource("templates", "dokument.docx")
    chosen = path or own
    try:
        stamp = chosen.stat()
        return _load(chosen, stamp.st_mtime_ns, stamp.st_size)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as problem:
        if chosen == own:
            raise
        finding = Finding(
            severity=Severity.WARNING,
            code="G31",
            message=f"Nie udało się odczytać wzoru dokumentu „{chosen.name}”, dlatego dokument ma wygląd podstawowy.",
            hint="Otwórz wzór w Wordzie i zapisz go ponownie jako dokument .docx albo wybierz inny wzór.",
            place=Place(file=str(chosen)),
            value=str(problem),
        )
        basic = load_template()
        return _with_findings(basic, (finding,))


def _with_findings(template: Template, findings: tuple[Finding, ...]) -> Template:
    return replace(template, findings=findings + template.findings)


@lru_cache(maxsize=4)
def _load(path: Path, _mtime: int, _size: int) -> Template:
    own_path = resource("templates", "dokument.docx")
    source = _Source(path)
    own = source if path == own_path else _Source(own_path)
    findings: list[Finding] = []
    ids, adopted = _styles(source, own, path, findings)
    numbering = _numbering(source, own, adopted)
    return Template(
        style=ids,
        tints=_tints(source, ids, path, findings),
        spread=_spread(source),
        rule=_rule(source, ids),
        page=_page(source),
        header=_strip(source, "header") or _own_strip(own, "header", ids),
        footer=_strip(source, "footer") or _own_strip(own, "footer", ids),
        parts={
            "word/styles.xml": (_serialised(source.tree("styles")), "styles"),
            **{f"word/{target}": (source.read(f"word/{target}"), kind) for kind in ("theme", "fontTable") for target in source.targets(kind) or ()},
        },
        settings=_settings(source),
        **numbering,
        heading_formats=_heading_formats(source),
        media={name: source.read(name) for name in source.names if name.startswith("word/media/")},
        pictures=_pictures(source),
        findings=tuple(findings),
    )


class _Source:
    """A `.docx` opened for reading: parsed parts by relationship type."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
        self.names = self._archive.namelist()
        self._trees: dict[str, Any] = {}
        self.relations: list[tuple[str, str, str]] = self.relations_of("word/document.xml")
        self.document = self._parse("word/document.xml")

    def read(self, name: str) -> bytes:
        return self._archive.read(name)

    def relations_of(self, part: str) -> list[tuple[str, str, str]]:
        """(id, last word of the type, target relative to the part's folder)."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.names:
            return []
        items = self._parse(rels).iterfind(f"{{{PACKAGE}/relationships}}Relationship")
        return [(item.get("Id"), item.get("Type").rpartition("/")[2], item.get("Target").removeprefix("/word/")) for item in items if item.get("TargetMode") != "External"]

    def targets(self, kind: str) -> list[str]:
        return [target for _, of_kind, target in self.relations if of_kind == kind]

    def tree(self, kind: str) -> Any:
        """The parsed part of a type (`styles`, `numbering`, `settings`). Raises KeyError when the template has none."""
        if kind not in self._trees:
            targets = self.targets(kind)
            if not targets:
                raise KeyError(kind)
            self._trees[kind] = self._parse(f"word/{targets[0]}")
        return self._trees[kind]

    def _parse(self, name: str) -> Any:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self.read(name), parser)


def _serialised(tree: Any) -> bytes:
    from lxml import etree

    return DECLARATION.encode() + bytes(etree.tostring(tree))


def _styles(source: _Source, own: _Source, path: Path, findings: list[Finding]) -> tuple[dict[str, str], list[Any]]:
    """Role to style id, and the styles the template lacked, now added to it from our own."""
    tree = source.tree("styles")
    present = _style_elements(tree)
    own_styles = _style_elements(own.tree("styles"))
    own_ids = {element.get(w("styleId")): key for key, element in own_styles.items()}
    missing: list[str] = []
    adopted: list[Any] = []

    def take(key: tuple[str, str]) -> str:
        """Id of a style of the template, brought over from our own one with what it is based on."""
        if key in present:
            return str(present[key].get(w("styleId")))
        element = copy.deepcopy(own_styles[key])
        taken = {found.get(w("styleId")) for found in present.values()}
        style_id = element.get(w("styleId"))
        while style_id in taken:
            style_id += "MRL"
        element.set(w("styleId"), style_id)
        element.attrib.pop(w("default"), None)
        present[key] = element
        for reference in (*element.findall(w("basedOn")), *element.findall(w("next"))):
            reference.set(w("val"), take(own_ids[reference.get(w("val"))]))
        tree.append(element)
        adopted.append(element)
        return str(style_id)

    ids: dict[str, str] = {}
    for style in STYLES:
        key = (style.kind, style.name.lower())
        if key not in present:
            missing.append(f"„{style.name}” ({style.purpose})")
        ids[style.role] = take(key)
    if missing:
        findings.append(
            Finding(
                severity=Severity.WARNING,
                code="G32",
                message=f"We wzorze dokumentu „{path.name}” brakuje stylów: {', '.join(missing)}. Użyto ich z podstawowego wzoru programu.",
                hint="Jeśli wzór ma wyglądać inaczej, dodaj w nim w Wordzie style o dokładnie takich nazwach.",
                place=Place(file=str(path)),
            )
        )
    return ids, adopted


def _style_elements(tree: Any) -> dict[tuple[str, str], Any]:
    return {(element.get(w("type")), element.find(w("name")).get(w("val")).lower()): element for element in tree.iterfind(w("style"))}


def _tints(source: _Source, ids: Mapping[str, str], path: Path, findings: list[Finding]) -> dict[str, str]:
    """Named tints from the shading of the tint styles; one too dark for the text is replaced by white and reported."""
    by_id = {element.get(w("styleId")): element for element in source.tree("styles").iterfind(w("style"))}
    tints: dict[str, str] = {}
    for name in TINTS:
        shading = by_id[ids[f"tint_{name}"]].find(f"{w('pPr')}/{w('shd')}")
        fill = shading.get(w("fill"), "FFFFFF") if shading is not None else "FFFFFF"
        fill = fill if len(fill) == 6 and fill != "auto" else "FFFFFF"
        if contrast(fill, TEXT_COLOUR) < LEAST_CONTRAST:
            findings.append(
                Finding(
                    severity=Severity.WARNING,
                    code="G33",
                    message=f"We wzorze „{path.name}” tło „{name}” jest za ciemne, aby tekst na nim był czytelny; użyto białego.",
                    hint="Rozjaśnij cieniowanie stylu „MRL Odcień " + name + "”.",
                    place=Place(file=str(path)),
                    value=fill,
                )
            )
            fill = "FFFFFF"
        tints[name] = fill
    return tints


def _spread(source: _Source) -> float:
    """1 for Calibri and its equals, which column widths are measured with; more for any other type, to be on the safe side."""
    xml = b"".join(source.read(f"word/{target}") for target in source.targets("theme"))
    minor = xml.partition(b"minorFont>")[2][:200]
    return 1.0 if b'"Calibri"' in minor or b'"Carlito"' in minor else 1.18


def _rule(source: _Source, ids: Mapping[str, str]) -> str:
    style = next(element for element in source.tree("styles").iterfind(w("style")) if element.get(w("styleId")) == ids["table"])
    border = style.find(f"{w('tblPr')}/{w('tblBorders')}/{w('bottom')}")
    return str(border.get(w("color"), "auto")) if border is not None else "auto"


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two RRGGBB colours (WCAG 2.1, relative luminance), 1 to 21."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _page(source: _Source) -> Page:
    section = source.document.find(f".//{w('body')}/{w('sectPr')}")
    size, margins = (section.find(w(name)) if section is not None else None for name in ("pgSz", "pgMar"))
    if size is None or margins is None:
        return Page(11906, 16838, 1417, 1134, 1531, 1304, 680, 567)

    def number(element: Any, name: str) -> int:
        return abs(int(float(element.get(w(name), "0"))))

    width, height = sorted((number(size, "w"), number(size, "h")))
    return Page(width, height, *(number(margins, name) for name in ("left", "right", "top", "bottom", "header", "footer")))


def _strip(source: _Source, kind: str) -> Strip | None:
    """The header or footer the template's last section uses on ordinary pages."""
    references = source.document.findall(f".//{w('body')}/{w('sectPr')}/{w(kind + 'Reference')}")
    chosen = next((reference.get(f"{{{R}}}id") for reference in references if reference.get(w("type")) in ("default", None)), None)
    target = next((target for number, _, target in source.relations if number == chosen), None)
    if target is None:
        return None
    from lxml import etree

    xml = etree.tostring(source._parse(f"word/{target}"), encoding="unicode")
    relations = tuple((number, of_kind, place) for number, of_kind, place in source.relations_of(f"word/{target}"))
    return Strip(xml, relations)


def _own_strip(own: _Source, kind: str, ids: Mapping[str, str]) -> Strip:
    """Our own header or footer, with the style ids of the template it is lent to."""
    strip = _strip(own, kind)
    style = _style_elements(own.tree("styles"))["paragraph", kind].get(w("styleId"))
    return Strip(strip.xml.replace(f'<w:pStyle w:val="{style}"/>', f'<w:pStyle w:val="{ids[kind]}"/>')) if strip else Strip("")


def _settings(source: _Source) -> str:
    """Settings with the footnote separators named and without anything that would make Word ask on opening."""
    from lxml import etree

    tree = copy.deepcopy(source.tree("settings"))
    for name in ("updateFields", "attachedTemplate", "footnotePr", "endnotePr", "documentProtection", "mailMerge", "rsids"):
        for element in tree.findall(w(name)):
            tree.remove(element)
    notes = etree.SubElement(tree, w("footnotePr"))
    for number in ("-1", "0"):
        etree.SubElement(notes, w("footnote")).set(w("id"), number)
    after = ("compat", "docVars", "rsids", "mathPr", "themeFontLang", "clrSchemeMapping", "shapeDefaults", "decimalSymbol", "listSeparator")
    following = next((element for element in tree if etree.QName(element).localname in after), None)
    if following is not None:
        following.addprevious(notes)
    return DECLARATION + str(etree.tostring(tree, encoding="unicode"))


def _numbering(source: _Source, own: _Source, adopted: list[Any]) -> dict[str, Any]:
    """The list definitions, open for more instances of the ordered list; our own lists added for styles that came from our own template."""
    from lxml import etree

    try:
        tree = source.tree("numbering")
    except KeyError:
        tree = copy.deepcopy(own.tree("numbering"))
    else:
        brought: dict[str, int] = {}
        for number in (found for element in adopted if (found := element.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")) is not None):
            if number.get(w("val")) not in brought:
                brought[number.get(w("val"))] = _bring_list(tree, own.tree("numbering"), number.get(w("val")))
            number.set(w("val"), str(brought[number.get(w("val"))]))
    abstract = _list_of_style(source, tree, "list number")
    if abstract is None:
        style = _style_elements(own.tree("styles"))["paragraph", "list number"]
        instance = _bring_list(tree, own.tree("numbering"), style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}").get(w("val")), linked=False)
        abstract = int(next(e for e in tree.iterfind(w("num")) if e.get(w("numId")) == str(instance)).find(w("abstractNumId")).get(w("val")))
    tail = tree.findall(w("numIdMacAtCleanup"))
    for element in tail:
        tree.remove(element)
    text = str(etree.tostring(tree, encoding="unicode"))
    end = text.rindex("</")
    used = [int(element.get(w("numId"))) for element in tree.iterfind(w("num"))]
    return {
        "numbering_start": DECLARATION + text[:end],
        "numbering_end": text[end:],
        "next_list": max(used, default=0) + 1,
        "ordered": abstract,
    }


def _bring_list(tree: Any, own: Any, number: str, *, linked: bool = True) -> int:
    """Copies a list of our own template with a fresh instance of it into another one; returns the instance's number."""
    from lxml import etree

    wanted = next(e for e in own.iterfind(w("num")) if e.get(w("numId")) == number).find(w("abstractNumId")).get(w("val"))
    element = copy.deepcopy(next(e for e in own.iterfind(w("abstractNum")) if e.get(w("abstractNumId")) == wanted))
    abstract = 1 + max((int(e.get(w("abstractNumId"))) for e in tree.iterfind(w("abstractNum"))), default=0)
    instance = 1 + max((int(e.get(w("numId"))) for e in tree.iterfind(w("num"))), default=0)
    element.set(w("abstractNumId"), str(abstract))
    if not linked:
        for link in element.findall(f"{w('lvl')}/{w('pStyle')}"):
            link.getparent().remove(link)
    first = tree.find(w("num"))
    if first is None:
        tree.append(element)
    else:
        first.addprevious(element)
    etree.SubElement(etree.SubElement(tree, w("num"), {w("numId"): str(instance)}), w("abstractNumId")).set(w("val"), str(abstract))
    return instance


def _list_of_style(source: _Source, numbering: Any, style_name: str) -> int | None:
    """The abstract list a paragraph style is numbered by."""
    style = _style_elements(source.tree("styles")).get(("paragraph", style_name))
    number = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}") if style is not None else None
    if number is None:
        return None
    instance = next((e for e in numbering.iterfind(w("num")) if e.get(w("numId")) == number.get(w("val"))), None)
    return int(instance.find(w("abstractNumId")).get(w("val"))) if instance is not None else None


def _heading_formats(source: _Source) -> tuple[tuple[str, str], ...]:
    """How headings 1-4 are numbered in the template, so that the contents says the same; headings without a list have no numbers."""
    unnumbered = (("none", ""),) * 4
    usual = tuple(("decimal", ".".join(f"%{n}" for n in range(1, level + 1))) for level in range(1, 5))
    try:
        numbering = source.tree("numbering")
    except KeyError:
        return unnumbered
    abstract = _list_of_style(source, numbering, "heading 1")
    found = next((e for e in numbering.iterfind(w("abstractNum")) if e.get(w("abstractNumId")) == str(abstract)), None)
    if found is None:
        return unnumbered
    levels = {int(level.get(w("ilvl"))): level for level in found.iterfind(w("lvl"))}
    formats = []
    for index in range(4):
        level = levels.get(index)
        form = level.find(w("numFmt")) if level is not None else None
        text = level.find(w("lvlText")) if level is not None else None
        formats.append(usual[index] if form is None or text is None else (str(form.get(w("val"))), str(text.get(w("val")))))
    return tuple(formats)


def _pictures(source: _Source) -> dict[str, Picture]:
    """Pictures of the template's body by alternative text."""

    targets = {number: target for number, kind, target in source.relations if kind == "image"}
    found: dict[str, Picture] = {}
    for name in ("inline", "anchor"):
        for drawing in source.document.iter(f"{{{WP}}}{name}"):
            properties, extent = drawing.find(f"{{{WP}}}docPr"), drawing.find(f"{{{WP}}}extent")
            blip = next(drawing.iter(f"{{{A}}}blip"), None)
            target = targets.get(blip.get(f"{{{R}}}embed")) if blip is not None else None
            if properties is None or extent is None or target is None or not properties.get("descr"):
                continue
            content = source.read(posixpath.normpath(f"word/{target}"))
            found[properties.get("descr")] = Picture(content, target.rpartition(".")[2].lower(), int(extent.get("cx")), int(extent.get("cy")))
    return found
