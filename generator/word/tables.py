"""Tables, project cards and the band of key figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.blocks import Card, Cell, Column, KeyFigures, Row, Run, Runs, Table
from generator.word.fields import caption_label
from generator.word.manuscript import Manuscript
from generator.word.plan import Item
from generator.word.runs import runs_xml
from generator.word.text import escaped, typeset
from generator.word.widths import column_widths

KEPT_WHOLE = 7
"""Tables up to so many rows stay on one page with their source."""
KEPT_TOGETHER = 3
"""Last rows that stay with the source line, so that no page begins with a lonely total."""
LONG_CELL = 1100
"""Signs from which a row may break over pages, because it could be taller than a page."""
HEADER_ROW = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
NO_HEIGHT = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
"""For a paragraph that must be there but not be seen."""
WHOLE_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"


def paragraph(style: str, content: str, *, keep: bool = False, extra: str = "") -> str:
    """A paragraph of a style; `extra` are further properties in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}{extra}</w:pPr>{content}</w:p>'


def table_start(style: str, widths: Sequence[int], *, header: bool, first_column: bool = False, title: str = "", description: str = "") -> str:
    """Beginning of a table of fixed columns, with the title and description readers of screens announce."""
    look = f'<w:tblLook w:val="{"00A0" if first_column else "0020" if header else "0000"}" w:firstRow="{int(header)}" w:lastRow="0" w:firstColumn="{int(first_column)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    words = (f'<w:tblCaption w:val="{escaped(title)}"/>' if title else "") + (f'<w:tblDescription w:val="{escaped(description)}"/>' if description else "")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}{words}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'


def table_xml(manuscript: Manuscript, item: Item, table: Table) -> str:
    """Caption above, the table, its note and its source line below."""
    label = caption_label(manuscript, item, "Tabela")
    caption = paragraph(manuscript.style("caption"), f'{label}<w:r><w:t xml:space="preserve">. {typeset(table.caption)}</w:t></w:r>')
    widths, fits_small = column_widths(table.columns, table.rows, manuscript.width, small=table.small, spread=manuscript.template.spread)
    small = "small_" if fits_small else ""
    parts = [
        caption,
        table_start(manuscript.style("table"), widths, header=True, first_column=table.first_column_header, title=table.caption, description=table.note),
        HEADER_ROW,
        *(_header_cell(manuscript, column, width, small) for column, width in zip(table.columns, widths, strict=True)),
        "</w:tr>",
    ]
    parts += _body_rows(manuscript, table, widths, small)
    parts.append("</w:tbl>")
    parts.append(below(manuscript, table.note, table.source))
    return "".join(parts)


def below(manuscript: Manuscript, note: str, source: str) -> str:
    """Note and source under a table or chart; „Źródło:" is added once."""
    lines = [line for line in (note, source if not source or source.startswith("Źródło") else f"Źródło: {source}") if line]
    content = '<w:r><w:br/></w:r>'.join(f'<w:r><w:t xml:space="preserve">{typeset(_sentence(line))}</w:t></w:r>' for line in lines)
    return paragraph(manuscript.style("source"), content)


def _sentence(line: str) -> str:
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def _header_cell(manuscript: Manuscript, column: Column, width: int, small: str) -> str:
    unit = f'<w:r><w:rPr><w:b w:val="0"/><w:bCs w:val="0"/></w:rPr><w:t xml:space="preserve"> [{typeset(column.unit)}]</w:t></w:r>' if column.unit else ""
    content = f'<w:r><w:t xml:space="preserve">{typeset(column.title)}</w:t></w:r>{unit}'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(manuscript.style(f"{small}head_{column.align.value}"), content)}</w:tc>'


def _body_rows(manuscript: Manuscript, table: Table, widths: list[int], small: str) -> list[str]:
    """Rows as text. Plain cells, nearly all of them, take the short way: a ready beginning, the text, a ready end."""
    styles = [manuscript.style(f"{small}cell_{column.align.value}") for column in table.columns]
    loose = [_cell_start(width, style, "") for width, style in zip(widths, styles, strict=True)]
    kept = [_cell_start(width, style, "<w:keepNext/>") for width, style in zip(widths, styles, strict=True)]
    last = len(table.rows) - 1
    whole = last < KEPT_WHOLE
    tail = last - KEPT_TOGETHER
    count = len(widths)
    parts: list[str] = []
    put = parts.append
    for index, row in enumerate(table.rows):
        keep = whole or index > tail
        starts = kept if keep else loose
        if row.total or row.group or row.record is not None or len(row.cells) != count:
            put(_special_row(manuscript, row, widths, styles, keep=keep or row.group, small=small))
            continue
        longest = 0
        opening = len(parts)
        put(WHOLE_ROW)
        for start, width, style, cell in zip(starts, widths, styles, row.cells, strict=True):
            runs = cell.runs
            if len(runs) == 1 and not cell.shade and cell.span == 1:
                run = runs[0]
                text = run.text
                if not (run.bold or run.italic or run.ref or run.footnote or run.missing or "\n" in text):
                    put(f'{start}<w:r><w:t xml:space="preserve">{typeset(text)}</w:t></w:r></w:p></w:tc>')
                    if len(text) > longest:
                        longest = len(text)
                    continue
            longest = max(longest, sum(len(run.text) for run in runs))
            put(_cell(manuscript, cell, width, style, keep=keep, bold=False))
        if longest > LONG_CELL:
            parts[opening] = "<w:tr>"
        put("</w:tr>")
    return parts


def _cell_start(width: int, style: str, extra: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>'


def _special_row(manuscript: Manuscript, row: Row, widths: list[int], styles: list[str], *, keep: bool, small: str) -> str:
    """A row of totals, a sub-heading, one that has a record, or one with merged or missing cells."""
    cells = list(row.cells)
    if row.group:
        styles = [manuscript.style(f"{small}cell_left")] * len(widths)
    if row.group and len(cells) == 1:
        cells = [Cell(runs=cells[0].runs, shade=cells[0].shade or "grey", span=len(widths))]
    elif row.group:
        cells = [Cell(runs=cell.runs, shade=cell.shade or "grey", span=cell.span) for cell in cells]
    parts = [WHOLE_ROW if sum(len(run.text) for cell in cells for run in cell.runs) <= LONG_CELL * 2 else "<w:tr>"]
    column = 0
    for index, cell in enumerate(cells):
        if column >= len(widths):
            break
        span = min(max(cell.span, 1), len(widths) - column)
        content = _cell(manuscript, cell, sum(widths[column : column + span]), styles[column], keep=keep, bold=row.total or row.group, span=span, total=row.total)
        if index == 0 and row.record is not None:
            content = _with_record(manuscript, row, content)
        parts.append(content)
        column += span
    parts += [f"{_cell_start(widths[place], styles[place], '<w:keepNext/>' if keep else '')}</w:p></w:tc>" for place in range(column, len(widths))]
    parts.append("</w:tr>")
    return "".join(parts)


def _with_record(manuscript: Manuscript, row: Row, cell: str) -> str:
    """The bookmark of the row's record around the first paragraph of its first cell."""
    start = cell.index("</w:pPr>") + len("</w:pPr>")
    end = cell.index("</w:p>", start)
    return cell[:start] + manuscript.of_record(row.record, cell[start:end]) + cell[end:]


def _cell(manuscript: Manuscript, cell: Cell, width: int, style: str, *, keep: bool, bold: bool, span: int = 1, total: bool = False) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if total:
        properties += f'<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{manuscript.template.rule}"/></w:tcBorders>'
    if cell.shade:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{manuscript.template.tints.get(cell.shade, "FFFFFF")}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{cell_paragraphs(manuscript, cell.runs, style, keep=keep, bold=bold)}</w:tc>"


def cell_paragraphs(manuscript: Manuscript, runs: Runs, style: str, *, keep: bool = False, bold: bool = False) -> str:
    """Content of a cell; each line of the text is a paragraph of its own."""
    if any("\n" in run.text for run in runs):
        return "".join(paragraph(style, runs_xml(manuscript, line, bold=bold), keep=keep) for line in _lines(runs))
    return paragraph(style, runs_xml(manuscript, runs, bold=bold), keep=keep)


def _lines(runs: Runs) -> list[Runs]:
    """Runs divided at line ends; empty lines are dropped, for they would only make space."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        *before, last = run.text.split("\n")
        for text in before:
            lines[-1].append(replace(run, text=text, footnote=""))
            lines.append([])
        lines[-1].append(replace(run, text=last))
    return [tuple(line) for line in lines if any(run.text or run.ref for run in line)] or [()]


def card_xml(manuscript: Manuscript, item: Item, card: Card) -> str:
    """A form of two columns under a dark band with the caption, which repeats on every page the card runs over."""
    label_width = round(manuscript.width * 0.27)
    widths = [label_width, manuscript.width - label_width]
    caption = f'{caption_label(manuscript, item, "Tabela")}<w:r><w:t xml:space="preserve">. {typeset(card.caption)}</w:t></w:r>'
    span = f'<w:tcPr><w:tcW w:w="{manuscript.width}" w:type="dxa"/><w:gridSpan w:val="2"/>'
    parts = [
        table_start(manuscript.style("card"), widths, header=True, first_column=True, title=card.caption),
        f'{HEADER_ROW}<w:tc>{span}</w:tcPr>{paragraph(manuscript.style("card_title"), manuscript.of_record(card.record, caption))}</w:tc></w:tr>',
    ]
    tint = manuscript.template.tints["grey"]
    label, value, section_style = manuscript.style("card_label"), manuscript.style("card_value"), manuscript.style("card_section")
    fields_left = sum(len(fields) for _, fields in card.sections)
    for title, fields in card.sections:
        if title:
            heading = paragraph(section_style, f'<w:r><w:t xml:space="preserve">{typeset(title)}</w:t></w:r>')
            parts.append(f'{WHOLE_ROW}<w:tc>{span}<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/></w:tcPr>{heading}</w:tc></w:tr>')
        for name, runs in fields:
            fields_left -= 1
            keep = fields_left == 0
            row = WHOLE_ROW if sum(len(run.text) for run in runs) <= LONG_CELL else "<w:tr>"
            name_cell = paragraph(label, f'<w:r><w:t xml:space="preserve">{typeset(name)}</w:t></w:r>', keep=keep)
            parts.append(
                f'{row}<w:tc><w:tcPr><w:tcW w:w="{widths[0]}" w:type="dxa"/></w:tcPr>{name_cell}</w:tc>'
                f'<w:tc><w:tcPr><w:tcW w:w="{widths[1]}" w:type="dxa"/></w:tcPr>{cell_paragraphs(manuscript, runs, value, keep=keep)}</w:tc></w:tr>'
            )
    parts.append("</w:tbl>")
    parts.append(below(manuscript, "", card.source))
    return "".join(parts)


def key_figures_xml(manuscript: Manuscript, block: KeyFigures) -> str:
    """Big numbers side by side, each with what it is, and a line of space under the band."""
    count = max(len(block.figures), 1)
    widths = [manuscript.width // count] * count
    widths[-1] += manuscript.width - sum(widths)
    figure, label = manuscript.style("figure"), manuscript.style("figure_label")
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(figure, runs_xml(manuscript, (run,)))}'
        f'{paragraph(label, f"<w:r><w:t xml:space={chr(34)}preserve{chr(34)}>{typeset(what)}</w:t></w:r>")}</w:tc>'
        for width, (run, what) in zip(widths, block.figures, strict=True)
    )
    return f'{table_start(manuscript.style("figures"), widths, header=False, description="Liczby kluczowe")}{WHOLE_ROW}{cells}</w:tr></w:tbl>'

