"""Which budget item a row of a financial sheet is, told by its label and by the rows above it, never by its number alone.

Numbers lose their zeros and levels in a spreadsheet (1.10 → 1.1, 1.1 → 1 January), so they only decide which heading a row such as
„dotacje" belongs to when nothing above tells. The wordings stand in `resources/rules/budget_labels.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache

from excel_modules.modules.page import Cell
from mrl_desktop.analysis.rules import rules
from mrl_desktop.polish import fold

_BRACKETS = re.compile(r"[\[(][^\])]*[\])]")
_MARKS = re.compile(r"^(?:[-–—−•*·+=]+\s*|\d{1,2}(?:\.\d{1,2})+\.?\s+|\d{1,2}[.)]\s*|[a-z]\d{0,2}[.)]\s+|[ivx]{1,4}\.\s*)+")
_LEAD = re.compile(r"^(?:(?:w tym|z tego|z czego|ogolem w tym)\b\s*:?\s*|(?:dochody )?(?:z|ze) tytulu\s+|[-–—−]\s*)+")
_PREPOSITION = re.compile(r"^(?:z|ze|na|od)\s+(?=\w{3})")
_TAIL = re.compile(r"\s*(?:,?\s*(?:w tym|z tego|z czego)\s*:?|\bo (?:ktor|jaki)\w+ mowa.*|\bzgodnie z art.*|\bw rozumieniu.*|,?\s*\bw (?:tys|mln|zl|pln)\b.*|\bogolem:?|\b(?:stan )?(?:na|w) (?:dzien |dniu )?31[ .].*|\bna koniec.*)$")
_NEAR = 0.9
_GROUPS_BY_NUMBER = {"1": "dochody", "1.1": "dochody_biezace", "1.2": "dochody_majatkowe", "2": "wydatki", "2.1": "wydatki_biezace", "2.2": "wydatki_majatkowe", "4": "przychody", "5": "rozchody"}


def row_key(text: str) -> str:
    """A row's name for comparing: without numbers in front, brackets, „w tym", „z tytułu", references to articles and units."""
    folded = re.sub(r"\s+", " ", fold(_BRACKETS.sub(" ", text).replace("\n", " "))).strip()
    folded = _PREPOSITION.sub("", _LEAD.sub("", _MARKS.sub("", folded)))
    folded = re.sub(r"[*¹²³:;\"„”]+", " ", folded)
    shorter = _TAIL.sub("", folded.strip())
    while shorter != folded:
        folded, shorter = shorter, _TAIL.sub("", shorter.strip())
    return re.sub(r"\s+", " ", re.sub(r"[^a-z0-9%/_ -]+", " ", folded)).strip(" -")


@cache
def _wordings() -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for entry in rules("budget_labels")["pozycja"]:
        for name in entry["nazwy"]:
            found.setdefault(row_key(name), []).append((entry["klucz"], frozenset(entry.get("pod", ()))))
    return {key: tuple(entries) for key, entries in found.items()}


@cache
def _left_out() -> Mapping[str, str]:
    return {row_key(name): str(entry["powod"]) for entry in rules("budget_labels")["pomijane"] for name in entry["nazwy"]}


@cache
def item_names() -> Mapping[str, str]:
    """Key of each budget item → its name for people."""
    return {entry["klucz"]: str(entry["nazwa"]) for entry in rules("budget_items")["pozycja"]}


@cache
def sums() -> Mapping[str, tuple[str, ...]]:
    """Items that must equal the sum of others."""
    return {entry["klucz"]: tuple(entry["razem"]) for entry in rules("budget_items")["pozycja"] if entry.get("razem")}


@cache
def _levels() -> Mapping[str, int]:
    return {entry["klucz"]: int(entry["poziom"]) for entry in rules("budget_items")["pozycja"]}


def symbol_of_243(text: str) -> str:
    """The item a symbol of art. 243 stands for („Db", „R – raty"), "" for other texts."""
    words = re.split(r"[\s–—\-(=:,]+", fold(text).strip())
    return str(rules("budget_labels")["symbole_243"].get(words[0], "")) if words else ""


def reason_left_out(text: str) -> str:
    """Why a row is not taken, "" when it is not one of those the program works out itself."""
    key = row_key(text)
    found = _left_out().get(key) or _left_out().get(fold(text).strip(" :="))
    if not found and "(" in text:
        found = _left_out().get(row_key(text.replace("(", " ").replace(")", " ")))
    if not found:
        found = next((reason for known, reason in _left_out().items() if len(known) >= 12 and key.startswith(f"{known} ")), None)
    return found or ""


class BudgetRows:
    """Items of rows read one after another, with the heading each stands under."""

    def __init__(self, *, symbols: bool = False) -> None:
        self.symbols = symbols
        """Whether single letters are symbols of art. 243."""
        self.group = ""

    def item(self, label: str, number: Cell | None = None) -> str:
        """Key of the row's item, "" when it has none; remembers the heading for the rows that follow."""
        if reason_left_out(label):
            return ""
        found = self._named(label, number)
        if not found and len(parts := re.split(r"\s[–—-]\s", label)) > 1:  # „Rozchody – spłata rat": the later part says more
            found = next((item for part in reversed(parts) if (item := self._named(part, number))), "")
        if not found and self.symbols:
            found = symbol_of_243(label)
        if found and _levels().get(found, 9) <= 1:
            self.group = found
        return found

    def _named(self, label: str, number: Cell | None) -> str:
        wordings = _wordings()
        key = row_key(label)
        entries = wordings.get(key)
        if entries is None and len(key) >= 7:
            words = len(key.split())
            near = [(ratio, other) for other in wordings if abs(len(other) - len(key)) <= 2 and len(other.split()) == words and (ratio := SequenceMatcher(None, key, other).ratio()) >= _NEAR]
            entries = wordings[max(near)[1]] if near else None
        if not entries:
            return ""
        free = next((item for item, under in entries if not under), "")
        return free or next((item for item, under in entries if (self.group or _group_of(number)) in under), "")


def _group_of(number: Cell | None) -> str:
    """The heading that a row's own number belongs under: „1.1.4" → current income."""
    parts = re.findall(r"\d+", number.text) if number is not None else []
    return next((_GROUPS_BY_NUMBER[".".join(parts[:length])] for length in (2, 1) if ".".join(parts[:length]) in _GROUPS_BY_NUMBER), "")
