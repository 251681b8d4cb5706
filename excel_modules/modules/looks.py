"""What a cell looks like where the look carries meaning: indents of a tree, percent formats, comments with decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

LARGEST = 5 * 2**20
"""Files above this many bytes are not opened a second time for their looks."""


@dataclass(slots=True, kw_only=True)
class Looks:
    """Looks of one sheet, by zero-based row and column."""

    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)


def looks_of(path: Path | None) -> dict[str, Looks]:
    """Looks of each sheet of an xlsx file; nothing for other formats, large files and files openpyxl cannot open."""
    if path is None or path.suffix.lower() not in (".xlsx", ".xlsm") or path.stat().st_size > LARGEST:
        return {}
    import openpyxl

    try:
        book = openpyxl.load_workbook(path)
    except Exception:  # the values are already read; without the looks only indents and percent signs are missed
        return {}
    found: dict[str, Looks] = {}
    for sheet in book.worksheets:
        looks = found[sheet.title] = Looks()
        for row in sheet.iter_rows(max_row=min(sheet.max_row, 5_000), max_col=min(sheet.max_column, 200)):
            for cell in row:
                at = (cell.row - 1, cell.column - 1)
                if cell.value is not None:
                    depth = int(cell.alignment.indent or 0) or int(sheet.row_dimensions[cell.row].outlineLevel or 0)
                    if depth:
                        looks.indents[at] = depth
                    if "%" in (cell.number_format or ""):
                        looks.percents.add(at)
                if cell.comment is not None and cell.comment.text:
                    looks.comments[at] = cell.comment.text.strip()
    return found
