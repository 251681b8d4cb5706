"""Chapter P2.3: the social dimension, section by section. Which indicators stand where is written here, one line a section."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block
from generator.context import ChapterContext
from generator.dimension import dimension_opening
from generator.indicator_blocks import section


def opening(context: ChapterContext) -> Sequence[Block]:
    return dimension_opening(context, "S", ("D00", "D10", "H01"))


def education(context: ChapterContext) -> Sequence[Block]:
    return section(context, ("E02", "E03", "E04", "E05", "E06"), key="T-EDUKACJA", caption="Edukacja i opieka nad dziećmi – wskaźniki", charts=("E02",))


def care(context: ChapterContext) -> Sequence[Block]:
    return section(context, ("Z01", "Z02", "Z03", "D15"), key="T-ZDROWIE", caption="Zdrowie i pomoc społeczna – wskaźniki", charts=("Z03",))


def housing(context: ChapterContext) -> Sequence[Block]:
    return section(context, ("H01", "H02", "H03", "H04"), key="T-MIESZKANIA", caption="Mieszkalnictwo – wskaźniki", charts=("H03",))


def culture(context: ChapterContext) -> Sequence[Block]:
    return section(context, ("K03", "K04"), key="T-KULTURA", caption="Kultura – wskaźniki", charts=("K03",))


def civic(context: ChapterContext) -> Sequence[Block]:
    return section(context, ("K01", "K02"), key="T-KAPITAL", caption="Kapitał społeczny – wskaźniki", charts=("K02",))


def safety(context: ChapterContext) -> Sequence[Block]:
    return section(context, ("K05",), key="T-BEZPIECZENSTWO", caption="Bezpieczeństwo – wskaźniki", charts=("K05",))


def accessibility(context: ChapterContext) -> Sequence[Block]:
    return []
