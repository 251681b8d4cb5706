"""Names of territories as files write them, brought to one form so that they can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mrl_desktop.domain.territory_unit import Level, Territory
from mrl_desktop.polish import fold

_KIND = re.compile(r"\s*\((\d)\)$")
_BEHIND = re.compile(r"\s*(?:[-–—]\s*(?:miasto|obszar wiejski|dzielnica|delegatura)|od \d{4}(?: do \d{4})?|do \d{4})$")
_BEFORE = re.compile(
    r"^(?:(?:powiat|pow\.|wojewodztwo|woj\.|region|podregion|makroregion|miasto(?: i gmina)?|gmina|gm\.|m-w\.|m\.\s*st\.|m\.|g\.|urzad miasta|urzad gminy"
    r"|miejsko-wiejska(?=\s)|miejska(?=\s)|wiejska(?=\s))\s*)+(?=\S)"
)
_ASIDE = re.compile(r"^(.*\S)\s*\(([^()\d]{3,60})\)$")
"""A name and words in brackets behind it."""
_LEVEL_WORDS = (
    ("makroregion", Level.MACROREGION),
    ("podregion", Level.SUBREGION),
    ("region", Level.REGION),
    ("powiat", Level.POWIAT),
    ("pow.", Level.POWIAT),
    ("woj", Level.VOIVODESHIP),
)


def plain_name(text: str) -> str:
    """The bare name: „Powiat m. Wałbrzych od 2013" → „walbrzych", „Nowogrodziec - miasto (4)" → „nowogrodziec".
    Hyphens count as spaces, „n." as „nad"."""
    name = _KIND.sub("", fold(text))
    shorter = _BEHIND.sub("", name)
    while shorter != name:
        name, shorter = shorter, _BEHIND.sub("", shorter)
    return _BEFORE.sub("", name).replace(" n. ", " nad ").replace("-", " ").strip()


def kind_in(text: str) -> str:
    """The digit in brackets behind a name, or empty."""
    found = _KIND.search(text.strip())
    return found[1] if found else ""


_KIND_WORDS = (
    (re.compile(r"\bmiejsko[- ]wiejsk|\bm-w\.|\bmiasto i gmina\b"), ("3",)),
    (re.compile(r"\bobszar wiejski\b"), ("5",)),
    (re.compile(r"\b(?:gm\w*\.?|gmina) wiejsk|^wiejska$|\bwiejska\b|^g\."), ("2",)),
    (re.compile(r"\b(?:gm\w*\.?|gmina) miejsk|^miejska$|\bmiejska\b"), ("1",)),
    (re.compile(r"^m\.|\bmiasto\b|\bm\. "), ("1", "4")),
)


def kinds_told(text: str) -> tuple[str, ...]:
    """Kinds of gmina that words say, the surest first: „gmina wiejska" → 2, „Mielec – miasto" → 1 or 4; empty when they say none."""
    folded = fold(text)
    return next((kinds for pattern, kinds in _KIND_WORDS if pattern.search(folded)), ())


def level_in(text: str) -> Level | None:
    """The level that the wording of a name tells: „Powiat …", „PODREGION …", „(2)"."""
    folded = fold(text)
    for word, level in _LEVEL_WORDS:
        if folded.startswith(word):
            return level
    kind = kind_in(text)
    if kind:
        return Level.GMINA if kind in "123" else Level.PART
    return Level.COUNTRY if folded in ("polska", "poland") else None


def names_of(territory: Territory) -> set[str]:
    """Every bare name by which the territory may be called."""
    return {plain_name(name) for name in (territory.name, *territory.other_names)}


def agrees(text: str, territory: Territory) -> bool:
    """Whether a file's name may mean this territory; an empty name agrees with everything."""
    name, known = plain_name(text), names_of(territory)
    aside = _ASIDE.match(text.strip())
    return not name or name in known or (aside is not None and plain_name(aside[1]) in known) or (territory.level is Level.COUNTRY and name == "poland")


_TOWN = ("1", "4")
_VOIVODESHIP = re.compile(r"\bwoj(?:\.|ewodztwo)?\s+([a-z]+(?:-[a-z]+)*)")


class Names:
    """Territories by their bare names, for tables without codes."""

    def __init__(self, territories: Iterable[Territory]) -> None:
        self._by_name: dict[str, list[Territory]] = {}
        self._voivodeships: set[str] = set()
        for territory in territories:
            if territory.level is Level.VOIVODESHIP:
                self._voivodeships.add(plain_name(territory.name).replace(" ", "-"))
            for name in names_of(territory):
                self._by_name.setdefault(name, []).append(territory)

    def told(self, text: str, context: str = "") -> list[Territory]:
        """Candidates narrowed by what stands beside the name: kind, powiat, voivodeship in words. What fits none narrows nothing,
        but a voivodeship named as such („woj. lubelskie"), and „miasto" beside a name that no town bears, leave none. Words in brackets
        behind the name („bielski (podlaskie)", „Lubin (gmina wiejska)") stand beside it too."""
        text, aside = self._parted(text)
        context = f"{context}, {aside}" if context and aside else context or aside
        found = self._beside(self.candidates(text), context)
        for kinds in (kinds_told(text), kinds_told(context)):
            for kind in kinds:
                if fitting := [one for one in found if one.unit_type == kind]:
                    found = fitting
                    break
        if kinds_told(context) == _TOWN and found and not any(one.unit_type in _TOWN for one in found):
            parts = [one for one in self._by_name.get(plain_name(text), ()) if one.valid_to is None and one.unit_type in _TOWN]
            return self._beside(parts, context)
        return found

    def _parted(self, text: str) -> tuple[str, str]:
        """A name and the words in brackets behind it, unless they belong to the name."""
        found = _ASIDE.match(text.strip())
        if found is None or plain_name(text) in self._by_name:
            return text, ""
        said = found[2].strip()
        return found[1], f"woj. {said}" if plain_name(said).replace(" ", "-") in self._voivodeships else said

    def _beside(self, found: list[Territory], context: str) -> list[Territory]:
        """Those of the voivodeship and the powiat that the context names, as far as it names any."""
        words = set(re.findall(r"[a-z]+(?:-[a-z]+)*", fold(context)))
        for of in (_voivodeship_word, _powiat_words):
            fitting = [one for one in found if (wanted := of(one)) and wanted <= words]
            if not fitting and of is _voivodeship_word and (named := _VOIVODESHIP.search(fold(context))) and named[1] in self._voivodeships:
                return []
            found = fitting or found
        return found

    def candidates(self, text: str) -> list[Territory]:
        """Every territory of today the name can mean, narrowed by the level and kind its wording tells. Without such words a
        voivodeship or country goes before its namesakes, a powiat before a subregion, a gmina before its own parts and before the
        powiat of a city."""
        text, _ = self._parted(text)
        found = [territory for territory in self._by_name.get(plain_name(text), ()) if territory.valid_to is None]
        level, kind = level_in(text), kind_in(text)
        if level is not None:
            found = [territory for territory in found if territory.level is level]
        if kind:
            found = [territory for territory in found if territory.unit_type == kind]
        if level is None:
            for preferred in (Level.COUNTRY, Level.VOIVODESHIP, Level.GMINA, Level.POWIAT):
                of_level = [territory for territory in found if territory.level is preferred]
                if of_level:
                    return of_level
        return found


def _voivodeship_word(territory: Territory) -> set[str]:
    name = territory.name if territory.level is Level.VOIVODESHIP else territory.voivodeship
    return set(fold(name).removeprefix("wojewodztwo ").split())


def _powiat_words(territory: Territory) -> set[str]:
    return set(re.findall(r"[a-z]+(?:-[a-z]+)*", fold(territory.powiat).removeprefix("m. ")))
