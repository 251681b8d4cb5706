"""Numbered lists of a template: headings, bullets and the ordered list that a document makes fresh instances of."""

from __future__ import annotations

import copy
from typing import Any

from generator.word.ooxml import DECLARATION, w
from generator.word.template_file import TemplateFile, style_elements


def numbering_of(source: TemplateFile, own: TemplateFile, adopted: list[Any]) -> dict[str, Any]:
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
        style = style_elements(own.tree("styles"))["paragraph", "list number"]
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


def _list_of_style(source: TemplateFile, numbering: Any, style_name: str) -> int | None:
    """The abstract list a paragraph style is numbered by."""
    style = style_elements(source.tree("styles")).get(("paragraph", style_name))
    number = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}") if style is not None else None
    if number is None:
        return None
    instance = next((e for e in numbering.iterfind(w("num")) if e.get(w("numId")) == number.get(w("val"))), None)
    return int(instance.find(w("abstractNumId")).get(w("val"))) if instance is not None else None


def heading_formats_of(source: TemplateFile) -> tuple[tuple[str, str], ...]:
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
