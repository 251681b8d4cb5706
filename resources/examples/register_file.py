"""`rejestr.csv`: the fictitious voivodeship, powiaty and towns under the unused code prefix 98."""

from __future__ import annotations

from pathlib import Path

from packed_files import write_text
from town_values import LAST_YEAR, TOWNS, VOIVODESHIP, value

COLUMNS = ("code", "name", "level", "unit_type", "parent", "population", "population_year", "area_km2")


def write(folder: Path) -> Path:
    """Writes the register and returns its path. Columns are the fields of `OwnTerritory`; areas with a decimal comma."""
    lines = [";".join(COLUMNS), f"{VOIVODESHIP};przykładowe;voivodeship;;0000000;;;"]
    for town in TOWNS:
        heads = int(value("ludnosc", town, LAST_YEAR))
        lines.append(f"{town.powiat_code};{town.powiat};powiat;;{VOIVODESHIP};;;")
        lines.append(f"{town.code};{town.name};gmina;1;{town.powiat_code};{heads};{LAST_YEAR};{str(town.area).replace('.', ',')}")
    target = folder / "rejestr.csv"
    write_text(target, "\n".join(lines) + "\n")
    return target
