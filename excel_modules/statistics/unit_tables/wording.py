"""What words of headings, titles and rows mean. The words stand in the publisher's file in `resources/indicators`:

    [reader]   facets = ["Zjawisko", …]   the questions a heading may answer, in the order in which they are shown
               ignored, foreign, sums = [words]; no_zero = measures whose dash is no zero
    [[meaning]] words = ["urodz* żyw*"], is = { Zjawisko = "urodzenia żywe" }, unit = "osoba"; an asterisk stands for any ending
    [[same]]    variable = "urodzenia", is = { … }: the same quantity as a variable of the catalogue
    [[same_subject]] id = "P2137", with = { Zjawisko = "ludność" }: the same for all variables of a subgroup of BDL
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from excel_modules.sheet import clean
from excel_modules.statistics.unit_tables.classes import age_in, amount_in
from mrl_desktop.paths import resource
from mrl_desktop.polish import fold

AGE, AMOUNT = "Wiek", "Przedział kwot"
"""Facets told by numbers, not by words."""
SUBJECT, MEASURE = "Zjawisko", "Miara"
"""The facets that say what is counted, and how it is expressed where not in plain numbers."""
TOTALS = ("ogolem", "razem", "lacznie", "suma", "total", "grand total")
_BDL_VARIABLES = "variables.toml"

_RAISED = {ord(sign): "" for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹*†‡"}
_NOTE = re.compile(r"(?<=[^\W\d])(?:\s+[a-z]|\s*\d)\)")
_INSIDE_WORD = re.compile(r"(?<=[^\W\d_])-\s*(?=[^\W\d_])")
_AS_OF = re.compile(
    r"\b(?:stan\s+)?(?:w dniu|na dzien|na koniec)?\s*\b(?:0?[1-9]|[12]\d|3[01])(?:\.\d{1,2}\b|\s+(?:[ivx]{1,4}|grudnia|czerwca)\b(?! wiecej| mniej| starsz| powyzej))\.?"
    r"(?:\s*((?:19|20)\d\d)\b)?(?:\s*r\b\.?)?"
)
_YEAR = re.compile(r"(?<![\d,.])((?:19|20)\d\d)(?![\d,]|\.\d)(?:\s*(?:roku|rok|r)\b\.?)?")
_THOUSANDS, _MILLIONS = re.compile(r"\b(?:w\s+)?tys(?:\.|\b|iac\w*)"), re.compile(r"\b(?:w\s+)?mln\b\.?")
_UNITS = ((re.compile(r"\b(?:w\s+)?(?:zl\b\.?|zlot\w+|pln\b)"), "zł"), (re.compile(r"(?:\bw\s+)?(?:%|\b(?:odsetek|procent\w*|proc\b\.?))"), "%"))
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class _Meaning:
    pattern: re.Pattern[str]
    sets: tuple[tuple[str, str], ...]
    unit: str
    weak: bool


@dataclass(slots=True)
class Understood:
    """What one wording says. `rest` tells that some of its words were not understood."""

    facets: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    unit: str = ""
    """Unit said in so many words, or that of the quantity named."""
    told: bool = False
    """Whether the unit is said in so many words, not only known from the quantity."""
    multiple: str = ""
    """„tys." or „mln"."""
    rest: bool = False
    total: bool = False

    @property
    def whole(self) -> bool:
        """Whether it says something, and nothing that was not understood."""
        return not self.rest and bool(self.facets or self.year or self.total)


def plain(said: str) -> str:
    """A heading for comparing: folded, one line, words put together that were divided at the end of a line, no footnote marks."""
    folded = fold(re.sub(r"(?<=[^\W\d_])-\s*\n\s*(?=[^\W\d_])", "", clean(said).translate(_RAISED)).replace("–", "-").replace("—", "-").replace("_", " "))
    folded = _INSIDE_WORD.sub("", _NOTE.sub(" ", folded))
    return re.sub(r"\s+", " ", re.sub(r"[;:()\[\]{}/\"„”«»|'=]|,(?!\d)", " ", folded)).strip()


class Wording:
    """The words of one publisher."""

    def __init__(self, content: Mapping[str, Any], bdl: Mapping[str, Any]) -> None:
        reader = content.get("reader", {})
        self.facets: tuple[str, ...] = tuple(reader.get("facets", ()))
        self.prefix = str(reader.get("key", "tablica"))
        self.no_zero = frozenset(reader.get("no_zero", ()))
        """Measures of which a dash says that there is nothing to measure, not zero."""
        self._ignored = frozenset(word for phrase in (*reader.get("ignored", ()), *reader.get("foreign", ())) for word in plain(phrase).split())
        self.foreign = frozenset(map(plain, reader.get("foreign", ())))
        self._sums = _alternatives(reader.get("sums", ()))
        found = [
            (len(words), _Meaning(_pattern(words), tuple(entry["is"].items()), str(entry.get("unit", "")), bool(entry.get("weak"))))
            for entry in content.get("meaning", ())
            for words in entry["words"]
        ]
        self._meanings = [meaning for _, meaning in sorted(found, key=lambda pair: -pair[0])]
        self.signs = {name: [_pattern(words) for words in listed] for name, listed in reader.get("signs", {}).items()}
        self._same: dict[frozenset[tuple[str, str]], str] = {}
        self.titles: dict[str, str] = {}
        self._learn_variables(content, bdl)

    def _learn_variables(self, content: Mapping[str, Any], bdl: Mapping[str, Any]) -> None:
        for subject in content.get("subject", ()):
            for variable in subject.get("variables", ()):
                self._learn(variable["key"], zip(subject.get("dimension_names", ()), variable["dimensions"], strict=False))
        for entry in content.get("same", ()):
            self._learn(entry["variable"], entry["is"].items())
        subjects = {subject.get("id"): subject for subject in bdl.get("subject", ()) if subject.get("id")}
        for entry in content.get("same_subject", ()):
            subject = subjects.get(entry["id"], {})
            for variable in subject.get("variables", ()):
                self._learn(variable["key"], [*entry["with"].items(), *zip(subject.get("dimension_names", ()), variable["dimensions"], strict=False)])

    def _learn(self, key: str, facets: Iterable[tuple[str, str]]) -> None:
        self._same.setdefault(frozenset((name, value) for name, value in facets if fold(value) not in TOTALS), key)

    def variable(self, facets: Mapping[str, str]) -> str:
        """Key of the catalogue's variable that has exactly these facets; "" when there is none."""
        return self._same.get(frozenset(facets.items()), "")

    def says(self, sign: str, text: str) -> bool:
        """Whether a text holds one of the words listed under `signs` for a name."""
        return any(pattern.search(text) for pattern in self.signs.get(sign, ()))

    def is_sum(self, said: str) -> bool:
        """Whether a row of this name sums other rows and is no unit."""
        return bool(self._sums and self._sums.match(plain(said)))

    def understood(self, said: str, *, ages: bool = False) -> Understood:
        """A heading, or the label of a row. `ages`: bare numbers are ages too, as in a column headed „Wiek"."""
        found, left = self._read(said, ages=ages)
        found.rest = any(word not in self._ignored and word not in TOTALS for word in _WORD.findall(left))
        found.total = any(word in TOTALS for word in _WORD.findall(left))
        return found

    def context(self, titles: Sequence[str]) -> Understood:
        """What titles say for the whole table: only what they say without contradicting themselves. A weak word (the population, which
        every title names) counts unless another quantity stands before it; beside a later one nothing is certain."""
        values: dict[str, set[str]] = {}
        years: set[int] = set()
        result = Understood()
        for title in titles:
            text = _AS_OF.sub(lambda match: f" {match[1]} " if match[1] else " ", plain(title))
            years.update(int(year) for year in _YEAR.findall(text))
            in_age = re.search(r"\bw wieku\b(.*)", text)
            if in_age and (age := age_in(in_age[1])):
                values.setdefault(AGE, set()).add(age[0])
            matches = sorted((match.start(), meaning) for meaning, match in self._matches(text))
            strong = [at for at, meaning in matches if not meaning.weak and any(name == SUBJECT for name, _ in meaning.sets)]
            for at, meaning in matches:
                for name, value in meaning.sets:
                    if not (name == SUBJECT and meaning.weak and strong and strong[0] < at):
                        values.setdefault(name, set()).add(value)
                        result.unit = result.unit or meaning.unit
            result.multiple = result.multiple or _multiple(text)[0]
        result.facets = {name: next(iter(found)) for name, found in values.items() if len(found) == 1}
        result.year = next(iter(years)) if len(years) == 1 else None
        if SUBJECT not in result.facets:
            result.unit = ""
        return result

    def polish(self, said: str) -> str:
        """A heading or title without its English half, on one line."""
        kept: list[str] = []
        foreign = False
        for word in said.split():
            parts = set(plain(word).split())
            if parts & self.foreign or (foreign and word.strip("().").isdigit()):  # „as of December 31", „per 1000 of population"
                foreign = True
                continue
            foreign = False
            kept.append(word)
        return re.sub(r"\s+", " ", " ".join(kept)).strip(" ;,./")

    def meaning_of(self, said: str) -> object:
        """What makes two headings the same: equal for „Zgony" and „Zgony ogółem"."""
        found = self.understood(self.polish(said))
        return plain(said) if found.rest or not found.facets else (tuple(sorted(found.facets.items())), found.year, found.unit)

    def known_in(self, said: str) -> int:
        """How many wordings of a known meaning a title holds."""
        return len(self._matches(plain(said)))

    def _matches(self, text: str) -> list[tuple[_Meaning, re.Match[str]]]:
        """Meanings found, the longest wording first; no part of the text counts twice."""
        found = []
        for meaning in self._meanings:
            while match := meaning.pattern.search(text):
                found.append((meaning, match))
                text = text[: match.start()] + "·" * (match.end() - match.start()) + text[match.end() :]
        return found

    def _read(self, said: str, *, ages: bool) -> tuple[Understood, str]:
        found = Understood()
        text = re.sub(r"\b(?:w tym|of which|z tego(?! samego)|including)\b", " ", plain(said))
        if AMOUNT in self.facets and (amount := amount_in(text)):
            found.facets[AMOUNT], text = amount
        text = _AS_OF.sub(lambda match: f" {match[1]} " if match[1] else " ", text)
        years = set(_YEAR.findall(text))
        if len(years) == 1:
            found.year = int(years.pop())
            text = _YEAR.sub(" ", text)
        matches = self._matches(re.sub(r"\s+", " ", text))
        text = re.sub(r"\s+", " ", text)
        for meaning, match in matches:
            if any(found.facets.get(name, value) != value for name, value in meaning.sets):
                continue  # contradicts what is said beside it: left among the words not understood
            found.facets.update(meaning.sets)
            found.unit = found.unit or meaning.unit
            text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
        if AGE in self.facets and AGE not in found.facets:
            if ages and (single := re.fullmatch(r"\s*(\d{1,3})(?:[.,]0)?\s*(?:lat\w*)?\s*", text)):
                found.facets[AGE], text = single[1], ""
            elif age := age_in(text):
                found.facets[AGE], text = age
        found.multiple, text = _multiple(text)
        for pattern, unit in _UNITS:
            if pattern.search(text):
                found.unit, found.told, text = unit, True, pattern.sub(" ", text)
        return found, text


def _multiple(text: str) -> tuple[str, str]:
    for pattern, word in ((_THOUSANDS, "tys."), (_MILLIONS, "mln")):
        if pattern.search(text):
            return word, pattern.sub(" ", text)
    return "", text


def _pattern(words: str) -> re.Pattern[str]:
    parts = [re.escape(part).replace(r"\*", r"\w*") for part in plain(words.replace("*", "§")).replace("§", "*").split()]
    return re.compile(r"(?<!\w)" + r"\.?\s+".join(parts) + r"(?!\w)\.?")


def _alternatives(words: Iterable[str]) -> re.Pattern[str] | None:
    patterns = [_pattern(one).pattern for one in words]
    return re.compile("|".join(patterns)) if patterns else None


@cache
def wording(file: str) -> Wording:
    """The words of one publisher from its file in `resources/indicators`. Raises OSError when the installation lacks it."""
    folder = resource("indicators")
    return Wording(tomllib.loads((folder / file).read_text(encoding="utf-8")), tomllib.loads((folder / _BDL_VARIABLES).read_text(encoding="utf-8")))
