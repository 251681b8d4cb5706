"""The outline of a document, read from `resources/outlines/`: which chapters, in which order, made by which function."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mrl_desktop.domain.diagnosis import Scope
from mrl_desktop.paths import resource

FILES: Mapping[Scope, str] = {Scope.PRL: "prl_eog.toml", Scope.PRI: "pri_eog.toml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One chapter of an outline. `title` may hold `{pri_narz}` and the like, filled with the documents' names."""

    key: str
    title: str
    level: int = 1
    required: bool = False
    part: str = "body"
    """„front", „body" or „back"."""
    make: str = ""
    """`module.function` under `generator/prl` or `generator/pri`; empty when only the planner's own text is printed."""
    min_words: int = 0
    new_page: bool = False
    numbered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    name: str
    scope: Scope
    entries: tuple[Entry, ...]

    def entry(self, key: str) -> Entry:
        """The entry with this key. Raises KeyError."""
        for entry in self.entries:
            if entry.key == key:
                return entry
        raise KeyError(key)

    def numbers(self) -> dict[str, str]:
        """The printed number of every numbered chapter: {"P2.3.1": "2.3.1"}; computed, so a reordered outline renumbers itself."""
        counters: list[int] = []
        result: dict[str, str] = {}
        for entry in self.entries:
            if entry.part != "body" or not entry.numbered:
                continue
            del counters[entry.level :]
            counters.extend([0] * (entry.level - len(counters)))
            counters[entry.level - 1] += 1
            result[entry.key] = ".".join(str(number) for number in counters)
        return result


@cache
def load_outline(scope: Scope, path: Path | None = None) -> Outline:
    """Reads the outline of a document. Raises ValueError naming the file and chapter when an entry is wrong."""
    file = path or resource("outlines", FILES[scope])
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    entries: list[Entry] = []
    for number, row in enumerate(data["chapter"], start=1):
        try:
            entries.append(Entry(**row))
        except TypeError as error:
            raise ValueError(f"{file.name}: rozdział nr {number} ma nieznane lub brakujące pole ({error})") from error
    keys = [entry.key for entry in entries]
    if len(keys) != len(set(keys)):
        raise ValueError(f"{file.name}: ten sam klucz rozdziału występuje dwa razy")
    return Outline(name=data["name"], scope=scope, entries=tuple(entries))
