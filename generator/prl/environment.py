"""Chapters P2.5, P2.6 and P2.8: environment and climate, space, and the smart dimension."""

from __future__ import annotations

from collections.abc import Sequence

from generator.blocks import Block, Table
from generator.context import ChapterContext
from generator.dimension import dimension_opening
from generator.indicator_blocks import section
from generator.pri.administration import MATURITY
from generator.tables import figure, own_source, row, text
from mrl_desktop.domain.institution import PublicService
from mrl_desktop.polish import number


def state(context: ChapterContext) -> Sequence[Block]:
    return [
        *dimension_opening(context, "P", ("I02", "O02", "O05")),
        *section(
            context,
            ("O01", "O02", "O03", "O04", "O05", "I01", "I02", "I03", "I04"),
            key="T-SRODOWISKO",
            caption="Środowisko i infrastruktura komunalna – wskaźniki",
            charts=("O02", "I02"),
        ),
    ]


def space(context: ChapterContext) -> Sequence[Block]:
    return section(context, ("D01", "T01", "T02"), key="T-PRZESTRZEN", caption="Przestrzeń i dostępność – wskaźniki", charts=("T02",))


def smart(context: ChapterContext) -> Sequence[Block]:
    """How many services can be dealt with online, from the register of services kept for the PRI."""
    services = context.project.all(PublicService)
    if not services:
        return []
    rows = []
    for level, name in MATURITY.items():
        found = [service for service in services if service.maturity == level]
        rows.append(row(name, len(found), "; ".join(service.name for service in found) or "–"))
    known = [service for service in services if service.maturity]
    rows.append(row("Razem", len(known), "", total=True))
    mean = sum(service.maturity or 0 for service in known) / len(known) if known else None
    return [
        Table(
            key="T-SMART",
            caption="Usługi miasta według dojrzałości elektronicznej",
            columns=(text("Poziom dojrzałości", 2), figure("Liczba usług", weight=0.8), text("Usługi", 4)),
            rows=tuple(rows),
            source=own_source(context, "rejestry spraw urzędu"),
            note=f"Średni poziom dojrzałości: {number(mean, 1)} w skali 1–5." if mean is not None else "",
        )
    ]
