"""Tokens in a planner's text: `{{wsk:D07:2024}}` becomes the number itself, carried as a fact that can say where it is from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from generator.blocks import Run, Runs
from mrl_desktop.domain.facts import Fact
from mrl_desktop.polish import number, plural

TOKEN = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Tokens:
    """What tokens can be answered with. The functions return None when there is nothing to answer with."""

    indicator: Callable[[str, int | None], Fact | None]
    variable: Callable[[str, int | None], Fact | None]
    total: Callable[[str], Fact | None]
    goal: Callable[[str], str | None]
    words: Mapping[str, str] = field(default_factory=dict)
    """Plain replacements by full token: `miasto.msc`, `prl_dop`, …"""

    def runs(self, text: str, *, bold: bool = False, italic: bool = False) -> Runs:
        """The text with every token answered; one that cannot be becomes a visible „[BRAK: …]"."""
        return tuple(self._runs(text, bold, italic))

    def _runs(self, text: str, bold: bool, italic: bool) -> Iterator[Run]:
        end = 0
        for match in TOKEN.finditer(text):
            if match.start() > end:
                yield Run(text=text[end : match.start()], bold=bold, italic=italic)
            yield self._answer(match.group(1), bold, italic)
            end = match.end()
        if end < len(text):
            yield Run(text=text[end:], bold=bold, italic=italic)

    def _answer(self, written: str, bold: bool, italic: bool) -> Run:
        """`zm:ludnosc` prints the number, `zm:ludnosc|osoba|osoby|osób` with the noun in the right form, `suma:koszt:mln` rounded to millions."""
        token, *forms = (part.strip() for part in written.split("|"))
        if token in self.words:
            return Run(text=self.words[token], bold=bold, italic=italic)
        kind, _, rest = token.partition(":")
        fact: Fact | None = None
        if kind in ("wsk", "zm"):
            name, _, year = rest.partition(":")
            if not year or year.isdigit():
                ask = self.indicator if kind == "wsk" else self.variable
                fact = ask(name, int(year) if year else None)
        elif kind == "suma":
            what, _, rounded = rest.partition(":")
            fact = self.total(what)
            if rounded == "mln" and fact is not None and fact.value is not None:
                return Run(text=rounded_money(Decimal(str(fact.value))), fact=fact, bold=bold, italic=italic)
        elif kind == "cel":
            title = self.goal(rest)
            if title is not None:
                return Run(text=title, bold=bold, italic=italic)
        elif kind == "ref" and rest:
            return Run(text="", ref=rest, bold=bold, italic=italic)
        if fact is None or fact.value is None:
            return Run(text=f"[BRAK: {token}]", missing=True, bold=bold, italic=italic)
        if len(forms) >= 3:
            return Run(text=with_noun(fact, forms), fact=fact, bold=bold, italic=italic)
        return Run(text=shown(fact), fact=fact, bold=bold, italic=italic)


def with_noun(fact: Fact, forms: Sequence[str]) -> str:
    """The number and the noun in the form it asks for: one, few, many, and (4th, else as few) after a fraction."""
    figure = number(fact.value, fact.decimals)
    if "," in figure:
        return f"{figure}\u00a0{forms[3] if len(forms) > 3 else forms[1]}"
    return f"{figure}\u00a0{plural(round(float(fact.value or 0)), *forms[:3])}"


def rounded_money(amount: Decimal) -> str:
    """An amount for running text: „32,9 mln zł", „406 tys. zł", „950 zł"; the exact one stands in the tables."""
    if abs(amount) >= 1_000_000:
        return f"{number(amount / 1_000_000, 1)}\u00a0mln\u00a0zł"
    if abs(amount) >= 10_000:
        return f"{number(amount / 1000, 0)}\u00a0tys.\u00a0zł"
    return f"{number(amount)}\u00a0zł"


def shown(fact: Fact) -> str:
    """A fact as text prints it: the number with its unit („12,5%", „43 370 osób" keeps only the number for counted things)."""
    figure = number(fact.value, fact.decimals)
    if fact.unit == "%":
        return f"{figure}%"
    if fact.unit in ("zł", "tys. zł", "mln zł", "km²", "m²", "ha", "km", "lata", "lat", "p.p."):
        return f"{figure}\u00a0{fact.unit}"
    return figure


def tokens_in(text: str) -> list[str]:
    """Every token of a text, in order."""
    return [match.group(1) for match in TOKEN.finditer(text)]
