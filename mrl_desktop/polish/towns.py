"""The name of a municipality in all cases and its adjective, proposed for a person to confirm."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from mrl_desktop.paths import resource
from mrl_desktop.polish.nouns import Forms, adjectival, attribute, declined, feminine_consonant, with_stem

EXCEPTIONS = ("reference", "odmiana_miast.csv")
CASES = {
    "dopełniacz": "genitive",
    "celownik": "dative",
    "biernik": "accusative",
    "narzędnik": "instrumental",
    "miejscownik": "locative",
    "przymiotnik": "adjective",
}


@dataclass(frozen=True, slots=True)
class TownForms:
    """A town's name in six cases and its adjective (masculine nominative, small letter). `sure` False: a person should look."""

    nominative: str
    genitive: str
    dative: str
    accusative: str
    instrumental: str
    locative: str
    adjective: str
    sure: bool


def propose_forms(name: str, unit_type: str = "1") -> TownForms:
    """Forms of the name by the table of exceptions and by rules. `unit_type` is the last digit of the TERYT code: the table knows
    towns, so for a rural gmina (2) only what the table names is called sure."""
    clean = " ".join(name.split())
    if not clean:
        return TownForms("", "", "", "", "", "", "", sure=False)
    forms = _forms(clean)
    return TownForms(
        clean,
        forms.genitive,
        forms.dative,
        forms.accusative,
        forms.instrumental,
        forms.locative,
        forms.adjective,
        forms.sure and (unit_type != "2" or clean in _exceptions()),
    )


def in_place(locative: str) -> str:
    """„w Mielcu", „we Wrocławiu": the preposition that the locative asks for, with a hard space."""
    return ("we" if _NEEDS_WE.match(locative.lower()) else "w") + "\u00a0" + locative


_NEEDS_WE = re.compile(r"(?:[wf][bcćdfghjklłmnńprsśtwzźż]|lw)")


@cache
def _exceptions() -> dict[str, dict[str, str]]:
    with resource(*EXCEPTIONS).open(encoding="utf-8", newline="") as lines:
        return {row["nazwa"]: row for row in csv.DictReader(lines, delimiter=";")}


@lru_cache(maxsize=4096)
def _forms(name: str) -> Forms:
    row = _exceptions().get(name)
    if row is None:
        return _by_rule(name)
    base = _by_pattern(name, row)
    given = {case: row[header] for header, case in CASES.items() if row[header]}
    if "genitive" in given and base.gender == "f" and base.genitive == base.locative:
        given = {"dative": given["genitive"], "locative": given["genitive"], **given}
    return replace(base, **given, sure=bool(row["przymiotnik"]) or (not row["wzór"] and base.sure))


def _by_pattern(name: str, row: dict[str, str]) -> Forms:
    """The forms that the table's columns `wzór` and `temat` ask for, before single cells correct them."""
    stem = row["temat"]
    match row["wzór"]:
        case "przymiotnikowy":
            return adjectival(name)
        case "przymiotnikowy mn.":
            return attribute(name, "p")
        case "żeński":
            return feminine_consonant(name, stem or name)
        case "męski":
            return with_stem(name, stem or name, declined(name).adjective)
        case "męski -u":
            return with_stem(name, stem or name, declined(name).adjective, genitive="u")
        case _:
            return _by_rule(name)


_TAIL = re.compile(r"\s(?:nad|pod|koło|na|w|we|przy|k\.|od|do)\s")


def _by_rule(name: str) -> Forms:
    tail = _TAIL.search(name)
    if tail:
        head, rest = _forms(name[: tail.start()]), name[tail.start() :]
        return _joined(name, [head, _unchanging(rest[1:])], " ", head.adjective)
    if " " in name:
        return _several_words(name, name.split(" "))
    if "-" in name:
        return _hyphened(name, name.split("-"))
    return declined(name)


_QUALITIES = re.compile(
    r"(?:now|star|biał|czarn|wielk|mał|zielon|złot|wysok|nisk|dobr|krzyw|such|święt|krasn|piękn|dług|głębok|kamienn|jeleni|stalow|górn|doln"
    r"|średni|ciepł|zimn|bystr|jasn|czerwon|siw|żółt|szar|gorzk|słon|ostr|miejsk|krzyżow|rzeczn|cich|mokr|murowan)"
    r"(?:y|i|a|e|ie)",
    re.IGNORECASE,
)
_OF_PLACE = ("ski", "cki", "dzki", "ska", "cka", "dzka", "skie", "ckie", "dzkie")
_BEHIND = (*_OF_PLACE, "owy", "owa", "owe", "ny", "na", "ne", "cza", "czy", "cze", "nia", "nie", "ni")


def _several_words(name: str, words: list[str]) -> Forms:
    """Adjectives agree with the noun they stand beside; when there is none, all decline as adjectives."""
    before = 0
    while before < len(words) and _qualifies(words[before], _OF_PLACE):
        before += 1
    if before == len(words):
        parts = [adjectival(word) for word in words]
        return _joined(name, parts, " ", _forms(words[0]).adjective, sure=False)
    noun = _forms(words[before])
    parts = [attribute(word, noun.gender) for word in words[:before]] + [noun]
    for word in words[before + 1 :]:
        parts.append(attribute(word, noun.gender) if _qualifies(word, _BEHIND) else _forms(word))
    prefix = "".join(re.sub(r"(?:ie|[yiae])$", "", word.lower()) + "o" for word in words[:before])
    return _joined(name, parts, " ", prefix + noun.adjective, sure=not before)


def _qualifies(word: str, endings: tuple[str, ...]) -> bool:
    """Whether a word of a longer name is an adjective; -iska is a noun (Łaziska Górne)."""
    return _QUALITIES.fullmatch(word) is not None or (word.endswith(endings) and not word.endswith("iska"))


_SILENT = ("Zdrój", "Kamienna", "Biała")
"""Second members that the adjective of a hyphened name leaves out: skarżyski, bielski, kudowski."""


def _hyphened(name: str, words: list[str]) -> Forms:
    parts = [_forms(word) for word in words]
    if words[-1] in _SILENT:
        return _joined(name, parts, "-", parts[0].adjective)
    adjective = "-".join([part.adjective[:-1] + "o" for part in parts[:-1]] + [parts[-1].adjective])
    return _joined(name, parts, "-", adjective, sure=False)


def _unchanging(text: str) -> Forms:
    return Forms(text, text, text, text, text, text, "", "")


def _joined(name: str, parts: list[Forms], between: str, adjective: str, *, sure: bool = True) -> Forms:
    """A name of several declined words; its gender is the first word's."""

    def together(case: str) -> str:
        return between.join(getattr(part, case) for part in parts)

    return Forms(
        name,
        together("genitive"),
        together("dative"),
        together("accusative"),
        together("instrumental"),
        together("locative"),
        adjective,
        parts[0].gender,
        sure and all(part.sure for part in parts),
    )
