"""Styles of a template: found by name, lent by our own template where they are missing; and the colours they carry."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.word.ooxml import w
from generator.word.styles import STYLES
from generator.word.template_file import TemplateFile, style_elements
from mrl_desktop.domain.findings import Finding, Place, Severity

TINTS = ("accent", "good", "warn", "bad", "grey")
TEXT_COLOUR = "1F2933"
LEAST_CONTRAST = 4.5


def styles_of(source: TemplateFile, own: TemplateFile, path: Path, findings: list[Finding]) -> tuple[dict[str, str], list[Any]]:
    """Role to style id, and the styles the template lacked, now added to it from our own."""
    tree = source.tree("styles")
    present = style_elements(tree)
    own_styles = style_elements(own.tree("styles"))
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


def tints_of(source: TemplateFile, ids: Mapping[str, str], path: Path, findings: list[Finding]) -> dict[str, str]:
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


def spread_of(source: TemplateFile) -> float:
    """1 for Calibri and its equals, which column widths are measured with; more for any other type, to be on the safe side."""
    xml = b"".join(source.read(f"word/{target}") for target in source.targets("theme"))
    minor = xml.partition(b"minorFont>")[2][:200]
    return 1.0 if b'"Calibri"' in minor or b'"Carlito"' in minor else 1.18


def rule_of(source: TemplateFile, ids: Mapping[str, str]) -> str:
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
