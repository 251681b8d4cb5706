"""Tables of a Word document opened as sheets, so that project cards written in Word go to the same readers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from excel_modules.reading import Refused, error
from excel_modules.sheet import Sheet, Workbook

MARKS = {"☒": "☑", "\u00a8": "☐", "\u00fe": "☑"}
"""Ticks as Word's form fields and its symbol font write them."""


def open_word(path: Path) -> Workbook:
    """Every table of the document as a sheet, its merged cells too. Raises Refused when the document cannot be read or has no table."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(str(path))
        tables = [_sheet(f"tabela {number}", table) for number, table in enumerate(document.tables, 1)]
    except (PackageNotFoundError, KeyError, ValueError, OSError) as failure:
        raise Refused(error("P03", path.name, "Nie udało się odczytać dokumentu Worda.", "Otwórz go w Wordzie i zapisz ponownie jako DOCX.")) from failure
    if not tables:
        raise Refused(
            error("P11", path.name, "W dokumencie Worda nie ma żadnej tabeli, z której można wczytać kartę projektu.", "Przepisz treść do karty projektu w programie.")
        )
    return Workbook(file=path.name, format="docx", sheets=tables, notes=("Z dokumentu Worda czytane są tylko tabele.",))


def _sheet(name: str, table: Any) -> Sheet:
    """One table as a grid; a cell that spans several places stands in the first of them."""
    rows: list[list[Any]] = []
    areas: dict[int, list[int]] = {}
    keep: list[Any] = []  # the elements, so that their identities stay their own
    for row_number, row in enumerate(table.rows):
        line: list[Any] = []
        for column, cell in enumerate(row.cells):
            element = cell._tc
            keep.append(element)
            area = areas.get(id(element))
            if area is None:
                areas[id(element)] = [row_number, column, row_number, column]
                line.append(_text(cell))
            else:
                area[2], area[3] = max(area[2], row_number), max(area[3], column)
                line.append(None)
        rows.append(line)
    merged = [((top, left), (bottom, right)) for top, left, bottom, right in areas.values() if (top, left) != (bottom, right)]
    return Sheet(name, rows, merged=lambda: merged)


def _text(cell: Any) -> str:
    """Paragraphs as lines; list items keep their bullets."""
    lines: list[str] = []
    for paragraph in cell.paragraphs:
        text = paragraph.text
        listed = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
        lines.append(f"- {text}" if listed and text.strip() else text)
    said = "\n".join(lines).strip()
    for mark, tick in MARKS.items():
        said = said.replace(mark, tick)
    return said
