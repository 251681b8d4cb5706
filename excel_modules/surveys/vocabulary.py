"""The words of surveys as `resources/rules/surveys.toml` gives them: columns of the tools, scales, personal data, ticks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from mrl_desktop.analysis.rules import rules
from mrl_desktop.polish import fold, sort_key

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_BELOW = re.compile(r"^(?:ponizej|do|mniej niz|<|mlodsz|under|less than|przed)\b|^<")


def table(name: str) -> Mapping[str, Any]:
    """One table of the file."""
    found: Mapping[str, Any] = rules("surveys")[name]
    return found


def plain(text: str) -> str:
    """A text for comparing: folded, without line breaks and the marks around it."""
    return fold(text.replace("\n", " ")).strip(" :*.?!\"'„”«»()[]")


@cache
def _patterns(section: str, key: str) -> re.Pattern[str]:
    return _compiled(table(section)[key])


def _compiled(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"{re.escape(word[:-1])}.*" if word.endswith("*") else re.escape(word) for word in words))


def named(section: str, key: str, text: str) -> bool:
    """Whether a text is one of the words of a list; a word ending with * may go on."""
    return _patterns(section, key).fullmatch(plain(text)) is not None


@cache
def personal_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(reason for people, pattern of the words) of each kind of personal data, told by the words of a heading."""
    return tuple((str(row["powod"]), re.compile(rf"(?<![\w-])(?:{_compiled(row['slowa']).pattern.replace('.*', '[a-z]*')})(?![\w-])")) for row in rules("surveys")["osobowe"])


@cache
def _scales() -> tuple[dict[str, int], ...]:
    return tuple({wording: place for place, step in enumerate(scale["stopnie"]) for wording in step} for scale in rules("surveys")["skala"])


def steps(options: Collection[str]) -> dict[str, int] | None:
    """Option → its step on the one scale all options stand on, those without an opinion aside; None when there is no such scale."""
    wanted = {option: plain(option) for option in options if not stands_last(option)}
    said = set(wanted.values())
    if len(said) < 2 or all(is_tick(word) is not None for word in said):
        return None
    for scale in _scales():
        if said <= scale.keys():
            return {option: scale[word] for option, word in wanted.items()}
    return None


def stands_last(option: str) -> bool:
    """Whether an option is „inne", „trudno powiedzieć" or another one that closes a list."""
    return named("na_koncu", "slowa", option) or fold(option) == "-oth-"


@cache
def is_tick(word: str) -> bool | None:
    """True and False for the ways of saying „marked" and „not marked"; None for anything else."""
    said = plain(word)
    return True if said in table("zaznaczenie")["tak"] else False if said in table("zaznaczenie")["nie"] else None


def in_order(options: Iterable[str]) -> tuple[str, ...]:
    """Options as they are shown: a scale from its lowest step, „tak" before „nie", ranges by their first number, the rest by the alphabet;
    „inne" and „trudno powiedzieć" last. The order depends on the options alone, so that another export keeps it."""
    found = sorted(set(options), key=sort_key)
    scale = steps(found)
    ranged = [option for option in found if not stands_last(option)]
    numbered = bool(ranged) and all(_NUMBER.search(option) for option in ranged)

    def key(option: str) -> tuple[Any, ...]:
        if stands_last(option):
            return 1, 0, 0, sort_key(option)
        if scale is not None:
            return 0, scale[option], 0, sort_key(option)
        tick = is_tick(option)
        if numbered:
            first = float(_NUMBER.findall(option)[0].replace(",", "."))
            return 0, first, 0 if _BELOW.search(fold(option)) else 1, sort_key(option)
        return 0, 0 if tick is True else 1 if tick is False else 2, 0, sort_key(option)

    return tuple(sorted(found, key=key))
