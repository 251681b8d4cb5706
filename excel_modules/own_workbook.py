"""The planner's own workbook as write-back must know it: texts, styles, protection, merged ranges, arrays, tables and validations."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from excel_modules.doctor.grid import is_date_code, is_percent_code
from excel_modules.doctor.open_xlsx import BUILT_IN
from excel_modules.own_wording import Cell
from excel_modules.sheet import cell_position, clean
from excel_modules.workbook_xml import (
    SheetText,
    links_of,
    local,
    part_of,
    texts_of,
    tree,
    workbook_part,
)

Position = tuple[int, int]


class OwnWorkbook:
    """What must be known of a workbook before cells are written: texts, styles, protection, merged ranges, tables, validations."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.part = workbook_part(archive)
        data = archive.read(self.part)
        self.old_days = bool(re.search(rb"""date1904\s*=\s*["'](?:1|true)["']""", data))
        links = links_of(archive, self.part)
        self.strings = [texts_of(one) for one in self._of(links, "sharedStrings", "si")]
        root = next((tree(archive.read(link.target)) for link in links.values() if link.kind == "styles"), None)
        own = {int(one.get("numFmtId", 0)): str(one.get("formatCode", "")) for one in (root.iter() if root is not None else ()) if local(one) == "numFmt"}
        styles = [one for group in (root.iter() if root is not None else ()) if local(group) == "cellXfs" for one in group]
        self.codes = [own.get(int(style.get("numFmtId", 0)), BUILT_IN.get(int(style.get("numFmtId", 0)), "")) for style in styles]
        self.unlocked = [any(local(one) == "protection" and one.get("locked") in ("0", "false") for one in style) for style in styles]
        self.sheets: dict[str, OwnSheet | None] = {}

    def _of(self, links: Mapping[str, Any], kind: str, name: str) -> Iterable[Any]:
        part = next((link.target for link in links.values() if link.kind == kind), "")
        return [one for one in tree(self.archive.read(part)) if local(one) == name] if part in self.archive.namelist() else []

    def sheet(self, name: str) -> OwnSheet | None:
        if name not in self.sheets:
            part = part_of(self.archive, name)
            self.sheets[name] = OwnSheet(self, part.part) if part is not None and part.kind == "worksheet" else None
        return self.sheets[name]


class OwnSheet:
    """One sheet: what its cells hold and which of them may be written."""

    def __init__(self, book: OwnWorkbook, part: str) -> None:
        self.book, self.part = book, part
        data = book.archive.read(part)
        self.text = SheetText(data)
        root = tree(data)
        self.protected = any(local(one) == "sheetProtection" and one.get("sheet") in ("1", "true") for one in root)
        self.merged = [_area(one.get("ref")) for one in root.iter() if local(one) == "mergeCell"]
        self.arrays = [_area(one.get("ref")) for one in root.iter() if local(one) == "f" and one.get("t") in ("array", "dataTable") and one.get("ref")]
        self.headers = [self._header(link.target) for link in links_of(book.archive, part).values() if link.kind == "table"]
        self.lists = [(one.get("sqref", ""), next((child.text or "" for child in one if local(child) == "formula1"), "")) for one in root.iter() if local(one) == "dataValidation" and one.get("type") == "list"]

    def _header(self, part: str) -> tuple[int, int, int, int]:
        root = tree(self.book.archive.read(part))
        top, left, _, right = _area(root.get("ref"))
        rows = int(root.get("headerRowCount", 1))
        return top, left, top + rows - 1, right

    def cell(self, place: Position) -> Cell:
        found = self.text.cells.get(place)
        if found is None:
            return Cell(value=None, old_days=self.book.old_days)
        code = self.book.codes[found.style] if found.style < len(self.book.codes) else ""
        places = re.search(r"[0#]\.([0#]+)", code)
        shown = len(places[1]) if places else 0 if re.search(r"[0#]", code) else None
        return Cell(value=self.value(place), is_date=is_date_code(code), is_percent=is_percent_code(code), places=shown, old_days=self.book.old_days)

    def value(self, place: Position) -> str | float | bool | None:
        """What a cell stores."""
        found = self.text.cells.get(place)
        if found is None:
            return None
        inside = re.sub(rb"<(/?)[\w.-]+:", rb"<\1", self.text.xml(*place))
        inside = re.sub(rb"\s[\w.-]+:[\w.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", inside)
        root = tree(inside)
        stored = next((one.text or "" for one in root if local(one) == "v"), "")
        match found.attributes.get("t", "n"):
            case "s":
                return self.book.strings[int(stored)] if stored.isdigit() and int(stored) < len(self.book.strings) else None
            case "inlineStr":
                return next((texts_of(one) for one in root if local(one) == "is"), "") or None
            case "b":
                return stored == "1"
            case "str" | "e" | "d":
                return stored or None
        return float(stored) if stored else None

    def obstacle(self, place: Position) -> str:
        """Why a cell must not be written, "" when it may."""
        found = self.text.cells.get(place)
        if found is not None and re.search(rb"<(?:[\w.-]+:)?f\b", self.text.xml(*place)):
            return "W komórce jest formuła; program nigdy nie zastępuje formuł."
        if any(_inside(place, area) for area in self.arrays):
            return "Komórka należy do formuły tablicowej; program nigdy nie zastępuje formuł."
        if any(_inside(place, area) and place != area[:2] for area in self.merged):
            return "Komórka jest zasłonięta przez scalone komórki."
        if any(_inside(place, area) for area in self.headers):
            return "To nagłówek tabeli Excela; zmiana mogłaby uszkodzić formuły tej tabeli."
        style = found.style if found is not None else 0
        if self.protected and not (style < len(self.book.unlocked) and self.book.unlocked[style]):
            return "Arkusz jest chroniony, a ta komórka zablokowana."
        return ""

    def allowed(self, place: Position) -> tuple[str, ...] | None:
        """Entries of the drop-down list of a cell; None when it has none or they cannot be told."""
        for areas, formula in self.lists:
            if any(_inside(place, _area(one)) for one in areas.split()):
                if formula.startswith('"'):
                    return tuple(clean(one) for one in formula.strip('"').split(","))
                return self._entries(formula)
        return None

    def _entries(self, formula: str) -> tuple[str, ...] | None:
        found = re.fullmatch(r"(?:(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!)?\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)", formula)
        if found is None:
            return None
        name = (found[1] or found[2] or "").replace("''", "'")
        sheet = self.book.sheet(name) if name else self
        if sheet is None:
            return None
        top, left, bottom, right = _area(f"{found[3]}{found[4]}:{found[5]}{found[6]}")
        if (bottom - top + 1) * (right - left + 1) > 5000:
            return None
        values = [sheet.value((row, column)) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        return tuple(clean(value) for value in values if isinstance(value, str) and value)


def _area(text: str | None) -> tuple[int, int, int, int]:
    first, _, last = (text or "A1").replace("$", "").partition(":")
    return (*cell_position(first), *cell_position(last or first))


def _inside(place: Position, area: tuple[int, int, int, int]) -> bool:
    return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]
