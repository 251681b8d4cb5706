"""Columns fit what stands in them, pictures fit their page, half charts stand side by side."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.blocks import Align, Cell, ChartBlock, Column, Document, Heading, Row, Table, plain
from generator.word.drawings import pixels
from generator.word.ooxml import EMU_PER_TWIP
from generator.word.template import load_template
from generator.word.widths import MARGINS, column_widths, ems
from mrl_desktop.domain.charts import Chart, ChartKind, TreeNode

WORDS = st.text("abcdefghij żółw 0123456789", max_size=60)


@given(st.lists(st.tuples(WORDS, st.sampled_from(list(Align))), min_size=1, max_size=12), st.lists(WORDS, max_size=4), st.integers(4000, 15000), st.booleans())
def test_columns_fill_the_width_exactly_and_none_vanishes(titles: list[tuple[str, Align]], texts: list[str], total: int, small: bool) -> None:
    columns = [Column(title=title, align=align) for title, align in titles]
    rows = [Row(cells=tuple(Cell(runs=plain(text)) for _ in columns)) for text in texts]
    widths, _ = column_widths(columns, rows, total, small=small)
    assert sum(widths) == total
    assert min(widths) > 0


def test_a_number_stays_on_one_line_beside_a_long_text() -> None:
    columns = (Column(title="Źródło finansowania"), *(Column(title=str(year), unit="zł", align=Align.RIGHT) for year in range(2023, 2027)))
    number = "12 345 678,90"
    rows = (Row(cells=(Cell(runs=plain("Dotacja Programu i środki budżetu państwa " * 4)), *(Cell(runs=plain(number)) for _ in range(4)))),)
    widths, small = column_widths(columns, rows, 9355, small=False)
    points = 8.5 if small else 10.0
    assert all(width - MARGINS >= ems(number) * points * 20 - 1 for width in widths[1:])
    assert len(set(widths[1:-1])) == 1, "lata obok siebie mają tę samą szerokość"


def test_a_table_of_many_columns_takes_small_print_by_itself() -> None:
    columns = tuple(Column(title=f"Prawdopodobieństwo{n}") for n in range(6))
    assert column_widths(columns, (), 9355, small=False)[1]


def test_a_picture_taller_than_the_page_is_made_to_fit(small: Callable[..., Document], part: Callable[..., str]) -> None:
    root = TreeNode(code="", text="Problemy", children=tuple(TreeNode(code=f"P{n}", text="Zbyt mało miejsc pracy dla młodych") for n in range(24)))
    chart = Chart(kind=ChartKind.TREE, title="Drzewo", root=root, source="GUS", alt="Drzewo problemów")
    xml = part(small(Heading(text="A", key="A"), ChartBlock(key="C", chart=chart, caption="Drzewo problemów")))
    height = max(int(found) for found in re.findall(r'<pic:ext|<a:ext cx="\d+" cy="(\d+)"', xml.split("<pic:pic", 1)[1]) if found)
    assert height <= load_template().page.text_height * EMU_PER_TWIP


def test_two_half_charts_stand_side_by_side_and_one_alone_does_not(demo: ModuleType, small: Callable[..., Document], part: Callable[..., str]) -> None:
    charts = [ChartBlock(key=f"C{n}", chart=demo.bar_chart(), caption=f"Wykres {n}", half=True) for n in range(3)]
    xml = part(small(*charts))
    assert xml.count('<w:tblStyle w:val="MRLUklad"/>') == 1
    assert xml.count("<c:chart r:id=") == 3


def test_a_table_without_all_its_cells_is_filled_up(small: Callable[..., Document], tmp_path: Path) -> None:
    from generator.word import check_docx, write_docx

    table = Table(key="T", caption="Dane", columns=(Column(title="A"), Column(title="B"), Column(title="C")), rows=(Row(cells=(Cell(runs=plain("1"), span=2),)), Row(cells=())), source="GUS")
    write_docx(small(table), tmp_path / "d.docx")
    assert check_docx(tmp_path / "d.docx") == []


def test_the_size_of_a_picture_is_read_from_its_first_bytes() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + (120).to_bytes(2, "big") + (80).to_bytes(2, "big") + b"\x00" * 20
    assert pixels(jpeg) == (80, 120)
    assert pixels(b"GIF89a" + (30).to_bytes(2, "little") + (20).to_bytes(2, "little")) == (30, 20)
    with pytest.raises(ValueError, match="PNG"):
        pixels(b"<svg/>")


def test_the_coat_of_arms_stands_on_the_cover_whatever_its_file_is_called(demo: ModuleType, small: Callable[..., Document], tmp_path: Path) -> None:
    from dataclasses import replace

    from generator.blocks import Cover
    from generator.charts.picture import png
    from generator.word import check_docx, write_docx

    arms = tmp_path / "HERB.JFIF"
    arms.write_bytes(png(Chart(kind=ChartKind.TREE, title="Herb", root=TreeNode(code="", text="Herb"), alt="Herb"), 4.0))
    document = replace(small(Heading(text="A", key="A")), cover=Cover(title="Plan", town="Osiek", coat_of_arms=str(arms)))
    write_docx(document, tmp_path / "d.docx")
    assert check_docx(tmp_path / "d.docx") == []
