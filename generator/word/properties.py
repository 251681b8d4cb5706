"""Properties of the file: what Word shows under „Informacje", and what the program needs when the document comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.blocks import Heading
from generator.word.ooxml import DECLARATION
from generator.word.package import Package
from generator.word.plan import Item
from generator.word.text import escaped

OFFICE = "application/vnd.openxmlformats-officedocument"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata"
MANIFEST = "urn:mrl-desktop:manifest"
UNDATED = "2026-01-01"


def add_properties(package: Package, properties: Mapping[str, str], headings: Iterable[Item]) -> None:
    """Core and application properties, and the manifest that says which bookmark stands for which chapter."""
    package.add("docProps/core.xml", _core(properties), "application/vnd.openxmlformats-package.core-properties+xml")
    package.relate("", f"{CORE.removesuffix('/metadata')}/relationships/metadata/core-properties", "docProps/core.xml")
    package.add("docProps/app.xml", _application(properties), f"{OFFICE}.extended-properties+xml")
    package.relate("", "extended-properties", "docProps/app.xml")
    package.add("customXml/item1.xml", _manifest(headings))
    package.relate("word/document.xml", "customXml", "../customXml/item1.xml")


def _core(properties: Mapping[str, str]) -> str:
    created = properties.get("created", "") or UNDATED
    moment = f"{created}T00:00:00Z" if len(created) == 10 else f"{created[:19]}Z"
    names = {"title": "dc:title", "subject": "dc:subject", "author": "dc:creator", "keywords": "cp:keywords", "description": "dc:description"}
    texts = "".join(f"<{tag}>{escaped(properties[name])}</{tag}>" for name, tag in names.items() if properties.get(name))
    times = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{escaped(moment)}</dcterms:{name}>' for name in ("created", "modified"))
    language = escaped(properties.get("language", "") or "pl-PL")
    spaces = f'xmlns:cp="{CORE}/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    return f"{DECLARATION}<cp:coreProperties {spaces}>{texts}<dc:language>{language}</dc:language>{times}</cp:coreProperties>"


def _application(properties: Mapping[str, str]) -> str:
    company = escaped(properties.get("company", ""))
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>MRL Desktop</Application><DocSecurity>0</DocSecurity><Company>{company}</Company><AppVersion>16.0000</AppVersion></Properties>"
    )


def _manifest(headings: Iterable[Item]) -> str:
    rows = "".join(
        f'<chapter key="{escaped(item.block.key)}" bookmark="{item.anchor}" title="{escaped(item.title)}"/>' for item in headings if isinstance(item.block, Heading) and item.block.key
    )
    return f'{DECLARATION}<manifest xmlns="{MANIFEST}">{rows}</manifest>'
