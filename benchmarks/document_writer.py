"""From blocks to a saved Word document: our writer against the same XML as raw strings, and against python-docx through `table.cell()`.

CPU time in one process; imports and opening the template are left out on all sides, and there are no pictures. Run:
`python -m benchmarks.document_writer`. Wanted: at most 2 times the raw strings, at least 10 times less than python-docx.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from benchmarks.measuring import figure, verdict
from generator.blocks import Align, Cell, Chapter, Column, Cover, Document, Heading, Paragraph, Row, Table, plain
from generator.word.tables import KEPT_TOGETHER, KEPT_WHOLE
from generator.word.template import load_template
from generator.word.text import typeset
from generator.word.writer import write_docx
from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.polish import hard_spaces

HEADINGS, PARAGRAPHS, TABLES, ROWS, COLUMNS = 40, 500, 60, 20, 6
SENTENCE = "W latach 2015–2024 liczba mieszkańców zmniejszyła się z {} do {} osób, co w porównaniu z grupą miast o podobnej wielkości oznacza szybszy spadek i większe obciążenie usług publicznych w mieście. "


def paragraph_text(number: int) -> str:
    return SENTENCE.format(46_000 + number, 43_000 + number) + SENTENCE.format(number, number * 7)


def cell_text(table: int, row: int, column: int) -> str:
    return f"Pozycja {row} tabeli {table}" if column == 0 else f"{table * 1000 + row * 10 + column},5"


def made(spaces: Callable[[str], str] = str) -> Document:
    """The content as blocks: 40 headings, 500 paragraphs, 60 tables of 20 rows by 6 columns; `spaces` sets hard spaces beforehand."""
    blocks: list[Heading | Paragraph | Table] = []
    columns = (Column(title="Wyszczególnienie", weight=3.0), *(Column(title=str(2019 + c), align=Align.RIGHT) for c in range(1, COLUMNS)))
    tables = iter(range(TABLES))
    paragraphs = iter(range(PARAGRAPHS))
    for heading in range(HEADINGS):
        blocks.append(Heading(text=spaces(f"Rozdział o sprawie nr {heading}"), key=f"P{heading}", level=1 + (heading % 4 > 0)))
        blocks += [Paragraph(runs=plain(spaces(paragraph_text(next(paragraphs))))) for _ in range(PARAGRAPHS // HEADINGS)]
        blocks += [Paragraph(runs=plain(spaces(paragraph_text(next(paragraphs))))) for _ in range(PARAGRAPHS % HEADINGS // (HEADINGS // 2)) if heading % 2]
        for _ in range(1 + heading % 2):
            table = next(tables)
            rows = tuple(Row(cells=tuple(Cell(runs=plain(spaces(cell_text(table, row, column)))) for column in range(COLUMNS))) for row in range(ROWS))
            blocks.append(Table(key=f"T{table}", caption=f"Zestawienie {table}", columns=columns, rows=rows, source="opracowanie własne"))
    return Document(scope=Scope.PRL, cover=Cover(title="Plan", town="Nowe Bielany"), chapters=(Chapter(key="P1", blocks=tuple(blocks)),), properties={"created": "2026-11-23"})


def as_strings(document: Document, parts: dict[str, bytes], grids: list[list[int]], target: Path) -> None:
    """The same document.xml written by hand with f-strings, and the same zip; nothing of the writer is used. Hard spaces are in its texts already."""
    out: list[str] = []
    style = load_template().style
    head, foot = parts["word/document.xml"].decode().split("<w:p><w:pPr><w:pStyle w:val=\"" + style["heading1"], 1)[0], parts["word/document.xml"].decode().rsplit("<w:sectPr>", 1)[1]
    out.append(head)
    bookmark = number = 0
    counts = [0, 0]
    for block in document.blocks():
        if isinstance(block, Heading):
            bookmark += 1
            counts[block.level - 1] += 1
            top = '<w:spacing w:before="0"/>' if bookmark == 1 else ""
            out.append(f'<w:p><w:pPr><w:pStyle w:val="{style[f"heading{block.level}"]}"/>{top}</w:pPr><w:bookmarkStart w:id="{bookmark}" w:name="_{block.key}"/><w:r><w:t xml:space="preserve">{escape(block.text)}</w:t></w:r><w:bookmarkEnd w:id="{bookmark}"/></w:p>')
        elif isinstance(block, Paragraph):
            out.append(f'<w:p><w:pPr><w:pStyle w:val="{style["body"]}"/></w:pPr><w:r><w:t xml:space="preserve">{escape(block.runs[0].text)}</w:t></w:r></w:p>')
        elif isinstance(block, Table):
            bookmark += 1
            widths = grids[number]
            number += 1
            out.append(
                f'<w:p><w:pPr><w:pStyle w:val="{style["caption"]}"/></w:pPr><w:bookmarkStart w:id="{bookmark}" w:name="_t_{block.key}"/><w:r><w:t xml:space="preserve">Tabela\u00a0</w:t></w:r>'
                f'<w:fldSimple w:instr=" SEQ Tabela \\* ARABIC "><w:r><w:t xml:space="preserve">{number}</w:t></w:r></w:fldSimple><w:bookmarkEnd w:id="{bookmark}"/><w:r><w:t xml:space="preserve">. {escape(block.caption)}</w:t></w:r></w:p>'
                f'<w:tbl><w:tblPr><w:tblStyle w:val="{style["table"]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{escape(block.caption)}"/></w:tblPr><w:tblGrid>'
            )
            out += [f'<w:gridCol w:w="{width}"/>' for width in widths]
            out.append("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
            for width, column in zip(widths, block.columns, strict=True):
                out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style["head_" + column.align.value]}"/></w:pPr><w:r><w:t xml:space="preserve">{escape(column.title)}</w:t></w:r></w:p></w:tc>')
            out.append("</w:tr>")
            last = len(block.rows) - 1
            for place, row in enumerate(block.rows):
                keep = "<w:keepNext/>" if place > last - KEPT_TOGETHER or last < KEPT_WHOLE else ""
                out.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
                for width, column, cell in zip(widths, block.columns, row.cells, strict=True):
                    out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style["cell_" + column.align.value]}"/>{keep}</w:pPr><w:r><w:t xml:space="preserve">{escape(cell.runs[0].text)}</w:t></w:r></w:p></w:tc>')
                out.append("</w:tr>")
            out.append(f'</w:tbl><w:p><w:pPr><w:pStyle w:val="{style["source"]}"/></w:pPr><w:r><w:t xml:space="preserve">Źródło: {escape(block.source)}.</w:t></w:r></w:p>')
    out.append(f"<w:sectPr>{foot}")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, "".join(out).encode() if name == "word/document.xml" else content)
    target.write_bytes(buffer.getvalue())


def with_python_docx(document: Document, target: Path) -> None:
    """The same content the usual way: a table filled cell by cell. (Its own plain template; no captions as fields, no bookmarks.)"""
    import docx

    word = docx.Document()
    for block in document.blocks():
        if isinstance(block, Heading):
            word.add_heading(block.text, block.level)
        elif isinstance(block, Paragraph):
            word.add_paragraph(block.runs[0].text)
        elif isinstance(block, Table):
            word.add_paragraph(block.caption)
            table = word.add_table(len(block.rows) + 1, len(block.columns))
            for place, column in enumerate(block.columns):
                table.cell(0, place).text = column.title
            for number, row in enumerate(block.rows, start=1):
                for place, cell in enumerate(row.cells):
                    table.cell(number, place).text = cell.runs[0].text
            word.add_paragraph(block.source)
    word.save(str(target))


def cpu(work: Callable[[], None], times: int) -> float:
    """Median CPU seconds of one run. Texts remembered from the run before are forgotten, so each run does the whole work."""
    spent = []
    for _ in range(times):
        typeset.cache_clear()
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return statistics.median(spent)


def main() -> int:
    import docx  # noqa: F401 – its import is not measured

    document, typeset_before = made(), made(hard_spaces)
    with TemporaryDirectory() as folder:
        ours, raw, usual = (Path(folder) / name for name in ("ours.docx", "raw.docx", "usual.docx"))
        write_docx(document, ours)
        with zipfile.ZipFile(ours) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        text = parts["word/document.xml"].decode()
        grids = [piece.split("</w:tblGrid>", 1)[0] for piece in text.split("<w:tblGrid>")[1:]]
        widths = [[int(piece.split('"')[0]) for piece in grid.split('w:w="')[1:]] for grid in grids]
        as_strings(typeset_before, parts, widths, raw)
        with zipfile.ZipFile(raw) as archive:
            same = archive.read("word/document.xml") == parts["word/document.xml"]
        writer = cpu(lambda: write_docx(document, ours), 9)
        strings = cpu(lambda: as_strings(typeset_before, parts, widths, raw), 9)
        cells = cpu(lambda: with_python_docx(document, usual), 1)
    print(f"dokument: {HEADINGS} nagłówków, {PARAGRAPHS} akapitów, {TABLES} tabel {ROWS}×{COLUMNS}; document.xml {len(text.encode()) / 1e6:.2f} MB, ten sam zapis: {'tak' if same else 'NIE'}")
    met = [
        same,
        figure("nasz zapis, procesor", writer, strings, "ten sam XML z surowych napisów", at_most=2),
        figure("nasz zapis, procesor", writer, cells, "python-docx przez table.cell()", cheaper=10),
    ]
    return verdict(met)


if __name__ == "__main__":
    sys.exit(main())
