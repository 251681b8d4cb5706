"""Chapter P2.4: the economic dimension, section by section."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block
from generator.context import ChapterContext
from generator.dimension import dimension_opening
from generator.indicator_blocks import section


def opening(context: ChapterContext) -> Sequence[Block]:
    return dimension_opening(context, "G", ("G01", "R06", "R08"))


def businesses(context: ChapterContext) -> Sequence[Block]:
    return section(context, ("G01", "G02", "G04", "G05", "G06", "G03"), key="T-FIRMY", caption="Lokalna gospodarka – wskaźniki", charts=("G01",))


def labour(context: ChapterContext) -> Sequence[Block]:
    return section(context, ("R01", "R06", "R02", "R07", "R08", "R05"), key="T-PRACA", caption="Rynek pracy i wynagrodzenia – wskaźniki", charts=("R01", "R08"))


def incomes(context: ChapterContext) -> Sequence[Block]:
    return section(context, ("F10", "F14"), key="T-DOCHODY-MIESZK", caption="Dochody mieszkańców widziane w podatku PIT – wskaźniki", charts=("F10",))


def investment_land(context: ChapterContext) -> Sequence[Block]:
    return section(context, ("T01",), key="T-TERENY", caption="Przygotowanie terenów – wskaźniki")


def tourism(context: ChapterContext) -> Sequence[Block]:
    return section(context, ("G07",), key="T-TURYSTYKA", caption="Turystyka – wskaźniki", charts=("G07",))
