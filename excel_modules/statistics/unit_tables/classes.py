"""Classes told by numbers: ages of people and ranges of amounts, in folded texts."""

from __future__ import annotations

import re

_NUMBER = r"\d[\d ]*(?:[.,]\d+)?"
_AMOUNTS = (
    re.compile(rf"({_NUMBER})\s*(?:zl\s*)?(?:-|do)\s*({_NUMBER})(?:\s*zl)?"),
    re.compile(rf"(do|ponizej|powyzej|ponad|od)\s+({_NUMBER})(?:\s*zl)?(\s+i wiecej)?"),
    re.compile(rf"({_NUMBER})(?:\s*zl)?\s+(i wiecej|i mniej)"),
)
_AGES = (
    (re.compile(r"\b(\d{1,3})\s*(?:-|–|do)\s*(\d{1,3})\b\s*(?:lat\w*)?"), "{0}-{1}"),
    (re.compile(r"\b(\d{1,3})\s*(?:lat\w*)?\s*(?:i wiecej|lub wiecej|i starsz\w+|i powyzej|\+)(?:\s*lat\w*)?"), "{0} i więcej"),
    (re.compile(r"\b(\d{1,3})\s*(?:lat\w*)?\s*(?:i mniej|i mlods\w+)(?:\s*lat\w*)?"), "{0} i mniej"),
    (re.compile(r"\b(?:powyzej|pow\.|ponad)\s*(\d{1,3})\s*(?:lat\w*|r\.? ?z\.?|roku zycia)?"), "powyżej {0}"),
    (re.compile(r"\b(?:ponizej|do)\s*(\d{1,3})\s*(?:lat\w*|r\.? ?z\.?|roku zycia)?"), "do {0}"),
    (re.compile(r"\b(\d{1,3})\s*lat\w*\b"), "{0}"),
)
_OLDEST = 120


def age_in(text: str) -> tuple[str, str] | None:
    """The age group a text names and what is left of the text."""
    for pattern, form in _AGES:
        match = pattern.search(text)
        ages = [int(number) for number in match.groups()] if match else []
        if match and max(ages) <= _OLDEST and ages == sorted(set(ages)):
            return form.format(*ages), text[: match.start()] + " " + text[match.end() :]
    return None


def amount_in(text: str) -> tuple[str, str] | None:
    """The range of amounts a text names: with grosze, or above what an age or below what a year could be."""
    for pattern in _AMOUNTS:
        match = pattern.search(text)
        if match is None:
            continue
        numbers = re.findall(_NUMBER, match[0])
        if any(re.search(r"[.,]\d\d?$", number.strip()) for number in numbers) or "zl" in match[0] or all(float(re.sub(r"\D", "", number)) > 2100 for number in numbers):
            said = re.sub(r"\s*-\s*", "–", re.sub(r"\s+", " ", match[0])).replace(" zl", " zł").replace("powyzej", "powyżej").replace("ponizej", "poniżej")
            return said.replace("wiecej", "więcej").strip(), text[: match.start()] + " " + text[match.end() :]
    return None
