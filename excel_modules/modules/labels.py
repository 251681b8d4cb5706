"""Labels as people type them: one key for all spellings, and how well a found label fits a known one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from mrl_desktop.polish import fold

EXACT = 1.0
GOOD = 0.8
"""From here on a found label may be taken for the known one anywhere; below, only among the headers of a table."""
LEAST = 0.62

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


def best(text: str, labels: tuple[str, ...]) -> float:
    """The best score of a found text against labels any of which will do."""
    found = label_key(text)
    return max((score(found, label_key(label)) for label in labels), default=0.0)
