"""Money of the projects to the grosz: cost by year, and each year's sources that add up exactly."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from town_model import spread

GROSZ = Decimal("0.01")
GRANT, STATE, OWN_SHARE, PUBLIC, PRIVATE = "Dotacja", "Budżet państwa", "Wkład własny", "Inne publiczne", "Prywatne"
NAMES = {"inne_publiczne": PUBLIC, "prywatne": PRIVATE, "wklad_wlasny": OWN_SHARE}


def divided(total: Decimal, weights: list[float]) -> list[Decimal]:
    """An amount divided by weights in whole grosze; the parts add up to it."""
    return [GROSZ * part for part in spread(int(total / GROSZ), weights)]


def sources(project: Mapping[str, Any]) -> dict[str, dict[int, Decimal]]:
    """Amount of each source in each year.

    A basic project: the part outside the grant (at least `wklad`) is the town's own; the eligible rest of each year is a
    multiple of 20 zł, so that 85% and 15% of it are exact.
    """
    years = sorted(int(year) for year in project["lata"])
    total = Decimal(project["koszt"])
    yearly = dict(zip(years, divided(total, [project["lata"][str(year)] for year in years]), strict=True))
    if "zrodla" in project:
        table: dict[str, dict[int, Decimal]] = {NAMES[key]: {} for key in project["zrodla"]}
        for year, amount in yearly.items():
            for key, part in zip(project["zrodla"], divided(amount, list(project["zrodla"].values())), strict=True):
                table[NAMES[key]][year] = part
        return table
    table = {GRANT: {}, STATE: {}, OWN_SHARE: {}}
    for year, amount in yearly.items():
        eligible = amount * (1 - Decimal(str(project["wklad"]))) // 20 * 20
        table[GRANT][year] = eligible * 85 / 100
        table[STATE][year] = eligible * 15 / 100
        table[OWN_SHARE][year] = amount - eligible
    return table


def eligible(project: Mapping[str, Any]) -> Decimal:
    """The eligible cost: grant and state budget together, or the whole cost of a project outside the grant."""
    if "zrodla" in project:
        return Decimal(project["koszt"])
    table = sources(project)
    return sum((amount for name in (GRANT, STATE) for amount in table[name].values()), Decimal(0))
