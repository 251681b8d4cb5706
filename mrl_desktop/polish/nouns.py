"""Endings of single Polish place names: from the nominative to the other cases and the adjective, by rule."""

from __future__ import annotations

from dataclasses import dataclass, replace

VOWELS = "aąeęioóuy"


@dataclass(frozen=True, slots=True)
class Forms:
    """Cases of one word and its adjective; `gender` is m, f, n, or p (plural only); `sure` False when a rule merely guesses."""

    nominative: str
    genitive: str
    dative: str
    accusative: str
    instrumental: str
    locative: str
    adjective: str
    gender: str
    sure: bool = True


_PALATAL = (
    ("sł", "śl"), ("zł", "źl"), ("st", "ści"), ("zd", "ździ"), ("sn", "śni"), ("zn", "źni"), ("ch", "sz"), ("ł", "l"), ("r", "rz"),
    ("t", "ci"), ("d", "dzi"), ("k", "c"), ("g", "dz"),
    ("b", "bi"), ("p", "pi"), ("w", "wi"), ("f", "fi"), ("m", "mi"), ("n", "ni"), ("s", "si"), ("z", "zi"),
)  # fmt: skip
_SOFT = ("c", "cz", "sz", "ż", "rz", "dz", "l", "j", "ń", "ć", "ś", "ź")
_SOFTENED = {"dź": "dzi", "ń": "ni", "ć": "ci", "ś": "si", "ź": "zi"}


def softened(stem: str) -> str:
    """The stem before the ending -e of the locative, the e included: Gniezn → Gnieźnie, Jasł → Jaśle, Rabk → Rabce."""
    if stem.endswith(("czn", "szn", "rzn")):  # Opoczno → w Opocznie, unlike Gniezno → w Gnieźnie
        return stem + "ie"
    for hard, soft in _PALATAL:
        if stem.endswith(hard):
            return stem[: -len(hard)] + soft + "e"
    return stem + "e"


def _is_soft(stem: str) -> bool:
    return stem.endswith(_SOFT) and not stem.endswith("ch")


def _before_vowel(stem: str) -> str:
    """A soft consonant written out before a vowel: Poznań → Poznani-."""
    for soft, written in _SOFTENED.items():
        if stem.endswith(soft):
            return stem[: -len(soft)] + written
    return stem


_SKI = (
    ("bork", "borski"), ("bark", "barski"), ("dzk", "dzki"), ("czk", "czkowski"), ("szcz", "ski"), ("ść", "ski"), ("st", "ski"), ("sk", "ski"), ("ck", "cki"), ("cz", "cki"), ("ch", "ski"), ("rz", "rski"),
    ("sz", "ski"), ("dz", "dzki"), ("dź", "dzki"), ("ń", "ński"), ("n", "ński"), ("k", "cki"), ("c", "cki"), ("t", "cki"), ("ć", "cki"),
    ("d", "dzki"), ("g", "ski"), ("ż", "ski"), ("z", "ski"), ("ź", "ski"), ("s", "ski"), ("ś", "ski"), ("ł", "lski"),
)  # fmt: skip


def adjective_of(stem: str) -> str:
    """The adjective -ski of a stem with its sound changes: Elbląg → elbląski, Kalisz → kaliski, Otwock → otwocki."""
    low = stem.lower()
    for end, ski in _SKI:
        if low.endswith(end):
            return low[: -len(end)] + ski
    return low + "ski"


def declined(name: str) -> Forms:
    """All forms of one noun. A last resort for words no rule knows keeps the nominative and is not sure."""
    low = name.lower()
    if low.endswith("iska"):
        return _plural(name)
    if low.endswith("a"):
        return _feminine(name)
    if low.endswith("o") and len(name) > 2:
        return _neuter_o(name)
    if low.endswith(("y", "i")):
        return _plural(name)
    if low.endswith("e"):
        return _plural(name) if low.endswith(("ce", "cze", "że", "sze")) else _neuter_e(name)
    if low[-1] in VOWELS:
        return Forms(name, name, name, name, name, name, low + "ski", "n", sure=False)
    return _masculine(name)


def _masculine(name: str) -> Forms:
    stem, adjective, sure = name, adjective_of(name), True
    low = name.lower()
    if low.endswith("ów"):
        stem, adjective = name[:-2] + "ow", low[:-2] + "owski"
    elif low.endswith("iec"):
        inner = name[:-3]
        stem = (inner[:-1] + "ńc") if inner.endswith("n") else inner + "c"
        adjective = low[:-1] + "cki"
        sure = not inner.endswith(("ś", "s", "ć", "c", "dz", "z"))
    elif low.endswith("ec"):
        stem, adjective = name[:-2] + "c", low[:-1] + "cki"
        sure = low.endswith("lec")
    elif low.endswith("ek") and len(low) > 3:
        stem = name[:-2] + "k"
        adjective = low[:-1] + "cki"
        sure = False
    elif low.endswith(("sław", "cław")):
        stem = name + "i"
        return Forms(name, stem + "a", stem + "owi", name, stem + "em", stem + "u", adjective, "m")
    elif low.endswith("bórz"):
        stem, adjective = name[:-3] + "orz", low[:-3] + "orski"
    elif low.endswith(("óg", "ód", "ór", "ój", "ół")):
        stem = name[:-2] + "o" + name[-1]
        adjective = adjective_of(stem)
        sure = False
    elif low.endswith(("in", "yn")):
        adjective = low[:-1] + "ński"
    elif not low.endswith(("sk", "ck", "iń", "yń", "uń", "ań")):
        sure = False
    return with_stem(name, stem, adjective, sure=sure)


def with_stem(name: str, stem: str, adjective: str, *, sure: bool = True, genitive: str = "a") -> Forms:
    """A masculine name from its oblique stem: Kwidzyn, Włocławk-, Krakow-."""
    if _is_soft(stem) or stem.endswith("i"):
        written = _before_vowel(stem)
        return Forms(name, written + genitive, written + "owi", name, written + "em", written + "u", adjective, "m", sure)
    if stem.endswith(("k", "g")):
        return Forms(name, stem + genitive, stem + "owi", name, stem + "iem", stem + "u", adjective, "m", sure)
    locative = stem + "u" if stem.endswith("ch") else softened(stem)
    return Forms(name, stem + genitive, stem + "owi", name, stem + "em", locative, adjective, "m", sure)


def _feminine(name: str) -> Forms:
    stem, low = name[:-1], name[:-1].lower()
    sure = low.endswith(("ic", "yc", "aw"))
    adjective = adjective_of(stem)
    if low.endswith("i"):
        base = stem[:-1]
        adjective = adjective_of(base)
        # Rumia → Rumi, Jedlnia → Jedlni, but Kalwaria → Kalwarii
        genitive = stem if base.endswith(("n", "m", "b", "p", "w", "c", "s", "z")) else stem + "i"
        return Forms(name, genitive, genitive, stem + "ę", stem + "ą", genitive, adjective, "f", sure=False)
    if low.endswith("j"):
        plain = stem[:-1] + "i" if len(low) > 1 and low[-2] in VOWELS else stem + "i"
        return Forms(name, plain, plain, stem + "ę", stem + "ą", plain, adjective, "f", sure=False)
    if low.endswith("l"):
        return Forms(name, stem + "i", stem + "i", stem + "ę", stem + "ą", stem + "i", adjective, "f", sure=False)
    if _is_soft(low):
        return Forms(name, stem + "y", stem + "y", stem + "ę", stem + "ą", stem + "y", adjective, "f", sure)
    genitive = stem + ("i" if low.endswith(("k", "g")) else "y")
    return Forms(name, genitive, softened(stem), stem + "ę", stem + "ą", softened(stem), adjective, "f", sure)


def _neuter_o(name: str) -> Forms:
    stem, low = name[:-1], name[:-1].lower()
    sure = low.endswith(("ow", "ew", "in", "yn", "sk", "ck"))
    adjective = adjective_of(stem)
    if low.endswith("n") and low[-2:-1] not in VOWELS:
        adjective = low[:-1] + ("eński" if low.endswith("nn") else "nieński")  # a guess: Górzno → górznieński
    locative = stem + "u" if _is_soft(low) or low.endswith(("k", "g", "ch")) else softened(stem)
    instrumental = stem + ("iem" if low.endswith(("k", "g")) else "em")
    return Forms(name, stem + "a", stem + "u", name, instrumental, locative, adjective, "n", sure)


def _neuter_e(name: str) -> Forms:
    stem = name[:-1]
    adjective = adjective_of(stem[:-1] if stem.endswith("i") else stem)
    return Forms(name, stem + "a", stem + "u", name, name + "m", stem + "u", adjective, "n", sure=False)


def _plural(name: str) -> Forms:
    stem, low = name[:-1], name[:-1].lower()
    adjective = adjective_of(stem)
    genitive, sure = stem, low.endswith(("ic", "yc", "ów"))
    if low.endswith("k") and not name.endswith("a") and len(low) > 2 and low[-2] not in VOWELS:
        soft = stem[:-2] + {"ń": "ni", "ś": "si", "ź": "zi", "ć": "ci"}.get(low[-2], low[-2])
        genitive = soft + "ek"
        adjective = genitive.lower()[:-1] + "cki"
    dative = stem + "om"
    return Forms(name, genitive, dative, name, stem + "ami", stem + "ach", adjective, "p", sure)


def feminine_consonant(name: str, stem: str) -> Forms:
    """A feminine name that ends in a consonant, from its oblique stem: Bydgoszcz → Bydgoszczy, Łodzi- → Łodzi, Łodzią."""
    genitive = stem if stem.endswith("i") else stem + "y"
    return Forms(name, genitive, genitive, name, stem + "ą", genitive, adjective_of(name), "f", sure=False)


def adjectival(name: str, adjective: str | None = None) -> Forms:
    """A name with the endings of an adjective in the singular: Biała → Białej, Nowy → Nowego, Zakopane → Zakopanego, w Zakopanem."""
    stem = name[:-1]
    soft = stem.endswith(("k", "g"))
    if name.endswith("a"):
        e = "iej" if soft else "ej"
        forms = Forms(name, stem + e, stem + e, stem + "ą", stem + "ą", stem + e, "", "f", sure=False)
    elif name.endswith("e"):
        # stem of -kie, -gie keeps its i: Wysokie → Wysokiego, w Wysokiem
        forms = Forms(name, stem + "ego", stem + "emu", name, stem + "em", stem + "em", "", "n", sure=False)
    else:
        y = name[-1]
        i = "i" if y == "i" else ""
        forms = Forms(name, f"{stem}{i}ego", f"{stem}{i}emu", name, f"{stem}{y}m", f"{stem}{y}m", "", "m", sure=False)
    return replace(forms, adjective=adjective if adjective is not None else adjective_of(stem[:-1] if stem.endswith("i") else stem))


def attribute(word: str, gender: str) -> Forms:
    """An adjective beside a noun, agreeing with it: Nowe (Bielany) → Nowych, Nowe (Miasto) → Nowego, w Nowym."""
    if gender == "p":
        y = "i" if word.endswith("ie") else "y"
        stem = word[:-2] if y == "i" else word[:-1]
        return Forms(word, f"{stem}{y}ch", f"{stem}{y}m", word, f"{stem}{y}mi", f"{stem}{y}ch", "", "p")
    forms = replace(adjectival(word, ""), sure=True)
    if gender == "n":
        y = "i" if word.endswith("ie") else "y"
        stem = word[:-2] if y == "i" else word[:-1]
        return replace(forms, instrumental=f"{stem}{y}m", locative=f"{stem}{y}m")
    return forms
