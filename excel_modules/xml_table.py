"""A plain XML file (a report saved by an accounting program, BeSTi@ among them) as tables: every repeated element is a row.

No layout of such files is known here; the mapping wizard lets the planner say what the columns mean. Definitions of entities are refused.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from excel_modules.reading import Refused, error
from excel_modules.sheet import Sheet, Workbook, clean

LARGEST = 40 * 2**20
"""Bytes of an XML file that is opened."""
DEEPEST = 40
MOST_SHEETS = 30
MOST_COLUMNS = 300
_Path = tuple[str, ...]


def open_xml(path: Path) -> Workbook:
    """A sheet for each kind of element that repeats, its fields and those of the elements around it as columns. Raises Refused."""
    from defusedxml import DefusedXmlException, ElementTree

    file = path.name
    data = path.read_bytes()
    if len(data) > LARGEST:
        raise Refused(error("P04", file, f"Plik XML jest za duży (największy dopuszczalny ma {LARGEST // 2**20} MB).", "Zapisz sprawozdanie w kilku mniejszych plikach albo jako XLSX."))
    try:
        root = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as refused:
        message = "Plik zawiera definicje, których tabele nie potrzebują, a które mogą posłużyć do ataku. Nie został wczytany."
        raise Refused(error("P05", file, message, "Zapisz dane ponownie w programie, z którego pochodzą, najlepiej jako XLSX.")) from refused
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as failure:
        hint = "Zapisz dane ponownie w programie, z którego pochodzą, najlepiej jako XLSX."
        raise Refused(error("P03", file, "Plik XML jest uszkodzony i nie da się go odczytać.", hint)) from failure
    if _has(root, "office:spreadsheet"):
        raise Refused(error("P02", file, "Plik jest arkuszem Excela zapisanym jako XML.", "Otwórz go w Excelu i zapisz jako „Skoroszyt programu Excel (*.xlsx)”."))
    found = _Records(root)
    if not found.tables:
        raise Refused(error("P11", file, "W pliku XML nie widać tabeli: żaden jego element się nie powtarza.", "Zapisz dane jako CSV lub XLSX."))
    sheets = [Sheet(name, rows) for name, rows in found.tables.items()]
    numbers = [cell for sheet in sheets for row in sheet.raw[1:200] for cell in row if cell]
    decimal = "," if sum(bool(re.fullmatch(r"-?\d+,\d+", cell)) for cell in numbers) > sum(bool(re.fullmatch(r"-?\d+\.\d+", cell)) for cell in numbers) else "."
    notes = ("plik XML pokazano jako tabele: wiersz na każdy powtarzający się element",)
    return Workbook(file=file, format="xml", sheets=sheets, notes=notes, decimal=decimal)


def _has(root: Any, words: str) -> bool:
    return words in str(root.tag)


@lru_cache(maxsize=4096)
def _name(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


class _Records:
    """Tables of an XML tree: path of a repeated element → rows, the first of them names of columns."""

    def __init__(self, root: Any) -> None:
        self._counts: Counter[_Path] = Counter()
        self._rich: set[_Path] = set()
        self._count(root, ())
        records = [path for path in self._counts if self._is_record(path)]
        self._holding = {path[:depth] for path in records for depth in range(1, len(path)) if self._counts[path] > self._counts[path[:depth]]}
        self._made = 0
        self._rows: dict[_Path, list[dict[str, str]]] = {}
        self._walk(root, (), {})
        self.tables: dict[str, list[list[str]]] = {}
        for path, rows in sorted(self._rows.items(), key=lambda pair: -len(pair[1]))[:MOST_SHEETS]:
            names = list(dict.fromkeys(name for row in rows for name in row))[:MOST_COLUMNS]
            short = path[-1][:31]
            name = short if short not in self.tables else "/".join(path[-2:])[-31:]
            self.tables[name if name not in self.tables else f"{name[:27]} {len(self.tables)}"] = [names, *([row.get(one, "") for one in names] for row in rows)]

    def _count(self, element: Any, above: _Path) -> None:
        path = (*above, _name(element.tag))
        if len(path) > DEEPEST or not isinstance(element.tag, str):
            return
        self._counts[path] += 1
        if len(element) or element.attrib:
            self._rich.add(path)
        for child in element:
            self._count(child, path)

    def _is_record(self, path: _Path) -> bool:
        return self._counts[path] > 1 and path in self._rich

    def _walk(self, element: Any, above: _Path, around: dict[str, str]) -> None:
        """Goes down; `around` are the fields of the elements this one lies in."""
        path = (*above, _name(element.tag))
        if len(path) > DEEPEST or not isinstance(element.tag, str):
            return
        inner: list[tuple[Any, _Path]] = []
        own = self._fields(element, path, "", inner)
        known = {**around, **{(name if name not in around else f"{path[-1]}/{name}"): value for name, value in own.items()}}
        before = self._made
        for child, parent in inner:
            self._walk(child, parent, known)
        if self._is_record(path) and self._made == before:
            self._rows.setdefault(path, []).append(known)
            self._made += 1

    def _fields(self, element: Any, path: _Path, prefix: str, inner: list[tuple[Any, _Path]]) -> dict[str, str]:
        """Attributes and leaves of an element, those of single inner elements with the name in front; repeated ones go to `inner`."""
        found = {f"{prefix}{_name(name)}": clean(value) for name, value in element.attrib.items()}
        if not len(element) and (said := clean(element.text or "")):
            found[prefix.rstrip("/") or path[-1]] = said
        siblings: Counter[str] | None = None
        for child in element:
            if not isinstance(child.tag, str) or len(path) >= DEEPEST:
                continue
            below = (*path, _name(child.tag))
            if not len(child) and not child.attrib:
                name, value = f"{prefix}{below[-1]}", clean(child.text or "")
                if value:
                    found[name] = f"{found[name]}; {value}" if name in found else value
                continue
            if siblings is None:
                siblings = Counter(one.tag for one in element if isinstance(one.tag, str))
            if (self._is_record(below) and siblings[child.tag] > 1) or below in self._holding:
                inner.append((child, path))
            else:
                for name, value in self._fields(child, below, f"{prefix}{below[-1]}/", inner).items():
                    found[name] = f"{found[name]}; {value}" if name in found else value
        return found
