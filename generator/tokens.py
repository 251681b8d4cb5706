"""Tokens in a planner's text: `{{wsk:D07:2024}}` becomes the number itself, carried as a fact that can say where it is from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.blocks import Run, Runs
from mrl_desktop.domain.facts import Fact
from mrl_desktop.polish import number

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

    def _answer(self, token: str, bold: bool, italic: bool) -> Run:
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
            fact = self.total(rest)
        elif kind == "cel":
            title = self.goal(rest)
            if title is not None:
                return Run(text=title, bold=bold, italic=italic)
        elif kind == "ref" and rest:
            return Run(text="", ref=rest, bold=bold, italic=italic)
        if fact is None or fact.value is None:
            return Run(text=f"[BRAK: {token}]", missing=True, bold=bold, italic=italic)
        return Run(text=shown(fact), fact=fact, bold=bold, italic=italic)


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
