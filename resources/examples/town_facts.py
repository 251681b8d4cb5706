"""Numbers of Nowe Bielany quoted in the legacy workbooks, computed from the same model as the statistics files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from town_model import people
from town_values import COUNTRY, LAST_YEAR, OWN, area_value, value

CATALOGUE = Path(__file__).resolve().parents[1] / "indicators" / "catalogue.toml"


def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """Indicators of the catalogue by id."""
    return {entry["id"]: entry for entry in tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))["indicator"]}


def indicator(entry: Mapping[str, Any], year: int = LAST_YEAR) -> float:
    """The indicator of the town in a year, rounded as the catalogue shows it."""

    def of(key: str, at: int = year) -> float:
        given = area_value(key, OWN.powiat_code, at) if key in ("stopa_bezrobocia", "wynagrodzenie") else None
        return given if given is not None else value(key, OWN, at)

    names = {
        "sprzed": lambda key, years: of(key, year - int(years)),
        "srednio": lambda key: (of(key) + of(key, year - 1)) / 2,
        "kraj": lambda key: area_value(key, COUNTRY, year),
        "of": of,
    }
    formula = re.sub(r"\b(sprzed|srednio|kraj)\((\w+)", r'\1("\2"', str(entry["formula"]))
    formula = re.sub(r'(?<!")\b(?!sprzed\b|srednio\b|kraj\b)([a-z]\w+)\b(?!")', r'of("\1")', formula)
    return round(eval(formula, {"__builtins__": {}}, names), int(entry["decimals"]))  # formulas are our own resource


def polish(number: float, places: int = 0) -> str:
    """A number as people write it: spaces between thousands, a comma."""
    return f"{number:,.{places}f}".replace(",", " ").replace(".", ",")


def quoted() -> dict[str, str]:
    """The numbers that the cards name in braces."""
    entries = catalogue()
    young = slice(4, 7)
    return {
        "s65": polish(people(OWN, LAST_YEAR, slice(13, 18))),
        "s80": polish(people(OWN, LAST_YEAR, slice(16, 18))),
        "m2034_2015": polish(people(OWN, 2015, young)),
        "m2034_2024": polish(people(OWN, LAST_YEAR, young)),
        "uczniowie": polish(value("uczniowie_sp", OWN, LAST_YEAR)),
        "regon": polish(indicator(entries["G01"])),
        "nowe": polish(value("podmioty_nowe", OWN, LAST_YEAR)),
        "wykreslone": polish(value("podmioty_wykreslone", OWN, LAST_YEAR)),
        "zielen": polish(indicator(entries["O05"]), 1),
        "gaz": polish(indicator(entries["I03"]), 1),
        "oddane": polish(value("mieszkania_oddane", OWN, LAST_YEAR)),
        "rowery": polish(value("drogi_rowerowe", OWN, LAST_YEAR), 1),
    }
