"""A template opened for reading: its parts by relationship type, its page, header, footer, settings and pictures."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.word.ooxml import DECLARATION, PACKAGE, WP, A, R, w


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


class TemplateFile:
    """A `.docx` opened for reading: parsed parts by relationship type."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
        self.names = self._archive.namelist()
        self._trees: dict[str, Any] = {}
        self.relations: list[tuple[str, str, str]] = self.relations_of("word/document.xml")
        self.document = self.parse("word/document.xml")

    def read(self, name: str) -> bytes:
        return self._archive.read(name)

    def relations_of(self, part: str) -> list[tuple[str, str, str]]:
        """(id, last word of the type, target relative to the part's folder)."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.names:
            return []
        items = self.parse(rels).iterfind(f"{{{PACKAGE}/relationships}}Relationship")
        return [(item.get("Id"), item.get("Type").rpartition("/")[2], item.get("Target").removeprefix("/word/")) for item in items if item.get("TargetMode") != "External"]

    def targets(self, kind: str) -> list[str]:
        return [target for _, of_kind, target in self.relations if of_kind == kind]

    def tree(self, kind: str) -> Any:
        """The parsed part of a type (`styles`, `numbering`, `settings`). Raises KeyError when the template has none."""
        if kind not in self._trees:
            targets = self.targets(kind)
            if not targets:
                raise KeyError(kind)
            self._trees[kind] = self.parse(f"word/{targets[0]}")
        return self._trees[kind]

    def parse(self, name: str) -> Any:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self.read(name), parser)


def xml_of(tree: Any) -> bytes:
    from lxml import etree

    return DECLARATION.encode() + bytes(etree.tostring(tree))


def style_elements(tree: Any) -> dict[tuple[str, str], Any]:
    return {(element.get(w("type")), element.find(w("name")).get(w("val")).lower()): element for element in tree.iterfind(w("style"))}


def page_of(source: TemplateFile) -> Page:
    section = source.document.find(f".//{w('body')}/{w('sectPr')}")
    size, margins = (section.find(w(name)) if section is not None else None for name in ("pgSz", "pgMar"))
    if size is None or margins is None:
        return Page(11906, 16838, 1417, 1134, 1531, 1304, 680, 567)

    def number(element: Any, name: str) -> int:
        return abs(int(float(element.get(w(name), "0"))))

    width, height = sorted((number(size, "w"), number(size, "h")))
    return Page(width, height, *(number(margins, name) for name in ("left", "right", "top", "bottom", "header", "footer")))


def strip_of(source: TemplateFile, kind: str) -> Strip | None:
    """The header or footer the template's last section uses on ordinary pages."""
    references = source.document.findall(f".//{w('body')}/{w('sectPr')}/{w(kind + 'Reference')}")
    chosen = next((reference.get(f"{{{R}}}id") for reference in references if reference.get(w("type")) in ("default", None)), None)
    target = next((target for number, _, target in source.relations if number == chosen), None)
    if target is None:
        return None
    from lxml import etree

    xml = etree.tostring(source.parse(f"word/{target}"), encoding="unicode")
    relations = tuple((number, of_kind, place) for number, of_kind, place in source.relations_of(f"word/{target}"))
    return Strip(xml, relations)


def own_strip_of(own: TemplateFile, kind: str, ids: Mapping[str, str]) -> Strip:
    """Our own header or footer, with the style ids of the template it is lent to."""
    strip = strip_of(own, kind)
    style = style_elements(own.tree("styles"))["paragraph", kind].get(w("styleId"))
    return Strip(strip.xml.replace(f'<w:pStyle w:val="{style}"/>', f'<w:pStyle w:val="{ids[kind]}"/>')) if strip else Strip("")


def settings_of(source: TemplateFile) -> str:
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


def pictures_of(source: TemplateFile) -> dict[str, Picture]:
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
