"""Labels as people type them: one key for all spellings, and how well a found label fits a known one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from difflib import SequenceMatcher
from functools import lru_cache

from mrl_desktop.polish import fold

EXACT = 1.0
GOOD = 0.8
"""From here on a found label may be taken for the known one anywhere; below, only among the headers of a table."""
LEAST = 0.62
LONGEST = 160
"""A longer text is no label."""

_BRACKETS = re.compile(r"[\[(][^\])]*[\])]")
_NUMBERING = re.compile(r"^\s*(?:(?:\d{1,2}|[ivx]{1,4}|[a-z])\s*[.)](?:\d{1,2}[.)]?)*\s*)(?=\D)")
_BREAK = re.compile(r"(\w)-\n(\w)")
_NOT_WORD = re.compile(r"[^a-z0-9%]+")


@lru_cache(maxsize=20_000)
def label_key(text: str) -> str:
    """The label without case, diacritics, numbering, notes in brackets, units, punctuation and line breaks: „1. Tytuł\\nprojektu*:" → „tytul projektu"."""
    folded = fold(_BREAK.sub(r"\1\2", text).replace("\n", " ")).strip()
    bare = _BRACKETS.sub(" ", folded).strip() or folded
    bare = re.sub(r"\bj\.?\s*m\.?(?=\W|$)", "jm", bare) if "j" in bare else bare
    bare = re.sub(r"^l\.\s*p\.?(?=\W|$)", "lp", bare)
    numbered = _NUMBERING.match(bare)
    if numbered and bare[numbered.end() :].strip():
        bare = bare[numbered.end() :]
    return _NOT_WORD.sub(" ", bare).strip()


@lru_cache(maxsize=100_000)
def score(found: str, known: str) -> float:
    """How well a found label's key fits a known one: 1 the same, 0 another thing."""
    if not found or not known:
        return 0.0
    if found == known:
        return EXACT
    words, wanted = found.split(), known.split()
    if len(words) == len(wanted) and all(map(_same_word, words, wanted)):
        return 0.9
    if len(words) > len(wanted) and len(words) - len(wanted) <= 5 and sum(map(len, wanted)) >= 4:
        extra = len(words) - len(wanted)
        if all(map(_same_word, words, wanted)):
            return max(0.86 - 0.03 * extra, 0.7)
        for start in range(1, extra + 1):
            if all(map(_same_word, words[start : start + len(wanted)], wanted)):
                return max(0.78 - 0.03 * extra, LEAST)
    if min(len(found), len(known)) >= 6 and abs(len(found) - len(known)) <= 3:
        ratio = SequenceMatcher(None, found, known).ratio()
        if ratio >= 0.88:
            return 0.8
    return 0.0


def _same_word(a: str, b: str) -> bool:
    """Equal, an abbreviation („strat" for „strategicznego"), or another ending of one word („cel", „cele")."""
    if a == b:
        return True
    shorter, longer = sorted((a, b), key=len)
    if not shorter.isalpha() or not longer.isalpha():
        return False
    if len(shorter) >= 3 and longer.startswith(shorter):
        return True
    if len(shorter) < 5:
        return False
    common = next((i for i, (x, y) in enumerate(zip(shorter, longer, strict=False)) if x != y), len(shorter))
    return common >= 5 and common >= len(shorter) - 3 and len(longer) - common <= 4


@lru_cache(maxsize=20_000)
def beginnings_of(text: str) -> frozenset[str]:
    """The first letters of every word of a text, by which labels that could fit it are found."""
    return frozenset(word[:3] for word in label_key(text).split()) if len(text) <= LONGEST else frozenset()


class Labels:
    """Labels any of which will do. Found texts are remembered with their scores, because the same cells are looked at many times."""

    __slots__ = ("_index", "_scores")

    def __init__(self, labels: Iterable[str]) -> None:
        index: dict[str, dict[str, None]] = {}
        for label in labels:
            key = label_key(label)
            for word in key.split():
                index.setdefault(word[:3], {})[key] = None
        self._index = {beginning: tuple(keys) for beginning, keys in index.items()}
        self._scores: dict[str, float] = {}

    def touches(self, text: str) -> bool:
        """Whether a text shares the beginning of a word with any label; without that none can fit."""
        return len(text) <= LONGEST and any(word[:3] in self._index for word in label_key(text).split())

    def may_touch(self, beginnings: Set[str]) -> bool:
        """Whether any word that begins like this could belong to a label; the beginnings are those of `beginnings_of`."""
        return not self._index.keys().isdisjoint(beginnings)

    def best(self, text: str) -> float:
        """The best score of a found text."""
        known = self._scores.get(text)
        if known is None:
            if len(self._scores) > 5_000:
                self._scores.clear()
            known = self._scores[text] = self._best(text)
        return known

    def _best(self, text: str) -> float:
        if len(text) > LONGEST:
            return 0.0
        found = label_key(text)
        known = {key for word in found.split() for key in self._index.get(word[:3], ())}
        return max((score(found, key) for key in known), default=0.0)


@lru_cache(maxsize=500)
def _labels(labels: tuple[str, ...]) -> Labels:
    return Labels(labels)


def best(text: str, labels: tuple[str, ...]) -> float:
    """The best score of a found text against a few labels."""
    return _labels(labels).best(text)
